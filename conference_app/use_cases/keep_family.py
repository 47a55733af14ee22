"""Keep a family: its children, household and contacts, addresses and medical examinations."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from conference_app.domain.errors import RuleBroken, raise_all
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
from conference_app.domain.people import PAEDIATRICIAN
from conference_app.domain.spoken_dates import plain_date
from conference_app.domain.text import email_address, one_line, paragraph
from conference_app.store import families, people
from conference_app.store.store import Store
from conference_app.use_cases.collecting import Collecting
from conference_app.use_cases.outcome import Outcome, Topic

LONGEST_PREGNANCY_AHEAD = 300  # days from today an expected date may lie
LONGEST_PAST_EXPECTED = 60  # days an expected date may have passed without a date of birth
OLDEST = 30  # years: older than anybody who was a child on a record kept here


def keep_family(store: Store, family: Family) -> Outcome[int]:
    """Add or change a family's own line."""
    collect = Collecting()
    checked = replace(
        family,
        name=collect(one_line, family.name, field="name", what="the family's name"),
        note=collect(paragraph, family.note, field="note", what="the note", required=False),
    )
    raise_all(collect.broken)
    return _keep(store, checked, checked.id, checked.name)


def keep_child(store: Store, child: Child, *, today: date) -> Outcome[int]:
    """Add or change a child; born, or expected on a date."""
    collect = Collecting()
    checked = replace(
        child,
        name=collect(one_line, child.name, field="name", what="the child's name, or “Unborn baby”"),
        case_number=collect(
            one_line, child.case_number, field="case_number", what="the case system's number", most=50, required=False
        ),
    )
    if child.born_on is None and child.expected_on is None:
        collect.add(RuleBroken("birth_or_expected_date", field="born_on"))
    for wrong in _wrong_dates(child, today):
        collect.add(wrong)
    if child.sex not in SEXES:
        collect.add(RuleBroken("required", field="sex", what="the child's sex, or “not known”"))
    with store.write():  # the numbers are read while nobody else can write
        if other := families.case_number_taken(store, checked.case_number, child.id):
            collect.add(RuleBroken("case_number_taken", field="case_number", number=checked.case_number, name=other))
        raise_all(collect.broken)
        return _keep(store, checked, checked.family_id, checked.name)


def _wrong_dates(child: Child, today: date) -> list[RuleBroken]:
    """What cannot be true of the day a child was born or is expected."""
    found = []
    if child.born_on and child.born_on > today:
        found.append(RuleBroken("date_of_birth_in_future", field="born_on", text=plain_date(child.born_on)))
    if (child.age_on(today) or 0) >= OLDEST:
        found.append(RuleBroken("not_a_child", field="born_on", age=child.age_on(today)))
    if child.expected_on and not child.born_on:
        ahead = (child.expected_on - today).days
        if ahead > LONGEST_PREGNANCY_AHEAD:
            found.append(RuleBroken("expected_date_too_far", field="expected_on"))
        if ahead < -LONGEST_PAST_EXPECTED:
            found.append(RuleBroken("expected_date_long_past", field="expected_on", day=child.expected_on))
    return found


def keep_household_member(store: Store, member: HouseholdMember, *, today: date) -> Outcome[int]:
    """Add or change somebody in the household or in contact: who confirmed them, when and how."""
    collect = Collecting()
    checked = replace(
        member,
        name=collect(one_line, member.name, field="name", what="the person's name"),
        relation=collect(one_line, member.relation, field="relation", what="the relation to the children", most=100),
        confirmed_by=collect(
            one_line, member.confirmed_by, field="confirmed_by", what="who confirmed it", required=False
        ),
        confirmed_how=collect(
            one_line, member.confirmed_how, field="confirmed_how", what="how it was confirmed", required=False
        ),
        email=collect(email_address, member.email, field="email"),
        phone=collect(one_line, member.phone, field="phone", what="the telephone number", most=50, required=False),
        added_on=member.added_on or today,
        language=collect(one_line, member.language, field="language", what="the language", most=60, required=False),
    )
    if member.letters_to not in {None, *(each.id for each in families.addresses(store, member.family_id))}:
        collect.add(RuleBroken("no_longer_listed", field="letters_to", what="This address"))
    if member.contact not in CONTACTS:
        collect.add(RuleBroken("required", field="contact", what="whether the person lives in, visits or cares"))
    for field, day in (("confirmed_on", member.confirmed_on), ("left_on", member.left_on)):
        if day and day > today:
            collect.add(RuleBroken("date_in_future", field=field, what="This"))
    for field, what in _half_confirmed(member):
        collect.add(RuleBroken("required", field=field, what=what))
    raise_all(collect.broken)
    return _keep(store, checked, checked.family_id, checked.name)


