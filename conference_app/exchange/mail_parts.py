"""The calendars in a mail as it was saved, however deep they lie in it, and from whom it came."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes
from email.errors import HeaderParseError, MessageError
from email.header import decode_header
from email.message import Message
from email.utils import parseaddr, parsedate_to_datetime
from typing import Any

from conference_app.exchange.calendar_reading import short_line

MOST_PARTS = 200
MOST_NESTED = 10  # mails in mails
MOST_BOUNDARIES = 400
MOST_LINES = 400_000
MOST_LOOKS = 6_000_000  # every line is held against every boundary
MOST_MARKS = 5_000  # lines that could be between parts
MOST_MAILS = 100
LONGEST_HEAD = 1_000_000  # bytes
LONGEST_FIELD = 10_000
_FIELD = re.compile(rb"^content-[a-z-]+:[^\n]*(?:\n[ \t][^\n]*)*", re.MULTILINE)  # what says how to take it apart
_CALENDAR_TYPES = {"text/calendar", "application/ics", "application/x-ics", "text/x-vcalendar"}
_TNEF = {"application/ms-tnef", "application/vnd.ms-tnef"}


@dataclass(frozen=True, slots=True)
class CalendarPart:
    """One calendar with what the mail round it says: its METHOD, who sent it and when (UTC)."""

    content: bytes
    method: str = ""
    sender: str = ""
    dated_at: datetime | None = None


def calendar_parts(content: bytes) -> Iterator[CalendarPart | str]:
    """Each calendar of a mail, and a sentence where something in it cannot be read or nothing is a calendar."""
    if not _is_mail(content):
        yield "It is neither a calendar file nor a mail, or it is damaged from the start."
        return
    if _is_drawn_out(content):
        yield f"The mail has more than {MOST_PARTS} parts, or a head beyond all reason: it was not read."
        return
    mail = message_from_bytes(content)
    seen = _Seen()
    found = list(_walk(mail, seen, 0))
    yield from found
    if not any(isinstance(each, CalendarPart) for each in found) and not seen.told:
        subject = header_text(mail, "Subject", 120)
        about = f" Its subject: “{subject}”." if subject else ""
        automatic = header_text(mail, "Auto-Submitted", 40).lower() not in {"", "no"}
        kind = "This is an automatic reply" if automatic else "This is a mail"
        yield f"{kind} without a calendar answer.{about}"


def header_text(mail: Message, name: str, most: int) -> str:
    """A header in plain words, "" where there is none or it is damaged."""
    raw = str(mail.get(name, ""))[: most * 12]
    try:
        parts = [_decoded(text, charset) for text, charset in decode_header(raw)]
    except (HeaderParseError, ValueError, LookupError):
        parts = [raw]
    return short_line("".join(parts), most)


@dataclass(slots=True)
class _Seen:
    parts: int = 0
    told: bool = False


def _walk(mail: Message, seen: _Seen, depth: int) -> Iterator[CalendarPart | str]:
    """The calendars of one mail and of the mails attached to it."""
    sender = _sender(mail)
    waiting: list[Message] = [mail]
    while waiting:
        part = waiting.pop(0)
        seen.parts += 1
        if seen.parts > MOST_PARTS:
            if not seen.told:
                yield f"The mail has more than {MOST_PARTS} parts: the rest was not read."
            seen.told = True
            return
        inner = part.get_payload()
        if part.get_content_type() == "message/rfc822":
            yield from _attached(inner, seen, depth)
        elif isinstance(inner, list):
            waiting[:0] = [each for each in inner if isinstance(each, Message)]
        else:
            yield from _leaf(part, mail, sender, seen, depth)


def _attached(inner: Any, seen: _Seen, depth: int) -> Iterator[CalendarPart | str]:
    if depth >= MOST_NESTED:
        seen.told = True
        yield f"More than {MOST_NESTED} mails lie in one another in it: the innermost were not read."
        return
    for each in inner if isinstance(inner, list) else []:
        if isinstance(each, Message):
            yield from _walk(each, seen, depth + 1)


def _leaf(part: Message, mail: Message, sender: str, seen: _Seen, depth: int) -> Iterator[CalendarPart | str]:
    kind, name = part.get_content_type(), _filename(part)
    if kind in _TNEF or name == "winmail.dat":
        seen.told = True
        yield (
            "The answer lies in a winmail.dat, which only Outlook understands. Ask for it again as a plain mail, or "
            "record it by hand."
        )
    elif kind in _CALENDAR_TYPES or name.endswith((".ics", ".vcs", ".ical")):
        method = part.get_param("method", "")
        said = short_line(method if isinstance(method, str) else "", 40)
        yield CalendarPart(_content(part), said, sender, _dated(mail))
    elif name.endswith(".eml") and not _is_drawn_out(inner := _content(part)):
        yield from _attached([message_from_bytes(inner)], seen, depth)


def _content(part: Message) -> bytes:
    """What a part holds, in UTF-8 where its own encoding is told."""
    content = part.get_payload(decode=True)
    if not isinstance(content, bytes):
        return b""
    charset = str(part.get_content_charset("utf-8"))
    try:
        return content if charset in {"utf-8", "us-ascii"} else content.decode(charset).encode("utf-8")
    except (LookupError, ValueError):
        return content


def _sender(mail: Message) -> str:
    """The address it came from in small letters, "" where none is told."""
    try:
        address = parseaddr(str(mail.get("From", ""))[:2000])[1]
    except (ValueError, TypeError, IndexError):
        return ""
    return short_line(address, 254).casefold()


def _dated(mail: Message) -> datetime | None:
    try:
        found = parsedate_to_datetime(str(mail.get("Date", ""))[:100])
        if not 2000 <= found.year < 2200:
            return None
        return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC).replace(microsecond=0)
    except (ValueError, TypeError, OverflowError, IndexError):
        return None


def _filename(part: Message) -> str:
    try:
        return short_line(part.get_filename("") or "", 200).casefold()
    except (MessageError, ValueError, LookupError, TypeError):
        return ""


def _decoded(text: bytes | str, charset: str | None) -> str:
    if isinstance(text, str):
        return text
    try:
        return text.decode(charset or "utf-8", "replace")
    except LookupError:
        return text.decode("utf-8", "replace")


def _is_drawn_out(content: bytes) -> bool:
    """Whether it would take minutes to take apart; no answer anybody wrote comes near."""
    small, lines = content.lower(), content.count(b"\n")
    boundaries = small.count(b"boundary=")
    ends = max(content.find(b"\n\r\n"), content.find(b"\n\n"))
    return (
        boundaries > MOST_BOUNDARIES
        or lines > MOST_LINES
        or boundaries * lines > MOST_LOOKS
        or small.count(b"\n--") > MOST_MARKS
        or small.count(b"message/rfc822") > MOST_MAILS
        or any(len(each[0]) > LONGEST_FIELD for each in _FIELD.finditer(small))
        or (ends if ends >= 0 else len(content)) > LONGEST_HEAD
    )


def _is_mail(content: bytes) -> bool:
    """Whether it begins as a mail does: lines with a name and a colon."""
    first = content.lstrip(b"\xef\xbb\xbf\r\n")[:1000].split(b"\n", 1)[0]
    if first.startswith(b"From "):
        return True
    name, colon, _ = first.partition(b":")
    return bool(colon) and 0 < len(name) <= 76 and all(33 <= each <= 126 for each in name)
