"""Postpone, adjourn or cancel a conference: the reason is asked for and stays on the record."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from conference_app.domain.conference import Conference
from conference_app.domain.conference_status import LAWFUL_STEPS, Status
from conference_app.use_cases.schedule_conference import change_status
from conference_app.use_cases.take_register import paediatrician_was_invited

from ..session import Session
from ..widgets.editors import TextArea
from ..widgets.form import Form
from ..widgets.form_dialog import FormDialog
from .held_dialog import ask_for_breach

# Status: the word of the menu, the button of the dialog, and what it means.
WISHES = {
    Status.POSTPONED: (
        "Postpone…",
        "Postpone",
        "The booking is given up and can be made again. The last lawful day does not move.",
    ),
    Status.ADJOURNED: (
        "Adjourn…",
        "Adjourn",
        "The conference began and could not finish. It is closed here; the next one starts as a new request.",
    ),
    Status.CANCELLED: (
        "Cancel conference…",
        "Cancel conference",
        "It will not be held. The record of it stays and cannot be opened again.",
    ),
}


def lawful_wishes(found: Conference) -> list[Status]:
    """Which of the three this conference can still become."""
    return [status for status in WISHES if status in LAWFUL_STEPS[found.status]]


def status_dialog(session: Session, found: Conference, status: Status, parent: QWidget) -> FormDialog:
    """Ask for the reason; `saved` carries the conference's id."""
    _, save_word, note = WISHES[status]
    form = Form()
    form.add("reason", "Reason", TextArea(lines=3), help="As it should be read later, by somebody who was not there.")
    if status is Status.ADJOURNED and not session.ask(paediatrician_was_invited, found.id):
        ask_for_breach(form, found)
    return FormDialog(
        f"{save_word.removesuffix(' conference')} {found.reference}",
        form,
        lambda values: session.perform(change_status, found.id, status, seen=found.version, **values),
        save_word=save_word,
        note=note,
        parent=parent,
    )
