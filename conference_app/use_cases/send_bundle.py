"""The bundle of reports: what belongs to it, by when it goes out, and that it went."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from conference_app.domain.bundle import Bundle, bundle_due, bundle_from
from conference_app.domain.errors import RuleBroken
from conference_app.store import conferences, invitations, papers, withholdings
from conference_app.store.store import Store
from conference_app.use_cases.outcome import Outcome, Topic
from conference_app.use_cases.rules_in_force import calendar_of, practice_of

CHANGED = frozenset({Topic.INVITATIONS, Topic.CONFERENCES})


def bundle_of(store: Store, conference_id: int) -> Bundle | None:
    """The bundle of one conference; None while no day is booked that it could be due before.

    Of a conference whose day was given up there is one only if it went out.
    """
    found, sent_at = conferences.conference(store, conference_id), papers.bundle_sent_at(store, conference_id)
    if found.day is None or (found.status.is_called_off and sent_at is None):
        return None
    return bundle_from(
        invitations.invitations(store, conference_id),
        withholdings.withholdings(store, conference_id),
        bundle_due(found.day, practice_of(store), calendar_of(store)),
        sent_at,
    )


def note_bundle_sent(
    store: Store, conference_id: int, *, at: datetime | None, seen: int, now: datetime
) -> Outcome[int]:
    """Note when the bundle went out, or with None that it has not; what is missing from it stays wanted."""
    with store.write() as writing:
        found = replace(conferences.conference(store, conference_id), version=seen)
        if found.day is None:
            raise RuleBroken("book_before_inviting")
        if at is not None and at > now:
            raise RuleBroken("date_in_future", field="at", what="The time of sending")
        if at is not None and at.date() < found.requested_on:
            raise RuleBroken("bundle_before_request", field="at", day=found.requested_on)
        if at == papers.bundle_sent_at(store, conference_id):
            return Outcome(conference_id, frozenset())
        bundle = bundle_of(store, conference_id)
        papers.set_bundle_sent(writing, found, at)
        writing.record(
            "bundle_sent" if at else "bundle_taken_back",
            "conference",
            conference_id,
            at=at,
            missing=", ".join(line.name for line in bundle.missing if line.name) if bundle else "",
        )
    return Outcome(conference_id, CHANGED)
