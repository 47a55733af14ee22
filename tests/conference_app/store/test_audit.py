"""The trail: every change of it, behind the guards' back, is found and named."""

from __future__ import annotations

import hashlib
import json
from datetime import date

import pytest

from conference_app.domain.errors import RuleBroken
from conference_app.store import audit
from conference_app.store.store import Store


def fill(store: Store, number: int = 5) -> None:
    for n in range(1, number + 1):
        with store.write() as writing:
            writing.record("open", "family", n, reason="asked to", due=date(2027, 3, 12), names={"b", "a"})


def without_guards(store: Store, statement: str) -> None:
    """Somebody with the key and a database tool."""
    guards = store.rows("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name LIKE 'audit%'")
    for guard in guards:
        store.db.execute(f'DROP TRIGGER "{guard["name"]}"')
    store.db.execute("PRAGMA foreign_keys=OFF")
    store.db.execute(statement)


def fault(store: Store) -> str:
    return audit.first_fault(store.db, store.store_id)


def test_an_event_says_who_when_what_and_why(memory: Store) -> None:
    fill(memory, 1)
    event = memory.row("SELECT * FROM audit ORDER BY seq DESC")
    assert event is not None
    assert (event["actor"], event["at_utc"]) == ("Test Coordinator", "2027-03-01T09:00:00.000Z")
    assert (event["action"], event["entity"], event["entity_id"]) == ("open", "family", 1)
    assert event["reason"] == "asked to"
    detail = memory.value("SELECT json FROM audit_detail WHERE seq = ?", [event["seq"]])
    assert json.loads(detail) == {"due": "2027-03-12", "names": ["a", "b"]}


def test_a_trail_left_alone_is_good(memory: Store) -> None:
    fill(memory)
    assert fault(memory) == ""
    assert memory.audit_head().seq == 6


@pytest.mark.parametrize(
    ("statement", "found"),
    [
        ("UPDATE audit SET actor = 'Nobody' WHERE seq = 3", "event 3 was changed"),
        ("UPDATE audit SET hash = prev WHERE seq = 6", "event 6 was changed"),
        ("DELETE FROM audit WHERE seq = 4", "event 4 is missing"),
        ("DELETE FROM audit WHERE seq > 4", "events 5 to 6 are missing"),
        ("UPDATE audit_detail SET json = '{}' WHERE seq = 2", "the detail of event 2 was changed"),
    ],
)
def test_tampering_is_found(memory: Store, statement: str, found: str) -> None:
    fill(memory)
    without_guards(memory, statement)
    assert fault(memory) == found


def test_a_trail_of_another_store_is_found(memory: Store) -> None:
    assert audit.first_fault(memory.db, "0" * 32) == "event 1 was changed"


def test_a_lawful_erasure_of_detail_leaves_the_trail_good(memory: Store) -> None:
    fill(memory)
    with memory.write() as writing:
        writing.execute("DELETE FROM audit_detail WHERE seq = 3")
        writing.record("erase", "family", 2)
    assert fault(memory) == ""


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit SET actor = 'Nobody'",
        "DELETE FROM audit",
        "INSERT OR REPLACE INTO audit SELECT * FROM audit WHERE seq = 1",
        "UPDATE audit_detail SET json = '{}'",
        "INSERT OR REPLACE INTO audit_detail SELECT seq, salt, '{}' FROM audit_detail",
        "UPDATE store SET kind = 'example'",
        "DELETE FROM store",
    ],
)
def test_the_database_itself_refuses(memory: Store, statement: str) -> None:
    fill(memory)
    with pytest.raises(RuleBroken), memory.write() as writing:
        writing.execute(statement)


def test_an_event_holds_only_what_can_be_read_back(memory: Store) -> None:
    with pytest.raises(TypeError, match="cannot hold"), memory.write() as writing:
        writing.record("open", "family", 1, thing=object())


def test_the_hash_of_an_event_is_worked_out_as_in_every_earlier_store(memory: Store) -> None:
    fill(memory, 2)
    seq = memory.audit_head().seq
    event = dict(zip(*_event(memory, seq), strict=True))
    found, prev = event.pop("hash"), event.pop("prev")
    text = json.dumps(event, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    assert found == hashlib.sha256(f"{prev}{text}".encode()).hexdigest()
    assert prev == memory.value("SELECT hash FROM audit WHERE seq = ?", [seq - 1])


def _event(store: Store, seq: int) -> tuple[list[str], list[object]]:
    row = store.row("SELECT * FROM audit WHERE seq = ?", [seq])
    assert row is not None
    return row.keys(), list(row)
