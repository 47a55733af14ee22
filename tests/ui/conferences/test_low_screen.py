"""The invitation list on a low screen, and on an ordinary one, as the window shows it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from conference_app.store.store import Store
from tests.conference_app.use_cases.marlowe import Marlowe, booked_conference
from ui import theme
from ui.background import Background
from ui.conferences.invitations_tab import InvitationsTab
from ui.conferences.page import ConferencesPage
from ui.session import Session


@pytest.fixture
def known(store: Store) -> Marlowe:
    return booked_conference(store)


@pytest.fixture
def page(qtbot: QtBot, session: Session, known: Marlowe, store: Store) -> Iterator[ConferencesPage]:
    background = Background(lambda: store)
    made = ConferencesPage(session, background)
    session.changed.connect(lambda _: made.refresh())
    qtbot.addWidget(made)
    made.show()
    yield made
    background.close()


def list_seen(page: ConferencesPage) -> tuple[InvitationsTab, int]:
    """The Invitations tab, and how many rows of its list fit into the window at once."""
    tab = page.detail_page.tabs.page("invitations")
    assert isinstance(tab, InvitationsTab)
    QTest.qWait(100)
    room = min(tab.table.viewport().height(), page.detail_page.page.viewport().height())
    return tab, room // tab.table.rowHeight(0)


def test_on_a_low_screen_five_rows_of_the_invitations_can_be_worked_with(page: ConferencesPage, known: Marlowe) -> None:
    """683x384 points less the rail and the menus: 1366x768 at 200 %."""
    page.resize(499, 359)
    page.window().activateWindow()
    page.open_conference(known.conference, "invitations")
    tab, rows = list_seen(page)
    assert rows >= 5
    scroll = page.detail_page.page
    assert tab.table.height() <= scroll.viewport().height(), "the whole list is seen once it is scrolled to"
    assert tab.table.width() > 400, "the cards stand below the list"
    assert tab.cards.y() >= tab.table.y() + tab.table.height()
    tab.open_line(tab.lines[0])
    QTest.qWait(100)
    focused = page.window().focusWidget()
    assert focused is not None
    at = focused.mapTo(scroll.viewport(), focused.rect().center())
    assert scroll.viewport().rect().contains(at), "the panel opened is in sight"
    assert tab.panel.y() >= tab.table.y() + tab.table.height()
    tab.close_panel()
    QTest.qWait(100)
    seen = tab.table.visibleRegion().boundingRect()
    assert seen.height() >= tab.table.height() - 1, "back at the list, all of it is in sight"


def test_at_ordinary_sizes_nothing_scrolls_and_the_cards_stand_beside(page: ConferencesPage, known: Marlowe) -> None:
    page.open_conference(known.conference, "invitations")
    for width, height in ((1182, 743), (1182, 1000), (776, 575)):
        page.resize(width, height)
        tab, _ = list_seen(page)
        assert page.detail_page.page.verticalScrollBar().maximum() == 0
        assert tab.cards.x() > tab.table.x() + tab.table.width()
        assert tab.cards.width() == theme.pixels(270)
