from datetime import date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conference_app.defaults import bundled_calendar
from conference_app.domain import spoken_dates as spoken
from conference_app.domain.typed_dates import typed_date

FRIDAY = date(2027, 3, 12)


def test_dates():
    assert spoken.long_date(FRIDAY) == "Friday 12 March 2027"
    assert spoken.short_date(FRIDAY) == "Fri 12 Mar 2027"
    assert spoken.plain_date(FRIDAY) == "12 March 2027"
    assert spoken.day_month(date(2027, 9, 1)) == "1 September"
    assert spoken.month_year(FRIDAY) == "March 2027"
    assert spoken.short_date(date(2027, 9, 1)) == "Wed 1 Sep 2027"


@pytest.mark.parametrize(
    ("at", "words"),
    [
        (time(9), "9am"),
        (time(9, 30), "9:30am"),
        (time(9, 5), "9:05am"),
        (time(12), "midday"),
        (time(12, 15), "12:15pm"),
        (time(14), "2pm"),
        (time(0), "midnight"),
        (time(0, 30), "12:30am"),
        (time(23, 59), "11:59pm"),
    ],
)
def test_times(at: time, words: str):
    assert spoken.time_words(at) == words


def test_span():
    start = datetime.combine(FRIDAY, time(9, 30))
    assert spoken.moment(start) == "Friday 12 March 2027, 9:30am"
    assert spoken.span(start, datetime.combine(FRIDAY, time(11, 30))) == ("Friday 12 March 2027, 9:30am to 11:30am")
    assert spoken.span(start, datetime(2027, 3, 13, 1)) == (
        "Friday 12 March 2027, 9:30am to Saturday 13 March 2027, 1am"
    )


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (4, "in 4 working days"),
        (1, "in 1 working day"),
        (0, "today"),
        (-1, "1 working day late"),
        (-12, "12 working days late"),
    ],
)
def test_working_days(number: int, words: str):
    assert spoken.in_working_days(number) == words


@pytest.mark.parametrize(
    ("day", "today", "words"),
    [
        (date(2027, 3, 12), date(2027, 3, 12), "today"),
        (date(2027, 3, 12), date(2027, 3, 8), "in 4 working days"),
        (date(2027, 3, 12), date(2027, 3, 15), "1 working day late"),
        (date(2027, 3, 14), date(2027, 3, 13), "tomorrow"),
        (date(2027, 3, 28), date(2027, 3, 26), "in 2 days"),
        (date(2027, 3, 26), date(2027, 3, 27), "1 day late"),
    ],
)
def test_from_today(day: date, today: date, words: str):
    assert spoken.from_today(day, today, bundled_calendar()) == words


def test_deadline_words():
    assert spoken.deadline_words(FRIDAY, date(2027, 3, 8), bundled_calendar()) == (
        "Friday 12 March 2027, in 4 working days"
    )


@pytest.mark.parametrize(
    ("born", "on", "years"),
    [
        (date(2020, 3, 12), date(2027, 3, 11), 6),
        (date(2020, 3, 12), date(2027, 3, 12), 7),
        (date(2020, 2, 29), date(2027, 2, 28), 6),
        (date(2020, 2, 29), date(2027, 3, 1), 7),
        (date(2020, 2, 29), date(2028, 2, 29), 8),
        (date(2028, 1, 1), date(2027, 1, 1), 0),
    ],
)
def test_age(born: date, on: date, years: int):
    assert spoken.age(born, on) == years


@pytest.mark.parametrize(
    ("born", "words"),
    [
        (date(2020, 3, 13), "6 years"),
        (date(2025, 3, 12), "2 years"),
        (date(2025, 3, 13), "23 months"),
        (date(2026, 12, 12), "3 months"),
        (date(2026, 12, 13), "12 weeks"),
        (date(2027, 2, 26), "2 weeks"),
        (date(2027, 2, 27), "13 days"),
        (date(2027, 3, 11), "1 day"),
        (date(2027, 3, 12), "0 days"),
        (date(2027, 4, 1), "unborn"),
        (None, "unborn"),
    ],
)
def test_child_age(born: date | None, words: str):
    assert spoken.child_age_words(born, FRIDAY) == words


def test_unborn_with_the_date_due():
    assert spoken.child_age_words(None, FRIDAY, date(2027, 6, 1)) == "unborn, due 1 June 2027"


@given(st.dates(date(1900, 1, 1), date(2199, 12, 31)))
def test_every_form_of_a_date_can_be_typed_back(day: date):
    for words in (spoken.long_date(day), spoken.short_date(day), spoken.plain_date(day), day.isoformat()):
        assert typed_date(words, today=FRIDAY, calendar=bundled_calendar()) == day
