"""Keep the directory: agencies, professionals, chairs and rooms."""

from __future__ import annotations

from dataclasses import replace

from conference_app import rulebook
from conference_app.domain.errors import RuleBroken, raise_all
from conference_app.domain.people import (
    PAEDIATRIC_POSTS,
    PAEDIATRICIAN,
    Agency,
    Chair,
    Professional,
    Room,
)
from conference_app.domain.text import email_address, one_line, paragraph
from conference_app.store import people
from conference_app.store.store import Store
from conference_app.use_cases.collecting import Collecting
from conference_app.use_cases.outcome import Outcome, Topic


def keep_agency(store: Store, agency: Agency) -> Outcome[int]:
    """Add or change an agency."""
    collect = Collecting()
    groups = {group.code for group in people.agency_groups(store)}
    checked = replace(
        agency,
        name=collect(one_line, agency.name, field="name", what="the agency's name"),
        email=collect(email_address, agency.email, field="email"),
        phone=collect(one_line, agency.phone, field="phone", what="the telephone number", most=50, required=False),
        address=collect(paragraph, agency.address, field="address", what="the address", most=500, required=False),
    )
    if agency.group_code not in groups:
        collect.add(RuleBroken("required", field="group_code", what="the agency group"))
    same = [each for each in people.agencies(store) if each.name.casefold() == checked.name.casefold()]
    if any(each.id != agency.id for each in same):
        collect.add(RuleBroken("name_taken", field="name", name=checked.name))
    raise_all(collect.broken)
    return _keep(store, checked, "agency")


def keep_professional(store: Store, professional: Professional) -> Outcome[int]:
    """Add or change a professional, or the mailbox of a service; a paediatrician has a post (product rule 2)."""
    collect = Collecting()
    checked = replace(
        professional,
        name=collect(one_line, professional.name, field="name", what="the professional's name"),
        paediatric_post=professional.paediatric_post if professional.role_code == PAEDIATRICIAN else "",
        email=collect(email_address, professional.email, field="email"),
        phone=collect(
            one_line, professional.phone, field="phone", what="the telephone number", most=50, required=False
        ),
    )
    if professional.role_code not in rulebook.roles():
        collect.add(RuleBroken("required", field="role_code", what="the role"))
    if professional.agency_id not in {agency.id for agency in people.agencies(store)}:
        collect.add(RuleBroken("required", field="agency_id", what="the agency"))
    if professional.role_code == PAEDIATRICIAN and professional.paediatric_post not in PAEDIATRIC_POSTS:
        collect.add(RuleBroken("required", field="paediatric_post", what="the doctor's post"))
    raise_all(collect.broken)
    return _keep(store, checked, "professional")


def keep_chair(store: Store, chair: Chair) -> Outcome[int]:
    """Add or change a chair."""
    collect = Collecting()
    checked = replace(
        chair,
        name=collect(one_line, chair.name, field="name", what="the chair's name"),
        email=collect(email_address, chair.email, field="email"),
        phone=collect(one_line, chair.phone, field="phone", what="the telephone number", most=50, required=False),
    )
    if any(each.name.casefold() == checked.name.casefold() and each.id != chair.id for each in people.chairs(store)):
        collect.add(RuleBroken("name_taken", field="name", name=checked.name))
    raise_all(collect.broken)
    return _keep(store, checked, "chair")


def keep_room(store: Store, room: Room) -> Outcome[int]:
    """Add or change a room; capacity 0 means not known."""
    collect = Collecting()
    checked = replace(
        room,
        name=collect(one_line, room.name, field="name", what="the room's name"),
        place=collect(one_line, room.place, field="place", what="the place", required=False),
        access=collect(one_line, room.access, field="access", what="the access", required=False),
    )
    if not 0 <= room.capacity <= 500:
        collect.add(RuleBroken("number_out_of_range", field="capacity", what="The number of seats", least=0, most=500))
    if any(each.name.casefold() == checked.name.casefold() and each.id != room.id for each in people.rooms(store)):
        collect.add(RuleBroken("name_taken", field="name", name=checked.name))
    raise_all(collect.broken)
    return _keep(store, checked, "room")


def _keep(store: Store, entry: people.Entry, entity: str) -> Outcome[int]:
    with store.write() as writing:
        entry_id = people.keep(writing, entry)
        writing.record("changed" if entry.id else "added", entity, entry_id, name=entry.name)
    return Outcome(entry_id, frozenset({Topic.PEOPLE}))
