"""Busy times out of calendar files: events and free/busy lines of any program, the damaged ones told apart."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice, takewhile
from typing import Any
from zoneinfo import ZoneInfo

from conference_app.domain.errors import RuleBroken

LONDON = ZoneInfo("Europe/London")
MOST_TIMES = 20_000
LONGEST = timedelta(days=366)

_SLOW_ENOUGH = {"DAILY", "WEEKLY", "MONTHLY", "YEARLY"}
# Looking for the 31st of February day by day takes seconds.
_SHORT_STEPS = {"DAILY", "WEEKLY"}
_DAYS_OF_LONGER_SPANS = {"BYMONTHDAY", "BYYEARDAY", "BYWEEKNO", "BYSETPOS"}
_LIMITS = re.compile(r"(?:^|;)(?:UNTIL|COUNT)=[^;]*")
_HIDDEN = re.compile(r"[^\S ]|[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2060-\u2069]")


@dataclass(frozen=True, slots=True, order=True)
class BusyTime:
    """Time taken, local, from minute to minute; `what` is "" where the file keeps it private."""

    starts_at: datetime
    ends_at: datetime
    what: str
    away: bool = False


@dataclass(frozen=True, slots=True)
class NotUnderstood:
    """An entry that could not be read: which one, and why."""

    entry: str
    why: str


@dataclass(frozen=True, slots=True)
class BusyFile:
    """What a file says is taken from one day to another, and what in it could not be read."""

    times: list[BusyTime]
    not_understood: list[NotUnderstood]


class _Unreadable(Exception):
    """Why one entry could not be read."""


def read_busy_times(content: bytes, first: date, last: date) -> BusyFile:
    """Read an iCalendar file; repeating events give one time for each day they fall on.

    RuleBroken `not_a_calendar` where nothing in it is one, `too_many_busy_times` for more than MOST_TIMES.
    """
    wanted = (datetime.combine(first, time()), datetime.combine(last + timedelta(days=1), time()))
    times: set[BusyTime] = set()
    faults: list[NotUnderstood] = []
    for entry, moved in _entries(content):
        try:
            times.update(islice(_times_of(entry, moved, wanted), MOST_TIMES))
        except (_Unreadable, ValueError, TypeError, OverflowError, KeyError, AttributeError) as error:
            faults.append(NotUnderstood(_name(entry), str(error) or "it is damaged"))
        if len(times) > MOST_TIMES:
            raise RuleBroken("too_many_busy_times", field="path", most=MOST_TIMES)
    return BusyFile(sorted(times), faults)


def _entries(content: bytes) -> Iterator[tuple[Any, set[datetime]]]:
    """Each event and free/busy entry, with the single dates of its series that stand elsewhere as entries."""
    from icalendar import Calendar

    try:
        found = [each for each in Calendar.from_ical(content, multiple=True) if each.name]
    except (ValueError, TypeError, IndexError, KeyError, AttributeError, UnicodeError) as error:
        raise RuleBroken("not_a_calendar", field="path") from error
    entries = [each for calendar in found for each in calendar.walk() if each.name in {"VEVENT", "VFREEBUSY"}]
    if not any(each.name == "VCALENDAR" for each in found) and not entries:
        raise RuleBroken("not_a_calendar", field="path")
    moved: dict[str, set[datetime]] = {}
    for each in entries:
        if (instead_of := _moment(each, "RECURRENCE-ID")) is not None:
            moved.setdefault(str(each.get("UID", "")), set()).add(_local(instead_of))
    for each in entries:
        yield each, moved.get(str(each.get("UID", "")), set()) if each.get("RECURRENCE-ID") is None else set()


def _times_of(entry: Any, moved: set[datetime], wanted: tuple[datetime, datetime]) -> Iterator[BusyTime]:
    if entry.name == "VFREEBUSY":
        spans: Iterable[tuple[datetime, datetime]] = _periods(entry)
        what, away = "", False
    else:
        if _is_free(entry):
            return
        spans, what = _occurrences(entry, moved, wanted), _title(entry)
        away = str(entry.get("X-MICROSOFT-CDO-BUSYSTATUS", "")).upper() == "OOF"
    for starts_at, ends_at in spans:
        if starts_at < ends_at and starts_at < wanted[1] and ends_at > wanted[0]:
            yield BusyTime(starts_at, ends_at, what, away)


def _is_free(entry: Any) -> bool:
    """An event that takes no time: cancelled, or kept as free."""
    return (
        str(entry.get("STATUS", "")).upper() == "CANCELLED"
        or str(entry.get("TRANSP", "")).upper() == "TRANSPARENT"
        or str(entry.get("X-MICROSOFT-CDO-BUSYSTATUS", "")).upper() == "FREE"
    )


def _title(entry: Any) -> str:
    if str(entry.get("CLASS", "PUBLIC")).upper() != "PUBLIC":
        return ""
    return " ".join(_HIDDEN.sub(" ", str(entry.get("SUMMARY", ""))).split())[:200]


def _name(entry: Any) -> str:
    """Which entry it is, as somebody could find it in the other calendar."""
    started = entry.get("DTSTART")
    said = _title(entry) or ("Free/busy" if entry.name == "VFREEBUSY" else "Untitled event")
    when = started.to_ical() if hasattr(started, "to_ical") else started
    when = when.decode("ascii", "replace") if isinstance(when, bytes) else str(when or "")
    return f"{said} ({_HIDDEN.sub(' ', when)[:40]})" if when else said


def _periods(entry: Any) -> Iterator[tuple[datetime, datetime]]:
    _check_whole(entry, "FREEBUSY")
    found = entry.get("FREEBUSY", [])
    for period in found if isinstance(found, list) else [found]:
        if str(period.params.get("FBTYPE", "BUSY")).upper() != "FREE":
            yield _span(_local(period.start), _local(period.end))


def _occurrences(
    entry: Any, moved: set[datetime], wanted: tuple[datetime, datetime]
) -> Iterator[tuple[datetime, datetime]]:
    """Every time the event takes, a series within what is wanted only."""
    for name in ("DTSTART", "DTEND", "DURATION", "RRULE", "RDATE", "EXDATE", "RECURRENCE-ID"):
        _check_whole(entry, name)
    started = _moment(entry, "DTSTART")
    if started is None:
        raise _Unreadable("it has no start")
    lasts = _span(_naive(started), _naive(started) + _length(entry, started))
    length = lasts[1] - lasts[0]
    left_out = {_local(each) for each in _listed(entry, "EXDATE")} | moved
    zone = started.tzinfo if isinstance(started, datetime) else None
    for naive in _starts(entry, started, wanted[1]):
        starts_at = _local(naive.replace(tzinfo=zone))
        if starts_at not in left_out and starts_at + length > wanted[0]:
            yield starts_at, starts_at + length
    for extra in _listed(entry, "RDATE"):
        if (starts_at := _local(extra)) not in left_out:
            yield starts_at, starts_at + length


def _starts(entry: Any, started: date, until: datetime) -> Iterator[datetime]:
    """When the event starts, each time, on the clock of its own time zone, up to a moment."""
    first = _naive(started)
    if entry.get("RRULE") is None:
        yield first
        return
    from dateutil.rrule import rrulestr

    rules = entry["RRULE"]
    for rule in rules if isinstance(rules, list) else [rules]:
        step = str(rule.get("FREQ", [""])[0]).upper()
        if step not in _SLOW_ENOUGH or (step in _SHORT_STEPS and _DAYS_OF_LONGER_SPANS & set(rule)):
            raise _Unreadable("it repeats in a way that is not known here")
        last = min([until + timedelta(days=1), *(_until(each, started) for each in rule.get("UNTIL", []))])
        text = _LIMITS.sub("", rule.to_ical().decode("ascii")).strip(";")
        repeated = iter(rrulestr(f"{text};UNTIL={last:%Y%m%dT%H%M%S}", dtstart=first))
        most = min([MOST_TIMES, *(int(each) for each in rule.get("COUNT", []))])
        yield from takewhile(lambda each: each <= until + timedelta(days=1), islice(repeated, most))


def _until(value: date, started: date) -> datetime:
    """The last moment of a series on the clock of its start."""
    if not isinstance(value, datetime):
        return datetime.combine(value, time.max)
    if value.tzinfo is not None and isinstance(started, datetime) and started.tzinfo is not None:
        return value.astimezone(started.tzinfo).replace(tzinfo=None)
    return value.replace(tzinfo=None)


def _length(entry: Any, started: date) -> timedelta:
    """How long it lasts: to its end, by its duration, or else a whole day or nothing [RFC 5545 3.6.1]."""
    ended = _moment(entry, "DTEND")
    if ended is not None:
        return _local(ended) - _local(started) if isinstance(ended, datetime) else _naive(ended) - _naive(started)
    if entry.get("DURATION") is not None:
        lasts: timedelta = entry["DURATION"].dt
        return lasts
    return timedelta(0) if isinstance(started, datetime) else timedelta(days=1)


def _span(starts_at: datetime, ends_at: datetime) -> tuple[datetime, datetime]:
    if ends_at < starts_at:
        raise _Unreadable("it ends before it starts")
    if ends_at - starts_at > LONGEST:
        raise _Unreadable("it lasts longer than a year")
    return starts_at, ends_at


def _check_whole(entry: Any, name: str) -> None:
    """Refuse an entry whose dates the reader could not make out."""
    if any(named == name for named, _ in entry.errors):
        raise _Unreadable(f"its {name} is damaged")


def _moment(entry: Any, name: str) -> date | None:
    found = entry.get(name)
    moment = getattr(found, "dt", None)
    if found is not None and not isinstance(moment, date):
        raise _Unreadable(f"its {name} is damaged")
    return moment


def _listed(entry: Any, name: str) -> Iterator[date]:
    """The dates of a list such as EXDATE, which can stand in several lines."""
    found = entry.get(name)
    for line in found if isinstance(found, list) else [found] if found is not None else []:
        for each in line.dts:
            moment = each.dt[0] if isinstance(each.dt, tuple) else each.dt
            yield moment


def _naive(moment: date) -> datetime:
    """The same on its own clock; a day begins at midnight."""
    if isinstance(moment, datetime):
        return moment.replace(tzinfo=None)
    return datetime.combine(moment, time())


def _local(moment: date) -> datetime:
    """A moment on the clock of London, to the minute; a time without a zone is local already."""
    if not isinstance(moment, datetime):
        return datetime.combine(moment, time())
    if moment.tzinfo is not None:
        moment = moment.astimezone(UTC).astimezone(LONDON).replace(tzinfo=None)
    return moment.replace(second=0, microsecond=0)
