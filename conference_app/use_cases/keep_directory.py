"""Keep the directory: agencies, professionals, chairs and rooms."""

from __future__ import annotations

from collections.abc import Callable, Sequence
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
from conference_app.domain.supply import ROOM_FEATURES
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
    return _keep(store, checked, "agency", collect, people.agencies)


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
    return _keep(store, checked, "professional", collect)


def keep_chair(store: Store, chair: Chair) -> Outcome[int]:
    """Add or change a chair."""
    collect = Collecting()
    checked = replace(
        chair,
        name=collect(one_line, chair.name, field="name", what="the chair's name"),
        email=collect(email_address, chair.email, field="email"),
        phone=collect(one_line, chair.phone, field="phone", what="the telephone number", most=50, required=False),
    )
    for field, what, most in (("most_a_day", "Conferences a day", 9), ("gap_minutes", "The gap in minutes", 240)):
        number, least = getattr(chair, field), 1 if field == "most_a_day" else 0
        if number is not None and not least <= number <= most:
            collect.add(RuleBroken("number_out_of_range", field=field, what=what, least=least, most=most))
    return _keep(store, checked, "chair", collect, people.chairs)


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
    if not set(room.features) <= set(ROOM_FEATURES):
        collect.add(RuleBroken("required", field="features", what="what the room has, from the list"))
    return _keep(store, checked, "room", collect, people.rooms)


def _keep(
    store: Store,
    entry: people.Entry,
    entity: str,
    collect: Collecting,
    others: Callable[[Store], Sequence[people.Entry]] | None = None,
) -> Outcome[int]:
    """Keep an entry nothing was wrong with; where `others` are given its name must be its own among them."""
    with store.write() as writing:  # the names are read while nobody else can write
        same = [each for each in others(store) if _alike(each, entry)] if others else []
        if any(each.id != entry.id for each in same):
            collect.add(RuleBroken("name_taken", field="name", name=entry.name))
        raise_all(collect.broken)
        entry_id = people.keep(writing, entry)
        writing.record("changed" if entry.id else "added", entity, entry_id, name=entry.name)
    return Outcome(entry_id, frozenset({Topic.PEOPLE, Topic.DIARY}))


def _alike(one: people.Entry, other: people.Entry) -> bool:
    return one.name.casefold() == other.name.casefold()
