from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conference_app.defaults import bundled_calendar, official_holidays
from conference_app.domain.calendar import DAY, WorkingCalendar, closure_days, rule_holidays

# The bank holidays no rule foretells, and the ones they displaced.
ONE_OFFS = {
    date(2012, 6, 4): "Spring bank holiday (substitute day)",
    date(2012, 6, 5): "Queen’s Diamond Jubilee",
    date(2020, 5, 8): "Early May bank holiday (VE day)",
    date(2022, 6, 2): "Spring bank holiday",
    date(2022, 6, 3): "Platinum Jubilee bank holiday",
    date(2022, 9, 19): "Bank Holiday for the State Funeral of Queen Elizabeth II",
    date(2023, 5, 8): "Bank holiday for the coronation of King Charles III",
}
MOVED_AWAY = {
    date(2012, 5, 28): "Spring bank holiday",
    date(2020, 5, 4): "Early May bank holiday",
    date(2022, 5, 30): "Spring bank holiday",
}

days = st.dates(date(2000, 1, 1), date(2040, 12, 31))
closures = st.dictionaries(days, st.just("Christmas shut-down"), max_size=30)


def plain_count(calendar: WorkingCalendar, first: date, last: date) -> int:
    """Working days after `first` up to `last`, counted one by one."""
    every = (first + n * DAY for n in range(1, (last - first).days + 1))
    return sum(calendar.why_not_working(day) == "" for day in every)


def test_rule_gives_the_official_days_and_names_but_for_one_offs():
    by_rule = {day: name for year in range(2012, 2029) for day, name in rule_holidays(year).items()}
    official = dict(official_holidays())
    assert dict(official.items() - by_rule.items()) == ONE_OFFS
    assert dict(by_rule.items() - official.items()) == MOVED_AWAY


@given(st.integers(1900, 2199))
def test_rule_gives_eight_weekdays_a_year(year: int):
    found = rule_holidays(year)
    assert len(found) == 8
    assert all(day.weekday() < 5 and day.year == year for day in found)


@pytest.mark.parametrize(
    ("year", "expected"),
    [
        (
            2032,
            {
                date(2032, 12, 27): "Christmas Day (substitute day)",
                date(2032, 12, 28): "Boxing Day (substitute day)",
            },
        ),
        (2033, {date(2033, 12, 26): "Boxing Day", date(2033, 12, 27): "Christmas Day (substitute day)"}),
        (2031, {date(2031, 12, 25): "Christmas Day", date(2031, 12, 26): "Boxing Day"}),
        (2037, {date(2037, 12, 25): "Christmas Day", date(2037, 12, 28): "Boxing Day (substitute day)"}),
    ],
)
def test_christmas_on_each_kind_of_weekend(year: int, expected: dict[date, str]):
    assert {day: name for day, name in rule_holidays(year).items() if day.month == 12} == expected


@pytest.mark.parametrize(
    ("day", "why"),
    [
        (date(2027, 3, 24), ""),
        (date(2027, 3, 26), "Good Friday"),
        (date(2027, 3, 27), "Saturday"),
        (date(2027, 3, 28), "Sunday"),
        (date(2027, 3, 29), "Easter Monday"),
        (date(2021, 12, 27), "Christmas Day (substitute day)"),
        (date(2021, 12, 25), "Saturday"),
        (date(2022, 9, 19), "Bank Holiday for the State Funeral of Queen Elizabeth II"),
        (date(2020, 5, 4), ""),
        (date(2006, 12, 25), "Christmas Day"),
        (date(2034, 1, 2), "New Year’s Day (substitute day)"),
    ],
)
def test_why_a_day_does_not_count(day: date, why: str):
    assert bundled_calendar().why_not_working(day) == why
    assert bundled_calendar().is_working_day(day) == (why == "")


