from collections.abc import Callable
from datetime import date

import pytest
from pytestqt.qtbot import QtBot

from conference_app.domain.listings import Closure
from conference_app.store import settings
from conference_app.store.store import Store
from conference_app.use_cases import change_settings
from ui.settings.closures import ClosuresTab
from ui.settings.page import SettingsPage
from ui.widgets.form_dialog import FormDialog

CHRISTMAS = Closure(date(2027, 12, 29), date(2027, 12, 31), "Between the years")


@pytest.fixture
def tab(page: SettingsPage) -> ClosuresTab:
    made = page.tabs.page("closures")
    assert isinstance(made, ClosuresTab)
    return made


def dialog(tab: ClosuresTab) -> FormDialog:
    return next(each for each in tab.findChildren(FormDialog) if not each.isHidden())


def test_a_closure_is_added_beside_its_errors(tab: ClosuresTab, store: Store, qtbot: QtBot) -> None:
    tab.add_button.click()
    form = dialog(tab)
    assert not form.try_save()
    assert form.form.fields["first_day"].error() == "Enter the first day."
    assert form.form.fields["last_day"].error() == "Enter the last day."

    form.form.editor("first_day").set_value(CHRISTMAS.last_day)
    form.form.editor("last_day").set_value(CHRISTMAS.first_day)
    form.form.editor("reason").set_value("Between the years")
    assert not form.try_save()
    assert form.form.fields["last_day"].error() == "The last day is before the first. Check both."

    form.form.editor("first_day").set_value(CHRISTMAS.first_day)
    form.form.editor("last_day").set_value(CHRISTMAS.last_day)
    assert form.try_save()

    assert tab.model.spoken(0) == (
        "First day: Wednesday 29 December 2027, Last day: Friday 31 December 2027, Length: 3 days, "
        "Why: Between the years"
    )


def test_a_closure_is_changed(tab: ClosuresTab, store: Store) -> None:
    change_settings.keep_closure(store, CHRISTMAS)
    tab.refresh()
    assert not tab.edit_button.isEnabled()
    tab.table.selectRow(0)
    tab.edit_button.click()
    form = dialog(tab)
    form.form.editor("reason").set_value("Council closed")
    assert form.try_save()

    assert [each.reason for each in settings.closures(store)] == ["Council closed"]


def test_a_removed_closure_comes_back(tab: ClosuresTab, store: Store) -> None:
    change_settings.keep_closure(store, CHRISTMAS)
    tab.refresh()
    said: list[tuple[str, Callable[[], None]]] = []
    tab.said.connect(lambda words, undo: said.append((words, undo)))
    tab.table.selectRow(0)
    tab.remove_button.click()

    assert settings.closures(store) == []
    assert said[0][0] == "Closure removed: Between the years."
    said[0][1]()

    assert [(each.first_day, each.reason) for each in settings.closures(store)] == [
        (CHRISTMAS.first_day, CHRISTMAS.reason)
    ]
    assert tab.model.rowCount() == 1
