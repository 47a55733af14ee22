"""Answers in `make bench`: 5,000 of them read, matched and recorded, against one pass of the bare parser over them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from conference_app.domain.people import Agency, Professional
from conference_app.exchange.replies import read_replies
from conference_app.store import people
from conference_app.store.store import Store, Writing, create_store
from conference_app.use_cases.found_store import found_store
from conference_app.use_cases.import_replies import import_replies, look_at_replies
from tests.benchmarks.measuring import Row, in_turns

CONFERENCES, INVITED = 400, 13  # 5,200 people asked
ANSWERS = 5_000
RUNS = 3  # of several seconds each
NOW = datetime(2027, 3, 8, 8, 55)
SENT = datetime(2027, 2, 22, 9, 0)
SAID = ("ACCEPTED", "ACCEPTED", "ACCEPTED", "DECLINED", "TENTATIVE")

_REPLY = """BEGIN:VCALENDAR
PRODID:-//Google Inc//Google Calendar 70.9054//EN
VERSION:2.0
CALSCALE:GREGORIAN
METHOD:REPLY
BEGIN:VEVENT
DTSTART:{start}
DTEND:{start}
DTSTAMP:{stamp}
ORGANIZER;CN=Conferences:mailto:conferences@westmarch.example
UID:{uid}
ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT={said};CN={name};X
 -NUM-GUESTS=0:mailto:{address}
CREATED:20270222T090000Z
DESCRIPTION:Please say whether you can come. Reports are wanted two working
  days before.
LAST-MODIFIED:{stamp}
LOCATION:Oak room\\, Civic Centre
SEQUENCE:0
STATUS:CONFIRMED
SUMMARY:Conference
TRANSP:OPAQUE
END:VEVENT
END:VCALENDAR
""".replace("\n", "\r\n")


def reply_rows(folder: Path) -> list[Row]:
    """Each answer in a file of its own, as they come; those recorded are later ones each time."""
    from icalendar import Calendar

    with asked_store(folder / "replies.store") as store:
        same = _files(0)

        def bare() -> list[object]:
            return [Calendar.from_ical(content) for content in same]

        def matched() -> None:
            look_at_replies(store, [each for file in same for each in read_replies(file, "a.ics").answers], now=NOW)

        later = iter([_files(minute) for minute in range(1, RUNS + 2)])  # one more, before the measuring

        def recorded() -> None:
            files = next(later)
            answers = [each for file in files for each in read_replies(file, "a.ics").answers]
            done = import_replies(store, answers, now=NOW).value
            assert sum(each.reply is not None for each in done) == ANSWERS

        return [
            in_turns(f"{ANSWERS:,} answers read and matched / bare parser", matched, bare, 1.3, runs=RUNS),
            in_turns(f"{ANSWERS:,} answers read, matched, recorded / bare parser", recorded, bare, 1.3, runs=RUNS),
        ]


def asked_store(path: Path) -> Store:
    """A store of its own with everybody of 400 conferences asked, each at their own address."""
    store, _ = create_store(path, passphrase=None, example=True, actor="Bench", now=lambda: datetime.now(UTC))
    found_store(store)
    with store.write() as writing:
        hospital = people.keep(writing, Agency("Royal Infirmary", "health"))
        for number in range(CONFERENCES):
            _add_conference(writing, number, hospital)
        writing.record("example_made", "store", 1)
    return store


def _add_conference(writing: Writing, number: int, hospital: int) -> None:
    """One conference in two weeks, and everybody on its list asked."""
    doctor = people.keep(writing, Professional(f"Dr {number}", "paediatrician", hospital, email=_at(number, 0)))
    starts = NOW + timedelta(days=14)
    conference = writing.insert(
        "conference",
        reference=f"CP-2027-{number:04}",
        type="review",
        family_id=writing.insert("family", name=f"Family {number}"),
        status="booked",
        requested_on=NOW.date(),
        starts_at=starts,
        ends_at=starts + timedelta(hours=2),
        chair_id=writing.insert("chair", name=f"Chair {number}"),
    )
    writing.insert("calendar_entry", conference_id=conference, uid=_uid(number))
    for place in range(INVITED):
        _ask(writing, conference, number, place, doctor)


def _ask(writing: Writing, conference: int, number: int, place: int, doctor: int) -> None:
    line = writing.insert(
        "invitation",
        conference_id=conference,
        role_code="school" if place else "paediatrician",
        level="expected",
        reason="involved",
        name=f"Person {place} of {number}",
        professional_id=None if place else doctor,
        sent_at=SENT,
        sent_route="e-mail",
        sent_by="Bench",
    )
    writing.insert(
        "document_issue",
        conference_id=conference,
        kind="invitation",
        draft=False,
        route="e-mail",
        pages=0,
        issued_at=SENT,
        issued_by="Bench",
        invitation_id=line,
        method="REQUEST",
        address=_at(number, place),
    )


def _files(minute: int) -> list[bytes]:
    """5,000 answers written in one minute."""
    stamp = (datetime(2027, 3, 1, 9, 0) + timedelta(minutes=minute)).strftime("%Y%m%dT%H%M%SZ")
    made = []
    for number in range(ANSWERS):
        conference, place = divmod(number, INVITED)
        text = _REPLY.format(
            start="20270322T093000Z",
            stamp=stamp,
            uid=_uid(conference),
            said=SAID[number % len(SAID)],
            name=f"Person {place} of {conference}",
            address=_at(conference, place),
        )
        made.append(text.encode())
    return made


def _uid(number: int) -> str:
    return f"conference-{number:06}@westmarch.example"


def _at(conference: int, place: int) -> str:
    return f"person.{place}.{conference}@agency.example"
