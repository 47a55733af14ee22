"""Answers to invitations: what somebody said, by whatever route, and what becomes of one that came in a file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from conference_app.domain.conference import Need, bare_name, exclusion_of
from conference_app.domain.conference_status import Status
from conference_app.domain.invitations import Invitation, exclusion_words
from conference_app.domain.spoken_dates import long_date, span

COUNTER = "COUNTER"
LONGEST_NOTE = 500
NOT_NAMED = "not named"  # a deputy of whom only that there is one was said
LATER_ONE = "a later answer of the same person is among these"
LONDON = ZoneInfo("Europe/London")
# How a calendar program's word is kept on the invitation.
REPLY_OF = {
    "accepted": "coming",
    "declined": "not coming",
    "tentative": "not sure",
    "delegated": "sending a deputy",
}


@dataclass(frozen=True, slots=True)
class Reply:
    """What somebody answered, by which route and when."""

    reply: str
    on: date
    route: str = "e-mail"
    mode: str = ""
    deputy: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """What one attendee answered, as a calendar file says it: clean single lines, addresses in small letters.

    `method` is REPLY or COUNTER; `stamped_at` is in UTC, all other times on the clock of London; `sender` is who the
    mail came from, "" for a plain file; `digest` is the same for the same answer in another file.
    """

    uid: str
    method: str
    attendee: str
    answer: str  # accepted, declined, tentative, delegated, needs-action
    sequence: int = 0
    stamped_at: datetime | None = None
    delegated_to: str = ""
    proposed_start: datetime | None = None
    proposed_end: datetime | None = None
    comment: str = ""
    source: str = ""
    attendee_name: str = ""
    delegate_name: str = ""
    delegated_from: str = ""
    sender: str = ""
    sent_by: str = ""
    occurrence: datetime | None = None
    digest: str = ""

    @property
    def stamp(self) -> str:
        """When it was written, as text that sorts; "" where the file does not say."""
        return self.stamped_at.strftime("%Y-%m-%dT%H:%M:%SZ") if self.stamped_at else ""

    @property
    def from_another(self) -> bool:
        """Whether the mail came from neither the person who answers nor who is named as answering for them."""
        return bool(self.sender) and self.sender not in {self.attendee, self.sent_by}

    def day(self, today: date) -> date:
        """The day it was given here, never later than today."""
        return min(self.stamped_at.astimezone(LONDON).date(), today) if self.stamped_at else today


class Became(StrEnum):
    """What became of an answer; the words are those of the record."""

    RECORDED = "recorded"
    REPEATED = "already recorded"
    OLDER = "older than the record"
    EARLIER_BOOKING = "for an earlier booking"
    LATER_VERSION = "version not ours"
    OTHER_TIME = "about another time"
    NO_ANSWER = "says nothing"
    NOT_SENT = "not invited yet"
    NEVER_INVITED = "not on the list"
    SEVERAL = "shared mailbox"
    EXCLUDED = "excluded"
    LEFT_OUT = "left out"
    DEPUTY_EXCLUDED = "deputy excluded"
    NOT_AHEAD = "conference not ahead"
    UNKNOWN = "conference not ours"


DONE = frozenset({Became.RECORDED, Became.REPEATED, Became.OLDER})


@dataclass(frozen=True, slots=True)
class Asked:
    """One line of a list as answers are matched to it.

    `issued_to` is where the invitation went, `own` the person's own address, `agency` the agency's; `sent_before`
    says that it went out for an earlier booking; `stamps` are the latest answers recorded, by version.
    """

    line: Invitation
    issued_to: str = ""
    own: str = ""
    agency: str = ""
    deputy_allowed: bool = True
    sent_before: bool = False
    stamps: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Entry:
    """A conference with a calendar entry: where it stands, and who is on its list.

    `sequence` is the entry's last version and `told` the start it says; `barred` holds the addresses of people of the
    family who are excluded.
    """

    id: int
    reference: str
    status: Status
    starts_at: datetime | None
    ends_at: datetime | None
    sequence: int
    needs: Sequence[Need] = ()
    asked: Sequence[Asked] = ()
    barred: Mapping[str, Need] = field(default_factory=dict)
    told: datetime | None = None


@dataclass(frozen=True, slots=True)
class Judged:
    """An answer with what becomes of it: `reply` is what is recorded, on `asked`; `because` and `remarks` say more."""

    answer: Answer
    became: Became
    entry: Entry | None = None
    asked: Asked | None = None
    reply: Reply | None = None
    could_be: tuple[Asked, ...] = ()
    because: str = ""

    @property
    def key(self) -> str:
        """By what the record knows it again: the same answer can become something else another time."""
        return f"{self.answer.digest}:{self.became}"

    @property
    def line(self) -> Invitation | None:
        """The invitation it is about."""
        return self.asked.line if self.asked else None


@dataclass(slots=True)
class CameBack:
    """One answer as it is kept, with what became of it."""

    id: int
    method: str
    answer: str
    sequence: int
    stamped_at: str
    delegated_to: str
    proposed_start: datetime | None
    proposed_end: datetime | None
    comment: str
    outcome: Became
    source: str
    read_on: date
    read_by: str

    @property
    def given_on(self) -> date:
        """The day it was written here, or else read."""
        written = self.stamped_at.replace("Z", "+00:00")
        return datetime.fromisoformat(written).astimezone(LONDON).date() if written else self.read_on


@dataclass(frozen=True, slots=True)
class Look:
    """What all answers of one import are judged by: the moment, and whose answer it is where that was asked."""

    now: datetime
    chosen: Mapping[str, int] = field(default_factory=dict)  # digest -> invitation


def judge(answer: Answer, entry: Entry | None, look: Look) -> Judged:
    """What becomes of one answer, as if it were the only one."""
    if entry is None:
        return Judged(answer, Became.UNKNOWN)
    could_be = _whose(answer, entry, look)
    if len(could_be) == 1:
        return _judged(answer, entry, could_be[0], look)
    if need := entry.barred.get(answer.attendee) or exclusion_of(entry.needs, answer.attendee_name):
        return Judged(answer, Became.EXCLUDED, entry, because=exclusion_words(need))
    if because := _not_ahead(entry, look.now):
        return Judged(answer, Became.NOT_AHEAD, entry, because=because)
    if could_be:
        return Judged(answer, Became.SEVERAL, entry, could_be=tuple(could_be))
    return Judged(answer, Became.NEVER_INVITED, entry)


def _judged(answer: Answer, entry: Entry, asked: Asked, look: Look) -> Judged:
    line = asked.line
    if need := exclusion_of(entry.needs, line.name, line.household_member_id, line.child_id):
        return Judged(answer, Became.EXCLUDED, entry, asked, because=exclusion_words(need))
    if because := _not_ahead(entry, look.now):
        return Judged(answer, Became.NOT_AHEAD, entry, asked, because=because)
    if not line.stands:
        return Judged(answer, Became.LEFT_OUT, entry, asked, because=line.left_out_reason)
    if (late := _out_of_turn(answer, entry, asked, look)) is not None:
        return Judged(answer, late, entry, asked)
    return _answered(answer, entry, asked, look)


def _answered(answer: Answer, entry: Entry, asked: Asked, look: Look) -> Judged:
    """An answer in its turn: all but one that says nothing, or sends somebody who may not come, is recorded."""
    if answer.answer not in REPLY_OF and answer.method != COUNTER:
        return Judged(answer, Became.NO_ANSWER, entry, asked)
    if because := _deputy_barred(answer, entry):
        return Judged(answer, Became.DEPUTY_EXCLUDED, entry, asked, because=because)
    return Judged(answer, Became.RECORDED, entry, asked, reply_of(answer, asked.line, look.now.date()))


def _out_of_turn(answer: Answer, entry: Entry, asked: Asked, look: Look) -> Became | None:
    """Whether it answers another version or booking than the one that stands, or is older than the record."""
    line = asked.line
    if answer.sequence > entry.sequence:
        return Became.LATER_VERSION
    moved_since = line.sent_at is None and asked.sent_before and entry.told != entry.starts_at
    if answer.sequence < entry.sequence or moved_since:
        return Became.EARLIER_BOOKING
    if line.sent_at is None:
        return Became.NOT_SENT
    if answer.occurrence is not None and answer.occurrence != entry.starts_at:
        return Became.OTHER_TIME
    day = answer.day(look.now.date())
    noted_later = bool(line.reply) and line.reply_on is not None and line.reply_on > day
    if noted_later or day < line.sent_at.date() or answer.stamp < asked.stamps.get(answer.sequence, ""):
        return Became.OLDER if answer.stamp else None
    return None


def _whose(answer: Answer, entry: Entry, look: Look) -> list[Asked]:
    """Whose answer it can be: by address, then by name; a deputy's own answer is of who sends them, until the deputy
    is sent an invitation too."""
    for address, name in ((answer.attendee, answer.attendee_name), (answer.delegated_from, "")):
        found = _at(address, entry.asked) if address else []
        own = address != answer.delegated_from
        if found and not (own and answer.delegated_from and all(each.line.sent_at is None for each in found)):
            return _narrowed(answer, found, name, look)
    return []


def _at(address: str, asked: Sequence[Asked]) -> list[Asked]:
    """Who was written to at this address; else whose own address it is; else whose agency's."""
    for where in ("issued_to", "own", "agency"):
        if found := [each for each in asked if getattr(each, where) == address]:
            return found
    return []


