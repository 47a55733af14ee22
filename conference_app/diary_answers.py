"""What the command line answers of the diary: the painted view's own facts, as JSON and as lines of a table."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from conference_app.domain.listings import ConferenceRow
from conference_app.domain.spoken_dates import counted, short_date, time_words
from conference_app.slot_words import time_taken
from conference_app.use_cases.diary import Diary, DiaryDay, Entry, Falling, Span

DIARY_HEAD = ("day", "time", "what", "who and where", "paediatrician")


def diary_json(found: Diary) -> dict[str, object]:
    """Bookings, what is taken, days that do not count, hours off and limits, each list the earliest first."""
    return {
        "from": found.first.isoformat(),
        "to": found.last.isoformat(),
        "bookings": [_booking_json(entry) for entry in found.entries],
        "leave": [_span_json(span) for span in found.busy],
        "closures": [
            {"date": day.day.isoformat(), "why": day.why_not_working, "council_closed": day.closed}
            for day in found.days
            if day.why_not_working and not day.is_weekend
        ],
        "hours_off": [_span_json(span) for span in found.off],
        "limits": [_limit_json(falling) for falling in found.limits],
        "school_holidays": [
            {"from": each.first_day.isoformat(), "to": each.last_day.isoformat(), "title": each.title}
            for each in found.school_holidays
        ],
    }


def _booking_json(entry: Entry) -> dict[str, object]:
    row = entry.row
    return {
        "reference": row.reference,
        "type": row.type.value,
        "status": row.status.value,
        "family": row.family_name,
        "start": _minute(entry.starts_at),
        "end": _minute(entry.ends_at),
        "mode": row.mode,
        "chair": row.chair_name or None,
        "room": row.room_name or None,
        "limit": entry.limit.isoformat() if entry.limit else None,
        "margin": entry.margin,
        "paediatrician": row.paediatrician,
    }


def _span_json(span: Span) -> dict[str, object]:
    return {
        "whose": span.owner.whose.value,
        "name": span.name,
        "kind": span.kind,
        "what": span.what or None,
        "start": _minute(span.starts_at),
        "end": _minute(span.ends_at),
    }


def _limit_json(falling: Falling) -> dict[str, object]:
    row = falling.row
    return {
        "date": falling.day.isoformat(),
        "reference": row.reference,
        "family": row.family_name,
        "status": row.status.value,
        "booked": _minute(row.starts_at) if row.starts_at and falling.booked_on else None,
    }


def diary_lines(found: Diary) -> list[tuple[str, ...]]:
    """One line each under DIARY_HEAD, day by day: what the day is, who is away, what is booked, whose limit it is."""
    return [line for day in found.days for line in _day_lines(found, day)]


def _day_lines(found: Diary, day: DiaryDay) -> Iterator[tuple[str, ...]]:
    word = short_date(day.day)
    if day.why_not_working and not day.is_weekend:
        yield word, "all day", day.why_not_working, "", ""
    for span in found.busy:
        if span.on(day.day):
            what = f"{span.kind} ({span.what})" if span.what else span.kind
            yield word, time_taken(span.starts_at, span.ends_at), what, span.name, ""
    for entry in found.entries:
        if entry.starts_at.date() == day.day:
            yield word, _times(entry), _conference(entry.row), _place(entry.row), entry.row.paediatrician
    for falling in found.limits:
        if falling.day == day.day:
            yield word, "last lawful day", _conference(falling.row), _stands(falling), ""


def diary_summary(found: Diary) -> str:
    """12 conferences, 2 last lawful days."""
    limits = f", {counted(len(found.limits), 'last lawful day')}" if found.limits else ""
    return f"{counted(len(found.entries), 'conference') if found.entries else 'No conference'}{limits}."


def _times(entry: Entry) -> str:
    return f"{time_words(entry.starts_at.time())} to {time_words(entry.ends_at.time())}"


def _conference(row: ConferenceRow) -> str:
    return f"{row.reference} {row.type.value}, {row.family_name} family ({row.status.value})"


def _place(row: ConferenceRow) -> str:
    return ", ".join(part for part in (row.chair_name, row.room_name or row.mode) if part)


def _stands(limit: Falling) -> str:
    late = "too late, " if limit.is_pressing else ""
    return f"booked {late}{short_date(limit.booked_on)}" if limit.booked_on else "not booked"


def _minute(at: datetime) -> str:
    return at.isoformat(timespec="minutes")
