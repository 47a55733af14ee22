"""The agenda: started, ordered by keys and mouse, timed, and its copies issued into the ledger."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from PySide6.QtCore import QCoreApplication, QEvent, QMimeData, QPointF, Qt
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from conference_app.domain.actions import Action
from conference_app.domain.agenda import Copy
from conference_app.domain.conference import Request
from conference_app.domain.conference_status import ConferenceType
from conference_app.store import agendas, conferences, ledger
from conference_app.store.agendas import AgendaLine
from conference_app.store.store import Store, create_store, second_connection
from conference_app.use_cases.follow_up import log_action
from conference_app.use_cases.outcome import Topic
from conference_app.use_cases.prepare_agenda import keep_item, start_agenda
from conference_app.use_cases.request_conference import request_conference
from tests.conference_app.store.trial_store import CHEAP, PASSPHRASE, at_nine
from tests.conference_app.use_cases.marlowe import TODAY, booked_conference, held_conference, invited_conference
from ui.background import Background
from ui.conferences.agenda_tab import COLUMNS, RESTRICTED, AgendaTab, timed_rows, total_words
from ui.conferences.documents_tab import DocumentsTab
from ui.conferences.issuing import Issuing, pack_build
from ui.paper import PaperWindow
from ui.paper_work import Issued
from ui.session import Session
from ui.widgets.text import Tone

NOW = datetime(2027, 3, 8, 8, 45)


@pytest.fixture
def background(qapp: Any, store: Store) -> Iterator[Background]:
    made = Background(lambda: store)
    yield made
    made.close()


@pytest.fixture
def show(qtbot: QtBot, session: Session, background: Background) -> Callable[..., AgendaTab]:
    """Shows the tab of a conference, and again after every change, as the window does."""

    def shown(conference_id: int, *, start: bool = True) -> AgendaTab:
        tab = AgendaTab(session, background)
        qtbot.addWidget(tab)
        if start:
            session.ask(start_agenda, conference_id)

        def again(_: object = None) -> None:
            tab.show_conference(session.ask(conferences.conference, conference_id))

        session.changed.connect(again)
        tab.resize(1134, 560)
        tab.show()
        again()
        return tab

    return shown


def titles(tab: AgendaTab) -> list[str]:
    return [row.line.title for row in tab.model.rows()]


def test_without_items_it_offers_the_orders_and_starts_one(
    show: Callable[..., AgendaTab], store: Store, qtbot: QtBot
) -> None:
    tab = show(booked_conference(store).conference, start=False)
    assert tab.start.isVisible()
    assert not tab.cards.preview_button.isEnabled()
    tab.start.order.set_value("strengthening_families")
    qtbot.mouseClick(tab.start.start_button, Qt.MouseButton.LeftButton)
    assert tab.table.isVisible()
    assert tab.cards.preview_button.isEnabled()
    standing = [line.standing for line in tab.lines if line.standing]
    assert standing.index("plan") < standing.index("decision")


def test_keys_move_an_item_and_the_cursor_stays_on_it(
    show: Callable[..., AgendaTab], store: Store, qtbot: QtBot
) -> None:
    tab = show(booked_conference(store).conference)
    before = titles(tab)
    tab.table.select_key(tab.lines[2].id)
    qtbot.keyClick(tab.table, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert titles(tab)[:3] == [before[0], before[2], before[1]]
    assert tab.table.current_row().line.title == before[2]
    qtbot.keyClick(tab.table, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert titles(tab) == before


def test_a_missing_standing_item_is_said_and_put_on(
    show: Callable[..., AgendaTab], store: Store, session: Session
) -> None:
    known = booked_conference(store)
    tab = show(known.conference)
    assert tab.standing.isHidden()
    with store.write() as writing:
        for line in tab.lines:
            if line.standing in {"medical", "legal"}:
                agendas.remove_line(writing, line)
        writing.record("taken_off", "conference", known.conference)
    session.changed.emit(frozenset({Topic.AGENDAS}))
    assert tab.standing.isVisible()
    assert tab.standing.accessibleName() == "Standing items are missing: The medical evidence and Legal advice."
    (put_on,) = tab.standing.findChildren(QPushButton)
    put_on.click()
    assert tab.standing.isHidden()
    assert titles(tab)[-2:] == ["The medical evidence", "Legal advice"]
    assert tab.table.current_row().line.title == "The medical evidence"
    assert tab.focusWidget() is tab.table


def test_a_standing_item_kept_from_the_family_is_said(show: Callable[..., AgendaTab], store: Store) -> None:
    tab = show(booked_conference(store).conference)
    explanation = next(line for line in tab.lines if line.standing == "explanation")
    tab.session.perform(keep_item, replace(explanation, restricted=True))
    assert tab.standing.accessibleName() == "Not on the family copy: What else could explain this?"
    assert tab.standing.findChildren(QPushButton) == []


def test_buttons_know_the_ends(show: Callable[..., AgendaTab], store: Store) -> None:
    tab = show(booked_conference(store).conference)
    assert not tab.up_button.isEnabled()
    tab.table.select_key(tab.lines[0].id)
    assert not tab.up_button.isEnabled()
    assert tab.down_button.isEnabled()
    tab.table.select_key(tab.lines[-1].id)
    assert tab.up_button.isEnabled()
    assert not tab.down_button.isEnabled()


def test_a_dragged_item_lands_where_it_is_dropped(show: Callable[..., AgendaTab], store: Store) -> None:
    tab = show(booked_conference(store).conference)
    before = titles(tab)
    tab.table.select_key(tab.lines[0].id)
    below = tab.table.visualRect(tab.model.index(2, 1))
    data = QMimeData()
    drop = QDropEvent(
        QPointF(below.center().x(), below.bottom() - 2),
        Qt.DropAction.MoveAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    tab.table.dropEvent(drop)
    assert titles(tab)[:3] == [before[1], before[2], before[0]]


def test_the_rows_model_is_sound(show: Callable[..., AgendaTab], store: Store, qtmodeltester: Any) -> None:
    tab = show(booked_conference(store).conference)
    qtmodeltester.check(tab.model)


def test_an_item_is_edited_restricted_and_timed(show: Callable[..., AgendaTab], store: Store) -> None:
    tab = show(booked_conference(store).conference)
    tab.table.opened.emit(tab.model.row(1))
    assert tab.dialog is not None
    for key, value in (("title", ""), ("minutes", 45), ("restricted", True)):
        tab.dialog.form.editor(key).set_value(value)
    assert not tab.dialog.try_save()
    assert tab.dialog.form.fields["title"].error()
    tab.dialog.form.editor("title").set_value("Who lives there?")
    assert tab.dialog.try_save()
    assert (tab.lines[1].title, tab.lines[1].minutes, tab.lines[1].restricted) == ("Who lives there?", 45, True)
    assert "more than the 120 booked" in tab.total.text()
    assert tab.model.row(2).starts == "10:25am"


def test_standing_items_stay_and_others_come_back_by_undo(
    show: Callable[..., AgendaTab], store: Store, problems: list[str]
) -> None:
    tab = show(booked_conference(store).conference)
    said: list[Any] = []
    tab.said.connect(lambda words, undo: said.append(undo))
    tab.remove(next(line for line in tab.lines if line.standing))
    assert "stands on every agenda" in problems[0]
    before = titles(tab)
    tab.remove(next(line for line in tab.lines if not line.standing))
    assert len(titles(tab)) == len(before) - 1
    said[-1]()
    assert titles(tab) == before


def test_a_new_item_comes_last_and_is_chosen(show: Callable[..., AgendaTab], store: Store) -> None:
    tab = show(booked_conference(store).conference)
    tab.add()
    assert tab.dialog is not None
    tab.dialog.form.editor("title").set_value("Housing")
    assert tab.dialog.try_save()
    assert titles(tab)[-1] == "Housing"
    assert tab.table.current_row().line.title == "Housing"


def test_starting_again_replaces_the_items(show: Callable[..., AgendaTab], store: Store) -> None:
    tab = show(booked_conference(store).conference)
    tab.add()
    assert tab.dialog is not None
    tab.dialog.form.editor("title").set_value("Housing")
    tab.dialog.try_save()
    tab.start_again()
    tab.dialog.form.editor("order").set_value("strengthening_families")
    assert tab.dialog.try_save()
    assert "Housing" not in titles(tab)


def test_it_says_why_it_is_only_a_draft_until_the_doctor_is_invited(
    show: Callable[..., AgendaTab], store: Store
) -> None:
    tab = show(booked_conference(store).conference)
    assert tab.banner.isVisible()
    assert "DRAFT" in tab.banner.accessibleName()
    assert "No paediatrician" in tab.banner.accessibleDescription()


def test_with_the_doctor_invited_there_is_no_draft(show: Callable[..., AgendaTab], store: Store) -> None:
    tab = show(invited_conference(store).conference)
    assert not tab.banner.isVisible()


def test_open_actions_are_carried_in(show: Callable[..., AgendaTab], store: Store) -> None:
    known = held_conference(store)
    log_action(
        store,
        Action(
            known.family,
            "Developmental assessment",
            "Community paediatrics",
            date(2027, 3, 1),
            raised_on=date(2027, 2, 25),
            conference_id=known.conference,
        ),
        today=date(2027, 3, 1),
    )
    review = request_conference(
        store,
        Request(
            ConferenceType.REVIEW, known.family, (known.ella,), TODAY, previous_id=known.conference, previous_on=TODAY
        ),
        today=TODAY,
    ).value
    tab = show(review)
    words = [each.text() for each in tab.cards.carried.findChildren(type(tab.total))]
    assert "Developmental assessment" in words
    assert any("7 days late" in each for each in words)


def test_the_family_copy_is_chosen_until_another_is(show: Callable[..., AgendaTab], store: Store) -> None:
    tab = show(invited_conference(store).conference)
    opened: list[tuple[str, str]] = []
    told: list[Callable[[Issued], object]] = []

    class Opened(QWidget):
        def print_when_ready(self) -> None:
            opened.append(("print", ""))

    def open_paper(title: str, build: Any, background: Background, **more: Any) -> Any:
        opened.append((title, more["suggested_name"]))
        told.append(more["on_issued"])
        made = Opened(tab)
        made.hide()
        return made

    tab.cards.issuing.open_paper = open_paper
    tab.cards.print_button.click()
    assert opened == [("Agenda CP-2027-0001, family copy", "CP-2027-0001-agenda-family.pdf"), ("print", "")]
    assert "Marlowe" not in opened[0][1]


def test_the_pack_is_one_numbered_copy_for_each_reader(store: Store) -> None:
    known = invited_conference(store)
    start_agenda(store, known.conference)
    sheets: Any = pack_build(known.conference, TODAY)(store)
    assert [sheet.copy_number for sheet in sheets] == list(range(1, len(sheets) + 1))
    assert sheets[0].copy is Copy.CHAIR
    assert [sheet.recipient for sheet in sheets if sheet.copy is Copy.FAMILY] == ["Grace Marlowe"]


def test_an_issue_enters_the_ledger_with_its_reader(
    session: Session, store: Store, background: Background, qtbot: QtBot
) -> None:
    known = booked_conference(store)
    start_agenda(store, known.conference)
    parent = QWidget()
    qtbot.addWidget(parent)
    sheets: Any = pack_build(known.conference, TODAY)(store)
    Issuing(session, background, parent)._write(known.conference, Issued(sheets[0], "printed", 2, True))
    (issue,) = ledger.issues(store, known.conference)
    assert (issue.kind, issue.copy, issue.draft, issue.recipient, issue.route, issue.pages, issue.issued_at) == (
        "agenda",
        "chair",
        True,
        "Rosalind Osei, chair",
        "printed",
        2,
        NOW,
    )


def test_a_copy_is_saved_from_the_tab_and_stands_in_the_ledger(qtbot: QtBot, tmp_path: Path) -> None:
    """The whole way: a store in a file, the worker's own connection, typst, the file, the ledger."""
    store, _ = create_store(tmp_path / "c.store", passphrase=PASSPHRASE, actor="Ada Rowe", now=at_nine, cost=CHEAP)
    known = invited_conference(store)
    start_agenda(store, known.conference)
    session = Session(store, today=lambda: TODAY, now=lambda: NOW, show_problem=lambda words: None)
    background = Background(lambda: second_connection(store))
    found = conferences.conference(store, known.conference)
    tab, issued = AgendaTab(session, background), DocumentsTab(session, background)
    qtbot.addWidget(tab)
    qtbot.addWidget(issued)
    tab.show_conference(found)
    windows: list[PaperWindow] = []

    def open_paper(*args: Any, **more: Any) -> PaperWindow:
        windows.append(PaperWindow(*args, choose_file=lambda name, parent: str(tmp_path / name), **more))
        return windows[-1]

    tab.cards.issuing.open_paper = open_paper
    tab.cards.copy.set_value(Copy.CHAIR)
    tab.cards.save_button.click()
    qtbot.waitUntil(lambda: bool(ledger.issues(store, known.conference)))
    qtbot.waitUntil(windows[0].print_button.isEnabled)
    windows[0].close()
    assert "Marlowe family" in PdfReader(tmp_path / "CP-2027-0001-agenda-chair.pdf").pages[0].extract_text()
    issued.show_conference(found)
    assert [(row.kind, row.copy, row.draft, row.route) for row in issued.model.rows()] == [
        ("agenda", "chair", False, "saved as file")
    ]
    background.close()
    store.close()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def test_clock_times_follow_the_minutes() -> None:
    lines = [AgendaLine(1, 1, "a", minutes=10), AgendaLine(1, 2, "b", minutes=25), AgendaLine(1, 3, "c")]
    assert [row.starts for row in timed_rows(lines, datetime(2027, 3, 10, 9, 30))] == ["9:30am", "9:40am", "10:05am"]
    assert [row.starts for row in timed_rows(lines, None)] == ["", "", ""]


