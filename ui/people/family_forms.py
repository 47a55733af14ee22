"""The forms of a family: itself, its children, household, addresses and medicals, and what they are read into."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from conference_app.domain.calendar import WorkingCalendar
from conference_app.domain.errors import RuleBroken
from conference_app.domain.family import (
    CONTACTS,
    MEDICAL_KINDS,
    SEXES,
    Address,
    Child,
    Family,
    HouseholdMember,
    Medical,
)
from conference_app.domain.people import Professional
from conference_app.use_cases.rules_in_force import calendar_of

from ..session import Session
from ..widgets.choice import Choice
from ..widgets.date_field import DateField
from ..widgets.editors import RadioChoice, TextArea, TextLine, Tick
from ..widgets.form import Form

Values = Mapping[str, Any]


def family_form(family: Family | None) -> Form:
    form = Form()
    form.add("name", "Family name", TextLine(), help="The name the family is filed under.", value=_of(family, "name"))
    form.add("note", "Note", TextArea(lines=3), optional=True, value=_of(family, "note"))
    return form


def family_from(family: Family | None, values: Values) -> Family:
    return replace(family or Family(""), **values)


def child_form(session: Session, child: Child | None) -> Form:
    form = Form()
    form.add("name", "Name", TextLine(), help="For an unborn child: Unborn baby.", value=_of(child, "name"))
    with form.row():
        form.add("born_on", "Date of birth", _day(session, birth=True), value=_of(child, "born_on"))
        form.add("expected_on", "Or expected date of delivery", _day(session), value=_of(child, "expected_on"))
    form.add("sex", "Sex", RadioChoice(_same(SEXES)), value=_of(child, "sex") or "not known")
    form.add(
        "case_number",
        "System number",
        TextLine(longest=50, width=240),
        help="The child's number in the case system.",
        optional=True,
        value=_of(child, "case_number"),
    )
    return form


def child_from(family_id: int, child: Child | None, values: Values) -> Child:
    return replace(child or Child(family_id, ""), **{**values, "sex": values["sex"] or ""})


def member_form(session: Session, member: HouseholdMember | None, addresses: Iterable[Address] = ()) -> Form:
    form = Form()
    with form.row():
        form.add("name", "Name", TextLine(), value=_of(member, "name"))
        form.add(
            "relation",
            "Relation to the children",
            TextLine(longest=100, hint="mother, partner of the mother"),
            value=_of(member, "relation"),
        )
    contact = _of(member, "contact") or "lives in"
    form.add("contact", "This person", RadioChoice(_same(CONTACTS)), value=contact)
    form.add(
        "parental_responsibility", "", Tick("Has parental responsibility"), value=_of(member, "parental_responsibility")
    )
    _how_we_know(form, session, member)
    _reaching(form, member, addresses)
    if member is not None:
        form.add(
            "left_on",
            "No longer in the children's lives since",
            _day(session, "back"),
            optional=True,
            help="The person stays on the list, greyed.",
            value=member.left_on,
        )
    return form


def _reaching(form: Form, member: HouseholdMember | None, addresses: Iterable[Address]) -> None:
    form.section("Reaching this person")
    with form.row():
        form.add("email", "E-mail", TextLine(longest=254), optional=True, value=_of(member, "email"))
        form.add("phone", "Telephone", TextLine(longest=50), optional=True, value=_of(member, "phone"))
    with form.row():
        form.add(
            "letters_to",
            "Letters go to",
            Choice([(each.id, address_words(each)) for each in addresses], none="The family's address", search=False),
            help="A safe address where the person may be written to.",
            value=_of(member, "letters_to"),
        )
        form.add(
            "language",
            "Language",
            TextLine(longest=60, hint="English"),
            optional=True,
            help="The language the person is written to in, where it is not English.",
            value=_of(member, "language"),
        )


def _how_we_know(form: Form, session: Session, member: HouseholdMember | None) -> None:
    form.section("How do we know?", "Leave empty while nobody has confirmed it: the list then says “not confirmed”.")
    with form.row():
        form.add("confirmed_by", "Confirmed by", TextLine(), optional=True, value=_of(member, "confirmed_by"))
        form.add("confirmed_on", "On", _day(session, "back"), optional=True, value=_of(member, "confirmed_on"))
    form.add(
        "confirmed_how",
        "How",
        TextLine(hint="home visit, tenancy record, told by the school"),
        optional=True,
        value=_of(member, "confirmed_how"),
    )


def member_from(family_id: int, member: HouseholdMember | None, values: Values) -> HouseholdMember:
    return replace(member or HouseholdMember(family_id, "", ""), **{**values, "contact": values["contact"] or ""})


def address_words(address: Address) -> str:
    """An address on one line, with whose it is."""
    where = ", ".join(part for part in (*address.lines.splitlines(), address.postcode) if part.strip())
    return f"{where} ({address.whose})" if address.whose else where


def address_form(address: Address | None) -> Form:
    form = Form()
    form.add("lines", "Address", TextArea(lines=4), value=_of(address, "lines"))
    with form.row():
        form.add("postcode", "Postcode", TextLine(longest=12, width=140), optional=True, value=_of(address, "postcode"))
        form.add(
            "whose", "Whose address", TextLine(hint="mother and children"), optional=True, value=_of(address, "whose")
        )
    form.add(
        "may_be_printed",
        "",
        Tick("May be printed"),
        value=_of(address, "may_be_printed"),
        help="Leave unticked unless everybody who gets a copy may know where this is.",
    )
    return form


def address_from(family_id: int, address: Address | None, values: Values) -> Address:
    return replace(address or Address(family_id, ""), **values)


def medical_form(
    session: Session, medical: Medical | None, children: Iterable[Child], doctors: Iterable[Professional]
) -> Form:
    kept = medical.doctor_id if medical else 0
    offered = [(each.id, f"{each.name}, {each.agency_name}") for each in doctors if each.active or each.id == kept]
    born = [(child.id, child.name) for child in children if child.born_on]
    form = Form()
    child_id = medical.child_id if medical else born[0][0] if len(born) == 1 else None
    form.add("child_id", "Child", Choice(born, none="Choose the child"), value=child_id)
    form.add(
        "doctor_id",
        "Doctor",
        Choice(offered, none="Choose the doctor"),
        value=kept or None,
        help="Paediatricians of the directory. Add a new one under Professionals first.",
    )
    with form.row():
        form.add("examined_on", "Examined on", _day(session, "back"), value=_of(medical, "examined_on"))
        form.add("place", "Where", TextLine(hint="hospital or clinic"), optional=True, value=_of(medical, "place"))
    kind = _of(medical, "kind") or MEDICAL_KINDS[0]
    form.add("kind", "Kind", RadioChoice(_same(MEDICAL_KINDS), upright=True), value=kind)
    return form


def medical_from(medical: Medical | None, values: Values) -> Medical:
    """RuleBroken `required` while there is no date."""
    if values["examined_on"] is None:
        raise RuleBroken("required", field="examined_on", what="the day of the examination")
    chosen = {**values, "child_id": values["child_id"] or 0, "doctor_id": values["doctor_id"] or 0}
    return replace(medical or Medical(0, values["examined_on"], 0), **chosen)


def _of(entry: object, name: str) -> Any:
    """What an entry holds, None for a new one."""
    return None if entry is None else getattr(entry, name)


def _same(words: Iterable[str]) -> list[tuple[str, str]]:
    return [(word, word[:1].upper() + word[1:]) for word in words]


def _day(session: Session, looking: str = "ahead", *, birth: bool = False) -> DateField:
    calendar: WorkingCalendar = session.ask(calendar_of)
    today: date = session.today()
    return DateField(
        today=lambda: today, calendar=calendar, looking="back" if looking == "back" else "ahead", birth=birth
    )
