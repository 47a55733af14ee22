"""What is painted on top on every frame: a booking in the hand, and what it would run into."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from ..widgets.tag import paint_shape
from ..widgets.text import Tone
from .board import Board
from .carrying import MOST_PROBLEMS, Carry
from .look import Look, Type
from .words import title_words

# Pixels at 100 %: the width of what is said beside a slot, its margin, and the mark before each thing in the way.
LABEL, MARGIN, MARK, MARK_GAP = 400, 9, 7, 5


@dataclass(frozen=True, slots=True)
class LabelLine:
    """One line of what is said beside a slot; `begins` has a mark before it."""

    words: str
    kind: Type
    begins: bool = False


class MovingPainter:
    """Paints over the still picture, scrolled as it is."""

    def __init__(self, painter: QPainter, look: Look, board: Board, viewport: QRectF, shift: QPointF) -> None:
        self.painter, self.look, self.board = painter, look, board
        self.viewport, self.shift = viewport, shift

    def begin_body(self) -> None:
        """Everything after this is scrolled with the bookings."""
        self.painter.setClipRect(self.board.body(self.viewport))
        self.painter.translate(-self.shift)

    def _frame(self, box: QRectF, pen: QPen) -> None:
        """Straight lines on whole pixels: round and smooth ones take ten times as long, on every frame."""
        self.painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        self.painter.setBrush(Qt.BrushStyle.NoBrush)
        self.painter.setPen(pen)
        self.painter.drawRect(box.toRect())
        self.painter.setRenderHint(QPainter.RenderHint.Antialiasing)

    def carried(self, carry: Carry, lines: Sequence[LabelLine]) -> None:
        """The slot it would take, outlined, and beside it when that is and what stands in the way."""
        columns = self.board.columns
        problems = carry.problems(columns)
        tone = Tone.RED if problems else Tone.BLUE
        slot = slot_box(self.board, carry)
        self.painter.fillRect(slot.adjusted(1, 1, -1, -1).toRect(), self.look.grounds[tone].fill)
        self._frame(slot, QPen(self.look.inks[tone], 2))
        room = slot.width() - self.look.px(16)
        at = slot.topLeft() + QPointF(self.look.px(9), self.look.px(4))
        self.look.write(self.painter, at, title_words(carry.entry.row), room, Type.STRONG, self.look.colour("text"))
        self._label(slot, lines, Tone.RED if problems else Tone.GREEN)

    def _label(self, slot: QRectF, lines: Sequence[LabelLine], tone: Tone) -> None:
        box = label_box(self.look, self.board, self.viewport.translated(self.shift), slot, len(lines))
        self.painter.fillRect(box.toRect(), self.look.colour("card"))
        self._frame(box, QPen(self.look.colour("field_line"), 1))
        side = self.look.px(MARK)
        at = box.topLeft() + QPointF(self.look.px(MARGIN), self.look.px(6))
        for line in lines:
            if line.begins:
                mark = QRectF(at.x(), at.y() + (self.look.line - side) / 2, side, side)
                paint_shape(self.painter, mark, tone, self.look.inks[tone])
            shift = 0 if line.kind is Type.STRONG else self.look.px(MARK + MARK_GAP)
            colour = self.look.colour("text") if line.kind is Type.STRONG else self.look.inks[tone]
            self.look.write(self.painter, at + QPointF(shift, 0), (line.words,), box.width() - shift, line.kind, colour)
            at += QPointF(0, self.look.line)


def slot_box(board: Board, carry: Carry) -> QRectF:
    """The slot a booking in the hand would take, in content pixels."""
    return board.span(carry.column, carry.minute, carry.ends).adjusted(3, 1, -9, -1)


def label_lines(look: Look, when: str, problems: Sequence[str]) -> list[LabelLine]:
    """What is said beside the slot: when it would be, the first things in the way, and how many more there are."""
    room = look.px(LABEL - 2 * MARGIN)
    lines = [LabelLine(words, Type.STRONG) for words in look.wrapped(when, room, Type.STRONG)]
    for said in _said(problems):
        wrapped = look.wrapped(said, room - look.px(MARK + MARK_GAP), Type.PLAIN)
        lines += [LabelLine(words, Type.PLAIN, begins=not number) for number, words in enumerate(wrapped)]
    return lines


def _said(problems: Sequence[str]) -> list[str]:
    if len(problems) <= MOST_PROBLEMS:
        return list(problems) or ["Nothing in the way"]
    more = len(problems) - MOST_PROBLEMS + 1
    return [*problems[: MOST_PROBLEMS - 1], f"and {more} more, told below"]


def label_box(look: Look, board: Board, seen: QRectF, slot: QRectF, lines: int) -> QRectF:
    """A place for the words where they hide neither the slot nor run over the edge of what is seen."""
    size = QRectF(0, 0, look.px(LABEL), lines * look.line + look.px(12))
    gap = look.px(8)
    left = slot.right() + gap
    if left + size.width() > seen.right() - gap:
        left = slot.left() - gap - size.width()
    left = min(max(left, seen.left() + board.gutter), seen.right() - gap - size.width())
    overlaps = left < slot.right() and left + size.width() > slot.left()
    top = slot.bottom() + gap if overlaps else slot.top()
    top = min(max(top, seen.top() + board.top + gap), seen.bottom() - gap - size.height())
    return size.translated(left, top)