def _narrowed(answer: Answer, found: list[Asked], name: str, look: Look) -> list[Asked]:
    chosen = look.chosen.get(answer.digest)
    if chosen is not None and (one := [each for each in found if each.line.id == chosen]):
        return one
    if len(found) > 1:
        found = [each for each in found if each.line.stands] or found
    if len(found) > 1 and name:
        found = [each for each in found if bare_name(each.line.name) == bare_name(name)] or found
    return found


def _not_ahead(entry: Entry, now: datetime) -> str:
    """Why nothing is recorded for the conference any more, "" while it is ahead."""
    if entry.status in {Status.CANCELLED, Status.POSTPONED, Status.ADJOURNED}:
        return f"was {entry.status.value}"
    if entry.status.was_held or (entry.ends_at is not None and entry.ends_at < now):
        return f"was on {long_date(entry.starts_at.date())}" if entry.starts_at else "is over"
    return "is not booked" if entry.starts_at is None else ""


def _deputy_barred(answer: Answer, entry: Entry) -> str:
    """Why the deputy may not come, "" where nothing is in the way: excluded by name, or at an excluded address."""
    name, address = deputy_of(answer)
    if not address and not name:
        return ""
    if need := entry.barred.get(address) or exclusion_of(entry.needs, name):
        return exclusion_words(need)
    for each in _at(address, entry.asked):
        line = each.line
        if need := exclusion_of(entry.needs, line.name, line.household_member_id, line.child_id):
            return exclusion_words(need)
    return ""


