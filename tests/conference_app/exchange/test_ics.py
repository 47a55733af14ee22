"""Calendar files: what stands in them, by the standards, and whatever was typed."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from conference_app.domain.calendar_entry import CalendarEntry, Mailbox
from conference_app.domain.cleaning import clean_line
from conference_app.domain.errors import RuleBroken
from conference_app.exchange import ics
from conference_app.exchange.ics import invitation_calendar, published_calendar
from conference_app.exchange.read_back import ReadBackDiffers
from tests.conference_app.exchange.entries import DOCTOR, ENTRY, any_address, any_text, long_text

HEAD = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Child protection conferences//0.1.0//EN
CALSCALE:GREGORIAN
METHOD:{method}
BEGIN:VTIMEZONE
TZID:Europe/London
BEGIN:STANDARD
DTSTART:19961027T020000
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10
TZNAME:GMT
TZOFFSETFROM:+0100
TZOFFSETTO:+0000
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:19960331T010000
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3
TZNAME:BST
TZOFFSETFROM:+0000
TZOFFSETTO:+0100
END:DAYLIGHT
END:VTIMEZONE
"""
ATTENDEE = """ATTENDEE;CN="Dr Amara Lindgren";CUTYPE=INDIVIDUAL;PARTSTAT=NEEDS-ACTION;RO
 LE=REQ-PARTICIPANT;RSVP={rsvp}:mailto:amara.lindgren@nhs.example
"""
EVENT = """BEGIN:VEVENT
SUMMARY:Conference CP-2027-0142
DTSTART;TZID=Europe/London:20270312T{start}
DTEND;TZID=Europe/London:20270312T{end}
DTSTAMP:20270301T085500Z
UID:6f1c1f0e-3a54-4a8e-9f0b-2f7f2f6f0c11@westmarch.example
SEQUENCE:{sequence}
{attendee}CLASS:PRIVATE
DESCRIPTION:How: hybrid\\nChair: Rosalind Osei\\nTo join: https://video.west
 march.example/room/7
LOCATION:Oak room\\, Civic Centre
ORGANIZER;CN="Westmarch conference team":mailto:conferences@westmarch.exam
 ple
STATUS:{status}
TRANSP:{transp}
END:VEVENT
"""


def golden(method: str, **facts: object) -> str:
    usual = {"start": "093000", "end": "113000", "sequence": 0, "status": "CONFIRMED", "transp": "OPAQUE"}
    text = HEAD.format(method=method) + EVENT.format(**{**usual, **facts}) + "END:VCALENDAR\n"
    return text.replace("\n", "\r\n")


def event_of(content: bytes) -> Any:
    return Calendar.from_ical(content).events[0]


def test_a_request() -> None:
    wanted = golden("REQUEST", attendee=ATTENDEE.format(rsvp="TRUE"))
    assert invitation_calendar(ENTRY, DOCTOR).decode() == wanted


def test_an_update_has_the_same_uid_and_a_higher_sequence() -> None:
    moved = replace(ENTRY, sequence=1, starts_at=datetime(2027, 3, 12, 14), ends_at=datetime(2027, 3, 12, 15, 30))
    wanted = golden("REQUEST", attendee=ATTENDEE.format(rsvp="TRUE"), start="140000", end="153000", sequence=1)
    assert invitation_calendar(moved, DOCTOR).decode() == wanted


def test_a_cancellation() -> None:
    off = replace(ENTRY, sequence=2, cancelled=True)
    wanted = golden(
        "CANCEL", attendee=ATTENDEE.format(rsvp="FALSE"), sequence=2, status="CANCELLED", transp="TRANSPARENT"
    )
    assert invitation_calendar(off, DOCTOR).decode() == wanted


def test_ones_own_diary() -> None:
    assert published_calendar([ENTRY]).decode() == golden("PUBLISH", attendee="")


def test_a_diary_of_several_names_nobody_who_is_invited() -> None:
    entries = [replace(ENTRY, uid=f"entry-{n}", cancelled=n == 1) for n in range(3)]
    content = published_calendar(entries)
    assert b"ATTENDEE" not in content
    assert content.count(b"BEGIN:VTIMEZONE") == 1
    found = Calendar.from_ical(content).events
    assert [str(event["UID"]) for event in found] == ["entry-0", "entry-1", "entry-2"]
    assert [str(event["STATUS"]) for event in found] == ["CONFIRMED", "CANCELLED", "CONFIRMED"]
    assert Calendar.from_ical(published_calendar([])).events == []


def test_the_link_stands_only_where_one_was_given() -> None:
    event = event_of(invitation_calendar(replace(ENTRY, mode="in person", joining=""), DOCTOR))
    assert str(event["DESCRIPTION"]) == "How: in person\nChair: Rosalind Osei"
    bare = event_of(invitation_calendar(replace(ENTRY, mode="", chair="", joining="", place=""), DOCTOR))
    assert "DESCRIPTION" not in bare
    assert "LOCATION" not in bare


