"""Creating, opening and re-keying stores; refusals say why and leave everything on the disk as it was."""

from __future__ import annotations

import contextlib
import secrets
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from conference_app.domain.errors import StoreProblem
from conference_app.store import audit, files, keys, migrations, place
from conference_app.store.connection import Clock, Store, Writing
from conference_app.store.keys import Cost, StoreKind
from conference_app.store.sqlite import Row, connect, engine, problem

__all__ = [
    "Clock",
    "Cost",
    "Row",
    "Store",
    "Writing",
    "backups_beside",
    "change_passphrase",
    "create_store",
    "has_open_slot",
    "memory_store",
    "new_recovery_code",
    "open_store",
    "second_connection",
]

_TIME_IN_TESTS = datetime(2027, 3, 1, 9, 0, tzinfo=UTC)


def create_store(
    path: Path,
    *,
    passphrase: str | None,
    authority: str = "",
    example: bool = False,
    actor: str,
    now: Clock,
    cost: Cost | None = None,
) -> tuple[Store, str | None]:
    """A new store at `path` with its keys file, and the recovery code to print once.

    An example store takes no passphrase and has no recovery code. Raises RuleBroken("passphrase_too_short")
    and StoreProblem: store_exists, folder_missing, store_read_only, network_share, disk_full.
    """
    if example != (passphrase is None):
        raise ValueError("a real store needs a passphrase, an example store takes none")
    place.check_new(path)
    kind: StoreKind = "example" if example else "real"
    store_key, store_id = keys.new_store_key(), secrets.token_hex(16)
    ways_in, recovery_code = _first_keys(store_id, kind, store_key, passphrase, cost or Cost())
    with _files_of_a_new_store(path) as partial:
        _build(connect(partial, store_key.hex(), mode="rwc"), store_id, kind, authority, actor, now).close()
        partial.chmod(0o600)
        _place(partial, path, ways_in)
    return _opened(path, store_key.hex(), audit.witness(actor), now), recovery_code


def open_store(
    path: Path,
    *,
    passphrase: str | None = None,
    recovery_code: str | None = None,
    actor: str,
    now: Clock,
    patience: float = 5.0,
) -> Store:
    """The store at `path`; one of an older version is backed up beside itself and brought up to date.

    Without passphrase or recovery code only an example store opens. `patience` is how many seconds to wait
    for another writer. Raises StoreProblem: no_store, not_a_store, keys_missing, keys_damaged,
    passphrase_needed, wrong_passphrase, wrong_recovery_code, open_slot_refused, store_damaged, store_too_new,
    store_read_only, store_busy, network_share, disk_full, disk_error.
    """
    place.check_existing(path)
    ways_in = _keys_beside(path)
    store_key = keys.store_key(ways_in, passphrase=passphrase, recovery_code=recovery_code)
    if not place.whole_pages(path):
        raise StoreProblem("store_damaged", path=str(path))
    store = _opened(path, store_key.hex(), audit.witness(actor), now, patience)
    if store.store_id != ways_in.store_id or store.example != (ways_in.store_kind == "example"):
        store.close()
        raise StoreProblem("store_damaged", path=str(path))
    if ways_in.has_open_slot() and not store.example:
        store.close()
        raise StoreProblem("open_slot_refused", path=str(path))
    return store


def second_connection(store: Store) -> Store:
    """Another connection to the same store, to be called in the thread that will use it."""
    if store.path is None:
        raise ValueError("a store in memory has one connection")
    return _opened(store.path, store.raw_key, store.who, store.now)


def memory_store(*, example: bool = False, actor: str = "Test Coordinator", now: Clock | None = None) -> Store:
    """A store without a file, for tests and trials."""
    now = now or (lambda: _TIME_IN_TESTS)
    raw_key = keys.new_store_key().hex()
    kind: StoreKind = "example" if example else "real"
    db = _build(connect(None, raw_key), secrets.token_hex(16), kind, "", actor, now)
    return _store(db, None, raw_key, audit.witness(actor), now)


