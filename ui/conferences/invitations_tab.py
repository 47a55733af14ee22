"""Who is invited and why, paediatrician first; what was sent, what came back, and whether a quorum is likely."""

from __future__ import annotations

from functools import partial

from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from conference_app.answer_history import answer_history
from conference_app.domain.calendar_entry import CANCEL
from conference_app.domain.conference import Conference
from conference_app.domain.invitations import Invitation, as_booked
from conference_app.rebooking_words import sent_before_words
from conference_app.store import invitations, ledger, rebookings
from conference_app.use_cases import invite
from conference_app.use_cases.add_newcomer import deputy_to_invite
from conference_app.use_cases.compare_last_list import SinceLast, since_last_list
from conference_app.use_cases.rules_in_force import calendar_of
from conference_app.use_cases.sharing import Sharing, sharing_of

from .. import theme
from ..background import Background
from ..focus import give_focus
from ..session import Session
from ..widgets.rows_model import Column, RowsModel
from ..widgets.scroll_page import height_at
from ..widgets.table_view import TableView
from .invitation_acts import InvitationActs
from .invitation_bar import InvitationBar
from .invitation_cards import CARDS_WIDTH, InvitationCards
from .invitation_columns import AGENCY_AND_REASON, attends_words, invitation_columns
from .invitation_notes import line_notes
from .invitation_panel import PANEL_WIDTH, InvitationPanel
from .invitation_wording import Words, off_words
from .paediatrician_panel import PaediatricianPanel

ROOM_FOR_ALL = 720  # pixels at 100 % in which every column can be read
ROOM_BESIDE = 260  # pixels at 100 % the list keeps beside the cards or the panel; else they stand below it
LIST_HEIGHT = 290  # pixels at 100 % of a list of five rows, with its heads and a bar to scroll it sideways
TOO_LOW = 130  # pixels at 100 %: a lower list cannot be worked in
SPACE, GAP = 12, 16
WIDEST = 16777215  # Qt's own word for no limit


