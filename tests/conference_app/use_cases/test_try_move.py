"""What a booking would run into elsewhere, said from the diary in hand."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

import pytest

from conference_app.store.store import Store, memory_store
from conference_app.use_cases.diary import diary
from conference_app.use_cases.found_store import found_store
from conference_app.use_cases.try_move import MoveTrial
from tests.conference_app.store.hand_made import HandMade


def at(day: int, hour: int = 9, minute: int = 30) -> datetime:
    return datetime(2027, 3, day, hour, minute)


@pytest.fixture
def store() -> Iterator[Store]:
    made = memory_store()
    found_store(made)
    yield made
    made.close()


class Week:
    """Hallam on Monday with Osei in Oak, limit on Wednesday 24 March; Novak on Tuesday with Brandt in Elm."""

    def __init__(self, store: Store) -> None:
        self.store, self.made = store, HandMade(store)
        self.osei, self.brandt = self.made.chair("Rosalind Osei"), self.made.chair("Tom Brandt")
        self.oak, self.elm = (self.made.row("room", name=name) for name in ("Oak room", "Elm room"))
        self.family = self.made.family("Hallam")
        limits = {"limit_on": date(2027, 3, 24), "counted_from": date(2027, 3, 3)}
        self.hallam = self.made.conference(self.family, at(22), chair=self.osei, room_id=self.oak, **limits)
        self.novak = self.made.conference(self.made.family("Novak"), at(23), chair=self.brandt, room_id=self.elm)

    def trial(self) -> MoveTrial:
        found = diary(self.store, date(2027, 3, 22), date(2027, 3, 28))
        entry = found.entry(self.hallam)
        assert entry is not None
        return MoveTrial(found, entry)


@pytest.fixture
def week(store: Store) -> Week:
    return Week(store)


def test_where_it_is_nothing_stands_in_its_way(week: Week) -> None:
    assert week.trial().problems(at(22), week.osei, week.oak) == []
    assert week.trial().ends_at(at(23)) == at(23, 11)


def test_another_conference_is_named(week: Week) -> None:
    assert week.trial().problems(at(23, 10), week.brandt, week.elm) == [
        "Tom Brandt chairs CP-2027-0002, Tuesday 23 March, 9:30am to 11:30am",
        "Elm room is booked for CP-2027-0002, Tuesday 23 March, 9:30am to 11:30am",
    ]


def test_one_after_the_other_leaves_the_gap(week: Week) -> None:
    [problem] = week.trial().problems(at(23, 11, 45), week.brandt, week.oak)
    assert problem.startswith("Tom Brandt needs 30 minutes between this and CP-2027-0002")


def test_the_family_cannot_be_twice(week: Week) -> None:
    week.made.conference(week.family, at(23, 14), chair=week.brandt)
    [problem] = week.trial().problems(at(23, 13), week.osei, week.oak)
    assert problem.startswith("The family’s own conference CP-2027-0003")


def test_leave_is_named_with_its_days(week: Week) -> None:
    leave = {"kind": "leave", "starts_at": datetime(2027, 3, 24), "ends_at": datetime(2027, 3, 25)}
    week.made.row("busy", chair_id=week.osei, **leave)
    [problem] = week.trial().problems(at(24), week.osei, week.oak)
    assert problem == "Rosalind Osei’s leave, Wednesday 24 March"


def test_past_the_limit_is_counted_in_working_days(week: Week) -> None:
    assert week.trial().problems(at(24), week.osei, week.oak) == []
    assert week.trial().problems(at(25), week.osei, week.oak) == [
        "Past the limit by 1 working day: the last lawful day is Wednesday 24 March 2027"
    ]


def test_a_bank_holiday_is_named(week: Week) -> None:
    problems = week.trial().problems(at(26), week.osei, week.oak)
    assert problems[0] == "Friday 26 March is not a working day: Good Friday"


def test_before_the_clock_started(week: Week) -> None:
    [problem] = week.trial().problems(at(2), week.osei, week.oak)
    assert problem == "Before the clock started, Wednesday 3 March 2027"


def test_a_conference_by_video_needs_no_room(week: Week) -> None:
    week.made.change("conference", week.hallam, mode="video", room_id=None)
    assert week.trial().problems(at(23, 14), week.osei, None) == []
