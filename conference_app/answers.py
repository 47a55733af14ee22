"""What the commands answer: each row as JSON and as a line of a table."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from conference_app.domain.listings import ActionRow, ConferenceRow
from conference_app.domain.spoken_dates import counted, long_date, short_date, time_words
from conference_app.domain.timescales import Limit
from conference_app.messages import LIMIT_NOTES

CONFERENCE_HEAD = (
    "reference",
    "type",
    "status",
    "family",
    "when",
    "room",
    "chair",
    "last lawful day",
    "paediatrician",
)
ACTION_HEAD = ("due", "days late", "owner", "agency", "family", "action")
LIMIT_HEAD = ("day", "date", "why it does not count")


def conference_json(row: ConferenceRow, children: list[str]) -> dict[str, object]:
    """A conference with local times to the minute, null where nothing is booked."""
    return {
        "reference": row.reference,
        "type": row.type.value,
        "status": row.status.value,
        "family": row.family_name,
        "children": children,
        "start": _minute(row.starts_at),
        "end": _minute(row.ends_at),
        "room": row.room_name or None,
        "chair": row.chair_name or None,
        "limit": row.limit_on.isoformat() if row.limit_on else None,
        "paediatrician": row.paediatrician,
    }


def conference_line(row: ConferenceRow) -> tuple[str, ...]:
    """A conference under CONFERENCE_HEAD."""
    at = row.starts_at
    return (
        row.reference,
        row.type.value,
        row.status.value,
        row.family_name,
        f"{short_date(at.date())} {time_words(at.time())}" if at else "not booked",
        row.room_name,
        row.chair_name,
        short_date(row.limit_on) if row.limit_on else "",
        row.paediatrician,
    )


def action_json(row: ActionRow, days_late: int) -> dict[str, object]:
    """An outstanding action."""
    return {
        "due": row.due_on.isoformat(),
        "first_due": row.first_due_on.isoformat(),
        "days_late": days_late,
        "action": row.text,
        "child": row.child_name or None,
        "family": row.family_name,
        "owner": row.owner,
        "agency": row.agency_name or None,
        "conference": row.reference or None,
        "raised": row.raised_on.isoformat(),
        "escalated_to": row.escalated_to or None,
        "note": row.latest_note or None,
        "restricted": row.restricted,
    }


def action_line(row: ActionRow, days_late: int) -> tuple[str, ...]:
    """An outstanding action under ACTION_HEAD."""
    return short_date(row.due_on), str(days_late or ""), row.owner, row.agency_name, row.family_name, row.text


def limit_json(limit: Limit) -> dict[str, object]:
    """A limit with the strip of days that led to it."""
    return {
        "limit": limit.limit.isoformat(),
        "stricter_limit": limit.stricter.isoformat(),
        "provisional": limit.provisional,
        "days": [
            {"date": day.date.isoformat(), "counts": day.counts, "n": day.n, "why": day.why} for day in limit.days
        ],
        "proposed": limit.proposed.isoformat(),
        "basis": limit.basis,
        "notes": _notes(limit),
    }


def limit_words(limit: Limit) -> Iterator[str]:
    """The limit in sentences: both counts where they differ, and what has to be known besides."""
    yield f"Last lawful day: {long_date(limit.limit)} ({limit.basis}, counted from {long_date(limit.counted_from)})."
    if limit.stricter != limit.limit:
        yield f"Counting the day itself as day 1: {long_date(limit.stricter)}."
    if limit.proposed != limit.limit:
        yield f"Proposed: {long_date(limit.proposed)}."
    if limit.target:
        yield f"To be aimed at: {long_date(limit.target)}."
    yield from _notes(limit)
    if limit.provisional:
        yield "Provisional: a year is crossed whose official bank holidays are not known yet."


def limit_lines(limit: Limit) -> list[tuple[str, str, str]]:
    """The strip of days under LIMIT_HEAD."""
    return [("" if day.n is None else str(day.n), short_date(day.date), day.why) for day in limit.days]


def pages(number: int) -> str:
    """1 page, 3 pages."""
    return counted(number, "page")


def years(number: int) -> str:
    """1 year, 2 years."""
    return counted(number, "year")


def _minute(at: datetime | None) -> str | None:
    return at.isoformat(timespec="minutes") if at else None


def _notes(limit: Limit) -> list[str]:
    return [LIMIT_NOTES[code] for code in limit.notes]
