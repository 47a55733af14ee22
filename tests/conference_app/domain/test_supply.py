"""Hours that repeat: the quick way through plain weeks gives the days dateutil gives."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given, settings
from hypothesis import strategies as st

from conference_app.domain.errors import RuleBroken
from conference_app.domain.supply import Pattern, checked_rule, features_needed, occurrences

WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
DAYS = st.dates(date(2026, 1, 1), date(2028, 12, 31))


@settings(max_examples=60)
@given(st.sets(st.sampled_from(WEEKDAYS), min_size=1), DAYS, DAYS, st.integers(-3, 90))
def test_plain_weeks_fall_on_the_days_the_rule_gives(weekdays: set[str], start: date, first: date, more: int) -> None:
    rule = "FREQ=WEEKLY;BYDAY=" + ",".join(sorted(weekdays))
    last = first + timedelta(days=more)
    midnight = [datetime.combine(day, time()) for day in (start, first, last)]
    expected = rrulestr(rule, dtstart=midnight[0]).between(midnight[1], midnight[2], inc=True)
    assert occurrences(rule, start, first, last) == {each.date() for each in expected}


@pytest.mark.parametrize(
    ("rule", "days"),
    [
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", {2, 16, 30}),
        ("FREQ=MONTHLY;BYDAY=1MO", {1}),
        ("FREQ=DAILY;INTERVAL=10", {1, 11, 21, 31}),
    ],
)
def test_other_rules_are_followed_too(rule: str, days: set[int]) -> None:
    found = occurrences(rule, date(2027, 2, 1 if "DAILY" not in rule else 9), date(2027, 3, 1), date(2027, 3, 31))
    assert found == {date(2027, 3, day) for day in days}


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=DAILY;INTERVAL=0",
        "FREQ=MONTHLY;INTERVAL=0",
        "FREQ=MONTHLY;INTERVAL=-3",
        "FREQ=DAILY;BYMONTH=13",
        "FREQ=MONTHLY;BYMONTHDAY=99",
        "FREQ=WEEKLY;FREQ=DAILY",
        "FREQ=WEEKLY;BYDAY=MO\nDTSTART:20200101",
        "FREQ=WEEKLY;BYDAY=MO;UNTIL=20270101",
        "FREQ=WEEKLY;",
        "",
    ],
)
def test_a_rule_that_says_nonsense_is_refused_at_once(rule: str) -> None:
    with pytest.raises(RuleBroken, match="bad_repeat_rule"):
        checked_rule(rule)


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE;WKST=MO",
        "FREQ=MONTHLY;BYDAY=1MO,-1FR",
        "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
        "FREQ=YEARLY;BYMONTH=2,12;BYMONTHDAY=29,-1",
        "FREQ=DAILY;INTERVAL=10",
    ],
)
def test_the_ways_people_repeat_are_known(rule: str) -> None:
    assert checked_rule(f"rrule:{rule.lower()}") == rule


def test_a_pattern_applies_from_its_first_to_its_last_day() -> None:
    pattern = Pattern("FREQ=WEEKLY;BYDAY=MO,WE", date(2027, 3, 3), time(9), time(17), last_day=date(2027, 3, 10))
    assert pattern.days(date(2027, 3, 1), date(2027, 3, 31)) == {date(2027, 3, day) for day in (3, 8, 10)}
    assert pattern.days(date(2027, 4, 1), date(2027, 4, 30)) == set()


@pytest.mark.parametrize(
    ("needs", "mode", "features"),
    [
        ([], "in person", ()),
        ([("access", "uses a wheelchair")], "in person", ("step-free",)),
        ([("access", "hard of hearing")], "hybrid", ("hearing loop", "video screen")),
        ([("separate attendance", "")], "in person", ("second waiting room",)),
        ([("interpreter", "Polish")], "in person", ()),
    ],
)
def test_what_the_room_must_have_follows_the_needs(
    needs: list[tuple[str, str]], mode: str, features: tuple[str, ...]
) -> None:
    assert features_needed(needs, mode) == features
