from dataclasses import replace
from datetime import date

import pytest

from conference_app.domain.conference_status import ConferenceType
from conference_app.domain.decisions import Decision, check_decision, on_a_plan
from conference_app.domain.errors import RuleBroken, SeveralRulesBroken
from conference_app.messages import sentence

HELD = date(2027, 3, 10)
INITIAL, REVIEW = ConferenceType.INITIAL, ConferenceType.REVIEW
STARTS = Decision(1, 1, "plan starts", ("EMO",), HELD)
CONTINUES = Decision(1, 1, "plan continues", ("EMO",))
ENDS = Decision(1, 1, "plan ends", plan_ends_on=HELD)


def broken_codes(decision: Decision, type_: ConferenceType) -> list[str]:
    try:
        check_decision(decision, type_, HELD)
    except RuleBroken as problem:
        parts = problem.broken if isinstance(problem, SeveralRulesBroken) else [problem]
        return [each.code for each in parts if sentence(each)]
    return []


@pytest.mark.parametrize(
    ("decision", "type_", "codes"),
    [
        (STARTS, INITIAL, []),
        (STARTS, ConferenceType.PRE_BIRTH, []),
        (STARTS, ConferenceType.TRANSFER_IN, []),
        (CONTINUES, REVIEW, []),
        (CONTINUES, INITIAL, ["only_review_changes_plan"]),
        (ENDS, REVIEW, []),
        (ENDS, INITIAL, ["only_review_changes_plan"]),
        (replace(ENDS, plan_ends_on=None), REVIEW, ["plan_ends_not_before_conference"]),
        (replace(ENDS, plan_ends_on=date(2027, 3, 9)), REVIEW, ["plan_ends_not_before_conference"]),
        (replace(ENDS, plan_ends_on=date(2027, 3, 31)), REVIEW, []),
        (replace(STARTS, categories=()), INITIAL, ["category_missing"]),
        (replace(CONTINUES, categories=()), REVIEW, ["category_missing"]),
        (replace(ENDS, categories=("EMO",)), REVIEW, ["category_without_plan"]),
        (Decision(1, 1, "no further action"), INITIAL, []),
        (
            Decision(1, 1, "child in need plan", ("NEG",)),
            INITIAL,
            ["category_without_plan", "neglect_needs_paediatric_question"],
        ),
        (replace(STARTS, plan_starts_on=date(2027, 3, 11)), INITIAL, ["plan_starts_on_conference_day"]),
        (replace(STARTS, plan_starts_on=None), INITIAL, ["plan_starts_on_conference_day"]),
        (replace(STARTS, categories=("NEG",)), INITIAL, ["neglect_needs_paediatric_question"]),
        (replace(STARTS, categories=("NEG",), paediatric_assessment="No: seen last week."), INITIAL, []),
        *(
            (
                replace(STARTS, categories=("EMO", "NEG"), paediatric_assessment=answer),
                INITIAL,
                ["neglect_needs_paediatric_question"],
            )
            for answer in ("", "Yes: ", "No:", "seen last week", "Yes:  ")
        ),
        (Decision(1, 1, "perhaps"), INITIAL, ["unknown_outcome"]),
        (Decision(1, 1, "adjourned"), INITIAL, []),
    ],
)
def test_what_may_be_decided(decision: Decision, type_: ConferenceType, codes: list[str]) -> None:
    assert broken_codes(decision, type_) == codes


@pytest.mark.parametrize(
    ("outcome", "expected"),
    [
        ("plan starts", True),
        ("plan continues", True),
        ("plan ends", False),
        ("no further action", False),
    ],
)
def test_who_has_a_plan_afterwards(outcome: str, expected: bool) -> None:
    assert on_a_plan(Decision(1, 1, outcome)) is expected
