"""Free slots for a conference: every working day and start with a chair and a room nobody else has."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from conference_app.domain.listings import Taken

STARTS = (time(9, 30), time(11, 30), time(13, 30))


@dataclass(frozen=True, slots=True)
class Slot:
    """When, with whom and where; `room_id` is None where no room is needed."""

    starts_at: datetime
    chair_id: int
    room_id: int | None


@dataclass(frozen=True, slots=True)
class Search:
    """What is looked for: the family's own chair stands first among the chairs, None for a room where none is needed.

    Slots from `enough_notice_from` on leave time to invite; earlier ones are offered after them.
    """

    family_id: int
    minutes: int
    chairs: Sequence[int]
    rooms: Sequence[int | None]
    enough_notice_from: date


def free_slots(days: Iterable[date], search: Search, taken: Iterable[Taken], *, most: int) -> list[Slot]:
    """The best slots: the first chair before others, enough notice before too little, the earliest before later."""
    by_day: dict[date, list[Taken]] = {}
    for each in taken:
        by_day.setdefault(each.starts_at.date(), []).append(each)
    found = (slot for day in days for slot in _slots_of(day, search, by_day.get(day, ())))

    def place(slot: Slot) -> tuple[bool, bool, datetime]:
        another_chair = slot.chair_id != search.chairs[0]
        return another_chair, slot.starts_at.date() < search.enough_notice_from, slot.starts_at

    return sorted(found, key=place)[:most]


def _slots_of(day: date, search: Search, taken: Sequence[Taken]) -> Iterator[Slot]:
    for start in STARTS:
        starts_at = datetime.combine(day, start)
        ends_at = starts_at + timedelta(minutes=search.minutes)
        meanwhile = [each for each in taken if each.starts_at < ends_at and each.ends_at > starts_at]
        if any(each.family_id == search.family_id for each in meanwhile):
            continue
        chair = _first_free(search.chairs, {each.chair_id for each in meanwhile})
        rooms_taken = {each.room_id for each in meanwhile if each.room_id is not None}
        room_free = [room for room in search.rooms if room not in rooms_taken]
        if chair is not None and room_free:
            yield Slot(starts_at, chair, room_free[0])


def _first_free(chairs: Sequence[int], taken: set[int | None]) -> int | None:
    return next((chair for chair in chairs if chair not in taken), None)
