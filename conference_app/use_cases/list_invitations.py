"""List the invitations of one conference, each with what its standing depends on."""

from __future__ import annotations

from dataclasses import dataclass

from conference_app.domain.invitations import Invitation, as_booked, excluded
from conference_app.domain.separation import attends
from conference_app.store import conferences, invitations, rebookings
from conference_app.store.store import Store
from conference_app.use_cases.compare_last_list import since_last_list
from conference_app.use_cases.sharing import Sharing, sharing_of


@dataclass(frozen=True, slots=True)
class ListedInvitation:
    """`barred`: the chair excluded this person; `again`: it went to this person for an earlier booking.

    `sharing` is of a report that came and is not shared with the family, else None. `attends` says who comes to a
    part only or separately; `since_last` what the line is against the last list: "new", "as before", "changed: …",
    None where no list came before.
    """

    line: Invitation
    barred: bool
    again: bool
    sharing: Sharing | None = None
    attends: str = ""
    since_last: str | None = None


def list_invitations(store: Store, reference: str) -> list[ListedInvitation]:
    """The list of the conference with this reference, in its order; RuleBroken `no_conference`."""
    found = conferences.conference_by_reference(store, reference)
    earlier = {line_id: name for line_id, (name, _, _) in rebookings.sent_before(store, found.id).items()}
    sharing = sharing_of(store, found)
    lines = invitations.invitations(store, found.id)
    since = since_last_list(store, found, lines)
    return [
        ListedInvitation(
            as_booked(line, found),
            excluded(line, found),
            earlier.get(line.id) == line.name,
            sharing.get(line.id),
            attends(found.needs, line.name, line.household_member_id, line.child_id),
            since.by_line.get(line.id),
        )
        for line in lines
    ]
