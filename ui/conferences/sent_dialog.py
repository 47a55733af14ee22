"""Saying on which day the decision letter or the record went out."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtWidgets import QWidget

from conference_app.domain.conference import Conference
from conference_app.domain.errors import RuleBroken
from conference_app.use_cases.outcome import Outcome
from conference_app.use_cases.rules_in_force import calendar_of

from ..session import Session
from ..widgets.date_field import DateField
from ..widgets.form import Form
from ..widgets.form_dialog import FormDialog


def sent_dialog(
    session: Session,
    found: Conference,
    what: str,
    sent_on: date | None,
    mark: Callable[..., Outcome[int]],
    parent: QWidget,
) -> FormDialog:
    """`mark` is the use case that keeps the day."""
    form = Form()
    day = DateField(today=session.today, calendar=session.ask(calendar_of), looking="back")
    form.add("on", "Sent on", day, value=sent_on or session.today())

    def save(values: dict[str, Any]) -> int:
        if values["on"] is None:
            raise RuleBroken("required", field="on", what="the day it was sent")
        return session.perform(mark, found.id, on=values["on"], seen=found.version, today=session.today())

    return FormDialog(f"Mark the {what} as sent", form, save, save_word="Mark as sent", width=440, parent=parent)