def deputy_of(answer: Answer) -> tuple[str, str]:
    """Name and address of who stands in, both "" where nobody does; the address is the name of who has none."""
    if answer.delegated_to or answer.answer == "delegated":
        return answer.delegate_name or answer.delegated_to, answer.delegated_to
    if answer.delegated_from:
        return answer.attendee_name or answer.attendee, answer.attendee
    return "", ""


def reply_of(answer: Answer, line: Invitation, today: date) -> Reply:
    """The answer as it is recorded; how the person takes part and a note stay where the answer is the same."""
    name, _ = deputy_of(answer)
    reply = REPLY_OF.get(answer.answer, "not sure")
    if answer.delegated_from and name:
        reply = "sending a deputy" if answer.answer in {"accepted", "tentative"} else "not sure"
    elif answer.method == COUNTER and reply != "not coming":
        reply = "not sure"
    same = reply == line.reply
    note = note_of(answer) or (line.reply_note if same else "")
    deputy = (name or NOT_NAMED) if reply == "sending a deputy" else ""
    return Reply(reply, answer.day(today), "e-mail", line.reply_mode if same else "", deputy, note)


def note_of(answer: Answer) -> str:
    """What is kept beside the answer: another time proposed, a deputy who declines, a strange sender, the comment."""
    name, _ = deputy_of(answer)
    parts = [proposal_words(answer)]
    if answer.delegated_from and answer.answer not in {"accepted", "tentative"}:
        parts.append(f"{name}, who was to stand in, is not coming")
    if answer.from_another:
        parts.append(f"the mail came from {answer.sender}")
    parts.append(answer.comment)
    said = "; ".join(part for part in parts if part)
    return said if len(said) <= LONGEST_NOTE else said[: LONGEST_NOTE - 1].rstrip() + "…"


def proposal_words(answer: Answer) -> str:
    """Proposes Friday 12 March 2027, 10am to midday; "" for a plain answer."""
    if answer.method != COUNTER:
        return ""
    return f"proposes {proposed_span(answer.proposed_start, answer.proposed_end)}"


def proposed_span(start: datetime | None, end: datetime | None) -> str:
    """The time proposed, "another time" where it was not said."""
    if start is None:
        return "another time"
    return span(start, end) if end is not None and end > start else span(start, start).rsplit(" to ", 1)[0]
