"""What should happen to a booked conference: move, postpone, adjourn or cancel it, with the consequences shown first."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtWidgets import QWidget

from conference_app.store import conferences

from .booking_dialog import booking_dialog
from .session import Session
from .widgets.form_dialog import FormDialog


def rebook_dialog(
    session: Session,
    conference_id: int,
    parent: QWidget,
    *,
    starts_at: datetime | None = None,
    chair_id: int | None = None,
    room_id: int | None = None,
) -> FormDialog:
    """The dialog, with time, chair or room filled in where they are wished; `saved` carries what was done."""
    dialog = booking_dialog(session, session.ask(conferences.conference, conference_id), parent)
    form = dialog.form
    wished = {"chair_id": chair_id, "room_id": room_id}
    if starts_at is not None:
        wished |= {"day": starts_at.date(), "start": starts_at.time()}  # type: ignore[dict-item]
    for key, value in wished.items():
        if value is not None:
            form.editor(key).set_value(value)
    return dialog
