"""A short sentence for each reason for or against a slot, and for each thing that stands in the way of one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from conference_app.domain.spoken_dates import counted, day_month, long_date, time_words, weekday
from conference_app.scheduling.facts import Obstacle

Facts = Mapping[str, Any]


def obstacle_words(obstacle: Obstacle) -> str:
    """What stands in the way: "Rosalind Osei’s leave on Wednesday 3 March"; no full stop."""
    return _OBSTACLES[obstacle.code](obstacle.facts)


def busy_words(facts: Facts) -> str:
    """What takes the time and when: "leave, Monday 1 March to Friday 12 March"."""
    return f"{_busy_what(facts)}, {time_taken(facts['starts_at'], facts['ends_at'])}"


def near(day: date) -> str:
    """Wednesday 3 March: the year is plain from where it stands."""
    return f"{weekday(day)} {day_month(day)}"


def time_taken(starts: datetime, ends: datetime) -> str:
    """Whole days as days, anything else with its times."""
    last = (ends - timedelta(minutes=1)).date()
    if starts.time() == ends.time() == time():
        return near(starts.date()) if last == starts.date() else f"{near(starts.date())} to {near(last)}"
    if last == starts.date():
        return f"{near(last)}, {time_words(starts.time())} to {time_words(ends.time())}"
    return f"{near(starts.date())}, {time_words(starts.time())} to {near(ends.date())}, {time_words(ends.time())}"


def _busy_what(facts: Facts) -> str:
    what = str(facts.get("what", ""))
    kind = "another commitment" if facts["kind"] == "commitment" else str(facts["kind"])
    return f"{kind} ({what})" if what else kind


def _when(facts: Facts) -> str:
    return time_taken(facts["starts_at"], facts["ends_at"])


def _conference(facts: Facts) -> str:
    return str(facts.get("reference") or "another conference")


def _hours(facts: Facts, verb: str, noun: str) -> str:
    spans = [f"{time_words(starts.time())} to {time_words(ends.time())}" for starts, ends in facts["hours"]]
    if not spans:
        return f"{facts['name']} {noun} on {near(facts['day'])}"
    return f"{facts['name']} {verb} only {' and '.join(spans)} on {near(facts['day'])}"


def _day_off(facts: Facts) -> str:
    if facts["day"].weekday() >= 5:
        return f"{near(facts['day'])} is not a working day"
    return f"{near(facts['day'])} is not a working day: {facts['why']}"


def _days_off(facts: Facts) -> str:
    return f"No working day is left before the limit, {long_date(facts['limit'])}"


def _lacks(facts: Facts) -> str:
    if facts["feature"] == "step-free":
        return f"{facts['name']} is not known to be step-free"
    return f"{facts['name']} is not known to have a {facts['feature']}"


def _gap(facts: Facts) -> str:
    return (
        f"{facts['name']} needs {counted(facts['gap'], 'minute')} between this and {_conference(facts)}, {_when(facts)}"
    )


def _most(facts: Facts) -> str:
    return f"{facts['name']} has {counted(facts['count'], 'conference')} on {near(facts['day'])}, the most for a day"


_OBSTACLES: Mapping[str, Callable[[Facts], str]] = {
    "day_off": _day_off,
    "no_day_left": _days_off,
    "limit_passed": lambda facts: f"The last lawful day, {long_date(facts['limit'])}, has passed",
    "too_early": lambda facts: (
        f"It would begin before {near(facts['earliest'].date())}, {time_words(facts['earliest'].time())}"
    ),
    "past_midnight": lambda facts: "It would go on past midnight",
    "too_long": lambda facts: f"{counted(facts['minutes'], 'minute')} do not fit into the office hours",
    "no_chair": lambda facts: "No chair is in use",
    "no_room": lambda facts: "No room is in use",
    "chair_unknown": lambda facts: "The chair is not in use",
    "room_unknown": lambda facts: "The room is not in use",
    "family_taken": lambda facts: f"The family’s own conference {_conference(facts)}, {_when(facts)}",
    "chair_left": lambda facts: f"{facts['name']} leaves after {near(facts['day'])}",
    "chair_hours": lambda facts: _hours(facts, "works", "does not work"),
    "chair_pattern": lambda facts: f"{facts['name']}’s {facts['what'] or 'regular commitment'}, {_when(facts)}",
    "chair_busy": lambda facts: f"{facts['name']}’s {busy_words(facts)}",
    "chair_taken": lambda facts: f"{facts['name']} chairs {_conference(facts)}, {_when(facts)}",
    "chair_gap": _gap,
    "chair_most": _most,
    "room_small": lambda facts: (
        f"{facts['name']} holds {facts['capacity']}, for {counted(facts['people'], 'person', 'people')}"
    ),
    "room_lacks": _lacks,
    "room_hours": lambda facts: _hours(facts, "is open", "is closed"),
    "room_pattern": lambda facts: f"{facts['name']} is used for {facts['what'] or 'something else'}, {_when(facts)}",
    "room_busy": lambda facts: f"{facts['name']}: {busy_words(facts)}",
    "room_taken": lambda facts: f"{facts['name']} is booked for {_conference(facts)}, {_when(facts)}",
}
