"""Side by side: nothing that overlaps shares a lane, and no more lanes than it takes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from ui.diary.lanes import Span, lanes_of

spans = some.tuples(some.integers(0, 1400), some.integers(1, 300)).map(lambda made: (made[0], made[0] + made[1]))


@pytest.mark.parametrize(
    ("given_spans", "lanes"),
    [
        ([], []),
        ([(540, 600)], [(0, 1)]),
        ([(540, 600), (600, 660)], [(0, 1), (0, 1)]),
        ([(540, 660), (600, 720)], [(0, 2), (1, 2)]),
        ([(600, 720), (540, 660)], [(1, 2), (0, 2)]),
        ([(540, 600), (540, 600), (540, 720), (600, 660)], [(1, 3), (2, 3), (0, 3), (1, 3)]),
        ([(540, 570), (560, 600), (590, 640), (700, 720)], [(0, 2), (1, 2), (0, 2), (0, 1)]),
    ],
)
def test_lanes(given_spans: list[Span], lanes: list[tuple[int, int]]) -> None:
    assert lanes_of(given_spans) == lanes


@given(some.lists(spans, max_size=30))
def test_nothing_that_overlaps_shares_a_lane(found: list[Span]) -> None:
    lanes = lanes_of(found)
    for one, (starts, ends) in enumerate(found):
        assert 0 <= lanes[one][0] < lanes[one][1]
        for other in range(one):
            if starts < found[other][1] and found[other][0] < ends:
                assert lanes[one][0] != lanes[other][0]
                assert lanes[one][1] == lanes[other][1]
