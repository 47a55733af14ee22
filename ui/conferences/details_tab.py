"""What was asked for, where it is booked, how the limit was counted, and what to do next."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QMenu, QPushButton, QVBoxLayout, QWidget

from conference_app.domain.conference import Conference, Need
from conference_app.domain.conference_status import Status
from conference_app.domain.family import Child, Medical
from conference_app.domain.invitations import paediatrician_sent
from conference_app.domain.rebooking import Kind, lawful_kinds, possible_kinds
from conference_app.domain.spoken_dates import child_age_words, long_date, plain_date, span
from conference_app.domain.text import all_of
from conference_app.rulebook import roles
from conference_app.store import conferences, decisions, invitations, lists, rebookings
from conference_app.use_cases.paediatrician_trail import unanswered_about_neglect
from conference_app.use_cases.record_medical_part import still_asked
from conference_app.use_cases.request_conference import limit_of
from conference_app.use_cases.rules_in_force import calendar_of, practice_of

from .. import theme
from ..background import Background
from ..booking_words import UNBOOKED, lawful_day, sentence_case
from ..focus import focused_in, give_focus
from ..rebooking import rebook_dialog, said_of
from ..session import Session
from ..widgets.banner import Banner
from ..widgets.buttons import button
from ..widgets.card import Card
from ..widgets.scroll_page import ScrollPage
from ..widgets.text import label
from .clock_card import ClockCard
from .facts import FactGrid
from .moves_card import MovesCard
from .next_step import BOOK, REPLACEMENT, REQUEST, Standing, next_step
from .tab import ConferenceTab
from .wording import counted_otherwise, margin_words

CLOCK_WIDTH = 340
WIDEST = 16777215  # Qt's own word for no limit
ROOM_FOR_BOTH = 820  # pixels at 100 %
WISHES = {Kind.POSTPONED: "Postpone…", Kind.ADJOURNED: "Adjourn…", Kind.CANCELLED: "Cancel conference…"}


class DetailsTab(ConferenceTab):
    """Everything about the request and its booking, to be read."""

    edit_requested = Signal(int)
    request_requested = Signal(int)  # the family of the new request

    def __init__(self, session: Session, background: Background, parent: QWidget | None = None) -> None:
        super().__init__(session, background, parent)
        self.found: Conference | None = None
        self.banner = Banner()
        self.booking_card = Card("Booking")
        self.moves_card = MovesCard(session)
        self.moves_card.conference_requested.connect(lambda each: self.conference_requested.emit(each, "details"))
        self.request_card = Card("Request")
        self.children_card = Card("Children")
        self.agencies_card = Card("Agencies involved")
        self.needs_card = Card("Needs")
        self.medicals_card = Card("Medical examinations")
        self.clock = ClockCard()
        self.move_button = button("Move…", self.book)
        self.more_button = button("More", kind="quiet")
        self.edit_button = button("Edit…", self._edit, icon="pencil")
        self.family_button = button("Open family", self._open_family, kind="quiet")
        self._build()

    def _build(self) -> None:
        self.booking_card.action_row.addWidget(self.more_button)
        self.booking_card.action_row.addWidget(self.move_button)
        self.request_card.action_row.addWidget(self.edit_button)
        self.children_card.action_row.addWidget(self.family_button)
        left = QVBoxLayout()
        left.setSpacing(16)
        for card in (
            self.booking_card,
            self.moves_card,
            self.request_card,
            self.children_card,
            self.agencies_card,
            self.needs_card,
            self.medicals_card,
        ):
            left.addWidget(card)
        left.addStretch(1)
        right = QVBoxLayout()
        self.clock.setFixedWidth(theme.pixels(CLOCK_WIDTH))
        right.addWidget(self.clock)
        right.addStretch(1)
        self._columns = columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        columns.setSpacing(16)
        columns.addLayout(left, 1)
        columns.addLayout(right)
        self._scroll = scroll = ScrollPage(margin=0)
        scroll.add(self.banner)
        scroll.add(columns)
        scroll.finish()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(scroll)

    def resizeEvent(self, event: QResizeEvent, /) -> None:
        """The clock goes below where there is no room beside it."""
        super().resizeEvent(event)
        ways = QBoxLayout.Direction
        narrow = self.width() < theme.pixels(ROOM_FOR_BOTH)
        self._columns.setDirection(ways.TopToBottom if narrow else ways.LeftToRight)
        self.clock.setMinimumWidth(0 if narrow else theme.pixels(CLOCK_WIDTH))
        self.clock.setMaximumWidth(WIDEST if narrow else theme.pixels(CLOCK_WIDTH))

    # showing

    def show_conference(self, found: Conference) -> None:
        if self.found is None or self.found.id != found.id:
            self._scroll.verticalScrollBar().setValue(0)
        self.found = found
        children = self.session.ask(conferences.children_of, found.id)
        at_step = focused_in(self.banner) is not None
        self._show_step(found, children)
        self._show_booking(found)
        self.moves_card.show_conference(found)
        self._show_request(found)
        self._show_children(found, children)
        self._show_agencies(found)
        self._show_needs(found)
        self._show_medicals(self.session.ask(conferences.medicals_of, found.id))
        self._show_clock(found)
        if at_step:
            self._focus_next()

    def _standing(self, found: Conference, children: list[Child]) -> Standing:
        limit = lawful_day(found, self.session.ask(practice_of))
        calendar = self.session.ask(calendar_of)
        lines = self.session.ask(invitations.invitations, found.id)
        return Standing(
            doctor_sent=paediatrician_sent(lines, found.starts_at),
            decided=len(self.session.ask(decisions.decisions, found.id)) if found.status.was_held else 0,
            children=len(children),
            reason=self._reason(found),
            rebooked=self.session.ask(rebookings.last_standing, found.id),
            neglect=all_of(self.session.ask(unanswered_about_neglect, found.id)) if found.status.was_held else "",
            evidence_open=found.status.was_held and self.session.ask(still_asked, found.id),
            held=len(self.session.ask(rebookings.still_held, found.id)) if found.status.is_ahead else 0,
            limit=limit,
            margin=margin_words(found.status, found.starts_at, limit, self.session.today(), calendar),
        )

    def _reason(self, found: Conference) -> str:
        """Why it stands as it stands, from the record."""
        if found.status not in {Status.POSTPONED, Status.ADJOURNED, Status.CANCELLED}:
            return ""
        history = self.session.ask(lists.history, "conference", found.id)
        return next((event.reason for event in history if event.action == found.status.value), "")

    def _show_step(self, found: Conference, children: list[Child]) -> None:
        step = next_step(found, self._standing(found, children), self.session.now())
        self.banner.setVisible(step is not None)
        if step is None:
            return
        acts: dict[str, Callable[[], object]] = {
            BOOK: self.book,
            REQUEST: partial(self.request_requested.emit, found.family_id),
            REPLACEMENT: partial(self._open_replacement, found.id),
        }
        act = acts.get(step.target, partial(self.tab_requested.emit, step.target))
        buttons = (button(step.word, act, kind="primary"),) if step.target else ()
        self.banner.show_message(step.tone, step.sentence, step.detail, buttons)

    def _open_replacement(self, conference_id: int) -> None:
        kept = self.session.ask(rebookings.last_standing, conference_id)
        if kept is not None and kept.replacement_id is not None:
            self.conference_requested.emit(kept.replacement_id, "details")

    def _show_booking(self, found: Conference) -> None:
        self.booking_card.clear()
        self.move_button.setVisible(found.status not in UNBOOKED and Kind.MOVED in lawful_kinds(found.status))
        self._fill_menu(found)
        if found.starts_at is None or found.ends_at is None:
            self.booking_card.add(label("Day, time, chair and room are still to be booked.", "muted"))
            return
        when = span(found.starts_at, found.ends_at)
        place = ", ".join(part for part in (found.room_name, found.room_place, found.room_access) if part)
        facts = (
            ("Was booked for" if found.status is Status.POSTPONED else "When", when),
            ("Chair", found.chair_name),
            ("How people meet", sentence_case(found.mode)),
            ("Room", place),
            ("Joining", found.joining),
            ("Past the limit because", found.late_reason),
            ("Approved by", _approval_words(found)),
        )
        self.booking_card.add(FactGrid(facts))

    def _fill_menu(self, found: Conference) -> None:
        kinds = [kind for kind in possible_kinds(found, self.session.today()) if kind in WISHES]
        self.more_button.setVisible(bool(kinds))
        menu = QMenu(self.more_button)
        for kind in kinds:
            menu.addAction(WISHES[kind], partial(self.rebook, kind))
        before = self.more_button.menu()
        self.more_button.setMenu(menu)
        if before is not None:
            before.deleteLater()

    def _show_request(self, found: Conference) -> None:
        self.request_card.clear()
        self.edit_button.setVisible(found.status.is_ahead)
        by = ", ".join(part for part in (found.requested_by, found.requesting_agency) if part)
        facts = [
            ("Type", found.type.heading),
            ("Requested", f"{long_date(found.requested_on)}{', by ' + by if by else ''}"),
            ("Reason", found.reason),
        ]
        for each in found.discussions:
            note = f", {each.note}" if each.note else ""
            started = " It started the clock." if each.started_clock else ""
            facts.append(("Strategy discussion", f"{long_date(each.held_on)}{note}.{started}"))
        if found.section47_on:
            facts.append(("Section 47 enquiry", f"Started {long_date(found.section47_on)}"))
        if found.notice_on:
            facts.append(("Written notice", long_date(found.notice_on)))
        if found.previous_on:
            was = "initial" if found.previous_was_initial else "review"
            facts.append(("Previous conference", f"{long_date(found.previous_on)}, {was}"))
        self.request_card.add(FactGrid(facts))

    def _show_children(self, found: Conference, children: list[Child]) -> None:
        self.children_card.clear()
        day = found.day or self.session.today()
        for child in children:
            born = f", born {plain_date(child.born_on)}" if child.born_on else ""
            number = f", {child.case_number}" if child.case_number else ""
            age = child_age_words(child.born_on, day, child.expected_on)
            self.children_card.add(label(f"{child.name}, {age}{born}{number}"))

    def _show_agencies(self, found: Conference) -> None:
        self.agencies_card.clear()
        titles = roles()
        facts = []
        for each in found.involvements:
            who = ", ".join(part for part in (each.professional_name, each.agency_name, each.about) if part)
            facts.append((titles[each.role_code].title if each.role_code in titles else each.role_code, who))
        self.agencies_card.add(FactGrid(facts) if facts else label("No agency is named in the request.", "muted"))

    def _show_needs(self, found: Conference) -> None:
        self.needs_card.clear()
        facts = [(sentence_case(need.kind), _need_words(need)) for need in found.needs]
        self.needs_card.add(FactGrid(facts) if facts else label("None asked for.", "muted"))

    def _show_medicals(self, medicals: list[Medical]) -> None:
        self.medicals_card.clear()
        facts = []
        for each in medicals:
            place = f" at {each.place}" if each.place else ""
            facts.append((each.child_name, f"{each.doctor_name}, {long_date(each.examined_on)}{place}, {each.kind}"))
        self.medicals_card.add(FactGrid(facts) if facts else label("None is recorded for these children.", "muted"))

    def _show_clock(self, found: Conference) -> None:
        limit = self.session.ask(limit_of, found)
        if limit is None:
            self.clock.show_missing("The day the clock counts from is not known. Edit the request to enter it.")
            return
        if other := counted_otherwise(found, limit):
            self.clock.show_missing(other)
            return
        practice, calendar = self.session.ask(practice_of), self.session.ask(calendar_of)
        lawful = limit.last_lawful_day(practice)
        margin = margin_words(found.status, found.starts_at, lawful, self.session.today(), calendar)
        booked = found.day if found.status not in {Status.POSTPONED, Status.CANCELLED} else None
        self.clock.show_limit(limit, practice, calendar, margin, booked=booked)

    # wishes

    def book(self) -> None:
        """Book it, or move it where it is booked."""
        self.rebook()

    def rebook(self, kind: Kind | None = None) -> None:
        """Ask what should happen to it, with this one chosen."""
        if self.found is None:
            return
        dialog = rebook_dialog(self.session, self.found.id, self, kind=kind)
        dialog.saved.connect(self._say_rebooked)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _say_rebooked(self, done: object) -> None:
        self.said.emit(*said_of(self.session, done))
        self._focus_next()

    def _focus_next(self) -> None:
        """The button pressed may be gone: leave the keyboard at what is next."""
        steps = [] if self.banner.isHidden() else self.banner.findChildren(QPushButton)
        others = (self.move_button, self.edit_button, self.family_button)
        ready = [*steps, *(each for each in others if not each.isHidden())]
        give_focus(ready[0])

    def _edit(self) -> None:
        if self.found is not None:
            self.edit_requested.emit(self.found.id)

    def _open_family(self) -> None:
        if self.found is not None:
            self.family_requested.emit(self.found.family_id)


def _approval_words(found: Conference) -> str:
    day = f", {long_date(found.late_approved_on)}" if found.late_approved_on else ""
    return f"{found.late_approver}{day}" if found.late_approver else ""


def _need_words(need: Need) -> str:
    parts = [need.who, need.detail]
    if need.kind == "exclusion":
        parts.append(f"asked for on {long_date(need.asked_on)}" if need.asked_on else "")
        parts.append(need.decision or "not yet decided")
        parts.append(f"by {need.decided_by}" if need.decided_by else "")
        parts.append(f"on {long_date(need.decided_on)}" if need.decided_on else "")
    return ", ".join(part for part in parts if part)
