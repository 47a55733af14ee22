"""Keep when chairs, rooms and paediatricians can be used: working hours, leave, blockings, school holidays."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from conference_app.domain.calendar import EARLIEST, LATEST
from conference_app.domain.errors import RuleBroken, raise_all
from conference_app.domain.listings import Taken
from conference_app.domain.supply import BUSY_KINDS, Busy, Owner, Pattern, SchoolHoliday, Whose, checked_rule
from conference_app.domain.text import one_line
from conference_app.store import diary, supply
from conference_app.store.store import Store
from conference_app.use_cases.collecting import Collecting
from conference_app.use_cases.outcome import Outcome, Topic

CHANGED = frozenset({Topic.DIARY})
# Whose: the entity of the audit trail.
_ENTITIES = {Whose.CHAIR: "chair", Whose.ROOM: "room", Whose.DOCTOR: "professional"}
# What is told of an entry kept, and of one taken away.
_KEPT: dict[type[supply.Entry], str] = {Pattern: "hours_kept", Busy: "busy_kept", SchoolHoliday: "school_holiday_kept"}
_REMOVED: dict[type[supply.Entry], str] = {
    Pattern: "hours_removed",
    Busy: "busy_removed",
    SchoolHoliday: "school_holiday_removed",
}


def keep_pattern(store: Store, pattern: Pattern) -> Outcome[int]:
    """Add or change hours that repeat."""
    collect = Collecting()
    checked = replace(
        pattern,
        rule=collect(checked_rule, pattern.rule, field="rule"),
        what=collect(one_line, pattern.what, field="what", what="what it is", required=pattern.available is False),
    )
    if pattern.ends <= pattern.starts:
        collect.add(RuleBroken("end_not_after_start", field="ends"))
    _check_days(collect, pattern.first_day, pattern.last_day)
    raise_all(collect.broken)
    return _keep(store, checked, checked.owner, rule=checked.rule, starts=checked.starts, ends=checked.ends)


def keep_busy(store: Store, busy: Busy) -> Outcome[int]:
    """Add or change time that is taken once; bookings inside it stay, and want to be moved: see `touched_by`."""
    collect = Collecting()
    checked = replace(busy, what=collect(one_line, busy.what, field="what", what="what it is", required=False))
    if busy.kind not in BUSY_KINDS:
        collect.add(RuleBroken("required", field="kind", what="what keeps the time"))
    if busy.ends_at <= busy.starts_at:
        collect.add(RuleBroken("end_not_after_start", field="ends_at"))
    _check_days(collect, busy.starts_at.date(), busy.ends_at.date())
    raise_all(collect.broken)
    return _keep(store, checked, checked.owner, kind=busy.kind, starts=busy.starts_at, ends=busy.ends_at)


def keep_school_holiday(store: Store, holiday: SchoolHoliday) -> Outcome[int]:
    """Add or change days without school."""
    collect = Collecting()
    checked = replace(holiday, title=collect(one_line, holiday.title, field="title", what="the name of the holiday"))
    _check_days(collect, holiday.first_day, holiday.last_day)
    raise_all(collect.broken)
    return _keep(store, checked, None, title=checked.title)


def remove_supply(store: Store, entry: supply.Entry) -> Outcome[int]:
    """Take hours, a busy time or a school holiday away."""
    owner = None if isinstance(entry, SchoolHoliday) else entry.owner
    with store.write() as writing:
        supply.remove(writing, entry)
        entity, entity_id = _entity(owner, entry.id)
        writing.record(_REMOVED[type(entry)], entity, entity_id)
    return Outcome(entry.id, CHANGED)


def touched_by(store: Store, busy: Busy) -> list[Taken]:
    """The bookings that stand inside a busy time of a chair or a room, the earliest first."""
    owner = busy.owner
    if owner.whose is Whose.DOCTOR:
        return []
    return [
        each
        for each in diary.taken(store, busy.starts_at.date(), busy.ends_at.date())
        if (each.chair_id if owner.whose is Whose.CHAIR else each.room_id) == owner.id
        and each.starts_at < busy.ends_at
        and each.ends_at > busy.starts_at
    ]


def _keep(store: Store, entry: supply.Entry, owner: Owner | None, **facts: Any) -> Outcome[int]:
    with store.write() as writing:
        entry_id = supply.keep(writing, entry)
        entity, entity_id = _entity(owner, entry_id)
        writing.record(_KEPT[type(entry)], entity, entity_id, **facts)
    return Outcome(entry_id, CHANGED)


def _entity(owner: Owner | None, entry_id: int) -> tuple[str, int]:
    return (_ENTITIES[owner.whose], owner.id) if owner else ("school_holiday", entry_id)


def _check_days(collect: Collecting, first: date, last: date | None) -> None:
    """Dates this program has a use for, the last not before the first."""
    for field, day in (("first_day", first), ("last_day", last)):
        if day is not None and not EARLIEST <= day <= LATEST:
            text = f"{day.day}/{day.month}/{day.year}"
            years = {"first": EARLIEST.year, "last": LATEST.year}
            collect.add(RuleBroken("date_out_of_range", field=field, text=text, **years))
    if last is not None and last < first:
        collect.add(RuleBroken("ends_before_it_starts", field="last_day"))
