"""CSV that a spreadsheet opens without trouble: UTF-8 with BOM, and no cell that could become a formula."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime

# A spreadsheet skips blanks and invisible characters before it looks for a formula; so does this guard.
_FORMULA = re.compile(r"^[ \u00a0\ufeff\u200b-\u200f\u2028-\u202e\u2060-\u2069]*[=+\-@\t\r\n＝＋－＠]")
_BARE_LINE_END = re.compile(r"\r\n|\r|\n")


def write_csv(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """The table as CSV: dates as ISO text, None empty, numbers as they are, text guarded against formulas.

    A guarded cell starts with an apostrophe; every line of a cell with several lines is guarded.
    ValueError when a row has not one cell for each column.
    """
    sheet = io.StringIO()
    writer = csv.writer(sheet, lineterminator="\r\n")
    writer.writerow([guarded(column) for column in columns])
    for row in rows:
        writer.writerow([_cell(value) for _, value in zip(columns, row, strict=True)])
    return sheet.getvalue().encode("utf-8-sig")


def guarded(text: str) -> str:
    """The text with an apostrophe before each line that a spreadsheet could take for a formula."""
    clean = text.replace("\0", "").encode("utf-8", "replace").decode("utf-8")
    lines = _BARE_LINE_END.split(clean)
    return "\n".join("'" + line if _FORMULA.match(line) else line for line in lines)


def _cell(value: object) -> str | int | float:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        return value
    if isinstance(value, datetime):
        return value.isoformat(timespec="minutes")
    return value.isoformat() if isinstance(value, date) else guarded(str(value))
