"""An editor for several things of one kind: each a line of small fields that can be added and removed."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import Any, Generic, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from conference_app.domain.errors import RuleBroken, raise_all

from ..widgets.buttons import button, icon_button
from ..widgets.card import discard
from ..widgets.editors import Editor
from ..widgets.text import label

T = TypeVar("T")


class Line(QWidget):
    """One line: its editors under their words, and a way to remove it."""

    changed = Signal()
    removed = Signal()

    def __init__(self, thing: str) -> None:
        super().__init__()
        self._thing = thing
        self.editors: dict[str, Editor] = {}
        self._words: dict[str, str] = {}
        self._labels: dict[str, QLabel] = {}
        self._heads: list[QLabel] = []
        self._blank: dict[str, Hashable] = {}
        self.grid = QGridLayout(self)
        self.grid.setContentsMargins(0, 0, 0, 0)
        self.grid.setHorizontalSpacing(12)
        self.grid.setVerticalSpacing(3)
        self.remove_button = icon_button("x", f"Remove this {thing}", self.removed.emit)

    def add(
        self, key: str, word: str, editor: Editor, *, column: int, row: int = 0, span: int = 1, stretch: int = 1
    ) -> None:
        """One more editor under its word; `row` 0 is the first pair of lines in the grid, 1 the next."""
        made = label(word, "small", wrap=False)
        inputs = editor.inputs()
        made.setBuddy(inputs[0])
        if len(inputs) == 1 and word:
            inputs[0].setAccessibleName(word)
        self.grid.addWidget(made, row * 2, column, 1, span)
        self.grid.addWidget(editor, row * 2 + 1, column, 1, span, Qt.AlignmentFlag.AlignTop)
        for each in range(column, column + span):
            self.grid.setColumnStretch(each, stretch)
        self.editors[key], self._words[key] = editor, word
        self._labels[key] = made
        if row == 0:
            self._heads.append(made)
        editor.changed.connect(self.changed)

    def finish(self, column: int, *, counts_not: str = "") -> None:
        """Put the button that removes the line at its end; what stands there now counts as empty."""
        self.grid.addWidget(self.remove_button, 1, column, Qt.AlignmentFlag.AlignTop)
        self._blank = {key: each.typed() for key, each in self.editors.items() if key != counts_not}

    def show_editor(self, key: str, shown: bool) -> None:
        """Show one editor with its word, or leave both out."""
        self.editors[key].setVisible(shown)
        self._labels[key].setVisible(shown)

    def show_words(self, shown: bool) -> None:
        """Show the words over the editors; only the first line needs them to be seen."""
        for made in self._heads:
            made.setVisible(shown)

    def set_number(self, number: int) -> None:
        """Say which one of several this is."""
        for key, editor in self.editors.items():
            inputs = editor.inputs()
            if len(inputs) == 1 and self._words[key]:
                inputs[0].setAccessibleName(f"{self._words[key]}, {self._thing} {number}")
        self.remove_button.setAccessibleName(f"Remove {self._thing} {number}")

    def value(self, key: str) -> Any:
        """What one editor holds; marks it and raises RuleBroken where that is not understood."""
        editor = self.editors[key]
        try:
            found = editor.value()
        except RuleBroken:
            editor.set_invalid(True)
            raise
        return found

    def need(self, key: str, what: str) -> Any:
        """The same where it must not be empty."""
        found = self.value(key)
        if found in (None, ""):
            self.editors[key].set_invalid(True)
            raise RuleBroken("required", what=what)
        return found

    def is_empty(self) -> bool:
        """Whether nothing was filled in."""
        return all(self.editors[key].typed() == typed for key, typed in self._blank.items())

    def clear_marks(self) -> None:
        for editor in self.editors.values():
            editor.set_invalid(False)


class LineList(Editor, Generic[T]):
    """Lines made by `make_line`; `read` turns one into a value, `fill` puts a value into one."""

    def __init__(
        self,
        add_word: str,
        make_line: Callable[[], Line],
        read: Callable[[Any], T],
        fill: Callable[[Any, T], None],
    ) -> None:
        super().__init__()
        self._make_line, self._read, self._fill = make_line, read, fill
        self.lines: list[Line] = []
        self.add_button = button(add_word, self.add_line_for_typing, kind="quiet", icon="plus")
        self.add_button.setProperty("flush", True)
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(8)
        self._box.addWidget(self.add_button, 0, Qt.AlignmentFlag.AlignLeft)

    def add_line(self) -> Line:
        """One more empty line."""
        line = self._make_line()
        self.lines.append(line)
        self._box.insertWidget(len(self.lines) - 1, line)
        line.changed.connect(self.changed)
        line.removed.connect(lambda: self.remove_line(line))
        self._number()
        self.rebuilt.emit()
        return line

    def add_line_for_typing(self) -> None:
        """One more line, with the cursor in it."""
        line = self.add_line()
        next(iter(line.editors.values())).inputs()[0].setFocus(Qt.FocusReason.TabFocusReason)
        self.changed.emit()

    def remove_line(self, line: Line) -> None:
        """Take a line out."""
        at = self.lines.index(line)
        self.lines.remove(line)
        discard(line)
        self._number()
        self.rebuilt.emit()
        after = self.lines[min(at, len(self.lines) - 1)].remove_button if self.lines else self.add_button
        after.setFocus(Qt.FocusReason.TabFocusReason)
        self.changed.emit()

    def _number(self) -> None:
        for number, line in enumerate(self.lines, 1):
            line.show_words(number == 1)
            line.set_number(number)

    def value(self) -> list[T]:
        """What every filled line holds; raises what is wrong with any of them."""
        found: list[T] = []
        broken: list[RuleBroken] = []
        for line in self.lines:
            line.clear_marks()
            if line.is_empty():
                continue
            try:
                found.append(self._read(line))
            except RuleBroken as problem:
                broken += problem.each()
        raise_all(broken)
        return found

    def known(self) -> list[T]:
        """What can be understood already, for what is worked out while typing."""
        found: list[T] = []
        for line in self.lines:
            try:
                if not line.is_empty():
                    found.append(self._read(line))
            except RuleBroken:
                continue
            finally:
                line.clear_marks()
        return found

    def set_value(self, value: Any) -> None:
        for line in self.lines:
            discard(line)
        self.lines = []
        for each in value or ():
            self._fill(self.add_line(), each)
        self.changed.emit()

    def typed(self) -> Hashable:
        return tuple(
            tuple(editor.typed() for editor in line.editors.values()) for line in self.lines if not line.is_empty()
        )

    def inputs(self) -> Sequence[QWidget]:
        first = self.lines[0].editors.values() if self.lines else ()
        return [*(each for editor in first for each in editor.inputs()), self.add_button]

    def set_invalid(self, wrong: bool) -> None:
        """The lines mark themselves when they are read; this only takes the marks away."""
        if not wrong:
            for line in self.lines:
                line.clear_marks()

    def set_read_only(self, fixed: bool) -> None:
        self.setEnabled(not fixed)
