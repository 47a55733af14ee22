"""When chairs, rooms and paediatricians can be used: hours that repeat, and time that is taken."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from functools import lru_cache

from conference_app.domain.calendar import DAY
from conference_app.domain.errors import RuleBroken

BUSY_KINDS = ("leave", "sickness", "training", "commitment", "blocked")
# What a room can have beside its seats; a conference may need it.
ROOM_FEATURES = ("step-free", "hearing loop", "video screen", "second waiting room")

_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_DAY = "(?:MO|TU|WE|TH|FR|SA|SU)"
# The parts of a rule and what they may be; lists of them but for the first. A step of none would never end, a 13th
# month be looked for without end.
_ONE = {"FREQ": "DAILY|WEEKLY|MONTHLY|YEARLY", "INTERVAL": "[1-9][0-9]{0,2}", "WKST": _DAY}
_SOME = {
    "BYDAY": f"(?:[+-]?[1-5])?{_DAY}",
    "BYMONTHDAY": "-?(?:[12][0-9]|3[01]|[1-9])",
    "BYMONTH": "(?:1[0-2]|[1-9])",
    "BYSETPOS": "-?[1-9][0-9]?",
}
_KNOWN_PARTS = _ONE | {name: f"{each}(?:,{each})*" for name, each in _SOME.items()}
_SHORT_STEPS = {"DAILY", "WEEKLY"}
_DAYS_OF_LONGER_SPANS = {"BYMONTHDAY", "BYSETPOS"}
_LONGEST_RULE = 200


class Whose(StrEnum):
    """Whose time it is."""

    CHAIR = "chair"
    ROOM = "room"
    DOCTOR = "doctor"


@dataclass(frozen=True, slots=True)
class Owner:
    """The chair, room or paediatrician a pattern or a busy time belongs to."""

    whose: Whose
    id: int


def _owner(chair_id: int | None, room_id: int | None, professional_id: int | None) -> Owner:
    if chair_id is not None:
        return Owner(Whose.CHAIR, chair_id)
    if room_id is not None:
        return Owner(Whose.ROOM, room_id)
    assert professional_id is not None
    return Owner(Whose.DOCTOR, professional_id)


@dataclass(frozen=True, slots=True)
class Pattern:
    """Hours that repeat from `first_day` to `last_day` (None: without end) by an RFC 5545 rule.

    `available`: a chair at work, a room open, sessions a paediatrician prefers. Otherwise the time is taken each
    time: a team meeting, a cleaning, a clinic. Exactly one of the three ids is set.
    """

    rule: str
    first_day: date
    starts: time
    ends: time
    available: bool = True
    last_day: date | None = None
    what: str = ""
    chair_id: int | None = None
    room_id: int | None = None
    professional_id: int | None = None
    id: int = 0
    version: int = 0

    @property
    def owner(self) -> Owner:
        """Whose hours they are."""
        return _owner(self.chair_id, self.room_id, self.professional_id)

    def days(self, first: date, last: date) -> frozenset[date]:
        """The days from `first` to `last` on which it applies."""
        last = min(last, self.last_day) if self.last_day else last
        return occurrences(self.rule, self.first_day, max(first, self.first_day), last)


@dataclass(frozen=True, slots=True)
class Busy:
    """Time taken once, from minute to minute; whole days run from midnight to midnight.

    `source` names the calendar file it was read from, "" where it was typed.
    """

    kind: str
    starts_at: datetime
    ends_at: datetime
    what: str = ""
    source: str = ""
    chair_id: int | None = None
    room_id: int | None = None
    professional_id: int | None = None
    id: int = 0
    version: int = 0

    @property
    def owner(self) -> Owner:
        """Whose time is taken."""
        return _owner(self.chair_id, self.room_id, self.professional_id)


@dataclass(frozen=True, slots=True)
class SchoolHoliday:
    """Days without school: staff of schools are away, and children at home."""

    first_day: date
    last_day: date
    title: str
    id: int = 0
    version: int = 0


def checked_rule(text: str, *, field: str = "rule") -> str:
    """The rule in capitals, if it is one this diary can repeat by; RuleBroken `bad_repeat_rule` otherwise."""
    rule = re.sub(r"^RRULE:", "", text.strip().upper())
    written = [part.partition("=")[::2] for part in rule.split(";")]
    parts = dict(written)
    known = "FREQ" in parts and len(parts) == len(written) and len(rule) <= _LONGEST_RULE
    known = known and all(re.fullmatch(_KNOWN_PARTS.get(name, ""), value) for name, value in written)
    if parts.get("FREQ") in _SHORT_STEPS:  # looking for the 31st of February day by day takes seconds
        known = known and not set(parts) & _DAYS_OF_LONGER_SPANS
    try:
        if not known:
            raise ValueError(rule)
        occurrences(rule, date(2027, 1, 1), date(2027, 1, 1), date(2027, 1, 31))
    except ValueError as error:
        raise RuleBroken("bad_repeat_rule", field=field, text=text[:60]) from error
    return rule


@lru_cache(maxsize=256)
def _every_week_on(rule: str) -> frozenset[int]:
    """The weekdays of a rule that says no more than them, the usual one by far; dateutil is slow to begin with."""
    days = re.fullmatch(r"FREQ=WEEKLY;BYDAY=((?:MO|TU|WE|TH|FR|SA|SU)(?:,(?:MO|TU|WE|TH|FR|SA|SU))*)", rule)
    return frozenset(map(_WEEKDAYS.index, days[1].split(","))) if days else frozenset()


@lru_cache(maxsize=4096)
def occurrences(rule: str, start: date, first: date, last: date) -> frozenset[date]:
    """The days from `first` to `last` on which a rule that starts on `start` falls; ValueError for no rule."""
    if weekdays := _every_week_on(rule):
        first = max(first, start)
        days = (first + number * DAY for number in range((last - first).days + 1))
        return frozenset(day for day in days if day.weekday() in weekdays)
    from dateutil.rrule import rrulestr

    found = rrulestr(rule, dtstart=datetime.combine(start, time()))
    between = found.between(datetime.combine(first, time()), datetime.combine(last, time()), inc=True)
    return frozenset(each.date() for each in between)


def features_needed(kinds: Iterable[tuple[str, str]], mode: str) -> tuple[str, ...]:
    """What the room must have, from needs as (kind, detail) and the way people meet.

    An access need asks for a step-free room, unless its words speak of hearing only; people kept apart need a
    second waiting room; a hybrid conference a screen.
    """
    wanted: set[str] = {"video screen"} if mode == "hybrid" else set()
    for kind, detail in kinds:
        if kind == "access":
            hearing = re.search(r"\b(hearing|deaf|loop)", detail, re.IGNORECASE) is not None
            wanted.add("hearing loop" if hearing else "step-free")
        if kind == "separate attendance":
            wanted.add("second waiting room")
    return tuple(each for each in ROOM_FEATURES if each in wanted)
