"""Plans for many conferences: lawful, as cheap as can be, the same for the same seed, and never lost when stopped."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import count

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conference_app.scheduling.plan_check import cost_of, faults
from conference_app.scheduling.plan_problem import Chair, Held, Job, Place, Problem, Weights
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


HELD = Held(1, 2, None, OAK)
AT_IT = 0xE3  # what is free besides


def test_a_conference_keeps_its_time_and_room_where_its_chair_is_lost() -> None:
    problem = problem_of(replace(JOB, held=HELD, moving=30), JOB, osei=(0, 0))
    problem = replace(problem, rooms=((ALL, AT_IT),))
    plan = planned(problem)
    assert plan.places[0] == Place(1, 2, BRANDT, OAK)
    assert (plan.cost, plan.ended) == (20 + 20, "best possible")


def test_nothing_moves_that_can_keep_all_it_has() -> None:
    kept = replace(JOB, held=replace(HELD, chair=BRANDT), first=1, limit=0, moving=30)
    problem = replace(
        problem_of(kept), chairs=(Chair((ALL, ALL), (2, 2)), Chair((ALL, AT_IT), (2, 0))), rooms=((0, 0),)
    )
    assert planned(problem).places == (Place(1, 2, BRANDT, OAK),)


def test_another_room_is_found_at_the_same_time() -> None:
    problem = problem_of(replace(JOB, held=Held(1, 2, OSEI, None), moving=30), osei=(ALL, AT_IT))
    assert planned(problem).places == (Place(1, 2, OSEI, OAK),)


def test_the_nearest_day_to_the_one_aimed_at_is_taken_before_it_or_after() -> None:
    aiming = replace(JOB, aim=3, limit=4)
    for free, best in (((ALL, ALL, 0, 0, ALL), 4), ((ALL, ALL, ALL, 0, 0), 2), ((ALL, ALL, 0, 0, 0), 1)):
        problem = replace(problem_of(aiming, osei=free, days=5), weights=Weights(other_chair=4))
        assert [each and (each.day, each.chair) for each in planned(problem).places] == [(best, OSEI)]


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
    plan = planned(instance(20, 10, 3, TIGHT), 1_000_000)
    assert plan.ended == "settled"


@pytest.mark.parametrize(("seed", "optimum"), [(1, 121), (2, 45), (3, 52), (4, 43), (5, 38)])
def test_the_optimum_of_loose_instances_is_found(seed: int, optimum: int) -> None:
    """The optima are HiGHS' (tests/benchmarks/highs_model.py)."""
    assert planned(instance(60, 20, seed), 3000).cost == optimum


DAYS, UNITS = 2, 4
masks = st.tuples(*[st.integers(0, (1 << UNITS) - 1)] * DAYS)
full = st.just(((1 << UNITS) - 1,) * DAYS)
chairs = st.builds(Chair, masks | full, st.tuples(*[st.integers(0, 2)] * DAYS), st.integers(0, 1))
some = st.integers(0, 1) | st.none()
helds = st.builds(Held, st.integers(0, DAYS - 1), st.integers(0, UNITS - 1), some, some)
jobs = st.builds(
    Job,
    length=st.integers(1, 3),
    first=st.integers(0, DAYS - 1),
    limit=st.integers(0, DAYS - 1),
    rooms=st.sampled_from([None, (0,), (1,), (0, 1)]),
    chair=st.sampled_from([None, 0, 1]),
    doctor=st.sampled_from([None, 0]),
    family=st.sampled_from([None, 1, 2]),
    aim=st.integers(0, DAYS - 1) | st.none(),
    held=helds | st.none(),
    notice=st.integers(0, DAYS - 1),
    moving=st.integers(0, 30),
)
drawn = st.builds(
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


def cut(days: list[int], held: Held, length: int, gap: int) -> None:
    """Take what is held, with a gap round it, out of what is free."""
    units, low = (1 << length + 2 * gap) - 1, held.start - gap
    days[held.day] &= ~(units << low if low >= 0 else units >> -low)


def held_apart(problem: Problem) -> Problem:
    """What conferences hold is taken out of what is free; where two hold the same, the later one holds nothing.

    A family is never booked twice at one time, and has its own times only for its own conferences.
    """
    chairs = [list(chair.free) for chair in problem.chairs]
    rooms = [list(free) for free in problem.rooms]
    doctors = [list(free) for free in problem.doctors]
    families = {family: list(free) for family, free in problem.families.items()}
    times = Counter(job.family for job in problem.jobs)
    taken: set[tuple[int | None, int, int]] = set()  # family, day and unit
    kept = []
    for job in problem.jobs:
        held = job.held
        own = {(job.family, held.day, held.start + unit) for unit in range(job.length)} if held else set()
        if job.family is not None and own & taken:
            held = None
        if held is not None:
            taken |= own
            if job.family in families and times[job.family] > 1:
                cut(families[job.family], held, job.length, 0)
            units = (1 << job.length) - 1 << held.start
            masks = [] if held.chair is None else [chairs[held.chair]]
            masks += [] if held.room is None else [rooms[held.room]]
            if job.rooms is None or any(each[held.day] & units != units for each in masks):
                held = replace(held, chair=None, room=None)
            if held.chair is not None:
                cut(chairs[held.chair], held, job.length, problem.chairs[held.chair].gap)
            if job.doctor is not None:
                cut(doctors[job.doctor], held, job.length, 0)
            if held.room is not None:
                cut(rooms[held.room], held, job.length, 0)
        kept.append(replace(job, held=held))
    free = [replace(chair, free=tuple(masks)) for chair, masks in zip(problem.chairs, chairs, strict=True)]
    cut_rooms, cut_doctors = tuple(map(tuple, rooms)), tuple(map(tuple, doctors))
    apart = {family: tuple(masks) for family, masks in families.items()}
    return replace(problem, jobs=tuple(kept), chairs=tuple(free), rooms=cut_rooms, doctors=cut_doctors, families=apart)


problems = drawn.map(held_apart)


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
