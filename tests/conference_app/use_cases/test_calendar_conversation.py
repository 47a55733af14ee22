"""The whole conversation: what this program sends out comes back as answers, before and after a move."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from email import message_from_bytes, policy
from pathlib import Path

import pytest

from conference_app.came_back_words import outcome_words
from conference_app.domain.conference import Booking
from conference_app.domain.rebooking import Kind
from conference_app.domain.replies import Became, Judged
from conference_app.exchange.replies import read_replies
from conference_app.store import conferences, people
from conference_app.store.store import Store, memory_store
from conference_app.use_cases.build_invitation_list import build_list
from conference_app.use_cases.import_replies import import_replies
from conference_app.use_cases.invite import mark_sent
from conference_app.use_cases.issue_invitations import issue_to_folder, make_files, to_make_ready
from conference_app.use_cases.keep_directory import keep_professional
from conference_app.use_cases.prepare_invitations import Asked, prepare_invitations
from tests.conference_app.use_cases.answering import READ, line_of
from tests.conference_app.use_cases.marlowe import NOW, START, Marlowe, booked_conference, wish


@pytest.fixture
def store() -> Iterator[Store]:
    with memory_store(example=True) as made:
        yield made


@pytest.fixture
def known(store: Store) -> Marlowe:
    known = booked_conference(store)
    for person in people.professionals(store):
        keep_professional(store, replace(person, email=f"{person.role_code}@secure.gov.uk"))
    build_list(store, known.conference)
    return known


def made_ready(store: Store, known: Marlowe, folder: Path) -> bytes:
    """What the paediatrician is sent: the calendar out of the mail."""
    preparation = prepare_invitations(store, Asked(known.conference, NOW))
    files = make_files(preparation, {each.line.id for each in to_make_ready(preparation)})
    issue_to_folder(store, preparation, files, folder)
    for file in files:
        mail = message_from_bytes(file.content, policy=policy.default)
        for part in mail.walk():
            if part.get_content_type() == "text/calendar" and b"paediatrician@" in part.get_payload(decode=True):
                return bytes(part.get_payload(decode=True))
    raise LookupError("nothing for the paediatrician")


def answered(request: bytes, *, partstat: str = "ACCEPTED", stamp: str = "20270301T101500Z") -> bytes:
    """What a calendar program makes of an invitation when somebody chooses an answer."""

    def instead(line: str) -> str:
        if line.startswith("METHOD"):
            return "METHOD:REPLY"
        if line.startswith("DTSTAMP"):
            return f"DTSTAMP:{stamp}"
        return line.replace("NEEDS-ACTION", partstat) if line.startswith("ATTENDEE") else line

    made = [instead(line) for line in request.replace(b"\r\n ", b"").decode().splitlines()]
    assert any(f"PARTSTAT={partstat}" in line for line in made)
    return "\r\n".join([*made, ""]).encode()


def taken(store: Store, content: bytes) -> Judged:
    reading = read_replies(content, "reply.ics")
    assert reading.not_understood == ()
    [judged] = import_replies(store, reading.answers, now=READ).value
    return judged


def sent(store: Store, known: Marlowe, at: datetime = NOW) -> None:
    mark_sent(store, known.conference, [line_of(store, known, "paediatrician").id], route="e-mail", at=at, now=READ)


def test_the_answer_to_what_was_sent_is_recorded(store: Store, known: Marlowe, tmp_path: Path) -> None:
    reply = answered(made_ready(store, known, tmp_path))
    early = taken(store, reply)
    assert early.became is Became.NOT_SENT
    assert outcome_words(early).startswith(
        "The invitation to Dr Amara Lindgren was made ready and is not marked as sent."
    )
    sent(store, known)
    assert taken(store, reply).became is Became.RECORDED
    assert line_of(store, known, "paediatrician").reply == "coming"


def test_after_a_move_the_old_answer_is_void_and_the_new_one_counts(
    store: Store, known: Marlowe, tmp_path: Path
) -> None:
    first = made_ready(store, known, tmp_path / "first")
    sent(store, known)
    found = conferences.conference(store, known.conference)
    later = Booking(START.replace(day=11), found.minutes, known.chair, room_id=known.room)
    wish(store, known, Kind.MOVED, booking=later)
    assert taken(store, answered(first)).became is Became.EARLIER_BOOKING
    second = made_ready(store, known, tmp_path / "second")
    assert b"SEQUENCE:1" in second
    reply = answered(second, partstat="DECLINED")
    assert taken(store, reply).became is Became.NOT_SENT
    sent(store, known)
    assert taken(store, answered(first)).became is Became.EARLIER_BOOKING
    assert taken(store, reply).became is Became.RECORDED
    assert line_of(store, known, "paediatrician").reply == "not coming"


def test_the_invitation_itself_is_no_answer(store: Store, known: Marlowe, tmp_path: Path) -> None:
    reading = read_replies(made_ready(store, known, tmp_path), "invitation.ics")
    assert reading.answers == ()
    assert reading.not_understood == ("It is an invitation (REQUEST), not an answer.",)
