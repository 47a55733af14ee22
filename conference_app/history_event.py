"""An event of the audit trail with its facts taken apart, and how the parts of its sentence are joined."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

from conference_app.domain.spoken_dates import counted, long_date, moment, time_words


@dataclass(frozen=True, slots=True)
class Names:
    """What the numbers in an event stand for: chairs, rooms and children by id."""

    chairs: Mapping[int, str] = field(default_factory=dict)
    rooms: Mapping[int, str] = field(default_factory=dict)
    children: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Event:
    """One event with its facts taken apart."""

    facts: Mapping[str, Any]
    recipients: str
    names: Names

    def text(self, key: str) -> str:
        """A fact as text, "" where it is missing."""
        found = self.facts.get(key)
        return "" if found is None else str(found)

    def number(self, key: str) -> int:
        """A fact as a whole number, 0 where it is missing."""
        return int(self.facts.get(key) or 0)

    def day(self, key: str) -> str:
        """A fact as a date in words, "" where it is missing."""
        found = self.text(key)
        return long_date(date.fromisoformat(found[:10])) if found else ""

    def at(self, key: str) -> str:
        """A fact as a moment in words, "" where it is missing."""
        found = self.text(key)
        return moment(datetime.fromisoformat(found)) if found else ""

    def clock(self, key: str) -> str:
        """A fact as a time of day in words, "" where it is missing."""
        found = self.text(key)
        return time_words(time.fromisoformat(found)) if found else ""

    def count(self, key: str, noun: str) -> str:
        """So many of something, "" where the number is not known."""
        number = self.number(key)
        return counted(number, noun) if number else ""


def listed(*parts: str) -> str:
    """The parts that are not empty, joined by commas."""
    return ", ".join(part for part in parts if part)


def then(first: str, *parts: str) -> str:
    """The first part, the others behind semicolons where there are any."""
    return "; ".join(part for part in (first, *parts) if part)
