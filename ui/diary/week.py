"""One week of the diary as lines: each day's head, what stands in the way, what is booked, which limits fall."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from conference_app.domain.calendar import DAY, WorkingCalendar
from conference_app.domain.conference_status import Status
from conference_app.domain.listings import ConferenceRow
from conference_app.domain.spoken_dates import MONTH_NAMES, day_month, plain_date, time_words, weekday

from ..conference_words import family_words, type_word
from ..widgets.text import Tone

NO_LONGER_THERE = {Status.POSTPONED, Status.CANCELLED}
WEEK = 7
WEEKEND = 5
LIMITS_NAMED = 3  # limits kept in time that have a line of their own; more share one


@dataclass(frozen=True)
class DiaryDay:
    """One day: why it does not count ("" for a working day), what is booked, whose last lawful day it is."""

    day: date
    why_not: str
    booked: tuple[ConferenceRow, ...]
    limits: tuple[ConferenceRow, ...]

    @property
    def is_weekend(self) -> bool:
        return self.day.weekday() >= WEEKEND


def monday_of(day: date) -> date:
    """The Monday of a day's week."""
    return day - timedelta(days=day.weekday())


def opening_monday(today: date) -> date:
    """The Monday of the week that is looked at today: at a weekend of the one that comes."""
    return monday_of(today) + timedelta(days=WEEK if today.weekday() >= WEEKEND else 0)


def week_of(
    monday: date,
    calendar: WorkingCalendar,
    booked: Iterable[ConferenceRow],
    limits: Iterable[tuple[date, ConferenceRow]],
) -> list[DiaryDay]:
    """The seven days of a week; `limits` come with the day they fall on."""
    rows = [row for row in booked if row.status not in NO_LONGER_THERE and row.starts_at is not None]
    falling = list(limits)
    return [
        DiaryDay(
            day,
            calendar.why_not_working(day),
            tuple(row for row in rows if row.starts_at is not None and row.starts_at.date() == day),
            tuple(row for limit, row in falling if limit == day),
        )
        for day in (monday + n * DAY for n in range(WEEK))
    ]


def week_title(monday: date) -> str:
    """8 to 12 March 2027; 29 March to 2 April 2027; 27 December 2027 to 2 January 2028 where years meet."""
    friday = monday + timedelta(days=4)
    if monday.year != friday.year:
        return f"{plain_date(monday)} to {plain_date(friday)}"
    first = str(monday.day) if monday.month == friday.month else day_month(monday)
    return f"{first} to {friday.day} {MONTH_NAMES[friday.month - 1]} {friday.year}"


def why_words(day: DiaryDay, calendar: WorkingCalendar) -> str:
    """Good Friday: bank holiday; Council closed: staff day; weekend; "" for a working day."""
    if not day.why_not:
        return ""
    if day.is_weekend:
        return "weekend"
    if day.day in calendar.closures and day.why_not not in calendar.bank_holidays.values():
        return day.why_not
    return f"{day.why_not}: bank holiday"


def time_span(row: ConferenceRow) -> str:
    """9:30am to 11:30am."""
    assert row.starts_at is not None
    assert row.ends_at is not None
    return f"{time_words(row.starts_at.time())} to {time_words(row.ends_at.time())}"


@dataclass(frozen=True)
class DiaryLine:
    """One line of the table: a booked conference, a limit that falls on the day, or words alone (`row` is None)."""

    key: str
    day: date
    day_words: str
    day_note: str
    first_of_day: bool
    time: str
    words: str
    note: str = ""
    row: ConferenceRow | None = None
    booked: bool = False
    tone: Tone | None = None


def lines_of(week: Sequence[DiaryDay], calendar: WorkingCalendar, today: date) -> list[DiaryLine]:
    """Every line of a week; an empty weekend is one line."""
    lines: list[DiaryLine] = []
    for number, day in enumerate(week):
        if day.is_weekend and not (day.booked or day.limits):
            if day.day.weekday() == WEEKEND and not (week[number + 1].booked or week[number + 1].limits):
                sunday = week[number + 1].day
                words = f"Sat {day.day.day}, Sun {sunday.day} {MONTH_NAMES[sunday.month - 1][:3]}"
                lines.append(DiaryLine(f"{day.day}", day.day, words, "", True, "", "Weekend", tone=Tone.GREY))
                continue
            if day.day.weekday() > WEEKEND and lines[-1].day == week[number - 1].day and lines[-1].words == "Weekend":
                continue
        lines += _day_lines(day, calendar, today)
    return lines


def _day_lines(day: DiaryDay, calendar: WorkingCalendar, today: date) -> list[DiaryLine]:
    why = why_words(day, calendar)
    note = " · ".join(part for part in ("today" if day.day == today else "", why) if part)
    words = f"{weekday(day.day)[:3]} {day_month(day.day)}"

    def line(key: str, time: str, text: str, **more: Any) -> DiaryLine:
        return DiaryLine(f"{day.day} {key}", day.day, words, note, not found, time, text, **more)

    found: list[DiaryLine] = []
    for row in day.booked:
        found.append(
            line(f"booked {row.id}", time_span(row), conference_line(row), note=_note(row), row=row, booked=True)
        )
    pressing = [row for row in day.limits if limit_state(row, day.day)[1] is Tone.RED]
    in_time = [row for row in day.limits if row not in pressing]
    for row in (*pressing, *(in_time if len(in_time) <= LIMITS_NAMED else ())):
        state, tone = limit_state(row, day.day)
        found.append(
            line(
                f"limit {row.id}",
                "last lawful day",
                conference_line(row),
                note=f"{row.reference} · {state}",
                row=row,
                tone=tone,
            )
        )
    if len(in_time) > LIMITS_NAMED:
        names = ", ".join(row.family_name for row in in_time)
        text = f"{len(in_time)} conferences booked in time"
        found.append(line("limits", "last lawful day", text, note=names, tone=Tone.GREY))
    if not found:
        note = "today" if day.day == today else ""
        text = (why[:1].upper() + why[1:]) if why else "No conference"
        found.append(line("empty", "", text, tone=Tone.GREY))
    return found


def conference_line(row: ConferenceRow) -> str:
    """Initial, Marlowe family."""
    return f"{type_word(row.type)}, {family_words(row.family_name)}"


def _note(row: ConferenceRow) -> str:
    state = row.status.value if row.status not in {Status.BOOKED, Status.INVITED} else ""
    return " · ".join(part for part in (row.reference, state, row.children) if part)


def limit_state(row: ConferenceRow, on: date) -> tuple[str, Tone]:
    """How a conference stands whose last lawful day this is: not booked, booked past it, booked in time."""
    if row.starts_at is None or row.status in {Status.REQUESTED, Status.POSTPONED}:
        return "not booked yet", Tone.RED
    if row.starts_at.date() > on:
        return f"booked too late, {_short(row.starts_at.date())}", Tone.RED
    return f"booked {_short(row.starts_at.date())}", Tone.GREY


def _short(day: date) -> str:
    return f"{weekday(day)[:3]} {day_month(day)}"


def matching(rows: Sequence[ConferenceRow], chair: str, room: str) -> list[ConferenceRow]:
    """Those under one chair and in one room; "" for any."""
    return [row for row in rows if chair in {"", row.chair_name} and room in {"", row.room_name}]
