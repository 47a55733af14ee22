"""The days a report is about: a named period, or from one day to another."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from dateutil.relativedelta import relativedelta
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from conference_app.domain.calendar import DAY, WorkingCalendar
from conference_app.domain.errors import RuleBroken
from conference_app.domain.spoken_dates import long_date

from ..widgets.buttons import button
from ..widgets.choice import Choice
from ..widgets.date_field import DateField
from ..widgets.form import Form

YEAR_BEGINS = 4  # the month in which the year of the national return begins
BY_DAY = "days"
NAMED = (
    ("12 months", "Last 12 months"),
    ("return", "This year, from 1 April"),
    ("calendar", "This year, from 1 January"),
    (BY_DAY, "From one day to another"),
)


@dataclass(frozen=True)
class Period:
    """From the first day to the last, both counted."""

    first: date
    last: date

    def words(self) -> str:
        """Thursday 1 April 2027 to Monday 8 May 2027."""
        return f"{long_date(self.first)} to {long_date(self.last)}"


def named_period(name: str, today: date) -> Period:
    """The period of a name, up to today."""
    if name == "calendar":
        return Period(date(today.year, 1, 1), today)
    if name == "return":
        began = today.year if today.month >= YEAR_BEGINS else today.year - 1
        return Period(date(began, YEAR_BEGINS, 1), today)
    return Period(today.replace(day=1) - relativedelta(months=11), today)


def checked_period(first: date | None, last: date | None, today: date) -> Period:
    """A typed period; without a last day up to today. RuleBroken `required`, `ends_before_it_starts`."""
    if first is None:
        raise RuleBroken("required", field="first", what="the first day")
    last = last or max(today, first + DAY)
    if last < first:
        raise RuleBroken("ends_before_it_starts", field="last")
    return Period(first, last)


class PeriodChooser(QWidget):
    """A named period, or two days typed and shown by the button beside them; tells by `chosen`."""

    chosen = Signal()

    def __init__(self, today: Callable[[], date], calendar: WorkingCalendar) -> None:
        super().__init__()
        self._today = today
        self.period = named_period(NAMED[0][0], today())
        self.form = Form()
        with self.form.row():
            self.form.add("name", "Period", Choice(NAMED, none=None, width=230), value=NAMED[0][0])
            self.form.add("first", "First day", DateField(today=today, calendar=calendar, looking="back"))
            self.form.add("last", "Last day", DateField(today=today, calendar=calendar, looking="back"))
        self.show_button = button("Show", self.show_days)
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(16)
        box.addWidget(self.form)
        box.addWidget(self.show_button, 0, Qt.AlignmentFlag.AlignBottom)
        box.addStretch(1)
        self._arrange()
        self.form.editor("name").changed.connect(self._named)

    def refresh(self) -> None:
        """Let a period that ends today end on the day it is now."""
        if not self._by_day():
            self.period = named_period(self.form.value("name"), self._today())

    def show_days(self) -> None:
        """Go by the two days typed; what is wrong with them stands beside them."""
        self.form.clear_errors()
        try:
            values = self.form.values()
            self.period = checked_period(values["first"], values["last"], self._today())
        except RuleBroken as broken:
            self.form.show_errors(broken)
            return
        self.chosen.emit()

    def _by_day(self) -> bool:
        return bool(self.form.value("name") == BY_DAY)

    def _named(self) -> None:
        self.form.clear_errors()
        if self._by_day():
            self.form.set_values({"first": self.period.first, "last": self.period.last})
        self._arrange()
        self.refresh()
        self.chosen.emit()

    def _arrange(self) -> None:
        for key in ("first", "last"):
            self.form.set_visible(key, self._by_day())
        self.show_button.setVisible(self._by_day())
