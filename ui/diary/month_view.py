"""A month, painted: on each day how many conferences and whose, who is away, and whose last lawful day it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QWidget

from conference_app.domain.calendar import WEEKDAY_NAMES
from conference_app.domain.spoken_dates import counted, time_words
from conference_app.use_cases.diary import Diary, Entry

from ..conference_words import family_words, paediatrician_tone, paediatrician_words, type_word
from ..widgets.tag import paint_shape
from ..widgets.text import Tone
from .columns import Column, Lens, columns_of_month
from .days import WEEK, WEEKEND, Period, near, off_words
from .look import Type
from .painted_view import PaintedView
from .spoken_list import Spoken
from .window import LawfulWindow

HEAD, LOWEST_WEEK, NARROWEST_DAY = 32, 84, 110  # pixels at 100 %
WEEKEND_SHARE = 0.45  # of the width of a working day
STEPS = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Down: WEEK, Qt.Key.Key_Up: -WEEK}


@dataclass(frozen=True, slots=True)
class MonthDay:
    """One day of the overview: what is booked, what is noted, why it does not count."""

    day: date
    off: str
    column: Column
    belongs: bool  # to the month itself, not to the weeks around it

    @property
    def entries(self) -> list[Entry]:
        """What is booked, the earliest first."""
        return [placed.entry for placed in self.column.placed if placed.entry is not None]

    def spoken(self) -> str:
        """All of it in words."""
        booked = [
            f"{time_words(entry.starts_at.time())} {type_word(entry.row.type).lower()}, "
            f"{family_words(entry.row.family_name)}, {paediatrician_words(entry.row)}"
            for entry in self.entries
        ]
        count = counted(len(booked), "conference") if booked else "no conference"
        notes = [note.spoken for note in self.column.notes]
        return ": ".join(part for part in (near(self.day), self.off, count) if part) + "".join(
            f"; {each}" for each in (*booked, *notes)
        )


class MonthView(PaintedView):
    """Arrows go from day to day, Enter or a double click opens one."""

    day_opened = Signal(object)  # a date

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__("Diary, the month", parent)
        self.today = today
        self.days: list[MonthDay] = []
        self.at = today
        self.window_shown: LawfulWindow | None = None
        self._widths: list[float] = []
        self._week_height = 1.0

    def show_month(self, diary: Diary, period: Period, lens: Lens, today: date) -> None:
        """Show a month; the cursor stays on its day of the month as far as there is one."""
        self.today = today
        whole = columns_of_month(diary, lens)
        by_day = {column.day: column for column in whole}
        self.days = [MonthDay(day.day, off_words(day), by_day[day.day], period.holds(day.day)) for day in diary.days]
        if not period.holds(self.at):
            self.at = today if period.holds(today) else period.day.replace(day=1)
        self.renew()
        if (number := self._number_of(self.at)) is not None:
            self.told.emit(self.days[number].spoken())

    def draw_window(self, window: LawfulWindow | None) -> None:
        """Draw in the lawful window of a conference."""
        self.window_shown = window
        self.forget()

    # places

    def lay_out(self) -> None:
        size, weeks = self.viewport().size(), max(len(self.days) // WEEK, 1)
        head = self.look.px(HEAD)
        self._week_height = max((size.height() - head) / weeks, self.look.px(LOWEST_WEEK))
        shares = [1.0] * WEEKEND + [self._weekend_share()] * (WEEK - WEEKEND)
        unit = max(size.width() / sum(shares), self.look.px(NARROWEST_DAY))
        self._widths = [share * unit for share in shares]

    def _weekend_share(self) -> float:
        return 1.0 if any(day.entries and day.day.weekday() >= WEEKEND for day in self.days) else WEEKEND_SHARE

    def content_size(self) -> QSizeF:
        weeks = max(len(self.days) // WEEK, 1)
        return QSizeF(sum(self._widths), self.look.px(HEAD) + weeks * self._week_height)

    def box(self, number: int) -> QRectF:
        """The box of a day, in content pixels."""
        week, weekday = divmod(number, WEEK)
        left = sum(self._widths[:weekday])
        return QRectF(left, self.look.px(HEAD) + week * self._week_height, self._widths[weekday], self._week_height)

    def number_at(self, point: QPointF) -> int | None:
        """The number of the day at a place of the viewport."""
        inside = point + self.shift
        if point.y() < self.look.px(HEAD):
            return None
        return next((n for n in range(len(self.days)) if self.box(n).contains(inside)), None)

    # painting

    def paint_still(self, painter: QPainter) -> None:
        painter.save()
        head = self.look.px(HEAD)
        painter.setClipRect(QRectF(0, head, self.viewport().width(), self.viewport().height() - head))
        painter.translate(-self.shift)
        for number, day in enumerate(self.days):
            self._paint_day(painter, self.box(number), day)
        painter.restore()
        painter.translate(-self.shift.x(), 0)
        for number, name in enumerate(WEEKDAY_NAMES):
            at = QPointF(sum(self._widths[:number]) + self.look.px(9), self.look.px(8))
            width = self._widths[number] - self.look.px(12)
            self.look.write(painter, at, (name, name[:3]), width, Type.STRONG, self.look.colour("muted"))
        painter.translate(self.shift.x(), 0)

    def _paint_day(self, painter: QPainter, box: QRectF, day: MonthDay) -> None:
        if day.off:
            ratio = painter.device().devicePixelRatioF()
            weekend = day.day.weekday() >= WEEKEND
            painter.fillRect(box, self.look.colour("page") if weekend else self.look.hatching(ratio))
        painter.setPen(QPen(self.look.colour("line"), 1))
        painter.drawLine(box.topLeft(), box.topRight())
        painter.drawLine(box.topLeft(), box.bottomLeft())
        top = self._paint_head(painter, box, day)
        window = self.window_shown
        if window is not None and window.holds(day.day):
            bar = QRectF(box.left() + 1, box.top() + 1, box.width() - 1, self.look.px(4))
            painter.fillRect(bar, self.look.colour("rail_line"))
        self._paint_lines(painter, QRectF(box.left(), top, box.width(), box.bottom() - top), day)

    def _paint_head(self, painter: QPainter, box: QRectF, day: MonthDay) -> float:
        """The number of the day, and right of it why it does not count or how much is booked."""
        colour = "accent" if day.day == self.today else "text" if day.belongs else "muted"
        at = box.topLeft() + QPointF(self.look.px(9), self.look.px(7))
        number = self.look.write(painter, at, (str(day.day.day),), box.width(), Type.HEAD, self.look.colour(colour))
        words = self._head_words(day)
        room = box.width() - number.width - self.look.px(26)
        fitted = self.look.fitted(words, room, Type.PLAIN)
        painter.setFont(self.look.font(Type.PLAIN))
        painter.setPen(self.look.colour("muted"))
        right = QPointF(box.right() - self.look.px(9) - fitted.width, at.y() + self.look.px(2))
        painter.drawStaticText(right, fitted.text)
        return at.y() + self.look.metrics[Type.HEAD].height() + self.look.px(4)

    def _head_words(self, day: MonthDay) -> Sequence[str]:
        if day.entries:
            count = counted(len(day.entries), "conference")
            return count, str(len(day.entries))
        return (day.off, day.off.partition(":")[0]) if day.off and day.day.weekday() < WEEKEND else ("",)

    def _paint_lines(self, painter: QPainter, room: QRectF, day: MonthDay) -> None:
        """Pressing limits first, then the conferences, then who is away; the last line says how many more there are."""
        lines = self.lines_of(day)
        most = max(int((room.height() - self.look.px(3)) / self.look.line), 0)
        shown = lines if len(lines) <= most else [*lines[: max(most - 1, 0)], (f"{len(lines) - most + 1} more", None)]
        side = self.look.px(7)
        for number, (words, tone) in enumerate(shown[:most]):
            at = QPointF(room.left() + self.look.px(9), room.top() + number * self.look.line)
            if tone is not None:
                mark = QRectF(at.x(), at.y() + (self.look.line - side) / 2, side, side)
                paint_shape(painter, mark, tone, self.look.inks[tone])
            beside = at + QPointF(side + self.look.px(5), 0)
            width = room.right() - self.look.px(5) - beside.x()
            colour = (
                self.look.inks[tone]
                if tone is Tone.RED
                else self.look.colour("text" if tone is not Tone.GREY else "muted")
            )
            self.look.write(painter, beside, (words,), width, Type.PLAIN, colour)

    def lines_of(self, day: MonthDay) -> list[tuple[str, Tone | None]]:
        """What is said of a day, each with the shape before it."""
        last = self.window_shown.words_on(day.day)[:1] if self.window_shown is not None else ()
        clock: list[tuple[str, Tone | None]] = [(words.capitalize(), Tone.AMBER) for words in last]
        pressing = [(note.words, note.tone) for note in day.column.notes if note.tone is Tone.RED]
        booked = [
            (f"{time_words(entry.starts_at.time())} {entry.row.family_name}", paediatrician_tone(entry.row))
            for entry in day.entries
        ]
        others = [(note.words, note.tone) for note in day.column.notes if note.tone is not Tone.RED]
        return [*clock, *pressing, *booked, *others]

    def paint_accents(self, painter: QPainter) -> None:
        number = self._number_of(self.at)
        if number is None:
            return
        head = self.look.px(HEAD)
        body = QRectF(0, head, self.viewport().width(), self.viewport().height() - head)
        painter.setClipRect(body, Qt.ClipOperation.IntersectClip)
        painter.translate(-self.shift)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        colour = self.look.colour("text" if self.hasFocus() else "accent")
        painter.setPen(QPen(colour, 2 if self.hasFocus() else 1.5))
        painter.drawRoundedRect(self.box(number).adjusted(2, 2, -2, -2), 5, 5)

    def ring_box(self) -> QRectF:
        number = self._number_of(self.at)
        return self.box(number).translated(-self.shift) if number is not None else QRectF()

    def _number_of(self, day: date) -> int | None:
        return next((n for n, each in enumerate(self.days) if each.day == day), None)

    # keys and mouse

    def go_to_day(self, day: date) -> None:
        """Put the cursor on a day of the month shown."""
        self.at = day
        self.cursor_moved()
        number = self._number_of(day)
        if number is not None:
            self._bring_into_view(self.box(number))
            self.tell(self.days[number].spoken())

    def _bring_into_view(self, box: QRectF) -> None:
        down, seen = self.verticalScrollBar(), self.viewport().height()
        if box.top() - self.look.px(HEAD) < down.value():
            down.setValue(int(box.top()) - self.look.px(HEAD))
        elif box.bottom() > down.value() + seen:
            down.setValue(int(box.bottom()) - seen)

    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        key = Qt.Key(event.key())
        if key in STEPS:
            day = self.at + timedelta(days=STEPS[key])
            if self.days and self.days[0].day <= day <= self.days[-1].day:
                self.go_to_day(day)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.day_opened.emit(self.at)
        else:
            event.ignore()

    def mousePressEvent(self, event: QMouseEvent, /) -> None:
        number = self.number_at(event.position())
        if number is not None:
            self.go_to_day(self.days[number].day)

    def mouseDoubleClickEvent(self, event: QMouseEvent, /) -> None:
        number = self.number_at(event.position())
        if number is not None and event.button() == Qt.MouseButton.LeftButton:
            self.day_opened.emit(self.days[number].day)

    # telling

    def spoken(self) -> list[Spoken]:
        """Every day of the weeks shown."""
        seen = self.viewport().rect()
        return [
            Spoken(day.spoken(), self.box(n).translated(-self.shift).toRect().intersected(seen), day.day == self.at)
            for n, day in enumerate(self.days)
        ]

    def told_at(self, point: QPointF) -> str:
        number = self.number_at(point)
        return self.days[number].spoken().replace("; ", "\n") if number is not None else ""
