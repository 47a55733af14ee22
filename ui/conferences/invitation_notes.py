"""What else is to be known of one line of the invitation list: the last list, the chair's decisions, how to write."""

from __future__ import annotations

from conference_app.domain.conference import Conference
from conference_app.domain.invitations import Invitation
from conference_app.domain.separation import decided_words
from conference_app.store import families
from conference_app.store.store import Store
from conference_app.use_cases.compare_last_list import SinceLast

from .invitation_columns import since_words


def line_notes(store: Store, found: Conference, line: Invitation, since: SinceLast) -> list[str]:
    """Sentences for the panel of a line."""
    notes = [since_words((since.by_line.get(line.id, ""), since.on))]
    notes += [
        f"{decided_words(need)}."
        for need in found.needs
        if line.name and need.is_about(line.name, line.household_member_id, line.child_id)
    ]
    return [note for note in (*notes, *_how_to_write(store, found, line)) if note]


def _how_to_write(store: Store, found: Conference, line: Invitation) -> list[str]:
    """The address letters go to where one was chosen, and the language the person is written to in."""
    if line.household_member_id is None:
        return []
    member = next(
        (each for each in families.household(store, found.family_id) if each.id == line.household_member_id), None
    )
    if member is None:
        return []
    addresses = {each.id: each for each in families.addresses(store, found.family_id)}
    notes = [f"Written to in {member.language}."] if member.language else []
    if member.letters_to in addresses:
        where = addresses[member.letters_to]
        lines = ", ".join(part for part in (*where.lines.splitlines(), where.postcode) if part)
        notes.append(f"Letters go to {lines}{f' ({where.whose})' if where.whose else ''}.")
    return notes
