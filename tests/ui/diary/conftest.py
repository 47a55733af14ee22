"""What tests of the diary share: its week in the store, and the page over it."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from conference_app.store.store import Store
from tests.ui.diary.weeks import Week
from ui.diary.page import DiaryPage
from ui.diary.time_view import TimeView
from ui.session import Session


@pytest.fixture
def week(store: Store) -> Week:
    return Week(store)


@pytest.fixture
def page(qtbot: QtBot, session: Session, week: Week) -> DiaryPage:
    made = DiaryPage(session, None)  # type: ignore[arg-type]
    qtbot.addWidget(made)
    made.resize(1182, 768)
    made.refresh()
    made.show()
    qtbot.waitExposed(made)
    made.focus_first()
    qtbot.waitUntil(made.time_view.hasFocus)
    return made


@pytest.fixture
def view(page: DiaryPage) -> TimeView:
    return page.time_view
