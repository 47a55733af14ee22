"""What is coming: a family's next lawful windows, and each week's conferences against what chairs and rooms hold."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from conference_app.domain.calendar import DAY, WorkingCalendar
from conference_app.domain.conference_status import ConferenceType
from conference_app.domain.listings import ConferenceRow
from conference_app.domain.practice import Practice
from conference_app.domain.timescales import Kind, limit_day
from conference_app.scheduling.facts import DiaryFacts
from conference_app.scheduling.timetable import Timetable, length_in_units, starts_in
from conference_app.store import decisions, due_lists, lists, report_lists
from conference_app.store.store import Store
from conference_app.use_cases.diary_facts import diary_facts
from conference_app.use_cases.rules_in_force import calendar_of, practice_of

WEEK = timedelta(days=7)
A_YEAR = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class LawfulWindow:
    """When a family's next conference may be held; the days from `first` to `last`, the last lawful one.

    `conference` is the one asked for or booked, None where there is none yet. `supposed` says that the window
    rests on an earlier one of the list being held on its booked or its last lawful day.
    """

    type: ConferenceType
    first: date
    last: date
    conference: ConferenceRow | None = None
    supposed: bool = False

    @property
    def booked_for(self) -> date | None:
        """The day it is booked for, if it is."""
        booked = self.conference.starts_at if self.conference else None
        return booked.date() if booked else None


@dataclass(frozen=True, slots=True)
class ForecastWeek:
    """One week from Monday on: conferences booked and still to be placed, and how many places there are.

    `not_booked` have their last lawful day in the week; `reviews_due` are of families with a plan and no review
    asked for; `expected` new requests a week, the mean of the last year. Places are for conferences of the usual
    length of an initial one, with the gap between two.
    """

    monday: date
    booked: int
    not_booked: int
    reviews_due: int
    expected: float
    chair_places: int
    room_places: int

    @property
    def wanted(self) -> float:
        """Every place the week may need."""
        return self.booked + self.not_booked + self.reviews_due + self.expected

    @property
    def places(self) -> int:
        """How many conferences it can hold: a chair and a room each."""
        return min(self.chair_places, self.room_places)

    @property
    def is_short(self) -> bool:
        """Whether it may need more places than there are."""
        return self.wanted > self.places


def windows_ahead(store: Store, family_id: int, *, today: date) -> list[LawfulWindow]:
    """A family's lawful windows for a year: what is asked for or booked, then the reviews that will follow."""
    calendar, practice = calendar_of(store), practice_of(store)
    rows = lists.conferences(store, family_id=family_id)
    ahead = [row for row in rows if row.status.is_ahead or (row.status == "postponed" and row.limit_on)]
    windows = [_asked_for(row, practice) for row in ahead if row.counted_from and row.limit_on]
    anchor = _anchor(store, rows, windows)
    if anchor is not None:
        day, kind, supposed = anchor
        windows += _reviews_after(day, kind, calendar, practice, until=today + A_YEAR, supposed=supposed)
    return windows


def forecast(store: Store, *, first: date, weeks: int, today: date) -> list[ForecastWeek]:
    """So many weeks from the one `first` lies in, conferences against places."""
    calendar, practice = calendar_of(store), practice_of(store)
    monday = first - first.weekday() * DAY
    last = monday + weeks * WEEK - DAY
    booked = Counter(_monday(day) for day in report_lists.booked_days(store, monday, last))
    not_booked = Counter(
        _monday(day) for day in report_lists.limits_not_booked(store, monday, last, by=_counted(practice))
    )
    reviews = Counter(_monday(day) for day in _reviews_due(store, calendar, practice))
    expected = report_lists.new_requests(store, today - A_YEAR, today) * 7 / A_YEAR.days
    facts = diary_facts(store, monday, last, calendar, practice)
    timetable = Timetable(facts, monday, last)
    places = {day: _places(timetable, facts, day, practice.integer("minutes_initial")) for day in timetable.days}
    return [
        ForecastWeek(
            start,
            booked[start],
            not_booked[start],
            reviews[start],
            expected if start > today else 0.0,
            sum(places[day][0] for day in places if _monday(day) == start),
            sum(places[day][1] for day in places if _monday(day) == start),
        )
        for start in (monday + number * WEEK for number in range(weeks))
    ]


def _asked_for(row: ConferenceRow, practice: Practice) -> LawfulWindow:
    last = row.stricter_limit_on if _counted(practice) == "stricter_limit_on" else row.limit_on
    assert row.counted_from is not None
    assert last is not None
    return LawfulWindow(row.type, row.counted_from, last, row)


def _counted(practice: Practice) -> str:
    """The column of the limit this authority goes by."""
    return "stricter_limit_on" if practice.text("count_from") == "the day itself" else "limit_on"


def _anchor(
    store: Store, rows: list[ConferenceRow], windows: list[LawfulWindow]
) -> tuple[date, ConferenceType, bool] | None:
    """What the next review is counted from, and whether that is only supposed to be.

    The last conference ahead, else the last one held, where a plan goes on from it; until its decisions are recorded
    a review is supposed to have let the plan go on.
    """
    if windows:
        last = max(windows, key=lambda window: window.booked_for or window.last)
        return last.booked_for or last.last, last.type, True
    held = next((row for row in reversed(rows) if row.status.was_held and row.starts_at), None)
    if held is None or held.starts_at is None:
        return None
    undecided = held.type is ConferenceType.REVIEW and not decisions.decisions(store, held.id)
    if undecided or decisions.has_plan(store, held.id):
        return held.starts_at.date(), held.type, undecided
    return None


def _reviews_after(
    day: date, kind: ConferenceType, calendar: WorkingCalendar, practice: Practice, *, until: date, supposed: bool
) -> Iterator[LawfulWindow]:
    """The reviews after a conference, each supposed to be held on its last lawful day."""
    prompt = timedelta(weeks=practice.integer("review_prompt_weeks"))
    while True:
        last = limit_day(_review_kind(kind), day, calendar, practice)
        if last > until:
            return
        yield LawfulWindow(ConferenceType.REVIEW, max(last - prompt, day + DAY), last, supposed=supposed)
        day, kind, supposed = calendar.previous_working_day(last), ConferenceType.REVIEW, True


def _review_kind(before: ConferenceType) -> Kind:
    return Kind.REVIEW if before is ConferenceType.REVIEW else Kind.FIRST_REVIEW


def _reviews_due(store: Store, calendar: WorkingCalendar, practice: Practice) -> Iterable[date]:
    for row in due_lists.plans_without_review(store):
        if row.starts_at:
            yield limit_day(_review_kind(row.type), row.starts_at.date(), calendar, practice)


def _places(timetable: Timetable, facts: DiaryFacts, day: date, minutes: int) -> tuple[int, int]:
    """How many conferences chairs and rooms hold on a day, what is booked among them."""
    chairs = sum(
        min(timetable.most_a_day(chair), _fitting(timetable.chair_open(chair, day), minutes, timetable.gap(chair)))
        for chair in facts.chairs
    )
    return chairs, sum(_fitting(timetable.room_open(room, day), minutes, 0) for room in facts.rooms)


def _fitting(free: int, minutes: int, gap: int) -> int:
    """How many conferences go one after the other into what is free."""
    length, step, count = length_in_units(minutes), length_in_units(minutes + gap), 0
    starts = starts_in(free, length)
    while starts:
        count += 1
        at = (starts & -starts).bit_length() - 1 + step
        starts = starts >> at << at
    return count


def _monday(day: date) -> date:
    return day - day.weekday() * DAY
