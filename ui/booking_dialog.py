"""Book a conference; a refusal keeps the dialog open with its sentence beside the right field."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from conference_app.domain.conference import Conference
from conference_app.use_cases.schedule_conference import schedule_conference

from .booking_form import BookingForm
from .session import Session
from .widgets.form_dialog import FormDialog


def booking_dialog(session: Session, found: Conference, parent: QWidget) -> FormDialog:
    """`saved` carries the conference's id."""
    form = BookingForm(session, found)

    def save(values: dict[str, Any]) -> int:
        booking = form.booking(values)
        return session.perform(schedule_conference, found.id, booking, seen=found.version, today=session.today())

    title = f"Book {found.reference}, {found.family_name} family"
    return FormDialog(title, form, save, save_word="Book", width=720, parent=parent)
