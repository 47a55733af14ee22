"""One booking as a box: its lines chosen by the room there is, its state as word and shape, nothing cut in a letter."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from conference_app.domain.supply import Whose
from conference_app.use_cases.diary import Entry

from ..conference_words import paediatrician_tone, type_word
from ..widgets.tag import paint_shape
from ..widgets.text import Tone
from .columns import Proposed
from .look import Look, Type
from .words import Variants, initials, margin_words, place, place_words, short_room, state_words, times, title_words

BAR, PADDING, NARROW_PADDING, ROUND, SHAPE = 4, 7, 4, 5, 7
NARROW = 104  # pixels at 100 % below which each thing said has a line of its own


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a box: the ways to say it, its letters, and its tone where it is a state."""

    variants: Variants
    kind: Type = Type.PLAIN
    tone: Tone | None = None
    shape: bool = True  # False for what goes on from the line above


def entry_tone(entry: Entry) -> Tone:
    """What the box's colour means: how it stands with the paediatrician; grey once it is over and well."""
    tone = paediatrician_tone(entry.row)
    return Tone.GREY if tone is Tone.GREEN and not entry.can_move else tone


def lines_for(entry: Entry, most: int, state: Sequence[Line], without: Whose | None, *, narrow: bool) -> list[Line]:
    """The lines of a box by importance, in the order they stand in; `without` is told by the column already."""
    row = entry.row
    late = [Line((margin_words(entry), "past the limit", "late"), Type.STRONG, Tone.RED)] if margin_words(entry) else []
    if narrow:
        title, rest = Line((row.family_name,), Type.STRONG), [*late, Line((type_word(row.type),))]
        rest += [Line((place(row), short_room(row)))] if without is not Whose.ROOM else []
        chair = row.chair_name
        rest += [Line((chair, initials(chair), chair.rpartition(" ")[2]))] if without is not Whose.CHAIR else []
        return [title, *rest[: max(most - 1 - len(state), 0)], *state][: max(most, 1)]
    where, when = [Line(place_words(row, without)), *late], Line((times(entry),))
    room = most - 1 - len(state)
    above = [when] if room > len(where) else []
    return [Line(title_words(row), Type.STRONG), *above, *where[: max(room, 0)], *state][: max(most, 1)]


