"""Small forms that keep a coordinator on the request: a new family, and a medical examination."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from conference_app.domain.errors import RuleBroken
from conference_app.domain.family import MEDICAL_KINDS, SEXES, Child, Family, Medical
from conference_app.domain.people import PAEDIATRICIAN
from conference_app.store import people
from conference_app.use_cases.add_family import add_family
from conference_app.use_cases.keep_family import record_medical
from conference_app.use_cases.rules_in_force import calendar_of

from ..booking_words import sentence_case
from ..session import Session
from ..widgets.choice import Choice
from ..widgets.date_field import DateField
from ..widgets.editors import TextLine
from ..widgets.form import Form
from ..widgets.form_dialog import FormDialog


def new_family_dialog(session: Session, parent: QWidget, name: str = "") -> FormDialog:
    """A family with its first child; `saved` carries the family's id."""
    calendar = session.ask(calendar_of)
    form = Form()
    form.add("name", "Family name", TextLine(), value=name)
    form.add("child_name", "First child", TextLine(hint="Full name, or Unborn baby"))
    with form.row():
        form.add("born_on", "Date of birth", DateField(today=session.today, calendar=calendar, birth=True))
        form.add("expected_on", "Or expected on", DateField(today=session.today, calendar=calendar))
    with form.row():
        form.add("sex", "Sex", Choice([(each, sentence_case(each)) for each in SEXES], none=None), value="not known")
        form.add("case_number", "System number", TextLine(longest=50), optional=True)

    def save(values: dict[str, Any]) -> int:
        child = Child(
            0, values["child_name"], values["born_on"], values["expected_on"], values["sex"], values["case_number"]
        )
        return session.perform(add_family, Family(values["name"]), child, today=session.today())

    note = "More children, the household and addresses can be added in People."
    return FormDialog("New family", form, save, note=note, width=640, parent=parent)


def medical_dialog(session: Session, family: Family, parent: QWidget) -> FormDialog:
    """An examination or treatment of one of the children."""
    children = [(child.id, child.name) for child in family.children]
    born = [child.id for child in family.children if child.born_on]
    doctors = session.ask(people.professionals, role_code=PAEDIATRICIAN)
    named = [(each.id, f"{each.name}, {each.agency_name}") for each in doctors if each.active]
    form = Form()
    form.add("child_id", "Child", Choice(children), value=born[0] if len(born) == 1 else None)
    with form.row():
        field = DateField(today=session.today, calendar=session.ask(calendar_of), looking="back")
        form.add("examined_on", "Examined on", field)
        kinds = [(each, sentence_case(each)) for each in MEDICAL_KINDS]
        form.add("kind", "Kind", Choice(kinds, none=None), value=MEDICAL_KINDS[0])
    form.add("doctor_id", "Doctor", Choice(named, search=True))
    form.add("place", "Place", TextLine(), optional=True)

    def save(values: dict[str, Any]) -> int:
        if values["examined_on"] is None:
            raise RuleBroken("required", field="examined_on", what="the day of the examination")
        medical = Medical(
            values["child_id"] or 0, values["examined_on"], values["doctor_id"] or 0, values["place"], values["kind"]
        )
        return session.perform(record_medical, medical, today=session.today())

    note = "" if named else "No paediatrician is in the directory yet: add the doctor in People first."
    return FormDialog("Add a medical examination", form, save, note=note, width=600, parent=parent)
