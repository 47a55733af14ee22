"""Where the keyboard goes it can be seen."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from ui.focus import give_focus
from ui.widgets.buttons import button
from ui.widgets.scroll_page import ScrollPage
from ui.widgets.text import label


def in_sight(page: ScrollPage, part: QWidget) -> bool:
    return page.viewport().rect().contains(part.mapTo(page.viewport(), part.rect().center()))


@pytest.mark.parametrize("active", [True, False], ids=["the window", "behind a dialog that closes"])
def test_what_gets_the_keyboard_is_scrolled_to_even_when_it_was_just_put_there(qtbot: QtBot, active: bool) -> None:
    page, dialog = ScrollPage(), QWidget()
    page.resize(300, 200)
    for each in (page, dialog):
        qtbot.addWidget(each)
        each.show()
    with qtbot.waitActive(page if active else dialog):
        (page if active else dialog).activateWindow()
    for number in range(40):
        page.add(label(f"Line {number}"))
    last = button("Received today")
    page.add(last)
    give_focus(last)
    QApplication.processEvents()  # it is laid out, out of sight at first
    qtbot.waitUntil(lambda: in_sight(page, last))
    assert page.focusWidget() is last
    assert last.hasFocus() is active
    page.close()
    dialog.close()
