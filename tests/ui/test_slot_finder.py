"""Finding a slot in the window: the best ones with their reasons, and what stands in the way of all."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from conference_app.domain.conference import Request, StrategyDiscussion
from conference_app.domain.conference_status import ConferenceType
from conference_app.domain.people import Chair
from conference_app.domain.supply import Busy
from conference_app.store import people
from conference_app.store.store import Store
from conference_app.use_cases.find_slots import Proposal
from conference_app.use_cases.keep_directory import keep_chair
from conference_app.use_cases.keep_supply import keep_busy
from conference_app.use_cases.request_conference import request_conference
from tests.conference_app.use_cases.marlowe import Marlowe, booked_conference
from ui.session import Session
from ui.slot_finder import SlotFinder

TODAY = date(2027, 3, 8)


@pytest.fixture
def known(store: Store) -> Marlowe:
    return booked_conference(store)


@pytest.fixture
def asked(store: Store, known: Marlowe) -> int:
    """A second conference of the same family, with its last lawful day on Thursday 25 March."""
    discussion = StrategyDiscussion(date(2027, 3, 4), started_clock=True)
    wanted = Request(ConferenceType.INITIAL, known.family, (known.ella,), TODAY, discussions=(discussion,))
    return request_conference(store, wanted, today=TODAY).value


def finder(qtbot: QtBot, session: Session, conference_id: int | None) -> SlotFinder:
    made = SlotFinder(session, conference_id)
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(made)
    return made


def said(found: SlotFinder) -> str:
    return "\n".join(each.text() for each in found.reasons.findChildren(QLabel))


def test_the_best_slots_stand_in_order_with_their_reasons(
    qtbot: QtBot, session: Session, asked: int, qtmodeltester: ModelTester
) -> None:
    found = finder(qtbot, session, asked)
    slots = found.model.rows()
    assert len(slots) > 3
    assert all(each.margin is not None and each.margin >= 0 for each in slots)
    assert "before the limit" in said(found)
    assert "Last lawful day Thursday 25 March 2027." in found.limit_words.text()
    qtmodeltester.check(found.model)


def test_choosing_a_slot_books_nothing_and_hands_it_on(
    qtbot: QtBot, session: Session, asked: int, store: Store
) -> None:
    found = finder(qtbot, session, asked)
    found.table.selectRow(1)
    wanted = found.table.current_row()
    with qtbot.waitSignal(found.slot_chosen) as chosen:
        found.take_button.click()
    assert chosen.args == [asked, wanted]
    assert isinstance(wanted, Proposal)
    assert store.value("SELECT starts_at FROM conference WHERE id = ?", (asked,)) is None


def test_slots_can_be_looked_at_in_the_diary(qtbot: QtBot, session: Session, asked: int) -> None:
    found = finder(qtbot, session, asked)
    with qtbot.waitSignal(found.shown_in_diary) as shown:
        found.diary_button.click()
    assert shown.args is not None
    assert shown.args[0] == asked
    assert shown.args[1][0] == found.model.rows()[0]


def test_where_nothing_fits_the_way_is_named_and_the_first_slot_after_it_offered(
    qtbot: QtBot, session: Session, asked: int, known: Marlowe, store: Store
) -> None:
    leave = Busy("leave", datetime(2027, 3, 8), datetime(2027, 4, 1), "Long leave", chair_id=known.chair)
    keep_busy(store, leave)
    found = finder(qtbot, session, asked)
    assert "In the way: " in said(found)
    assert "leave" in said(found)
    [after] = found.model.rows()
    assert after.starts_at > datetime(2027, 4, 1)
    assert "it needs a reason and an approver" in said(found)


def test_no_word_of_the_reasons_is_cut_in_a_low_window(
    qtbot: QtBot, session: Session, asked: int, known: Marlowe, store: Store
) -> None:
    for number in range(6):
        keep_chair(store, Chair(f"Chair {number}"))
    for chair in people.chairs(store):
        leave = Busy("leave", datetime(2027, 3, 8), datetime(2027, 4, 1), "A long journey " * 5, chair_id=chair.id)
        keep_busy(store, leave)
    found = finder(qtbot, session, asked)
    found.show()
    found.resize(found.width(), found.minimumSizeHint().height())
    qtbot.waitUntil(lambda: found.beside.verticalScrollBar().maximum() > 0)
    words = found.reasons.findChildren(QLabel)
    assert len(words) > 5
    assert [each.text() for each in words if each.height() < each.heightForWidth(each.width())] == []


def test_nothing_is_looked_for_until_a_conference_is_chosen(qtbot: QtBot, session: Session, asked: int) -> None:
    found = finder(qtbot, session, None)
    assert found.model.rows() == []
    assert found.table._empty == "Choose a conference above."
    assert not found.take_button.isEnabled()
    found.conference.set_value(asked)
    assert found.model.rows()
    assert found.take_button.isEnabled()


def test_conferences_without_a_booking_are_offered_first(
    qtbot: QtBot, session: Session, asked: int, known: Marlowe
) -> None:
    found = finder(qtbot, session, None)
    offered = [found.conference.combo.itemText(at) for at in range(found.conference.combo.count())]
    assert "not booked" in offered[1]
    assert "booked Wed 10 Mar 2027" in offered[2]


def test_the_keyboard_begins_among_the_slots_and_enter_takes_one(qtbot: QtBot, session: Session, asked: int) -> None:
    found = finder(qtbot, session, asked)
    with qtbot.waitExposed(found):
        found.show()
    found.activateWindow()
    qtbot.waitUntil(found.table.hasFocus)
    with qtbot.waitSignal(found.slot_chosen):
        qtbot.keyClick(found.table, Qt.Key.Key_Return)
