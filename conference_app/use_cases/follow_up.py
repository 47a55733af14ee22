"""Follow actions up: log them, note progress, escalate, close them with evidence."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from conference_app.domain.actions import Action, ProgressNote
from conference_app.domain.errors import RuleBroken, raise_all
from conference_app.domain.text import one_line, paragraph
from conference_app.store import actions, families
from conference_app.store.actions import ActionInBrief
from conference_app.store.store import Store, Writing
from conference_app.use_cases.collecting import Collecting
from conference_app.use_cases.outcome import Outcome, Topic

CHANGED = frozenset({Topic.ACTIONS})
LONGEST_NOTE = 4000


def log_action(store: Store, action: Action, *, today: date) -> Outcome[int]:
    """Log what somebody promised, for a child or the family, by a day."""
    checked = _checked(action)
    raised_on = action.raised_on or today
    if checked.due_on < raised_on:
        raise RuleBroken("due_before_raised", field="due_on")
    _check_child(store, checked)
    with store.write() as writing:
        action_id = actions.insert(writing, replace(checked, raised_on=raised_on))
        _record(writing, "action_logged", replace(checked, id=action_id), due_on=checked.due_on)
    return Outcome(action_id, CHANGED)


def change_action(store: Store, action: Action) -> Outcome[int]:
    """Correct an action or move its due date; the first due date stays on the record."""
    seen = actions.action(store, action.id)
    if seen.done_on:
        raise RuleBroken("action_is_done")
    checked = _checked(action)
    if seen.raised_on and checked.due_on < seen.raised_on:
        raise RuleBroken("due_before_raised", field="due_on")
    _check_child(store, replace(checked, family_id=seen.family_id))
    with store.write() as writing:
        actions.change(
            writing,
            action,
            text=checked.text,
            owner=checked.owner,
            agency_id=checked.agency_id,
            child_id=checked.child_id,
            due_on=checked.due_on,
            restricted=checked.restricted,
        )
        _record(writing, "action_changed", seen, due_before=seen.due_on, due_on=checked.due_on)
    return Outcome(action.id, CHANGED)


def note_progress(store: Store, action_id: int, text: str, *, today: date) -> Outcome[int]:
    """Add a progress note with its author and day."""
    text = paragraph(text, field="text", what="the progress note", most=LONGEST_NOTE)
    with store.write() as writing:
        seen = actions.brief(store, action_id)
        note_id = actions.add_note(writing, action_id, ProgressNote(today, store.actor, text))
        _record(writing, "progress_noted", seen)
    return Outcome(note_id, CHANGED)


def complete_action(store: Store, action_id: int, evidence: str, *, on: date, seen: int, today: date) -> Outcome[int]:
    """Close an action: on which day, and how it is known."""
    found = actions.action(store, action_id)
    if found.done_on:
        raise RuleBroken("action_is_done")
    evidence = paragraph(evidence, field="evidence", what="how it is known to be done")
    if on > today:
        raise RuleBroken("date_in_future", field="on", what="The day it was done")
    if found.raised_on and on < found.raised_on:
        raise RuleBroken("done_before_raised", field="on")
    with store.write() as writing:
        actions.change(writing, replace(found, version=seen), done_on=on, evidence=evidence)
        _record(writing, "action_done", found, on=on)
    return Outcome(action_id, CHANGED)


def reopen_action(store: Store, action_id: int, reason: str) -> Outcome[int]:
    """Open a closed action again, with the reason; the evidence goes into the notes."""
    found = actions.action(store, action_id)
    if not found.done_on:
        raise RuleBroken("action_is_open")
    reason = paragraph(reason, field="reason", what="why it is opened again")
    with store.write() as writing:
        note = _reopened(reason, found.evidence)
        actions.add_note(writing, action_id, ProgressNote(store.now().date(), store.actor, note))
        actions.change(writing, found, done_on=None, evidence="")
        _record(writing, "action_reopened", found, why=reason)
    return Outcome(action_id, CHANGED)


def _reopened(reason: str, evidence: str) -> str:
    """The note on an action opened again; the evidence is cut where both are too long for one note."""
    note = f"Opened again: {reason}\nIt had been closed with: {evidence}"
    return note if len(note) <= LONGEST_NOTE else note[: LONGEST_NOTE - 1] + "…"


def escalate_action(store: Store, action_id: int, to: str, *, seen: int, today: date) -> Outcome[int]:
    """Escalate an action to a named manager."""
    found = actions.action(store, action_id)
    if found.done_on:
        raise RuleBroken("action_is_done")
    to = one_line(to, field="to", what="to whom it is escalated")
    with store.write() as writing:
        actions.change(writing, replace(found, version=seen), escalated_on=today, escalated_to=to)
        _record(writing, "action_escalated", found, to=to)
    return Outcome(action_id, CHANGED)


def _check_child(store: Store, action: Action) -> None:
    family = families.family(store, action.family_id)
    if action.child_id is not None and action.child_id not in {child.id for child in family.children}:
        raise RuleBroken("child_of_another_family", field="child_id")


def _checked(action: Action) -> Action:
    collect = Collecting()
    checked = replace(
        action,
        text=collect(paragraph, action.text, field="text", what="what is to be done"),
        owner=collect(one_line, action.owner, field="owner", what="who will do it"),
    )
    raise_all(collect.broken)
    return checked


def _record(writing: Writing, what: str, action: Action | ActionInBrief, **facts: Any) -> None:
    """Put the event on the history of the conference that raised the action, or of the family."""
    entity, entity_id = ("conference", action.conference_id) if action.conference_id else ("family", action.family_id)
    writing.record(what, entity, entity_id, action=action.id, text=action.text, **facts)
