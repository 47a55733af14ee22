"""One conference: a head that always says where it stands, and its eight tabs, each built when first opened."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QToolButton, QVBoxLayout, QWidget

from conference_app.domain.conference import Conference
from conference_app.domain.invitations import Invitation, paediatrician_line
from conference_app.domain.paediatrician_words import paediatrician_state_words
from conference_app.domain.spoken_dates import long_date, span
from conference_app.store import attendance, conferences, invitations, rebookings
from conference_app.use_cases.rules_in_force import calendar_of, practice_of

from ..background import Background
from ..booking_words import UNBOOKED, lawful_day, sentence_case
from ..conference_words import near_day
from ..focus import focused_in, give_focus
from ..session import Session
from ..widgets.low_page import LowPage
from ..widgets.page_head import PageHead
from ..widgets.scroll_page import height_at
from ..widgets.tab_order import in_order
from ..widgets.tab_strip import TabStrip
from ..widgets.tag import Tag
from ..widgets.text import Tone, label
from .details_tab import DetailsTab
from .tab import ConferenceTab
from .wording import STATUS_TONES, margin_words, paediatrician_tone

TABS = (
    ("details", "Details"),
    ("invitations", "Invitations"),
    ("agenda", "Agenda"),
    ("attendance", "Attendance"),
    ("decisions", "Decisions"),
    ("actions", "Actions"),
    ("documents", "Documents"),
    ("history", "History"),
)


class DetailPage(QWidget):
    """Shows one conference; what a tab wishes for is passed on."""

    list_requested = Signal()
    edit_requested = Signal(int)
    request_requested = Signal(int)
    conference_requested = Signal(int, str)
    family_requested = Signal(int)
    action_requested = Signal(int)
    review_requested = Signal(int)
    find_slot_requested = Signal(object)
    said = Signal(str, object)

    def __init__(self, session: Session, background: Background, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._background = background
        self.found: Conference | None = None
        self.head = PageHead()
        self.tabs = TabStrip()
        self.tabs.bar.setAccessibleName("Parts of the conference")
        for arrow in self.tabs.bar.findChildren(QToolButton):
            arrow.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the arrow keys move between the tabs
        for key, word in TABS:
            self.tabs.add(key, word, partial(self._build_tab, key))
        self.tabs.opened.connect(self._show_in)
        self.page = LowPage(self._least_height)
        self.page.body.setContentsMargins(24, 16, 24, 24)
        self.page.body.setSpacing(8)
        self.page.body.addWidget(self.head)
        self.page.body.addWidget(self.tabs, 1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.page)
        self._add_shortcut(QKeySequence(QKeySequence.StandardKey.Back), self.list_requested.emit)

    def _add_shortcut(self, keys: QKeySequence, act: Callable[[], object]) -> None:
        context = Qt.ShortcutContext.WidgetWithChildrenShortcut
        QShortcut(keys, self, act, context=context)

    def _least_height(self, given: int) -> int:
        """On a low screen the head gives way to what is worked in: the page scrolls."""
        tab = self.tabs.pages.currentWidget()
        margins = self.page.body.contentsMargins()
        head = height_at(self.head, self.page.content.width() - margins.left() - margins.right())
        around = head + self.page.body.spacing() + self.tabs.height_around() + margins.top() + margins.bottom()
        least = tab.least_height(given - around) if isinstance(tab, ConferenceTab) else 0
        return around + least if least else 0

    # tabs

    def _build_tab(self, key: str) -> ConferenceTab:
        tab = self._details() if key == "details" else _BUILDERS[key](self._session, self._background)
        tab.conference_requested.connect(self.conference_requested)
        tab.family_requested.connect(self.family_requested)
        tab.action_requested.connect(self.action_requested)
        tab.review_requested.connect(self.review_requested)
        tab.tab_requested.connect(self._go_to_tab)
        tab.find_slot_requested.connect(self.find_slot_requested)
        tab.said.connect(self.said)
        return tab

    def _details(self) -> DetailsTab:
        tab = DetailsTab(self._session, self._background)
        tab.edit_requested.connect(self.edit_requested)
        tab.request_requested.connect(self.request_requested)
        return tab

    def _show_in(self, key: str) -> None:
        tab = self.tabs.page(key)
        if self.found is not None and isinstance(tab, ConferenceTab):
            tab.show_conference(self.found)
            in_order(self.head, self.tabs)
            self.page.fit()

    def _go_to_tab(self, key: str) -> None:
        """Show a tab asked for on another, whose button is gone then: the keyboard goes to the tab's name."""
        self.tabs.bar.setFocus(Qt.FocusReason.OtherFocusReason)
        self.tabs.open(key)

    # showing

    def open(self, conference_id: int, tab: str) -> None:
        """Show a conference at one of its tabs; RuleBroken `no_conference`."""
        self.found = self._session.ask(conferences.conference, conference_id)
        self._show_head(self.found)
        if self.tabs.current() == tab:
            self._show_in(tab)
        else:
            self.tabs.open(tab)

    def refresh(self) -> None:
        """Read the conference again and show it in the head and in the open tab.

        What had the keyboard may be gone after that: it stays on this page then and does not go to the rail.
        """
        if self.found is None:
            return
        was_here = focused_in(self) is not None
        self.open(self.found.id, self.tabs.current())
        if was_here and focused_in(self) is None:
            give_focus(self.tabs.bar)

    def _show_head(self, found: Conference) -> None:
        self.head.set_crumbs(("Conferences", self.list_requested.emit), (found.reference, None))
        self.head.set_title(f"{found.family_name} family, {found.type.value} conference")
        lines = self._session.ask(invitations.invitations, found.id)
        self.head.set_state(Tag(sentence_case(found.status.value), STATUS_TONES[found.status]))
        self.head.set_facts(*self._facts(found), tags=(self._limit_tag(found), self._doctor_tag(found, lines)))

    def _facts(self, found: Conference) -> list[QWidget]:
        facts: list[QWidget] = [label(_when(found), "strong", wrap=False)]
        if found.chair_name:
            facts.append(label(f"Chair {found.chair_name}", wrap=False))
        if found.starts_at and found.status not in UNBOOKED:
            facts.append(label(_place(found), wrap=False))
        return facts

    def _limit_tag(self, found: Conference) -> Tag:
        limit = lawful_day(found, self._session.ask(practice_of))
        if limit is None:
            return Tag("No last lawful day known", Tone.AMBER)
        calendar, today = self._session.ask(calendar_of), self._session.today()
        words, tone = margin_words(found.status, found.starts_at, limit, today, calendar)
        said = ", ".join(part for part in (f"Last lawful day {near_day(limit, today)}", words) if part)
        return Tag(said, tone or Tone.GREY)

    def _doctor_tag(self, found: Conference, lines: list[Invitation]) -> Tag:
        if self._session.ask(conferences.breach, found.id) is not None:
            return Tag("Breach: held with no paediatrician invited", Tone.RED)
        line = paediatrician_line(lines)
        if line is None or not line.name:
            tone = paediatrician_tone(sent=False, reply="", breach=False, status=found.status)
            return Tag("No paediatrician named", tone or Tone.GREY)
        sent, report = line.sent_at is not None, line.report_received_on is not None
        attended = self._session.ask(attendance.paediatrician_present, found.id) if found.status.was_held else None
        held = self._session.ask(rebookings.still_held, found.id).get(line.id)
        earlier = held is not None and held.name == line.name
        words = paediatrician_state_words(line.name, sent, line.reply, report, attended, earlier=earlier)
        tone = paediatrician_tone(
            sent=sent, reply=line.reply, breach=False, status=found.status, report=report, attended=attended
        )
        return Tag(sentence_case(words), tone or Tone.GREY)


