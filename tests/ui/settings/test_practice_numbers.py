from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from conference_app.defaults import default_practice
from conference_app.store.store import Store
from conference_app.use_cases import change_settings
from conference_app.use_cases.rules_in_force import practice_of
from ui.settings.page import SettingsPage
from ui.settings.practice_numbers import NumberRow, PracticeNumbersTab
from ui.widgets.text import label


@pytest.fixture
def tab(page: SettingsPage) -> PracticeNumbersTab:
    made = page.tabs.page("numbers")
    assert isinstance(made, PracticeNumbersTab)
    return made


def test_every_number_is_shown_with_its_value(tab: PracticeNumbersTab) -> None:
    practice = default_practice()

    assert set(tab.rows) == set(practice.definitions)
    for key, row in tab.rows.items():
        assert row.field.editor.value() == practice.value(key), key
        assert row.tag.isHidden()
        assert row.default_button.isHidden()
        assert row.save_button.isHidden()


def test_default_range_and_source_stand_beside_it(tab: PracticeNumbersTab) -> None:
    words = [each.text() for each in tab.rows["icpc_limit_wd"].findChildren(type(label()))]

    assert "Default: 15 working days" in words
    assert "Seen elsewhere: 15 everywhere in England" in words
    assert any(each.startswith("Source: Child protection conferences and decisions, Family Rights") for each in words)


def test_a_change_is_saved_recorded_and_can_be_undone(tab: PracticeNumbersTab, store: Store) -> None:
    said: list[tuple[str, Callable[[], None] | None]] = []
    tab.said.connect(lambda words, undo: said.append((words, undo)))
    row = tab.rows["icpc_limit_wd"]
    row.field.editor.set_value(12)
    assert not row.save_button.isHidden()
    row.save_button.click()

    assert practice_of(store).integer("icpc_limit_wd") == 12
    assert not row.tag.isHidden()
    assert row.save_button.isHidden()
    assert tab.history.spoken(0).endswith("Number: Initial conference: limit, From: 15, To: 12")
    words, undo = said[0]
    assert words == "Initial conference: limit: now 12 working days."

    assert undo is not None
    undo()

    assert practice_of(store).integer("icpc_limit_wd") == 15
    assert row.field.editor.value() == 15
    assert tab.history.rowCount() == 2


def test_enter_saves(tab: PracticeNumbersTab, page: SettingsPage, store: Store, qtbot: QtBot) -> None:
    with qtbot.waitActive(page):
        page.show()
    line = tab.rows["chair_title"].field.editor.inputs()[0]
    line.setFocus()
    qtbot.keyClicks(line, " of the day")
    qtbot.keyClick(line, Qt.Key.Key_Return)

    assert practice_of(store).text("chair_title") == "Chair of the day"
    page.hide()


@pytest.mark.parametrize(
    ("key", "typed", "error"),
    [
        ("bundle_time", "quarter to", "Pack of reports: by: “quarter to” is not a time of day. Type it like 10:00."),
        ("chair_title", "", "The chair is called: enter a value."),
        ("chair_title", "x" * 201, "The chair is called is too long: at most 200 characters."),
    ],
)
def test_what_is_wrong_stands_beside_the_field(
    tab: PracticeNumbersTab, store: Store, key: str, typed: str, error: str
) -> None:
    row = tab.rows[key]
    row.field.editor.set_value(typed)
    row.save()

    assert row.field.error() == error
    assert row.field.editor.value() == typed
    assert practice_of(store) == default_practice()


def test_back_to_the_default(tab: PracticeNumbersTab, page: SettingsPage, store: Store) -> None:
    for key, typed in (("health_counts_as_one", "yes"), ("bundle_time", ""), ("first_review_limit", "12 weeks")):
        change_settings.change_number(store, key, typed)
        page.refresh()
        row = tab.rows[key]
        assert not row.tag.isHidden(), key
        row.default_button.click()

        assert row.field.editor.value() == default_practice().value(key)
        assert row.tag.isHidden(), key
    assert practice_of(store) == default_practice()


def test_what_is_being_typed_survives_a_refresh(tab: PracticeNumbersTab, page: SettingsPage, store: Store) -> None:
    tab.rows["chair_title"].field.editor.set_value("Independent")
    change_settings.change_number(store, "icpc_limit_wd", "12")
    page.refresh()

    assert tab.rows["chair_title"].field.editor.value() == "Independent"
    assert tab.rows["icpc_limit_wd"].field.editor.value() == 12


def visible(tab: PracticeNumbersTab) -> list[NumberRow]:
    return [row for row in tab.rows.values() if not row.isHidden()]


def test_search_and_only_the_changed(tab: PracticeNumbersTab, page: SettingsPage, store: Store) -> None:
    tab.filter.setText("transfer-in counted")
    tab.filter.apply()
    assert [row.definition.key for row in visible(tab)] == ["transfer_in_clock_start"]
    assert tab.groups["Reviews"].isHidden()

    tab.filter.setText("zebra")
    tab.filter.apply()
    assert visible(tab) == []
    assert not tab.none_found.isHidden()

    tab.filter.clear()
    tab.filter.apply()
    change_settings.change_number(store, "icpc_limit_wd", "12")
    page.refresh()
    tab.changed_only.setChecked(True)
    assert [row.definition.key for row in visible(tab)] == ["icpc_limit_wd"]


def test_every_field_has_a_name(tab: PracticeNumbersTab) -> None:
    for row in tab.rows.values():
        inputs = row.field.editor.inputs()
        assert all(each.accessibleName() or each.property("text") for each in inputs), row.definition.key
        assert row.field.editor.accessibleName() == row.definition.title


@pytest.mark.parametrize("pressed", ["save_button", "default_button"])
def test_the_keyboard_stays_with_the_number_when_its_button_goes(
    qtbot: QtBot, page: SettingsPage, tab: PracticeNumbersTab, pressed: str
) -> None:
    page.show()
    with qtbot.waitActive(page):
        page.activateWindow()
    row = tab.rows["icpc_limit_wd"]
    row.field.editor.set_value(12)
    if pressed == "default_button":
        row.save()
    step = getattr(row, pressed)
    step.setFocus()
    qtbot.keyClick(step, Qt.Key.Key_Return)
    assert step.isHidden()
    assert page.focusWidget() is row.field.editor.inputs()[0]
    page.hide()
