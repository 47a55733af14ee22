"""Draft mails: to one person, unsent, with the calendar inside, and whatever was typed."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from email import message_from_bytes, policy
from email.header import decode_header, make_header
from email.message import EmailMessage
from email.utils import parseaddr
from typing import cast

import pytest
from hypothesis import given, settings
from icalendar import Calendar

from conference_app.domain.calendar_entry import Mailbox
from conference_app.domain.cleaning import clean_line, clean_lines
from conference_app.domain.errors import RuleBroken
from conference_app.exchange import eml
from conference_app.exchange.eml import Attachment, Mail, draft_mail
from conference_app.exchange.ics import invitation_calendar
from conference_app.exchange.read_back import ReadBackDiffers
from tests.conference_app.exchange.entries import DOCTOR, ENTRY, ORGANISER, STAMPED, any_address, any_text, long_text

CALENDAR = invitation_calendar(ENTRY, DOCTOR)
MAIL = Mail(
    to=DOCTOR,
    sender=ORGANISER,
    subject="Conference CP-2027-0142, Friday 12 March 2027, 9:30am",
    text="Dear Dr Lindgren,\n\nwe invite you to the conference named above.\n\nYours sincerely",
    calendar=CALENDAR,
    method="REQUEST",
)
BARE = replace(MAIL, calendar=None, method="")


def opened(mail: Mail) -> EmailMessage:
    return cast(EmailMessage, message_from_bytes(draft_mail(mail, stamped_at=STAMPED), policy=policy.SMTP))


def decoded(value: str) -> str:
    return str(make_header(decode_header(value)))


def kinds(message: EmailMessage) -> list[str]:
    return [part.get_content_type() for part in message.walk()]


def test_a_mail_with_a_calendar() -> None:
    assert draft_mail(MAIL, stamped_at=STAMPED).decode("ascii").split("\r\n")[:8] == [
        "X-Unsent: 1",
        'From: "Westmarch conference team" <conferences@westmarch.example>',
        'To: "Dr Amara Lindgren" <amara.lindgren@nhs.example>',
        "Subject: Conference CP-2027-0142, Friday 12 March 2027, 9:30am",
        "Date: Mon, 01 Mar 2027 08:55:00 +0000",
        "Message-ID: <135de93e4e856d28167a640fa271ed5d@westmarch.example>",
        "MIME-Version: 1.0",
        'Content-Type: multipart/alternative; boundary="=_e4b903d714785346_0"',
    ]
    message = opened(MAIL)
    assert kinds(message) == ["multipart/alternative", "text/plain", "text/calendar"]
    assert message.defects == []


@pytest.mark.parametrize(
    ("subject", "lines"),
    [
        ("[OFFICIAL-SENSITIVE] Moved: now 9:30am", ["Subject: [OFFICIAL-SENSITIVE] Moved: now 9:30am"]),
        ("word " * 15 + "end", ["Subject: " + " ".join(["word"] * 13), " word word end"]),
        ("Ŵyn", ["Subject: =?utf-8?b?xbR5bg==?="]),
        ("=?x?=", ["Subject: =?utf-8?b?PT94Pz0=?="]),
        ("", ["Subject: "]),
    ],
)
def test_a_subject_is_written_as_plainly_as_can_be(subject: str, lines: list[str]) -> None:
    head = draft_mail(replace(BARE, subject=subject), stamped_at=STAMPED).decode("ascii").split("\r\n")
    first = next(number for number, line in enumerate(head) if line.startswith("Subject"))
    assert head[first : first + len(lines)] == lines
    assert head[first + len(lines)].startswith("Date:")


def test_the_method_of_the_part_is_that_of_its_body() -> None:
    for entry, method in ((ENTRY, "REQUEST"), (replace(ENTRY, sequence=1, cancelled=True), "CANCEL")):
        message = opened(replace(MAIL, calendar=invitation_calendar(entry, DOCTOR), method=method))
        part = list(message.iter_parts())[1]
        assert part["Content-Type"].params == {"charset": "utf-8", "method": method}
        read = Calendar.from_ical(part.get_payload(decode=True))
        assert str(read["METHOD"]) == method


@pytest.mark.parametrize("method", ["", "CANCEL", "request", "REQUEST\r\nX: y"])
def test_another_method_than_the_calendars_is_refused(method: str) -> None:
    with pytest.raises(ValueError, match="method"):
        draft_mail(replace(MAIL, method=method), stamped_at=STAMPED)


def test_a_mail_without_a_calendar_is_plain() -> None:
    message = opened(BARE)
    assert kinds(message) == ["text/plain"]
    assert message.get_content().replace("\r\n", "\n") == MAIL.text + "\n"


def test_files_go_beside_what_is_read() -> None:
    files = (
        Attachment("Agenda Żółć: 1/2.pdf", "application/pdf", b"%PDF-1.7\r\n\x00\xff"),
        Attachment("invitation.ics", "application/ics", CALENDAR),
    )
    message = opened(replace(MAIL, attachments=files))
    assert kinds(message) == [
        "multipart/mixed",
        "multipart/alternative",
        "text/plain",
        "text/calendar",
        "application/pdf",
        "application/ics",
    ]
    found = [(part.get_filename(), part.get_payload(decode=True)) for part in message.iter_attachments()]
    assert found == [("Agenda Żółć- 1-2.pdf", files[0].content), ("invitation.ics", CALENDAR)]


def test_the_same_mail_gives_the_same_bytes_and_another_reader_another_id() -> None:
    assert draft_mail(MAIL, stamped_at=STAMPED) == draft_mail(MAIL, stamped_at=STAMPED)
    other = replace(MAIL, to=Mailbox("Ann", "ann@b.uk"))
    assert opened(other)["Message-ID"] != opened(MAIL)["Message-ID"]
    assert opened(MAIL)["Message-ID"].endswith("@westmarch.example>")


def test_what_is_too_long_is_refused() -> None:
    for mail, field in ((replace(BARE, subject="x" * 301), "subject"), (replace(BARE, text="x" * 50_001), "text")):
        with pytest.raises(RuleBroken, match="too_long") as broken:
            draft_mail(mail, stamped_at=STAMPED)
        assert broken.value.field == field


def test_a_sender_without_an_address_is_named_as_such() -> None:
    with pytest.raises(RuleBroken, match="bad_address") as broken:
        draft_mail(replace(MAIL, sender=Mailbox("Team", "")), stamped_at=STAMPED)
    assert broken.value.field == "organiser_email"


def test_a_naive_stamp_is_refused() -> None:
    with pytest.raises(ValueError, match="stamp"):
        draft_mail(MAIL, stamped_at=datetime(2027, 3, 1))


def test_what_cannot_be_read_back_is_never_handed_out(monkeypatch: pytest.MonkeyPatch) -> None:
    kept = eml._written
    monkeypatch.setattr(eml, "_written", lambda mail, at: b"Bcc: all@evil.example\r\n" + kept(mail, at))
    with pytest.raises(ReadBackDiffers, match="others"):
        draft_mail(MAIL, stamped_at=STAMPED)


@settings(deadline=None)
@given(name=any_text, address=any_address, sender=any_text, subject=any_text, text=long_text, file=any_text)
def test_any_text_round_trips_or_is_refused(
    name: str, address: str, sender: str, subject: str, text: str, file: str
) -> None:
    mail = Mail(
        to=Mailbox(name, address),
        sender=Mailbox(sender, ORGANISER.address),
        subject=subject,
        text=text,
        calendar=CALENDAR,
        method="REQUEST",
        attachments=(Attachment(file, "application/pdf", b"%PDF-"),),
    )
    try:
        content = draft_mail(mail, stamped_at=STAMPED)
    except RuleBroken as broken:
        code = broken.code
    else:
        code = ""
    assert code in {"", "bad_address", "too_long"}
    if code:
        return
    assert content.isascii()
    assert content.replace(b"\r\n", b"").count(b"\n") == content.replace(b"\r\n", b"").count(b"\r") == 0
    message = cast(EmailMessage, message_from_bytes(content, policy=policy.SMTP))
    assert sorted(message.keys()) == sorted(
        ["X-Unsent", "From", "To", "Subject", "Date", "Message-ID", "MIME-Version", "Content-Type"]
    )
    assert [each.addr_spec for each in message["To"].addresses] == [address]
    # The standard library's newer reader puts a space between encoded words of a name; its older one reads right.
    plain = message_from_bytes(content)
    assert decoded(parseaddr(plain["To"])[0]) == clean_line(name)
    assert decoded(parseaddr(plain["From"])[0]) == clean_line(sender)
    assert decoded(plain["Subject"].replace("\r\n", "")) == str(message["Subject"]) == clean_line(subject)
    assert all(len(line) <= 76 for line in content.partition(b"\r\nDate:")[0].split(b"\r\n") if b"@" not in line)
    body = message.get_body(("plain",))
    assert body is not None
    assert body.get_content().replace("\r\n", "\n") == clean_lines(text) + "\n"
