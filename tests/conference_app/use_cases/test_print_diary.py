"""What the printed diary says: the days asked for, of those asked for."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time

import pytest

from conference_app.store.store import Store, memory_store
from conference_app.use_cases.found_store import found_store
from conference_app.use_cases.print_diary import days_words, diary_sheet
from tests.conference_app.store.hand_made import HandMade

MONDAY, SUNDAY, TODAY = date(2027, 3, 8), date(2027, 3, 14), date(2027, 3, 5)


@pytest.fixture
def store() -> Iterator[Store]:
    made = memory_store(example=True)
    found_store(made)
    yield made
    made.close()


@pytest.fixture
def made(store: Store) -> HandMade:
    return HandMade(store)


def book(made: HandMade, name: str, day: int, **more: object) -> int:
    family = made.family(name)
    made.conference(family, datetime(2027, 3, day, 9, 30), limit_on=date(2027, 3, 12), **more)  # type: ignore[arg-type]
    return family


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (MONDAY, MONDAY, "Monday 8 March 2027"),
        (MONDAY, SUNDAY, "Monday 8 March to Friday 12 March 2027"),
        (date(2027, 12, 27), date(2028, 1, 2), "Monday 27 December to Friday 31 December 2027"),
        (date(2027, 3, 1), date(2027, 4, 4), "Monday 1 March to Sunday 4 April 2027"),
        (date(2027, 12, 31), date(2028, 1, 3), "Friday 31 December 2027 to Monday 3 January 2028"),
    ],
)
def test_what_the_days_are_called(first: date, last: date, words: str) -> None:
    assert days_words(first, last) == words


def test_a_week_has_its_weekend_only_when_something_stands_there(store: Store, made: HandMade) -> None:
    book(made, "Hallam", 8)
    days = [day.heading for day in diary_sheet(store, MONDAY, SUNDAY, today=TODAY).days]
    assert days == ["Monday 8 March", "Tuesday 9 March", "Wednesday 10 March", "Thursday 11 March", "Friday 12 March"]
    book(made, "Novak", 13, kind="review")
    assert diary_sheet(store, MONDAY, SUNDAY, today=TODAY).days[-1].heading == "Saturday 13 March"
    [sunday] = diary_sheet(store, SUNDAY, SUNDAY, today=TODAY).days
    assert sunday.heading == "Sunday 14 March"


def test_who_is_away_and_whose_limit_falls_stand_above_the_day(store: Store, made: HandMade) -> None:
    book(made, "Hallam", 8)
    chair = made.chair("Tom Brandt")
    leave = {"kind": "leave", "starts_at": datetime(2027, 3, 12), "ends_at": datetime(2027, 3, 13)}
    made.row("busy", chair_id=chair, **leave)
    friday = diary_sheet(store, MONDAY, SUNDAY, today=TODAY).days[4]
    assert friday.notes == (
        "Tom Brandt: leave, Friday 12 March",
        "Last lawful day of CP-2027-0001, Hallam family: booked 8 March",
    )


def test_what_takes_some_hours_of_a_day_is_told_with_its_hours(store: Store, made: HandMade) -> None:
    clinic = {"rule": "FREQ=WEEKLY;BYDAY=TU,FR", "first_day": date(2027, 1, 1), "available": False, "what": "clinic"}
    made.row("pattern", professional_id=made.doctor, starts=time(9), ends=time(12, 30), **clinic)
    made.row(
        "busy",
        professional_id=made.doctor,
        kind="training",
        starts_at=datetime(2027, 3, 23, 14),
        ends_at=datetime(2027, 3, 23, 16),
    )
    days = diary_sheet(store, date(2027, 3, 22), date(2027, 3, 28), today=TODAY).days
    assert days[1].notes == ("Dr Amara Lindgren: clinic, 9am to 12:30pm", "Dr Amara Lindgren: training, 2pm to 4pm")
    assert (days[4].off, days[4].notes) == ("Good Friday", ())  # nobody has a clinic then


def test_a_familys_sheet_says_nothing_of_others(store: Store, made: HandMade) -> None:
    family = book(made, "Hallam", 8)
    book(made, "Novak", 8)
    chair = made.chair("Tom Brandt")
    made.row("busy", chair_id=chair, kind="leave", starts_at=datetime(2027, 3, 8), ends_at=datetime(2027, 3, 9))
    sheet = diary_sheet(store, MONDAY, SUNDAY, today=TODAY, family_id=family)
    assert sheet.whose == "Hallam family"
    assert [row.family for day in sheet.days for row in day.rows] == ["Hallam family"]
    assert [note for day in sheet.days for note in day.notes] == [
        "Last lawful day of CP-2027-0001, Hallam family: booked 8 March"
    ]


def test_it_carries_the_marks_of_its_store(store: Store, made: HandMade) -> None:
    frame = diary_sheet(store, MONDAY, SUNDAY, today=TODAY).frame
    assert frame.example
    assert frame.printed_on == "5 March 2027"
    assert frame.marking


def notes_of(store: Store, **only: int) -> list[str]:
    return [note for day in diary_sheet(store, MONDAY, SUNDAY, today=TODAY, **only).days for note in day.notes]


def test_what_was_given_up_or_is_too_late_is_not_said_to_be_booked(store: Store, made: HandMade) -> None:
    book(made, "Hallam", 8, status="postponed")
    made.conference(made.family("Novak"), datetime(2027, 3, 17, 9, 30), limit_on=date(2027, 3, 12))
    assert notes_of(store) == [
        "Last lawful day of CP-2027-0001, Hallam family: not booked yet",
        "Last lawful day of CP-2027-0002, Novak family: booked too late, 17 March",
    ]


def test_a_limit_at_the_weekend_that_is_not_kept_has_its_day(store: Store, made: HandMade) -> None:
    book(made, "Hallam", 8)
    made.change("conference", 1, limit_on=SUNDAY)
    assert len(diary_sheet(store, MONDAY, SUNDAY, today=TODAY).days) == 5
    made.change("conference", 1, status="postponed")
    assert diary_sheet(store, MONDAY, SUNDAY, today=TODAY).days[-1].heading == "Sunday 14 March"


def test_a_chairs_sheet_has_their_limits_and_those_of_what_nobody_has_booked(store: Store, made: HandMade) -> None:
    brandt = made.chair("Tom Brandt")
    book(made, "Hallam", 8)
    book(made, "Novak", 9, chair=brandt)
    book(made, "Priestley", 10, status="postponed")
    assert [note.split(", ")[1] for note in notes_of(store, chair_id=brandt)] == [
        "Novak family: booked 9 March",
        "Priestley family: not booked yet",
    ]
