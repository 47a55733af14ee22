"""What stands over a list, in wide and in narrow windows."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from ui.widgets.buttons import button
from ui.widgets.tool_row import ToolRow


def test_the_others_go_below_where_the_room_ends_and_come_back(qtbot: QtBot) -> None:
    line, others = QLineEdit(), [button(word) for word in ("Every owner", "Any due date", "By due date")]
    row = ToolRow(line, others, least=180)
    qtbot.addWidget(row)
    row.resize(900, 80)
    row.show()
    qtbot.waitUntil(lambda: others[0].mapTo(row, others[0].rect().center()).x() > line.geometry().right())
    row.resize(300, 120)
    qtbot.waitUntil(lambda: others[0].mapTo(row, others[0].rect().topLeft()).y() >= line.geometry().bottom())
    assert line.width() == 300
    row.resize(900, 80)
    qtbot.waitUntil(lambda: others[0].mapTo(row, others[0].rect().center()).x() > line.geometry().right())
