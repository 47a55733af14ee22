"""Actions and their progress notes, as rows."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from conference_app.domain.actions import Action, ProgressNote
from conference_app.domain.errors import RuleBroken
from conference_app.store.rows import columns, read_all
from conference_app.store.store import Store, Writing

_JOINED = {"agency_name", "family_name", "child_name", "notes"}
_SELECT = (
    f"SELECT {columns(Action, without=_JOINED, table='action')}, coalesce(agency.name, ''), family.name, "
    "coalesce(child.name, '') FROM action JOIN family ON family.id = action.family_id "
    "LEFT JOIN agency ON agency.id = action.agency_id LEFT JOIN child ON child.id = action.child_id "
)


@dataclass(frozen=True, slots=True)
class ActionInBrief:
    """What its events on the audit trail say of an action."""

    id: int
    family_id: int
    conference_id: int | None
    text: str


def brief(store: Store, action_id: int) -> ActionInBrief:
    """One action from its own row alone; RuleBroken `no_action`."""
    row = store.row("SELECT id, family_id, conference_id, text FROM action WHERE id = ?", (action_id,))
    if row is None:
        raise RuleBroken("no_action")
    return ActionInBrief(*row)


def action(store: Store, action_id: int) -> Action:
    """One action, without its progress notes; RuleBroken `no_action`."""
    found = read_all(Action, store.rows(_SELECT + "WHERE action.id = ?", (action_id,)))
    if not found:
        raise RuleBroken("no_action")
    return found[0]


def action_with_notes(store: Store, action_id: int) -> Action:
    """One action with its progress notes, oldest first; RuleBroken `no_action`."""
    notes = read_all(
        ProgressNote,
        store.rows("SELECT written_on, author, text FROM action_note WHERE action_id = ? ORDER BY id", (action_id,)),
    )
    return replace(action(store, action_id), notes=tuple(notes))


def actions_of_conference(store: Store, conference_id: int) -> list[Action]:
    """The actions a conference raised, by due date."""
    return read_all(
        Action,
        store.rows(_SELECT + "WHERE action.conference_id = ? ORDER BY action.due_on, action.id", (conference_id,)),
    )


def open_before(store: Store, family_id: int, conference_id: int, day: date) -> list[Action]:
    """The family's open actions from earlier conferences: what this one's agenda carries."""
    return read_all(
        Action,
        store.rows(
            _SELECT + "WHERE action.family_id = ? AND action.done_on IS NULL AND action.conference_id IS NOT ? "
            "AND action.raised_on <= ? ORDER BY action.due_on, action.id",
            (family_id, conference_id, day),
        ),
    )


def insert(writing: Writing, new: Action) -> int:
    """Keep a new action; the first due date is the due date."""
    return writing.insert(
        "action",
        family_id=new.family_id,
        conference_id=new.conference_id,
        child_id=new.child_id,
        text=new.text,
        owner=new.owner,
        agency_id=new.agency_id,
        raised_on=new.raised_on,
        first_due_on=new.due_on,
        due_on=new.due_on,
        restricted=new.restricted,
    )


def change(writing: Writing, seen: Action, **changes: object) -> None:
    """Change an action whose version was seen."""
    writing.update("action", seen.id, seen.version, **changes)


def add_note(writing: Writing, action_id: int, note: ProgressNote) -> int:
    """Add a progress note; notes are never changed."""
    return writing.insert(
        "action_note", action_id=action_id, written_on=note.written_on, author=note.author, text=note.text
    )
