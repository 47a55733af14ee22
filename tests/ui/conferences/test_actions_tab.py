from datetime import date

import pytest
from pytestqt.qtbot import QtBot

from conference_app.domain.actions import Action
from conference_app.store import actions
from conference_app.store.store import Store
from conference_app.use_cases.follow_up import log_action
from tests.conference_app.use_cases.marlowe import Marlowe, held_conference
from tests.ui.conferences.on_the_day import TODAY, opened, session_on
from ui.conferences.actions_tab import ActionsTab
from ui.widgets.suggesting_line import SuggestingText


@pytest.fixture
def known(store: Store) -> Marlowe:
    made = held_conference(store)
    earlier = Action(made.family, "Register with a GP", "Grace Marlowe", date(2027, 3, 1))
    log_action(store, earlier, today=date(2027, 2, 22))
    return made


@pytest.fixture
def tab(store: Store, problems: list[str], known: Marlowe, qtbot: QtBot) -> ActionsTab:
    return opened(ActionsTab, session_on(store, problems), known.conference, qtbot)


def test_the_familys_earlier_open_actions_are_there_and_late_ones_say_so(tab: ActionsTab) -> None:
    assert [row.text for row in tab.model.rows()] == ["Register with a GP"]
    due = tab.model.index(0, 2)
    assert tab.model.columns[2].second is not None
    assert tab.model.columns[2].second(tab.model.row(due.row())) == "9 days late"
    assert tab.panel.action_id == tab.model.row(0).id


def test_an_action_is_logged_with_what_is_missing_said_beside_its_field(
    tab: ActionsTab, known: Marlowe, store: Store, qtbot: QtBot
) -> None:
    tab.log_button.click()
    assert tab.dialog is not None
    form = tab.dialog.form
    form.editor("text").set_value("Growth check in clinic")
    assert not tab.dialog.try_save()
    assert form.fields["due_on"].error()
    form.editor("due_on").set_value(date(2027, 3, 20))
    assert not tab.dialog.try_save()
    assert form.fields["owner"].error()
    form.editor("owner").set_value("Dr Amara Lindgren")
    form.editor("child_id").set_value(known.noah)
    with qtbot.waitSignal(tab.said):
        assert tab.dialog.try_save()
    (made,) = actions.actions_of_conference(store, known.conference)
    assert (made.child_name, made.owner, made.raised_on) == ("Noah Marlowe", "Dr Amara Lindgren", TODAY)
    assert tab.panel.action_id == made.id


def test_those_who_were_there_are_offered_as_owners(tab: ActionsTab) -> None:
    tab.log()
    assert tab.dialog is not None
    owner = tab.dialog.form.editor("owner")
    assert isinstance(owner, SuggestingText)
    assert len(owner.known) == 3
    tab.dialog.reject()


def test_note_and_evidence_from_the_panel(tab: ActionsTab, store: Store) -> None:
    action_id = tab.panel.action_id
    assert action_id is not None
    steps = {step.text(): step for step in tab.panel.steps}  # type: ignore[attr-defined]
    steps["Add note…"].click()
    assert tab.panel.dialog is not None
    tab.panel.dialog.form.editor("text").set_value("Form handed in.")
    assert tab.panel.dialog.try_save()
    assert actions.action_with_notes(store, action_id).notes[0].text == "Form handed in."
    steps = {step.text(): step for step in tab.panel.steps}  # type: ignore[attr-defined]
    steps["Mark as done…"].click()
    assert not tab.panel.dialog.try_save()
    assert tab.panel.dialog.form.fields["evidence"].error()
    tab.panel.dialog.form.editor("evidence").set_value("Letter of the practice.")
    assert tab.panel.dialog.try_save()
    assert actions.action(store, action_id).done_on == TODAY
