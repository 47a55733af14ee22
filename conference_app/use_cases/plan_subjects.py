"""Which conferences have to be placed anew, why, and what of their booking they can keep."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time

from conference_app.domain.calendar import DAY, LATEST, WorkingCalendar
from conference_app.domain.conference import Conference
from conference_app.domain.conference_status import LAWFUL_STEPS, ConferenceType, Status
from conference_app.domain.errors import RuleBroken
from conference_app.domain.listings import Taken
from conference_app.domain.practice import Practice
from conference_app.domain.supply import Busy, Owner, Whose
from conference_app.scheduling.check_slot import SlotCheck
from conference_app.scheduling.facts import DiaryFacts, Obstacle, Slot, Wanted
from conference_app.scheduling.plan_building import Subject
from conference_app.store import conferences, diary
from conference_app.store.store import Store
from conference_app.use_cases.diary_facts import diary_facts
from conference_app.use_cases.import_busy import owner_named
from conference_app.use_cases.rules_in_force import calendar_of, practice_of
from conference_app.use_cases.slot_aims import VIDEO, Question, question_about

# What another time costs, in working days of waiting: those invited hear of it, and their replies are void.
MOVING = {Status.BOOKED: 10, Status.INVITED: 30}
DAYS_WITHOUT_LIMIT = 20  # working days looked at where no limit is known
MOST_DAYS, DAYS_LATE = 40, 10  # working days looked at from where it is booked, and past the limit

_CHAIR_LOST = frozenset({"chair_busy", "chair_hours", "chair_left", "chair_unknown"})
_ROOM_LOST = frozenset({"room_busy", "room_hours", "room_unknown"})
_HOURS = frozenset({"chair_hours", "room_hours"})
LEFT_OUT = (0,)  # the thing of an obstacle that nobody entered: whoever the plan is to do without


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A chair and a room that are not to be counted on between two days."""

    first: date
    last: date
    chair_id: int | None = None
    room_id: int | None = None

    def in_facts(self, facts: DiaryFacts) -> DiaryFacts:
        """The diary with them away on all these days."""
        starts, ends = datetime.combine(self.first, time()), datetime.combine(self.last + DAY, time())
        away = []
        if self.chair_id is not None:
            away.append(Busy("absence", starts, ends, "planned without this chair", chair_id=self.chair_id))
        if self.room_id is not None:
            away.append(Busy("blocked", starts, ends, "planned without this room", room_id=self.room_id))
        return replace(facts, busy=[*facts.busy, *away])


@dataclass(frozen=True, slots=True)
class ToPlace:
    """A conference to be placed anew; `lost` is what makes its booking impossible, nothing where it was only chosen."""

    question: Question
    subject: Subject
    lost: tuple[Obstacle, ...]

    @property
    def found(self) -> Conference:
        """The conference as it is kept."""
        return self.question.found


def left_out_named(store: Store, name: str) -> tuple[int | None, int | None]:
    """The chair or the room of that name, by id; RuleBroken as for `owner_named`, `doctor_not_left_out`."""
    if not name.strip():
        raise RuleBroken("required", field="owner", what="the name of the chair or the room to plan without")
    owner = owner_named(store, name)
    if owner.whose is Whose.DOCTOR:
        raise RuleBroken("doctor_not_left_out", field="owner", name=name.strip())
    return (owner.id, None) if owner.whose is Whose.CHAIR else (None, owner.id)


def impossible_bookings(facts: DiaryFacts, first: date, last: date, now: datetime) -> list[int]:
    """The conferences ahead between two days whose chair or room is not there, or whose day is off."""
    found = []
    check = SlotCheck(facts, Wanted(0, 0, datetime.combine(first, time()), needs_room=False))
    for row in facts.booked:
        slot = Slot(datetime.fromisoformat(row[0]), datetime.fromisoformat(row[1]), row[2] or 0, row[3])
        if slot.starts_at > now and first <= slot.day <= last and lost_by(check, slot):
            found.append(row[5])
    return found


def lost_by(check: SlotCheck, slot: Slot, *, initial: bool = False) -> list[Obstacle]:
    """What makes a booking impossible; a weekend does so only for an initial conference, others are put there.

    Hours do so where none of it lies in them: what begins too early or goes on too late was meant to.
    """
    codes = _CHAIR_LOST | _ROOM_LOST | ({"day_off"} if initial or slot.day.weekday() < 5 else set())
    lost = [fault for fault in check.faults(slot) if fault.code in codes]
    return [fault for fault in lost if fault.code not in _HOURS or _nobody_there(fault, slot)]


