"""The reports beside the invitation list: the bundle, what is withheld, and the forms about them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from conference_app.domain.rebooking import Kind
from conference_app.store import conferences, invitations, papers, withholdings
from conference_app.store.store import Store
from conference_app.use_cases.withhold import decide_withholding
from tests.conference_app.use_cases.marlowe import TODAY, Marlowe, invited_conference, wish
from tests.conference_app.use_cases.reporting import CAME, asked_to_withhold, line_of, report_came
from ui.background import Background
from ui.conferences.invitations_tab import InvitationsTab
from ui.session import Session

Show = Callable[[int], InvitationsTab]


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


def words(tab: InvitationsTab) -> str:
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    return "\n".join(each.text() for each in tab.cards.papers.findChildren(QLabel))


def shown(tab: InvitationsTab, known: Marlowe, session: Session) -> str:
    tab.show_conference(session.ask(conferences.conference, known.conference))
    return words(tab)


def fill(tab: InvitationsTab, **values: object) -> bool:
    assert tab.dialog is not None
    for key, value in values.items():
        tab.dialog.form.editor(key).set_value(value)
    return tab.dialog.try_save()


def report_cell(tab: InvitationsTab, role: str) -> str:
    column = next(each for each in tab.model.columns if each.title == "Report")
    return column.text(next(line for line in tab.lines if line.role_code == role))


def test_nothing_is_due_before_a_day_given_up(
    tab: InvitationsTab, known: Marlowe, session: Session, store: Store
) -> None:
    asked = next(line for line in tab.lines if line.role_code == "police")
    with store.write() as writing:
        invitations.change(writing, asked, report_asked_on=TODAY)
        writing.record("report_recorded", "conference", known.conference)
    said = shown(tab, known, session)
    tab.open_line(line_of(store, known.conference, "police"))
    panel = " ".join(each.text() for each in tab.panel.findChildren(QLabel))
    assert all("due" in each.lower() for each in (report_cell(tab, "police"), panel, said.replace("goes out", "due")))
    wish(store, known, Kind.POSTPONED)
    said = shown(tab, known, session)
    panel = " ".join(each.text() for each in tab.panel.findChildren(QLabel))
    assert report_cell(tab, "police") == "asked for"
    assert "Due" not in panel
    assert "No day is booked: reports and the bundle are counted from the next one." in said
    assert "goes out by" not in said


def test_what_is_missing_is_named_first_and_the_bundle_has_its_time(tab: InvitationsTab) -> None:
    said = words(tab).splitlines()
    assert said[1].startswith("8 reports missing: Dr Amara Lindgren, Priya Nair, Owen Pryce")
    assert said[2] == "The bundle goes out by Tuesday 9 March, 10am."


def test_the_bundle_is_noted_as_sent(tab: InvitationsTab, known: Marlowe, store: Store) -> None:
    tab.cards.papers.steps["bundle"].click()
    assert not fill(tab, day=date(2027, 3, 9))  # still to come
    assert tab.dialog is not None
    assert tab.dialog.form.fields["day"].error
    assert fill(tab, day=date(2027, 3, 8))
    assert papers.bundle_sent_at(store, known.conference) == datetime(2027, 3, 8, 8, 45)
    assert "Bundle sent Monday 8 March 2027, 8:45am." in words(tab)
    assert tab.cards.papers.steps["bundle"].text() == "Change when it was sent…"


def test_a_request_is_asked_and_decided_and_stays(tab: InvitationsTab, known: Marlowe, store: Store) -> None:
    report_came(store, known.conference, "police")
    tab.cards.papers.steps["withhold"].click()
    police = line_of(store, known.conference, "police").id
    assert not fill(tab, asked_by="Westmarch Police")
    assert fill(tab, what="The address log", why="Risk to a witness", invitation_id=police)
    [asked] = withholdings.withholdings(store, known.conference)
    assert (asked.asked_on, asked.invitation_id) == (date(2027, 3, 8), police)
    assert "1 request to withhold is not decided." in words(tab)
    assert "Held back from the family: Owen Pryce." in words(tab)
    assert report_cell(tab, "police") == "chair to decide"
    tab.cards.papers.steps[f"decide {asked.id}"].click()
    assert not fill(tab)
    assert fill(tab, decision="withheld")
    assert "Chair: withheld (decided by Rosalind Osei, 8 March 2027)." in words(tab)
    assert report_cell(tab, "police") == "withheld"
    assert "not decided" not in words(tab)


def test_a_withheld_report_is_not_offered_for_sharing_and_refused_in_words(
    tab: InvitationsTab, known: Marlowe, store: Store, session: Session, problems: list[str]
) -> None:
    report_came(store, known.conference, "police")
    asked = asked_to_withhold(store, known, "police")
    decide_withholding(store, asked, "withheld", decided_by="Rosalind Osei", on=TODAY, today=TODAY)
    shown(tab, known, session)
    line = line_of(store, known.conference, "police")
    tab.open_line(line)
    assert tab.panel.step("Shared today") is None
    assert "Withheld from the family" in "\n".join(each.text() for each in tab.panel.findChildren(QLabel))
    tab.act("shared", line)
    assert problems == [
        "The chair withheld the report from Owen Pryce from the family on Monday 22 February 2027. It cannot be "
        "marked as shared."
    ]


def test_a_report_the_family_should_have_had_is_marked(
    tab: InvitationsTab, known: Marlowe, store: Store, session: Session
) -> None:
    report_came(store, known.conference, "social_worker", date(2027, 3, 1))
    report_came(store, known.conference, "police")
    shown(tab, known, session)
    assert report_cell(tab, "social_worker") == "not shared"  # wanted by Friday
    assert report_cell(tab, "police") == "received"  # wanted by tomorrow
    tab.act("shared", line_of(store, known.conference, "social_worker"))
    assert report_cell(tab, "social_worker") == "shared"


def test_the_report_form_asks_who_can_read_it_and_when_the_child_had_it(
    tab: InvitationsTab, known: Marlowe, store: Store
) -> None:
    tab.act("report", line_of(store, known.conference, "police"))
    assert not fill(tab, readable="no")  # nothing has come
    assert fill(tab, received_on=CAME, shared_on=CAME, shared_child_on=date(2027, 3, 3))
    line = line_of(store, known.conference, "police")
    assert (line.report_readable, line.report_shared_child_on) == ("no", date(2027, 3, 3))
    tab.open_line(line)
    said = "\n".join(each.text() for each in tab.panel.findChildren(QLabel))
    assert "The family cannot read it" in said
    assert "Shared with the child 3 March" in said
