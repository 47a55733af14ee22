"""The diary inside the window: what it wishes is asked for by the right dialog, and nothing is booked before."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from conference_app.paths import standard_paths
from conference_app.store import conferences
from conference_app.store.store import Store, second_connection
from tests.conference_app.use_cases.marlowe import NOW, TODAY, Marlowe, booked_conference
from ui.background import Background
from ui.belongings import Belongings
from ui.diary.page import DiaryPage
from ui.main_window import MainWindow
from ui.session import Session
from ui.slot_finder import SlotFinder
from ui.widgets.form_dialog import FormDialog


@pytest.fixture
def known(store: Store) -> Marlowe:
    return booked_conference(store)


@pytest.fixture
def window(qtbot: QtBot, store: Store, known: Marlowe, tmp_path: Path) -> Iterator[MainWindow]:
    session = Session(store, today=lambda: TODAY, now=lambda: NOW, show_problem=lambda words: None)
    background = Background(lambda: second_connection(store))
    made = MainWindow(session, background, Belongings.at(standard_paths({"CPC_HOME": str(tmp_path)})))
    qtbot.addWidget(made)
    made.show()
    yield made
    background.close()
    made.close()


def diary_page(window: MainWindow) -> DiaryPage:
    window.work_at("diary")
    page = window.pages["diary"]
    assert isinstance(page, DiaryPage)
    return page


def test_a_conference_let_go_on_the_diary_asks_before_it_is_moved(window: MainWindow, known: Marlowe) -> None:
    page = diary_page(window)
    before = window.session.ask(conferences.conference, known.conference)
    assert before.starts_at is not None
    wished = before.starts_at.replace(hour=14, minute=15)
    page.move_requested.emit(known.conference, wished, None, None)
    [dialog] = window.findChildren(FormDialog)
    assert (dialog.form.value("day"), dialog.form.value("start")) == (wished.date(), wished.time())
    assert window.session.ask(conferences.conference, known.conference) == before
    dialog.reject()
    dialog.reject()


def test_a_slot_is_found_shown_and_taken(window: MainWindow, known: Marlowe) -> None:
    page = diary_page(window)
    page.find_slot_requested.emit(known.conference)
    [finder] = window.findChildren(SlotFinder)
    finder.diary_button.click()
    assert page.chosen_id() == known.conference
    assert page.time_view.proposals
    assert page.told.text().endswith(f": {page.time_view.proposals[0].words}")  # the cursor is on the best
    page.find_slot_requested.emit(known.conference)
    finder = window.findChildren(SlotFinder)[-1]
    finder.take_button.click()
    [dialog] = window.findChildren(FormDialog)
    assert dialog.form.value("day") is not None
    dialog.reject()
    dialog.reject()
