"""Busy times out of calendar files: events and free/busy lines of any program, the damaged ones told apart."""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import islice
from typing import Any

from conference_app.domain.cleaning import clean_line
from conference_app.domain.errors import RuleBroken
from conference_app.exchange.calendar_parts import ENTRIES, Part, is_calendar, parts_of, property_name, property_value
from conference_app.exchange.calendar_reading import LONDON, as_utf8, london

DAY = timedelta(days=1)
MOST_ENTRIES = 20_000  # in a file
MOST_TIMES = 20_000
LONGEST = timedelta(days=366)

_SLOW_ENOUGH = {"DAILY", "WEEKLY", "MONTHLY", "YEARLY"}
# Looking for the 31st of February day by day takes seconds.
_SHORT_STEPS = {"DAILY": DAY, "WEEKLY": timedelta(days=7)}
_DAYS_OF_LONGER_SPANS = {"BYMONTHDAY", "BYYEARDAY", "BYWEEKNO", "BYSETPOS"}
_LIMITS = re.compile(r"(?:^|;)(?:UNTIL|COUNT)=[^;]*")
_DATES = frozenset({"DTSTART", "DTEND", "DURATION", "RRULE", "RDATE", "EXDATE", "RECURRENCE-ID"})
_TOLD = frozenset({"UID", "SUMMARY", "CLASS", "STATUS", "TRANSP", "X-MICROSOFT-CDO-BUSYSTATUS"})
_ZONE = re.compile(r';TZID=(?:"([^"]*)"|([^;:"]*))', re.IGNORECASE)
_DAMAGES = (ValueError, TypeError, OverflowError, KeyError, IndexError, AttributeError)

Progress = Callable[[int, int], object]  # entries done, of how many; what it raises ends the reading


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


def read_busy_times(
    content: bytes, first: date, last: date, *, progress: Progress = lambda done, total: None
) -> BusyFile:
    """Read an iCalendar file; repeating events give one time for each day they fall on.

    RuleBroken `not_a_calendar` where nothing in it is one, `too_many_calendar_entries` for more than MOST_ENTRIES,
    `too_many_busy_times` for more than MOST_TIMES.
    """
    wanted = (datetime.combine(first, time()), datetime.combine(last + DAY, time()))
    parts = _parts(content)
    times: set[BusyTime] = set()
    faults: list[NotUnderstood] = []
    entries = list(_entries(parts, faults, lambda done: progress(done, 2 * len(parts))))
    moved = _moved(entries)
    for number, entry in enumerate(entries, start=len(parts)):
        progress(number, 2 * len(parts))
        elsewhere = moved.get(str(entry.get("UID", "")), set()) if entry.get("RECURRENCE-ID") is None else set()
        try:
            times.update(islice(_times_of(entry, elsewhere, wanted), MOST_TIMES + 1))
        except (_Unreadable, *_DAMAGES) as error:
            faults.append(NotUnderstood(_name(entry), _why(error)))
        if len(times) > MOST_TIMES:
            raise RuleBroken("too_many_busy_times", field="path", most=MOST_TIMES)
    return BusyFile(sorted(times), faults)


def _why(error: Exception) -> str:
    return str(error) if isinstance(error, _Unreadable) else "it is damaged"


def _parts(content: bytes) -> list[Part]:
    """The time zones first: an entry before them may be in one."""
    content = as_utf8(content)
    parts = parts_of(content)
    entries = sum(part.name in ENTRIES for part in parts)
    if not any(part.whole for part in parts) and (parts or not is_calendar(content)):
        raise RuleBroken("not_a_calendar", field="path")
    if entries > MOST_ENTRIES:
        raise RuleBroken("too_many_calendar_entries", field="path", number=entries, most=MOST_ENTRIES)
    return sorted(parts, key=lambda part: part.name in ENTRIES)


def _entries(parts: Sequence[Part], faults: list[NotUnderstood], done: Callable[[int], object]) -> Iterator[Any]:
    """Each event, and each line of free/busy entries as an entry by itself; what is none goes to the faults."""
    from icalendar.error import GloballyUniqueTZIDGuessed
    from icalendar.timezone import tzp

    tzp.use_default()  # forgets the time zones of earlier files
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", GloballyUniqueTZIDGuessed)
        for number, part in enumerate(parts):
            done(number)
            for piece in _pieces(part):
                try:
                    yield from _component(piece)
                except (_Unreadable, *_DAMAGES) as error:
                    faults.append(NotUnderstood(_name_of_part(piece), _why(error)))


