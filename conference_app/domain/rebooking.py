"""Moving, postponing, adjourning and cancelling: what each means, its coded reasons, and what was before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from conference_app.domain.conference import Booking, Conference
from conference_app.domain.conference_status import LAWFUL_STEPS, Status
from conference_app.domain.errors import RuleBroken


class Kind(StrEnum):
    """What happens to a booked conference [domain 2.3]; people met only at one that is adjourned."""

    MOVED = "moved"
    POSTPONED = "postponed"
    ADJOURNED = "adjourned"
    CANCELLED = "cancelled"


class Again(StrEnum):
    """Whether it is booked again."""

    NOW = "now"
    LATER = "later"
    NEVER = "never"


# When it can be booked again, the usual answer first.
AGAIN: dict[Kind, tuple[Again, ...]] = {
    Kind.MOVED: (Again.NOW,),
    Kind.POSTPONED: (Again.LATER, Again.NOW),
    Kind.ADJOURNED: (Again.NOW, Again.LATER, Again.NEVER),
    Kind.CANCELLED: (Again.NEVER, Again.LATER, Again.NOW),
}
NEEDS_APPROVAL = frozenset({Kind.POSTPONED, Kind.CANCELLED})  # only in exceptional circumstances [knowsley-cancel]

_ANY = frozenset(Kind)
_NOT_HELD = frozenset({Kind.MOVED, Kind.POSTPONED, Kind.CANCELLED})
_STILL_WANTED = frozenset({Kind.MOVED, Kind.POSTPONED, Kind.ADJOURNED})
_ENDS = frozenset({Kind.CANCELLED})


@dataclass(frozen=True, slots=True)
class Reason:
    """A coded reason; one that `needs_words` says too little by itself."""

    code: str
    title: str
    kinds: frozenset[Kind] = _ANY
    needs_words: bool = False


OTHER = "other"
NOT_SAID, BOOKED_AGAIN, TAKEN_BACK = "not_said", "booked_again", "taken_back"  # the program's own, never offered
REASONS = (
    Reason("chair_away", "Chair ill or away", _STILL_WANTED),
    Reason("room_not_available", "Room not available", _STILL_WANTED),
    Reason("building_closed", "Building closed or bad weather"),
    Reason("family_asked", "Family asked for it", _STILL_WANTED),
    Reason("child_or_parent_ill", "Child or parent ill", _STILL_WANTED),
    Reason("professional_not_available", "Key professional not available", _STILL_WANTED),
    Reason("paediatrician_not_available", "Paediatrician not available", _STILL_WANTED),
    Reason("report_missing", "Report missing or not shared with the family", _STILL_WANTED),
    Reason("not_quorate", "Not quorate", _STILL_WANTED),
    Reason("fuller_assessment", "Fuller assessment needed", frozenset({Kind.POSTPONED, Kind.ADJOURNED})),
    Reason("interpreter_missing", "Interpreter or advocate missing", _STILL_WANTED),
    Reason("too_little_notice", "Too little notice", frozenset({Kind.MOVED, Kind.POSTPONED})),
    Reason("request_withdrawn", "Request withdrawn", _ENDS),
    Reason("section47_ended", "Section 47 enquiry ended otherwise", _ENDS),
    Reason("moved_to_another_authority", "Family moved to another authority", _ENDS),
    Reason("entered_by_mistake", "Entered by mistake", _NOT_HELD),
    Reason(OTHER, "Another reason", needs_words=True),
)
NEEDS_WORDS = frozenset(reason.code for reason in REASONS if reason.needs_words)
_TITLES = {reason.code: reason.title for reason in REASONS} | {
    NOT_SAID: "",
    BOOKED_AGAIN: "Booked again after it was postponed",
    TAKEN_BACK: "Taken back",
}


@dataclass(frozen=True, slots=True)
class Wish:
    """What should happen to a conference; `booking` is the new one where it is booked again now."""

    conference_id: int
    kind: Kind
    reason_code: str
    again: Again
    booking: Booking | None = None
    reason: str = ""
    approved_by: str = ""
    breach_chair: str = ""
    breach_reason: str = ""

    @property
    def keeps_conference(self) -> bool:
        """Whether the same conference is booked for another time, and not given up."""
        return self.kind is Kind.MOVED or (self.kind is Kind.POSTPONED and self.again is Again.NOW)

    @property
    def wants_replacement(self) -> bool:
        """Whether another conference takes its place; a postponed one waits to be booked itself."""
        return self.kind in {Kind.ADJOURNED, Kind.CANCELLED} and self.again is not Again.NEVER


@dataclass(frozen=True, slots=True)
class Rebooking:
    """One move, postponement, adjournment or cancellation as it is kept, with what was before it."""

    id: int
    conference_id: int
    kind: Kind
    reason_code: str
    reason: str
    approved_by: str
    again: Again
    replacement_id: int | None
    status_before: Status
    starts_before: datetime | None
    ends_before: datetime | None
    mode_before: str
    joining_before: str
    room_before: int | None
    chair_before: int | None
    late_reason_before: str
    late_approver_before: str
    late_approved_before: date | None
    rebooked_at: datetime
    rebooked_by: str
    taken_back_at: datetime | None
    version: int
    reference: str
    replacement_reference: str
    chair_name: str
    room_name: str

    @property
    def keeps_conference(self) -> bool:
        """Whether the same conference was booked for another time."""
        return self.kind is Kind.MOVED or (self.kind is Kind.POSTPONED and self.again is Again.NOW)

    @property
    def booking_before(self) -> Booking | None:
        """The booking it had, None where it had none."""
        if self.starts_before is None or self.ends_before is None or self.chair_before is None:
            return None
        return Booking(
            self.starts_before,
            int((self.ends_before - self.starts_before).total_seconds() // 60),
            self.chair_before,
            self.mode_before,
            self.room_before,
            self.joining_before,
            self.late_reason_before,
            self.late_approver_before,
        )


@dataclass(frozen=True, slots=True)
class CalledBack:
    """An invitation as it was before a move: to whom, when and how it was sent, and what came back."""

    id: int
    invitation_id: int
    rebooking_id: int
    name: str
    sent_at: datetime | None
    sent_route: str
    sent_by: str
    reply: str
    reply_on: date | None
    reply_route: str
    reply_mode: str
    reply_note: str
    deputy: str
    report_due_on: date | None


def reasons_for(kind: Kind) -> list[Reason]:
    """The reasons to choose from."""
    return [reason for reason in REASONS if kind in reason.kinds]


def reason_words(code: str, words: str = "") -> str:
    """The reason as it is told: "Chair ill or away: broke a leg"."""
    return ": ".join(part for part in (_TITLES.get(code, code.replace("_", " ")), words) if part)


def lawful_kinds(status: Status) -> list[Kind]:
    """What can happen to a conference that stands there."""
    steps = {Kind.MOVED: Status.BOOKED} | {kind: Status(kind.value) for kind in Kind if kind is not Kind.MOVED}
    return [kind for kind, step in steps.items() if step in LAWFUL_STEPS[status]]


def possible_kinds(found: Conference, today: date) -> list[Kind]:
    """Those of them that make sense today: nobody can have met at a conference of another day to come."""
    begun = found.day is not None and found.day <= today
    return [kind for kind in lawful_kinds(found.status) if kind is not Kind.ADJOURNED or begun]


def wish_faults(wish: Wish) -> list[RuleBroken]:
    """What is missing in a wish, or does not go together, besides its booking."""
    wrong = []
    reason = next((each for each in reasons_for(wish.kind) if each.code == wish.reason_code), None)
    if reason is None:
        wrong.append(RuleBroken("required", field="reason_code", what="the reason"))
    elif reason.needs_words and not wish.reason.strip():
        wrong.append(RuleBroken("reason_needs_words", field="reason"))
    if wish.kind in NEEDS_APPROVAL and not wish.approved_by.strip():
        wrong.append(RuleBroken("rebooking_needs_approver", field="approved_by", what=wish.kind.value))
    if wish.kind is Kind.POSTPONED and wish.again is Again.NEVER:
        wrong.append(RuleBroken("postponed_for_ever", field="again"))
    elif wish.again not in AGAIN[wish.kind]:
        wrong.append(RuleBroken("required", field="again", what="when it is booked again"))
    if wish.again is Again.NOW and wish.booking is None:
        wrong.append(RuleBroken("required", field="day", what="the date"))
    return wrong
