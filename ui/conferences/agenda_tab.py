"""The agenda of a conference: its items in order and in time, and the copies to be printed of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from conference_app.domain.conference import Conference
from conference_app.domain.errors import RuleBroken
from conference_app.domain.spoken_dates import time_words
from conference_app.domain.text import all_of
from conference_app.messages import sentence
from conference_app.store import agendas, invitations
from conference_app.store.agendas import AgendaLine
from conference_app.use_cases import prepare_agenda
from conference_app.use_cases.print_conference import draft_reason

from .. import theme
from ..background import Background
from ..focus import give_focus
from ..session import Session
from ..widgets.banner import Banner
from ..widgets.buttons import button, icon_button
from ..widgets.editors import RadioChoice, Spin, TextLine, Tick
from ..widgets.form import Form
from ..widgets.form_dialog import FormDialog
from ..widgets.rows_model import RIGHT, Column
from ..widgets.text import Tone, announce, label, set_tone
from ..widgets.tool_row import ToolRow
from .agenda_cards import AgendaCards
from .agenda_table import AgendaTable, MovableRows
from .tab import ConferenceTab

ORDERS = (
    ("traditional", "Traditional: the decision, then the plan"),
    ("strengthening_families", "Strengthening Families: the decision comes after the plan is written"),
)


@dataclass(frozen=True, slots=True)
class AgendaRow:
    """One item with its number and the time it begins, "" while nothing is booked."""

    line: AgendaLine
    number: int
    starts: str


def timed_rows(lines: Sequence[AgendaLine], starts_at: datetime | None) -> list[AgendaRow]:
    """The items numbered, each with the clock time when those before it take as long as planned."""
    rows, minutes = [], 0
    for number, line in enumerate(lines, start=1):
        starts = time_words((starts_at + timedelta(minutes=minutes)).time()) if starts_at else ""
        rows.append(AgendaRow(line, number, starts))
        minutes += line.minutes
    return rows


COLUMNS: tuple[Column[AgendaRow], ...] = (
    Column("No.", lambda row: str(row.number), sort=lambda row: row.number, width=44),
    Column(
        "Item",
        lambda row: row.line.title,
        second=lambda row: row.line.detail,
        stretch=True,
        strong=True,
        hint=lambda row: row.line.title,
    ),
    Column("Led by", lambda row: row.line.led_by, width=130),
    Column("Starts", lambda row: row.starts, sort=lambda row: row.number, align=RIGHT),
    Column("Minutes", lambda row: str(row.line.minutes), sort=lambda row: row.line.minutes, align=RIGHT),
    Column(
        "Restricted",
        lambda row: "not the family" if row.line.restricted else "",
        tag=lambda row: ("not the family", Tone.AMBER) if row.line.restricted else None,
        width=150,
    ),
)


RESTRICTED = len(COLUMNS) - 1  # shown only while an item is kept from the family: the room belongs to the items


class AgendaTab(ConferenceTab):
    """Alt+Up and Alt+Down move an item, Enter opens it, Delete takes it off."""

    def __init__(self, session: Session, background: Background, parent: QWidget | None = None) -> None:
        super().__init__(session, background, parent)
        self.found: Conference | None = None
        self.lines: list[AgendaLine] = []
        self.dialog: FormDialog | None = None
        self.banner = Banner()
        self.standing = Banner()
        self.total = label("", "strong", wrap=False)
        self.model = MovableRows(COLUMNS, key=lambda row: row.line.id)
        self.table = AgendaTable(self.model, name="Agenda", empty="The agenda has no items yet.")
        self.table.allow_dragging()
        self.table.set_row_height(46)
        self.cards = AgendaCards(session, background, self)
        self._build_bar()
        self._lay_out()
        self._connect()

    def _build_bar(self) -> None:
        self.up_button = icon_button("arrow-up", "Move up (Alt+Up)", lambda: self.move_item(-1))
        self.down_button = icon_button("arrow-down", "Move down (Alt+Down)", lambda: self.move_item(1))
        self.edit_button = button("Edit…", self.edit)
        self.remove_button = button("Remove", self.remove)
        self.add_button = button("Add item…", self.add, icon="plus")
        self.again_button = button("Start again…", self.start_again)
        moving = (self.up_button, self.down_button, self.edit_button, self.remove_button)
        self.bar = ToolRow(self.total, (*moving, self.add_button, self.again_button))

    def _lay_out(self) -> None:
        self.start = StartAgenda(self._start)
        items = QWidget()
        column = QVBoxLayout(items)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.bar)
        column.addWidget(self.table, 1)
        self.stack = QStackedWidget()
        self.stack.addWidget(items)
        self.stack.addWidget(self.start)
        body = QHBoxLayout()
        body.setSpacing(16)
        body.addWidget(self.stack, 1)
        body.addWidget(self.cards)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(12)
        box.addWidget(self.banner)
        box.addWidget(self.standing)
        box.addLayout(body, 1)

    def _connect(self) -> None:
        self.table.opened.connect(lambda row: self.edit(row.line))
        self.table.selection_changed.connect(lambda _: self._allow())
        self.table.moved.connect(lambda row, by: self.move_item(by, row.line))
        self.table.removal_requested.connect(lambda row: self.remove(row.line))
        for word, act in (
            ("Move up", lambda rows: self.move_item(-1, rows[0].line)),
            ("Move down", lambda rows: self.move_item(1, rows[0].line)),
            ("Remove", lambda rows: self.remove(rows[0].line)),
        ):
            self.table.add_menu_action(word, act)

    # showing

    def show_conference(self, found: Conference) -> None:
        self.found = found
        self.lines = self.session.ask(agendas.agenda_lines, found.id)
        rows = timed_rows(self.lines, found.starts_at)
        self.model.set_rows(rows)
        self.table.setColumnHidden(RESTRICTED, not any(line.restricted for line in self.lines))
        self.stack.setCurrentIndex(0 if self.lines else 1)
        self.start.show_conference(found)
        self._show_total(found)
        self._show_draft(found)
        self._show_standing(found)
        self.cards.show_conference(found, bool(self.lines))
        self._allow()

    def _show_total(self, found: Conference) -> None:
        total = sum(line.minutes for line in self.lines)
        words, tone = total_words(total, found.minutes)
        self.total.setText(words)
        set_tone(self.total, tone)

    def _show_draft(self, found: Conference) -> None:
        reason = draft_reason(found, self.session.ask(invitations.invitations, found.id))
        self.banner.setVisible(bool(reason) and found.status.is_ahead)
        if reason:
            go = button("Invitations", lambda: self.tab_requested.emit("invitations"))
            words = "Until a paediatrician is invited, this agenda prints as DRAFT."
            self.banner.show_message(Tone.AMBER, words, reason, (go,))

    def _show_standing(self, found: Conference) -> None:
        """Say which of the standing questions are missing, else which the family copy lacks."""
        missing = self.session.ask(prepare_agenda.missing_items, found)
        kept_back = prepare_agenda.not_for_the_family(self.lines)
        self.standing.setVisible(bool(missing or kept_back) and found.status.is_ahead)
        if missing:
            words = f"Standing items are missing: {all_of(item.title for item in missing)}."
            put_on = button("Put on the agenda", self.put_standing_on)
            self.standing.show_message(Tone.AMBER, words, "These questions stand on every agenda.", (put_on,))
        elif kept_back:
            words = f"Not on the family copy: {all_of(kept_back)}"
            self.standing.show_message(
                Tone.BLUE, words, "Open the item and take the restriction off if they may hear it."
            )

    def put_standing_on(self) -> None:
        """Put the standing items that are missing at the end."""
        if self.found is None:
            return
        added = self.session.attempt(prepare_agenda.put_standing_on, self.found.id)
        if added:
            self._select(self.lines[-added].id)

    def _row(self) -> AgendaRow | None:
        row: AgendaRow | None = self.table.current_row()
        return row if row is not None and row in self.table.selected_rows() else None

    def _allow(self) -> None:
        row = self._row()
        ahead = self.found is not None and self.found.status.is_ahead
        for each in (self.add_button, self.again_button):
            each.setVisible(ahead)
        for each in (self.edit_button, self.remove_button):
            each.setEnabled(row is not None)
        self.up_button.setEnabled(row is not None and row.number > 1)
        self.down_button.setEnabled(row is not None and row.number < len(self.lines))

    # acting

    def _start(self, order: str) -> None:
        if self.found is not None:
            self.session.attempt(prepare_agenda.start_agenda, self.found.id, order=order)
            self.table.setFocus()

    def start_again(self) -> None:
        """Lay the agenda out anew from a template; what is there is replaced."""
        if self.found is None:
            return
        found, form = self.found, Form()
        form.add("order", "Order", RadioChoice(ORDERS, upright=True), value="traditional")

        def save(values: dict[str, Any]) -> int:
            return self.session.perform(prepare_agenda.start_agenda, found.id, order=values["order"], again=True)

        self._open(
            FormDialog(
                "Start the agenda again",
                form,
                save,
                save_word="Replace the agenda",
                note="Every item is replaced by those of the template; names and dates known by now are filled in.",
                parent=self,
            )
        )

    def _open(self, dialog: FormDialog) -> None:
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.dialog = dialog
        dialog.open()

    def add(self) -> None:
        """A new item at the end."""
        if self.found is not None:
            self._item_dialog("Add an item", AgendaLine(self.found.id, 0, "", minutes=10), "Add")

    def edit(self, line: AgendaLine | None = None) -> None:
        """Change title, detail, leader, minutes and who may see it."""
        row = self._row()
        line = line or (row.line if row else None)
        if line is not None:
            self._item_dialog("Agenda item", line, "Save")

    def _item_dialog(self, title: str, line: AgendaLine, word: str) -> None:
        form = Form()
        form.add("title", "Title", TextLine(longest=300), value=line.title or None)
        form.add("detail", "Detail", TextLine(longest=500), optional=True, value=line.detail or None)
        with form.row():
            form.add("led_by", "Led by", TextLine(), optional=True, value=line.led_by or None)
            form.add("minutes", "Length", Spin(0, 480, unit="minutes", step=5), value=line.minutes)
        form.add("restricted", "", Tick("Restricted: never on the family copy"), value=line.restricted)
        form.mark_saved()

        def save(values: dict[str, Any]) -> int:
            return self.session.perform(prepare_agenda.keep_item, replace(line, **values))

        dialog = FormDialog(title, form, save, save_word=word, parent=self)
        dialog.saved.connect(self._select)
        self._open(dialog)

    def _select(self, line_id: object) -> None:
        self.table.select_key(int(str(line_id)))
        give_focus(self.table)

    def move_item(self, by: int, line: AgendaLine | None = None) -> None:
        """One place (or more) up or down; the cursor stays on the item."""
        row = self._row()
        line = line or (row.line if row else None)
        if line is None:
            return
        place = self.session.attempt(prepare_agenda.move_item, line, by)
        if place is not None:
            self.table.select_key(line.id)
            now = next((n for n, each in enumerate(self.lines, start=1) if each.id == line.id), 0)
            announce(self.table, f"{line.title}, now item {now} of {len(self.lines)}")

    def remove(self, line: AgendaLine | None = None) -> None:
        """Take an item off; standing items stay, and say so. Undo puts it back."""
        row = self._row()
        line = line or (row.line if row else None)
        if line is None:
            return
        if line.standing:
            self.session.show_problem(sentence(RuleBroken("standing_item_stays", title=line.title)))
        elif self.session.attempt(prepare_agenda.remove_item, line) is not None:
            taken = line
            self._select_near(line)
            self.said.emit(f"Removed “{line.title}”.", lambda: self._put_back(taken))

    def _select_near(self, gone: AgendaLine) -> None:
        """The item that took the place of one removed, or the last."""
        after = [each for each in self.lines if each.position >= gone.position] or self.lines[-1:]
        if after:
            self._select(after[0].id)

    def _put_back(self, line: AgendaLine) -> int | None:
        new_id = self.session.attempt(prepare_agenda.keep_item, replace(line, id=0, version=0))
        lines = self.session.ask(agendas.agenda_lines, line.conference_id)
        new = next((each for each in lines if each.id == new_id), None)
        if new is not None:
            before = sum(each.position < line.position for each in lines if each.id != new_id)
            self.session.attempt(prepare_agenda.move_item, new, before - (len(lines) - 1))
            self._select(new.id)
        return new_id


class StartAgenda(QWidget):
    """What stands there before the agenda is laid out: the choice of its order."""

    def __init__(self, start: Callable[[str], object]) -> None:
        super().__init__()
        self.words = label("", "heading")
        self.order = RadioChoice(ORDERS, upright=True)
        self.order.set_value("traditional")
        self.start_button = button(
            "Start the agenda", lambda: start(self.order.value()), kind="primary", icon="file-text"
        )
        box = QVBoxLayout(self)
        box.setContentsMargins(24, 24, 24, 24)
        box.setSpacing(12)
        box.addWidget(self.words)
        box.addWidget(label("The standing questions are on it in either order; every item can be changed.", "muted"))
        box.addWidget(self.order)
        box.addWidget(self.start_button, 0, Qt.AlignmentFlag.AlignLeft)
        box.addStretch(1)
        for each in self.order.inputs():
            each.setAccessibleDescription("Order of the agenda")

    def show_conference(self, found: Conference) -> None:
        """Name the type the template is for."""
        self.words.setText(f"No agenda yet. Start from the template for {found.type.value} conferences.")
        self.setMaximumWidth(theme.pixels(900))


def total_words(total: int, booked: int) -> tuple[str, Tone | None]:
    """The minutes of all items against the length that is booked."""
    if not booked:
        return f"{total} minutes altogether", None
    if total > booked:
        return f"{total} minutes, {total - booked} more than the {booked} booked", Tone.AMBER
    free = f", {booked - total} to spare" if total < booked else ""
    return f"{total} of {booked} booked minutes{free}", None
