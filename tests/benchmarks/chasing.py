"""The chase list's row of `make bench`: everything missing from everybody asked, against its bare query."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from conference_app.store import chasing
from conference_app.store.sqlite import as_params
from conference_app.store.store import Store
from tests.benchmarks.measuring import Row, in_turns


def chase_rows(store: Store, today: date) -> list[Row]:
    """The whole list, and what is missing for the conferences of the next weeks."""
    weeks = {"all conferences ahead": None, "the next month": date.fromordinal(today.toordinal() + 30)}
    return [_row(store, what, today, last) for what, last in weeks.items()]


def _row(store: Store, what: str, today: date, last: date | None) -> Row:
    sql, params = _statement(store, today, last)

    def bare() -> list[Any]:
        cursor = store.db.cursor()
        cursor.row_factory = None
        return cursor.execute(sql, params).fetchall()  # type: ignore[no-any-return]

    return in_turns(f"chase list, {what} / bare cursor", lambda: chasing.waiting(store, today, last), bare, 1.3)


def _statement(store: Store, today: date, last: date | None) -> tuple[str, list[Any]]:
    """The SQL and parameters behind the list."""
    asked: list[tuple[str, list[Any]]] = []

    class Listening(Store):
        def tuples(self, sql: str, params: Sequence[object] = ()) -> list[tuple[Any, ...]]:  # type: ignore[override]
            asked.append((sql, as_params(params)))  # type: ignore[arg-type]
            return []

    listening = object.__new__(Listening)
    listening.__dict__.update(store.__dict__)
    chasing.waiting(listening, today, last)
    return asked[0]
