"""The list of conferences: views that answer a question, search, filters and export."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from conference_app.domain.calendar import WorkingCalendar
from conference_app.domain.conference_status import ConferenceType, Status
from conference_app.domain.listings import ConferenceRow
from conference_app.domain.paediatrician_words import EARLIER_ONLY, EARLIER_SHORT
from conference_app.domain.spoken_dates import counted, short_date, time_words
from conference_app.exchange.csv import write_csv
from conference_app.store import lists
from conference_app.use_cases.rules_in_force import calendar_of, practice_of

from .. import file_dialogs, theme
from ..booking_words import UNBOOKED, lawful_day, sentence_case
from ..session import Session
from ..widgets.buttons import button
from ..widgets.choice import Choice
from ..widgets.filter_line import FilterLine
from ..widgets.page_head import PageHead
from ..widgets.rows_model import Column, RowsModel
from ..widgets.tab_strip import TabBar
from ..widgets.table_view import TableView
from ..widgets.text import Tone, label
from ..widgets.tool_row import ToolRow
from .wording import STATUS_TONES, margin_words, paediatrician_tone

SEARCH_LEAST, SEARCH_WIDTH = 180, 330  # pixels at 100 %: enough to type in, and its hint whole
MOST = lists.MOST_ROWS
AHEAD = (Status.REQUESTED, Status.BOOKED, Status.INVITED, Status.POSTPONED)
OVER = (Status.HELD, Status.HELD_INQUORATE, Status.ADJOURNED, Status.CANCELLED)


@dataclass(frozen=True, slots=True)
class View:
    """A question the list answers by one click."""

    key: str
    word: str
    empty: str
    statuses: tuple[Status, ...] = AHEAD
    latest_first: bool = False


VIEWS = (
    View("ahead", "Ahead", "No conference is ahead. A new request starts with Ctrl+N."),
    View(
        "to_book",
        "Needs booking",
        "Every requested conference is booked.",
        (Status.REQUESTED, Status.POSTPONED),
    ),
    View("no_doctor", "No paediatrician invited", "A paediatrician is invited to every conference ahead."),
    View("week", "This week", "No conference is booked this week."),
    View("late", "Past the limit", "No conference ahead is past its last lawful day."),
    View("over", "Over", "No conference has been held yet.", OVER, latest_first=True),
    View("all", "All", "There is no conference yet. A new request starts with Ctrl+N.", (), latest_first=True),
)

PERIODS = (
    ("this_week", "This week"),
    ("next_week", "Next week"),
    ("next_four_weeks", "Next 4 weeks"),
    ("last_four_weeks", "Last 4 weeks"),
    ("last_year", "Last 12 months"),
)


def period_days(period: str | None, today: date) -> tuple[date | None, date | None]:
    """First and last day of a named period; none for any time."""
    monday = today - timedelta(days=today.weekday())
    return {
        "this_week": (monday, monday + timedelta(days=6)),
        "next_week": (monday + timedelta(days=7), monday + timedelta(days=13)),
        "next_four_weeks": (today, today + timedelta(days=28)),
        "last_four_weeks": (today - timedelta(days=28), today),
        "last_year": (today - timedelta(days=365), today),
    }.get(period or "", (None, None))


def ask_where_to_save(parent: QWidget, name: str) -> str:
    """The file the user chose for an export; "" for none."""
    return file_dialogs.ask_where_to_save(parent, "Export list", name, "CSV (*.csv)", "csv")


class SearchLine(FilterLine):
    """Searches the store a moment after the last key."""

    searched = Signal()

    def apply(self) -> None:
        super().apply()
        self.searched.emit()


class ListPage(QWidget):
    """All conferences, by the view chosen, narrowed by what is typed, the type and the period."""

    opened = Signal(int)
    request_requested = Signal()
    said = Signal(str, object)

    def __init__(
        self,
        session: Session,
        parent: QWidget | None = None,
        *,
        where_to_save: Callable[[QWidget, str], str] = ask_where_to_save,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._where_to_save = where_to_save
        self._today = session.today()
        self._calendar: WorkingCalendar = session.ask(calendar_of)
        self._practice = session.ask(practice_of)
        self._build()

    def _build(self) -> None:
        self.head = PageHead("Conferences")
        self.new_button = button("New request", self.request_requested.emit, kind="primary", icon="plus")
        self.head.add_action(self.new_button)
        self.views = TabBar()
        self.views.setAccessibleName("Which conferences")
        for view in VIEWS:
            self.views.addTab(view.word)
        self.model: RowsModel[ConferenceRow] = RowsModel(self._columns(), key=lambda row: row.id)
        self.table = TableView(self.model, name="Conferences", export=self.export_rows)
        self.search_line = SearchLine(None, "Search reference, family, child or chair", below=self.table)
        self.type_choice = Choice([(kind.value, sentence_case(kind.value)) for kind in ConferenceType], none="Any type")
        self.period_choice = Choice(PERIODS, none="Any time")
        self.search_line.setMinimumWidth(theme.pixels(SEARCH_LEAST))
        self.search_line.setMaximumWidth(theme.pixels(SEARCH_WIDTH))
        self.counted = label(role="muted", wrap=False)
        box = QVBoxLayout(self)
        box.setContentsMargins(24, 16, 24, 24)
        box.setSpacing(12)
        for part in (self.head, self.views):
            box.addWidget(part)
        box.addWidget(self._filters())
        box.addWidget(self.table, 1)
        self.table.opened.connect(lambda row: self.opened.emit(row.id))
        self.views.currentChanged.connect(lambda _: self.refresh())
        self.search_line.searched.connect(self.refresh)
        for choice in (self.type_choice, self.period_choice):
            choice.changed.connect(self.refresh)

    def _filters(self) -> ToolRow:
        """Search and filters at the left, what they leave at the right."""
        narrowing = QWidget()
        row = QHBoxLayout(narrowing)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self.search_line, 10)
        for choice, name in ((self.type_choice, "Type"), (self.period_choice, "Period")):
            choice.setMaximumWidth(theme.pixels(160))
            choice.combo.setAccessibleName(name)
            row.addWidget(choice)
        row.addStretch(1)
        export = button("Export…", lambda: self.export_rows(self.model.rows()), kind="quiet", icon="download")
        return ToolRow(narrowing, (self.counted, export), gap=12)

    def _columns(self) -> Sequence[Column[ConferenceRow]]:
        return (
            Column(
                "When",
                _day,
                sort=lambda row: row.starts_at,
                second=_times,
                tone=lambda row: Tone.AMBER if row.status in UNBOOKED else None,
            ),
            Column("Reference", lambda row: row.reference, second=lambda row: sentence_case(row.type.value)),
            Column("Family", lambda row: row.family_name, second=lambda row: row.children, stretch=True, strong=True),
            Column(
                "Status",
                lambda row: sentence_case(row.status.value),
                tag=lambda row: (sentence_case(row.status.value), STATUS_TONES[row.status]),
            ),
            Column("Chair, room", lambda row: row.chair_name, second=_room, width=150),
            Column(
                "Last lawful day",
                self._limit_text,
                sort=lambda row: lawful_day(row, self._practice),
                second=lambda row: self._margin(row)[0],
                tone=lambda row: self._margin(row)[1],
            ),
            Column(
                "Paediatrician",
                lambda row: sentence_case(row.paediatrician.partition(": ")[0]),
                second=_doctor_state,
                tone=_doctor_tone,
                width=190,
            ),
        )

    def _limit_text(self, row: ConferenceRow) -> str:
        day = lawful_day(row, self._practice)
        return short_date(day) if day else ""

    def _margin(self, row: ConferenceRow) -> tuple[str, Tone | None]:
        limit = lawful_day(row, self._practice)
        return margin_words(row.status, row.starts_at, limit, self._today, self._calendar)

    # reading

    def view(self) -> View:
        """The view that is open."""
        return VIEWS[max(self.views.currentIndex(), 0)]

    def open_view(self, key: str) -> None:
        """Open a view by its key."""
        self.views.setCurrentIndex([view.key for view in VIEWS].index(key))

    def search(self, text: str) -> None:
        """Search among all conferences, as if typed; without a word, wait for one."""
        if text.strip():
            self.search_line.setText(text)
            self.open_view("all")
        self.search_line.apply()
        self.search_line.selectAll()
        self.search_line.setFocus()

    def refresh(self) -> None:
        """Ask again; selection and order stay."""
        self._today = self._session.today()
        self._calendar = self._session.ask(calendar_of)
        self._practice = self._session.ask(practice_of)
        view = self.view()
        period = "this_week" if view.key == "week" else self.period_choice.value()
        first, last = period_days(period, self._today)
        found = self._session.ask(
            lists.conferences,
            text=self.search_line.text(),
            statuses=tuple(status.value for status in view.statuses),
            type=self.type_choice.value() or "",
            first=first,
            last=last,
            latest_first=view.latest_first,
            most=MOST,
        )
        rows = [row for row in found if self._belongs(row, view)]
        if not view.latest_first:
            rows.sort(key=self._pressing)
        self.period_choice.setEnabled(view.key != "week")
        narrowed = self.search_line.text().strip() or self.type_choice.value() or self.period_choice.value()
        self.table.set_empty("No conference matches. Try another word or filter." if narrowed else view.empty)
        self.model.set_rows(rows)
        more = len(found) >= MOST
        self.counted.setText(
            f"The first {MOST} of more: search to narrow" if more else counted(len(rows), "conference")
        )

    def _pressing(self, row: ConferenceRow) -> tuple[bool, date]:
        """What is not booked comes first, the nearest last lawful day before the others; the rest as it came."""
        if row.status not in UNBOOKED:
            return True, date.min
        return False, lawful_day(row, self._practice) or date.max

    def _belongs(self, row: ConferenceRow, view: View) -> bool:
        if view.key == "no_doctor":
            return not row.paediatrician_sent
        if view.key == "late":
            limit = lawful_day(row, self._practice)
            day = row.starts_at.date() if row.starts_at and row.status not in UNBOOKED else self._today
            return limit is not None and day > limit
        return True

    def focus_first(self) -> None:
        """Into the search line: most visits begin with a name."""
        self.search_line.setFocus()

    # out

    def export_rows(self, rows: list[ConferenceRow]) -> None:
        """Write the list as shown to a CSV file the user names."""
        chosen = self._where_to_save(self, "conferences.csv")
        if not chosen:
            return
        try:
            Path(chosen).write_bytes(write_csv(_CSV_COLUMNS, [self._cells(row) for row in rows]))
        except OSError as problem:
            self._session.show_problem(f"The list was not written: {problem.strerror}. Choose another place.")
            return
        self.said.emit(f"{counted(len(rows), 'line')} written to {Path(chosen).name}.", None)

    def _cells(self, row: ConferenceRow) -> tuple[object, ...]:
        limit = lawful_day(row, self._practice)
        return (
            row.reference,
            row.type.value,
            row.status.value,
            row.family_name,
            row.children,
            row.starts_at,
            row.ends_at,
            row.room_name,
            row.chair_name,
            limit,
            self._margin(row)[0],
            row.paediatrician,
        )


_CSV_COLUMNS = (
    "reference",
    "type",
    "status",
    "family",
    "children",
    "start",
    "end",
    "room",
    "chair",
    "last lawful day",
    "margin",
    "paediatrician",
)


def _day(row: ConferenceRow) -> str:
    return "Not booked" if row.status in UNBOOKED or row.starts_at is None else short_date(row.starts_at)


def _times(row: ConferenceRow) -> str:
    if row.starts_at is None or row.ends_at is None:
        return ""
    if row.status in UNBOOKED:
        return f"was {short_date(row.starts_at)}"
    return f"{time_words(row.starts_at.time())} to {time_words(row.ends_at.time())}"


def _room(row: ConferenceRow) -> str:
    if row.starts_at is None:
        return ""
    return "By video" if row.mode == "video" else row.room_name


def _doctor_state(row: ConferenceRow) -> str:
    """What follows the doctor's name in the state: "not invited", "coming"."""
    return row.paediatrician.partition(": ")[2].replace(EARLIER_ONLY, EARLIER_SHORT)


def _doctor_tone(row: ConferenceRow) -> Tone | None:
    return paediatrician_tone(
        sent=row.paediatrician_sent,
        reply=row.paediatrician_reply,
        breach=row.in_breach,
        status=row.status,
        report=row.paediatrician_report,
        attended=row.paediatrician_attended,
    )
