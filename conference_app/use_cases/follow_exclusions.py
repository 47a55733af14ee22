"""Keep an invitation list in step with the chair's exclusions, as soon as one is added, decided or withdrawn."""

from __future__ import annotations

from collections.abc import Sequence

from conference_app.domain.conference import Need
from conference_app.domain.invitations import Invitation, left_out_by_exclusion
from conference_app.store import conferences, invitations
from conference_app.store.store import Store, Writing
from conference_app.use_cases.invite import becomes_invited


def follow_exclusions(store: Store, writing: Writing, conference_id: int, before: Sequence[Need]) -> None:
    """Leave out whom the chair excludes by now, sent to or not, and take back in whom no exclusion keeps away
    any more; to be called where the needs have been written. `before` are the needs they replaced.

    Nothing is deleted: what was sent and answered stays on the line.
    """
    found = conferences.conference(store, conference_id)
    lines = invitations.invitations(store, conference_id)
    for line in lines:
        reason = left_out_by_exclusion(line, before, found.needs)
        if reason == line.left_out_reason or (not reason and _stands_already(lines, line)):
            continue
        invitations.change(writing, line, left_out_reason=reason)
        if reason:
            writing.record("invitation_left_out", "conference", conference_id, reason=reason, name=line.name)
        else:
            writing.record("invitation_taken_back_in", "conference", conference_id, name=line.name)
    becomes_invited(store, writing, found)


def _stands_already(lines: Sequence[Invitation], line: Invitation) -> bool:
    """Whether the same invitation came on the list again meanwhile."""
    return any(each.stands and each.id != line.id and each.key == line.key for each in lines)
