"""One line of the table of `make bench`, and how two calls are measured against each other."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """One line of the table: medians in milliseconds (memory in MiB), and the ratio against its limit."""

    what: str
    ours: float
    limit: float
    ratio: float
    goal: float
    unit: str = "ms"

    @property
    def kept(self) -> bool:
        """Whether the goal was reached."""
        return self.ratio <= self.goal


def timed(do: Callable[[], object]) -> float:
    """Milliseconds one call takes."""
    start = time.perf_counter()
    do()
    return (time.perf_counter() - start) * 1000


def in_turns(what: str, ours: Callable[[], object], limit: Callable[[], object], goal: float, runs: int = 15) -> Row:
    """Measure two calls in turns; the ratio is the median of the pairs' ratios."""
    ours()
    limit()
    pairs = [(timed(ours), timed(limit)) for _ in range(runs)]
    return Row(
        what,
        statistics.median(a for a, _ in pairs),
        statistics.median(b for _, b in pairs),
        statistics.median(a / b for a, b in pairs),
        goal,
    )
