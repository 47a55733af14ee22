"""Plans for many conferences: lawful, as cheap as can be, the same for the same seed, and never lost when stopped."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import count

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conference_app.scheduling.plan_check import cost_of, faults
from conference_app.scheduling.plan_problem import Chair, Job, Place, Problem, Weights
from conference_app.scheduling.replan import Plan, replan
from tests.benchmarks.replan_instances import TIGHT, instance

ALL = 0xFF
OSEI, BRANDT = 0, 1
OAK = 0
JOB = Job(length=3, first=0, limit=1, rooms=(OAK,), chair=OSEI)


def problem_of(*jobs: Job, osei: tuple[int, ...] = (ALL, ALL), days: int = 2, gap: int = 0) -> Problem:
    return Problem(
        days=days,
        units=8,
        starts=ALL,
        chairs=(Chair(osei, (2,) * days, gap), Chair((ALL,) * days, (2,) * days, gap)),
        rooms=((ALL,) * days,),
        doctors=((0x0F,) * days,),
        jobs=jobs,
    )


def planned(problem: Problem, iterations: int = 1000, seed: int = 1) -> Plan:
    plan = replan(problem, seed=seed, iterations=iterations)
    assert faults(problem, plan.places) == []
    assert cost_of(problem, plan.places) == plan.cost >= plan.bound
    return plan


def test_nothing_to_place() -> None:
    assert replan(problem_of(), seed=1) == Plan((), 0, 0, 0, "best possible")


def test_one_conference_goes_to_its_chair_on_its_first_day() -> None:
    plan = planned(problem_of(replace(JOB, first=1)))
    (place,) = plan.places
    assert place is not None
    assert (place.day, place.chair, place.room) == (1, OSEI, OAK)
    assert (plan.cost, plan.ended) == (0, "best possible")


def test_a_conference_that_fits_nowhere_has_no_place() -> None:
    plan = planned(problem_of(JOB, replace(JOB, length=9)))
    assert plan.places[1] is None
    assert (plan.cost, plan.bound) == (5000, 5000)


def test_another_chair_is_taken_where_waiting_costs_more() -> None:
    away = problem_of(JOB, osei=(0, ALL))
    assert [each and (each.day, each.chair) for each in planned(away).places] == [(1, OSEI)]
    dear = replace(away, weights=Weights(other_chair=0))
    assert [each and (each.day, each.chair) for each in planned(dear).places] == [(0, BRANDT)]


def test_the_gap_of_a_chair_is_kept() -> None:
    assert [each and each.day for each in planned(problem_of(JOB, JOB, gap=2)).places] == [0, 0]
    plan = planned(problem_of(JOB, JOB, gap=3))
    assert sorted(each.day for each in plan.places if each) == [0, 1]


def test_a_doctor_and_a_family_are_at_one_place_at_a_time() -> None:
    with_doctor = replace(JOB, doctor=0, rooms=None, chair=None)
    assert sorted(each.day for each in planned(problem_of(with_doctor, with_doctor)).places if each) == [0, 1]
    siblings = replace(JOB, length=5, family=3, rooms=None, chair=None)
    assert sorted(each.day for each in planned(problem_of(siblings, siblings)).places if each) == [0, 1]
    taken = replace(problem_of(siblings), families={3: (0, ALL)})
    assert [each and each.day for each in planned(taken).places] == [1]


def test_a_conference_by_video_needs_no_room() -> None:
    closed = replace(problem_of(replace(JOB, rooms=None), JOB), rooms=((0, 0),))
    places = planned(closed).places
    assert places[0] is not None
    assert places[0].room is None
    assert places[1] is None


def test_who_can_stay_stays_and_only_the_left_out_chair_s_conferences_move() -> None:
    first, second = Place(1, 2, OSEI, OAK), Place(1, 5, BRANDT, OAK)
    jobs = (replace(JOB, current=first, moving=30), replace(JOB, current=second, moving=30))
    assert planned(problem_of(*jobs)).places == (first, second)
    plan = planned(problem_of(*jobs, osei=(0, 0)))
    assert plan.places[1] == second
    assert plan.cost == 30 + 20


def test_one_that_could_stay_moves_where_that_makes_room_for_another() -> None:
    staying = replace(JOB, length=8, current=Place(0, 0, OSEI, OAK), moving=30, limit=1)
    hurried = replace(JOB, length=8, limit=0, chair=None)
    plan = planned(problem_of(staying, hurried))
    assert [each and each.day for each in plan.places] == [1, 0]


def test_the_same_seed_gives_the_same_plan() -> None:
    problem = instance(30, 10, 1, TIGHT)
    one, again = planned(problem, 3000, seed=7), planned(problem, 3000, seed=7)
    assert one == again
    assert planned(problem, 3000, seed=8).places != one.places


def test_stopping_keeps_the_best_plan_so_far() -> None:
    problem = instance(60, 20, 1, TIGHT)
    asked = count()
    plan = replan(problem, seed=1, stop=lambda: next(asked) > 20)
    assert plan.ended == "stopped"
    assert 0 < plan.iterations < 3000
    assert faults(problem, plan.places) == []
    assert cost_of(problem, plan.places) == plan.cost < replan(problem, seed=1, iterations=0).cost


def test_time_only_cuts_off() -> None:
    problem = instance(60, 20, 1, TIGHT)
    ticks = count()
    plan = replan(problem, seed=1, seconds=10, clock=lambda: float(next(ticks)))
    assert plan.ended == "time"
    assert 0 < plan.iterations < 1000
    assert faults(problem, plan.places) == []


def test_progress_goes_on_and_the_plan_only_becomes_better() -> None:
    told: list[tuple[float, int]] = []
    replan(instance(60, 20, 1, TIGHT), seed=1, iterations=3000, progress=lambda share, cost: told.append((share, cost)))
    assert len(told) > 20
    assert [share for share, _ in told] == sorted(share for share, _ in told)
    assert 0 <= told[0][0] < told[-1][0] <= 1
    assert [cost for _, cost in told] == sorted((cost for _, cost in told), reverse=True)


def test_a_plan_that_has_settled_ends_by_itself() -> None:
    plan = planned(instance(30, 10, 3, TIGHT), 1_000_000)
    assert plan.ended == "settled"


@pytest.mark.parametrize(("seed", "optimum"), [(1, 121), (2, 45), (3, 52), (4, 43), (5, 38)])
def test_the_optimum_of_loose_instances_is_found(seed: int, optimum: int) -> None:
    """The optima are HiGHS' (tests/benchmarks/highs_model.py)."""
    assert planned(instance(60, 20, seed), 3000).cost == optimum


