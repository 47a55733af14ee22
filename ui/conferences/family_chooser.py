"""Find a family by any name in it or a system number, among thousands, while typing."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QWidget

from conference_app.domain.errors import RuleBroken
from conference_app.domain.listings import FamilyRow

from ..widgets.editors import Editor
from ..widgets.suggesting_line import SuggestingLine

PAUSE = 150  # milliseconds without a key before the store is asked
MOST = 20


Members = Callable[[Sequence[int]], Mapping[int, Sequence[str]]]


def family_words(row: FamilyRow, found_by: str = "") -> str:
    """How a family is told from another of the same name: with its children, after what it was found by."""
    name = f"{row.name}, found by {found_by}" if found_by else row.name
    return f"{name} ({row.children})" if row.children else name


def found_words(row: FamilyRow, text: str, members: Sequence[str]) -> str:
    """The same, with what it was found by where that does not stand there: an adult's name, a number."""
    shown = _words(family_words(row))
    sought = tuple(word for word in _words(text) if not any(each.startswith(word) for each in shown))
    others = [*members, *row.case_numbers.split(", ")] if sought else []
    by = [other for other in others if any(each.startswith(sought) for each in _words(other))]
    return family_words(row, ", ".join(by))


def _words(text: str) -> list[str]:
    """The words of a name or of what is typed, as the store's search has them: no accents, no capitals."""
    plain = "".join(each for each in unicodedata.normalize("NFKD", text) if not unicodedata.combining(each))
    return "".join(each if each.isalnum() else " " for each in plain.casefold()).split()


class FamilyChooser(Editor):
    """Value is the family's id, None for nothing; RuleBroken `not_in_list` while none is chosen.

    `members` names everybody else in some families, by any of whom one may be found.
    """

    def __init__(self, find: Callable[[str], Sequence[FamilyRow]], members: Members) -> None:
        super().__init__()
        self._find, self._members = find, members
        self._offered: list[tuple[FamilyRow, str]] = []
        self._family_id: int | None = None
        self._words = ""
        self.line = SuggestingLine()
        self.line.setPlaceholderText("Type a family, child or system number")
        self.line.setClearButtonEnabled(True)
        self.line.picked.connect(lambda number: self._choose(*self._offered[number]))
        self._pause = QTimer(self, interval=PAUSE, singleShot=True)
        self._pause.timeout.connect(self.offer)
        self._hold(self.line)
        self.line.textEdited.connect(self._edited)
        self.line.textChanged.connect(self._emptied)
        self.line.editingFinished.connect(self.settle)

    def _edited(self) -> None:
        self._pause.start()

    def _emptied(self, text: str) -> None:
        if not text.strip() and self._family_id is not None:
            self.set_family(None, "")

    def offer(self) -> None:
        """Ask the store and let one be picked."""
        self._pause.stop()
        text = self.line.text().strip()
        self._offered = self._found(text) if text else []
        self.line.offer([(number, words) for number, (_, words) in enumerate(self._offered)])

    def _found(self, text: str) -> list[tuple[FamilyRow, str]]:
        rows = list(self._find(text))[:MOST]
        members = self._members([row.id for row in rows])
        return [(row, found_words(row, text, members.get(row.id, ()))) for row in rows]

    def settle(self) -> None:
        """Take the only family that fits what was typed."""
        text = self.line.text().strip()
        if not text or text == self._words:
            return
        self._pause.stop()
        found = self._found(text)
        if len(found) == 1:
            self._choose(*found[0])

    def _choose(self, row: FamilyRow, words: str) -> None:
        self.set_family(row.id, words)

    def set_family(self, family_id: int | None, words: str) -> None:
        """Choose a family that is called so."""
        self._family_id, self._words = family_id, words
        self.line.setText(words)
        self.line.setCursorPosition(0)
        self.changed.emit()

    def chosen(self) -> int | None:
        """The family chosen; None while something else stands there."""
        return self._family_id if self.line.text().strip() == self._words else None

    def value(self) -> int | None:
        text = self.line.text().strip()
        if not text:
            return None
        if text == self._words:
            return self._family_id
        found = list(self._find(text))  # reading changes nothing: one may still be typing
        if len(found) != 1:
            raise RuleBroken("not_in_list", text=text)
        return found[0].id

    def set_value(self, value: Any) -> None:
        if value is None:
            self.set_family(None, "")

    def typed(self) -> Hashable:
        return (self._family_id, self.line.text().strip())

    def inputs(self) -> Sequence[QWidget]:
        return (self.line,)

    def set_read_only(self, fixed: bool) -> None:
        self.line.setReadOnly(fixed)
        self.line.setClearButtonEnabled(not fixed)
        self.line.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
