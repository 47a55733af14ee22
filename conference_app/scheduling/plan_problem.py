"""Many conferences to be placed at once: the plain facts of the problem, and what a plan costs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Weights:
    """What counts how much against a plan."""

    unplaced: int = 5000
    late_day: int = 100  # each working day after the limit
    other_chair: int = 20
    short_notice: int = 60  # less than it takes to invite people
    waiting_day: int = 1  # each working day after the first possible one, or away from the one aimed at


@dataclass(frozen=True, slots=True)
class Place:
    """A day and the unit it starts at, with whom and where; `room` is None where no room is needed."""

    day: int
    start: int
    chair: int
    room: int | None


@dataclass(frozen=True, slots=True)
class Chair:
    """A chair's free units and the most conferences on each day, and the units to lie between two of them.

    `free` has one bit mask a day: bit 0 is the first unit. Gaps round conferences that stay where they are
    must be taken out of `free` already.
    """

    free: tuple[int, ...]
    most: tuple[int, ...]
    gap: int = 0


@dataclass(frozen=True, slots=True)
class Held:
    """When a conference is booked now, and the chair and room it could keep then; None for one it cannot.

    Nobody else gets them, nor the doctor or the family then, so that each part of a plan can be done without the
    others: they must not be in what chairs, rooms and doctors have free, nor a gap round them, nor in what a family
    of several conferences has, and the chair's `most` counts them already. Whether the doctor can come at that time
    does not matter: it is booked.
    """

    day: int
    start: int
    chair: int | None
    room: int | None


@dataclass(frozen=True, slots=True)
class Job:
    """A conference to be placed: how many units it takes, and from which day to which without being late.

    `chair` is the one the family knows; `rooms` are those it fits into, None where none is needed; `doctor` the
    paediatrician who must be free. `aim` is the day from which waiting counts, the first one if not given. Being
    where it is `held` costs nothing but another chair; any other time costs `moving` besides. Of starts that cost
    the same, those in the mask `good_starts` are taken first. Before the day `notice`, if it aims at a later one,
    people hear of it at short notice.
    """

    length: int
    first: int
    limit: int
    rooms: tuple[int, ...] | None
    chair: int | None = None
    doctor: int | None = None
    family: int | None = None
    aim: int | None = None
    held: Held | None = None
    moving: int = 0
    good_starts: int = -1
    notice: int = 0

    @property
    def best_day(self) -> int:
        """The day of least cost; the further from it, the dearer."""
        return self.first if self.aim is None else max(self.first, min(self.aim, self.limit))

    def keeps_time(self, place: Place) -> bool:
        """Whether the place is at the time it is booked for now."""
        return self.held is not None and (self.held.day, self.held.start) == (place.day, place.start)


@dataclass(frozen=True, slots=True)
class Problem:
    """The days with their units, who and what is free on them, and the conferences to be placed.

    `starts` is the mask of the units at which a conference may begin. `families` has the free units of those
    families who are taken at some time by a conference that stays, or by another one to be placed as it is booked
    now; the others are always free.
    """

    days: int
    units: int
    starts: int
    chairs: tuple[Chair, ...]
    rooms: tuple[tuple[int, ...], ...]
    doctors: tuple[tuple[int, ...], ...]
    jobs: tuple[Job, ...]
    families: Mapping[int, tuple[int, ...]] = field(default_factory=dict)
    weights: Weights = field(default_factory=Weights)

    def cost(self, job: Job, place: Place | None) -> int:
        """What it costs to place the conference there, or nowhere."""
        if place is None:
            return self.weights.unplaced
        if job.keeps_time(place):
            assert job.held is not None
            return 0 if place.chair == job.held.chair else self.chair_cost(job, place.chair)
        return job.moving + self.day_cost(job, place.day) + self.chair_cost(job, place.chair)

    def chair_cost(self, job: Job, chair: int) -> int:
        """What another chair than the family's costs."""
        return 0 if job.chair in (None, chair) else self.weights.other_chair

    def day_cost(self, job: Job, day: int) -> int:
        """What waiting, being late and short notice cost on that day."""
        weights, best = self.weights, job.best_day
        cost = weights.waiting_day * abs(day - best) + weights.late_day * max(0, day - job.limit)
        return cost + (weights.short_notice if day < min(job.notice, best) else 0)