@pytest.mark.parametrize(
    ("total", "booked", "words", "tone"),
    [
        (150, 120, "150 minutes, 30 more than the 120 booked", Tone.AMBER),
        (120, 120, "120 of 120 booked minutes", None),
        (100, 120, "100 of 120 booked minutes, 20 to spare", None),
        (100, 0, "100 minutes altogether", None),
    ],
)
def test_minutes_against_the_booking(total: int, booked: int, words: str, tone: Tone | None) -> None:
    assert total_words(total, booked) == (words, tone)


def test_only_what_is_restricted_is_marked() -> None:
    [column] = [each for each in COLUMNS if each.title == "Restricted"]
    free, kept = timed_rows([AgendaLine(1, 1, "Welcome"), AgendaLine(1, 2, "Police", restricted=True)], None)
    assert (column.text(free), column.tag and column.tag(free)) == ("", None)
    assert column.text(kept) == "not the family"


def test_who_may_see_an_item_takes_room_only_while_one_is_restricted(
    show: Callable[..., AgendaTab], store: Store, session: Session
) -> None:
    tab = show(booked_conference(store).conference)
    assert not any(line.restricted for line in tab.lines)
    assert tab.table.isColumnHidden(RESTRICTED)
    session.perform(keep_item, replace(tab.lines[0], restricted=True))
    assert not tab.table.isColumnHidden(RESTRICTED)


def test_after_an_item_is_added_or_removed_the_keyboard_is_in_the_agenda(
    show: Callable[..., AgendaTab], store: Store
) -> None:
    tab = show(booked_conference(store).conference)
    tab.show()
    tab.add_button.setFocus()
    tab.add()
    assert tab.dialog is not None
    tab.dialog.form.editor("title").set_value("Any other business")
    assert tab.dialog.try_save()
    assert tab.focusWidget() is tab.table
    assert tab.table.current_row().line.title == "Any other business"
    number = tab.table.current_row().number
    tab.remove_button.setFocus()
    tab.remove()
    assert tab.focusWidget() is tab.table
    assert tab.table.selected_rows() == [tab.table.current_row()]
    assert tab.table.current_row().number == number - 1
