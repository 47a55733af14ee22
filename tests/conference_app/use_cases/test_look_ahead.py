from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time

import pytest

from conference_app.domain.conference_status import ConferenceType
from conference_app.domain.decisions import Decision
from conference_app.domain.people import Chair
from conference_app.domain.rebooking import Kind
from conference_app.domain.supply import Busy, Pattern
from conference_app.store import families, people
from conference_app.store.store import Store, memory_store
from conference_app.use_cases.decide import decide
from conference_app.use_cases.found_store import found_store
from conference_app.use_cases.keep_directory import keep_chair
from conference_app.use_cases.keep_supply import keep_busy, keep_pattern
from conference_app.use_cases.look_ahead import ForecastWeek, forecast, windows_ahead
from tests.conference_app.store.hand_made import HandMade
from tests.conference_app.use_cases.marlowe import START, TODAY, booked_conference, held_conference, wish

MONDAY = date(2027, 3, 8)


@pytest.fixture
def store() -> Iterator[Store]:
    made = memory_store(example=True)
    yield made
    made.close()


def weeks(store: Store, number: int = 1) -> list[ForecastWeek]:
    return forecast(store, first=date(2027, 3, 10), weeks=number, today=TODAY)


def test_a_booked_conference_opens_the_year_and_reviews_are_supposed_after_it(store: Store) -> None:
    marlowe = booked_conference(store)
    first, *reviews = windows_ahead(store, marlowe.family, today=TODAY)
    assert (first.type, first.booked_for, first.supposed) == (ConferenceType.INITIAL, START.date(), False)
    assert [(each.type, each.last, each.supposed) for each in reviews] == [
        (ConferenceType.REVIEW, date(2027, 6, 10), True),
        (ConferenceType.REVIEW, date(2027, 12, 10), True),
    ]
    assert reviews[0].first == date(2027, 4, 29)  # six weeks before


def test_a_family_without_a_plan_has_nothing_ahead(store: Store) -> None:
    marlowe = held_conference(store)
    assert windows_ahead(store, marlowe.family, today=date(2027, 3, 11)) == []


def test_a_review_held_whose_decisions_are_not_recorded_is_supposed_to_let_the_plan_go_on(store: Store) -> None:
    found_store(store)
    made = HandMade(store)
    family = made.family("Marlowe", "Noah Marlowe")
    review = made.conference(family, datetime(2027, 3, 4, 9, 30), kind="review", status="held")
    first, *_ = windows_ahead(store, family, today=date(2027, 3, 8))
    assert (first.type, first.last, first.supposed) == (ConferenceType.REVIEW, date(2027, 9, 4), True)
    (noah,) = families.family(store, family).children
    decide(store, Decision(review, noah.id, "no further action"))
    assert windows_ahead(store, family, today=date(2027, 3, 8)) == []


def test_the_week_counts_what_is_booked_against_chairs_and_rooms(store: Store) -> None:
    booked_conference(store)
    [week] = weeks(store)
    # One chair with at most two a day, one room from nine to five: four conferences of two hours.
    assert (week.monday, week.booked, week.not_booked, week.chair_places, week.room_places) == (MONDAY, 1, 0, 10, 20)
    assert week.places == 10
    assert not week.is_short


def test_leave_and_short_hours_take_places_away(store: Store) -> None:
    marlowe = booked_conference(store)
    keep_busy(store, Busy("leave", datetime(2027, 3, 11), datetime(2027, 3, 13), chair_id=marlowe.chair))
    part_time = keep_chair(store, Chair("T. Brandt")).value
    hours = Pattern("FREQ=WEEKLY;BYDAY=MO,TU", MONDAY, time(9), time(11, 30), chair_id=part_time)
    keep_pattern(store, hours)
    [week] = weeks(store)
    assert week.chair_places == 3 * 2 + 2 * 1


def test_a_chair_who_has_left_holds_no_place(store: Store) -> None:
    booked_conference(store)
    [chair] = people.chairs(store)
    keep_chair(store, replace(chair, last_day=date(2027, 3, 9)))
    assert weeks(store)[0].chair_places == 2 * 2


def test_what_is_postponed_is_wanted_in_the_week_of_its_limit(store: Store) -> None:
    marlowe = booked_conference(store)
    wish(store, marlowe, Kind.POSTPONED)
    [week] = weeks(store)
    assert (week.booked, week.not_booked) == (0, 1)


def test_new_requests_are_expected_as_often_as_in_the_last_year(store: Store) -> None:
    booked_conference(store)
    this_week, next_week = forecast(store, first=TODAY, weeks=2, today=TODAY)
    assert this_week.expected == 0
    assert next_week.expected == pytest.approx(7 / 366)


def test_weeks_of_bank_holidays_hold_less(store: Store) -> None:
    booked_conference(store)
    [easter] = forecast(store, first=date(2027, 3, 29), weeks=1, today=TODAY)  # Easter Monday
    assert easter.chair_places == 8
