"""The best slots for a conference, and where none keeps the limit, what is in the way and what comes after it."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time

from conference_app import log
from conference_app.domain.calendar import DAY, WorkingCalendar
from conference_app.domain.conference import Conference, Request
from conference_app.domain.conference_status import LAWFUL_STEPS, Status
from conference_app.domain.errors import RuleBroken
from conference_app.domain.timescales import margin
from conference_app.scheduling.check_slot import SlotCheck
from conference_app.scheduling.facts import DiaryFacts, Slot, Wanted
from conference_app.scheduling.obstacles import ObstacleSet, no_day_left, why_not
from conference_app.scheduling.slot_reasons import Aims, Asked, Reason, Weighing
from conference_app.scheduling.slots import RankedSlot, SlotSearch
from conference_app.scheduling.timetable import Timetable
from conference_app.store import conferences, diary, invitations, supply
from conference_app.store.store import Store
from conference_app.use_cases.book_review import review_conference
from conference_app.use_cases.diary_facts import diary_facts
from conference_app.use_cases.slot_aims import Question, question_about

TOP = 5
MOST_OBSTACLES = 5
DAYS_WITHOUT_LIMIT = 20  # working days looked at where no limit is known
DAYS_LATE = 60  # working days looked at after a limit that cannot be kept


@dataclass(frozen=True, slots=True)
class Proposal:
    """A slot to choose: the margins are working days before the limit, negative past it, None without one."""

    starts_at: datetime
    ends_at: datetime
    minutes: int
    chair_id: int
    chair_name: str
    room_id: int | None
    room_name: str
    margin: int | None
    stricter_margin: int | None
    reasons: tuple[Reason, ...]

    @property
    def late(self) -> bool:
        """Whether a reason and an approver are asked for [liverpool-icpc]."""
        return self.margin is not None and self.margin < 0


@dataclass(frozen=True, slots=True)
class SlotsFound:
    """What a search found between two days.

    Where nothing keeps the limit, `obstacles` says why, and `after_limit` is the first slot past it. A limit that
    has passed already is an obstacle too; `slots` are then the earliest ones, each with how late it is.
    """

    slots: list[Proposal]
    obstacles: list[ObstacleSet]
    after_limit: Proposal | None
    limit: date | None
    stricter_limit: date | None
    first: date
    last: date


def find_slots(
    store: Store,
    conference_id: int,
    *,
    now: datetime,
    top: int = TOP,
    minutes: int | None = None,
    mode: str | None = None,
    first: date | None = None,
    last: date | None = None,
) -> SlotsFound:
    """The best slots for a conference, best first; writes nothing.

    From now to the last lawful day, or between other days. Its own booking does not stand in its way and is not
    proposed. Length and mode are as booked, or as usual.
    """
    found = conferences.conference(store, conference_id)
    question = question_about(store, found, found.id, now=now, minutes=minutes, mode=mode)
    return _Finding(store, question, top).between(first, last)


def find_slots_by_reference(store: Store, reference: str, *, now: datetime, top: int = TOP) -> SlotsFound:
    """The same by the reference people use; RuleBroken `no_conference`, or `conference_is_over`."""
    found = conferences.conference_by_reference(store, reference)
    if Status.BOOKED not in LAWFUL_STEPS[found.status]:
        raise RuleBroken("conference_is_over", status=found.status.value)
    return find_slots(store, found.id, now=now, top=top)


def find_review_slots(
    store: Store,
    found: Conference,
    request: Request,
    *,
    now: datetime,
    top: int = TOP,
    minutes: int | None = None,
    mode: str | None = None,
    first: date | None = None,
    last: date | None = None,
) -> SlotsFound:
    """The same for the review that follows `found` and is not kept yet."""
    review = review_conference(store, found, request)
    question = question_about(store, review, found.id, now=now, minutes=minutes, mode=mode or found.mode)
    return _Finding(store, question, top).between(first, last)


class SlotDefect(Exception):
    """The search proposed a slot the check refuses: one of the two is wrong."""


def verified(ranked: Iterable[RankedSlot], check: SlotCheck) -> list[RankedSlot]:
    """Those the second check agrees with; any other is our own defect, kept out of sight and in the log."""
    good = []
    for each in ranked:
        faults = check.faults(each.slot)
        if not faults:
            good.append(each)
            continue
        defect = SlotDefect(", ".join(fault.code for fault in faults))
        log.unexpected(defect)
        warnings.warn(f"a proposed slot was refused: {defect}", RuntimeWarning, stacklevel=2)
    return good


class _Finding:
    """One search, with what it loaded."""

    def __init__(self, store: Store, question: Question, top: int) -> None:
        self.store, self.question, self.top = store, question, top
        self.calendar: WorkingCalendar = question.calendar
        self.limit = question.aims.limit
        doctor = question.aims.doctor
        self.patterns = supply.patterns_without_doctors(store, but=doctor.id if doctor else None)

    def between(self, first: date | None, last: date | None) -> SlotsFound:
        question, limit, today = self.question, self.limit, self.question.earliest.date()
        start = max(first or today, today)
        end = last or self._usual_end(start)
        facts = self._facts(start, end)
        slots = self._best(facts, start, end, self.top)
        obstacles: list[ObstacleSet] = []
        after = None
        if limit is not None and limit < today:
            obstacles, after = [no_day_left(self.calendar, today, limit)], slots[0] if slots else None
        elif not slots:
            obstacles = self._why_not(facts, start, end)
            after = self._after(max(limit, end)) if limit is not None else None
        return SlotsFound(
            slots, obstacles, after, question.found.limit_on, question.found.stricter_limit_on, start, end
        )

    def _usual_end(self, start: date) -> date:
        """The last lawful day; some weeks on where none is known, or it has passed."""
        if self.limit is not None and self.limit >= start:
            return self.limit
        return self.calendar.add(start, DAYS_WITHOUT_LIMIT if self.limit is None else DAYS_LATE)

    def _facts(self, first: date, last: date) -> DiaryFacts:
        return diary_facts(
            self.store,
            first,
            last,
            self.calendar,
            self.question.practice,
            without=self.question.found.id,
            patterns=self.patterns,
        )

    def _wanted(self, first: date) -> Wanted:
        earliest = max(self.question.earliest, datetime.combine(first, time()))
        return replace(self.question.wanted, earliest=earliest)

    def _aims(self, facts: DiaryFacts, first: date, last: date) -> Aims:
        """The aims, with the conferences that want the same paediatrician on these days."""
        aims = self.question.aims_in(facts)
        if aims.doctor is None:
            return aims
        rows = invitations.asked_to(self.store, aims.doctor.id, first, last, without=self.question.found.id)
        asked = [Asked(row[0], datetime.fromisoformat(row[1]), datetime.fromisoformat(row[2])) for row in rows]
        return replace(aims, doctor=replace(aims.doctor, asked=asked))

    def _best(self, facts: DiaryFacts, first: date, last: date, top: int) -> list[Proposal]:
        wanted, timetable = self._wanted(first), Timetable(facts, first, last)
        search = SlotSearch(timetable, wanted, self._aims(facts, first, last), self.question.now_at)
        found = search.best(timetable.days, top)
        days = {each.slot.day.isoformat() for each in found}
        on_these_days = replace(facts, booked=[row for row in facts.booked if row.starts_at[:10] in days])
        return [self._proposal(facts, each) for each in verified(found, SlotCheck(on_these_days, wanted))]

    def _why_not(self, facts: DiaryFacts, first: date, last: date) -> list[ObstacleSet]:
        timetable, wanted, aims = Timetable(facts, first, last), self._wanted(first), self._aims(facts, first, last)
        if not timetable.days:
            return [no_day_left(self.calendar, first, last)]
        days = sorted(timetable.days, key=Weighing(timetable, wanted, aims).day_cost)
        check = SlotCheck(facts, wanted)
        return self._named(why_not(check, days, most=MOST_OBSTACLES, chair_id=aims.chair_id))

    def _after(self, last: date) -> Proposal | None:
        """The first slot past the limit, with its lateness among the reasons."""
        first, end = last + DAY, self.calendar.add(last, DAYS_LATE)
        found = self._best(self._facts(first, end), first, end, 1)
        return found[0] if found else None

    def _named(self, sets: Sequence[ObstacleSet]) -> list[ObstacleSet]:
        """The same with the references of the conferences in the way."""
        facts = [obstacle.facts for each in sets for obstacle in each.obstacles]
        ids = [number for each in facts if isinstance(number := each.get("conference_id"), int)]
        known = diary.references(self.store, ids)
        return [replace(each, obstacles=tuple(o.with_reference(known) for o in each.obstacles)) for each in sets]

    def _proposal(self, facts: DiaryFacts, ranked: RankedSlot) -> Proposal:
        slot, found = ranked.slot, self.question.found
        return Proposal(
            slot.starts_at,
            slot.ends_at,
            self.question.wanted.minutes,
            slot.chair_id,
            next(chair.name for chair in facts.chairs if chair.id == slot.chair_id),
            slot.room_id,
            next((room.name for room in facts.rooms if room.id == slot.room_id), ""),
            self._left(slot, self.limit),
            self._left(slot, found.stricter_limit_on),
            ranked.reasons,
        )

    def _left(self, slot: Slot, limit: date | None) -> int | None:
        return None if limit is None else margin(slot.day, limit, self.calendar)
