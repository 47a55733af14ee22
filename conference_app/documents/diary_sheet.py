"""The diary on paper: day by day what is booked, who is away and whose last lawful day it is."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import ClassVar

from conference_app.documents.frame import Frame, joined, shortened


@dataclass(frozen=True)
class DiaryRow:
    """One conference; every fact in words ("9:30am to 11am", "Oak room", "coming")."""

    time: str
    conference: str
    family: str
    reference: str
    chair: str
    place: str
    paediatrician: str


@dataclass(frozen=True)
class DiarySheetDay:
    """One day; `off` says why it does not count, `notes` who is away and which limits fall on it."""

    heading: str
    off: str
    notes: tuple[str, ...]
    rows: tuple[DiaryRow, ...]


@dataclass(frozen=True)
class DiarySheet:
    """A day or a week of the diary, landscape; `whose` says whose time it shows."""

    template: ClassVar[str] = "diary_sheet.typ"

    frame: Frame
    title: str
    whose: str
    days: tuple[DiarySheetDay, ...]

    def content(self) -> dict[str, object]:
        """What the template prints."""
        count = sum(len(day.rows) for day in self.days)
        return {
            **self.frame.content(),
            "document_title": f"Diary, {self.title}",
            "head_right": shortened(joined("Diary", self.whose), 80),
            "foot_left": joined("Diary", self.title, f"printed {self.frame.printed_on}"),
            "title": self.title,
            "second_line": joined(self.whose, "1 conference" if count == 1 else f"{count or 'no'} conferences"),
            "days": [
                {**asdict(day), "notes": list(day.notes), "rows": [asdict(row) for row in day.rows]}
                for day in self.days
            ],
        }
