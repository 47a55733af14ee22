from datetime import date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from conference_app.domain.actions import Action
from conference_app.store import actions
from conference_app.store.store import Store
from conference_app.use_cases.follow_up import complete_action, log_action
from conference_app.use_cases.list_outstanding import on_paper, on_paper_per_owner
from tests.conference_app.use_cases.marlowe import Marlowe, held_conference
from ui.actions.page import DONE, OUTSTANDING, ActionsPage
from ui.actions.printing import EACH_OWNER, lists_for
from ui.background import Background
from ui.session import Session

TODAY = date(2027, 4, 1)  # a Thursday
RAISED = date(2027, 3, 10)
PROMISED = (
    ("Growth check", "Dr Lindgren", date(2027, 3, 20)),
    ("Unannounced visit", "Priya Nair", date(2027, 4, 2)),
    ("Legal planning meeting", "Ann Dale", date(2027, 4, 30)),
)


@pytest.fixture
def known(store: Store) -> Marlowe:
    made = held_conference(store)
    for text, owner, due in PROMISED:
        log_action(store, Action(made.family, text, owner, due, conference_id=made.conference), today=RAISED)
    return made


@pytest.fixture
def page(store: Store, problems: list[str], known: Marlowe, qtbot: QtBot, tmp_path: Path) -> ActionsPage:
    now = datetime(2027, 4, 1, 8, 55)
    session = Session(store, today=now.date, now=lambda: now, show_problem=problems.append)
    made = ActionsPage(
        session, Background(lambda: store), where_to_save=lambda parent, suggested: str(tmp_path / suggested)
    )
    qtbot.addWidget(made)
    session.changed.connect(lambda _topics: made.refresh())
    made.refresh()
    return made


def shown(page: ActionsPage) -> list[str]:
    return [row.text for row in page.table.rows_model.rows()]


def step(page: ActionsPage, word: str) -> None:
    next(each for each in page.panel.steps if each.text() == word).click()  # type: ignore[attr-defined]


def test_the_models_keep_qts_rules(page: ActionsPage, qtmodeltester: ModelTester) -> None:
    qtmodeltester.check(page.outstanding)


def test_everything_owed_by_due_date_with_the_first_one_beside_it(page: ActionsPage) -> None:
    assert shown(page) == [text for text, _, _ in PROMISED]
    assert page.head.accessibleName() == "Actions"
    row = page.outstanding.row(0)
    due = page.outstanding.columns[2]
    assert due.second is not None
    assert due.second(row) == "12 days late"
    assert page.panel.action_id == row.id


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        ("overdue", ["Growth check"]),
        ("week", ["Unannounced visit"]),
        (None, [text for text, _, _ in PROMISED]),
    ],
)
def test_when_it_is_due(page: ActionsPage, when: str | None, expected: list[str]) -> None:
    page.due_choice.set_value(when)
    assert shown(page) == expected


def test_by_owner_and_by_words(page: ActionsPage) -> None:
    page.owner_choice.set_value("Priya Nair")
    assert shown(page) == ["Unannounced visit"]
    page.owner_choice.set_value(None)
    page.search_line.setText("legal")
    page.search_line.apply()
    assert shown(page) == ["Legal planning meeting"]
    page.search_line.setText("nothing like it")
    page.search_line.apply()
    assert shown(page) == []
    assert page.panel.action_id is None


def test_grouped_by_owner(page: ActionsPage) -> None:
    page.order_choice.set_value("owner")
    assert [row.owner for row in page.outstanding.rows()] == ["Ann Dale", "Dr Lindgren", "Priya Nair"]


def test_done_with_evidence_goes_to_the_other_view_and_can_be_opened_again(page: ActionsPage, store: Store) -> None:
    action_id = page.panel.action_id
    assert action_id is not None
    step(page, "Mark as done…")
    assert page.panel.dialog is not None
    page.panel.dialog.form.editor("evidence").set_value("Clinic letter of 30 March.")
    assert page.panel.dialog.try_save()
    assert shown(page) == ["Unannounced visit", "Legal planning meeting"]
    assert page.panel.action_id == page.outstanding.row(0).id
    page.views.setCurrentIndex(DONE)
    assert shown(page) == ["Growth check"]
    step(page, "Open again…")
    page.panel.dialog.form.editor("reason").set_value("Another child's letter.")
    assert page.panel.dialog.try_save()
    assert shown(page) == []
    assert actions.action(store, action_id).done_on is None


def test_marking_as_done_can_be_taken_back_from_its_message(page: ActionsPage, store: Store) -> None:
    said: list[tuple[str, object]] = []
    page.said.connect(lambda sentence, undo: said.append((sentence, undo)))
    action_id = page.panel.action_id
    assert action_id is not None
    step(page, "Mark as done…")
    assert page.panel.dialog is not None
    page.panel.dialog.form.editor("evidence").set_value("Clinic letter of 30 March.")
    assert page.panel.dialog.try_save()
    [(sentence, undo)] = said
    assert sentence == "The action is marked as done."
    assert callable(undo)
    undo()
    opened = actions.action_with_notes(store, action_id)
    assert opened.done_on is None
    assert opened.notes[-1].text.startswith("Opened again: Undone straight after it was marked as done.")
    step(page, "Add note…")
    page.panel.dialog.form.editor("text").set_value("Rang.")
    assert page.panel.dialog.try_save()
    assert said[-1] == ("The note is kept.", None)


