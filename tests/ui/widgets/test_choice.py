"""Typing into a choice, key by key: what is typed stays, and what is saved is what one sees."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from conference_app.domain.errors import RuleBroken
from ui.widgets.choice import Choice
from ui.widgets.editors import TextLine
from ui.widgets.form import Form
from ui.widgets.suggestions import MOST_ROWS

AGENCIES = [
    (11, "Northshire Constabulary"),
    (12, "Northshire Health"),
    (13, "Northshire Housing"),
    (14, "Police"),
    (15, "Police and Crime Panel"),
    (16, "Probation"),
]


class Window(QWidget):
    """A form with a choice and a line after it."""

    def __init__(self, choice: Choice, follow: Callable[[Form], object] | None = None) -> None:
        super().__init__()
        self.form, self.choice, self.saves = Form(), choice, 0
        self.form.add("agency", "Agency", choice)
        self.form.add("note", "Note", TextLine())
        if follow is not None:
            self.form.changed.connect(lambda: follow(self.form))
        box = QVBoxLayout(self)
        box.addWidget(self.form)
        box.addStretch(1)
        QShortcut(QKeySequence("Ctrl+Return"), self, self._save)

    def _save(self) -> None:
        self.saves += 1

    @property
    def text(self) -> str:
        return self.choice.combo.currentText()

    def shown(self) -> list[str]:
        """The suggestions on the screen."""
        found = self.choice.combo.suggestions
        if found is None or not found.isVisible():
            return []
        model = found.model()
        return [model.index(n, 0).data() for n in range(model.rowCount())]

    def press(self, *keys: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        for key in keys:
            QTest.keyClick(_focused(), key, modifier)

    def type(self, words: str) -> None:
        for letter in words:
            QTest.keyClicks(_focused(), letter)
            QApplication.processEvents()


def _focused() -> QWidget:
    found = QApplication.focusWidget()
    assert found is not None
    return found


def _reading(form: Form) -> None:
    form.set_visible("note", form.value("agency") is not None)


def _reading_twice(form: Form) -> None:
    form.value("agency")
    form.is_changed()


@pytest.fixture(params=[None, _reading, _reading_twice], ids=["alone", "followed", "read twice"])
def window(request: pytest.FixtureRequest, qtbot: QtBot) -> Iterator[Window]:
    made = Window(Choice(AGENCIES, none=""), request.param)
    yield from _opened(qtbot, made)


def _opened(qtbot: QtBot, made: Window) -> Iterator[Window]:
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.resize(500, 400)
        made.show()
        made.activateWindow()
    made.choice.combo.setFocus(Qt.FocusReason.TabFocusReason)
    yield made
    made.close()


@pytest.mark.parametrize("words", ["police", "Police", "northshire health", "probation", "panel", "polsomething"])
def test_every_letter_typed_stays_as_it_was_typed(window: Window, words: str) -> None:
    for number, letter in enumerate(words, start=1):
        window.type(letter)
        assert window.text == words[:number]


def test_a_whole_word_among_longer_ones_is_that_word(window: Window) -> None:
    window.type("police")
    assert window.choice.value() == 14
    window.press(Qt.Key.Key_Tab)
    assert (window.text, window.choice.value()) == ("Police", 14)


@pytest.mark.parametrize(("words", "downs", "value"), [("police", 1, 14), ("police", 2, 15), ("north", 3, 13)])
def test_down_and_enter_take_the_line_that_is_marked(window: Window, words: str, downs: int, value: int) -> None:
    window.type(words)
    window.press(*[Qt.Key.Key_Down] * downs)
    marked = window.choice.combo.suggestions.currentIndex().data()  # type: ignore[union-attr]
    window.press(Qt.Key.Key_Return)
    assert window.choice.value() == value
    assert window.text == marked
    assert window.shown() == []


def test_down_at_a_settled_choice_opens_the_list_and_changes_nothing(window: Window) -> None:
    window.choice.set_value(14)
    window.press(Qt.Key.Key_Down)
    assert window.shown() == [word for _, word in AGENCIES]
    assert window.choice.value() == 14
    window.press(Qt.Key.Key_Escape)
    assert (window.shown(), window.choice.value()) == ([], 14)


def test_down_to_another_and_enter_changes_it(window: Window) -> None:
    window.choice.set_value(14)
    window.press(Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Enter)
    assert (window.text, window.choice.value()) == ("Police and Crime Panel", 15)


def test_escape_brings_back_what_was_typed(window: Window) -> None:
    window.type("nor")
    window.press(Qt.Key.Key_Down)
    assert window.text == "Northshire Constabulary"
    window.press(Qt.Key.Key_Escape)
    assert (window.text, window.shown()) == ("nor", [])


def test_reading_the_value_never_touches_the_field(window: Window) -> None:
    window.type("prob")
    assert window.choice.value() == 16
    assert (window.text, window.choice.combo.currentIndex()) == ("prob", 0)


def test_leaving_by_tab_takes_the_only_one_that_fits(window: Window) -> None:
    window.type("prob")
    window.press(Qt.Key.Key_Tab)
    assert window.text == "Probation"
    assert isinstance(QApplication.focusWidget(), QLineEdit)


def test_leaving_with_several_that_fit_chooses_none_of_them(window: Window) -> None:
    window.type("north")
    window.press(Qt.Key.Key_Tab)
    assert window.text == "north"
    with pytest.raises(RuleBroken) as broken:
        window.choice.value()
    assert broken.value.code == "several_in_list"


def test_of_two_with_one_name_the_marked_one_is_taken(qtbot: QtBot) -> None:
    window = Window(Choice([(1, "Jo Smith"), (2, "Jo Smith"), (3, "Al Hay")]))
    for _ in _opened(qtbot, window):
        window.type("jo")
        window.press(Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Tab)
        assert window.choice.value() == 2


def test_ctrl_return_with_the_list_open_reaches_the_window(window: Window) -> None:
    window.type("northshire h")
    assert window.text == "northshire h"
    assert window.shown() == ["Northshire Health", "Northshire Housing"]
    window.press(Qt.Key.Key_Return, modifier=Qt.KeyboardModifier.ControlModifier)
    assert window.saves == 1


def test_emptying_the_field_is_no_choice(window: Window) -> None:
    window.choice.set_value(14)
    window.press(Qt.Key.Key_A, modifier=Qt.KeyboardModifier.ControlModifier)
    window.press(Qt.Key.Key_Backspace, Qt.Key.Key_Tab)
    assert (window.text, window.choice.value()) == ("", None)


def test_a_click_on_a_suggestion_takes_it(window: Window) -> None:
    window.type("north")
    found = window.choice.combo.suggestions
    assert found is not None
    place = found.visualRect(found.model().index(1, 0)).center()
    QTest.mouseClick(found.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)
    assert (window.choice.value(), window.shown()) == (12, [])


@pytest.mark.parametrize(("count", "rows"), [(1, 1), (3, 3), (8, 8), (30, MOST_ROWS)])
def test_the_list_stands_below_the_field_with_whole_rows(qtbot: QtBot, count: int, rows: int) -> None:
    window = Window(Choice([(n, f"Agency {n}") for n in range(count)]))
    for _ in _opened(qtbot, window):
        window.type("agency")
        found, combo = window.choice.combo.suggestions, window.choice.combo
        assert found is not None
        assert found.y() >= combo.mapToGlobal(QPoint(0, combo.height())).y()
        assert found.row_height() >= 30
        assert found.viewport().height() >= rows * found.row_height()
        assert found.viewport().height() < (rows + 1) * found.row_height()


WORDS = [("a", "Home visit"), ("b", "Homeless service"), ("c", "School")]


@pytest.mark.parametrize(
    ("options", "search"),
    [
        ([(1, "One"), (2, "Two")], True),
        (WORDS, False),
        ([(str(n), f"Word {n}") for n in range(9)], True),
        ([(True, "Yes"), (False, "No")], False),
    ],
)
def test_entries_of_the_store_and_long_vocabularies_are_typed_into(
    qtbot: QtBot, options: list[tuple[Any, str]], search: bool
) -> None:
    choice = Choice(options, none=None)
    qtbot.addWidget(choice)
    assert choice.combo.isEditable() == search


def test_a_space_amid_typing_opens_no_list_of_a_short_vocabulary(qtbot: QtBot) -> None:
    window = Window(Choice(WORDS, none=None))
    for _ in _opened(qtbot, window):
        window.type("home v")
        assert not window.choice.combo.view().isVisible()
        assert window.choice.value() == "a"
        window.press(Qt.Key.Key_Tab)
        assert isinstance(QApplication.focusWidget(), QLineEdit)


@pytest.mark.parametrize("count", [2, 3, 14])
def test_a_list_without_typing_stands_below_its_field_and_shows_every_line(qtbot: QtBot, count: int) -> None:
    """Over the field Qt worked out its height by another padding than it was given once the field had the focus."""
    window = Window(Choice([(str(n), f"Word {n}") for n in range(count)], none=None, search=False))
    for _ in _opened(qtbot, window):
        combo = window.choice.combo
        combo.showPopup()
        view = combo.view()
        assert view.mapToGlobal(QPoint(0, 0)).y() >= combo.mapToGlobal(combo.rect().bottomLeft()).y()
        assert view.viewport().height() >= sum(view.sizeHintForRow(row) for row in range(count))
        assert view.verticalScrollBar().maximum() == 0
        combo.hidePopup()


def test_no_choice_is_an_empty_field_with_its_word_as_the_hint(qtbot: QtBot) -> None:
    choice = Choice(AGENCIES, none="Choose the agency")
    qtbot.addWidget(choice)
    line = choice.combo.lineEdit()
    assert line is not None
    assert (line.text(), line.placeholderText()) == ("", "Choose the agency")


def test_other_options_leave_what_is_being_typed(window: Window) -> None:
    window.type("poli")
    window.choice.set_options(AGENCIES[2:])
    assert window.text == "poli"