def _pieces(part: Part) -> list[Part]:
    """One free/busy line that is damaged leaves the others as they are."""
    if part.name != "VFREEBUSY":
        return [part.only(_DATES | _TOLD) if part.name in ENTRIES else part]
    pieces = [Part(part.name, (line,)) for line in part.of("FREEBUSY")]
    return pieces if part.whole else [*pieces, Part(part.name, (), whole=False)]


def _component(part: Part) -> Iterator[Any]:
    """The entry as the reader of calendars understands it; a time zone is kept for the entries after it."""
    from icalendar import Event, FreeBusy, Timezone
    from icalendar.timezone import tzp

    if not part.whole:
        raise _Unreadable("the file ends in the middle of it")
    if part.name == "VTIMEZONE":
        tzp.cache_timezone_component(Timezone.from_ical(part.text()))
        return
    _check_zones(part)
    found = (Event if part.name == "VEVENT" else FreeBusy).from_ical(part.text())
    if any(name is None for name, _ in found.errors):
        raise _Unreadable("a line of it is damaged")
    yield found


def _check_zones(part: Part) -> None:
    """Refuse a time on a clock nobody knows; the names Windows gives to time zones are known."""
    for line in part.lines:
        named = _ZONE.search(line) if property_name(line) not in _TOLD else None
        zone = (named[1] or named[2] or "") if named else ""
        if zone and not _is_zone(zone):
            raise _Unreadable(f"its time zone {clean_line(zone)[:60]} is not known here")


def _is_zone(name: str) -> bool:
    from icalendar.timezone import tzp

    try:
        return tzp.timezone(name) is not None
    except (ValueError, OSError):  # a name no file can have, or a folder of zones such as Europe
        return False


def _moved(entries: Iterable[Any]) -> Mapping[str, set[datetime]]:
    """By series, the single dates of it that stand elsewhere as entries."""
    moved: dict[str, set[datetime]] = {}
    for each in entries:
        instead_of = getattr(each.get("RECURRENCE-ID"), "dt", None)
        if isinstance(instead_of, date):
            moved.setdefault(str(each.get("UID", "")), set()).add(london(instead_of))
    return moved


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
    return clean_line(str(entry.get("SUMMARY", "")))[:200]


def _name(entry: Any) -> str:
    """Which entry it is, as somebody could find it in the other calendar."""
    started = entry.get("FREEBUSY" if entry.name == "VFREEBUSY" else "DTSTART")
    started = started[0] if isinstance(started, list) else started
    when = started.to_ical() if hasattr(started, "to_ical") else started
    return _named(entry.name, _title(entry), when.decode("ascii", "replace") if isinstance(when, bytes) else when)


def _name_of_part(part: Part) -> str:
    """The same of one that could not be read."""
    told = {property_value(line).strip().upper() for line in part.of("CLASS")} <= {"PUBLIC"}
    titles = [clean_line(property_value(line))[:200] for line in part.of("SUMMARY") if told]
    whens = [property_value(line) for line in (*part.of("DTSTART"), *part.of("FREEBUSY"))]
    return _named(part.name, titles[0] if titles else "", whens[0] if whens else "")


def _named(kind: str, title: str, when: object) -> str:
    said = title or {"VFREEBUSY": "Free/busy", "VTIMEZONE": "Time zone"}.get(kind, "Untitled event")
    return f"{said} ({clean_line(str(when))[:40]})" if when else said


def _periods(entry: Any) -> Iterator[tuple[datetime, datetime]]:
    found = entry.get("FREEBUSY", [])
    for period in found if isinstance(found, list) else [found]:
        if str(period.params.get("FBTYPE", "BUSY")).upper() != "FREE":
            yield _span(london(period.start), london(period.end))


def _occurrences(
    entry: Any, moved: set[datetime], wanted: tuple[datetime, datetime]
) -> Iterator[tuple[datetime, datetime]]:
    """Every time the event takes, a series within what is wanted only."""
    _check_whole(entry)
    started = _moment(entry, "DTSTART")
    if started is None:
        raise _Unreadable("it has no start")
    lasts = _span(_naive(started), _naive(started) + _length(entry, started))
    length = lasts[1] - lasts[0]
    left_out = {london(starts) for starts, _ in _listed(entry, "EXDATE")} | moved
    zone = started.tzinfo if isinstance(started, datetime) else None
    for naive in _starts(entry, started, (wanted[0] - length, wanted[1])):
        starts_at = london(naive.replace(tzinfo=zone))
        if starts_at not in left_out and starts_at + length > wanted[0]:
            yield starts_at, starts_at + length
    for extra, lasts_itself in _listed(entry, "RDATE"):
        if (starts_at := london(extra)) not in left_out:
            yield _span(starts_at, starts_at + (length if lasts_itself is None else lasts_itself))


