"""On every page each control that takes the keyboard says its name, and no two share an underlined letter."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import datetime, time
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QKeySequence
from PySide6.QtWidgets import QAbstractButton, QAbstractScrollArea, QAbstractSpinBox, QLabel, QScrollBar, QWidget
from pytestqt.qtbot import QtBot

from conference_app.paths import standard_paths
from conference_app.store import lists
from conference_app.store.store import memory_store, second_connection
from conference_app.use_cases.make_example import make_example
from ui.background import Background
from ui.belongings import Belongings
from ui.main_window import PLACES, MainWindow
from ui.pictures import TABS, TODAY, telling
from ui.session import Session
from ui.widgets.tab_strip import TabStrip


@pytest.fixture(scope="module")
def example() -> Iterator[object]:
    store = memory_store(example=True)
    make_example(store, conferences=60, years=1, seed=7, today=TODAY)
    yield store
    store.close()


@pytest.fixture
def window(qtbot: QtBot, example: object, tmp_path: Path) -> Iterator[MainWindow]:
    moment = datetime.combine(TODAY, time(8, 55))
    session = Session(example, today=lambda: TODAY, now=lambda: moment, show_problem=print)  # type: ignore[arg-type]
    background = Background(lambda: second_connection(example))  # type: ignore[arg-type]
    made = MainWindow(session, background, Belongings.at(standard_paths({"CPC_HOME": str(tmp_path)})))
    qtbot.addWidget(made)
    made.show()
    yield made
    background.close()
    made.close()


def nameless(page: QWidget) -> list[str]:
    """The controls a person can reach by Tab that would be read out without a name."""
    found = []
    for widget in page.findChildren(QWidget):
        reachable = widget.isVisibleTo(page) and widget.isEnabled() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        inside = isinstance(widget.parent(), QAbstractScrollArea | QAbstractSpinBox)  # its holder speaks for it
        if not reachable or inside or isinstance(widget, QScrollBar):
            continue
        spoken = QAccessible.queryAccessibleInterface(widget)
        if spoken is not None and not spoken.text(QAccessible.Text.Name).strip():
            found.append(f"{type(widget).__name__} in {type(widget.parent()).__name__}")
    return found


def shared_letters(window: MainWindow, page: QWidget) -> list[str]:
    """The letters after Alt that more than one control of a page answers to, the menus included."""
    words = [top.text() for top in window.menuBar().actions()]
    words += [each.text() for each in page.findChildren(QAbstractButton) if each.isVisibleTo(page)]
    words += [each.text() for each in page.findChildren(QLabel) if each.buddy() and each.isVisibleTo(page)]
    letters = Counter(keys.toString() for keys in map(QKeySequence.mnemonic, words) if not keys.isEmpty())
    return [keys for keys, count in letters.items() if count > 1]


@pytest.mark.parametrize("place", [place.key for place in PLACES])
def test_every_place(window: MainWindow, place: str) -> None:
    window.go(place)
    assert nameless(window.pages[place]) == []
    assert shared_letters(window, window.pages[place]) == []


@pytest.mark.parametrize("place", ["people", "settings"])
def test_every_tab_of_a_place(window: MainWindow, place: str) -> None:
    window.go(place)
    tabs = window.pages[place].findChild(TabStrip)
    assert tabs is not None
    for _ in range(tabs.bar.count()):
        tabs.step(1)
        assert nameless(window.pages[place]) == [], tabs.current()
        assert shared_letters(window, window.pages[place]) == [], tabs.current()


def test_the_menus(window: MainWindow) -> None:
    for top in window.menuBar().actions():
        letters = Counter(QKeySequence.mnemonic(each.text()).toString() for each in top.menu().actions() if each.text())  # type: ignore[attr-defined]
        assert max(letters.values()) == 1, letters


@pytest.mark.parametrize("tab", TABS)
def test_every_tab_of_a_conference(window: MainWindow, tab: str) -> None:
    ahead, held = telling(window.session.ask(lists.conferences))
    for row in (ahead, held):
        window.open_conference(row.id, tab)
        assert nameless(window.pages["conferences"]) == []
        assert shared_letters(window, window.pages["conferences"]) == []


def test_the_request_form(window: MainWindow) -> None:
    ahead, _held = telling(window.session.ask(lists.conferences))
    window.open_request(ahead.family_id)
    assert nameless(window.pages["conferences"]) == []
    assert shared_letters(window, window.pages["conferences"]) == []


def test_a_family(window: MainWindow) -> None:
    _ahead, held = telling(window.session.ask(lists.conferences))
    window.open_family(held.family_id)
    assert nameless(window.pages["people"]) == []
    assert shared_letters(window, window.pages["people"]) == []
