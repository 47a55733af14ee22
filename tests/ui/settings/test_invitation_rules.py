"""Changing who is invited: the form, what it does to the lists ahead, keeping and taking it back."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtTest import QTest
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from conference_app.domain.invitation_rules import RuleLine
from conference_app.store import invitations
from conference_app.store.store import Store, create_store, second_connection
from conference_app.use_cases import change_invitation_rules as rules
from conference_app.use_cases.found_store import found_store
from conference_app.use_cases.invitation_rules_in_force import rule_lines_of
from conference_app.use_cases.invite import build_list
from tests.conference_app.store.trial_store import CHEAP, PASSPHRASE
from tests.conference_app.use_cases.marlowe import Marlowe, booked_conference
from ui.background import Background
from ui.belongings import Belongings
from ui.session import Session
from ui.settings.invitation_rules import InvitationRulesTab
from ui.settings.page import SettingsPage
from ui.settings.rule_form import STANDS, RuleForm
from ui.widgets.progress import ProgressDialog


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A store on the disk: the worker that looks at the lists has a connection of its own."""
    made, _ = create_store(
        tmp_path / "a.store", passphrase=PASSPHRASE, actor="Tester", now=Belongings.utc_now, cost=CHEAP
    )
    yield made
    made.close()


@pytest.fixture
def page(qtbot: QtBot, session: Session, store: Store, belongings: Belongings) -> Iterator[SettingsPage]:
    found_store(store)
    background = Background(lambda: second_connection(store))
    made = SettingsPage(session, background, belongings)
    session.changed.connect(lambda topics: made.refresh())
    qtbot.addWidget(made)
    made.resize(1182, 768)
    made.refresh()
    yield made
    background.close()


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
    """Fill the open form in and save it; the look at the lists ahead is over then."""
    done = begin(tab, **values)
    settle(tab)
    return done


def begin(tab: InvitationRulesTab, **values: object) -> bool:
    """Fill the open form in and save it: the look at the lists ahead begins."""
    assert tab.dialog is not None
    for key, value in values.items():
        tab.dialog.form.editor(key).set_value(value)
    return tab.dialog.try_save()


def settle(tab: InvitationRulesTab) -> None:
    """Wait until the lists ahead are looked at."""
    while tab.background.is_busy():
        QTest.qWait(5)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def switch(tab: InvitationRulesTab, code: str) -> None:
    tab.table.select_key(code)
    tab.switch_chosen()
    settle(tab)


def go_back(tab: InvitationRulesTab) -> None:
    tab.go_back_chosen()
    settle(tab)


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
    switch(tab, "police")
    assert fill(tab)
    assert police_line(store, ahead) is None
    assert not line_of(tab, "police").in_force
    assert tab.switch_button.text() == "Switch &on"

    tab.table.select_key("police")
    go_back(tab)
    assert fill(tab)
    assert police_line(store, ahead).name == "Owen Pryce"
    assert said[-1][0] == "As shipped again: Police. 1 list brought up to it."


def test_the_paediatricians_rule_says_why_it_stands(
    tab: InvitationRulesTab, store: Store, problems: list[str], ahead: Marlowe
) -> None:
    switch(tab, "paediatrician")
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
    go_back(tab)
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


def test_the_window_goes_on_while_the_lists_are_looked_at(
    tab: InvitationRulesTab, ahead: Marlowe, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    """The look waits in the worker until it is let go: nothing is shown, kept or begun meanwhile."""
    begun, go_on = threading.Event(), threading.Event()

    def waiting(*args: Any, **more: Any) -> Any:
        begun.set()
        assert go_on.wait(10)
        return rules.preview(*args, **more)

    police = line_of(tab, "police")
    tab._look_ahead(partial(waiting, line=replace(police, in_force=False)), lambda ids: tab._keep(police, police, ids))
    assert begun.wait(10)
    before = tab.dialog
    tab.edit(police)
    tab.table.select_key("gp")
    tab.switch_chosen()
    assert tab.dialog is before, "one look at a time"
    go_on.set()
    settle(tab)
    assert tab.dialog is not before
    assert "What changes on 1 list ahead" in tab.dialog.windowTitle()
    close(tab)


def test_a_look_that_is_stopped_gives_back_what_was_typed(
    tab: InvitationRulesTab, ahead: Marlowe, store: Store, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    """The look waits in the worker until somebody has said stop."""
    seen: list[tuple[int, int]] = []
    look, begun, said_stop = rules.preview, threading.Event(), threading.Event()

    def stopping(store: Store, line: RuleLine, *, progress: Callable[[int, int], object]) -> Any:
        begun.set()
        assert said_stop.wait(10)

        def tell(done: int, total: int) -> None:
            seen.append((done, total))
            progress(done, total)

        return look(store, line, progress=tell)

    monkeypatch.setattr(rules, "preview", stopping)
    tab.edit(line_of(tab, "police"))
    form = tab.dialog
    assert begin(tab, level="consider", reason="by our own procedure")
    assert begun.wait(10)
    tab.findChildren(ProgressDialog)[0].progress.stop()
    said_stop.set()
    qtbot.waitUntil(lambda: tab.dialog is not form)
    assert seen == [(0, 1)], "it went no further"
    assert tab.dialog is not None
    assert tab.dialog.form.value("reason") == "by our own procedure"
    assert tab.dialog.form.value("level") == "consider"
    assert not [line for line in rule_lines_of(store) if line.version]
    close(tab)
