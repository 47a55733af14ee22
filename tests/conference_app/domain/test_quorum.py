import pytest

from conference_app import rulebook
from conference_app.domain.attendance import Attendance
from conference_app.domain.quorum import QuorumRule, leaving_breaks, quorum

ROLES = rulebook.roles()
TWO = QuorumRule()
HEALTH_ONCE = QuorumRule(health_counts_as_one=True)
THREE = QuorumRule(other_agencies=3)


def room(*roles: str) -> list[Attendance]:
    return [Attendance(1, f"{role} {number}", role) for number, role in enumerate(roles)]


CASES = [
    # who is there, rule, met, others missing
    ((), TWO, False, 2),
    (("social_worker",), TWO, False, 2),
    (("social_worker", "police"), TWO, False, 1),
    (("social_worker", "police", "school"), TWO, True, 0),
    (("police", "school", "gp"), TWO, False, 0),  # nobody of social care
    (("social_worker", "team_manager", "police"), TWO, False, 1),  # social care twice is once
    (("social_worker", "police", "police"), TWO, False, 1),  # police twice is once
    (("social_worker", "gp", "health_visitor"), TWO, True, 0),  # two disciplines of health
    (("social_worker", "gp", "health_visitor"), HEALTH_ONCE, False, 1),
    (("social_worker", "gp", "health_visitor", "school"), HEALTH_ONCE, True, 0),
    (("social_worker", "probation", "youth_justice"), TWO, False, 1),  # one group
    (("social_worker", "gp", "school"), THREE, False, 1),
    (("social_worker", "gp", "school", "police"), THREE, True, 0),
    (("social_worker", "parent", "child", "police"), TWO, False, 1),  # family never counts
    (("social_worker", "domestic_abuse", "substance_misuse"), TWO, True, 0),
]


@pytest.mark.parametrize(("roles", "rule", "met", "missing"), CASES)
def test_quorum(roles: tuple[str, ...], rule: QuorumRule, met: bool, missing: int) -> None:
    found = quorum(room(*roles), rule, ROLES)
    assert (found.met, found.others_missing) == (met, missing)


def test_every_role_of_the_table_exists() -> None:
    assert {role for roles, *_ in CASES for role in roles} <= set(ROLES)


@pytest.mark.parametrize(
    "change",
    [
        {"presence": "apologies"},
        {"presence": "absent"},
        {"left_at": "10:00"},
        {"direct_contact": False},
    ],
)
def test_who_is_not_in_the_room_or_has_no_direct_contact_does_not_count(change: dict[str, str]) -> None:
    there = room("social_worker", "school")
    officer = Attendance(1, "Owen Pryce", "police")
    assert quorum([*there, officer], TWO, ROLES).met
    assert not quorum([*there, Attendance(1, "Owen Pryce", "police", **change)], TWO, ROLES).met  # type: ignore[arg-type]


def test_the_words_say_who_counts_and_what_is_missing() -> None:
    assert quorum(room("social_worker", "police", "gp"), TWO, ROLES).words() == "Quorate: social care with GP, police."
    assert quorum(room("gp"), TWO, ROLES).words() == ("Not quorate: children's social care and 1 more agency missing.")
    assert "two other agencies" in TWO.words()
    assert "count as one" in HEALTH_ONCE.words()


def test_whose_leaving_ends_the_quorum() -> None:
    there = room("social_worker", "police", "school", "gp")
    assert leaving_breaks(there, TWO, ROLES) == ["social_worker 0"]
    assert len(leaving_breaks(there[:3], TWO, ROLES)) == 3
    assert leaving_breaks(there[1:], TWO, ROLES) == []


def test_titles_fit_into_the_sentence() -> None:
    found = quorum(room("social_worker", "paediatrician", "gp"), TWO, ROLES)
    assert found.words() == "Quorate: social care with GP, paediatrician."
