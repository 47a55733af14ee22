"""The diary: one week of conferences, grouped by day, with the days that do not count and the limits that fall."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from conference_app.domain.errors import RuleBroken
from conference_app.domain.listings import ConferenceRow
from conference_app.domain.spoken_dates import counted
from conference_app.store import lists, people
from conference_app.use_cases.outcome import Topic
from conference_app.use_cases.rules_in_force import calendar_of, practice_of

from ..background import Background
from ..conference_words import paediatrician_state, paediatrician_tone
from ..page import Page
from ..session import Session
from ..widgets.buttons import button, icon_button
from ..widgets.choice import Choice
from ..widgets.page_head import PageHead
from ..widgets.rows_model import Column, RowsModel
from ..widgets.table_view import TableView
from ..widgets.text import Tone, announce
from .week import DiaryDay, DiaryLine, lines_of, matching, opening_monday, week_of, week_title

STEP = timedelta(days=7)


class DiaryPage(Page):
    """A week at a time: PageUp and PageDown turn the weeks, Home goes to this one, Enter opens a conference."""

    topics: ClassVar[frozenset[Topic]] = frozenset(
        {Topic.CONFERENCES, Topic.INVITATIONS, Topic.SETTINGS, Topic.DIARY, Topic.PEOPLE, Topic.FAMILIES}
    )

    def __init__(self, session: Session, background: Background, parent: QWidget | None = None) -> None:
        super().__init__(session, background, parent)
        self.monday = opening_monday(session.today())
        self.chair_choice = Choice(none="Any chair", width=150)
        self.room_choice = Choice(none="Any room", width=150)
        self.model: RowsModel[DiaryLine] = RowsModel(_columns(), key=lambda line: line.key)
        self.table = TableView(self.model, name="Conferences of the week")
        self.table.set_row_height(50)
        self._build()
        self._connect()

    def _build(self) -> None:
        self.head = PageHead()
        self.back_button = icon_button("chevron-left", "Previous week (Page Up)", lambda: self.turn(-1))
        self.today_button = button("Today", self.show_this_week, hint="This week (Home)")
        self.on_button = icon_button("chevron-right", "Next week (Page Down)", lambda: self.turn(1))
        steps = QWidget()
        row = QHBoxLayout(steps)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        for part in (self.back_button, self.today_button, self.on_button):
            row.addWidget(part)
        for choice, name in ((self.chair_choice, "Chair"), (self.room_choice, "Room")):
            choice.combo.setAccessibleName(name)
            self.head.add_action(choice)
        self.head.add_action(steps)
        self.request_button = button("New request", lambda: self.request_requested.emit(None), kind="primary")
        self.head.add_action(self.request_button)
        box = QVBoxLayout(self)
        box.setContentsMargins(24, 16, 24, 24)
        box.setSpacing(16)
        box.addWidget(self.head)
        box.addWidget(self.table, 1)

    def _connect(self) -> None:
        self.table.opened.connect(self._open)
        for choice in (self.chair_choice, self.room_choice):  # chosen, not half typed
            choice.combo.currentIndexChanged.connect(lambda _at: self._show_week())
        self._key(Qt.Key.Key_PageUp, lambda: self.turn(-1))
        self._key(Qt.Key.Key_PageDown, lambda: self.turn(1))
        self._key(Qt.Key.Key_Home, self.show_this_week)

    def _key(self, key: Qt.Key, do: Callable[[], object]) -> None:
        shortcut = QShortcut(QKeySequence(key), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(do)

    def turn(self, weeks: int) -> None:
        """Go so many weeks on, or back."""
        self.monday += weeks * STEP
        self._show_week()
        self._choose_day()
        announce(self, week_title(self.monday))

    def show_this_week(self) -> None:
        """Go to the week of today, at a weekend to the coming one."""
        self.monday = opening_monday(self.session.today())
        self._show_week()
        self._choose_day()

    def refresh(self) -> None:
        """Ask again; the week, the filter and the line under the cursor stay."""
        self.chair_choice.set_options(
            [(each.name, each.name) for each in self.session.ask(people.chairs) if each.active]
        )
        self.room_choice.set_options([(each.name, each.name) for each in self.session.ask(people.rooms) if each.active])
        self._show_week()
        if self.table.current_row() is None:
            self._choose_day()

    def focus_first(self) -> None:
        """Put the keyboard into the week."""
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_week(self) -> None:
        week = self._week()
        self.head.set_title(week_title(self.monday), _summary(week))
        self.model.set_rows(lines_of(week, self.session.ask(calendar_of), self.session.today()))

    def _week(self) -> list[DiaryDay]:
        last = self.monday + timedelta(days=6)
        rows = self.session.ask(lists.conferences, first=self.monday, last=last)
        wanted = matching(rows, _chosen(self.chair_choice), _chosen(self.room_choice))
        return week_of(self.monday, self.session.ask(calendar_of), wanted, self._limits(last))

    def _limits(self, last: date) -> list[tuple[date, ConferenceRow]]:
        """The last lawful days of the week, by the count this authority goes by."""
        stricter = self.session.ask(practice_of).text("count_from") == "the day itself"
        rows = self.session.ask(lists.limits_between, self.monday, last)
        limits = [(row.stricter_limit_on if stricter else row.limit_on, row) for row in rows]
        return [(limit, row) for limit, row in limits if limit is not None]

    def _choose_day(self) -> None:
        """Put the cursor on today's first line, or on the first line of another week."""
        lines, today = self.model.rows(), self.session.today()
        at = next((n for n, line in enumerate(lines) if line.day == today), 0)
        if lines:
            self.table.selectRow(at)
            self.table.scrollTo(self.model.index(at, 0), TableView.ScrollHint.PositionAtTop)

    def _open(self, line: DiaryLine) -> None:
        if line.row is not None:
            self.conference_requested.emit(line.row.id, "details")


