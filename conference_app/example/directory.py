"""The invented authority: agencies, those who work for them, chairs and rooms, in numbers fit for its size."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from random import Random
from typing import Any

from conference_app import resources
from conference_app.domain.people import Professional
from conference_app.example.rows import Rows

CONFERENCES_A_CHAIR = 250  # a year
FEWEST_CHAIRS = 3
USUAL = "step-free,video screen"  # what most rooms have

SECURE_GROUPS = {"social_care", "health", "police", "probation", "court"}


@dataclass
class Directory:
    """Who there is to invite, by role; the ids of chairs and rooms; names by chair id."""

    by_role: dict[str, list[Professional]] = field(default_factory=lambda: defaultdict(list))
    agency_names: dict[int, str] = field(default_factory=dict)
    domains: dict[int, str] = field(default_factory=dict)
    chairs: dict[int, str] = field(default_factory=dict)
    rooms: list[int] = field(default_factory=list)


def invent_directory(rows: Rows, random: Random, conferences_a_year: float) -> Directory:
    """Fill the directory of an authority that holds so many conferences a year."""
    content = resources.toml("example/directory.toml")
    size = max(1.0, conferences_a_year / CONFERENCES_A_CHAIR)
    found = Directory()
    names = _names(random)
    for service in content["service"]:
        agency = _agency(rows, found, service["agency"], service["group"])
        for post in service["staff"]:
            for _ in range(max(post.get("least", 1), round(post["each"] * size))):
                _professional(rows, found, names, agency, post)
    for key, group, staff in _PLACES:
        for name in content[key]:
            agency = _agency(rows, found, name, group)
            _professional(rows, found, names, agency, staff)
    _chairs(rows, found, names, content["chairs"], max(FEWEST_CHAIRS, round(size + 0.5) + 1))
    _rooms(rows, found, content["rooms"], max(FEWEST_CHAIRS, round(size * 0.8) + 1))
    return found


_PLACES: tuple[tuple[str, str, Mapping[str, Any]], ...] = (
    ("schools", "education", {"role": "school"}),
    ("nurseries", "early_years", {"role": "early_years"}),
    ("practices", "health", {"role": "gp", "prefix": "Dr"}),
)


def _names(random: Random) -> Iterator[str]:
    """Names of workers, none twice."""
    content = resources.toml("example/names.toml")
    seen: set[str] = set()
    while True:
        name = f"{random.choice(content['women'] + content['men'])} {random.choice(content['surnames'])}"
        if name not in seen:
            seen.add(name)
            yield name


def _agency(rows: Rows, found: Directory, name: str, group: str) -> int:
    agency_id = rows.new_id("agency")
    found.agency_names[agency_id] = name
    found.domains[agency_id] = _domain(name, group)
    rows.add(
        "agency",
        id=agency_id,
        name=name,
        group_code=group,
        email=f"office@{found.domains[agency_id]}",
        phone=f"01632 {960000 + agency_id}",
        address=f"{agency_id} Invented Street\nWestmarch WM2 {agency_id % 9 + 1}ZZ",
    )
    return agency_id


def _professional(rows: Rows, found: Directory, names: Iterator[str], agency: int, post: Mapping[str, Any]) -> None:
    prefix = f"{post['prefix']} " if "prefix" in post else ""
    name = post.get("name") or prefix + next(names)
    who = Professional(
        name,
        post["role"],
        agency,
        post.get("post", ""),
        f"{_mailbox(name)}@{found.domains[agency]}",
        id=rows.new_id("professional"),
    )
    found.by_role[who.role_code].append(who)
    rows.add(
        "professional",
        id=who.id,
        name=who.name,
        role_code=who.role_code,
        agency_id=agency,
        paediatric_post=who.paediatric_post,
        email=who.email,
        phone="",
    )


def _chairs(rows: Rows, found: Directory, names: Iterator[str], known: list[str], count: int) -> None:
    for number in range(count):
        chair_id = rows.new_id("chair")
        found.chairs[chair_id] = known[number] if number < len(known) else next(names)
        name = found.chairs[chair_id]
        rows.add("chair", id=chair_id, name=name, email=f"{_mailbox(name)}@westmarch.example", phone="")


def _rooms(rows: Rows, found: Directory, known: list[list[Any]], count: int) -> None:
    for number in range(count):
        name, place, capacity, access, features = (
            known[number] if number < len(known) else [f"Room {number + 1}", "Town Hall", 16, "step-free", USUAL]
        )
        found.rooms.append(rows.new_id("room"))
        rows.add(
            "room", id=found.rooms[-1], name=name, place=place, capacity=capacity, access=access, features=features
        )


def _domain(agency: str, group: str) -> str:
    """An address nobody can have: .example is kept free for this; public services have a secure one."""
    secure = ".secure" if group in SECURE_GROUPS else ""
    return "-".join(_letters(agency).split()[:3]) + f"{secure}.example"


def _mailbox(name: str) -> str:
    return ".".join(_letters(name).split())


def _letters(text: str) -> str:
    return "".join(character if character.isalnum() else " " for character in text.casefold())
