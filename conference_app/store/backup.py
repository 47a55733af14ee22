"""Backups: a verified copy with its keys and a manifest that also holds the head of the audit trail."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import secrets
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from conference_app.domain.errors import StoreProblem
from conference_app.store import audit, files, keys, migrations
from conference_app.store.connection import Store
from conference_app.store.sqlite import connect, engine, problem
from conference_app.version import VERSION

ENDING = ".backup"
_KEEP_ALL = timedelta(days=2)
_KEEP_BY_PERIOD = (("%Y-%m-%d", 14), ("%G-%V", 8), ("%Y-%m", 12))  # days, weeks, months


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup should be found to be."""

    file: str
    made_at: str
    store_id: str
    app_version: str
    schema_version: int
    sha256: str
    size: int
    audit_seq: int
    audit_hash: str
    counts: dict[str, int]

    @property
    def moment(self) -> datetime:
        return datetime.fromisoformat(self.made_at)


@dataclass(frozen=True, slots=True)
class CheckResult:
    """One question put to a store or a backup: its name, whether the answer is good, and the answer."""

    name: str
    ok: bool
    detail: str


def backup_store(store: Store, folder: Path, now: datetime) -> Manifest:
    """Copy the store into `folder`, verify the copy, and only then give it its name and manifest.

    StoreProblem "backup_failed" if the copy does not verify; disk_full, store_read_only; never a half backup.
    """
    if not folder.is_dir():
        raise StoreProblem("folder_missing", path=str(folder))
    final = _free_name(folder, store.store_id, now)
    partial = final.with_name(f"{final.name}.{secrets.token_hex(4)}.partial")
    try:
        _copy(store, partial)
        made = _manifest(store, partial, final.name, now)
        _sync(partial)
        if store.path is not None:
            files.write_whole(keys.keys_path(final), keys.keys_path(store.path).read_bytes())
        partial.rename(final)
    except engine.Error as error:
        raise problem(error) from error
    except OSError as error:
        raise files.disk_problem(error, folder) from error
    finally:
        for ending in ("", "-journal", "-wal", "-shm"):
            with contextlib.suppress(OSError):
                partial.with_name(partial.name + ending).unlink(missing_ok=True)
    files.write_whole(_manifest_path(final), json.dumps(asdict(made), indent=2).encode())
    return made


def verify_backup(store: Store, path: Path) -> list[CheckResult]:
    """Whether a backup of this store is still what its manifest says, read in full."""
    made = _read_manifest(_manifest_path(path))
    if made is None or not path.is_file():
        return [CheckResult("file", False, "the backup or its manifest is missing")]
    if (path.stat().st_size, _sha256(path)) != (made.size, made.sha256):
        return [CheckResult("file", False, "the file is not the one that was made")]
    results = [CheckResult("file", True, "unchanged since it was made")]
    try:
        with contextlib.closing(connect(path, store.raw_key, mode="ro")) as db:
            fault = _fault(db, store.store_id)
            head, counts = audit.head(db), _counts(db)
    except engine.Error as error:
        return [*results, CheckResult("content", False, str(error))]
    same = (head.seq, head.hash, counts) == (made.audit_seq, made.audit_hash, made.counts)
    return [
        *results,
        CheckResult("content", not fault, fault or "whole"),
        CheckResult("manifest", same, "agrees" if same else "the content is not what the manifest says"),
    ]


def backups(folder: Path, store_id: str = "") -> list[Manifest]:
    """The finished backups in a folder, newest first, of one store if `store_id` is given.

    A file that is missing or has another size than its manifest says does not count.
    """
    found = []
    for path in folder.glob(f"*{ENDING}.json") if folder.is_dir() else ():
        made = _read_manifest(path)
        if made and store_id in {"", made.store_id} and _has_size(folder / made.file, made.size):
            found.append(made)
    return sorted(found, key=lambda made: made.made_at, reverse=True)


def last_good_backup(folder: Path, store_id: str = "") -> Manifest | None:
    """The newest finished backup, or None."""
    found = backups(folder, store_id)
    return found[0] if found else None


def prune(folder: Path, store_id: str, now: datetime) -> list[str]:
    """Remove the backups no longer worth keeping and give their names."""
    found = backups(folder, store_id)
    kept = worth_keeping([made.moment for made in found], now)
    removed = [made.file for made in found if made.moment not in kept]
    for name in removed:
        path = folder / name
        for doomed in (_manifest_path(path), path, keys.keys_path(path)):
            doomed.unlink(missing_ok=True)
    for abandoned in folder.glob("*.partial"):  # of a backup cut short
        if now.timestamp() - abandoned.stat().st_mtime > _KEEP_ALL.total_seconds():
            abandoned.unlink()
    return removed


def worth_keeping(moments: Iterable[datetime], now: datetime) -> set[datetime]:
    """All of the last two days, then the last of each of 14 days, 8 weeks, 12 months; always the newest."""
    newest_first = sorted(moments, reverse=True)
    kept = {moment for moment in newest_first if now - moment <= _KEEP_ALL} | set(newest_first[:1])
    for period, most in _KEEP_BY_PERIOD:
        last_of: dict[str, datetime] = {}
        for moment in newest_first:
            last_of.setdefault(moment.strftime(period), moment)
        kept.update(list(last_of.values())[:most])
    return kept


def _free_name(folder: Path, store_id: str, now: datetime) -> Path:
    stem = f"{store_id[:8]}-{now.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    for number in range(1, 1000):
        path = folder / f"{stem}{f'-{number}' if number > 1 else ''}{ENDING}"
        if not path.exists():
            return path
    raise StoreProblem("backup_failed", why="too many backups in one second")


def _copy(store: Store, partial: Path) -> None:
    """Through SQLite's own copying only, under the same key and a salt of its own."""
    copy = connect(partial, store.raw_key, mode="rwc")
    try:
        store.db.backup(copy, pages=500, sleep=0.001)
        copy.execute("PRAGMA journal_mode=DELETE")
    finally:
        copy.close()
    partial.chmod(0o600)


def _manifest(store: Store, partial: Path, name: str, now: datetime) -> Manifest:
    with contextlib.closing(connect(partial, store.raw_key, mode="ro")) as db:
        fault = _fault(db, store.store_id)
        if fault:
            raise StoreProblem("backup_failed", why=fault)
        head, counts, version = audit.head(db), _counts(db), migrations.version(db)
    return Manifest(
        file=name,
        made_at=audit.utc_text(now),
        store_id=store.store_id,
        app_version=VERSION,
        schema_version=version,
        sha256=_sha256(partial),
        size=partial.stat().st_size,
        audit_seq=head.seq,
        audit_hash=head.hash,
        counts=counts,
    )


def _fault(db: Any, store_id: str) -> str:
    """What is wrong with a closed copy, or nothing."""
    answers = [row[0] for row in db.execute("PRAGMA quick_check").fetchall()]
    if answers != ["ok"]:
        return str(answers[0])
    damaged = db.execute("PRAGMA cipher_integrity_check").fetchall()
    if damaged:
        return str(damaged[0][0])
    return audit.first_fault(db, store_id)


def _counts(db: Any) -> dict[str, int]:
    tables = db.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name"
    ).fetchall()
    return {row[0]: db.execute(f'SELECT count(*) FROM "{row[0]}"').fetchone()[0] for row in tables}


def _manifest_path(backup: Path) -> Path:
    return backup.with_name(backup.name + ".json")


def _read_manifest(path: Path) -> Manifest | None:
    try:
        return Manifest(**json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def _has_size(path: Path, size: int) -> bool:
    try:
        return path.stat().st_size == size
    except OSError:
        return False


def _sync(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
