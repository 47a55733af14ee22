"""A strip at the foot of the window that says what was done, with Undo where it can be undone."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from .. import theme
from .buttons import button
from .text import announce, label

NOTHING = "There is nothing to undo."
SHOWN_FOR = 8000  # milliseconds; as long as the mouse is not in it


class Toast(QWidget):
    """Lies over its host, never takes the focus, and goes by itself."""

    def __init__(self, host: QWidget) -> None:
        super().__init__(host)
        self._undo: Callable[[], object] | None = None
        self._words: QLabel = label(role="toast", wrap=False)
        self._button = button("Undo", self.undo, kind="link")
        self._button.setProperty("toast", True)
        self._close = button("Dismiss", self.hide, kind="link")
        self._close.setProperty("toast", True)
        for each in (self._button, self._close):  # it comes and goes: the Undo key does the same
            each.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 10, 16, 10)
        row.setSpacing(16)
        for part in (self._words, self._button, self._close):
            row.addWidget(part)
        self._timer = QTimer(self, interval=SHOWN_FOR, singleShot=True)
        self._timer.timeout.connect(self._go)
        host.installEventFilter(self)
        self.hide()

    def show_message(self, sentence: str, undo: Callable[[], object] | None = None) -> None:
        """Say what was done; a later message takes this one's place."""
        self._undo = undo
        self._words.setText(sentence)
        self._button.setVisible(undo is not None)
        self.adjustSize()
        self._place()
        self.show()
        self.raise_()
        self._timer.start()
        announce(self, sentence)

    def sentence(self) -> str:
        """What it says now, empty when it is not shown."""
        return "" if self.isHidden() else self._words.text()

    def undo_button(self) -> QWidget:
        return self._button

    def undo(self) -> None:
        """Take back what was told last, and say so; the window's Undo key comes here too.

        What takes it back answers None where it could not, and has told why.
        """
        undo, done = self._undo, self._words.text()
        self._undo = None
        self.hide()
        if undo is None:
            self.show_message(NOTHING)
        elif undo() is not None:
            self.show_message(f"Undone: {done.partition('. ')[0].removesuffix('.')}.")

    def _go(self) -> None:
        if self.underMouse():
            self._timer.start()
        else:
            self.hide()

    def hideEvent(self, event: QEvent, /) -> None:
        self._timer.stop()

    def _place(self) -> None:
        host = self.parentWidget()
        if host is not None:
            self.move((host.width() - self.width()) // 2, host.height() - self.height() - 24)

    def eventFilter(self, watched: QObject, event: QEvent, /) -> bool:
        if event.type() == QEvent.Type.Resize and not self.isHidden():
            self._place()
        return False

    def paintEvent(self, event: QPaintEvent, /) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(theme.colour("rail_muted"))
        painter.setBrush(theme.colour("rail"))
        painter.drawRoundedRect(self.rect().adjusted(0, 0, -1, -1), 8, 8)
