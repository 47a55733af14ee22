"""Why nothing fits: the smallest sets of things that would have to give way, those that give way easiest first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from heapq import nsmallest

from conference_app.domain.calendar import DAY, WorkingCalendar
from conference_app.domain.people import Room
from conference_app.scheduling.check_slot import NEVER_GIVES_WAY, SlotCheck
from conference_app.scheduling.facts import Booked, DiaryFacts, Obstacle, OfficeHours, Slot, Wanted

# How hard it is to put each thing aside; a set is as hard as its parts together.
HARDNESS: Mapping[str, int] = {
    "chair_gap": 1,  # a shorter break, by the chair's leave
    "room_small": 2,  # chairs can be carried in, or some join by video
    "chair_most": 2,
    "chair_pattern": 4,  # a team meeting can be missed
    "chair_hours": 5,
    "room_hours": 5,
    "room_pattern": 5,
    "room_taken": 5,  # the other conference needs another room only
    "room_busy": 6,
    "chair_taken": 7,  # the other conference needs another chair, or time
    "room_lacks": 9,  # somebody could not come in
    "family_taken": 9,
    "chair_busy": 10,  # leave that was granted
}
HARDEST = {"sickness": 30, "training": 8, "commitment": 8}  # kinds of a chair's busy time that are not leave
TAKEN = ("chair_taken", "room_taken", "family_taken")
NOBODY = 0  # the id of no family
_NO_HOURS = NEVER_GIVES_WAY | {"chair_hours", "room_hours"}
MOST_OF_A_KIND = 2
MOST_COMPARED = 300  # sets, the easiest ones: a part of a set is always easier than the set
MOST_DAYS = 20  # working days looked at, the best ones

_Set = frozenset[Obstacle]
_Found = dict[_Set, Slot]
_Choice = tuple[tuple[Obstacle, ...], int]  # what is in the way, and the id of the chair or room


@dataclass(frozen=True, slots=True)
class ObstacleSet:
    """What would all have to give way for one slot; `slot` is None where nothing can."""

    obstacles: tuple[Obstacle, ...]
    slot: Slot | None = None

    @property
    def gives_way(self) -> bool:
        """Whether anybody could put it aside."""
        return self.slot is not None


def why_not(check: SlotCheck, days: Sequence[date], *, most: int, chair_id: int | None = None) -> list[ObstacleSet]:
    """The sets of obstacles on these working days, the best day first; none is part of another, few are of one kind.

    Of sets as easy as each other those about the chair the family knows, `chair_id`, come first, then those for
    the better day.
    """
    missing = _nobody(check.facts, check.wanted)
    if missing:
        return [ObstacleSet(missing)]
    found: _Found = {}
    only = _only_room(check)
    for starts, ends in _times(check, days[:MOST_DAYS]):
        for obstacles, slot in _in_the_way(check, only, starts, ends):
            found.setdefault(obstacles, slot)
    if not found:
        return [ObstacleSet(_nothing_gives_way(check, days))]

    def rank(each: _Set) -> tuple[int, int, bool]:
        return _hardness(each), len(each), found[each].chair_id != chair_id

    easiest = nsmallest(MOST_COMPARED, found, key=rank)  # in the order found where they are as easy as each other
    smallest = _smallest(easiest)
    ranked = [each for each in easiest if each in smallest]
    eased = dict(_eased(check, only, each, found[each]) for each in _few_of_a_kind(ranked, most))
    smallest = _smallest(eased)
    return [ObstacleSet(_in_order(each), slot) for each, slot in eased.items() if each in smallest]


def no_day_left(calendar: WorkingCalendar, first: date, limit: date) -> ObstacleSet:
    """Why no working day lies between today and the limit: it has passed, or every day is off. Nothing gives way."""
    if limit < first:
        return ObstacleSet((Obstacle("limit_passed", (limit,), {"limit": limit}),))
    days = [first + number * DAY for number in range((limit - first).days + 1)]
    off = [(day, calendar.why_not_working(day)) for day in days if day.weekday() < 5]
    named = [Obstacle("day_off", (day,), {"day": day, "why": why}) for day, why in off if why]
    return ObstacleSet((Obstacle("no_day_left", (limit,), {"limit": limit}), *named))


def _nobody(facts: DiaryFacts, wanted: Wanted) -> tuple[Obstacle, ...]:
    found = [] if facts.chairs else [Obstacle("no_chair", ())]
    return tuple(found + ([Obstacle("no_room", ())] if wanted.needs_room and not facts.rooms else []))


def _nothing_gives_way(check: SlotCheck, days: Sequence[date]) -> tuple[Obstacle, ...]:
    """Every chair has left by then; or else no time is left of the last day."""
    last = datetime.combine(max(days), check.facts.hours.opens)
    faults = [fault for chair in check.facts.chairs for fault in check.chair_faults(chair, last, last)]
    left = tuple(fault for fault in faults if fault.code == "chair_left")
    return left if len(left) == len(check.facts.chairs) else (Obstacle("no_time_left", (), {"day": max(days)}),)


def _times(check: SlotCheck, days: Iterable[date]) -> Iterator[tuple[datetime, datetime]]:
    """The usual starts: those at which a slot is looked for."""
    hours, length = check.facts.hours, timedelta(minutes=check.wanted.minutes)
    for day in days:
        starts, closes = datetime.combine(day, hours.opens), datetime.combine(day, hours.closes)
        while starts < closes:
            if starts >= check.wanted.earliest:
                yield starts, starts + length
            starts += timedelta(minutes=hours.step)


def _in_the_way(check: SlotCheck, only: int, starts: datetime, ends: datetime) -> Iterator[tuple[_Set, Slot]]:
    """For one time, what is in the way with each chair and room; `only` is the one room with what is needed."""
    about_time = check.time_faults(starts, ends)
    if not _can_give_way(about_time):
        return
    never = _NO_HOURS if _goes_on_late(check.facts.hours, starts, ends) else NEVER_GIVES_WAY
    chairs = _choices(((chair.id, check.chair_faults(chair, starts, ends)) for chair in check.facts.chairs), never)
    rooms: list[_Choice] = [((), 0)]
    if check.wanted.needs_room:
        faults = ((room.id, _with_only(check, room, only, starts, ends)) for room in check.facts.rooms)
        rooms = _choices(faults, never)
    for with_chair, chair_id in chairs:
        for with_room, room_id in rooms:
            yield frozenset((*about_time, *with_chair, *with_room)), Slot(starts, ends, chair_id, room_id or None)


def _goes_on_late(hours: OfficeHours, starts: datetime, ends: datetime) -> bool:
    """Whether it goes on after the office closes without need: then nobody is asked for longer hours."""
    day = starts.date()
    return ends > datetime.combine(day, hours.closes) and starts > datetime.combine(day, hours.opens)


def _choices(found: Iterable[tuple[int, list[Obstacle]]], never: Set[str]) -> list[_Choice]:
    """Those that can be had at all; where one is free nobody needs to give way, and it alone."""
    choices = [(tuple(faults), number) for number, faults in found if _can_give_way(faults, never)]
    free = [choice for choice in choices if not choice[0]]
    return free[:1] or choices


def _with_only(check: SlotCheck, room: Room, only: int, starts: datetime, ends: datetime) -> list[Obstacle]:
    """A room's faults; those of the one room with what is needed say so."""
    faults = check.room_faults(room, starts, ends)
    if room.id != only:
        return faults
    return [replace(fault, facts={**fault.facts, "only_with": check.wanted.features}) for fault in faults]


