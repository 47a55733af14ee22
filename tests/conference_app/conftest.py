"""What tests of the command line share: an example store in a file, which no passphrase guards."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from conference_app.store.store import Store, create_store


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "marlowe.store"


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    """Made two weeks before the Marlowe family's conference, and still open while commands run on it."""
    made, _ = create_store(
        path, passphrase=None, example=True, actor="Ada Rowe", now=lambda: datetime(2027, 2, 22, 9, 0, tzinfo=UTC)
    )
    with made:
        yield made
