"""The row of `make bench` for issuing: mails, calendar files and letters to 16 people against the bare libraries."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from email import policy
from email.headerregistry import Address
from email.message import EmailMessage
from functools import cache
from itertools import count, cycle
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from conference_app import resources
from conference_app.documents.frame import Frame
from conference_app.documents.invitation_letter import InvitationLetter
from conference_app.documents.rendering import _compiler, render
from conference_app.domain.calendar_entry import CalendarEntry, mailbox
from conference_app.domain.sending import Form
from conference_app.exchange.eml import Mail, draft_mail
from conference_app.exchange.ics import _LONDON, invitation_calendar
from conference_app.store import lists
from conference_app.store.store import Store, create_store
from conference_app.use_cases.issue_invitations import issue_to_folder, make_files
from conference_app.use_cases.make_example import make_example
from conference_app.use_cases.prepare_invitations import Asked, Parcel, Preparation, prepare_invitations
from tests.benchmarks.measuring import Row, in_turns

INVITEES = 16
STAMPED = datetime(2027, 3, 1, 8, 55, tzinfo=UTC)
TODAY, NOW, SEED = date(2027, 3, 1), datetime(2027, 3, 1, 8, 55), 2027
TEXT = (
    "Dear colleague,\n\nyou are invited to the conference named above. The calendar entry in this mail answers it.\n\n"
    "Please accept or decline by Friday 5 March 2027, and send your report by Tuesday 9 March 2027, 5pm.\n\n"
    "Yours sincerely\nSam Okafor\nConference coordinator"
)
SUBJECT = "Conference CP-2027-0142, Friday 12 March 2027, 9:30am"
ENTRY = CalendarEntry(
    uid="6f1c1f0e-3a54-4a8e-9f0b-2f7f2f6f0c11@westmarch.example",
    sequence=0,
    reference="CP-2027-0142",
    starts_at=datetime(2027, 3, 12, 9, 30),
    ends_at=datetime(2027, 3, 12, 11, 30),
    mode="hybrid",
    place="Oak room, Civic Centre, Mill Street",
    chair="Rosalind Osei",
    joining="https://video.westmarch.example/room/7",
    organiser=mailbox("Westmarch conference team", "conferences@westmarch.example"),
    stamped_at=STAMPED,
)
LETTER = InvitationLetter(
    frame=Frame("OFFICIAL-SENSITIVE", "1 March 2027", example=True),
    authority="Westmarch (an invented authority)",
    recipient="Ann Bell",
    address=("12 Orchard Close", "Westmarch", "WM1 2AB"),
    reference="CP-2027-0142",
    title="Invitation to a conference",
    salutation="Dear Ann Bell",
    facts=(
        ("What", "Initial child protection conference"),
        ("When", "Friday 12 March 2027, 9:30am to 11:30am"),
        ("Where", "Oak room, Civic Centre, Mill Street"),
    ),
    paragraphs=tuple(TEXT.split("\n\n")[1:3]),
    answering=("Please ring 01632 960123 or write to conferences@westmarch.example.",),
    signed=("Sam Okafor", "Conference coordinator"),
    reply_to=("Conference team", "Civic Centre", "Westmarch WM1 1AA", "01632 960123"),
)


def issuing_rows() -> list[Row]:
    """Everybody gets a mail with a calendar entry, a calendar file and a letter; nobody's is like another's."""
    numbers = count()
    with TemporaryDirectory() as folder:
        from_a_store = _from_a_store(Path(folder))
    return [
        from_a_store,
        in_turns(
            f"issuing {INVITEES} invitations / the bare libraries doing the same",
            lambda: [_ours(f"Invitee {next(numbers)} of ours") for _ in range(INVITEES)],
            lambda: [_bare(f"Invitee {next(numbers)} of the limit") for _ in range(INVITEES)],
            1.5,
        ),
    ]


def _from_a_store(folder: Path) -> Row:
    """What the sending window does: prepare, set, check again, write every file to the disk, note each in the ledger.

    The yardstick is given the same words and only makes and writes the files.
    """
    store, _ = create_store(
        folder / "issuing.store", passphrase=None, example=True, actor="Bench", now=lambda: datetime.now(UTC)
    )
    with store:
        make_example(store, conferences=40, years=1, seed=SEED, today=TODAY)
        conference_id, form = _most_invited(store)
        numbers = count()

        def prepared() -> Preparation:
            return prepare_invitations(store, Asked(conference_id, NOW, forms=form, again=True))

        def ours() -> None:
            preparation = prepared()
            files = make_files(preparation, set(form))
            issue_to_folder(store, preparation, files, folder / f"ours-{next(numbers)}")

        given = [parcel for parcel in prepared().parcels if parcel.line.id in form]

        def bare() -> None:
            to = folder / f"bare-{next(numbers)}"
            to.mkdir()
            for number, parcel in enumerate(given):
                (to / str(number)).write_bytes(_bare_file(parcel))

        what = f"issuing {len(given)} from a store: looked at, written, noted / the bare libraries writing the same"
        return in_turns(what, ours, bare, 1.5)


def _most_invited(store: Store) -> tuple[int, dict[int, Form]]:
    """A conference ahead, and a form for up to 16 of its invitees: mails, calendar files and letters in turn."""
    found: tuple[int, dict[int, Form]] = (0, {})
    for row in lists.conferences(store, most=-1):
        if row.starts_at is None or row.starts_at <= NOW or not row.status.is_ahead:
            continue
        parcels = prepare_invitations(store, Asked(row.id, NOW, again=True)).parcels[:INVITEES]
        if len(parcels) > len(found[1]):
            turn = cycle((Form.MAIL, Form.CALENDAR, Form.LETTER))
            found = row.id, {parcel.line.id: next(turn) for parcel in parcels}
    return found


def _bare_file(parcel: Parcel) -> bytes:
    if parcel.form is Form.LETTER:
        return bytes(_bare_letter(parcel.letter) or b"")
    to = (parcel.line.name, parcel.reach.email)
    if parcel.form is Form.CALENDAR:
        return _bare_calendar(parcel.entry, *to)
    return _bare_mail(parcel.entry, *to, parcel.said.subject, parcel.text)[0]


def _ours(name: str) -> tuple[bytes, bytes, bytes]:
    return (*_our_mail(name), render(replace(LETTER, recipient=name)).pdf)


def _our_mail(name: str) -> tuple[bytes, bytes]:
    to = mailbox(name, "somebody@nhs.example")
    calendar = invitation_calendar(ENTRY, to)
    mail = Mail(to, ENTRY.organiser, SUBJECT, TEXT, calendar=calendar, method="REQUEST")
    return draft_mail(mail, stamped_at=STAMPED), calendar


def _bare(name: str) -> tuple[bytes, bytes, Any]:
    mail = _bare_mail(ENTRY, name, "somebody@nhs.example", SUBJECT, TEXT)
    return (*mail, _bare_letter(replace(LETTER, recipient=name)))


def _bare_letter(letter: InvitationLetter) -> Any:
    return _compiler(with_system_fonts=False).compile(
        str(resources.path("templates/invitation_letter.typ")),
        format="pdf",
        sys_inputs={"data": json.dumps(letter.content())},
        pdf_standards=["ua-1"],
    )


def _bare_mail(entry: CalendarEntry, name: str, address: str, subject: str, text: str) -> tuple[bytes, bytes]:
    calendar = _bare_calendar(entry, name, address)
    mail = EmailMessage(policy=policy.SMTP)
    mail["X-Unsent"] = "1"
    mail["From"] = Address(entry.organiser.name, addr_spec=entry.organiser.address)
    mail["To"] = Address(name, addr_spec=address)
    mail["Subject"] = subject
    mail["Date"] = STAMPED
    mail["Message-ID"] = f"<{abs(hash(name))}@westmarch.example>"
    mail.set_content(text, cte="quoted-printable")
    mail.add_alternative(calendar.decode(), subtype="calendar", cte="base64", params={"method": "REQUEST"})
    return mail.as_bytes(), calendar


@cache
def _zone() -> Any:
    from icalendar import Timezone

    return Timezone.from_ical(_LONDON)


def _bare_calendar(entry: CalendarEntry, name: str, address: str) -> bytes:
    from icalendar import Calendar, Event, vCalAddress

    calendar = Calendar()
    for key, value in (("prodid", "-//bare//EN"), ("version", "2.0"), ("calscale", "GREGORIAN"), ("method", "REQUEST")):
        calendar.add(key, value)
    calendar.add_component(_zone())
    event = Event()
    event.add("uid", entry.uid)
    event.add("sequence", entry.sequence)
    event.add("dtstamp", STAMPED)
    event.add("dtstart", entry.starts_at, parameters={"TZID": "Europe/London"})
    event.add("dtend", entry.ends_at, parameters={"TZID": "Europe/London"})
    event.add("summary", f"Conference {entry.reference}")
    event.add("location", entry.place)
    event.add("description", f"How: {entry.mode}\nChair: {entry.chair}\nTo join: {entry.joining}")
    event.add("class", "PRIVATE")
    event.add("status", "CONFIRMED")
    event.add("transp", "OPAQUE")
    event.add("organizer", vCalAddress(f"mailto:{entry.organiser.address}"), {"CN": entry.organiser.name})
    asked = {"CN": name, "CUTYPE": "INDIVIDUAL", "ROLE": "REQ-PARTICIPANT", "PARTSTAT": "NEEDS-ACTION", "RSVP": "TRUE"}
    event.add("attendee", vCalAddress(f"mailto:{address}"), asked)
    calendar.add_component(event)
    written: bytes = calendar.to_ical()
    return written
