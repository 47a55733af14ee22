"""The sending window: what each gets is seen first, then written, then marked as sent."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from conference_app.domain.conference import Need
from conference_app.domain.family import Address
from conference_app.domain.sending import Form
from conference_app.store import conferences, invitations, ledger, people
from conference_app.store.store import Store, memory_store
from conference_app.use_cases.build_invitation_list import build_list
from conference_app.use_cases.keep_directory import keep_professional
from conference_app.use_cases.keep_family import keep_address
from conference_app.use_cases.prepare_invitations import Parcel
from conference_app.use_cases.request_conference import change_request, request_of
from tests.conference_app.use_cases.marlowe import TODAY, Marlowe, booked_conference
from ui.background import Background
from ui.conferences.sending_window import SendingWindow
from ui.paper import SAVED, PaperWindow
from ui.session import Session


@pytest.fixture
def known(store: Store) -> Marlowe:
    known = booked_conference(store)
    for person in people.professionals(store):
        keep_professional(store, replace(person, email=f"{person.role_code}@secure.gov.uk"))
    keep_address(store, Address(known.family, "1 High Street", "WM1 1AA", may_be_printed=True))
    build_list(store, known.conference)
    return known


@pytest.fixture
def background() -> Iterator[Background]:
    made = Background(memory_store)
    yield made
    made.close()


@pytest.fixture
def window(
    qtbot: QtBot, session: Session, background: Background, known: Marlowe, tmp_path: Path
) -> Iterator[SendingWindow]:
    made = SendingWindow(session, background, known.conference, choose_folder=lambda _: str(tmp_path / "out"))
    qtbot.addWidget(made)
    made.show()
    yield made
    qtbot.waitUntil(lambda: not background.is_busy(), timeout=20_000)


def shown(window: SendingWindow) -> Parcel:
    assert window.preview.parcel is not None
    return window.preview.parcel


def row_of(window: SendingWindow, name: str) -> Parcel:
    (found,) = (row for row in window.table.model.rows() if row.line.name == name)
    return found


def choose(window: SendingWindow, name: str) -> None:
    assert window.table.table.select_key(row_of(window, name).line.id)


def write(qtbot: QtBot, window: SendingWindow) -> None:
    window.write_files()
    qtbot.waitUntil(lambda: window._job is None, timeout=20_000)


def test_everybody_who_can_be_reached_is_ticked_and_the_first_is_shown(window: SendingWindow) -> None:
    assert window.write_button.text() == "Write 4 files…"
    assert shown(window).line.name == "Dr Amara Lindgren"
    assert "Dear Dr Amara Lindgren" in window.preview.text.toPlainText()
    assert "CALENDAR ENTRY, number 0" in window.preview.text.toPlainText()
    assert "Subject: [OFFICIAL-SENSITIVE] Conference" in window.preview.head.text()
    assert {row.words for row in window.not_reached.rows()} == {"nobody is named yet"}


def test_a_letter_is_shown_page_by_page(qtbot: QtBot, window: SendingWindow) -> None:
    choose(window, "Grace Marlowe")
    qtbot.waitUntil(lambda: len(window.preview.pages.pages) == 1, timeout=20_000)
    assert "1 High Street" in window.preview.head.text()


def test_another_form_can_be_chosen(window: SendingWindow) -> None:
    choose(window, "Priya Nair")
    window.preview.choice.set_value(Form.CALENDAR)
    window.preview.choice.changed.emit()
    assert row_of(window, "Priya Nair").form is Form.CALENDAR
    assert window.preview.text.toPlainText().startswith("CALENDAR ENTRY")


def test_files_are_written_noted_and_then_marked_as_sent(
    qtbot: QtBot, window: SendingWindow, store: Store, known: Marlowe, tmp_path: Path
) -> None:
    write(qtbot, window)
    assert len(list((tmp_path / "out").iterdir())) == 4
    assert len(ledger.issues(store, known.conference)) == 4
    assert window.sent_button.text() == "Mark 4 as sent"
    window.mark_sent()
    sent = [line.name for line in invitations.invitations(store, known.conference) if line.sent_at]
    assert len(sent) == 4
    assert window.table.model.rowCount() == 0


def test_what_was_made_ready_is_not_ticked_a_second_time(
    qtbot: QtBot, window: SendingWindow, session: Session, background: Background, known: Marlowe
) -> None:
    write(qtbot, window)
    second = SendingWindow(session, background, known.conference, choose_folder=lambda _: "")
    qtbot.addWidget(second)
    assert second.table.ticked() == []
    assert not second.write_button.isEnabled()


def test_without_the_paediatricians_nothing_is_written_and_it_is_said(
    window: SendingWindow, store: Store, known: Marlowe, tmp_path: Path
) -> None:
    window.table.model.tick([row_of(window, "Dr Amara Lindgren")], False)
    window.write_files()
    assert "The paediatrician's invitation comes first" in window.banner.accessibleName()
    assert not (tmp_path / "out").exists()
    assert ledger.issues(store, known.conference) == []


def test_what_changes_elsewhere_is_shown_at_once(window: SendingWindow, session: Session, store: Store) -> None:
    (doctor,) = people.professionals(store, role_code="paediatrician")
    session.perform(keep_professional, replace(doctor, email="other@secure.gov.uk"))
    assert row_of(window, "Dr Amara Lindgren").reach.email == "other@secure.gov.uk"
    assert "other@secure.gov.uk" in window.preview.head.text()


def test_letters_go_to_print_with_their_cover(
    qtbot: QtBot, window: SendingWindow, store: Store, known: Marlowe
) -> None:
    window.table.model.tick([row_of(window, "Dr Amara Lindgren")], True)
    write(qtbot, window)  # the paediatrician's own is out
    papers: list[PaperWindow] = []

    def open_paper(*args: Any, **kwargs: Any) -> PaperWindow:
        papers.append(PaperWindow(*args, **kwargs))
        return papers[0]

    window._open_paper = open_paper
    window.table.model.tick([row_of(window, "Grace Marlowe")], True)
    window.print_letters()
    qtbot.waitUntil(lambda: len(papers[0].papers) == 2, timeout=20_000)
    assert [type(paper.document).__name__ for paper in papers[0].papers] == ["CoverSheet", "InvitationLetter"]
    papers[0]._issued("printed", "Sent to the printer.", 2)
    printed = [issue for issue in ledger.issues(store, known.conference) if issue.route == "printed"]
    assert [(issue.recipient, issue.pages) for issue in printed] == [("Grace Marlowe", 1)]
    papers[0]._issued(SAVED, "Saved 2 files.", 2)
    assert ledger.issues(store, known.conference)[0].route == "file"
    papers[0].close()
    QTest.qWait(10)


def test_a_letter_shown_is_not_printed_once_its_reader_was_excluded(
    qtbot: QtBot, window: SendingWindow, session: Session, store: Store, known: Marlowe
) -> None:
    write(qtbot, window)
    window.table.model.tick([row_of(window, "Grace Marlowe")], True)
    papers: list[PaperWindow] = []

    def open_paper(*args: Any, **kwargs: Any) -> PaperWindow:
        papers.append(PaperWindow(*args, **kwargs, choose_printer=lambda *_: pytest.fail("asked for a printer")))
        return papers[0]

    window._open_paper = open_paper
    window.print_letters()
    qtbot.waitUntil(papers[0].print_button.isEnabled, timeout=20_000)
    found = conferences.conference(store, known.conference)
    need = Need("exclusion", "Grace Marlowe", "threats", TODAY, "excluded", "Rosalind Osei", TODAY)
    request = replace(request_of(store, found), needs=(*found.needs, need))
    session.perform(change_request, found.id, request, seen=found.version, today=TODAY)
    papers[0].print_now()
    assert "What Grace Marlowe was to get has changed" in papers[0].banner.accessibleName()
    papers[0].close()
    QTest.qWait(10)
