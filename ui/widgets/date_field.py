"""Dates and times typed as people write them, with what was understood in words beside the field."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from datetime import date, time, timedelta
from typing import Any

from PySide6.QtCore import QDate, Qt
from PySide6.QtGui import QKeyEvent, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QFrame, QLineEdit, QVBoxLayout, QWidget

from conference_app.domain.calendar import WorkingCalendar
from conference_app.domain.errors import RuleBroken
from conference_app.domain.spoken_dates import long_date, plain_date, time_words, weekday
from conference_app.domain.typed_dates import Looking, date_of_birth, typed_date, typed_time

from .. import theme
from .buttons import icon_button
from .editors import Editor
from .text import Tone, announce, label, set_tone


class _DateLine(QLineEdit):
    """A line in which Alt+Down opens the calendar, as in any list that drops down."""

    def __init__(self, drop: Callable[[], object]) -> None:
        super().__init__()
        self._drop = drop

    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        if event.key() == Qt.Key.Key_F4 or (alt and event.key() == Qt.Key.Key_Down):
            self._drop()
        else:
            super().keyPressEvent(event)


class DateField(Editor):
    """Day first and forgiving: "26/3/27", "26 mar", "fri", "+15wd"; value is a date, None for nothing.

    `value` raises RuleBroken when the text is not understood. With `birth` the date lies in the past, needs
    its year and has no calendar to pick from.
    """

    def __init__(
        self,
        *,
        today: Callable[[], date],
        calendar: WorkingCalendar,
        looking: Looking = "ahead",
        birth: bool = False,
        hint: str = "",
    ) -> None:
        super().__init__()
        self._today = today
        self._calendar = calendar
        self._looking: Looking = looking
        self._birth = birth
        self._popup: CalendarPopup | None = None
        self.line = _DateLine(self.open_calendar)
        self.line.setPlaceholderText(hint or ("26/3/2021" if birth else "26/3/27, 26 mar"))
        self.line.setFixedWidth(theme.pixels(150))
        self.understood = label(role="small")
        self.understood.setMinimumWidth(theme.pixels(120))
        parts: list[QWidget] = [self.line]
        if not birth:
            self.pick = icon_button("calendar", "Choose from a calendar", self.open_calendar)
            self.pick.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # Alt+Down opens it from the line
            parts.append(self.pick)
        self._hold(*parts, self.understood, stretch_at=len(parts))
        self.line.textChanged.connect(self._show_understood)
        self.line.textChanged.connect(self.changed)
        self.line.editingFinished.connect(self._say_understood)

    def value(self) -> date | None:
        text = self.line.text().strip()
        if not text:
            return None
        if self._birth:
            return date_of_birth(text, today=self._today())
        return typed_date(text, today=self._today(), calendar=self._calendar, looking=self._looking)

    def set_value(self, value: Any) -> None:
        self.line.setText("" if value is None else plain_date(value))

    def typed(self) -> Hashable:
        return self.line.text().strip()

    def inputs(self) -> Sequence[QWidget]:
        return (self.line,)

    def set_read_only(self, fixed: bool) -> None:
        self.line.setReadOnly(fixed)
        if not self._birth:
            self.pick.setVisible(not fixed)

    def _show_understood(self) -> None:
        words, tone = "", None
        try:
            day = self.value()
        except RuleBroken:
            day = None
        if day is not None:
            why = "" if self._birth else self._calendar.why_not_working(day)
            words = plain_date(day) if self._birth else self._in_words(day)
            if why:
                reason = "not a working day" if day.weekday() >= 5 else why
                words, tone = f"{words}, {reason}", Tone.AMBER
        self.understood.setText(words)
        set_tone(self.understood, tone)

    def _in_words(self, day: date) -> str:
        """The whole date; only its weekday where the rest stands in the field in so many words."""
        return weekday(day) if self.line.text().strip() == plain_date(day) else long_date(day)

    def _say_understood(self) -> None:
        if self.understood.text():
            announce(self.line, self.understood.text())

    def calendar_popup(self) -> CalendarPopup:
        """The calendar that drops down, made when it is first needed."""
        if self._popup is None:
            self._popup = CalendarPopup(self._calendar, self)
            self._popup.picked = self._take
        return self._popup

    def open_calendar(self) -> None:
        """Let a day be picked by mouse or arrows."""
        if self._birth or self.line.isReadOnly():
            return
        try:
            day = self.value() or self._today()
        except RuleBroken:
            day = self._today()
        self.calendar_popup().show_at(day, self.line)

    def _take(self, day: date) -> None:
        self.set_value(day)
        self.line.setFocus(Qt.FocusReason.PopupFocusReason)


class CalendarPopup(QFrame):
    """A month to pick from; days nobody works are shaded and named."""

    def __init__(self, calendar: WorkingCalendar, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.picked: Callable[[date], object] = lambda day: None
        self._working = calendar
        self.month = QCalendarWidget()
        self.month.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        self.month.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self.month.setAccessibleName("Calendar")
        box = QVBoxLayout(self)
        box.setContentsMargins(1, 1, 1, 1)
        box.addWidget(self.month)
        self.month.currentPageChanged.connect(self._shade)
        self.month.activated.connect(self._pick)
        self.month.clicked.connect(self._pick)

    def show_at(self, day: date, below: QWidget) -> None:
        """Open under a widget with a day chosen."""
        self._shade(day.year, day.month)
        self.month.setSelectedDate(QDate(day.year, day.month, day.day))
        self.move(below.mapToGlobal(below.rect().bottomLeft()))
        self.show()
        self.month.setFocus(Qt.FocusReason.PopupFocusReason)

    def _pick(self, chosen: QDate) -> None:
        self.hide()
        self.picked(date(chosen.year(), chosen.month(), chosen.day()))

    def _shade(self, year: int, month: int) -> None:
        """Six weeks round the month: what is not a working day in muted letters on a tint."""
        weekday, off, elsewhere = QTextCharFormat(), QTextCharFormat(), QTextCharFormat()
        elsewhere.setForeground(theme.colour("disabled_text"))
        weekday.setForeground(theme.colour("text"))
        off.setForeground(theme.colour("muted"))
        off.setBackground(theme.colour("grey_tint"))
        for number in range(1, 8):
            self.month.setWeekdayTextFormat(Qt.DayOfWeek(number), weekday)
        first = date(year, month, 1) - timedelta(days=7)
        for number in range(7 * 7):
            day = first + timedelta(days=number)
            why = self._working.why_not_working(day)
            shape = QTextCharFormat(elsewhere if day.month != month else off if why else weekday)
            shape.setToolTip(why)
            self.month.setDateTextFormat(QDate(day.year, day.month, day.day), shape)


class TimeField(Editor):
    """A time of day: "9:30", "0930", "2pm", "midday"; value is a time, None for nothing."""

    def __init__(self, *, hint: str = "9:30am") -> None:
        super().__init__()
        self.line = QLineEdit()
        self.line.setPlaceholderText(hint)
        self.line.setFixedWidth(theme.pixels(110))
        self.understood = label(role="small", wrap=False)
        self._hold(self.line, self.understood, stretch_at=1)
        self.line.textChanged.connect(self._show_understood)
        self.line.textChanged.connect(self.changed)

    def value(self) -> time | None:
        text = self.line.text().strip()
        return typed_time(text) if text else None

    def set_value(self, value: Any) -> None:
        self.line.setText("" if value is None else time_words(value))

    def typed(self) -> Hashable:
        return self.line.text().strip()

    def inputs(self) -> Sequence[QWidget]:
        return (self.line,)

    def set_read_only(self, fixed: bool) -> None:
        self.line.setReadOnly(fixed)

    def _show_understood(self) -> None:
        try:
            at = self.value()
        except RuleBroken:
            at = None
        words = time_words(at) if at is not None else ""
        self.understood.setText(words if words != self.line.text().strip() else "")
