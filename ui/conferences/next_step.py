"""What is to be done next with a conference, and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from conference_app.domain.conference import Conference
from conference_app.domain.conference_status import Status
from conference_app.domain.rebooking import Again, Rebooking
from conference_app.domain.spoken_dates import counted, long_date

from ..booking_words import UNBOOKED, Words
from ..widgets.text import Tone

BOOK, REQUEST, REPLACEMENT = "book", "request", "replacement"


@dataclass(frozen=True, slots=True)
class NextStep:
    """A sentence, its second line, and the button to a tab, BOOK, REQUEST or REPLACEMENT; `target` is "" for none."""

    tone: Tone
    sentence: str
    detail: str = ""
    word: str = ""
    target: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """The facts the next step follows from."""

    doctor_sent: bool
    decided: int
    children: int
    reason: str  # the one given when it was postponed, adjourned or cancelled
    limit: date | None
    margin: Words
    rebooked: Rebooking | None = None  # what happened to its booking last
    neglect: str = ""  # children of whom nobody said whether a paediatric assessment is needed
    evidence_open: bool = False  # nobody has said what became of the medical evidence
    held: int = 0  # how many hold an invitation for an earlier booking


def next_step(found: Conference, standing: Standing, now: datetime) -> NextStep | None:
    """What presses most; None when nothing does."""
    if found.status in UNBOOKED:
        return _to_book(found, standing)
    if found.status in {Status.ADJOURNED, Status.CANCELLED}:
        return _given_up(found, standing)
    if found.status.was_held:
        return _after(standing)
    return _before(found, standing, now)


def _to_book(found: Conference, standing: Standing) -> NextStep:
    what = "Postponed and not booked again." if found.status is Status.POSTPONED else "Not booked yet."
    details = [f"{standing.reason.rstrip('.')}." if standing.reason else ""]
    if standing.limit is not None:
        details.append(f"The last lawful day is {long_date(standing.limit)}, {standing.margin[0]}.")
    detail = " ".join(part for part in details if part)
    return NextStep(standing.margin[1] or Tone.BLUE, what, detail, "Book…", BOOK)


def _given_up(found: Conference, standing: Standing) -> NextStep:
    what, tone = ("Adjourned", Tone.AMBER) if found.status is Status.ADJOURNED else ("Cancelled", Tone.GREY)
    kept = standing.rebooked
    if kept is not None and kept.replacement_id is not None:
        reference = kept.replacement_reference
        return NextStep(tone, f"{what}: it goes on as {reference}.", standing.reason, f"Open {reference}", REPLACEMENT)
    if found.status is Status.CANCELLED or (kept is not None and kept.again is Again.NEVER):
        return NextStep(tone, f"{what}.", standing.reason)
    return NextStep(tone, "Adjourned: it goes on as a new request.", standing.reason, "New request…", REQUEST)


def _after(standing: Standing) -> NextStep | None:
    if standing.decided >= standing.children:
        return _left_open(standing)
    words = f"Held. Decisions are recorded for {standing.decided} of {standing.children} children."
    return NextStep(Tone.AMBER, words, "", "Record decisions", "decisions")


def _left_open(standing: Standing) -> NextStep | None:
    """The questions about the medical evidence, once everything is decided."""
    if standing.neglect:
        words = f"Is a paediatric assessment needed, and why? Not answered for {standing.neglect}."
        return NextStep(Tone.AMBER, words, "Asked because of neglect.", "Answer it", "decisions")
    if standing.evidence_open:
        words = "Nobody has said yet whether the paediatrician’s report was read out and who explained the findings."
        return NextStep(Tone.AMBER, words, "", "Say it", "decisions")
    return None


def _before(found: Conference, standing: Standing, now: datetime) -> NextStep | None:
    if found.ends_at is not None and found.ends_at < now:
        words = "The time of this conference has passed. Take the register and record what happened."
        return NextStep(Tone.AMBER, words, "", "Take the register", "attendance")
    if standing.held:
        return _to_tell(standing)
    if not standing.doctor_sent:
        return NextStep(
            Tone.RED,
            "No paediatrician has been invited. Invitations and the final agenda wait for it.",
            "Build the list, choose the doctor, and record the invitation as sent.",
            "Open invitations",
            "invitations",
        )
    if found.status is Status.BOOKED:
        words = "The paediatrician is invited; others are still to be."
        return NextStep(Tone.BLUE, words, "", "Open invitations", "invitations")
    return None


def _to_tell(standing: Standing) -> NextStep:
    """After a move: nobody has to be invited, all have to be told."""
    who = f"{counted(standing.held, 'person holds', 'people hold')} an invitation for the earlier booking."
    first = "" if standing.doctor_sent else " The paediatrician comes first: the others and the agenda wait for it."
    return NextStep(
        Tone.AMBER if standing.doctor_sent else Tone.RED,
        who,
        f"Tell them of the change.{first}",
        "Open invitations",
        "invitations",
    )
