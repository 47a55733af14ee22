"""Words for where a booking stands, shared by every area that books: its margin, its last lawful day."""

from __future__ import annotations

from datetime import date

from conference_app.domain.conference import Conference
from conference_app.domain.conference_status import Status
from conference_app.domain.listings import ConferenceRow
from conference_app.domain.practice import Practice
from conference_app.domain.spoken_dates import counted

from .widgets.text import Tone

Words = tuple[str, Tone | None]

THIN_MARGIN = 2  # working days between booking and limit from which on nothing may slip
UNBOOKED = frozenset({Status.REQUESTED, Status.POSTPONED})


def sentence_case(words: str) -> str:
    """The same words with a capital at the front; names inside keep theirs."""
    return words[:1].upper() + words[1:]


def lawful_day(found: Conference | ConferenceRow, practice: Practice) -> date | None:
    """The last lawful day by the count this authority goes by."""
    return found.stricter_limit_on if practice.text("count_from") == "the day itself" else found.limit_on


def booked_margin(left: int) -> Words:
    """The margin of a booking in words: working days left after it."""
    if left < 0:
        return f"{counted(-left, 'working day')} past the limit", Tone.RED
    if left == 0:
        return "no margin: on the last day", Tone.AMBER
    return f"margin {counted(left, 'working day')}", Tone.AMBER if left <= THIN_MARGIN else None
