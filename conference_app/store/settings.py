"""What the authority set: practice numbers, bank holidays and closures, as rows."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from conference_app.domain.calendar import WorkingCalendar, closure_days
from conference_app.domain.errors import RuleBroken
from conference_app.domain.listings import Closure
from conference_app.domain.practice import Practice
from conference_app.store.rows import columns, read_all
from conference_app.store.store import Store, Writing


def practice(store: Store, defaults: Practice) -> Practice:
    """The practice numbers in force: the defaults and what this authority set otherwise."""
    return defaults.with_typed({row["key"]: row["value"] for row in store.rows("SELECT key, value FROM practice")})


def set_number(writing: Writing, key: str, value: str) -> None:
    """Keep this authority's own value."""
    writing.execute(
        "INSERT INTO practice(key, value) VALUES (?, ?) "
        "ON CONFLICT(key) DO UPDATE SET value = excluded.value, version = version + 1",
        (key, value),
    )


def reset_number(writing: Writing, key: str) -> None:
    """Go back to the default."""
    writing.execute("DELETE FROM practice WHERE key = ?", (key,))


def calendar(store: Store) -> WorkingCalendar:
    """Working days by the store's own bank holidays and closures."""
    holidays = {date.fromisoformat(row[0]): row[1] for row in store.rows("SELECT day, title FROM bank_holiday")}
    return WorkingCalendar.of(
        holidays, closure_days((each.first_day, each.last_day, each.reason) for each in closures(store))
    )


def copy_bank_holidays(writing: Writing, holidays: Mapping[date, str]) -> None:
    """Put the official list into the store."""
    for day, title in holidays.items():
        writing.execute("INSERT OR REPLACE INTO bank_holiday(day, title) VALUES (?, ?)", (day, title))


def closures(store: Store) -> list[Closure]:
    """The council's own closing days, latest first."""
    return read_all(Closure, store.rows(f"SELECT {columns(Closure)} FROM closure ORDER BY first_day DESC, id"))


def keep_closure(writing: Writing, closure: Closure) -> int:
    """Insert a closure, or change the one whose version was seen."""
    values = {"first_day": closure.first_day, "last_day": closure.last_day, "reason": closure.reason}
    if closure.id:
        writing.update("closure", closure.id, closure.version, **values)
        return closure.id
    return writing.insert("closure", **values)


def remove_closure(writing: Writing, closure: Closure) -> None:
    """Take a closure away as it was seen; RuleBroken `changed_elsewhere` if it is no longer that version."""
    gone = writing.execute("DELETE FROM closure WHERE id = ? AND version = ?", (closure.id, closure.version))
    if gone.rowcount != 1:
        raise RuleBroken("changed_elsewhere")


def authority(store: Store) -> str:
    """The name the store was created under."""
    return str(store.value("SELECT authority FROM store") or "")
