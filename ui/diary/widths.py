"""How wide each column of a day or a week is: alike where that suffices, else by how much stands side by side in it."""

from __future__ import annotations

from collections.abc import Sequence

from .. import theme

# Lengths at 100 %.
NARROWEST_COLUMN, NARROWEST_LANE, CROWDED_LANE = 104, 70, 40
READ_LANES = 6  # side by side as wide as reading needs; more are narrower, and told by the line below
FEW_LANES, TIGHT_LANE = 4, 48  # so few stand closer before a week is scrolled sideways
EDGE = 11  # what of a column no lane has


def column_widths(lanes: Sequence[int], room: float) -> list[float]:
    """The width of each column, by the most side by side in it; more than the room where reading needs it."""
    easy = [_column(NARROWEST_LANE * each) for each in lanes]
    if sum(easy) <= room:
        return _shared(easy, room)
    tight = [_column(TIGHT_LANE * each if each <= FEW_LANES else _lanes_wide(each)) for each in lanes]
    if sum(tight) > room:
        return [_column(_lanes_wide(each)) for each in lanes]
    part = (room - sum(tight)) / (sum(easy) - sum(tight))
    return [least + (most - least) * part for least, most in zip(tight, easy, strict=True)]


def _column(lanes_wide: int) -> float:
    return float(max(theme.pixels(NARROWEST_COLUMN), theme.pixels(lanes_wide + EDGE)))


def _lanes_wide(lanes: int) -> int:
    """So that the words in each can be read; where very many are side by side, so that each can be told from others."""
    return max(NARROWEST_LANE * min(lanes, READ_LANES), CROWDED_LANE * lanes)


def _shared(wanted: Sequence[float], room: float) -> list[float]:
    """All alike; who wants more than that has it, and the others share the rest."""
    share = room / max(len(wanted), 1)
    for most in sorted(wanted, reverse=True):
        wider = [each for each in wanted if each >= most]
        if most <= share or len(wider) == len(wanted):
            break
        share = (room - sum(wider)) / (len(wanted) - len(wider))
    return [max(each, share) for each in wanted]
