"""Days, weeks and months as the diary turns them: where each begins, and what it is called."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from conference_app.domain.calendar import DAY, WorkingCalendar
from conference_app.domain.spoken_dates import MONTH_NAMES, day_month, long_date, month_year, plain_date, weekday
from conference_app.use_cases.diary import DiaryDay

WEEK = 7
WEEKEND = 5  # the number of Saturday


class Scale(StrEnum):
    """How much of the diary is seen at once."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"


@dataclass(frozen=True, slots=True)
class Period:
    """What is shown: the day, the week or the month a day is in."""

    scale: Scale
    day: date

    @property
    def first(self) -> date:
        """The first day to be asked for; a month begins with the Monday of its first week."""
        if self.scale is Scale.DAY:
            return self.day
        return monday_of(self.day if self.scale is Scale.WEEK else self.day.replace(day=1))

    @property
    def last(self) -> date:
        """The last day to be asked for; a month ends with the Sunday of its last week."""
        if self.scale is Scale.DAY:
            return self.day
        day = self.day if self.scale is Scale.WEEK else month_after(self.day, 1) - DAY
        return monday_of(day) + timedelta(days=WEEK - 1)

    def turned(self, by: int, calendar: WorkingCalendar) -> Period:
        """So many days, weeks or months on, or back; days at weekends and holidays are passed over."""
        if self.scale is Scale.WEEK:
            return Period(self.scale, self.day + timedelta(days=WEEK * by))
        if self.scale is Scale.MONTH:
            return Period(self.scale, month_after(self.day, by))
        return Period(self.scale, calendar.add(self.day, by))

    def holds(self, day: date) -> bool:
        """Whether a day belongs to it; the days around a month do not."""
        if self.scale is Scale.MONTH:
            return (day.year, day.month) == (self.day.year, self.day.month)
        return self.first <= day <= self.last

    @property
    def title(self) -> str:
        """Monday 8 March 2027; 8 to 12 March 2027; March 2027."""
        if self.scale is Scale.DAY:
            return long_date(self.day)
        return week_title(self.first) if self.scale is Scale.WEEK else month_year(self.day)


def monday_of(day: date) -> date:
    """The Monday of a day's week."""
    return day - timedelta(days=day.weekday())


def opening_day(today: date) -> date:
    """The day the diary opens at: today, at a weekend the Monday that comes."""
    return monday_of(today) + timedelta(days=WEEK) if today.weekday() >= WEEKEND else today


def month_after(day: date, by: int) -> date:
    """The first day of the month so many months on."""
    months = day.year * 12 + day.month - 1 + by
    return date(months // 12, months % 12 + 1, 1)


def week_title(monday: date) -> str:
    """8 to 12 March 2027; 29 March to 2 April 2027; 27 December 2027 to 2 January 2028 where years meet."""
    friday = monday + timedelta(days=4)
    if monday.year != friday.year:
        return f"{plain_date(monday)} to {plain_date(friday)}"
    first = str(monday.day) if monday.month == friday.month else day_month(monday)
    return f"{first} to {friday.day} {MONTH_NAMES[friday.month - 1]} {friday.year}"


def near(day: date) -> str:
    """Monday 8 March: the year stands at the head of the page."""
    return f"{weekday(day)} {day_month(day)}"


def brief(day: date) -> str:
    """Mon 8."""
    return f"{weekday(day)[:3]} {day.day}"


def off_words(day: DiaryDay) -> str:
    """Good Friday: bank holiday; Council closed: staff day; Weekend; "" for a working day."""
    if not day.why_not_working:
        return ""
    if day.is_weekend:
        return "Weekend"
    return day.why_not_working if day.closed else f"{day.why_not_working}: bank holiday"
