from datetime import date, datetime, time

import pytest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from conference_app.domain.conference_status import ConferenceType
from conference_app.domain.decisions import Decision, Dissent
from conference_app.store import conferences, decisions, lists
from conference_app.store.decisions import CoreGroupMember
from conference_app.store.store import Store
from conference_app.use_cases.decide import decide
from tests.conference_app.use_cases.marlowe import Marlowe, held_conference, invited_conference
from tests.ui.conferences.on_the_day import TODAY, opened, session_on
from ui.conferences.decisions_tab import DecisionsTab
from ui.conferences.review_dialog import ReviewDialog
from ui.widgets.form import Form


@pytest.fixture
def known(store: Store) -> Marlowe:
    return held_conference(store)


@pytest.fixture
def tab(store: Store, problems: list[str], known: Marlowe, qtbot: QtBot) -> DecisionsTab:
    return opened(DecisionsTab, session_on(store, problems), known.conference, qtbot)


def form_of(tab: DecisionsTab) -> Form:
    assert tab.dialog is not None
    return tab.dialog.form


def save(tab: DecisionsTab) -> bool:
    assert tab.dialog is not None
    return tab.dialog.try_save()


def primary(tab: DecisionsTab) -> list[str]:
    return [key for key, step in tab.steps.items() if step.property("kind") == "primary"]


def test_before_it_was_held_the_way_leads_to_the_register(store: Store, problems: list[str], qtbot: QtBot) -> None:
    known = invited_conference(store)
    tab = opened(DecisionsTab, session_on(store, problems), known.conference, qtbot)
    assert tab.steps == {}
    with qtbot.waitSignal(tab.tab_requested) as wished:
        tab.findChildren(QPushButton)[0].click()
    assert wished.args == ["attendance"]


def test_fields_appear_as_the_answers_ask_for_them(tab: DecisionsTab, known: Marlowe) -> None:
    tab.steps[f"child {known.ella}"].click()
    form = form_of(tab)

    def asked(key: str) -> bool:
        return not form.fields[key].isHidden()

    assert not asked("categories")
    form.editor("outcome").set_value("plan starts")
    assert asked("categories")
    assert not asked("assessment_needed")
    form.editor("categories").set_value(["NEG", "EMO"])
    assert asked("assessment_needed")
    form.editor("outcome").set_value("no further action")
    assert not asked("categories")
    assert not asked("assessment_needed")


def test_a_plan_for_neglect_with_dissent_for_both_children(tab: DecisionsTab, known: Marlowe, store: Store) -> None:
    assert primary(tab) == [f"child {known.ella}"]
    tab.steps[f"child {known.ella}"].click()
    form = form_of(tab)
    form.editor("outcome").set_value("plan starts")
    assert not save(tab)
    assert form.fields["categories"].error()
    form.editor("categories").set_value(["NEG", "EMO"])
    assert not save(tab)
    assert form.fields["assessment_needed"].error()
    form.editor("assessment_needed").set_value(True)
    form.editor("paediatric_assessment").set_value("Growth has stalled.")
    form.editor("dissents").set_value([Dissent("Owen Pryce", "Physical abuse too.")])
    form.editor("others").set_value([known.noah])
    assert save(tab)
    kept = decisions.decisions(store, known.conference)
    assert [each.child_id for each in kept] == [known.ella, known.noah]
    assert kept[0].categories == ("NEG", "EMO")
    assert kept[0].plan_starts_on == TODAY
    assert kept[0].paediatric_assessment == "Yes: Growth has stalled."
    assert kept[0].dissents == (Dissent("Owen Pryce", "Physical abuse too."),)
    assert primary(tab) == ["review"]


def test_a_kept_decision_comes_back_into_its_form(tab: DecisionsTab, known: Marlowe, store: Store) -> None:
    before = Decision(
        known.conference,
        known.ella,
        "plan starts",
        ("NEG",),
        TODAY,
        chair_alone=True,
        paediatric_assessment="No: seen last week.",
        dissents=(Dissent("A", "B"),),
    )
    tab.session.perform(decide, before)
    tab.steps[f"child {known.ella}"].click()
    form = form_of(tab)
    assert form.value("assessment_needed") is False
    assert form.value("paediatric_assessment") == "seen last week."
    assert form.value("dissents") == [Dissent("A", "B")]
    form.editor("outcome").set_value("no further action")
    assert save(tab)
    assert decisions.decisions(store, known.conference)[0].outcome == "no further action"


