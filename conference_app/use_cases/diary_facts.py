"""What the store knows of the diary between two days, as the plain facts the scheduling works on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, time
from functools import partial
from typing import Any, cast

from conference_app.domain.calendar import WorkingCalendar
from conference_app.domain.conference import Conference
from conference_app.domain.invitations import Invitation
from conference_app.domain.practice import Practice
from conference_app.domain.supply import Pattern, features_needed
from conference_app.scheduling.facts import Booked, DiaryFacts, OfficeHours
from conference_app.store import conferences, diary, invitations, people, supply
from conference_app.store.store import Store
from conference_app.use_cases.rules_in_force import practice_of

# A row as it is: of hundreds, most are never looked at.
_booked = cast(Callable[[Iterable[Any]], Booked], partial(tuple.__new__, Booked))


def diary_facts(
    store: Store,
    first: date,
    last: date,
    calendar: WorkingCalendar,
    practice: Practice,
    *,
    without: int = 0,
    patterns: Sequence[Pattern] | None = None,
) -> DiaryFacts:
    """Chairs and rooms in use, their time, and what is booked from the first to the last day.

    `without` leaves out the booking of one conference: it does not stand in its own way. `patterns` are those
    that matter, where not all do.
    """
    return DiaryFacts(
        calendar=calendar,
        hours=office_hours(practice),
        chairs=[chair for chair in people.chairs(store) if chair.active],
        rooms=[room for room in people.rooms(store) if room.active],
        patterns=supply.patterns(store) if patterns is None else patterns,
        busy=supply.busy_between(store, first, last),
        booked=list(map(_booked, diary.bookings(store, first, last, without=without))),
    )


def office_hours(practice: Practice) -> OfficeHours:
    """The diary's practice numbers; hours that were never set, or end before they begin, are nine to five."""
    opens, closes = practice.time_of_day("day_starts") or time(9), practice.time_of_day("day_ends") or time(17)
    return OfficeHours(
        opens=opens if opens < closes else time(9),
        closes=closes if opens < closes else time(17),
        step=practice.integer("slot_step_minutes"),
        most_a_day=practice.integer("chair_most_a_day"),
        gap=practice.integer("chair_gap_minutes"),
    )


@dataclass(frozen=True, slots=True)
class RoomNeeds:
    """How many come into the room, and what must be in it; of nobody and nothing where that is not known."""

    people: int = 0
    features: tuple[str, ...] = ()


def room_needs(store: Store, conference_id: int) -> RoomNeeds:
    """What the room of a conference must be fit for, as it is booked."""
    found, practice = conferences.conference(store, conference_id), practice_of(store)
    people = seats_needed(invitations.invitations(store, conference_id), practice)
    return RoomNeeds(people, room_features(found, found.mode))


def seats_needed(lines: Sequence[Invitation], practice: Practice) -> int:
    """How many come into the room by the invitation list; before it is built, the usual number."""
    coming = [line for line in lines if line.stands and line.reply != "not coming"]
    elsewhere = {"video", "phone", "report only"}
    return sum(line.reply_mode not in elsewhere for line in coming) if lines else practice.integer("expected_people")


def room_features(found: Conference, mode: str) -> tuple[str, ...]:
    """What the room of this conference must have."""
    return features_needed(((need.kind, need.detail) for need in found.needs), mode)
