"""Small changes of a plan: a few conferences are lifted, one perhaps forced to where it would rather be, and put again.

Ruin and recreate with blinks, after Schrimpf et al. (2000) and Christiaens and Vanden Berghe (2020).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from conference_app.scheduling.plan_board import NOWHERE, Board, Seat

OVERLOOKED = 0.02  # how often the first day with room is passed over
FORCED = 0.6  # how often a move starts with forcing one conference somewhere
UNPLACED_FIRST = 0.3  # how often that is one without a place
TRIED_AGAIN = 0.7  # how often conferences without a place are tried with those lifted
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
        self.targets = [self._targets(job) for job in numbers]
        self.stays = [self._stay(job) for job in numbers]
        self.floor = [self._floor(job) for job in numbers]
        self.options = [sum(target.bit_count() for target in self.targets[job]) for job in numbers]
        self.waiting: list[int] = list(numbers)

    def _targets(self, job: int) -> list[int]:
        """For each chair the units at which the conference could begin if it were the only one."""
        board = self.board
        alone = board.possible(job)
        return [alone & board.starts_of(chair * board.kinds + board.kind[job]) for chair in range(board.chairs)]

    def _stay(self, job: int) -> Seat | None:
        """Where it is now, if it can stay there; that need not be a start others could have."""
        board, facts = self.board, self.board.jobs[job]
        current = facts.current
        if current is None or not facts.fits(current.room):
            return None
        room = NOWHERE if current.room is None else board.first_room + current.room
        seat = Seat(current.day * board.stride + current.start, current.chair, room, 0)
        span = (1 << facts.length) - 1 << current.start
        free = all(board.masks[each][current.day] & span == span for each in board.used(job, seat))
        return seat if free and board.left[current.chair * board.days + current.day] > 0 else None

    def _floor(self, job: int) -> int:
        """The least the conference can cost."""
        if self.stays[job] is not None:
            return 0
        costs = [self.board.unplaced]
        for chair, target in enumerate(self.targets[job]):
            if target:
                costs.append(self._cost(job, _lowest(target) // self.board.stride, chair))
        return min(costs)

    def _cost(self, job: int, day: int, chair: int) -> int:
        own = self.board.own[job]
        return self.board.day_costs[job][day] + (0 if own in (NOWHERE, chair) else self.other_chair)

    def insert(self, job: int) -> int:
        """Place a conference where it costs least now, among equals by chance; answers what it costs then."""
        board = self.board
        stay = self.stays[job]
        if stay is not None and board.is_free(job, stay):
            board.put(job, stay)
            return 0
        within = board.possible(job)
        choice = self._choice(job, within) if within else None
        if choice is None:
            return board.unplaced
        pos = choice.day * board.stride + self._unit(choice.mask >> choice.day * board.stride & board.day_mask)
        chair = choice.chair if choice.chair != NOWHERE else self._chair_at(job, pos)
        cost = self._cost(job, choice.day, chair)
        board.put(job, Seat(pos, chair, board.room_at(job, pos), cost))
        return cost

    def _choice(self, job: int, within: int) -> Choice | None:
        """With the own chair, or with any where that is cheaper."""
        board = self.board
        own, found = board.own[job], None
        limit = board.unplaced
        if own != NOWHERE:
            found = self._earliest(job, within, own, 0, limit)
            limit = limit if found is None else found.cost
        penalty = 0 if own == NOWHERE else self.other_chair
        if board.day_costs[job][board.jobs[job].first] + penalty < limit:
            found = self._earliest(job, within, NOWHERE, penalty, limit) or found
        return found

    def _earliest(self, job: int, within: int, chair: int, penalty: int, limit: int) -> Choice | None:
        """The first day with room for it that costs less than the limit."""
        board = self.board
        key = (board.any_chair if chair == NOWHERE else chair) * board.kinds + board.kind[job]
        starts = board.starts[key]
        mask = within & (starts if starts >= 0 else board.starts_of(key))
        while mask:
            day = ((mask & -mask).bit_length() - 1) // board.stride
            if self.random() >= OVERLOOKED:
                cost = board.day_costs[job][day] + penalty
                return Choice(mask, day, chair, cost) if cost < limit else None
            mask &= -1 << (day + 1) * board.stride
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
        """One of the chairs who are free then."""
        board = self.board
        kinds, kind = board.kinds, board.kind[job]
        first = int(self.random() * board.chairs)
        for number in range(first, first + board.chairs):
            chair = number % board.chairs
            if board.starts_of(chair * kinds + kind) >> pos & 1:
                return chair
        raise AssertionError("nobody is free where somebody was")

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
        board = self.board
        seat = self._goal(job)
        if seat is None:
            return []
        board.lift(job)
        day = seat.pos // board.stride
        lifted = self._clear(job, seat.chair, seat.pos, day)
        if not board.left[seat.chair * board.days + day]:
            here = board.here[seat.chair * board.days + day]
            lifted.append(here[int(self.random() * len(here))])
            board.lift(lifted[-1])
        for extra in board.extras[job]:
            lifted += self._clear(job, extra, seat.pos, day)
        room = seat.room if seat.room != NOWHERE else board.room_at(job, seat.pos)
        if room == NOWHERE and board.group[job] != NOWHERE:
            room = self._some_room(job, seat.pos)
        if room != NOWHERE:
            lifted += self._clear(job, room, seat.pos, day)
        board.put(job, seat._replace(room=room))
        return lifted

    def _goal(self, job: int) -> Seat | None:
        """Where it could be for less if it were alone; the room may be left open."""
        board, random = self.board, self.random
        cost, own = board.seats[job].cost, board.own[job]
        stay = self.stays[job]
        if stay is not None and cost and random() < 0.5:
            return stay
        chair = own if own != NOWHERE and random() < 0.5 else int(random() * board.chairs)
        first = board.jobs[job].first
        last = self._days_below(job, chair, cost)
        mask = self.targets[job][chair] & (1 << last * board.stride) - 1
        if not mask:
            return None
        low = (first + int(random() * (last - first))) * board.stride + int(random() * board.stride)
        pos = low + _lowest(mask >> low) if mask >> low else _lowest(mask)
        return Seat(pos, chair, NOWHERE, self._cost(job, pos // board.stride, chair))

    def _days_below(self, job: int, chair: int, cost: int) -> int:
        """The day before which the conference costs less with that chair; without a place, its limit will do."""
        board = self.board
        last = first = board.jobs[job].first
        if cost >= board.unplaced:
            return max(first + 1, min(board.days, board.jobs[job].limit + 1))
        while last < board.days and self._cost(job, last, chair) < cost:
            last += 1
        return last

    def _clear(self, job: int, resource: int, pos: int, day: int) -> list[int]:
        """Lift the conferences that overlap one at that unit."""
        board = self.board
        here = board.here[resource * board.days + day]
        if not here:
            return []
        jobs, seats, gap = board.jobs, board.seats, board.gaps[resource]
        end = pos + jobs[job].length + gap
        found = [one for one in here if seats[one].pos < end and pos < seats[one].pos + jobs[one].length + gap]
        for one in found:
            board.lift(one)
        return found

    def _some_room(self, job: int, pos: int) -> int:
        """A room it fits into that would be open then."""
        board = self.board
        rooms = board.members[board.group[job] - board.resources]
        fitting = [room for room in rooms if board.base[room * board.kinds + board.kind[job]] >> pos & 1]
        return fitting[int(self.random() * len(fitting))]

    def _lift_neighbours(self) -> list[int]:
        """Lift a few conferences near one, of the same doctor, chair or day; and some without a place."""
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
            resources, days = range(board.chairs), range(day, day + 1)
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
