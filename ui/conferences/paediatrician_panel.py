"""The paediatrician at the head of the invitation list: state, what is missing next, and the trail to be unfolded."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from conference_app.domain.calendar import WorkingCalendar
from conference_app.domain.conference import Conference
from conference_app.domain.conference_status import Status
from conference_app.domain.spoken_dates import counted, from_today, short_date, time_words
from conference_app.slot_words import reason_words
from conference_app.trail_words import Told, Wanted, history_of, missing_of
from conference_app.use_cases.doctor_slots import DoctorSlot, doctor_slots
from conference_app.use_cases.paediatrician_trail import Trail, trail_of
from conference_app.use_cases.rules_in_force import calendar_of

from .. import theme
from ..booking_words import booked_margin, sentence_case
from ..focus import focused_in, give_focus
from ..session import Session
from ..widgets.buttons import button
from ..widgets.card import discard
from ..widgets.scroll_page import ScrollPage
from ..widgets.text import Tone, label
from ..widgets.tool_row import at_left
from .paediatrician_banner import PaediatricianBanner

FOLD_HEIGHT = 196  # pixels at 100 %: the list below keeps its room, the trail scrolls
DAY_WIDTH = 132
SHOW, HIDE = "Show the trail", "Hide the trail"


class PaediatricianPanel(QWidget):
    """One panel: the banner, what is missing next, and unfolded the history beside the other slots."""

    slot_chosen = Signal(object)  # Proposal
    finder_requested = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._found: Conference | None = None
        self._unfolded_for: set[int] = set()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.banner = PaediatricianBanner(session)
        self.next = label("", "muted")
        self.toggle = button(SHOW, self._turn, kind="link")
        self.fold = QWidget()
        self.fold.setProperty("box", "panel")
        self.fold.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.fold.setAccessibleName("The paediatrician’s trail")
        self.fold.setFixedHeight(theme.pixels(FOLD_HEIGHT))
        self._columns = QHBoxLayout(self.fold)
        self._columns.setContentsMargins(0, 0, 0, 0)
        self._columns.setSpacing(0)
        self._pages: list[ScrollPage] = []
        self.fold.hide()
        self._lay_out()

    def _lay_out(self) -> None:
        line = QHBoxLayout()
        line.setContentsMargins(20, 0, 16, 0)
        line.setSpacing(12)
        line.addWidget(self.next, 1)
        line.addWidget(self.toggle)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(4)
        box.addWidget(self.banner)
        box.addLayout(line)
        box.addWidget(self.fold)

    @property
    def unfolded(self) -> bool:
        """Whether the whole trail is shown."""
        return not self.fold.isHidden()

    def show_trail(self, found: Conference) -> None:
        """Show the trail of a conference as it is now; unfolded by itself where the doctor does not come."""
        other = self._found is None or self._found.id != found.id
        self._found = found
        trail = self._session.ask(trail_of, found.id)
        missing = missing_of(trail)
        self.next.setText(next_words(missing, self._session.today(), self._session.ask(calendar_of)))
        if other:
            self.fold.hide()
        if offers_slots(trail) and found.id not in self._unfolded_for:
            self._unfolded_for.add(found.id)
            self.fold.show()
        self.toggle.setText(HIDE if self.unfolded else SHOW)
        if self.unfolded:
            self._fill(trail, missing)

    def unfold(self) -> None:
        """Show the whole trail."""
        if not self.unfolded:
            self._turn()

    def _turn(self) -> None:
        self.fold.setVisible(self.fold.isHidden())
        if self._found is not None:
            self.show_trail(self._found)

    def _fill(self, trail: Trail, missing: Sequence[Wanted]) -> None:
        focused = focused_in(self.fold)
        for page in self._pages:
            discard(page)
        self._pages = [self._history(history_of(trail)), self._aside(trail, missing)]
        self._columns.addWidget(self._pages[0], 55)
        self._columns.addWidget(self._pages[1], 45)
        if focused is not None:
            give_focus(self.toggle)

    def _history(self, told: Sequence[Told]) -> ScrollPage:
        page = ScrollPage(margin=16)
        page.body.setSpacing(4)
        page.add(label("What happened", "strong"))
        if not told:
            page.add(label("Nothing yet.", "muted"))
        for each in told:
            page.add(_dated(each))
        page.finish()
        return page

    def _aside(self, trail: Trail, missing: Sequence[Wanted]) -> ScrollPage:
        page = ScrollPage(margin=16)
        page.body.setSpacing(4)
        page.add(label("What is missing", "strong"))
        today, calendar = self._session.today(), self._session.ask(calendar_of)
        if not missing:
            page.add(label("Nothing.", "muted"))
        for each in missing:
            late = each.by is not None and each.by < today
            page.add(label(wanted_words(each, today, calendar), tone=Tone.RED if late else None))
        if offers_slots(trail):
            self._slots(page, trail)
        page.finish()
        return page

    def _slots(self, page: ScrollPage, trail: Trail) -> None:
        page.body.addSpacing(8)
        page.add(label("Other slots before the last lawful day", "strong"))
        slots = self._session.ask(doctor_slots, trail.found.id, now=self._session.now())
        if not slots:
            page.add(label("No other slot is free before the last lawful day.", "muted"))
        for each in slots:
            page.add(self._slot_line(each))
        find = button("Find a slot…", self.finder_requested.emit, kind="link")
        page.add(at_left(find))

    def _slot_line(self, each: DoctorSlot) -> QHBoxLayout:
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(label(slot_words(each)))
        words.addWidget(label(cost_words(each), "small"))
        move = button("Move…", lambda: self.slot_chosen.emit(each.slot), kind="link")
        move.setAccessibleName(f"Move to {slot_words(each)}")
        line = QHBoxLayout()
        line.addLayout(words, 1)
        line.addWidget(move, 0, Qt.AlignmentFlag.AlignTop)
        return line


def offers_slots(trail: Trail) -> bool:
    """Whether other slots are worth a look: the doctor does not come, a child was examined, and it is booked ahead."""
    ahead = trail.found.status in {Status.BOOKED, Status.INVITED}
    return ahead and trail.declined and bool(trail.medicals)


def next_words(missing: Sequence[Wanted], today: date, calendar: WorkingCalendar) -> str:
    """The first thing missing, and how many more."""
    if not missing:
        return "Nothing is missing from the paediatrician now."
    more = f", and {len(missing) - 1} more" if len(missing) > 1 else ""
    return f"Next: {wanted_words(missing[0], today, calendar)}{more}"


def wanted_words(wanted: Wanted, today: date, calendar: WorkingCalendar) -> str:
    """The reply of Dr Lindgren, by Fri 5 Mar 2027 (in 2 working days)."""
    if wanted.by is None:
        return wanted.words
    return f"{wanted.words}, by {short_date(wanted.by)} ({from_today(wanted.by, today, calendar)})"


def slot_words(each: DoctorSlot) -> str:
    """Thu 11 Mar 2027, 2pm to 4pm, Rosalind Osei, Oak room."""
    slot = each.slot
    times = f"{time_words(slot.starts_at.time())} to {time_words(slot.ends_at.time())}"
    return ", ".join((short_date(slot.starts_at.date()), times, slot.chair_name, slot.room_name or "video"))


def cost_words(each: DoctorSlot) -> str:
    """What it costs in working days, what is left before the limit, and what is known of the doctor."""
    parts = []
    if each.cost is not None:
        days = counted(abs(each.cost), "working day")
        parts.append("the same day" if not each.cost else f"{days} {'later' if each.cost > 0 else 'earlier'}")
    if each.slot.margin is not None:
        parts.append(booked_margin(each.slot.margin)[0])
    parts += [reason_words(reason) for reason in each.slot.reasons if reason.code == each.doctor]
    return sentence_case("; ".join(parts))


def _dated(each: Told) -> QHBoxLayout:
    line = QHBoxLayout()
    line.setSpacing(8)
    at = f", {time_words(each.at.time())}" if each.timed else ""
    day = label(f"{each.at.day} {each.at:%b %Y}{at}", "small", wrap=False)
    day.setFixedWidth(theme.pixels(DAY_WIDTH))
    line.addWidget(day, 0, Qt.AlignmentFlag.AlignTop)
    line.addWidget(label(each.words), 1)
    return line
