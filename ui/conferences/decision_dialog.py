"""What was decided for one child: outcome, categories, dissent, and the paediatric question where neglect is named."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from conference_app.domain.conference import Conference
from conference_app.domain.conference_status import ConferenceType
from conference_app.domain.decisions import (
    CATEGORIES,
    NEEDED,
    NOT_NEEDED,
    OUTCOMES,
    Decision,
    Dissent,
    assessment_answer,
)
from conference_app.domain.errors import RuleBroken
from conference_app.domain.family import Child
from conference_app.domain.spoken_dates import long_date
from conference_app.use_cases.decide import decide_alike
from conference_app.use_cases.rules_in_force import calendar_of

from ..booking_words import sentence_case
from ..session import Session
from ..widgets.date_field import DateField
from ..widgets.editors import CheckList, RadioChoice, TextArea, TextLine, Tick, YesNo
from ..widgets.form import Form
from ..widgets.form_dialog import FormDialog
from .line_list import Line, LineList

ON_A_PLAN = ("plan starts", "plan continues")
ONLY_REVIEW = ("plan continues", "plan ends")


def decision_dialog(
    session: Session,
    found: Conference,
    child: Child,
    before: Decision | None,
    undecided: Sequence[Child],
    parent: QWidget,
) -> FormDialog:
    """Record or correct the decision for a child; the same can be recorded for siblings not decided about yet."""
    form = _form(session, found, undecided)
    if before is not None:
        needed, why = assessment_answer(before.paediatric_assessment)
        form.set_values(
            {
                "outcome": before.outcome,
                "categories": list(before.categories),
                "plan_ends_on": before.plan_ends_on,
                "assessment_needed": needed,
                "paediatric_assessment": why,
                "chair_alone": before.chair_alone,
                "dissents": before.dissents,
            }
        )
    _follow(form)
    form.changed.connect(lambda: _follow(form))
    kept = before or Decision(found.id, child.id, "")

    def save(values: dict[str, Any]) -> int:
        return session.perform(decide_alike, _decision(kept, found, values), values.get("others", []))

    note = f"{sentence_case(found.type.value)} conference of {long_date(found.day)}." if found.day else ""
    return FormDialog(f"Decision for {child.name}", form, save, note=note, width=640, parent=parent)


def _form(session: Session, found: Conference, undecided: Sequence[Child]) -> Form:
    form = Form()
    review = found.type is ConferenceType.REVIEW
    offered = [each for each in OUTCOMES if review or each not in ONLY_REVIEW]
    starts = f"A plan starts on the day of the conference, {long_date(found.day)}." if found.day else ""
    form.add(
        "outcome",
        "What was decided?",
        RadioChoice([(each, sentence_case(each)) for each in offered], upright=True),
        help=starts,
    )
    form.add(
        "plan_ends_on",
        "The plan ends on",
        DateField(today=session.today, calendar=session.ask(calendar_of)),
        value=found.day,
    )
    words = [(code, sentence_case(word)) for code, word in CATEGORIES.items()]
    form.add("categories", "Categories of harm", CheckList(words, columns=2))
    form.add("assessment_needed", "Is a paediatric assessment needed?", YesNo(), help="Asked because of neglect.")
    form.add("paediatric_assessment", "Why, or why not?", TextArea(lines=2))
    form.add("dissents", "Who did not agree?", _dissents(), optional=True, help="By name, with their reason.")
    form.add("chair_alone", "", Tick("The chair made the decision because the agencies did not agree"))
    if undecided:
        siblings = CheckList([(each.id, each.name) for each in undecided])
        form.add("others", "The same decision for", siblings, optional=True)
    return form


def _dissents() -> LineList[Dissent]:
    def make() -> Line:
        line = Line("dissent")
        line.add("name", "Name and agency", TextLine(), column=0)
        line.add("reason", "Reason", TextLine(longest=2000), column=1, stretch=2)
        line.finish(2)
        return line

    def read(line: Line) -> Dissent:
        return Dissent(line.need("name", "who dissents"), line.need("reason", "why they dissent"))

    def fill(line: Line, dissent: Dissent) -> None:
        line.editors["name"].set_value(dissent.name)
        line.editors["reason"].set_value(" ".join(dissent.reason.split()))

    return LineList("Add a dissent", make, read, fill)


def _follow(form: Form) -> None:
    """Show what the answers so far ask for, and nothing else."""
    outcome = form.value("outcome")
    planned = outcome in ON_A_PLAN
    neglect = planned and "NEG" in (form.value("categories") or ())
    form.set_visible("categories", planned)
    form.set_visible("plan_ends_on", outcome == "plan ends")
    form.set_visible("assessment_needed", neglect)
    form.set_visible("paediatric_assessment", neglect)


def _decision(before: Decision, found: Conference, values: dict[str, Any]) -> Decision:
    outcome = values["outcome"] or ""
    return Decision(
        conference_id=found.id,
        child_id=before.child_id,
        outcome=outcome,
        categories=tuple(values.get("categories", ())),
        plan_starts_on=found.day if outcome == "plan starts" else None,
        plan_ends_on=values.get("plan_ends_on"),
        chair_alone=values["chair_alone"],
        paediatric_assessment=_assessment(values),
        dissents=tuple(values["dissents"]),
        id=before.id,
        version=before.version,
    )


def _assessment(values: dict[str, Any]) -> str:
    if "assessment_needed" not in values:
        return ""
    why = str(values["paediatric_assessment"])
    if values["assessment_needed"] is None:
        raise RuleBroken("neglect_needs_paediatric_question", field="assessment_needed")
    if not why:
        raise RuleBroken("required", field="paediatric_assessment", what="why, or why not")
    return (NEEDED if values["assessment_needed"] else NOT_NEEDED) + why
