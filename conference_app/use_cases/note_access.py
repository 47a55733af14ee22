"""Note on the audit trail who opened the store and whose record they read."""

from __future__ import annotations

from conference_app.store.store import Store
from conference_app.use_cases.outcome import Outcome


def note_unlocked(store: Store) -> Outcome[None]:
    """Somebody opened the store."""
    with store.write() as writing:
        writing.record("unlocked", "store", 1)
    return Outcome(None, frozenset())


def note_locked(store: Store) -> Outcome[None]:
    """The store was locked."""
    with store.write() as writing:
        writing.record("locked", "store", 1)
    return Outcome(None, frozenset())


def note_viewed(store: Store, entity: str, entity_id: int) -> Outcome[None]:
    """Somebody read a record: "conference" or "family"."""
    with store.write() as writing:
        writing.record("viewed", entity, entity_id)
    return Outcome(None, frozenset())
