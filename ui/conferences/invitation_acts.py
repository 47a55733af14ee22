"""What can be done with an invitation list and its lines: each step opens its form, or does it at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from conference_app.answer_history import answer_history
from conference_app.domain.conference import Conference
from conference_app.domain.errors import RuleBroken
from conference_app.domain.invitations import Invitation, excluded
from conference_app.domain.people import PAEDIATRICIAN
from conference_app.domain.spoken_dates import counted
from conference_app.invitation_words import who
from conference_app.messages import sentence
from conference_app.store import invitations
from conference_app.use_cases import invite
from conference_app.use_cases.add_newcomer import deputy_to_invite
from conference_app.use_cases.find_slots import Proposal
from conference_app.use_cases.record_report import report_of

from ..add_person import add_dialog
from ..background import Background
from ..rebooking import rebook_dialog, said_of
from ..session import Session
from ..widgets.form_dialog import FormDialog
from . import invitation_dialogs as dialogs
from . import invitation_steps as list_words
from .papers_dialogs import papers_dialog
from .tab import ConferenceTab

if TYPE_CHECKING:
    from .sending_window import SendingWindow


class InvitationActs(ConferenceTab):
    """The steps over the conference found and the lines of its list; `added` tells whose line came."""

    added = Signal(object)  # the line's id

    def __init__(self, session: Session, background: Background, parent: QWidget | None = None) -> None:
        super().__init__(session, background, parent)
        self.found: Conference | None = None
        self.lines: list[Invitation] = []
        self.dialog: FormDialog | None = None

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
        dialog.saved.connect(self.added)
        self._open(dialog)

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

    def _take_back(self, line: Invitation) -> int | None:
        return self.session.attempt(invite.take_back_in, line)

    def _report_today(self, which: str, line: Invitation) -> None:
        today = self.session.today()
        report = replace(report_of(line), wanted=True, **{f"{which}_on": today})  # type: ignore[arg-type]
        self.session.attempt(invite.record_report, line, report, today=today)
