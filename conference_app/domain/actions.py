"""Actions: what somebody promised to do for a child or family, by when, until it is done with evidence."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class ProgressNote:
    """What was learned about an action, by whom and when."""

    written_on: date
    author: str
    text: str


@dataclass(frozen=True, slots=True)
class Action:
    """One action; the first due date is kept however often it moves."""

    family_id: int
    text: str
    owner: str
    due_on: date
    conference_id: int | None = None
    child_id: int | None = None
    agency_id: int | None = None
    raised_on: date | None = None
    first_due_on: date | None = None
    restricted: bool = False
    escalated_on: date | None = None
    escalated_to: str = ""
    done_on: date | None = None
    evidence: str = ""
    id: int = 0
    version: int = 0
    agency_name: str = ""
    family_name: str = ""
    child_name: str = ""
    notes: tuple[ProgressNote, ...] = field(default=())

    def days_late(self, today: date) -> int:
        """Calendar days since it was due; 0 when done or not yet due."""
        return 0 if self.done_on else max(0, (today - self.due_on).days)

    def age_in_days(self, today: date) -> int:
        """Calendar days since it was raised."""
        return (today - self.raised_on).days if self.raised_on else 0
