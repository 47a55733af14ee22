"""Names offered while one types: taken by arrows, Enter or mouse, and never in the way of the next click."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from ui.widgets.choice import Choice
from ui.widgets.editors import Editor, TextArea
from ui.widgets.form import Form
from ui.widgets.form_dialog import FormDialog
from ui.widgets.suggesting_line import SuggestingLine, SuggestingText

NAMES = ["Grace Marlowe", "Ella Marlowe", "Owen Pryce"]
Dialog = Callable[[Editor], FormDialog]


@pytest.fixture
def dialog(qtbot: QtBot) -> Dialog:
    def make(editor: Editor) -> FormDialog:
        form = Form()
        form.add("name", "Name", editor)
        form.add("text", "Text", TextArea(lines=8))
        made = FormDialog("Log an action", form, lambda values: values["name"])
        qtbot.addWidget(made)
        made.show()
        made.activateWindow()
        qtbot.waitUntil(made.isActiveWindow)
        form.editor("name").inputs()[0].setFocus()
        return made

    return make


@pytest.fixture
def text(dialog: Dialog) -> SuggestingText:
    made = dialog(SuggestingText(NAMES)).form.editor("name")
    assert isinstance(made, SuggestingText)
    return made


def line_of(text: SuggestingText) -> SuggestingLine:
    assert isinstance(text.line, SuggestingLine)
    return text.line


def offered(text: SuggestingText) -> list[str]:
    found = line_of(text).suggestions
    return [found.model().index(n, 0).data() for n in range(found.model().rowCount())] if found.isVisible() else []


def click_save(made: FormDialog) -> None:
    """Press the mouse on the window where Save is, as the screen does: a popup would take it."""
    window = made.windowHandle()
    assert window is not None
    at = made.save_button.mapTo(made, made.save_button.rect().center())
    QTest.mouseClick(window, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)


def numbered() -> Choice:
    return Choice(list(enumerate(NAMES)), search=True)


@pytest.mark.parametrize(
    ("make", "typed", "saved"),
    [(lambda: SuggestingText(NAMES), "mar", "mar"), (numbered, "pryce", 2)],
    ids=["text", "choice"],
)
def test_the_first_click_on_save_saves(dialog: Dialog, make: Callable[[], Editor], typed: str, saved: Any) -> None:
    made = dialog(make())
    QTest.keyClicks(made.focusWidget(), typed)
    click_save(made)
    assert made.result_value == saved
    assert not made.isVisible()


def test_the_first_click_on_save_refuses_what_fits_several(dialog: Dialog) -> None:
    made = dialog(numbered())
    QTest.keyClicks(made.focusWidget(), "marlowe")
    click_save(made)
    assert made.form.fields["name"].error()
    assert made.isVisible()
    made.form.mark_saved()


def test_names_with_the_part_typed_are_offered(text: SuggestingText) -> None:
    QTest.keyClicks(text.line, "MAR")
    assert offered(text) == ["Grace Marlowe", "Ella Marlowe"]
    QTest.keyClicks(text.line, "x")
    assert offered(text) == []
    text.set_value("")


def test_arrows_and_enter_take_one_and_the_dialog_stays(text: SuggestingText) -> None:
    QTest.keyClicks(text.line, "mar")
    QTest.keyClick(text.line, Qt.Key.Key_Down)
    QTest.keyClick(text.line, Qt.Key.Key_Down)
    assert text.value() == "mar", "nothing is taken before it is chosen"
    QTest.keyClick(text.line, Qt.Key.Key_Return)
    assert text.value() == "Ella Marlowe"
    assert offered(text) == []
    assert text.window().isVisible()
    text.set_value("")


def test_the_mouse_takes_one(text: SuggestingText) -> None:
    QTest.keyClicks(text.line, "pry")
    found = line_of(text).suggestions
    at = found.visualRect(found.model().index(0, 0)).center()
    QTest.mouseClick(found.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)
    assert text.value() == "Owen Pryce"
    text.set_value("")


def test_enter_without_a_choice_saves_what_is_typed(text: SuggestingText) -> None:
    made = text.window()
    assert isinstance(made, FormDialog)
    QTest.keyClicks(text.line, "mar")
    QTest.keyClick(text.line, Qt.Key.Key_Return)
    assert made.result_value == "mar"


def test_escape_closes_the_list_and_not_the_dialog(text: SuggestingText) -> None:
    QTest.keyClicks(text.line, "mar")
    QTest.keyClick(text.line, Qt.Key.Key_Escape)
    assert offered(text) == []
    assert text.window().isVisible()
    assert text.value() == "mar"
    text.set_value("")


def test_leaving_the_line_closes_the_list(text: SuggestingText) -> None:
    QTest.keyClicks(text.line, "mar")
    QTest.keyClick(text.line, Qt.Key.Key_Tab)
    assert offered(text) == []
    assert text.value() == "mar"
    text.set_value("")
