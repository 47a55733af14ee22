"""The window as a whole: its places, its wiring, what it shows when something changes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QAction, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from conference_app.domain.actions import Action
from conference_app.domain.conference_status import Status
from conference_app.domain.rebooking import Kind
from conference_app.domain.supply import Owner, Whose
from conference_app.paths import standard_paths
from conference_app.store import lists
from conference_app.store.store import Store, second_connection
from conference_app.use_cases import follow_up
from tests.conference_app.use_cases.marlowe import NOW, TODAY, Marlowe, booked_conference, held_conference, wish
from ui.background import Background
from ui.belongings import Belongings
from ui.conferences.details_tab import DetailsTab
from ui.conferences.page import ConferencesPage
from ui.diary.time_view import TimeView
from ui.dropped_files import WORDS as DROP_WORDS
from ui.main_window import PLACES, MainWindow
from ui.people.page import PeoplePage
from ui.replanner import Replanner
from ui.reply_import import ReplyImport
from ui.reports.page import ReportsPage
from ui.session import Session
from ui.slot_finder import SlotFinder
from ui.widgets.form_dialog import FormDialog
from ui.widgets.reading_dialog import TextDialog
from ui.widgets.shortcuts_dialog import ShortcutsDialog

NO_KEYS = Qt.KeyboardModifier.NoModifier


@pytest.fixture
def belongings(tmp_path: Path) -> Belongings:
    return Belongings.at(standard_paths({"CPC_HOME": str(tmp_path)}))


@pytest.fixture
def known(store: Store) -> Marlowe:
    return booked_conference(store)


@pytest.fixture
def window(qtbot: QtBot, store: Store, known: Marlowe, belongings: Belongings) -> Iterator[MainWindow]:
    session = Session(store, today=lambda: TODAY, now=lambda: NOW, show_problem=lambda words: None)
    background = Background(lambda: second_connection(store))
    made = MainWindow(session, background, belongings)
    qtbot.addWidget(made)
    made.show()
    made.go("today")
    yield made
    background.close()
    made.close()


def action_named(window: MainWindow, words: str) -> QAction:
    for top in window.menuBar().actions():
        for action in top.menu().actions():  # type: ignore[attr-defined]
            if action.text().replace("&", "") == words:
                return action
    raise LookupError(words)


@pytest.mark.parametrize("place", [place.key for place in PLACES])
def test_every_place_on_the_rail_opens_its_page(window: MainWindow, place: str) -> None:
    window.rail.button(place).click()
    assert window.stack.currentWidget() is window.pages[place]


def test_a_page_is_built_only_when_it_is_wanted(window: MainWindow) -> None:
    assert set(window.pages) == {"today"}


def test_the_example_store_is_marked_in_title_and_rail(window: MainWindow) -> None:
    assert window.windowTitle().startswith("EXAMPLE")
    assert any("EXAMPLE DATA" in words.text() for words in window.rail.findChildren(QLabel))


def test_a_line_of_today_opens_its_conference_at_the_right_tab(window: MainWindow, known: Marlowe) -> None:
    window.pages["today"].conference_requested.emit(known.conference, "invitations")
    page = window.stack.currentWidget()
    assert isinstance(page, ConferencesPage)
    assert page.detail_page.tabs.current() == "invitations"


def test_a_line_to_chase_opens_what_is_missing_for_its_conference(window: MainWindow) -> None:
    window.pages["today"].chase_requested.emit("CP-2027-0001")
    page = window.stack.currentWidget()
    assert isinstance(page, ReportsPage)
    assert (page.tabs.current(), page.chase.search_line.text()) == ("chase", "CP-2027-0001")


def test_reading_a_conference_is_noted_once(window: MainWindow, store: Store, known: Marlowe) -> None:
    window.open_conference(known.conference, "details")
    window.open_conference(known.conference, "agenda")
    viewed = [event for event in lists.history(store, "conference", known.conference) if event.action == "viewed"]
    assert len(viewed) == 1


def test_a_family_opens_from_anywhere(window: MainWindow, known: Marlowe) -> None:
    window.pages["today"].family_requested.emit(known.family)
    assert isinstance(window.stack.currentWidget(), PeoplePage)


def test_a_change_on_one_page_shows_on_another_when_it_is_opened(window: MainWindow, known: Marlowe) -> None:
    overdue = Action(known.family, "Ring the clinic", "Priya Nair", TODAY, conference_id=known.conference)
    window.go("actions")
    window.go("people")
    window.session.perform(follow_up.log_action, overdue, today=TODAY)
    window.go("actions")
    assert [row.text for row in window.pages["actions"].outstanding.rows()] == ["Ring the clinic"]  # type: ignore[attr-defined]


def test_the_rail_counts_what_waits(qtbot: QtBot, store: Store, belongings: Belongings) -> None:
    held_conference(store)
    session = Session(
        store, today=lambda: date(2027, 4, 20), now=lambda: datetime(2027, 4, 20, 9, 0), show_problem=lambda words: None
    )
    background = Background(lambda: second_connection(store))
    window = MainWindow(session, background, belongings)
    qtbot.addWidget(window)
    window.go("today")
    assert window.rail.button("today").waiting > 0
    background.close()


def test_the_shortcuts_are_listed_on_a_page(qtbot: QtBot, window: MainWindow) -> None:
    action_named(window, "Keyboard shortcuts").trigger()
    dialog = window.findChild(ShortcutsDialog)
    assert dialog is not None
    assert dialog.isVisible()
    dialog.accept()


def test_the_help_says_that_the_rule_is_stricter_than_the_law(window: MainWindow) -> None:
    action_named(window, "The paediatrician rule").trigger()
    dialog = window.findChild(TextDialog)
    assert dialog is not None
    assert "No source makes the invitation unconditional in law" in dialog.paragraphs[-1].text()
    dialog.accept()


def test_every_menu_action_has_a_mnemonic(window: MainWindow) -> None:
    actions = [action for top in window.menuBar().actions() for action in top.menu().actions()]  # type: ignore[attr-defined]
    assert all("&" in action.text() for action in actions if not action.isSeparator())


def test_new_request_by_keyboard(qtbot: QtBot, window: MainWindow) -> None:
    action_named(window, "New request").trigger()
    page = window.stack.currentWidget()
    assert isinstance(page, ConferencesPage)
    assert page.stack.currentWidget() is page.request_page


def test_what_another_window_wrote_is_shown(window: MainWindow, store: Store, known: Marlowe) -> None:
    window.open_conference(known.conference, "details")
    wish(store, known, Kind.POSTPONED)
    window.pages["conferences"].refresh()
    detail = window.pages["conferences"].detail_page  # type: ignore[attr-defined]
    assert detail.found.status is Status.POSTPONED


def test_people_takes_the_keyboard_where_one_looks_for_somebody(qtbot: QtBot, window: MainWindow) -> None:
    with qtbot.waitActive(window):
        window.activateWindow()
    for _ in range(2):
        qtbot.keyClick(window.focusWidget(), Qt.Key.Key_5, Qt.KeyboardModifier.ControlModifier)
        focused = window.focusWidget()
        assert focused is not None
        assert focused.accessibleName() == "Name or system number"


@pytest.mark.parametrize(
    ("place", "name"),
    [
        ("today", "Search families, children, references"),
        ("people", "Name or system number"),
        ("actions", "Search action, child, family or reference"),
        ("settings", "Search practice numbers"),
        ("reports", "Search reference, family, child or chair"),
    ],
)
def test_control_f_searches_the_page_that_is_open_or_the_conferences(
    qtbot: QtBot, window: MainWindow, place: str, name: str
) -> None:
    with qtbot.waitActive(window):
        window.activateWindow()
    window.work_at(place)
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    focused = window.focusWidget()
    assert focused is not None
    assert focused.accessibleName() == name


def test_replies_are_imported_from_the_menu_and_by_dropping_files(window: MainWindow, tmp_path: Path) -> None:
    action_named(window, "Import replies…").trigger()
    [importing] = window.findChildren(ReplyImport)
    assert importing.isVisible()
    importing.reject()
    file = tmp_path / "reply.ics"
    file.write_bytes(b"BEGIN:VCALENDAR")
    what = QMimeData()
    what.setUrls([QUrl.fromLocalFile(str(file))])
    middle, copy, left, none = QPoint(5, 5), Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, NO_KEYS
    QApplication.sendEvent(window, QDragEnterEvent(middle, copy, what, left, none))
    assert any(each.text() == DROP_WORDS and each.isVisible() for each in window.findChildren(QLabel))
    QApplication.sendEvent(window, QDropEvent(QPointF(middle), copy, what, left, none))
    dropped = [each for each in window.findChildren(ReplyImport) if each.isVisible()]
    assert len(dropped) == 1
    dropped[0].reject()


def test_a_place_chosen_in_the_menu_takes_the_keyboard(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.waitActive(window)
    action_named(window, "Diary").trigger()
    assert isinstance(window.focusWidget(), TimeView)


@pytest.mark.parametrize("place", [place.key for place in PLACES])
def test_a_place_chosen_on_the_rail_takes_the_keyboard(qtbot: QtBot, window: MainWindow, place: str) -> None:
    qtbot.waitActive(window)
    window.rail.chosen.emit(place)
    focused = window.focusWidget()
    assert focused is not None
    assert window.pages[place].isAncestorOf(focused), focused


def test_a_cancelled_conference_comes_back_by_the_undo_key(window: MainWindow, known: Marlowe) -> None:
    window.open_conference(known.conference, "details")
    details = window.findChild(DetailsTab)
    assert details is not None
    details.rebook(Kind.CANCELLED)
    (dialog,) = [each for each in details.findChildren(FormDialog) if each.isVisible()]
    for key, value in (("reason_code", "entered_by_mistake"), ("approved_by", "M. Ames")):
        dialog.form.editor(key).set_value(value)
    assert dialog.try_save()
    assert window.toast.sentence() == "The conference is cancelled."
    action_named(window, "Undo").trigger()
    assert details.found is not None
    assert details.found.status is Status.BOOKED
    assert window.toast.sentence() == "Undone: The conference is cancelled."
    action_named(window, "Undo").trigger()
    assert window.toast.sentence() == "There is nothing to undo."


def test_a_conference_moved_on_the_diary_goes_back_by_the_undo_key(
    window: MainWindow, store: Store, known: Marlowe
) -> None:
    window.go("diary")
    window.pages["diary"].move_requested.emit(known.conference, datetime(2027, 3, 11, 13, 30), None, None)  # type: ignore[attr-defined]
    (dialog,) = [each for each in window.findChildren(FormDialog) if each.isVisible()]
    dialog.form.editor("reason_code").set_value("family_asked")
    assert dialog.try_save()
    assert window.toast.sentence() == "Moved to Thursday 11 March 2027, 1:30pm to 3:30pm."
    action_named(window, "Undo").trigger()
    assert store.value("SELECT starts_at FROM conference") == "2027-03-10T09:30"


def test_what_was_done_stays_said_on_the_next_page(window: MainWindow) -> None:
    window.go("today")
    window.toast.show_message("Booked.")
    window.go("people")
    middle = window.toast.geometry().center()
    assert window.stack.childAt(middle) in (window.toast, *window.toast.findChildren(QWidget))


def test_from_the_replanner_to_the_leave_of_the_chair_left_out(window: MainWindow, known: Marlowe) -> None:
    window.go("today")
    window.open_replanner(chair_id=known.chair)
    (planner,) = window.findChildren(Replanner)
    planner.hours_button.click()
    people = window.stack.currentWidget()
    assert isinstance(people, PeoplePage)
    assert people.hours is not None
    assert people.hours.chosen is not None
    assert people.hours.chosen.owner == Owner(Whose.CHAIR, known.chair)
    assert planner.isHidden()


def test_a_slot_is_looked_for_the_conference_at_hand(window: MainWindow, known: Marlowe) -> None:
    window.go("today")
    for at_hand in (None, known.conference):
        if at_hand is not None:
            window.open_conference(at_hand, "details")
        action_named(window, "Find a slot…").trigger()
        (finder,) = [each for each in window.findChildren(SlotFinder) if each.isVisible()]
        assert finder.conference_id == at_hand
        finder.reject()
