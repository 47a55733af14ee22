"""Creating and opening: what opens, what is refused, and that a refusal leaves the disk as it was."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest

from conference_app.domain.errors import RuleBroken, StoreProblem
from conference_app.store import keys, migrations
from conference_app.store.store import (
    Store,
    backups_beside,
    change_passphrase,
    create_store,
    has_open_slot,
    memory_store,
    new_recovery_code,
    open_store,
)
from tests.conference_app.store.trial_store import CHEAP, PASSPHRASE, at_nine


def opened(path: Path, **way: str) -> Store:
    return open_store(path, actor="Ada Rowe", now=at_nine, **way)  # type: ignore[arg-type]


def refusal(path: Path, **way: str) -> str:
    """The code opening is refused with; everything in the folder stays as it was, to the byte."""
    before = content(path.parent)
    with pytest.raises(StoreProblem) as refused:
        opened(path, **way)
    assert content(path.parent) == before
    return refused.value.code


def content(folder: Path) -> dict[str, bytes]:
    return {it.name: it.read_bytes() for it in folder.iterdir() if it.is_file()} if folder.is_dir() else {}


def example_at(path: Path) -> Path:
    path.parent.mkdir(exist_ok=True)
    create_store(path, passphrase=None, example=True, actor="Ada Rowe", now=at_nine)[0].close()
    return path


def test_a_new_store_opens_with_its_passphrase(store: Store, path: Path) -> None:
    store.close()
    with opened(path, passphrase=PASSPHRASE) as again:
        assert (again.path, again.store_id, again.example) == (path, store.store_id, False)
        assert again.actor == "Ada Rowe"
        assert again.value("SELECT action FROM audit") == "create"


def test_the_form_in_which_letters_were_typed_does_not_matter(path: Path) -> None:
    path.parent.mkdir()
    create_store(path, passphrase="Llŷr und Zoë ﬁ", actor="A", now=at_nine, cost=CHEAP)[0].close()
    opened(path, passphrase="Lly\u0302r und Zoe\u0308 fi").close()


def test_a_new_store_opens_with_its_recovery_code(store: Store, path: Path, recovery_code: list[str]) -> None:
    store.close()
    code = recovery_code[0]
    assert len(code.split("-")) == 8
    typed = code.lower().replace("-", " ").replace("1", "l").replace("0", "o")
    opened(path, recovery_code=typed).close()


def test_wrong_secrets_are_refused(store: Store, path: Path, recovery_code: list[str]) -> None:
    store.close()
    assert refusal(path, passphrase="nine green bottle") == "wrong_passphrase"
    assert refusal(path, passphrase="") == "wrong_passphrase"
    assert refusal(path, recovery_code=recovery_code[0][:-1] + "?") == "wrong_recovery_code"
    assert refusal(path, recovery_code=PASSPHRASE) == "wrong_recovery_code"
    assert refusal(path) == "passphrase_needed"


def test_an_example_store_asks_for_nothing(tmp_path: Path) -> None:
    path = example_at(tmp_path / "example.store")
    assert has_open_slot(path)
    with opened(path) as store:
        assert store.example
    assert b"SQLite format" not in path.read_bytes()  # encrypted all the same


def test_a_real_store_never_has_an_open_slot(store: Store, path: Path) -> None:
    store.close()
    assert not has_open_slot(path)
    with pytest.raises(ValueError, match="takes none"):
        create_store(path.with_name("other"), passphrase=None, actor="A", now=at_nine)
    with pytest.raises(ValueError, match="open slot"):
        keys.with_open_slot(keys.load(path), b"k" * 32)


def test_an_open_slot_on_a_real_store_is_refused(store: Store, path: Path) -> None:
    """Made by somebody who has the key; even with the passphrase the store is not opened."""
    key = bytes.fromhex(store.raw_key)
    store.close()
    as_if = keys.Keys(store.store_id, "example", ())
    forged = keys.with_passphrase(keys.with_open_slot(as_if, key), key, PASSPHRASE, CHEAP)
    keys.save(path, forged)
    assert refusal(path) == "store_damaged"
    assert refusal(path, passphrase=PASSPHRASE) == "store_damaged"
    true_kind = json.loads(keys.keys_path(path).read_text()) | {"kind": "real"}
    keys.keys_path(path).write_text(json.dumps(true_kind))
    assert refusal(path) == "passphrase_needed"  # sealed as an example store's, it opens nothing


def test_an_open_slot_made_for_a_real_store_is_refused(store: Store, path: Path) -> None:
    key = bytes.fromhex(store.raw_key)
    store.close()
    forged = keys._with(keys.load(path), key, "open", "", None)
    keys.save(path, forged)
    assert refusal(path) == "open_slot_refused"
    assert refusal(path, passphrase=PASSPHRASE) == "open_slot_refused"


def test_a_slot_opens_nothing_elsewhere(store: Store, path: Path) -> None:
    store.close()
    mine = json.loads(keys.keys_path(path).read_text())
    for changed in ({"store_id": "0" * 32}, {"slots": [slot | {"id": "0" * 16} for slot in mine["slots"]]}):
        keys.keys_path(path).write_text(json.dumps(mine | changed))
        assert refusal(path, passphrase=PASSPHRASE) == "wrong_passphrase"


def test_the_passphrase_can_be_changed(store: Store, path: Path) -> None:
    change_passphrase(store, "ten brown bottles", passphrase=PASSPHRASE, cost=CHEAP)
    assert store.value("SELECT action FROM audit ORDER BY seq DESC") == "change_passphrase"
    store.close()
    assert refusal(path, passphrase=PASSPHRASE) == "wrong_passphrase"
    opened(path, passphrase="ten brown bottles").close()


def test_the_passphrase_can_be_changed_by_the_recovery_code(store: Store, path: Path, recovery_code: list[str]) -> None:
    change_passphrase(store, "ten brown bottles", recovery_code=recovery_code[0], cost=CHEAP)
    store.close()
    opened(path, passphrase="ten brown bottles").close()


def test_a_change_of_passphrase_needs_the_old_one(store: Store, path: Path) -> None:
    before = keys.keys_path(path).read_bytes()
    with pytest.raises(StoreProblem, match="wrong_passphrase"):
        change_passphrase(store, "ten brown bottles", passphrase="nonsense", cost=CHEAP)
    with pytest.raises(RuleBroken, match="passphrase_too_short"):
        change_passphrase(store, "too short", passphrase=PASSPHRASE, cost=CHEAP)
    assert keys.keys_path(path).read_bytes() == before


def test_a_recovery_code_can_be_replaced(store: Store, path: Path, recovery_code: list[str]) -> None:
    code = new_recovery_code(store, passphrase=PASSPHRASE)
    store.close()
    assert refusal(path, recovery_code=recovery_code[0]) == "wrong_recovery_code"
    opened(path, recovery_code=code).close()
    opened(path, passphrase=PASSPHRASE).close()


def test_a_short_passphrase_creates_nothing(tmp_path: Path) -> None:
    with pytest.raises(RuleBroken) as refused:
        create_store(tmp_path / "a.store", passphrase=" elevenchars ", actor="A", now=at_nine)
    assert refused.value.code == "passphrase_too_short"
    assert content(tmp_path) == {}


def test_a_store_is_never_created_over_anything(store: Store, path: Path) -> None:
    store.close()
    before = content(path.parent)
    for place in (path, path.parent):
        with pytest.raises(StoreProblem, match="store_exists"):
            create_store(place, passphrase=PASSPHRASE, actor="A", now=at_nine, cost=CHEAP)
    assert content(path.parent) == before


def test_a_store_needs_a_folder(tmp_path: Path) -> None:
    with pytest.raises(StoreProblem, match="folder_missing"):
        create_store(tmp_path / "nowhere" / "a", passphrase=PASSPHRASE, actor="A", now=at_nine, cost=CHEAP)
    assert not (tmp_path / "nowhere").exists()


def test_keys_without_their_store_are_set_aside(store: Store, path: Path) -> None:
    store.close()
    orphan = keys.keys_path(path).read_bytes()
    path.unlink()
    create_store(path, passphrase=PASSPHRASE, actor="A", now=at_nine, cost=CHEAP)[0].close()
    (aside,) = path.parent.glob("*.before")
    assert aside.read_bytes() == orphan


def test_nobody_else_may_read_the_files(store: Store, path: Path) -> None:
    assert {it.stat().st_mode & 0o077 for it in path.parent.iterdir()} == {0}


def test_each_thing_that_is_not_a_store_has_its_own_refusal(store: Store, path: Path, tmp_path: Path) -> None:
    store.close()
    keys_file = keys.keys_path(path)
    assert refusal(path.with_name("missing"), passphrase=PASSPHRASE) == "no_store"
    assert refusal(tmp_path, passphrase=PASSPHRASE) == "not_a_store"
    assert refusal(keys_file, passphrase=PASSPHRASE) == "not_a_store"
    other = tmp_path / "other program.db"
    with sqlite3.connect(other) as db:
        db.execute("CREATE TABLE t (x)")
    db.close()
    assert refusal(other, passphrase=PASSPHRASE) == "not_a_store"
    (tmp_path / "empty").touch()
    assert refusal(tmp_path / "empty", passphrase=PASSPHRASE) == "not_a_store"
    saved = keys_file.read_text()
    keys_file.unlink()
    assert refusal(path, passphrase=PASSPHRASE) == "keys_missing"
    for damaged in ("", "{}", "[]", "null", saved[:-9], saved.replace('"lanes": 1', '"lanes": 9999'), "\x00"):
        keys_file.write_text(damaged)
        assert refusal(path, passphrase=PASSPHRASE) == "keys_damaged"
    keys_file.write_text(saved)
    opened(path, passphrase=PASSPHRASE).close()


def test_a_store_with_the_keys_of_another_is_refused(store: Store, path: Path, tmp_path: Path) -> None:
    store.close()
    other = tmp_path / "other.store"
    create_store(other, passphrase=PASSPHRASE, actor="A", now=at_nine, cost=CHEAP)[0].close()
    keys.keys_path(path).write_bytes(keys.keys_path(other).read_bytes())
    assert refusal(path, passphrase=PASSPHRASE) == "store_damaged"
    path.write_bytes(b"")
    assert refusal(path, passphrase=PASSPHRASE) == "store_damaged"


def test_a_store_of_a_newer_version_is_refused(tmp_path: Path) -> None:
    path = example_at(tmp_path / "example.store")
    with opened(path) as store:
        store.db.execute(f"PRAGMA user_version = {migrations.LATEST + 1}")
    assert refusal(path) == "store_too_new"


def test_an_older_store_is_backed_up_and_brought_up_to_date(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as earlier:
        earlier.setattr(migrations, "_ALL", migrations._ALL[:1])
        earlier.setattr(migrations, "LATEST", 1)
        path = example_at(tmp_path / "example.store")
    with opened(path) as store, memory_store() as fresh:
        schema = "SELECT sql FROM sqlite_master ORDER BY name"
        assert [row[0] for row in store.rows(schema)] == [row[0] for row in fresh.rows(schema)]
        assert store.value("SELECT action FROM audit ORDER BY seq DESC") == "migrate"
        assert store.value("PRAGMA foreign_keys") == 1
    (copy,) = backups_beside(path).glob("*.backup")
    with opened(copy) as older:  # a backup is a store of its own, with its keys beside it
        assert older.store_id == store.store_id
    opened(path).close()


def test_a_failing_step_leaves_the_older_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Broken:
        NAME = "m999_broken"
        SQL = "CREATE TABLE half_done (x TEXT) STRICT; INSERT INTO nowhere VALUES (1);"

    path = example_at(tmp_path / "example.store")
    monkeypatch.setattr(migrations, "_ALL", (*migrations._ALL, Broken))
    monkeypatch.setattr(migrations, "LATEST", migrations.LATEST + 1)
    with pytest.raises(Exception, match="nowhere"):
        opened(path)
    monkeypatch.undo()
    with opened(path) as store:
        assert store.value("SELECT count(*) FROM sqlite_master WHERE name = 'half_done'") == 0
        assert store.value("SELECT count(*) FROM audit") == 1


def test_the_key_is_nowhere_to_be_read(store: Store, path: Path) -> None:
    raw_key = store.raw_key
    store.close()
    for name, found in content(path.parent).items():
        assert raw_key.encode() not in found, name
        assert bytes.fromhex(raw_key) not in found, name
    assert raw_key not in repr(store)
