"""What is taken in the diary: the bookings that keep a chair, a room and a family."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from typing import Any

from conference_app.domain.listings import Taken
from conference_app.store.rows import columns, read_all
from conference_app.store.store import Store

_BOOKINGS = (
    "SELECT starts_at, ends_at, chair_id, room_id, family_id, id FROM conference "
    "WHERE starts_at >= ? AND starts_at < date(?, '+1 day') AND status NOT IN ('postponed', 'cancelled') AND id <> ? "
    "ORDER BY starts_at"
)


def taken(store: Store, first: date, last: date, *, without: int = 0) -> list[Taken]:
    """Every booking from the first to the last day that is not given up; `without` leaves one conference out."""
    return read_all(
        Taken,
        store.rows(
            f"SELECT {columns(Taken)} FROM conference WHERE starts_at >= ? AND starts_at < date(?, '+1 day') "
            "AND status NOT IN ('postponed', 'cancelled') AND id <> ? ORDER BY starts_at",
            (first, last, without),
        ),
    )


def bookings(store: Store, first: date, last: date, *, without: int = 0) -> list[tuple[Any, ...]]:
    """The same as bare rows, times as ISO text, in the order starts_at, ends_at, chair, room, family, conference."""
    return store.tuples(_BOOKINGS, (first, last, without))


def references(store: Store, conference_ids: Iterable[int]) -> dict[int, str]:
    """The references of some conferences by id."""
    wanted = json.dumps(sorted(set(conference_ids)))
    found = store.rows("SELECT id, reference FROM conference WHERE id IN (SELECT value FROM json_each(?))", (wanted,))
    return {row[0]: row[1] for row in found}


def families_since(store: Store, day: date) -> list[tuple[int, str]]:
    """Every family with a booking on or after a day by name, each told apart by the reference of its latest one."""
    found = store.rows(
        "SELECT family.id, family.name || ', ' || max(reference) FROM conference JOIN family ON family.id = family_id "
        "WHERE starts_at >= ? GROUP BY family.id ORDER BY family.name COLLATE NOCASE, family.id",
        (day,),
    )
    return [(row[0], row[1]) for row in found]


def last_chair(store: Store, family_id: int) -> int | None:
    """Who chaired the family's latest conference that was held."""
    found: int | None = store.value(
        "SELECT chair_id FROM conference WHERE family_id = ? AND status IN ('held', 'held inquorate') "
        "ORDER BY starts_at DESC LIMIT 1",
        (family_id,),
    )
    return found