DAYS, UNITS = 2, 4
masks = st.tuples(*[st.integers(0, (1 << UNITS) - 1)] * DAYS)
full = st.just(((1 << UNITS) - 1,) * DAYS)
chairs = st.builds(Chair, masks | full, st.tuples(*[st.integers(0, 2)] * DAYS), st.integers(0, 1))
places = st.builds(
    Place, st.integers(0, DAYS - 1), st.integers(0, UNITS - 1), st.integers(0, 1), st.integers(0, 1) | st.none()
)
jobs = st.builds(
    Job,
    length=st.integers(1, 3),
    first=st.integers(0, DAYS - 1),
    limit=st.integers(0, DAYS - 1),
    rooms=st.sampled_from([None, (0,), (1,), (0, 1)]),
    chair=st.sampled_from([None, 0, 1]),
    doctor=st.sampled_from([None, 0]),
    family=st.sampled_from([None, 1, 2]),
    current=places | st.none(),
    moving=st.integers(0, 30),
)
problems = st.builds(
    Problem,
    days=st.just(DAYS),
    units=st.just(UNITS),
    starts=st.sampled_from([0b1111, 0b0101]),
    chairs=st.tuples(chairs, chairs),
    rooms=st.tuples(masks | full, masks | full),
    doctors=st.tuples(masks | full),
    jobs=st.lists(jobs, min_size=1, max_size=4).map(tuple),
    families=st.dictionaries(st.integers(1, 3), masks, max_size=1),
)


def possible_places(problem: Problem, number: int) -> Iterator[Place]:
    single = replace(problem, jobs=(problem.jobs[number],))
    for day in range(DAYS):
        for start in range(UNITS):
            for chair in range(2):
                for room in (None, 0, 1):
                    place = Place(day, start, chair, room)
                    if not faults(single, (place,)):
                        yield place


def cheapest(problem: Problem) -> int:
    """The least cost of all plans there are, by trying them."""
    choices: list[list[tuple[int, Place | None]]] = []
    for number, job in enumerate(problem.jobs):
        found: list[Place | None] = [None, *possible_places(problem, number)]
        choices.append(sorted(((problem.cost(job, place), place) for place in found), key=lambda each: each[0]))
    best = problem.weights.unplaced * len(problem.jobs)

    def look(chosen: tuple[Place | None, ...], cost: int) -> None:
        nonlocal best
        if len(chosen) == len(choices):
            best = min(best, cost)
            return
        for more, place in choices[len(chosen)]:
            if cost + more >= best:
                break
            if not faults(replace(problem, jobs=problem.jobs[: len(chosen) + 1]), (*chosen, place)):
                look((*chosen, place), cost + more)

    look((), 0)
    return best


@settings(max_examples=60, deadline=None)
@given(problems)
def test_tiny_problems_are_solved_as_trying_everything_would(problem: Problem) -> None:
    assert planned(problem, 2000).cost == cheapest(problem)
