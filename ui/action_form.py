"""The forms with which actions are logged, changed, closed, escalated and opened again; used by two areas."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from PySide6.QtWidgets import QWidget

from conference_app.domain.actions import Action
from conference_app.domain.errors import RuleBroken
from conference_app.domain.family import Child
from conference_app.domain.spoken_dates import long_date
from conference_app.store import families, people
from conference_app.use_cases.follow_up import (
    change_action,
    complete_action,
    escalate_action,
    log_action,
    note_progress,
    reopen_action,
)
from conference_app.use_cases.rules_in_force import calendar_of

from .session import Session
from .widgets.choice import Choice
from .widgets.date_field import DateField
from .widgets.editors import TextArea, TextLine, Tick
from .widgets.form import Form
from .widgets.form_dialog import FormDialog
from .widgets.suggesting_line import SuggestingText


def log_dialog(
    session: Session, family_id: int, conference_id: int | None, parent: QWidget, *, people_known: Sequence[str] = ()
) -> FormDialog:
    """Log a new action for a child or the family; answers its id."""
    form = _action_form(session, session.ask(families.family, family_id).children, people_known)

    def save(values: dict[str, Any]) -> int:
        draft = Action(family_id, "", "", session.today(), conference_id=conference_id)
        return session.perform(log_action, _filled(draft, values), today=session.today())

    return FormDialog("Log an action", form, save, save_word="Log action", parent=parent)


def change_dialog(session: Session, action: Action, parent: QWidget) -> FormDialog:
    """Correct an action or move its due date."""
    form = _action_form(session, session.ask(families.family, action.family_id).children)
    form.set_values(
        {
            "text": action.text,
            "child_id": action.child_id,
            "owner": action.owner,
            "agency_id": action.agency_id,
            "due_on": action.due_on,
            "restricted": action.restricted,
        }
    )
    first = action.first_due_on or action.due_on
    note = f"It was first due on {long_date(first)}: that stays on the record."

    def save(values: dict[str, Any]) -> int:
        return session.perform(change_action, _filled(action, values))

    return FormDialog("Change the action", form, save, note=note, parent=parent)


def note_dialog(session: Session, action: Action, parent: QWidget) -> FormDialog:
    """Add a progress note."""
    form = Form()
    form.add("text", "What has been learned", TextArea(lines=4), help="Kept with your name and today's date.")

    def save(values: dict[str, Any]) -> int:
        return session.perform(note_progress, action.id, values["text"], today=session.today())

    return FormDialog("Add a progress note", form, save, save_word="Add note", note=action.text, parent=parent)


def done_dialog(session: Session, action: Action, parent: QWidget) -> FormDialog:
    """Close an action: when it was done, and how that is known."""
    form = Form()
    calendar = session.ask(calendar_of)
    form.add("on", "Done on", DateField(today=session.today, calendar=calendar, looking="back"), value=session.today())
    form.add("evidence", "How do we know?", TextArea(lines=4), help="A letter, a report, who confirmed it and when.")

    def save(values: dict[str, Any]) -> int:
        on = _needed(values["on"], "on", "the day it was done")
        return session.perform(
            complete_action, action.id, values["evidence"], on=on, seen=action.version, today=session.today()
        )

    return FormDialog("Close the action as done", form, save, save_word="Mark as done", note=action.text, parent=parent)


def escalate_dialog(session: Session, action: Action, parent: QWidget) -> FormDialog:
    """Escalate an action to a named manager."""
    form = Form()
    form.add("to", "Escalated to", TextLine(), help="Name and post of the manager.", value=action.escalated_to)

    def save(values: dict[str, Any]) -> int:
        return session.perform(escalate_action, action.id, values["to"], seen=action.version, today=session.today())

    return FormDialog("Escalate the action", form, save, save_word="Escalate", note=action.text, parent=parent)


def reopen_dialog(session: Session, action: Action, parent: QWidget) -> FormDialog:
    """Open a closed action again; its evidence goes into the notes."""
    form = Form()
    form.add("reason", "Why is it opened again?", TextArea(lines=3))

    def save(values: dict[str, Any]) -> int:
        return session.perform(reopen_action, action.id, values["reason"])

    return FormDialog("Open the action again", form, save, save_word="Open again", note=action.text, parent=parent)


def _action_form(session: Session, children: Sequence[Child], people_known: Sequence[str] = ()) -> Form:
    """The fields of an action; the names of those who were there are offered while the owner is typed."""
    form = Form()
    agencies = [(each.id, each.name) for each in session.ask(people.agencies) if each.active]
    calendar = session.ask(calendar_of)
    form.add("text", "What is to be done", TextArea(lines=3))
    form.add("child_id", "For", Choice([(child.id, child.name) for child in children], none="The family"))
    with form.row():
        form.add("owner", "Who will do it", SuggestingText(people_known))
        form.add("agency_id", "Agency", Choice(agencies, none="None"), optional=True)
    due = DateField(today=session.today, calendar=calendar)
    form.add("due_on", "Due", due, help="A day, or how long from now: +10wd.")
    form.add("restricted", "", Tick("Restricted: only on the chair's copy, never on the family's"))
    return form


def _filled(action: Action, values: dict[str, Any]) -> Action:
    due = _needed(values["due_on"], "due_on", "the day it is due")
    return replace(action, **{**values, "due_on": due})


def _needed(day: date | None, field: str, what: str) -> date:
    if day is None:
        raise RuleBroken("required", field=field, what=what)
    return day