def _when(found: Conference) -> str:
    if found.starts_at is None or found.ends_at is None:
        return "Not booked yet"
    if found.status in UNBOOKED:
        return f"Not booked, was {long_date(found.starts_at.date())}"
    return span(found.starts_at, found.ends_at)


def _place(found: Conference) -> str:
    if found.mode == "video":
        return "By video"
    room = found.room_name if "room" in found.room_name.casefold() else f"Room {found.room_name}"
    return room + (" and by video" if found.mode == "hybrid" else "")


# The other tabs are imported when first opened: looking at one conference does not load all eight.


def _invitations(session: Session, background: Background) -> ConferenceTab:
    from .invitations_tab import InvitationsTab

    return InvitationsTab(session, background)


def _agenda(session: Session, background: Background) -> ConferenceTab:
    from .agenda_tab import AgendaTab

    return AgendaTab(session, background)


def _attendance(session: Session, background: Background) -> ConferenceTab:
    from .attendance_tab import AttendanceTab

    return AttendanceTab(session, background)


def _decisions(session: Session, background: Background) -> ConferenceTab:
    from .decisions_tab import DecisionsTab

    return DecisionsTab(session, background)


def _actions(session: Session, background: Background) -> ConferenceTab:
    from .actions_tab import ActionsTab

    return ActionsTab(session, background)


def _documents(session: Session, background: Background) -> ConferenceTab:
    from .documents_tab import DocumentsTab

    return DocumentsTab(session, background)


def _history(session: Session, background: Background) -> ConferenceTab:
    from .history_tab import HistoryTab

    return HistoryTab(session, background)


_BUILDERS: dict[str, Callable[[Session, Background], ConferenceTab]] = {
    "invitations": _invitations,
    "agenda": _agenda,
    "attendance": _attendance,
    "decisions": _decisions,
    "actions": _actions,
    "documents": _documents,
    "history": _history,
}
