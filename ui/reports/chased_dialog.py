"""Saying by which route and when somebody was chased; what is saved stays on the record."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from itertools import groupby
from typing import Any

from PySide6.QtWidgets import QWidget

from conference_app.chase_words import STEP_WORDS, is_family
from conference_app.domain.chasing import STEPS, Missing, Step, What
from conference_app.domain.errors import RuleBroken, raise_all
from conference_app.domain.invitations import ROUTES
from conference_app.domain.spoken_dates import counted
from conference_app.use_cases.chase import record_chased
from conference_app.use_cases.rules_in_force import calendar_of

from ..session import Session
from ..widgets.choice import Choice
from ..widgets.date_field import DateField, TimeField
from ..widgets.form import Form
from ..widgets.form_dialog import FormDialog


class ChasedDialog(FormDialog):
    """For one line the step can be chosen; for several each has its own next step."""

    def __init__(self, session: Session, chosen: Sequence[Missing], parent: QWidget) -> None:
        self._session, self._chosen = session, list(chosen)
        form, now = Form(), session.now()
        one = self._chosen[0] if len(self._chosen) == 1 else None
        if one is not None and not is_family(one):
            steps = [(step, STEP_WORDS[step].capitalize()) for step in STEPS]
            form.add("step", "Who was asked", Choice(steps, none=None), value=one.step)
        routes = [(route, route.capitalize()) for route in ROUTES]
        form.add("route", "How it was sent", Choice(routes, none=None), value="secure e-mail")
        past = DateField(today=session.today, calendar=session.ask(calendar_of), looking="back")
        form.add("day", "Day", past, value=now.date())
        form.add("time", "Time", TimeField(), value=now.time().replace(second=0, microsecond=0))
        what = (
            f"the {one.what} of {one.waiting.name}" if one else counted(len(self._chosen), "reply or report", "lines")
        )
        super().__init__(f"Chased: {what}", form, self._save, save_word="Record as chased", parent=parent)

    def _save(self, values: dict[str, Any]) -> int:
        raise_all(
            [
                RuleBroken("required", field=key, what=f"the {key} of chasing")
                for key in ("day", "time")
                if values[key] is None
            ]
        )
        at = datetime.combine(values["day"], values["time"])
        try:
            return sum(
                self._keep(what, values.get("step") or step, ids, values["route"], at)
                for what, step, ids in self._groups()
            )
        except RuleBroken as broken:
            broken.field = "day" if broken.field == "at" else broken.field
            raise

    def _keep(self, what: What, step: Step, ids: list[int], route: str, at: datetime) -> int:
        return self._session.perform(record_chased, ids, what, step, route, at=at, now=self._session.now())

    def _groups(self) -> list[tuple[What, Step, list[int]]]:
        def group(each: Missing) -> tuple[What, Step]:
            return each.what, each.step

        return [
            (what, step, [each.waiting.invitation_id for each in found])
            for (what, step), found in groupby(sorted(self._chosen, key=group), key=group)
        ]
