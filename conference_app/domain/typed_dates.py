"""Dates and times as people type them: day first and forgiving, and never a guess that is not shown."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, time
from typing import Literal, NamedTuple

from dateutil.relativedelta import relativedelta

from conference_app.domain.calendar import DAY, EARLIEST, LATEST, WEEKDAY_NAMES, WorkingCalendar
from conference_app.domain.errors import RuleBroken
from conference_app.domain.spoken_dates import MONTH_NAMES, plain_date, weekday

# Where a year or a weekday's week is left out: on or after today, on or before it.
Looking = Literal["ahead", "back"]

_MONTHS = {name[:length].casefold(): n for n, name in enumerate(MONTH_NAMES, 1) for length in range(3, len(name) + 1)}
_WEEKDAYS = {name[:length].casefold(): n for n, name in enumerate(WEEKDAY_NAMES) for length in range(3, len(name) + 1)}
_NAMED_DAYS = {"today": 0, "now": 0, "tomorrow": 1, "tom": 1, "yesterday": -1}
_NAMED_TIMES = {"midday": time(12), "noon": time(12), "12 noon": time(12), "midnight": time(0)}
_DASHES = str.maketrans({"–": "-", "—": "-", "−": "-", "‐": "-", "‑": "-"})

_ISO = re.compile(r"(?P<y>[0-9]{4})[-/.](?P<m>[0-9]{1,2})[-/.](?P<d>[0-9]{1,2})")
_DIGITS_YEAR_FIRST = re.compile(r"(?P<y>(?:19|20|21)[0-9]{2})(?P<m>0[1-9]|1[0-2])(?P<d>[0-9]{2})")
_DIGITS = re.compile(r"(?P<d>[0-9]{2})(?P<m>[0-9]{2})(?P<y>[0-9]{2}|[0-9]{4})")
_NUMBERS = re.compile(r"(?P<d>[0-9]{1,2})[-/. ](?P<m>[0-9]{1,2})(?:[-/. ](?P<y>[0-9]{4}|[0-9]{2}))?")
_DAY_MONTH = re.compile(
    r"(?P<d>[0-9]{1,2})(?:st|nd|rd|th)?(?: of)?[-/. ]?"
    r"(?P<name>[a-z]{3,9})\.?(?:[-/. ]?(?P<y>[0-9]{4}|[0-9]{2}))?"
)
_MONTH_DAY = re.compile(r"(?P<name>[a-z]{3,9})\.? ?(?P<d>[0-9]{1,2})(?:st|nd|rd|th)?(?: (?P<y>[0-9]{4}))?")
_FORMS = (_ISO, _DIGITS_YEAR_FIRST, _DIGITS, _NUMBERS, _DAY_MONTH, _MONTH_DAY)
_UNITS = {
    "d": relativedelta(days=1),
    "w": relativedelta(weeks=1),
    "m": relativedelta(months=1),
}
_OFFSET = re.compile(r"(?P<sign>[+-]) ?(?P<n>[0-9]{1,4}) ?(?P<unit>wd|d|w|m)?")
_TIME = re.compile(r"(?P<h>[0-9]{1,2})(?:[:. h]?(?P<m>[0-5][0-9]))?(?: ?(?P<half>am|pm|a|p|a\.m\.|p\.m\.))?")


class _Parts(NamedTuple):
    """Day and month, and the year as it was typed: four figures, two or none."""

    day: int
    month: int
    year: str


def typed_date(
    text: str, *, today: date, calendar: WorkingCalendar, looking: Looking = "ahead", field: str = ""
) -> date:
    """The date meant: "26/3/27", "26 mar", "fri", "tomorrow", "+15wd".

    Without a year the nearest such day is taken in the direction the field looks, today included; a
    weekday alone is never today. RuleBroken("date_not_understood", "date_out_of_range",
    "weekday_does_not_match") with what was typed as `text`, or "required".
    """
    words = _plain(text)
    if not words:
        raise RuleBroken("required", field=field, what="a date")
    try:
        meant = _near_today(words, today, calendar, looking)
        if meant is None:
            meant = _in_calendar(words, lambda parts: _with_year(parts, today, looking))
    except RuleBroken as broken:
        raise RuleBroken(broken.code, field=field, text=text.strip(), **broken.facts) from None
    return _in_range(meant, text, field)


def date_of_birth(text: str, *, today: date, field: str = "") -> date:
    """A date of birth: typed with its year, never in the future; "14" is 2014 unless that is to come."""
    words = _plain(text)
    if not words:
        raise RuleBroken("required", field=field, what="the date of birth")
    try:
        born = _in_calendar(words, lambda parts: _of_the_past(parts, today))
    except RuleBroken as broken:
        raise RuleBroken(broken.code, field=field, text=text.strip(), **broken.facts) from None
    if born is not None and born > today:
        raise RuleBroken("date_of_birth_in_future", field=field, text=text.strip())
    return _in_range(born, text, field)


def typed_time(text: str, *, field: str = "") -> time:
    """The time meant: "9:30", "9.30am", "0930", "2pm", "midday".

    From 1 to 6 with neither am, pm nor a leading zero is the afternoon: nobody confers at two at night.
    """
    words = _plain(text)
    if not words:
        raise RuleBroken("required", field=field, what="a time")
    if words in _NAMED_TIMES:
        return _NAMED_TIMES[words]
    parts = _TIME.fullmatch(words)
    hour = None if parts is None else _hour(parts["h"], parts["half"] or "")
    if parts is None or hour is None:
        raise RuleBroken("time_not_understood", field=field, text=text.strip())
    return time(hour, int(parts["m"] or 0))


def _plain(text: str) -> str:
    return " ".join(text.casefold().translate(_DASHES).replace(",", " ").split())


def _in_range(day: date | None, text: str, field: str) -> date:
    if day is None or not EARLIEST <= day <= LATEST:
        raise RuleBroken("date_out_of_range", field=field, text=text.strip(), first=EARLIEST.year, last=LATEST.year)
    return day


def _near_today(words: str, today: date, calendar: WorkingCalendar, looking: Looking) -> date | None:
    """A day named by its distance from today; None where the words are of another sort."""
    if words in _NAMED_DAYS:
        return today + _NAMED_DAYS[words] * DAY
    if words in _WEEKDAYS:
        days = (_WEEKDAYS[words] - today.weekday()) % 7
        return today + (days or 7) * DAY if looking == "ahead" else today - (7 - days) * DAY
    offset = _OFFSET.fullmatch(words)
    if offset is None:
        return None
    number = int(offset["sign"] + offset["n"])
    if offset["unit"] == "wd":
        return calendar.add(today, number)
    return today + _UNITS[offset["unit"] or "d"] * number


def _in_calendar(words: str, choose: Callable[[_Parts], date | None]) -> date | None:
    """A day of the calendar, with or without its weekday before it; `choose` finds the year meant."""
    first, _, rest = words.partition(" ")
    named = _WEEKDAYS.get(first.rstrip("."))
    day = _matched(words if named is None or not rest else rest, choose)
    if named is not None and day is not None and day.weekday() != named:
        raise RuleBroken("weekday_does_not_match", date=plain_date(day), weekday=weekday(day))
    return day


def _matched(words: str, choose: Callable[[_Parts], date | None]) -> date | None:
    """The date of the first form the words have; None for a day beyond all dates."""
    for form in _FORMS:
        found = form.fullmatch(words)
        if found is None:
            continue
        parts = _parts(found.groupdict())
        if parts is not None:
            return choose(parts)
    raise RuleBroken("date_not_understood")


def _parts(found: dict[str, str | None]) -> _Parts | None:
    """Day, month and year as typed; None where no year has such a day."""
    day, year = int(found["d"] or 0), found.get("y") or ""
    month = _MONTHS.get(found["name"] or "") if "name" in found else int(found["m"] or 0)
    if not month or _date(2000, month, day) is None:
        return None
    return _Parts(day, month, year)


def _with_year(parts: _Parts, today: date, looking: Looking) -> date | None:
    """The day in the year typed, or in the nearest one that has it in the direction looked."""
    if parts.year:
        return _certain(parts, int(parts.year) + (2000 if len(parts.year) == 2 else 0))
    years = range(today.year, today.year + 9) if looking == "ahead" else range(today.year, today.year - 9, -1)
    for year in years:
        day = _date(year, parts.month, parts.day)
        if day is not None and (day >= today if looking == "ahead" else day <= today):
            return day
    return None


def _of_the_past(parts: _Parts, today: date) -> date | None:
    """The day in the year typed; two figures mean the latest such year that is not still to come."""
    if not parts.year:
        raise RuleBroken("year_missing")
    if len(parts.year) == 4:
        return _certain(parts, int(parts.year))
    recent = _date(2000 + int(parts.year), parts.month, parts.day)
    return _certain(parts, (2000 if recent is not None and recent <= today else 1900) + int(parts.year))


def _certain(parts: _Parts, year: int) -> date | None:
    """The day in this year; 29 February of a common year is not understood."""
    if year < EARLIEST.year:
        return None
    day = _date(year, parts.month, parts.day)
    if day is None:
        raise RuleBroken("date_not_understood")
    return day


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _hour(typed: str, half: str) -> int | None:
    """The hour of the day; None where there is none such."""
    hour = int(typed)
    if half:
        return None if not 1 <= hour <= 12 else hour % 12 + (12 if half.startswith("p") else 0)
    if 1 <= hour <= 6 and len(typed) == 1:
        return hour + 12
    return hour if hour < 24 else None
