"""What day, week and month share: a kept picture of what stands still, one with the cursor, and what is in the hand."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, QSizeF, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QFocusEvent,
    QHelpEvent,
    QImage,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QToolTip, QWidget

from .. import theme
from ..widgets.text import tooltip
from .look import Look
from .spoken_list import Spoken, tell_screen_readers

CORNER = 8
PICTURE = QImage.Format.Format_ARGB32_Premultiplied  # a QPixmap without transparency is painted more slowly


class PaintedView(QAbstractScrollArea):
    """A card painted by hand; derived views lay out, paint and say what they show.

    The still picture is thrown away by `forget`: after other contents, another size, a scroll, another scheme.
    """

    told = Signal(str)  # what the cursor is on, in words

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = Look()
        self._still, self._shown = QImage(), QImage()
        self._still_kept = False
        self._stale = QRect()  # where the shown picture is not what is to be shown any more
        self._ring, self._moved = QRect(), QRect()  # where the cursor and what is in the hand were painted
        self._said: Sequence[Spoken] | None = None
        self.stills_painted = 0
        tell_screen_readers(PaintedView)
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.viewport().setMouseTracking(True)

    # what derived views do

    def content_size(self) -> QSizeF:
        """What everything takes; what does not fit is scrolled to."""
        raise NotImplementedError

    def lay_out(self) -> None:
        """Find places for everything in the present size."""
        raise NotImplementedError

    def paint_still(self, painter: QPainter) -> None:
        """Paint what does not move."""
        raise NotImplementedError

    def paint_accents(self, painter: QPainter) -> None:
        """Paint what is drawn in over it, another one every now and then: the cursor among them."""
        raise NotImplementedError

    def ring_box(self) -> QRectF:
        """Where on the viewport the cursor is; nowhere if it is not shown."""
        raise NotImplementedError

    def paint_moving(self, painter: QPainter) -> None:
        """Paint what is in the hand, on every frame."""

    def moving_boxes(self) -> Sequence[QRectF]:
        """Where on the viewport that is."""
        return ()

    def spoken(self) -> Sequence[Spoken]:
        """Everything that is told, in reading order, what the keyboard is on marked as chosen."""
        raise NotImplementedError

    def told_at(self, point: QPointF) -> str:
        """What a place of the viewport shows, in full; "" for nothing."""
        raise NotImplementedError

    # the kept picture

    def forget(self) -> None:
        """Paint everything anew when it is next seen."""
        self._still_kept = False
        self.forget_accents()

    def forget_accents(self) -> None:
        """Draw in anew what is drawn in over the still picture."""
        self._stale = self.viewport().rect()
        self._said = None
        self.viewport().update()

    def cursor_moved(self) -> None:
        """Paint the cursor and what is in the hand anew, where each was and where it is; and let it be told anew.

        One rectangle round all: painting clipped to several would cost more than the few pixels it saves.
        """
        self._said = None
        ring, moved = _around([self.ring_box()]), _around(self.moving_boxes())
        self._stale = self._stale.united(self._ring).united(ring)
        self.viewport().update(self._stale.united(self._moved).united(moved))

    def said(self) -> Sequence[Spoken]:
        """The same as `spoken`, worked out once until something changes."""
        if self._said is None:
            self._said = self.spoken()
        return self._said

    def renew(self) -> None:
        """Lay out and paint everything anew."""
        self.lay_out()
        self._set_scroll_bars()
        self.forget()

    def still(self) -> QImage:
        """What does not move, painted for this size and this screen."""
        self._fit_pictures()
        if not self._still_kept:
            self._still_kept, self._stale = True, self.viewport().rect()
            self.stills_painted += 1
            self._still.fill(self.look.colour("card"))
            painter = QPainter(self._still)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self.paint_still(painter)
            self._paint_edge(painter)
            painter.end()
        return self._still

    def shown(self) -> QImage:
        """The still picture with what is drawn in over it, mended where that is another one by now."""
        still = self.still()
        if not self._stale.isEmpty():
            painter = QPainter(self._shown)
            painter.setClipRect(self._stale)
            painter.drawImage(0, 0, still)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self.paint_accents(painter)
            painter.end()
            self._stale, self._ring = QRect(), _around([self.ring_box()])
        return self._shown

    def _fit_pictures(self) -> None:
        """Made anew only for another size or screen: fresh memory costs more than painting does."""
        ratio = self.viewport().devicePixelRatioF()
        size = self.viewport().size() * ratio
        if self._still.size() == size and self._still.devicePixelRatioF() == ratio:
            return
        self._still_kept = False
        self._still, self._shown = QImage(size, PICTURE), QImage(size, PICTURE)
        for picture in (self._still, self._shown):
            picture.setDevicePixelRatio(ratio)
            picture.fill(self.look.colour("card"))

    def _paint_edge(self, painter: QPainter) -> None:
        """The line and the round corners of a card."""
        whole = QRectF(self.viewport().rect())
        edge = QPainterPath()
        edge.addRoundedRect(whole.adjusted(0.5, 0.5, -0.5, -0.5), CORNER, CORNER)
        outside = QPainterPath()
        outside.addRect(whole)
        painter.fillPath(outside.subtracted(edge), self.look.colour("page"))
        painter.setPen(QPen(self.look.colour("line"), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(edge)

    def paintEvent(self, event: QPaintEvent, /) -> None:
        painter = QPainter(self.viewport())
        shown, ratio = self.shown(), self.viewport().devicePixelRatioF()
        part = event.rect()
        if ratio.is_integer():  # whole pixels go over as they are
            painter.drawImage(part.topLeft(), shown, QRect(part.topLeft() * ratio, part.size() * ratio))
        else:
            painter.drawImage(QRectF(part), shown, QRectF(QPointF(part.topLeft()) * ratio, QSizeF(part.size()) * ratio))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.paint_moving(painter)
        self._moved = _around(self.moving_boxes())

    # scrolling

    @property
    def shift(self) -> QPointF:
        """How far the contents are scrolled."""
        return QPointF(self.horizontalScrollBar().value(), self.verticalScrollBar().value())

    def _set_scroll_bars(self) -> None:
        size, seen = self.content_size(), self.viewport().size()
        for bar, wanted, there in (
            (self.horizontalScrollBar(), size.width(), seen.width()),
            (self.verticalScrollBar(), size.height(), seen.height()),
        ):
            bar.setRange(0, max(round(wanted) - there, 0))
            bar.setPageStep(there)
            bar.setSingleStep(theme.pixels(24))

    def scrollContentsBy(self, dx: int, dy: int, /) -> None:
        self.forget()

    def resizeEvent(self, event: QResizeEvent, /) -> None:
        super().resizeEvent(event)
        self.renew()

    def changeEvent(self, event: QEvent, /) -> None:
        super().changeEvent(event)
        if event.type() in {QEvent.Type.PaletteChange, QEvent.Type.FontChange, QEvent.Type.StyleChange}:
            self.look = Look()
            self.renew()

    # telling

    def tell(self, words: str) -> None:
        """Say what the cursor came to, on screen and to a screen reader."""
        self.told.emit(words)
        self.tell_focus()

    def tell_focus(self) -> None:
        """Let a screen reader read what the keyboard is on."""
        if QAccessible.isActive() and self.hasFocus():
            at = next((n for n, each in enumerate(self.said()) if each.chosen), -1)
            event = QAccessibleEvent(self, QAccessible.Event.Focus)
            event.setChild(at)
            QAccessible.updateAccessibility(event)

    def focusInEvent(self, event: QFocusEvent, /) -> None:
        super().focusInEvent(event)
        self.cursor_moved()
        self.tell_focus()

    def focusOutEvent(self, event: QFocusEvent, /) -> None:
        super().focusOutEvent(event)
        self.cursor_moved()

    def viewportEvent(self, event: QEvent, /) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            words = self.told_at(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), tooltip(words), self.viewport())
            return True
        return bool(super().viewportEvent(event))

    def on_screen(self, box: QRect) -> QRect:
        """A box of the viewport, where it is on the screen."""
        return QRect(self.viewport().mapToGlobal(box.topLeft()), box.size()) if self.isVisible() else box

    def middle_of(self, box: QRectF) -> QPoint:
        """A place of the viewport to show something at."""
        return box.translated(-self.shift).center().toPoint()


def _around(boxes: Sequence[QRectF]) -> QRect:
    """The pixels that what is painted into these boxes may touch."""
    found = QRect()
    for box in boxes:
        if not box.isEmpty():
            found = found.united(box.adjusted(-3, -3, 3, 3).toAlignedRect())
    return found
