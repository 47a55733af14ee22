"""Dialogs and strips over the window: saving, leaving, undo, progress, the list of keys."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QDialog, QLabel, QPushButton, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from conference_app.domain.errors import RuleBroken
from ui.background import Background, Control
from ui.widgets.buttons import button
from ui.widgets.editors import RadioChoice, TextArea, TextLine
from ui.widgets.form import Form
from ui.widgets.form_dialog import FormDialog, SidePanel
from ui.widgets.progress import ProgressBar, ProgressDialog
from ui.widgets.shortcuts_dialog import ShortcutsDialog, entries_of
from ui.widgets.toast import Toast


def save(values: dict[str, Any]) -> str:
    if not values["name"]:
        raise RuleBroken("required", field="name", what="a name")
    return str(values["name"]).upper()


def name_form() -> Form:
    form = Form()
    form.add("name", "Name", TextLine())
    return form


@pytest.fixture
def dialog(qtbot: QtBot) -> FormDialog:
    made = FormDialog("Add family", name_form(), save)
    qtbot.addWidget(made)
    made.open()
    return made


def test_saving_closes_and_hands_over_what_was_saved(qtbot: QtBot, dialog: FormDialog) -> None:
    dialog.form.editor("name").set_value("Marlowe")
    with qtbot.waitSignal(dialog.saved) as saved:
        dialog.save_button.click()
    assert (saved.args, dialog.result_value) == (["MARLOWE"], "MARLOWE")
    assert dialog.isHidden()


def test_a_broken_rule_keeps_it_open_with_the_sentence(dialog: FormDialog) -> None:
    assert not dialog.try_save()
    assert dialog.form.fields["name"].error() == "Enter a name."
    assert not dialog.isHidden()
    dialog.reject()


@pytest.mark.parametrize(
    ("key", "held"),
    [
        (Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier),
        (Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier),
    ],
)
def test_the_keyboard_saves(qtbot: QtBot, dialog: FormDialog, key: Qt.Key, held: Qt.KeyboardModifier) -> None:
    with qtbot.waitActive(dialog):
        pass
    line = dialog.form.editor("name").inputs()[0]
    qtbot.keyClicks(line, "Reeve")
    with qtbot.waitSignal(dialog.saved):
        qtbot.keyClick(line, key, held)


def test_escape_leaves_at_once_when_nothing_was_typed(qtbot: QtBot, dialog: FormDialog) -> None:
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isHidden()
    assert dialog.result() == QDialog.DialogCode.Rejected


def test_the_keyboard_begins_on_the_choice_that_stands(qtbot: QtBot) -> None:
    form = Form()
    form.add("group", "Grouped", RadioChoice([("owner", "By owner"), ("due", "By due date")]), value="due")
    made = FormDialog("Print", form, lambda values: None)
    qtbot.addWidget(made)
    made.open()
    assert made.focusWidget() is form.editor("group").inputs()[1]
    made.reject()


def test_leaving_asks_again_after_more_was_typed(dialog: FormDialog) -> None:
    dialog.form.editor("name").set_value("Marlowe")
    dialog.reject()
    dialog.form.editor("name").set_value("Marlowe-Reeve")
    dialog.reject()
    assert not dialog.isHidden()
    dialog.reject()
    assert dialog.isHidden()


@pytest.mark.parametrize("leave", [FormDialog.reject, FormDialog.close])
def test_what_was_typed_is_dropped_only_at_the_second_time(
    dialog: FormDialog, leave: Callable[[FormDialog], Any]
) -> None:
    dialog.form.editor("name").set_value("Reeve")
    leave(dialog)
    assert not dialog.isHidden()
    assert dialog.form.value("name") == "Reeve"
    leave(dialog)
    assert dialog.isHidden()


def test_a_side_panel_saves_and_stays(qtbot: QtBot) -> None:
    panel = SidePanel("Add family", name_form(), save)
    qtbot.addWidget(panel)
    assert not panel.try_save()
    panel.form.editor("name").set_value("Reeve")
    with qtbot.waitSignal(panel.saved) as saved:
        panel.save_button.click()
    assert saved.args == ["REEVE"]
    assert not panel.form.is_changed()


@pytest.fixture
def toast(qtbot: QtBot) -> Iterator[Toast]:
    host = QWidget()
    qtbot.addWidget(host)
    host.resize(600, 400)
    host.show()
    yield Toast(host)
    host.close()


def test_undo_is_offered_once(toast: Toast) -> None:
    undone = ["nothing yet", "saved"]
    toast.show_message("Saved.", lambda: undone.pop(0))
    assert toast.sentence() == "Saved."
    toast.undo()
    assert toast.sentence() == "Undone: Saved."
    toast.undo()
    assert undone == ["saved"]  # asked once
    assert toast.sentence() == "There is nothing to undo."


def test_without_undo_there_is_no_such_button_and_it_takes_no_focus(toast: Toast) -> None:
    toast.show_message("Printed.")
    assert toast.undo_button().isHidden()
    assert not toast.hasFocus()
    toast.undo()
    assert toast.sentence() == "There is nothing to undo."


def test_what_could_not_be_undone_is_not_said_to_be(toast: Toast) -> None:
    toast.show_message("Moved to Friday 12 March 2027. 3 invitations to be sent again.", lambda: 7)
    toast.undo()
    assert toast.sentence() == "Undone: Moved to Friday 12 March 2027."
    toast.show_message("Moved.", lambda: None)
    toast.undo()
    assert toast.sentence() == ""


def test_the_toast_stays_at_the_foot_of_its_window(toast: Toast) -> None:
    toast.show_message("Saved.")
    host = toast.parentWidget()
    assert host is not None
    host.resize(800, 700)
    assert toast.geometry().bottom() == 700 - 24 - 1
    assert abs(toast.geometry().center().x() - 400) <= 1
    toast.hide()


class Closed:
    def close(self) -> None:
        pass


@pytest.fixture
def background(qapp: Any) -> Iterator[Background]:
    made = Background(Closed)
    yield made
    made.close()


class Watcher(QObject):
    """Notes when what it watches is shown."""

    def __init__(self, parent: QObject, seen: list[str]) -> None:
        super().__init__(parent)
        self.seen = seen

    def eventFilter(self, watched: QObject, event: QEvent, /) -> bool:
        if event.type() == QEvent.Type.Show:
            self.seen.append("shown")
        return False


def work(store: Closed, control: Control) -> None:
    control.progress(3, 3, "3 of 3 copies")
    while True:
        control.check()


def test_progress_is_shown_and_stop_ends_it(qtbot: QtBot, background: Background) -> None:
    bar = ProgressBar()
    qtbot.addWidget(bar)
    job = background.run(work)
    bar.follow(job)
    qtbot.waitUntil(lambda: bar.words.text() == "3 of 3 copies")
    assert (bar.bar.value(), bar.bar.maximum()) == (3, 3)
    with qtbot.waitSignal(job.ended):
        bar.stop_button.click()
    assert bar.isHidden()


def test_the_dialog_comes_after_a_moment_and_goes_with_the_job(qtbot: QtBot, background: Background) -> None:
    host = QWidget()
    qtbot.addWidget(host)
    host.show()
    job = background.run(work)
    dialog = ProgressDialog("Printing 16 copies", job, host, after=1)
    qtbot.waitUntil(dialog.isVisible)
    ended: list[str] = []
    job.stopped.connect(lambda: ended.append("job"))
    dialog.destroyed.connect(lambda: ended.append("dialog"))
    dialog.reject()
    qtbot.waitUntil(lambda: ended == ["job", "dialog"])


def test_a_short_job_shows_no_dialog(qtbot: QtBot, background: Background) -> None:
    host = QWidget()
    qtbot.addWidget(host)
    job = background.run(lambda store, control: None)
    dialog = ProgressDialog("Printing", job, host)
    seen: list[str] = []
    dialog.installEventFilter(Watcher(host, seen))
    dialog.destroyed.connect(lambda: seen.append("gone"))
    qtbot.waitUntil(lambda: "gone" in seen)
    assert seen == ["gone"]


def test_the_list_of_keys_says_what_the_actions_say(qtbot: QtBot) -> None:
    action, without = QAction("&New request…"), QAction("About")
    action.setShortcut(QKeySequence("Ctrl+N"))
    assert entries_of([action, without]) == [("New request", "Ctrl+N")]
    dialog = ShortcutsDialog({"Everywhere": entries_of([action])})
    qtbot.addWidget(dialog)
    assert {"Everywhere", "New request", "Ctrl+N"} <= {each.text() for each in dialog.findChildren(QLabel)}


def test_only_keys_people_have_are_listed(qtbot: QtBot) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    undo, new, quit_ = (QAction(word, holder) for word in ("&Undo", "&New", "E&xit"))
    undo.setShortcuts([QKeySequence(Qt.Key.Key_F14), QKeySequence("Ctrl+Z"), QKeySequence(Qt.Key.Key_Undo)])
    new.setShortcuts([QKeySequence("Ctrl+N"), QKeySequence(Qt.Key.Key_New)])
    quit_.setShortcut(QKeySequence(Qt.Key.Key_Exit))
    assert entries_of([undo, new, quit_]) == [("Undo", "Ctrl+Z"), ("New", "Ctrl+N")]


def test_the_buttons_of_the_toast_are_not_on_the_way_of_tab(toast: Toast) -> None:
    toast.show_message("Saved.", lambda: None)
    buttons = toast.findChildren(QPushButton)
    assert len(buttons) == 2
    assert all(each.focusPolicy() == Qt.FocusPolicy.NoFocus for each in buttons)


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_enter_presses_the_button_that_has_the_focus(qtbot: QtBot, key: Qt.Key) -> None:
    pressed: list[int] = []
    made = button("Print", lambda: pressed.append(1))
    qtbot.addWidget(made)
    qtbot.keyClick(made, key)
    assert pressed == [1]


def test_enter_on_cancel_cancels(qtbot: QtBot, dialog: FormDialog) -> None:
    dialog.cancel_button.setFocus()
    qtbot.keyClick(dialog.cancel_button, Qt.Key.Key_Return)
    assert dialog.result() == QDialog.DialogCode.Rejected
    assert dialog.isHidden()


def test_enter_in_a_line_of_a_side_panel_saves(qtbot: QtBot) -> None:
    panel = SidePanel("Add family", name_form(), save)
    qtbot.addWidget(panel)
    line = panel.form.editor("name").inputs()[0]
    qtbot.keyClicks(line, "Reeve")
    with qtbot.waitSignal(panel.saved) as saved:
        qtbot.keyClick(line, Qt.Key.Key_Return)
    assert saved.args == ["REEVE"]


def test_a_dialog_grows_with_the_fields_that_appear(qtbot: QtBot) -> None:
    form = name_form()
    for number in range(3):
        form.add(f"late{number}", f"Reason {number}", TextArea(lines=3))
        form.set_visible(f"late{number}", False)
    made = FormDialog("Cancel", form, save)
    qtbot.addWidget(made)
    made.open()
    before = made.height()
    for number in range(3):
        form.set_visible(f"late{number}", True)
    qtbot.waitUntil(lambda: made.height() > before + 200)
    scrollable = made.findChildren(QScrollArea)[0].verticalScrollBar().maximum()
    assert scrollable == 0
    for number in range(40):
        form.add(f"more{number}", f"More {number}", TextLine())
    qtbot.waitUntil(lambda: made.height() >= made.screen().availableGeometry().height() - 60)
    assert made.findChildren(QScrollArea)[0].verticalScrollBar().maximum() > 0
    assert made.frameGeometry().height() <= made.screen().availableGeometry().height()
    made.close()
