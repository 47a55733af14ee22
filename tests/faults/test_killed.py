"""A save the user was told of survives a kill; one they were not told of is whole or absent."""

from __future__ import annotations

import random
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

from conference_app.store.check import check
from conference_app.store.store import Store

KILLS = 20
SENTENCE = "Quite unmistakable words"


def killed_after(
    start: Callable[..., subprocess.Popen[str]], seconds: float, *arguments: object
) -> tuple[list[int], list[int]]:
    """The numbers said to be saved, and those said to be undone."""
    running = start("saving_forever.py", *arguments)
    assert running.stdout is not None
    assert running.stderr is not None
    first = running.stdout.readline()
    assert first, running.stderr.read()
    time.sleep(seconds)
    running.kill()
    rest = running.stdout.read()
    running.wait()
    running.stdout.close()
    running.stderr.close()
    told = [int(line) for line in (first + rest).splitlines(keepends=True) if line.endswith("\n")]
    return [number for number in told if number > 0], [-number for number in told if number < 0]


def numbers(store: Store, table: str) -> set[int]:
    return {int(row["name"].split()[1]) for row in store.rows(f"SELECT name FROM {table}")}


def test_nothing_saved_is_lost_and_nothing_is_half_saved(
    path: Path,
    reopened: Callable[[Path], Store],
    program: Callable[..., subprocess.Popen[str]],
    chance: random.Random,
) -> None:
    saved: set[int] = set()
    undone: set[int] = set()
    for kill in range(KILLS):
        told, withdrawn = killed_after(program, chance.uniform(0, 0.1), path, 1 + kill * 100_000)
        saved.update(told)
        undone.update(withdrawn)
        with reopened(path) as store:
            chairs, rooms = numbers(store, "chair"), numbers(store, "room")
            events = {row["entity_id"] for row in store.rows("SELECT * FROM audit WHERE entity = 'number'")}
            assert saved <= chairs
            assert chairs == rooms == events
            assert not undone & chairs
            assert len(chairs - saved) <= kill + 1  # at most the one save in flight at each kill
            if kill % 5 == 4:
                assert [result for result in check(store) if not result.ok] == []
    assert len(saved) > KILLS * 5
    assert undone


def test_nothing_can_be_read_beside_the_store(path: Path, program: Callable[..., subprocess.Popen[str]]) -> None:
    """Killed, so that the log of the store is still there to be searched."""
    saved, _ = killed_after(program, 0.1, path, 1, SENTENCE)
    files = {it.name: it.read_bytes() for it in path.parent.rglob("*") if it.is_file()}
    assert saved
    assert any(name.endswith("-wal") for name in files)
    for name, content in files.items():
        for text in (SENTENCE, "chair 1", "CREATE TABLE", "Killed"):
            assert text.encode() not in content, name
            assert text.encode("utf-16-le") not in content, name
