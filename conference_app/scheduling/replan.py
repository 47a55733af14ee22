"""Re-planning many conferences at once: simulated annealing in rounds, keeping the best plan found so far."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from math import inf, log
from random import Random

from conference_app.scheduling.plan_board import NOWHERE, Board, Seat
from conference_app.scheduling.plan_moves import Moves
from conference_app.scheduling.plan_problem import Place, Problem

ITERATIONS = 200_000
ROUND = 10  # iterations of the first round for each conference; each round has twice as many as the one before
LEAST_ROUND = 1000
SETTLED = 3  # rounds without anything better, after which the search ends,
SETTLED_LATE = 5  # or, where a day past a limit or more might still be saved
HOT, COLD = 3.0, 0.5  # temperatures, in late days and in days waited
ASKED_EVERY = 64  # iterations between two looks at the clock and at `stop`

Progress = Callable[[float, int], None]


@dataclass(frozen=True, slots=True)
class Plan:
    """The best places found, their cost, the least that could have been hoped for, and why the search ended.

    `ended` is "best possible", "settled", "iterations", "time" or "stopped".
    """

    places: tuple[Place | None, ...]
    cost: int
    bound: int
    iterations: int
    ended: str


def replan(
    problem: Problem,
    *,
    seed: int,
    iterations: int = ITERATIONS,
    seconds: float = inf,
    stop: Callable[[], bool] = lambda: False,
    progress: Progress = lambda share, cost: None,
    clock: Callable[[], float] = time.monotonic,
) -> Plan:
    """The best plan found; the same seed and iterations give the same plan, `seconds` and `stop` only end it early."""
    annealing = _Annealing(problem, seed)
    ends = clock() + seconds

    def cut_off() -> str:
        progress(min(1.0, annealing.done / max(1, iterations)), annealing.best)
        return "stopped" if stop() else "time" if clock() >= ends else ""

    ended = annealing.run(iterations, cut_off)
    annealing.tidy()
    return Plan(annealing.places(), annealing.best, annealing.bound, annealing.done, ended)


class _Annealing:
    """A search that goes on from the plan on its board; `kept` are the seats of the best one."""

    def __init__(self, problem: Problem, seed: int) -> None:
        self.board = Board(problem)
        self.random = Random(seed).random  # noqa: S311 - nothing secret is drawn
        self.moves = Moves(self.board, self.random)
        self.bound = sum(self.moves.floor)
        self.done = 0
        self._place_first()
        self.total = self.best = sum(seat.cost for seat in self.board.seats)
        self.kept: list[Seat] = list(self.board.seats)

    def _place_first(self) -> None:
        """Those who can keep most first, then by limit."""
        moves, jobs = self.moves, self.board.jobs
        for job in sorted(range(len(jobs)), key=lambda job: (jobs[job].held is None, jobs[job].limit)):
            moves.insert(job)
        moves.waiting = [job for job, seat in enumerate(self.board.seats) if seat.pos == NOWHERE]

    def run(self, iterations: int, cut_off: Callable[[], str]) -> str:
        """Rounds until the plan cannot be better, has settled, or is cut off; answers which."""
        weights = self.board.problem.weights
        length = max(LEAST_ROUND, ROUND * len(self.board.jobs))
        unchanged = 0
        while self.best > self.bound:
            if self.done >= iterations:
                return "iterations"
            before = self.best
            ended = self._round(min(length, iterations - self.done), cut_off)
            if ended:
                return ended
            unchanged = unchanged + 1 if self.best == before else 0
            if unchanged >= (SETTLED if self.best - self.bound < weights.late_day else SETTLED_LATE):
                return "settled"
            length *= 2
        return "best possible"

    def _round(self, length: int, cut_off: Callable[[], str]) -> str:
        weights = self.board.problem.weights
        temperature = HOT * weights.late_day
        cooling = (COLD * weights.waiting_day / temperature) ** (1 / length)
        for number in range(length):
            if number % ASKED_EVERY == 0 and (ended := cut_off()):
                return ended
            temperature *= cooling
            self._try(self.total - temperature * log(1.0 - self.random()))
            self.done += 1
            if self.best <= self.bound:
                break
        return ""

    def _try(self, allowed: float) -> None:
        """One change, taken back if the plan then costs more than is allowed."""
        board, moves = self.board, self.moves
        before = board.mark()
        lifted = moves.ruin()
        if not board.journal:
            return
        total = self._without_lifted()
        to_come = sum([moves.floor[job] for job in lifted])
        for job in moves.in_order(lifted):
            to_come -= moves.floor[job]
            total += moves.insert(job)
            if total + to_come > allowed:
                board.undo(before)
                return
        if total > allowed:
            board.undo(before)
            return
        self._accept(total)

    def _without_lifted(self) -> int:
        total = self.total
        for job, seat in self.board.journal:
            now = self.board.seats[job]
            total += (now.cost if now.pos != NOWHERE else 0) - seat.cost
        return total

    def _accept(self, total: int) -> None:
        seats, waiting = self.board.seats, self.moves.waiting
        for job, seat in self.board.journal:
            if seat.pos == NOWHERE and seats[job].pos != NOWHERE:
                waiting.remove(job)
            elif seat.pos != NOWHERE and seats[job].pos == NOWHERE:
                waiting.append(job)
        self.total = total
        if total < self.best:
            self.best = total
            self.kept = list(seats)

    def tidy(self) -> None:
        """Give each conference of the best plan a start that is good for it, where that costs nothing."""
        board = self.board
        for job in range(len(board.jobs)):
            board.lift(job)
        for job, seat in enumerate(self.kept):
            if seat.pos != NOWHERE:
                board.put(job, seat)
        for job, seat in enumerate(self.kept):
            unit = seat.pos % board.stride
            if seat.pos != NOWHERE and not board.jobs[job].good_starts >> unit & 1:
                before = board.mark()
                board.lift(job)
                if self.moves.insert(job) > seat.cost:
                    board.undo(before)
        self.kept = list(board.seats)
        self.best = sum(seat.cost for seat in self.kept)

    def places(self) -> tuple[Place | None, ...]:
        """The best plan found."""
        return tuple(self._place(seat) for seat in self.kept)

    def _place(self, seat: Seat) -> Place | None:
        if seat.pos == NOWHERE:
            return None
        day, start = divmod(seat.pos, self.board.stride)
        return Place(day, start, seat.chair, None if seat.room == NOWHERE else seat.room - self.board.first_room)
