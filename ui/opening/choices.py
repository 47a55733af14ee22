"""What the opening window asks for, as plain data for the worker that does it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from conference_app.store.store import Store, create_store, open_store
from conference_app.use_cases.found_store import found_store


def utc_now() -> datetime:
    """The clock of the audit trail."""
    return datetime.now(UTC)


@dataclass(frozen=True)
class NewStore:
    """A store to create; `recovery` is told the recovery code, once."""

    path: Path
    passphrase: str
    authority: str
    actor: str
    recovery: Callable[[str], None]

    def open(self) -> Store:
        """Create it, with the official bank holidays in it."""
        self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        store, code = create_store(
            self.path, passphrase=self.passphrase, authority=self.authority, actor=self.actor, now=utc_now
        )
        found_store(store)
        self.recovery(code or "")
        return store


@dataclass(frozen=True)
class ExistingStore:
    """A store to open, with its passphrase or its recovery code; the example store needs neither."""

    path: Path
    actor: str
    passphrase: str | None = None
    recovery_code: str | None = None

    def open(self) -> Store:
        """Open it."""
        return open_store(
            self.path, passphrase=self.passphrase, recovery_code=self.recovery_code, actor=self.actor, now=utc_now
        )


@dataclass(frozen=True)
class NewExample:
    """An example store to create; it is filled afterwards, with progress."""

    path: Path
    actor: str

    def open(self) -> Store:
        """Create it empty, with an open key slot."""
        self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        store, _ = create_store(self.path, passphrase=None, example=True, actor=self.actor, now=utc_now)
        found_store(store)
        return store


WayIn = NewStore | ExistingStore | NewExample
