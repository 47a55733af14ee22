"""Mails and calendar files dropped on a window: which they are, and a word on screen while they hover."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QObject, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QWidget

from conference_app.exchange.files import REPLY_ENDINGS

from .widgets.text import label

WORDS = "Drop to import the replies"


def dropped_paths(what: QMimeData) -> list[str]:
    """The mails, calendar files and folders among what is dropped; nothing is opened to find out."""
    paths = [url.toLocalFile() for url in what.urls() if url.isLocalFile()]
    return [path for path in paths if Path(path).suffix.lower() in REPLY_ENDINGS or Path(path).is_dir()]


class FileDrop(QObject):
    """Lets a window take such files; `do` gets their paths once the drag is over."""

    def __init__(self, window: QWidget, do: Callable[[list[str]], object]) -> None:
        super().__init__(window)
        self._window, self._do = window, do
        self.sign = label(WORDS, "title", wrap=False)
        self.sign.setParent(window)
        self.sign.setProperty("box", "drop")
        self.sign.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.sign.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.sign.hide()
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent, /) -> bool:
        kind = event.type()
        if kind == QEvent.Type.DragEnter and isinstance(event, QDragEnterEvent):
            if not dropped_paths(event.mimeData()):
                return False
            event.acceptProposedAction()
            self._show()
            return True
        if kind == QEvent.Type.DragLeave:
            self.sign.hide()
        elif kind == QEvent.Type.Drop and isinstance(event, QDropEvent):
            self.sign.hide()
            if paths := dropped_paths(event.mimeData()):
                event.acceptProposedAction()
                self._do(paths)
                return True
        return super().eventFilter(watched, event)

    def _show(self) -> None:
        self.sign.setGeometry(self._window.rect().marginsRemoved(self._window.contentsMargins()))
        self.sign.raise_()
        self.sign.show()
