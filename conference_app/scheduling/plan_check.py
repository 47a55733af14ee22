"""A second, independent look at a whole plan: interval by interval, without the masks the search works with."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from conference_app.scheduling.plan_problem import Job, Place, Problem

Places = Sequence[Place | None]


def cost_of(problem: Problem, places: Places) -> int:
    """What the plan costs, counted anew."""
    weights = problem.weights
    total = 0
    for job, place in zip(problem.jobs, places, strict=True):
        if place is None:
            total += weights.unplaced
            continue
        if not (_at_its_time(job, place) and job.held is not None and job.held.chair == place.chair):
            total += weights.other_chair if job.chair not in (None, place.chair) else 0
        if not _at_its_time(job, place):
            best = job.first if job.aim is None else max(job.first, min(job.aim, job.limit))
            total += job.moving + weights.waiting_day * abs(place.day - best)
            total += weights.late_day * (place.day - job.limit) if place.day > job.limit else 0
            total += weights.short_notice if place.day < job.notice and place.day < best else 0
    return total


def faults(problem: Problem, places: Places) -> list[str]:
    """What is wrong with a plan; nothing for a plan that can be kept."""
    if len(places) != len(problem.jobs):
        return [f"{len(places)} places for {len(problem.jobs)} conferences"]
    placed = [(number, problem.jobs[number], place) for number, place in enumerate(places) if place is not None]
    found = [f"{number}: {fault}" for number, job, place in placed for fault in _alone(problem, job, place)]
    for (one, job, place), (two, other, elsewhere) in combinations(placed, 2):
        if place.day == elsewhere.day:
            found += [f"{one} and {two}: {fault}" for fault in _together(problem, job, place, other, elsewhere)]
    return found + list(_too_many(problem, [place for _, job, place in placed if not _keeps_chair(job, place)]))


def _alone(problem: Problem, job: Job, place: Place) -> Iterator[str]:
    kept = _at_its_time(job, place)
    if not 0 <= place.day < problem.days or not (kept or problem.starts >> place.start & 1):
        yield "no such start"
        return
    if place.day < job.first and not kept:
        yield "before its first day"
    units = range(place.start, place.start + job.length)
    if not _keeps_chair(job, place) and not _all_free(problem.chairs[place.chair].free[place.day], units):
        yield "chair away"
    if job.doctor is not None and not kept and not _all_free(problem.doctors[job.doctor][place.day], units):
        yield "doctor away"
    family = None if job.family is None else problem.families.get(job.family)
    if family is not None and not kept and not _all_free(family[place.day], units):
        yield "family elsewhere"
    if _keeps_room(job, place):
        return
    if (place.room is None) != (job.rooms is None) or (job.rooms is not None and place.room not in job.rooms):
        yield "not a room for it"
    elif place.room is not None and not _all_free(problem.rooms[place.room][place.day], units):
        yield "room closed"


def _at_its_time(job: Job, place: Place) -> bool:
    return job.held is not None and place.day == job.held.day and place.start == job.held.start


def _keeps_chair(job: Job, place: Place) -> bool:
    return _at_its_time(job, place) and job.held is not None and job.held.chair == place.chair


def _keeps_room(job: Job, place: Place) -> bool:
    """Whether it stays in the room it has, whatever that is fit for."""
    return _at_its_time(job, place) and job.held is not None and job.held.room == place.room is not None


def _all_free(mask: int, units: range) -> bool:
    return all(_free(mask, unit) for unit in units)


def _free(mask: int, unit: int) -> bool:
    return bool(mask & (1 << unit))


def _together(problem: Problem, job: Job, place: Place, other: Job, elsewhere: Place) -> Iterator[str]:
    first, last = place.start, place.start + job.length
    begins, ends = elsewhere.start, elsewhere.start + other.length
    if place.chair == elsewhere.chair:
        gap = problem.chairs[place.chair].gap
        if first < ends + gap and begins < last + gap:
            yield "same chair"
    if not (first < ends and begins < last):
        return
    if place.room is not None and place.room == elsewhere.room:
        yield "same room"
    kept = _at_its_time(job, place) and _at_its_time(other, elsewhere)
    if job.doctor is not None and job.doctor == other.doctor and not kept:
        yield "same doctor"
    if job.family is not None and job.family == other.family:
        yield "same family"


def _too_many(problem: Problem, places: list[Place]) -> Iterator[str]:
    for chair, facts in enumerate(problem.chairs):
        for day, most in enumerate(facts.most):
            count = sum(place.chair == chair and place.day == day for place in places)
            if count > most:
                yield f"chair {chair}: {count} on day {day}"
