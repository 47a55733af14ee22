"""Answers to invitations out of calendar files and mails of any program; what is no answer is said in a sentence."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import unquote

from conference_app.domain.errors import RuleBroken
from conference_app.domain.replies import COUNTER, Answer
from conference_app.exchange.calendar_reading import LONDON, components_in, london, short_line
from conference_app.exchange.files import MOST_BYTES
from conference_app.exchange.mail_parts import CalendarPart, calendar_parts

MOST_ANSWERS = 1_000  # in one file
MOST_WANTED = 2_000_000  # bytes of what is looked at: a thousand answers take a fifth of that
MOST_LINES = 30_000
MOST_BEGUN = 5_000  # components
MOST_SAID = 20  # sentences about one file
MOST_SEQUENCE = 1_000_000
_OUTLOOK_ITEM = b"\xd0\xcf\x11\xe0"
_ANSWERING = {"REPLY", COUNTER}
_NO_ANSWER = {
    "REQUEST": "an invitation",
    "PUBLISH": "a published entry",
    "CANCEL": "a cancellation",
    "ADD": "an addition to a series",
    "REFRESH": "a request for the latest version",
    "DECLINECOUNTER": "a refusal of another time proposed",
    "": "a calendar entry",
}
# Lines of an entry that say nothing about an answer, with those that go on from them.
_BESIDE_THE_POINT = re.compile(
    rb"^(?:X-|DESCRIPTION|LOCATION|ORGANIZER|CREATED|LAST-MODIFIED|PRODID|VERSION|CALSCALE|STATUS|TRANSP|CLASS|"
    rb"PRIORITY|ATTACH|URL|CATEGORIES|EXDATE|EXRULE|GEO|RESOURCES|REQUEST-STATUS|RELATED-TO|CONTACT|"
    rb"REFRESH-INTERVAL|COLOR|IMAGE|CONFERENCE)[-A-Z0-9]*[;:][^\n]*\n(?:[ \t][^\n]*\n)*",
    re.MULTILINE | re.IGNORECASE,
)
_LONGEST_DAYS = 3660  # of a time proposed, from the day it was written


@dataclass(frozen=True, slots=True)
class Reading:
    """What one file holds: the answers, and a sentence for each part that is none or was not understood."""

    source: str
    answers: tuple[Answer, ...]
    not_understood: tuple[str, ...] = ()


class _Unreadable(Exception):
    """Why one entry could not be read."""


def read_replies(content: bytes, source: str) -> Reading:
    """Read a calendar file or a mail as it was saved; never raises, whatever the file holds."""
    source = short_line(source, 200)
    answers: dict[str, Answer] = {}
    said: list[str] = []
    try:
        for found in _found_in(content):
            if isinstance(found, str):
                said.append(found)
            elif len(answers) < MOST_ANSWERS:
                answers.setdefault(found.digest, replace(found, source=source))
            else:
                said.append(f"It holds more than {MOST_ANSWERS:,} answers: the rest was not read.")
                break
    except RuleBroken:
        said.append("It is neither a calendar file nor a mail, or it is damaged from the start.")
    except Exception:  # whatever a damaged file can make of a parser
        said.append("It is damaged and could not be read to the end.")
    if not answers and not said:
        said.append("There is no calendar answer in it.")
    return Reading(source, tuple(answers.values()), tuple(dict.fromkeys(said[:MOST_SAID])))


def _found_in(content: bytes) -> Iterator[Answer | str]:
    """Each answer, or a sentence about what is none."""
    if len(content) > MOST_BYTES:
        yield f"It is larger than {MOST_BYTES // 1_000_000} MB."
        return
    if content.startswith(_OUTLOOK_ITEM):
        yield "It is an item saved in Outlook's own form (.msg). Save it again as .ics, or the mail as .eml."
        return
    if _is_calendar(content):
        yield from _in_calendar(CalendarPart(content))
        return
    for part in calendar_parts(content):
        if isinstance(part, str):
            yield part
        else:
            yield from _in_calendar(part)


def _is_calendar(content: bytes) -> bool:
    """Whether the file itself is a calendar, and not a mail with one in it."""
    start = content[:4].startswith((b"\xff\xfe", b"\xfe\xff"))
    return start or content[:400].lstrip(b"\xef\xbb\xbf \t\r\n")[:15].upper() == b"BEGIN:VCALENDAR"


def _in_calendar(part: CalendarPart) -> Iterator[Answer | str]:
    if part.content.upper().count(b"BEGIN:VEVENT") > MOST_ANSWERS:
        yield f"It holds more than {MOST_ANSWERS:,} entries."
        return
    wanted = _BESIDE_THE_POINT.sub(b"", part.content)
    if len(wanted) > MOST_WANTED or wanted.count(b"\n") > MOST_LINES or wanted.upper().count(b"BEGIN:") > MOST_BEGUN:
        yield "It is drawn out beyond all reason for an answer."
        return
    for piece in _pieces(wanted):
        if isinstance(piece, str):
            yield piece
            continue
        for calendar in piece:
            yield from _in_one(calendar, part)


def _pieces(content: bytes) -> Iterator[list[Any] | str]:
    """The calendars of a file; where the whole cannot be read, each calendar in it by itself."""
    try:
        yield components_in(content)
        return
    except RuleBroken:
        pieces = [b"BEGIN:VCALENDAR" + each for each in content.split(b"BEGIN:VCALENDAR")[1 : MOST_ANSWERS + 1]]
    if len(pieces) < 2:
        yield "The calendar in it is damaged."
        return
    for number, piece in enumerate(pieces, start=1):
        try:
            yield components_in(piece)
        except RuleBroken:
            yield f"Calendar {number} of {len(pieces)} in it is damaged."


def _in_one(calendar: Any, part: CalendarPart) -> Iterator[Answer | str]:
    """The answers of one calendar, or why it holds none."""
    if calendar.name != "VCALENDAR":
        yield f"{short_line(str(calendar.name), 40)} stands by itself: not an answer."
        return
    method = (_text(calendar, "METHOD", 40) or part.method).upper()
    if method not in _ANSWERING:
        yield f"It is {_NO_ANSWER.get(method, 'a calendar message')} ({method or 'no METHOD'}), not an answer."
        return
    events = [each for each in calendar.subcomponents if each.name == "VEVENT"]
    if not events:
        kinds = {"VFREEBUSY": "free and busy times", "VTODO": "a task", "VJOURNAL": "a journal entry"}
        names = [kinds[each.name] for each in calendar.subcomponents if each.name in kinds]
        yield f"It is about {names[0]}, not an answer to an invitation." if names else "The answer in it is empty."
    for event in events:
        try:
            yield from _answers(event, method, part)
        except _Unreadable as why:
            yield f"{_name(event)}: {why}."
        except Exception:  # whatever a damaged entry can make of a parser
            yield f"{_name(event)}: it is damaged."


def _answers(event: Any, method: str, part: CalendarPart) -> Iterator[Answer]:
    """What each attendee in one entry answers."""
    uid = _text(event, "UID", 300)
    if not uid:
        raise _Unreadable("it does not say what it answers (no UID)")
    attendees = [_Attendee.of(each) for each in _listed(event, "ATTENDEE")]
    known = {each.address: each for each in attendees if each.address}
    if not known:
        raise _Unreadable("it does not say who answers")
    about = _about(event, method, part, uid)
    for each in _answering(list(known.values()), method, part.sender):
        deputy = known.get(each.delegated_to)
        answer = replace(
            about,
            attendee=each.address,
            attendee_name=each.name,
            answer=each.answer,
            delegated_to=each.delegated_to,
            delegate_name=deputy.name if deputy else "",
            delegated_from=each.delegated_from,
            sent_by=each.sent_by,
            comment=about.comment or each.comment,
        )
        yield replace(answer, digest=_digest(answer, part))


@dataclass(frozen=True, slots=True)
class _Attendee:
    """One ATTENDEE line."""

    address: str
    name: str
    answer: str
    delegated_to: str
    delegated_from: str
    sent_by: str
    comment: str  # Google's

    @classmethod
    def of(cls, line: Any) -> _Attendee:
        params = getattr(line, "params", {})
        address = _address(line) or _address(params.get("EMAIL", ""))
        name = short_line(str(params.get("CN", "")).strip("\"' "), 200)
        return cls(
            address,
            "" if name.casefold() == address else name,
            short_line(str(params.get("PARTSTAT", "NEEDS-ACTION")), 40).lower(),
            _address(params.get("DELEGATED-TO", "")),
            _address(params.get("DELEGATED-FROM", "")),
            _address(params.get("SENT-BY", "")),
            short_line(str(params.get("X-RESPONSE-COMMENT", "")), 1000),
        )


def _answering(attendees: list[_Attendee], method: str, sender: str) -> list[_Attendee]:
    """Those of the attendees named whose answer it is."""
    sent_by_self = [each for each in attendees if each.address == sender]
    delegating = [each for each in attendees if each.delegated_to]
    if len(attendees) == 1:
        return attendees
    if delegating:  # with the deputy's line beside it, who may have answered too
        deputies = [each for each in attendees if each.delegated_from and each.answer in {"accepted", "declined"}]
        return deputies or delegating
    if sent_by_self:
        return sent_by_self
    said = [each for each in attendees if each.answer != "needs-action"]
    if method == COUNTER and len(said) != 1:
        raise _Unreadable("it names several people, and not who proposes another time")
    return said or attendees


def _about(event: Any, method: str, part: CalendarPart, uid: str) -> Answer:
    """What is the same for everybody in one entry."""
    stamped_at = _stamp(event) or part.dated_at
    start, end = _proposed(event, stamped_at) if method == COUNTER else (None, None)
    occurrence = _when(event, "RECURRENCE-ID")
    return Answer(
        uid,
        method,
        "",
        "",
        _sequence(event),
        stamped_at,
        proposed_start=start,
        proposed_end=end,
        comment=_comment(event),
        sender=part.sender,
        occurrence=occurrence,
    )


def _stamp(event: Any) -> datetime | None:
    """When it was written, in UTC; a time without a zone is London's, one out of all reason is none."""
    found = getattr(event.get("DTSTAMP"), "dt", None)
    if not isinstance(found, datetime) or not 2000 <= found.year < 2200:
        return None
    if found.tzinfo is None:
        found = found.replace(tzinfo=LONDON)
    return found.astimezone(UTC).replace(microsecond=0)


