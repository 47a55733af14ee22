"""Re-planning against HiGHS on the same instances: how good a plan becomes, and in what part of HiGHS' time.

Times are seconds of processor time. HiGHS' answers are kept in the output folder, for they take minutes, and the row
says so. Every plan goes through the independent check before it counts.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Sequence
from dataclasses import dataclass
from math import inf
from pathlib import Path

from conference_app.scheduling.plan_check import cost_of, faults
from conference_app.scheduling.plan_problem import Problem
from conference_app.scheduling.replan import replan
from tests.benchmarks.highs_model import Solved, solved
from tests.benchmarks.measuring import Row
from tests.benchmarks.replan_instances import LOOSE, TIGHT, instance

SEEDS = range(1, 11)
LARGE_SEEDS = range(1, 2)  # HiGHS takes minutes for each
TENTH = 0.09  # of HiGHS' time, with a margin for the last look at the clock
PATIENCE = 300.0, 1800.0  # seconds HiGHS may take for a small and for a large instance
ITERATIONS = 100_000


@dataclass(frozen=True)
class Run:
    """One plan: its cost and the seconds it took, beside HiGHS' answer."""

    cost: int
    seconds: float
    highs: Solved

    @property
    def gap(self) -> float:
        """The cost in terms of HiGHS' bound; without end where HiGHS found none."""
        return self.cost / self.highs.bound if self.highs.bound > 0 else inf

    @property
    def share(self) -> float:
        """The time in terms of HiGHS'."""
        return self.seconds / self.highs.seconds


def run(problem: Problem, highs: Solved, share: float) -> Run:
    """Plan within a share of HiGHS' time."""
    started = time.process_time()
    plan = replan(problem, seed=1, iterations=ITERATIONS, seconds=share * highs.seconds, clock=time.process_time)
    seconds = time.process_time() - started
    wrong = faults(problem, plan.places)
    if wrong or cost_of(problem, plan.places) != plan.cost:
        raise SystemExit(f"a plan does not hold: {wrong}, {plan.cost}")
    return Run(plan.cost, seconds, highs)


def small_runs(folder: Path, supply: float, share: float) -> list[Run]:
    """60 conferences over 20 days; where rooms are few HiGHS gives each one by name: counting might promise more."""
    problems = [instance(60, 20, seed, supply) for seed in SEEDS]
    named = supply == TIGHT
    return [run(each, solved(each, folder, most_seconds=PATIENCE[0], named=named), share) for each in problems]


def large_runs(folder: Path, supply: float, share: float) -> list[Run]:
    """300 conferences over 60 days; HiGHS counts rooms: a lower bound."""
    problems = [instance(300, 60, seed, supply) for seed in LARGE_SEEDS]
    return [run(each, solved(each, folder, most_seconds=PATIENCE[1]), share) for each in problems]


def time_row(what: str, runs: Sequence[Run], goal: float) -> Row:
    """The median share of HiGHS' time."""
    kept = ", HiGHS' kept" if any(each.highs.kept for each in runs) else ""
    return Row(
        f"{what}: time / HiGHS' own{kept}",
        statistics.median(each.seconds for each in runs) * 1000,
        statistics.median(each.highs.seconds for each in runs) * 1000,
        statistics.median(each.share for each in runs),
        goal,
    )


def gap_row(what: str, runs: Sequence[Run]) -> Row:
    """The worst cost against HiGHS' bound."""
    worst = max(runs, key=lambda each: each.gap)
    seeds = f"worst of {len(runs)}" if len(runs) > 1 else "cost"
    return Row(f"{what}: {seeds} / HiGHS' bound", worst.cost, worst.highs.bound, worst.gap, 1.02, "")


def optimum_row(what: str, runs: Sequence[Run]) -> Row:
    """On how many seeds the proven optimum was found."""
    proven = [each for each in runs if each.highs.proven]
    reached = sum(each.cost <= round(each.highs.bound) for each in proven)
    ratio = len(runs) / reached if reached else inf
    return Row(
        f"{what}: seeds / seeds with the proven optimum", len(runs), reached, ratio, len(runs) / (len(runs) - 1), ""
    )


def replan_rows(folder: Path) -> list[Row]:
    """Loose instances in a tenth of HiGHS' time, tight ones in as much as it took."""
    small, large = "re-plan 60 over 20 days", "re-plan 300 over 60 days"
    loose, tight = small_runs(folder, LOOSE, TENTH), small_runs(folder, TIGHT, 1.0)
    many, many_tight = large_runs(folder, LOOSE, TENTH), large_runs(folder, TIGHT, 1.0)
    return [
        optimum_row(small, loose),
        time_row(small, loose, 0.1),
        gap_row(large, many),
        time_row(large, many, 0.1),
        gap_row(f"{small}, tight", tight),
        time_row(f"{small}, tight", tight, 1.0),
        gap_row(f"{large}, tight", many_tight),
        time_row(f"{large}, tight", many_tight, 1.0),
    ]
