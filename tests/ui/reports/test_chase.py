"""The chase view: what is missing, the message to copy, and what is put on the record."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from conference_app.domain.chasing import Step, What
from conference_app.store import chasing
from conference_app.store.store import Store
from conference_app.use_cases.found_store import found_store
from tests.conference_app.store.hand_made import HandMade
from ui.reports.page import ReportsPage
from ui.session import Session

FRIDAY_BEFORE = date(2027, 3, 5)  # today is Monday 8 March: one working day late


@pytest.fixture
def made(store: Store) -> HandMade:
    found_store(store)
    return HandMade(store)


@pytest.fixture
def soon(made: HandMade) -> int:
    """On Wednesday: the doctor's report is late, the school's reply wanted today, the mother's too."""
    conference = made.conference(made.family("Marlowe", "Ella Marlowe"), datetime(2027, 3, 10, 9, 30))
    doctor = made.doctor_of(conference)
    asked = {"report_asked_on": date(2027, 3, 1), "report_due_on": FRIDAY_BEFORE}
    made.change("invitation", doctor, agency_id=made.hospital, reply="coming", reply_on=date(2027, 3, 2), **asked)
    made.invitation(conference, "Amir Hakimi")
    made.invitation(conference, "Grace Marlowe", role="parent")
    return conference


@pytest.fixture
def later(made: HandMade) -> int:
    """In two weeks: nothing is late."""
    return made.conference(made.family("Hartwell"), datetime(2027, 3, 22, 9, 30))


@pytest.fixture
def page(qtbot: QtBot, session: Session, soon: int, later: int) -> ReportsPage:
    shown = ReportsPage(session, None)  # type: ignore[arg-type]
    qtbot.addWidget(shown)
    session.changed.connect(lambda _topics: shown.refresh())
    shown.resize(1182, 768)
    shown.refresh()
    shown.tabs.open("chase")
    shown.show()
    qtbot.waitExposed(shown)
    return shown


def listed(page: ReportsPage) -> list[tuple[str, str, str]]:
    columns = page.chase.model.columns
    return [(columns[1].text(row), columns[3].text(row), columns[5].text(row)) for row in page.chase.model.rows()]


DUE = [
    ("Dr Amara Lindgren", "report", "manager"),
    ("Amir Hakimi", "reply", "practitioner"),
    ("Grace Marlowe", "reply", "family"),
]


def test_the_model_keeps_qts_rules(page: ReportsPage, qtmodeltester: ModelTester) -> None:
    qtmodeltester.check(page.chase.model)


def test_what_is_due_comes_first_and_the_rest_when_asked_for(page: ReportsPage) -> None:
    assert listed(page) == DUE
    assert page.chase.summary.text() == "3 replies and reports missing from 3 people, 1 overdue."
    assert page.chooser.isHidden()
    page.chase.which.set_value("all")
    page.chase.refresh()
    assert listed(page) == [*DUE, ("Dr Amara Lindgren", "reply", "practitioner")]


def test_the_message_of_the_chosen_line_is_shown_and_copied(page: ReportsPage) -> None:
    view, said = page.chase, []
    page.said.connect(lambda words, _undo: said.append(words))
    assert view.card.heading.text() == "Report wanted: CP-2027-0001"
    assert view.message.value().startswith("To the manager responsible for: Paediatrician, Royal Infirmary\n\n")
    assert view.chased.text() == "Not chased yet."
    view.copy_message()
    copied = QGuiApplication.clipboard().text()
    assert copied == f"Report wanted: CP-2027-0001\n\n{view.message.value()}"
    assert said == ["The message about CP-2027-0001 is copied. Send it, then press Chased…."]
    view.table.selectRow(2)
    assert view.message.value().startswith("Hello,")


def test_what_was_chased_is_recorded_and_shown(page: ReportsPage, soon: int, store: Store) -> None:
    view = page.chase
    view.chased_button.click()
    assert view.dialog is not None
    assert view.dialog.form.value("step") is Step.MANAGER
    view.dialog.form.set_values({"route": "phone"})
    assert view.dialog.try_save()
    [kept] = chasing.chased(store, soon)
    assert (kept.name, kept.what, kept.step, kept.route) == ("Dr Amara Lindgren", What.REPORT, Step.MANAGER, "phone")
    assert kept.chased_at == datetime(2027, 3, 8, 8, 45)
    assert view.chased.text() == "Last chased Mon 8 Mar 2027: manager."
    assert listed(page) == DUE


