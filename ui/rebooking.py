"""Move, postpone, adjourn or cancel a booked conference, from any page, with the consequences shown first."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from PySide6.QtWidgets import QWidget

from conference_app.domain.conference import Conference
from conference_app.domain.rebooking import Kind, Rebooking, possible_kinds
from conference_app.domain.spoken_dates import counted, span
from conference_app.store import conferences, rebookings
from conference_app.use_cases.rebook import Rebooked, rebook
from conference_app.use_cases.take_back_rebooking import take_back

from .booking_dialog import booking_dialog
from .booking_words import UNBOOKED
from .rebooking_form import SAVE_WORDS, RebookingForm
from .session import Session
from .widgets.form import Form
from .widgets.form_dialog import FormDialog

WIDTH = 1040


def rebook_dialog(
    session: Session,
    conference_id: int,
    parent: QWidget,
    *,
    kind: Kind | None = None,
    starts_at: datetime | None = None,
    chair_id: int | None = None,
    room_id: int | None = None,
) -> FormDialog:
    """The dialog, with time, chair or room filled in where they are wished; `said_of` tells what `saved` carries.

    One that has no booking yet, or gave it up, is booked by the same wishes.
    """
    found = session.ask(conferences.conference, conference_id)
    if kind is None and found.status in UNBOOKED:
        dialog = booking_dialog(session, found, parent)
    else:
        dialog = _dialog(session, found, kind or Kind.MOVED, parent)
    _fill(dialog.form, starts_at, chair_id, room_id)
    return dialog


def _dialog(session: Session, found: Conference, kind: Kind, parent: QWidget) -> FormDialog:
    kinds = possible_kinds(found, session.today())
    if found.status in UNBOOKED:
        kinds = [each for each in kinds if each is not Kind.MOVED]  # that is booking it
    form = RebookingForm(session, found, kinds, kind)

    def save(values: dict[str, Any]) -> Rebooked:
        return session.perform(rebook, form.wish(values), seen=found.version, today=session.today())

    title = f"{found.reference}, {found.family_name} family"
    when = span(found.starts_at, found.ends_at) if found.starts_at and found.ends_at else "Not booked yet."
    note = f"Booked for {when}." if found.status not in UNBOOKED else "Not booked."
    dialog = FormDialog(
        title, form, save, save_word=SAVE_WORDS[kind], note=note, width=WIDTH, parent=parent, beside=form.consequences
    )
    form.changed.connect(lambda: dialog.save_button.setText(SAVE_WORDS[form.kind()]))
    dialog.name_way_out("Close")  # beside "Cancel conference" another Cancel would be a trap
    return dialog


def _fill(form: Form, starts_at: datetime | None, chair_id: int | None, room_id: int | None) -> None:
    wished: dict[str, object] = {"chair_id": chair_id, "room_id": room_id}
    if starts_at is not None:
        wished |= {"day": starts_at.date(), "start": starts_at.time()}
    form.set_values({key: value for key, value in wished.items() if value is not None})


def said_of(session: Session, done: object) -> tuple[str, Callable[[], object] | None]:
    """The sentence for the strip below, and what takes it back; `done` is what the dialog's `saved` carries."""
    if not isinstance(done, Rebooked):
        booked = session.ask(conferences.conference, int(str(done)))
        return f"Booked for {_when(booked)}.", None
    kept = session.ask(rebookings.rebooking, done.rebooking_id)
    words = " ".join(part for part in (_done(session, kept), _again(session, kept), _replaced(kept)) if part)
    return words, None if done.breach else lambda: session.attempt(take_back, done.rebooking_id)


def _done(session: Session, kept: Rebooking) -> str:
    if not kept.keeps_conference:
        return f"The conference is {kept.kind.value}."
    found = session.ask(conferences.conference, kept.conference_id)
    return f"{'Moved' if kept.kind is Kind.MOVED else 'Postponed'} to {_when(found)}."


def _again(session: Session, kept: Rebooking) -> str:
    keeps = kept.kind in {Kind.MOVED, Kind.POSTPONED}
    sent = len(session.ask(rebookings.still_held, kept.conference_id)) if keeps else 0
    return f"{counted(sent, 'invitation')} to be sent again." if sent else ""


def _replaced(kept: Rebooking) -> str:
    return f"{kept.replacement_reference} takes its place." if kept.replacement_reference else ""


def _when(found: Conference) -> str:
    return span(found.starts_at, found.ends_at) if found.starts_at and found.ends_at else "another day"
