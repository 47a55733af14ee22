"""A user with a keyboard and nothing else: keys go to whatever has the keyboard, and Tab finds the way."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication, QWidget
from pytestqt.qtbot import QtBot

from ui.paper import PaperWindow

FAR = 60  # stops; more than any page has


class Keyboard:
    """`press` and `type` go to the focus; `to` walks by Tab until it stands on what is called so."""

    def __init__(self, qtbot: QtBot, window: QWidget) -> None:
        self._qtbot, self._window = qtbot, window

    def _settle(self) -> None:
        """Let everything be shown; without a window manager nobody else gives the window in front the keyboard."""
        QApplication.processEvents()
        front, active = self._front(), QApplication.activeWindow()
        if active is not front:
            with self._qtbot.waitActive(front):
                front.activateWindow()
            QApplication.processEvents()

    def _front(self) -> QWidget:
        """The dialog that waits for its answer, else the paper that lies over the window, else the window."""
        modal = QApplication.activeModalWidget()
        papers = (each for each in QApplication.topLevelWidgets() if isinstance(each, PaperWindow) and each.isVisible())
        return modal or next(papers, self._window)

    def focus(self) -> QWidget:
        """What has the keyboard; losing it is a fault."""
        self._settle()
        at = QApplication.focusWidget()
        assert at is not None, "nothing has the keyboard"
        assert at.isVisible(), f"{at} has the keyboard and cannot be seen"
        return at

    def at(self) -> str:
        """What the thing with the keyboard is called."""
        focused = self.focus()
        return focused.accessibleName() or str(getattr(focused, "text", str)()).replace("&", "")

    def press(self, *keys: str) -> None:
        """Each as one writes it: Tab, Shift+Tab, Ctrl+N, Alt+A, Space."""
        for each in keys:
            pressed = QKeySequence(each)[0]  # type: ignore[index]
            QTest.keyClick(self.focus(), pressed.key(), pressed.keyboardModifiers())

    def type(self, words: str) -> None:
        """Letter by letter."""
        QTest.keyClicks(self.focus(), words)

    def to(self, name: str, *, back: bool = False) -> None:
        """Tab, or Shift+Tab, until what is called so has the keyboard."""
        seen = [self.at()]
        while not seen[-1].startswith(name):
            self.press("Shift+Tab" if back else "Tab")
            assert len(seen) < FAR, f"Tab never comes to {name!r}, only to {sorted(set(seen))}"
            seen.append(self.at())

    def fill(self, **values: str) -> None:
        """Type into the fields called so, one after the other; a field's name has _ for a blank."""
        for name, words in values.items():
            self.to(name.replace("_", " "))
            self.press("Ctrl+A")
            self.type(words)

    def choose(self, name: str) -> None:
        """Enter on what is called so."""
        self.to(name)
        self.press("Return")

    def line(self, words: str) -> None:
        """Down from the first line of the list to the one that says this first."""
        view = self.focus()
        assert isinstance(view, QAbstractItemView), f"not in a list, but on {self.at()!r}"
        self.press("Home")
        for _ in range(view.model().rowCount()):
            if str(view.currentIndex().siblingAtColumn(0).data()) == words:
                return
            self.press("Down")
        raise AssertionError(f"no line says {words!r}")

    def meanwhile(self, act: Callable[[], object]) -> None:
        """Do this as soon as the next dialog that waits for its answer has come."""

        def look() -> None:
            if QApplication.activeModalWidget() is None:
                QTimer.singleShot(20, self._window, look)
            else:
                act()

        QTimer.singleShot(20, self._window, look)