def test_several_at_once_each_at_its_own_step(page: ReportsPage, soon: int, store: Store) -> None:
    view = page.chase
    view.table.selectAll()
    view.record()
    assert view.dialog is not None
    assert "step" not in view.dialog.form.values()
    assert view.dialog.try_save()
    kept = {(each.name, each.what, each.step) for each in chasing.chased(store, soon)}
    assert kept == {
        ("Dr Amara Lindgren", What.REPORT, Step.MANAGER),
        ("Amir Hakimi", What.REPLY, Step.PRACTITIONER),
        ("Grace Marlowe", What.REPLY, Step.PRACTITIONER),
    }


def test_a_day_ahead_stands_beside_its_field(page: ReportsPage, soon: int, store: Store) -> None:
    page.chase.record()
    dialog = page.chase.dialog
    assert dialog is not None
    dialog.form.set_values({"day": date(2027, 3, 9)})
    assert not dialog.try_save()
    assert dialog.form.fields["day"].error() == "The time of chasing cannot be in the future. Check the date."
    assert chasing.chased(store, soon) == []
    dialog.reject()


def test_family_have_no_ladder_to_choose_from(page: ReportsPage) -> None:
    page.chase.table.selectRow(2)
    page.chase.record()
    assert page.chase.dialog is not None
    assert "step" not in page.chase.dialog.form.values()
    page.chase.dialog.reject()


def test_one_conference_is_shown_whole(page: ReportsPage, later: int, qtbot: QtBot) -> None:
    page.open_chase("CP-2027-0002")
    assert listed(page) == [("Dr Amara Lindgren", "reply", "practitioner")]
    with qtbot.waitSignal(page.conference_requested) as caught:
        qtbot.keyClick(page.chase.table, Qt.Key.Key_Return)
    assert caught.args == [later, "invitations"]


def test_nothing_missing_says_so_and_offers_nothing(page: ReportsPage, made: HandMade, soon: int) -> None:
    for line in made.store.rows("SELECT id FROM invitation"):
        day = date(2027, 3, 8) - timedelta(days=1)
        made.change("invitation", line["id"], reply="coming", reply_on=day, report_received_on=day)
    page.refresh()
    assert page.chase.summary.text() == "Nothing is missing."
    assert page.chase.message.value() == ""
    assert not page.chase.copy_button.isEnabled()
    assert not page.chase.chased_button.isEnabled()


def test_the_table_is_exported_as_it_stands(page: ReportsPage) -> None:
    columns, rows = page.chase.export()
    assert columns == ("conference", "person", "agency", "missing", "wanted", "ask next")
    assert rows[0] == ("CP-2027-0001", "Dr Amara Lindgren", "Royal Infirmary", "report", "Fri 5 Mar", "manager")


def test_the_list_is_ordered_by_conference_person_or_agency(page: ReportsPage, made: HandMade) -> None:
    chase = page.chase
    chase.which.set_value("all")
    people = {
        "latest": ["Dr Amara Lindgren", "Amir Hakimi", "Grace Marlowe", "Dr Amara Lindgren"],
        "conference": ["Dr Amara Lindgren", "Amir Hakimi", "Grace Marlowe", "Dr Amara Lindgren"],
        "person": ["Amir Hakimi", "Dr Amara Lindgren", "Dr Amara Lindgren", "Grace Marlowe"],
        "agency": ["Dr Amara Lindgren", "Dr Amara Lindgren", "Amir Hakimi", "Grace Marlowe"],
    }
    later = chase.model.rows()[-1].waiting.invitation_id
    made.change("invitation", later, agency_id=made.hospital)
    for order, names in people.items():
        chase.order.set_value(order)
        chase.refresh()
        assert [row.waiting.name for row in chase.model.rows()] == names


def test_of_several_chosen_the_message_shown_is_said_to_be_the_first(page: ReportsPage) -> None:
    page.chase.table.selectAll()
    assert page.chase.card.heading.text() == "Report wanted: CP-2027-0001 (first of 3)"
