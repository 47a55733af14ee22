"""The best slots for one conference, each with the reasons for and against it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache, cached_property

from conference_app.domain.people import Room
from conference_app.scheduling.facts import Slot, Wanted
from conference_app.scheduling.slot_reasons import WEIGHTS, Aims, Reason, Weighing
from conference_app.scheduling.timetable import (
    ALL_DAY,
    UNIT,
    FreeUnits,
    Timetable,
    length_in_units,
    minute_of,
    starts_in,
)

MOST_A_DAY = 2  # slots proposed on one day as long as other days have any
APART = 180 // UNIT  # between these two, so that one is in the morning and one is not


@dataclass(frozen=True, slots=True)
class RankedSlot:
    """A slot with what speaks for and against it; the lower the cost, the better."""

    slot: Slot
    cost: float
    reasons: tuple[Reason, ...]


@dataclass(slots=True)
class _Day:
    """What is free on one day, and at which units a chair, a room and the family can begin."""

    free: FreeUnits
    chairs: dict[int, int]
    rooms: dict[int, int]
    starts: int


_Start = tuple[float, date, int]  # cost, day and unit: in the order in which they are offered


class SlotSearch:
    """Looks for slots in a timetable. `now` is where the conference is booked already: that is no proposal."""

    def __init__(self, timetable: Timetable, wanted: Wanted, aims: Aims, now: Slot | None = None) -> None:
        self.timetable, self.wanted, self.aims, self.now = timetable, wanted, aims, now
        self.length = length_in_units(wanted.minutes)
        self.weighing = Weighing(timetable, wanted, aims)
        self._grid = start_units(timetable)
        self._chairs = {chair.id: chair for chair in timetable.facts.chairs}
        self._rooms = {room.id: room for room in sorted(timetable.facts.rooms, key=_plainest) if fits(room, wanted)}
        self._days: dict[date, _Day] = {}
        self._time_costs: dict[tuple[int, bool], float] = {}
        self._slot = cache(self._slot_at)

    def best(self, days: Iterable[date], top: int) -> list[RankedSlot]:
        """The best slots on these days, at most so many, best first: on different days before the same one.

        A day is looked at only while it could still have a better slot than those found.
        """
        in_order = sorted((self.weighing.day_cost(day), day) for day in days)
        found: list[_Start] = []
        for number, (_, day) in enumerate(in_order, start=1):
            found += self._starts(day)
            least = in_order[number][0] if number < len(in_order) else 0
            if number * MOST_A_DAY >= top and self._enough(found, top, least):
                break
        found.sort()
        chosen = self._chosen(found, top)
        chosen = sorted(chosen + self._others(found, chosen, top - len(chosen)), key=lambda each: each[0])
        return [self._explained(start, slot) for start, slot in chosen]

    def _enough(self, found: Sequence[_Start], top: int, least: float) -> bool:
        """Whether so many are chosen already that cost less than anything on the days not looked at."""
        better = [start for start in found if start[0] < least]
        return len(better) >= top and len(self._chosen(sorted(better), top)) == top

    def _on(self, day: date) -> _Day:
        found = self._days.get(day)
        if found is None:
            free, length = self.timetable.on(day), self.length
            chairs = {number: starts_in(mask, length) for number, mask in free.chairs.items()}
            rooms = {number: starts_in(free.rooms[number], length) for number in self._rooms}
            starts = self._grid & _any(chairs.values()) & self._not_too_early(day)
            starts &= starts_in(self.timetable.family_free(self.wanted.family_id, day), length)
            if self.wanted.needs_room:
                starts &= _any(rooms.values())
            found = self._days[day] = _Day(free, chairs, rooms, starts)
        return found

    def _not_too_early(self, day: date) -> int:
        earliest = self.wanted.earliest
        if day != earliest.date():
            return ALL_DAY if day > earliest.date() else 0
        return ALL_DAY & -1 << -(-(minute_of(earliest.time()) + bool(earliest.second)) // UNIT)

    def _starts(self, day: date) -> Iterator[_Start]:
        """Every start of a day with its cost."""
        on, aims = self._on(day), self.aims
        known = on.chairs.get(aims.chair_id, 0) if aims.chair_id is not None else ALL_DAY
        cost, has_school, units = self.weighing.day_cost(day), self.weighing.has_school(day), (1 << self.length) - 1
        for unit in _bits(on.starts):
            doctor = self.weighing.of_doctor(day, units << unit) if aims.doctor else None
            at_once = self.weighing.of_start(day, self._times(unit)[0]) if day == aims.today else None
            yield (
                cost
                + self._time_cost(unit, has_school)
                + (0 if known >> unit & 1 else WEIGHTS["another chair"])
                + (doctor.cost if doctor else 0)
                + (at_once.cost if at_once else 0),
                day,
                unit,
            )

    def _time_cost(self, unit: int, has_school: bool) -> float:
        found = self._time_costs.get((unit, has_school))
        if found is None:
            reasons = self.weighing.of_time(*self._times(unit), has_school)
            found = self._time_costs[unit, has_school] = sum(reason.cost for reason in reasons)
        return found

    def _times(self, unit: int) -> tuple[time, time]:
        starts = datetime.combine(date.min, time(unit * UNIT // 60, unit * UNIT % 60))
        ends = starts + timedelta(minutes=self.wanted.minutes)
        return starts.time(), ends.time() if ends.date() == date.min else time.max

    def _chosen(self, found: Sequence[_Start], top: int) -> list[tuple[_Start, Slot]]:
        """The cheapest, no more than two on a day, and these well apart."""
        chosen: list[tuple[_Start, Slot]] = []
        apart = max(self.length, APART)
        units: dict[date, list[int]] = {}
        for start in found:
            _, day, unit = start
            others = units.setdefault(day, [])
            if len(others) < MOST_A_DAY and all(abs(unit - other) >= apart for other in others):
                slot = self._slot(day, unit)
                if slot is not None:
                    chosen.append((start, slot))
                    others.append(unit)
            if len(chosen) == top:
                break
        return chosen

    def _others(
        self, found: Sequence[_Start], chosen: Sequence[tuple[_Start, Slot]], most: int
    ) -> list[tuple[_Start, Slot]]:
        """More starts of the same days, where there is nothing else."""
        there = {start for start, _ in chosen}
        others = ((start, self._slot(start[1], start[2])) for start in found if start not in there)
        named = ((start, slot) for start, slot in others if slot is not None)
        return [each for _, each in zip(range(most), named, strict=False)]

    def _slot_at(self, day: date, unit: int) -> Slot | None:
        """The best chair and room for a start; None where the conference is there already."""
        on, bit = self._on(day), 1 << unit
        chairs = [number for number, starts in on.chairs.items() if starts & bit]
        known = self.aims.chair_id
        chair = known if known in chairs else min(chairs, key=lambda number: self._chair_order(number, on.free))
        room = next((number for number, starts in on.rooms.items() if starts & bit), None)
        starts_at = datetime.combine(day, time()) + timedelta(minutes=unit * UNIT)
        ends_at = starts_at + timedelta(minutes=self.wanted.minutes)
        slot = Slot(starts_at, ends_at, chair, room if self.wanted.needs_room else None)
        return None if slot == self.now else slot

    @cached_property
    def _load(self) -> Counter[int | None]:
        """How many conferences each chair has in these weeks."""
        return Counter(row.chair_id for row in self.timetable.facts.booked)

    def _chair_order(self, chair_id: int, free: FreeUnits) -> tuple[int, int, str]:
        """Who has least to do on that day, and in these weeks."""
        that_day = free.conferences.get(chair_id, 0)
        return that_day, self._load[chair_id], self._chairs[chair_id].name

    def _explained(self, start: _Start, slot: Slot) -> RankedSlot:
        cost, day, unit = start
        weighing = self.weighing
        doctor = weighing.of_doctor(day, ((1 << self.length) - 1) << unit)
        that_day = self._on(day).free.conferences.get(slot.chair_id, 0)
        of_time = weighing.of_time(*self._times(unit), weighing.has_school(day))
        room = [] if slot.room_id is None else weighing.of_room(self._rooms[slot.room_id])
        at_once = weighing.of_start(day, self._times(unit)[0])
        about = [*([at_once] if at_once else []), *weighing.of_day(day), *([doctor] if doctor else []), *of_time]
        return RankedSlot(slot, cost, (*about, *weighing.of_chair(self._chairs[slot.chair_id], that_day), *room))


def fits(room: Room, wanted: Wanted) -> bool:
    """Whether everybody has a seat, as far as its size is known, and everything needed is there."""
    return (not room.capacity or room.capacity >= wanted.people) and set(wanted.features) <= set(room.features)


def start_units(timetable: Timetable) -> int:
    """The units at which conferences begin: the practice's steps from the opening of the office to its closing."""
    hours = timetable.facts.hours
    opens, closes = minute_of(hours.opens), minute_of(hours.closes)
    return _any(1 << -(-minute // UNIT) for minute in range(opens, closes, hours.step))


def _plainest(room: Room) -> tuple[bool, int, int, str]:
    """Rooms that are large, or have what others may need, are kept for those; of unknown size comes last."""
    return room.capacity == 0, len(room.features), room.capacity, room.name


def _any(masks: Iterable[int]) -> int:
    found = 0
    for mask in masks:
        found |= mask
    return found


def _bits(mask: int) -> Iterator[int]:
    """The numbers of the bits that are set, lowest first."""
    while mask:
        lowest = mask & -mask
        yield lowest.bit_length() - 1
        mask ^= lowest
