"""The check of a whole plan finds each thing that can be wrong with one, and counts its cost anew."""

from __future__ import annotations

from dataclasses import replace

import pytest

from conference_app.scheduling.plan_check import cost_of, faults
from conference_app.scheduling.plan_problem import Chair, Held, Job, Place, Problem

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
    staying = replace(half_hours, jobs=(replace(JOB, held=Held(0, 1, None, None)), JOB))
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


def test_a_doctor_who_is_booked_twice_already_does_not_drive_anybody_away() -> None:
    twice = replace(JOB, doctor=0, held=Held(1, 0, None, None))
    assert two(twice, twice, Place(1, 0, OSEI, OAK), Place(1, 0, BRANDT, ELM)) == []
    other = replace(twice, held=None)
    assert two(twice, other, Place(1, 0, OSEI, OAK), Place(1, 0, BRANDT, ELM))[-1] == "0 and 1: same doctor"


def test_no_chair_takes_more_a_day_than_their_most() -> None:
    assert two(JOB, JOB, Place(0, 0, BRANDT, OAK), Place(0, 5, BRANDT, OAK)) == ["chair 1: 2 on day 0"]


def test_every_conference_is_in_the_plan() -> None:
    assert faults(PROBLEM, (AT_NINE,)) == ["1 places for 2 conferences"]


def test_what_it_holds_is_free_for_it_alone() -> None:
    """Its time is before its first day, its chair and room have no time free, and the chair has one already."""
    taken = replace(PROBLEM, chairs=(Chair((0, ALL, ALL), (0, 2, 2)), PROBLEM.chairs[1]), rooms=((0, 0, 0),) * 2)
    keeps = replace(JOB, first=1, rooms=(ELM,), held=Held(0, 0, OSEI, OAK), moving=7)
    assert faults(replace(taken, jobs=(keeps,)), (AT_NINE,)) == []
    assert cost_of(replace(taken, jobs=(keeps,)), (AT_NINE,)) == 0
    gone = replace(keeps, held=Held(0, 0, None, None))
    found = faults(replace(taken, jobs=(gone,)), (AT_NINE,))
    assert found == ["0: chair away", "0: not a room for it", "chair 0: 1 on day 0"]
    assert faults(replace(taken, jobs=(keeps, JOB)), (None, AT_NINE))[:1] == ["1: chair away"]
    later = faults(replace(taken, jobs=(keeps,)), (replace(AT_NINE, start=1),))
    assert later == ["0: before its first day", "0: chair away", "0: not a room for it", "chair 0: 1 on day 0"]


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


HELD = Held(1, 0, BRANDT, None)


@pytest.mark.parametrize(
    ("job", "place", "cost"),
    [
        (replace(JOB, held=HELD), Place(1, 0, BRANDT, OAK), 0),
        (replace(JOB, held=HELD), Place(1, 0, OSEI, OAK), 0),
        (replace(JOB, held=HELD, chair=2), Place(1, 0, OSEI, OAK), 20),
        (replace(JOB, held=HELD, limit=0), Place(1, 0, BRANDT, ELM), 0),
        (replace(JOB, held=HELD, aim=1), Place(1, 1, OSEI, OAK), 7),
        (replace(JOB, held=HELD, aim=1, limit=2), Place(0, 0, OSEI, OAK), 7 + 1),
        (replace(JOB, held=HELD, aim=1, limit=2), Place(2, 0, BRANDT, OAK), 7 + 1 + 20),
        (replace(JOB, held=HELD, aim=2, limit=1), Place(2, 0, OSEI, OAK), 7 + 1 + 100),  # it can aim no later
        (replace(JOB, held=HELD, aim=1, notice=2), Place(0, 0, OSEI, OAK), 7 + 1 + 60),
        (replace(JOB, held=HELD, aim=1, notice=2), Place(1, 1, OSEI, OAK), 7),  # it was no better before
    ],
)
def test_another_time_costs_moving_and_the_days_from_the_one_aimed_at(job: Job, place: Place, cost: int) -> None:
    problem = replace(PROBLEM, jobs=(replace(job, moving=7),))
    assert cost_of(problem, (place,)) == cost == problem.cost(problem.jobs[0], place)
