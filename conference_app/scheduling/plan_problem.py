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
    waiting_day: int = 1  # each working day after the first possible one


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
class Job:
    """A conference to be placed: how many units it takes, and from which day to which without being late.

    `chair` is the one the family knows; `rooms` are those it fits into, None where none is needed; `doctor` the
    paediatrician who must be free. `current` is where it is now: staying there costs nothing, any other place
    costs `moving` besides.
    """

    length: int
    first: int
    limit: int
    rooms: tuple[int, ...] | None
    chair: int | None = None
    doctor: int | None = None
    family: int | None = None
    current: Place | None = None
    moving: int = 0

    def fits(self, room: int | None) -> bool:
        """Whether it can be in that room; None is for those that need none."""
        return room is None if self.rooms is None else room in self.rooms


@dataclass(frozen=True, slots=True)
class Problem:
    """The days with their units, who and what is free on them, and the conferences to be placed.

    `starts` is the mask of the units at which a conference may begin. `families` has the free units of those
    families who are taken at some time by a conference that stays; the others are always free.
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
        if place == job.current:
            return 0
        own = job.chair is None or job.chair == place.chair
        return job.moving + self.day_cost(job, place.day) + (0 if own else self.weights.other_chair)

    def day_cost(self, job: Job, day: int) -> int:
        """What waiting and being late cost on that day."""
        late = max(0, day - job.limit)
        return self.weights.waiting_day * (day - job.first) + self.weights.late_day * late
