"""Example stores to be ill-treated: encrypted like any other, but open without a passphrase."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from conference_app.store.store import Store, create_store, open_store

FAULTS = Path(__file__).parent
ROOT = FAULTS.parents[1]

Reopen = Callable[[Path], Store]


def at_nine() -> datetime:
    return datetime(2027, 3, 1, 9, 0, tzinfo=UTC)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A closed example store."""
    (tmp_path / "store").mkdir()
    path = tmp_path / "store" / "example.store"
    create_store(path, passphrase=None, example=True, actor="Ada Rowe", now=at_nine)[0].close()
    return path


@pytest.fixture
def reopened() -> Reopen:
    return lambda path: open_store(path, actor="Ada Rowe", now=at_nine)


@pytest.fixture
def program() -> Callable[..., subprocess.Popen[str]]:
    """Start one of the programs beside these tests."""

    def start(name: str, *arguments: object) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, str(FAULTS / name), *map(str, arguments)],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            cwd=ROOT,
            env=os.environ | {"PYTHONPATH": str(ROOT)},
        )

    return start


@pytest.fixture
def chance() -> random.Random:
    return random.Random(2027)
