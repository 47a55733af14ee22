"""A text to be read: its paragraphs, and leaving it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from ui.widgets.reading_dialog import TextDialog


def test_each_paragraph_stands_for_itself_and_is_never_markup(qtbot: QtBot) -> None:
    dialog = TextDialog("The rule", "First.\nStill first.\n\n\n<b>Second</b>.\n")
    qtbot.addWidget(dialog)
    assert [each.text() for each in dialog.paragraphs] == ["First.\nStill first.", "<b>Second</b>."]
    assert {each.textFormat() for each in dialog.paragraphs} == {Qt.TextFormat.PlainText}


def test_enter_closes_it(qtbot: QtBot) -> None:
    dialog = TextDialog("The rule", "First.")
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(dialog)
    dialog.open()
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    assert dialog.isHidden()
