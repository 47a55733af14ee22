"""A short sentence for each reason for or against a slot, and for each thing that stands in the way of one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from conference_app.domain.spoken_dates import counted, day_month, long_date, time_words, weekday
from conference_app.domain.text import all_of
from conference_app.scheduling.facts import Obstacle
from conference_app.scheduling.slot_reasons import Reason

Facts = Mapping[str, Any]
ORDINALS = {2: "second", 3: "third", 4: "fourth", 5: "fifth"}


def obstacle_words(obstacle: Obstacle) -> str:
    """What stands in the way: "Rosalind Osei’s leave, Wednesday 3 March"; no full stop."""
    words = _OBSTACLES[obstacle.code](obstacle.facts)
    only: Any = obstacle.facts.get("only_with")
    return f"{words}; no other room {_having(only)}" if only else words


def all_obstacle_words(obstacles: Iterable[Obstacle]) -> list[str]:
    """Each of several; what is on record twice, as a leave typed in again, is said once."""
    return list(dict.fromkeys(map(obstacle_words, obstacles)))


def reason_words(reason: Reason) -> str:
    """What speaks for or against a slot: "4 working days before the limit"; no full stop."""
    return _REASONS[reason.code](reason.facts)


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


def _whose(facts: Facts) -> str:
    """Rosalind Osei’s leave, but Rosalind Osei: another commitment."""
    return f"{facts['name']}:" if facts["kind"] == "commitment" else f"{facts['name']}’s"


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
    "no_time_left": lambda facts: f"No start is left up to {long_date(facts['day'])}",
    "limit_passed": lambda facts: f"The last lawful day, {long_date(facts['limit'])}, has passed",
    "too_early": lambda facts: (
        f"It would begin before {near(facts['earliest'].date())}, {time_words(facts['earliest'].time())}"
    ),
    "past_midnight": lambda facts: "It would go on past midnight",
    "no_chair": lambda facts: "No chair is in use",
    "no_room": lambda facts: "No room is in use",
    "chair_unknown": lambda facts: "The chair is not in use",
    "room_unknown": lambda facts: "The room is not in use",
    "family_taken": lambda facts: f"The family’s own conference {_conference(facts)}, {_when(facts)}",
    "chair_left": lambda facts: f"{facts['name']} leaves after {near(facts['day'])}",
    "chair_hours": lambda facts: _hours(facts, "works", "does not work"),
    "chair_pattern": lambda facts: f"{facts['name']}’s {facts['what'] or 'regular commitment'}, {_when(facts)}",
    "chair_busy": lambda facts: f"{_whose(facts)} {busy_words(facts)}",
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


def _working_days(number: int) -> str:
    return counted(number, "working day")


def _having(features: Sequence[str]) -> str:
    """Is step-free and has a hearing loop."""
    things = [f"a {each}" for each in features if each != "step-free"]
    parts = (["is step-free"] if "step-free" in features else []) + ([f"has {all_of(things)}"] if things else [])
    return " and ".join(parts)


def _same_chair(facts: Facts) -> str:
    since = "Same chair as last time" if facts["since"] == "last time" else "The chair it is booked with"
    return f"{since}: {facts['name']}"


def _another_chair(facts: Facts) -> str:
    if facts["since"] == "last time":
        return f"Another chair than last time: {facts['name']}, not {facts['known']}"
    return f"Another chair than booked: {facts['name']}, not {facts['known']}"


def _chair_day(facts: Facts) -> str:
    number = ORDINALS.get(facts["number"], f"{facts['number']}th")
    gap = f", {counted(facts['gap'], 'minute')} between them" if facts["gap"] else ""
    return f"{facts['name']}’s {number} conference that day{gap}"


def _short(facts: Facts, what: str) -> str:
    return f"{_working_days(facts['left'])} from today, but {what} {facts['needed']}"


def _hours_of(facts: Facts) -> str:
    return f"{time_words(facts['starts'])} to {time_words(facts['ends'])}"


_REASONS: Mapping[str, Callable[[Facts], str]] = {
    "keeps_time": lambda facts: "Keeps its day, time and room" if facts["room"] else "Keeps its day and time",
    "margin": lambda facts: f"{_working_days(facts['days'])} before the limit",
    "last_day": lambda facts: "On the last lawful day: no margin",
    "late": lambda facts: (
        f"{_working_days(facts['days'])} past the limit, {long_date(facts['limit'])}: "
        "needs a reason and who approved it"
    ),
    "stricter_margin": lambda facts: (
        f"{_working_days(facts['days'])} before it, counting the day itself as day 1"
        if facts["days"]
        else "Counting the day itself as day 1, on the last day"
    ),
    "past_stricter": lambda facts: f"Counting the day itself as day 1, the last day would be {near(facts['day'])}",
    "enough_notice": lambda facts: "Enough notice for invitations, reports and police checks",
    "same_day": lambda facts: (
        f"Today, {counted(facts['hours'], 'hour')} from now: hardly time to invite anybody"
        if facts["hours"]
        else "Today, within the hour: no time to invite anybody"
    ),
    "invitations_short": lambda facts: _short(facts, "invitations need"),
    "report_short": lambda facts: _short(facts, "reports need"),
    "police_short": lambda facts: _short(facts, "police checks need"),
    "school_holiday": lambda facts: f"{facts['title']}: school staff are away",
    "in_school_hours": lambda facts: "In school hours",
    "outside_school_hours": lambda facts: f"Outside school hours, {_hours_of(facts)}",
    "over_lunch": lambda facts: f"Over lunch, {_hours_of(facts)}",
    "doctor_unknown": lambda facts: f"Not known when {facts['name']} can come",
    "doctor_away": lambda facts: f"{facts['name']} is away then",
    "doctor_asked": lambda facts: f"{facts['name']} is asked to {facts['reference']} then",
    "doctor_in_clinic": lambda facts: f"{facts['name']} is in clinic then",
    "doctor_free": lambda facts: f"{facts['name']} is not in clinic then",
    "doctor_prefers": lambda facts: f"{facts['name']} prefers this session",
    "doctor_elsewhere": lambda facts: f"Not one of {facts['name']}’s preferred sessions",
    "same_chair": _same_chair,
    "another_chair": _another_chair,
    "chair_day": _chair_day,
    "room_fits": lambda facts: (
        f"{facts['name']} holds {facts['capacity']} for {counted(facts['people'], 'person', 'people')}"
    ),
    "room_size_unknown": lambda facts: f"Not known how many {facts['name']} holds",
    "room_has": lambda facts: f"{facts['name']} {_having(facts['features'])}",
}
