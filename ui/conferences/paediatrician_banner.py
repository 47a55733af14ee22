"""At the head of the invitation list: where the paediatrician's invitation stands, and the step that comes next."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton

from conference_app.domain.calendar import WorkingCalendar
from conference_app.domain.conference import Conference
from conference_app.domain.conference_status import Status
from conference_app.domain.invitations import (
    Invitation,
    paediatrician_line,
    paediatrician_sent,
    paediatrician_words,
)
from conference_app.domain.people import PAEDIATRICIAN
from conference_app.domain.spoken_dates import counted, day_month, moment
from conference_app.store import conferences, conversation, rebookings
from conference_app.use_cases import invite

from ..session import Session
from ..widgets.banner import Banner
from ..widgets.buttons import button
from ..widgets.text import Tone
from . import invitation_wording as wording

UNINVITED = "No paediatrician has been invited. Invitations and the final agenda wait for it."
TOO_LATE = "The conference has begun and no paediatrician was invited before."
ONLY_A_BREACH = (
    "It can be recorded as held only as a breach of the rule. An invitation sent earlier can still be recorded."
)
NOT_BOOKED = "Not booked yet: the list can be prepared, but nothing can be sent before day, time and chair are booked."
CALL_OFF = "“Call invitations off…” writes to them; whoever was told by phone is marked there too."


class PaediatricianBanner(Banner):
    """What is wished for goes out by `wished` (what, line); without a line a paediatrician is to be chosen."""

    wished = Signal(str, object)
    tab_requested = Signal(str)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._lines: Sequence[Invitation] = ()
        self._ready: Sequence[Invitation] = ()
        self._calendar = WorkingCalendar.of({})

    def _choose(self) -> None:
        self.wished.emit("choose", None)

    def show_state(
        self, found: Conference, lines: Sequence[Invitation], ready: Sequence[Invitation], calendar: WorkingCalendar
    ) -> None:
        """Show where the paediatrician's invitation stands; `ready` are the lines that can be sent."""
        self._lines, self._ready, self._calendar = lines, ready, calendar
        line = paediatrician_line(lines)
        if not found.status.is_ahead:
            self._banner_after(found)
        elif found.status is Status.REQUESTED:
            book = button("Book it…", lambda: self.tab_requested.emit("details"), kind="primary")
            self.show_message(Tone.AMBER, NOT_BOOKED, self._proposal(line), (*self._choices(line), book))
        elif self._began(found) and not paediatrician_sent(self._lines, found.starts_at):
            register = button("Attendance", lambda: self.tab_requested.emit("attendance"))
            self.show_message(Tone.RED, TOO_LATE, ONLY_A_BREACH, (register,))
        elif line is None or line.sent_at is None:
            said = self._held_words(found, line) or UNINVITED
            self.show_message(Tone.RED, said, self._proposal(line), self._choices(line, invite_too=True))
        else:
            self._banner_sent(line)

    def _held_words(self, found: Conference, line: Invitation | None) -> str:
        """After a move: the doctor was invited, but for another time."""
        held = self._session.ask(rebookings.sent_before, found.id)
        if line is None or line.id not in held or held[line.id][0] != line.name:
            return ""
        before = held[line.id][2]
        return f"{line.name} was invited for {moment(before)} and has to be told of the change first."

    def _began(self, found: Conference) -> bool:
        return found.starts_at is not None and found.starts_at <= self._session.now()

    def _banner_after(self, found: Conference) -> None:
        breach = self._session.ask(conferences.breach, found.id)
        if breach is not None:
            self.show_message(
                Tone.RED,
                "Held with no paediatrician invited: recorded as a breach.",
                f"{breach.chair_name}: {breach.reason}",
            )
        elif found.status.is_called_off and (waiting := self._to_call_off(found)):
            words = f"{counted(waiting, 'person', 'people')} invited and not yet told that it is {found.status.value}."
            self.show_message(Tone.RED, words, CALL_OFF)
        else:
            words = paediatrician_words(self._lines)
            self.show_message(Tone.GREY, f"Paediatrician: {words}.", f"This conference is {found.status.value}.")

    def _to_call_off(self, found: Conference) -> int:
        return self._session.ask(conversation.to_call_off, self._session.now()).get(found.id, 0)

    def _proposal(self, line: Invitation | None) -> str:
        if line is None or not line.name:
            return "Nobody could be proposed: no medical is recorded and no doctor with a post is in the directory."
        return f"Proposed: {line.name}{f', {line.agency_name}' if line.agency_name else ''}: {line.choice_reason}."

    def _choices(self, line: Invitation | None, *, invite_too: bool = False) -> tuple[QPushButton, ...]:
        if line is None or not line.name:
            word = "Choose the paediatrician…"
            return (button(word, self._choose, kind="primary" if invite_too else "secondary"),)
        other = button("Choose another…", self._choose)
        if not invite_too:
            return (other,)
        return other, self._invite_button(line)

    def _invite_button(self, line: Invitation) -> QPushButton:
        return button(f"Invite {short_name(line.name)}", partial(self.wished.emit, "sent", line), kind="primary")

    def _banner_sent(self, line: Invitation) -> None:
        sent = f"invited on {day_month(line.sent_at.date())}" if line.sent_at else ""
        detail = f"Report {self._report_said(line)}." if line.report_wanted or line.report_received_on else ""
        reply = button("Record reply…", partial(self.wished.emit, "reply", line))
        if not line.reply:
            self.show_message(Tone.AMBER, f"{line.name} was {sent} and has not replied.", detail, (reply,))
        elif line.reply in invite.COMING or line.reply_mode == "report only":
            deputy = f" ({line.deputy})" if line.deputy else ""
            words = "sends a report only" if line.reply_mode == "report only" else f"is {line.reply}{deputy}"
            late = wording.report_words(line, self._session.today(), self._calendar)[1] is Tone.RED
            tone = Tone.AMBER if late else Tone.GREEN
            self.show_message(tone, f"{line.name} was {sent} and {words}.", detail)
        else:
            words = "is not sure" if line.reply == "not sure" else "is not coming"
            self.show_message(Tone.AMBER, f"{line.name} was {sent} and {words}.", detail, self._seconds())

    def _seconds(self) -> tuple[QPushButton, ...]:
        second = next((each for each in self._ready if each.role_code == PAEDIATRICIAN), None)
        other = button("Choose another…", self._choose)
        return (other,) if second is None else (other, self._invite_button(second))

    def _report_said(self, line: Invitation) -> str:
        return wording.report_words(line, self._session.today(), self._calendar)[0]


def short_name(name: str) -> str:
    """Dr Lindgren for Dr Amara Lindgren; other names as they are, cut where a button would grow too wide."""
    words = name.split()
    short = f"{words[0]} {words[-1]}" if words and words[0] in {"Dr", "Prof", "Professor"} else name
    return short if len(short) <= 30 else short[:29].rstrip() + "…"
