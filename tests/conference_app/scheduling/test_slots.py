"""Which slots are free, and in which order they are offered."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from conference_app.domain.listings import Taken
from conference_app.scheduling.slots import STARTS, Search, Slot, free_slots

MONDAY = date(2027, 3, 8)
DAYS = [MONDAY + timedelta(days=n) for n in range(3)]
OSEI, BRANDT, OAK, ELM, MARLOWE, COLE = 1, 2, 11, 12, 21, 22
SEARCH = Search(MARLOWE, 120, (OSEI, BRANDT), (OAK, ELM), MONDAY)


def at(day: date, hour: int, minute: int = 30) -> datetime:
    return datetime(day.year, day.month, day.day, hour, minute)


def booked(day: date, hour: int, chair: int, room: int | None, family: int = COLE, minutes: int = 120) -> Taken:
    start = at(day, hour)
    return Taken(start, start + timedelta(minutes=minutes), chair, room, family)


def test_an_empty_diary_offers_the_earliest_starts() -> None:
    found = free_slots(DAYS, SEARCH, [], most=4)
    assert found == [Slot(at(MONDAY, hour), OSEI, OAK) for hour in (9, 11, 13)] + [Slot(at(DAYS[1], 9), OSEI, OAK)]


@pytest.mark.parametrize(
    ("taken", "first"),
    [
        (booked(MONDAY, 9, BRANDT, OAK), Slot(at(MONDAY, 9), OSEI, ELM)),
        (booked(MONDAY, 9, OSEI, ELM), Slot(at(MONDAY, 11), OSEI, OAK)),
        (booked(MONDAY, 9, BRANDT, None, family=MARLOWE), Slot(at(MONDAY, 11), OSEI, OAK)),
        (booked(MONDAY, 10, OSEI, OAK), Slot(at(MONDAY, 13), OSEI, OAK)),  # lies across two starts
        (booked(DAYS[1], 9, OSEI, OAK), Slot(at(MONDAY, 9), OSEI, OAK)),
    ],
)
def test_what_is_taken_is_passed_over(taken: Taken, first: Slot) -> None:
    assert free_slots(DAYS, SEARCH, [taken], most=1) == [first]


def test_bookings_that_only_touch_leave_the_slot_free() -> None:
    touching = [booked(MONDAY, 11, OSEI, OAK), booked(MONDAY, 7, OSEI, OAK)]
    assert free_slots(DAYS, SEARCH, touching, most=1) == [Slot(at(MONDAY, 9), OSEI, OAK)]


def test_the_known_chair_is_offered_before_an_earlier_slot_of_another() -> None:
    busy = [booked(MONDAY, 8, OSEI, ELM, minutes=600)]
    found = free_slots(DAYS[:2], SEARCH, busy, most=9)
    assert [slot.chair_id for slot in found] == [OSEI] * 3 + [BRANDT] * 3
    assert found[0].starts_at == at(DAYS[1], 9)


def test_slots_with_too_little_notice_come_after_those_with_enough() -> None:
    found = free_slots(DAYS, replace(SEARCH, enough_notice_from=DAYS[2]), [], most=9)
    assert [slot.starts_at.date() for slot in found] == [DAYS[2]] * 3 + [DAYS[0]] * 3 + [DAYS[1]] * 3


def test_without_a_room_nothing_is_offered_unless_none_is_needed() -> None:
    assert free_slots(DAYS, replace(SEARCH, rooms=()), [], most=5) == []
    by_video = replace(SEARCH, rooms=(None,))
    elsewhere = booked(MONDAY, 9, BRANDT, None)
    assert free_slots(DAYS, by_video, [elsewhere], most=1) == [Slot(at(MONDAY, 9), OSEI, None)]


def test_no_slot_is_offered_twice() -> None:
    found = free_slots(DAYS, SEARCH, [], most=99)
    assert len(found) == len(DAYS) * len(STARTS) == len(set(found))
