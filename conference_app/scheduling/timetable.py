"""Who and what is free on each day: one bit mask of five-minute units for each chair, room, family and doctor.

Times between two units are rounded against the slot: what is taken outwards, what is free inwards.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from conference_app.domain.calendar import DAY
from conference_app.domain.people import Chair, Room
from conference_app.domain.supply import Busy, Pattern
from conference_app.scheduling.facts import Booked, DiaryFacts, Key, chair_key, doctor_key, key_of, room_key

UNIT = 5  # minutes
UNITS = 24 * 60 // UNIT
ALL_DAY = (1 << UNITS) - 1

_ByDay = tuple[frozenset[date], int]  # the days on which a pattern applies, and its units


@dataclass(frozen=True, slots=True)
class FreeUnits:
    """What is free on one day: chairs for one more conference with its gap kept, and rooms, by id.

    `conferences` says how many a chair has already, where there are any.
    """

    chairs: dict[int, int]
    rooms: dict[int, int]
    conferences: dict[int | None, int]


@dataclass(frozen=True, slots=True)
class DoctorUnits:
    """A paediatrician's day: sessions preferred (None where the doctor has none at all), clinics, time away."""

    preferred: int | None
    clinic: int
    away: int


class Timetable:
    """Days are worked out when they are asked for: a search seldom needs them all."""

    def __init__(self, facts: DiaryFacts, first: date, last: date) -> None:
        self.facts, self.first, self.last = facts, first, last
        working = facts.calendar.is_working_day
        every_day = (first + number * DAY for number in range((last - first).days + 1))
        self.days = tuple(day for day in every_day if working(day))
        self._booked: dict[str, list[Booked]] = defaultdict(list)
        for row in facts.booked:
            self._booked[row[0][:10]].append(row)
        self._patterns: dict[Key, list[Pattern]] = defaultdict(list)
        for pattern in facts.patterns:
            self._patterns[key_of(pattern)].append(pattern)
        self._busy: dict[Key, list[Busy]] = defaultdict(list)
        for busy in facts.busy:
            self._busy[key_of(busy)].append(busy)
        self._office = units_free(minute_of(facts.hours.opens), minute_of(facts.hours.closes))
        self._hours: dict[Key, tuple[list[_ByDay], list[_ByDay]]] = {}

    def on(self, day: date) -> FreeUnits:
        """What is free on a day."""
        booked = self._booked.get(day.isoformat(), [])
        of_chair: dict[int | None, list[Booked]] = defaultdict(list)
        room_taken: dict[int | None, int] = defaultdict(int)
        for row in booked:
            of_chair[row.chair_id].append(row)
            room_taken[row.room_id] |= units_taken(*_minutes(row))
        chairs = {chair.id: self._free_chair(chair, day, of_chair.get(chair.id, ())) for chair in self.facts.chairs}
        rooms = {room.id: self.room_open(room, day) & ~room_taken[room.id] for room in self.facts.rooms}
        return FreeUnits(chairs, rooms, {chair_id: len(rows) for chair_id, rows in of_chair.items()})

    def chair_open(self, chair: Chair, day: date) -> int:
        """When a chair is at work and nothing but conferences can take the time."""
        if chair.last_day is not None and day > chair.last_day:
            return 0
        return self._open(chair_key(chair), day)

    def room_open(self, room: Room, day: date) -> int:
        """When a room is open and not blocked."""
        return self._open(room_key(room), day)

    def family_free(self, family_id: int, day: date) -> int:
        """When a family has no conference."""
        free = ALL_DAY
        for row in self._booked.get(day.isoformat(), ()):
            if row.family_id == family_id:
                free &= ~units_taken(*_minutes(row))
        return free

    def doctor(self, professional_id: int, day: date) -> DoctorUnits | None:
        """What is known of a paediatrician's time on a day; None if nothing is known of it at all."""
        owner = doctor_key(professional_id)
        if owner not in self._patterns and owner not in self._busy:
            return None
        preferred, clinics = self._masks(owner)
        return DoctorUnits(_on(preferred, day) if preferred else None, _on(clinics, day), self._busy_units(owner, day))

    def most_a_day(self, chair: Chair) -> int:
        """How many conferences a chair takes on one day."""
        return self.facts.hours.most_a_day if chair.most_a_day is None else chair.most_a_day

    def gap(self, chair: Chair) -> int:
        """Minutes between two conferences of a chair."""
        return self.facts.hours.gap if chair.gap_minutes is None else chair.gap_minutes

    def _free_chair(self, chair: Chair, day: date, booked: Sequence[Booked]) -> int:
        if len(booked) >= self.most_a_day(chair):
            return 0
        free, gap = self.chair_open(chair, day), self.gap(chair)
        for row in booked:
            starts, ends = _minutes(row)
            free &= ~units_taken(starts - gap, ends + gap)
        return free

    def _open(self, owner: Key, day: date) -> int:
        available, taken = self._masks(owner)
        if any(pattern.available for pattern in self._patterns.get(owner, ())):
            hours = _on(available, day)
        else:
            hours = self._office if day.weekday() < 5 else 0
        return hours & ~_on(taken, day) & ~self._busy_units(owner, day)

    def _masks(self, owner: Key) -> tuple[list[_ByDay], list[_ByDay]]:
        """Hours at work or open, and hours taken each time."""
        found = self._hours.get(owner)
        if found is None:
            found = self._hours[owner] = [], []
            for pattern in self._patterns.get(owner, ()):
                units = units_free if pattern.available else units_taken
                mask = units(minute_of(pattern.starts), minute_of(pattern.ends))
                found[not pattern.available].append((pattern.days(self.first, self.last), mask))
        return found

    def _busy_units(self, owner: Key, day: date) -> int:
        taken = 0
        for busy in self._busy.get(owner, ()):
            taken |= units_taken(_minute_on(busy.starts_at, day), _minute_on(busy.ends_at, day))
        return taken


def units_taken(starts: int, ends: int) -> int:
    """The units from one minute of the day to another, begun ones with them; minutes beyond the day are cut off."""
    low, high = max(starts, 0) // UNIT, -(-min(ends, 24 * 60) // UNIT)
    return (1 << high) - (1 << low) if high > low else 0


def units_free(starts: int, ends: int) -> int:
    """The whole units from one minute of the day to another."""
    low, high = -(-starts // UNIT), ends // UNIT
    return (1 << high) - (1 << low) if high > low else 0


def starts_in(free: int, length: int) -> int:
    """The units at which so many free ones begin."""
    done = 1
    while done < length:
        step = min(done, length - done)
        free &= free >> step
        done += step
    return free


def minute_of(at: time) -> int:
    """Minutes since midnight."""
    return at.hour * 60 + at.minute


def length_in_units(minutes: int) -> int:
    """How many units a conference takes."""
    return -(-minutes // UNIT)


def _on(hours: Sequence[_ByDay], day: date) -> int:
    found = 0
    for days, mask in hours:
        if day in days:
            found |= mask
    return found


def _minutes(row: Booked) -> tuple[int, int]:
    starts, ends = row.starts_at, row.ends_at
    return int(starts[11:13]) * 60 + int(starts[14:16]), int(ends[11:13]) * 60 + int(ends[14:16])


def _minute_on(at: datetime, day: date) -> int:
    """The minute of this day a moment falls on: 0 for one before it, its end for one after."""
    if at.date() == day:
        return at.hour * 60 + at.minute
    return 0 if at.date() < day else 24 * 60
