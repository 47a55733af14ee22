"""Do the accepted part of a plan for many conferences: all of it in one transaction, or nothing; and take it back."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from conference_app.domain.errors import RuleBroken, SeveralRulesBroken
from conference_app.domain.rebooking import Wish
from conference_app.domain.text import all_of
from conference_app.scheduling.check_slot import SlotCheck
from conference_app.scheduling.facts import Wanted
from conference_app.store.store import Store
from conference_app.use_cases.diary_facts import diary_facts
from conference_app.use_cases.outcome import Outcome
from conference_app.use_cases.plan_subjects import LEFT_OUT, lost_by
from conference_app.use_cases.rebook import rebook
from conference_app.use_cases.replan import DiaryPlan, PlanLine
from conference_app.use_cases.rules_in_force import calendar_of, practice_of
from conference_app.use_cases.schedule_conference import CHANGED, schedule_conference
from conference_app.use_cases.take_back_rebooking import take_back


def apply_plan(
    store: Store,
    plan: DiaryPlan,
    accepted: Collection[int],
    *,
    today: date,
    reason_code: str = "",
    reason: str = "",
    approved_by: str = "",
) -> Outcome[tuple[int, ...]]:
    """Move the accepted conferences to their new places; answers the ids of the rebookings, for `take_back_plan`.

    Without a code each gives the one for what it lost. RuleBroken `plan_needs_approver` where a day is past the
    limit; `changed_elsewhere` for a conference that was changed since the plan was made, `loss_is_over` for one that
    has its place again, and what booking it refuses, each with `plan_not_done`, which names the conference.
    """
    lines = [line for line in plan.moves if line.conference_id in set(accepted)]
    if not lines:
        raise RuleBroken("nothing_moved", field="accepted")
    late = [line.reference for line in lines if line.needs_approval]
    if late and not approved_by.strip():
        raise RuleBroken("plan_needs_approver", field="approved_by", references=all_of(late))
    done: list[int] = []
    with store.write():
        for line in lines:
            wish = line.wish(reason_code=reason_code, reason=reason, approved_by=approved_by)
            try:
                _check_loss(store, line)
                done += _move(store, line, wish, today)
            except RuleBroken as broken:
                not_done = RuleBroken("plan_not_done", reference=line.reference)
                raise SeveralRulesBroken([*broken.each(), not_done]) from broken
    return Outcome(tuple(done), CHANGED)


def _check_loss(store: Store, line: PlanLine) -> None:
    """RuleBroken `loss_is_over` where leave, a blocking or a closure was taken away since: nobody need be told."""
    codes = {fault.code for fault in line.lost}
    if line.before is None or not codes or any(fault.thing == LEFT_OUT for fault in line.lost):
        return
    slot = line.before.slot
    facts = diary_facts(store, slot.day, slot.day, calendar_of(store), practice_of(store))
    check = SlotCheck(facts, Wanted(0, line.minutes, slot.starts_at, needs_room=False))
    if codes.isdisjoint(fault.code for fault in lost_by(check, slot, initial=True)):
        raise RuleBroken("loss_is_over")


def _move(store: Store, line: PlanLine, wish: Wish, today: date) -> list[int]:
    """The id of its rebooking; none where it had no place before."""
    assert wish.booking is not None
    if line.before is None:
        schedule_conference(store, line.conference_id, wish.booking, seen=line.version, today=today)
        return []
    return [rebook(store, wish, seen=line.version, today=today).value.rebooking_id]


def take_back_plan(store: Store, rebooking_ids: Sequence[int]) -> Outcome[int]:
    """Restore what all these moves changed, or nothing of it; answers how many."""
    with store.write():
        for rebooking_id in reversed(rebooking_ids):
            take_back(store, rebooking_id)
    return Outcome(len(rebooking_ids), CHANGED)
