"""The paediatrician's panel: what is missing next, the trail unfolded, other slots one click away."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from conference_app.store import conferences
from conference_app.store.store import Store
from conference_app.use_cases.invite import Reply, record_reply
from tests.conference_app.use_cases.marlowe import Marlowe, invited_conference
from tests.conference_app.use_cases.reporting import LATER, line_of
from tests.ui.conftest import TODAY
from ui.background import Background
from ui.conferences.invitations_tab import InvitationsTab
from ui.conferences.paediatrician_panel import HIDE, SHOW
from ui.rebooking_form import RebookingForm
from ui.session import Session


@pytest.fixture
def known(store: Store) -> Marlowe:
    return invited_conference(store)


@pytest.fixture
def background(qapp: Any, store: Store) -> Iterator[Background]:
    made = Background(lambda: store)
    yield made
    made.close()


@pytest.fixture
def tab(qtbot: QtBot, session: Session, background: Background, known: Marlowe) -> Iterator[InvitationsTab]:
    made = InvitationsTab(session, background)
    qtbot.addWidget(made)

    def again(_: object = None) -> None:
        made.show_conference(session.ask(conferences.conference, known.conference))

    session.changed.connect(again)
    made.resize(1134, 700)
    made.show()
    again()
    yield made
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def decline(tab: InvitationsTab, known: Marlowe, store: Store, reply: str = "not coming") -> None:
    line = line_of(store, known.conference, "paediatrician")
    tab.session.perform(record_reply, line, Reply(reply, TODAY), today=LATER)


def words(tab: InvitationsTab) -> str:
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    return "\n".join(each.text() for each in tab.doctor.fold.findChildren(QLabel))


def press(tab: InvitationsTab, word: str) -> None:
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    next(each for each in tab.doctor.fold.findChildren(QPushButton) if each.text() == word).click()


def test_what_is_missing_next_is_always_said(tab: InvitationsTab) -> None:
    assert tab.doctor.next.text() == "Next: The reply of Dr Amara Lindgren, by Mon 8 Mar 2027 (today), and 1 more"
    assert not tab.doctor.unfolded


def test_the_trail_unfolds_and_folds(tab: InvitationsTab) -> None:
    assert tab.doctor.toggle.text() == SHOW
    tab.doctor.toggle.click()
    assert tab.doctor.unfolded
    assert tab.doctor.toggle.text() == HIDE
    assert "Dr Amara Lindgren invited, by secure e-mail, recorded by Test Coordinator." in words(tab)
    assert "The report of Dr Amara Lindgren, by Mon 8 Mar 2027 (today)" in words(tab)
    assert "Other slots" not in words(tab)
    tab.doctor.toggle.click()
    assert not tab.doctor.unfolded


def test_when_the_doctor_declines_other_slots_are_there_with_what_they_cost(
    tab: InvitationsTab, known: Marlowe, store: Store
) -> None:
    decline(tab, known, store)
    assert tab.doctor.unfolded  # by itself, once
    assert "Other slots before the last lawful day" in words(tab)
    assert "1 working day later; margin 1 working day; Not known when Dr Amara Lindgren can come" in words(tab)
    tab.doctor.toggle.click()
    tab.show_conference(tab.session.ask(conferences.conference, known.conference))
    assert not tab.doctor.unfolded


def test_a_slot_opens_the_move_filled_in(tab: InvitationsTab, known: Marlowe, store: Store) -> None:
    decline(tab, known, store)
    press(tab, "Move…")
    assert tab.dialog is not None
    form = tab.dialog.form
    assert isinstance(form, RebookingForm)
    assert form.value("day") in {date(2027, 3, 11), date(2027, 3, 12)}
    form.mark_saved()
    tab.dialog.reject()


def test_the_slot_finder_is_one_click_away(tab: InvitationsTab, known: Marlowe, store: Store, qtbot: QtBot) -> None:
    decline(tab, known, store)
    with qtbot.waitSignal(tab.find_slot_requested) as wished:
        press(tab, "Find a slot…")
    assert wished.args == [known.conference]


def test_no_slots_where_no_child_was_examined_or_a_deputy_comes(
    tab: InvitationsTab, known: Marlowe, store: Store
) -> None:
    with store.write() as writing:
        writing.execute("DELETE FROM medical")
        writing.record("medical_changed", "family", known.family)
    decline(tab, known, store)
    assert not tab.doctor.unfolded
    tab.doctor.unfold()
    assert "Other slots" not in words(tab)
