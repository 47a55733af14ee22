"""What speaks for and against a slot, and what each of it costs: the one place where slots are weighed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from functools import cache
from typing import NamedTuple

from conference_app.domain.people import Chair, Room
from conference_app.domain.supply import SchoolHoliday
from conference_app.scheduling.facts import Wanted
from conference_app.scheduling.timetable import Timetable, minute_of, units_taken

# In working days of waiting, which cost 1 each: what one would wait for, and what one would not.
WEIGHTS: Mapping[str, float] = {
    "late": 1000,  # each working day: nothing is worth breaking the limit, and less of it is always better
    "stricter": 60,  # keeps the limit by this authority's count, not by the other one: somebody will ask why
    "invitations": 50,  # sent with too little notice people do not come, the paediatrician first of all
    "report": 25,  # a report nobody had time to write
    "police": 20,  # the police answer late, but they do answer
    "a day short": 4,  # each working day that any notice falls short by
    "same day": 200,  # nobody has read an invitation, or a report: only the limit itself is worth that
    "an hour short": 10,  # each hour less than a working day, on the same day
    "another chair": 35,  # the family tells its story again; still better than too little notice
    "doctor away": 30,  # in clinic, on leave or at another conference: the paediatrician could only report
    "doctor elsewhere": 8,  # not in one of the preferred sessions
    "last day": 25,  # nothing can go wrong any more
    "last day but one": 12,
    "school holiday": 8,  # nobody from the school can come, and children need care
    "outside school": 6,  # parents stand at the school gate
    "lunch": 6,
    "waiting": 1,
    "nearer": 2,  # for a review, each working day nearer to the limit than the day aimed at
}
WORKING_DAY = 8  # hours
REVIEW_AIM = 5  # working days before its limit a review is aimed at: the plan had its time, and some is in hand


class Reason(NamedTuple):
    """One thing to know about a slot: whether it speaks for it, what it costs, and the facts of its sentence."""

    code: str
    good: bool
    facts: Mapping[str, object]
    cost: float = 0


class Asked(NamedTuple):
    """A conference somebody is wanted at."""

    reference: str
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class KnownDoctor:
    """The paediatrician invited, or who would be, and the other conferences wanting the same one."""

    id: int
    name: str
    asked: Sequence[Asked] = ()


@dataclass(frozen=True, slots=True)
class Notice:
    """Working days that invitations, the report that takes longest, and the police need before a conference."""

    invitations: int
    report: int
    police: int


@dataclass(frozen=True, slots=True)
class Aims:
    """What makes one slot better than another.

    `limit` is the last lawful day by the authority's own count, `stricter` the last day by the stricter one.
    `aim_late` is for reviews: held shortly before the limit, not as soon as can be. `chair_id` is the chair the
    family knows, and `chair_since` how: "last time" or "booked". School matters with a child of school age.
    """

    today: date
    limit: date | None = None
    stricter: date | None = None
    aim_late: bool = False
    chair_id: int | None = None
    chair_name: str = ""
    chair_since: str = "last time"
    doctor: KnownDoctor | None = None
    notice: Notice = field(default_factory=lambda: Notice(0, 0, 0))
    school_age: bool = False
    school_holidays: Sequence[SchoolHoliday] = ()
    school_hours: tuple[time, time] | None = None
    lunch: tuple[time, time] | None = None


class Weighing:
    """Weighs working days of the timetable, times, the doctor, chairs and rooms; each day and time of day once."""

    def __init__(self, timetable: Timetable, wanted: Wanted, aims: Aims) -> None:
        self.timetable, self.wanted, self.aims = timetable, wanted, aims
        calendar = timetable.facts.calendar
        since = calendar.between(aims.today, timetable.days[0]) if timetable.days else 0
        self._since = {day: since + number for number, day in enumerate(timetable.days)}  # working days from today
        self._limit = 0 if aims.limit is None else calendar.between(aims.today, aims.limit)
        self._stricter = 0 if aims.stricter is None else calendar.between(aims.today, aims.stricter)
        self._longest_notice = max(aims.notice.invitations, aims.notice.report, aims.notice.police)
        self.of_day = cache(self._of_day)
        self.of_time = cache(self._of_time)
        self.day_cost = cache(self._day_cost)
        self._known_of_doctor = cache(timetable.doctor)
        self._asked: dict[date, list[tuple[int, str]]] = {}  # by day the units of other conferences, and which
        for reference, starts, ends in aims.doctor.asked if aims.doctor else ():
            units = units_taken(minute_of(starts.time()), minute_of(ends.time()))
            self._asked.setdefault(starts.date(), []).append((units, reference))

    def _day_cost(self, day: date) -> float:
        """What every slot of this day costs at least."""
        return self._waiting(day) + sum(reason.cost for reason in self.of_day(day))

    def has_school(self, day: date) -> bool:
        """Whether schools are open, as far as is known."""
        return self._holiday(day) is None

    def _of_day(self, day: date) -> list[Reason]:
        """The margin by both clocks, the notice, and the school holidays."""
        return [*self._margins(day), *self._notice(day), *self._school_holiday(day)]

    def _of_time(self, starts: time, ends: time, has_school: bool) -> list[Reason]:
        """School hours and lunch."""
        aims, found = self.aims, []
        if aims.school_age and has_school and aims.school_hours:
            opens, closes = aims.school_hours
            inside = opens <= starts and ends <= closes
            code, cost = ("in_school_hours", 0) if inside else ("outside_school_hours", WEIGHTS["outside school"])
            found.append(Reason(code, inside, {"starts": opens, "ends": closes}, cost))
        if aims.lunch and starts < aims.lunch[1] and aims.lunch[0] < ends:
            found.append(
                Reason("over_lunch", False, {"starts": aims.lunch[0], "ends": aims.lunch[1]}, WEIGHTS["lunch"])
            )
        return found

    def of_start(self, day: date, starts: time) -> Reason | None:
        """How little time is left to invite anybody on the same day; None for any other, or where none is needed.

        Where the limit is broken in any case, another day is worth it.
        """
        if day != self.aims.today or not self.aims.notice.invitations:
            return None
        now, late = self.wanted.earliest, self.aims.limit is not None and day > self.aims.limit
        hours = max(int((datetime.combine(day, starts) - now).total_seconds() // 3600), 0)
        cost = WEIGHTS["same day"] + WEIGHTS["an hour short"] * max(WORKING_DAY - hours, 0)
        return Reason("same_day", False, {"hours": hours}, cost + (WEIGHTS["late"] if late else 0))

    def of_doctor(self, day: date, units: int) -> Reason | None:
        """Whether the paediatrician could come, as far as is known; None where nobody is to be asked yet."""
        doctor = self.aims.doctor
        if doctor is None:
            return None
        name, known = {"name": doctor.name}, self._known_of_doctor(doctor.id, day)
        for taken, reference in self._asked.get(day, ()):
            if taken & units:
                return Reason("doctor_asked", False, {**name, "reference": reference}, WEIGHTS["doctor away"])
        if known is None:
            return Reason("doctor_unknown", False, name)
        if (known.away | known.clinic) & units:
            code = "doctor_away" if known.away & units else "doctor_in_clinic"
            return Reason(code, False, name, WEIGHTS["doctor away"])
        if known.preferred is None or known.preferred & units == units:
            return Reason("doctor_free" if known.preferred is None else "doctor_prefers", True, name)
        return Reason("doctor_elsewhere", False, name, WEIGHTS["doctor elsewhere"])

    def of_chair(self, chair: Chair, conferences_that_day: int) -> list[Reason]:
        """Whether the family knows the chair, and what else the chair has on that day."""
        aims, found = self.aims, []
        facts: dict[str, object]
        if aims.chair_id == chair.id:
            found.append(Reason("same_chair", True, {"name": chair.name, "since": aims.chair_since}))
        elif aims.chair_id is not None:
            facts = {"name": chair.name, "known": aims.chair_name, "since": aims.chair_since}
            found.append(Reason("another_chair", False, facts, WEIGHTS["another chair"]))
        if conferences_that_day:
            facts = {"name": chair.name, "number": conferences_that_day + 1, "gap": self.timetable.gap(chair)}
            found.append(Reason("chair_day", True, facts))
        return found

    def of_room(self, room: Room) -> list[Reason]:
        """Whether everybody finds a seat, and what was asked for is there."""
        facts = {"name": room.name, "capacity": room.capacity, "people": self.wanted.people}
        found = [Reason("room_fits" if room.capacity else "room_size_unknown", bool(room.capacity), facts)]
        if self.wanted.features:
            found.append(Reason("room_has", True, {"name": room.name, "features": self.wanted.features}))
        return found

    def _waiting(self, day: date) -> float:
        """Each working day until then; for a review, which has its day, how far it lies from the one aimed at."""
        if not self.aims.aim_late or self.aims.limit is None:
            return WEIGHTS["waiting"] * max(self._since[day], 0)
        early = self._limit - self._since[day] - REVIEW_AIM
        return WEIGHTS["waiting"] * early if early > 0 else WEIGHTS["nearer"] * -early

    def _margins(self, day: date) -> list[Reason]:
        limit, stricter = self.aims.limit, self.aims.stricter
        if limit is None:
            return []
        left = self._limit - self._since[day]
        if day > limit:
            late = max(-left, 1)
            return [Reason("late", False, {"days": late, "limit": limit}, WEIGHTS["late"] * late)]
        cost = WEIGHTS[_THIN[left]] if left in _THIN else 0
        found = [Reason("margin" if left else "last_day", left > 1, {"days": left, "limit": limit}, cost)]
        if stricter is not None and stricter < limit:
            if day > stricter:
                found.append(Reason("past_stricter", False, {"day": stricter}, WEIGHTS["stricter"]))
            else:
                facts = {"days": self._stricter - self._since[day], "day": stricter}
                found.append(Reason("stricter_margin", True, facts))
        return found

    def _notice(self, day: date) -> list[Reason]:
        left, needed = self._since[day], self.aims.notice
        if left >= self._longest_notice:
            return [Reason("enough_notice", True, {"left": left})]
        kinds = (("invitations", needed.invitations), ("report", needed.report), ("police", needed.police))
        return [
            Reason(f"{what}_short", False, {"left": left, "needed": days}, WEIGHTS[what] + _a_day_short(days - left))
            for what, days in kinds
            if left < days
        ]

    def _school_holiday(self, day: date) -> list[Reason]:
        holiday = self._holiday(day) if self.aims.school_age else None
        if holiday is None:
            return []
        return [Reason("school_holiday", False, {"title": holiday.title}, WEIGHTS["school holiday"])]

    def _holiday(self, day: date) -> SchoolHoliday | None:
        for each in self.aims.school_holidays:
            if each.first_day <= day <= each.last_day:
                return each
        return None


_THIN = {0: "last day", 1: "last day but one"}


def _a_day_short(days: int) -> float:
    return WEIGHTS["a day short"] * days
