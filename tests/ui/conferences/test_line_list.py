"""Lines that are added, removed and read."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from conference_app.domain.calendar import WorkingCalendar
from conference_app.domain.conference import Involvement, Need, StrategyDiscussion
from conference_app.domain.errors import RuleBroken, SeveralRulesBroken
from conference_app.domain.family import Child, HouseholdMember
from conference_app.domain.people import Agency, Professional
from conference_app.rulebook import roles
from ui.conferences.request_lines import Discussions, Involvements, Needs
from ui.widgets.editors import TextLine
from ui.widgets.form import Form
from ui.widgets.form_dialog import FormDialog
from ui.widgets.suggesting_line import SuggestingText
from ui.widgets.text_choice import TextChoice

TODAY = date(2027, 3, 8)


@pytest.fixture
def discussions(qtbot: QtBot, calendar: WorkingCalendar) -> Discussions:
    made = Discussions(lambda: TODAY, calendar)
    qtbot.addWidget(made)
    return made


@pytest.fixture
def needs(qtbot: QtBot, calendar: WorkingCalendar) -> Needs:
    made = Needs(lambda: TODAY, calendar)
    qtbot.addWidget(made)
    return made


@pytest.fixture
def involvements(qtbot: QtBot) -> Involvements:
    made = Involvements(roles())
    qtbot.addWidget(made)
    agencies = [Agency("Mill Lane Surgery", "health", id=1), Agency("St Anne's Primary", "education", id=2)]
    people = [
        Professional("Joan Whitby", "gp", 1, id=11),
        Professional("Helen Brook", "health_visitor", 1, id=12),
        Professional("Tess Alder", "school", 2, id=13),
        Professional("Left Long Ago", "gp", 1, active=False, id=14),
    ]
    made.set_directory(agencies, people)
    return made


def test_one_line_waits_and_empty_lines_are_nothing(discussions: Discussions) -> None:
    assert len(discussions.lines) == 1
    assert discussions.value() == []


def test_only_one_discussion_starts_the_clock(discussions: Discussions) -> None:
    first, second = discussions.lines[0], discussions.add_line()
    first.editors["held_on"].set_value(date(2027, 3, 1))
    second.editors["held_on"].set_value(date(2027, 3, 5))
    assert [each.started_clock for each in discussions.value()] == [True, False]
    second.editors["started_clock"].set_value(True)
    assert [each.started_clock for each in discussions.value()] == [False, True]


def test_what_is_understood_is_known_before_the_rest(discussions: Discussions) -> None:
    discussions.lines[0].editors["held_on"].set_value(date(2027, 3, 1))
    discussions.add_line().editors["note"].set_value("by telephone")
    assert discussions.known() == [StrategyDiscussion(date(2027, 3, 1), True)]
    with pytest.raises(RuleBroken) as caught:
        discussions.value()
    assert caught.value.facts == {"what": "the day of the strategy discussion"}
    assert discussions.lines[1].editors["held_on"].inputs()[0].property("invalid") is True


def test_removing_a_line_moves_on_and_counts_as_a_change(discussions: Discussions) -> None:
    before = discussions.typed()
    line = discussions.add_line()
    line.editors["note"].set_value("second")
    assert discussions.typed() != before
    line.remove_button.click()
    assert discussions.typed() == before
    assert discussions.lines[0].remove_button.accessibleName() == "Remove strategy discussion 1"


def test_an_exclusion_asks_for_its_decision(needs: Needs) -> None:
    line = needs.add_line()
    assert line.editors["decision"].isHidden()
    line.editors["kind"].set_value("exclusion")
    assert not line.editors["decision"].isHidden()
    whole = Need("exclusion", "Daniel Reeve", "threats", date(2027, 3, 1), "part only", "R. Osei", date(2027, 3, 2))
    needs.set_value([whole])
    assert needs.value() == [whole]


def test_an_exclusion_names_somebody_of_the_household_by_id(needs: Needs) -> None:
    mother = HouseholdMember(1, "Grace Marlowe", "mother", id=7)
    needs.set_family([Child(1, "Noah Marlowe", id=3)], [mother])
    line = needs.add_line()
    who = line.editors["who"]
    assert isinstance(who, SuggestingText)
    assert who.known == ["Noah Marlowe, child", "Grace Marlowe, mother"]
    line.editors["kind"].set_value("exclusion")
    for typed in ("Grace Marlowe, mother", "grace  marlowe"):
        line.editors["who"].set_value(typed)
        [need] = needs.value()
        assert (need.who, need.household_member_id, need.child_id) == ("Grace Marlowe", 7, None)
    line.editors["who"].set_value("Noah Marlowe")
    assert needs.value()[0].child_id == 3
    line.editors["who"].set_value("Daniel Reeve")
    assert (needs.value()[0].who, needs.value()[0].household_member_id) == ("Daniel Reeve", None)


def test_namesakes_are_told_apart_by_what_they_are(needs: Needs) -> None:
    pair = [HouseholdMember(1, "John Reeve", "father", id=7), HouseholdMember(1, "John Reeve", "grandfather", id=8)]
    needs.set_family([], pair)
    line = needs.add_line()
    line.editors["kind"].set_value("exclusion")
    line.editors["who"].set_value("John Reeve")
    assert needs.value()[0].household_member_id is None
    line.editors["who"].set_value("John Reeve, grandfather")
    assert needs.value()[0].household_member_id == 8


def test_a_kept_exclusion_shows_the_name_of_today_and_keeps_its_person(needs: Needs) -> None:
    kept = Need("exclusion", "Grace Marlowe", household_member_id=7, known_as="Grace Hartley")
    needs.set_value([kept])
    assert needs.lines[0].editors["who"].value() == "Grace Hartley"
    assert needs.value()[0].household_member_id == 7
    needs.lines[0].editors["who"].set_value("Somebody Else")
    assert needs.value()[0].household_member_id is None


def test_every_unfinished_need_is_said(needs: Needs) -> None:
    needs.add_line().editors["who"].set_value("Grace Marlowe")
    needs.add_line().editors["kind"].set_value("advocate")
    with pytest.raises(SeveralRulesBroken) as caught:
        needs.value()
    assert [each.facts["what"] for each in caught.value.broken] == ["what is needed", "who has the need"]


def test_professionals_are_those_of_the_role_and_agency(involvements: Involvements) -> None:
    line = involvements.add_line()
    line.editors["role"].set_value("gp")
    combo = line.editors["professional"].inputs()[0]
    assert [combo.itemText(n) for n in range(combo.count())] == ["", "Joan Whitby"]
    line.editors["professional"].set_value(11)
    assert line.editors["agency"].value() == 1
    assert involvements.value() == [Involvement("gp", 1, 11)]


def test_without_one_of_the_role_the_agency_s_people_are_offered(involvements: Involvements) -> None:
    line = involvements.add_line()
    line.editors["role"].set_value("midwife")
    line.editors["agency"].set_value(1)
    combo = line.editors["professional"].inputs()[0]
    assert [combo.itemText(n) for n in range(combo.count())] == ["", "Joan Whitby", "Helen Brook"]


def test_somebody_who_left_stays_where_named(involvements: Involvements) -> None:
    kept = Involvement("gp", 1, 14, "both children", "Mill Lane Surgery", "Left Long Ago")
    involvements.set_value([kept])
    assert involvements.value() == [Involvement("gp", 1, 14, "both children")]


def test_in_a_dialog_tab_comes_to_a_line_where_it_stands(qtbot: QtBot, discussions: Discussions) -> None:
    form = Form()
    form.add("asked_by", "Asked by", TextLine())
    form.add("discussions", "Strategy discussions", discussions)
    form.add("reason", "Reason", TextLine())
    dialog = FormDialog("Request", form, lambda values: None)
    qtbot.addWidget(dialog)
    dialog.open()
    with qtbot.waitActive(dialog):
        dialog.activateWindow()
    discussions.add_line_for_typing()
    QApplication.processEvents()
    seen = []
    for _ in range(5):
        at = QApplication.focusWidget()
        seen.append(at.accessibleName() or getattr(at, "text", str)())
        qtbot.keyClick(at, Qt.Key.Key_Tab)
    assert seen == [
        "Held on, strategy discussion 2",
        "Note, strategy discussion 2",
        "Started the clock",
        "Remove strategy discussion 2",
        "Add a strategy discussion",
    ]
    assert QApplication.focusWidget() is form.editor("reason").inputs()[0]
    dialog.form.mark_saved()
    dialog.reject()


def test_the_grounds_are_offered_where_people_are_kept_apart(needs: Needs) -> None:
    line = needs.add_line()
    detail = line.editors["detail"]
    assert isinstance(detail, TextChoice)
    for kind, offered in (("exclusion", True), ("separate attendance", True), ("interpreter", False)):
        line.editors["kind"].set_value(kind)
        assert bool(detail.offered()) is offered, kind
    assert "never a relative" in detail.line.placeholderText()


def test_separate_attendance_takes_who_decided_it_and_when(needs: Needs) -> None:
    whole = Need("separate attendance", "Daniel Reeve", "conflict", None, "", "R. Osei", date(2027, 3, 2))
    supporter = Need("supporter", "Daniel Reeve", "his brother")
    needs.set_value([whole, supporter])
    assert needs.value() == [whole, supporter]
    assert needs.lines[0].editors["decision"].isHidden()
    assert not needs.lines[0].editors["decided_on"].isHidden()
    assert needs.lines[1].editors["decided_by"].isHidden()
