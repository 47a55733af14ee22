"""The ledger as a table: latest first, draft and final in words, and the ways to print."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from conference_app.domain.agenda import Copy
from conference_app.store import conferences
from conference_app.store.store import Store
from conference_app.use_cases.print_conference import AGENDA, SIGN_IN, Reader, record_issue
from tests.conference_app.use_cases.marlowe import invited_conference
from ui.background import Background
from ui.conferences.documents_tab import DocumentsTab
from ui.session import Session
from ui.widgets.rows_model import cell_text


@pytest.fixture
def tab(qtbot: QtBot, session: Session, store: Store) -> Iterator[DocumentsTab]:
    background = Background(lambda: store)
    made = DocumentsTab(session, background)
    qtbot.addWidget(made)
    yield made
    background.close()


def issue(store: Store, conference_id: int, kind: str, reader: Reader | None, *, draft: bool, hour: int) -> None:
    at = datetime(2027, 3, 8, hour)
    record_issue(store, conference_id, kind=kind, reader=reader, draft=draft, route="printed", pages=2, at=at)


def test_an_empty_ledger_says_so(tab: DocumentsTab, store: Store) -> None:
    tab.show_conference(conferences.conference(store, invited_conference(store).conference))
    assert tab.model.rowCount() == 0
    assert tab.summary.text() == "Nothing issued yet"


def test_each_issue_is_a_row_latest_first(tab: DocumentsTab, store: Store, qtmodeltester: Any) -> None:
    known = invited_conference(store)
    issue(store, known.conference, AGENDA, Reader(Copy.FAMILY, "Grace Marlowe"), draft=True, hour=9)
    issue(store, known.conference, SIGN_IN, None, draft=False, hour=10)
    tab.show_conference(conferences.conference(store, known.conference))
    rows = [[cell_text(column, row) for column in tab.model.columns] for row in tab.model.rows()]
    assert [row[:7] for row in rows] == [
        ["Sign-in sheet", "–", "final", "no name on it", "printed", "2", "Mon 8 Mar 2027, 10am"],
        ["Agenda", "Family copy", "draft", "Grace Marlowe", "printed", "2", "Mon 8 Mar 2027, 9am"],
    ]
    qtmodeltester.check(tab.model)


def test_agenda_copies_are_where_the_agenda_is(tab: DocumentsTab, qtbot: QtBot) -> None:
    with qtbot.waitSignal(tab.tab_requested) as asked:
        tab.agenda_button.click()
    assert asked.args == ["agenda"]
