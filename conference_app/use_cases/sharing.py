"""Whether the reports that came reached the family: by when they were wanted, and what the chair keeps back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from conference_app.domain.bundle import share_due
from conference_app.domain.conference import Conference
from conference_app.domain.invitations import Invitation
from conference_app.domain.withholding import Withholding, keeping_back
from conference_app.store import invitations, withholdings
from conference_app.store.store import Store
from conference_app.use_cases.rules_in_force import calendar_of, practice_of


@dataclass(frozen=True, slots=True)
class Sharing:
    """Of one report that came and is not shared: by when it is wanted with the family, and what keeps it back."""

    due_on: date | None
    kept: Withholding | None

    def late(self, today: date) -> bool:
        """Whether the family should have had it by now, and nothing keeps it back."""
        return self.kept is None and self.due_on is not None and self.due_on < today


def sharing_of(store: Store, found: Conference) -> dict[int, Sharing]:
    """By invitation, the reports of a conference that came and are not shared with the family."""
    practice, calendar = practice_of(store), calendar_of(store)
    back = keeping_back(withholdings.withholdings(store, found.id))

    def due(line: Invitation) -> date | None:
        return share_due(line, found.type, found.day, practice, calendar) if found.day else None

    return {
        line.id: Sharing(due(line), back.get(line.id))
        for line in invitations.invitations(store, found.id)
        if line.stands and line.report_received_on is not None and line.report_shared_on is None
    }