def test_closures_do_not_count_and_bank_holidays_keep_their_name():
    calendar = WorkingCalendar.of(
        official_holidays(),
        {
            date(2027, 12, 24): "Christmas shut-down",
            date(2027, 12, 27): "Christmas shut-down",
            date(2027, 12, 30): "",
        },
    )
    assert calendar.why_not_working(date(2027, 12, 24)) == "Council closed: Christmas shut-down"
    assert calendar.why_not_working(date(2027, 12, 27)) == "Christmas Day (substitute day)"
    assert calendar.why_not_working(date(2027, 12, 30)) == "Council closed"
    assert calendar.add(date(2027, 12, 23), 1) == date(2027, 12, 29)
    assert calendar.between(date(2027, 12, 23), date(2027, 12, 31)) == 2


def test_closures_count_in_provisional_years_too():
    calendar = WorkingCalendar.of(official_holidays(), {date(2035, 12, 24): "Shut-down"})
    assert calendar.why_not_working(date(2035, 12, 24)) == "Council closed: Shut-down"
    assert calendar.why_not_working(date(2035, 12, 25)) == "Christmas Day"


def test_next_and_previous_working_day_over_easter():
    calendar = bundled_calendar()
    assert calendar.next_working_day(date(2027, 3, 26)) == date(2027, 3, 30)
    assert calendar.previous_working_day(date(2027, 3, 29)) == date(2027, 3, 25)
    assert calendar.next_working_day(date(2027, 3, 25)) == date(2027, 3, 25)


def test_years_without_official_list_are_provisional():
    calendar = bundled_calendar()
    assert [year for year in range(2010, 2031) if calendar.is_provisional(date(year, 6, 1))] == [
        2010,
        2011,
        2029,
        2030,
    ]
    assert calendar.crosses_provisional(date(2028, 12, 20), date(2029, 1, 10))
    assert calendar.crosses_provisional(date(2029, 1, 10), date(2028, 12, 20))
    assert not calendar.crosses_provisional(date(2012, 1, 1), date(2028, 12, 31))


def test_a_calendar_without_any_official_year_goes_by_rule():
    calendar = WorkingCalendar.of({})
    assert calendar.is_provisional(date(2026, 1, 1))
    assert calendar.why_not_working(date(2026, 4, 3)) == "Good Friday"


@given(days, days, closures)
def test_between_is_the_count_one_by_one(first: date, last: date, closed: dict[date, str]):
    calendar = WorkingCalendar.of(official_holidays(), closed)
    last = min(last, first + timedelta(days=500))
    if last >= first:
        assert calendar.between(first, last) == plain_count(calendar, first, last)
    assert calendar.between(last, first) == -calendar.between(first, last)


@given(days, st.integers(-80, 80), closures)
def test_add_and_between_agree(start: date, count: int, closed: dict[date, str]):
    calendar = WorkingCalendar.of(official_holidays(), closed)
    reached = calendar.add(start, count)
    if count > 0:
        assert calendar.is_working_day(reached)
        assert calendar.between(start, reached) == count
    if count < 0:
        assert calendar.is_working_day(reached)
        # Backwards the start is left out and the day reached is counted.
        assert calendar.between(reached - DAY, start - DAY) == -count


@given(days)
def test_neighbouring_working_days(day: date):
    calendar = bundled_calendar()
    before, after = calendar.previous_working_day(day), calendar.next_working_day(day)
    assert before <= day <= after
    assert (before == after) == calendar.is_working_day(day)
    assert calendar.add(before, 1) == (after if before < after else calendar.next_working_day(day + DAY))


def test_closures_of_several_days():
    periods = [
        (date(2027, 12, 24), date(2027, 12, 26), "Christmas"),
        (date(2027, 6, 1), date(2027, 6, 1), "Move"),
    ]
    assert closure_days(periods) == {
        date(2027, 12, 24): "Christmas",
        date(2027, 12, 25): "Christmas",
        date(2027, 12, 26): "Christmas",
        date(2027, 6, 1): "Move",
    }
