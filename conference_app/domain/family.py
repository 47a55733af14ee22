"""A family: its children, its household and contacts, its addresses, and medical examinations."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

SEXES = ("female", "male", "not known")
CONTACTS = ("lives in", "visits", "cares", "elsewhere")
MEDICAL_KINDS = ("child protection medical", "treatment", "developmental assessment")


@dataclass(frozen=True, slots=True)
class Child:
    """A child, born or expected; `case_number` is the number in the authority's case system."""

    family_id: int
    name: str
    born_on: date | None = None
    expected_on: date | None = None
    sex: str = "not known"
    case_number: str = ""
    id: int = 0
    version: int = 0

    def age_on(self, day: date) -> int | None:
        """Completed years, or None for a child not yet born on that day."""
        if self.born_on is None or self.born_on > day:
            return None
        had_birthday = (day.month, day.day) >= (self.born_on.month, self.born_on.day)
        return day.year - self.born_on.year - (0 if had_birthday else 1)

    def unborn_on(self, day: date) -> bool:
        """Whether the child was still expected on that day."""
        return self.age_on(day) is None


@dataclass(frozen=True, slots=True)
class HouseholdMember:
    """An adult or other person in the children's lives: who confirmed them, when and how.

    `letters_to` is the address of the family letters to this person go to, `language` the one they are written in.
    """

    family_id: int
    name: str
    relation: str
    contact: str = "lives in"
    parental_responsibility: bool = False
    confirmed_by: str = ""
    confirmed_on: date | None = None
    confirmed_how: str = ""
    email: str = ""
    phone: str = ""
    added_on: date | None = None
    left_on: date | None = None
    id: int = 0
    version: int = 0
    letters_to: int | None = None
    language: str = ""


@dataclass(frozen=True, slots=True)
class Address:
    """An address of the family; printed nowhere unless `may_be_printed` was chosen."""

    family_id: int
    lines: str
    postcode: str = ""
    whose: str = ""
    may_be_printed: bool = False
    id: int = 0
    version: int = 0


@dataclass(frozen=True, slots=True)
class Medical:
    """An examination or treatment of a child by a named doctor."""

    child_id: int
    examined_on: date
    doctor_id: int
    place: str = ""
    kind: str = "child protection medical"
    id: int = 0
    version: int = 0
    doctor_name: str = ""
    child_name: str = ""


@dataclass(frozen=True, slots=True)
class Family:
    """A family with everybody in it; the lists are in the order of age, name and date."""

    name: str
    note: str = ""
    id: int = 0
    version: int = 0
    children: list[Child] = field(default_factory=list)
    household: list[HouseholdMember] = field(default_factory=list)
    addresses: list[Address] = field(default_factory=list)
    medicals: list[Medical] = field(default_factory=list)
