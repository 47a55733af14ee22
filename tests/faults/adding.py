"""A program that adds one, many times, to a number others add to as well: `python adding.py STORE TIMES`."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path

from conference_app.store.store import open_store
from tests.faults.test_refused import add_one


def main() -> None:
    path, times = Path(sys.argv[1]), int(sys.argv[2])
    done = 0
    with open_store(path, actor="One of several", now=lambda: datetime(2027, 3, 1, tzinfo=UTC)) as store:
        while done < times:
            done += add_one(store)
    print(done)


if __name__ == "__main__":
    main()
