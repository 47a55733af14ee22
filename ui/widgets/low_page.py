"""A page that fills the room there is, and scrolls as a whole only where that is too low to work in."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

PAUSE = 20  # milliseconds


class LowPage(QScrollArea):
    """`least` says how high the page must be where it is given so little; below that it scrolls."""

    def __init__(self, least: Callable[[int], int]) -> None:
        super().__init__()
        self._least = least
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._pause = QTimer(self, interval=PAUSE, singleShot=True)
        self._pause.timeout.connect(self.fit)
        self.content = QWidget()
        self.setViewport(QWidget())  # one of our own does not fill its background
        self.body = QVBoxLayout(self.content)
        self.setWidget(self.content)
        self.content.setAutoFillBackground(False)

    def fit(self) -> None:
        """As wide as there is room, and as high, or as high as it must be."""
        room = self.viewport().size()
        height = max(room.height(), self._least(self.height()))
        if (self.content.width(), self.content.height()) != (room.width(), height):
            self.content.resize(room.width(), height)

    def eventFilter(self, watched: QObject, event: QEvent, /) -> bool:
        done = bool(super().eventFilter(watched, event))
        if watched is self.content and event.type() == QEvent.Type.LayoutRequest:
            self._pause.start()  # when what was just put in is laid out
        return done

    def resizeEvent(self, event: QResizeEvent, /) -> None:
        super().resizeEvent(event)
        self.fit()
