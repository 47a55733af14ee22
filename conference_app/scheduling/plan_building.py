"""The problem of placing some conferences anew, made of a timetable; and its places, made slots again."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache, reduce
from math import gcd
from operator import or_

from conference_app.domain import people
from conference_app.scheduling.facts import Slot, Wanted
from conference_app.scheduling.plan_problem import Chair, Held, Job, Place, Problem
from conference_app.scheduling.slot_reasons import REVIEW_AIM, Aims
from conference_app.scheduling.slots import fits, start_units
from conference_app.scheduling.timetable import ALL_DAY, UNIT, Timetable, minute_of, starts_in, units_free, units_taken

DAY_MINUTES = 24 * 60
Span = tuple[datetime, datetime]


@dataclass(frozen=True, slots=True)
class Subject:
    """A conference to be placed anew: what it must and should have, where it is, and what of that it can keep.

    `moving` is what another time costs in working days of waiting.
    """

    conference_id: int
    wanted: Wanted
    aims: Aims
    now_at: Slot | None = None
    keeps_time: bool = False
    keeps_chair: bool = False
    keeps_room: bool = False
    moving: int = 0


class PlanDays:
    """The working days of a plan in units of so many minutes, from the first free one of any day to the last."""

    def __init__(self, days: Sequence[date], unit: int) -> None:
        self.days, self.unit = days, unit
        self.first, self.units = 0, DAY_MINUTES // unit
        self.coarse = cache(self._coarse)

    def crop(self, masks: Sequence[int]) -> None:
        """Leave out what is free for nobody at either end of the day."""
        anything = reduce(or_, map(self.coarse, masks), 0) or 1
        self.first = (anything & -anything).bit_length() - 1
        self.units = anything.bit_length() - self.first
        self.coarse = cache(self._coarse)

    def _coarse(self, mask: int) -> int:
        """Of a mask of five minutes each, the units that are free as a whole."""
        each = self.unit // UNIT
        whole = starts_in(mask, each) >> self.first * each
        return sum(1 << number for number in range(self.units) if whole >> number * each & 1)

    def starts(self, mask: int) -> int:
        """Of a mask of starts, those at which a unit begins."""
        each = self.unit // UNIT
        return sum(1 << number for number in range(self.units) if mask >> (self.first + number) * each & 1)

    def length(self, minutes: int) -> int:
        """How many units so many minutes take."""
        return -(-minutes // self.unit)

    def begins(self, when: datetime) -> tuple[int, int] | None:
        """The day and the unit; None where no working day or no unit begins then."""
        day = bisect_left(self.days, when.date())
        unit, rest = divmod(minute_of(when.time()), self.unit)
        if rest or day == len(self.days) or self.days[day] != when.date() or not 0 <= unit - self.first < self.units:
            return None
        return day, unit - self.first

    def when(self, day: int, unit: int) -> datetime:
        """The time at which a unit begins."""
        return datetime.combine(self.days[day], time()) + timedelta(minutes=(self.first + unit) * self.unit)


class Building:
    """A problem in the days of a timetable, whose units are as long as starts, lengths and gaps allow.

    What is booked in the timetable stays taken, the conferences to be placed with it: what one of them gives up
    nobody else gets, so that each part of the plan can be done, or left. `doctors_taken` has the times at which
    doctors are at conferences that stay.
    """

    def __init__(
        self,
        timetable: Timetable,
        subjects: Sequence[Subject],
        now: datetime,
        doctors_taken: Mapping[int, Sequence[Span]],
    ) -> None:
        self.timetable, self.subjects, self.now, self._doctors_taken = timetable, subjects, now, doctors_taken
        self.chairs, self.rooms = list(timetable.facts.chairs), list(timetable.facts.rooms)
        self.doctors = sorted({each.aims.doctor.id for each in subjects if each.aims.doctor})
        self._free = [timetable.on(day) for day in timetable.days]
        self.days = PlanDays(timetable.days, self._longest_unit())
        self.days.crop([*self._masks_of_all(), *(_units_of(each.now_at) for each in subjects if each.now_at)])
        self._doctor_free = {doctor: self._doctor(doctor) for doctor in self.doctors}
        self._chairs_free = tuple(map(self._chair, self.chairs))
        self._rooms_free = tuple(self._coarse([free.rooms[room.id] for free in self._free]) for room in self.rooms)
        self._starts = self.days.starts(start_units(timetable))
        self._starts_with = cache(self._starts_on)
        self.problem = self._problem()

    def slots(self, places: Sequence[Place | None]) -> list[Slot | None]:
        """Where the subjects come to be."""
        return [self._slot(each, place) for each, place in zip(self.subjects, places, strict=True)]

    def _slot(self, subject: Subject, place: Place | None) -> Slot | None:
        if place is None:
            return None
        starts = self.days.when(place.day, place.start)
        room = None if place.room is None else self.rooms[place.room].id
        ends = starts + timedelta(minutes=subject.wanted.minutes)
        return Slot(starts, ends, self.chairs[place.chair].id, room)

    def _longest_unit(self) -> int:
        """Minutes on which everything begins and ends, five at least."""
        facts = self.timetable.facts
        minutes = [minute_of(facts.hours.opens), facts.hours.step]
        minutes += [each.wanted.minutes for each in self.subjects]
        minutes += [self.timetable.gap(chair) for chair in facts.chairs]
        minutes += [minute_of(each.now_at.starts_at.time()) for each in self.subjects if each.now_at]
        found = gcd(*minutes)
        return found if found % UNIT == 0 and DAY_MINUTES % found == 0 else UNIT

    def _masks_of_all(self) -> list[int]:
        return [mask for free in self._free for mask in (*free.chairs.values(), *free.rooms.values())]

    def _problem(self) -> Problem:
        return Problem(
            days=len(self.days.days),
            units=self.days.units,
            starts=self._starts,
            chairs=self._chairs_free,
            rooms=self._rooms_free,
            doctors=tuple(self._doctor_free[doctor] for doctor in self.doctors),
            jobs=tuple(map(self._job, self.subjects)),
            families=self._families(),
        )

    def _coarse(self, masks: Sequence[int]) -> tuple[int, ...]:
        """The masks of all days in units, without what of today is past."""
        return tuple(self.days.coarse(mask & self._ahead(day)) for day, mask in zip(self.days.days, masks, strict=True))

    def _ahead(self, day: date) -> int:
        if day != self.now.date():
            return ALL_DAY
        return units_free(minute_of(self.now.time()) + 1, DAY_MINUTES)

    def _chair(self, chair: people.Chair) -> Chair:
        most = self.timetable.most_a_day(chair)
        left = tuple(max(0, most - free.conferences.get(chair.id, 0)) for free in self._free)
        free = self._coarse([free.chairs[chair.id] for free in self._free])
        return Chair(free, left, self.days.length(self.timetable.gap(chair)))

    def _doctor(self, doctor_id: int) -> tuple[int, ...]:
        """Neither in clinic nor away nor at a conference as it is booked now."""
        masks = dict.fromkeys(self.days.days, ALL_DAY)
        for day in masks:
            known = self.timetable.doctor(doctor_id, day)
            if known is not None:
                masks[day] &= ~(known.clinic | known.away)
        for starts, ends in self._doctors_taken.get(doctor_id, ()):
            if starts.date() in masks:
                masks[starts.date()] &= ~units_taken(minute_of(starts.time()), minute_of(ends.time()))
        for each in self.subjects:
            if each.now_at and each.now_at.day in masks and each.aims.doctor and each.aims.doctor.id == doctor_id:
                masks[each.now_at.day] &= ~_units_of(each.now_at)
        return tuple(map(self.days.coarse, masks.values()))

    def _families(self) -> dict[int, tuple[int, ...]]:
        """When families are free of conferences that stay and, where several are to be placed, of those too."""
        placed = {each.conference_id for each in self.subjects}
        times = Counter(each.wanted.family_id for each in self.subjects)
        rows = [row for row in self.timetable.facts.booked if times[row.family_id]]
        others = [row for row in rows if row.conference_id not in placed or times[row.family_id] > 1]
        found = {row.family_id: [ALL_DAY] * len(self.days.days) for row in others}
        for row in others:
            starts, ends = datetime.fromisoformat(row.starts_at), datetime.fromisoformat(row.ends_at)
            day = bisect_left(self.days.days, starts.date())
            if day < len(self.days.days) and self.days.days[day] == starts.date():
                found[row.family_id][day] &= ~units_taken(minute_of(starts.time()), minute_of(ends.time()))
        return {family: tuple(map(self.days.coarse, masks)) for family, masks in found.items()}

    def _job(self, subject: Subject) -> Job:
        wanted, aims = subject.wanted, subject.aims
        length, limit = self.days.length(wanted.minutes), self._last_day(aims.limit)
        first = self._first_day(subject)
        chair_ids = [chair.id for chair in self.chairs]
        return Job(
            length=length,
            first=first,
            limit=limit,
            rooms=self._rooms(subject),
            chair=chair_ids.index(aims.chair_id) if aims.chair_id in chair_ids else None,
            doctor=self._doctor_needed(subject, length, range(first, limit + 1)),
            family=wanted.family_id,
            aim=self._aim(subject, limit),
            held=self._held(subject),
            moving=subject.moving,
            good_starts=self._good_starts(aims, length),
            notice=self._enough_notice(subject),
        )

    def _rooms(self, subject: Subject) -> tuple[int, ...] | None:
        """Those it fits into, and the one it is booked in: somebody found that good enough; None without any need."""
        if not subject.wanted.needs_room:
            return None
        now_in = subject.now_at.room_id if subject.now_at else None
        return tuple(n for n, room in enumerate(self.rooms) if room.id == now_in or fits(room, subject.wanted))

    def _good_starts(self, aims: Aims, length: int) -> int:
        """The starts that keep clear of lunch and, for children at school, of times outside school hours."""
        good = ALL_DAY if aims.lunch is None else ALL_DAY & ~units_taken(*map(minute_of, aims.lunch))
        if aims.school_age and aims.school_hours:
            good &= units_free(*map(minute_of, aims.school_hours))
        return starts_in(self.days.coarse(good), length)

    def _last_day(self, limit: date | None) -> int:
        """The last lawful day; -1 where it has passed."""
        days = self.days.days
        return len(days) - 1 if limit is None else bisect_right(days, limit) - 1

    def _first_day(self, subject: Subject) -> int:
        """Neither today nor before the clock started."""
        days = self.days.days
        tomorrow, earliest = bisect_right(days, self.now.date()), bisect_left(days, subject.wanted.earliest.date())
        return min(len(days) - 1, max(earliest, tomorrow))

    def _enough_notice(self, subject: Subject) -> int:
        calendar, needed = self.timetable.facts.calendar, subject.aims.notice.invitations
        return bisect_left(self.days.days, calendar.add(self.now.date(), needed))

    def _aim(self, subject: Subject, limit: int) -> int:
        """The day it is booked for; without one, for a review shortly before its limit, else as soon as can be."""
        if subject.now_at is not None:
            return bisect_left(self.days.days, subject.now_at.day)
        if subject.aims.aim_late and subject.aims.limit is not None:
            return max(0, limit - REVIEW_AIM)
        return self._enough_notice(subject)

    def _doctor_needed(self, subject: Subject, length: int, days: range) -> int | None:
        """The doctor, unless there is no time with chair and room up to the limit: then the conference goes on without.

        A paediatrician is invited in any case; no limit is broken for one to come.
        """
        doctor, rooms = subject.aims.doctor, self._rooms(subject)
        if doctor is None:
            return None
        free = self._doctor_free[doctor.id]
        can = any(starts_in(free[day], length) & self._starts_with(day, length, rooms) for day in days)
        return self.doctors.index(doctor.id) if can else None

    def _starts_on(self, day: int, length: int, rooms: tuple[int, ...] | None) -> int:
        """The units at which some chair and one of these rooms are free for so long."""
        chairs = (starts_in(chair.free[day], length) for chair in self._chairs_free if chair.most[day])
        starts = self._starts & reduce(or_, chairs, 0)
        if rooms is not None:
            starts &= reduce(or_, (starts_in(self._rooms_free[room][day], length) for room in rooms), 0)
        return starts

    def _held(self, subject: Subject) -> Held | None:
        slot = subject.now_at
        begins = self.days.begins(slot.starts_at) if slot and subject.keeps_time and slot.starts_at > self.now else None
        if slot is None or begins is None:
            return None
        chair_ids, room_ids = [chair.id for chair in self.chairs], [room.id for room in self.rooms]
        chair = chair_ids.index(slot.chair_id) if subject.keeps_chair else None
        room = room_ids.index(slot.room_id) if subject.keeps_room and slot.room_id is not None else None
        return Held(*begins, chair, room if subject.wanted.needs_room else None)


def _units_of(slot: Slot) -> int:
    return units_taken(minute_of(slot.starts_at.time()), minute_of(slot.ends_at.time()) or DAY_MINUTES)
