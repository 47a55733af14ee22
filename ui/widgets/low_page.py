"""A page that fills the room there is, and scrolls as a whole only where that is too low to work in."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QFrame, QScrollArea, QVBoxLayout, QWidget

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
        self._pause.timeout.connect(self._settle)
        self._entered = False  # whether the keyboard just came to a list
        self.content = QWidget()
        self.setViewport(QWidget())  # one of our own does not fill its background
        self.body = QVBoxLayout(self.content)
        self.setWidget(self.content)
        self.content.setAutoFillBackground(False)
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._follow)

    def fit(self) -> None:
        """As wide as there is room, and as high, or as high as it must be."""
        room = self.viewport().size()
        height = max(room.height(), self._least(self.height()))
        if (self.content.width(), self.content.height()) != (room.width(), height):
            self.content.resize(room.width(), height)

    def _follow(self, _before: QWidget | None, now: QWidget | None) -> None:
        """A list the keyboard comes to is brought into sight as a whole: Qt shows no more than its current line."""
        by_mouse = QApplication.mouseButtons() != Qt.MouseButton.NoButton
        if isinstance(now, QAbstractItemView) and self.content.isAncestorOf(now) and not by_mouse:
            self._entered = True
            self._pause.start()

    def _settle(self) -> None:
        self.fit()
        entered, self._entered = self._entered, False
        part = self.window().focusWidget()
        if entered and isinstance(part, QAbstractItemView) and self.content.isAncestorOf(part):
            middle = part.mapTo(self.content, part.rect().center())
            half = min(part.height(), self.viewport().height()) // 2
            self.ensureVisible(middle.x(), middle.y(), 0, half)

    def eventFilter(self, watched: QObject, event: QEvent, /) -> bool:
        done = bool(super().eventFilter(watched, event))
        if watched is self.content and event.type() == QEvent.Type.LayoutRequest:
            self._pause.start()  # when what was just put in is laid out
        return done

    def resizeEvent(self, event: QResizeEvent, /) -> None:
        super().resizeEvent(event)
        self.fit()
