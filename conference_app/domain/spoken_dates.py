"""Dates, times and ages in the words of screens and paper; English whatever the machine's language."""

from __future__ import annotations

from datetime import date, datetime, time

from conference_app.domain.calendar import WEEKDAY_NAMES, WorkingCalendar

MONTH_NAMES = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def weekday(day: date) -> str:
    return WEEKDAY_NAMES[day.weekday()]


def day_month(day: date) -> str:
    """12 March."""
    return f"{day.day} {MONTH_NAMES[day.month - 1]}"


def plain_date(day: date) -> str:
    """12 March 2027: for dates of birth, where the weekday says nothing."""
    return f"{day_month(day)} {day.year}"


def month_year(day: date) -> str:
    """March 2027."""
    return f"{MONTH_NAMES[day.month - 1]} {day.year}"


def long_date(day: date) -> str:
    """Friday 12 March 2027."""
    return f"{weekday(day)} {plain_date(day)}"


def short_date(day: date) -> str:
    """Fri 12 Mar 2027."""
    return f"{weekday(day)[:3]} {day.day} {MONTH_NAMES[day.month - 1][:3]} {day.year}"


def time_words(at: time) -> str:
    """9am, 9:30am, midday, 2pm, midnight."""
    if at.minute == 0 and at.hour in {0, 12}:
        return "midday" if at.hour else "midnight"
    minutes = f":{at.minute:02}" if at.minute else ""
    return f"{at.hour % 12 or 12}{minutes}{'am' if at.hour < 12 else 'pm'}"


def moment(at: datetime) -> str:
    """Friday 12 March 2027, 9:30am."""
    return f"{long_date(at.date())}, {time_words(at.time())}"


def span(start: datetime, end: datetime) -> str:
    """Friday 12 March 2027, 9:30am to 11:30am; the second date is named only where it differs."""
    until = time_words(end.time()) if end.date() == start.date() else moment(end)
    return f"{moment(start)} to {until}"


def counted(number: int, noun: str, plural: str = "") -> str:
    """1 working day, 4 working days."""
    return f"{number} {noun if number == 1 else plural or noun + 's'}"


def in_working_days(number: int) -> str:
    """In 4 working days, today, 1 working day late."""
    if number == 0:
        return "today"
    return f"in {counted(number, 'working day')}" if number > 0 else f"{counted(-number, 'working day')} late"


def from_today(day: date, today: date, calendar: WorkingCalendar) -> str:
    """How far off a deadline is: working days, or plain days where only days off lie between."""
    if working := calendar.between(today, day):
        return in_working_days(working)
    days = (day - today).days
    if days == 0:
        return "today"
    if days == 1:
        return "tomorrow"
    return f"in {counted(days, 'day')}" if days > 0 else f"{counted(-days, 'day')} late"


def deadline_words(day: date, today: date, calendar: WorkingCalendar) -> str:
    """Friday 12 March 2027, in 4 working days."""
    return f"{long_date(day)}, {from_today(day, today, calendar)}"


def age(born: date, on: date) -> int:
    """Completed years; 0 before the first birthday. Born on 29 February: a year older on 1 March."""
    before_birthday = (on.month, on.day) < (born.month, born.day)
    return max(on.year - born.year - before_birthday, 0)


def child_age_words(born: date | None, on: date, expected: date | None = None) -> str:
    """7 years; 5 months under two years, 3 weeks or 2 days below; unborn with the date due where known."""
    if born is None or born > on:
        return f"unborn, due {plain_date(expected)}" if expected else "unborn"
    months = (on.year - born.year) * 12 + on.month - born.month - (on.day < born.day)
    days = (on - born).days
    if months >= 24:
        return counted(age(born, on), "year")
    if months >= 3:
        return counted(months, "month")
    return counted(days // 7, "week") if days >= 14 else counted(days, "day")
