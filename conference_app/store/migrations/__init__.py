"""Every step from an empty file to today's tables, in order; a released step is never edited or renamed."""

from __future__ import annotations

from typing import Any

from conference_app.store.migrations import (
    m001_foundation,
    m002_conferences,
    m003_diary,
    m004_invitations,
    m005_chasing,
    m006_conversation,
)
from conference_app.store.sqlite import statements

APPLICATION_ID = 0x43504346  # "CPCF", in the header of each store
_ALL = (m001_foundation, m002_conferences, m003_diary, m004_invitations, m005_chasing, m006_conversation)
LATEST = len(_ALL)


def version(db: Any) -> int:
    """How many steps a store has taken."""
    return int(db.execute("PRAGMA user_version").fetchone()[0])


def apply(db: Any) -> None:
    """Take the steps a store lacks, inside the transaction that is open on `db`, which must not enforce
    foreign keys meanwhile; raises ValueError if the result does not keep them."""
    from sqlite_utils import Database, Migrations

    steps = Migrations("conferences")
    for module in _ALL:
        steps(name=module.NAME)(_runner(module.SQL))
    known = Database(db, strict=True, execute_plugins=False)
    known._supports_strict = known._supports_on_conflict = True  # no trial tables
    steps.apply(known)
    if db.execute("PRAGMA foreign_key_check").fetchone():
        raise ValueError("a migration left a broken foreign key")
    db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    db.execute(f"PRAGMA user_version = {LATEST}")


def _runner(script: str) -> Any:
    def run(known: Any) -> None:
        for statement in statements(script):
            known.conn.execute(statement)  # not executescript: that commits first

    return run
