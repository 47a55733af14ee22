"""What every reader of calendar files shares: a file taken apart without harm, times on the clock of London."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from conference_app.domain.cleaning import clean_line
from conference_app.domain.errors import RuleBroken

LONDON = ZoneInfo("Europe/London")
MOST_NESTED = 50  # components in one another
LONGEST_LINE = 100_000

_ZONE_BEGINS, _ZONE_ENDS = b"BEGIN:VTIMEZONE", b"END:VTIMEZONE"


def components_in(content: bytes) -> list[Any]:
    """The components of an iCalendar file, one for each calendar in it; RuleBroken `not_a_calendar`.

    A name of a time zone means what it means everywhere, whatever rules a file gives for it.
    """
    from icalendar import Calendar
    from icalendar.timezone import tzp

    content = _tame(as_utf8(content))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of names of time zones with a maker's address in front
            if _ZONE_BEGINS in content:
                tzp.use_default()  # forgets what earlier files called by the same name
            return [each for each in Calendar.from_ical(content, multiple=True) if each.name]
    except Exception as error:  # whatever a damaged file can make of a parser
        raise RuleBroken("not_a_calendar", field="path") from error


def london(moment: date) -> datetime:
    """A moment on the clock of London, to the minute; a time without a zone is local already."""
    if not isinstance(moment, datetime):
        return datetime.combine(moment, time())
    if moment.tzinfo is not None:
        moment = moment.astimezone(UTC).astimezone(LONDON).replace(tzinfo=None)
    return moment.replace(second=0, microsecond=0)


def short_line(text: str, most: int) -> str:
    """One clean line, cut where it is too long."""
    text = clean_line(text[: 4 * most])
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def as_utf8(content: bytes) -> bytes:
    """The same in UTF-8 with line ends as they should be, whatever it was written with."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        content = content.decode("utf-16", "replace").encode("utf-8", "replace")
    content = content.removeprefix(b"\xef\xbb\xbf")
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        content = content.decode("cp1252", "replace").encode("utf-8")
    return content if b"\n" in content else content.replace(b"\r", b"\n")


def _tame(content: bytes) -> bytes:
    """Without rules of time zones nobody needs, and refused where it is nested or drawn out beyond reason."""
    lines = content.split(b"\n") if len(content) > LONGEST_LINE else ()
    if any(len(line) > LONGEST_LINE for line in lines):
        content = b"\n".join(line for line in lines if len(line) <= LONGEST_LINE)
    _check_nesting(content)
    return content if _ZONE_BEGINS not in content.upper() else b"".join(_without_zones(content))


def _check_nesting(content: bytes) -> None:
    """RuleBroken `not_a_calendar` for components in components without end."""
    capitals = content.upper()
    if capitals.count(b"BEGIN:") - capitals.count(b"END:") > MOST_NESTED:
        raise RuleBroken("not_a_calendar", field="path")
    depth = 0
    if capitals.count(b"BEGIN:") <= MOST_NESTED:
        return
    for line in capitals.split(b"\n"):
        depth += line.startswith(b"BEGIN:") - line.startswith(b"END:")
        if depth > MOST_NESTED:
            raise RuleBroken("not_a_calendar", field="path")


def _without_zones(content: bytes) -> Iterator[bytes]:
    """The parts of a file between definitions of time zones, and those definitions that are wanted."""
    capitals, at = content.upper(), 0
    while (begins := capitals.find(_ZONE_BEGINS, at)) >= 0:
        ends = capitals.find(_ZONE_ENDS, begins)
        if ends < 0:
            break
        after = capitals.find(b"\n", ends) + 1 or len(content)
        yield content[at:begins]
        if _is_wanted(content[begins:after], capitals[begins:after]):
            yield content[begins:after]
        at = after
    yield content[at:]


def _is_wanted(definition: bytes, capitals: bytes) -> bool:
    """Whether a definition says something new, and repeats once a year at most: others can take hours to work out."""
    if len(definition) > 20_000:
        return False
    for line in definition.splitlines():
        name, _, value = line.partition(b":")
        if name.upper().split(b";")[0].strip() == b"TZID" and _is_known(value.decode("utf-8", "replace").strip()):
            return False
    often = capitals.count(b"FREQ=")
    return often == capitals.count(b"FREQ=YEARLY") and capitals.count(b"BEGIN:") <= 20


@lru_cache(maxsize=256)
def _is_known(name: str) -> bool:
    """Whether a time zone is known by this name."""
    from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

    parts = name.strip("/").split("/")
    for each in [name.strip("/")] + ["/".join(parts[start:]) for start in range(1, min(len(parts), 6))]:
        if each in WINDOWS_TO_OLSON:
            return True
        try:
            ZoneInfo(each)
        except Exception:  # noqa: S112 - a name that is none can fail in many ways
            continue
        return True
    return False
