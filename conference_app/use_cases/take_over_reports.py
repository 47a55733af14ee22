"""A report that came for a conference adjourned or cancelled serves the one in its place: nobody is asked twice."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from conference_app.domain.conference import bare_name
from conference_app.domain.invitations import Invitation
from conference_app.store import invitations, rebookings
from conference_app.store.store import Store, Writing

_TAKEN_OVER = (
    "report_asked_on",
    "report_received_on",
    "report_readable",
    "report_shared_on",
    "report_shared_child_on",
)


def reports_before(store: Store, conference_id: int) -> list[Invitation]:
    """The lines with a report received for the conference whose place this one takes; none where it takes none."""
    before = rebookings.replaced_by(store, conference_id)
    if before is None:
        return []
    return [line for line in invitations.invitations(store, before.conference_id) if line.report_received_on]


def with_report(line: Invitation, before: Iterable[Invitation]) -> Invitation:
    """The line with the report the same person sent for the conference before; as it is where nothing came then."""
    earlier = next((each for each in before if _same_person(each, line)), None)
    if earlier is None or line.report_received_on is not None:
        return line
    came = {name: getattr(earlier, name) for name in _TAKEN_OVER}
    return replace(line, **came, report_from=earlier.report_from or earlier.conference_id)


def take_over(store: Store, writing: Writing, line_id: int) -> None:
    """Give a line somebody was just named on the report that person sent for the conference before.

    What another person named there before had brought over goes again.
    """
    line = invitations.invitation(store, line_id)
    before = reports_before(store, line.conference_id)
    if line.report_from is not None:
        line = _without_report(line)
    names = (*_TAKEN_OVER, "report_from")
    now, kept = with_report(line, before), invitations.invitation(store, line_id)
    changes = {name: getattr(now, name) for name in names if getattr(now, name) != getattr(kept, name)}
    if changes:
        invitations.change(writing, kept, **changes)


def hand_on(store: Store, writing: Writing, line: Invitation) -> None:
    """Give a report recorded just now to the same person's line for the conference that takes this one's place."""
    kept = rebookings.last_standing(store, line.conference_id)
    if line.report_received_on is None or kept is None or kept.replacement_id is None:
        return
    for each in invitations.invitations(store, kept.replacement_id):
        if _same_person(each, line) and (each.report_received_on is None or each.report_from == line.conference_id):
            now = with_report(_without_report(each), [line])
            names = [name for name in (*_TAKEN_OVER, "report_from") if getattr(now, name) != getattr(each, name)]
            if names:
                invitations.change(writing, each, **{name: getattr(now, name) for name in names})


def _without_report(line: Invitation) -> Invitation:
    return replace(
        line,
        report_asked_on=None,
        report_received_on=None,
        report_readable="",
        report_shared_on=None,
        report_shared_child_on=None,
        report_from=None,
    )


def _same_person(one: Invitation, other: Invitation) -> bool:
    """The same by id where both are known, else the same role and name."""
    mine = (one.professional_id, one.household_member_id, one.child_id)
    theirs = (other.professional_id, other.household_member_id, other.child_id)
    if any(mine) and any(theirs):
        return mine == theirs
    return one.role_code == other.role_code and bool(one.name) and bare_name(one.name) == bare_name(other.name)
