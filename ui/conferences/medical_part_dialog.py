"""The medical evidence in the conference: two plain questions, and the card that shows the answers."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QPushButton, QWidget

from conference_app.domain.conference import Conference
from conference_app.domain.medical_part import (
    IN_FULL,
    IN_PART,
    NO_FINDINGS,
    NO_REPORT,
    NOT_READ,
    WITH_DOCTOR,
    WITHOUT_DOCTOR,
    MedicalPart,
)
from conference_app.store import medical_parts
from conference_app.trail_words import part_words
from conference_app.use_cases.record_medical_part import doctors_report_on, doctors_there, record_medical_part

from ..session import Session
from ..widgets.card import Card
from ..widgets.editors import RadioChoice, TextArea, TextLine
from ..widgets.form import Form
from ..widgets.form_dialog import FormDialog
from ..widgets.tag import Tag
from ..widgets.text import Tone, label
from .decision_cards import tags

READ_OUT = ((IN_FULL, "Yes, in full"), (IN_PART, "Yes, in part"), (NOT_READ, "No"), (NO_REPORT, "There was no report"))
FINDINGS = (
    (WITH_DOCTOR, "Yes, with a doctor present"),
    (WITHOUT_DOCTOR, "Yes, with no doctor present"),
    (NO_FINDINGS, "No"),
)


def medical_part_dialog(session: Session, found: Conference, parent: QWidget) -> FormDialog:
    """Ask whether the chair read out the report, and who explained the medical findings."""
    kept = session.ask(medical_parts.medical_part, found.id) or _usual(session, found)
    form = Form()
    form.add(
        "read_out",
        "Did the chair read out the paediatrician’s report?",
        RadioChoice(READ_OUT, upright=True),
        value=kept.read_out or None,
    )
    form.add(
        "findings", "Were medical findings discussed?", RadioChoice(FINDINGS, upright=True), value=kept.findings or None
    )
    form.add("interpreted_by", "Who explained what they mean?", TextLine(), value=kept.interpreted_by or None)
    form.add("note", "Note", TextArea(lines=2), optional=True, value=kept.note or None)
    form.mark_saved()

    def adapt() -> None:
        form.set_visible("interpreted_by", form.value("findings") in {WITH_DOCTOR, WITHOUT_DOCTOR})

    def save(values: dict[str, Any]) -> int:
        part = MedicalPart(
            found.id,
            values["read_out"] or "",
            values["findings"] or "",
            values.get("interpreted_by", ""),
            values["note"],
            kept.version,
        )
        return session.perform(record_medical_part, part)

    form.changed.connect(adapt)
    adapt()
    note = "Findings discussed with no doctor present stand in the record and in the compliance report."
    return FormDialog("The medical evidence in the conference", form, save, note=note, width=560, parent=parent)


def _usual(session: Session, found: Conference) -> MedicalPart:
    """What is known before anybody is asked: nothing to read out, or who was there to explain."""
    no_report = session.ask(doctors_report_on, found.id) is None
    there = session.ask(doctors_there, found.id)
    return MedicalPart(found.id, NO_REPORT if no_report else "", interpreted_by=there[0] if there else "")


def medical_part_card(part: MedicalPart | None, *, asked: bool, step: QPushButton) -> Card:
    """The answers, or that they are still to be given where there was a report or an examination."""
    card = Card("Medical evidence")
    card.action_row.addWidget(step)
    if part is None:
        card.add(tags(Tag("Not recorded yet", Tone.AMBER if asked else Tone.GREY)))
        why = "Was the paediatrician’s report read out, and who explained the findings?"
        card.add(label(why if asked else "No report of a paediatrician and no examination is recorded.", "muted"))
        return card
    alone = part.without_doctor
    card.add(tags(Tag("Findings without a doctor" if alone else "Recorded", Tone.AMBER if alone else Tone.GREEN)))
    for words in part_words(part):
        card.add(label(words))
    return card
