"""Who is invited and why, paediatrician first; what was sent, what came back, and whether a quorum is likely."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from conference_app.answer_history import answer_history
from conference_app.domain.conference import Conference
from conference_app.domain.errors import RuleBroken
from conference_app.domain.invitations import (
    Invitation,
    excluded,
)
from conference_app.domain.people import PAEDIATRICIAN
from conference_app.domain.spoken_dates import counted
from conference_app.invitation_words import who
from conference_app.messages import sentence
from conference_app.rebooking_words import sent_before_words
from conference_app.store import invitations, rebookings
from conference_app.use_cases import invite
from conference_app.use_cases.add_newcomer import deputy_to_invite
from conference_app.use_cases.compare_last_list import SinceLast, since_last_list
from conference_app.use_cases.find_slots import Proposal
from conference_app.use_cases.record_report import report_of
from conference_app.use_cases.rules_in_force import calendar_of
from conference_app.use_cases.sharing import Sharing, sharing_of

from .. import theme
from ..add_person import add_dialog
from ..background import Background
from ..rebooking import rebook_dialog, said_of
from ..session import Session
from ..widgets.form_dialog import FormDialog
from ..widgets.rows_model import Column, RowsModel
from ..widgets.table_view import TableView
from . import invitation_dialogs as dialogs
from . import invitation_steps as list_words
from .invitation_bar import InvitationBar
from .invitation_cards import InvitationCards
from .invitation_columns import AGENCY_AND_REASON, attends_words, invitation_columns
from .invitation_notes import line_notes
from .invitation_panel import InvitationPanel
from .paediatrician_panel import PaediatricianPanel
from .papers_dialogs import papers_dialog
from .tab import ConferenceTab

if TYPE_CHECKING:
    from .sending_window import SendingWindow

ROOM_FOR_ALL = 720  # pixels at 100 % in which every column can be read


class InvitationsTab(ConferenceTab):
    """The list is built from the rules when a conference ahead is first looked at, and only then by itself."""

    def __init__(self, session: Session, background: Background, parent: QWidget | None = None) -> None:
        super().__init__(session, background, parent)
        self.found: Conference | None = None
        self.lines: list[Invitation] = []
        self._built: set[int] = set()
        self.dialog: FormDialog | None = None
        self.doctor = PaediatricianPanel(session)
        self.banner = self.doctor.banner
        self.bar = InvitationBar()
        self.summary, self.add_button, self.send_button = self.bar.summary, self.bar.add_button, self.bar.send_button
        self.calendar = session.ask(calendar_of)
        self.since = SinceLast()
        self.sharing: dict[int, Sharing] = {}
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
        body = QHBoxLayout()
        body.setSpacing(16)
        body.addWidget(self.table, 1)
        body.addWidget(self.cards)
        body.addWidget(self.panel)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(12)
        box.addWidget(self.doctor)
        box.addWidget(self.bar)
        box.addLayout(body, 1)

    def _connect(self) -> None:
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
            again=lambda line: line.id in self.before and self.before[line.id][0] == line.name,
        )

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
        self.model.set_rows(self.lines)
        self.banner.show_state(found, self.lines, self._ready(), self.calendar)
        self.doctor.show_trail(found)
        self.bar.show_list(found, self.lines, self._ready(), self.since)
        self.cards.show_conference(found, self.lines, self.since)
        if self.panel.line is not None and not self.panel.isHidden():
            self._show_panel(next((line for line in self.lines if line.id == self._open_id()), None))

    def _open_id(self) -> int:
        return self.panel.line.id if self.panel.line is not None else 0

    def _ready(self) -> list[Invitation]:
        return [line for line in self.lines if line.can_be_sent and not self._barred(line)]

    def _barred(self, line: Invitation) -> bool:
        """Whether the chair excluded this person, perhaps after the invitation had gone out."""
        return self.found is not None and excluded(line, self.found)

    def open_sending(self) -> SendingWindow | None:
        """What each person would get, to look at and to send."""
        from .sending_window import SendingWindow  # what typesets and writes mails is not needed before

        if self.found is None:
            return None
        window = SendingWindow(self.session, self.background, self.found.id, self)
        window.show()
        return window

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
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _make_room(self) -> None:
        """In a narrow window agency and reason leave the table: the panel of each line says them too."""
        beside = self.cards if self.panel.isHidden() else self.panel
        narrow = self.width() - beside.maximumWidth() < theme.pixels(ROOM_FOR_ALL)
        for number, column in enumerate(self.model.columns):
            self.table.setColumnHidden(number, narrow and column.title == AGENCY_AND_REASON)
        self.table.lay_out()

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
        if wish == "call_off":
            self.open_sending()
        elif line is None:
            self.choose_paediatrician()
        else:
            self.act(wish, line)

    def _act_on_papers(self, wish: object) -> None:
        """The bundle went out, something is to be kept from the family, or the chair decided about it."""
        if self.found is not None:
            self._open(papers_dialog(self.session, self.found, self.lines, wish, self))

    def _find_slot(self) -> None:
        if self.found is not None:
            self.find_slot_requested.emit(self.found.id)

    def _move_to(self, slot: Proposal) -> None:
        """Ask what moving to a slot brings with it; the dialog books, or is left."""
        self._move(starts_at=slot.starts_at, chair_id=slot.chair_id, room_id=slot.room_id)

    def _move_as_proposed(self, line: Invitation) -> None:
        """The same for the time somebody proposed."""
        self._move(starts_at=self.session.ask(answer_history, line).proposed_start)

    def _move(self, **where: Any) -> None:
        if self.found is None:
            return
        dialog = rebook_dialog(self.session, self.found.id, self, **where)
        dialog.saved.connect(lambda done: self.said.emit(*said_of(self.session, done)))
        self._open(dialog)

    def import_replies(self) -> None:
        """Take in answers from mails and calendar files, of this conference and any other."""
        from ..reply_import import ReplyImport

        self.importing = ReplyImport(self.session, self.background, parent=self)
        self.importing.recorded.connect(self.said)
        self.importing.open()

    def act(self, wish: str, line: Invitation) -> None:
        """Do one of the steps of a line; what is not possible now is said in a sentence."""
        steps: dict[str, Callable[[Invitation], object]] = {
            "sent": lambda each: self._send([each]),
            "reply": self._reply,
            "name": self._name,
            "choose": lambda _: self.choose_paediatrician(),
            "leave_out": self._leave_out,
            "take_back": self._take_back,
            "asked": partial(self._report_today, "asked"),
            "received": partial(self._report_today, "received"),
            "shared": partial(self._report_today, "shared"),
            "import": lambda _: self.import_replies(),
            "slot": lambda _: self._find_slot(),
            "move": self._move_as_proposed,
            "deputy": self._add_deputy,
            "report": lambda each: self._open(dialogs.report_dialog(self.session, each, self)),
        }
        steps[wish](line)

    def _open(self, dialog: FormDialog) -> None:
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.dialog = dialog
        dialog.open()

    def _refuse(self, code: str, **facts: str) -> None:
        self.session.show_problem(sentence(RuleBroken(code, field="", **facts)))

    def _send(self, lines: list[Invitation]) -> None:
        ready = [line for line in lines if line.can_be_sent]
        if self.found is None:
            return
        refused = list_words.refused_to_send(self.found, self.lines, ready)
        if refused is not None:
            self.session.show_problem(sentence(refused))
            return
        dialog = dialogs.sent_dialog(self.session, self.found, ready, self)
        dialog.saved.connect(self._say_sent)
        self._open(dialog)

    def _say_sent(self, count: object) -> None:
        self.said.emit(f"{counted(int(str(count)), 'invitation')} marked as sent.", None)

    def send_ready(self) -> None:
        """Mark all that are ready as sent."""
        self._send(self._ready())

    def choose_paediatrician(self, *, doctor: int | None = None) -> None:
        """Choose the doctor or mailbox, another than the one proposed too."""
        if self.found is not None:
            self._open(dialogs.paediatrician_dialog(self.session, self.found, self, doctor))

    def add(self) -> None:
        """Add somebody the rules do not name."""
        if self.found is not None:
            choose = lambda doctor: self.choose_paediatrician(doctor=doctor)  # noqa: E731
            self._add(choose_doctor=choose)

    def _add_deputy(self, line: Invitation) -> None:
        """Add the deputy a reply names, so that they can be invited themselves."""
        if self.found is not None:
            self._add(newcomer=self.session.ask(deputy_to_invite, self.found, line))

    def _add(self, **known: Any) -> None:
        assert self.found is not None
        dialog = add_dialog(self.session, self.found.id, self, **known)
        dialog.saved.connect(self._select)
        self._open(dialog)

    def _select(self, line_id: object) -> None:
        self.table.select_key(int(str(line_id)))

    def update_list(self) -> None:
        """Bring the list up to the rules and say what came and went."""
        if self.found is None:
            return
        before = self.session.ask(invitations.invitations, self.found.id)
        if self.session.attempt(invite.build_list, self.found.id) is not None:
            now = self.session.ask(invitations.invitations, self.found.id)
            self.said.emit(list_words.update_words(before, now), None)

    def _reply(self, line: Invitation) -> None:
        if line.sent_at is None:
            self._refuse("not_sent_yet", name=who(line))
        else:
            self._open(dialogs.reply_dialog(self.session, line, self))

    def _name(self, line: Invitation) -> None:
        if line.role_code == PAEDIATRICIAN:
            self.choose_paediatrician()
        elif line.sent_at is not None:
            self._refuse("sent_invitation_stays")
        else:
            self._open(dialogs.name_dialog(self.session, line, self))

    def _leave_out(self, line: Invitation) -> None:
        if not line.stands:
            return
        dialog = dialogs.leave_out_dialog(self.session, line, self)
        back = lambda: self._take_back(self.session.ask(invitations.invitation, line.id))  # noqa: E731
        dialog.saved.connect(lambda _: self.said.emit(f"Left out: {who(line)}.", back))
        self._open(dialog)

    def _take_back(self, line: Invitation) -> None:
        self.session.attempt(invite.take_back_in, line)

    def _report_today(self, which: str, line: Invitation) -> None:
        today = self.session.today()
        report = replace(report_of(line), wanted=True, **{f"{which}_on": today})  # type: ignore[arg-type]
        self.session.attempt(invite.record_report, line, report, today=today)
