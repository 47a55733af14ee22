"""Practice numbers: each with its value, its default, what other areas do, and where that was read."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from conference_app import rulebook
from conference_app.defaults import default_practice
from conference_app.domain.errors import RuleBroken
from conference_app.domain.practice import Practice, PracticeNumber, Value, ValueKind, as_text
from conference_app.messages import sentence
from conference_app.store import lists
from conference_app.use_cases import change_settings
from conference_app.use_cases.rules_in_force import practice_of

from .. import theme
from ..focus import focused_in
from ..session import Session
from ..widgets.buttons import button
from ..widgets.card import Card
from ..widgets.choice import Choice
from ..widgets.editors import Editor, Spin, TextLine, YesNo
from ..widgets.filter_line import FilterLine
from ..widgets.flow_layout import FlowLayout
from ..widgets.form import Field
from ..widgets.rows_model import RowsModel
from ..widgets.scroll_page import ScrollPage
from ..widgets.table_view import TableView
from ..widgets.tag import Tag
from ..widgets.text import Tone, label
from ..widgets.tool_row import ToolRow
from .changes import change_columns, changes_of
from .recounting import RecountNotice, recounted_words


def value_words(definition: PracticeNumber, value: Value) -> str:
    """A value as it is said: "15 working days", "yes", "10:00", "blank"."""
    text = as_text(value) or "blank"
    return f"{text} {definition.unit}" if definition.unit else text


def editor_for(definition: PracticeNumber) -> Editor:
    """The field that suits the kind of number."""
    match definition.kind:
        case ValueKind.INTEGER:
            return Spin(definition.minimum, definition.maximum, unit=definition.unit)
        case ValueKind.BOOLEAN:
            return YesNo()
        case ValueKind.CHOICE:
            return Choice([(each, each) for each in definition.choices], none=None, width=260)
        case ValueKind.TIME:
            return TextLine(longest=20, width=110, hint="10:00")
        case ValueKind.TEXT:
            return TextLine(longest=400)


class NumberRow(QWidget):
    """One number: the field at the left, what is known of it at the right."""

    save_requested = Signal(str, str)  # key, typed

    def __init__(self, definition: PracticeNumber) -> None:
        super().__init__()
        self.definition = definition
        self.field = Field(definition.key, definition.title, editor_for(definition), help_text=definition.help)
        self.field.setFixedWidth(theme.pixels(420))
        self.tag = Tag("changed", Tone.BLUE)
        self.save_button = button("Save", self.save)
        self.default_button = button("Back to the default", self.back_to_default, kind="link")
        for each, word in ((self.save_button, "Save"), (self.default_button, "Back to the default")):
            each.setAccessibleName(f"{word}: {definition.title}")
        self._kept: object = None
        self._lay_out()
        self.field.editor.changed.connect(self._show_state)
        for keys in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            shortcut = QShortcut(QKeySequence(keys), self.field, self.save)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def _lay_out(self) -> None:
        definition = self.definition
        facts = QVBoxLayout()
        facts.setSpacing(2)
        facts.addWidget(label(f"Default: {value_words(definition, definition.default)}"))
        if definition.range:
            facts.addWidget(label(f"Seen elsewhere: {definition.range}", "muted"))
        for source in rulebook.sources(definition.source):
            facts.addWidget(label(f"Source: {source}", "small"))
        line = FlowLayout(gap=12)
        for part in (self.tag, self.save_button, self.default_button):
            line.addWidget(part)
        facts.addLayout(line)
        facts.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 8, 0, 8)
        row.setSpacing(32)
        row.addWidget(self.field, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(facts, 1)

    def show_value(self, practice: Practice) -> None:
        """The value in force; what is being typed stays."""
        if self._kept is None or not self.is_changed():
            self.field.editor.set_value(practice.value(self.definition.key))
            self._kept = self.field.editor.typed()
            self.field.show_error("")
        self._differs = practice.is_changed(self.definition.key)
        self._show_state()

    def is_changed(self) -> bool:
        """Whether something was typed and not saved."""
        return self._kept is not None and self.field.editor.typed() != self._kept

    def save(self) -> None:
        """Wish for what stands in the field."""
        if self.is_changed():
            value = self.field.editor.value()
            self.save_requested.emit(self.definition.key, "" if value is None else as_text(value))

    def back_to_default(self) -> None:
        """Wish for the default."""
        self._kept = None
        self.save_requested.emit(self.definition.key, as_text(self.definition.default))

    def saved(self) -> None:
        """Take what stands there as saved."""
        self._kept = None

    def matches(self, words: list[str], changed_only: bool) -> bool:
        """Whether a search finds it."""
        definition = self.definition
        hay = f"{definition.title} {definition.help} {definition.group} {definition.range}".casefold()
        return all(word in hay for word in words) and (self._differs or not changed_only)

    def _show_state(self) -> None:
        """What is offered now; the keyboard stays with the number when the button it was on goes."""
        pressed = focused_in(self)
        self.save_button.setVisible(self.is_changed())
        self.tag.setVisible(self._differs)
        self.default_button.setVisible(self._differs)
        if pressed is not None and pressed.isHidden():
            self.field.focus()

    _differs = False


class PracticeNumbersTab(QWidget):
    """All of them by group, each change saved and recorded by itself; the record stands below."""

    said = Signal(str, object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.rows: dict[str, NumberRow] = {}
        self.groups: dict[str, Card] = {}
        self.filter = FilterLine(None, "Search practice numbers")
        self.filter.narrowed.connect(lambda text: self._narrow())
        self.changed_only = QCheckBox("Only those changed here")
        self.changed_only.toggled.connect(lambda on: self._narrow())
        self.none_found = label("No practice number matches.", "muted")
        self.none_found.hide()
        self.notice = RecountNotice(session)
        self.notice.recounted.connect(lambda count: self.said.emit(recounted_words(count), None))
        self.history: RowsModel[Any] = RowsModel(change_columns(), key=lambda change: change.seq)
        self.page = ScrollPage(margin=0)
        self._lay_out()

    def _lay_out(self) -> None:
        narrowing = QWidget()
        row = QHBoxLayout(narrowing)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        row.addWidget(self.filter)
        row.addWidget(self.changed_only)
        row.addStretch(1)
        note = label("Limits already worked out keep the numbers they were counted by.", "small", wrap=False)
        top = ToolRow(narrowing, (note,))
        for definition in default_practice().definitions.values():
            self._group(definition.group).add(self._row(definition))
        self.page.add(self.none_found)
        self.page.add(label("Changes so far", "heading"))
        table = TableView(self.history, name="Changes so far", empty="No number has been changed.")
        table.fit_rows(most=12)
        self.page.add(table)
        self.page.finish()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(12)
        box.addWidget(self.notice)
        box.addWidget(top)
        box.addWidget(self.page, 1)

    def _group(self, title: str) -> Card:
        if title not in self.groups:
            self.groups[title] = Card(title)
            self.page.add(self.groups[title])
        return self.groups[title]

    def _row(self, definition: PracticeNumber) -> NumberRow:
        row = NumberRow(definition)
        row.save_requested.connect(self.change)
        self.rows[definition.key] = row
        return row

    def refresh(self) -> None:
        """Ask for the numbers in force, the record of changes, and whether conferences ahead were counted by others."""
        practice = self.session.ask(practice_of)
        for row in self.rows.values():
            row.show_value(practice)
        definitions = default_practice().definitions
        self.history.set_rows(changes_of(self.session.ask(lists.history, "practice", 1), definitions))
        self.notice.refresh()
        self._narrow()

    def change(self, key: str, typed: str) -> None:
        """Save one number; what is wrong with it stands beside its field."""
        row, definition = self.rows[key], self.rows[key].definition
        before = self.session.ask(practice_of).value(key)
        try:
            after = self.session.perform(change_settings.change_number, key, typed)
        except RuleBroken as broken:
            row.field.show_error(sentence(broken))
            row.field.focus()
            return
        row.saved()
        self.refresh()
        words = f"{definition.title}: now {value_words(definition, after)}."
        self.said.emit(words, self._undo(key, as_text(before)) if as_text(before) != after else None)

    def _undo(self, key: str, before: str) -> Callable[[], str | None]:
        def undo() -> str | None:
            self.rows[key].saved()
            again = self.session.attempt(change_settings.change_number, key, before)
            self.refresh()
            return again

        return undo

    def _narrow(self) -> None:
        words, changed_only = self.filter.text().casefold().split(), self.changed_only.isChecked()
        shown = set()
        for row in self.rows.values():
            found = row.matches(words, changed_only) or row.is_changed()
            row.setVisible(found)
            if found:
                shown.add(row.definition.group)
        for title, card in self.groups.items():
            card.setVisible(title in shown)
        self.none_found.setVisible(not shown)
