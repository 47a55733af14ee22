"""Invented families: children of plausible ages, the adults around them, and the agencies that know them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from conference_app import resources
from conference_app.domain.conference import Involvement
from conference_app.domain.conference_status import ConferenceType
from conference_app.domain.family import Child, HouseholdMember, Medical
from conference_app.domain.people import PAEDIATRICIAN, Professional
from conference_app.example.directory import Directory
from conference_app.example.draws import Deck
from conference_app.example.rows import Rows

INVENTED = "Invented family for training. No person in it is real."

CHILDREN = {1: 42, 2: 29, 3: 17, 4: 8, 5: 4}  # 2.03 a family, with the unborn 2.05 a conference
FIRST_AGE = {0: 14, 1: 8, 2: 7, 3: 7, 4: 6, 5: 6, 6: 6, 7: 6, 8: 6, 9: 5, 10: 5, 11: 5, 12: 5, 13: 5, 14: 5, 15: 4}
CATEGORIES = {"NEG": 49, "EMO": 37, "PHY": 7, "SAB": 4, "NEG,EMO": 3}
# Always asked, whatever is known of the family; the rules leave out those whose ages do not fit.
ALWAYS = ("social_worker", "team_manager", "police", "gp", "health_visitor", "school", "school_nurse", "probation")
SOMETIMES = {
    "early_years": 0.4,
    "education_welfare": 0.5,
    "substance_misuse": 0.55,
    "domestic_abuse": 0.62,
    "adult_mental_health": 0.55,
    "housing": 0.52,
    "voluntary": 0.5,
    "child_mental_health": 0.32,
    "legal": 0.42,
    "youth_justice": 0.16,
    "learning_disability": 0.2,
}


@dataclass(frozen=True, slots=True)
class InventedFamily:
    """One family with everybody the invitation rules look at; `children` as they are known today."""

    id: int
    name: str
    children: tuple[Child, ...]
    household: tuple[HouseholdMember, ...]
    medicals: tuple[Medical, ...]
    involvements: tuple[Involvement, ...]
    paediatricians: tuple[Professional, ...]
    categories: str

    def children_before(self, day: date) -> list[Child]:
        """The children as they were known on a day: one born since was still expected."""
        return [
            Child(child.family_id, child.name, None, child.expected_on, child.sex, id=child.id)
            if child.expected_on and child.born_on and child.born_on > day
            else child
            for child in self.children
        ]


class Families:
    """Invents one family after the other; a few names come again and again, as in life."""

    def __init__(self, rows: Rows, random: Random, directory: Directory, today: date) -> None:
        self._rows, self._random, self._directory, self._today = rows, random, directory, today
        self._names = resources.toml("example/names.toml")
        self._sizes = Deck(random, CHILDREN)
        self._ages = Deck(random, FIRST_AGE)
        self._categories = Deck(random, CATEGORIES)

    def invent(
        self, known_since: date, first_type: ConferenceType, expected_on: date | None, born_on: date | None
    ) -> InventedFamily:
        """A family that came to notice on a day; `expected_on` and `born_on` are those of an unborn child."""
        family_id = self._rows.new_id("family")
        name = self._random.choice(self._names["surnames"])
        self._rows.add("family", id=family_id, name=name, note=INVENTED)
        town = self._random.choice(self._names["towns"])
        lines = f"{self._random.randint(1, 180)} {self._random.choice(self._names['streets'])}\n{town}"
        self._rows.add(
            "address",
            id=self._rows.new_id("address"),
            family_id=family_id,
            whose="family home",
            lines=lines,
            postcode=self._postcode(),
            may_be_printed=int(family_id % 3 != 0),
        )
        children = self._children(family_id, name, known_since, expected_on, born_on)
        paediatricians = self._paediatricians()
        return InventedFamily(
            family_id,
            name,
            children,
            self._household(family_id, name, known_since),
            self._medicals(children, known_since, paediatricians[0]),
            self._involvements(first_type),
            paediatricians,
            self._categories.deal(),
        )

    def _postcode(self) -> str:
        """One of an area that does not exist."""
        return f"ZZ{self._random.randint(1, 9)} {self._random.randint(1, 9)}ZZ"

    def _children(
        self, family_id: int, name: str, known_since: date, expected_on: date | None, born_on: date | None
    ) -> tuple[Child, ...]:
        random = self._random
        found: list[Child] = []
        used: set[str] = set()
        for number in range(self._sizes.deal()):
            sex = random.choice(("female", "male"))
            names = self._names["girls" if sex == "female" else "boys"]
            first = random.choice([each for each in names if each not in used])
            used.add(first)
            if number == 0 and expected_on is not None:
                born_now = born_on if born_on is not None and born_on <= self._today else None
                first, sex = (first, sex) if born_now else ("Unborn baby", "not known")
                found.append(self._kept(family_id, f"{first} {name}", born_now, expected_on, sex))
                continue
            found.append(self._kept(family_id, f"{first} {name}", self._birthday(known_since), None, sex))
        return tuple(found)

    def _birthday(self, known_since: date) -> date:
        age = self._ages.deal()
        return known_since - timedelta(days=int(age * 365.25) + self._random.randint(10, 360))

    def _kept(self, family_id: int, name: str, born: date | None, expected: date | None, sex: str) -> Child:
        child = Child(family_id, name, born, expected, sex, id=self._rows.new_id("child"))
        self._rows.add(
            "child",
            id=child.id,
            family_id=family_id,
            name=name,
            born_on=born,
            expected_on=expected,
            sex=sex,
            case_number=f"EX-{100000 + child.id}",
        )
        return child

    def _household(self, family_id: int, name: str, known_since: date) -> tuple[HouseholdMember, ...]:
        random = self._random
        people = [(f"{random.choice(self._names['women'])} {name}", "mother", "lives in", True)]
        if random.random() < 0.72:
            surname = name if random.random() < 0.5 else random.choice(self._names["surnames"])
            contact = random.choices(("lives in", "visits", "elsewhere"), (45, 35, 20))[0]
            people.append((f"{random.choice(self._names['men'])} {surname}", "father", contact, random.random() < 0.7))
        if random.random() < 0.24:
            partner = f"{random.choice(self._names['men'])} {random.choice(self._names['surnames'])}"
            people.append((partner, "mother's partner", random.choice(("lives in", "visits")), False))
        if random.random() < 0.3:
            people.append((f"{random.choice(self._names['women'])} {name}", "grandmother", "cares", False))
        return tuple(self._member(family_id, known_since, *person) for person in people)

    def _member(
        self, family_id: int, known_since: date, name: str, relation: str, contact: str, responsible: bool
    ) -> HouseholdMember:
        member_id = self._rows.new_id("household_member")
        member = HouseholdMember(family_id, name, relation, contact, responsible, id=member_id)
        confirmed = self._random.random() < 0.8
        self._rows.add(
            "household_member",
            id=member.id,
            family_id=family_id,
            name=name,
            relation=relation,
            contact=contact,
            parental_responsibility=responsible,
            confirmed_by="social worker" if confirmed else "",
            confirmed_on=known_since if confirmed else None,
            confirmed_how=self._random.choice(("home visit", "seen at school", "police check")) if confirmed else "",
            added_on=known_since,
            **self._written_to(member),
        )
        return member

    def _written_to(self, member: HouseholdMember) -> dict[str, object]:
        """In a few families the father is written to at an address of his own, which the others need not know."""
        if member.relation != "father" or member.family_id % 7:
            return {"letters_to": None, "language": ""}
        address_id = self._rows.new_id("address")
        self._rows.add(
            "address",
            id=address_id,
            family_id=member.family_id,
            whose=f"{member.name} only",
            lines=f"Flat {member.family_id % 40 + 1}, Station Court\nWestmarch",
            postcode="",
            may_be_printed=0,
        )
        return {"letters_to": address_id, "language": "Polish" if member.family_id % 2 else ""}

    def _paediatricians(self) -> tuple[Professional, ...]:
        """A hospital doctor, the community doctor of the family's district, and the duty mailbox."""
        by_post: dict[str, list[Professional]] = {}
        for doctor in self._directory.by_role[PAEDIATRICIAN]:
            by_post.setdefault(doctor.paediatric_post, []).append(doctor)
        return (
            self._random.choice(by_post["consultant"]),
            self._random.choice(by_post["community"]),
            by_post["duty_mailbox"][0],
        )

    def _medicals(self, children: tuple[Child, ...], known_since: date, doctor: Professional) -> tuple[Medical, ...]:
        born = [child for child in children if child.born_on and child.born_on <= known_since]
        if not born or self._random.random() > 0.45:
            return ()
        child = self._random.choice(born)
        medical = Medical(child.id, known_since, doctor.id, "Westmarch Royal Infirmary", child_name=child.name)
        self._rows.add(
            "medical",
            child_id=child.id,
            examined_on=known_since,
            doctor_id=doctor.id,
            place=medical.place,
            kind=medical.kind,
        )
        return (medical,)

    def _involvements(self, first_type: ConferenceType) -> tuple[Involvement, ...]:
        roles = [*ALWAYS, *(role for role, chance in SOMETIMES.items() if self._random.random() < chance)]
        if self._random.random() < 0.35:
            roles.append("school")
        if first_type is ConferenceType.PRE_BIRTH or self._random.random() < 0.05:
            roles.append("midwife")
        if first_type is ConferenceType.TRANSFER_IN:
            roles.append("originating_social_worker")
        return tuple(self._involved(role) for role in roles)

    def _involved(self, role: str) -> Involvement:
        who = self._random.choice(self._directory.by_role[role])
        agency = self._directory.agency_names[who.agency_id]
        return Involvement(role, who.agency_id, who.id, agency_name=agency, professional_name=who.name)
