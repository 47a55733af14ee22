"""One of many, found by typing a part of its name; what it stands for is any object."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QCompleter, QWidget

from conference_app.domain.errors import RuleBroken

from .. import theme
from .editors import Editor, Option


class _CalmCombo(QComboBox):
    """Ignores the wheel without focus, and takes what was typed when it is left."""

    def wheelEvent(self, event: QWheelEvent, /) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()

    def focusOutEvent(self, event: QFocusEvent, /) -> None:
        super().focusOutEvent(event)
        self.settle()

    def settle(self) -> None:
        """Choose the option typed, or the only one that begins like it."""
        if not self.isEditable():
            return
        typed = self.currentText().strip().casefold()
        words = [self.itemText(n).casefold() for n in range(self.count())]
        if typed in words:
            self.setCurrentIndex(words.index(typed))
        elif typed and len(near := [n for n, word in enumerate(words) if typed in word]) == 1:
            self.setCurrentIndex(near[0])


class Choice(Editor):
    """A list that drops down; with `search` one types any part of a name. Value None for no choice."""

    def __init__(
        self,
        options: Iterable[Option] = (),
        *,
        none: str | None = "",
        search: bool | None = None,
        width: int = 0,
    ) -> None:
        """`none` is what the first, empty line says; with None there is no such line."""
        super().__init__()
        self.combo = _CalmCombo()
        self.combo.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.combo.setMinimumContentsLength(14)
        self.combo.setMaxVisibleItems(14)
        self._none = none
        self._search = search
        self._options: list[Option] = []
        if width:
            self.combo.setFixedWidth(theme.pixels(width))
        self._hold(self.combo, stretch_at=1 if width else 0)
        self.set_options(options)
        self.combo.currentIndexChanged.connect(self.changed)

    def set_options(self, options: Iterable[Option]) -> None:
        """Offer others; the present choice stays if it is among them."""
        before = self.chosen() if self._options else None
        blocked = self.combo.blockSignals(True)
        self._options = ([] if self._none is None else [(None, self._none)]) + list(options)
        self.combo.clear()
        self.combo.addItems([word for _, word in self._options])
        self._make_searchable(self._search if self._search is not None else len(self._options) > 12)
        self.set_value(before)
        self.combo.blockSignals(blocked)

    def _make_searchable(self, search: bool) -> None:
        if search and not self.combo.isEditable():
            self.combo.setEditable(True)
            self.combo.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
            completer = QCompleter(self.combo.model(), self.combo)
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
            completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
            popup = completer.popup()
            if popup is not None:
                popup.setProperty("popup", True)
            self.combo.setCompleter(completer)
            line = self.combo.lineEdit()
            if line is not None:
                line.setPlaceholderText("Type to search")
                line.textEdited.connect(self.changed)

    def chosen(self) -> Any:
        """The option chosen last; unlike `value` this leaves alone what is just being typed."""
        at = self.combo.currentIndex()
        return self._options[at][0] if 0 <= at < len(self._options) else None

    def value(self) -> Any:
        """RuleBroken("not_in_list") when what was typed is none of the options."""
        self.combo.settle()
        at = self.combo.currentIndex()
        typed = self.combo.currentText().strip()
        if self.combo.isEditable() and typed != (self._options[at][1] if at >= 0 else ""):
            if typed:
                raise RuleBroken("not_in_list", text=typed)
            return None
        return self.chosen()

    def set_value(self, value: Any) -> None:
        found = next((n for n, (data, _) in enumerate(self._options) if data == value), -1)
        self.combo.setCurrentIndex(found)
        if found < 0 and self.combo.isEditable():
            self.combo.setEditText("")

    def set_text(self, text: str) -> None:
        """Put text into a searching choice as if typed."""
        self.combo.setEditText(text)

    def typed(self) -> Hashable:
        return (self.combo.currentIndex(), self.combo.currentText())

    def inputs(self) -> Sequence[QWidget]:
        return (self.combo,)
