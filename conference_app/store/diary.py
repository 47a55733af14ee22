"""What is taken in the diary: the bookings that keep a chair, a room and a family."""

from __future__ import annotations

from datetime import date

from conference_app.domain.listings import Taken
from conference_app.store.rows import columns, read_all
from conference_app.store.store import Store


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
