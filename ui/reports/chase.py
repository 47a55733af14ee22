"""What is missing from those who were asked: the list, the message to copy, and the record of what was chased."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from conference_app import rulebook
from conference_app.chase_words import STEP_WORDS, ChaseMessage, is_family, late_words, message_of
from conference_app.domain.chasing import Missing
from conference_app.domain.spoken_dates import counted, short_date, weekday
from conference_app.invitation_words import short_day
from conference_app.use_cases.chase import chase_list
from conference_app.use_cases.rules_in_force import practice_of

from .. import theme
from ..session import Session
from ..widgets.buttons import button
from ..widgets.card import Card
from ..widgets.choice import Choice
from ..widgets.editors import TextArea
from ..widgets.filter_line import FilterLine
from ..widgets.rows_model import Column, RowsModel
from ..widgets.table_view import TableView
from ..widgets.text import Tone, label
from .chased_dialog import ChasedDialog
from .period import Period

DUE, ALL = "due", "all"
WEEKS = timedelta(weeks=4)
LATEST, CONFERENCE, PERSON, AGENCY = "latest", "conference", "person", "agency"
ORDERS = (
    (LATEST, "Longest overdue first"),
    (CONFERENCE, "By conference"),
    (PERSON, "By person"),
    (AGENCY, "By agency"),
)
NOTHING = {
    DUE: "Nobody who was asked is behind with a reply or a report.",
    ALL: "Nothing is missing for the conferences of the next 4 weeks.",
}


class ChaseView(QWidget):
    """The table at the left; at the right the message for the chosen line, to be copied, and recorded as chased."""

    conference_opened = Signal(int)
    said = Signal(str, object)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.dialog: ChasedDialog | None = None
        self.summary = label()
        self.model: RowsModel[Missing] = RowsModel(_columns(), key=lambda each: (each.waiting.invitation_id, each.what))
        self.table = TableView(self.model, name="Replies and reports missing", empty=NOTHING[DUE])
        self.which = Choice([(DUE, "Due or overdue"), (ALL, "All, next 4 weeks")], none=None)
        self.which.set_value(DUE)
        self.which.combo.setAccessibleName("Which are shown")
        self.order = Choice(ORDERS, none=None)
        self.order.set_value(LATEST)
        self.order.combo.setAccessibleName("In which order")
        self.search_line = FilterLine(self.model, "Search conference, person or agency", below=self.table)
        self.message = TextArea(lines=17)
        self.message.set_read_only(True)
        self.message.area.setAccessibleName("Message")
        self.chased = label(role="muted")
        self.copy_button = button("Copy message", self.copy_message, icon="copy")
        self.chased_button = button("Chased…", self.record)
        self.open_button = button("Open conference", self.open_conference)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self.card = Card("Message")
        self.card.add(self.message)
        self.card.add(self.chased)
        steps = QHBoxLayout()
        steps.setSpacing(8)
        for each in (self.copy_button, self.chased_button):
            steps.addWidget(each)
        steps.addStretch(1)
        self.card.add(steps)
        self.card.add(self.open_button)
        self.card.setFixedWidth(theme.pixels(312))
        right = QVBoxLayout()
        right.addWidget(self.card)
        right.addStretch(1)
        filters = QHBoxLayout()
        filters.setSpacing(8)
        filters.addWidget(self.search_line, 1)
        filters.addWidget(self.order)
        filters.addWidget(self.which)
        left = QVBoxLayout()
        left.setSpacing(12)
        left.addLayout(filters)
        left.addWidget(self.table, 1)
        parts = QHBoxLayout()
        parts.setSpacing(16)
        parts.addLayout(left, 1)
        parts.addLayout(right)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(8)
        box.addWidget(self.summary)
        box.addLayout(parts, 1)

    def _connect(self) -> None:
        self.which.changed.connect(self.refresh)
        self.order.changed.connect(self.refresh)
        self.search_line.narrowed.connect(lambda _text: self._choose_one())
        self.table.selection_changed.connect(lambda _rows: self._show_chosen())
        self.table.opened.connect(lambda _row: self.open_conference())
        self.table.add_menu_action("Copy message", lambda _rows: self.copy_message())
        self.table.add_menu_action("Chased…", lambda _rows: self.record())

    def show_period(self, _period: Period) -> None:
        """What is missing as of today, whatever period the reports are about."""
        self.refresh()

    def show_conference(self, reference: str) -> None:
        """Only what is missing for one conference, due or not."""
        self.which.set_value(ALL)
        self.search_line.setText(reference)
        self.refresh()
        self.search_line.apply()

    def refresh(self) -> None:
        """Ask for the list again."""
        today, which = self._session.today(), self.which.value()
        found = self._session.ask(chase_list, today, only_due=which == DUE, last=today + WEEKS)
        self.summary.setText(summary_words(found, today))
        self.table.set_empty(NOTHING[which])
        self.model.set_rows(sorted(found, key=_ORDER[self.order.value()]))
        self._choose_one()

    def export(self) -> tuple[tuple[str, ...], list[tuple[object, ...]]]:
        """The table as columns and rows."""
        return tuple(column.title.lower() for column in self.model.columns), [
            tuple(column.text(row) for column in self.model.columns) for row in self.model.rows()
        ]

    def copy_message(self) -> None:
        """Put the message on the clipboard, to be sent by whatever route is secure."""
        chosen = self._chosen()
        if chosen is None:
            return
        message = self._message_of(chosen)
        QGuiApplication.clipboard().setText(f"{message.subject}\n\n{message.text}")
        self.said.emit(f"The message about {chosen.waiting.reference} is copied. Send it, then press Chased….", None)

    def record(self) -> None:
        """Ask by which route and when the chosen ones were chased, and keep it."""
        chosen: Sequence[Missing] = self.table.selected_rows()
        if chosen:
            self.dialog = ChasedDialog(self._session, chosen, self)
            self.dialog.saved.connect(
                lambda count: self.said.emit(f"Recorded: {counted(count, 'reminder')} sent.", None)
            )
            self.dialog.open()

    def open_conference(self) -> None:
        """The conference of the chosen line, at its invitations."""
        if chosen := self._chosen():
            self.conference_opened.emit(chosen.waiting.conference_id)

    def _choose_one(self) -> None:
        """The first line, where the one chosen before is no longer shown."""
        if not self.table.selected_rows() and self.model.rowCount():
            self.table.selectRow(0)
        self._show_chosen()

    def _chosen(self) -> Missing | None:
        found: Sequence[Missing] = self.table.selected_rows()
        return found[0] if found else None

    def _message_of(self, missing: Missing) -> ChaseMessage:
        return message_of(missing, signed=self._session.ask(practice_of).text("coordinator_title"))

    def _show_chosen(self) -> None:
        chosen = self._chosen()
        for each in (self.copy_button, self.chased_button, self.open_button):
            each.setEnabled(chosen is not None)
        message = self._message_of(chosen) if chosen else None
        many = len(self.table.selected_rows())
        first = f" (first of {many})" if many > 1 else ""
        self.card.heading.setText(message.subject + first if message else "Message")
        self.message.set_value(message.text if message else "")
        self.chased.setText(_history_words(chosen) if chosen else "")


# The sort keeps what is equal in its order: within a person or agency the longest overdue stays first.
_ORDER: dict[str, Callable[[Missing], tuple[str, ...]]] = {
    LATEST: lambda each: (),
    CONFERENCE: lambda each: (each.waiting.starts_at, each.waiting.reference),
    PERSON: lambda each: (each.waiting.name.casefold(),),
    AGENCY: lambda each: (each.waiting.agency_name.casefold() or "\uffff", each.waiting.name.casefold()),
}


def summary_words(found: Sequence[Missing], today: date) -> str:
    """How much is missing, from how many, how much of it is overdue."""
    if not found:
        return "Nothing is missing."
    late = sum(each.due_on < today for each in found)
    people = len({each.waiting.invitation_id for each in found})
    return (
        f"{counted(len(found), 'reply or report', 'replies and reports')} missing from "
        f"{counted(people, 'person', 'people')}, {late} overdue."
    )


def _history_words(missing: Missing) -> str:
    if missing.chased_at is None or missing.chased_step is None:
        return "Not chased yet."
    return f"Last chased {short_date(missing.chased_at.date())}: {STEP_WORDS[missing.chased_step]}."


def next_words(missing: Missing) -> str:
    """Who is asked next; family are asked again themselves."""
    return "family" if is_family(missing) else STEP_WORDS[missing.step]


def _columns() -> list[Column[Missing]]:
    return [
        Column(
            "Conference",
            lambda each: each.waiting.reference,
            sort=lambda each: (each.waiting.starts_at, each.waiting.reference),
            second=lambda each: short_date(datetime.fromisoformat(each.waiting.starts_at).date()),
        ),
        Column(
            "Person", lambda each: each.waiting.name, second=_role, stretch=True, hint=lambda each: each.waiting.name
        ),
        Column("Agency", lambda each: each.waiting.agency_name or "–", width=140, hint=_role_and_agency),
        Column("Missing", lambda each: each.what.value, second=lambda each: f"since {short_day(each.since)}"),
        Column(
            "Wanted",
            lambda each: f"{weekday(each.due_on)[:3]} {short_day(each.due_on)}",
            sort=lambda each: each.due_on,
            second=late_words,
            tone=lambda each: Tone.RED if each.days_late else None,
        ),
        Column("Ask next", next_words),
    ]


def _role(missing: Missing) -> str:
    return rulebook.roles()[missing.waiting.role_code].title


def _role_and_agency(missing: Missing) -> str:
    return "\n".join(part for part in (_role(missing), missing.waiting.agency_name) if part)
