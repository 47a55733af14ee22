"""The painted ones: the strip of days, bars, wrapping."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QWidget
from pytestqt.qtbot import QtBot

from ui.widgets.bar_chart import Bar, BarChart
from ui.widgets.day_strip import DayStrip, StripDay
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.text import ElidedLabel

DAYS = [
    StripDay(date(2027, 3, 25), 1),
    StripDay(date(2027, 3, 26), None, "Good Friday"),
    StripDay(date(2027, 3, 27), None, "Saturday"),
    StripDay(date(2027, 3, 30), 2, marked=True, note="booked"),
    StripDay(date(2027, 3, 31), 3),
]


@pytest.fixture
def strip(qtbot: QtBot) -> DayStrip:
    made = DayStrip(DAYS)
    qtbot.addWidget(made)
    made.resize(made.sizeHint())
    made.show()
    return made


def test_each_skipped_day_is_named(strip: DayStrip) -> None:
    assert strip.accessibleDescription() == (
        "3 days count. Skipped: Friday 26 March 2027, does not count: Good Friday; "
        "Saturday 27 March 2027, does not count: Saturday."
    )


def test_arrows_go_from_day_to_day_and_stop_at_the_ends(qtbot: QtBot, strip: DayStrip) -> None:
    assert strip.current() is DAYS[3]
    qtbot.keyClick(strip, Qt.Key.Key_Home)
    assert strip.current() is DAYS[0]
    qtbot.keyClick(strip, Qt.Key.Key_Left)
    assert strip.current() is DAYS[0]
    qtbot.keyClick(strip, Qt.Key.Key_Right)
    assert strip.current() is DAYS[1]
    qtbot.keyClick(strip, Qt.Key.Key_End)
    assert strip.current() is DAYS[4]


def test_a_day_says_its_date_number_and_note() -> None:
    assert DAYS[3].spoken() == "Tuesday 30 March 2027, day 2, booked"


def test_the_strip_wraps_in_a_narrow_place(strip: DayStrip) -> None:
    assert strip.heightForWidth(60) == 3 * strip.heightForWidth(600)


def test_skipped_counted_and_marked_days_look_different(strip: DayStrip) -> None:
    image = strip.grab().toImage()
    step = image.width() / len(DAYS)
    grounds = [image.pixelColor(int(n * step) + 3, 4).name() for n in range(len(DAYS))]
    assert grounds[0] == grounds[4]
    assert len(set(grounds[:4])) == 3


def test_bars_are_said_in_words(qtbot: QtBot) -> None:
    chart = BarChart("In time", [Bar("Feb", 94, "94 %", strong=True), Bar("Mar", 80)], most=100)
    qtbot.addWidget(chart)
    assert (chart.accessibleName(), chart.accessibleDescription()) == ("In time", "Feb: 94 %; Mar: 80")
    chart.set_bars([])
    assert chart.accessibleDescription() == "no figures yet"


def test_a_higher_value_paints_a_higher_bar(qtbot: QtBot) -> None:
    chart = BarChart("In time", [Bar("", 100), Bar("", 50)], most=100)
    qtbot.addWidget(chart)
    chart.resize(200, 120)
    image = chart.grab().toImage()
    ground = image.pixelColor(0, 0)
    high, low = (sum(image.pixelColor(x, y) != ground for y in range(image.height())) for x in (40, 160))
    assert high == pytest.approx(2 * low, abs=4)


def test_what_does_not_fit_goes_on_in_the_next_line(qtbot: QtBot) -> None:
    host = QWidget()
    qtbot.addWidget(host)
    layout = FlowLayout(host, gap=8)
    for _ in range(6):
        made = QFrame()
        made.setFixedSize(90, 30)
        layout.addWidget(made)
    assert [layout.heightForWidth(width) for width in (600, 300, 100)] == [30, 68, 220]
    host.resize(300, 200)
    host.show()
    assert {child.y() for child in host.findChildren(QFrame)} == {0, 38}


def test_a_cut_label_shows_all_of_it_as_a_tooltip(qtbot: QtBot) -> None:
    made = ElidedLabel("A very long name of a family", "title")
    qtbot.addWidget(made)
    made.resize(80, 30)
    made.grab()
    assert made.toolTip() == "A very long name of a family"
    made.resize(900, 30)
    made.grab()
    assert made.toolTip() == ""
