"""The invented diary: one chair and one room at a time, on working days, and earlier when a day is full."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from random import Random

import pytest

from conference_app.defaults import bundled_calendar
from conference_app.example.diary import TIMES, Diary, Place

WEDNESDAY = date(2027, 3, 3)


@pytest.fixture
def diary() -> Diary:
    return Diary(Random(1), bundled_calendar(), [1, 2], [1, 2])


def test_no_chair_and_no_room_is_taken_twice(diary: Diary) -> None:
    places = [diary.place(WEDNESDAY, None) for _ in range(20)]
    chairs = [(place.starts_at, place.chair_id) for place in places]
    rooms = [(place.starts_at, place.room_id) for place in places if place.room_id is not None]
    assert len(set(chairs)) == len(chairs)
    assert len(set(rooms)) == len(rooms)


def test_a_full_day_gives_way_to_the_working_day_before(diary: Diary) -> None:
    days = [diary.place(date(2027, 3, 1), None).starts_at.date() for _ in range(2 * len(TIMES))]
    assert days == sorted(days, reverse=True)
    assert days[0] == days[1] == date(2027, 3, 1)
    assert days[-1] == date(2027, 2, 26)


def test_a_chair_has_a_break_between_two_conferences(diary: Diary) -> None:
    places = [diary.place(WEDNESDAY, 1) for _ in range(30)]
    starts = sorted(place.starts_at for place in places if place.chair_id == 1)
    assert len(starts) > 2
    assert all(later - earlier >= timedelta(hours=4, minutes=30) for earlier, later in pairwise(starts))


def test_nobody_who_is_away_is_booked() -> None:
    def there(what: str, owner_id: int, day: date) -> bool:
        return (what, owner_id) != ("chair", 1) and not (what == "room" and day == WEDNESDAY)

    diary = Diary(Random(1), bundled_calendar(), [1, 2], [1, 2], there)
    place = diary.place(WEDNESDAY, 1)
    assert (place.starts_at.date(), place.chair_id) == (date(2027, 3, 2), 2)


def test_a_day_off_gives_way_too(diary: Diary) -> None:
    assert diary.place(date(2027, 3, 29), None).starts_at.date() == date(2027, 3, 25)  # Easter Monday


def test_the_familys_own_chair_comes_first(diary: Diary) -> None:
    assert [diary.place(WEDNESDAY, 2).chair_id for _ in range(2)] == [2, 2]


def test_a_video_conference_takes_no_room() -> None:
    diary = Diary(Random(1), bundled_calendar(), list(range(1, 9)), [1])
    places: list[Place] = [diary.place(date(2027, 3, day), None) for day in range(1, 27) for _ in range(2)]
    assert {place.room_id is None for place in places if place.mode == "video"} == {True}
    assert {place.room_id for place in places if place.mode != "video"} == {1}
