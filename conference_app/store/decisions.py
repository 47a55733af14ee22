"""Decisions, dissent and core groups, as rows."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from conference_app.domain.decisions import Decision, Dissent
from conference_app.store.rows import columns, read_all
from conference_app.store.store import Store, Writing


@dataclass(frozen=True, slots=True)
class CoreGroupMember:
    """Somebody in the core group that carries the plan between conferences."""

    name: str
    role: str = ""


def decisions(store: Store, conference_id: int) -> list[Decision]:
    """The decision for each child decided about so far."""
    wanted = columns(Decision, without={"dissents", "id", "version", "child_name"}, table="decision")
    found = []
    rows = store.rows(
        f"SELECT {wanted}, '', decision.id, decision.version, child.name FROM decision "
        "JOIN child ON child.id = child_id WHERE conference_id = ? ORDER BY coalesce(born_on, expected_on), child.name",
        (conference_id,),
    )
    for decision in read_all(Decision, rows):
        dissents = read_all(
            Dissent, store.rows("SELECT name, reason FROM dissent WHERE decision_id = ? ORDER BY id", (decision.id,))
        )
        found.append(replace(decision, dissents=tuple(dissents)))
    return found


def plan_since(store: Store, child_id: int, before: date) -> date | None:
    """The day a child's latest plan started, as decided before a day; None where none is known."""
    found = store.value(
        "SELECT max(plan_starts_on) FROM decision WHERE child_id = ? AND outcome = 'plan starts' "
        "AND plan_starts_on < ?",
        (child_id, before),
    )
    return date.fromisoformat(found) if found else None


def keep(writing: Writing, decision: Decision) -> int:
    """Insert or change the decision for one child with its dissents."""
    values = {
        "conference_id": decision.conference_id,
        "child_id": decision.child_id,
        "outcome": decision.outcome,
        "categories": ",".join(decision.categories),
        "plan_starts_on": decision.plan_starts_on,
        "plan_ends_on": decision.plan_ends_on,
        "chair_alone": decision.chair_alone,
        "paediatric_assessment": decision.paediatric_assessment,
    }
    decision_id = decision.id
    if decision_id:
        writing.update("decision", decision_id, decision.version, **values)
        writing.execute("DELETE FROM dissent WHERE decision_id = ?", (decision_id,))
    else:
        decision_id = writing.insert("decision", **values)
    for dissent in decision.dissents:
        writing.insert("dissent", decision_id=decision_id, name=dissent.name, reason=dissent.reason)
    return decision_id


def core_group(store: Store, conference_id: int) -> list[CoreGroupMember]:
    """The core group fixed by a conference."""
    return read_all(
        CoreGroupMember,
        store.rows("SELECT name, role FROM core_group_member WHERE conference_id = ? ORDER BY id", (conference_id,)),
    )


def keep_core_group(writing: Writing, conference_id: int, members: list[CoreGroupMember]) -> None:
    """Replace the core group's members."""
    writing.execute("DELETE FROM core_group_member WHERE conference_id = ?", (conference_id,))
    for member in members:
        writing.insert("core_group_member", conference_id=conference_id, name=member.name, role=member.role)


def has_plan(store: Store, conference_id: int) -> bool:
    """Whether a child is on a plan by the decisions of this conference."""
    sql = "SELECT 1 FROM decision WHERE conference_id = ? AND outcome IN ('plan starts', 'plan continues') LIMIT 1"
    return store.value(sql, (conference_id,)) is not None
