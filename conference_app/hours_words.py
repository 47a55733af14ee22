"""Hours and busy times as people say them: "Mondays and Tuesdays, 9am to 1pm, until 31 March 2027"."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from conference_app.domain.calendar import WEEKDAY_NAMES
from conference_app.domain.spoken_dates import moment, plain_date, short_date, time_words
from conference_app.domain.supply import Busy, Pattern
from conference_app.domain.text import all_of

WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
INTERVALS = {1: "Every week", 2: "Every second week", 3: "Every third week", 4: "Every fourth week"}


def weekly_rule(days: list[str], interval: int) -> str:
    """The rule of some weekdays, every so many weeks; "" for no day."""
    if not days:
        return ""
    every = f"INTERVAL={interval};" if interval > 1 else ""
    return f"FREQ=WEEKLY;{every}BYDAY={','.join(day for day in WEEKDAYS if day in days)}"


def weekly_parts(rule: str) -> tuple[list[str], int] | None:
    """Weekdays and interval of a rule `weekly_rule` can make, None for any other."""
    parts = dict(part.partition("=")[::2] for part in rule.split(";"))
    days = parts.get("BYDAY", "").split(",")
    interval = int(parts.get("INTERVAL", "1")) if parts.get("INTERVAL", "1").isdigit() else 0
    plain = set(parts) <= {"FREQ", "INTERVAL", "BYDAY"} and parts.get("FREQ") == "WEEKLY"
    return (days, interval) if plain and set(days) <= set(WEEKDAYS) and interval in INTERVALS else None


def repeat_words(rule: str) -> str:
    """Mondays and Tuesdays; every second week: Mondays; the rule itself where it is no weekly one."""
    found = weekly_parts(rule)
    if found is None:
        return rule
    days, interval = found
    numbers = [WEEKDAYS.index(day) for day in days]
    named = "Monday to Friday" if numbers == [0, 1, 2, 3, 4] else all_of(f"{WEEKDAY_NAMES[each]}s" for each in numbers)
    return named if interval == 1 else f"{INTERVALS[interval]}: {named}"


def pattern_words(pattern: Pattern) -> str:
    """Mondays and Tuesdays, 9am to 1pm."""
    return f"{repeat_words(pattern.rule)}, {time_words(pattern.starts)} to {time_words(pattern.ends)}"


def validity_words(pattern: Pattern) -> str:
    """From 1 March 2027, until 31 March 2027."""
    since = f"from {plain_date(pattern.first_day)}"
    return f"{since} until {plain_date(pattern.last_day)}" if pattern.last_day else since


def is_whole_days(busy: Busy) -> bool:
    """Whether it runs from midnight to midnight."""
    return busy.starts_at.time() == busy.ends_at.time() == time()


def busy_span_words(busy: Busy) -> str:
    """Wed 10 Mar 2027; Wed 10 to Fri 12 Mar; Wednesday 10 March 2027, 9am to 11am."""
    if not is_whole_days(busy):
        return f"{moment(busy.starts_at)} to {_end(busy.starts_at, busy.ends_at)}"
    first, last = busy.starts_at.date(), (busy.ends_at - timedelta(days=1)).date()
    return short_date(first) if first == last else f"{short_date(first)} to {short_date(last)}"


def _end(starts_at: datetime, ends_at: datetime) -> str:
    return time_words(ends_at.time()) if ends_at.date() == starts_at.date() else moment(ends_at)
