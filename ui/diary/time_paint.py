"""The still picture of a day or week: hours, columns, what shades them and what is booked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter, QPen

from ..widgets.tag import paint_shape
from .board import Board
from .columns import Column, Note, Shade
from .entry_paint import BoxPainter
from .look import Look, Type
from .words import bare_room, clock, initials

LABEL_MINUTES = 20  # what the words over a shade take


class TimePainter:
    """Paints a board scrolled by `shift` into a viewport of a size."""

    def __init__(self, painter: QPainter, look: Look, board: Board, viewport: QRectF, shift: QPointF) -> None:
        self.painter, self.look, self.board = painter, look, board
        self.viewport, self.shift = viewport, shift

    def paint(self, today: date, proposal_title: str) -> None:
        """Everything: the body scrolls both ways, titles and hours each one way."""
        board, whole = self.board, self.viewport
        body = board.body(whole)
        self._part(body, -self.shift, lambda: self._body(proposal_title))
        hours = QRectF(0, board.top, board.gutter, body.height())
        self._part(hours, QPointF(0, -self.shift.y()), self._hours)
        head = QRectF(board.gutter, 0, body.width(), board.top)
        self._part(head, QPointF(-self.shift.x(), 0), lambda: self._heads(today))

    def _part(self, clip: QRectF, shift: QPointF, paint: Callable[[], None]) -> None:
        self.painter.save()
        self.painter.setClipRect(clip)
        self.painter.translate(shift)
        paint()
        self.painter.restore()

    # the body

    def _body(self, proposal_title: str) -> None:
        seen = [(number, self.board.columns[number]) for number in self._columns_seen()]
        for number, column in seen:
            self._shades(number, column)
        self._lines()
        for number, column in seen:
            self._shade_words(number, column)
            self._things(number, column, proposal_title)

    def _columns_seen(self) -> list[int]:
        """Those of which anything is in the viewport."""
        board, left = self.board, self.shift.x()
        right = left + self.viewport.width()
        return [n for n in range(len(board.columns)) if board.x(n + 1) > left + board.gutter and board.x(n) < right]

    def _shades(self, number: int, column: Column) -> None:
        for shade in column.shades:
            box = self.board.span(number, shade.starts, shade.ends)
            if box.height() > 0:
                ratio = self.painter.device().devicePixelRatioF()
                ground = self.look.hatching(ratio) if shade.strong else self.look.colour("page")
                self.painter.fillRect(box, ground)

    def _shade_words(self, number: int, column: Column) -> None:
        """The reason where no booking hides it; hours off that go on from the column before are named once."""
        before = self.board.columns[number - 1] if number else None
        for shade in column.shades:
            if before is not None and not shade.strong and shade in before.shades:
                continue
            box = self.board.span(number, first_clear(column, shade), shade.ends)
            box.setRight(self.board.x(number + self._columns_shaded(number, shade)))
            at = box.topLeft() + QPointF(self.look.px(9), self.look.px(5))
            if box.height() >= self.look.line + self.look.px(6):
                width = box.width() - self.look.px(16)
                self.look.write(self.painter, at, (shade.words,), width, Type.PLAIN, self.look.colour("muted"))

    def _columns_shaded(self, number: int, shade: Shade) -> int:
        """Over how many columns words about hours off may run."""
        columns = self.board.columns[number:]
        return (
            1 if shade.strong else next((n for n, each in enumerate(columns) if shade not in each.shades), len(columns))
        )

    def _lines(self) -> None:
        painter, board = self.painter, self.board
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setPen(QPen(self.look.colour("hover"), 1))
        right = board.size.width()
        for minute in range(board.first + 60, board.last, 60):
            y = round(board.y(minute))
            painter.drawLine(QPointF(board.gutter, y), QPointF(right, y))
        painter.setPen(QPen(self.look.colour("line"), 1))
        for number in range(len(board.columns) + 1):
            x = round(board.x(number))
            painter.drawLine(QPointF(x, board.top), QPointF(x, board.size.height()))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)

    def _things(self, number: int, column: Column, proposal_title: str) -> None:
        boxes, seen = BoxPainter(self.painter, self.look), self.viewport.translated(self.shift)
        for placed in column.placed:
            box = self.board.box(number, placed)
            if not box.intersects(seen):
                continue
            if placed.entry is not None:
                boxes.entry(box, placed.entry, column.owner.whose if column.owner is not None else None)
            else:
                boxes.proposal(box, placed.thing, proposal_title)  # type: ignore[arg-type]

    # the edges

    def _hours(self) -> None:
        board, painter = self.board, self.painter
        painter.fillRect(QRectF(0, 0, board.gutter, board.size.height()), self.look.colour("card"))
        for minute in range(board.first, board.last, 60):
            fitted = self.look.fitted((clock(minute),), board.gutter, Type.CLOCK)
            painter.setFont(self.look.font(Type.CLOCK))
            painter.setPen(self.look.colour("muted"))
            at = QPointF(board.gutter - fitted.width - self.look.px(9), board.y(minute) + self.look.px(2))
            painter.drawStaticText(at, fitted.text)

    def _heads(self, today: date) -> None:
        board, painter = self.board, self.painter
        painter.fillRect(QRectF(0, 0, board.size.width(), board.top), self.look.colour("card"))
        for number, column in enumerate(board.columns):
            at = QPointF(board.x(number) + self.look.px(9), self.look.px(10))
            colour = self.look.colour("accent" if column.day == today else "text")
            width = board.width(number) - self.look.px(16)
            self.look.write(painter, at, (column.title, shorter_title(column)), width, Type.HEAD, colour)
            self._notes(number, column.notes)
        painter.setPen(QPen(self.look.colour("line"), 1))
        for number in range(len(board.columns)):
            x = round(board.x(number)) + 0.5
            painter.drawLine(QPointF(x, 0), QPointF(x, board.top))
        painter.drawLine(QPointF(board.gutter, board.top - 0.5), QPointF(board.size.width(), board.top - 0.5))

    def _notes(self, number: int, notes: Sequence[Note]) -> None:
        for line, note in enumerate(notes):
            self._note(self.board.note_box(number, line), note)

    def _note(self, box: QRectF, note: Note) -> None:
        side = self.look.px(7)
        mark = QRectF(box.left() + self.look.px(3), box.center().y() - side / 2, side, side)
        paint_shape(self.painter, mark, note.tone, self.look.inks[note.tone])
        at = QPointF(mark.right() + self.look.px(5), box.top() + (box.height() - self.look.line) / 2)
        width = box.right() - at.x()
        self.look.write(self.painter, at, (note.words,), width, Type.PLAIN, self.look.inks[note.tone])


def first_clear(column: Column, shade: Shade) -> int:
    """The first minute of what is shaded at which no booking stands."""
    minute = shade.starts
    for placed in column.placed:
        if placed.starts < minute + LABEL_MINUTES and minute < placed.ends:
            minute = placed.ends
    return minute


def shorter_title(column: Column) -> str:
    """R. Osei for Rosalind Osei, Oak for Oak room; a day has no shorter name."""
    if not column.spoken.endswith(f", {column.title}"):
        return column.title
    return initials(column.title) if column.chair_id else bare_room(column.title)
