"""A whole conversation: invited, answered, moved, partly declined, the doctor replaced by a deputy, called off."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from icalendar import Calendar, Event, vCalAddress

from conference_app.domain.conference import Booking
from conference_app.domain.rebooking import Kind
from conference_app.domain.replies import Became
from conference_app.domain.sending import Occasion
from conference_app.exchange.replies import read_replies
from conference_app.store import conferences, invitations, people
from conference_app.store.store import Store, memory_store
from conference_app.use_cases.build_invitation_list import build_list
from conference_app.use_cases.held_papers import out_of_date
from conference_app.use_cases.import_replies import import_replies
from conference_app.use_cases.issue_invitations import issue_to_folder, make_files, mark_ready_as_sent, to_make_ready
from conference_app.use_cases.keep_directory import keep_professional
from conference_app.use_cases.prepare_invitations import Asked, Preparation, prepare_invitations
from conference_app.use_cases.schedule_conference import schedule_conference
from tests.conference_app.use_cases.marlowe import NOW, TODAY, Marlowe, booked_conference, wish

DOCTOR, WORKER, OFFICER = "Dr Amara Lindgren", "Priya Nair", "Owen Pryce"


@dataclass
class Desk:
    """The coordinator's desk: what leaves it is kept by recipient, as each one's calendar program would keep it."""

    store: Store
    known: Marlowe
    folder: Path
    now: datetime = NOW
    inboxes: dict[str, Event] = field(default_factory=dict)
    rounds: int = 0

    def prepared(self) -> Preparation:
        return prepare_invitations(self.store, Asked(self.known.conference, self.now))

    def send(self) -> dict[str, Occasion]:
        """Issue what has to leave, mark it as sent, and deliver it."""
        self.rounds += 1
        preparation = self.prepared()
        ready = to_make_ready(preparation)
        files = {each.invitation_id: each for each in make_files(preparation, {each.line.id for each in ready})}
        issue_to_folder(self.store, preparation, list(files.values()), self.folder / str(self.rounds))
        if not preparation.version.cancelled:
            mark_ready_as_sent(self.store, preparation, set(files), at=self.now)
        for parcel in ready:
            self.inboxes[parcel.line.name] = event_in(files[parcel.line.id].content)
        return {parcel.line.name: parcel.occasion for parcel in ready}

    def move(self) -> None:
        found = conferences.conference(self.store, self.known.conference)
        assert found.starts_at is not None
        booking = Booking(found.starts_at + timedelta(hours=4), 120, self.known.chair, room_id=self.known.room)
        schedule_conference(self.store, found.id, booking, seen=found.version, today=TODAY)

    def comes_in(self, *answers: bytes) -> list[Became]:
        read = [answer for content in answers for answer in read_replies(content, "in.ics").answers]
        return [each.became for each in import_replies(self.store, read, now=self.now).value]

    def reply_of(self, name: str) -> tuple[str, str]:
        (line,) = (each for each in invitations.invitations(self.store, self.known.conference) if each.name == name)
        return line.reply, line.deputy

    def holding_the_old(self) -> set[str]:
        return {issue.recipient for issue in out_of_date(self.store, self.known.conference, now=self.now)}


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with memory_store(example=True) as store:
        known = booked_conference(store)
        for person in people.professionals(store):
            keep_professional(store, replace(person, email=f"{person.role_code}@secure.gov.uk"))
        build_list(store, known.conference)
        yield Desk(store, known, tmp_path)


def event_in(mail: bytes) -> Event:
    (part,) = (each for each in message_from_bytes(mail, policy=policy.default).walk() if is_calendar(each))
    (event,) = Calendar.from_ical(part.get_content()).events
    return event


def is_calendar(part: object) -> bool:
    return bool(part.get_content_type() == "text/calendar")  # type: ignore[attr-defined]


def answered(event: Event, partstat: str, *, at: datetime, **more: str) -> bytes:
    """The answer a calendar program writes to an invitation it holds."""
    calendar = Calendar()
    for name, value in (("PRODID", "-//Some program//EN"), ("VERSION", "2.0"), ("METHOD", "REPLY")):
        calendar.add(name, value)
    reply = Event()
    for name in ("UID", "SEQUENCE", "DTSTART", "DTEND", "SUMMARY", "ORGANIZER"):
        reply[name] = event[name]
    reply.add("DTSTAMP", at.replace(tzinfo=UTC))
    attendee = vCalAddress(str(event["ATTENDEE"]))
    attendee.params = event["ATTENDEE"].params.copy()
    attendee.params["PARTSTAT"] = partstat
    attendee.params.update(more)
    reply["ATTENDEE"] = attendee
    calendar.add_component(reply)
    return bytes(calendar.to_ical())


def test_at_each_step_it_is_known_who_must_be_told_what(desk: Desk) -> None:
    assert desk.send() == dict.fromkeys((DOCTOR, WORKER, OFFICER), Occasion.INVITED)
    first = dict(desk.inboxes)
    later = NOW + timedelta(hours=1)
    came = [answered(first[name], "ACCEPTED", at=later) for name in (DOCTOR, WORKER)]
    desk.now = later + timedelta(hours=1)
    assert desk.comes_in(*came) == [Became.RECORDED] * 2
    assert desk.reply_of(DOCTOR) == ("coming", "")

    desk.move()  # what was answered to the old time no longer holds, and all three hold it
    assert desk.holding_the_old() == {DOCTOR, WORKER, OFFICER}
    assert desk.reply_of(DOCTOR) == ("", "")
    assert desk.comes_in(answered(first[OFFICER], "ACCEPTED", at=desk.now)) == [Became.EARLIER_BOOKING]
    assert desk.reply_of(OFFICER) == ("", "")
    assert desk.send() == dict.fromkeys((DOCTOR, WORKER, OFFICER), Occasion.CHANGED)
    assert desk.holding_the_old() == set()
    assert {int(event["SEQUENCE"]) for event in desk.inboxes.values()} == {1}
    assert {str(event["UID"]) for event in (*first.values(), *desk.inboxes.values())} == {str(first[DOCTOR]["UID"])}

    desk.now += timedelta(hours=1)
    deputy = "mailto:s.bell@secure.gov.uk"
    came = [
        answered(desk.inboxes[DOCTOR], "DELEGATED", at=desk.now, **{"DELEGATED-TO": deputy}),
        answered(desk.inboxes[OFFICER], "DECLINED", at=desk.now),
    ]
    assert desk.comes_in(*came) == [Became.RECORDED] * 2
    assert desk.reply_of(DOCTOR) == ("sending a deputy", "s.bell@secure.gov.uk")
    assert desk.reply_of(OFFICER)[0] == "not coming"
    assert desk.comes_in(*came) == [Became.REPEATED] * 2
    assert desk.prepared().parcels == ()

    wish(desk.store, desk.known, Kind.CANCELLED)
    assert desk.holding_the_old() == {DOCTOR, WORKER, OFFICER}
    assert desk.send() == dict.fromkeys((DOCTOR, WORKER, OFFICER), Occasion.CANCELLED)
    assert {(str(each["STATUS"]), int(each["SEQUENCE"])) for each in desk.inboxes.values()} == {("CANCELLED", 2)}
    assert desk.holding_the_old() == set()
