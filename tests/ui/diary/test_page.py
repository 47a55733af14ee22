"""The diary page over a store: days, weeks and months by buttons and keys, filters, its wishes, its paper."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from conference_app.documents.diary_sheet import DiarySheet
from conference_app.domain.people import Chair
from conference_app.store.store import Store, memory_store
from conference_app.use_cases.change_settings import change_number
from conference_app.use_cases.keep_directory import keep_chair
from tests.ui.diary.weeks import Week, at
from ui import theme
from ui.background import Background
from ui.diary.columns import Grouping, Lens
from ui.diary.cursor import Stop, What
from ui.diary.days import Period, Scale
from ui.diary.page import DiaryPage
from ui.diary.printing import open_sheet, save_calendar, sheet_of
from ui.diary.proposals import ProposedSlot
from ui.session import Session


def families(page: DiaryPage) -> list[str]:
    return [
        placed.entry.row.family_name
        for column in page.time_view.columns
        for placed in column.placed
        if placed.entry is not None
    ]


def press(qtbot: QtBot, page: DiaryPage, *keys: Qt.Key) -> None:
    for key in keys:
        qtbot.keyClick(page.view(), key)


def test_the_week_of_today_comes_first(page: DiaryPage) -> None:
    assert page.head.title.text() == "8 to 12 March 2027"
    assert families(page) == ["Hallam", "Novak", "Quayle"]
    assert page.summary(Lens()) == "8 to 12 March 2027: 3 conferences, 2 last lawful days"
    assert page.told.text().startswith("Monday 8 March, 9:30am to 11:30am, initial conference, Hallam family")


def test_on_a_sunday_the_diary_opens_at_the_coming_week(qtbot: QtBot, session: Session, week: Week) -> None:
    session.today = lambda: date(2027, 11, 21)
    page = DiaryPage(session, None)  # type: ignore[arg-type]
    qtbot.addWidget(page)
    page.refresh()
    assert page.head.title.text() == "22 to 26 November 2027"
    page.turn(-1)
    page.show_today()
    assert page.head.title.text() == "22 to 26 November 2027"


def test_keys_turn_weeks(qtbot: QtBot, page: DiaryPage) -> None:
    press(qtbot, page, Qt.Key.Key_PageDown)
    assert (page.head.title.text(), families(page)) == ("15 to 19 March 2027", ["Later"])
    press(qtbot, page, Qt.Key.Key_PageDown, Qt.Key.Key_PageDown)
    assert page.head.title.text() == "29 March to 2 April 2027"
    press(qtbot, page, Qt.Key.Key_Home)
    assert page.head.title.text() == "8 to 12 March 2027"
    press(qtbot, page, Qt.Key.Key_PageUp)
    assert page.head.title.text() == "1 to 5 March 2027"


def test_buttons_turn_and_scale(qtbot: QtBot, page: DiaryPage) -> None:
    head = page.head
    qtbot.mouseClick(head.on_button, Qt.MouseButton.LeftButton)
    assert head.title.text() == "15 to 19 March 2027"
    qtbot.mouseClick(head.back_button, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(head.scales[Scale.DAY], Qt.MouseButton.LeftButton)
    assert head.title.text() == "Monday 8 March 2027"
    assert [column.title for column in page.time_view.columns] == ["Rosalind Osei", "Tom Brandt"]
    qtbot.mouseClick(head.on_button, Qt.MouseButton.LeftButton)
    assert head.title.text() == "Tuesday 9 March 2027"
    qtbot.mouseClick(head.today_button, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(head.scales[Scale.MONTH], Qt.MouseButton.LeftButton)
    assert head.title.text() == "March 2027"
    assert [scale for scale, each in head.scales.items() if each.isChecked()] == [Scale.MONTH]


def test_scales_keep_the_day_the_cursor_is_in(qtbot: QtBot, page: DiaryPage) -> None:
    page.time_view.put_cursor(Stop(3, What.FREE, 600, 630))
    page.show_scale(Scale.DAY)
    assert page.head.title.text() == "Thursday 11 March 2027"
    page.show_scale(Scale.WEEK)
    entry = page.time_view.current_entry()
    assert entry is not None
    assert entry.row.family_name == "Quayle"


def test_one_chair_room_or_family(page: DiaryPage, week: Week) -> None:
    head = page.head
    head.which[Grouping.CHAIR].set_value(week.osei)
    assert families(page) == ["Hallam", "Quayle"]
    page.refresh()
    assert families(page) == ["Hallam", "Quayle"]
    head.grouping.set_value(Grouping.ROOM)
    assert head.which[Grouping.ROOM].isVisible()
    assert not head.which[Grouping.CHAIR].isVisible()
    assert families(page) == ["Hallam", "Novak", "Quayle"]
    head.which[Grouping.ROOM].set_value(week.elm)
    assert families(page) == ["Novak", "Quayle"]


def test_a_family_is_shown_where_it_has_something_to_show(page: DiaryPage, week: Week, store: Store) -> None:
    family = store.value("SELECT family_id FROM conference WHERE id = ?", (week.later,))
    page.show_family(family)
    assert (page.head.title.text(), families(page)) == ("15 to 19 March 2027", ["Later"])
    assert page.head.which[Grouping.FAMILY].combo.currentText() == "Later, CP-2027-0004"


def test_a_family_takes_the_place_of_another_that_was_chosen(page: DiaryPage, week: Week, store: Store) -> None:
    page.time_view.go_to(week.hallam)
    best = [ProposedSlot(at(10), at(10, 11), week.brandt, week.oak, "best")]
    page.show_proposals(best, "Initial · Hallam")
    empty = store.value("SELECT family_id FROM conference WHERE id = ?", (week.priestley,))
    page.head.grouping.set_value(Grouping.FAMILY)
    page.head.which[Grouping.FAMILY].set_options([(empty, "Priestley")])
    page.head.which[Grouping.FAMILY].set_value(empty)
    assert (page.chosen_id(), page.time_view.window_shown, list(page.time_view.proposals)) == (None, None, [])
    assert not page.open_button.isEnabled()
    assert not page.move_button.isEnabled()


def test_a_half_typed_chair_narrows_nothing(qtbot: QtBot, page: DiaryPage, store: Store) -> None:
    for number in range(14):
        keep_chair(store, Chair(f"Chair Number {number}"))
    page.refresh()
    line = page.head.which[Grouping.CHAIR].combo.lineEdit()
    assert line is not None
    line.setFocus()
    line.selectAll()
    qtbot.keyClicks(line, "chair num")
    page.turn(0)
    assert families(page) == ["Hallam", "Novak", "Quayle"]


def test_the_limit_is_the_one_this_authority_goes_by(page: DiaryPage, store: Store) -> None:
    change_number(store, "count_from", "the day itself")
    page.refresh()
    notes = {column.title: [note.words for note in column.notes] for column in page.time_view.columns}
    assert notes["Thu 11"] == ["Last day: Priestley, not booked yet"]
    assert notes["Wed 10"] == ["Last day: Hallam, booked Mon 8 March"]
    window = page.time_view.window_shown
    assert window is not None
    assert window.words_on(date(2027, 3, 11))[0] == "last day, counting from the day after"


def test_asking_again_keeps_the_days_and_the_cursor(page: DiaryPage, week: Week) -> None:
    page.time_view.go_to(week.quayle)
    week.made.change("conference", week.quayle, starts_at=at(9, 14, 0), ends_at=at(9, 16, 0))
    page.refresh()
    entry, stop = page.time_view.current_entry(), page.time_view.stop
    assert entry is not None
    assert stop is not None
    assert (entry.row.family_name, stop.column) == ("Quayle", 1)


def test_what_is_wished(qtbot: QtBot, page: DiaryPage, week: Week) -> None:
    with qtbot.waitSignal(page.conference_requested) as opened:
        press(qtbot, page, Qt.Key.Key_Return)
    assert opened.args == [week.hallam, "details"]
    with qtbot.waitSignal(page.conference_requested) as opened:
        page.open_button.click()
    assert opened.args == [week.hallam, "details"]
    with qtbot.waitSignal(page.move_requested) as moved:
        page.move_button.click()
    assert moved.args == [week.hallam, None, None, None]
    with qtbot.waitSignal(page.find_slot_requested) as found:
        page.head.find_button.click()
    assert found.args == [week.hallam]
    page.choose(None)
    with qtbot.waitSignal(page.find_slot_requested) as found:
        page.head.find_button.click()
    assert found.args == [None]


def test_a_request_nobody_has_booked_can_be_opened_and_not_moved(page: DiaryPage) -> None:
    page.time_view.put_cursor(Stop(4, What.NOTE, -1, -1, 0))
    assert page.open_button.isEnabled()
    assert not page.move_button.isEnabled()


def test_the_menu_says_what_can_be_done(page: DiaryPage) -> None:
    def possible() -> list[str]:
        menu: QMenu = page.menu()
        found = [action.text().partition("\t")[0] for action in menu.actions() if action.isEnabled()]
        menu.deleteLater()
        return found

    assert possible() == ["&Open", "&Move to…", "&Pick up and carry", "&Find a slot…"]
    page.time_view.put_cursor(Stop(1, What.FREE, 600, 630))
    assert possible() == ["&Find a slot…"]


def test_every_control_has_a_name(page: DiaryPage) -> None:
    head = page.head
    assert head.grouping.combo.accessibleName() == "Look at the diary"
    assert [head.which[grouping].combo.accessibleName() for grouping in Grouping] == ["Chair", "Room", "Family"]
    assert head.back_button.accessibleName() == "Back (Page Up)"
    assert head.print_button.accessibleName() == "Print this diary sheet (Ctrl+P)"


def test_the_head_takes_two_lines_where_one_would_cut_it(page: DiaryPage) -> None:
    page.resize(1500, 768)
    QApplication.processEvents()
    one = page.head.height()
    page.resize(theme.pixels(800), 768)
    QApplication.processEvents()
    assert page.head.height() > one
    assert page.head.find_button.mapTo(page, page.head.find_button.rect().bottomRight()).x() <= page.width()


@pytest.fixture
def background() -> Iterator[Background]:
    """A worker over the same week in a store of its own: one in memory has one connection."""

    def store_of_its_own() -> Store:
        made = memory_store(example=True)
        Week(made)
        return made

    made = Background(store_of_its_own)
    yield made
    made.close()


def test_it_prints_the_days_shown_of_those_they_are_shown_of(page: DiaryPage, week: Week, store: Store) -> None:
    period = Period(Scale.WEEK, date(2027, 3, 8))
    sheet = sheet_of(period, Lens(Grouping.CHAIR, week.osei), page.session)(store)
    assert isinstance(sheet, DiarySheet)
    assert sheet.title == "Monday 8 March to Friday 12 March 2027"
    assert sheet.whose == "Rosalind Osei"
    assert [[row.family for row in day.rows] for day in sheet.days] == [
        ["Hallam family"],
        [],
        [],
        ["Quayle family"],
        [],
    ]


def test_the_paper_opens_and_is_set(qtbot: QtBot, page: DiaryPage, background: Background) -> None:
    window = open_sheet(page.session, background, page.period, page.head.lens(), page)
    qtbot.waitUntil(lambda: bool(window.papers), timeout=20_000)
    assert window.windowTitle() == "Diary, 8 to 12 March 2027"
    assert window.save_button.isEnabled()
    window.close()


def test_ctrl_p_prints(qtbot: QtBot, page: DiaryPage, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    monkeypatch.setattr("ui.diary.page.open_sheet", lambda *facts: opened.append(facts[2].title))
    keys = QKeySequence.keyBindings(QKeySequence.StandardKey.Print)[0]
    qtbot.keyClick(page.view(), keys[0].key(), keys[0].keyboardModifiers())
    page.head.print_button.click()
    assert opened == ["8 to 12 March 2027"] * 2


def test_the_days_shown_can_be_saved_for_a_diary_of_ones_own(
    page: DiaryPage, session: Session, week: Week, tmp_path: Path
) -> None:
    path = tmp_path / "own.ics"
    session.perform(change_number, "organiser_email", "team@westmarch.example")
    said = save_calendar(session, page.period, page.head.lens(), page, lambda *_: str(path))
    assert said == "3 conferences written to own.ics."
    assert path.read_bytes().count(b"BEGIN:VEVENT") == 3
    assert save_calendar(session, page.period, page.head.lens(), page, lambda *_: "") == ""
