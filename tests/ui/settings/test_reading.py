from datetime import date

import pytest
from pytestqt.modeltest import ModelTester

from conference_app import rulebook
from conference_app.domain.practice import Practice
from conference_app.store.store import Store
from conference_app.use_cases import change_settings
from conference_app.use_cases.rules_in_force import practice_of
from ui.settings.about import PARTS, AboutTab
from ui.settings.appearance import AppearanceTab
from ui.settings.bank_holidays import BankHolidaysTab, ending_words
from ui.settings.invitation_rules import InvitationRulesTab
from ui.settings.page import SettingsPage
from ui.settings.rule_words import role_title, when_words
from ui.settings.rules_as_data import AgendaTemplatesTab


def test_every_tab_opens(page: SettingsPage) -> None:
    for key in ("numbers", "holidays", "closures", "agendas", "rules", "security", "appearance", "about"):
        page.open(key)
        assert page.tabs.current() == key
    page.refresh()


# -- bank holidays ------------------------------------------------------------------------------------


def test_bank_holidays_of_the_year(page: SettingsPage) -> None:
    tab = page.tabs.page("holidays")
    assert isinstance(tab, BankHolidaysTab)

    assert tab.year.value() == 2027
    assert tab.model.spoken(1) == "Day: Friday 26 March 2027, Bank holiday: Good Friday, From: official"
    assert tab.state.text() == "The store holds the official list of England and Wales from 2012 to 2028."
    assert tab.warning.isHidden()

    tab.year.set_value(2030)
    assert {row.official for row in tab.model.rows()} == {False}
    assert tab.model.spoken(0).endswith("From: by rule, provisional")
    page.refresh()
    assert tab.year.value() == 2030


@pytest.mark.parametrize(
    ("today", "words"),
    [
        (date(2027, 12, 31), ""),
        (date(2028, 1, 1), "The official bank holidays end with 2028. Limits beyond it are provisional."),
        (date(2029, 1, 1), "The official bank holidays ended with 2028. Every limit counted now is provisional."),
    ],
)
def test_the_end_of_the_official_list_is_announced(today: date, words: str) -> None:
    assert ending_words(2028, today) == words


# -- agendas and rules --------------------------------------------------------------------------------


def test_agenda_templates_show_their_items(page: SettingsPage, qtmodeltester: ModelTester) -> None:
    tab = page.tabs.page("agendas")
    assert isinstance(tab, AgendaTemplatesTab)
    assert [row.key for row in tab.table.selected_rows()] == ["initial-traditional"]
    first = tab.items.rows()

    tab.table.selectRow(2)

    assert tab.items.rows() != first
    assert sum(row.item.minutes for row in tab.items.rows()) == tab.table.selected_rows()[0].minutes
    assert any("Kind: standing" in tab.items.spoken(number) for number in range(tab.items.rowCount()))
    qtmodeltester.check(tab.model)
    qtmodeltester.check(tab.items)


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("paediatrician", "to every conference"),
        ("child_own", "for children from 12"),
        ("child_ask", "for children from 10 to under 12"),
        ("health_visitor", "for children under 5 and unborn children"),
        ("midwife", "for an unborn child or one under 28 days old"),
        ("unborn_father", "without parental responsibility for an unborn child"),
        ("last_list", "to review conferences"),
        ("school", "for children from 5 to under 18"),
        ("originating", "to transfer-in conferences"),
        ("housing", "where somebody in this role is named as involved"),
        ("advocate", "where the request asks for an advocate"),
    ],
)
def test_when_somebody_is_invited_in_words(store: Store, code: str, words: str) -> None:
    rule = next(each for each in rulebook.invitation_rules() if each.code == code)

    assert when_words(rule, practice_of(store)) == words


def test_rules_follow_the_practice_numbers(page: SettingsPage, store: Store) -> None:
    tab = page.tabs.page("rules")
    assert isinstance(tab, InvitationRulesTab)
    change_settings.change_number(store, "child_own_invitation_age", "14")
    page.refresh()

    child = next(row.rule for row in tab.model.rows() if row.rule.code == "child_own")
    assert when_words(child, tab.practice) == "for children from 14"
    assert isinstance(tab.practice, Practice)


def test_every_rule_has_a_role_and_a_source_in_words() -> None:
    for rule in rulebook.invitation_rules():
        assert role_title(rule)[0].isupper(), rule.code
        assert rulebook.sources(rule.source), rule.code
        assert not set(rulebook.sources(rule.source)) & set(rule.source.split("; ")), rule.code


# -- appearance and about -----------------------------------------------------------------------------


def test_a_scheme_is_applied_and_remembered(page: SettingsPage) -> None:
    from ui import theme

    tab = page.tabs.page("appearance")
    assert isinstance(tab, AppearanceTab)
    assert tab.form.value("scheme") == "system"
    try:
        tab.form.editor("scheme").set_value("dark")
        assert theme.is_dark()
        assert page.belongings.recalled("scheme") == "dark"
    finally:
        tab.form.editor("scheme").set_value("light")
    assert not theme.is_dark()


def test_licences_can_be_read(page: SettingsPage) -> None:
    tab = page.tabs.page("about")
    assert isinstance(tab, AboutTab)
    assert "ZETETIC LLC" in tab.notice.toPlainText()

    for number, part in enumerate(PARTS):
        tab.table.selectRow(number)
        assert tab.notice.toPlainText() == part.notice()
        assert part.notice()
    notices = "\n".join(part.notice() for part in PARTS)
    assert "Open Government Licence v3.0" in notices
    assert "SIL OPEN FONT LICENSE" in notices
    assert "Lucide" in notices
