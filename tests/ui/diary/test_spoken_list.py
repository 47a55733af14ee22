"""The painted diary as a screen reader meets it, through Qt's own accessible interfaces."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from pytestqt.qtbot import QtBot

from tests.ui.diary.weeks import Week, at
from ui.diary.cursor import Stop, What
from ui.diary.days import Scale
from ui.diary.page import DiaryPage
from ui.diary.time_view import TimeView

NAME = QAccessible.Text.Name


@pytest.fixture(autouse=True)
def listened_to() -> Iterator[None]:
    QAccessible.setActive(True)
    yield
    QAccessible.setActive(False)


def spoken(view: object) -> QAccessibleInterface:
    found = QAccessible.queryAccessibleInterface(view)  # type: ignore[arg-type]
    assert found is not None
    return found


def names(view: object) -> list[str]:
    found = spoken(view)
    return [found.child(number).text(NAME) for number in range(found.childCount())]


def test_it_is_a_list_with_a_name_that_tells_the_week(view: TimeView) -> None:
    found = spoken(view)
    assert found.role() == QAccessible.Role.List
    assert found.text(NAME) == "Diary"
    assert found.text(QAccessible.Text.Description) == "8 to 12 March 2027: 3 conferences, 2 last lawful days"


def test_each_booking_is_told_in_full(view: TimeView) -> None:
    told = names(view)
    assert (
        "Monday 8 March, 9:30am to 11:30am, initial conference, Hallam family, chair Rosalind Osei, Oak room, "
        "paediatrician invited, no reply, CP-2027-0001"
    ) in told
    assert any("paediatrician not invited, CP-2027-0002" in name for name in told)
    assert [name for name in told if name.startswith("Friday")] == [
        "Friday 12 March: Last lawful day of CP-2027-0005, Priestley family: not booked yet"
    ]


def test_leave_and_bank_holidays_are_told(page: DiaryPage, view: TimeView, week: Week) -> None:
    week.leave(week.osei, at(23, 0, 0), at(25, 0, 0))
    page.turn(2)
    told = names(view)
    assert "Tuesday 23 March: Rosalind Osei on leave" in told
    assert "Friday 26 March: Good Friday: bank holiday" in told


def test_the_item_under_the_cursor_is_the_one_with_the_focus(view: TimeView) -> None:
    found = spoken(view)
    focused = found.focusChild()
    assert focused.text(NAME).startswith("Monday 8 March, 9:30am to 11:30am")
    state = focused.state()
    assert (state.focused, state.selected, state.focusable) == (1, 1, 1)
    others = [found.child(number).state().focused for number in range(found.childCount())]
    assert sum(others) == 1


def test_a_free_half_hour_is_told_too(view: TimeView) -> None:
    view.put_cursor(Stop(1, What.FREE, 600, 630))
    assert spoken(view).focusChild().text(NAME) == "Tuesday 9 March, 10am to 10:30am, free"


def test_moving_the_cursor_tells_the_focus(qtbot: QtBot, view: TimeView, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []
    monkeypatch.setattr(view, "tell_focus", lambda: told.append(view.said()[-1].name))
    qtbot.keyClick(view, Qt.Key.Key_Right)
    qtbot.keyClick(view, Qt.Key.Key_Right)
    assert told[-1] == "Tuesday 9 March, 9:30am to 10am, free"
    assert len(told) == 2


def test_items_know_their_place_and_are_found_there(view: TimeView) -> None:
    found = spoken(view)
    number = next(n for n, name in enumerate(names(view)) if "Quayle" in name)
    item = found.child(number)
    assert found.indexOfChild(item) == number
    assert item.parent().role() == QAccessible.Role.List
    middle = item.rect().center()
    assert found.childAt(middle.x(), middle.y()).text(NAME) == item.text(NAME)
    assert found.child(-1) is None
    assert found.child(999) is None


def test_what_went_is_no_longer_valid(page: DiaryPage, view: TimeView, week: Week) -> None:
    found = spoken(view)
    last = found.child(found.childCount() - 1)
    assert last.isValid()
    for conference in (week.hallam, week.novak, week.quayle):
        week.made.change("conference", conference, status="cancelled")
    week.made.change("conference", week.priestley, status="cancelled")
    page.refresh()
    assert not last.isValid()
    assert last.text(NAME) == ""


def test_the_month_tells_each_day(page: DiaryPage) -> None:
    page.show_scale(Scale.MONTH)
    told = names(page.month_view)
    assert len(told) == 35
    assert told[7].startswith("Monday 8 March: 2 conferences; 9:30am initial, Hallam family, Paediatrician invited")
    assert told[25] == "Friday 26 March: Good Friday: bank holiday: no conference"
    page.focus_first()
    assert spoken(page.month_view).focusChild().text(NAME) == told[7]


def test_views_that_go_take_their_items_with_them(qtbot: QtBot, page: DiaryPage) -> None:
    numbers = []
    for _ in range(20):
        view = TimeView(page.session.now)
        assert page.found is not None
        view.show_diary(page.found, Scale.WEEK, page.head.lens())
        found = spoken(view)
        numbers.append(QAccessible.uniqueId(found.child(0)))
        del found
        view.deleteLater()
        del view
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        gc.collect()
    assert [QAccessible.accessibleInterface(number) for number in numbers] == [None] * 20
