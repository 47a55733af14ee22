"""Where the arrows lead: notes, bookings and free half hours, from top to bottom and from side to side."""

from __future__ import annotations

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests.ui.diary.weeks import Week, at
from ui.diary.cursor import BEFORE, Stop, What, nearest
from ui.diary.page import DiaryPage
from ui.diary.time_view import TimeView


def keys(qtbot: QtBot, view: TimeView, *pressed: Qt.Key) -> None:
    for key in pressed:
        qtbot.keyClick(view, key)


def here(view: TimeView) -> str:
    assert view.stop is not None
    return view.words_of(view.stop)


def test_it_begins_on_the_first_booking_of_today(view: TimeView) -> None:
    entry = view.current_entry()
    assert entry is not None
    assert entry.row.family_name == "Hallam"


def test_down_goes_through_bookings_and_the_half_hours_between(qtbot: QtBot, view: TimeView) -> None:
    keys(qtbot, view, Qt.Key.Key_Down)
    assert "Novak family" in here(view)
    keys(qtbot, view, Qt.Key.Key_Down)
    assert here(view) == "Monday 8 March, 12:30pm to 1pm, free"
    keys(qtbot, view, Qt.Key.Key_Up, Qt.Key.Key_Up, Qt.Key.Key_Up)
    assert here(view) == "Monday 8 March, 9am to 9:30am, free"


def test_it_stays_at_the_ends(qtbot: QtBot, view: TimeView) -> None:
    keys(qtbot, view, *[Qt.Key.Key_Up] * 40)
    assert here(view) == "Monday 8 March, 8am to 8:30am, outside office hours"
    keys(qtbot, view, *[Qt.Key.Key_Down] * 60)
    assert here(view) == "Monday 8 March, 5:30pm to 6pm, outside office hours"
    keys(qtbot, view, *[Qt.Key.Key_Right] * 9)
    assert here(view).startswith("Friday 12 March")
    keys(qtbot, view, *[Qt.Key.Key_Left] * 9)
    assert here(view).startswith("Monday 8 March")


def test_right_goes_to_the_one_beside_and_then_to_the_next_day(qtbot: QtBot, view: TimeView) -> None:
    keys(qtbot, view, Qt.Key.Key_Right)
    assert "Novak family" in here(view)
    keys(qtbot, view, Qt.Key.Key_Right)
    assert here(view) == "Tuesday 9 March, 9:30am to 10am, free"
    keys(qtbot, view, Qt.Key.Key_Left)
    assert "Hallam family" in here(view)


def test_the_time_is_kept_from_day_to_day(qtbot: QtBot, week: Week, page: DiaryPage, view: TimeView) -> None:
    week.book("Long", at(9, 13, 0), week.osei, week.oak)
    page.refresh()
    view.put_cursor(Stop(0, What.FREE, 840, 870))
    keys(qtbot, view, Qt.Key.Key_Right, Qt.Key.Key_Right)
    assert here(view) == "Wednesday 10 March, 2pm to 2:30pm, free"


def test_notes_are_above_the_first_half_hour(qtbot: QtBot, view: TimeView) -> None:
    keys(qtbot, view, *[Qt.Key.Key_Right] * 6, *[Qt.Key.Key_Up] * 20)
    assert here(view).startswith("Friday 12 March: Last lawful day of CP-2027-0005, Priestley family: not booked yet")
    keys(qtbot, view, Qt.Key.Key_Left)
    assert here(view).startswith("Thursday 11 March: Last lawful day of CP-2027-0001")


def test_the_nearest_of_several() -> None:
    stops = [
        Stop(0, What.NOTE, BEFORE, BEFORE),
        Stop(0, What.FREE, 480, 510),
        Stop(0, What.THING, 510, 600, 0, 0),
        Stop(0, What.THING, 510, 570, 1, 1),
    ]
    assert nearest(stops, 520) == stops[2]
    assert nearest(stops, 520, from_right=True) == stops[3]
    assert nearest(stops, 900) == stops[2]
    assert nearest(stops, BEFORE) == stops[0]
    assert nearest(stops[1:], BEFORE) == stops[1]
