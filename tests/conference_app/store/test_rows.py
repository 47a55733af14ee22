"""Rows become dataclasses in the same way however many there are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

import pytest

from conference_app.domain.conference_status import Status
from conference_app.store.rows import FEW, read_all
from conference_app.store.store import Store


@dataclass(slots=True)
class Booking:
    reference: str
    status: Status
    starts_at: datetime | None
    limit_on: date | None
    rooms: tuple[str, ...]
    restricted: bool = True


@pytest.mark.parametrize("number", [0, 1, FEW, FEW + 1, FEW * 2])
@pytest.mark.parametrize("starts_at", ["2027-03-12T09:30", None])
def test_few_rows_are_read_as_many(memory: Store, number: int, starts_at: str | None) -> None:
    rows = memory.rows(
        "WITH RECURSIVE line(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM line) "
        "SELECT 'CP-' || n, 'booked', iif(n % 2, ?, NULL), '2027-03-30', 'A,B', n % 2 FROM line LIMIT ?",
        (starts_at, number),
    )
    then = datetime.fromisoformat(starts_at) if starts_at else None
    assert read_all(Booking, rows) == [
        Booking(f"CP-{n}", Status.BOOKED, then if n % 2 else None, date(2027, 3, 30), ("A", "B"), bool(n % 2))
        for n in range(1, number + 1)
    ]


@pytest.mark.parametrize("number", [1, FEW + 1])
def test_later_fields_may_be_absent(memory: Store, number: int) -> None:
    rows = memory.rows("SELECT 'CP-1', 'held', NULL, NULL, ''") * number
    found = read_all(Booking, rows)
    assert found == [Booking("CP-1", Status.HELD, None, None, ())] * number
    assert found[0].restricted is True
    assert type(found[0].status) is Status
