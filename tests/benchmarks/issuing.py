"""The row of `make bench` for issuing: mails, calendar files and letters to 16 people against the bare libraries."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from email import policy
from email.headerregistry import Address
from email.message import EmailMessage
from itertools import count

from conference_app import resources
from conference_app.documents.frame import Frame
from conference_app.documents.invitation_letter import InvitationLetter
from conference_app.documents.rendering import _compiler, render
from conference_app.domain.calendar_entry import CalendarEntry, mailbox
from conference_app.exchange.eml import Mail, draft_mail
from conference_app.exchange.ics import _london, invitation_calendar
from tests.benchmarks.measuring import Row, in_turns

INVITEES = 16
STAMPED = datetime(2027, 3, 1, 8, 55, tzinfo=UTC)
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
    return [
        in_turns(
            f"issuing {INVITEES} invitations / the bare libraries doing the same",
            lambda: [_ours(f"Invitee {next(numbers)} of ours") for _ in range(INVITEES)],
            lambda: [_bare(f"Invitee {next(numbers)} of the limit") for _ in range(INVITEES)],
            1.5,
        )
    ]


def _ours(name: str) -> tuple[bytes, bytes, bytes]:
    return (*_our_mail(name), render(replace(LETTER, recipient=name)).pdf)


def _our_mail(name: str) -> tuple[bytes, bytes]:
    to = mailbox(name, "somebody@nhs.example")
    calendar = invitation_calendar(ENTRY, to)
    mail = Mail(to, ENTRY.organiser, SUBJECT, TEXT, calendar=calendar, method="REQUEST")
    return draft_mail(mail, stamped_at=STAMPED), calendar


def _bare(name: str) -> tuple[bytes, bytes, bytes | list[bytes] | None]:
    letter = _compiler(with_system_fonts=False).compile(
        str(resources.path("templates/invitation_letter.typ")),
        format="pdf",
        sys_inputs={"data": json.dumps(replace(LETTER, recipient=name).content())},
        pdf_standards=["ua-1"],
    )
    return (*_bare_mail(name), letter)


def _bare_mail(name: str) -> tuple[bytes, bytes]:
    calendar = _bare_calendar(name)
    mail = EmailMessage(policy=policy.SMTP)
    mail["X-Unsent"] = "1"
    mail["From"] = Address(ENTRY.organiser.name, addr_spec=ENTRY.organiser.address)
    mail["To"] = Address(name, addr_spec="somebody@nhs.example")
    mail["Subject"] = SUBJECT
    mail["Date"] = STAMPED
    mail["Message-ID"] = f"<{abs(hash(name))}@westmarch.example>"
    mail.set_content(TEXT, cte="quoted-printable")
    mail.add_alternative(calendar.decode(), subtype="calendar", cte="base64", params={"method": "REQUEST"})
    return mail.as_bytes(), calendar


def _bare_calendar(name: str) -> bytes:
    from icalendar import Calendar, Event, vCalAddress

    calendar = Calendar()
    for key, value in (("prodid", "-//bare//EN"), ("version", "2.0"), ("calscale", "GREGORIAN"), ("method", "REQUEST")):
        calendar.add(key, value)
    calendar.add_component(_london())
    event = Event()
    event.add("uid", ENTRY.uid)
    event.add("sequence", 0)
    event.add("dtstamp", STAMPED)
    event.add("dtstart", ENTRY.starts_at, parameters={"TZID": "Europe/London"})
    event.add("dtend", ENTRY.ends_at, parameters={"TZID": "Europe/London"})
    event.add("summary", f"Conference {ENTRY.reference}")
    event.add("location", ENTRY.place)
    event.add("description", f"How: {ENTRY.mode}\nChair: {ENTRY.chair}\nTo join: {ENTRY.joining}")
    event.add("class", "PRIVATE")
    event.add("status", "CONFIRMED")
    event.add("transp", "OPAQUE")
    event.add("organizer", vCalAddress(f"mailto:{ENTRY.organiser.address}"), {"CN": ENTRY.organiser.name})
    asked = {"CN": name, "CUTYPE": "INDIVIDUAL", "ROLE": "REQ-PARTICIPANT", "PARTSTAT": "NEEDS-ACTION", "RSVP": "TRUE"}
    event.add("attendee", vCalAddress("mailto:somebody@nhs.example"), asked)
    calendar.add_component(event)
    written: bytes = calendar.to_ical()
    return written
