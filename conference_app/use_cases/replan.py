"""A plan for many conferences at once, where a chair falls ill or a building closes; writes nothing."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from math import inf

from conference_app import log
from conference_app.domain.conference import Booking
from conference_app.domain.conference_status import Status
from conference_app.domain.rebooking import Again, Kind, Wish, reason_words
from conference_app.domain.timescales import margin
from conference_app.scheduling import replan as planning
from conference_app.scheduling.check_slot import SlotCheck
from conference_app.scheduling.facts import Booked, DiaryFacts, Obstacle, Slot
from conference_app.scheduling.obstacles import ObstacleSet, no_day_left, why_not
from conference_app.scheduling.plan_building import Building
from conference_app.scheduling.replan import ITERATIONS, Progress
from conference_app.scheduling.slot_reasons import Reason, Weighing
from conference_app.scheduling.slots import fits
from conference_app.scheduling.timetable import UNIT, Timetable, minute_of
from conference_app.store import diary, invitations
from conference_app.store.store import Store
from conference_app.use_cases.find_slots import SlotDefect
from conference_app.use_cases.plan_subjects import (
    LeftOut,
    ToPlace,
    facts_between,
    impossible_bookings,
    last_day,
    questions,
    to_place,
)
from conference_app.use_cases.preview_rebooking import Told, preview
from conference_app.use_cases.rules_in_force import calendar_of, practice_of
from conference_app.use_cases.slot_aims import IN_PERSON

MOST_OBSTACLES = 3


@dataclass(frozen=True, slots=True)
class NamedSlot:
    """A slot with the names of its chair and room, "" where there is none."""

    slot: Slot
    chair_name: str
    room_name: str


@dataclass(frozen=True, slots=True)
class PlanLine:
    """What becomes of one conference: `before` is None where it was not booked, `after` where no place was found.

    `lost` is what makes its booking impossible, nothing where it was only chosen; `reasons` speak for and against
    the new place; `in_the_way` says why there is none. `margin` is in working days, negative past the limit; what
    was approved for a late day holds as long as the day stays.
    """

    conference_id: int
    version: int
    reference: str
    family_name: str
    status: Status
    mode: str
    joining: str
    minutes: int
    limit: date | None
    before: NamedSlot | None
    after: NamedSlot | None
    lost: tuple[Obstacle, ...]
    late_reason: str = ""
    late_approver: str = ""
    reasons: tuple[Reason, ...] = ()
    margin: int | None = None
    told: tuple[Told, ...] = ()
    in_the_way: tuple[ObstacleSet, ...] = ()

    @property
    def moves(self) -> bool:
        """Whether something would change."""
        return self.after is not None and (self.before is None or self.before.slot != self.after.slot)

    @property
    def keeps_day(self) -> bool:
        """Whether it stays on its day."""
        return self.before is not None and self.after is not None and self.before.slot.day == self.after.slot.day

    @property
    def needs_approval(self) -> bool:
        """Whether its new day is past the limit and nobody has approved that yet."""
        approved = self.keeps_day and self.late_approver
        return self.margin is not None and self.margin < 0 and not approved

    @property
    def reason_code(self) -> str:
        """The coded reason for what was lost."""
        codes = {fault.code for fault in self.lost}
        if "day_off" in codes:
            return "building_closed"
        if any(code.startswith("chair") for code in codes):
            return "chair_away"
        return "room_not_available" if codes else "professional_not_available"

    def wish(self, *, reason_code: str = "", reason: str = "", approved_by: str = "") -> Wish:
        """The move as it is previewed and done."""
        assert self.after is not None
        code, slot = reason_code or self.reason_code, self.after.slot
        late_reason, approver = self.late_reason, self.late_approver
        if self.needs_approval:
            late_reason, approver = reason_words(code, reason), approved_by
        booking = Booking(
            slot.starts_at,
            self.minutes,
            slot.chair_id,
            self.mode,
            slot.room_id,
            self.joining,
            late_reason,
            approver,
        )
        return Wish(self.conference_id, Kind.MOVED, code, Again.NOW, booking, reason, approved_by)


@dataclass(frozen=True, slots=True)
class DiaryPlan:
    """A plan: its lines by day and reference, what it costs, and how the search ended (`scheduling.replan.Plan`)."""

    lines: tuple[PlanLine, ...]
    cost: int
    seed: int
    ended: str

    @property
    def moves(self) -> list[PlanLine]:
        """The conferences that come to another place."""
        return [line for line in self.lines if line.moves]

    @property
    def unplaced(self) -> list[PlanLine]:
        """Those for which no place was found."""
        return [line for line in self.lines if line.after is None]


def replan(
    store: Store,
    *,
    first: date,
    last: date,
    now: datetime,
    without_chair: int | None = None,
    without_room: int | None = None,
    conference_ids: Collection[int] | None = None,
    seed: int = 1,
    iterations: int = ITERATIONS,
    seconds: float = inf,
    progress: Progress = lambda share, cost: None,
    stop: Callable[[], bool] = lambda: False,
) -> DiaryPlan:
    """New places for the conferences from the first to the last day that lost theirs, or for those named.

    Lost is the place of who has a chair or a room that is away or left out, or whose day is off. The others stay.
    Every line can be done without the others: no conference gets what another one gives up.
    """
    left_out = LeftOut(first, last, without_chair, without_room)
    calendar, practice = calendar_of(store), practice_of(store)
    ids = conference_ids
    if ids is None:
        ids = impossible_bookings(facts_between(store, calendar, practice, first, last, left_out), first, last, now)
    asked = questions(store, ids, now=now)
    end = last_day(asked, calendar, last, now.date())
    facts = facts_between(store, calendar, practice, now.date(), end, left_out)
    search = _Planning(store, facts, to_place(asked, facts), now, end)
    return search.plan(seed=seed, iterations=iterations, seconds=seconds, progress=progress, stop=stop)


class _Planning:
    """One plan, with what it was loaded for."""

    def __init__(self, store: Store, facts: DiaryFacts, subjects: Sequence[ToPlace], now: datetime, last: date) -> None:
        self.store, self.facts, self.subjects, self.now = store, facts, subjects, now
        self.timetable = Timetable(facts, now.date(), last)

    def plan(
        self, *, seed: int, iterations: int, seconds: float, progress: Progress, stop: Callable[[], bool]
    ) -> DiaryPlan:
        if not self.subjects or not self.timetable.days:
            return DiaryPlan(tuple(self._line(each, None, self.facts) for each in self.subjects), 0, seed, "")
        building = Building(self.timetable, [each.subject for each in self.subjects], self.now, self._doctors_taken())
        found = planning.replan(
            building.problem, seed=seed, iterations=iterations, seconds=seconds, progress=progress, stop=stop
        )
        slots = building.slots(found.places)
        facts = self._planned(slots)
        lines = [self._line(each, slot, facts) for each, slot in zip(self.subjects, slots, strict=True)]
        return DiaryPlan(tuple(sorted(lines, key=_order)), found.cost, seed, found.ended)

    def _doctors_taken(self) -> dict[int, list[tuple[datetime, datetime]]]:
        """When paediatricians are at conferences that stay."""
        placed = {each.found.id for each in self.subjects}
        taken: dict[int, list[tuple[datetime, datetime]]] = {}
        for row in invitations.paediatricians_between(self.store, self.timetable.first, self.timetable.last):
            if row[0] not in placed:
                span = datetime.fromisoformat(row[2]), datetime.fromisoformat(row[3])
                taken.setdefault(row[1], []).append(span)
        return taken

    def _planned(self, slots: Sequence[Slot | None]) -> DiaryFacts:
        """The diary with all the new places besides everything that is booked now."""
        new = [
            _booked(each, slot)
            for each, slot in zip(self.subjects, slots, strict=True)
            if slot is not None and slot != each.subject.now_at
        ]
        return replace(self.facts, booked=[*self.facts.booked, *new])

    def _line(self, each: ToPlace, slot: Slot | None, planned: DiaryFacts) -> PlanLine:
        found, subject = each.found, each.subject
        own = [row for row in planned.booked if row.conference_id != found.id]
        check = SlotCheck(replace(planned, booked=own), subject.wanted)
        if slot is not None and not _verified(each, slot, check):
            slot = None
        line = PlanLine(
            found.id,
            found.version,
            found.reference,
            found.family_name,
            found.status,
            found.mode if found.starts_at else IN_PERSON,
            found.joining,
            subject.wanted.minutes,
            subject.aims.limit,
            self._named(subject.now_at, found.chair_name, found.room_name),
            self._named(slot),
            each.lost,
            found.late_reason,
            found.late_approver,
        )
        if slot is None:
            return replace(line, in_the_way=tuple(self._why_not(each, check)))
        left = margin(slot.day, subject.aims.limit, self.facts.calendar) if subject.aims.limit else None
        line = replace(line, margin=left)
        if not line.moves:
            return line
        told = preview(self.store, line.wish(), today=self.now.date()).told
        return replace(line, told=told, reasons=tuple(self._reasons(each, slot)))

    def _named(self, slot: Slot | None, chair_name: str = "", room_name: str = "") -> NamedSlot | None:
        if slot is None:
            return None
        chairs = {chair.id: chair.name for chair in self.facts.chairs}
        rooms = {room.id: room.name for room in self.facts.rooms}
        room = rooms.get(slot.room_id, room_name) if slot.room_id is not None else ""
        return NamedSlot(slot, chairs.get(slot.chair_id, chair_name), room)

    def _reasons(self, each: ToPlace, slot: Slot) -> list[Reason]:
        """What speaks for and against the new place; about a time that stays there is nothing new to say."""
        subject, before = each.subject, each.subject.now_at
        weighing = Weighing(self.timetable, subject.wanted, subject.aims)
        of_chair = weighing.of_chair(next(chair for chair in self.facts.chairs if chair.id == slot.chair_id), 0)
        rooms = [room for room in self.facts.rooms if room.id == slot.room_id]
        of_room = [reason for room in rooms if fits(room, subject.wanted) for reason in weighing.of_room(room)]
        if before is not None and before.starts_at == slot.starts_at:
            same_room = slot.room_id is not None and before.room_id == slot.room_id
            return [Reason("keeps_time", True, {"room": same_room}), *of_chair, *([] if same_room else of_room)]
        low, high = minute_of(slot.starts_at.time()) // UNIT, -(-minute_of(slot.ends_at.time()) // UNIT)
        doctor = weighing.of_doctor(slot.day, (1 << high) - (1 << low))
        times = weighing.of_time(slot.starts_at.time(), slot.ends_at.time(), weighing.has_school(slot.day))
        of_doctor = [doctor] if doctor else []
        return [*weighing.of_day(slot.day), *of_doctor, *times, *of_chair, *of_room]

    def _why_not(self, each: ToPlace, check: SlotCheck) -> list[ObstacleSet]:
        """What is in the way up to the limit, with everything else in its place."""
        limit = each.subject.aims.limit or self.timetable.last
        days = [day for day in self.timetable.days if day <= limit]
        if not days:
            return [no_day_left(self.facts.calendar, self.now.date(), limit)]
        found = why_not(check, days, most=MOST_OBSTACLES)
        ids = [
            number for one in found for o in one.obstacles if isinstance(number := o.facts.get("conference_id"), int)
        ]
        known = diary.references(self.store, ids)
        return [replace(one, obstacles=tuple(o.with_reference(known) for o in one.obstacles)) for one in found]


def _booked(each: ToPlace, slot: Slot) -> Booked:
    """Beside the booking it has: a chair who stays at that time does not get one more for the day."""
    starts, ends = (when.isoformat(timespec="minutes") for when in (slot.starts_at, slot.ends_at))
    before = each.subject.now_at
    stays = before is not None and (before.starts_at, before.chair_id) == (slot.starts_at, slot.chair_id)
    return Booked(starts, ends, None if stays else slot.chair_id, slot.room_id, each.found.family_id, each.found.id)


def _verified(each: ToPlace, slot: Slot, check: SlotCheck) -> bool:
    """Whether the check of slots agrees; the room it has need not be fit for it. A fault is a defect of our own."""
    faults = [fault.code for fault in check.faults(slot) if not _kept(each, slot, fault.code)]
    if not faults:
        return True
    defect = SlotDefect(", ".join(faults))
    log.unexpected(defect)
    warnings.warn(f"a planned slot was refused: {defect}", RuntimeWarning, stacklevel=2)
    return False


def _kept(each: ToPlace, slot: Slot, code: str) -> bool:
    """Whether a fault is one its booking has already."""
    before = each.subject.now_at
    if before is None:
        return False
    if code in {"room_small", "room_lacks"}:
        return slot.room_id == before.room_id
    if (before.starts_at, before.ends_at) != (slot.starts_at, slot.ends_at):
        return False
    kept = {"chair": before.chair_id == slot.chair_id, "room": before.room_id == slot.room_id}
    return kept.get(code.partition("_")[0], code in {"day_off", "too_early", "past_midnight"})


def _order(line: PlanLine) -> tuple[bool, str, str]:
    """Those without any time last."""
    shown = line.before or line.after
    return shown is None, shown.slot.starts_at.isoformat() if shown else "", line.reference
