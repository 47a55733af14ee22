"""One slot against the raw facts, interval by interval: the second opinion every proposal needs before it is shown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from functools import cache

from conference_app.domain.people import Chair, Room
from conference_app.domain.supply import Busy, Pattern
from conference_app.scheduling.facts import (
    Booked,
    DiaryFacts,
    Key,
    Obstacle,
    Slot,
    Wanted,
    chair_key,
    key_of,
    room_key,
)

Span = tuple[datetime, datetime]

# Faults nobody can put right: no set of obstacles with one of these is worth showing.
NEVER_GIVES_WAY = frozenset({"day_off", "too_early", "past_midnight", "chair_left", "chair_unknown", "room_unknown"})


class SlotCheck:
    """Says what is wrong with slots for one conference; shares no code with the search that proposes them."""

    def __init__(self, facts: DiaryFacts, wanted: Wanted) -> None:
        self.facts, self.wanted = facts, wanted
        self._chairs = {chair.id: chair for chair in facts.chairs}
        self._rooms = {room.id: room for room in facts.rooms}
        self._booked_by_day: dict[str, list[Booked]] = {}
        self._patterns, self._busy = cache(self._patterns_of), cache(self._busy_of)

    def faults(self, slot: Slot) -> list[Obstacle]:
        """Everything that is wrong with a slot; nothing for one that can be booked."""
        found = self.time_faults(slot.starts_at, slot.ends_at)
        chair = self._chairs.get(slot.chair_id)
        if chair is None:
            found.append(Obstacle("chair_unknown", (slot.chair_id,)))
        else:
            found += self.chair_faults(chair, slot.starts_at, slot.ends_at)
        room = self._rooms.get(slot.room_id or 0)
        if room is not None:
            found += self.room_faults(room, slot.starts_at, slot.ends_at)
        elif self.wanted.needs_room or slot.room_id is not None:
            found.append(Obstacle("room_unknown", (slot.room_id,)))
        return found

    def time_faults(self, starts: datetime, ends: datetime) -> list[Obstacle]:
        """What is wrong with the time alone, whoever chairs."""
        found = []
        day = starts.date()
        if why := self.facts.calendar.why_not_working(day):
            found.append(Obstacle("day_off", (day,), {"day": day, "why": why}))
        if starts < self.wanted.earliest:
            found.append(Obstacle("too_early", (), {"earliest": self.wanted.earliest}))
        if ends.date() != day:
            found.append(Obstacle("past_midnight", (), {}))
        for booked in self._booked(day):
            if booked.family_id == self.wanted.family_id and _overlap(_span(booked), (starts, ends)):
                found.append(Obstacle("family_taken", (booked.conference_id,), _conference_facts(booked)))
        return found

    def chair_faults(self, chair: Chair, starts: datetime, ends: datetime) -> list[Obstacle]:
        """Why this chair cannot chair then."""
        day, about = starts.date(), {"name": chair.name, "chair_id": chair.id}
        if chair.last_day is not None and day > chair.last_day:
            return [Obstacle("chair_left", (chair.id,), {**about, "day": chair.last_day})]
        owner = chair_key(chair)
        found = list(self._outside_hours(owner, "chair", chair.id, about, (starts, ends)))
        found += self._taken_away(owner, "chair", about, (starts, ends))
        return found + list(self._own_conferences(chair, about, (starts, ends)))

    def room_faults(self, room: Room, starts: datetime, ends: datetime) -> list[Obstacle]:
        """Why this room cannot be used then, or is not fit for the conference."""
        about: dict[str, object] = {"name": room.name, "room_id": room.id}
        found = []
        if 0 < room.capacity < self.wanted.people:
            size = {**about, "capacity": room.capacity, "people": self.wanted.people}
            found.append(Obstacle("room_small", (room.id,), size))
        for feature in self.wanted.features:
            if feature not in room.features:
                found.append(Obstacle("room_lacks", (room.id, feature), {**about, "feature": feature}))
        owner = room_key(room)
        found += self._outside_hours(owner, "room", room.id, about, (starts, ends))
        found += self._taken_away(owner, "room", about, (starts, ends))
        for booked in self._booked(starts.date()):
            if booked.room_id == room.id and _overlap(_span(booked), (starts, ends)):
                facts = {**about, **_conference_facts(booked)}
                found.append(Obstacle("room_taken", (booked.conference_id,), facts))
        return found

    def hours_on(self, owner: Key, day: date) -> list[Span]:
        """When a chair works or a room is open on a day, earliest first."""
        available = [pattern for pattern in self._patterns(owner) if pattern.available]
        if not available:
            hours = self.facts.hours
            return [_at(day, hours.opens, hours.closes)] if day.weekday() < 5 else []
        return _merged(_at(day, each.starts, each.ends) for each in available if day in each.days(day, day))

    def _outside_hours(
        self, owner: Key, whose: str, owner_id: int, about: dict[str, object], wanted: Span
    ) -> Iterator[Obstacle]:
        day = wanted[0].date()
        hours = self.hours_on(owner, day)
        if not any(starts <= wanted[0] and wanted[1] <= ends for starts, ends in hours):
            facts = {**about, "day": day, "hours": tuple(hours)}
            yield Obstacle(f"{whose}_hours", (owner_id, day), facts)

    def _taken_away(self, owner: Key, whose: str, about: dict[str, object], wanted: Span) -> Iterator[Obstacle]:
        day = wanted[0].date()
        for pattern in self._patterns(owner):
            if not pattern.available and day in pattern.days(day, day):
                starts, ends = _at(day, pattern.starts, pattern.ends)
                if _overlap((starts, ends), wanted):
                    facts = {"what": pattern.what, "starts_at": starts, "ends_at": ends, "pattern_id": pattern.id}
                    yield Obstacle(f"{whose}_pattern", (pattern.id, day), {**about, **facts})
        for busy in self._busy(owner):
            if _overlap((busy.starts_at, busy.ends_at), wanted):
                yield Obstacle(f"{whose}_busy", (busy.id,), {**about, **busy_facts(busy)})

    def _own_conferences(self, chair: Chair, about: dict[str, object], wanted: Span) -> Iterator[Obstacle]:
        gap = timedelta(minutes=self.facts.hours.gap if chair.gap_minutes is None else chair.gap_minutes)
        most = self.facts.hours.most_a_day if chair.most_a_day is None else chair.most_a_day
        own = [booked for booked in self._booked(wanted[0].date()) if booked.chair_id == chair.id]
        beside = sum(not _overlap(_span(booked), wanted) for booked in own)  # were those it overlaps somebody else's
        if beside >= most:
            facts = {**about, "day": wanted[0].date(), "count": len(own), "most": most}
            yield Obstacle("chair_most", (chair.id, wanted[0].date()), facts)
        for booked in own:
            facts = {**about, **_conference_facts(booked)}
            starts, ends = _span(booked)
            if _overlap((starts, ends), wanted):
                yield Obstacle("chair_taken", (booked.conference_id,), facts)
            elif _overlap((starts - gap, ends + gap), wanted):
                minutes = int(gap.total_seconds()) // 60
                yield Obstacle("chair_gap", (booked.conference_id,), {**facts, "gap": minutes})

    def _booked(self, day: date) -> list[Booked]:
        if not self._booked_by_day:
            for booked in self.facts.booked:
                self._booked_by_day.setdefault(booked.starts_at[:10], []).append(booked)
        return self._booked_by_day.get(day.isoformat(), [])

    def _patterns_of(self, key: Key) -> list[Pattern]:
        return [pattern for pattern in self.facts.patterns if key_of(pattern) == key]

    def _busy_of(self, key: Key) -> list[Busy]:
        return [busy for busy in self.facts.busy if key_of(busy) == key]


def busy_facts(busy: Busy) -> dict[str, object]:
    """What a sentence about a busy time needs."""
    return {
        "kind": busy.kind,
        "what": busy.what,
        "starts_at": busy.starts_at,
        "ends_at": busy.ends_at,
        "busy_id": busy.id,
    }


def _conference_facts(booked: Booked) -> dict[str, object]:
    starts, ends = _span(booked)
    return {"conference_id": booked.conference_id, "starts_at": starts, "ends_at": ends}


def _span(booked: Booked) -> Span:
    return datetime.fromisoformat(booked.starts_at), datetime.fromisoformat(booked.ends_at)


def _at(day: date, starts: time, ends: time) -> Span:
    return datetime.combine(day, starts), datetime.combine(day, ends)


def _overlap(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _merged(spans: Iterable[Span]) -> list[Span]:
    """The same time in as few spans as can be."""
    found: list[Span] = []
    for starts, ends in sorted(spans):
        if found and starts <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], ends))
        else:
            found.append((starts, ends))
    return found
