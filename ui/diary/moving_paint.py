"""What is painted on top on every frame: the lawful window, the time it is, the cursor, a booking in the hand."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from .. import theme
from ..widgets.tag import ink, paint_shape
from ..widgets.text import Tone
from .board import Board
from .carrying import MOST_PROBLEMS, Carry
from .look import Look, Type
from .window import LawfulWindow
from .words import Variants, title_words

LABEL = 300  # pixels at 100 %, the width of what is said beside a slot


class MovingPainter:
    """Paints over the still picture, scrolled as it is."""

    def __init__(self, painter: QPainter, look: Look, board: Board, viewport: QRectF, shift: QPointF) -> None:
        self.painter, self.look, self.board = painter, look, board
        self.viewport, self.shift = viewport, shift

    # the head

    def window(self, window: LawfulWindow) -> None:
        """A bar along the top of the days on which it is lawful; the last ones say so."""
        board, painter = self.board, self.painter
        painter.save()
        painter.setClipRect(QRectF(board.gutter, 0, self.viewport.width() - board.gutter, board.top))
        painter.translate(-self.shift.x(), 0)
        thick = theme.pixels(4)
        for number, column in enumerate(board.columns):
            if window.holds(column.day):
                bar = QRectF(board.x(number) + 1, board.head - thick, board.column_width - 1, thick)
                painter.fillRect(bar, self.look.colour("rail_line"))
            first_of_day = number == 0 or board.columns[number - 1].day != column.day
            if first_of_day and (words := window.words_on(column.day)):
                self._last_day(number, words, strong=column.day == window.last)
        painter.restore()

    def _last_day(self, number: int, words: Variants, *, strong: bool) -> None:
        """Right of the day's name, as far as there is room; a small block marks the end of the bar."""
        board = self.board
        taken = self.look.fitted((board.columns[number].title,), board.column_width, Type.HEAD).width
        right = board.x(number + 1) - theme.pixels(8)
        width = right - board.x(number) - taken - theme.pixels(28)
        fitted = self.look.fitted(words, width, Type.STRONG)
        colour = ink(Tone.AMBER)
        block = QRectF(right - theme.pixels(5), theme.pixels(13), theme.pixels(5), theme.pixels(12))
        if strong:
            self.painter.fillRect(block, colour)
        self.painter.setFont(self.look.font(Type.STRONG))
        self.painter.setPen(colour)
        at = QPointF(block.left() - theme.pixels(5) - fitted.width, theme.pixels(11))
        self.painter.drawStaticText(at, fitted.text)

    # the body

    def begin_body(self) -> None:
        """Everything after this is scrolled with the bookings."""
        board = self.board
        self.painter.setClipRect(
            QRectF(board.gutter, board.top, self.viewport.width() - board.gutter, self.viewport.height() - board.top)
        )
        self.painter.translate(-self.shift)

    def now(self, now: datetime) -> None:
        """A line at the present minute of today's columns."""
        board, minute = self.board, now.hour * 60 + now.minute
        if not board.first <= minute < board.last:
            return
        colour = self.look.colour("red")
        for number, column in enumerate(board.columns):
            if column.day == now.date():
                y = board.y(minute)
                self.painter.setPen(QPen(colour, 1.5))
                self.painter.drawLine(QPointF(board.x(number), y), QPointF(board.x(number + 1), y))
                if number == 0 or board.columns[number - 1].day != column.day:
                    self.painter.setPen(Qt.PenStyle.NoPen)
                    self.painter.setBrush(colour)
                    self.painter.drawEllipse(QPointF(board.x(number) + 4, y), 4, 4)

    def ring(self, box: QRectF, *, focused: bool) -> None:
        """Where the keyboard is."""
        self.painter.setBrush(Qt.BrushStyle.NoBrush)
        self.painter.setPen(QPen(self.look.colour("text" if focused else "accent"), 2 if focused else 1.5))
        self.painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 5, 5)

    def fade(self, box: QRectF) -> None:
        """What was taken from here."""
        veil = QColor(self.look.colour("card"))
        veil.setAlphaF(0.6)
        self.painter.fillRect(box, veil)

    def carried(self, carry: Carry) -> None:
        """The slot it would take, outlined, and beside it when that is and what stands in the way."""
        columns = self.board.columns
        problems = carry.problems(columns)
        tone = Tone.RED if problems else Tone.BLUE
        slot = self.board.span(carry.column, carry.minute, carry.ends).adjusted(3, 1, -9, -1)
        ground = QColor(self.look.grounds[tone].fill)
        ground.setAlphaF(0.85)
        self.painter.setBrush(ground)
        self.painter.setPen(QPen(ink(tone), 2))
        self.painter.drawRoundedRect(slot, 5, 5)
        room = slot.width() - theme.pixels(16)
        at = slot.topLeft() + QPointF(theme.pixels(9), theme.pixels(4))
        self.look.write(self.painter, at, title_words(carry.entry.row), room, Type.STRONG, self.look.colour("text"))
        self._label(slot, carry.when(columns), problems)

    def _label(self, slot: QRectF, when: str, problems: list[str]) -> None:
        lines = problems[:MOST_PROBLEMS] or ["Nothing in the way"]
        if len(problems) > MOST_PROBLEMS:
            lines[-1] = f"and {len(problems) - MOST_PROBLEMS + 1} more, told below"
        box = self._beside(slot, 1 + len(lines))
        self.painter.setBrush(self.look.colour("card"))
        self.painter.setPen(QPen(self.look.colour("field_line"), 1))
        self.painter.drawRoundedRect(box, 5, 5)
        left, width = box.left() + theme.pixels(9), box.width() - theme.pixels(18)
        top = box.top() + theme.pixels(6)
        self.look.write(self.painter, QPointF(left, top), (when,), width, Type.STRONG, self.look.colour("text"))
        tone, side = (Tone.RED if problems else Tone.GREEN), theme.pixels(7)
        for words in lines:
            top += self.look.line
            paint_shape(self.painter, QRectF(left, top + (self.look.line - side) / 2, side, side), tone)
            at = QPointF(left + side + theme.pixels(5), top)
            self.look.write(self.painter, at, (words,), width - side - theme.pixels(5), Type.PLAIN, ink(tone))

    def _beside(self, slot: QRectF, lines: int) -> QRectF:
        """A place for the words where they hide neither the slot nor run over the edge."""
        size = QRectF(0, 0, theme.pixels(LABEL), lines * self.look.line + theme.pixels(12))
        seen = self.viewport.translated(self.shift)
        gap = theme.pixels(8)
        left = slot.right() + gap
        if left + size.width() > seen.right() - gap:
            left = slot.left() - gap - size.width()
        left = min(max(left, seen.left() + self.board.gutter), seen.right() - gap - size.width())
        overlaps = left < slot.right() and left + size.width() > slot.left()
        top = slot.bottom() + gap if overlaps else slot.top()
        top = min(max(top, seen.top() + self.board.top + gap), seen.bottom() - gap - size.height())
        return size.translated(left, top)
