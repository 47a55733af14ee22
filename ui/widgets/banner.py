"""A strip that says what stands in the way: icon, one bold sentence, a second line and buttons."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from .. import theme
from .card import discard_item
from .tag import ink
from .text import Tone, label

_ICONS = {
    Tone.RED: "alert",
    Tone.AMBER: "clock",
    Tone.BLUE: "info",
    Tone.GREEN: "circle-check",
    Tone.GREY: "info",
}
_TOKEN = {Tone.RED: "red", Tone.AMBER: "amber", Tone.BLUE: "accent", Tone.GREEN: "green", Tone.GREY: "muted"}


class Banner(QWidget):
    """Red for what forbids, amber for what presses, blue for what is good to know."""

    def __init__(
        self,
        tone: Tone = Tone.BLUE,
        sentence: str = "",
        detail: str = "",
        buttons: tuple[QWidget, ...] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._tone = tone
        self._icon = QLabel()
        self._sentence = label(role="strong")
        self._detail = label(role="muted")
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(12)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._sentence)
        words.addWidget(self._detail)
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 12, 16, 12)
        row.setSpacing(12)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        row.addLayout(self._buttons)
        row.setAlignment(self._buttons, Qt.AlignmentFlag.AlignTop)
        self.show_message(tone, sentence, detail, buttons)

    def show_message(self, tone: Tone, sentence: str, detail: str = "", buttons: tuple[QWidget, ...] = ()) -> None:
        """Say something else; the earlier buttons go."""
        self.say(tone, sentence, detail)
        while self._buttons.count():
            discard_item(self._buttons.takeAt(0))
        for each in buttons:
            self._buttons.addWidget(each)

    def say(self, tone: Tone, sentence: str, detail: str = "") -> None:
        """Say something else beside the same buttons."""
        self._tone = tone
        theme.set_icon(self._icon, _ICONS[tone], _TOKEN[tone], 18)
        self._sentence.setText(sentence)
        self._detail.setText(detail)
        self._detail.setVisible(bool(detail))
        self.setAccessibleName(sentence)
        self.setAccessibleDescription(detail)
        self.update()

    def paintEvent(self, event: QPaintEvent, /) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        path = QPainterPath()
        path.addRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
        painter.fillPath(path, theme.colour("card"))
        painter.save()
        painter.setClipPath(path)
        painter.fillRect(0, 0, 4, self.height(), ink(self._tone))
        painter.restore()
        painter.setPen(QPen(theme.colour("line"), 1))
        painter.drawPath(path)
        painter.setClipRect(0, 0, 4, self.height())
        painter.setPen(QPen(ink(self._tone), 1))
        painter.drawPath(path)