def backups_beside(path: Path) -> Path:
    """The folder in which a store's own backups are kept."""
    return path.parent / "backups"


def has_open_slot(path: Path) -> bool:
    """Whether the store at `path` asks for no passphrase; False if its keys cannot be read."""
    try:
        return keys.load(path).has_open_slot()
    except (StoreProblem, OSError):
        return False


def change_passphrase(
    store: Store,
    new: str,
    *,
    passphrase: str | None = None,
    recovery_code: str | None = None,
    cost: Cost | None = None,
) -> None:
    """Let `new` open the store instead of the passphrase so far; the old one or the recovery code proves the
    right to it. The store itself is not rewritten."""
    path, store_key, ways_in = _proven(store, passphrase, recovery_code)
    changed = keys.with_passphrase(ways_in, store_key, new, cost or Cost())
    _save_keys(store, path, ways_in, changed, "change_passphrase")


def new_recovery_code(store: Store, *, passphrase: str) -> str:
    """Replace the recovery code, once used or lost, by a new one to print."""
    path, store_key, ways_in = _proven(store, passphrase, None)
    code = keys.new_recovery_code()
    changed = keys.with_recovery_code(ways_in.without("recovery"), store_key, code)
    _save_keys(store, path, ways_in, changed, "change_recovery_code")
    return code


def _first_keys(
    store_id: str, kind: StoreKind, store_key: bytes, passphrase: str | None, cost: Cost
) -> tuple[keys.Keys, str | None]:
    none_yet = keys.Keys(store_id, kind, ())
    if passphrase is None:
        return keys.with_open_slot(none_yet, store_key), None
    code = keys.new_recovery_code()
    by_passphrase = keys.with_passphrase(none_yet, store_key, passphrase, cost)
    return keys.with_recovery_code(by_passphrase, store_key, code), code


@contextlib.contextmanager
def _files_of_a_new_store(path: Path) -> Iterator[Path]:
    """A name to build under; if that fails nothing is left under it."""
    partial = path.with_name(f"{path.name}.{secrets.token_hex(4)}.partial")
    try:
        partial.with_name(partial.name + "-journal").exists()  # the longest name of all; OSError if it is too long
        yield partial
    except BaseException as error:
        for ending in ("", "-wal", "-shm", "-journal"):
            with contextlib.suppress(OSError):
                partial.with_name(partial.name + ending).unlink(missing_ok=True)
        raise _as_problem(error, path) from error


def _as_problem(error: BaseException, path: Path) -> BaseException:
    if isinstance(error, engine.Error):
        return problem(error)
    if isinstance(error, OSError):
        return files.disk_problem(error, path)
    return error


def _place(partial: Path, path: Path, ways_in: keys.Keys) -> None:
    """Give a finished store its name, the keys first: a store without keys could never be opened.

    Keys already there have lost their store but may still open a backup: kept, under another name.
    """
    keys_file = keys.keys_path(path)
    if keys_file.exists():
        keys_file.rename(keys_file.with_name(f"{keys_file.name}.{secrets.token_hex(4)}.before"))
    keys.save(path, ways_in)
    try:
        partial.rename(path)
    except OSError:
        keys_file.unlink()
        raise
    files.sync_folder(path.parent)


def _build(db: Any, store_id: str, kind: StoreKind, authority: str, actor: str, now: Clock) -> Any:
    """Fill an empty database; its connection is closed if that fails."""
    try:
        db.execute("PRAGMA journal_mode=WAL")
        with _migrating(db):
            migrations.apply(db)
            at = now()
            db.execute(
                "INSERT INTO store (id, store_id, kind, authority, created_at) VALUES (1, ?, ?, ?, ?)",
                (store_id, kind, authority, audit.utc_text(at)),
            )
            audit.append(
                db,
                store_id,
                audit.witness(actor),
                at,
                action="create",
                entity="store",
                entity_id=1,
                reason="",
                recipients="",
                facts={"kind": kind, "version": migrations.LATEST},
            )
    except BaseException:
        db.close()
        raise
    return db


