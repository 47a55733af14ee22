"""A booking in the hand: over which slot it is, and what it would run into there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from conference_app.use_cases.diary import Diary, Entry
from conference_app.use_cases.diary_facts import RoomNeeds
from conference_app.use_cases.try_move import VIDEO, MoveTrial

from .board import STEP, Board
from .columns import Column
from .days import near
from .words import MIDNIGHT, clock

MOST_PROBLEMS = 3  # said beside the slot; the line below the diary says them all


@dataclass(frozen=True, slots=True)
class Target:
    """Where it would go."""

    starts_at: datetime
    chair_id: int | None
    room_id: int | None


class Carry:
    """Held by the mouse or the keyboard; `grab` is how far below its start it is held, in minutes."""

    def __init__(
        self,
        diary: Diary,
        entry: Entry,
        column: int,
        *,
        needs: RoomNeeds | None = None,
        grab: int = 0,
        by_mouse: bool = False,
    ) -> None:
        self.entry, self.grab, self.by_mouse, self._needs = entry, grab, by_mouse, needs
        self.column = column
        self.minute = entry.starts_at.hour * 60 + entry.starts_at.minute
        self._trial = MoveTrial(diary, entry, needs)
        self._known: dict[Target, list[str]] = {}

    def over(self, diary: Diary) -> None:
        """Go on over another week."""
        self._trial = MoveTrial(diary, self.entry, self._needs)
        self._known.clear()

    def put(self, column: int, minute: int, board: Board) -> bool:
        """Hold it over another quarter of an hour; whether that is another place than before."""
        latest = max(min(board.last, MIDNIGHT - 1) - self.entry.minutes, board.first)
        minute = min(max(round(minute / STEP) * STEP, board.first), latest)
        column = min(max(column, 0), len(board.columns) - 1)
        moved = (column, minute) != (self.column, self.minute)
        self.column, self.minute = column, minute
        return moved

    @property
    def ends(self) -> int:
        """The minute it would end."""
        return self.minute + self.entry.minutes

    def target(self, columns: Sequence[Column]) -> Target:
        """The slot: the chair or room of the column it is over, or its own."""
        column, entry = columns[self.column], self.entry
        starts_at = datetime.combine(column.day, time()) + timedelta(minutes=self.minute)
        room = None if entry.row.mode == VIDEO else column.room_id or entry.room_id
        return Target(starts_at, column.chair_id or entry.chair_id, room)

    def is_home(self, columns: Sequence[Column]) -> bool:
        """Whether it is where it was."""
        entry = self.entry
        return self.target(columns) == Target(entry.starts_at, entry.chair_id, entry.room_id)

    def problems(self, columns: Sequence[Column]) -> list[str]:
        """What stands in the way there, each worked out once."""
        target = self.target(columns)
        if target not in self._known:
            self._known[target] = self._trial.problems(target.starts_at, target.chair_id, target.room_id)
        return self._known[target]

    def when(self, columns: Sequence[Column]) -> str:
        """Thursday 11 March, 9:30am to 11am; with the chair or room where the columns are those."""
        column = columns[self.column]
        _, _, whose = column.spoken.partition(", ")
        when = f"{near(column.day)}, {clock(self.minute)} to {clock(self.ends)}"
        return f"{when}, {whose}" if whose else when

    def told(self, columns: Sequence[Column]) -> str:
        """All of it in one line."""
        free = "where it is now" if self.is_home(columns) else "nothing in the way"
        state = "; ".join(self.problems(columns)) or free
        return f"Move {self.entry.row.reference} to {self.when(columns)}: {state}"
