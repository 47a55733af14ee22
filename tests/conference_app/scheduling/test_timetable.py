"""The masks: what is taken is rounded outwards, what is free inwards, and each day is right by itself."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conference_app.domain.supply import Busy, Pattern
from conference_app.scheduling.timetable import (
    ALL_DAY,
    UNITS,
    DoctorUnits,
    Timetable,
    starts_in,
    units_free,
    units_taken,
)
from tests.conference_app.scheduling.sketch import EMPTY, EVERY_WEEK, MARLOWE, MONDAY, OAK, OSEI, at, booked, leave

NINE, FIVE = 9 * 60, 17 * 60


@pytest.mark.parametrize(
    ("starts", "ends", "taken", "free"),
    [
        (0, 10, 0b11, 0b11),
        (3, 7, 0b11, 0),
        (5, 14, 0b110, 0b10),
        (-60, 5, 0b1, None),
        (10, 10, 0, 0),
        (24 * 60 - 5, 24 * 60 + 60, 1 << UNITS - 1, None),
    ],
)
def test_begun_units_are_taken_and_whole_ones_free(starts: int, ends: int, taken: int, free: int | None) -> None:
    assert units_taken(starts, ends) == taken
    if free is not None:
        assert units_free(starts, ends) == free


@given(st.integers(0, 2**40 - 1), st.integers(1, 30))
def test_a_start_is_where_so_many_free_units_follow(free: int, length: int) -> None:
    run = (1 << length) - 1
    expected = sum(1 << unit for unit in range(41) if free >> unit & run == run)
    assert starts_in(free, length) == expected


def test_a_timetable_has_the_working_days_and_office_hours_where_nothing_else_is_known() -> None:
    table = Timetable(EMPTY, date(2027, 3, 25), date(2027, 3, 31))
    assert [day.day for day in table.days] == [25, 30, 31]
    assert table.on(date(2027, 3, 30)).chairs == {OSEI.id: units_free(NINE, FIVE), 2: units_free(NINE, FIVE)}
    assert table.on(date(2027, 3, 27)).rooms == {OAK.id: 0, 12: 0}


def test_bookings_take_the_room_their_time_the_chair_the_gap_too_and_the_last_one_the_day() -> None:
    rows = [booked(at(MONDAY, 12), 60, OSEI, OAK, MARLOWE)]
    table = Timetable(replace(EMPTY, booked=rows), MONDAY, MONDAY)
    office = units_free(NINE, FIVE)
    assert table.on(MONDAY).rooms[OAK.id] == office & ~units_taken(12 * 60, 13 * 60)
    assert table.on(MONDAY).chairs[OSEI.id] == office & ~units_taken(11 * 60 + 30, 13 * 60 + 30)
    assert table.family_free(MARLOWE, MONDAY) == ALL_DAY & ~units_taken(12 * 60, 13 * 60)
    assert table.family_free(MARLOWE, MONDAY + timedelta(days=1)) == ALL_DAY
    full = Timetable(replace(EMPTY, booked=rows, chairs=(replace(OSEI, most_a_day=1),)), MONDAY, MONDAY)
    assert full.on(MONDAY).chairs == {OSEI.id: 0}


def test_leave_over_several_days_takes_its_part_of_each() -> None:
    tuesday, wednesday = MONDAY + timedelta(days=1), MONDAY + timedelta(days=2)
    table = Timetable(replace(EMPTY, busy=[leave(OSEI, at(MONDAY, 12), at(wednesday, 10))]), MONDAY, wednesday)
    assert table.chair_open(OSEI, MONDAY) == units_free(NINE, 12 * 60)
    assert table.chair_open(OSEI, tuesday) == 0
    assert table.chair_open(OSEI, wednesday) == units_free(10 * 60, FIVE)


def test_what_is_known_of_a_doctor_is_told_apart() -> None:
    clinic = Pattern(EVERY_WEEK, date(2027, 1, 1), time(9), time(12), available=False, professional_id=7)
    session = replace(clinic, available=True, starts=time(14), ends=time(16), rule="FREQ=WEEKLY;BYDAY=TU")
    away = Busy("leave", at(MONDAY, 16), at(MONDAY, 17), professional_id=7)
    table = Timetable(replace(EMPTY, patterns=[clinic], busy=[away]), MONDAY, MONDAY)
    clinic_units, away_units = units_taken(NINE, 12 * 60), units_taken(16 * 60, FIVE)
    assert table.doctor(7, MONDAY) == DoctorUnits(None, clinic_units, away_units)
    assert table.doctor(8, MONDAY) is None
    table = Timetable(replace(EMPTY, patterns=[clinic, session]), MONDAY, MONDAY + timedelta(days=1))
    assert table.doctor(7, MONDAY) == DoctorUnits(0, clinic_units, 0)
    assert table.doctor(7, MONDAY + timedelta(days=1)) == DoctorUnits(units_free(14 * 60, 16 * 60), clinic_units, 0)
