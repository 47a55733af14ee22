"""One week of the diary as lines: days in order, what is named on them, which limits stand where."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from conference_app.domain.calendar import WorkingCalendar
from conference_app.domain.conference_status import ConferenceType, Status
from conference_app.domain.listings import ConferenceRow
from ui.diary.week import DiaryLine, limit_state, lines_of, matching, monday_of, opening_monday, week_of, week_title
from ui.widgets.text import Tone

MONDAY = date(2027, 3, 22)
CALENDAR = WorkingCalendar.of(
    {date(2027, 3, 26): "Good Friday", date(2027, 3, 29): "Easter Monday"}, {date(2027, 3, 24): "staff day"}
)


def row(number: int, starts: datetime | None, status: Status = Status.BOOKED, **more: object) -> ConferenceRow:
    facts: dict[str, object] = {
        "id": number,
        "reference": f"CP-2027-{number:04}",
        "type": ConferenceType.INITIAL,
        "status": status,
        "family_id": number,
        "family_name": f"Family {number}",
        "children": "Ada",
        "starts_at": starts,
        "ends_at": starts and starts + timedelta(hours=2),
        "mode": "in person",
        "room_name": "Oak room",
        "chair_name": "R. Osei",
        "limit_on": None,
        "stricter_limit_on": None,
        "counted_from": None,
        "paediatrician_name": "",
        "paediatrician_sent": False,
        "paediatrician_reply": "",
        "paediatrician_report": False,
        "paediatrician_present": False,
        "in_breach": False,
        **more,
    }
    return ConferenceRow(**facts)  # type: ignore[arg-type]


def at(day: int, hour: int = 9) -> datetime:
    return datetime(2027, 3, day, hour, 30)


def lines(
    booked: list[ConferenceRow], limits: list[tuple[date, ConferenceRow]] | None = None, today: date = MONDAY
) -> list[DiaryLine]:
    return lines_of(week_of(MONDAY, CALENDAR, booked, limits or []), CALENDAR, today)


def test_a_quiet_week_names_what_keeps_its_days_from_counting() -> None:
    assert [(line.day_words, line.day_note, line.words) for line in lines([])] == [
        ("Mon 22 March", "today", "No conference"),
        ("Tue 23 March", "", "No conference"),
        ("Wed 24 March", "", "Council closed: staff day"),
        ("Thu 25 March", "", "No conference"),
        ("Fri 26 March", "", "Good Friday: bank holiday"),
        ("Sat 27, Sun 28 Mar", "", "Weekend"),
    ]


def test_a_conference_on_a_holiday_keeps_the_name_of_the_day() -> None:
    [line] = [line for line in lines([row(1, at(26))]) if line.booked]
    assert (line.day_note, line.time, line.words) == (
        "Good Friday: bank holiday",
        "9:30am to 11:30am",
        "Initial, Family 1 family",
    )


def test_a_weekend_with_a_conference_is_two_days() -> None:
    found = lines([row(1, at(27))])
    assert [(line.day_words, line.words) for line in found[-2:]] == [
        ("Sat 27 March", "Initial, Family 1 family"),
        ("Sun 28 March", "Weekend"),
    ]


def test_the_day_is_named_once_and_repeated_quietly() -> None:
    found = lines([row(1, at(22)), row(2, at(22, 14))])
    assert [(line.day_words, line.first_of_day) for line in found[:2]] == [
        ("Mon 22 March", True),
        ("Mon 22 March", False),
    ]


def test_what_was_moved_or_cancelled_is_not_there() -> None:
    found = lines([row(1, at(22), Status.POSTPONED), row(2, at(22), Status.CANCELLED), row(3, at(22), Status.HELD)])
    assert [line.row.id for line in found if line.row] == [3]
    assert "held" in found[0].note


@pytest.mark.parametrize(
    ("conference", "words", "tone"),
    [
        (row(1, None, Status.REQUESTED), "not booked yet", Tone.RED),
        (row(1, at(22), Status.POSTPONED), "not booked yet", Tone.RED),
        (row(1, at(25)), "booked too late, Thu 25 March", Tone.RED),
        (row(1, at(23)), "booked Tue 23 March", Tone.GREY),
    ],
)
def test_how_a_limit_stands(conference: ConferenceRow, words: str, tone: Tone) -> None:
    assert limit_state(conference, date(2027, 3, 23)) == (words, tone)


def test_limits_stand_on_their_day_the_pressing_ones_by_name() -> None:
    day = date(2027, 3, 23)
    kept = [(day, row(number, at(22))) for number in range(2, 6)]
    found = [line for line in lines([], [(day, row(1, None, Status.REQUESTED)), *kept]) if line.day == day]
    assert [(line.time, line.words, line.tone) for line in found] == [
        ("last lawful day", "Initial, Family 1 family", Tone.RED),
        ("last lawful day", "4 conferences booked in time", Tone.GREY),
    ]
    assert found[0].note == "CP-2027-0001 · not booked yet"
    assert found[1].note == "Family 2, Family 3, Family 4, Family 5"


@pytest.mark.parametrize(
    ("monday", "words"),
    [
        (date(2027, 3, 8), "8 to 12 March 2027"),
        (date(2027, 3, 29), "29 March to 2 April 2027"),
        (date(2027, 12, 27), "27 to 31 December 2027"),
        (date(2029, 12, 31), "31 December 2029 to 4 January 2030"),
    ],
)
def test_the_title_of_a_week(monday: date, words: str) -> None:
    assert week_title(monday) == words


def test_every_day_belongs_to_the_week_of_its_monday() -> None:
    assert {monday_of(MONDAY + timedelta(days=n)) for n in range(7)} == {MONDAY}


def test_at_a_weekend_the_coming_week_is_looked_at() -> None:
    opened = [opening_monday(MONDAY + timedelta(days=n)) for n in range(8)]
    assert opened == [MONDAY] * 5 + [MONDAY + timedelta(days=7)] * 3


def test_chair_and_room_narrow_the_week() -> None:
    rows = [row(1, at(22)), row(2, at(22), chair_name="T. Brandt"), row(3, at(22), room_name="Elm room")]
    assert [each.id for each in matching(rows, "R. Osei", "")] == [1, 3]
    assert [each.id for each in matching(rows, "", "Oak room")] == [1, 2]
    assert [each.id for each in matching(rows, "R. Osei", "Oak room")] == [1]
    assert matching(rows, "", "") == rows
