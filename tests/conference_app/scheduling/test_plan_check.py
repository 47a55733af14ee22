"""The check of a whole plan finds each thing that can be wrong with one, and counts its cost anew."""

from __future__ import annotations

from dataclasses import replace

import pytest

from conference_app.scheduling.plan_check import cost_of, faults
from conference_app.scheduling.plan_problem import Chair, Job, Place, Problem

ALL = 0xFF
OSEI, BRANDT = 0, 1
OAK, ELM = 0, 1
JOB = Job(length=3, first=0, limit=1, rooms=(OAK, ELM), chair=OSEI)
AT_NINE = Place(0, 0, OSEI, OAK)
PROBLEM = Problem(
    days=3,
    units=8,
    starts=ALL,
    chairs=(Chair((ALL, ALL, 0x0F), (2, 2, 2), gap=1), Chair((ALL, ALL, ALL), (1, 2, 2))),
    rooms=((ALL, ALL, ALL), (ALL, ALL, 0)),
    doctors=((ALL, 0, 0x07),),
    jobs=(JOB, JOB),
    families={9: (0xF8, ALL, ALL)},
)


def two(first: Job, second: Job, one: Place | None, other: Place | None) -> list[str]:
    return faults(replace(PROBLEM, jobs=(first, second)), (one, other))


def alone(job: Job, place: Place) -> list[str]:
    return two(job, JOB, place, None)


def test_a_plan_without_faults() -> None:
    assert two(JOB, JOB, AT_NINE, Place(0, 4, OSEI, OAK)) == []
    assert two(JOB, JOB, AT_NINE, None) == []


@pytest.mark.parametrize(
    ("job", "place", "fault"),
    [
        (JOB, replace(AT_NINE, day=3), "no such start"),
        (replace(JOB, first=1), AT_NINE, "before its first day"),
        (JOB, Place(2, 2, OSEI, OAK), "chair away"),
        (JOB, Place(0, 6, BRANDT, OAK), "chair away"),  # goes over the end of the day
        (replace(JOB, doctor=0), Place(1, 0, OSEI, OAK), "doctor away"),
        (replace(JOB, doctor=0), Place(2, 1, OSEI, OAK), "doctor away"),
        (replace(JOB, family=9), AT_NINE, "family elsewhere"),
        (JOB, replace(AT_NINE, room=None), "not a room for it"),
        (replace(JOB, rooms=None), AT_NINE, "not a room for it"),
        (replace(JOB, rooms=(ELM,)), AT_NINE, "not a room for it"),
        (JOB, Place(2, 0, OSEI, ELM), "room closed"),
    ],
)
def test_what_is_wrong_with_one_place(job: Job, place: Place, fault: str) -> None:
    assert fault in " ".join(alone(job, place))


def test_only_listed_units_are_starts() -> None:
    half_hours = replace(PROBLEM, starts=0b01010101)
    odd = replace(AT_NINE, start=1)
    assert faults(half_hours, (odd, None)) == ["0: no such start"]
    staying = replace(half_hours, jobs=(replace(JOB, current=odd), JOB))
    assert faults(staying, (odd, None)) == []


@pytest.mark.parametrize(
    ("job", "other", "elsewhere", "fault"),
    [
        (JOB, JOB, Place(0, 3, OSEI, ELM), "same chair"),  # the gap is not kept
        (JOB, JOB, Place(0, 2, BRANDT, OAK), "same room"),
        (replace(JOB, doctor=0), replace(JOB, doctor=0), Place(0, 2, BRANDT, ELM), "same doctor"),
        (replace(JOB, family=1), replace(JOB, family=1), Place(0, 2, BRANDT, ELM), "same family"),
    ],
)
def test_what_cannot_be_at_the_same_time(job: Job, other: Job, elsewhere: Place, fault: str) -> None:
    assert two(job, other, AT_NINE, elsewhere) == [f"0 and 1: {fault}"]
    assert two(other, job, elsewhere, AT_NINE) == [f"0 and 1: {fault}"]
    assert two(job, other, AT_NINE, replace(elsewhere, day=1)) in ([], ["1: doctor away"])


def test_no_chair_takes_more_a_day_than_their_most() -> None:
    assert two(JOB, JOB, Place(0, 0, BRANDT, OAK), Place(0, 5, BRANDT, OAK)) == ["chair 1: 2 on day 0"]


def test_every_conference_is_in_the_plan() -> None:
    assert faults(PROBLEM, (AT_NINE,)) == ["1 places for 2 conferences"]


def test_staying_may_be_before_the_first_day_and_costs_nothing() -> None:
    staying = replace(JOB, first=1, chair=BRANDT, current=AT_NINE, moving=7)
    assert alone(staying, AT_NINE) == []
    assert cost_of(replace(PROBLEM, jobs=(staying,)), (AT_NINE,)) == 0


@pytest.mark.parametrize(
    ("place", "cost"),
    [
        (None, 5000),
        (AT_NINE, 0),
        (replace(AT_NINE, day=1), 1),
        (replace(AT_NINE, chair=BRANDT), 20),
        (Place(2, 0, BRANDT, OAK), 20 + 2 + 100),
    ],
)
def test_the_cost_of_one_place(place: Place | None, cost: int) -> None:
    problem = replace(PROBLEM, jobs=(JOB,))
    assert cost_of(problem, (place,)) == cost == problem.cost(JOB, place)


def test_moving_costs_besides() -> None:
    moving = replace(JOB, current=AT_NINE, moving=7)
    problem = replace(PROBLEM, jobs=(moving,))
    elsewhere = replace(AT_NINE, day=1)
    assert cost_of(problem, (elsewhere,)) == 8 == problem.cost(moving, elsewhere)
