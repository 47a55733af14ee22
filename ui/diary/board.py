"""Where everything stands on the painted day and week: minutes and columns as pixels, and back again."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from PySide6.QtCore import QPointF, QRectF, QSizeF

from .. import theme
from .columns import Column, Placed, folded
from .widths import EDGE, column_widths
from .words import MIDNIGHT

# Lengths at 100 %.
GUTTER, HEAD, NOTE, HOUR = 56, 40, 20, 46
MOST_NOTES = 3  # lines at the head of a column
USUAL = (8 * 60, 18 * 60)  # what is shown where nothing asks for more
STEP = 15  # minutes
HALF_HOUR = 30


@dataclass(frozen=True, slots=True)
class Board:
    """Measures in content pixels: from the corner of everything, whatever is scrolled."""

    columns: Sequence[Column]
    first: int
    last: int
    edges: tuple[float, ...]  # where each column begins, and where the last ends
    top: float
    note: float
    note_lines: int
    hour: float
    scale: float

    def px(self, at_100: float) -> int:
        """A length that grows with the text."""
        return round(at_100 * self.scale)

    @property
    def gutter(self) -> float:
        """The width of the hours at the left."""
        return self.edges[0]

    @property
    def size(self) -> QSizeF:
        """What everything takes."""
        height = self.top + (self.last - self.first) * self.hour / 60
        return QSizeF(self.edges[-1], height)

    @property
    def head(self) -> float:
        """The height of the column titles, above the notes."""
        return self.top - self.note * self.note_lines

    def body(self, viewport: QRectF) -> QRectF:
        """The part of a viewport below the heads and right of the hours."""
        return viewport.adjusted(self.gutter, self.top, 0, 0)

    def y(self, minute: int) -> float:
        """Where a minute is; what lies outside the hours shown is at their edge."""
        return self.top + (min(max(minute, self.first), self.last) - self.first) * self.hour / 60

    def x(self, column: int) -> float:
        """Where a column begins."""
        return self.edges[column]

    def width(self, column: int) -> float:
        """How wide a column is."""
        return self.edges[column + 1] - self.edges[column]

    def minute_at(self, y: float) -> int:
        """The minute of the day at a height, anywhere between the hours shown."""
        minute = self.first + (y - self.top) * 60 / self.hour
        return int(min(max(minute, self.first), self.last - 1))

    def column_at(self, x: float) -> int | None:
        """The column at a place from the left, None over the hours."""
        column = bisect_right(self.edges, x) - 1
        return column if 0 <= column < len(self.columns) else None

    def span(self, column: int, starts: int, ends: int) -> QRectF:
        """A time of a column in all its width."""
        top = self.y(starts)
        return QRectF(self.x(column), top, self.width(column), self.y(ends) - top)

    def box(self, column: int, placed: Placed) -> QRectF:
        """Where a booking or proposal is painted, in whole pixels; a strip at the right of the column stays free."""
        room = self.width(column) - self.px(EDGE)
        first = self.x(column) + self.px(3)
        left, right = (round(first + lane * room / placed.lanes) for lane in (placed.lane, placed.lane + 1))
        top, bottom = round(self.y(placed.starts)) + 1, round(self.y(placed.ends)) - 1
        return QRectF(left, top, right - left - self.px(2), max(bottom - top, self.px(16)))

    def note_box(self, column: int, number: int) -> QRectF:
        """The line of one note at the head of a column."""
        left, width = self.x(column) + self.px(6), self.width(column) - self.px(12)
        return QRectF(left, self.head + number * self.note, width, self.note)

    def note_at(self, column: int, y: float) -> int | None:
        """The number of the note at a height."""
        number = int((y - self.head) // self.note) if self.head <= y < self.top else -1
        return number if 0 <= number < len(self.columns[column].notes) else None

    def thing_at(self, column: int, point: QPointF) -> int | None:
        """The number of the booking or proposal at a place, the one painted last first."""
        placed = self.columns[column].placed
        return next((n for n in reversed(range(len(placed))) if self.box(column, placed[n]).contains(point)), None)


def board_for(columns: Sequence[Column], width: float, height: float) -> Board:
    """As large as the room, or as what stands in it needs to be read."""
    columns = [folded(column, MOST_NOTES) for column in columns]
    first, last = hours_shown(columns)
    lines = max((len(column.notes) for column in columns), default=0)
    gutter, note = theme.pixels(GUTTER), theme.pixels(NOTE)
    top = theme.pixels(HEAD) + lines * note + (theme.pixels(4) if lines else 0)
    lanes = [max((placed.lanes for placed in column.placed), default=1) for column in columns]
    edges = tuple(accumulate(column_widths(lanes, width - gutter), initial=gutter))
    hour = max((height - top) * 60 / (last - first), theme.pixels(HOUR))
    return Board(columns, first, last, edges, top, note, lines, hour, theme.pixels(100) / 100)


def hours_shown(columns: Sequence[Column]) -> tuple[int, int]:
    """From eight to six, or from the full hour before the first to the one after the last of what is booked."""
    starts = min((placed.starts for column in columns for placed in column.placed), default=USUAL[0])
    ends = max((placed.ends for column in columns for placed in column.placed), default=USUAL[1])
    last = min(-(-max(ends, USUAL[1]) // 60) * 60, MIDNIGHT)
    return min(starts, USUAL[0]) // 60 * 60, last
