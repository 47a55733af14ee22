"""The one calendar entry a conference has all its life, its versions, and to whom they may be written."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from conference_app.domain.cleaning import clean_line
from conference_app.domain.errors import RuleBroken
from conference_app.domain.mail_address import (
    EXTERNAL,
    NOT_SECURE,
    domain_of,
    domains_in,
    is_plain_address,
    warnings_for,
)

__all__ = [
    "EXTERNAL",
    "NOT_SECURE",
    "CalendarEntry",
    "Mailbox",
    "changed",
    "domain_of",
    "domains_in",
    "is_plain_address",
    "mailbox",
    "warnings_for",
]

MOST_NAME = 200


@dataclass(frozen=True, slots=True)
class Mailbox:
    """Somebody who can be written to; made by `mailbox`."""

    name: str
    address: str


# What a calendar file asks of who gets it [RFC 5546 1.4].
REQUEST, CANCEL, PUBLISH = "REQUEST", "CANCEL", "PUBLISH"


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """One version of the one calendar entry of a conference, without any child's or family's name.

    `starts_at` and `ends_at` are wall time in England, naive; `stamped_at` is aware, in UTC. `joining` is the link
    or number to join by, or how to get it; empty where nobody joins from afar.
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

    @property
    def method(self) -> str:
        """What it asks of the one who is sent it."""
        return CANCEL if self.cancelled else REQUEST


def mailbox(name: str, address: str, *, field: str = "email") -> Mailbox:
    """The name cleaned and the address checked; RuleBroken `bad_address`, or `too_long` for the name."""
    said = clean_line(name)
    if len(said) > MOST_NAME:
        raise RuleBroken("too_long", field=field, what="the name", most=MOST_NAME)
    if not is_plain_address(address):
        raise RuleBroken("bad_address", field=field, name=said or "This person", text=clean_line(address)[:MOST_NAME])
    return Mailbox(said, address)


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
