"""The rules as they are shipped, and what an authority may make of them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from conference_app import resources, rulebook
from conference_app.domain.errors import RuleBroken
from conference_app.domain.invitation_rules import (
    InvitationRule,
    RuleLine,
    checked_line,
    in_force,
    own_code,
    rule_lines,
    rules_from,
)

SHIPPED = {rule.code: rule for rule in rulebook.invitation_rules()}
OWN = InvitationRule("own_housing_1", "housing", "expected", "involved", {"involved": True}, True, True, "why", "here")

# domain.md 3.1, role by role: level, report asked for, deputy allowed.
TABLE = {
    "paediatrician": ("required", True, True),
    "social_worker": ("required", True, True),
    "team_manager": ("required", False, True),
    "parents": ("required", False, False),
    "unborn_father": ("consider", False, False),
    "child_own": ("expected", False, False),
    "child_ask": ("consider", False, False),
    "police": ("required", True, True),
    "gp": ("required", True, True),
    "health_visitor": ("required", True, True),
    "midwife": ("required", True, True),
    "neonatal": ("expected", True, True),
    "school": ("required", True, True),
    "school_nurse": ("expected", True, True),
    "early_years": ("expected", True, True),
    "education_welfare": ("expected", True, True),
    "probation": ("expected", True, True),
    "originating": ("required", True, True),
    "interpreter": ("required", False, False),
    "advocate": ("expected", False, False),
    "supporter": ("expected", False, False),
    "youth_justice": ("expected", True, True),
    "child_mental_health": ("expected", True, True),
    "adult_mental_health": ("expected", True, True),
    "substance_misuse": ("expected", True, True),
    "domestic_abuse": ("expected", True, True),
    "learning_disability": ("expected", True, True),
    "housing": ("consider", True, True),
    "guardian": ("expected", True, True),
    "legal": ("consider", False, True),
    "foster_carer": ("expected", True, True),
    "armed_services": ("expected", True, True),
    "voluntary": ("consider", True, True),
    "last_list": ("expected", True, True),
}


def test_every_role_of_the_table_has_its_rule_and_source() -> None:
    assert {code: (rule.level, rule.report, rule.deputy) for code, rule in SHIPPED.items()} == TABLE
    assert all(rule.source for rule in SHIPPED.values())
    assert {rule.role for rule in SHIPPED.values()} - {"everyone"} <= set(rulebook.roles())


@pytest.mark.parametrize("change", [{"when": {"moon": "full"}}, {"level": "perhaps"}, {"who": "everybody"}])
def test_a_rule_that_is_not_understood_is_refused(change: dict[str, Any]) -> None:
    data = resources.toml("invitations.toml")
    first, *others = data["rule"]
    with pytest.raises(ValueError, match="paediatrician is not understood"):
        rules_from({"rule": [{**first, **change}, *others]})


def shipped_line(code: str, **changes: Any) -> RuleLine:
    return RuleLine(replace(SHIPPED[code], **changes), version=1)


def test_what_the_authority_set_stands_in_place_of_the_shipped_and_its_own_rules_come_last() -> None:
    kept = [RuleLine(OWN, version=1), shipped_line("police", level="expected")]
    lines = rule_lines(list(SHIPPED.values()), kept)
    assert [line.rule.code for line in lines] == [*SHIPPED, OWN.code]
    police = next(line for line in lines if line.rule.code == "police")
    assert (police.rule.level, police.changed, police.own) == ("expected", True, False)
    assert (lines[-1].own, lines[-1].changed) == (True, False)
    assert own_code(lines, "housing") == "own_housing_2"


def test_a_rule_switched_off_is_not_in_force() -> None:
    off = replace(shipped_line("police"), in_force=False)
    codes = [rule.code for rule in in_force(rule_lines(list(SHIPPED.values()), [off]))]
    assert codes == [code for code in SHIPPED if code != "police"]


@pytest.mark.parametrize(
    "kept",
    [
        replace(shipped_line("paediatrician"), in_force=False),
        shipped_line("paediatrician", level="consider"),
        shipped_line("paediatrician", when={"types": ["review"]}),
        shipped_line("paediatrician", who="involved", role="police"),
        RuleLine(replace(OWN, code="paediatrician"), in_force=False, version=1),
        RuleLine(replace(OWN, role="paediatrician"), version=1),
    ],
)
def test_whatever_the_store_holds_every_conference_invites_a_paediatrician(kept: RuleLine) -> None:
    rules = in_force(rule_lines(list(SHIPPED.values()), [kept]))
    doctors = [rule for rule in rules if rule.role == "paediatrician"]
    assert doctors == [replace(SHIPPED["paediatrician"], reason=doctors[0].reason, source=doctors[0].source)]


def check(line: RuleLine) -> RuleLine:
    return checked_line(line, SHIPPED.get(line.rule.code), rulebook.roles())


@pytest.mark.parametrize(
    "line",
    [
        replace(shipped_line("paediatrician"), in_force=False),
        shipped_line("paediatrician", level="expected"),
        shipped_line("paediatrician", when={"types": ["review"]}),
        shipped_line("paediatrician", report=False),
        shipped_line("paediatrician", deputy=False),
        shipped_line("paediatrician", who="involved"),
        shipped_line("paediatrician", role="police"),
        RuleLine(replace(OWN, role="paediatrician", code="own_paediatrician_1")),
        shipped_line("police", role="paediatrician"),
    ],
)
def test_the_paediatricians_rule_is_never_weakened(line: RuleLine) -> None:
    with pytest.raises(RuleBroken, match="paediatrician_rule_stands"):
        check(line)


def test_its_words_may_be_others() -> None:
    assert check(shipped_line("paediatrician", reason=" our  procedure ")).rule.reason == "our procedure"


@pytest.mark.parametrize(
    ("line", "code", "field"),
    [
        (RuleLine(replace(OWN, role="parent")), "required", "role"),
        (RuleLine(replace(OWN, role="nobody")), "required", "role"),
        (RuleLine(replace(OWN, code="housing_9")), "required", "role"),
        (RuleLine(replace(OWN, who="need", when={"need": "interpreter"})), "required", "role"),
        (shipped_line("police", role="gp"), "required", "role"),
        (RuleLine(replace(OWN, level="perhaps")), "required", "level"),
        (RuleLine(replace(OWN, reason=" ")), "required", "reason"),
        (RuleLine(replace(OWN, reason="x" * 301)), "too_long", "reason"),
        (RuleLine(replace(OWN, reason="a\u202eb")), "bad_characters", "reason"),
        (RuleLine(replace(OWN, when={"moon": "full"})), "required", "reason"),
        (RuleLine(replace(OWN, when={"types": ["wedding"]})), "no_longer_listed", "types"),
        (RuleLine(replace(OWN, when={"age_from": 26})), "number_out_of_range", "age_from"),
        (RuleLine(replace(OWN, when={"newborn_days": 400})), "number_out_of_range", "newborn_days"),
        (RuleLine(replace(OWN, when={"age_from": 9, "age_below": 9})), "ages_leave_nobody", "age_below"),
    ],
)
def test_what_cannot_be_kept(line: RuleLine, code: str, field: str) -> None:
    with pytest.raises(RuleBroken, match=code) as refused:
        check(line)
    assert refused.value.field == field


def test_conditions_nobody_set_are_left_out() -> None:
    when = {"types": [], "age_from": None, "age_below": "school_until_age", "involved": False}
    assert check(RuleLine(replace(OWN, when=when))).rule.when == {"age_below": "school_until_age"}