def _nobody_there(fault: Obstacle, slot: Slot) -> bool:
    hours = fault.facts["hours"]
    assert isinstance(hours, tuple)
    return slot.day.weekday() < 5 and not any(starts < slot.ends_at and slot.starts_at < ends for starts, ends in hours)


def outside_hours(store: Store, owner: Owner, *, now: datetime) -> list[Taken]:
    """The bookings ahead of a chair or a room that lie outside their hours, the earliest first."""
    booked = [each for each in diary.taken(store, now.date(), LATEST) if each.starts_at > now and _is_of(owner, each)]
    if not booked:
        return []
    facts = diary_facts(store, now.date(), booked[-1].starts_at.date(), calendar_of(store), practice_of(store))
    check = SlotCheck(facts, Wanted(0, 0, now, needs_room=False))
    code = f"{owner.whose.value}_hours"
    slots = [Slot(each.starts_at, each.ends_at, each.chair_id or 0, each.room_id) for each in booked]
    lost = [{fault.code for fault in lost_by(check, slot)} for slot in slots]
    return [each for each, codes in zip(booked, lost, strict=True) if code in codes]


def _is_of(owner: Owner, booked: Taken) -> bool:
    return owner.id == {Whose.CHAIR: booked.chair_id, Whose.ROOM: booked.room_id}.get(owner.whose)


def _once(lost: Sequence[Obstacle]) -> list[Obstacle]:
    """Who is left out of the plan and on leave as well is missing for the leave: that is named, and once."""
    on_record = {fault.code for fault in lost if fault.thing != LEFT_OUT}
    return [fault for fault in lost if fault.thing != LEFT_OUT or fault.code not in on_record]


def questions(store: Store, conference_ids: Collection[int], *, now: datetime) -> list[Question]:
    """What each must and should have; RuleBroken `conference_is_over` for one that cannot be booked any more."""
    asked = []
    for conference_id in conference_ids:
        found = conferences.conference(store, conference_id)
        if Status.BOOKED not in LAWFUL_STEPS[found.status]:
            raise RuleBroken("conference_is_over", status=found.status.value)
        asked.append(question_about(store, found, found.id, now=now, minutes=None, mode=None))
    return asked


def last_day(asked: Iterable[Question], calendar: WorkingCalendar, last: date, today: date) -> date:
    """Up to which day places are looked for: some days past the latest limit, but not without end."""
    needed = max((_last_day_of(question, calendar, today) for question in asked), default=today)
    return calendar.add(max(needed, min(last, calendar.add(needed, MOST_DAYS))), DAYS_LATE)


def _last_day_of(question: Question, calendar: WorkingCalendar, today: date) -> date:
    base = max(today, question.earliest.date(), question.now_at.day if question.now_at else today)
    if question.aims.limit is None:
        return calendar.add(base, DAYS_WITHOUT_LIMIT)
    most = calendar.add(base, MOST_DAYS)
    return max(base, min(question.aims.limit, most))


def facts_between(
    store: Store, calendar: WorkingCalendar, practice: Practice, first: date, last: date, left_out: LeftOut
) -> DiaryFacts:
    """The diary between two days without whom and what is left out."""
    return left_out.in_facts(diary_facts(store, first, last, calendar, practice))


def to_place(asked: Sequence[Question], facts: DiaryFacts) -> list[ToPlace]:
    """Each with what it has lost and can keep."""
    return [_to_place(question, facts) for question in asked]


def _to_place(question: Question, facts: DiaryFacts) -> ToPlace:
    now_at, found = question.now_at, question.found
    if now_at is not None and found.mode == VIDEO:
        now_at = replace(now_at, room_id=None)
    lost: list[Obstacle] = []
    if now_at is not None:
        check = SlotCheck(facts, question.wanted)
        lost = _once(lost_by(check, now_at, initial=found.type is ConferenceType.INITIAL))
    codes = {fault.code for fault in lost}
    subject = Subject(
        found.id,
        question.wanted,
        question.aims_in(facts),
        now_at,
        keeps_time="day_off" not in codes,
        keeps_chair=not codes & _CHAIR_LOST,
        keeps_room=not codes & _ROOM_LOST,
        moving=MOVING.get(found.status, 0) if now_at else 0,
    )
    return ToPlace(question, subject, tuple(lost))
