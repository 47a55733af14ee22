"""Damage anywhere in a store is noticed: at opening, at reading or by the check; never a wrong value."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pytest

from conference_app.domain.errors import StoreProblem
from conference_app.store.check import check
from conference_app.store.store import Store

TRIALS = 80


def damaged(content: bytes, chance: random.Random) -> bytes:
    """One bit turned, one block blanked, or the end cut off."""
    wrong = bytearray(content)
    kind = chance.choice(["bit", "bit", "block", "cut"])
    if kind == "bit":
        wrong[chance.randrange(len(wrong))] ^= 1 << chance.randrange(8)
    elif kind == "block":
        start = chance.randrange(len(wrong) // 512) * 512
        wrong[start : start + 512] = bytes(512)
    else:
        del wrong[chance.randrange(len(wrong)) :]
    return bytes(wrong)


def noticed(path: Path, reopened: Callable[[Path], Store]) -> bool:
    try:
        with reopened(path) as store:
            return any(not result.ok for result in check(store))
    except StoreProblem as problem:
        return problem.code == "store_damaged"


def test_all_damage_is_noticed(path: Path, reopened: Callable[[Path], Store], chance: random.Random) -> None:
    with reopened(path) as store, store.write() as writing:
        for number in range(300):
            writing.insert("chair", name=f"Chair {number}", email="x" * 100)
        writing.record("add", "chair", 0)
    good = path.read_bytes()
    assert not noticed(path, reopened)
    missed = []
    for trial in range(TRIALS):
        path.write_bytes(damaged(good, chance))
        if not noticed(path, reopened):
            missed.append(trial)
    path.write_bytes(good)
    assert missed == []
    assert not noticed(path, reopened)


def test_a_damaged_page_is_never_read(path: Path, reopened: Callable[[Path], Store]) -> None:
    with reopened(path) as store, store.write() as writing:
        for number in range(2000):
            writing.insert("chair", name=f"Chair {number}", email="x" * 100)
        writing.record("add", "chair", 0)
    content = bytearray(path.read_bytes())
    for page in range(len(content) // 4096 - 60, len(content) // 4096):
        content[page * 4096 + 100] ^= 1
    path.write_bytes(content)
    with reopened(path) as store, pytest.raises(StoreProblem) as found:
        store.rows("SELECT name, email FROM chair")
    assert found.value.code == "store_damaged"


def test_a_key_of_no_use_says_so(path: Path, reopened: Callable[[Path], Store], tmp_path: Path) -> None:
    """The slot opens, the store does not: damage, and never "wrong passphrase"."""
    content = path.read_bytes()
    path.write_bytes(random.Random(1).randbytes(len(content)))
    with pytest.raises(StoreProblem) as refused:
        reopened(path)
    assert refused.value.code == "store_damaged"
