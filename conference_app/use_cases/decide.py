"""Record what a conference decided, its core group, and what went out afterwards."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from conference_app.domain.conference import Conference
from conference_app.domain.decisions import Decision, Dissent, check_decision
from conference_app.domain.errors import RuleBroken, raise_all
from conference_app.domain.family import Child
from conference_app.domain.text import all_of, one_line, paragraph
from conference_app.store import conferences, decisions
from conference_app.store.decisions import CoreGroupMember
from conference_app.store.store import Store
from conference_app.use_cases.collecting import Collecting
from conference_app.use_cases.outcome import Outcome, Topic

CHANGED = frozenset({Topic.DECISIONS, Topic.CONFERENCES})


def decide(store: Store, decision: Decision) -> Outcome[int]:
    """Record or correct the decision for one child, with dissent by name and reason."""
    found = _held(store, decision.conference_id)
    assert found.day is not None
    if decision.child_id not in {child.id for child in conferences.children_of(store, found.id)}:
        raise RuleBroken("no_child_chosen", field="child_id")
    collect = Collecting()
    checked = replace(
        decision,
        paediatric_assessment=collect(
            paragraph, decision.paediatric_assessment, field="paediatric_assessment", what="the answer", required=False
        ),
        dissents=tuple(
            Dissent(
                collect(one_line, each.name, field="dissents", what="who dissents"),
                collect(paragraph, each.reason, field="dissents", what="why they dissent"),
            )
            for each in decision.dissents
        ),
    )
    try:
        check_decision(checked, found.type, found.day)
    except RuleBroken as broken:
        collect.broken += broken.each()
    raise_all(collect.broken)
    with store.write() as writing:
        decision_id = decisions.keep(writing, checked)
        writing.record(
            "decision_recorded",
            "conference",
            found.id,
            child=checked.child_id,
            outcome=checked.outcome,
            categories=list(checked.categories),
            dissents=len(checked.dissents),
        )
    return Outcome(decision_id, CHANGED)


def decide_alike(store: Store, decision: Decision, others: Sequence[int]) -> Outcome[int]:
    """Record one child's decision and the same for other children not decided about yet: all, or none."""
    with store.write():
        made = decide(store, decision)
        for child_id in others:
            decide(store, replace(decision, child_id=child_id, id=0, version=0))
    return made


def set_core_group(
    store: Store, conference_id: int, members: Sequence[CoreGroupMember], *, at: datetime, seen: int
) -> Outcome[int]:
    """Fix the core group and the date of its first meeting."""
    found = _held(store, conference_id)
    collect = Collecting()
    checked = [
        CoreGroupMember(
            collect(one_line, member.name, field="members", what="the member's name"),
            collect(one_line, member.role, field="members", what="the member's role", required=False),
        )
        for member in members
    ]
    if not checked:
        collect.add(RuleBroken("required", field="members", what="at least one member"))
    if found.day and at.date() < found.day:
        collect.add(RuleBroken("core_group_before_conference", field="at"))
    raise_all(collect.broken)
    with store.write() as writing:
        decisions.keep_core_group(writing, conference_id, checked)
        conferences.set_columns(writing, replace(found, version=seen), core_group_at=at)
        writing.record("core_group_set", "conference", conference_id, at=at, members=len(checked))
    return Outcome(conference_id, CHANGED)


def record_letter_sent(store: Store, conference_id: int, *, on: date, seen: int, today: date) -> Outcome[int]:
    """Record the decision letter as sent: it says what was decided, so it waits for every child's decision.

    The day of a letter recorded before can be corrected all the same.
    """
    found = _held(store, conference_id)
    undecided = undecided_children(store, conference_id) if found.letter_sent_on is None else []
    if undecided:
        raise RuleBroken("letter_waits_for_decisions", field="on", children=all_of(child.name for child in undecided))
    return _went_out(store, conference_id, "letter_sent_on", on, seen, today)


def record_record_sent(store: Store, conference_id: int, *, on: date, seen: int, today: date) -> Outcome[int]:
    """Record the full record of the conference as sent."""
    return _went_out(store, conference_id, "record_sent_on", on, seen, today)


def undecided_children(store: Store, conference_id: int) -> list[Child]:
    """The children a conference was about of whom nobody has said what was decided, eldest first."""
    decided = {each.child_id for each in decisions.decisions(store, conference_id)}
    return [child for child in conferences.children_of(store, conference_id) if child.id not in decided]


def _went_out(store: Store, conference_id: int, column: str, on: date, seen: int, today: date) -> Outcome[int]:
    found = _held(store, conference_id)
    if on > today:
        raise RuleBroken("date_in_future", field="on", what="This")
    if found.day and on < found.day:
        raise RuleBroken("sent_before_conference", field="on")
    with store.write() as writing:
        conferences.set_columns(writing, replace(found, version=seen), **{column: on})
        writing.record(column.removesuffix("_on"), "conference", conference_id, on=on)
    return Outcome(conference_id, CHANGED)


def _held(store: Store, conference_id: int) -> Conference:
    found = conferences.conference(store, conference_id)
    if not found.status.was_held:
        raise RuleBroken("not_held_yet", status=found.status.value)
    return found
