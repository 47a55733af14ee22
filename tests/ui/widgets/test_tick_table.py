"""Rows with boxes: ticked at first, by key and by mouse, said to a screen reader."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from ui.widgets.rows_model import Column
from ui.widgets.tick_table import TickTable


@dataclass(frozen=True)
class Row:
    id: int
    name: str


ROWS = [Row(1, "Marlowe"), Row(2, "Thistlewood"), Row(3, "Ashdown")]


@pytest.fixture
def ticks(qtbot: QtBot) -> TickTable[Row]:
    made = TickTable(
        "Count again", [Column("Family", lambda row: row.name)], ROWS, key=lambda row: row.id, name="Families"
    )
    qtbot.addWidget(made)
    made.resize(500, 300)
    made.show()
    return made


def click_box(qtbot: QtBot, ticks: TickTable[Row], number: int) -> None:
    box = ticks.table.visualRect(ticks.model.index(number, 0))
    at = QPoint(box.left() + 20, box.center().y())
    qtbot.mouseClick(ticks.table.viewport(), Qt.MouseButton.LeftButton, pos=at)


def test_all_are_ticked_at_first(ticks: TickTable[Row]) -> None:
    assert ticks.value() == [1, 2, 3]
    assert ticks.count.text() == "3 of 3 chosen"


def test_space_turns_the_line_under_the_cursor_and_several_at_once(ticks: TickTable[Row], qtbot: QtBot) -> None:
    ticks.table.selectRow(1)
    qtbot.keyClick(ticks.table, Qt.Key.Key_Space)
    assert ticks.value() == [1, 3]
    assert ticks.count.text() == "2 of 3 chosen"
    ticks.table.selectAll()
    qtbot.keyClick(ticks.table, Qt.Key.Key_Space)  # one is not ticked: all are
    assert ticks.value() == [1, 2, 3]
    qtbot.keyClick(ticks.table, Qt.Key.Key_Space)
    assert ticks.value() == []


def test_a_click_on_the_box_turns_it_and_one_beside_it_does_not(ticks: TickTable[Row], qtbot: QtBot) -> None:
    with qtbot.waitSignal(ticks.changed):
        click_box(qtbot, ticks, 0)
    assert ticks.value() == [2, 3]
    name = ticks.table.visualRect(ticks.model.index(2, 1)).center()
    qtbot.mouseClick(ticks.table.viewport(), Qt.MouseButton.LeftButton, pos=name)
    assert ticks.value() == [2, 3]
    click_box(qtbot, ticks, 0)
    assert ticks.value() == [1, 2, 3]


def test_all_and_none(ticks: TickTable[Row]) -> None:
    ticks.none_button.click()
    assert (ticks.value(), ticks.count.text()) == ([], "0 of 3 chosen")
    ticks.all_button.click()
    assert ticks.value() == [1, 2, 3]


def test_ticks_stay_with_their_rows_in_another_order(ticks: TickTable[Row]) -> None:
    ticks.model.tick([ROWS[1]], False)
    ticks.table.sort_by("Family")
    assert ticks.value() == [3, 1]


def test_a_value_is_filled_in(ticks: TickTable[Row]) -> None:
    before = ticks.typed()
    ticks.set_value([3])
    assert ticks.value() == [3]
    assert ticks.typed() != before


def test_it_is_said_whether_a_line_is_ticked(ticks: TickTable[Row]) -> None:
    ticks.model.tick([ROWS[0]], False)
    assert [ticks.model.spoken(number) for number in (0, 1)] == [
        "Count again: no, Family: Marlowe",
        "Count again: yes, Family: Thistlewood",
    ]
    table = QAccessible.queryAccessibleInterface(ticks.table)
    assert table is not None
    cells = [table.child(number) for number in range(table.childCount())]
    ticks_said = [
        (cell.text(QAccessible.Text.Name), bool(cell.state().checked)) for cell in cells if cell.state().checkable
    ]
    assert ticks_said == [("Count again: no", False), ("Count again: yes", True), ("Count again: yes", True)]


def test_the_model_keeps_qt_s_rules(ticks: TickTable[Row], qtmodeltester: ModelTester) -> None:
    qtmodeltester.check(ticks.model)


def test_a_box_looks_another_when_it_is_ticked(ticks: TickTable[Row]) -> None:
    ticked = ticks.table.grab().toImage()
    ticks.none_button.click()
    assert ticks.table.grab().toImage() != ticked
