"""Words and tones for where a conference stands: its status, its margin and its paediatrician."""

from __future__ import annotations

from datetime import date, datetime

from conference_app.domain.calendar import WorkingCalendar
from conference_app.domain.conference import Conference
from conference_app.domain.conference_status import Status
from conference_app.domain.spoken_dates import counted, from_today, long_date
from conference_app.domain.timescales import Limit, margin

from ..booking_words import UNBOOKED, Words, booked_margin
from ..conference_words import after_tone
from ..widgets.text import Tone

SOON = 5  # working days to the limit from which on a booking presses

STATUS_TONES = {
    Status.REQUESTED: Tone.AMBER,
    Status.BOOKED: Tone.BLUE,
    Status.INVITED: Tone.GREEN,
    Status.HELD: Tone.GREY,
    Status.HELD_INQUORATE: Tone.AMBER,
    Status.ADJOURNED: Tone.AMBER,
    Status.POSTPONED: Tone.AMBER,
    Status.CANCELLED: Tone.GREY,
}


def margin_words(
    status: Status, starts_at: datetime | None, limit: date | None, today: date, calendar: WorkingCalendar
) -> Words:
    """How far the booking, or today where there is none, stands from the last lawful day."""
    if limit is None:
        return "", None
    if status in UNBOOKED or starts_at is None:
        return _left_to_book(limit, today, calendar) if status is not Status.CANCELLED else ("", None)
    left = margin(starts_at.date(), limit, calendar)
    if status is Status.CANCELLED:
        return "", None
    if status.is_ahead:
        return booked_margin(left)
    late = f"{counted(-left, 'working day')} late"
    return ("in time", None) if left >= 0 else (late, Tone.RED)


def _left_to_book(limit: date, today: date, calendar: WorkingCalendar) -> Words:
    if limit <= today:
        return from_today(limit, today, calendar), Tone.RED
    return from_today(limit, today, calendar), Tone.AMBER if calendar.between(today, limit) <= SOON else None


def paediatrician_tone(
    *, sent: bool, reply: str, breach: bool, status: Status, report: bool = False, attended: bool | None = None
) -> Tone | None:
    """Red where the rule is broken or waits, amber where somebody must ask again, green where a doctor comes or came.

    `attended` is what the register says once the conference is held.
    """
    if breach or (not sent and status in {Status.BOOKED, Status.INVITED}):
        return Tone.RED
    if attended is not None:
        return after_tone(attended=attended, report=report)
    if not sent:
        return None
    if reply in {"coming", "sending a deputy"}:
        return Tone.GREEN
    return Tone.AMBER if reply and status.is_ahead else None


def counted_otherwise(found: Conference, limit: Limit) -> str:
    """What to say where today's calendar and numbers give another limit than the one that was counted and holds.

    Both counts are compared, from the day after and from the day itself.
    """
    counts = (
        ("The last lawful day is", found.limit_on, limit.limit),
        ("Counting the day itself, the last day is", found.stricter_limit_on, limit.stricter),
    )
    said = [
        f"{what} {long_date(now)}, as it was counted from what was known then. By today's closures and practice "
        f"numbers it would be {long_date(then)}."
        for what, now, then in counts
        if now is not None and then is not None and now != then
    ]
    if not said:
        return ""
    return f"{said[0]} Edit the request and save it to count again, or recount in Settings under Closures."
