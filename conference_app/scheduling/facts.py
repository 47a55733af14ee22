"""What is known of the diary and what is looked for: the plain facts both the search and its check go by."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from typing import NamedTuple

from conference_app.domain.calendar import WorkingCalendar
from conference_app.domain.people import Chair, Room
from conference_app.domain.supply import Busy, Owner, Pattern, Whose


class Booked(NamedTuple):
    """A booking that stands, as its row in the store: times as ISO text, for most are never looked at."""

    starts_at: str
    ends_at: str
    chair_id: int | None
    room_id: int | None
    family_id: int
    conference_id: int


@dataclass(frozen=True, slots=True)
class OfficeHours:
    """The practice numbers of the diary: hours without a pattern, and what holds for chairs without their own."""

    opens: time = time(9, 0)
    closes: time = time(17, 0)
    step: int = 30  # minutes between two starts
    most_a_day: int = 2
    gap: int = 30  # minutes


@dataclass(frozen=True, slots=True)
class DiaryFacts:
    """Chairs and rooms in use with what is known of their time; `booked` leaves out the conference looked at."""

    calendar: WorkingCalendar
    hours: OfficeHours
    chairs: Sequence[Chair]
    rooms: Sequence[Room]
    patterns: Sequence[Pattern] = ()
    busy: Sequence[Busy] = ()
    booked: Sequence[Booked] = ()


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a slot must be for: whose, how long, for how many, with what in the room; none begins before `earliest`."""

    family_id: int
    minutes: int
    earliest: datetime
    needs_room: bool = True
    people: int = 0
    features: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Slot:
    """When, with whom and where; `room_id` is None where no room is needed."""

    starts_at: datetime
    ends_at: datetime
    chair_id: int
    room_id: int | None

    @property
    def day(self) -> date:
        """The day it is on."""
        return self.starts_at.date()


@dataclass(frozen=True, slots=True)
class Obstacle:
    """One thing in the way of a slot. `thing` says which, so that the same thing is named once.

    `facts` is what its sentence needs, and the ids of what it is about: busy_id, pattern_id, conference_id,
    chair_id, room_id.
    """

    code: str
    thing: tuple[object, ...]
    facts: Mapping[str, object] = field(default_factory=dict, compare=False)

    def with_reference(self, references: Mapping[int, str]) -> Obstacle:
        """The same, with the reference of the conference it is about where that is known."""
        number = self.facts.get("conference_id")
        known = references.get(number) if isinstance(number, int) else None
        return replace(self, facts={**self.facts, "reference": known}) if known else self


# Whose a pattern or a busy time is, as a row has it: chair, room and professional, two of them None. Looked up often,
# and quicker than an Owner.
Key = tuple[int | None, int | None, int | None]


def key_of(entry: Pattern | Busy) -> Key:
    """Whose it is."""
    return entry.chair_id, entry.room_id, entry.professional_id


def chair_key(chair: Chair) -> Key:
    """Whose a chair's time is."""
    return chair.id, None, None


def room_key(room: Room) -> Key:
    """Whose a room's time is."""
    return None, room.id, None


def doctor_key(professional_id: int) -> Key:
    """Whose a paediatrician's time is."""
    return None, None, professional_id


def owner_of_chair(chair: Chair) -> Owner:
    """The chair as an owner of hours."""
    return Owner(Whose.CHAIR, chair.id)


def owner_of_room(room: Room) -> Owner:
    """The room as an owner of hours."""
    return Owner(Whose.ROOM, room.id)
