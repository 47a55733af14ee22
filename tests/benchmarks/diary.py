"""The diary's rows of `make bench`: the best slots of one conference against the bare query for the same days."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta

from conference_app.store.store import Store
from conference_app.use_cases.find_slots import find_slots
from conference_app.use_cases.rules_in_force import calendar_of
from tests.benchmarks.measuring import Row, in_turns

DAYS, CHAIRS, ROOMS = 60, 12, 6
BOOKINGS = (
    "SELECT starts_at, ends_at, chair_id, room_id, family_id, id FROM conference "
    "WHERE starts_at >= ? AND starts_at < date(?, '+1 day') AND status NOT IN ('postponed', 'cancelled') "
    "ORDER BY starts_at"
)


def slot_rows(store: Store, today: date) -> list[Row]:
    """For one review and one initial conference, over sixty working days with a full diary: half of them ahead."""
    calendar = calendar_of(store)
    last = calendar.add(today, DAYS // 2)
    first = calendar.add(last, -(DAYS - 1))

    def bare() -> list[object]:
        cursor = store.db.cursor()
        cursor.row_factory = None
        return cursor.execute(BOOKINGS, (first.isoformat(), last.isoformat())).fetchall()  # type: ignore[no-any-return]

    with _few_chairs_and_rooms(store):
        return [
            in_turns(f"best slots, {what}, {DAYS} days / bare cursor", _search(store, what, first, last), bare, 5.0, 41)
            for what in ("review", "initial")
        ]


def _search(store: Store, what: str, first: date, last: date) -> Callable[[], object]:
    """A search for one conference whose clock had started by then and whose limit lies among these days."""
    conference_id = store.value(
        "SELECT id FROM conference WHERE type = ? AND counted_from <= ? AND limit_on BETWEEN ? AND ? "
        "AND status <> 'cancelled' ORDER BY limit_on DESC LIMIT 1",
        (what, first, first + timedelta(days=10), last),
    )
    now = datetime.combine(first, time(8))
    found = find_slots(store, conference_id, now=now, first=first, last=last)
    if len(found.slots) < 5 or (found.first, found.last) != (first, last):
        raise SystemExit(f"the search for a {what} is not what was to be measured: {found}")
    return lambda: find_slots(store, conference_id, now=now, first=first, last=last)


@contextmanager
def _few_chairs_and_rooms(store: Store) -> Iterator[None]:
    """The others are out of use meanwhile; nothing of that is kept."""
    store.db.execute("BEGIN IMMEDIATE")
    try:
        for table, most in (("chair", CHAIRS), ("room", ROOMS)):
            keep = f"SELECT id FROM {table} ORDER BY id LIMIT {most}"
            store.db.execute(f"UPDATE {table} SET active = 0 WHERE id NOT IN ({keep})")
        yield
    finally:
        store.db.execute("ROLLBACK")
