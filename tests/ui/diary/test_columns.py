"""The columns of a day and a week: whose they are, what shades them, what is noted above them."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from conference_app.use_cases.diary import diary
from tests.ui.diary.weeks import FRIDAY, MONDAY, Week, at
from ui.diary.columns import OUTSIDE, Column, Grouping, Lens, columns_of, folded
from ui.diary.days import Scale
from ui.widgets.text import Tone

SUNDAY = date(2027, 3, 14)


def week_columns(week: Week, lens: Lens | None = None) -> list[Column]:
    return columns_of(diary(week.store, MONDAY, SUNDAY), Scale.WEEK, lens or Lens())


def day_columns(week: Week, day: date, lens: Lens) -> list[Column]:
    return columns_of(diary(week.store, day, day), Scale.DAY, lens)


def families(column: Column) -> list[str]:
    return [placed.entry.row.family_name for placed in column.placed if placed.entry is not None]


def shades(column: Column) -> list[tuple[int, int, str]]:
    return [(shade.starts // 60, shade.ends // 60, shade.words) for shade in column.shades if shade.words != OUTSIDE]


def test_monday_to_friday_unless_something_stands_at_the_weekend(week: Week) -> None:
    assert [column.title for column in week_columns(week)] == ["Mon 8", "Tue 9", "Wed 10", "Thu 11", "Fri 12"]
    week.book("Saturday", at(13), week.osei, week.oak, kind="review")
    assert [column.title for column in week_columns(week)][5:] == ["Sat 13"]


def test_a_limit_at_the_weekend_nobody_has_met_is_seen(week: Week) -> None:
    week.made.change("conference", week.priestley, limit_on=SUNDAY)
    assert week_columns(week)[-1].title == "Sun 14"
    week.made.change("conference", week.hallam, limit_on=date(2027, 3, 13))
    assert [column.title for column in week_columns(week)][5:] == ["Sun 14"], "booked in time, nothing to see"


def test_what_overlaps_is_side_by_side(week: Week) -> None:
    monday = week_columns(week)[0]
    assert [(placed.starts, placed.ends, placed.lane, placed.lanes) for placed in monday.placed] == [
        (570, 690, 0, 2),
        (630, 750, 1, 2),
    ]


def test_one_chair_one_room_one_family(week: Week) -> None:
    by_chair = week_columns(week, Lens(Grouping.CHAIR, week.osei))
    assert [families(column) for column in by_chair] == [["Hallam"], [], [], ["Quayle"], []]
    by_room = week_columns(week, Lens(Grouping.ROOM, week.elm))
    assert [families(column) for column in by_room] == [["Novak"], [], [], ["Quayle"], []]
    family = week.store.value("SELECT family_id FROM conference WHERE id = ?", (week.novak,))
    assert next(families(column) for column in week_columns(week, Lens(Grouping.FAMILY, family))) == ["Novak"]


def test_a_day_has_a_column_for_each_chair_or_room(week: Week) -> None:
    chairs = day_columns(week, MONDAY, Lens(Grouping.CHAIR))
    assert [(column.title, families(column)) for column in chairs] == [
        ("Rosalind Osei", ["Hallam"]),
        ("Tom Brandt", ["Novak"]),
    ]
    assert [(column.chair_id, column.room_id) for column in chairs] == [(week.osei, None), (week.brandt, None)]
    week.book("Video", at(8, 15), week.osei, None, mode="video")
    rooms = day_columns(week, MONDAY, Lens(Grouping.ROOM))
    assert [(column.title, families(column)) for column in rooms] == [
        ("Elm room", ["Novak"]),
        ("Oak room", ["Hallam"]),
        ("No room", ["Video"]),
    ]
    [one] = day_columns(week, MONDAY, Lens(Grouping.CHAIR, week.brandt))
    assert families(one) == ["Novak"]


def test_leave_shades_the_chairs_own_column_and_is_noted_where_it_is_shared(week: Week) -> None:
    week.leave(week.osei, at(10, 13, 0), at(12, 0, 0))
    own = week_columns(week, Lens(Grouping.CHAIR, week.osei))
    assert [shades(column) for column in own[2:]] == [
        [(13, 24, "Rosalind Osei on leave")],
        [(0, 24, "Rosalind Osei on leave")],
        [],
    ]
    shared = week_columns(week)
    assert [shades(column) for column in shared] == [[], [], [], [], []]
    assert [note.words for note in shared[2].notes] == ["Rosalind Osei on leave, 1pm to midnight"]
    assert "Rosalind Osei on leave" in [note.words for note in shared[3].notes]


def test_a_blocked_room_is_named_with_its_reason(week: Week) -> None:
    week.made.row("busy", room_id=week.oak, kind="blocked", starts_at=at(9, 8), ends_at=at(9, 10), what="fire drill")
    [note] = week_columns(week)[1].notes
    assert note.words == "Oak room: fire drill, 8:30am to 10:30am"
    [_, shaded] = week_columns(week, Lens(Grouping.ROOM, week.oak))[:2]
    assert shaded.shade_at(9 * 60).words == "Oak room: fire drill"  # type: ignore[union-attr]


def test_a_bank_holiday_shades_everybody(week: Week) -> None:
    found = columns_of(diary(week.store, date(2027, 3, 22), date(2027, 3, 28)), Scale.WEEK, Lens())
    assert [column.shades[0].words for column in found if column.day == date(2027, 3, 26)] == [
        "Good Friday: bank holiday"
    ]


def test_hours_off_are_the_chairs_own_or_the_offices(week: Week) -> None:
    pattern = {"rule": "FREQ=WEEKLY;BYDAY=MO", "first_day": date(2027, 1, 4), "starts": "10:00", "ends": "14:00"}
    week.made.row("pattern", chair_id=week.brandt, available=1, **pattern)
    monday, tuesday = week_columns(week, Lens(Grouping.CHAIR, week.brandt))[:2]
    assert shades(monday) == [(0, 10, "Tom Brandt not at work"), (14, 24, "Tom Brandt not at work")]
    assert shades(tuesday) == [(0, 24, "Tom Brandt not at work")]
    office = week_columns(week, Lens(Grouping.CHAIR, week.osei))[0]
    assert [(shade.starts, shade.ends, shade.words) for shade in office.shades] == [
        (0, 540, OUTSIDE),
        (1020, 1440, OUTSIDE),
    ]


def test_limits_are_noted_on_their_day_the_pressing_ones_by_name(week: Week) -> None:
    notes = {column.day: column.notes for column in week_columns(week)}
    assert [(note.words, note.tone) for note in notes[FRIDAY]] == [("Last day: Priestley, not booked yet", Tone.RED)]
    [kept] = notes[date(2027, 3, 11)]
    assert (kept.words, kept.tone) == ("Last day: Hallam, booked Mon 8 March", Tone.GREY)
    week.book("Novak-Ray", at(9), week.osei, week.oak, limit_on=date(2027, 3, 11))
    [both] = {column.day: column.notes for column in week_columns(week)}[date(2027, 3, 11)]
    assert both.words == "Last day of 2, all booked"
    assert "Hallam family, Novak-Ray family" in both.spoken


def test_the_limits_of_another_chair_are_not_noted_but_those_nobody_has_booked(week: Week) -> None:
    brandt = week_columns(week, Lens(Grouping.CHAIR, week.brandt))
    assert [note.row.family_name for column in brandt for note in column.notes if note.row] == ["Priestley"]
    week.made.change("conference", week.hallam, status="postponed")
    brandt = week_columns(week, Lens(Grouping.CHAIR, week.brandt))
    assert {note.row.family_name for column in brandt for note in column.notes if note.row} == {"Hallam", "Priestley"}


def test_more_notes_than_there_is_room_for_are_counted(week: Week) -> None:
    for number in range(5):
        chair = week.made.chair(f"Chair {number}")
        week.leave(chair, datetime(2027, 3, 12), datetime(2027, 3, 13))
    friday = folded(week_columns(week)[4], 3)
    assert [note.words for note in friday.notes][-1] == "4 more notes"
    assert "Chair 4 on leave" in friday.notes[-1].spoken


@pytest.mark.parametrize("grouping", list(Grouping))
def test_an_empty_store_has_its_columns_too(week: Week, grouping: Grouping) -> None:
    day = date(2031, 6, 3)
    assert day_columns(week, day, Lens(grouping))
    assert next(families(column) for column in day_columns(week, day, Lens(grouping))) == []