def _starts(entry: Any, started: date, between: tuple[datetime, datetime]) -> Iterator[datetime]:
    """When the event starts, each time, on the clock of its own time zone, some day around from one to another."""
    first, until = _naive(started), between[1]
    if entry.get("RRULE") is None:
        yield first
        return
    from dateutil.rrule import rrulestr

    rules = entry["RRULE"]
    for rule in rules if isinstance(rules, list) else [rules]:
        _check_rule(rule)
        last = min([until + DAY, *(_until(each, started) for each in rule.get("UNTIL", []))])
        text = _LIMITS.sub("", rule.to_ical().decode("ascii")).strip(";")
        begins = _nearer(first, rule, between[0])
        repeated = rrulestr(f"{text};UNTIL={last:%Y%m%dT%H%M%S}", dtstart=begins)
        for number, each in enumerate(islice(repeated, min(rule.get("COUNT", []), default=None))):
            if number == MOST_TIMES:
                raise _Unreadable("it repeats more often than can be read")
            yield each


def _check_rule(rule: Any) -> None:
    """Refuse what is no way to repeat, or would be looked for without end."""
    step = str(rule.get("FREQ", [""])[0]).upper()
    known = step in _SLOW_ENOUGH and not (step in _SHORT_STEPS and _DAYS_OF_LONGER_SPANS & set(rule))
    steps = all(int(each) >= 1 for each in rule.get("INTERVAL", []))
    if not (known and steps and all(1 <= int(each) <= 12 for each in rule.get("BYMONTH", []))):
        raise _Unreadable("it repeats in a way that is not known here")


def _nearer(first: datetime, rule: Any, since: datetime) -> datetime:
    """A series without a count taken up some steps before a moment: its years gone by need not be gone through."""
    step = _SHORT_STEPS.get(str(rule["FREQ"][0]).upper())
    if step is None or "COUNT" in rule:
        return first
    step *= int(rule.get("INTERVAL", [1])[0])
    return first + max((since - first) // step - 2, 0) * step


def _until(value: date, started: date) -> datetime:
    """The last moment of a series on the clock of its start."""
    if not isinstance(value, datetime):
        return datetime.combine(value, time.max)
    zone = started.tzinfo if isinstance(started, datetime) else None
    return value.replace(tzinfo=None) if value.tzinfo is None else value.astimezone(zone or LONDON).replace(tzinfo=None)


def _length(entry: Any, started: date) -> timedelta:
    """How long it lasts: to its end, by its duration, or else a whole day or nothing [RFC 5545 3.6.1]."""
    ended = _moment(entry, "DTEND")
    if ended is not None:
        if isinstance(ended, datetime):
            return london(ended) - london(started)
        return _naive(ended) - _naive(started) or DAY  # some programs end a day on the day itself
    if entry.get("DURATION") is not None:
        lasts: timedelta = entry["DURATION"].dt
        return lasts
    return timedelta(0) if isinstance(started, datetime) else DAY


def _span(starts_at: datetime, ends_at: datetime) -> tuple[datetime, datetime]:
    if ends_at < starts_at:
        raise _Unreadable("it ends before it starts")
    if ends_at - starts_at > LONGEST:
        raise _Unreadable("it lasts longer than a year")
    return starts_at, ends_at


def _check_whole(entry: Any) -> None:
    """Refuse an entry whose dates the reader could not make out."""
    for name, _ in entry.errors:
        if name in _DATES:
            raise _Unreadable(f"its {name} is damaged")
    if str(getattr(entry.get("RECURRENCE-ID"), "params", {}).get("RANGE", "")).upper() == "THISANDFUTURE":
        raise _Unreadable("it changes its series from there on, which is not known here")


def _moment(entry: Any, name: str) -> date | None:
    found = entry.get(name)
    moment = getattr(found, "dt", None)
    if found is not None and not isinstance(moment, date):
        raise _Unreadable(f"its {name} is damaged")
    return moment


def _listed(entry: Any, name: str) -> Iterator[tuple[date, timedelta | None]]:
    """The dates of a list such as EXDATE, which can stand in several lines; how long a period among them lasts."""
    found = entry.get(name)
    for line in found if isinstance(found, list) else [found] if found is not None else []:
        for each in line.dts:
            starts, ends = each.dt if isinstance(each.dt, tuple) else (each.dt, None)
            yield starts, london(ends) - london(starts) if isinstance(ends, date) else ends


def _naive(moment: date) -> datetime:
    """The same on its own clock; a day begins at midnight."""
    if isinstance(moment, datetime):
        return moment.replace(tzinfo=None)
    return datetime.combine(moment, time())
