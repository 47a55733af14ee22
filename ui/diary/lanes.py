"""Things that overlap in time, put side by side."""

from __future__ import annotations

from collections.abc import Sequence

Span = tuple[int, int]  # from minute to minute
Lane = tuple[int, int]  # which of how many side by side


def lanes_of(spans: Sequence[Span]) -> list[Lane]:
    """A lane for each span, in the order given: as few as can be, and the same number for all that touch."""
    found: list[Lane] = [(0, 1)] * len(spans)
    group: list[int] = []
    ends_at = -1
    for at in sorted(range(len(spans)), key=lambda n: (spans[n][0], -spans[n][1], n)):
        if group and spans[at][0] >= ends_at:
            _settle(group, spans, found)
            group = []
        group.append(at)
        ends_at = max(spans[at][1], ends_at)
    _settle(group, spans, found)
    return found


def _settle(group: Sequence[int], spans: Sequence[Span], found: list[Lane]) -> None:
    ends: list[int] = []  # of the last span in each lane
    places = []
    for at in group:
        starts, until = spans[at]
        lane = next((number for number, end in enumerate(ends) if end <= starts), len(ends))
        ends[lane : lane + 1] = [until]
        places.append(lane)
    for at, lane in zip(group, places, strict=True):
        found[at] = (lane, len(ends))
