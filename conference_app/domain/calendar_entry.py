"""The one calendar entry a conference has all its life, its versions, and to whom they may be written."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from conference_app.domain.cleaning import clean_line
from conference_app.domain.errors import RuleBroken

EXTERNAL = "external"
NOT_SECURE = "not secure"
MOST_NAME = 200
MOST_ADDRESS = 254

_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_DOMAIN = rf"(?:{_LABEL}\.)+{_LABEL}"
# Only characters that mean nothing special in a mail header or a mailto link.
_LOCAL = r"[A-Za-z0-9_+'&=~-]+(?:\.[A-Za-z0-9_+'&=~-]+)*"
_PLAIN = re.compile(rf"{_LOCAL}@{_DOMAIN}")
_LISTED = re.compile(rf"(?:\*\.)?{_DOMAIN}")
_LONGEST_LOCAL = 64


@dataclass(frozen=True, slots=True)
class Mailbox:
    """Somebody who can be written to; made by `mailbox`."""

    name: str
    address: str


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """One version of the one calendar entry of a conference, without any child's or family's name.

    `starts_at` and `ends_at` are wall time in England, naive; `stamped_at` is aware, in UTC. `joining` is the link
    or number to join by, empty where nobody joins from afar.
    """

    uid: str
    sequence: int
    reference: str
    starts_at: datetime
    ends_at: datetime
    mode: str
    place: str
    chair: str
    joining: str
    organiser: Mailbox
    stamped_at: datetime
    cancelled: bool = False


def mailbox(name: str, address: str, *, field: str = "email") -> Mailbox:
    """The name cleaned and the address checked; RuleBroken `bad_address`, or `too_long` for the name."""
    said = clean_line(name)
    if len(said) > MOST_NAME:
        raise RuleBroken("too_long", field=field, what="the name", most=MOST_NAME)
    if not is_plain_address(address):
        raise RuleBroken("bad_address", field=field, name=said or "This person", text=clean_line(address)[:MOST_NAME])
    return Mailbox(said, address)


def is_plain_address(address: str) -> bool:
    """Whether it is one address in plain letters that any mail and calendar program takes as it is."""
    return (
        len(address) <= MOST_ADDRESS
        and _PLAIN.fullmatch(address) is not None
        and len(address.partition("@")[0]) <= _LONGEST_LOCAL
    )


def changed(before: CalendarEntry, now: CalendarEntry) -> tuple[str, ...]:
    """Which of time, place, chair, mode and link differ; the SEQUENCE rises where any does [RFC 5546 2.1.4]."""
    told = {
        "time": (before.starts_at, before.ends_at) != (now.starts_at, now.ends_at),
        "place": before.place != now.place,
        "chair": before.chair != now.chair,
        "mode": before.mode != now.mode,
        "link": before.joining != now.joining,
    }
    return tuple(name for name, differs in told.items() if differs)


def domain_of(address: str) -> str:
    """What stands after the last @, in small letters."""
    return address.rpartition("@")[2].strip().rstrip(".").lower()


def domains_in(text: str) -> tuple[str, ...]:
    """The domains of a comma separated list in small letters; ValueError with the first that is none."""
    listed = tuple(part.lower() for part in (each.strip() for each in text.split(",")) if part)
    for each in listed:
        if not _LISTED.fullmatch(each):
            raise ValueError(each)
    return listed


def warnings_for(address: str, secure: Iterable[str], own: str) -> tuple[str, ...]:
    """What is to be said before this address is written to: EXTERNAL, NOT_SECURE, both or nothing.

    `secure` are domains as `domains_in` gives them; "*.gov.uk" stands for everything below gov.uk. Without an `own`
    domain nothing counts as external; what lies within it counts as secure.
    """
    domain, home = domain_of(address), own.strip().lower().removeprefix("@")
    inside = bool(home) and (domain == home or domain.endswith(f".{home}"))
    found = []
    if home and not inside:
        found.append(EXTERNAL)
    if not inside and not any(_is_below(domain, listed) for listed in secure):
        found.append(NOT_SECURE)
    return tuple(found)


def _is_below(domain: str, listed: str) -> bool:
    listed = listed.lower()
    if listed.startswith("*."):
        return domain.endswith(listed[1:]) and domain != listed[2:]
    return domain == listed