@pytest.mark.parametrize(
    ("wall", "utc"),
    [
        (datetime(2027, 3, 26, 9, 30), datetime(2027, 3, 26, 9, 30)),  # the Friday before the clocks change
        (datetime(2027, 3, 29, 9, 30), datetime(2027, 3, 29, 8, 30)),  # the Monday after
        (datetime(2027, 6, 1, 9, 30), datetime(2027, 6, 1, 8, 30)),
        (datetime(2027, 10, 29, 9, 30), datetime(2027, 10, 29, 8, 30)),
        (datetime(2027, 11, 1, 9, 30), datetime(2027, 11, 1, 9, 30)),
        (datetime(2027, 12, 1, 9, 30), datetime(2027, 12, 1, 9, 30)),
        (datetime(2040, 3, 26, 9, 30), datetime(2040, 3, 26, 8, 30)),
    ],
)
def test_wall_time_stays_over_the_change_of_clocks(wall: datetime, utc: datetime) -> None:
    content = invitation_calendar(replace(ENTRY, starts_at=wall, ends_at=wall + timedelta(hours=2)), DOCTOR)
    # Read as a program without any list of zones does: by the VTIMEZONE of the file alone.
    zone = Calendar.from_ical(content.replace(b"Europe/London", b"Somewhere/Else"))
    started = zone.events[0]["DTSTART"].dt
    assert started.replace(tzinfo=None) == wall
    assert started.astimezone(UTC).replace(tzinfo=None) == utc
    assert event_of(content)["DTSTART"].dt.astimezone(UTC).replace(tzinfo=None) == utc


@pytest.mark.parametrize(
    "wrong",
    [
        replace(ENTRY, starts_at=ENTRY.starts_at.replace(tzinfo=UTC)),
        replace(ENTRY, ends_at=ENTRY.ends_at.replace(tzinfo=UTC)),
        replace(ENTRY, stamped_at=datetime(2027, 3, 1)),
        replace(ENTRY, ends_at=ENTRY.starts_at),
        replace(ENTRY, uid=""),
        replace(ENTRY, uid="two\r\nlines"),
        replace(ENTRY, sequence=-1),
    ],
)
def test_what_only_the_program_can_get_wrong_is_refused(wrong: CalendarEntry) -> None:
    with pytest.raises(ValueError, match=r"naive|ends before|one UID"):
        invitation_calendar(wrong, DOCTOR)


def test_people_without_a_plain_address_are_refused() -> None:
    for entry, attendee in (
        (ENTRY, Mailbox("Ann", "a@b.uk\r\nATTENDEE:mailto:x@y.uk")),
        (replace(ENTRY, organiser=Mailbox("Team", "")), DOCTOR),
    ):
        with pytest.raises(RuleBroken, match="bad_address"):
            invitation_calendar(entry, attendee)


def test_what_cannot_be_read_back_is_never_handed_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ics, "_event", lambda facts, kept=ics._event: kept({**facts, "SUMMARY": "Marlowe family"}))
    with pytest.raises(ReadBackDiffers, match="SUMMARY") as differs:
        invitation_calendar(ENTRY, DOCTOR)
    assert "Marlowe" not in str(differs.value)


@settings(deadline=None)
@given(
    name=any_text,
    address=any_address,
    place=long_text,
    mode=any_text,
    chair=any_text,
    joining=long_text,
    reference=any_text,
    cancelled=st.booleans(),
)
def test_any_text_round_trips_or_is_refused(
    name: str,
    address: str,
    place: str,
    mode: str,
    chair: str,
    joining: str,
    reference: str,
    cancelled: bool,
) -> None:
    entry = replace(
        ENTRY,
        reference=reference,
        place=place,
        mode=mode,
        chair=chair,
        joining=joining,
        cancelled=cancelled,
        organiser=Mailbox(name, ENTRY.organiser.address),
    )
    try:
        content = invitation_calendar(entry, Mailbox(name, address))
    except RuleBroken as broken:
        code = broken.code
    else:
        code = ""
    assert code in {"", "bad_address", "too_long"}
    if code:
        return
    lines = content.split(b"\r\n")
    assert lines.pop() == b""
    assert all(len(line) <= 75 and b"\n" not in line and b"\r" not in line for line in lines)
    names = [line.partition(b":")[0].partition(b";")[0] for line in lines if not line.startswith(b" ")]
    assert names.count(b"ATTENDEE") == names.count(b"ORGANIZER") == names.count(b"METHOD") == 1
    assert names.count(b"BEGIN") == names.count(b"END") == 5
    event = event_of(content)
    assert str(event.get("LOCATION", "")) == clean_line(place)
    assert str(event["SUMMARY"]) == f"Conference {clean_line(reference)}"
    assert str(event["ATTENDEE"]) == f"mailto:{address}"
    assert not {"\u202e", "\u2028", "\x00", "\ufffe"} & set(content.decode())