def _sequence(event: Any) -> int:
    found = event.get("SEQUENCE", 0)
    if not isinstance(found, int) or not 0 <= found <= MOST_SEQUENCE:
        raise _Unreadable("its SEQUENCE is damaged")
    return int(found)


def _proposed(event: Any, stamped_at: datetime | None) -> tuple[datetime | None, datetime | None]:
    """The time proposed; its end is None where it is not said or is no later."""
    start = _when(event, "DTSTART")
    if start is None:
        return None, None
    lasts = getattr(event.get("DURATION"), "dt", None)
    end = start + lasts if isinstance(lasts, timedelta) else _when(event, "DTEND")
    written = stamped_at.replace(tzinfo=None) if stamped_at else start
    if abs((start - written).days) > _LONGEST_DAYS:
        raise _Unreadable("the time it proposes is out of all reason")
    return start, end if end is not None and timedelta() < end - start <= timedelta(days=31) else None


def _when(event: Any, name: str) -> datetime | None:
    """A time of the entry on the clock of London; a time in an unknown zone cannot be told."""
    found = event.get(name)
    if found is None:
        return None
    damaged = isinstance(found, list) or any(named == name for named, _ in event.errors)
    moment = None if damaged else getattr(found, "dt", None)
    if moment is None:
        raise _Unreadable(f"its {name} is damaged")
    zone = getattr(found, "params", {}).get("TZID")
    if isinstance(moment, datetime) and moment.tzinfo is None and zone:
        raise _Unreadable(f"the time zone {short_line(str(zone), 60)} is not known")
    return london(moment)


