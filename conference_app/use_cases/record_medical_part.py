"""Say what became of the medical evidence: whether the report was read out, and with whom it was discussed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from conference_app.domain.errors import RuleBroken, raise_all
from conference_app.domain.medical_part import NO_FINDINGS, MedicalPart, check_medical_part
from conference_app.domain.people import PAEDIATRICIAN
from conference_app.domain.text import one_line, paragraph
from conference_app.store import attendance, conferences, invitations, medical_parts
from conference_app.store.store import Store
from conference_app.use_cases.collecting import Collecting
from conference_app.use_cases.outcome import Outcome, Topic

CHANGED = frozenset({Topic.ATTENDANCE, Topic.DECISIONS, Topic.CONFERENCES})


def record_medical_part(store: Store, part: MedicalPart) -> Outcome[int]:
    """Record or correct the answers for a conference that was held; findings discussed say who explained them."""
    found = conferences.conference(store, part.conference_id)
    if not found.status.was_held:
        raise RuleBroken("not_held_yet", status=found.status.value)
    collect = Collecting()
    who = "" if part.findings == NO_FINDINGS else part.interpreted_by
    checked = replace(
        part,
        interpreted_by=collect(
            one_line, who, field="interpreted_by", what="who explained the findings", required=False
        ),
        note=collect(paragraph, part.note, field="note", what="the note", most=1000, required=False),
    )
    try:
        check_medical_part(checked, doctors_report_on(store, found.id))
    except RuleBroken as broken:
        collect.broken += broken.each()
    raise_all(collect.broken)
    if checked == medical_parts.medical_part(store, found.id):
        return Outcome(found.id, frozenset())
    with store.write() as writing:
        medical_parts.keep(writing, checked)
        writing.record(
            "medical_part_recorded",
            "conference",
            found.id,
            read_out=checked.read_out,
            findings=checked.findings,
            interpreted_by=checked.interpreted_by,
        )
    return Outcome(found.id, CHANGED)


def doctors_report_on(store: Store, conference_id: int) -> date | None:
    """The day a paediatrician's report came, None where none did."""
    came = [
        line.report_received_on
        for line in invitations.invitations(store, conference_id)
        if line.role_code == PAEDIATRICIAN and line.report_received_on is not None
    ]
    return min(came) if came else None


def is_asked(store: Store, conference_id: int) -> bool:
    """Whether there is something to ask: a report came, or a child was examined."""
    report = doctors_report_on(store, conference_id) is not None
    return report or bool(conferences.medicals_of(store, conference_id))


def still_asked(store: Store, conference_id: int) -> bool:
    """Whether there is something to ask and nobody has answered."""
    return medical_parts.medical_part(store, conference_id) is None and is_asked(store, conference_id)


def doctors_there(store: Store, conference_id: int) -> list[str]:
    """The paediatricians and their deputies on the register as present, by name."""
    return [
        person.name
        for person in attendance.register(store, conference_id)
        if person.role_code == PAEDIATRICIAN and person.presence == "present"
    ]
