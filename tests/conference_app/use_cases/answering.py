"""The Marlowe conference with its calendar entry sent out, and answers to it made on the spot."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import count
from typing import Any

from conference_app.domain.conference import Need
from conference_app.domain.invitations import Invitation
from conference_app.domain.replies import Answer
from conference_app.store import conferences, invitations
from conference_app.store.store import Store
from conference_app.use_cases.request_conference import change_request, request_of
from tests.conference_app.use_cases.marlowe import NOW, START, TODAY, Marlowe, invited_conference

UID = "conference-1@westmarch.example"
DOCTOR, OFFICER, WORKER = "a.lindgren@infirmary.example", "o.pryce@police.example", "p.nair@care.example"
ADDRESSES = {"paediatrician": DOCTOR, "police": OFFICER, "social_worker": WORKER}
READ = datetime(2027, 3, 8, 8, 45)  # a Monday, two days before the conference
_NUMBERS = count(1)


def sent_conference(store: Store) -> Marlowe:
    """Everybody named was invited by mail on 22 February, each at their own address; version 0 of the entry."""
    known = invited_conference(store)
    with store.write() as writing:
        writing.execute("INSERT INTO calendar_entry (conference_id, uid) VALUES (?, ?)", (known.conference, UID))
        writing.record("entry_made", "conference", known.conference)
    new_version(store, known, 0)
    for role, address in ADDRESSES.items():
        issue(store, line_of(store, known, role), address)
    return known


def new_version(store: Store, known: Marlowe, sequence: int) -> None:
    """Another version of the calendar entry."""
    with store.write() as writing:
        writing.insert(
            "calendar_version",
            conference_id=known.conference,
            sequence=sequence,
            starts_at=START,
            ends_at=START.replace(hour=11),
            mode="in person",
            made_at=NOW,
        )
        writing.record("version_made", "conference", known.conference)


def issue(store: Store, line: Invitation, address: str, version: int = 0) -> None:
    """The invitation of one line, sent to an address."""
    with store.write() as writing:
        writing.insert(
            "document_issue",
            conference_id=line.conference_id,
            kind="invitation",
            draft=False,
            recipient=line.name,
            route="secure e-mail",
            pages=0,
            issued_at=NOW,
            issued_by="Ada Rowe",
            invitation_id=line.id,
            version=version,
            method="REQUEST",
            address=address,
        )
        writing.record("issued", "conference", line.conference_id)


def line_of(store: Store, known: Marlowe, role: str) -> Invitation:
    """The line of a role as it is now."""
    return next(line for line in invitations.invitations(store, known.conference) if line.role_code == role)


def answer(attendee: str = DOCTOR, said: str = "accepted", **more: Any) -> Answer:
    """An answer written on 1 March, each with a digest of its own unless it is given one."""
    usual = {
        "uid": UID,
        "method": "REPLY",
        "stamped_at": datetime(2027, 3, 1, 10, 15, tzinfo=UTC),
        "source": "reply.ics",
        "digest": f"{next(_NUMBERS):064}",
    }
    return Answer(**{**usual, "attendee": attendee, "answer": said, **more})


def exclude(store: Store, known: Marlowe, *names: str) -> None:
    """The chair excludes these people from the whole conference."""
    found = conferences.conference(store, known.conference)
    needs = tuple(Need("exclusion", name, "", TODAY, "excluded", "R. Osei", date(2027, 2, 24)) for name in names)
    request = replace(request_of(store, found), needs=needs)
    change_request(store, found.id, request, seen=found.version, today=READ.date())
