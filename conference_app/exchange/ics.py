"""Calendar files for one invitee each, for a cancellation, and for the coordinator's own diary [RFC 5545, 5546]."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC
from typing import TYPE_CHECKING, Any

from conference_app.domain.calendar_entry import PUBLISH, CalendarEntry, Mailbox, mailbox
from conference_app.domain.cleaning import clean_line
from conference_app.exchange.read_back import compare
from conference_app.version import VERSION

if TYPE_CHECKING:
    from icalendar import Event

ZONE = "Europe/London"
# Not every program reads these in a parameter as RFC 6868 writes them.
_IN_A_PARAMETER = str.maketrans({'"': "'", "^": "'", "\\": "/"})
_EDGES = {"BEGIN", "END"}  # the marks around an event, which icalendar lists with its properties

# The rule since 1996: summer time from the last Sunday of March, 01:00 GMT, to the last of October, 02:00 BST.
_LONDON = """BEGIN:VTIMEZONE
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
""".replace("\n", "\r\n").encode()
_FIRST_EVENT, _END = b"BEGIN:VEVENT\r\n", b"END:VCALENDAR\r\n"


def invitation_calendar(entry: CalendarEntry, attendee: Mailbox) -> bytes:
    """The entry for one person: METHOD:REQUEST, or CANCEL where the entry is cancelled."""
    return _written(entry.method, [entry], attendee)


def published_calendar(entries: Sequence[CalendarEntry]) -> bytes:
    """Several entries for a diary of one's own: METHOD:PUBLISH, nobody to answer."""
    return _written(PUBLISH, entries, None)


def summary(reference: str) -> str:
    """What an entry is called: its reference alone, never a name."""
    return f"Conference {clean_line(reference)}"


def _written(method: str, entries: Sequence[CalendarEntry], attendee: Mailbox | None) -> bytes:
    """The calendar as bytes, read again and compared; ReadBackDiffers where it says anything else."""
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("PRODID", f"-//Child protection conferences//{VERSION}//EN")
    calendar.add("VERSION", "2.0")
    calendar.add("CALSCALE", "GREGORIAN")
    calendar.add("METHOD", method)
    meant = [_facts(entry, attendee) for entry in entries]
    for facts in meant:
        calendar.add_component(_event(facts))
    content = _with_zone(calendar.to_ical())
    _check(content, method, meant)
    return content


def _with_zone(content: bytes) -> bytes:
    """The calendar with the zone's rules before its events: the same lines every time, never set anew."""
    head, event, rest = content.partition(_FIRST_EVENT if _FIRST_EVENT in content else _END)
    return head + _LONDON + event + rest


def _facts(entry: CalendarEntry, attendee: Mailbox | None) -> dict[str, object]:
    """What the event says, by the names of its properties."""
    _check_entry(entry)
    facts: dict[str, object] = {
        "UID": entry.uid,
        "SEQUENCE": entry.sequence,
        "DTSTAMP": entry.stamped_at.astimezone(UTC).replace(microsecond=0),
        "DTSTART": entry.starts_at,
        "DTEND": entry.ends_at,
        "SUMMARY": summary(entry.reference),
        "CLASS": "PRIVATE",
        "STATUS": "CANCELLED" if entry.cancelled else "CONFIRMED",
        "TRANSP": "TRANSPARENT" if entry.cancelled else "OPAQUE",
        "ORGANIZER": _person(entry.organiser),
    }
    texts = {"LOCATION": clean_line(entry.place), "DESCRIPTION": _description(entry)}
    facts |= {name: text for name, text in texts.items() if text}
    if attendee is not None:
        asked = {"ROLE": "REQ-PARTICIPANT", "PARTSTAT": "NEEDS-ACTION", "RSVP": "FALSE" if entry.cancelled else "TRUE"}
        facts["ATTENDEE"] = {**_person(attendee), "CUTYPE": "INDIVIDUAL", **asked}
    return facts


def _check_entry(entry: CalendarEntry) -> None:
    """What only the program itself can get wrong."""
    if not entry.uid or entry.uid != clean_line(entry.uid) or entry.sequence < 0:
        raise ValueError("every version of an entry has its one UID and its number")
    if entry.starts_at.tzinfo or entry.ends_at.tzinfo or entry.stamped_at.tzinfo is None:
        raise ValueError("conference times are naive, the stamp is in UTC")
    if entry.ends_at <= entry.starts_at:
        raise ValueError("the conference ends before it starts")


def _description(entry: CalendarEntry) -> str:
    """How the conference is held, who chairs it, and the link where one was given; nobody else."""
    known = (("How", entry.mode), ("Chair", entry.chair), ("To join", entry.joining))
    lines = ((name, clean_line(text)) for name, text in known)
    return "\n".join(f"{name}: {text}" for name, text in lines if text)


def _person(person: Mailbox) -> dict[str, str]:
    checked = mailbox(person.name, person.address)
    name = checked.name.translate(_IN_A_PARAMETER)
    return {"address": f"mailto:{checked.address}", **({"CN": name} if name else {})}


def _event(facts: dict[str, object]) -> Event:
    from icalendar import Event, vCalAddress

    event = Event()
    for name, value in facts.items():
        if isinstance(value, dict):
            parameters = {key: text for key, text in value.items() if key != "address"}
            event.add(name, vCalAddress(value["address"]), parameters=parameters)
        elif name in {"DTSTART", "DTEND"}:
            event.add(name, value, parameters={"TZID": ZONE})
        else:
            event.add(name, value)
    return event


def _check(content: bytes, method: str, meant: list[dict[str, object]]) -> None:
    from icalendar import Calendar

    read = Calendar.from_ical(content.replace(_LONDON, b"", 1))
    events = read.events
    compare(
        "calendar file",
        {"METHOD": method, "events": len(meant), "zone": content.count(_LONDON), "longest line": True},
        {
            "METHOD": str(read.get("METHOD")),
            "events": len(events),
            "zone": 1,
            "longest line": all(len(line) <= 75 for line in content.split(b"\r\n")),
        },
    )
    for facts, event in zip(meant, events, strict=True):
        compare("calendar file", facts, _read(event))


def _read(event: Event) -> dict[str, object]:
    """The same facts out of a calendar that was read."""
    return {name: _value(name, value) for name, value in event.property_items(recursive=False) if name not in _EDGES}


def _value(name: str, value: Any) -> object:
    if name in {"ATTENDEE", "ORGANIZER"}:
        return {"address": str(value), **{key: str(text) for key, text in value.params.items()}}
    if name == "DTSTAMP":
        return value.dt.astimezone(UTC)
    if name in {"DTSTART", "DTEND"}:
        return value.dt.replace(tzinfo=None) if value.params.get("TZID") == ZONE else value.dt
    return int(value) if name == "SEQUENCE" else str(value)