class BoxPainter:
    """Paints bookings and proposals; the words of each are laid out once and kept by the look."""

    def __init__(self, painter: QPainter, look: Look) -> None:
        self.painter, self.look = painter, look

    def entry(self, box: QRectF, entry: Entry, without: Whose | None = None) -> None:
        """A booking, from its tile: what it says is laid out and painted once for its size."""
        ratio = self.painter.device().devicePixelRatioF()
        key = (entry.id, box.width(), box.height(), ratio, without)
        own = QRectF(0, 0, box.width(), box.height())

        def paint(painter: QPainter) -> None:
            BoxPainter(painter, self.look).entry_itself(own, entry, without)

        tile = self.look.tile(key, entry, own.size().toSize(), ratio, paint)
        self.painter.drawPixmap(box.topLeft(), tile)

    def entry_itself(self, box: QRectF, entry: Entry, without: Whose | None) -> None:
        """A booking, painted anew."""
        ground = self.look.grounds[entry_tone(entry)]
        self._frame(box, ground.fill, ground.border, ground.bar)
        most = self._lines_in(box)
        state = self.state_lines(entry, self._width_in(box), most - 1)
        lines = lines_for(entry, most, state, without, narrow=self._is_narrow(box))
        if most < 2:
            self._shape(QPointF(box.right() - self.look.px(SHAPE + 5), box.top()), entry)
        self._write(box, lines, self.look.px(SHAPE + 8) if most < 2 else 0)

    def state_lines(self, entry: Entry, width: float, most: int) -> list[Line]:
        """The state in one line if any way to say it fits, or else its shortest way over as many as there are.

        What does not fit into these shows that it is cut.
        """
        variants, tone = state_words(entry.row), paediatrician_tone(entry.row)
        room = width - self.look.px(SHAPE + 4)
        metrics = self.look.metrics[Type.STRONG]
        if any(metrics.horizontalAdvance(words) <= room for words in variants):
            return [Line(variants, Type.STRONG, tone)]
        found = _wrapped(variants[-1].split(), lambda words: metrics.horizontalAdvance(words) <= room)
        last = max(most, 1) - 1
        ways: list[Variants] = [(words,) for words in found[:last]]
        rest = found[last:]
        ways += [(f"{rest[0].rstrip(',')}…", " ".join(rest))] if len(rest) > 1 else [(words,) for words in rest]
        return [Line(way, Type.STRONG, tone, number == 0) for number, way in enumerate(ways)]

    def _width_in(self, box: QRectF) -> float:
        """What words have; a narrow box keeps less empty at its sides."""
        return box.width() - BAR - self.look.px(NARROW_PADDING + 2 if self._is_narrow(box) else PADDING + 4)

    def _is_narrow(self, box: QRectF) -> bool:
        return box.width() < self.look.px(NARROW)

    def proposal(self, box: QRectF, proposed: Proposed, title: str) -> None:
        """A slot that could be booked: an outline."""
        colour = self.look.colour("accent")
        self._frame(box, self.look.colour("card"), colour, colour, width=1.5)
        lines = [Line((title or "Free slot", title.rpartition(" · ")[2] or "Free"), Type.STRONG)]
        lines += [Line((proposed.place,))] if proposed.place and self._lines_in(box) > 2 else []
        self._write(box, [*lines, Line((proposed.words, proposed.words.partition(" · ")[0]), Type.STRONG, Tone.BLUE)])

    def _lines_in(self, box: QRectF) -> int:
        return max(int((box.height() - self.look.px(7)) / self.look.line), 1)

    def _frame(self, box: QRectF, fill: QColor, border: QColor, bar: QColor, *, width: float = 1) -> None:
        painter = self.painter
        painter.setPen(QPen(border, width))
        painter.setBrush(fill)
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), ROUND, ROUND)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(bar)
        edge = QPainterPath()
        edge.addRoundedRect(box.adjusted(0, 0, -(box.width() - 2 * ROUND), 0), ROUND, ROUND)
        inner = QPainterPath()
        inner.addRect(box.adjusted(BAR, 0, 0, 0))
        painter.drawPath(edge.subtracted(inner))

    def _write(self, box: QRectF, lines: Sequence[Line], kept_free: float = 0) -> None:
        """The lines from the top; as many as fit in whole."""
        left = box.left() + BAR + self.look.px(NARROW_PADDING if self._is_narrow(box) else PADDING)
        width = self._width_in(box) - kept_free
        many = len(lines) > 1
        top = box.top() + (self.look.px(5) if many else (box.height() - self.look.line) / 2)
        for line in lines:
            if many and top + self.look.line > box.bottom() + 1:
                return
            self._line(QPointF(left, top), line, width)
            top += self.look.line

    def _line(self, at: QPointF, line: Line, width: float) -> None:
        if line.tone is None:
            colour = self.look.colour("text" if line.kind is Type.STRONG else "muted")
            self.look.write(self.painter, at, line.variants, width, line.kind, colour)
            return
        side, indent = self.look.px(SHAPE), self.indent_of(line, width)
        if line.shape:
            mark = QRectF(at.x(), at.y() + (self.look.line - side) / 2, side, side)
            paint_shape(self.painter, mark, line.tone, self.look.inks[line.tone])
        beside = QPointF(at.x() + indent, at.y())
        self.look.write(self.painter, beside, line.variants, width - indent, line.kind, self.look.inks[line.tone])

    def indent_of(self, line: Line, width: float) -> int:
        """Words stand beside the mark; a line that goes on stands below it where it would be cut otherwise."""
        indent = self.look.px(SHAPE + 4)
        whole = self.look.metrics[line.kind].horizontalAdvance(line.variants[-1])
        return indent if line.shape or whole <= width - indent or whole > width else 0

    def _shape(self, at: QPointF, entry: Entry) -> None:
        """The state of a booking too low for a second line."""
        side, tone = self.look.px(SHAPE), paediatrician_tone(entry.row)
        mark = QRectF(at.x(), at.y() + self.look.px(5), side, side)
        paint_shape(self.painter, mark, tone, self.look.inks[tone])


def _wrapped(words: Sequence[str], fits: Callable[[str], bool]) -> list[str]:
    """The words over as few lines as it takes."""
    lines = [words[0]]
    for word in words[1:]:
        longer = f"{lines[-1]} {word}"
        if fits(longer):
            lines[-1] = longer
        else:
            lines.append(word)
    return lines
