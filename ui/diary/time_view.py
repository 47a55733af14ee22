"""A day or a week under the hands: what keys and mouse do, and a booking carried to another slot."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent, QKeySequence, QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget

from conference_app.use_cases.diary import Diary
from conference_app.use_cases.diary_facts import RoomNeeds

from .board import STEP
from .carrying import Carry
from .columns import Lens
from .cursor import Stop, What
from .days import Scale
from .time_board import TimeBoard
from .words import entry_spoken

ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
EDGE = 16  # pixels from which a drag scrolls
DOWN = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
ACROSS = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}


class TimeView(TimeBoard):
    """Enter opens; M or Ctrl+X takes a booking into the hand, Enter or Ctrl+V lets it go, Escape puts it back."""

    opened = Signal(int)  # a conference
    proposal_opened = Signal(object)  # what was given to show_proposals
    move_requested = Signal(int, object, object, object)  # conference, starts_at, chair_id or None, room_id or None
    menu_requested = Signal(object)  # where on the screen
    _pressed: tuple[QPointF, Stop] | None = None

    def __init__(
        self,
        now: Callable[[], datetime],
        parent: QWidget | None = None,
        *,
        needs: Callable[[int], RoomNeeds] = lambda conference_id: RoomNeeds(),
    ) -> None:
        super().__init__(now, parent)
        self._needs = needs  # asked once, when a booking is taken into the hand

    def show_diary(self, diary: Diary, scale: Scale, lens: Lens) -> None:
        """Show these days; what is in the hand goes with the keyboard from week to week."""
        super().show_diary(diary, scale, lens)
        if self.carry is not None:
            self.carry.over(diary)
            self.carry.put(self.carry.column, self.carry.minute, self.board)
            self._tell_carry()

    # carrying

    def pick_up(self, *, grab: int = 0, by_mouse: bool = False) -> bool:
        """Take the booking under the cursor into the hand; False where there is none that can move."""
        entry = self.current_entry()
        if entry is None or not entry.can_move or self.diary is None or self.stop is None:
            if entry is not None:
                self.told.emit(f"{entry.row.reference} is {entry.row.status.value}: it stays where it is.")
            return False
        needs = self._needs(entry.id)
        self.hold(Carry(self.diary, entry, self.stop.column, needs=needs, grab=grab, by_mouse=by_mouse))
        return True

    def hold(self, carry: Carry) -> None:
        """Go on with a booking in the hand."""
        self.carry = carry
        self.forget_accents()  # where it comes from fades
        self._tell_carry()

    def carry_to(self, column: int, minute: int) -> None:
        """Hold it over another slot."""
        if self.carry is not None and self.carry.put(column, minute, self.board):
            if not self.carry.by_mouse:
                self.bring_into_view(self.board.span(self.carry.column, self.carry.minute, self.carry.ends))
            self._tell_carry()

    def _tell_carry(self) -> None:
        assert self.carry is not None
        self.cursor_moved()
        self.told.emit(self.carry.told(self.columns))

    def give_up(self) -> bool:
        """Put it back where it was; False if nothing is in the hand."""
        if self.carry is None:
            return False
        entry, self.carry = self.carry.entry, None
        self.forget_accents()
        self.cursor_moved()
        self.tell(f"{entry.row.reference} stays where it is: {entry_spoken(entry)}")
        return True

    def drop(self) -> None:
        """Wish the booking to be moved here; nothing is booked by that."""
        carry, self.carry = self.carry, None
        if carry is None:
            return
        self.forget_accents()
        self.cursor_moved()
        if carry.is_home(self.columns):
            self.told.emit(entry_spoken(carry.entry))
            return
        target = carry.target(self.columns)
        self.move_requested.emit(carry.entry.id, target.starts_at, target.chair_id, target.room_id)

    # keys

    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        if not (self._carry_key(event) if self.carry is not None else self._cursor_key(event)):
            event.ignore()

    def _cursor_key(self, event: QKeyEvent) -> bool:
        key = Qt.Key(event.key())
        if key in DOWN:
            self.step_down(DOWN[key])
        elif key in ACROSS:
            self.step_across(ACROSS[key])
        elif key in ENTER:
            self.open_here()
        elif event.matches(QKeySequence.StandardKey.Cut) or event.text().lower() == "m":
            self.pick_up()
        elif key == Qt.Key.Key_Escape and self.chosen is not None:
            self.choose(None)
        else:
            return False
        return True

    def _carry_key(self, event: QKeyEvent) -> bool:
        """By quarters of an hour, with Shift by hours; from column to column."""
        key, carry = Qt.Key(event.key()), self.carry
        assert carry is not None
        if key in DOWN:
            step = 60 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else STEP
            self.carry_to(carry.column, carry.minute + DOWN[key] * step)
        elif key in ACROSS:
            self.carry_to(carry.column + ACROSS[key], carry.minute)
        elif key in ENTER or event.matches(QKeySequence.StandardKey.Paste):
            self.drop()
        elif key == Qt.Key.Key_Escape:
            self.give_up()
        else:
            return False
        return True

    def open_here(self) -> None:
        """Open what the cursor is on; a free half hour opens nothing."""
        placed, note = self._placed(self.stop), self.current_note()
        if placed is not None and placed.entry is not None:
            self.opened.emit(placed.entry.id)
        elif placed is not None:
            self.proposal_opened.emit(placed.thing)
        elif note is not None and note.row is not None:
            self.opened.emit(note.row.id)

    # mouse

    def mousePressEvent(self, event: QMouseEvent, /) -> None:
        stop = self.stop_at(event.position())
        if self.carry is not None and not self.carry.by_mouse:
            if stop is not None and event.button() == Qt.MouseButton.LeftButton:
                self.carry_to(*self._slot_at(event.position(), 0))
                self.drop()
            return
        if stop is not None:
            self.put_cursor(stop)
            if event.button() == Qt.MouseButton.LeftButton and stop.what is What.THING:
                self._pressed = (event.position(), stop)

    def mouseMoveEvent(self, event: QMouseEvent, /) -> None:
        if self.carry is not None:
            if self.carry.by_mouse or not event.buttons():
                self._scroll_at_edge(event.position())
                self.carry_to(*self._slot_at(event.position(), self.carry.grab))
        elif self._pressed is not None:
            begun = (event.position() - self._pressed[0]).manhattanLength()
            if begun >= QApplication.startDragDistance():
                self._drag_from(*self._pressed)

    def _drag_from(self, point: QPointF, stop: Stop) -> None:
        self._pressed = None
        grab = self.board.minute_at(point.y() + self.shift.y()) - stop.starts
        if self.pick_up(grab=grab, by_mouse=True):
            self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)

    def _slot_at(self, point: QPointF, grab: int) -> tuple[int, int]:
        """Column and minute under the mouse, those at the edge where it is outside."""
        inside = point + self.shift
        last = len(self.columns) - 1
        column = self.board.column_at(inside.x())
        if column is None:
            column = 0 if inside.x() < self.board.gutter else last
        return column, self.board.minute_at(inside.y()) - grab

    def _scroll_at_edge(self, point: QPointF) -> None:
        """Dragged to the edge, what lies beyond it comes into view."""
        seen, near = self.viewport().size(), EDGE
        across, down = self.horizontalScrollBar(), self.verticalScrollBar()
        for bar, at, first, last in (
            (across, point.x(), self.board.gutter + near, seen.width() - near),
            (down, point.y(), self.board.top + near, seen.height() - near),
        ):
            if at < first or at > last:
                bar.setValue(bar.value() + (-bar.singleStep() if at < first else bar.singleStep()))

    def mouseReleaseEvent(self, event: QMouseEvent, /) -> None:
        self._pressed = None
        self.viewport().unsetCursor()
        if self.carry is not None and self.carry.by_mouse:
            self.drop()

    def mouseDoubleClickEvent(self, event: QMouseEvent, /) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.stop_at(event.position()) == self.stop:
            self.open_here()

    def contextMenuEvent(self, event: QContextMenuEvent, /) -> None:
        if self.carry is not None:
            return
        if event.reason() == QContextMenuEvent.Reason.Mouse:
            self.menu_requested.emit(event.globalPos())
        elif self.stop is not None:
            self.menu_requested.emit(self.viewport().mapToGlobal(self.middle_of(self.box_of(self.stop))))

    def focusOutEvent(self, event: QFocusEvent, /) -> None:
        """What is dragged goes back when the keyboard goes elsewhere; what the keyboard holds waits for it."""
        super().focusOutEvent(event)
        if self.carry is not None and self.carry.by_mouse and event.reason() != Qt.FocusReason.PopupFocusReason:
            self.give_up()
