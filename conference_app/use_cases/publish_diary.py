"""Publish bookings as a calendar file for a diary of one's own: nobody is asked, nobody is named."""

from __future__ import annotations

import uuid
from datetime import date, datetime
from pathlib import Path

from conference_app.domain.calendar_entry import CalendarEntry, Mailbox
from conference_app.domain.conference import Conference
from conference_app.domain.errors import RuleBroken
from conference_app.exchange.files import calendar_ready_for
from conference_app.exchange.ics import published_calendar
from conference_app.store import conferences, conversation, diary
from conference_app.store.store import Store, Writing
from conference_app.use_cases.calendar_now import entry_of, organiser_of, version_now
from conference_app.use_cases.outcome import Outcome
from conference_app.use_cases.rules_in_force import practice_of


def publish_diary(
    store: Store,
    first: date,
    last: date,
    path: Path,
    *,
    now: datetime,
    chair_id: int | None = None,
    room_id: int | None = None,
    family_id: int | None = None,
) -> Outcome[int]:
    """Write the conferences booked from `first` to `last` to one file, those of one chair, room or family or all.

    Each keeps the UID its invitations have, so that a later file moves the entry and adds no second one. Answers how
    many. RuleBroken `nothing_to_publish`, `no_organiser`, `not_a_calendar`, `file_unusable`.
    """
    organiser = organiser_of(practice_of(store))
    wanted = {"chair_id": chair_id, "room_id": room_id, "family_id": family_id}
    with store.write() as writing:
        found = [conferences.conference(store, row[5]) for row in diary.bookings(store, first, last)]
        found = [each for each in found if all(value in {None, getattr(each, key)} for key, value in wanted.items())]
        if not found:
            raise RuleBroken("nothing_to_publish", first=first, last=last)
        entries = [_entry(store, writing, each, organiser, now) for each in found]
        with calendar_ready_for(path, published_calendar(entries)):
            writing.record("diary_published", "store", 1, first=first, last=last, count=len(entries))
    return Outcome(len(entries), frozenset())


def _entry(store: Store, writing: Writing, found: Conference, organiser: Mailbox, now: datetime) -> CalendarEntry:
    uid = conversation.uid(store, found.id)
    if not uid:
        uid = str(uuid.uuid4())
        conversation.add_entry(writing, found.id, uid)
    says = version_now(found, conversation.latest_version(store, found.id), now, ())
    return entry_of(says, uid=uid, reference=found.reference, organiser=organiser, now=now)
