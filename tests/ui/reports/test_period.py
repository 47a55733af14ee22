"""The days a report is about."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from conference_app.domain.calendar import WorkingCalendar
from conference_app.domain.errors import RuleBroken
from ui.reports.period import Period, PeriodChooser, checked_period, named_period

TODAY = date(2027, 3, 8)


@pytest.mark.parametrize(
    ("name", "today", "first"),
    [
        ("12 months", TODAY, date(2026, 4, 1)),
        ("12 months", date(2028, 2, 29), date(2027, 3, 1)),
        ("return", TODAY, date(2026, 4, 1)),
        ("return", date(2027, 4, 1), date(2027, 4, 1)),
        ("calendar", TODAY, date(2027, 1, 1)),
    ],
)
def test_named_periods_end_today(name: str, today: date, first: date) -> None:
    assert named_period(name, today) == Period(first, today)


def test_a_typed_period() -> None:
    assert checked_period(date(2027, 1, 4), date(2027, 1, 4), TODAY) == Period(date(2027, 1, 4), date(2027, 1, 4))
    assert checked_period(date(2027, 1, 4), None, TODAY).last == TODAY


@pytest.mark.parametrize(
    ("first", "last", "code", "field"),
    [
        (None, TODAY, "required", "first"),
        (TODAY, date(2027, 3, 7), "ends_before_it_starts", "last"),
    ],
)
def test_a_period_that_cannot_be(first: date | None, last: date | None, code: str, field: str) -> None:
    with pytest.raises(RuleBroken) as caught:
        checked_period(first, last, TODAY)
    assert (caught.value.code, caught.value.field) == (code, field)


@pytest.fixture
def chooser(qtbot: QtBot, calendar: WorkingCalendar) -> PeriodChooser:
    made = PeriodChooser(lambda: TODAY, calendar)
    qtbot.addWidget(made)
    made.show()
    return made


def test_two_days_are_asked_for_only_when_wanted(qtbot: QtBot, chooser: PeriodChooser) -> None:
    assert chooser.show_button.isHidden()
    with qtbot.waitSignal(chooser.chosen):
        chooser.form.editor("name").set_value("calendar")
    assert chooser.period == Period(date(2027, 1, 1), TODAY)
    chooser.form.editor("name").set_value("days")
    assert not chooser.show_button.isHidden()
    assert (chooser.form.value("first"), chooser.form.value("last")) == (date(2027, 1, 1), TODAY)


def test_two_days_are_shown_on_request(qtbot: QtBot, chooser: PeriodChooser) -> None:
    chooser.form.editor("name").set_value("days")
    chooser.form.set_values({"first": date(2027, 2, 1), "last": date(2027, 2, 28)})
    with qtbot.waitSignal(chooser.chosen):
        qtbot.mouseClick(chooser.show_button, Qt.MouseButton.LeftButton)
    assert chooser.period == Period(date(2027, 2, 1), date(2027, 2, 28))


def test_what_is_wrong_stands_beside_the_day_and_the_period_stays(qtbot: QtBot, chooser: PeriodChooser) -> None:
    before = chooser.period
    chooser.form.editor("name").set_value("days")
    chooser.form.set_values({"first": date(2027, 2, 28), "last": date(2027, 2, 1)})
    with qtbot.assertNotEmitted(chooser.chosen):
        chooser.show_days()
    assert "The last day is before the first. Check both." in errors(chooser)
    assert chooser.period == before


def errors(chooser: PeriodChooser) -> list[str]:
    return [label.text() for label in chooser.findChildren(QLabel) if label.text() and label.isVisibleTo(chooser)]
