"""Put the diary on paper: a sheet for a day or a week, of everybody or of one chair, room or family."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from conference_app.documents.diary_sheet import DiaryRow, DiarySheet, DiarySheetDay
from conference_app.documents.frame import Frame
from conference_app.domain.spoken_dates import day_month, long_date, plain_date, time_words, weekday
from conference_app.slot_words import busy_words
from conference_app.store import families, people
from conference_app.store.store import Store
from conference_app.use_cases.diary import REGULAR, Diary, DiaryDay, Entry, Falling, Span, diary
from conference_app.use_cases.rules_in_force import practice_of


def diary_sheet(
    store: Store,
    first: date,
    last: date,
    *,
    today: date,
    chair_id: int | None = None,
    room_id: int | None = None,
    family_id: int | None = None,
) -> DiarySheet:
    """The sheet of the days from the first to the last; weekends only where something stands on them."""
    found = diary(store, first, last, chair_id=chair_id, room_id=room_id)
    whose = _whose(store, chair_id, room_id, family_id)
    of_all = chair_id is None and room_id is None
    entries = [entry for entry in found.entries if family_id in {None, entry.row.family_id}]
    limits = [
        limit
        for limit in found.limits
        if family_id in {None, limit.row.family_id} and (of_all or _concerns(limit, whose))
    ]
    frame = Frame(practice_of(store).text("marking_text"), plain_date(today), example=store.example)
    found = replace(found, entries=tuple(entries), limits=tuple(limits))
    days = [_day(found, day, family_id) for day in found.days if _is_shown(day, found)]
    return DiarySheet(frame, days_words(first, last), whose, tuple(days))


def days_words(first: date, last: date) -> str:
    """Monday 8 March 2027; Monday 8 March to Friday 12 March 2027 for a week, whose weekend goes without saying."""
    if first == last:
        return long_date(first)
    if first.weekday() == 0 and (last - first).days == 6:
        last = date.fromordinal(last.toordinal() - 2)
    year = f" {first.year}" if first.year != last.year else ""
    return f"{weekday(first)} {day_month(first)}{year} to {long_date(last)}"


def _concerns(limit: Falling, whose: str) -> bool:
    """Whether a last lawful day is a chair's or a room's business: of what is not booked it is everybody's."""
    return limit.booked_on is None or whose in {limit.row.chair_name, limit.row.room_name}


def _is_shown(day: DiaryDay, found: Diary) -> bool:
    """A weekend's day where something is on it: a conference, or a limit that is not kept yet."""
    booked = any(entry.starts_at.date() == day.day for entry in found.entries)
    pressing = any(limit.day == day.day and limit.is_pressing for limit in found.limits)
    return booked or pressing or not day.is_weekend or found.first == found.last


def _whose(store: Store, chair_id: int | None, room_id: int | None, family_id: int | None) -> str:
    if chair_id is not None:
        return next((chair.name for chair in people.chairs(store) if chair.id == chair_id), "")
    if room_id is not None:
        return next((room.name for room in people.rooms(store) if room.id == room_id), "")
    return f"{families.family(store, family_id).name} family" if family_id is not None else "All chairs and rooms"


def _day(found: Diary, day: DiaryDay, family_id: int | None) -> DiarySheetDay:
    rows = tuple(_row(entry) for entry in found.entries if entry.starts_at.date() == day.day)
    off = "" if day.is_weekend else day.why_not_working
    return DiarySheetDay(
        f"{weekday(day.day)} {day_month(day.day)}", off, tuple(_notes(found, day.day, family_id)), rows
    )


def _row(entry: Entry) -> DiaryRow:
    row = entry.row
    return DiaryRow(
        f"{time_words(entry.starts_at.time())} to {time_words(entry.ends_at.time())}",
        f"{row.type.value.capitalize()} conference" + ("" if row.status.is_ahead else f", {row.status.value}"),
        f"{row.family_name} family",
        row.reference,
        row.chair_name or "no chair",
        row.room_name or row.mode.capitalize(),
        row.paediatrician,
    )


def _away(span: Span) -> str:
    """Clinic, 9am to 12:30pm: the day stands above it; what takes whole days is told with them."""
    what = (span.what or "regular commitment") if span.kind == REGULAR else span.kind
    ends = span.ends_at
    if span.starts_at.date() == ends.date():
        more = f" ({span.what})" if span.what and span.kind != REGULAR else ""
        return f"{what}{more}, {time_words(span.starts_at.time())} to {time_words(ends.time())}"
    return busy_words({"kind": span.kind, "what": span.what, "starts_at": span.starts_at, "ends_at": ends})


def _notes(found: Diary, day: date, family_id: int | None) -> Iterator[str]:
    """Who is away, which is no business of one family's sheet, and whose last lawful day it is."""
    off = next((each.why_not_working for each in found.days if each.day == day), "")
    for span in found.busy:
        if span.on(day) and family_id is None and not (off and span.kind == REGULAR):
            yield f"{span.name}: {_away(span)}"
    for limit in found.limits:
        if limit.day == day:
            yield f"Last lawful day of {limit.row.reference}, {limit.row.family_name} family: {_stands(limit)}"


def _stands(limit: Falling) -> str:
    late = "too late, " if limit.is_pressing else ""
    return f"booked {late}{day_month(limit.booked_on)}" if limit.booked_on else "not booked yet"
