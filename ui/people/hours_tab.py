"""Hours and leave: when each chair, room and paediatrician can be used, and when schools are closed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from conference_app.domain.calendar import EARLIEST
from conference_app.domain.listings import Taken
from conference_app.domain.people import PAEDIATRICIAN
from conference_app.domain.spoken_dates import counted, short_date
from conference_app.domain.supply import Busy, Owner, Pattern, SchoolHoliday, Whose
from conference_app.hours_words import pattern_words
from conference_app.store import people, supply
from conference_app.use_cases import keep_supply
from conference_app.use_cases.plan_subjects import outside_hours

from .. import file_dialogs
from ..background import Background
from ..session import Session
from ..widgets.banner import Banner
from ..widgets.buttons import button
from ..widgets.editors import Tick
from ..widgets.filter_line import FilterLine
from ..widgets.form import Form
from ..widgets.form_dialog import FormDialog
from ..widgets.page_head import PageHead
from ..widgets.rows_model import Column, RowsModel
from ..widgets.tab_order import in_order
from ..widgets.table_view import TableView
from ..widgets.text import Tone, announce, label
from . import hours_forms as forms
from .busy_import import BusyImport
from .hours_columns import hours_columns, time_columns

LONG_AGO, FAR_AHEAD = EARLIEST, date(2199, 12, 31)
GROUPS = {Whose.CHAIR: "Chair", Whose.ROOM: "Room", Whose.DOCTOR: "Paediatrician"}


@dataclass(frozen=True, slots=True)
class Holder:
    """One line at the left: somebody or something whose time is kept; no owner stands for the schools."""

    owner: Owner | None
    name: str
    hours: str

    @property
    def group(self) -> str:
        """Chair, Room, Paediatrician or Schools."""
        return GROUPS[self.owner.whose] if self.owner else "All schools"


def ask_for_calendar(parent: QWidget) -> str:
    """The calendar file the user chose; "" for none."""
    return file_dialogs.ask_which_file(parent, "Import busy times", "", "Calendar files (*.ics *.ifb *.vfb)")


class HoursTab(QWidget):
    """Whose time at the left; hours that repeat and single times at the right."""

    said = Signal(str, object)
    replan_requested = Signal(object)

    def __init__(
        self,
        session: Session,
        background: Background,
        parent: QWidget | None = None,
        *,
        which_calendar: Callable[[QWidget], str] = ask_for_calendar,
    ) -> None:
        super().__init__(parent)
        self.session = session
        self._which_calendar = which_calendar
        self._import = BusyImport(session, background, self)
        self.holders: RowsModel[Holder] = RowsModel(_holder_columns(), key=lambda row: row.owner)
        self.hours: RowsModel[Pattern] = RowsModel(hours_columns(), key=lambda row: (type(row), row.id))
        self.times: RowsModel[Any] = RowsModel(time_columns(), key=lambda row: (type(row), row.id))
        self.holder_table = TableView(self.holders, name="Whose time")
        self.hours_table = TableView(self.hours, name="Hours that repeat", empty="No hours of their own.")
        self.times_table = TableView(self.times, name="Leave and other times", empty="Nothing is taken.")
        self.filter = FilterLine(self.holders, "Filter chairs, rooms and doctors", below=self.holder_table)
        self.past = Tick("Show past times")
        self.head = PageHead()
        self._missing: dict[str, object] = {}
        self._touches: Owner | None = None  # whose bookings the banner speaks of
        self._find_touched: Callable[[], list[Taken]] = list  # the bookings it speaks of, as they are now
        replan_button = button("Re-&plan them…", lambda: self.replan_requested.emit(self._missing))
        self.touched = Banner(Tone.AMBER, buttons=(replan_button,))
        self.touched.hide()
        self._lay_out()
        self._connect()

    # -- building -------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        left = QVBoxLayout()
        left.setSpacing(12)
        left.addWidget(self.filter)
        left.addWidget(self.holder_table, 1)
        self.import_button = button("Import calen&dar…", self.import_calendar, icon="download")
        self.head.add_action(self.import_button)
        self.hours_part = QWidget()
        part = QVBoxLayout(self.hours_part)
        part.setContentsMargins(0, 0, 0, 0)
        part.setSpacing(4)
        self.add_hours_button = button("Add ho&urs…", lambda: self.edit_hours(None), kind="quiet", icon="plus")
        part.addLayout(self._part_head("Hours that repeat", self.hours_table, self.edit_hours, self.add_hours_button))
        part.addWidget(self.hours_table)
        self.add_time_button = button("Add &leave or other time…", lambda: self.edit_time(None), kind="primary")
        right = QVBoxLayout()
        right.setSpacing(8)
        right.addWidget(self.head)
        right.addWidget(self.touched)
        right.addWidget(self.hours_part, 2)
        right.addLayout(self._part_head("Times taken once", self.times_table, self.edit_time, self.add_time_button))
        right.addWidget(self.times_table, 3)
        right.addWidget(self.past)
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(24)
        box.addLayout(left, 34)
        box.addLayout(right, 66)
        in_order(self)

    def _part_head(self, title: str, table: TableView, edit: Callable[[Any], object], add: QPushButton) -> QHBoxLayout:
        """The title of a list with what can be done to its chosen line."""
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(label(title, "heading"), 1)
        for word, icon, do in (
            ("Edit…", "pencil", lambda: self._with_current(table, edit)),
            ("Remove", "trash-2", lambda: self._with_current(table, self.remove)),
        ):
            made = button(word, do, kind="quiet", icon=icon)
            made.setAccessibleName(f"{word.removesuffix('…')} the chosen line of {title}")
            made.setEnabled(False)
            table.selection_changed.connect(lambda rows, it=made: it.setEnabled(bool(rows)))
            row.addWidget(made)
        row.addWidget(add)
        table.opened.connect(edit)
        return row

    def _connect(self) -> None:
        self.holder_table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.holder_table.selection_changed.connect(lambda _rows: self._show_holder())
        self.holder_table.opened.connect(lambda _row: self.times_table.setFocus())
        self.past.changed.connect(self._show_holder)
        self._import.ended.connect(lambda: self.import_button.setEnabled(True))
        self._import.kept.connect(self.refresh)

    @staticmethod
    def _with_current(table: TableView, do: Callable[[Any], object]) -> None:
        row = table.current_row()
        if row is not None:
            do(row)

    # -- showing --------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Ask again whose time is kept, and for the chosen one's."""
        self.holders.set_rows(holders_of(self.session))
        if self.holder_table.current_row() is None and self.holders.rows():
            self.holder_table.selectRow(0)
        self._show_holder()
        if self.touched.isVisibleTo(self):
            self.touched.setVisible(bool(self._find_touched()))

    def open_owner(self, owner: Owner) -> None:
        """Show whose hours these are, with the keyboard where leave is entered."""
        self.filter.clear()
        self.filter.apply()
        self.holder_table.select_key(owner)
        self.add_time_button.setFocus()

    def _show_holder(self) -> None:
        chosen = self.chosen
        if chosen is not None and chosen.owner != self._touches:
            self.touched.hide()
        for part in (self.hours_part, self.import_button):
            part.setVisible(chosen is not None and chosen.owner is not None)
        self.add_time_button.setEnabled(chosen is not None)
        self.add_time_button.setText("Add school ho&liday…" if chosen and not chosen.owner else _ADD_TIME)
        if chosen is None:
            return
        self.head.set_title(chosen.name, chosen.hours)
        since = LONG_AGO if self.past.value() else self.session.today()
        if chosen.owner is None:
            self.times.set_rows(self.session.ask(supply.school_holidays, since, FAR_AHEAD))
            return
        begins = datetime.combine(since, time())
        self.hours.set_rows(self.session.ask(supply.patterns_of, chosen.owner))
        self.times.set_rows(self.session.ask(supply.busy_of, chosen.owner, ending_after=begins))

    @property
    def chosen(self) -> Holder | None:
        """The line under the cursor at the left."""
        found: Holder | None = self.holder_table.current_row()
        return found

    # -- wishes ---------------------------------------------------------------------------------------

    def edit_hours(self, pattern: Pattern | None) -> None:
        """The form of hours that repeat, or of new ones."""
        if (chosen := self.chosen) is None or (owner := chosen.owner) is None:
            return
        self._open(
            Pattern,
            "Edit hours" if pattern else "Add hours",
            forms.hours_form(self.session, owner, pattern),
            lambda values: self._keep_hours(forms.hours_from(owner, pattern, values)),
        )

    def edit_time(self, entry: Busy | SchoolHoliday | None) -> None:
        """The form of a time taken once, or of a school holiday."""
        if (chosen := self.chosen) is None:
            return
        if chosen.owner is None:
            holiday = entry if isinstance(entry, SchoolHoliday) else None
            self._open(
                SchoolHoliday,
                "Edit school holiday" if holiday else "Add school holiday",
                forms.holiday_form(self.session, holiday),
                lambda values: self._keep_holiday(forms.holiday_from(holiday, values)),
            )
            return
        owner, busy = chosen.owner, entry if isinstance(entry, Busy) else None
        self._open(
            Busy,
            "Edit time" if busy else "Add leave or other time",
            forms.busy_form(self.session, owner, busy),
            lambda values: self._keep_busy(forms.busy_from(owner, busy, values)),
        )

    def _keep_holiday(self, holiday: SchoolHoliday) -> int:
        kept = self.session.perform(keep_supply.keep_school_holiday, holiday)
        self._show_if_past(holiday.last_day)
        return kept

    def _keep_hours(self, pattern: Pattern) -> int:
        kept = self.session.perform(keep_supply.keep_pattern, pattern)
        self._warn_of_hours(pattern.owner)
        return kept

    def _keep_busy(self, busy: Busy) -> int:
        kept = self.session.perform(keep_supply.keep_busy, busy)
        self._warn(busy.owner, "in this time", lambda: self._booked_in(busy), since=busy.starts_at.date())
        self._show_if_past((busy.ends_at - timedelta(minutes=1)).date())
        return kept

    def _show_if_past(self, last: date) -> None:
        """What was just kept and is over already must not vanish."""
        if last < self.session.today() and not self.past.value():
            self.past.set_value(True)
            self.said.emit("Kept. It is past, so past times are shown now.", None)

    def _booked_in(self, busy: Busy) -> list[Taken]:
        now = self.session.now()
        return [each for each in self.session.ask(keep_supply.touched_by, busy) if each.starts_at > now]

    def _warn_of_hours(self, owner: Owner) -> None:
        """Say which bookings lie outside somebody's hours since they were changed."""
        now = self.session.now()
        self._warn(owner, "outside these hours", lambda: self.session.ask(outside_hours, owner, now=now))

    def _warn(self, owner: Owner, where: str, find: Callable[[], list[Taken]], *, since: date = FAR_AHEAD) -> None:
        """Say which bookings cannot be held as they are now, with the way to re-plan them."""
        touched = find()
        self.touched.setVisible(bool(touched))
        self._touches, self._find_touched = owner, find
        if touched:
            first = touched[0].starts_at.date()
            words = f"{counted(len(touched), 'conference')} booked {where}, the first on {short_date(first)}."
            self.touched.say(Tone.AMBER, words, "They stay booked until they are moved.")
            self._missing = {
                "first": max(min(first, since), self.session.today()),
                "last": touched[-1].starts_at.date(),
            }  # not whose: what was entered says so, and a loss is to be named once
            announce(self, words)

    def remove(self, entry: supply.Entry) -> None:
        """Take a line away, with a way back."""
        if self.session.attempt(keep_supply.remove_supply, entry) is not None:
            self.refresh()
            if isinstance(entry, Pattern):
                self._warn_of_hours(entry.owner)
            self.said.emit("Removed.", lambda: self._bring_back(entry))

    def _bring_back(self, entry: supply.Entry) -> int | None:
        keep: dict[type, Callable[..., Any]] = {
            Pattern: keep_supply.keep_pattern,
            Busy: keep_supply.keep_busy,
            SchoolHoliday: keep_supply.keep_school_holiday,
        }
        kept: int | None = self.session.attempt(keep[type(entry)], replace(entry, id=0, version=0))
        if kept is not None:
            self._show_kept(type(entry), kept)
        return kept

    def import_calendar(self) -> None:
        """Choose a calendar file; it is read, looked at, then all of it is kept."""
        if (chosen := self.chosen) is None or (owner := chosen.owner) is None:
            return
        if not (path := self._which_calendar(self)):
            return
        self.import_button.setEnabled(False)
        self._import.begin(owner, chosen.name, Path(path))

    def _open(self, kind: type, title: str, form: Form, save: Callable[[dict[str, Any]], object]) -> None:
        note = self.chosen.name if self.chosen else ""
        dialog = FormDialog(title, form, save, note=note, width=680, parent=self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.saved.connect(lambda kept: self._show_kept(kind, kept))
        dialog.open()

    def _show_kept(self, kind: type, kept: int) -> None:
        """What was entered is in sight, however many there are."""
        self.refresh()
        (self.hours_table if kind is Pattern else self.times_table).select_key((kind, kept))


_ADD_TIME = "Add &leave or other time…"


def holders_of(session: Session) -> list[Holder]:
    """Everybody and everything in use whose time is kept, with the hours in words."""
    hours: dict[Owner, list[Pattern]] = {}
    for pattern in session.ask(supply.patterns):
        if pattern.available and (pattern.last_day is None or pattern.last_day >= session.today()):
            hours.setdefault(pattern.owner, []).append(pattern)
    chairs = [(Owner(Whose.CHAIR, each.id), each) for each in session.ask(people.chairs)]
    rooms = [(Owner(Whose.ROOM, each.id), each) for each in session.ask(people.rooms)]
    doctors = session.ask(people.professionals, role_code=PAEDIATRICIAN)
    everybody: Sequence[tuple[Owner, Any]] = [
        *chairs,
        *rooms,
        *((Owner(Whose.DOCTOR, each.id), each) for each in doctors),
    ]
    found = [Holder(owner, each.name, _hours(owner, hours.get(owner, []))) for owner, each in everybody if each.active]
    return [*found, Holder(None, "Schools", "Holidays and half-terms")]


def _hours(owner: Owner, patterns: Sequence[Pattern]) -> str:
    if patterns:
        return "; ".join(pattern_words(each) for each in patterns)
    return "Nothing known" if owner.whose is Whose.DOCTOR else "Office hours, Monday to Friday"


def _holder_columns() -> list[Column[Holder]]:
    return [
        Column(
            "Name",
            lambda row: row.name,
            second=lambda row: f"{row.group} · {row.hours}" if row.owner else row.hours,
            hint=lambda row: row.hours,
            stretch=True,
            strong=True,
        )
    ]
