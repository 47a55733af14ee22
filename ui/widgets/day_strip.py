"""Days as small numbered squares: what counts, what is skipped and why, and the day that matters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from conference_app.domain.spoken_dates import long_date

from .. import theme
from .text import announce, tooltip


@dataclass(frozen=True, slots=True)
class StripDay:
    """One day of the strip; `number` is None where it does not count, and `why` says the reason."""

    day: date
    number: int | None
    why: str = ""
    marked: bool = False
    note: str = ""

    def spoken(self) -> str:
        """The day in words."""
        what = f"day {self.number}" if self.number is not None else f"does not count: {self.why}"
        return ", ".join(part for part in (long_date(self.day), what, self.note) if part)


class DayStrip(QWidget):
    """Wraps; the arrows go from day to day, and each is named by a tooltip and to a screen reader."""

    def __init__(self, days: Sequence[StripDay] = (), *, name: str = "How it was counted") -> None:
        super().__init__()
        self._name = name
        self._days: list[StripDay] = []
        self._at = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.set_days(days)

    def set_days(self, days: Sequence[StripDay]) -> None:
        """Show these days, oldest first."""
        self._days = list(days)
        self._at = next((n for n, day in enumerate(self._days) if day.marked), 0)
        self.setAccessibleName(self._name)
        skipped = [day.spoken() for day in self._days if day.number is None]
        counted = sum(day.number is not None for day in self._days)
        self.setAccessibleDescription(f"{counted} days count. Skipped: {'; '.join(skipped) or 'none'}.")
        self.updateGeometry()
        self.update()

    def days(self) -> list[StripDay]:
        return list(self._days)

    def current(self) -> StripDay | None:
        """The day under the keyboard."""
        return self._days[self._at] if self._days else None

    def _side(self) -> int:
        return theme.pixels(20)

    def _step(self) -> int:
        return self._side() + theme.pixels(3)

    def _columns(self, width: int) -> int:
        return max(width // self._step(), 1)

    def _box(self, number: int) -> QRect:
        columns = self._columns(self.width())
        line_height = self._side() + theme.pixels(5)
        return QRect(number % columns * self._step(), number // columns * line_height, self._side(), self._side() + 2)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int, /) -> int:
        lines = -(-len(self._days) // self._columns(width))
        return max(lines, 1) * (self._side() + theme.pixels(5))

    def sizeHint(self) -> QSize:
        width = self._step() * min(max(len(self._days), 1), 15)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._step() * 5, self._side() + theme.pixels(5))

    def paintEvent(self, event: QPaintEvent, /) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.font(11, 500, tabular=True))
        for number, day in enumerate(self._days):
            self._paint_day(painter, self._box(number), day)
        if self.hasFocus() and self._days:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.colour("text"), 2))
            painter.drawRoundedRect(self._box(self._at).adjusted(1, 1, -1, -1), 3, 3)

    def _paint_day(self, painter: QPainter, box: QRect, day: StripDay) -> None:
        skipped = day.number is None
        ground = "accent" if day.marked else "grey_tint" if skipped else "accent_tint"
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour(ground))
        painter.drawRoundedRect(box, 3, 3)
        painter.setPen(theme.colour("on_accent" if day.marked else "muted" if skipped else "text"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, "–" if skipped else str(day.number))

    def _day_at(self, point: QPoint) -> int:
        return next((n for n in range(len(self._days)) if self._box(n).contains(point)), -1)

    def event(self, event: QEvent, /) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            at = self._day_at(event.pos())
            QToolTip.showText(event.globalPos(), tooltip(self._days[at].spoken()) if at >= 0 else "", self)
            return True
        return super().event(event)

    def mousePressEvent(self, event: QMouseEvent, /) -> None:
        at = self._day_at(event.position().toPoint())
        if at >= 0:
            self._go(at)

    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        columns = self._columns(self.width())
        steps = {
            Qt.Key.Key_Right: 1,
            Qt.Key.Key_Left: -1,
            Qt.Key.Key_Down: columns,
            Qt.Key.Key_Up: -columns,
            Qt.Key.Key_Home: -self._at,
            Qt.Key.Key_End: len(self._days) - 1 - self._at,
        }
        step = steps.get(Qt.Key(event.key()))
        if step is None or not 0 <= self._at + step < len(self._days):
            super().keyPressEvent(event)
            return
        self._go(self._at + step)
        box = self._box(self._at)
        QToolTip.showText(self.mapToGlobal(box.bottomLeft()), tooltip(self._days[self._at].spoken()), self)

    def _go(self, at: int) -> None:
        self._at = at
        announce(self, self._days[at].spoken())
        self.update()
