"""The checks find what is wrong and say nothing is when nothing is."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from conference_app.store.backup import backup_store
from conference_app.store.check import check, quick_check
from conference_app.store.store import Store
from tests.conference_app.store.trial_store import at_nine


def failing(store: Store, backups: Path | None = None) -> list[str]:
    return [result.name for result in check(store, backups) if not result.ok]


def test_a_good_store_passes(store: Store, tmp_path: Path) -> None:
    assert failing(store, tmp_path) == []
    assert [result.name for result in check(store)] == ["file", "cipher", "foreign keys", "audit trail"]
    assert quick_check(store).ok


@pytest.mark.parametrize(
    ("statement", "names"),
    [
        ("INSERT INTO agency (name, group_code) VALUES ('Nobody', 'nowhere')", ["foreign keys"]),
        ("UPDATE audit SET actor = 'Nobody'", ["audit trail"]),
    ],
)
def test_each_fault_is_named(memory: Store, statement: str, names: list[str]) -> None:
    memory.db.execute("PRAGMA foreign_keys=OFF")
    memory.db.execute("DROP TRIGGER audit_is_never_changed")
    memory.db.execute(statement)
    assert failing(memory) == names


def test_a_store_put_back_to_an_earlier_state_is_found(store: Store, tmp_path: Path) -> None:
    """Whole in itself: only the head kept with the backup knows of the events that are gone."""
    with store.write() as writing:
        writing.record("open", "family", 1)
    backup_store(store, tmp_path, at_nine() + timedelta(hours=1))
    assert failing(store, tmp_path) == []
    store.db.execute("DROP TRIGGER audit_is_never_deleted")
    store.db.execute("DELETE FROM audit WHERE seq = 2")
    store.db.execute("UPDATE sqlite_sequence SET seq = 1 WHERE name = 'audit'")
    assert failing(store) == []
    assert failing(store, tmp_path) == ["last backup"]
