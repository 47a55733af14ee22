"""Small changes of a plan: a few conferences are lifted, one perhaps forced to where it would rather be, and put again.

Ruin and recreate with blinks, after Schrimpf et al. (2000) and Christiaens and Vanden Berghe (2020).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from conference_app.scheduling.plan_board import NOWHERE, Board, Seat
from conference_app.scheduling.plan_problem import Held

OVERLOOKED = 0.02  # how often the first day with room is passed over
FORCED = 0.6  # how often a move starts with forcing one conference somewhere
UNPLACED_FIRST = 0.3  # how often that is one without a place
TRIED_AGAIN = 0.7  # how often conferences without a place are tried with those lifted
IN_TIME = 0.8  # how often a place for one without is looked for before its limit only
MOST_LIFTED = 6


class Choice(NamedTuple):
    """Units at which a conference could begin with that chair, or any; the first day of them, and what it costs."""

    mask: int
    day: int
    chair: int
    cost: int


class Moves:
    """Changes of the plan on a board; `random` gives numbers from 0 to below 1."""

    def __init__(self, board: Board, random: Callable[[], float]) -> None:
        self.board = board
        self.random = random
        self.other_chair = board.problem.weights.other_chair
        numbers = range(len(board.jobs))
        self.best_day = [job.best_day for job in board.jobs]
        self.before = [(1 << day * board.stride) - 1 for day in self.best_day]
        self.targets = [self._targets(job) for job in numbers]
        self.floor = [self._floor(job) for job in numbers]
        self.options = [sum(target.bit_count() for target in self.targets[job]) for job in numbers]
        self.waiting: list[int] = list(numbers)

    def _targets(self, job: int) -> list[int]:
        """For each chair the units at which the conference could begin if it were the only one."""
        board = self.board
        alone = board.possible(job)
        return [alone & board.starts_of(chair * board.kinds + board.kind[job]) for chair in range(board.chairs)]

    def _floor(self, job: int) -> int:
        """The least the conference can cost."""
        kept = self._same_time(job)
        costs = [self.board.unplaced] if kept is None else [self.board.unplaced, kept.cost]
        for chair, target in enumerate(self.targets[job]):
            if target:
                costs.append(self._cost(job, self._nearest_day(job, target), chair))
        return min(costs)

    def _cost(self, job: int, day: int, chair: int) -> int:
        """What it costs at another time than the one it has."""
        own = self.board.own[job]
        return self.board.day_costs[job][day] + (0 if own in (NOWHERE, chair) else self.other_chair)

    def _nearest_day(self, job: int, mask: int) -> int:
        """The day in the mask that costs least: the first from its best day on, or the last before."""
        stride = self.board.stride
        earlier = mask & self.before[job]
        if not earlier:
            return _lowest(mask) // stride
        before = (earlier.bit_length() - 1) // stride
        later = mask ^ earlier
        if not later:
            return before
        after = _lowest(later) // stride
        costs = self.board.day_costs[job]
        return before if costs[before] < costs[after] else after

    def insert(self, job: int) -> int:
        """Place a conference where it costs least now, among equals by chance; answers what it costs then."""
        board = self.board
        kept = self._same_time(job)
        limit = board.unplaced if kept is None else kept.cost
        within = board.possible(job) if limit else 0
        choice = self._choice(job, within, limit) if within else None
        if choice is not None:
            units = choice.mask >> choice.day * board.stride & board.day_mask
            pos = choice.day * board.stride + self._unit(units & board.jobs[job].good_starts or units)
            chair = choice.chair if choice.chair != NOWHERE else self._chair_at(job, pos)
            kept = board.seat(job, pos, chair, board.room_at(job, pos), self._cost(job, choice.day, chair))
        if kept is None:
            return board.unplaced
        board.put(job, kept)
        return kept.cost

    def _same_time(self, job: int) -> Seat | None:
        """A seat at the time it is booked for now, with as much as it can keep; None where there is none."""
        board, held = self.board, self.board.jobs[job].held
        if held is None:
            return None
        pos, kind = held.day * board.stride + held.start, board.kind[job]
        family = board.family_kept[job]
        if not all(board.starts_of(each * board.kinds + kind) >> pos & 1 for each in family):
            return None
        rooms: tuple[int, ...] = ()
        if held.room is None and board.group[job] != NOWHERE:
            room = board.room_at(job, pos)
            if room == NOWHERE:
                return None
            rooms = (room,)
        if held.chair is not None:
            return Seat(pos, held.chair, self._room_kept(held, rooms), 0, (*rooms, *family))
        chair = self._chair_at(job, pos)
        if chair == NOWHERE:
            return None
        cost = 0 if board.own[job] in (NOWHERE, chair) else self.other_chair
        return Seat(pos, chair, self._room_kept(held, rooms), cost, (chair, *rooms, *family))

    def _room_kept(self, held: Held, rooms: tuple[int, ...]) -> int:
        if held.room is not None:
            return self.board.first_room + held.room
        return rooms[0] if rooms else NOWHERE

    def _choice(self, job: int, within: int, limit: int) -> Choice | None:
        """With the own chair, or with any where that is cheaper; None where nothing costs less than the limit."""
        board = self.board
        own, found = board.own[job], None
        if own != NOWHERE:
            found = self._cheapest_day(job, within, own, 0, limit)
            limit = limit if found is None else found.cost
        penalty = 0 if own == NOWHERE else self.other_chair
        if board.day_costs[job][self.best_day[job]] + penalty < limit:
            found = self._cheapest_day(job, within, NOWHERE, penalty, limit) or found
        return found

    def _cheapest_day(self, job: int, within: int, chair: int, penalty: int, limit: int) -> Choice | None:
        """The cheapest day with room for it, if it costs less than the limit."""
        board = self.board
        key = (board.any_chair if chair == NOWHERE else chair) * board.kinds + board.kind[job]
        starts = board.starts[key]
        mask = within & (starts if starts >= 0 else board.starts_of(key))
        while mask:
            day = self._nearest_day(job, mask)
            if self.random() >= OVERLOOKED:
                cost = board.day_costs[job][day] + penalty
                return Choice(mask, day, chair, cost) if cost < limit else None
            mask &= ~(board.day_mask << day * board.stride)
        return None

    def _unit(self, mask: int) -> int:
        """The first or the last unit in the mask, so that what is left free stays in one piece; seldom another."""
        drawn = self.random()
        if drawn < 0.45:
            return _lowest(mask)
        last = mask.bit_length() - 1
        if drawn < 0.9:
            return last
        low = int(self.random() * (last + 1))
        return low + _lowest(mask >> low)

    def _chair_at(self, job: int, pos: int) -> int:
        """The own chair, or one of the others, who is free then; NOWHERE where nobody is."""
        board = self.board
        kinds, kind, own = board.kinds, board.kind[job], board.own[job]
        if own != NOWHERE and board.starts_of(own * kinds + kind) >> pos & 1:
            return own
        first = int(self.random() * board.chairs)
        for number in range(first, first + board.chairs):
            chair = number % board.chairs
            if board.starts_of(chair * kinds + kind) >> pos & 1:
                return chair
        return NOWHERE

    def ruin(self) -> list[int]:
        """Lift a few conferences; answers those who want a place again, none where nothing was changed."""
        if self.random() < FORCED:
            return self._force(self._unhappy())
        return self._lift_neighbours()

    def _unhappy(self) -> int:
        """A conference that costs more than it need."""
        board = self.board
        if self.waiting and self.random() < UNPLACED_FIRST:
            return self.waiting[int(self.random() * len(self.waiting))]
        job = 0
        for _ in range(20):
            job = int(self.random() * len(board.jobs))
            if board.seats[job].cost > self.floor[job]:
                break
        return job

    def _force(self, job: int) -> list[int]:
        """Put a conference where it is cheaper, and lift those in its way."""
        held = self.board.jobs[job].held
        if held is not None and self.random() < 0.5:
            return self._force_back(job, held)
        goal = self._goal(job)
        if goal is None:
            return []
        pos, chair = goal
        self.board.lift(job)
        lifted = self._clear_chair(job, chair, pos)
        for extra in self.board.extras[job]:
            lifted += self._clear(job, extra, pos)
        room = self.board.room_at(job, pos)
        if room == NOWHERE and self.board.group[job] != NOWHERE:
            room = self._some(job, pos, self._rooms(job))
            lifted += self._clear(job, room, pos)
        cost = self._cost(job, pos // self.board.stride, chair)
        self.board.put(job, self.board.seat(job, pos, chair, room, cost))
        return lifted

    def _force_back(self, job: int, held: Held) -> list[int]:
        """Put a conference to the time it is booked for now, if there can be a chair and a room for it then."""
        board = self.board
        board.lift(job)
        pos = held.day * board.stride + held.start
        lifted = [one for family in board.family_kept[job] for one in self._clear(job, family, pos)]
        if held.room is None and board.group[job] != NOWHERE and board.room_at(job, pos) == NOWHERE:
            lifted += self._clear(job, self._some(job, pos, self._rooms(job)), pos)
        if held.chair is None and self._chair_at(job, pos) == NOWHERE:
            lifted += self._clear_chair(job, self._some(job, pos, range(board.chairs)), pos)
        seat = self._same_time(job)
        if seat is None:
            return [job, *lifted]
        board.put(job, seat)
        return lifted

    def _goal(self, job: int) -> tuple[int, int] | None:
        """A unit and a chair with whom it could be for less if it were alone."""
        board, random = self.board, self.random
        cost, own = board.seats[job].cost, board.own[job]
        chair = own if own != NOWHERE and random() < 0.5 else int(random() * board.chairs)
        first, last = self._days_below(job, chair, cost)
        mask = self.targets[job][chair] >> first * board.stride & (1 << (last - first) * board.stride) - 1
        if not mask:
            return None
        low = int(random() * (last - first) * board.stride)
        unit = low + _lowest(mask >> low) if mask >> low else _lowest(mask)
        return first * board.stride + unit, chair

    def _days_below(self, job: int, chair: int, cost: int) -> tuple[int, int]:
        """The days round the best one on which it costs less with that chair; without a place, rather those in time."""
        board, best = self.board, self.best_day[job]
        first, last = best, best
        if cost >= board.unplaced:
            in_time = max(best + 1, min(board.days, board.jobs[job].limit + 1))
            return board.jobs[job].first, in_time if self.random() < IN_TIME else board.days
        while last < board.days and self._cost(job, last, chair) < cost:
            last += 1
        while first > board.jobs[job].first and self._cost(job, first - 1, chair) < cost:
            first -= 1
        return first, last

    def _clear_chair(self, job: int, chair: int, pos: int) -> list[int]:
        """The same for a chair, who may have enough conferences on that day besides."""
        board = self.board
        at = chair * board.days + pos // board.stride
        lifted = self._clear(job, chair, pos)
        if chair != NOWHERE and not board.left[at] and board.here[at]:
            lifted.append(board.here[at][int(self.random() * len(board.here[at]))])
            board.lift(lifted[-1])
        return lifted

    def _clear(self, job: int, resource: int, pos: int) -> list[int]:
        """Lift the conferences that overlap one at that unit."""
        board = self.board
        here = board.here[resource * board.days + pos // board.stride] if resource != NOWHERE else []
        if not here:
            return []
        jobs, seats, gap = board.jobs, board.seats, board.gaps[resource]
        end = pos + jobs[job].length + gap
        found = [one for one in here if seats[one].pos < end and pos < seats[one].pos + jobs[one].length + gap]
        for one in found:
            board.lift(one)
        return found

    def _rooms(self, job: int) -> Sequence[int]:
        return self.board.members[self.board.group[job] - self.board.resources]

    def _some(self, job: int, pos: int, resources: Sequence[int]) -> int:
        """One of them that would be free for it then without the others; NOWHERE where none is."""
        board = self.board
        kinds, kind = board.kinds, board.kind[job]
        fitting = [each for each in resources if board.base[each * kinds + kind] >> pos & 1]
        return fitting[int(self.random() * len(fitting))] if fitting else NOWHERE

    def _lift_neighbours(self) -> list[int]:
        """Lift a few conferences near one, of the same doctor or chair, or any; and some without a place."""
        board, random = self.board, self.random
        job = int(random() * len(board.jobs))
        pos = board.seats[job].pos
        day = pos // board.stride if pos != NOWHERE else min(board.days - 1, board.jobs[job].first + int(random() * 4))
        near = list(self._near(job, day))
        lifted: list[int] = []
        most = 2 + int(random() * (MOST_LIFTED - 1))
        while near and len(lifted) < most:
            one = near.pop(int(random() * len(near)))
            if one not in lifted:
                lifted.append(one)
        if self.waiting and random() < TRIED_AGAIN:
            lifted += {self.waiting[int(random() * len(self.waiting))]: None for _ in range(3)}
        for one in lifted:
            board.lift(one)
        return lifted

    def _near(self, job: int, day: int) -> Iterable[int]:
        board = self.board
        doctor = board.jobs[job].doctor
        days = range(max(0, day - 1), min(board.days, day + 3))
        drawn = self.random()
        resources: Iterable[int]
        if drawn < 0.4 and doctor is not None:
            resources = (board.first_doctor + doctor,)
        elif drawn < 0.7:
            own = board.own[job]
            resources = (own if own != NOWHERE else int(self.random() * board.chairs),)
        else:
            resources, days = range(board.chairs), days if drawn < 0.8 else range(day, day + 1)
        return (one for each in days for resource in resources for one in board.here[resource * board.days + each])

    def in_order(self, lifted: list[int]) -> list[int]:
        """The order in which to place them again: by chance, or rather those with few possibilities first."""
        if len(lifted) < 2:
            return lifted
        random, options = self.random, self.options
        if random() < 0.5:
            return sorted(lifted, key=lambda _: random())
        return sorted(lifted, key=lambda job: (0.5 + random()) * options[job])


def _lowest(mask: int) -> int:
    return (mask & -mask).bit_length() - 1
