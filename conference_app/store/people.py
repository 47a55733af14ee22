"""Professionals, agencies, chairs and rooms, as rows."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from conference_app.domain.people import PAEDIATRICIAN, Agency, AgencyGroup, Chair, Professional, Room
from conference_app.store.rows import columns, read_all
from conference_app.store.store import Store, Writing

Entry = Agency | Professional | Chair | Room

_TABLES: dict[type[Any], str] = {Agency: "agency", Professional: "professional", Chair: "chair", Room: "room"}
_JOINED = {"agency_name", "group_code"}


def agency_groups(store: Store) -> list[AgencyGroup]:
    """Every agency group in the order of the quorum's list."""
    return read_all(AgencyGroup, store.rows("SELECT code, title FROM agency_group ORDER BY position"))


def agencies(store: Store) -> list[Agency]:
    """Every agency by name."""
    return read_all(Agency, store.rows(f"SELECT {columns(Agency)} FROM agency ORDER BY name COLLATE NOCASE"))


def professionals(store: Store, *, role_code: str = "") -> list[Professional]:
    """Professionals by name, all or those of one role."""
    wanted = columns(Professional, without=_JOINED, table="professional")
    return read_all(
        Professional,
        store.rows(
            f"SELECT {wanted}, agency.name, agency.group_code FROM professional JOIN agency ON agency.id = agency_id "
            "WHERE ? IN ('', role_code) ORDER BY professional.name COLLATE NOCASE",
            (role_code,),
        ),
    )


def at_work(store: Store) -> frozenset[int]:
    """The professionals who have not left, by id."""
    return frozenset(row[0] for row in store.tuples("SELECT id FROM professional WHERE active"))


def chairs(store: Store) -> list[Chair]:
    """Every chair by name."""
    return read_all(Chair, store.rows(f"SELECT {columns(Chair)} FROM chair ORDER BY name COLLATE NOCASE"))


def rooms(store: Store) -> list[Room]:
    """Every room by name."""
    return read_all(Room, store.rows(f"SELECT {columns(Room)} FROM room ORDER BY name COLLATE NOCASE"))


def missing_for_work(store: Store) -> list[str]:
    """What a store still lacks before a conference can be booked and invited to: agency, paediatrician, chair, room."""
    asked = {
        "agency": "SELECT 1 FROM agency WHERE active",
        "paediatrician": f"SELECT 1 FROM professional WHERE active AND role_code = '{PAEDIATRICIAN}'",
        "chair": "SELECT 1 FROM chair WHERE active",
        "room": "SELECT 1 FROM room WHERE active",
    }
    [there] = store.rows("SELECT " + ", ".join(f"EXISTS ({question})" for question in asked.values()))
    return [what for what, known in zip(asked, there, strict=True) if not known]


def keep(writing: Writing, entry: Entry) -> int:
    """Insert a new entry, or change the one whose version was seen; answers its id."""
    joined = _JOINED if isinstance(entry, Professional) else set()
    values = {name: value for name, value in asdict(entry).items() if name not in {"id", "version"} | joined}
    if isinstance(entry, Room):
        values["features"] = ",".join(entry.features)
    table = _TABLES[type(entry)]
    if entry.id:
        writing.update(table, entry.id, entry.version, **values)
        return entry.id
    return writing.insert(table, **values)
