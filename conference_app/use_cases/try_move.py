"""Say what a booking would run into at another time or place, from the diary in hand and without asking the store."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from conference_app.domain.spoken_dates import counted, long_date
from conference_app.domain.timescales import margin
from conference_app.scheduling.check_slot import SlotCheck
from conference_app.scheduling.facts import DiaryFacts, Obstacle, Slot, Wanted
from conference_app.slot_words import all_obstacle_words
from conference_app.use_cases.diary import Diary, Entry
from conference_app.use_cases.diary_facts import RoomNeeds

VIDEO = "video"
_FROM_THE_FIRST = datetime(1900, 1, 1)
# What stops a booking stands before what only wants to be seen.
_FIRST = ("family_taken", "chair_taken", "room_taken", "chair_busy", "room_busy", "day_off")


class MoveTrial:
    """One booking, tried at as many places as the hand that drags it passes over; `needs` were asked for before."""

    def __init__(self, diary: Diary, entry: Entry, needs: RoomNeeds | None = None) -> None:
        needs = needs or RoomNeeds()
        self.diary, self.entry = diary, entry
        self._references = {each.id: each.row.reference for each in diary.entries}
        needs_room = entry.row.mode != VIDEO and entry.room_id is not None
        wanted = Wanted(
            entry.row.family_id,
            entry.minutes,
            _FROM_THE_FIRST,
            needs_room=needs_room,
            people=needs.people,
            features=needs.features,
        )
        self._check = SlotCheck(_without(diary.facts, entry.id), wanted)

    def ends_at(self, starts_at: datetime) -> datetime:
        """It takes as long as it did."""
        return starts_at + timedelta(minutes=self.entry.minutes)

    def problems(self, starts_at: datetime, chair_id: int | None, room_id: int | None) -> list[str]:
        """Each a short sentence without a full stop; none where nothing is known to stand in the way."""
        slot = Slot(starts_at, self.ends_at(starts_at), chair_id or 0, room_id)
        faults = sorted(self._check.faults(slot), key=_weight)
        told = all_obstacle_words(fault.with_reference(self._references) for fault in faults if self._counts(fault))
        return [*told, *self._clock_words(starts_at)]

    def _counts(self, fault: Obstacle) -> bool:
        """Who has no chair yet need not be told that none is known."""
        return fault.code != "chair_unknown" or self.entry.chair_id is not None

    def _clock_words(self, starts_at: datetime) -> list[str]:
        day, limit, row = starts_at.date(), self.entry.limit, self.entry.row
        if row.counted_from is not None and day < row.counted_from:
            return [f"Before the clock started, {long_date(row.counted_from)}"]
        if limit is None or day <= limit:
            return []
        past = counted(-margin(day, limit, self.diary.facts.calendar), "working day")
        return [f"Past the limit by {past}: the last lawful day is {long_date(limit)}"]


def _weight(fault: Obstacle) -> int:
    return _FIRST.index(fault.code) if fault.code in _FIRST else len(_FIRST)


def _without(facts: DiaryFacts, conference_id: int) -> DiaryFacts:
    kept = [booked for booked in facts.booked if booked.conference_id != conference_id]
    return replace(facts, booked=kept)
