"""Forms: sections of fields, each with its label, help and a line for what is wrong with it."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractButton, QBoxLayout, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from conference_app.domain.errors import RuleBroken, raise_all
from conference_app.messages import sentence

from .. import theme
from .card import discard
from .editors import Editor, Tick
from .text import announce, label

TICK_WIDTH = 31  # pixels at 100 % to the words of a box: what explains them stands in line below


class Field(QWidget):
    """A label over its editor, help between them (below a box to tick), and the error sentence below."""

    def __init__(self, key: str, word: str, editor: Editor, *, help_text: str = "", optional: bool = False) -> None:
        super().__init__()
        self.key, self.word, self.editor = key, word, editor
        self._help_text = help_text
        self.label = label(word, "field")
        self.set_optional(optional)
        self.help = label(help_text, "small")
        self._error_icon = QLabel()
        self._error = label(role="error")
        self._error_row = QWidget()
        row = QHBoxLayout(self._error_row)
        row.setContentsMargins(0, 2, 0, 0)
        row.setSpacing(6)
        row.addWidget(self._error_icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._error, 1)
        self._error_row.hide()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(3)
        box.addWidget(self.label)
        if isinstance(editor, Tick):
            self.help.setContentsMargins(theme.pixels(TICK_WIDTH), 0, 0, 0)
        for part in (editor, self.help) if isinstance(editor, Tick) else (self.help, editor):
            box.addWidget(part)
        box.addWidget(self._error_row)
        self.help.setVisible(bool(help_text))
        self.label.setVisible(not isinstance(editor, Tick) or bool(word))
        self._name_inputs()

    def _name_inputs(self) -> None:
        inputs = self.editor.inputs()
        if not inputs:
            return
        self.label.setBuddy(inputs[0])
        if len(inputs) == 1 and not isinstance(inputs[0], QAbstractButton):  # a box or button says its own words
            inputs[0].setAccessibleName(self.word or inputs[0].accessibleName())
        self.editor.setAccessibleName(self.word)
        self._describe("")

    def _describe(self, error: str) -> None:
        words = " ".join(part for part in (error, self._help_text) if part)
        for each in self.editor.inputs():
            each.setAccessibleDescription(words)

    def set_optional(self, optional: bool) -> None:
        """Say whether it may stay empty."""
        self.label.setText(f"{self.word} (optional)" if optional else self.word)

    def show_error(self, words: str) -> None:
        """Say what is wrong; an empty sentence takes the error away. What was typed stays."""
        if words and self._error_icon.pixmap().isNull():
            theme.set_icon(self._error_icon, "alert", "red", theme.pixels(14))
        self._error.setText(words)
        self._error_row.setVisible(bool(words))
        self.editor.set_invalid(bool(words))
        self._describe(f"Error: {words}" if words else "")

    def error(self) -> str:
        return self._error.text()

    def focus(self) -> None:
        """Put the cursor into the editor and bring it into view."""
        entrance = self.editor.entrance()
        if entrance is not None:
            entrance.setFocus(Qt.FocusReason.OtherFocusReason)
        area = _scroll_area_of(self)
        if area is not None:
            area.ensureWidgetVisible(self, 24, 24)


class ErrorLink(QLabel):
    """A sentence that leads to its field by click or Enter, and wraps where a button would not."""

    def __init__(self, words: str, field: Field) -> None:
        super().__init__()
        self._field = field
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(words)
        self.setWordWrap(True)
        self.setProperty("role", "error-link")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(f"{words} Go to {field.word}")

    def mouseReleaseEvent(self, event: QMouseEvent, /) -> None:
        self._field.focus()

    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._field.focus()
        else:
            super().keyPressEvent(event)


class ErrorSummary(QWidget):
    """What is wrong, at the top of the form; each line leads to its field."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("box", "error")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(16, 12, 16, 12)
        self._box.setSpacing(4)
        self.hide()

    def show_lines(self, lines: Sequence[tuple[str, Field | None]]) -> None:
        """Say these sentences; those of a field can be clicked."""
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(label("Nothing was saved. Please put this right:", "strong"))
        for words, field in lines:
            if field is None:
                column.addWidget(label(words, "error"))
            else:
                column.addWidget(ErrorLink(words, field))
        self.clear()
        self._box.addWidget(inner)
        self.setVisible(bool(lines))

    def clear(self) -> None:
        """Say nothing."""
        while self._box.count():
            item = self._box.takeAt(0)
            discard(item.widget() if item else None)
        self.hide()


