"""The diary: a day, a week or a month, painted; conferences are looked up, opened and carried to other slots here."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import ClassVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget

from conference_app.domain.listings import ConferenceRow
from conference_app.domain.spoken_dates import counted
from conference_app.store import conferences, lists, people
from conference_app.store import diary as diary_store
from conference_app.use_cases.diary import Diary, diary, family_bookings
from conference_app.use_cases.diary_facts import room_needs
from conference_app.use_cases.find_slots import Proposal
from conference_app.use_cases.outcome import Topic

from ..background import Background
from ..page import Page
from ..session import Session
from ..widgets.buttons import button
from ..widgets.text import ElidedLabel, announce
from .columns import Grouping, Lens, Proposed
from .days import Period, Scale, opening_day
from .head import DiaryHead
from .month_view import MonthView
from .painted_view import PaintedView
from .printing import open_sheet, save_calendar
from .proposals import proposed
from .time_view import TimeView
from .window import window_of
from .words import title_words

FAMILY_WATCH = timedelta(days=365)  # families without a booking for longer are not offered


class DiaryPage(Page):
    """Arrows, Enter and M work inside; PageUp and PageDown turn, Home goes to today. Nothing is booked here."""

    topics: ClassVar[frozenset[Topic]] = frozenset(
        {Topic.CONFERENCES, Topic.INVITATIONS, Topic.SETTINGS, Topic.DIARY, Topic.PEOPLE, Topic.FAMILIES}
    )

    # A conference, and where it is wished to be: starts_at, chair_id and room_id, each None for what is to be asked.
    move_requested = Signal(int, object, object, object)
    find_slot_requested = Signal(object)  # a conference id, or None where none is chosen

    def __init__(self, session: Session, background: Background, parent: QWidget | None = None) -> None:
        super().__init__(session, background, parent)
        self.period = Period(Scale.WEEK, opening_day(session.today()))
        self.found: Diary | None = None
        self.head = DiaryHead(self.turn, self.show_today)
        self.time_view = TimeView(session.now, needs=lambda conference_id: session.ask(room_needs, conference_id))
        self.month_view = MonthView(session.today())
        self.views = QStackedWidget()
        self.told = ElidedLabel("", "muted")
        self.open_button = button("Open", self._open_chosen, hint="Open this conference (Enter)")
        self.move_button = button("Move to…", self._move_chosen, hint="Choose another time, chair or room")
        self._build()
        self._connect()
        self._show_chosen(None)

    def _build(self) -> None:
        self.views.addWidget(self.time_view)
        self.views.addWidget(self.month_view)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.told, 1)
        foot.addWidget(self.open_button)
        foot.addWidget(self.move_button)
        box = QVBoxLayout(self)
        box.setContentsMargins(24, 16, 24, 12)
        box.setSpacing(8)
        box.addWidget(self.head)
        box.addWidget(self.views, 1)
        box.addLayout(foot)

    def _connect(self) -> None:
        head, view = self.head, self.time_view
        for scale, each in head.scales.items():
            each.clicked.connect(lambda _checked=False, scale=scale: self.show_scale(scale))
        head.grouping.combo.currentIndexChanged.connect(lambda _at: self._regroup())
        for choice in head.which.values():  # chosen, not half typed
            choice.combo.currentIndexChanged.connect(lambda _at: self._look_at())
        head.find_button.clicked.connect(lambda _checked=False: self.find_slot_requested.emit(self.chosen_id()))
        head.print_button.clicked.connect(lambda _checked=False: self.print_sheet())
        head.calendar_button.clicked.connect(lambda _checked=False: self.save_calendar())
        view.opened.connect(lambda conference_id: self.conference_requested.emit(conference_id, "details"))
        view.chosen_changed.connect(self._show_chosen)
        view.move_requested.connect(self.move_requested)
        view.proposal_opened.connect(self._take_proposal)
        view.menu_requested.connect(lambda at: self.menu().popup(at))
        view.told.connect(self.told.setText)
        self.month_view.told.connect(self.told.setText)
        self.month_view.day_opened.connect(self.show_day)
        for keys, do in (
            (Qt.Key.Key_PageUp, lambda: self.turn(-1)),
            (Qt.Key.Key_PageDown, lambda: self.turn(1)),
            (Qt.Key.Key_Home, self.show_today),
            (QKeySequence.StandardKey.Print, self.print_sheet),
        ):
            self._key(QKeySequence(keys), do)

    def _key(self, keys: QKeySequence, do: Callable[[], object]) -> None:
        shortcut = QShortcut(keys, self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(do)

    # which days

    def turn(self, by: int) -> None:
        """Go so many days, weeks or months on, or back."""
        assert self.found is not None
        self._go(self.period.turned(by, self.found.facts.calendar))

    def show_today(self) -> None:
        """Go to today, at a weekend to the Monday that comes."""
        self._go(Period(self.period.scale, opening_day(self.session.today())))
        self._put_cursor(self.period.day)

    def show_scale(self, scale: Scale) -> None:
        """See a day, a week or a month: the one the cursor is in."""
        self._go(Period(scale, self._cursor_day()))
        self._put_cursor(self.period.day)

    def show_day(self, day: date) -> None:
        """See one day by its hours, and go on with the keyboard there."""
        self._go(Period(Scale.DAY, day))
        self._put_cursor(day)
        self.focus_first()

    def show_family(self, family_id: int) -> None:
        """See the week of one family's next conference, or of its last one."""
        self.head.grouping.set_value(Grouping.FAMILY)
        self.head.which[Grouping.FAMILY].set_value(family_id)

    def _go(self, period: Period) -> None:
        self.period = period
        self._show_period()
        announce(self, period.title)

    def _cursor_day(self) -> date:
        if self.period.scale is Scale.MONTH:
            return self.month_view.at
        stop = self.time_view.stop
        return self.time_view.columns[stop.column].day if stop is not None else self.period.day

    def _put_cursor(self, day: date) -> None:
        if self.period.scale is Scale.MONTH:
            self.month_view.go_to_day(day)
        else:
            self.time_view.go_to_day(day)

    # by whose time

    def _regroup(self) -> None:
        self._offer_families()
        self.head.show_grouping()
        self._look_at()

    def _offer_families(self) -> None:
        """Thousands in a large store: only when they are wanted."""
        if self.head.grouping.chosen() is Grouping.FAMILY:
            known = self.session.ask(diary_store.families_since, self.session.today() - FAMILY_WATCH)
            self.head.which[Grouping.FAMILY].set_options(known)

    def _look_at(self) -> None:
        """Show those of another chair, room or family; of a family where it has something to show."""
        lens = self.head.lens()
        if lens.grouping is Grouping.FAMILY and lens.id is not None:
            self._leave_other_families(lens.id)
            starts = [at.date() for at in self.session.ask(family_bookings, lens.id)]
            shown = any(self.period.holds(day) for day in starts)
            if starts and not shown:
                today = self.session.today()
                self.period = Period(self.period.scale, next((day for day in starts if day >= today), starts[-1]))
        self._show_period()

    def _leave_other_families(self, family_id: int) -> None:
        """What was chosen before may be another family's: neither its window nor its buttons belong to this one."""
        chosen = self.time_view.chosen
        if chosen is not None and chosen.family_id != family_id:
            self.time_view.show_proposals([])
            self.choose(None)

    def refresh(self) -> None:
        """Ask again; the days, the filter and the cursor stay."""
        chairs = [(each.id, each.name) for each in self.session.ask(people.chairs) if each.active]
        rooms = [(each.id, each.name) for each in self.session.ask(people.rooms) if each.active]
        self.head.which[Grouping.CHAIR].set_options(chairs)
        self.head.which[Grouping.ROOM].set_options(rooms)
        self._offer_families()
        self._show_period()
        if self.time_view.stop is None:
            self._put_cursor(self.period.day)

    def focus_first(self) -> None:
        """Put the keyboard into the days."""
        self.view().setFocus(Qt.FocusReason.OtherFocusReason)

    def view(self) -> PaintedView:
        """What is shown: day and week, or the month."""
        return self.month_view if self.period.scale is Scale.MONTH else self.time_view

    def _show_period(self) -> None:
        period, lens = self.period, self.head.lens()
        self.head.scales[period.scale].setChecked(True)
        self.head.set_title(period.title)
        self.found = self.session.ask(diary, period.first, period.last)
        if period.scale is Scale.MONTH:
            self.month_view.draw_window(window_of(self.time_view.chosen, self.found))
            self.month_view.show_month(self.found, period, lens, self.session.today())
        else:
            self.time_view.show_diary(self.found, period.scale, lens)
        self.views.setCurrentWidget(self.view())
        self.view().setAccessibleDescription(self.summary(lens))

    def summary(self, lens: Lens) -> str:
        """8 to 12 March 2027: 5 conferences, 2 last lawful days."""
        assert self.found is not None
        booked = [
            entry
            for entry in self.found.entries
            if lens.shows(entry.row, entry.chair_id, entry.room_id) and self.period.holds(entry.starts_at.date())
        ]
        limits = sum(self.period.holds(falling.day) for falling in self.found.limits)
        words = counted(len(booked), "conference") if booked else "no conference"
        return f"{self.period.title}: {words}" + (f", {counted(limits, 'last lawful day')}" if limits else "")

    # one conference

    def chosen_id(self) -> int | None:
        """The conference whose lawful window is drawn."""
        return self.time_view.chosen.id if self.time_view.chosen is not None else None

    def conference_at_hand(self) -> int | None:
        return self.chosen_id()

    def choose(self, row: ConferenceRow | None) -> None:
        """Draw in the lawful window of a conference."""
        self.time_view.choose(row)

    def show_proposals(self, proposals: Sequence[Proposed], title: str = "") -> None:
        """Outline slots that could be booked for the chosen conference; none takes them away."""
        self.time_view.show_proposals(proposals, title)

    def show_slots(self, conference_id: int, slots: Sequence[Proposal]) -> None:
        """Outline the slots found for a conference, its lawful window drawn in; the cursor is on the best of them."""
        reference = self.session.ask(conferences.conference, conference_id).reference
        [row] = self.session.ask(lists.conferences, text=reference, most=1)
        if slots:
            self._go(Period(Scale.WEEK, slots[0].starts_at.date()))
        self.choose(row)
        outlined = proposed(slots)
        self.show_proposals(outlined, title_words(row)[0])
        self.focus_first()
        if outlined:
            self.time_view.go_to_proposal(outlined[0])

    def _take_proposal(self, proposed: Proposed) -> None:
        if (conference_id := self.chosen_id()) is not None:
            self.move_requested.emit(conference_id, proposed.starts_at, proposed.chair_id, proposed.room_id)

    def _show_chosen(self, row: ConferenceRow | None) -> None:
        self.open_button.setEnabled(row is not None)
        self.move_button.setEnabled(row is not None and row.starts_at is not None and row.status.is_ahead)

    def _open_chosen(self) -> None:
        if (conference_id := self.chosen_id()) is not None:
            self.conference_requested.emit(conference_id, "details")

    def _move_chosen(self) -> None:
        if (conference_id := self.chosen_id()) is not None:
            self.move_requested.emit(conference_id, None, None, None)

    def menu(self) -> QMenu:
        """What can be done with what the cursor is on."""
        made = QMenu(self)
        made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        there = bool(self.time_view.current_entry() or self.time_view.current_note())
        for words, do, possible in (
            ("&Open\tEnter", self.time_view.open_here, there and self.open_button.isEnabled()),
            ("&Move to…", self._move_chosen, there and self.move_button.isEnabled()),
            ("&Pick up and carry\tM", self.time_view.pick_up, there and self.move_button.isEnabled()),
            ("&Find a slot…", self.head.find_button.click, True),
        ):
            action = made.addAction(words)
            action.setEnabled(possible)
            action.triggered.connect(lambda _checked=False, do=do: do())
        return made

    def save_calendar(self) -> None:
        """Write the days shown as a calendar file, for a diary outside the program."""
        if said := save_calendar(self.session, self.period, self.head.lens(), self):
            self.told.setText(said)

    def print_sheet(self) -> None:
        """Look at the diary as paper, and print it from there."""
        open_sheet(self.session, self.background, self.period, self.head.lens(), self)
