"""Many rows at once: in the order of the columns, under the same rules, all or nothing."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from conference_app.domain.errors import RuleBroken
from conference_app.store import bulk
from conference_app.store.store import Store

BOOKED = ("id", "reference", "type", "family_id", "status", "requested_on", "starts_at", "ends_at", "chair_id")
ROWS = {
    "family": [[1, "Marlowe"], [2, "Thistlewood"]],
    "chair": [[1, "Rosalind Osei"]],
    "conference": [
        [
            1,
            "CP-2027-0001",
            "initial",
            1,
            "booked",
            date(2027, 3, 1),
            datetime(2027, 3, 10, 9, 30),
            datetime(2027, 3, 10, 11, 30),
            1,
        ]
    ],
}
COLUMNS = {"family": ("id", "name"), "chair": ("id", "name"), "conference": BOOKED}


def keep(store: Store, rows: dict[str, list[list[object]]], statuses: list[tuple[str, int]]) -> None:
    with store.write() as writing:
        bulk.keep_rows(writing, COLUMNS, rows, statuses)
        writing.record("example_made", "store", 1)


def test_rows_go_in_and_come_back_in_the_stores_own_form(memory: Store) -> None:
    keep(memory, ROWS, [])
    found = memory.row("SELECT requested_on, starts_at FROM conference")
    assert found is not None
    assert tuple(found) == ("2027-03-01", "2027-03-10T09:30")
    assert bulk.highest_ids(memory)["family"] == 2
    assert bulk.has_conferences(memory)


def test_the_paediatrician_rule_holds_for_many_as_for_one(memory: Store) -> None:
    with pytest.raises(RuleBroken, match="no_paediatrician"):
        keep(memory, ROWS, [("invited", 1)])
    assert not bulk.has_conferences(memory)


def test_nobody_is_booked_twice(memory: Store) -> None:
    twice = [*ROWS["conference"], [2, "CP-2027-0002", "initial", 2, *ROWS["conference"][0][4:]]]
    with pytest.raises(RuleBroken, match="chair_taken"):
        keep(memory, {**ROWS, "conference": twice}, [])


def test_a_column_that_does_not_exist_is_our_mistake(memory: Store) -> None:
    with pytest.raises(KeyError, match="chair has no column colour"), memory.write() as writing:
        writing.insert_many("chair", ["name", "colour"], [["Mary Osei", "red"]])


def test_equal_values_of_other_kinds_are_kept_apart_or_alike(memory: Store) -> None:
    """True is kept as 1, and a day is not the midnight it begins with."""
    with memory.write() as writing:
        writing.insert_many("chair", ["id", "name", "active"], [[1, "Mary Osei", True], [2, "Ben Ali", 1]])
        writing.record("added", "chair", 1)
    assert [tuple(row) for row in memory.rows("SELECT id, active FROM chair ORDER BY id")] == [(1, 1), (2, 1)]


def test_many_rows_need_an_event_too(memory: Store) -> None:
    with pytest.raises(RuntimeError, match="without an audit event"), memory.write() as writing:
        writing.insert_many("chair", ["name"], [["Mary Osei"]])


def test_a_write_that_is_over_takes_no_more(memory: Store) -> None:
    with memory.write() as writing:
        pass
    with pytest.raises(RuntimeError, match="over"):
        writing.insert_many("chair", ["name"], [["Mary Osei"]])
