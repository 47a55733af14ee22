"""A state as a word with a small shape in a tint: never colour alone."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from .. import theme
from .text import Tone, tooltip

_INK = {Tone.RED: "red", Tone.AMBER: "amber", Tone.GREEN: "green", Tone.BLUE: "accent", Tone.GREY: "muted"}
_TINT = {
    Tone.RED: "red_tint",
    Tone.AMBER: "amber_tint",
    Tone.GREEN: "green_tint",
    Tone.BLUE: "accent_tint",
    Tone.GREY: "grey_tint",
}


def ink(tone: Tone) -> QColor:
    """The text colour of a tone."""
    return theme.colour(_INK[tone])


def tint(tone: Tone) -> QColor:
    """The background of a tone."""
    return theme.colour(_TINT[tone])


def paint_shape(painter: QPainter, box: QRectF, tone: Tone, colour: QColor | None = None) -> None:
    """Triangle for red, diamond for amber, tick for green, disc for blue, bar for grey."""
    colour = colour or ink(tone)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    middle = box.center()
    if tone is Tone.RED:
        painter.drawPolygon(QPolygonF([QPointF(middle.x(), box.top()), box.bottomRight(), box.bottomLeft()]))
    elif tone is Tone.AMBER:
        sides = (QPointF(middle.x(), box.top()), QPointF(box.right(), middle.y()))
        painter.drawPolygon(QPolygonF([*sides, QPointF(middle.x(), box.bottom()), QPointF(box.left(), middle.y())]))
    elif tone is Tone.GREEN:
        painter.setPen(QPen(colour, 2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        low = QPointF(box.left() + box.width() * 0.36, box.bottom() - 1)
        painter.drawPolyline([QPointF(box.left(), middle.y() + 0.5), low, QPointF(box.right(), box.top() + 1)])
    elif tone is Tone.BLUE:
        painter.drawEllipse(box)
    else:
        painter.drawRect(QRectF(box.left(), middle.y() - 1, box.width(), 2))


def tag_size(word: str) -> QSize:
    """How much room a tag with this word needs."""
    metrics = QFontMetrics(theme.font(12, 600))
    return QSize(metrics.horizontalAdvance(word) + theme.pixels(12) + 17, metrics.height() + theme.pixels(6))


def paint_tag(painter: QPainter, box: QRect, word: str, tone: Tone) -> None:
    """Draw a tag at the left of the box, centred in height, its word elided where room is short."""
    size = tag_size(word)
    top = box.y() + (box.height() - size.height()) / 2
    frame = QRectF(box.x(), top, min(size.width(), box.width()), size.height())
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(tint(tone))
    painter.drawRoundedRect(frame, 4, 4)
    side = theme.pixels(7)
    paint_shape(painter, QRectF(frame.left() + 8, frame.center().y() - side / 2, side, side), tone)
    font = theme.font(12, 600)
    painter.setFont(font)
    painter.setPen(ink(tone))
    words = frame.adjusted(8 + side + 5, 0, -6, 0)
    shown = QFontMetrics(font).elidedText(word, Qt.TextElideMode.ElideRight, int(words.width()) + 2)
    painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, shown)
    painter.restore()


class Tag(QWidget):
    """One tag as a widget, for heads of pages and cards."""

    def __init__(self, word: str = "", tone: Tone = Tone.GREY, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.word = word
        self.tone = tone
        self.show_state(word, tone)

    def show_state(self, word: str, tone: Tone) -> None:
        """Change the word and what its colour means."""
        self.word, self.tone = word, tone
        self.setAccessibleName(word)
        self.setToolTip(tooltip(word) if len(word) > 40 else "")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return tag_size(self.word) if self.word else QSize(0, 0)

    def minimumSizeHint(self) -> QSize:
        return QSize(min(self.sizeHint().width(), 60), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent, /) -> None:
        paint_tag(QPainter(self), self.rect(), self.word, self.tone)
