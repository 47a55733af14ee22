"""A review starts from the last list: who comes along, who does not and why, and what each line is against it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest

from conference_app import rulebook
from conference_app.domain.conference import Involvement, Need
from conference_app.domain.conference_status import ConferenceType
from conference_app.domain.family import Child, HouseholdMember
from conference_app.domain.invitations import Invitation, Situation
from conference_app.domain.last_list import LastList, gone_since, since_last, with_last_list

DAY = date(2026, 12, 3)
RULE = next(rule for rule in rulebook.invitation_rules() if rule.code == "last_list")
NOW = Situation(
    9,
    ConferenceType.REVIEW,
    date(2027, 3, 3),
    [Child(1, "Ella Marlowe", date(2019, 6, 14), id=31)],
    [HouseholdMember(1, "Grace Marlowe", "mother", id=21), HouseholdMember(1, "Tom Bell", "uncle", id=22)],
    [Involvement("police", 5, 11, professional_name="Owen Pryce")],
    [],
    [],
    [],
    {},
)


def line(role: str, name: str = "", **more: Any) -> Invitation:
    """A line as it was sent last time."""
    sent = datetime(2026, 11, 20, 9, 0) if name else None
    return replace(Invitation(8, role, "required", "why", role, name=name, sent_at=sent), **more)


POLICE = line("police", "Owen Pryce", professional_id=11, agency_id=5)
WORKER = line("social_worker", "Priya Nair", professional_id=12, agency_id=6, report_wanted=True)
AUNT = line("supporter", "Ann Bell", rule_code="", level="consider")
DOCTOR = line("paediatrician", "Dr Lindgren", professional_id=13)
UNCLE = line("parent", "Tom Bell", household_member_id=22)
GP = line("gp", "Dr Webb")
EVERYBODY = [POLICE, WORKER, AUNT, DOCTOR, UNCLE, GP]


def last(*lines: Invitation, involved: Sequence[Involvement] = (), at_work: Sequence[int] = (11, 12, 13)) -> LastList:
    return LastList(DAY, lines, involved, frozenset(at_work))


def fresh(each: Invitation, **more: Any) -> Invitation:
    return replace(each, conference_id=9, sent_at=None, **more)


def test_whoever_was_invited_comes_along_as_expected_with_the_reason() -> None:
    made = [fresh(POLICE), line("gp")]
    lines = with_last_list(made, last(*EVERYBODY), NOW, RULE)
    assert [(each.name, each.level, each.rule_code) for each in lines] == [
        ("Owen Pryce", "required", "police"),
        ("Dr Webb", "required", "gp"),
        ("Priya Nair", "expected", "last_list"),
        ("Ann Bell", "expected", "last_list"),
        ("Tom Bell", "expected", "last_list"),
    ]
    assert lines[1].choice_reason == "as at the conference of 3 December 2026"
    assert lines[2].reason == "invited to the conference of 3 December 2026"
    assert [each.report_wanted for each in lines[2:]] == [True, False, False]
    assert {each.conference_id for each in lines[2:]} == {9}


def test_building_from_the_last_list_again_gives_the_same() -> None:
    lines = with_last_list([line("gp")], last(*EVERYBODY), NOW, RULE)
    assert with_last_list(lines, last(*EVERYBODY), NOW, RULE) == lines


def test_who_was_never_sent_anything_does_not_come_along() -> None:
    assert with_last_list([], last(replace(WORKER, sent_at=None)), NOW, RULE) == []


def test_there_is_one_doctor_by_the_rule() -> None:
    other = fresh(DOCTOR, name="Dr Bell", professional_id=14)
    assert with_last_list([other], last(DOCTOR), NOW, RULE) == [other]
    assert [each.why for each in gone_since([other], last(DOCTOR), NOW)] == ["the paediatrician is now Dr Bell"]
    [place] = with_last_list([line("paediatrician")], last(DOCTOR), NOW, RULE)
    assert place.name == "Dr Lindgren"


EXCLUDED = Need("exclusion", "Ann Bell", "", DAY, "excluded", "R. Osei", date(2027, 2, 1))
INVOLVED = Involvement("social_worker", 6, 12)


@pytest.mark.parametrize(
    ("before", "then", "now", "why"),
    [
        (WORKER, last(WORKER, at_work=(11,)), NOW, "has left the service"),
        (
            AUNT,
            last(AUNT),
            replace(NOW, needs=[EXCLUDED, Need("supporter", "Grace")]),
            "excluded by R. Osei on 1 February 2027",
        ),
        (WORKER, last(WORKER, involved=[INVOLVED]), NOW, "no longer involved"),
        (
            WORKER,
            last(WORKER, involved=[INVOLVED]),
            replace(NOW, involvements=[Involvement("social_worker", 6, 15, professional_name="Ada Quinn")]),
            "now it is Ada Quinn",
        ),
        (
            UNCLE,
            last(UNCLE),
            replace(NOW, household=[replace(NOW.household[1], left_on=DAY)]),
            "no longer in the children's lives",
        ),
        (
            line("child", "Noah", child_id=32),
            last(line("child", "Noah", child_id=32)),
            NOW,
            "not among the children of this conference",
        ),
        (line("interpreter", "Westmarch"), last(line("interpreter", "Westmarch")), NOW, "no longer asked for"),
        (
            line("interpreter", "Tom Bell"),
            last(line("interpreter", "Tom Bell")),
            replace(NOW, needs=[Need("interpreter", "Grace")]),
            "belongs to the family: an interpreter never does",
        ),
    ],
)
def test_who_does_not_come_along_and_why(before: Invitation, then: LastList, now: Situation, why: str) -> None:
    assert with_last_list([], then, now, RULE) == []
    assert [(each.line, each.why) for each in gone_since([], then, now)] == [(before, why)]


def test_nobody_is_gone_for_a_request_that_names_no_agency_yet() -> None:
    then = last(WORKER, involved=[INVOLVED])
    [carried] = with_last_list([], then, replace(NOW, involvements=[]), RULE)
    assert carried.name == "Priya Nair"


@pytest.mark.parametrize(
    ("now", "others", "said"),
    [
        (fresh(POLICE), [], "as before"),
        (fresh(POLICE, level="expected"), [], "changed: expected, was required"),
        (fresh(POLICE, report_wanted=True), [], "changed: a report is asked for"),
        (fresh(WORKER, report_wanted=False), [], "changed: no report is asked for"),
        (fresh(POLICE, role_code="probation"), [], "changed: in another role"),
        (fresh(POLICE, left_out_reason="on leave"), [], "changed: left out this time"),
        (line("housing", "Homes"), [], "new"),
        (fresh(POLICE, name="Dana Reed", professional_id=16), [], "changed: instead of Owen Pryce"),
        (fresh(POLICE, name="Dana Reed", professional_id=16), [fresh(POLICE)], "new"),
        (line("police"), [], "changed: nobody named yet, was Owen Pryce"),
        (line("probation"), [], "as before"),
        (line("housing"), [], "new"),
    ],
)
def test_what_a_line_is_against_the_last_list(now: Invitation, others: list[Invitation], said: str) -> None:
    then = last(POLICE, WORKER, line("probation"))
    assert since_last(now, [now, *others], then) == said


def test_somebody_left_out_now_is_told_with_the_reason() -> None:
    out = fresh(POLICE, left_out_reason="excluded by R. Osei")
    assert [(each.line.name, each.why) for each in gone_since([out], last(POLICE), NOW)] == [
        ("Owen Pryce", "excluded by R. Osei")
    ]
    assert gone_since([fresh(POLICE)], last(POLICE), NOW) == []
