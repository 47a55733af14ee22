"""A day or a week, painted: columns of hours with what is booked, and a cursor that goes through them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime

from PySide6.QtCore import QPointF, QRect, QRectF, QSizeF, QTimer, Signal
from PySide6.QtGui import QHideEvent, QPainter, QShowEvent
from PySide6.QtWidgets import QWidget

from conference_app.domain.listings import ConferenceRow
from conference_app.use_cases.diary import Diary, Entry

from .accent_paint import AccentPainter
from .board import Board, board_for
from .carrying import Carry
from .columns import Column, Lens, Note, Placed, Proposed, columns_of
from .cursor import BEFORE, Stop, What, beside, nearest, stops_of
from .days import Scale
from .moving_paint import LabelLine, MovingPainter, label_box, label_lines, slot_box
from .painted_view import PaintedView
from .spoken_list import Spoken
from .time_paint import TimePainter
from .window import LawfulWindow, window_of
from .words import entry_spoken, free_spoken

MINUTE = 60_000  # milliseconds
OFFICE_OPENS = 9 * 60  # where the cursor begins on an empty day


class TimeBoard(PaintedView):
    """Shows what it is given; wishes by signals, and changes nothing itself."""

    chosen_changed = Signal(object)  # the conference whose lawful window is drawn, its ConferenceRow or None

    def __init__(self, now: Callable[[], datetime], parent: QWidget | None = None) -> None:
        super().__init__("Diary", parent)
        self._now = now
        self.diary: Diary | None = None
        self.scale, self.lens = Scale.WEEK, Lens()
        self.proposals: Sequence[Proposed] = ()
        self.proposal_title = ""
        self.columns: list[Column] = []
        self.board: Board = board_for([], 0, 0)
        self.stop: Stop | None = None
        self.chosen: ConferenceRow | None = None
        self.window_shown: LawfulWindow | None = None
        self.carry: Carry | None = None
        self._said_beside: tuple[str, list[str]] = ("", [])
        self._label: list[LabelLine] = []
        self._minute = BEFORE  # where Left and Right look
        self._clock = QTimer(self)
        self._clock.setInterval(MINUTE)
        self._clock.timeout.connect(self.forget_accents)

    # what is shown

    def show_diary(self, diary: Diary, scale: Scale, lens: Lens) -> None:
        """Show these days; the cursor stays on its booking, or where it was."""
        kept = self.current_entry()
        self.diary, self.scale, self.lens = diary, scale, lens
        self.renew()
        if kept is None or not self.go_to(kept.id, tell=False):
            self._keep_place()
        self._refresh_chosen()

    def show_proposals(self, proposals: Sequence[Proposed], title: str = "") -> None:
        """Outline slots that could be booked, under a title such as "Initial · Priestley"; none takes them away."""
        self.proposals, self.proposal_title = tuple(proposals), title
        if self.diary is not None:
            self.renew()
            self._keep_place()

    def choose(self, row: ConferenceRow | None) -> None:
        """Draw in the lawful window of this conference."""
        if row is not self.chosen:
            self.chosen = row
            self.window_shown = window_of(row, self.diary) if self.diary is not None else None
            self.forget_accents()
            self.chosen_changed.emit(row)

    def _refresh_chosen(self) -> None:
        """What was chosen, as it is known now."""
        if self.chosen is not None and self.diary is not None:
            rows = [each.row for each in self.diary.entries] + [each.row for each in self.diary.limits]
            self.chosen = next((row for row in rows if row.id == self.chosen.id), self.chosen)
            self.window_shown = window_of(self.chosen, self.diary)
            self.forget_accents()

    def lay_out(self) -> None:
        if self.diary is not None:
            self.columns = columns_of(self.diary, self.scale, self.lens, self.proposals)
        size = self.viewport().size()
        self.board = board_for(self.columns, size.width(), size.height())

    def content_size(self) -> QSizeF:
        return self.board.size

    # painting

    def paint_still(self, painter: QPainter) -> None:
        whole = QRectF(self.viewport().rect())
        TimePainter(painter, self.look, self.board, whole, self.shift).paint(self._now().date(), self.proposal_title)

    def paint_accents(self, painter: QPainter) -> None:
        accents = AccentPainter(painter, self.look, self.board, QRectF(self.viewport().rect()), self.shift)
        if self.window_shown is not None:
            accents.window(self.window_shown)
        ring, on_note = self.ring_box(), self.stop is not None and self.stop.what is What.NOTE
        if on_note:
            accents.ring(ring, focused=self.hasFocus())
        accents.begin_body()
        accents.now(self._now())
        if self.carry is not None and (home := self._home_of(self.carry.entry)) is not None:
            accents.fade(home)
        if not on_note:
            accents.ring(ring.translated(self.shift), focused=self.hasFocus())

    def ring_box(self) -> QRectF:
        """Where the cursor is; what is in the hand has the keyboard instead."""
        if self.stop is None or self.carry is not None:
            return QRectF()
        return self.box_of(self.stop).translated(-self._scrolled(self.stop))

    def _scrolled(self, stop: Stop) -> QPointF:
        """How far it is scrolled: the heads of the days stay at the top."""
        return QPointF(self.shift.x(), 0) if stop.what is What.NOTE else self.shift

    def paint_moving(self, painter: QPainter) -> None:
        if self.carry is not None:
            moving = MovingPainter(painter, self.look, self.board, QRectF(self.viewport().rect()), self.shift)
            moving.begin_body()
            moving.carried(self.carry, self._label_of(self.carry))

    def _label_of(self, carry: Carry) -> list[LabelLine]:
        """What is said beside the slot, worked out once for each place."""
        said = carry.when(self.columns), carry.problems(self.columns)
        if said != self._said_beside:
            self._said_beside, self._label = said, label_lines(self.look, *said)
        return self._label

    def moving_boxes(self) -> list[QRectF]:
        if self.carry is None:
            return []
        slot = slot_box(self.board, self.carry)
        seen = QRectF(self.viewport().rect()).translated(self.shift)
        label = label_box(self.look, self.board, seen, slot, len(self._label_of(self.carry)))
        return [box.translated(-self.shift) for box in (slot, label)]

    def _home_of(self, entry: Entry) -> QRectF | None:
        at = self._place_of(entry.id)
        return self.board.box(at[0], self.columns[at[0]].placed[at[1]]) if at else None

    def showEvent(self, event: QShowEvent, /) -> None:
        super().showEvent(event)
        self._clock.start()

    def hideEvent(self, event: QHideEvent, /) -> None:
        super().hideEvent(event)
        self._clock.stop()

    # the cursor

    def stops(self, column: int) -> list[Stop]:
        """Where the keyboard can be in a column, from top to bottom."""
        return stops_of(self.board.columns, column, self.board.first, self.board.last)

    def current_entry(self) -> Entry | None:
        """The booking the cursor is on."""
        placed = self._placed(self.stop)
        return placed.entry if placed is not None else None

    def _placed(self, stop: Stop | None) -> Placed | None:
        if stop is None or stop.what is not What.THING or stop.column >= len(self.columns):
            return None
        placed = self.columns[stop.column].placed
        return placed[stop.number] if stop.number < len(placed) else None

    def current_note(self) -> Note | None:
        """The note at the head of a day the cursor is on."""
        if self.stop is None or self.stop.what is not What.NOTE:
            return None
        return self.board.columns[self.stop.column].notes[self.stop.number]

    def box_of(self, stop: Stop) -> QRectF:
        """Where a stop is, in content pixels."""
        if stop.what is What.NOTE:
            return self.board.note_box(stop.column, stop.number)
        placed = self._placed(stop)
        if placed is not None:
            return self.board.box(stop.column, placed)
        return self.board.span(stop.column, stop.starts, stop.ends).adjusted(2, 0, -2, 0)

    def _place_of(self, conference_id: int) -> tuple[int, int] | None:
        for number, column in enumerate(self.columns):
            for at, placed in enumerate(column.placed):
                if placed.entry is not None and placed.entry.id == conference_id:
                    return number, at
        return None

    def go_to(self, conference_id: int, *, tell: bool = True) -> bool:
        """Put the cursor on a booking; False if it is not among those shown."""
        at = self._place_of(conference_id)
        if at is None:
            return False
        placed = self.columns[at[0]].placed[at[1]]
        self.put_cursor(Stop(at[0], What.THING, placed.starts, placed.ends, at[1], placed.lane), tell=tell)
        return True

    def go_to_proposal(self, proposal: Proposed) -> bool:
        """Put the cursor on an outlined slot; False if it is not among those shown."""
        for number, column in enumerate(self.columns):
            for at, placed in enumerate(column.placed):
                if placed.thing is proposal:
                    self.put_cursor(Stop(number, What.THING, placed.starts, placed.ends, at, placed.lane))
                    return True
        return False

    def go_to_day(self, day: date) -> None:
        """Put the cursor on the first booking of a day, or else on its first working half hour."""
        numbers = [n for n, column in enumerate(self.columns) if column.day == day] or list(range(len(self.columns)))
        booked = [stop for n in numbers for stop in self.stops(n) if stop.what is What.THING]
        if booked:
            self.put_cursor(min(booked, key=lambda stop: stop.starts))
        elif numbers:
            self.put_cursor(nearest(self.stops(numbers[0]), OFFICE_OPENS))

    def _keep_place(self) -> None:
        """After the columns have changed: the nearest stop to where the cursor was."""
        if not self.columns:
            self.stop = None
        elif self.stop is not None:
            column = min(self.stop.column, len(self.columns) - 1)
            self.put_cursor(nearest(self.stops(column), self.stop.starts), tell=False)

    def put_cursor(self, stop: Stop, *, tell: bool = True, keep_minute: bool = False) -> None:
        """Move the cursor, bring it into view and say where it is."""
        self.stop = stop
        if not keep_minute:
            self._minute = stop.starts
        placed, note = self._placed(stop), self.current_note()
        if placed is not None and placed.entry is not None:
            self.choose(placed.entry.row)
        elif note is not None and note.row is not None:
            self.choose(note.row)
        self.bring_into_view(self.box_of(stop), whole=stop.what is not What.NOTE)
        self.cursor_moved()
        self.told.emit(self.words_of(stop))
        if tell:
            self.tell_focus()

    def bring_into_view(self, box: QRectF, *, whole: bool = True) -> None:
        """Scroll as little as it takes."""
        seen = self.viewport().size()
        across, down = self.horizontalScrollBar(), self.verticalScrollBar()
        if box.left() - self.board.gutter < across.value():
            across.setValue(int(box.left() - self.board.gutter) - 4)
        elif box.right() > across.value() + seen.width():
            across.setValue(int(box.right()) - seen.width() + 8)
        if whole and box.top() - self.board.top < down.value():
            down.setValue(int(box.top() - self.board.top) - 8)
        elif whole and box.bottom() > down.value() + seen.height():
            down.setValue(int(box.bottom()) - seen.height() + 8)

    def step_down(self, by: int) -> None:
        """One stop down, or up."""
        if self.stop is None:
            return
        stops = self.stops(self.stop.column)
        at = stops.index(self.stop) if self.stop in stops else stops.index(nearest(stops, self.stop.starts))
        self.put_cursor(stops[min(max(at + by, 0), len(stops) - 1)])

    def step_across(self, by: int) -> None:
        """To the booking beside this one, or else to the same time in the next column."""
        if self.stop is None:
            return
        near = beside(self.stops(self.stop.column), self.stop, by)
        if near is not None:
            self.put_cursor(near, keep_minute=True)
        elif 0 <= self.stop.column + by < len(self.columns):
            stops = self.stops(self.stop.column + by)
            self.put_cursor(nearest(stops, self._minute, from_right=by < 0), keep_minute=True)

    def words_of(self, stop: Stop) -> str:
        """What a stop is, in full."""
        column = self.board.columns[stop.column]
        if stop.what is What.NOTE:
            return f"{column.spoken}: {column.notes[stop.number].spoken}"
        placed = self._placed(stop)
        if placed is not None and placed.entry is not None:
            return entry_spoken(placed.entry)
        _, _, who = column.spoken.partition(", ")
        if placed is not None:
            when = free_spoken(column.day, placed.starts, placed.ends, who, "proposed")
            return f"{when}, {self.proposal_title}: {placed.thing.words}"  # type: ignore[union-attr]
        shade = column.shade_at(stop.starts)
        return free_spoken(column.day, stop.starts, stop.ends, who, shade.words if shade else "")

    # for a screen reader

    def spoken(self) -> list[Spoken]:
        """Day by day its notes, what shades it and what is booked; the free half hour of the cursor comes last."""
        found = []
        for number, column in enumerate(self.board.columns):
            notes_and_things = [stop for stop in self.stops(number) if stop.what is not What.FREE]
            for shade in column.shades:
                if shade.strong:
                    box = self._seen(self.board.span(number, shade.starts, shade.ends))
                    found.append(Spoken(f"{column.spoken}: {shade.words}", box))
            for stop in notes_and_things:
                found.append(Spoken(self.words_of(stop), self._seen_stop(stop), stop == self.stop))
        if self.stop is not None and self.stop.what is What.FREE:
            found.append(Spoken(self.words_of(self.stop), self._seen_stop(self.stop), chosen=True))
        return found

    def _seen_stop(self, stop: Stop) -> QRect:
        box = self.box_of(stop).translated(-self._scrolled(stop)).toRect()
        return box if stop.what is What.NOTE else box.intersected(self.viewport().rect())

    def _seen(self, box: QRectF) -> QRect:
        return box.translated(-self.shift).toRect().intersected(self.viewport().rect())

    def stop_at(self, point: QPointF) -> Stop | None:
        """What is at a place of the viewport."""
        column = self.board.column_at(point.x() + self.shift.x())
        if column is None or point.x() < self.board.gutter:
            return None
        if point.y() < self.board.top:
            note = self.board.note_at(column, point.y())
            return Stop(column, What.NOTE, BEFORE, BEFORE, note) if note is not None else None
        inside = point + self.shift
        at = self.board.thing_at(column, inside)
        if at is not None:
            placed = self.columns[column].placed[at]
            return Stop(column, What.THING, placed.starts, placed.ends, at, placed.lane)
        free = [stop for stop in self.stops(column) if stop.what is What.FREE]
        minute = self.board.minute_at(inside.y())
        return next((stop for stop in free if stop.starts <= minute < stop.ends), None)

    def told_at(self, point: QPointF) -> str:
        stop = self.stop_at(point)
        if stop is None or stop.what is not What.FREE:
            return self.words_of(stop) if stop is not None else ""
        shade = self.columns[stop.column].shade_at(stop.starts)
        return shade.words if shade is not None else ""
