"""Backups: verified before they get their name, found again, thinned out, and of use without the store."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from conference_app.domain.errors import StoreProblem
from conference_app.store import backup, keys
from conference_app.store.store import Store, memory_store, open_store
from tests.conference_app.store.trial_store import PASSPHRASE, at_nine

NOW = datetime(2027, 3, 12, 17, 0, tzinfo=UTC)


def add_chair(store: Store, name: str) -> None:
    with store.write() as writing:
        writing.record("add", "chair", writing.insert("chair", name=name))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "backups").mkdir()
    return tmp_path / "backups"


def good(store: Store, path: Path) -> bool:
    return all(result.ok for result in backup.verify_backup(store, path))


def test_a_backup_opens_as_a_store_with_everything_in_it(store: Store, folder: Path) -> None:
    add_chair(store, "Mary Osei")
    made = backup.backup_store(store, folder, NOW)
    assert made.counts["chair"] == 1
    assert (made.audit_seq, made.audit_hash) == (2, store.audit_head().hash)
    assert good(store, folder / made.file)
    with open_store(folder / made.file, passphrase=PASSPHRASE, actor="A", now=at_nine) as copy:
        assert copy.value("SELECT name FROM chair") == "Mary Osei"


def test_a_backup_does_not_disturb_the_store(store: Store, folder: Path) -> None:
    backup.backup_store(store, folder, NOW)
    add_chair(store, "Mary Osei")
    assert store.value("PRAGMA journal_mode") == "wal"
    assert store.value("SELECT count(*) FROM chair") == 1


def test_a_backup_has_its_own_salt(store: Store, path: Path, folder: Path) -> None:
    made = backup.backup_store(store, folder, NOW)
    store.close()
    assert (folder / made.file).read_bytes()[:16] != path.read_bytes()[:16]


def test_nothing_but_finished_backups_is_left(store: Store, folder: Path) -> None:
    made = backup.backup_store(store, folder, NOW)
    again = backup.backup_store(store, folder, NOW)
    expected = {f"{each.file}{ending}" for each in (made, again) for ending in ("", ".keys", ".json")}
    assert {it.name for it in folder.iterdir()} == expected


def test_a_failed_backup_leaves_nothing(store: Store, folder: Path) -> None:
    for guard in store.rows("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'audit'"):
        store.db.execute(f'DROP TRIGGER "{guard["name"]}"')
    store.db.execute("UPDATE audit SET actor = 'Nobody'")
    with pytest.raises(StoreProblem) as refused:
        backup.backup_store(store, folder, NOW)
    assert (refused.value.code, refused.value.facts["why"]) == ("backup_failed", "event 1 was changed")
    assert list(folder.iterdir()) == []


def test_a_backup_needs_a_folder(store: Store, tmp_path: Path) -> None:
    with pytest.raises(StoreProblem, match="folder_missing"):
        backup.backup_store(store, tmp_path / "nowhere", NOW)


def test_a_store_in_memory_can_be_backed_up(memory: Store, folder: Path) -> None:
    assert good(memory, folder / backup.backup_store(memory, folder, NOW).file)


@pytest.mark.parametrize("offset", [0, 20, 5000, -1])
def test_a_damaged_backup_is_found(store: Store, folder: Path, offset: int) -> None:
    path = folder / backup.backup_store(store, folder, NOW).file
    damaged = bytearray(path.read_bytes())
    damaged[offset] ^= 1
    path.write_bytes(damaged)
    assert not good(store, path)


def test_a_backup_of_another_store_is_not_ours(store: Store, folder: Path) -> None:
    path = folder / backup.backup_store(store, folder, NOW).file
    with memory_store() as other:
        assert not good(other, path)


def test_the_last_good_backup_is_the_newest_complete_one(store: Store, folder: Path) -> None:
    assert backup.last_good_backup(folder) is None
    assert backup.last_good_backup(folder / "nowhere") is None
    first = backup.backup_store(store, folder, NOW)
    second = backup.backup_store(store, folder, NOW + timedelta(hours=1))
    assert backup.last_good_backup(folder, store.store_id) == second
    assert backup.last_good_backup(folder, "0" * 32) is None
    os.truncate(folder / second.file, 4096)
    assert backup.last_good_backup(folder) == first
    (folder / f"{first.file}.json").write_text("{")
    assert backup.last_good_backup(folder) is None


def test_pruning_removes_backup_keys_and_manifest_together(store: Store, folder: Path) -> None:
    old = backup.backup_store(store, folder, NOW - timedelta(days=800))
    older = backup.backup_store(store, folder, NOW - timedelta(days=800, hours=1))
    new = backup.backup_store(store, folder, NOW)
    abandoned = folder / "x.backup.abcd.partial"
    abandoned.touch()
    os.utime(abandoned, (0, 0))
    assert backup.prune(folder, store.store_id, NOW) == [older.file]
    assert [made.file for made in backup.backups(folder)] == [new.file, old.file]
    assert not keys.keys_path(folder / older.file).exists()
    assert not abandoned.exists()


def test_what_is_worth_keeping_thins_out_with_age() -> None:
    every_hour = [NOW - timedelta(hours=hours) for hours in range(24 * 500)]
    kept = sorted(backup.worth_keeping(every_hour, NOW), reverse=True)
    by_age = [(NOW - moment).days for moment in kept]
    assert len([age for age in by_age if age < 2]) == 48
    assert len({moment.date() for moment in kept if moment.date() > NOW.date() - timedelta(days=14)}) == 14
    assert len({moment.strftime("%Y-%m") for moment in kept}) == 12
    assert len(kept) < 48 + 14 + 8 + 12
    assert backup.worth_keeping([NOW - timedelta(days=900)], NOW) == {NOW - timedelta(days=900)}
    assert backup.worth_keeping([], NOW) == set()
