"""The diary over a store: weeks by buttons and keys, filters, limits, what Enter opens."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QLabel
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from conference_app.domain.people import Chair
from conference_app.store.store import Store
from conference_app.use_cases.change_settings import change_number
from conference_app.use_cases.found_store import found_store
from conference_app.use_cases.keep_directory import keep_chair
from tests.conference_app.store.hand_made import HandMade
from ui import theme
from ui.diary.page import DiaryPage
from ui.session import Session


def at(day: int, hour: int = 9) -> datetime:
    return datetime(2027, 3, day, hour, 30)


@pytest.fixture
def made(store: Store) -> HandMade:
    found_store(store)
    return HandMade(store)


def test_on_a_sunday_the_diary_opens_at_the_coming_week(qtbot: QtBot, session: Session, made: HandMade) -> None:
    session.today = lambda: date(2027, 11, 21)
    page = DiaryPage(session, None)  # type: ignore[arg-type]
    qtbot.addWidget(page)
    assert page.monday == date(2027, 11, 22)
    page.turn(-1)
    page.show_this_week()
    assert page.monday == date(2027, 11, 22)


def test_no_day_is_cut_in_the_smallest_window(qtbot: QtBot, session: Session, made: HandMade) -> None:
    session.today = lambda: date(2027, 11, 22)
    page = DiaryPage(session, None)  # type: ignore[arg-type]
    qtbot.addWidget(page)
    page.refresh()
    words = [line.day_words for line in page.model.rows()]
    assert words[-1] == "Sat 27, Sun 28 Nov"
    metrics = QFontMetrics(theme.font(14, 600))
    assert max(metrics.horizontalAdvance(each) for each in words) < page.table.columnWidth(0) - 24


@pytest.fixture
def busy(made: HandMade) -> dict[str, int]:
    """Two chairs, two rooms, three conferences in the week of 8 March and one in the next."""
    osei, brandt = made.chair("Rosalind Osei"), made.chair("Tom Brandt")
    oak, elm = made.row("room", name="Oak room"), made.row("room", name="Elm room")
    limit = {"limit_on": date(2027, 3, 12), "stricter_limit_on": date(2027, 3, 11)}
    return {
        "Hallam": made.conference(made.family("Hallam"), at(8), chair=osei, room_id=oak),
        "Novak": made.conference(made.family("Novak"), at(8, 12), chair=brandt, room_id=elm, doctor=""),
        "Quayle": made.conference(made.family("Quayle"), at(11), chair=osei, room_id=elm),
        "Later": made.conference(made.family("Later"), at(15), chair=osei, room_id=oak),
        "Priestley": made.conference(made.family("Priestley"), doctor="", **limit),
    }


@pytest.fixture
def page(qtbot: QtBot, session: Session, busy: dict[str, int]) -> DiaryPage:
    made = DiaryPage(session, None)  # type: ignore[arg-type]
    qtbot.addWidget(made)
    made.resize(1182, 768)
    made.refresh()
    made.show()
    qtbot.waitExposed(made)
    return made


def families(page: DiaryPage) -> list[str]:
    return [line.row.family_name for line in page.model.rows() if line.row and line.booked]


def limits(page: DiaryPage) -> list[tuple[str, str]]:
    return [(line.day_words, line.row.family_name) for line in page.model.rows() if line.row and not line.booked]


def title(page: DiaryPage) -> list[str]:
    return [label.text() for label in page.head.findChildren(QLabel) if label.text()]


def test_the_model_keeps_qts_rules(page: DiaryPage, qtmodeltester: ModelTester) -> None:
    qtmodeltester.check(page.model)


def test_the_week_of_today_comes_first(page: DiaryPage) -> None:
    assert families(page) == ["Hallam", "Novak", "Quayle"]
    assert limits(page) == [("Fri 12 March", "Priestley")]
    assert title(page) == ["8 to 12 March 2027", "3 conferences this week, 1 last lawful day"]
    assert page.table.current_row().row.family_name == "Hallam"


def test_the_paediatrician_is_told_in_words(page: DiaryPage) -> None:
    column = page.model.columns[-1]
    assert [column.text(line) for line in page.model.rows()[:2]] == ["invited, no reply", "not invited"]


def test_keys_turn_the_weeks(qtbot: QtBot, page: DiaryPage) -> None:
    page.focus_first()
    qtbot.waitUntil(page.table.hasFocus)
    qtbot.keyClick(page.table, Qt.Key.Key_PageDown)
    assert families(page) == ["Later"]
    assert title(page)[0] == "15 to 19 March 2027"
    qtbot.keyClick(page.table, Qt.Key.Key_PageDown)
    assert title(page) == ["22 to 26 March 2027", "No conference this week"]
    assert "Good Friday: bank holiday" in [line.words for line in page.model.rows()]
    qtbot.keyClick(page.table, Qt.Key.Key_Home)
    qtbot.keyClick(page.table, Qt.Key.Key_PageUp)
    assert title(page)[0] == "1 to 5 March 2027"


def test_buttons_turn_the_weeks(qtbot: QtBot, page: DiaryPage) -> None:
    qtbot.mouseClick(page.on_button, Qt.MouseButton.LeftButton)
    assert page.monday == date(2027, 3, 15)
    qtbot.mouseClick(page.back_button, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(page.back_button, Qt.MouseButton.LeftButton)
    assert page.monday == date(2027, 3, 1)
    qtbot.mouseClick(page.today_button, Qt.MouseButton.LeftButton)
    assert page.monday == date(2027, 3, 8)


def test_enter_opens_the_conference_and_not_an_empty_day(qtbot: QtBot, page: DiaryPage, busy: dict[str, int]) -> None:
    page.table.selectRow(1)
    with qtbot.waitSignal(page.conference_requested) as caught:
        qtbot.keyClick(page.table, Qt.Key.Key_Return)
    assert caught.args == [busy["Novak"], "details"]
    empty = next(n for n, line in enumerate(page.model.rows()) if line.row is None)
    page.table.selectRow(empty)
    with qtbot.assertNotEmitted(page.conference_requested):
        qtbot.keyClick(page.table, Qt.Key.Key_Return)


def test_a_limit_opens_its_request(qtbot: QtBot, page: DiaryPage, busy: dict[str, int]) -> None:
    at_limit = next(n for n, line in enumerate(page.model.rows()) if line.row and not line.booked)
    page.table.selectRow(at_limit)
    with qtbot.waitSignal(page.conference_requested) as caught:
        qtbot.keyClick(page.table, Qt.Key.Key_Return)
    assert caught.args == [busy["Priestley"], "details"]


def test_the_limit_is_the_one_this_authority_goes_by(page: DiaryPage, store: Store) -> None:
    change_number(store, "count_from", "the day itself")
    page.refresh()
    assert limits(page) == [("Thu 11 March", "Priestley")]


def test_one_chair_or_one_room(page: DiaryPage) -> None:
    page.chair_choice.set_value("Rosalind Osei")
    assert families(page) == ["Hallam", "Quayle"]
    page.room_choice.set_value("Elm room")
    assert families(page) == ["Quayle"]
    page.refresh()
    assert families(page) == ["Quayle"]
    page.chair_choice.set_value(None)
    assert families(page) == ["Novak", "Quayle"]


def test_asking_again_keeps_the_week_and_the_line(page: DiaryPage) -> None:
    page.turn(1)
    page.turn(-1)
    page.table.selectRow(1)
    page.refresh()
    assert page.table.current_row().row.family_name == "Novak"


def test_every_control_has_a_name(page: DiaryPage) -> None:
    assert page.chair_choice.combo.accessibleName() == "Chair"
    assert page.room_choice.combo.accessibleName() == "Room"
    assert page.back_button.accessibleName() == "Previous week (Page Up)"
    assert page.on_button.accessibleName() == "Next week (Page Down)"


def test_a_half_typed_chair_narrows_nothing_and_breaks_nothing(
    qtbot: QtBot, page: DiaryPage, busy: dict[str, int], store: Store
) -> None:
    for number in range(14):
        keep_chair(store, Chair(f"Chair Number {number}"))
    page.refresh()
    line = page.chair_choice.combo.lineEdit()
    assert line is not None
    page.chair_choice.combo.setFocus()
    line.selectAll()
    qtbot.keyClicks(line, "chair num")
    page.turn(0)
    assert families(page) == ["Hallam", "Novak", "Quayle"]
