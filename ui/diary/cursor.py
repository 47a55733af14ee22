"""Where the keyboard is in a day or week: on a booking, a note or a free half hour; and where the arrows lead."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from .board import HALF_HOUR
from .columns import Column

BEFORE = -1  # the minute of everything at the head of a column


class What(StrEnum):
    """What a stop is."""

    NOTE = "note"
    THING = "thing"
    FREE = "free"


@dataclass(frozen=True, slots=True)
class Stop:
    """One place the keyboard can be; `number` counts the notes or the things of its column."""

    column: int
    what: What
    starts: int
    ends: int
    number: int = 0
    lane: int = 0


def stops_of(columns: Sequence[Column], column: int, first: int, last: int) -> list[Stop]:
    """The stops of a column from top to bottom: notes, then bookings and the half hours between them."""
    placed = columns[column].placed
    notes = [Stop(column, What.NOTE, BEFORE, BEFORE, n) for n in range(len(columns[column].notes))]
    things = [Stop(column, What.THING, each.starts, each.ends, n, each.lane) for n, each in enumerate(placed)]
    taken = [(each.starts, each.ends) for each in placed]
    free = [Stop(column, What.FREE, *half) for half in _free_halves(taken, first, last)]
    return notes + sorted([*things, *free], key=lambda stop: (stop.starts, stop.lane))


def _free_halves(taken: Sequence[tuple[int, int]], first: int, last: int) -> Iterator[tuple[int, int]]:
    for starts in range(first, last, HALF_HOUR):
        if not any(begins < starts + HALF_HOUR and starts < ends for begins, ends in taken):
            yield starts, starts + HALF_HOUR


def nearest(stops: Sequence[Stop], minute: int, *, from_right: bool = False) -> Stop:
    """The stop that holds a minute or is next to it; of several side by side the leftmost, or the rightmost."""

    def away(stop: Stop) -> tuple[int, int]:
        if stop.what is What.NOTE or minute == BEFORE:
            gap = 0 if (stop.what is What.NOTE) == (minute == BEFORE) else 24 * 60
        else:
            gap = max(stop.starts - minute, minute - stop.ends + 1, 0)
        return gap, -stop.lane if from_right else stop.lane

    return min(stops, key=away)


def beside(stops: Sequence[Stop], here: Stop, by: int) -> Stop | None:
    """The booking in the same column right or left of this one, if they overlap."""
    if here.what is not What.THING:
        return None
    touching = [
        stop
        for stop in stops
        if stop.what is What.THING
        and (stop.lane - here.lane) * by > 0
        and stop.starts < here.ends
        and here.starts < stop.ends
    ]
    return min(touching, key=lambda stop: abs(stop.lane - here.lane), default=None)
