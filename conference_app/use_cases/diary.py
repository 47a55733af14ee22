"""Show the diary between two days: what is booked, who is away, which days do not count, whose limit falls."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from conference_app.domain.calendar import DAY, WorkingCalendar
from conference_app.domain.conference_status import Status
from conference_app.domain.listings import ConferenceRow
from conference_app.domain.people import PAEDIATRICIAN, Chair, Room
from conference_app.domain.practice import Practice
from conference_app.domain.supply import Owner, Pattern, SchoolHoliday, Whose
from conference_app.domain.timescales import margin
from conference_app.scheduling.facts import DiaryFacts, owner_of_chair, owner_of_room
from conference_app.store import due_lists, lists, people, supply
from conference_app.store.store import Store
from conference_app.use_cases.diary_facts import diary_facts
from conference_app.use_cases.rules_in_force import calendar_of, practice_of

ALL = -1  # no bound on the rows of a list
NOT_AT_WORK, HAS_LEFT, REGULAR = "not at work", "has left", "regular"
_GIVEN_UP = {Status.POSTPONED, Status.CANCELLED}
_MIDNIGHT = time()


@dataclass(frozen=True, slots=True)
class Entry:
    """A booking that stands; `limit` is the last lawful day by the authority's own count.

    `margin` is the working days left from the booking to the limit, negative when it is past it.
    """

    row: ConferenceRow
    starts_at: datetime
    ends_at: datetime
    chair_id: int | None
    room_id: int | None
    limit: date | None
    margin: int | None

    @property
    def id(self) -> int:
        """The conference's."""
        return self.row.id

    @property
    def minutes(self) -> int:
        """How long it takes."""
        return int((self.ends_at - self.starts_at).total_seconds()) // 60

    @property
    def can_move(self) -> bool:
        """Whether it is still to be held."""
        return self.row.status.is_ahead


@dataclass(frozen=True, slots=True)
class Span:
    """Time of a chair, room or paediatrician that cannot be booked; `kind` says why, `what` is what was typed."""

    owner: Owner
    name: str
    kind: str
    starts_at: datetime
    ends_at: datetime
    what: str = ""

    def on(self, day: date) -> bool:
        """Whether any of it is on this day."""
        return self.starts_at.date() <= day and datetime.combine(day, _MIDNIGHT) < self.ends_at


@dataclass(frozen=True, slots=True)
class DiaryDay:
    """One day: why it does not count ("" for a working day), and whether the council's own closure is the reason."""

    day: date
    why_not_working: str
    closed: bool

    @property
    def is_weekend(self) -> bool:
        return self.day.weekday() >= 5


@dataclass(frozen=True, slots=True)
class Falling:
    """A conference still to be held whose last lawful day falls on this day."""

    day: date
    row: ConferenceRow

    @property
    def booked_on(self) -> date | None:
        """The day it is booked for; None where it is not, or was given up with nothing in its place yet."""
        given_up = self.row.status in {Status.REQUESTED, *_GIVEN_UP}
        return None if self.row.starts_at is None or given_up else self.row.starts_at.date()

    @property
    def is_pressing(self) -> bool:
        """Whether it is not booked, or past this day."""
        return self.booked_on is None or self.booked_on > self.day


@dataclass(frozen=True)
class Diary:
    """Everything between two days, the earliest first; `facts` is the same for the rules that judge a move."""

    first: date
    last: date
    days: tuple[DiaryDay, ...]
    entries: tuple[Entry, ...]
    busy: tuple[Span, ...]
    off: tuple[Span, ...]
    school_holidays: tuple[SchoolHoliday, ...]
    limits: tuple[Falling, ...]
    facts: DiaryFacts
    by_the_day_itself: bool  # the day the clock starts on is day 1

    def entry(self, conference_id: int) -> Entry | None:
        """The booking of a conference, if it stands between these days."""
        return next((entry for entry in self.entries if entry.id == conference_id), None)

    def lawful_day(self, row: ConferenceRow) -> date | None:
        """The last lawful day by the count this authority goes by."""
        return _lawful_day(row, self.by_the_day_itself)


def diary(store: Store, first: date, last: date, *, chair_id: int | None = None, room_id: int | None = None) -> Diary:
    """The diary from the first to the last day, of all chairs and rooms or of one chair or room."""
    practice, calendar = practice_of(store), calendar_of(store)
    facts = diary_facts(store, first, last, calendar, practice)
    stricter = _counts_the_day_itself(practice)
    known = _Names(store, facts)
    entries = [
        entry
        for entry in _entries(lists.conferences(store, first=first, last=last, most=ALL), facts, stricter)
        if chair_id in {None, entry.chair_id} and room_id in {None, entry.room_id}
    ]
    wanted = _wanted(chair_id, room_id)
    return Diary(
        first,
        last,
        tuple(_days(first, last, calendar)),
        tuple(entries),
        tuple(span for span in _busy(facts, known, first, last) if wanted is None or span.owner in wanted),
        tuple(span for span in _off(facts, first, last) if wanted is None or span.owner in wanted),
        tuple(supply.school_holidays(store, first, last)),
        tuple(_limits(due_lists.limits_between(store, first, last), first, last, stricter)),
        facts,
        stricter,
    )


def family_bookings(store: Store, family_id: int) -> list[datetime]:
    """When one family's conferences that stand are, the earliest first: where its diary has something to show."""
    rows = lists.conferences(store, family_id=family_id)
    return [row.starts_at for row in rows if row.starts_at is not None and row.status not in _GIVEN_UP]


