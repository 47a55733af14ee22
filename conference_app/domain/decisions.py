"""What a conference decided for each child: outcome, categories, dissent."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from conference_app.domain.conference_status import ConferenceType
from conference_app.domain.errors import RuleBroken, raise_all

OUTCOMES = (
    "plan starts",
    "plan continues",
    "plan ends",
    "child in need plan",
    "no further action",
    "adjourned",
)
# Codes of the children in need census [cin-sql].
CATEGORIES = {"NEG": "neglect", "PHY": "physical abuse", "SAB": "sexual abuse", "EMO": "emotional abuse"}


# How the answer to the paediatric question begins; the reason follows.
NEEDED, NOT_NEEDED = "Yes: ", "No: "


@dataclass(frozen=True, slots=True)
class Dissent:
    """Somebody who did not agree, by name and reason."""

    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class Decision:
    """The decision for one child; `categories` are census codes in census order."""

    conference_id: int
    child_id: int
    outcome: str
    categories: tuple[str, ...] = ()
    plan_starts_on: date | None = None
    plan_ends_on: date | None = None
    chair_alone: bool = False
    paediatric_assessment: str = ""
    dissents: tuple[Dissent, ...] = field(default=())
    id: int = 0
    version: int = 0
    child_name: str = ""


def assessment_answer(answer: str) -> tuple[bool | None, str]:
    """Whether a paediatric assessment is needed, None where nobody said so, and why."""
    for beginning, needed in ((NEEDED, True), (NOT_NEEDED, False)):
        if answer.startswith(beginning):
            return needed, answer.removeprefix(beginning).strip()
    return None, answer.strip()


def on_a_plan(decision: Decision) -> bool:
    """Whether the child has a child protection plan after this decision."""
    return decision.outcome in {"plan starts", "plan continues"}


def check_decision(decision: Decision, conference_type: ConferenceType, held_on: date) -> None:
    """Raise what is wrong with a decision, all together.

    A plan starts on the day of the initial conference [cin-sql 2885]; only a review may continue or end
    one [norfolk-3.10], never before its own day; a plan has at least one category, and neglect asks for
    the paediatric question: whether an assessment is needed, and why (product rule 7).
    """
    wrong = []
    review = conference_type is ConferenceType.REVIEW
    if decision.outcome not in OUTCOMES:
        wrong.append(RuleBroken("unknown_outcome", field="outcome", outcome=decision.outcome))
    if decision.outcome in {"plan continues", "plan ends"} and not review:
        wrong.append(RuleBroken("only_review_changes_plan", field="outcome"))
    if on_a_plan(decision) and not decision.categories:
        wrong.append(RuleBroken("category_missing", field="categories"))
    if not on_a_plan(decision) and decision.categories:
        wrong.append(RuleBroken("category_without_plan", field="categories"))
    if decision.outcome == "plan starts" and decision.plan_starts_on != held_on:
        wrong.append(RuleBroken("plan_starts_on_conference_day", field="plan_starts_on"))
    if decision.outcome == "plan ends" and (decision.plan_ends_on is None or decision.plan_ends_on < held_on):
        wrong.append(RuleBroken("plan_ends_not_before_conference", field="plan_ends_on"))
    needed, why = assessment_answer(decision.paediatric_assessment)
    if "NEG" in decision.categories and (needed is None or not why):
        wrong.append(RuleBroken("neglect_needs_paediatric_question", field="paediatric_assessment"))
    raise_all(wrong)
