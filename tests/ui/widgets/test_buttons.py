"""A button by its underlined letter."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ui.widgets.buttons import button
from ui.widgets.editors import TextLine


def test_its_letter_presses_it_at_once_and_brings_the_keyboard(qtbot: QtBot) -> None:
    pressed: list[bool] = []
    window, line = QWidget(), TextLine()
    made = button("Add &child…", lambda: pressed.append(made.hasFocus()))
    row = QHBoxLayout(window)
    row.addWidget(line)
    row.addWidget(made)
    qtbot.addWidget(window)
    window.show()
    with qtbot.waitActive(window):
        window.activateWindow()
    line.line.setFocus()
    qtbot.keyClick(line.line, Qt.Key.Key_C, Qt.KeyboardModifier.AltModifier)
    assert pressed == [True]
    window.close()