def _wanted(chair_id: int | None, room_id: int | None) -> set[Owner] | None:
    owners = {Owner(Whose.CHAIR, chair_id)} if chair_id is not None else set()
    owners |= {Owner(Whose.ROOM, room_id)} if room_id is not None else set()
    return owners or None


def _counts_the_day_itself(practice: Practice) -> bool:
    return practice.text("count_from") == "the day itself"


def _lawful_day(row: ConferenceRow, stricter: bool) -> date | None:
    return row.stricter_limit_on if stricter else row.limit_on


def _each_day(first: date, last: date) -> Iterator[date]:
    while first <= last:
        yield first
        first += DAY


def _days(first: date, last: date, calendar: WorkingCalendar) -> Iterator[DiaryDay]:
    for day in _each_day(first, last):
        why = calendar.why_not_working(day)
        named = day.weekday() < 5 and day in calendar.closures
        yield DiaryDay(day, why, bool(why) and named and why not in calendar.bank_holidays.values())


def _entries(rows: Iterable[ConferenceRow], facts: DiaryFacts, stricter: bool) -> Iterator[Entry]:
    kept = {booked.conference_id: booked for booked in facts.booked}
    for row in rows:
        if row.starts_at is None or row.ends_at is None or row.id not in kept:
            continue
        limit = _lawful_day(row, stricter)
        left = margin(row.starts_at.date(), limit, facts.calendar) if limit else None
        booked = kept[row.id]
        yield Entry(row, row.starts_at, row.ends_at, booked.chair_id, booked.room_id, limit, left)


class _Names:
    """What chairs, rooms and paediatricians are called; the doctors are asked for only where one is meant."""

    def __init__(self, store: Store, facts: DiaryFacts) -> None:
        self._known: dict[Owner, str] = {owner_of_chair(chair): chair.name for chair in facts.chairs}
        self._known |= {owner_of_room(room): room.name for room in facts.rooms}
        owners = {each.owner for each in facts.patterns} | {each.owner for each in facts.busy}
        if any(owner.whose is Whose.DOCTOR for owner in owners):
            doctors = people.professionals(store, role_code=PAEDIATRICIAN)
            self._known |= {Owner(Whose.DOCTOR, doctor.id): doctor.name for doctor in doctors if doctor.active}

    def of(self, owner: Owner) -> str:
        """ "" for who or what is no longer in use."""
        return self._known.get(owner, "")


def _busy(facts: DiaryFacts, names: _Names, first: date, last: date) -> list[Span]:
    found = [
        Span(each.owner, names.of(each.owner), each.kind, each.starts_at, each.ends_at, each.what)
        for each in facts.busy
    ]
    for pattern in facts.patterns:
        if not pattern.available:
            found += _regular(pattern, names.of(pattern.owner), pattern.days(first, last))
    return sorted((span for span in found if span.name), key=lambda span: (span.starts_at, span.name))


def _regular(pattern: Pattern, name: str, days: Iterable[date]) -> Iterator[Span]:
    for day in days:
        starts, ends = datetime.combine(day, pattern.starts), datetime.combine(day, pattern.ends)
        yield Span(pattern.owner, name, REGULAR, starts, ends, pattern.what)


def _off(facts: DiaryFacts, first: date, last: date) -> Iterator[Span]:
    """When chairs and rooms that have hours of their own are outside them, and chairs that have left, day by day."""
    hours: dict[Owner, list[Pattern]] = {}
    for pattern in facts.patterns:
        if pattern.available:
            hours.setdefault(pattern.owner, []).append(pattern)
    days = {id(each): each.days(first, last) for owned in hours.values() for each in owned}
    for day in _each_day(first, last):
        owners: tuple[Chair | Room, ...] = (*facts.chairs, *facts.rooms)
        for each in owners:
            yield from _off_on(day, each, hours, days)


def _off_on(
    day: date, each: Chair | Room, hours: Mapping[Owner, list[Pattern]], days: Mapping[int, frozenset[date]]
) -> Iterator[Span]:
    owner = owner_of_chair(each) if isinstance(each, Chair) else owner_of_room(each)
    if isinstance(each, Chair) and each.last_day is not None and day > each.last_day:
        yield _whole_day(day, owner, each.name, HAS_LEFT)
    elif owner in hours:
        there = [(own.starts, own.ends) for own in hours[owner] if day in days[id(own)]]
        for starts, ends in _between(day, there):
            yield Span(owner, each.name, NOT_AT_WORK, starts, ends)


def _whole_day(day: date, owner: Owner, name: str, kind: str) -> Span:
    return Span(owner, name, kind, datetime.combine(day, _MIDNIGHT), datetime.combine(day + DAY, _MIDNIGHT))


def _between(day: date, there: Sequence[tuple[time, time]]) -> Iterator[tuple[datetime, datetime]]:
    """What is left of a day beside these times."""
    at = datetime.combine(day, _MIDNIGHT)
    for starts, ends in sorted(there):
        if datetime.combine(day, starts) > at:
            yield at, datetime.combine(day, starts)
        at = max(at, datetime.combine(day, ends))
    if at < (midnight := datetime.combine(day + DAY, _MIDNIGHT)):
        yield at, midnight


def _limits(rows: Iterable[ConferenceRow], first: date, last: date, stricter: bool) -> Iterator[Falling]:
    for row in rows:
        limit = _lawful_day(row, stricter)
        if limit is not None and first <= limit <= last:
            yield Falling(limit, row)
