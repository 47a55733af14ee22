"""Draft mails: a file that opens as an unsent message to one person, with the calendar entry inside."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage, Message
from email.utils import collapse_rfc2231_value, parsedate_to_datetime

from conference_app.domain.calendar_entry import CANCEL, PUBLISH, REQUEST, Mailbox, mailbox
from conference_app.domain.cleaning import clean_line, clean_lines
from conference_app.domain.errors import RuleBroken
from conference_app.exchange.mail_headers import decoded, header_lines, people_in
from conference_app.exchange.read_back import compare

MOST_SUBJECT = 300
MOST_TEXT = 50_000
_METHODS = {REQUEST, CANCEL, PUBLISH}
_OUR_HEADERS = {"X-Unsent", "From", "To", "Subject", "Date", "Message-ID", "MIME-Version", "Content-Type"} | {
    "Content-Transfer-Encoding"
}


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
    content = _written(clean, stamped_at)
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


def _written(mail: Mail, stamped_at: datetime) -> bytes:
    message_id = _message_id(mail, stamped_at)
    head = header_lines(mail.sender, mail.to, mail.subject, _stamp(stamped_at), message_id)
    return head + _body(mail, message_id).as_bytes()


def _body(mail: Mail, message_id: str) -> EmailMessage:
    """The parts of the mail with the headers that name their kinds."""
    message = EmailMessage(policy=policy.SMTP)
    message.set_content(mail.text + "\n", cte="quoted-printable")
    if mail.calendar is not None:
        message.add_alternative(
            mail.calendar.decode("utf-8"), subtype="calendar", cte="base64", params={"method": mail.method}
        )
    for each in mail.attachments:
        main, _, sub = each.media_type.partition("/")
        message.add_attachment(each.content, maintype=main, subtype=sub, filename=each.name)
    _set_boundaries(message, hashlib.sha256(message_id.encode()).hexdigest()[:16])
    return message


def _set_boundaries(message: EmailMessage, named: str) -> None:
    """Boundaries that depend on the mail alone; "=_" stands in no encoded text."""
    multiparts = [part for part in message.walk() if part.is_multipart()]
    for number, part in enumerate(multiparts):
        part.set_boundary(f"=_{named}_{number}")


def _stamp(stamped_at: datetime) -> datetime:
    if stamped_at.tzinfo is None:
        raise ValueError("the stamp is in UTC")
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
    message = message_from_bytes(content)
    text = next(part for part in message.walk() if part.get_content_type() == "text/plain")
    return {
        **{name: [decoded(str(value)) for value in message.get_all(name, [])] for name in ("X-Unsent", "Subject")},
        **{name: people_in([str(value) for value in message.get_all(name, [])]) for name in ("From", "To")},
        "Date": [parsedate_to_datetime(value) for value in message.get_all("Date", [])],
        "Message-ID": [str(value) for value in message.get_all("Message-ID", [])],
        "others": sorted({*message.keys()} - _OUR_HEADERS),
        "text": _bytes(text).decode("utf-8").replace("\r\n", "\n"),
        "calendar": [(part.get_param("method"), _bytes(part)) for part in _calendars(message)],
        "attachments": [
            (_file_name_of(part), part.get_content_type(), _bytes(part))
            for part in message.walk()
            if part.get_content_disposition() == "attachment"
        ],
    }


def _calendars(message: Message) -> list[Message]:
    return [
        part
        for part in message.walk()
        if part.get_content_type() == "text/calendar" and part.get_content_disposition() != "attachment"
    ]


def _file_name_of(part: Message) -> str:
    return collapse_rfc2231_value(part.get_filename() or "")


def _bytes(part: Message) -> bytes:
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""
