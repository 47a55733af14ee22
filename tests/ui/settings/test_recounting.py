"""The notice that limits would be counted differently, and the dialog that counts them again."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from conference_app.domain.listings import Closure
from conference_app.store import conferences
from conference_app.store.store import Store
from conference_app.use_cases.change_settings import change_number, keep_closure
from tests.conference_app.use_cases.marlowe import Marlowe, booked_conference
from ui.session import Session
from ui.settings.closures import ClosuresTab
from ui.settings.page import SettingsPage
from ui.settings.practice_numbers import PracticeNumbersTab
from ui.settings.recounting import RecountNotice, late_words
from ui.widgets.form_dialog import FormDialog
from ui.widgets.tick_table import TickTable

MOVE = Closure(date(2027, 3, 1), date(2027, 3, 2), "Office move")
FRIDAY, TUESDAY = date(2027, 3, 12), date(2027, 3, 16)


@pytest.fixture
def known(store: Store) -> Marlowe:
    """Booked for Wednesday 10 March 2027; today is Monday 8 March."""
    return booked_conference(store)


@pytest.fixture
def closures(known: Marlowe, page: SettingsPage) -> ClosuresTab:
    made = page.tabs.page("closures")
    assert isinstance(made, ClosuresTab)
    return made


def opened(notice: RecountNotice) -> FormDialog:
    notice.recount_button.click()
    return next(each for each in notice.findChildren(FormDialog) if not each.isHidden())


def limit_on(store: Store, known: Marlowe) -> date | None:
    return conferences.conference(store, known.conference).limit_on


def test_it_is_silent_while_every_limit_stands_as_it_would_be_counted(closures: ClosuresTab) -> None:
    assert closures.notice.isHidden()


def test_a_new_closure_brings_the_notice_on_both_pages(closures: ClosuresTab, page: SettingsPage) -> None:
    closures.session.perform(keep_closure, MOVE)
    numbers = page.tabs.page("numbers")
    assert isinstance(numbers, PracticeNumbersTab)
    for notice in (closures.notice, numbers.notice):
        assert not notice.isHidden()
        assert notice.accessibleName() == "1 conference ahead would be counted differently."


def test_counting_again_sets_the_limit_and_the_notice_goes(
    closures: ClosuresTab, store: Store, known: Marlowe, qtbot: QtBot
) -> None:
    closures.session.perform(keep_closure, MOVE)
    dialog = opened(closures.notice)
    table = dialog.form.editor("conference_ids")
    assert isinstance(table, TickTable)
    assert table.model.spoken(0) == (
        "Count again: yes, Conference: CP-2027-0001 Marlowe, Type: initial booked, Limit now: Fri 12 Mar 2027, "
        "Counted again: Tue 16 Mar 2027, Booked: Wed 10 Mar 2027"
    )
    assert dialog.form.fields["late_reason"].isHidden()
    assert not dialog.try_save()
    assert dialog.form.fields["reason"].error().startswith("Enter why the limits are counted again")
    dialog.form.editor("reason").set_value("The move was entered late.")
    said: list[str] = []
    closures.said.connect(lambda words, undo: said.append(words))
    assert dialog.try_save()
    assert (limit_on(store, known), said) == (TUESDAY, ["1 limit counted again."])
    assert closures.notice.isHidden()


def test_where_only_the_other_of_the_two_counts_differs_it_is_named(
    closures: ClosuresTab, store: Store, known: Marlowe
) -> None:
    with store.write() as writing:
        writing.execute("UPDATE conference SET stricter_limit_on = '2027-03-09'")
        writing.record("request_changed", "conference", known.conference)
    closures.notice.refresh()
    table = opened(closures.notice).form.editor("conference_ids")
    assert isinstance(table, TickTable)
    assert "Limit now: Fri 12 Mar 2027 from the day itself: Tue 9 Mar 2027" in table.model.spoken(0)


def test_nothing_is_counted_again_where_none_is_chosen(closures: ClosuresTab, store: Store, known: Marlowe) -> None:
    closures.session.perform(keep_closure, MOVE)
    dialog = opened(closures.notice)
    dialog.form.editor("conference_ids").set_value([])
    dialog.form.editor("reason").set_value("The move was entered late.")
    assert not dialog.try_save()
    assert dialog.form.fields["conference_ids"].error().startswith("Choose at least one conference")
    assert limit_on(store, known) == FRIDAY
    dialog.reject()
    dialog.reject()


def test_a_booking_late_then_asks_for_reason_and_approver(closures: ClosuresTab, store: Store, known: Marlowe) -> None:
    closures.session.perform(change_number, "icpc_limit_wd", "10")
    dialog = opened(closures.notice)
    table = dialog.form.editor("conference_ids")
    assert isinstance(table, TickTable)
    assert table.model.spoken(0).endswith("Booked: Wed 10 Mar 2027 past it: needs a reason")
    dialog.form.editor("reason").set_value("The limit was agreed anew.")
    assert not dialog.form.fields["late_reason"].isHidden()
    table.none_button.click()
    assert dialog.form.fields["late_reason"].isHidden()
    table.all_button.click()
    assert not dialog.try_save()
    assert "CP-2027-0001 would be booked past" in dialog.form.fields["late_reason"].error()
    dialog.form.editor("late_reason").set_value("The chair is away before.")
    dialog.form.editor("late_approver").set_value("M. Dale")
    assert dialog.try_save()
    found = conferences.conference(store, known.conference)
    assert (found.limit_on, found.late_approver) == (date(2027, 3, 5), "M. Dale")


def test_the_count_follows_what_is_changed_elsewhere(closures: ClosuresTab, session: Session) -> None:
    session.perform(keep_closure, MOVE)
    assert not closures.notice.isHidden()
    session.perform(change_number, "icpc_limit_wd", "13")
    assert closures.notice.isHidden()


def test_tab_comes_to_the_notice_before_what_stands_below(closures: ClosuresTab, page: SettingsPage) -> None:
    closures.session.perform(keep_closure, MOVE)
    numbers = page.tabs.page("numbers")
    assert isinstance(numbers, PracticeNumbersTab)
    assert stop_after(closures.notice.recount_button) is closures.edit_button
    assert stop_after(numbers.notice.recount_button) is numbers.filter


def stop_after(widget: QWidget) -> QWidget:
    """Where Tab goes next, enabled or not."""
    found = widget.nextInFocusChain()
    while not found.focusPolicy() & Qt.FocusPolicy.TabFocus:
        found = found.nextInFocusChain()
    return found


@pytest.mark.parametrize(
    ("count", "named"),
    [
        (1, "CP-1."),
        (5, "CP-1, CP-2, CP-3, CP-4 and CP-5."),
        (7, "CP-1, CP-2, CP-3, CP-4 and 3 more."),
    ],
)
def test_of_many_late_ones_the_first_are_named(count: int, named: str) -> None:
    references = [f"CP-{number}" for number in range(1, count + 1)]
    assert late_words(references) == f"Booked past the new last lawful day: {named}"


def test_every_control_of_the_dialog_has_a_name(closures: ClosuresTab) -> None:
    closures.session.perform(change_number, "icpc_limit_wd", "10")
    dialog = opened(closures.notice)
    for field in dialog.form.fields.values():
        for each in field.editor.inputs():
            assert each.accessibleName(), field.key
    dialog.reject()
