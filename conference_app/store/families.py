"""Families with children, household, addresses and medicals, as rows."""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import date
from typing import Any

from conference_app.domain.errors import RuleBroken
from conference_app.domain.family import Address, Child, Family, HouseholdMember, Medical
from conference_app.store.rows import columns, read_all
from conference_app.store.store import Store, Writing

Entry = Family | Child | HouseholdMember | Address | Medical

_TABLES: dict[type[Any], str] = {
    Family: "family",
    Child: "child",
    HouseholdMember: "household_member",
    Address: "address",
    Medical: "medical",
}
_NOT_COLUMNS = {"id", "version", "children", "household", "addresses", "medicals", "doctor_name", "child_name"}


def family(store: Store, family_id: int) -> Family:
    """One family with everybody in it; RuleBroken `no_family`."""
    found = read_all(Family, store.rows("SELECT name, note, id, version FROM family WHERE id = ?", (family_id,)))
    if not found:
        raise RuleBroken("no_family", family_id=family_id)
    return replace(
        found[0],
        children=children(store, family_id),
        household=household(store, family_id),
        addresses=addresses(store, family_id),
        medicals=medicals(store, family_id),
    )


def children(store: Store, family_id: int) -> list[Child]:
    """The children of a family, eldest first, the unborn last."""
    return read_all(
        Child,
        store.rows(
            f"SELECT {columns(Child)} FROM child WHERE family_id = ? ORDER BY coalesce(born_on, expected_on), name",
            (family_id,),
        ),
    )


def household(store: Store, family_id: int) -> list[HouseholdMember]:
    """Household and contacts: those with parental responsibility first, those who left last."""
    return read_all(
        HouseholdMember,
        store.rows(
            f"SELECT {columns(HouseholdMember)} FROM household_member WHERE family_id = ? "
            "ORDER BY left_on IS NOT NULL, parental_responsibility DESC, name",
            (family_id,),
        ),
    )


def addresses(store: Store, family_id: int) -> list[Address]:
    """The addresses of a family, in the order they were added."""
    return read_all(
        Address, store.rows(f"SELECT {columns(Address)} FROM address WHERE family_id = ? ORDER BY id", (family_id,))
    )


def medicals(store: Store, family_id: int) -> list[Medical]:
    """Every examination of the family's children, latest first."""
    wanted = columns(Medical, without={"doctor_name", "child_name"}, table="medical")
    return read_all(
        Medical,
        store.rows(
            f"SELECT {wanted}, professional.name, child.name FROM medical "
            "JOIN professional ON professional.id = doctor_id JOIN child ON child.id = child_id "
            "WHERE child.family_id = ? ORDER BY examined_on DESC, medical.id",
            (family_id,),
        ),
    )


def keep(writing: Writing, entry: Entry) -> int:
    """Insert a new entry, or change the one whose version was seen; answers its id."""
    values = {name: value for name, value in asdict(entry).items() if name not in _NOT_COLUMNS}
    table = _TABLES[type(entry)]
    if entry.id:
        writing.update(table, entry.id, entry.version, **values)
        return entry.id
    return writing.insert(table, **values)


def case_number_taken(store: Store, case_number: str, child_id: int) -> str:
    """The name of another child with this case number, or ""."""
    found = store.value(
        "SELECT name FROM child WHERE case_number = ? AND case_number <> '' AND id <> ?", (case_number, child_id)
    )
    return str(found or "")


def family_of_child(store: Store, child_id: int) -> int:
    """The family a child belongs to; 0 if there is no such child."""
    return int(store.value("SELECT family_id FROM child WHERE id = ?", (child_id,)) or 0)


def changed_since(store: Store, family_id: int, day: date) -> list[HouseholdMember]:
    """Household members who came or left after that day."""
    return [
        each
        for each in household(store, family_id)
        if (each.added_on and each.added_on > day) or (each.left_on and each.left_on > day)
    ]
