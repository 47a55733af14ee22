"""Single editors: searching choice, dates in words, calendar, boxes by arrow keys."""

from __future__ import annotations

from datetime import date, time

import pytest
from PySide6.QtCore import QDate, QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from conference_app.domain.calendar import WorkingCalendar
from conference_app.domain.errors import RuleBroken
from conference_app.messages import sentence
from ui.widgets.choice import Choice
from ui.widgets.date_field import DateField, TimeField
from ui.widgets.editors import CheckList, RadioChoice, Spin, TextLine

from ..conftest import TODAY

DOCTORS = [(number, f"Dr {name}") for number, name in enumerate(["Lindgren", "Okafor", "Whitby", "Okonkwo"])]


@pytest.fixture
def choice(qtbot: QtBot) -> Choice:
    made = Choice(DOCTORS, search=True)
    qtbot.addWidget(made)
    return made


@pytest.mark.parametrize(("typed", "value"), [("dr whitby", 2), ("lind", 0), ("okaf", 1), ("", None)])
def test_a_part_of_a_name_is_enough(choice: Choice, typed: str, value: int | None) -> None:
    choice.set_text(typed)
    assert choice.value() == value


@pytest.mark.parametrize(("typed", "code"), [("ok", "several_in_list"), ("nobody", "not_in_list")])
def test_what_is_not_one_of_the_list_is_said(choice: Choice, typed: str, code: str) -> None:
    choice.set_text(typed)
    with pytest.raises(RuleBroken) as broken:
        choice.value()
    assert (broken.value.code, broken.value.facts) == (code, {"text": typed})
    assert choice.combo.currentText() == typed


def test_the_choice_stays_when_others_are_offered(choice: Choice) -> None:
    choice.set_value(2)
    choice.set_options(DOCTORS[1:])
    assert choice.value() == 2
    choice.set_options(DOCTORS[:1])
    assert choice.value() is None


def test_the_wheel_over_an_editor_without_focus_changes_nothing(qtbot: QtBot) -> None:
    spin = Spin(0, 99)
    qtbot.addWidget(spin)
    spin.set_value(30)
    nothing = Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase
    turn = QWheelEvent(QPointF(5, 5), QPointF(5, 5), QPoint(), QPoint(0, -120), *nothing, False)
    QApplication.sendEvent(spin.box, turn)
    assert spin.value() == 30


@pytest.fixture
def field(qtbot: QtBot, calendar: WorkingCalendar) -> DateField:
    made = DateField(today=lambda: TODAY, calendar=calendar)
    qtbot.addWidget(made)
    return made


@pytest.mark.parametrize(
    ("typed", "day", "words"),
    [
        ("12/3/27", date(2027, 3, 12), "Friday 12 March 2027"),
        ("26 mar", date(2027, 3, 26), "Friday 26 March 2027, Good Friday"),
        ("13/3", date(2027, 3, 13), "Saturday 13 March 2027, not a working day"),
        ("+15wd", date(2027, 3, 31), "Wednesday 31 March 2027"),
        ("31 March 2027", date(2027, 3, 31), "Wednesday"),
        ("13 March 2027", date(2027, 3, 13), "Saturday, not a working day"),
        ("", None, ""),
    ],
)
def test_a_date_is_shown_in_words_as_it_is_typed(field: DateField, typed: str, day: date | None, words: str) -> None:
    field.line.setText(typed)
    assert (field.value(), field.understood.text()) == (day, words)


def test_a_date_half_typed_shows_no_words(field: DateField) -> None:
    field.line.setText("26/")
    assert field.understood.text() == ""


def test_a_date_of_birth_has_no_calendar_and_looks_back(qtbot: QtBot, calendar: WorkingCalendar) -> None:
    born = DateField(today=lambda: TODAY, calendar=calendar, birth=True)
    qtbot.addWidget(born)
    born.line.setText("2/11/25")
    assert born.value() == date(2025, 11, 2)
    assert not hasattr(born, "pick")


