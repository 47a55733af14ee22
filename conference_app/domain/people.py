"""Professionals, the agencies they work for, the roles they hold; chairs and rooms."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

PAEDIATRICIAN = "paediatrician"

# Posts in the order in which a doctor is proposed, after the one who examined the child (product rule 2).
PAEDIATRIC_POSTS = {
    "consultant": "treating consultant",
    "community": "community or locality paediatrician",
    "named_doctor": "named doctor for safeguarding",
    "duty_mailbox": "safeguarding paediatrics duty mailbox",
}


@dataclass(frozen=True, slots=True)
class Role:
    """What somebody is at a conference; `group` says for which agency group the role speaks.

    `counts` says whether somebody in this role can count towards the quorum.
    """

    code: str
    title: str
    group: str
    counts: bool = True


def roles_from(data: Mapping[str, Any]) -> dict[str, Role]:
    """The roles by code, as `roles.toml` holds them."""
    return {code: Role(code, entry["title"], entry["group"], entry.get("counts", True)) for code, entry in data.items()}


@dataclass(frozen=True, slots=True)
class AgencyGroup:
    """A group of agencies as the quorum counts them."""

    code: str
    title: str


@dataclass(frozen=True, slots=True)
class Agency:
    """An organisation that sends people to conferences; `id` and `version` are 0 until kept."""

    name: str
    group_code: str
    email: str = ""
    phone: str = ""
    address: str = ""
    active: bool = True
    id: int = 0
    version: int = 0


@dataclass(frozen=True, slots=True)
class Professional:
    """A named worker, or a mailbox, of an agency."""

    name: str
    role_code: str
    agency_id: int
    paediatric_post: str = ""
    email: str = ""
    phone: str = ""
    active: bool = True
    id: int = 0
    version: int = 0
    agency_name: str = ""
    group_code: str = ""


@dataclass(frozen=True, slots=True)
class Chair:
    """Who chairs conferences; independent of the management of the family's work.

    `most_a_day` and `gap_minutes` between two conferences are None where the practice numbers hold; after
    `last_day` the chair has left.
    """

    name: str
    email: str = ""
    phone: str = ""
    active: bool = True
    id: int = 0
    version: int = 0
    most_a_day: int | None = None
    gap_minutes: int | None = None
    last_day: date | None = None


@dataclass(frozen=True, slots=True)
class Room:
    """Where conferences are held; `access` says in words how people get in, `features` are of ROOM_FEATURES."""

    name: str
    place: str = ""
    capacity: int = 0
    access: str = ""
    active: bool = True
    id: int = 0
    version: int = 0
    features: tuple[str, ...] = ()
