"""CSV that a spreadsheet opens without trouble: UTF-8 with BOM, and no cell that could become a formula."""

from __future__ import annotations

from collections.abc import Iterable, Sequence


def write_csv(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """The table as CSV; dates as ISO text, None empty, numbers as numbers, text guarded against formulas."""
    raise NotImplementedError
