"""The quorum, worked out from who is in the room [sussex-7.8][swindon-q]."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from conference_app.domain.attendance import Attendance
from conference_app.domain.people import Role
from conference_app.domain.practice import Practice

SOCIAL_CARE = "social_care"


@dataclass(frozen=True, slots=True)
class QuorumRule:
    """Children's social care and so many other agencies or key disciplines with direct contact."""

    other_agencies: int = 2
    health_counts_as_one: bool = False

    @classmethod
    def of(cls, practice: Practice) -> QuorumRule:
        """The quorum as this authority counts it."""
        return cls(practice.integer("quorum_other_agencies"), practice.flag("health_counts_as_one"))

    def words(self) -> str:
        """The rule as it is read out."""
        count = {1: "one other agency", 2: "two other agencies", 3: "three other agencies"}.get(
            self.other_agencies, f"{self.other_agencies} other agencies"
        )
        health = " All health staff count as one agency." if self.health_counts_as_one else ""
        return f"Children's social care and {count} or key disciplines with direct contact with the child.{health}"


@dataclass(frozen=True, slots=True)
class Quorum:
    """Whether the conference is quorate, who counts, and what is missing."""

    met: bool
    social_care: bool
    others: tuple[str, ...]
    others_missing: int

    def words(self) -> str:
        """The state in one sentence."""
        if self.met:
            return "Quorate: social care with " + ", ".join(self.others) + "."
        missing = [] if self.social_care else ["children's social care"]
        if self.others_missing:
            missing.append(f"{self.others_missing} more " + ("agency" if self.others_missing == 1 else "agencies"))
        return "Not quorate: " + " and ".join(missing) + " missing."


def quorum(present: Iterable[Attendance], rule: QuorumRule, roles: Mapping[str, Role]) -> Quorum:
    """Work out the quorum from those who are there now; family, chair and advisers never count.

    Each discipline of health counts for itself, unless the rule says health counts as one; every other
    agency group counts once.
    """
    social_care = False
    others: set[str] = set()
    for person in present:
        role = roles.get(person.role_code)
        if role is None or not role.counts or not person.there_now:
            continue
        if role.group == SOCIAL_CARE:
            social_care = True
        elif person.direct_contact:
            others.add(_unit(role, rule))
    missing = max(0, rule.other_agencies - len(others))
    return Quorum(social_care and not missing, social_care, tuple(sorted(others)), missing)


def leaving_breaks(present: Sequence[Attendance], rule: QuorumRule, roles: Mapping[str, Role]) -> list[str]:
    """The names of those in the room whose leaving would end the quorum; empty when it is not met at all."""
    if not quorum(present, rule, roles).met:
        return []
    there = [person for person in present if person.there_now]
    return [
        person.name
        for number, person in enumerate(there)
        if not quorum(there[:number] + there[number + 1 :], rule, roles).met
    ]


def _unit(role: Role, rule: QuorumRule) -> str:
    if role.group == "health":
        return "health" if rule.health_counts_as_one else _within_a_sentence(role.title)
    if role.group in {"voluntary", "adult_services"}:
        return _within_a_sentence(role.title)
    return _GROUP_WORDS.get(role.group, role.group)


def _within_a_sentence(title: str) -> str:
    """The title as it stands after other words: GP stays, Health visitor becomes health visitor."""
    return title if title[:2].isupper() else title[:1].lower() + title[1:]


_GROUP_WORDS = {
    "police": "police",
    "education": "education",
    "early_years": "early years",
    "probation": "probation",
    "housing": "housing",
    "court": "Cafcass",
    "armed_services": "armed services",
}
