"""Changing who is invited: the form, what it does to the lists ahead, keeping and taking it back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from pytestqt.modeltest import ModelTester

from conference_app.domain.invitation_rules import RuleLine
from conference_app.store import invitations
from conference_app.store.store import Store
from conference_app.use_cases import change_invitation_rules as rules
from conference_app.use_cases.invitation_rules_in_force import rule_lines_of
from conference_app.use_cases.invite import build_list
from tests.conference_app.use_cases.marlowe import Marlowe, booked_conference
from ui.settings.invitation_rules import InvitationRulesTab
from ui.settings.page import SettingsPage
from ui.settings.rule_form import STANDS, RuleForm


@pytest.fixture
def tab(page: SettingsPage) -> InvitationRulesTab:
    page.tabs.open("rules")
    found = page.tabs.page("rules")
    assert isinstance(found, InvitationRulesTab)
    return found


@pytest.fixture
def ahead(store: Store, tab: InvitationRulesTab) -> Marlowe:
    """A booked conference with its list, nothing sent."""
    known = booked_conference(store)
    build_list(store, known.conference)
    return known


@pytest.fixture
def said(tab: InvitationRulesTab) -> list[tuple[str, Callable[[], object]]]:
    """What the window is told, each with its way back."""
    heard: list[tuple[str, Callable[[], object]]] = []
    tab.said.connect(lambda words, undo: heard.append((words, undo)))
    return heard


def line_of(tab: InvitationRulesTab, code: str) -> RuleLine:
    return next(line for line in tab.model.rows() if line.rule.code == code)


def fill(tab: InvitationRulesTab, **values: object) -> bool:
    """Fill the open form in and save it."""
    assert tab.dialog is not None
    for key, value in values.items():
        tab.dialog.form.editor(key).set_value(value)
    done = tab.dialog.try_save()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    return done


def close(tab: InvitationRulesTab) -> None:
    assert tab.dialog is not None
    tab.dialog.form.mark_saved()
    tab.dialog.reject()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def errors(tab: InvitationRulesTab) -> list[str]:
    assert tab.dialog is not None
    return [field.error() for field in tab.dialog.form.fields.values() if field.error()]


def police_line(store: Store, known: Marlowe) -> Any:
    return next((line for line in invitations.invitations(store, known.conference) if line.role_code == "police"), None)


def test_every_rule_stands_there_in_words(tab: InvitationRulesTab, qtmodeltester: ModelTester) -> None:
    assert tab.model.spoken(0).startswith("Role: Paediatrician")
    assert {line.rule.role for line in tab.model.rows()} >= {"police", "gp", "guardian", "neonatal", "everyone"}
    qtmodeltester.check(tab.model)


def test_a_change_is_shown_on_the_lists_ahead_before_it_is_kept(
    tab: InvitationRulesTab, ahead: Marlowe, store: Store, said: list[tuple[str, Callable[[], object]]]
) -> None:
    tab.edit(line_of(tab, "police"))
    assert fill(tab, level="expected", report=False)
    assert not [line for line in rule_lines_of(store) if line.version], "kept before it was looked at"
    assert tab.dialog is not None
    [row] = tab.dialog.form.editor("conference_ids").model.rows()  # type: ignore[attr-defined]
    assert (row.reference, row.family_name) == ("CP-2027-0001", "Marlowe")

    assert fill(tab)

    assert (police_line(store, ahead).level, police_line(store, ahead).report_wanted) == ("expected", False)
    assert line_of(tab, "police").changed
    words, undo = said[-1]
    assert words == "Kept: Police. 1 list brought up to it."
    undo()
    assert (police_line(store, ahead).level, police_line(store, ahead).report_wanted) == ("required", True)
    assert line_of(tab, "police").version == 0


def test_an_unticked_list_stays_as_it_is(tab: InvitationRulesTab, ahead: Marlowe, store: Store) -> None:
    tab.edit(line_of(tab, "police"))
    assert fill(tab, level="consider")
    assert fill(tab, conference_ids=[])
    assert police_line(store, ahead).level == "required"
    assert line_of(tab, "police").rule.level == "consider"


def test_a_rule_switched_off_and_on_again(
    tab: InvitationRulesTab, ahead: Marlowe, store: Store, said: list[tuple[str, Callable[[], object]]]
) -> None:
    tab.table.select_key("police")
    tab.switch_chosen()
    assert fill(tab)
    assert police_line(store, ahead) is None
    assert not line_of(tab, "police").in_force
    assert tab.switch_button.text() == "Switch &on"

    tab.table.select_key("police")
    tab.go_back_chosen()
    assert fill(tab)
    assert police_line(store, ahead).name == "Owen Pryce"
    assert said[-1][0] == "As shipped again: Police. 1 list brought up to it."


def test_the_paediatricians_rule_says_why_it_stands(
    tab: InvitationRulesTab, store: Store, problems: list[str], ahead: Marlowe
) -> None:
    tab.table.select_key("paediatrician")
    tab.switch_chosen()
    assert problems == [
        "Every conference invites a paediatrician. This rule cannot be switched off, weakened or tied to a condition, "
        "and no other can be made for that role. Only its words and its source can be changed."
    ]
    tab.edit(line_of(tab, "paediatrician"))
    assert tab.dialog is not None
    assert set(tab.dialog.form.fields) == {"reason", "source"}
    assert STANDS
    assert fill(tab, reason="every conference, by our own procedure")
    if tab.dialog is not None and tab.model.rows()[0].version == 0:
        assert fill(tab)
    assert line_of(tab, "paediatrician").rule.reason == "every conference, by our own procedure"
    assert line_of(tab, "paediatrician").rule.level == "required"


def test_an_own_rule_is_added_and_removed_again(tab: InvitationRulesTab, ahead: Marlowe, store: Store) -> None:
    tab.edit(None)
    assert fill(tab, role="housing", reason="every conference in our borough", involved=False, level="expected")
    assert fill(tab)
    [line] = [each for each in invitations.invitations(store, ahead.conference) if each.role_code == "housing"]
    assert (line.level, line.name, line.reason) == ("expected", "", "every conference in our borough")
    own = next(each for each in tab.model.rows() if each.own)
    tab.table.select_key(own.rule.code)
    assert tab.back_button.text() == "&Remove this rule"
    tab.go_back_chosen()
    assert fill(tab)
    assert not [each for each in invitations.invitations(store, ahead.conference) if each.role_code == "housing"]


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"reason": "x", "role": None}, "Enter the role."),
        ({"role": "housing", "reason": ""}, "Enter why they are invited."),
        ({"role": "housing", "reason": "x", "age_from": "ten"}, "“ten” is not a whole number"),
        ({"role": "housing", "reason": "x", "age_from": "9", "age_below": "9"}, "No child is from 9 and under 9"),
        ({"role": "housing", "reason": "x", "age_from": "99"}, "must be between 0 and 25"),
    ],
)
def test_what_cannot_be_kept_is_said_beside_its_field(
    tab: InvitationRulesTab, values: dict[str, object], words: str
) -> None:
    tab.edit(None)
    assert not fill(tab, **values)
    assert words in " ".join(errors(tab))
    close(tab)


def test_the_form_gives_back_what_it_was_given(tab: InvitationRulesTab) -> None:
    for line in tab.model.rows():
        form = RuleForm(line, tab.practice)
        assert form.read(form.values()) == replace(line, rule=replace(line.rule, when=dict(line.rule.when))), line
        form.deleteLater()


def test_an_age_follows_its_practice_number_until_another_is_typed(tab: InvitationRulesTab) -> None:
    line = line_of(tab, "school")
    form = RuleForm(line, tab.practice)
    assert form.read(form.values()).rule.when["age_from"] == "school_from_age"
    form.editor("age_from").set_value("4")
    assert form.read(form.values()).rule.when == {"age_from": 4, "age_below": "school_until_age"}
    form.deleteLater()


def test_a_rule_changed_in_another_window_is_not_overwritten(tab: InvitationRulesTab, store: Store) -> None:
    seen = line_of(tab, "police")
    rules.save_rule(store, replace(seen, rule=replace(seen.rule, level="consider")))
    tab.edit(seen)
    assert fill(tab, level="expected")
    assert next(each for each in rule_lines_of(store) if each.rule.code == "police").rule.level == "consider"
