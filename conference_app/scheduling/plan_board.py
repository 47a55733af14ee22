"""Who and what is free while a plan is looked for: one long bit mask for each chair, room, doctor and family."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from conference_app.scheduling.plan_problem import Job, Problem
from conference_app.scheduling.timetable import starts_in

NOWHERE = -1
UNKNOWN = -1


class Seat(NamedTuple):
    """Where a conference lies on the board, and what that costs: `pos` counts units over all days.

    `used` is who and what it takes: not what it keeps of its booking.
    """

    pos: int
    chair: int
    room: int
    cost: int
    used: tuple[int, ...] = ()


class Before(NamedTuple):
    """What `undo` needs to go back to."""

    free: list[int]
    open: list[int]
    starts: list[int]


class Board:
    """Conferences on their seats. Chairs, rooms, doctors and families are numbered through, chairs first.

    A mask holds the days one after another, `stride` bits each. Behind the resources follow groups: any chair, and
    each set of rooms some conference fits into. `key` is resource or group * kinds + kind, where a kind is a length.
    """

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.jobs = problem.jobs
        self.days = problem.days
        self.unplaced = problem.weights.unplaced
        self.stride = problem.units + max((chair.gap for chair in problem.chairs), default=0)
        self.day_mask = (1 << self.stride) - 1
        self.everything = (1 << self.stride * self.days) - 1
        self.lengths = sorted({job.length for job in self.jobs})
        self.kinds = len(self.lengths)
        self.chairs = len(problem.chairs)
        self.masks = self._number_resources()
        self._lay_out()
        self._describe_jobs()
        self.journal: list[tuple[int, Seat]] = []

    def _number_resources(self) -> list[tuple[int, ...]]:
        problem = self.problem
        seen = Counter(job.family for job in self.jobs if job.family is not None)
        watched = [family for family, times in seen.items() if times > 1 or family in problem.families]
        always = ((1 << problem.units) - 1,) * self.days
        free = [chair.free for chair in problem.chairs] + list(problem.rooms) + list(problem.doctors)
        self.first_room = self.chairs
        self.first_doctor = self.chairs + len(problem.rooms)
        self.family_at = {family: len(free) + number for number, family in enumerate(watched)}
        free += [problem.families.get(family, always) for family in watched]
        self.resources = len(free)
        self.gaps = [chair.gap for chair in problem.chairs] + [0] * (len(free) - self.chairs)
        self._number_groups()
        return free

    def _number_groups(self) -> None:
        """Within a set of rooms those come first that fewest sets hold: the large ones are kept for the large."""
        room_sets = sorted({job.rooms for job in self.jobs if job.rooms is not None})
        fits = Counter(room for rooms in room_sets for room in rooms)
        self.any_chair = self.resources
        self.members: list[list[int]] = [list(range(self.chairs))]
        self.group_of: dict[tuple[int, ...], int] = {}
        for rooms in room_sets:
            self.group_of[rooms] = self.resources + len(self.members)
            self.members.append([self.first_room + room for room in sorted(rooms, key=fits.__getitem__)])

    def _lay_out(self) -> None:
        self.base = [self._base(mask, length) for mask in self.masks for length in self.lengths]
        self.free = [self.everything] * self.resources
        self.open = [self.everything] * self.resources
        self.starts = [UNKNOWN] * (self.kinds * (self.resources + len(self.members)))
        self.spans = [(1 << length + gap) - 1 for gap in self.gaps for length in self.lengths]
        self.shifts = [_shifts(length + gap) for gap in self.gaps for length in self.lengths]
        self.stale = [self._stale(resource) for resource in range(self.resources)]
        self.here: list[list[int]] = [[] for _ in range(self.resources * self.days)]
        self.left = [most for chair in self.problem.chairs for most in chair.most]
        for at, most in enumerate(self.left):
            if most < 1:
                self.open[at // self.days] ^= self.day_mask << at % self.days * self.stride

    def _base(self, free: tuple[int, ...], length: int) -> int:
        """Where so many units in a row are free before anything is placed; no run goes over the end of a day."""
        whole = 0
        for day in reversed(free):
            whole = whole << self.stride | starts_in(day, length)
        return whole

    def _stale(self, resource: int) -> tuple[int, ...]:
        """The keys whose starts change with the resource."""
        groups = [self.resources + number for number, members in enumerate(self.members) if resource in members]
        return tuple(each * self.kinds + kind for each in (resource, *groups) for kind in range(self.kinds))

    def _describe_jobs(self) -> None:
        self.nowhere = Seat(NOWHERE, NOWHERE, NOWHERE, self.unplaced)
        self.seats = [self.nowhere] * len(self.jobs)
        self.kind = [self.lengths.index(job.length) for job in self.jobs]
        self.own = [NOWHERE if job.chair is None else job.chair for job in self.jobs]
        self.group = [NOWHERE if job.rooms is None else self.group_of[job.rooms] for job in self.jobs]
        self.family = [(self.family_at[job.family],) if job.family in self.family_at else () for job in self.jobs]
        known = self.problem.families  # a time that is booked is not in what these have free: nobody else gets it
        self.family_kept = [() if job.family in known else own for job, own in zip(self.jobs, self.family, strict=True)]
        self.extras = [self._doctor(job) + family for job, family in zip(self.jobs, self.family, strict=True)]
        self.window = [self._window(job) for job in self.jobs]
        self.wanted = [self._wanted(number) for number in range(len(self.jobs))]
        self.day_costs = [
            [job.moving + self.problem.day_cost(job, day) for day in range(self.days)] for job in self.jobs
        ]

    def _doctor(self, job: Job) -> tuple[int, ...]:
        return () if job.doctor is None else (self.first_doctor + job.doctor,)

    def _window(self, job: Job) -> int:
        """The starts there are from its first day on, but for the one it has, which is judged by itself."""
        starts = 0
        for _ in range(job.first, self.days):
            starts = starts << self.stride | self.problem.starts
        has = 0 if job.held is None else 1 << job.held.day * self.stride + job.held.start
        return starts << job.first * self.stride & ~has

    def _wanted(self, number: int) -> tuple[int, ...]:
        group = () if self.group[number] == NOWHERE else (self.group[number],)
        return tuple(each * self.kinds + self.kind[number] for each in self.extras[number] + group)

    def starts_of(self, key: int) -> int:
        """The units at which a conference of that kind could begin now, as far as that resource or group goes."""
        found = self.starts[key]
        if found == UNKNOWN:
            resource = key // self.kinds
            found = self._of_group(key) if resource >= self.resources else self._of_one(key, resource)
            self.starts[key] = found
        return found

    def _of_one(self, key: int, resource: int) -> int:
        found = self.free[resource]
        for shift in self.shifts[key]:
            found &= found >> shift
        return found & self.base[key] & self.open[resource]

    def _of_group(self, key: int) -> int:
        group, kind = divmod(key, self.kinds)
        starts, kinds = self.starts, self.kinds
        found = 0
        for member in self.members[group - self.resources]:
            each = starts[member * kinds + kind]
            found |= each if each >= 0 else self.starts_of(member * kinds + kind)
        return found

    def possible(self, job: int) -> int:
        """The units at which it could begin now, the chair apart."""
        starts = self.starts
        found = self.window[job]
        for key in self.wanted[job]:
            each = starts[key]
            found &= each if each >= 0 else self.starts_of(key)
        return found

    def room_at(self, job: int, pos: int) -> int:
        """The first room it fits into that is free then; NOWHERE where none is, or none is needed."""
        group = self.group[job]
        if group >= 0:
            for room in self.members[group - self.resources]:
                if self.starts_of(room * self.kinds + self.kind[job]) >> pos & 1:
                    return room
        return NOWHERE

    def seat(self, job: int, pos: int, chair: int, room: int, cost: int) -> Seat:
        """A seat that takes chair, room and all else the conference wants."""
        if room == NOWHERE:
            return Seat(pos, chair, room, cost, (chair, *self.extras[job]))
        return Seat(pos, chair, room, cost, (chair, room, *self.extras[job]))

    def put(self, job: int, seat: Seat) -> None:
        """Place a conference that lies nowhere."""
        self.seats[job] = seat
        day = seat.pos // self.stride
        for resource in seat.used:
            self.here[resource * self.days + day].append(job)
            if resource < self.chairs:
                at = resource * self.days + day
                self.left[at] -= 1
                if not self.left[at]:
                    self.open[resource] ^= self.day_mask << day * self.stride
            self._toggle(job, resource, seat.pos)

    def lift(self, job: int) -> None:
        """Take a conference off the board and note where it lay."""
        seat = self.seats[job]
        self.journal.append((job, seat))
        day = seat.pos // self.stride
        for resource in seat.used:
            self.here[resource * self.days + day].remove(job)
            if resource < self.chairs:
                at = resource * self.days + day
                if not self.left[at]:
                    self.open[resource] ^= self.day_mask << day * self.stride
                self.left[at] += 1
            self._toggle(job, resource, seat.pos)
        self.seats[job] = self.nowhere

    def _toggle(self, job: int, resource: int, pos: int) -> None:
        self.free[resource] ^= self.spans[resource * self.kinds + self.kind[job]] << pos
        starts = self.starts
        for key in self.stale[resource]:
            starts[key] = UNKNOWN

    def mark(self) -> Before:
        """The state from now on to be gone back to by `undo`."""
        self.journal.clear()
        return Before(self.free[:], self.open[:], self.starts[:])

    def undo(self, before: Before) -> None:
        """Everything as it was at the mark; only what had been lifted since may have been put."""
        for job, _ in self.journal:
            self._list(job, self.seats[job], there=False)
        for job, seat in self.journal:
            self.seats[job] = seat
            self._list(job, seat, there=True)
        self.free, self.open, self.starts = before

    def _list(self, job: int, seat: Seat, *, there: bool) -> None:
        day = seat.pos // self.stride
        for resource in seat.used:
            here = self.here[resource * self.days + day]
            (here.append if there else here.remove)(job)
            if resource < self.chairs:
                self.left[resource * self.days + day] += -1 if there else 1


def _shifts(length: int) -> tuple[int, ...]:
    """The shifts s after which `free &= free >> s` leaves the units where so many free ones in a row begin."""
    found: list[int] = []
    reach = 1
    while reach < length:
        found.append(min(reach, length - reach))
        reach += found[-1]
    return tuple(found)
