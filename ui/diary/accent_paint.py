"""What is drawn in over the still picture: the chosen conference's lawful window, the time it is, the cursor."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from ..widgets.text import Tone
from .board import Board
from .entry_paint import ROUND
from .look import Look, Type
from .window import LawfulWindow
from .words import Variants


class AccentPainter:
    """Paints over a board scrolled by `shift`."""

    def __init__(self, painter: QPainter, look: Look, board: Board, viewport: QRectF, shift: QPointF) -> None:
        self.painter, self.look, self.board = painter, look, board
        self.viewport, self.shift = viewport, shift

    def window(self, window: LawfulWindow) -> None:
        """A bar along the top of the days on which it is lawful; the last ones say so."""
        board, painter = self.board, self.painter
        painter.save()
        head = QRectF(board.gutter, 0, self.viewport.width() - board.gutter, board.top)
        painter.setClipRect(head, Qt.ClipOperation.IntersectClip)
        painter.translate(-self.shift.x(), 0)
        thick = self.look.px(4)
        for number, column in enumerate(board.columns):
            if window.holds(column.day):
                bar = QRectF(board.x(number) + 1, board.head - thick, board.width(number) - 1, thick)
                painter.fillRect(bar, self.look.colour("rail_line"))
            first_of_day = number == 0 or board.columns[number - 1].day != column.day
            if first_of_day and (words := window.words_on(column.day)):
                self._last_day(number, words, strong=column.day == window.last)
        painter.restore()

    def _last_day(self, number: int, words: Variants, *, strong: bool) -> None:
        """Right of the day's name, as far as there is room; a small block marks the end of the bar."""
        board = self.board
        taken = self.look.fitted((board.columns[number].title,), board.width(number), Type.HEAD).width
        right = board.x(number + 1) - self.look.px(8)
        width = right - board.x(number) - taken - self.look.px(28)
        fitted = self.look.fitted(words, width, Type.STRONG)
        colour = self.look.inks[Tone.AMBER]
        block = QRectF(right - self.look.px(5), self.look.px(13), self.look.px(5), self.look.px(12))
        if strong:
            self.painter.fillRect(block, colour)
        self.painter.setFont(self.look.font(Type.STRONG))
        self.painter.setPen(colour)
        at = QPointF(block.left() - self.look.px(5) - fitted.width, self.look.px(11))
        self.painter.drawStaticText(at, fitted.text)

    def begin_body(self) -> None:
        """Everything after this is scrolled with the bookings."""
        self.painter.setClipRect(self.board.body(self.viewport), Qt.ClipOperation.IntersectClip)
        self.painter.translate(-self.shift)

    def now(self, now: datetime) -> None:
        """A line at the present minute of today's columns, but not through the words of what is booked then."""
        board, minute = self.board, now.hour * 60 + now.minute
        if not board.first <= minute < board.last:
            return
        y = board.y(minute)
        for number, column in enumerate(board.columns):
            if column.day == now.date():
                boxes = [box for placed in column.placed if (box := board.box(number, placed)).top() < y < box.bottom()]
                self._line(y, board.x(number), board.x(number + 1), sorted(boxes, key=QRectF.left))
                if number == 0 or board.columns[number - 1].day != column.day:
                    self.painter.setPen(Qt.PenStyle.NoPen)
                    self.painter.setBrush(self.look.colour("red"))
                    self.painter.drawEllipse(QPointF(board.x(number) + 4, y), 4, 4)

    def _line(self, y: float, left: float, right: float, boxes: Sequence[QRectF]) -> None:
        """From box to box."""
        self.painter.setPen(QPen(self.look.colour("red"), 1.5))
        for box in boxes:
            self.painter.drawLine(QPointF(left, y), QPointF(box.left(), y))
            left = box.right()
        self.painter.drawLine(QPointF(left, y), QPointF(right, y))

    def fade(self, box: QRectF) -> None:
        """What was taken from here."""
        veil = QColor(self.look.colour("card"))
        veil.setAlphaF(0.6)
        self.painter.fillRect(box, veil)

    def ring(self, box: QRectF, *, focused: bool) -> None:
        """Where the keyboard is, if that is anywhere."""
        if box.isEmpty():
            return
        self.painter.setBrush(Qt.BrushStyle.NoBrush)
        self.painter.setPen(QPen(self.look.colour("text" if focused else "accent"), 2))
        self.painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), ROUND, ROUND)
