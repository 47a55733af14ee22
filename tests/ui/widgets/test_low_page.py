"""A page that fills the room there is, and scrolls only where that is too low."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from ui.widgets.low_page import LowPage


@pytest.fixture
def shown(qtbot: QtBot) -> Callable[[int], LowPage]:
    def make(height: int) -> LowPage:
        page = LowPage(lambda given: 500 if given < 300 else 0)
        page.body.addWidget(QLabel("A list"), 1)
        qtbot.addWidget(page)
        page.resize(400, height)
        page.show()
        return page

    return make


def test_where_there_is_room_it_fills_it_and_does_not_scroll(shown: Callable[[int], LowPage]) -> None:
    page = shown(300)
    assert page.content.size() == page.viewport().size() == page.size()
    assert page.verticalScrollBar().maximum() == 0


def test_where_it_is_too_low_it_scrolls(shown: Callable[[int], LowPage]) -> None:
    page = shown(299)
    assert page.content.height() == 500
    assert page.content.width() == page.viewport().width()
    assert page.verticalScrollBar().maximum() == 500 - page.viewport().height()
    page.resize(400, 600)
    assert page.content.height() == 600