class Form(QWidget):
    """Fields by key. `values` gives what was filled in, `show_errors` says what is wrong with it."""

    changed = Signal()
    rebuilt = Signal()  # parts of a field were made anew: whoever holds the form sets the order of Tab again

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.fields: dict[str, Field] = {}
        self.summary = ErrorSummary()
        self._saved: dict[str, Hashable] = {}
        self._wrong: list[tuple[str, Field | None]] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(16)
        self._column.addWidget(self.summary)
        self._target: QBoxLayout = self._column

    # building

    def section(self, title: str, help_text: str = "") -> QLabel:
        """A heading over the fields that follow."""
        heading = label(title, "heading")
        heading.setContentsMargins(0, 8 if self.fields else 0, 0, 0)
        self._column.addWidget(heading)
        if help_text:
            self._column.addWidget(label(help_text, "muted"))
        return heading

    @contextmanager
    def row(self) -> Iterator[None]:
        """Fields added inside stand side by side."""
        line = QHBoxLayout()
        line.setSpacing(16)
        self._column.addLayout(line)
        self._target = line
        yield
        self._target = self._column

    def add(
        self,
        key: str,
        word: str,
        editor: Editor,
        *,
        help: str = "",  # noqa: A002
        optional: bool = False,
        value: Any = None,
    ) -> Field:
        """One more field; `key` is the name RuleBroken.field uses for it."""
        field = Field(key, word, editor, help_text=help, optional=optional)
        self.fields[key] = field
        if value is not None:
            editor.set_value(value)
        if self._target is self._column:
            self._column.addWidget(field)
        else:
            self._target.addWidget(field, 1, Qt.AlignmentFlag.AlignTop)
        editor.changed.connect(lambda: self._mended(field))
        editor.changed.connect(self.changed)
        editor.rebuilt.connect(self.rebuilt)
        self._saved[key] = editor.typed()
        return field

    def add_widget(self, widget: QWidget) -> None:
        """Anything else between the fields."""
        self._column.addWidget(widget)

    def finish(self) -> None:
        """Leave the room below the fields empty."""
        self._column.addStretch(1)

    # values

    def editor(self, key: str) -> Editor:
        return self.fields[key].editor

    def values(self) -> dict[str, Any]:
        """What was filled in by key; raises RuleBroken with all fields that cannot be understood.

        Hidden fields are left out.
        """
        found: dict[str, Any] = {}
        broken: list[RuleBroken] = []
        for key, field in self.fields.items():
            if field.isHidden():
                continue
            try:
                found[key] = field.editor.value()
            except RuleBroken as problem:
                for each in problem.each():
                    each.field = key
                    broken.append(each)
        raise_all(broken)
        return found

    def value(self, key: str) -> Any:
        """One value, None while it cannot be understood."""
        try:
            return self.fields[key].editor.value()
        except RuleBroken:
            return None

    def set_values(self, values: Mapping[str, Any]) -> None:
        """Fill in what is known and take that as saved; unknown keys are passed over."""
        for key, value in values.items():
            if key in self.fields:
                self.fields[key].editor.set_value(value)
        self.mark_saved()

    def set_visible(self, key: str, visible: bool) -> None:
        """Show a field or leave it out, from `values` too."""
        self.fields[key].setVisible(visible)

    def set_read_only(self, fixed: bool) -> None:
        """Show everything without letting it be changed."""
        for field in self.fields.values():
            field.editor.set_read_only(fixed)

    def is_changed(self) -> bool:
        """Whether anything was typed since the last save."""
        return any(field.editor.typed() != self._saved[key] for key, field in self.fields.items())

    def mark_saved(self) -> None:
        """Take what stands there now as saved."""
        self._saved = {key: field.editor.typed() for key, field in self.fields.items()}
        self.clear_errors()

    # errors

    def show_errors(self, broken: Sequence[RuleBroken] | RuleBroken) -> None:
        """Say each sentence beside its field and in the summary at the top; the first one gets the cursor."""
        problems = broken.each() if isinstance(broken, RuleBroken) else list(broken)
        self.clear_errors()
        lines: list[tuple[str, Field | None]] = []
        for problem in problems:
            words, field = sentence(problem), self.fields.get(problem.field)
            lines.append((words, field))
            if field is not None:
                field.show_error(f"{field.error()} {words}".strip())
        self._wrong = lines
        if len(lines) > 1 or lines[0][1] is None:
            self.summary.show_lines(lines)
        first = next((field for _, field in lines if field is not None), None)
        if first is not None:
            first.focus()
        else:
            area = _scroll_area_of(self)
            if area is not None:
                area.ensureWidgetVisible(self.summary)
        announce(self, " ".join(words for words, _ in lines))

    def _mended(self, field: Field) -> None:
        """What was said of a field goes with its next change, in the summary too."""
        if not field.error():
            return
        field.show_error("")
        self._wrong = [line for line in self._wrong if line[1] is not field]
        if not self.summary.isHidden():
            self.summary.show_lines(self._wrong)

    def clear_errors(self) -> None:
        """Take all errors away."""
        self._wrong = []
        self.summary.clear()
        for field in self.fields.values():
            if field.error():
                field.show_error("")

    def focus_first(self) -> None:
        """Put the cursor into the first field."""
        first = next((field for field in self.fields.values() if not field.isHidden()), None)
        if first is not None:
            first.focus()


def _scroll_area_of(widget: QWidget) -> QScrollArea | None:
    above = widget.parentWidget()
    while above is not None and not isinstance(above, QScrollArea):
        above = above.parentWidget()
    return above