def _chosen(choice: Choice) -> str:
    try:
        return choice.value() or ""
    except RuleBroken:
        return ""


def _summary(week: list[DiaryDay]) -> str:
    booked, limits = sum(len(day.booked) for day in week), sum(len(day.limits) for day in week)
    words = counted(booked, "conference") if booked else "No conference"
    return f"{words} this week" + (f", {counted(limits, 'last lawful day')}" if limits else "")


def _columns() -> list[Column[DiaryLine]]:
    return [
        Column(
            "Day",
            lambda line: line.day_words,
            sort=lambda line: line.key,
            second=_day_note,
            tone=_day_tone,
            strong=True,
            width=174,
        ),
        Column(
            "Time", lambda line: line.time, width=152, sort=lambda line: line.time or None, tone=lambda line: line.tone
        ),
        Column("Conference", lambda line: line.words, second=lambda line: line.note, stretch=True, tone=_quiet),
        Column("Chair and room", _chair, second=_room),
        Column("Paediatrician", _doctor, tag=_doctor_tag),
    ]


def _began(line: DiaryLine) -> datetime | None:
    return line.row.starts_at if line.row and line.booked else None


def _day_note(line: DiaryLine) -> str:
    return line.day_note if line.first_of_day else ""


def _day_tone(line: DiaryLine) -> Tone | None:
    return None if line.first_of_day else Tone.GREY


def _quiet(line: DiaryLine) -> Tone | None:
    return line.tone if line.row is None else None


def _chair(line: DiaryLine) -> str:
    return line.row.chair_name if line.row and line.booked else ""


def _room(line: DiaryLine) -> str:
    if line.row is None or not line.booked:
        return ""
    return line.row.room_name or line.row.mode.capitalize()


def _doctor(line: DiaryLine) -> str:
    return paediatrician_state(line.row) if line.row and line.booked else ""


def _doctor_tag(line: DiaryLine) -> tuple[str, Tone] | None:
    return (paediatrician_state(line.row), paediatrician_tone(line.row)) if line.row and line.booked else None
