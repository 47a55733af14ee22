"""The second opinion: every single fault of a slot is found, and a good one has none."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta

import pytest

from conference_app.domain.people import Chair, Room
from conference_app.domain.supply import Busy, Pattern
from conference_app.scheduling.check_slot import SlotCheck
from conference_app.scheduling.facts import Booked, DiaryFacts, Slot, Wanted
from tests.conference_app.scheduling.sketch import (
    BRANDT,
    ELM,
    EMPTY,
    EVERY_WEEK,
    MARLOWE,
    MONDAY,
    OAK,
    OSEI,
    at,
    booked,
    leave,
    wanted,
    works,
)

NINE = Slot(at(MONDAY, 9), at(MONDAY, 11), OSEI.id, OAK.id)
GOOD_FRIDAY = date(2027, 3, 26)


def faults(facts: DiaryFacts = EMPTY, slot: Slot = NINE, want: Wanted | None = None) -> list[str]:
    return [fault.code for fault in SlotCheck(facts, want or wanted()).faults(slot)]


def moved(day: date = MONDAY, hour: int = 9, minute: int = 0, minutes: int = 120) -> Slot:
    starts = at(day, hour, minute)
    return replace(NINE, starts_at=starts, ends_at=starts + timedelta(minutes=minutes))


def with_booked(*rows: Booked) -> DiaryFacts:
    return replace(EMPTY, booked=rows)


def room_pattern(**more: object) -> Pattern:
    return replace(Pattern(EVERY_WEEK, date(2027, 1, 1), time(9), time(12), room_id=OAK.id), **more)  # type: ignore[arg-type]


def test_a_good_slot_has_no_fault() -> None:
    around = with_booked(
        booked(at(MONDAY, 11, 30), 90, OSEI, OAK),
        booked(at(MONDAY, 9), 120, BRANDT, ELM),
        booked(at(MONDAY, 11), 60, BRANDT, OAK, MARLOWE),
    )
    assert faults(around) == []
    assert faults(slot=replace(NINE, room_id=None), want=wanted(needs_room=False)) == []


@pytest.mark.parametrize(
    ("slot", "codes"),
    [
        (moved(GOOD_FRIDAY), ["day_off"]),
        (moved(date(2027, 3, 13)), ["day_off", "chair_hours", "room_hours"]),
        (moved(date(2027, 3, 5)), ["too_early"]),
        (moved(hour=8, minute=30), ["chair_hours", "room_hours"]),
        (moved(hour=15, minute=30), ["chair_hours", "room_hours"]),
        (moved(hour=23), ["past_midnight", "chair_hours", "room_hours"]),
        (replace(NINE, chair_id=9), ["chair_unknown"]),
        (replace(NINE, room_id=9), ["room_unknown"]),
        (replace(NINE, room_id=None), ["room_unknown"]),
    ],
)
def test_days_off_hours_and_what_is_not_known(slot: Slot, codes: list[str]) -> None:
    assert faults(slot=slot) == codes


@pytest.mark.parametrize(
    ("row", "codes"),
    [
        (booked(at(MONDAY, 10), 60, OSEI, ELM), ["chair_taken"]),
        (booked(at(MONDAY, 11, 25), 60, OSEI, ELM), ["chair_gap"]),
        (booked(at(MONDAY, 10), 60, BRANDT, OAK), ["room_taken"]),
        (booked(at(MONDAY, 10, 59), 60, BRANDT, ELM, MARLOWE), ["family_taken"]),
        (booked(at(MONDAY, 8), 240, OSEI, OAK, MARLOWE), ["family_taken", "chair_taken", "room_taken"]),
    ],
)
def test_bookings_in_the_way(row: Booked, codes: list[str]) -> None:
    assert faults(with_booked(row)) == codes


def test_a_chair_s_own_number_and_gap_hold_before_the_practice() -> None:
    one = booked(at(MONDAY, 14), 60, OSEI, ELM)
    two = booked(at(MONDAY, 15, 30), 60, OSEI, ELM, number=2)
    assert faults(with_booked(one, two)) == ["chair_most"]
    assert faults(replace(with_booked(one, two), chairs=(replace(OSEI, most_a_day=3),))) == []
    assert faults(replace(with_booked(one), chairs=(replace(OSEI, most_a_day=1),))) == ["chair_most"]
    assert faults(replace(with_booked(one), chairs=(replace(OSEI, gap_minutes=181),))) == ["chair_gap"]
    assert faults(replace(with_booked(one), chairs=(replace(OSEI, gap_minutes=180),))) == []


@pytest.mark.parametrize(
    ("patterns", "codes"),
    [
        ([works(OSEI, time(9), time(11))], []),
        ([works(OSEI, time(9), time(10)), works(OSEI, time(10), time(11))], []),
        ([works(OSEI, time(9), time(10)), works(OSEI, time(10, 5), time(11))], ["chair_hours"]),
        ([works(OSEI, time(9), time(17), "FREQ=WEEKLY;BYDAY=TU")], ["chair_hours"]),
        ([works(OSEI, time(9), time(17), last_day=MONDAY - timedelta(days=1))], ["chair_hours"]),
        ([works(OSEI, time(10, 30), time(12), available=False)], ["chair_pattern"]),
        ([works(OSEI, time(11), time(12), available=False)], []),
        ([works(BRANDT, time(9), time(10))], []),
        ([room_pattern(starts=time(9, 30))], ["room_hours"]),
        ([room_pattern(available=False, ends=time(9, 5))], ["room_pattern"]),
    ],
)
def test_hours_that_repeat(patterns: list[Pattern], codes: list[str]) -> None:
    assert faults(replace(EMPTY, patterns=patterns)) == codes


@pytest.mark.parametrize(
    ("busy", "codes"),
    [
        (leave(OSEI, at(MONDAY, 0), at(date(2027, 3, 20), 0)), ["chair_busy"]),
        (leave(OSEI, at(date(2027, 3, 1), 0), at(MONDAY, 9)), []),
        (leave(OSEI, at(MONDAY, 11), at(MONDAY, 12)), []),
        (leave(BRANDT, at(MONDAY, 9), at(MONDAY, 12)), []),
        (Busy("blocked", at(MONDAY, 10, 59), at(MONDAY, 12), room_id=OAK.id), ["room_busy"]),
        (Busy("leave", at(MONDAY, 9), at(MONDAY, 12), professional_id=OSEI.id), []),
    ],
)
def test_time_taken_once(busy: Busy, codes: list[str]) -> None:
    assert faults(replace(EMPTY, busy=[busy])) == codes


@pytest.mark.parametrize(
    ("room", "codes"),
    [
        (replace(OAK, capacity=12), []),
        (replace(OAK, capacity=11), ["room_small", "room_lacks"]),
        (replace(OAK, capacity=0), ["room_lacks"]),
    ],
)
def test_a_room_must_hold_everybody_and_have_what_is_needed(room: Room, codes: list[str]) -> None:
    want = wanted(features=("step-free", "hearing loop"))
    having = replace(room, features=("hearing loop", "step-free") if not codes else ("step-free",))
    assert faults(replace(EMPTY, rooms=(having,)), want=want) == codes


def test_a_chair_who_has_left_is_said_so_and_nothing_else() -> None:
    gone: Chair = replace(OSEI, last_day=MONDAY - timedelta(days=1))
    assert faults(replace(EMPTY, chairs=(gone,)), slot=moved(hour=20)) == ["chair_left", "room_hours"]
    assert faults(replace(EMPTY, chairs=(replace(OSEI, last_day=MONDAY),))) == []


def test_a_fault_names_its_thing() -> None:
    [fault] = SlotCheck(replace(EMPTY, busy=[leave(OSEI, at(MONDAY, 0), at(MONDAY, 10))]), wanted()).faults(NINE)
    assert (fault.thing, fault.facts["busy_id"], fault.facts["name"]) == ((5,), 5, "Rosalind Osei")
    [fault] = SlotCheck(with_booked(booked(at(MONDAY, 10), 60, OSEI, ELM, number=77)), wanted()).faults(NINE)
    assert fault.facts["conference_id"] == 77
    assert fault.with_reference({77: "CP-2027-0077"}).facts["reference"] == "CP-2027-0077"
    assert fault.with_reference({}) is fault
