"""A painted view as a list to a screen reader: each thing painted is one of its items, with its words and place."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Protocol

from PySide6.QtCore import QObject, QRect
from PySide6.QtGui import QAccessible, QAccessibleInterface, QWindow
from PySide6.QtWidgets import QAccessibleWidget, QWidget

Factory = Callable[[str, QObject], QAccessibleInterface | None]


@dataclass(frozen=True, slots=True)
class Spoken:
    """One thing of the picture as a screen reader meets it; `box` is on the viewport, empty for what is not seen."""

    name: str
    box: QRect
    chosen: bool = False


class Painted(Protocol):
    """What a view must be able to answer."""

    def said(self) -> Sequence[Spoken]: ...
    def on_screen(self, box: QRect) -> QRect: ...
    def hasFocus(self) -> bool: ...


class _Item(QAccessibleInterface):
    """The thing at one place of the list, whatever stands there at the moment."""

    def __init__(self, holder: _List, number: int) -> None:
        super().__init__()
        self._holder, self._number = holder, number

    def _spoken(self) -> Spoken | None:
        said = self._holder.painted().said()
        return said[self._number] if self._number < len(said) else None

    def isValid(self) -> bool:
        return self._holder.isValid() and self._spoken() is not None

    def object(self) -> QObject:
        return None  # type: ignore[return-value]  # painted, not a widget

    def window(self) -> QWindow:
        return self._holder.window()

    def role(self) -> QAccessible.Role:
        return QAccessible.Role.ListItem

    def state(self) -> QAccessible.State:
        state, spoken = QAccessible.State(), self._spoken()
        state.focusable = state.selectable = True
        if spoken is not None:
            state.selected = spoken.chosen
            state.focused = spoken.chosen and self._holder.painted().hasFocus()
            state.offscreen = spoken.box.isEmpty()
        return state

    def text(self, kind: QAccessible.Text, /) -> str:
        spoken = self._spoken()
        return spoken.name if spoken is not None and kind == QAccessible.Text.Name else ""

    def setText(self, kind: QAccessible.Text, text: str, /) -> None:
        """It says what is painted."""

    def rect(self) -> QRect:
        spoken = self._spoken()
        return self._holder.painted().on_screen(spoken.box) if spoken is not None else QRect()

    def parent(self) -> QAccessibleInterface:
        return self._holder

    def child(self, index: int, /) -> QAccessibleInterface:
        return None  # type: ignore[return-value]

    def childAt(self, x: int, y: int, /) -> QAccessibleInterface:
        return None  # type: ignore[return-value]

    def childCount(self) -> int:
        return 0

    def indexOfChild(self, child: QAccessibleInterface, /) -> int:
        return -1


class _List(QAccessibleWidget):
    """The view itself. Items are made once for each place and kept: Qt remembers them by number."""

    def __init__(self, view: QWidget) -> None:
        super().__init__(view, QAccessible.Role.List, "")
        self._view = view
        self._items: list[_Item] = []

    def painted(self) -> Painted:
        """The view, as what it can answer."""
        return self._view  # type: ignore[return-value]

    def childCount(self) -> int:
        return len(self.painted().said())

    def child(self, index: int, /) -> QAccessibleInterface:
        if not 0 <= index < self.childCount():
            return None  # type: ignore[return-value]
        while len(self._items) <= index:
            self._items.append(_Item(self, len(self._items)))
        return self._items[index]

    def indexOfChild(self, child: QAccessibleInterface, /) -> int:
        return next((number for number, item in enumerate(self._items) if item is child), -1)

    def childAt(self, x: int, y: int, /) -> QAccessibleInterface:
        painted = self.painted()
        boxes = [painted.on_screen(spoken.box) for spoken in painted.said()]
        found = [number for number, box in enumerate(boxes) if box.contains(x, y)]
        return self.child(found[-1]) if found else None  # type: ignore[return-value]

    def focusChild(self) -> QAccessibleInterface:
        chosen = next((number for number, spoken in enumerate(self.painted().said()) if spoken.chosen), -1)
        return self.child(chosen) if self.painted().hasFocus() else None  # type: ignore[return-value]

    def drop_items(self) -> None:
        """Take the items from Qt's memory before they go: it must not ask for them afterwards."""
        for item in self._items:
            QAccessible.deleteAccessibleInterface(QAccessible.uniqueId(item))
        self._items.clear()


@cache
def tell_screen_readers(kind: type[QWidget]) -> Factory:
    """Let Qt ask us about the widgets of a kind; once for the program, for Qt keeps what it was given."""

    def made(_class_name: str, thing: QObject) -> QAccessibleInterface | None:
        return _list_of(thing) if isinstance(thing, kind) else None

    QAccessible.installFactory(made)
    return made


def _list_of(view: QWidget) -> QAccessibleInterface:
    made = _List(view)
    view.spoken_list = made  # type: ignore[attr-defined]  # it lives as long as the view
    view.destroyed.connect(made.drop_items)
    return made
