"""Working patterns, busy times and school holidays, as rows."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, fields
from datetime import date, datetime

from conference_app.domain.errors import RuleBroken
from conference_app.domain.supply import Busy, Owner, Pattern, SchoolHoliday, Whose
from conference_app.store.rows import columns, read_all
from conference_app.store.store import Store, Writing

Entry = Pattern | Busy | SchoolHoliday

_TABLES: dict[type[Entry], str] = {Pattern: "pattern", Busy: "busy", SchoolHoliday: "school_holiday"}
_COLUMNS = {Whose.CHAIR: "chair_id", Whose.ROOM: "room_id", Whose.DOCTOR: "professional_id"}
_PATTERNS = f"SELECT {columns(Pattern)} FROM pattern "
_BUSY = f"SELECT {columns(Busy)} FROM busy "
_HOLIDAYS = f"SELECT {columns(SchoolHoliday)} FROM school_holiday WHERE last_day >= ? AND first_day <= ? "


def patterns(store: Store) -> list[Pattern]:
    """Every pattern, of chairs, rooms and paediatricians."""
    return read_all(Pattern, store.rows(_PATTERNS + "ORDER BY first_day, starts, id"))


def patterns_without_doctors(store: Store, *, but: int | None = None) -> list[Pattern]:
    """Those of chairs and rooms, and of one paediatrician: all that one conference needs."""
    wanted = "WHERE professional_id IS NULL OR professional_id = ? ORDER BY first_day, starts, id"
    return read_all(Pattern, store.rows(_PATTERNS + wanted, (but,)))


def patterns_of(store: Store, owner: Owner) -> list[Pattern]:
    """The patterns of one chair, room or paediatrician, the earliest first."""
    wanted = f"WHERE {_COLUMNS[owner.whose]} = ? ORDER BY first_day, starts, id"
    return read_all(Pattern, store.rows(_PATTERNS + wanted, (owner.id,)))


def busy_between(store: Store, first: date, last: date) -> list[Busy]:
    """What is taken, in whole or in part, from the first to the last day."""
    wanted = "WHERE ends_at > ? AND starts_at < date(?, '+1 day') ORDER BY starts_at, id"
    return read_all(Busy, store.rows(_BUSY + wanted, (datetime.combine(first, datetime.min.time()), last)))


def busy_of(store: Store, owner: Owner, *, ending_after: datetime) -> list[Busy]:
    """What is taken of one chair, room or paediatrician, and not over yet, the earliest first."""
    wanted = f"WHERE {_COLUMNS[owner.whose]} = ? AND ends_at > ? ORDER BY starts_at, id"
    return read_all(Busy, store.rows(_BUSY + wanted, (owner.id, ending_after)))


def school_holidays(store: Store, first: date, last: date) -> list[SchoolHoliday]:
    """School holidays that touch the days from the first to the last."""
    return read_all(SchoolHoliday, store.rows(_HOLIDAYS + "ORDER BY first_day", (first, last)))


def keep(writing: Writing, entry: Entry) -> int:
    """Insert a new entry, or change the one whose version was seen; answers its id."""
    values = {name: value for name, value in asdict(entry).items() if name not in {"id", "version"}}
    table = _TABLES[type(entry)]
    if entry.id:
        writing.update(table, entry.id, entry.version, **values)
        return entry.id
    return writing.insert(table, **values)


def keep_all(writing: Writing, times: Sequence[Busy]) -> None:
    """Insert many new busy times at once: an import has thousands."""
    names = [each.name for each in fields(Busy) if each.name not in {"id", "version"}]
    writing.insert_many("busy", names, ([getattr(each, name) for name in names] for each in times))


def remove_all(writing: Writing, times: Sequence[Busy]) -> None:
    """Take many busy times away as they were seen, all or none; RuleBroken `changed_elsewhere` as for one."""
    seen = json.dumps([[each.id, each.version] for each in times])
    wanted = "SELECT value ->> 0, value ->> 1 FROM json_each(?)"
    if writing.execute(f"DELETE FROM busy WHERE (id, version) IN ({wanted})", (seen,)).rowcount != len(times):
        raise RuleBroken("changed_elsewhere")


def remove(writing: Writing, entry: Entry) -> None:
    """Take an entry away as it was seen; RuleBroken `changed_elsewhere` if it is no longer that version."""
    table = _TABLES[type(entry)]
    gone = writing.execute(f"DELETE FROM {table} WHERE id = ? AND version = ?", (entry.id, entry.version))
    if gone.rowcount != 1:
        raise RuleBroken("changed_elsewhere")
