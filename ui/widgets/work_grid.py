"""The widths several lists of work share, so that their columns stand in one line down the page."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QAbstractScrollArea

from .. import theme

DUE, DUE_DETAIL, REFERENCE, LINK = (14, 600), (12, 400), (14, 400), (14, 500)  # size and weight of each text
GAP = 16  # pixels at 100 % after when and a reference
WIDEST_REFERENCE = 0.33  # of what when and the link leave


class Measured(Protocol):
    """What of a row has a column of its own."""

    @property
    def reference(self) -> str: ...
    @property
    def due(self) -> str: ...
    @property
    def due_detail(self) -> str: ...
    @property
    def action(self) -> str: ...


@dataclass(frozen=True)
class Widths:
    """The widest text of each column over all lists, in pixels; `ends` is when and the link in one row together.

    The link stands at the right by itself: what it leaves beside a short time is the title's.
    """

    reference: int
    due: int
    ends: int


class WorkGrid:
    """Lists join it; it measures their rows together, again after any of them changed."""

    def __init__(self) -> None:
        self._lists: list[tuple[QAbstractScrollArea, Callable[[], Iterable[Measured]]]] = []
        self._widths: Widths | None = None

    def join(self, shown: QAbstractScrollArea, rows: Callable[[], Iterable[Measured]]) -> None:
        """One more list whose columns stand in line with the others."""
        self._lists.append((shown, rows))
        self.measure_again()

    def measure_again(self) -> None:
        """Rows have changed: every list may have to be drawn with other columns."""
        self._widths = None
        for shown, _ in self._lists:
            if shown.isVisible():
                shown.viewport().update()

    def widths(self) -> Widths:
        """The columns as the rows of all lists need them."""
        if self._widths is None:
            self._widths = self._measured([row for _, rows in self._lists for row in rows()])
        return self._widths

    def _measured(self, rows: list[Measured]) -> Widths:
        gap = theme.pixels(GAP)
        reference = _widest(REFERENCE, {row.reference for row in rows})
        dues = [max(_widest(DUE, {row.due}), _widest(DUE_DETAIL, {row.due_detail})) for row in rows]
        ends = [due + gap + link_width(row.action) for due, row in zip(dues, rows, strict=True)]
        return Widths(reference + gap if reference else 0, max(dues, default=0), max(ends, default=0))


def link_width(words: str) -> int:
    """What the link of a row takes."""
    return _widest(LINK, {words}) + 4


def _widest(text: tuple[int, int], words: set[str]) -> int:
    metrics = QFontMetrics(theme.font(*text))
    return max((metrics.horizontalAdvance(each) for each in words), default=0)
