"""One of many, found by typing a part of its name; what it stands for is any object."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from typing import Any

from PySide6.QtCore import QElapsedTimer, QEvent, QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QHideEvent, QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QComboBox, QWidget

from conference_app.domain.errors import RuleBroken

from .. import theme
from .editors import Editor, Option
from .suggestions import ENTER, STEPS, SuggestionList

SHORT = 8  # options of a fixed vocabulary that need no searching


class _CalmCombo(QComboBox):
    """Ignores the wheel without focus; a space amid typing goes on searching and opens nothing."""

    def __init__(self) -> None:
        super().__init__()
        self._since_letter = QElapsedTimer()

    def wheelEvent(self, event: QWheelEvent, /) -> None:
        if self.hasFocus() and not self.isEditable():
            super().wheelEvent(event)
        else:
            event.ignore()

    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        since, pause = self._since_letter, QApplication.keyboardInputInterval()
        amid = since.isValid() and since.elapsed() < pause
        if event.key() == Qt.Key.Key_Space and amid and not self.isEditable():
            since.start()
            event = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_unknown, event.modifiers(), " ")
        elif event.text().isprintable() and event.text().strip():
            since.start()
        super().keyPressEvent(event)


class _SearchCombo(_CalmCombo):
    """Typed into: what fits stands in a list below, and nothing is taken before it is left or chosen.

    `rows` finds what the text stands for without changing anything; `settle` then takes it.
    """

    retyped = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.nothing = -1  # the line that stands for no choice
        self._marked = -1  # the suggestion the arrows are on
        self._before = ""  # what was typed before the arrows
        self.suggestions: SuggestionList | None = None

    def make_searchable(self) -> None:
        """Let it be typed into."""
        if self.isEditable():
            return
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setCompleter(None)  # type: ignore[arg-type]
        line = self.lineEdit()
        self.suggestions = SuggestionList(self, line)
        self.suggestions.chosen.connect(self._take)
        if line is not None:
            line.textEdited.connect(self._edited)

    # what the text stands for

    def rows(self) -> list[int]:
        """The lines the text may stand for: one when it is settled, none when it is unknown."""
        text, at = self.currentText().strip(), self.currentIndex()
        if not self.isEditable():
            return [at] if at >= 0 else []
        if not text:
            return [self.nothing] if self.nothing >= 0 else []
        for known in (self._marked, at):
            if 0 <= known < self.count() and self.itemText(known).strip() == text:
                return [known]
        words = [self.itemText(n).strip().casefold() for n in range(self.count())]
        same = [n for n, word in enumerate(words) if word == text.casefold()]
        return same or [n for n, word in enumerate(words) if text.casefold() in word]

    def settle(self) -> None:
        """Choose the option typed, or the only one that has it in its name."""
        if self.isEditable():
            rows = self.rows()
            if len(rows) == 1:
                self.setCurrentIndex(rows[0])
                self.setEditText(self.itemText(rows[0]))
            self._marked = -1

    # the list

    def _is_open(self) -> bool:
        return self.suggestions is not None and self.suggestions.isVisible()

    def _edited(self, text: str) -> None:
        self._marked = -1
        self._offer(text if text.strip() else None)
        self.retyped.emit()

    def _offer(self, text: str | None) -> None:
        """Offer what has this in its name; None offers nothing, "" everything."""
        if self.suggestions is None:
            return
        part = (text or "").strip().casefold()
        fitting = [(n, word) for n, word in enumerate(self.words) if word and part in word.casefold()]
        self.suggestions.offer([] if text is None else fitting, -1 if part else self.currentIndex())

    def showPopup(self) -> None:
        if self.suggestions is None:
            super().showPopup()
        elif self._is_open():
            self.suggestions.hide()
        else:
            typed = self.currentText()
            self._offer("" if typed == self.itemText(self.currentIndex()) else typed)

    def hidePopup(self) -> None:
        if self.suggestions is not None:
            self.suggestions.hide()
        super().hidePopup()

    def _take(self, row: int) -> None:
        """Choose a suggestion."""
        if self.suggestions is not None:
            self.suggestions.hide()
        self._marked = -1
        self.setCurrentIndex(row)
        self._write(self.itemText(row))
        self.retyped.emit()

    def _write(self, words: str) -> None:
        """Put words into the field, all chosen so that typing replaces them, and shown from their start."""
        self.setEditText(words)
        self._choose_all()

    def _choose_all(self) -> None:
        line = self.lineEdit()
        if line is not None:
            line.setSelection(len(line.text()), -len(line.text()))

    def _step(self, by: int) -> None:
        """Mark another suggestion and show it in the field."""
        if self.suggestions is None:
            return
        if self._marked < 0:
            self._before = self.currentText()
        self._marked = self.suggestions.step(by)
        self._write(self.itemText(self._marked))
        self.retyped.emit()

    def _go_back(self) -> None:
        if self.suggestions is not None:
            self.suggestions.hide()
        if self._marked >= 0:
            self._marked = -1
            self.setEditText(self._before)
            self.retyped.emit()

    # events

    def event(self, event: QEvent, /) -> bool:
        overriding = event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent)
        if overriding and event.key() == Qt.Key.Key_Escape and self._is_open():  # type: ignore[attr-defined]
            event.accept()
            return True
        return bool(super().event(event))

    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        if not self.isEditable():
            super().keyPressEvent(event)
            return
        key = Qt.Key(event.key())
        if key in STEPS:
            self._arrow(key)
        elif key in ENTER and event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier):
            self._enter(event)
        elif key == Qt.Key.Key_Escape and self._is_open():
            self._go_back()
        else:
            super().keyPressEvent(event)

    def _arrow(self, key: Qt.Key) -> None:
        if self._is_open():
            self._step(STEPS[key])
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.showPopup()

    def _enter(self, event: QKeyEvent) -> None:
        """Enter takes what is marked; with the list closed it is left to the dialog."""
        was_open = self._is_open()
        if self.suggestions is not None:
            self.suggestions.hide()
        self.settle()
        if not was_open:
            event.ignore()

    def focusInEvent(self, event: QFocusEvent, /) -> None:
        super().focusInEvent(event)
        if event.reason() == Qt.FocusReason.MouseFocusReason:
            QTimer.singleShot(0, self, self._choose_all)

    def focusOutEvent(self, event: QFocusEvent, /) -> None:
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            if self.suggestions is not None:
                self.suggestions.hide()
            if event.reason() != Qt.FocusReason.ActiveWindowFocusReason:
                self.settle()
                self._show_start()
        with QSignalBlocker(self.lineEdit() or self):  # Qt would take the first line of that name
            super().focusOutEvent(event)

    def _show_start(self) -> None:
        line = self.lineEdit()
        if line is not None:
            line.setCursorPosition(0)

    def hideEvent(self, event: QHideEvent, /) -> None:
        super().hideEvent(event)
        if self.suggestions is not None:
            self.suggestions.hide()


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
        """`none` is what the first, empty line says; with None there is no such line.

        Left open, `search` is on for entries of the store (they stand for their numbers), and for words
        when they are more than a short vocabulary.
        """
        super().__init__()
        self.combo = _SearchCombo()
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
        self.combo.retyped.connect(self.changed)

    def set_options(self, options: Iterable[Option]) -> None:
        """Offer others; the present choice stays if it is among them, and so does what is being typed."""
        before = self.chosen() if self._options else None
        typing = self.combo.currentText() if self._is_typing() else None
        blocked = self.combo.blockSignals(True)
        self._options = ([] if self._none is None else [(None, self._none)]) + list(options)
        if self._wants_search():
            self._make_searchable()
        self.combo.clear()
        self.combo.words = [word for _, word in self._options]
        self.combo.addItems([self._shown(data, word) for data, word in self._options])
        self.combo.nothing = 0 if self._none is not None else -1
        self.set_value(before)
        if typing is not None:
            self.combo.setEditText(typing)
        self.combo.blockSignals(blocked)

    def _is_typing(self) -> bool:
        combo = self.combo
        return combo.isEditable() and combo.hasFocus() and combo.currentText() != combo.itemText(combo.currentIndex())

    def _wants_search(self) -> bool:
        if self._search is not None:
            return self._search
        numbered = any(isinstance(data, int) and not isinstance(data, bool) for data, _ in self._options)
        return numbered or len(self._options) > SHORT

    def _shown(self, data: Any, word: str) -> str:
        """No choice is an empty field to type in, its word the hint."""
        return "" if data is None and self.combo.isEditable() else word

    def _make_searchable(self) -> None:
        if self.combo.isEditable():
            return
        self.combo.make_searchable()
        line = self.combo.lineEdit()
        if line is not None:
            line.setPlaceholderText(self._none or "Type to search")

    def chosen(self) -> Any:
        """The option chosen last; unlike `value` this leaves out what is just being typed."""
        at = self.combo.currentIndex()
        return self._options[at][0] if 0 <= at < len(self._options) else None

    def value(self) -> Any:
        """What the text stands for, without touching it.

        RuleBroken("not_in_list") when that is none of the options, ("several_in_list") when it is several.
        """
        rows, typed = self.combo.rows(), self.combo.currentText().strip()
        if len(rows) == 1:
            return self._options[rows[0]][0]
        if self.combo.isEditable() and typed:
            raise RuleBroken("several_in_list" if rows else "not_in_list", text=typed)
        return None

    def set_value(self, value: Any) -> None:
        found = next((n for n, (data, _) in enumerate(self._options) if data == value), -1)
        self.combo.setCurrentIndex(found)
        if self.combo.isEditable():
            self.combo.setEditText(self.combo.itemText(found) if found >= 0 else "")
            line = self.combo.lineEdit()
            if line is not None:
                line.setCursorPosition(0)  # a long name shows its beginning

    def set_text(self, text: str) -> None:
        """Put text into a searching choice as if typed."""
        self.combo.setEditText(text)

    def typed(self) -> Hashable:
        return (self.combo.currentIndex(), self.combo.currentText())

    def inputs(self) -> Sequence[QWidget]:
        return (self.combo,)
