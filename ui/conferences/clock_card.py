"""The statutory clock: the last lawful day in words, and how it was counted, day by day."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QWidget

from conference_app.domain.calendar import WorkingCalendar
from conference_app.domain.practice import Practice
from conference_app.domain.spoken_dates import day_month, long_date, weekday
from conference_app.domain.timescales import CountedDay, Limit
from conference_app.messages import LIMIT_NOTES

from ..booking_words import Words, sentence_case
from ..widgets.card import Card
from ..widgets.day_strip import DayStrip, StripDay
from ..widgets.text import Tone, announce, label

MOST_DAYS = 62  # a longer strip of nothing but counting days says no more than its two ends


class ClockCard(Card):
    """Stands beside a request and its booking; shown again with every change."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Statutory clock", parent=parent)
        self._said = ""

    def show_missing(self, sentence: str) -> None:
        """Say what is still needed before the clock can be read."""
        self.clear()
        self.add(label(sentence, "muted"))
        self._said = sentence

    def show_limit(
        self,
        limit: Limit,
        practice: Practice,
        calendar: WorkingCalendar,
        margin: Words,
        *,
        booked: date | None = None,
    ) -> None:
        """Show a limit; `margin` says what is left of it, `booked` marks a day of the strip."""
        self.clear()
        lawful = limit.last_lawful_day(practice)
        self.add(label("Last lawful day", "muted"))
        self.add(label(long_date(lawful), "heading"))
        if margin[0]:
            self.add(label(sentence_case(margin[0]), "strong", tone=margin[1]))
        for words, tone in notes_of(limit, practice, calendar):
            self.add(label(words, tone=tone))
        self.add(label(f"Counted: {limit.basis}, {long_date(limit.counted_from)}.", "muted"))
        if limit.target is not None and limit.target < limit.limit:
            aim = calendar.previous_working_day(limit.target)
            self.add(label(f"Aim for {long_date(aim)} or before.", "muted"))
        self._show_days(limit, booked)
        if self._said != long_date(lawful):
            self._said = long_date(lawful)
            announce(self, f"Last lawful day {self._said}, {margin[0]}")

    def _show_days(self, limit: Limit, booked: date | None) -> None:
        skipped = [day for day in limit.days if not day.counts]
        if not skipped and len(limit.days) > MOST_DAYS:
            self.add(label("Every calendar day counts, weekends and bank holidays too.", "small"))
            return
        self.add(DayStrip([_strip_day(day, booked) for day in limit.days]))
        if words := skipped_words(skipped):
            self.add(label(words, "small"))
        if booked is not None and (words := _booked_words(limit, booked)):
            self.add(label(words, "small"))


def _strip_day(day: CountedDay, booked: date | None) -> StripDay:
    marked = day.date == booked
    return StripDay(day.date, day.n, day.why, marked, "booked" if marked else "")


def _booked_words(limit: Limit, booked: date) -> str:
    at = next((day for day in limit.days if day.date == booked), None)
    last = max((day.n for day in limit.days if day.n is not None), default=0)
    return f"Booked on day {at.n} of {last}." if at is not None and at.n is not None else ""


def skipped_words(skipped: list[CountedDay]) -> str:
    """Every day that was not counted, weekends together and every other day by its name."""
    weekend = [day for day in skipped if day.date.weekday() >= 5]
    named = [f"{weekday(day.date)[:3]} {day_month(day.date)} ({day.why})" for day in skipped if day not in weekend]
    parts = [f"weekends ({', '.join(_pairs(weekend))})"] if weekend else []
    return f"Not counted: {', '.join(parts + named)}." if parts or named else ""


def _pairs(weekend: list[CountedDay]) -> list[str]:
    """Saturday and Sunday of one weekend together: "20–21 February"."""
    days = [day.date for day in weekend]
    words = []
    for day in days:
        before = date.fromordinal(day.toordinal() - 1)
        if day.weekday() == 6 and before in days:
            continue
        after = date.fromordinal(day.toordinal() + 1)
        if after not in days:
            words.append(day_month(day))
        elif after.month == day.month:
            words.append(f"{day.day}–{day_month(after)}")
        else:
            words.append(f"{day_month(day)}–{day_month(after)}")
    return words


def notes_of(limit: Limit, practice: Practice, calendar: WorkingCalendar) -> list[Words]:
    """What is to be known about a limit besides its date, with how much it presses."""
    lawful = limit.last_lawful_day(practice)
    notes: list[Words] = []
    if limit.stricter != limit.limit:
        if lawful == limit.limit:
            notes.append((f"Counting the day itself as day 1: {long_date(limit.stricter)}.", None))
        else:
            notes.append((f"Counting from the day after: {long_date(limit.limit)}.", None))
    for code in limit.notes:
        if code != "falls_on_non_working_day":
            notes.append((LIMIT_NOTES[code], Tone.AMBER))
    if why := calendar.why_not_working(lawful):
        proposed = calendar.previous_working_day(lawful)
        reason = "" if lawful.weekday() >= 5 else f" ({why})"
        words = f"This is not a working day{reason}. Use the working day before: {long_date(proposed)}."
        notes.append((words, Tone.AMBER))
    if limit.provisional:
        notes.append(("Provisional: it crosses a year whose bank holidays are not official yet.", Tone.AMBER))
    return notes
