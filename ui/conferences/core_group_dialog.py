"""The core group: who carries the plan between conferences, and when they first meet."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from PySide6.QtWidgets import QWidget

from conference_app import rulebook
from conference_app.domain.attendance import Attendance
from conference_app.domain.conference import Conference
from conference_app.domain.errors import RuleBroken
from conference_app.domain.spoken_dates import long_date
from conference_app.store import attendance, decisions
from conference_app.store.decisions import CoreGroupMember
from conference_app.use_cases.decide import set_core_group
from conference_app.use_cases.rules_in_force import calendar_of

from ..session import Session
from ..widgets.banner import Banner
from ..widgets.date_field import DateField, TimeField
from ..widgets.editors import TextLine
from ..widgets.form import Form
from ..widgets.form_dialog import FormDialog
from ..widgets.text import Tone
from .line_list import Line, LineList


def core_group_dialog(session: Session, found: Conference, limit: date, parent: QWidget) -> FormDialog:
    """Fix members and the first date; later than the limit is allowed, and said."""
    late = Banner(
        Tone.AMBER,
        f"This is after {long_date(limit)}, the last day for the first core group.",
        "It can be kept; it will count as late.",
    )
    form = Form()
    with form.row():
        form.add(
            "at",
            "First meeting",
            DateField(today=session.today, calendar=session.ask(calendar_of)),
            help=f"By {long_date(limit)}.",
        )
        form.add("start", "Start", TimeField(hint="2pm"), help=" ")
    form.add_widget(late)
    form.add("members", "Members", members_editor())
    known = session.ask(decisions.core_group, found.id)
    at = found.core_group_at
    form.set_values(
        {
            "at": at.date() if at else None,
            "start": at.time() if at else None,
            "members": known or suggested(session.ask(attendance.register, found.id)),
        }
    )

    def look() -> None:
        day = form.value("at")
        late.setVisible(day is not None and day > limit)

    form.changed.connect(look)
    look()

    def save(values: dict[str, Any]) -> int:
        for key, what in (("at", "the day of the first meeting"), ("start", "when it starts")):
            if values[key] is None:
                raise RuleBroken("required", field=key, what=what)
        first = datetime.combine(values["at"], values["start"])
        return session.perform(set_core_group, found.id, values["members"], at=first, seen=found.version)

    note = "Proposed from those who were there. Take out who will not carry the plan."
    return FormDialog("Set the core group", form, save, note="" if known else note, width=640, parent=parent)


def suggested(register: Sequence[Attendance]) -> list[CoreGroupMember]:
    """Everybody present but the children, with their roles."""
    roles = rulebook.roles()
    return [
        CoreGroupMember(person.name, roles[person.role_code].title if person.role_code in roles else "")
        for person in register
        if person.presence == "present" and person.role_code not in {"child", "chair"}
    ]


def members_editor() -> LineList[CoreGroupMember]:
    """A line for each member."""

    def make() -> Line:
        line = Line("member")
        line.add("name", "Name", TextLine(), column=0)
        line.add("role", "Role", TextLine(), column=1)
        line.finish(2)
        return line

    def read(line: Line) -> CoreGroupMember:
        return CoreGroupMember(line.need("name", "the member's name"), line.value("role"))

    def fill(line: Line, member: CoreGroupMember) -> None:
        line.editors["name"].set_value(member.name)
        line.editors["role"].set_value(member.role)

    return LineList("Add a member", make, read, fill)
