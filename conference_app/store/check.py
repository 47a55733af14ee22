"""Whether a store is whole: its file, its cipher, its foreign keys, its audit trail, its last backup."""

from __future__ import annotations

from pathlib import Path

from conference_app.store import audit, backup
from conference_app.store.backup import CheckResult
from conference_app.store.connection import Store
from conference_app.store.sqlite import engine

__all__ = ["CheckResult", "check", "quick_check"]


def check(store: Store, backups: Path | None = None) -> list[CheckResult]:
    """Every check, in full; with a folder of backups also whether the trail still holds what they saw."""
    checks = [("file", _file), ("cipher", _cipher), ("foreign keys", _foreign_keys), ("audit trail", _trail)]
    results = [_answer(store, name, question) for name, question in checks]
    if backups is not None:
        results.append(_anchor(store, backups))
    return results


def quick_check(store: Store) -> CheckResult:
    """The check for each opening: a few milliseconds for each megabyte."""
    return _answer(store, "file", lambda it: _first(it, "PRAGMA quick_check", good="ok"))


def _answer(store: Store, name: str, question: object) -> CheckResult:
    assert callable(question)
    try:
        fault = question(store)
    except engine.DatabaseError as error:
        fault = str(error)
    return CheckResult(name, not fault, fault or "good")


def _first(store: Store, question: str, *, good: str = "") -> str:
    row = store.db.execute(question).fetchone()
    return "" if row is None or row[0] == good else " ".join(str(value) for value in row)


def _file(store: Store) -> str:
    return _first(store, "PRAGMA integrity_check", good="ok")


def _cipher(store: Store) -> str:
    if store.path is None:
        return ""
    # The check reads the main file only: pages still in the log would make it cry wolf.
    store.db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    return _first(store, "PRAGMA cipher_integrity_check")


def _foreign_keys(store: Store) -> str:
    return _first(store, "PRAGMA foreign_key_check")


def _trail(store: Store) -> str:
    return audit.first_fault(store.db, store.store_id)


def _anchor(store: Store, folder: Path) -> CheckResult:
    made = backup.last_good_backup(folder, store.store_id)
    if made is None:
        return CheckResult("last backup", True, "there is no backup yet")
    seen = store.value("SELECT hash FROM audit WHERE seq = ?", [made.audit_seq])
    good = seen == made.audit_hash
    return CheckResult(
        "last backup",
        good,
        "good" if good else f"event {made.audit_seq}, in the backup of {made.made_at}, is not in the store",
    )
