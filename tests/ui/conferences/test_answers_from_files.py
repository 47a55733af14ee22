"""What came in files, beside the list: each answer with its day, and the way to the time somebody proposed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from conference_app.domain.replies import Reply
from conference_app.store import conferences
from conference_app.store.store import Store
from conference_app.use_cases.import_replies import import_replies
from conference_app.use_cases.replying import record_reply
from tests.conference_app.use_cases.answering import OFFICER, READ, answer, line_of, sent_conference
from tests.conference_app.use_cases.marlowe import Marlowe
from ui.background import Background
from ui.conferences.invitations_tab import InvitationsTab
from ui.session import Session


@pytest.fixture
def known(store: Store) -> Marlowe:
    return sent_conference(store)


@pytest.fixture
def background(qapp: Any, store: Store) -> Iterator[Background]:
    made = Background(lambda: store)
    yield made
    made.close()


@pytest.fixture
def tab(
    qtbot: QtBot, session: Session, background: Background, store: Store, known: Marlowe
) -> Iterator[InvitationsTab]:
    shown = InvitationsTab(session, background)
    qtbot.addWidget(shown)
    shown.resize(1134, 700)
    shown.show()
    session.changed.connect(lambda _: shown.show_conference(conferences.conference(store, known.conference)))
    shown.show_conference(conferences.conference(store, known.conference))
    yield shown
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def proposing(**more: Any) -> Any:
    times = {"proposed_start": datetime(2027, 3, 12, 10), "proposed_end": datetime(2027, 3, 12, 12)}
    return answer(said="tentative", method="COUNTER", stamped_at=datetime(2027, 3, 4, 9, tzinfo=UTC), **times, **more)


def words(tab: InvitationsTab) -> list[str]:
    return [each.text() for each in tab.panel.findChildren(QLabel)]


def test_each_answer_stands_beside_the_person_latest_first(tab: InvitationsTab, store: Store, known: Marlowe) -> None:
    import_replies(store, [answer(), proposing()], now=READ)
    tab.show_conference(conferences.conference(store, known.conference))
    tab.open_line(line_of(store, known, "paediatrician"))
    said = words(tab)
    at = said.index("Answers so far")
    assert said[at + 1] == (
        "4 March: tentative, proposes Friday 12 March 2027, 10am to midday, from reply.ics, "
        "read 8 March 2027 by Test Coordinator."
    )
    assert said[at + 2] == (
        "1 March: accepted (older than the record: not recorded), from reply.ics, "
        "read 8 March 2027 by Test Coordinator."
    )
    tab.open_line(line_of(store, known, "police"))
    assert "Answers so far" not in words(tab)


def test_another_time_proposed_leads_to_the_slot_finder_and_to_the_move(
    tab: InvitationsTab, store: Store, known: Marlowe, qtbot: QtBot
) -> None:
    import_replies(store, [proposing()], now=READ)
    tab.show_conference(conferences.conference(store, known.conference))
    tab.open_line(line_of(store, known, "paediatrician"))
    find, move = tab.panel.step("Find a slot…"), tab.panel.step("Move to that time…")
    assert find is not None
    assert move is not None
    with qtbot.waitSignal(tab.find_slot_requested) as wished:
        find.click()
    assert wished.args == [known.conference]
    move.click()
    assert tab.dialog is not None
    form = tab.dialog.form
    assert (form.value("day"), form.value("start"), form.value("chair_id")) == (
        date(2027, 3, 12),
        time(10),
        known.chair,
    )
    form.mark_saved()
    tab.dialog.reject()


def test_what_was_told_by_phone_stands_among_them(tab: InvitationsTab, store: Store, known: Marlowe) -> None:
    import_replies(store, [proposing()], now=READ)
    by_phone = Reply("coming", date(2027, 3, 5), "phone")
    record_reply(store, line_of(store, known, "paediatrician"), by_phone, today=READ.date())
    tab.show_conference(conferences.conference(store, known.conference))
    tab.open_line(line_of(store, known, "paediatrician"))
    said = words(tab)
    at = said.index("Answers so far")
    assert said[at + 1] == "5 March: coming, by phone, recorded by Test Coordinator."
    assert said[at + 2].startswith("4 March: tentative, proposes Friday 12 March 2027")
    assert tab.panel.step("Move to that time…") is None  # what was proposed is settled


def test_a_plain_answer_offers_neither(tab: InvitationsTab, store: Store, known: Marlowe) -> None:
    import_replies(store, [answer()], now=READ)
    tab.show_conference(conferences.conference(store, known.conference))
    tab.open_line(line_of(store, known, "paediatrician"))
    assert tab.panel.step("Find a slot…") is None
    assert tab.panel.step("Move to that time…") is None


def test_answers_can_be_taken_in_from_the_tab(tab: InvitationsTab, qtbot: QtBot, store: Store, known: Marlowe) -> None:
    [beside] = [each for each in tab.cards.findChildren(QPushButton) if each.text() == "Import replies…"]
    beside.click()
    assert tab.importing.isVisible()
    with qtbot.waitSignal(tab.said) as said:
        tab.importing.recorded.emit("1 answer: 1 recorded.", None)
    assert said.args == ["1 answer: 1 recorded.", None]
    tab.importing.reject()
    tab.open_line(line_of(store, known, "paediatrician"))
    step = tab.panel.step("From a file…")
    assert step is not None
    step.click()
    assert tab.importing.isVisible()
    tab.importing.reject()


def test_a_deputy_on_no_list_can_be_added_from_the_panel(tab: InvitationsTab, store: Store, known: Marlowe) -> None:
    ann = {"delegated_to": "ann@police.example", "delegate_name": "Ann Hill"}
    import_replies(store, [answer(OFFICER, "delegated", **ann)], now=READ)
    tab.show_conference(conferences.conference(store, known.conference))
    tab.open_line(line_of(store, known, "paediatrician"))
    assert tab.panel.step("Add the deputy…") is None
    tab.open_line(line_of(store, known, "police"))
    step = tab.panel.step("Add the deputy…")
    assert step is not None
    step.click()
    assert tab.dialog is not None
    form = tab.dialog.form
    assert (form.value("name"), form.value("email")) == ("Ann Hill", "ann@police.example")
    assert tab.dialog.try_save()
    assert tab.table.selected_rows()[0].name == "Ann Hill"
    tab.open_line(line_of(store, known, "police"))
    assert tab.panel.step("Add the deputy…") is None