def test_the_calendar_shades_and_names_days_off_and_gives_the_day_back(qtbot: QtBot, field: DateField) -> None:
    field.line.setText("12/3/27")
    field.show()
    field.open_calendar()
    month = field.calendar_popup().month
    assert month.selectedDate() == QDate(2027, 3, 12)
    assert month.dateTextFormat(QDate(2027, 3, 26)).toolTip() == "Good Friday"
    plain, off = (month.dateTextFormat(QDate(2027, 3, day)).background() for day in (25, 26))
    assert plain != off
    month.activated.emit(QDate(2027, 3, 15))
    assert field.value() == date(2027, 3, 15)
    assert field.calendar_popup().isHidden()


@pytest.mark.parametrize(
    ("typed", "at", "words"), [("0930", time(9, 30), "9:30am"), ("2pm", time(14), ""), ("x", None, "")]
)
def test_a_time_is_shown_in_words_where_they_differ(qtbot: QtBot, typed: str, at: time | None, words: str) -> None:
    made = TimeField()
    qtbot.addWidget(made)
    made.line.setText(typed)
    assert made.understood.text() == words
    if at is None:
        with pytest.raises(RuleBroken):
            made.value()
    else:
        assert made.value() == at


def test_arrows_go_through_a_check_list_and_space_ticks(qtbot: QtBot) -> None:
    made = CheckList([(n, f"Agency {n}") for n in range(3)], columns=2)
    qtbot.addWidget(made)
    made.show()
    boxes = made.inputs()
    boxes[0].setFocus()
    qtbot.keyClick(boxes[0], Qt.Key.Key_Down)
    assert made.focusWidget() is boxes[1]
    qtbot.keyClick(boxes[1], Qt.Key.Key_Space)
    assert made.value() == [1]
    made.set_options([(1, "Agency 1"), (5, "Agency 5")])
    assert made.value() == [1]


def test_a_text_that_is_too_long_is_said_and_not_cut(qtbot: QtBot) -> None:
    line = TextLine(longest=5)
    qtbot.addWidget(line)
    line.set_value("  five5 ")
    assert line.value() == "five5"
    for long in ("twelve", "x" * 50_000):
        line.set_value("")
        QApplication.clipboard().setText(long)
        line.line.paste()
        with pytest.raises(RuleBroken) as broken:
            line.value()
        assert sentence(broken.value) == "This text is too long: at most 5 characters."
        assert line.typed() == long


def test_only_the_chosen_radio_is_reached_by_tab_after_it_was_set(qtbot: QtBot) -> None:
    choice = RadioChoice([(1, "Initial"), (2, "Review"), (3, "Pre-birth")])
    qtbot.addWidget(choice)
    choice.set_value(2)
    reached = [button.text() for button in choice.inputs() if button.focusPolicy() & Qt.FocusPolicy.TabFocus]
    assert reached == ["Review"]
    choice.set_value(None)
    assert choice.value() is None


@pytest.mark.parametrize(("key", "chosen"), [(Qt.Key.Key_Down, 2), (Qt.Key.Key_Up, 3)])
def test_the_first_arrow_chooses_where_none_was_chosen(qtbot: QtBot, key: Qt.Key, chosen: int) -> None:
    choice = RadioChoice([(1, "Coming"), (2, "Not coming"), (3, "Not sure")])
    qtbot.addWidget(choice)
    choice.show()
    with qtbot.waitActive(choice):
        choice.activateWindow()
    choice.inputs()[0].setFocus()
    qtbot.keyClick(choice.inputs()[0], key)
    assert choice.value() == chosen
    assert choice.focusWidget() is choice.inputs()[chosen - 1]
    choice.hide()


def test_a_secret_that_was_wrong_is_typed_over(qtbot: QtBot) -> None:
    secret = TextLine(secret=True)
    qtbot.addWidget(secret)
    secret.set_value("wrong words")
    secret.set_invalid(True)
    qtbot.keyClicks(secret.line, "right")
    assert secret.value() == "right"
