"""A calendar file cut into its entries line by line: a damaged one harms no other, and no size slows it down."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

ENTRIES = frozenset({"VEVENT", "VFREEBUSY"})
_KEPT = ENTRIES | {"VTIMEZONE"}
_BEFORE_VALUE = re.compile(r'(?:[^":]|"[^"]*")*:')
_LINE_ENDS = re.compile(r"\r\n|\n|\r")


@dataclass(frozen=True, slots=True)
class Part:
    """An event, a free/busy entry or a time zone as it stands in the file, its folded lines put together.

    Of an entry the parts within it, such as alarms, are left out; `whole` is false where the file ends within it.
    """

    name: str
    lines: tuple[str, ...]
    whole: bool = True

    def of(self, name: str) -> list[str]:
        """The lines of one property."""
        return [line for line in self.lines if property_name(line) == name]

    def only(self, names: frozenset[str]) -> Part:
        """The same with these properties only."""
        return Part(self.name, tuple(line for line in self.lines if property_name(line) in names), self.whole)

    def text(self) -> str:
        """As a reader of calendars takes it."""
        return "\r\n".join((f"BEGIN:{self.name}", *self.lines, f"END:{self.name}", ""))


def property_name(line: str) -> str:
    """DTSTART of "DTSTART;TZID=Europe/London:20270310T093000"."""
    ends = min((at for mark in ";:" if (at := line.find(mark)) >= 0), default=len(line))
    return line[:ends].strip().upper()


def property_value(line: str) -> str:
    """20270310T093000 of the same; a colon between quotes is part of what stands before."""
    found = _BEFORE_VALUE.match(line)
    return line[found.end() :] if found else ""


def is_calendar(content: bytes) -> bool:
    """Whether a calendar begins in it anywhere."""
    return any(_opens(line) == "VCALENDAR" for line in _unfolded(content))


def parts_of(content: bytes) -> list[Part]:
    """The entries and time zones of a file, in its order."""
    found: list[Part] = []
    name, within = "", 0
    lines: list[str] = []
    for line in _unfolded(content):
        opened, closed = _opens(line), _closes(line)
        if not name:
            if opened in _KEPT:
                name, lines, within = opened, [], 0
        elif closed == name and not within:
            found.append(Part(name, tuple(lines)))
            name = ""
        else:
            within += bool(opened) - bool(closed)
            if name == "VTIMEZONE" or not (within or closed):
                lines.append(line)
    return [*found, Part(name, tuple(lines), whole=False)] if name else found


def _unfolded(content: bytes) -> Iterator[str]:
    """The lines, those that go on with a space or a tab put together again [RFC 5545 3.1]."""
    pending: list[str] = []
    for line in _LINE_ENDS.split(content.decode("utf-8-sig", "replace")):
        if line[:1] in {" ", "\t"} and pending:
            pending.append(line[1:])
            continue
        if pending:
            yield "".join(pending)
        pending = [line] if line.strip() else []
    if pending:
        yield "".join(pending)


def _opens(line: str) -> str:
    return line[6:].strip().upper() if line[:6].upper() == "BEGIN:" else ""


def _closes(line: str) -> str:
    return line[4:].strip().upper() if line[:4].upper() == "END:" else ""
