"""What the diary says against a booking: a chair away or a room blocked forbids it, the rest wants to be seen."""

from __future__ import annotations

from datetime import timedelta

from conference_app.domain.conference import Booking, Conference
from conference_app.domain.conference_status import Status
from conference_app.domain.errors import RuleBroken
from conference_app.scheduling.check_slot import SlotCheck
from conference_app.scheduling.facts import Obstacle, Slot, Wanted
from conference_app.slot_words import busy_words
from conference_app.store import diary, invitations, supply
from conference_app.store.store import Store
from conference_app.use_cases.diary_facts import diary_facts, room_features, seats_needed
from conference_app.use_cases.rules_in_force import calendar_of, practice_of

VIDEO = "video"
# Said by the booking's own rules, in their own sentences.
_SAID_ELSEWHERE = frozenset({"day_off", "family_taken", "chair_taken", "room_taken", "chair_unknown", "room_unknown"})
_FORBIDS = {"chair_busy": "chair_away", "room_busy": "room_blocked"}


def diary_faults(store: Store, found: Conference, booking: Booking) -> tuple[list[RuleBroken], list[Obstacle]]:
    """What forbids the booking, and what only warns: hours, gaps, too many a day, a room that does not fit.

    Leave that was entered over a booking that stands warns too: moving it is a decision of its own.
    """
    faults = _faults(store, found, booking)
    stays = _stays(found, booking)
    refused = [_refusal(fault) for fault in faults if fault.code in _FORBIDS and not stays[fault.code]]
    cautions = [fault for fault in faults if fault.code not in _FORBIDS or stays[fault.code]]
    return refused, _named(store, cautions)


def _faults(store: Store, found: Conference, booking: Booking) -> list[Obstacle]:
    """Everything the check of a slot says, but what the booking's rules say themselves."""
    practice, day = practice_of(store), booking.starts_at.date()
    patterns = supply.patterns_without_doctors(store)
    facts = diary_facts(store, day, day, calendar_of(store), practice, without=found.id, patterns=patterns)
    in_room = booking.mode != VIDEO and booking.room_id is not None
    wanted = Wanted(
        found.family_id,
        booking.minutes,
        booking.starts_at,  # nothing is too early: the clock has its own rule
        needs_room=in_room,
        people=seats_needed(invitations.invitations(store, found.id), practice),
        features=room_features(found, booking.mode),
    )
    ends = booking.starts_at + timedelta(minutes=booking.minutes)
    slot = Slot(booking.starts_at, ends, booking.chair_id, booking.room_id if in_room else None)
    return [fault for fault in SlotCheck(facts, wanted).faults(slot) if fault.code not in _SAID_ELSEWHERE]


def _stays(found: Conference, booking: Booking) -> dict[str, bool]:
    """Whether chair and room keep the very time they have already."""
    ends = booking.starts_at + timedelta(minutes=booking.minutes)
    same_time = found.status in {Status.BOOKED, Status.INVITED} and (found.starts_at, found.ends_at) == (
        booking.starts_at,
        ends,
    )
    return {
        "chair_busy": same_time and found.chair_id == booking.chair_id,
        "room_busy": same_time and found.room_id == booking.room_id,
    }


def _refusal(fault: Obstacle) -> RuleBroken:
    field = "chair_id" if fault.code == "chair_busy" else "room_id"
    return RuleBroken(_FORBIDS[fault.code], field=field, name=fault.facts["name"], what=busy_words(fault.facts))


def _named(store: Store, faults: list[Obstacle]) -> list[Obstacle]:
    """The same with the references of the conferences they speak of."""
    ids = [number for fault in faults if isinstance(number := fault.facts.get("conference_id"), int)]
    known = diary.references(store, ids) if ids else {}
    return [fault.with_reference(known) for fault in faults]
