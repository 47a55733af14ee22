"""Who and what is free on each day: one bit mask of five-minute units for each chair, room, family and doctor.

Times between two units are rounded against the slot: what is taken outwards, what is free inwards.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cache, cached_property, lru_cache

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


class _Hours:
    """What is known of one chair's, room's or doctor's time: patterns as masks, and what is taken once by day."""

    __slots__ = ("_masks", "busy", "patterns")

    def __init__(self) -> None:
        self.patterns: list[Pattern] = []
        self.busy: list[tuple[date, date, Busy]] = []
        self._masks: tuple[list[_ByDay], list[_ByDay]] | None = None

    def masks(self, first: date, last: date) -> tuple[list[_ByDay], list[_ByDay]]:
        """Hours at work, open or preferred, and hours taken each time; worked out once."""
        if self._masks is None:
            self._masks = [], []
            for pattern in self.patterns:
                units = units_free if pattern.available else units_taken
                mask = units(minute_of(pattern.starts), minute_of(pattern.ends))
                self._masks[not pattern.available].append((pattern.days(first, last), mask))
        return self._masks

    def busy_units(self, day: date) -> int:
        """The units taken once on a day."""
        taken = 0
        for first, last, busy in self.busy:
            if first <= day <= last:
                taken |= units_taken(_minute_on(busy.starts_at, day), _minute_on(busy.ends_at, day))
        return taken


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
        office = units_free(minute_of(facts.hours.opens), minute_of(facts.hours.closes))
        self._office_days = {day: office for day in self.days if day.weekday() < 5}
        self._open_days: dict[Key, dict[date, int]] = {}
        self._hours: dict[Key, _Hours] = defaultdict(_Hours)
        for pattern in facts.patterns:
            self._hours[key_of(pattern)].patterns.append(pattern)
        for busy in facts.busy:
            self._hours[key_of(busy)].busy.append((busy.starts_at.date(), busy.ends_at.date(), busy))

    def on(self, day: date) -> FreeUnits:
        """What is free on a day."""
        of_chair: dict[int | None, list[Booked]] = defaultdict(list)
        taken: dict[int | None, int] = {}
        for row in self._booked.get(day.isoformat(), ()):
            of_chair[row.chair_id].append(row)
            if row.room_id is not None:
                taken[row.room_id] = taken.get(row.room_id, 0) | units_taken(*_minutes(row))
        chairs = {chair.id: self._free_chair(chair, day, of_chair.get(chair.id)) for chair in self.facts.chairs}
        rooms = {number: open_days.get(day, 0) & ~taken.get(number, 0) for number, open_days in self._rooms}
        return FreeUnits(chairs, rooms, {chair_id: len(rows) for chair_id, rows in of_chair.items()})

    def chair_open(self, chair: Chair, day: date) -> int:
        """When a chair is at work and nothing but conferences can take the time."""
        if chair.last_day is not None and day > chair.last_day:
            return 0
        return self._open(chair_key(chair)).get(day, 0)

    def room_open(self, room: Room, day: date) -> int:
        """When a room is open and not blocked."""
        return self._open(room_key(room)).get(day, 0)

    def family_free(self, family_id: int, day: date) -> int:
        """When a family has no conference."""
        free = ALL_DAY
        for row in self._booked.get(day.isoformat(), ()):
            if row.family_id == family_id:
                free &= ~units_taken(*_minutes(row))
        return free

    def doctor(self, professional_id: int, day: date) -> DoctorUnits | None:
        """What is known of a paediatrician's time on a day; None if nothing is known of it at all."""
        hours = self._hours.get(doctor_key(professional_id))
        if hours is None:
            return None
        preferred, clinics = hours.masks(self.first, self.last)
        return DoctorUnits(_on(preferred, day) if preferred else None, _on(clinics, day), hours.busy_units(day))

    def most_a_day(self, chair: Chair) -> int:
        """How many conferences a chair takes on one day."""
        return self.facts.hours.most_a_day if chair.most_a_day is None else chair.most_a_day

    def gap(self, chair: Chair) -> int:
        """Minutes between two conferences of a chair."""
        return self.facts.hours.gap if chair.gap_minutes is None else chair.gap_minutes

    @cached_property
    def _rooms(self) -> list[tuple[int, dict[date, int]]]:
        return [(room.id, self._open(room_key(room))) for room in self.facts.rooms]

    def _free_chair(self, chair: Chair, day: date, booked: Sequence[Booked] | None) -> int:
        if booked is None:
            return self.chair_open(chair, day)
        if len(booked) >= self.most_a_day(chair):
            return 0
        free, gap = self.chair_open(chair, day), self.gap(chair)
        for row in booked:
            starts, ends = _minutes(row)
            free &= ~units_taken(starts - gap, ends + gap)
        return free

    def _open(self, owner: Key) -> dict[date, int]:
        """The units of each day on which a chair works or a room is open; worked out once."""
        found = self._open_days.get(owner)
        if found is None:
            hours = self._hours.get(owner)
            found = self._open_days[owner] = self._office_days if hours is None else self._hours_of(hours)
        return found

    def _hours_of(self, hours: _Hours) -> dict[date, int]:
        available, taken = hours.masks(self.first, self.last)
        found: dict[date, int] = {} if available else dict(self._office_days)
        for days, mask in available:
            for day in days:
                found[day] = found.get(day, 0) | mask
        for days, mask in taken:
            for day in days & found.keys():
                found[day] &= ~mask
        for first, last, _ in hours.busy:
            for day in found:
                if first <= day <= last:
                    found[day] &= ~hours.busy_units(day)
        return found


@lru_cache(maxsize=4096)
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
    for shift in _shifts(length):
        free &= free >> shift
    return free


@cache
def _shifts(length: int) -> tuple[int, ...]:
    """By how much to shift, one after the other, until a run of that length is told by one bit: 1, 2, 4 … the rest."""
    done, found = 1, []
    while done < length:
        found.append(min(done, length - done))
        done += found[-1]
    return tuple(found)


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
    return _minute_in(row[0][11:]), _minute_in(row[1][11:])


@lru_cache(maxsize=24 * 60)
def _minute_in(text: str) -> int:
    """Of 09:30, as the store has it."""
    return int(text[:2]) * 60 + int(text[3:])


def _minute_on(at: datetime, day: date) -> int:
    """The minute of this day a moment falls on: 0 for one before it, its end for one after."""
    if at.date() == day:
        return at.hour * 60 + at.minute
    return 0 if at.date() < day else 24 * 60