@contextlib.contextmanager
def _migrating(db: Any) -> Iterator[None]:
    """One transaction for all steps, with foreign keys off: rebuilt tables would set off their actions."""
    db.execute("PRAGMA foreign_keys=OFF")
    db.execute("BEGIN IMMEDIATE")
    try:
        yield
        db.execute("COMMIT")
    except BaseException:
        if db.in_transaction:
            db.execute("ROLLBACK")
        raise
    finally:
        db.execute("PRAGMA foreign_keys=ON")


def _keys_beside(path: Path) -> keys.Keys:
    try:
        return keys.load(path)
    except StoreProblem as missing:
        if missing.code == "keys_missing" and not _may_be_a_store(path):
            raise StoreProblem("not_a_store", path=str(path)) from None
        raise


def _may_be_a_store(path: Path) -> bool:
    """Whether an encrypted store could be in a file without keys; asked through SQLite, because opening a
    store's file any other way drops the locks this process holds on it."""
    if not place.whole_pages(path):
        return False
    db = engine.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)
    try:
        db.execute("PRAGMA cipher_log_level = NONE")
        db.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except engine.DatabaseError:
        return True
    finally:
        db.close()
    return False  # readable without a key: some other program's database


def _opened(path: Path, raw_key: str, who: audit.Witness, now: Clock, patience: float = 5.0) -> Store:
    if not place.has_room_to_open(path):
        raise StoreProblem("disk_full", path=str(path))
    try:
        db = connect(path, raw_key, patience=patience)
    except engine.Error as error:
        raise _with_path(problem(error), path) from error
    try:
        taken = migrations.version(db)
        if taken > migrations.LATEST:
            raise StoreProblem("store_too_new", path=str(path))
        if taken == 0:  # cut to nothing: every store has its first step
            raise StoreProblem("store_damaged", path=str(path))
        store = _store(db, path, raw_key, who, now)
        if taken < migrations.LATEST:
            _bring_up_to_date(store, taken)
    except BaseException as error:
        db.close()
        if isinstance(error, engine.Error):
            raise _with_path(problem(error), path) from error
        raise
    return store


def _with_path(error: Exception, path: Path) -> Exception:
    return StoreProblem(error.code, path=str(path)) if isinstance(error, StoreProblem) else error


def _store(db: Any, path: Path | None, raw_key: str, who: audit.Witness, now: Clock) -> Store:
    identity = db.execute("SELECT store_id, kind, authority FROM store").fetchone()
    if identity is None:
        raise StoreProblem("store_damaged", path=str(path or ""))
    return Store(db, path=path, raw_key=raw_key, identity=identity, who=who, now=now)


def _bring_up_to_date(store: Store, taken: int) -> None:
    """Back the store up beside itself, then take the steps it lacks."""
    from conference_app.store import backup

    assert store.path is not None
    folder = backups_beside(store.path)
    folder.mkdir(mode=0o700, exist_ok=True)
    backup.backup_store(store, folder, store.now())
    with _migrating(store.db):
        migrations.apply(store.db)
        audit.append(
            store.db,
            store.store_id,
            store.who,
            store.now(),
            action="migrate",
            entity="store",
            entity_id=1,
            reason="",
            recipients="",
            facts={"from": taken, "to": migrations.LATEST},
        )


def _proven(store: Store, passphrase: str | None, recovery_code: str | None) -> tuple[Path, bytes, keys.Keys]:
    if store.path is None or store.example:
        raise ValueError("only a real store has a passphrase")
    ways_in = keys.load(store.path)
    return store.path, keys.store_key(ways_in, passphrase=passphrase, recovery_code=recovery_code), ways_in


def _save_keys(store: Store, path: Path, before: keys.Keys, after: keys.Keys, action: str) -> None:
    try:
        with store.write() as writing:
            writing.record(action, "store", 1)
            keys.save(path, after)
    except BaseException:
        keys.save(path, before)  # the event could not be kept, so neither is the change
        raise
