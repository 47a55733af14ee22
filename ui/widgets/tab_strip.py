"""Tabs as a strip of words with a blue line under the one that is open."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QPainter, QPaintEvent, QShortcut
from PySide6.QtWidgets import QStackedWidget, QTabBar, QVBoxLayout, QWidget

from .. import theme
from .text import tooltip


class TabBar(QTabBar):
    """The words only; arrows move between them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setUsesScrollButtons(True)
        self.setElideMode(Qt.TextElideMode.ElideNone)
        self.setCursor(Qt.CursorShape.PointingHandCursor)


class TabStrip(QWidget):
    """Tabs over the pages they open; a page may be built on its first showing. Ctrl+PageUp and PageDown turn them."""

    opened = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.bar = TabBar()
        self.bar.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.pages = QStackedWidget()
        self._keys: list[str] = []
        self._made: list[Callable[[], QWidget] | None] = []
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(16)
        self._box.addWidget(self.bar)
        self._box.addWidget(self.pages, 1)
        self.bar.currentChanged.connect(self._open)
        for keys, by in (("Ctrl+PgDown", 1), ("Ctrl+PgUp", -1)):
            context = Qt.ShortcutContext.WidgetWithChildrenShortcut
            QShortcut(QKeySequence(keys), self, partial(self.step, by), context=context)

    def add(self, key: str, word: str, page: QWidget | Callable[[], QWidget], hint: str = "") -> None:
        """One more tab; a callable is called for its page when the tab is opened first."""
        self._keys.append(key)
        if isinstance(page, QWidget):
            self._made.append(None)
            self.pages.addWidget(page)
        else:
            self._made.append(page)
            self.pages.addWidget(QWidget())
        at = self.bar.addTab(word)
        if hint:
            self.bar.setTabToolTip(at, tooltip(hint))

    def open(self, key: str) -> None:
        """Bring a tab to the front."""
        self.bar.setCurrentIndex(self._keys.index(key))

    def step(self, by: int) -> None:
        """Bring the next tab to the front, or the one before."""
        if self.bar.count():
            self.bar.setFocus(Qt.FocusReason.ShortcutFocusReason)  # the page that had it will be hidden
            self.bar.setCurrentIndex((self.bar.currentIndex() + by) % self.bar.count())

    def height_around(self) -> int:
        """What the strip takes of the height, over the page of a tab."""
        return self.bar.sizeHint().height() + self._box.spacing()

    def current(self) -> str:
        """The key of the open tab, empty without tabs."""
        at = self.bar.currentIndex()
        return self._keys[at] if at >= 0 else ""

    def page(self, key: str) -> QWidget:
        """The page of a tab, built if it was not yet."""
        at = self._keys.index(key)
        self._build(at)
        return self._widget(at)

    def _build(self, at: int) -> None:
        make = self._made[at]
        if make is not None:
            self._made[at] = None
            stand_in = self._widget(at)
            self.pages.insertWidget(at, make())
            self.pages.removeWidget(stand_in)
            stand_in.deleteLater()

    def _widget(self, at: int) -> QWidget:
        page = self.pages.widget(at)
        if page is None:
            raise IndexError(at)
        return page

    def _open(self, at: int) -> None:
        if at < 0 or at >= len(self._keys):
            return
        self._build(at)
        self.pages.setCurrentIndex(at)
        self.opened.emit(self._keys[at])

    def paintEvent(self, event: QPaintEvent, /) -> None:
        painter = QPainter(self)
        painter.fillRect(0, self.bar.geometry().bottom(), self.width(), 1, theme.colour("line"))