def test_the_next_review_is_proposed_with_a_margin_and_booked_in_one_go(
    tab: DecisionsTab, known: Marlowe, store: Store, qtbot: QtBot
) -> None:
    tab.session.perform(decide, Decision(known.conference, known.ella, "plan starts", ("EMO",), TODAY))
    tab.session.perform(decide, Decision(known.conference, known.noah, "no further action"))
    tab.steps["review"].click()
    dialog = tab.dialog
    assert isinstance(dialog, ReviewDialog)
    form = dialog.form
    assert (form.value("day"), form.value("start")) == (date(2027, 6, 3), time(9, 0))
    assert (form.value("chair_id"), form.value("room_id"), form.value("minutes")) == (known.chair, known.room, 90)
    assert dialog.outlook_banner.accessibleName().startswith("Margin 5 working days")
    form.editor("day").set_value(date(2027, 6, 11))
    assert "past the limit" in dialog.outlook_banner.accessibleName()
    assert not form.fields["late_reason"].isHidden()
    assert not dialog.try_save()
    assert form.fields["late_reason"].error()
    assert len(lists.conferences(store)) == 1
    form.editor("day").set_value(date(2027, 6, 8))
    assert dialog.try_save()
    review = conferences.next_review(store, known.family, TODAY)
    assert review is not None
    assert (review.type, review.starts_at) == (ConferenceType.REVIEW, datetime(2027, 6, 8, 9, 0))
    assert "review" not in tab.steps


def test_a_clash_is_named_while_it_is_typed(tab: DecisionsTab, known: Marlowe) -> None:
    tab.session.perform(decide, Decision(known.conference, known.ella, "plan starts", ("EMO",), TODAY))
    tab.steps["review"].click()
    dialog = tab.dialog
    assert isinstance(dialog, ReviewDialog)
    dialog.form.editor("day").set_value(TODAY)
    assert "Rosalind Osei already chairs CP-2027-0001" in dialog.outlook_banner.accessibleDescription()
    dialog.reject()
    dialog.reject()


def test_the_core_group_is_suggested_from_who_was_there(tab: DecisionsTab, known: Marlowe, store: Store) -> None:
    tab.session.perform(decide, Decision(known.conference, known.ella, "plan starts", ("EMO",), TODAY))
    tab.steps["core group"].click()
    form = form_of(tab)
    names = {member.name for member in form.value("members")}
    assert names == {"Priya Nair", "Owen Pryce", "Dr Amara Lindgren"}
    assert not save(tab)
    assert form.fields["at"].error()
    form.editor("at").set_value(date(2027, 3, 22))
    form.editor("start").set_value(time(14, 0))
    form.editor("members").set_value([CoreGroupMember("Priya Nair", "Social worker")])
    assert save(tab)
    assert decisions.core_group(store, known.conference) == [CoreGroupMember("Priya Nair", "Social worker")]
    assert conferences.conference(store, known.conference).core_group_at == datetime(2027, 3, 22, 14, 0)


def test_without_a_plan_there_is_neither_review_nor_core_group(tab: DecisionsTab, known: Marlowe) -> None:
    for child in (known.ella, known.noah):
        tab.session.perform(decide, Decision(known.conference, child, "no further action"))
    assert {"review", "core group"}.isdisjoint(tab.steps)
    assert primary(tab) == ["letter"]


def test_the_letter_waits_until_every_child_has_a_decision(tab: DecisionsTab, known: Marlowe) -> None:
    letter = tab.steps["letter"]
    assert not letter.isEnabled()
    assert letter.accessibleDescription() == "Waits for 2 decisions."
    assert "Waits for 2 decisions." in [each.text() for each in tab.findChildren(QLabel)]
    tab.session.perform(decide, Decision(known.conference, known.ella, "no further action"))
    assert tab.steps["letter"].accessibleDescription() == "Waits for 1 decision."
    tab.session.perform(decide, Decision(known.conference, known.noah, "no further action"))
    assert tab.steps["letter"].isEnabled()
    assert tab.steps["letter"].accessibleDescription() == ""


def test_after_a_step_the_keyboard_is_at_the_one_that_waits(tab: DecisionsTab, known: Marlowe, qtbot: QtBot) -> None:
    tab.show()
    for child in (known.ella, known.noah):
        tab.session.perform(decide, Decision(known.conference, child, "plan starts", ("EMO",), TODAY))
    tab.steps["review"].setFocus()
    tab.steps["review"].click()
    assert save(tab)
    assert "review" not in tab.steps  # it is booked: the button is gone
    qtbot.wait(1)
    assert tab.focusWidget() is tab.steps["core group"]
    tab.steps["record"].setFocus()
    tab.steps["record"].click()
    assert save(tab)
    qtbot.wait(1)
    assert tab.focusWidget() is tab.steps["record"]  # it stays where the work was


def test_letter_and_record_are_marked_as_sent(tab: DecisionsTab, known: Marlowe, store: Store) -> None:
    for child in (known.ella, known.noah):
        tab.session.perform(decide, Decision(known.conference, child, "no further action"))
    tab.steps["letter"].click()
    form_of(tab).editor("on").set_value(date(2027, 3, 9))
    assert not save(tab)
    assert form_of(tab).fields["on"].error()
    form_of(tab).editor("on").set_value(TODAY)
    assert save(tab)
    assert conferences.conference(store, known.conference).letter_sent_on == TODAY
    tab.steps["record"].click()
    assert save(tab)
    assert conferences.conference(store, known.conference).record_sent_on == TODAY