def _half_confirmed(member: HouseholdMember) -> list[tuple[str, str]]:
    """What is missing of a confirmation: it names who, when and how, or is not there at all."""
    parts = (
        ("confirmed_by", "who confirmed it", member.confirmed_by.strip()),
        ("confirmed_on", "the day it was confirmed", member.confirmed_on),
        ("confirmed_how", "how it was confirmed, such as a visit", member.confirmed_how.strip()),
    )
    if not any(given for _, _, given in parts):
        return []
    return [(field, what) for field, what, given in parts if not given]


def keep_address(store: Store, address: Address) -> Outcome[int]:
    """Add or change an address; it is printed nowhere unless that was chosen."""
    collect = Collecting()
    checked = replace(
        address,
        lines=collect(paragraph, address.lines, field="lines", what="the address", most=500),
        postcode=collect(one_line, address.postcode, field="postcode", what="the postcode", most=12, required=False),
        whose=collect(one_line, address.whose, field="whose", what="whose address it is", required=False),
    )
    raise_all(collect.broken)
    return _keep(store, checked, checked.family_id, checked.whose)


def record_medical(store: Store, medical: Medical, *, today: date) -> Outcome[int]:
    """Record which doctor examined which child, when and where."""
    collect = Collecting()
    doctors = {doctor.id: doctor.name for doctor in people.professionals(store, role_code=PAEDIATRICIAN)}
    checked = replace(
        medical,
        place=collect(one_line, medical.place, field="place", what="the place", required=False),
        doctor_name=doctors.get(medical.doctor_id, ""),
    )
    if medical.doctor_id not in doctors:
        collect.add(RuleBroken("required", field="doctor_id", what="the doctor"))
    if medical.kind not in MEDICAL_KINDS:
        collect.add(RuleBroken("required", field="kind", what="what kind of examination it was"))
    if medical.examined_on > today:
        collect.add(RuleBroken("date_in_future", field="examined_on", what="The examination"))
    family_id = families.family_of_child(store, medical.child_id)
    if not family_id:
        collect.add(RuleBroken("required", field="child_id", what="the child"))
    with store.write():  # the other examinations are read while nobody else can write
        for wrong in _contradictions(store, checked, family_id):
            collect.add(wrong)
        raise_all(collect.broken)
        return _keep(store, checked, family_id, checked.doctor_name)


def _contradictions(store: Store, medical: Medical, family_id: int) -> list[RuleBroken]:
    """An examination before the birth, or one that is on the record already."""
    found = []
    for child in families.children(store, family_id):
        if child.id == medical.child_id and child.born_on and medical.examined_on < child.born_on:
            found.append(RuleBroken("examined_before_birth", field="examined_on", name=child.name, day=child.born_on))
    for other in families.medicals(store, family_id):
        if other.id != medical.id and _same_examination(other, medical):
            found.append(
                RuleBroken(
                    "medical_recorded",
                    field="examined_on",
                    name=other.child_name,
                    doctor=other.doctor_name,
                    day=other.examined_on,
                )
            )
    return found


def _same_examination(one: Medical, other: Medical) -> bool:
    return (one.child_id, one.doctor_id, one.examined_on) == (other.child_id, other.doctor_id, other.examined_on)


def _keep(store: Store, entry: families.Entry, family_id: int, name: str) -> Outcome[int]:
    kind = type(entry).__name__
    with store.write() as writing:
        entry_id = families.keep(writing, entry)
        writing.record(
            f"{_WORDS[kind]}_{'changed' if entry.id else 'added'}", "family", family_id or entry_id, name=name
        )
    return Outcome(entry_id, frozenset({Topic.FAMILIES}))


_WORDS = {
    "Family": "family",
    "Child": "child",
    "HouseholdMember": "household_member",
    "Address": "address",
    "Medical": "medical",
}
