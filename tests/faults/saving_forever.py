"""A program that saves until it is killed: `python saving_forever.py STORE FIRST_NUMBER [MARKER]`.

Each save writes a chair, a room and an event under one number, and prints the number once it is told the save
is done. Every tenth is undone on purpose and printed with a minus.
"""

from __future__ import annotations

import itertools
import os
import sys
from datetime import UTC, datetime
from pathlib import Path

from conference_app.store.store import Store, open_store


class UndoRequested(Exception):
    """Asked for, not an accident."""


def save(store: Store, number: int, marker: str) -> None:
    with store.write() as writing:
        writing.insert("chair", name=f"chair {number} {marker}")
        room = writing.insert("room", name=f"room {number} {marker}")
        writing.record("add", "number", number, reason=marker, room=room)
        if number % 10 == 0:
            raise UndoRequested


def main() -> None:
    path, first, *marker = sys.argv[1:]
    store = open_store(Path(path), actor="Killed", now=lambda: datetime(2027, 3, 1, tzinfo=UTC))
    store.db.execute("PRAGMA wal_autocheckpoint = 50")  # many chances to be killed while checkpointing
    for number in itertools.count(int(first)):
        done = number
        try:
            save(store, number, *marker or [""])
        except UndoRequested:
            done = -number
        os.write(1, b"%d\n" % done)


if __name__ == "__main__":
    main()
