"""The diary of the invented authority: three times a day, no chair and no room twice, nobody who is away."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from random import Random

from conference_app.domain.calendar import DAY, WorkingCalendar

TIMES = (time(9, 30), time(11, 45), time(14, 0))  # the longest conference takes two hours
# The times a chair cannot be booked for together: there would be no break between them.
NEIGHBOURS = {TIMES[0]: TIMES[:2], TIMES[1]: TIMES, TIMES[2]: TIMES[1:]}


@dataclass(frozen=True, slots=True)
class Place:
    """When, where and under whom; a conference by video has no room."""

    starts_at: datetime
    chair_id: int
    room_id: int | None
    mode: str


def _always(what: str, owner_id: int, day: date) -> bool:
    """Everybody is there all the time."""
    return True


class Diary:
    """Finds a free time on a working day, with the family's own chair if that can be.

    `there` says whether a chair works or a room can be used on a day. A chair has a break after each conference.
    """

    def __init__(
        self,
        random: Random,
        calendar: WorkingCalendar,
        chairs: Sequence[int],
        rooms: Sequence[int],
        there: Callable[[str, int, date], bool] = _always,
    ) -> None:
        self._random, self._calendar, self._there = random, calendar, there
        self._chairs, self._rooms = list(chairs), list(rooms)
        self._taken: set[tuple[date, time, str, int]] = set()

    def place(self, day: date, chair_id: int | None) -> Place:
        """A place on this day, or on the nearest working day before it that has one free."""
        day = self._calendar.previous_working_day(day)
        while True:
            times = self._random.sample(TIMES, len(TIMES))
            times.sort(key=lambda at: (day, at, "chair", chair_id) in self._taken)  # the own chair's free times first
            for at in times:
                chair = self._free(day, at, "chair", self._in_order(self._chairs, chair_id))
                room = self._free(day, at, "room", self._in_order(self._rooms, None))
                if chair is not None and room is not None:
                    return self._booked(day, at, chair, room)
            day = self._calendar.previous_working_day(day - DAY)

    def _booked(self, day: date, at: time, chair: int, room: int) -> Place:
        mode = self._random.choices(("in person", "hybrid", "video"), (60, 28, 12))[0]
        for near in NEIGHBOURS[at]:
            self._taken.add((day, near, "chair", chair))
        if mode != "video":
            self._taken.add((day, at, "room", room))
        return Place(datetime.combine(day, at), chair, None if mode == "video" else room, mode)

    def _in_order(self, ids: Sequence[int], first: int | None) -> list[int]:
        start = self._random.randrange(len(ids))
        return ([first] if first is not None else []) + [*ids[start:], *ids[:start]]

    def _free(self, day: date, at: time, what: str, ids: Sequence[int]) -> int | None:
        taken, there = self._taken, self._there
        return next((each for each in ids if (day, at, what, each) not in taken and there(what, each, day)), None)
