"""A real store in a file, with a key that is quick to derive."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from conference_app.store.store import Store, create_store, memory_store
from tests.conference_app.store.hand_made import HandMade
from tests.conference_app.store.trial_store import CHEAP, PASSPHRASE, at_nine


@pytest.fixture
def memory() -> Iterator[Store]:
    with memory_store() as store:
        yield store


@pytest.fixture
def made(memory: Store) -> HandMade:
    """Rows by hand, in memory."""
    return HandMade(memory)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "here" / "conferences.store"


@pytest.fixture
def recovery_code() -> list[str]:
    """Filled by the fixture `store`."""
    return []


@pytest.fixture
def store(path: Path, recovery_code: list[str]) -> Iterator[Store]:
    path.parent.mkdir()
    created, code = create_store(path, passphrase=PASSPHRASE, actor="Ada Rowe", now=at_nine, cost=CHEAP)
    recovery_code.append(str(code))
    with created:
        yield created
