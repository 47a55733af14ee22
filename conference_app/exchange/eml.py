"""Draft mails: a file that opens as an unsent message to one person, with the calendar entry inside."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.headerregistry import Address
from email.message import EmailMessage

from conference_app.domain.calendar_entry import Mailbox, mailbox
from conference_app.domain.cleaning import clean_line, clean_lines
from conference_app.domain.errors import RuleBroken
from conference_app.exchange.read_back import compare

MOST_SUBJECT = 300
MOST_TEXT = 50_000
_METHODS = {"REQUEST", "CANCEL", "PUBLISH"}
_CONTENT = {"Content-Type", "Content-Transfer-Encoding", "Content-Disposition"}


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that goes with a mail: its name, its type ("application/pdf") and its content."""

    name: str
    media_type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Mail:
    """What one person is sent; `method` is that of the calendar, in whose body it must stand too."""

    to: Mailbox
    sender: Mailbox
    subject: str
    text: str
    calendar: bytes | None = None
    method: str = ""
    attachments: tuple[Attachment, ...] = ()


def draft_mail(mail: Mail, *, stamped_at: datetime) -> bytes:
    """The mail as an unsent draft (X-Unsent: 1), read again and compared.

    RuleBroken `bad_address` or `too_long`; ReadBackDiffers where the file would say anything else than the mail.
    """
    clean = _cleaned(mail)
    if clean.calendar is not None:
        _check_method(clean.calendar, clean.method)
    content = _message(clean, stamped_at).as_bytes(policy=policy.SMTP)
    compare("draft mail", _meant(clean, stamped_at), _read(content))
    return content


def _cleaned(mail: Mail) -> Mail:
    """The mail as it may be written: people checked, one line of subject, no hidden characters."""
    subject, text = clean_line(mail.subject), clean_lines(mail.text)
    if len(subject) > MOST_SUBJECT:
        raise RuleBroken("too_long", field="subject", what="the subject", most=MOST_SUBJECT)
    if len(text) > MOST_TEXT:
        raise RuleBroken("too_long", field="text", what="the text of the mail", most=MOST_TEXT)
    return Mail(
        to=mailbox(mail.to.name, mail.to.address),
        sender=mailbox(mail.sender.name, mail.sender.address, field="organiser_email"),
        subject=subject,
        text=text,
        calendar=mail.calendar,
        method=mail.method,
        attachments=tuple(
            Attachment(_file_name(each.name), each.media_type, each.content) for each in mail.attachments
        ),
    )


def _check_method(calendar: bytes, method: str) -> None:
    """The method of the header must be the body's: with two different ones a mail program shows no buttons."""
    named = [line for line in calendar.split(b"\r\n") if line.startswith(b"METHOD")]
    if method not in _METHODS or named != [b"METHOD:" + method.encode("ascii")]:
        raise ValueError("the method of the mail is not the calendar's")


def _file_name(name: str) -> str:
    return "".join("-" if each in '/\\:*?"<>|' else each for each in clean_line(name)).strip(". ") or "file"


def _message(mail: Mail, stamped_at: datetime) -> EmailMessage:
    message = EmailMessage(policy=policy.SMTP)
    message["X-Unsent"] = "1"
    message["From"] = _address(mail.sender)
    message["To"] = _address(mail.to)
    message["Subject"] = mail.subject
    message["Date"] = _stamp(stamped_at)
    message["Message-ID"] = _message_id(mail, stamped_at)
    message.set_content(mail.text + "\n", cte="quoted-printable")
    if mail.calendar is not None:
        message.add_alternative(
            mail.calendar.decode("utf-8"), subtype="calendar", cte="base64", params={"method": mail.method}
        )
    for each in mail.attachments:
        main, _, sub = each.media_type.partition("/")
        message.add_attachment(each.content, maintype=main, subtype=sub, filename=each.name)
    return message


def _address(person: Mailbox) -> Address:
    user, _, domain = person.address.rpartition("@")
    return Address(person.name, user, domain)


def _stamp(stamped_at: datetime) -> datetime:
    return stamped_at.astimezone(UTC).replace(microsecond=0)


def _message_id(mail: Mail, stamped_at: datetime) -> str:
    """One for each mail, telling nothing of the computer it was written on."""
    said = "\n".join((mail.to.address, mail.subject, mail.method, mail.text, _stamp(stamped_at).isoformat()))
    return f"<{hashlib.sha256(said.encode()).hexdigest()[:32]}@{mail.sender.address.rpartition('@')[2]}>"


def _meant(mail: Mail, stamped_at: datetime) -> dict[str, object]:
    return {
        "X-Unsent": ["1"],
        "From": [(mail.sender.name, mail.sender.address)],
        "To": [(mail.to.name, mail.to.address)],
        "Subject": [mail.subject],
        "Date": [_stamp(stamped_at)],
        "Message-ID": [_message_id(mail, stamped_at)],
        "others": [],
        "text": mail.text + "\n",
        "calendar": [] if mail.calendar is None else [(mail.method, mail.calendar)],
        "attachments": [(each.name, each.media_type, each.content) for each in mail.attachments],
    }


def _read(content: bytes) -> dict[str, object]:
    """The same facts out of the bytes of a mail."""
    message = message_from_bytes(content, policy=policy.SMTP)
    assert isinstance(message, EmailMessage)
    named = {name: message.get_all(name, []) for name in ("From", "To", "Subject", "Date", "Message-ID", "X-Unsent")}
    body = message.get_body(("plain",))
    return {
        "X-Unsent": [str(value) for value in named["X-Unsent"]],
        "From": [(each.display_name, each.addr_spec) for value in named["From"] for each in value.addresses],
        "To": [(each.display_name, each.addr_spec) for value in named["To"] for each in value.addresses],
        "Subject": [str(value) for value in named["Subject"]],
        "Date": [value.datetime for value in named["Date"]],
        "Message-ID": [str(value) for value in named["Message-ID"]],
        "others": sorted({*message.keys()} - {*named, "MIME-Version", *_CONTENT}),
        "text": body.get_content().replace("\r\n", "\n") if body is not None else None,
        "calendar": list(_calendars(message)),
        "attachments": [
            (each.get_filename(), each.get_content_type(), each.get_payload(decode=True))
            for each in message.iter_attachments()
        ],
    }


def _calendars(message: EmailMessage) -> Iterator[tuple[object, bytes]]:
    for part in message.walk():
        if part.get_content_type() == "text/calendar" and not part.is_attachment():  # type: ignore[attr-defined]
            yield part.get_param("method"), part.get_payload(decode=True)  # type: ignore[misc]