def _comment(event: Any) -> str:
    said = [short_line(str(each), 1000) for each in _listed(event, "COMMENT")]
    return short_line(" ".join(each for each in said if each), 1000)


def _listed(event: Any, name: str) -> list[Any]:
    found = event.get(name, [])
    return found[:MOST_ANSWERS] if isinstance(found, list) else [found]


def _text(component: Any, name: str, most: int) -> str:
    found = component.get(name, "")
    return short_line(str(found[0] if isinstance(found, list) and found else found), most)


def _address(value: Any) -> str:
    """A plain e-mail address in small letters; "" for anything else."""
    if isinstance(value, (list, tuple)):
        value = value[0] if value else ""
    text = str(value).strip("\"'<> \t")
    if text[:7].casefold() == "mailto:":
        text = unquote(text[7:])
    text = short_line(text.split("?", 1)[0], 254).casefold()
    return text if "@" in text[1:-1] and " " not in text else ""


def _name(event: Any) -> str:
    """Which entry it is, as somebody could find it again."""
    said = _text(event, "SUMMARY", 80)
    return f"“{said}”" if said else "An entry without a title"


def _digest(answer: Answer, part: CalendarPart) -> str:
    """The same for the same answer, in whatever file; without a time of writing, in the same file only."""
    said = (
        answer.uid,
        answer.method,
        answer.attendee,
        answer.answer,
        str(answer.sequence),
        answer.stamp or hashlib.sha256(part.content).hexdigest(),
        answer.delegated_to,
        answer.delegated_from,
        str(answer.proposed_start or ""),
        str(answer.proposed_end or ""),
        str(answer.occurrence or ""),
        answer.comment,
    )
    return hashlib.sha256("\n".join(said).encode("utf-8", "replace")).hexdigest()
