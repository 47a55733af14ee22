"""The ledger as a table: latest first, draft and final in words, and the ways to print."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from conference_app.domain.agenda import Copy
from conference_app.domain.conference import Booking
from conference_app.store import conferences, people
from conference_app.store.store import Store
from conference_app.use_cases.build_invitation_list import build_list
from conference_app.use_cases.issue_invitations import issue_to_folder, make_files
from conference_app.use_cases.keep_directory import keep_professional
from conference_app.use_cases.prepare_invitations import Asked, prepare_invitations
from conference_app.use_cases.print_conference import AGENDA, SIGN_IN, Reader, record_issue
from conference_app.use_cases.schedule_conference import schedule_conference
from tests.conference_app.use_cases.marlowe import NOW, TODAY, booked_conference, invited_conference
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
    by = "by Test Coordinator"
    assert rows == [
        ["Sign-in sheet", "final", "no name on it", "printed", "2", f"Mon 8 Mar 2027, 10am {by}"],
        ["Agenda Family copy", "draft", "Grace Marlowe", "printed", "2", f"Mon 8 Mar 2027, 9am {by}"],
    ]
    qtmodeltester.check(tab.model)


def test_agenda_copies_are_where_the_agenda_is(tab: DocumentsTab, qtbot: QtBot) -> None:
    with qtbot.waitSignal(tab.tab_requested) as asked:
        tab.agenda_button.click()
    assert asked.args == ["agenda"]


def test_who_holds_what_no_longer_holds_is_named(tab: DocumentsTab, store: Store, tmp_path: Path) -> None:
    known = booked_conference(store)
    for person in people.professionals(store):
        keep_professional(store, replace(person, email=f"{person.role_code}@secure.gov.uk"))
    build_list(store, known.conference)
    preparation = prepare_invitations(store, Asked(known.conference, NOW))
    files = make_files(preparation, {parcel.line.id for parcel in preparation.parcels})
    issue_to_folder(store, preparation, files, tmp_path)
    found = conferences.conference(store, known.conference)
    tab.show_conference(found)
    assert tab.banner.isHidden()
    assert found.starts_at is not None
    booking = Booking(found.starts_at.replace(hour=14), 120, known.chair, room_id=known.room)
    schedule_conference(store, found.id, booking, seen=found.version, today=TODAY)
    tab.show_conference(conferences.conference(store, found.id))
    assert tab.banner.accessibleName() == "3 people hold what no longer holds."
    assert "Dr Amara Lindgren" in tab.banner.accessibleDescription()
    assert {cell_text(tab.model.columns[1], row) for row in tab.model.rows()} == {"out of date"}


def test_who_signed_for_a_paper_is_noted(qtbot: QtBot, tab: DocumentsTab, store: Store) -> None:
    known = invited_conference(store)
    issue(store, known.conference, AGENDA, Reader(Copy.FAMILY, "Grace Marlowe"), draft=False, hour=9)
    tab.show_conference(conferences.conference(store, known.conference))
    tab.table.select_key(tab.model.rows()[0].id)
    tab.sign()
    assert tab.dialog is not None
    assert tab.dialog.form.value("by") == "Grace Marlowe"
    tab.dialog.try_save()
    tab.show_conference(conferences.conference(store, known.conference))
    assert cell_text(tab.model.columns[3], tab.model.rows()[0]).startswith("printed signed for by Grace Marlowe")
