"""Set up a new store: the official bank holidays go in, so that old counts can always be explained."""

from __future__ import annotations

from conference_app.defaults import official_holidays
from conference_app.store import settings
from conference_app.store.store import Store
from conference_app.use_cases.outcome import Outcome, Topic

# Who an invented authority's invitations come from; .example is nobody's domain.
EXAMPLE = {
    "authority_name": "Westmarch Council (invented)",
    "organiser_email": "conferences@westmarch.example",
    "organiser_phone": "01632 960 100",
    "own_domain": "westmarch.example",
    "reply_postal": "Civic Centre, 1 Market Square, Westmarch WM1 1AA",
    "secure_domains": "nhs.net, *.nhs.uk, *.gov.uk, *.police.uk, *.cjsm.net, *.secure.example",
}


def found_store(store: Store) -> Outcome[int]:
    """Copy the bundled bank holidays into a new store; answers how many. An example store learns who it belongs to."""
    holidays = official_holidays()
    with store.write() as writing:
        settings.copy_bank_holidays(writing, holidays)
        for key, value in EXAMPLE.items() if store.example else ():
            settings.set_number(writing, key, value)
        writing.record("bank_holidays_copied", "store", 1, days=len(holidays), last=max(holidays))
    return Outcome(len(holidays), frozenset({Topic.SETTINGS}))
