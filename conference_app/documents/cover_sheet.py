"""The cover of a print run: which letters there are, to be ticked as they go into their envelopes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from conference_app.documents.frame import Frame, joined, shortened
from conference_app.domain.spoken_dates import counted

ROWS_A_PAGE = 25
LONGEST = 80  # letters of a name or an address line; the page shortens further what is still too wide


@dataclass(frozen=True)
class CoverRow:
    """One letter of the run: to whom, the first line of the address, how many pages."""

    recipient: str
    address: str
    pages: int


@dataclass(frozen=True)
class CoverSheet:
    """The letters of one conference in the order they are printed, 25 to a page; `when` in words."""

    template: ClassVar[str] = "cover_sheet.typ"

    frame: Frame
    reference: str
    when: str
    rows: tuple[CoverRow, ...]
    title: str = "Cover sheet of a print run"

    def content(self) -> dict[str, object]:
        """What the template prints."""
        rows = [_row(number, row) for number, row in enumerate(self.rows, start=1)]
        pages = sum(row.pages for row in self.rows)
        return {
            **self.frame.content(),
            "document_title": f"{self.title}, {self.reference}",
            "head_right": shortened(self.title, 80),
            "foot_left": joined(self.reference, "Cover sheet", f"printed {self.frame.printed_on}"),
            "title": self.title,
            "second_line": self.reference,
            "when": self.when,
            "total": f"{counted(len(rows), 'letter')}, {counted(pages, 'page')}",
            "sheets": [rows[first : first + ROWS_A_PAGE] for first in range(0, len(rows), ROWS_A_PAGE)],
        }


def _row(number: int, row: CoverRow) -> dict[str, object]:
    return {
        "number": number,
        "recipient": shortened(row.recipient, LONGEST),
        "address": shortened(row.address, LONGEST),
        "pages": row.pages,
    }
