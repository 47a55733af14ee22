"""Set up a new store: the official bank holidays go in, so that old counts can always be explained."""

from __future__ import annotations

from conference_app.defaults import official_holidays
from conference_app.store import settings
from conference_app.store.store import Store
from conference_app.use_cases.outcome import Outcome, Topic


def found_store(store: Store) -> Outcome[int]:
    """Copy the bundled bank holidays into a new store; answers how many."""
    holidays = official_holidays()
    with store.write() as writing:
        settings.copy_bank_holidays(writing, holidays)
        writing.record("bank_holidays_copied", "store", 1, days=len(holidays), last=max(holidays))
    return Outcome(len(holidays), frozenset({Topic.SETTINGS}))
