"""The table: opening, copying, keeping its place, widths, and its menu."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from ui.widgets.filter_line import FilterLine
from ui.widgets.rows_model import Column, RowsModel
from ui.widgets.table_view import TableView


@dataclass(frozen=True)
class Row:
    id: int
    name: str
    role: str = "parent"


ROWS = [Row(1, "Grace Marlowe"), Row(2, "Daniel Reeve"), Row(3, "Priya\tNair", "social worker")]


@pytest.fixture
def table(qtbot: QtBot) -> TableView:
    model: RowsModel[Row] = RowsModel(
        [
            Column("Person", lambda row: row.name, stretch=True),
            Column("Why", lambda row: row.role, second=lambda row: f"no. {row.id}"),
        ],
        key=lambda row: row.id,
    )
    made = TableView(model, name="Invitations", empty="Nobody is invited yet.")
    qtbot.addWidget(made)
    made.resize(600, 300)
    model.set_rows(ROWS)
    made.show()
    return made


def order(table: TableView) -> list[int]:
    return [row.id for row in table.rows_model.rows()]


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_enter_opens_the_row_under_the_cursor(qtbot: QtBot, table: TableView, key: Qt.Key) -> None:
    table.selectRow(1)
    with qtbot.waitSignal(table.opened) as opened:
        qtbot.keyClick(table, key)
    assert opened.args == [ROWS[1]]


@pytest.mark.parametrize("reason", [Qt.FocusReason.TabFocusReason, Qt.FocusReason.OtherFocusReason])
def test_the_line_the_keyboard_comes_to_is_marked_and_down_goes_on_from_it(
    qtbot: QtBot, table: TableView, reason: Qt.FocusReason
) -> None:
    with qtbot.waitActive(table):
        table.activateWindow()
    table.clearFocus()
    table.clearSelection()
    table.setFocus(reason)
    assert table.selected_rows() == [ROWS[0]]
    qtbot.keyClick(table, Qt.Key.Key_Down)
    assert table.selected_rows() == [ROWS[1]]


def test_the_line_chosen_before_stays_chosen_when_tab_comes_back(table: TableView) -> None:
    table.selectRow(2)
    table.setFocus(Qt.FocusReason.TabFocusReason)
    assert table.selected_rows() == [ROWS[2]]


def test_home_and_end_go_to_the_first_and_the_last_line(qtbot: QtBot, table: TableView) -> None:
    table.selectRow(1)
    qtbot.keyClick(table, Qt.Key.Key_End)
    assert table.selected_rows() == [ROWS[2]]
    qtbot.keyClick(table, Qt.Key.Key_Home)
    assert table.selected_rows() == [ROWS[0]]


def test_a_double_click_opens_the_row(qtbot: QtBot, table: TableView) -> None:
    where = table.visualRect(table.rows_model.index(2, 0)).center()
    with qtbot.waitSignal(table.opened) as opened:
        qtbot.mouseDClick(table.viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert opened.args == [ROWS[2]]


def test_copy_gives_the_selected_rows_with_their_titles(qtbot: QtBot, table: TableView) -> None:
    table.selectAll()
    qtbot.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.clipboard().text().splitlines() == [
        "Person\tWhy",
        "Grace Marlowe\tparent no. 1",
        "Daniel Reeve\tparent no. 2",
        "Priya Nair\tsocial worker no. 3",
    ]


def test_a_click_on_a_head_sorts_a_second_turns_a_third_ends_it(qtbot: QtBot, table: TableView) -> None:
    heads = table.horizontalHeader()
    seen = []
    for _ in range(3):
        qtbot.mouseClick(
            heads.viewport(),
            Qt.MouseButton.LeftButton,
            pos=heads.rect().topLeft() + heads.rect().center() / 8,
        )
        seen.append(order(table))
    assert seen == [[2, 1, 3], [3, 1, 2], [1, 2, 3]]


def test_the_selection_survives_reading_again_and_sorting(table: TableView) -> None:
    table.select_key(3)
    table.rows_model.set_rows([Row(3, "Aa Nair"), Row(1, "Grace Marlowe")])
    assert [row.id for row in table.selected_rows()] == [3]
    table.sort_by("Person", descending=True)
    assert [row.id for row in table.selected_rows()] == [3]
    assert table.current_row() == Row(3, "Aa Nair")


def test_what_is_selected_is_told(table: TableView) -> None:
    told: list[list[Row]] = []
    table.selection_changed.connect(told.append)
    table.selectRow(0)
    assert told == [[ROWS[0]]]


def test_the_columns_fill_the_width_without_a_sideways_bar(qtbot: QtBot, table: TableView) -> None:
    for width in (900, 420):
        table.resize(width, 300)
        assert sum(table.columnWidth(n) for n in range(2)) == table.viewport().width()


def test_a_width_set_by_hand_stays(table: TableView) -> None:
    table.horizontalHeader().resizeSection(1, 222)
    table.resize(800, 300)
    assert table.columnWidth(1) == 222


def test_all_of_a_short_list_is_shown_in_a_page(table: TableView) -> None:
    table.fit_rows()
    high = table.height()
    table.rows_model.set_rows(ROWS * 2)
    assert table.height() - high == 3 * table.verticalHeader().defaultSectionSize()


def test_tab_leaves_the_table(table: TableView) -> None:
    assert not table.tabKeyNavigation()


def words(menu: QMenu) -> list[str]:
    return [action.text() for action in menu.actions() if not action.isSeparator()]


def test_the_menu_sorts_exports_and_does_what_the_page_added(table: TableView) -> None:
    got: list[object] = []
    table.export = got.append
    table.add_menu_action("Mark as sent", got.append)
    table.selectRow(0)
    menu = table.menu()
    assert words(menu) == ["Open", "Mark as sent", "Copy rows", "Sort by", "Export list…"]
    actions = {action.text(): action for action in menu.actions()}
    actions["Mark as sent"].trigger()
    submenu = actions["Sort by"].menu()
    assert isinstance(submenu, QMenu)
    submenu.actions()[0].trigger()
    actions["Export list…"].trigger()
    assert got == [[ROWS[0]], [ROWS[1], ROWS[0], ROWS[2]]]
    menu.close()


def test_what_is_typed_narrows_the_list_and_escape_gives_it_back(qtbot: QtBot, table: TableView) -> None:
    line = FilterLine(table.rows_model, "Search people", below=table)
    qtbot.addWidget(line)
    qtbot.keyClicks(line, "reeve")
    qtbot.waitUntil(lambda: order(table) == [2])
    qtbot.keyClick(line, Qt.Key.Key_Escape)
    assert order(table) == [1, 2, 3]


def test_it_is_painted_with_and_without_rows(table: TableView) -> None:
    full = table.grab().toImage()
    table.rows_model.set_rows([])
    empty = table.grab().toImage()
    table.set_empty("")
    assert len({full.cacheKey(), empty.cacheKey()}) == 2
    assert empty != table.grab().toImage()


@pytest.mark.parametrize(
    ("key", "held"),
    [(Qt.Key.Key_F10, Qt.KeyboardModifier.ShiftModifier), (Qt.Key.Key_Menu, Qt.KeyboardModifier.NoModifier)],
)
def test_the_menu_key_opens_the_menu_at_the_line(
    qtbot: QtBot, table: TableView, key: Qt.Key, held: Qt.KeyboardModifier
) -> None:
    done: list[list[Row]] = []
    table.add_menu_action("Mark as sent", done.append)
    table.selectRow(1)
    qtbot.keyClick(table, key, held)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    line = table.visualRect(table.currentIndex())
    assert menu.y() >= table.viewport().mapToGlobal(line.bottomLeft()).y()
    next(action for action in menu.actions() if action.text() == "Mark as sent").trigger()
    assert done == [[ROWS[1]]]
    menu.close()


def test_the_menu_key_begins_at_the_first_line(qtbot: QtBot, table: TableView) -> None:
    qtbot.keyClick(table, Qt.Key.Key_Menu)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert table.current_row() == ROWS[0]
    assert menu.actions()[0].text() == "Open"
    menu.close()


def test_a_key_still_held_does_not_change_what_is_chosen(qtbot: QtBot, table: TableView) -> None:
    table.selectRow(1)
    QTest.keyPress(table, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert table.select_key(2)
    assert table.selected_rows() == [ROWS[1]]
    assert table.select_key(1)
    assert table.selected_rows() == [ROWS[0]]
    QTest.keyRelease(table, Qt.Key.Key_S)


def test_a_quick_tab_goes_on_in_what_was_typed_for(qtbot: QtBot, table: TableView) -> None:
    line = FilterLine(table.rows_model, "Search people", below=table)
    qtbot.addWidget(line)
    line.show()
    qtbot.keyClicks(line, "reeve")
    qtbot.keyClick(line, Qt.Key.Key_Tab)
    assert order(table) == [2]