def test_after_a_step_the_keyboard_stays_with_the_action_or_goes_to_the_list(page: ActionsPage, qtbot: QtBot) -> None:
    page.show()
    qtbot.waitExposed(page)
    note = next(each for each in page.panel.steps if each.text() == "Add note…")
    note.setFocus()
    note.click()
    assert page.panel.dialog is not None
    page.panel.dialog.form.editor("text").set_value("Rang.")
    assert page.panel.dialog.try_save()
    qtbot.wait(1)
    focused = page.focusWidget()
    assert isinstance(focused, QPushButton)
    assert focused.text() == "Add note…"
    page.panel.focus_first()
    step(page, "Mark as done…")
    page.panel.dialog.form.editor("evidence").set_value("Clinic letter.")
    assert page.panel.dialog.try_save()
    qtbot.wait(1)
    assert page.focusWidget() is page.table  # the next action is beside it now: nothing is pressed by habit


def test_moving_the_due_date_shows_the_first_and_escalation_names_the_manager(page: ActionsPage, store: Store) -> None:
    action_id = page.panel.action_id
    assert action_id is not None
    step(page, "Change…")
    assert page.panel.dialog is not None
    page.panel.dialog.form.editor("due_on").set_value(date(2027, 3, 9))
    assert not page.panel.dialog.try_save()
    assert page.panel.dialog.form.fields["due_on"].error()
    page.panel.dialog.form.editor("due_on").set_value(date(2027, 4, 15))
    assert page.panel.dialog.try_save()
    page.open_action(action_id)
    step(page, "Escalate…")
    page.panel.dialog.form.editor("to").set_value("M. Dale, service manager")
    assert page.panel.dialog.try_save()
    kept = actions.action(store, action_id)
    assert (kept.due_on, kept.first_due_on) == (date(2027, 4, 15), date(2027, 3, 20))
    assert kept.escalated_to == "M. Dale, service manager"


def test_an_action_is_opened_whatever_was_searched_for(page: ActionsPage, store: Store) -> None:
    wanted = page.outstanding.row(2).id
    page.owner_choice.set_value("Priya Nair")
    page.search_line.setText("visit")
    page.search_line.apply()
    page.open_action(wanted)
    assert page.panel.action_id == wanted
    assert page.table.current_row().id == wanted
    version = actions.action(store, wanted).version
    page.session.perform(complete_action, wanted, "Old.", on=date(2027, 3, 10), seen=version, today=TODAY)
    page.open_action(wanted)
    assert page.views.currentIndex() == DONE
    assert page.panel.action_id == wanted


def test_links_lead_to_the_conference_and_the_family(page: ActionsPage, known: Marlowe, qtbot: QtBot) -> None:
    links = {each.text(): each for each in page.panel.findChildren(QPushButton)}
    with qtbot.waitSignal(page.conference_requested) as wished:
        links["CP-2027-0001"].click()
    assert wished.args == [known.conference, "actions"]
    with qtbot.waitSignal(page.family_requested) as asked:
        links["Marlowe family"].click()
    assert asked.args == [known.family]


def test_the_list_is_written_as_shown(page: ActionsPage, tmp_path: Path) -> None:
    page.due_choice.set_value("overdue")
    page.export()
    lines = (tmp_path / "actions-2027-04-01.csv").read_text(encoding="utf-8-sig").splitlines()
    assert len(lines) == 2
    assert "Growth check" in lines[1]


def test_a_file_that_cannot_be_written_is_said(page: ActionsPage, problems: list[str], tmp_path: Path) -> None:
    (tmp_path / "actions-2027-04-01.csv").mkdir()
    page.export()
    assert len(problems) == 1
    assert "Choose another place" in problems[0]


def test_printing_offers_one_list_or_one_for_each_owner(page: ActionsPage, store: Store) -> None:
    page.print_list()
    assert page.printing is not None
    assert page.printing.form.value("lists") == "due"
    page.printing.reject()
    rows = page.outstanding.rows()
    assert lists_for(rows, "agency", page.session)(store) == on_paper(store, rows, "agency", as_of=TODAY)
    each = lists_for(rows, EACH_OWNER, page.session)(store)
    assert each == on_paper_per_owner(store, rows, as_of=TODAY)
    assert len(each) == 3


def test_nothing_outstanding_is_said_in_the_table(store: Store, problems: list[str], qtbot: QtBot) -> None:
    now = datetime(2027, 4, 1, 8, 55)
    session = Session(store, today=now.date, now=lambda: now, show_problem=problems.append)
    page = ActionsPage(session, Background(lambda: store))
    qtbot.addWidget(page)
    page.refresh()
    assert page.views.currentIndex() == OUTSTANDING
    assert page.outstanding.total() == 0
    assert not page.print_button.isEnabled()
    assert page.panel.action_id is None


def test_enter_goes_to_the_steps_of_an_action_and_escape_back_to_the_list(qtbot: QtBot, page: ActionsPage) -> None:
    page.show()
    with qtbot.waitActive(page):
        page.activateWindow()
    page.table.setFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    step = page.focusWidget()
    assert step is page.panel.steps[0]
    qtbot.keyClick(step, Qt.Key.Key_Escape)
    assert page.focusWidget() is page.table
    page.hide()
