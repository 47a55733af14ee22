"""Days, weeks and months: where they begin and end, what they are called, how they are turned."""

from __future__ import annotations

from datetime import date

import pytest

from conference_app.domain.calendar import WorkingCalendar
from conference_app.use_cases.diary import DiaryDay
from ui.diary.days import Period, Scale, monday_of, month_after, off_words, opening_day, week_title


@pytest.mark.parametrize(
    ("monday", "words"),
    [
        (date(2027, 3, 8), "8 to 12 March 2027"),
        (date(2027, 3, 29), "29 March to 2 April 2027"),
        (date(2027, 12, 27), "27 to 31 December 2027"),
        (date(2024, 12, 30), "30 December 2024 to 3 January 2025"),
    ],
)
def test_the_title_of_a_week(monday: date, words: str) -> None:
    assert week_title(monday) == words


def test_at_a_weekend_the_coming_week_is_looked_at() -> None:
    assert opening_day(date(2027, 3, 10)) == date(2027, 3, 10)
    assert opening_day(date(2027, 3, 13)) == opening_day(date(2027, 3, 14)) == date(2027, 3, 15)


def test_a_week_with_a_change_of_clocks_is_seven_days() -> None:
    for day in (date(2027, 3, 28), date(2027, 10, 31)):
        week = Period(Scale.WEEK, day)
        assert (week.first, week.last) == (monday_of(day), day)
        assert (week.last - week.first).days == 6


def test_a_month_is_asked_for_in_whole_weeks() -> None:
    month = Period(Scale.MONTH, date(2027, 5, 17))
    assert (month.first, month.last) == (date(2027, 4, 26), date(2027, 6, 6))
    assert month.title == "May 2027"
    assert month.holds(date(2027, 5, 31))
    assert not month.holds(date(2027, 6, 1))


def test_turning(calendar: WorkingCalendar) -> None:
    day = Period(Scale.DAY, date(2027, 3, 25))
    assert day.turned(1, calendar).day == date(2027, 3, 30), "Easter is passed over"
    assert day.turned(-4, calendar).day == date(2027, 3, 19)
    assert Period(Scale.WEEK, date(2027, 12, 29)).turned(1, calendar).day == date(2028, 1, 5)
    assert Period(Scale.MONTH, date(2027, 12, 31)).turned(1, calendar).day == date(2028, 1, 1)
    assert Period(Scale.MONTH, date(2027, 1, 31)).turned(-1, calendar).title == "December 2026"
    assert month_after(date(2028, 2, 29), 12) == date(2029, 2, 1)


def test_why_a_day_does_not_count() -> None:
    day = date(2027, 3, 26)
    assert off_words(DiaryDay(day, "Good Friday", False)) == "Good Friday: bank holiday"
    assert off_words(DiaryDay(day, "Council closed: staff day", True)) == "Council closed: staff day"
    assert off_words(DiaryDay(date(2027, 3, 27), "Saturday", False)) == "Weekend"
    assert off_words(DiaryDay(day, "", False)) == ""
