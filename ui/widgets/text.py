"""Labels that never read their text as markup, by the part they play: title, heading, muted, small."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget


class Tone(StrEnum):
    """What a colour means; the word beside it always says the same."""

    RED = "red"
    AMBER = "amber"
    GREEN = "green"
    BLUE = "blue"
    GREY = "grey"


def label(text: str = "", role: str = "", *, wrap: bool = True, tone: Tone | None = None) -> QLabel:
    """A plain-text label; `role` is title, heading, strong, muted, small or error, or empty for body text."""
    made = QLabel()
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setText(text)
    made.setWordWrap(wrap)
    if role:
        made.setProperty("role", role)
    if tone:
        made.setProperty("tone", str(tone))
    return made


def set_tone(widget: QLabel, tone: Tone | None) -> None:
    """Change what the colour of a label means."""
    widget.setProperty("tone", str(tone or ""))
    widget.style().unpolish(widget)
    widget.style().polish(widget)


def tooltip(text: str) -> str:
    """Text made safe for setToolTip, where Qt would read markup."""
    if "<" not in text:
        return text
    import html

    return f"<qt>{html.escape(text)}</qt>".replace("\n", "<br>")


def announce(widget: QWidget, sentence: str) -> None:
    """Let a screen reader say a sentence without moving the focus."""
    if QAccessible.isActive():
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, sentence))


class ElidedLabel(QLabel):
    """One line that ends in an ellipsis where room is short, with the whole text as its tooltip."""

    def __init__(self, text: str = "", role: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        if role:
            self.setProperty("role", role)
        self.setText(text)

    def minimumSizeHint(self) -> QSize:
        return QSize(self.fontMetrics().averageCharWidth() * 6, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent, /) -> None:
        room = self.contentsRect()
        shown = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room.width())
        self.setToolTip(tooltip(self.text()) if shown != self.text() else "")
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(room, self.alignment() | Qt.TextFlag.TextSingleLine, shown)
