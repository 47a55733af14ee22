"""What the trial stores of these tests are opened with."""

from __future__ import annotations

from datetime import UTC, datetime

from conference_app.store.keys import Cost

PASSPHRASE = "nine green bottles"
CHEAP = Cost(memory_kib=8, passes=1, lanes=1)


def at_nine() -> datetime:
    return datetime(2027, 3, 1, 9, 0, tzinfo=UTC)
