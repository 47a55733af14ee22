"""A small diary to put slots into: two chairs, two rooms, the official calendar."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from conference_app.defaults import bundled_calendar
from conference_app.domain.people import Chair, Room
from conference_app.domain.supply import Busy, Pattern
from conference_app.scheduling.facts import Booked, DiaryFacts, OfficeHours, Slot, Wanted
from conference_app.scheduling.slot_reasons import Aims
from conference_app.scheduling.slots import RankedSlot, SlotSearch
from conference_app.scheduling.timetable import Timetable

MONDAY = date(2027, 3, 8)
OSEI, BRANDT = Chair("Rosalind Osei", id=1), Chair("Amy Brandt", id=2)
OAK, ELM = Room("Oak room", capacity=14, id=11), Room("Elm room", capacity=12, id=12)
MARLOWE, COLE = 21, 22
EVERY_WEEK = "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"
EMPTY = DiaryFacts(bundled_calendar(), OfficeHours(), (OSEI, BRANDT), (OAK, ELM))


def at(day: date, hour: int, minute: int = 0) -> datetime:
    """A time on a day."""
    return datetime.combine(day, time(hour, minute))


def wanted(minutes: int = 120, earliest: datetime | None = None, people: int = 12, **more: object) -> Wanted:
    """A conference of the Marlowe family."""
    made = Wanted(MARLOWE, minutes, earliest or at(MONDAY, 0), people=people)
    return replace(made, **more)  # type: ignore[arg-type]


def booked(
    starts: datetime, minutes: int, chair: Chair, room: Room | None, family: int = COLE, number: int = 1
) -> Booked:
    """A booking as the store gives it."""
    ends = starts + timedelta(minutes=minutes)
    return Booked(
        f"{starts:%Y-%m-%dT%H:%M}", f"{ends:%Y-%m-%dT%H:%M}", chair.id, room.id if room else None, family, number
    )


def works(
    chair: Chair, starts: time, ends: time, rule: str = EVERY_WEEK, first: date = date(2027, 1, 1), **more: object
) -> Pattern:
    """Hours a chair works."""
    return replace(Pattern(rule, first, starts, ends, chair_id=chair.id), **more)  # type: ignore[arg-type]


def leave(chair: Chair, starts: datetime, ends: datetime, kind: str = "leave", number: int = 5) -> Busy:
    """Time a chair is away."""
    return Busy(kind, starts, ends, chair_id=chair.id, id=number)


def search(
    facts: DiaryFacts,
    days: Sequence[date],
    want: Wanted | None = None,
    aims: Aims | None = None,
    now: Slot | None = None,
) -> SlotSearch:
    """A search on these days, today being the first of them."""
    timetable = Timetable(facts, min(days), max(days))
    return SlotSearch(timetable, want or wanted(earliest=at(min(days), 0)), aims or Aims(days[0]), now)


def best(
    facts: DiaryFacts,
    days: Sequence[date],
    want: Wanted | None = None,
    aims: Aims | None = None,
    *,
    top: int = 5,
    now: Slot | None = None,
) -> list[RankedSlot]:
    """The best slots on the working days among these."""
    looking = search(facts, days, want, aims, now)
    return looking.best(looking.timetable.days, top)


def days_from(first: date, count: int) -> list[date]:
    """So many days in a row."""
    return [first + timedelta(days=number) for number in range(count)]