class InvitationsTab(InvitationActs):
    """The list is built from the rules when a conference ahead is first looked at, and only then by itself."""

    def __init__(self, session: Session, background: Background, parent: QWidget | None = None) -> None:
        super().__init__(session, background, parent)
        self._built: set[int] = set()
        self.doctor = PaediatricianPanel(session)
        self.banner = self.doctor.banner
        self.bar = InvitationBar()
        self.summary, self.add_button, self.send_button = self.bar.summary, self.bar.add_button, self.bar.send_button
        self.calendar = session.ask(calendar_of)
        self.since = SinceLast()
        self.sharing: dict[int, Sharing] = {}
        self.issued: dict[int, ledger.DocumentIssue] = {}  # what was last made ready for each
        self.before: dict[int, rebookings.SentBefore] = {}  # what went out for another booking
        self.model = RowsModel(self._columns(), key=lambda line: line.id)
        self.table = TableView(self.model, name="Invitations", empty="Nobody is on the list yet.")
        self.table.set_row_height(48)
        self.cards = InvitationCards(session)
        self.panel = InvitationPanel()
        self.panel.hide()
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self._body = body = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        body.setSpacing(GAP)
        body.addWidget(self.table, 1)
        body.addWidget(self.cards)
        body.addWidget(self.panel)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(SPACE)
        box.addWidget(self.doctor)
        box.addWidget(self.bar)
        box.addLayout(body, 1)

    def _connect(self) -> None:
        self.added.connect(self.table.select_key)
        self.table.opened.connect(self.open_line)
        self.table.selection_changed.connect(self._follow_selection)
        steps = {"add": self.add, "update": self.update_list, "write": self.open_sending, "send": self.send_ready}
        self.bar.wished.connect(lambda wish: steps[wish]())
        self.panel.closed.connect(self.close_panel)
        self.panel.wished.connect(self.act)
        self.banner.wished.connect(self._act_on_banner)
        self.banner.tab_requested.connect(self.tab_requested)
        self.doctor.finder_requested.connect(self._find_slot)
        self.doctor.slot_chosen.connect(self._move_to)
        self.cards.papers.wished.connect(self._act_on_papers)
        self.cards.import_requested.connect(self.import_replies)
        for word, wish in (
            ("Mark as sent…", "sent"),
            ("Record reply…", "reply"),
            ("Report dates…", "report"),
            ("Report received today", "received"),
            ("Say who is invited…", "name"),
            ("Leave out…", "leave_out"),
            ("Take back in", "take_back"),
        ):
            self.table.add_menu_action(word, partial(self._act_on, wish))

    def _columns(self) -> list[Column[Invitation]]:
        return invitation_columns(
            self._barred,
            attends=lambda line: attends_words(self.found, line),
            since=lambda line: (self.since.by_line.get(line.id, ""), self.since.on),
            today=self.session.today,
            calendar=lambda: self.calendar,
            sharing=lambda line: self.sharing.get(line.id),
            again=self._holds_earlier,
            off=self._off_words,
            booked=self._booked,
        )

    def _booked(self, line: Invitation) -> Invitation:
        return as_booked(line, self.found) if self.found else line

    def _holds_earlier(self, line: Invitation) -> bool:
        return line.id in self.before and self.before[line.id][0] == line.name

    def _off_words(self, line: Invitation) -> Words | None:
        """Of a conference that is off: whether this person knows; None where nothing is to be told."""
        if self.found is None or not self.found.status.is_called_off or not line.stands:
            return None
        if line.sent_at is None and not self._holds_earlier(line):
            return None
        issue = self.issued.get(line.id)
        return off_words(issue is not None and issue.method == CANCEL and issue.route not in ledger.WRITTEN)

    # showing

    def show_conference(self, found: Conference) -> None:
        same = self.found is not None and self.found.id == found.id
        self.found = found
        if not same:
            self.close_panel()
            self.table.clearSelection()
        self.calendar = self.session.ask(calendar_of)
        if self._needs_list() and self.isVisible():
            self._build_first()
        self._show()

    def showEvent(self, event: QShowEvent, /) -> None:
        super().showEvent(event)
        if self._needs_list():
            self._build_first()
            self._show()

    def _needs_list(self) -> bool:
        if self.found is None or self.found.id in self._built or not self.found.status.is_ahead:
            return False
        return not self.session.ask(invitations.invitations, self.found.id)

    def _build_first(self) -> None:
        if self.found is not None:
            self._built.add(self.found.id)
            self.session.attempt(invite.build_list, self.found.id)

    def _show(self) -> None:
        found = self.found
        if found is None:
            return
        self.lines = self.session.ask(invitations.invitations, found.id)
        self.since = self.session.ask(since_last_list, found, self.lines)
        self.sharing = self.session.ask(sharing_of, found)
        self.before = self.session.ask(rebookings.sent_before, found.id)
        self.issued = self.session.ask(ledger.invitations_held, found.id)
        self.model.set_rows(self.lines)
        self.banner.show_state(found, self.lines, self._ready(), self.calendar)
        self.doctor.show_trail(found)
        self.bar.show_list(found, self.lines, self._ready(), self.since)
        self.cards.show_conference(found, self.lines, self.since)
        if self.panel.line is not None and not self.panel.isHidden():
            self._show_panel(next((line for line in self.lines if line.id == self._open_id()), None))

    def _open_id(self) -> int:
        return self.panel.line.id if self.panel.line is not None else 0

    # the panel

    def open_line(self, line: Invitation) -> None:
        """Show a line's panel with the keyboard in it."""
        self._show_panel(line)
        self.panel.focus_step()

    def _show_panel(self, line: Invitation | None) -> None:
        if line is None or self.found is None:
            self.close_panel()
            return
        ahead = self.found.status.is_ahead
        self.panel.show_line(
            line,
            ahead=ahead,
            today=self.session.today(),
            calendar=self.calendar,
            booked=as_booked(line, self.found),
            barred=self._barred(line),
            before=self._sent_before(line),
            notes=self.session.ask(line_notes, self.found, line, self.since),
            sharing=self.sharing.get(line.id),
            answers=self.session.ask(answer_history, line),
            deputy_missing=self.session.ask(deputy_to_invite, self.found, line) is not None,
        )
        self.cards.hide()
        self.panel.show()
        self._make_room()

    def _sent_before(self, line: Invitation) -> str:
        before = self.before.get(line.id)
        return sent_before_words(*before) if before and line.sent_at is None else ""

    def close_panel(self) -> None:
        """Back to the list and the cards."""
        had_focus = self.panel.isAncestorOf(self.focusWidget() or self)
        self.panel.hide()
        self.panel.line = None
        self.cards.show()
        self._make_room()
        if had_focus:
            give_focus(self.table)

    def _make_room(self) -> None:
        """In a narrow window agency and reason leave the table: the panel of each line says them too. In a still
        narrower one cards and panel stand below it."""
        beside: QWidget = self.cards if self.panel.isHidden() else self.panel
        below = self._stacked()
        taken = 0 if below else beside.maximumWidth()
        for part, width in ((self.cards, CARDS_WIDTH), (self.panel, PANEL_WIDTH)):
            part.setMinimumWidth(0 if below else theme.pixels(width))
            part.setMaximumWidth(WIDEST if below else theme.pixels(width))
        ways = QBoxLayout.Direction
        self._body.setDirection(ways.TopToBottom if below else ways.LeftToRight)
        for each in (self.table, self.cards, self.panel):
            each.setMinimumHeight(theme.pixels(LIST_HEIGHT) if below else 0)
        narrow = self.width() - taken < theme.pixels(ROOM_FOR_ALL)
        for number, column in enumerate(self.model.columns):
            self.table.setColumnHidden(number, narrow and column.title == AGENCY_AND_REASON)
        self.table.lay_out()

    def _stacked(self) -> bool:
        beside = CARDS_WIDTH if self.panel.isHidden() else PANEL_WIDTH
        return self.width() - theme.pixels(beside) - GAP < theme.pixels(ROOM_BESIDE)

    def least_height(self, given: int) -> int:
        """Room for five rows, and below them for the cards or the panel, where hardly one could be seen."""
        above = sum(height_at(part, self.width()) + SPACE for part in (self.doctor, self.bar))
        high, below = theme.pixels(LIST_HEIGHT), self._stacked()
        wanted = 2 * high + GAP if below else high
        enough = wanted if below else theme.pixels(TOO_LOW)
        return 0 if given - above >= enough else above + wanted

    def resizeEvent(self, event: QResizeEvent, /) -> None:
        super().resizeEvent(event)
        self._make_room()

    def _follow_selection(self, rows: list[Invitation]) -> None:
        if not self.panel.isHidden() and len(rows) == 1 and rows[0].id != self._open_id():
            self._show_panel(rows[0])

    # acting

    def _act_on(self, wish: str, rows: list[Invitation]) -> None:
        if wish == "sent":
            self._send(rows)
        elif rows:
            self.act(wish, rows[0])

    def _act_on_banner(self, wish: str, line: Invitation | None) -> None:
        if line is None:
            self.choose_paediatrician()
        else:
            self.act(wish, line)
