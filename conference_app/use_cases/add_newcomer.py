"""Add somebody named in an answer, or by hand, to a list: with an address to the directory too, to be written to."""

from __future__ import annotations

from dataclasses import replace

from conference_app import rulebook
from conference_app.domain.conference import Conference
from conference_app.domain.invitations import Invitation
from conference_app.domain.newcomers import (
    Newcomer,
    agency_at,
    deputy_called,
    in_directory,
    is_same,
    kept_away,
    named_in,
)
from conference_app.domain.people import PAEDIATRICIAN, Professional
from conference_app.domain.replies import Became, Judged
from conference_app.store import conferences, conversation, families, invitations, people, replies
from conference_app.store.store import Store
from conference_app.use_cases.invite import add_line, choose_paediatrician
from conference_app.use_cases.keep_directory import keep_professional
from conference_app.use_cases.outcome import Outcome, Topic


def newcomer_of(store: Store, judged: Judged) -> Newcomer | None:
    """Whom an answer names who could be added to the conference's list; None where nobody is, or nobody may be."""
    named = named_in(judged)
    if named is None or judged.entry is None:
        return None
    return _addable(store, conferences.conference(store, judged.entry.id), named)


def deputy_to_invite(store: Store, found: Conference, line: Invitation) -> Newcomer | None:
    """The deputy a line names who could be added to the list, with the address a calendar file gave."""
    if not line.stands or not line.deputy:
        return None
    recorded = [each for each in replies.came_back(store, line.id) if each.outcome is Became.RECORDED]
    kept = next((each.delegated_to for each in recorded if each.delegated_to.startswith(line.deputy)), "")
    return _addable(store, found, deputy_called(line.deputy, kept, line))


def _addable(store: Store, found: Conference, who: Newcomer) -> Newcomer | None:
    """The same with role, agency and directory entry as far as they can be told."""
    if not found.status.is_ahead or _is_kept_away(store, found, who) or _is_on_list(store, found, who):
        return None
    directory = people.professionals(store)
    known = in_directory(who, directory)
    if known is not None:
        return replace(who, name=known.name, role_code=known.role_code, professional_id=known.id)
    agencies = [each for each in people.agencies(store) if each.active]
    addresses = [(each.email, each.id) for each in agencies]
    addresses += [(each.email, each.agency_id) for each in directory if each.active]
    of, roles = who.stands_in_for, rulebook.roles()
    role = of.role_code if of is not None and roles[of.role_code].group != "family" else ""
    agency = of.agency_id if of is not None and of.agency_id else agency_at(who.email, addresses)
    return replace(who, role_code=role, agency_id=agency)


def _is_kept_away(store: Store, found: Conference, who: Newcomer) -> bool:
    """Whether the chair keeps this person away or apart, by name or by an address of theirs."""
    if kept_away(found.needs, who.name):
        return True
    if any(
        is_same(who, each.name, each.email) and kept_away(found.needs, each.name, each.id)
        for each in families.household(store, found.family_id)
    ):
        return True
    contacts = conversation.contacts(store, found.id)
    return any(
        is_same(who, line.name, contacts[line.id].professional_email)
        and kept_away(found.needs, line.name, line.household_member_id, line.child_id)
        for line in invitations.invitations(store, found.id)
    )


def _is_on_list(store: Store, found: Conference, who: Newcomer) -> bool:
    """Whether there is a line for this person, left out or not."""
    contacts = conversation.contacts(store, found.id)
    return any(
        is_same(who, line.name, contacts[line.id].professional_email or contacts[line.id].member_email)
        for line in invitations.invitations(store, found.id)
    )


def add_newcomer(store: Store, line: Invitation, *, email: str = "", paediatric_post: str = "") -> Outcome[int]:
    """Add somebody the rules do not name; who has an address, and every paediatrician, comes into the directory too."""
    with store.write():
        if line.professional_id is None and (email or line.role_code == PAEDIATRICIAN):
            person = Professional(line.name, line.role_code, line.agency_id or 0, paediatric_post, email)
            line = replace(line, professional_id=keep_professional(store, person).value)
        if line.role_code == PAEDIATRICIAN:
            added = choose_paediatrician(store, line.conference_id, line.professional_id or 0, line.reason)
        else:
            added = add_line(store, line)
    return replace(added, changed=added.changed | {Topic.PEOPLE, Topic.DIARY})
