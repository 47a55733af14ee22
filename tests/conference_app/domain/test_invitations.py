"""Who must be asked and why: the doctor in the order of the rule, and the rules that depend on the children."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest

from conference_app import rulebook
from conference_app.domain.conference import Need
from conference_app.domain.conference_status import ConferenceType
from conference_app.domain.family import Child, HouseholdMember, Medical
from conference_app.domain.invitations import Invitation, Situation, paediatrician_candidates, proposed_list
from conference_app.domain.people import Professional

DAY = date(2027, 3, 10)
AGES = {
    "child_ask_age": 10,
    "child_own_invitation_age": 12,
    "health_visitor_until_age": 5,
    "school_from_age": 5,
    "school_until_age": 18,
}
EMPTY = Situation(1, ConferenceType.INITIAL, DAY, [Child(1, "Ella", date(2019, 6, 14), id=1)], [], [], [], [], [], AGES)


def doctor(number: int, post: str = "", *, active: bool = True) -> Professional:
    return Professional(f"Dr {number}", "paediatrician", 1, post, active=active, id=number)


def medical(number: int, day: date, kind: str = "child protection medical") -> Medical:
    return Medical(1, day, number, kind=kind, child_name="Ella")


EXAMINED, LATER = medical(1, date(2027, 2, 1)), medical(2, date(2027, 2, 19))
TREATED = medical(3, date(2027, 3, 1), "treatment")
POSTS = [doctor(7, "duty_mailbox"), doctor(6, "named_doctor"), doctor(5, "community"), doctor(4, "consultant")]
EVERYBODY = [doctor(1), doctor(2), doctor(3), *POSTS]


@pytest.mark.parametrize(
    ("medicals", "directory", "order"),
    [
        ([TREATED, EXAMINED, LATER], EVERYBODY, [2, 1, 3, 4, 5, 6, 7]),
        ([], EVERYBODY, [4, 5, 6, 7]),
        ([TREATED], EVERYBODY, [3, 4, 5, 6, 7]),
        ([EXAMINED], [doctor(1, active=False), *POSTS], [4, 5, 6, 7]),
        ([medical(5, DAY)], POSTS, [5, 4, 6, 7]),
        ([medical(3, DAY, "developmental assessment"), TREATED], EVERYBODY, [3, 4, 5, 6, 7]),
        ([EXAMINED], POSTS[:1], [7]),
        ([], [], []),
    ],
)
def test_doctors_are_proposed_in_the_order_of_the_rule(
    medicals: Sequence[Medical], directory: Sequence[Professional], order: list[int]
) -> None:
    found = paediatrician_candidates(replace(EMPTY, medicals=medicals, paediatricians=directory))
    assert [each.professional.id for each in found] == order


def test_each_doctor_comes_with_the_reason() -> None:
    found = paediatrician_candidates(replace(EMPTY, medicals=[EXAMINED, TREATED], paediatricians=EVERYBODY))
    assert [each.reason for each in found] == [
        "examined Ella on 1 February 2027",
        "treats Ella (seen 1 March 2027)",
        "treating consultant",
        "community or locality paediatrician",
        "named doctor for safeguarding",
        "safeguarding paediatrics duty mailbox",
    ]


def lines(situation: Situation) -> dict[str, Invitation]:
    return {line.rule_code: line for line in proposed_list(situation, rulebook.invitation_rules())}


@pytest.mark.parametrize(
    ("child", "there"),
    [
        (Child(1, "Baby", expected_on=date(2027, 5, 1)), True),
        (Child(1, "Baby", born_on=date(2027, 2, 11)), True),
        (Child(1, "Baby", born_on=date(2027, 2, 10)), False),
    ],
)
def test_the_midwife_comes_for_an_unborn_and_a_newborn_child(child: Child, there: bool) -> None:
    assert ("midwife" in lines(replace(EMPTY, children=[child]))) is there


FATHER = HouseholdMember(1, "Tom", "father", id=2)


@pytest.mark.parametrize(
    ("children", "father", "rule", "level"),
    [
        ([Child(1, "Baby", expected_on=DAY)], FATHER, "unborn_father", "consider"),
        ([Child(1, "Baby", expected_on=DAY)], replace(FATHER, parental_responsibility=True), "parents", "required"),
        ([Child(1, "Baby", expected_on=DAY), EMPTY.children[0]], FATHER, "parents", "required"),
        (EMPTY.children, replace(FATHER, contact="elsewhere"), "parents", "required"),
    ],
)
def test_the_father_of_an_unborn_child_is_considered(
    children: list[Child], father: HouseholdMember, rule: str, level: str
) -> None:
    found = proposed_list(replace(EMPTY, children=children, household=[father]), rulebook.invitation_rules())
    assert [(line.rule_code, line.level) for line in found if line.name == "Tom"] == [(rule, level)]


def test_two_who_need_an_interpreter_are_both_named_on_the_one_place() -> None:
    needs = [Need("interpreter", "Grace", "Polish"), Need("interpreter", "Tom", "Urdu"), Need("supporter", "Tom")]
    found = lines(replace(EMPTY, needs=needs))
    assert found["interpreter"].reason == "interpreter needed: Grace (Polish); Tom (Urdu) (never a relative)"
    assert found["supporter"].level == "expected"


def test_words_an_authority_typed_are_taken_as_they_are() -> None:
    odd = [replace(rule, reason="{0} {children.name} {} 100%") for rule in rulebook.invitation_rules()]
    assert proposed_list(EMPTY, odd)[0].reason == "{0} {children.name} {} 100%"
