"""One person on the register: presence, how, when they came and left, for whom they stood in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import time
from typing import Any

from PySide6.QtWidgets import QWidget

from conference_app import rulebook
from conference_app.domain.attendance import ATTENDANCE_MODES, PRESENCES, Attendance
from conference_app.domain.conference import Conference
from conference_app.domain.errors import RuleBroken
from conference_app.store import people
from conference_app.use_cases.outcome import Outcome
from conference_app.use_cases.take_register import keep_attendance

from ..session import Session
from ..widgets.choice import Choice
from ..widgets.date_field import TimeField
from ..widgets.editors import RadioChoice, TextArea, TextLine, Tick
from ..widgets.form import Form
from ..widgets.form_dialog import FormDialog


def person_dialog(session: Session, person: Attendance, parent: QWidget) -> FormDialog:
    """Correct one person's line."""
    form = _form(session, new=False)
    said = bool(person.id) or person.presence != "absent"
    form.set_values(
        {
            "name": person.name,
            "role_code": person.role_code,
            "agency_id": person.agency_id,
            "presence": person.presence if said else None,
            "mode": person.mode,
            "arrived": _time(person.arrived),
            "left_at": _time(person.left_at),
            "representing": person.representing,
            "direct_contact": person.direct_contact,
        }
    )

    form.add(
        "inquorate_reason",
        "Why did the chair go on without a quorum?",
        TextArea(lines=3),
        help="With this correction the conference was held inquorate.",
    )
    form.set_visible("inquorate_reason", False)
    form.mark_saved()

    def save(values: dict[str, Any]) -> int:
        reason = values.pop("inquorate_reason", "")
        try:
            return session.perform(keep_attendance, _filled(person, values), inquorate_reason=reason)
        except RuleBroken as broken:
            if broken.field == "inquorate_reason":
                form.set_visible("inquorate_reason", True)
            raise

    return FormDialog(person.name, form, save, parent=parent)


def inquorate_dialog(
    session: Session, use_case: Callable[..., Outcome[int]], person: Attendance, parent: QWidget
) -> FormDialog:
    """Ask why the chair went on, before a correction by which a held conference loses its quorum."""
    form = Form()
    form.add("inquorate_reason", "Why did the chair go on?", TextArea(lines=3))
    return FormDialog(
        "Held without a quorum",
        form,
        lambda values: session.perform(use_case, person, **values),
        save_word="Correct the register",
        note=f"Without {person.name} there was no quorum: the conference will be recorded as held inquorate.",
        parent=parent,
    )


def uninvited_dialog(session: Session, found: Conference, parent: QWidget) -> FormDialog:
    """Write down somebody who came without an invitation."""
    form = _form(session, new=True)
    form.set_values({"presence": "present", "direct_contact": True})
    start = found.starts_at.time() if found.starts_at else None
    form.set_values({"arrived": start})

    def save(values: dict[str, Any]) -> int:
        return session.perform(keep_attendance, _filled(Attendance(found.id, "", ""), values))

    return FormDialog("Add somebody who was not invited", form, save, save_word="Add", parent=parent)


def _form(session: Session, *, new: bool) -> Form:
    form = Form()
    roles = sorted((role.title, code) for code, role in rulebook.roles().items())
    form.add("name", "Name", TextLine())
    with form.row():
        form.add("role_code", "Role", Choice([(code, title) for title, code in roles]))
        agencies = [(each.id, each.name) for each in session.ask(people.agencies) if each.active]
        form.add("agency_id", "Agency", Choice(agencies, none="None"), optional=True)
    words = {"present": "Present", "apologies": "Apologies", "absent": "Absent"}
    form.add("presence", "Was this person there?", RadioChoice([(each, words[each]) for each in PRESENCES]))
    modes = [(each, each.capitalize() or "Not said") for each in ATTENDANCE_MODES]
    form.add("mode", "How", RadioChoice(modes), value="")
    with form.row():
        form.add("arrived", "Arrived", TimeField(), optional=True)
        form.add("left_at", "Left before the end", TimeField(hint="11am"), optional=True)
    form.add("representing", "In place of", TextLine(), optional=True, help="Whom a deputy stands in for.")
    form.add("direct_contact", "", Tick("Has direct contact with the child: counts towards the quorum"))
    if not new:
        form.focus_first()
    return form


def _time(text: str) -> time | None:
    return time.fromisoformat(text) if text else None


def _filled(person: Attendance, values: dict[str, Any]) -> Attendance:
    typed = dict(values)
    for key in ("arrived", "left_at"):
        typed[key] = f"{typed[key]:%H:%M}" if typed[key] else ""
    return replace(person, **{**typed, "role_code": typed["role_code"] or "", "presence": typed["presence"] or ""})
