"""The month: each day's count and names, whose limit falls, the cursor and the way into a day."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import QPointF, Qt
from pytestqt.qtbot import QtBot

from tests.ui.diary.weeks import Week, at
from ui.diary.days import Scale
from ui.diary.month_view import MonthDay, MonthView
from ui.diary.page import DiaryPage
from ui.widgets.text import Tone


@pytest.fixture
def month(page: DiaryPage) -> MonthView:
    page.show_scale(Scale.MONTH)
    page.focus_first()
    return page.month_view


def day(month: MonthView, number: int) -> MonthDay:
    return next(each for each in month.days if each.day == date(2027, 3, number))


def test_whole_weeks_those_of_other_months_fainter(month: MonthView) -> None:
    assert (month.days[0].day, month.days[-1].day) == (date(2027, 3, 1), date(2027, 4, 4))
    assert [each.day.month for each in month.days if not each.belongs] == [4] * 4


def test_each_day_says_how_many_and_whose(month: MonthView) -> None:
    assert [words for words, _tone in month.lines_of(day(month, 8))] == ["9:30am Hallam", "10:30am Novak"]
    assert month._head_words(day(month, 8))[0] == "2 conferences"
    assert month._head_words(day(month, 26))[0] == "Good Friday: bank holiday"
    assert month.lines_of(day(month, 12))[0] == ("Last day: Priestley, not booked yet", Tone.RED)


def test_the_window_of_the_chosen_conference_is_named(month: MonthView) -> None:
    assert month.lines_of(day(month, 11))[0] == ("Last lawful day", Tone.AMBER)
    assert month.lines_of(day(month, 10))[0] == ("Last day, counting the day itself", Tone.AMBER)


def test_arrows_go_by_days_and_weeks_and_enter_opens_the_day(qtbot: QtBot, page: DiaryPage, month: MonthView) -> None:
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Right):
        qtbot.keyClick(month, key)
    assert month.at == date(2027, 3, 17)
    qtbot.keyClick(month, Qt.Key.Key_Return)
    assert (page.period.scale, page.period.day) == (Scale.DAY, date(2027, 3, 17))
    assert page.time_view.hasFocus()


def test_the_cursor_stays_among_the_days_shown(qtbot: QtBot, month: MonthView) -> None:
    for _ in range(9):
        qtbot.keyClick(month, Qt.Key.Key_Up)
    assert month.at == date(2027, 3, 1)


def test_a_double_click_opens_a_day(qtbot: QtBot, page: DiaryPage, month: MonthView) -> None:
    place = month.box(10).center().toPoint()
    qtbot.mouseClick(month.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert month.at == date(2027, 3, 11)
    qtbot.mouseDClick(month.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert page.period.title == "Thursday 11 March 2027"


def test_keys_turn_months(qtbot: QtBot, page: DiaryPage, month: MonthView) -> None:
    qtbot.keyClick(month, Qt.Key.Key_PageDown)
    assert page.head.title.text() == "April 2027"
    assert month.at == date(2027, 4, 1)
    qtbot.keyClick(month, Qt.Key.Key_Home)
    assert (page.head.title.text(), month.at) == ("March 2027", date(2027, 3, 8))


def test_more_than_there_is_room_for_is_told_in_full(page: DiaryPage, month: MonthView, week: Week) -> None:
    for number in range(12):
        week.book(f"Family {number}", at(9, 8 + number // 2, 0), week.made.chair(f"Chair {number}"), None, mode="video")
    page.refresh()
    place = QPointF(month.box(8).center())
    assert all(f"Family {number} family" in month.told_at(place) for number in range(12))
    assert month.told_at(QPointF(5, 5)) == ""
    month.viewport().repaint()


def test_a_weekend_with_a_conference_is_as_wide_as_other_days(page: DiaryPage, month: MonthView, week: Week) -> None:
    assert month.box(5).width() < month.box(4).width()
    week.book("Saturday", at(13), week.osei, week.oak, kind="review")
    page.refresh()
    assert month.box(5).width() == month.box(4).width()


def test_no_ring_stays_behind_after_another_month(qtbot: QtBot, page: DiaryPage, month: MonthView) -> None:
    month.shown()
    page.turn(1)
    month.shown()
    qtbot.keyClick(month, Qt.Key.Key_Down)
    mended = month.shown().copy()
    month.forget_accents()
    assert month.shown() == mended


def test_the_foot_tells_the_day_the_cursor_is_on(page: DiaryPage, month: MonthView) -> None:
    page.turn(1)
    assert page.told.text().startswith("Thursday 1 April: no conference")
    page.turn(-1)
    assert page.told.text().startswith("Monday 8 March: 2 conferences")