def _only_room(check: SlotCheck) -> int:
    """The id of the only room that has everything needed; 0 where nothing is needed, or several have it."""
    wanted = set(check.wanted.features)
    having = [room.id for room in check.facts.rooms if wanted <= set(room.features)]
    return having[0] if wanted and len(having) == 1 else 0


def _can_give_way(faults: Iterable[Obstacle], never: Set[str] = NEVER_GIVES_WAY) -> bool:
    return not any(fault.code in never for fault in faults)


def _hardness(obstacles: Iterable[Obstacle]) -> int:
    return sum(_hardness_of(obstacle) for obstacle in obstacles)


def _hardness_of(obstacle: Obstacle) -> int:
    if obstacle.code == "room_small":
        return HARDNESS["room_small"] + _number(obstacle, "people") - _number(obstacle, "capacity") - 1
    if obstacle.code == "chair_busy":
        return HARDEST.get(str(obstacle.facts["kind"]), HARDNESS["chair_busy"])
    return HARDNESS[obstacle.code]


def _number(obstacle: Obstacle, fact: str) -> int:
    number = obstacle.facts[fact]
    assert isinstance(number, int)
    return number


def _smallest(found: Iterable[_Set]) -> set[_Set]:
    """Those of which no other is a part."""
    by_size = sorted(found, key=len)
    kept: list[_Set] = []
    for each in by_size:
        if not any(smaller <= each for smaller in kept):
            kept.append(each)
    return set(kept)


def _eased(check: SlotCheck, only: int, obstacles: _Set, slot: Slot) -> tuple[_Set, Slot]:
    """Without what need not give way: a conference that goes elsewhere makes room at other times of that day too."""
    if not any(each.code in TAKEN for each in obstacles):
        return obstacles, slot
    for one in _in_order(obstacles):
        rest = obstacles - {one}
        without = SlotCheck(elsewhere(check.facts, rest), check.wanted)
        for starts, ends in _times(without, [slot.starts_at.date()]):
            for still, other in _in_the_way(without, only, starts, ends):
                if still <= rest:
                    return _eased(check, only, rest, other)
    return obstacles, slot


def elsewhere(facts: DiaryFacts, obstacles: Iterable[Obstacle]) -> DiaryFacts:
    """The diary once the conferences in the way are with another chair, in another room, at another time."""
    taken = {(each.code, each.thing) for each in obstacles if each.code in TAKEN}

    def moved(row: Booked) -> Booked:
        gone = {code for code in TAKEN if (code, (row.conference_id,)) in taken}
        if not gone:
            return row
        return row._replace(
            chair_id=None if "chair_taken" in gone else row.chair_id,
            room_id=None if "room_taken" in gone else row.room_id,
            family_id=NOBODY if "family_taken" in gone else row.family_id,
        )

    return replace(facts, booked=[moved(row) for row in facts.booked]) if taken else facts


def _few_of_a_kind(ranked: Iterable[_Set], most: int) -> list[_Set]:
    """The first of each kind, so that one busy week does not fill the list; a kind with more to it says nothing new."""
    kinds: list[Counter[str]] = []
    chosen = []
    for each in ranked:
        kind = Counter(obstacle.code for obstacle in each)
        if kinds.count(kind) < MOST_OF_A_KIND and not any(other < kind for other in kinds):
            kinds.append(kind)
            chosen.append(each)
    return chosen[:most]


def _in_order(obstacles: Iterable[Obstacle]) -> tuple[Obstacle, ...]:
    return tuple(sorted(obstacles, key=lambda each: (-_hardness_of(each), each.code, str(each.thing))))
