"""What became of the medical evidence in the conference: asked plainly, kept, and told in the history."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from conference_app.domain.errors import RuleBroken
from conference_app.domain.medical_part import MedicalPart
from conference_app.history_event import Names
from conference_app.history_words import sentence_of
from conference_app.store import lists, medical_parts, report_lists
from conference_app.store.store import Store, memory_store
from conference_app.trail_words import part_words
from conference_app.use_cases.record_medical_part import (
    doctors_report_on,
    doctors_there,
    is_asked,
    record_medical_part,
    still_asked,
)
from tests.conference_app.store.hand_made import HandMade
from tests.conference_app.use_cases.marlowe import START, Marlowe, held_conference, invited_conference
from tests.conference_app.use_cases.reporting import CAME, report_came


@pytest.fixture
def store() -> Iterator[Store]:
    with memory_store(example=True) as made:
        yield made


@pytest.fixture
def known(store: Store) -> Marlowe:
    return held_conference(store)


def alone(known: Marlowe) -> MedicalPart:
    return MedicalPart(known.conference, "in part", "discussed without a doctor", " Rosalind  Osei ", "No X-rays")


def refused(store: Store, part: MedicalPart) -> list[tuple[str, str]]:
    with pytest.raises(RuleBroken) as broken:
        record_medical_part(store, part)
    return [(each.code, each.field) for each in broken.value.each()]


def test_findings_discussed_without_a_doctor_stand_in_record_history_and_report(store: Store, known: Marlowe) -> None:
    report_came(store, known.conference, "paediatrician")
    record_medical_part(store, alone(known))
    kept = medical_parts.medical_part(store, known.conference)
    assert kept is not None
    assert (kept.without_doctor, kept.interpreted_by) == (True, "Rosalind Osei")
    assert part_words(kept) == [
        "The chair read out the paediatrician’s report in part.",
        "Medical findings were discussed without a doctor, explained by Rosalind Osei.",
        "No X-rays",
    ]
    told = sentence_of(lists.history(store, "conference", known.conference)[0], Names())
    assert told == (
        "Recorded the paediatrician's part: report read out: in part, medical findings: discussed without a doctor, "
        "explained by Rosalind Osei."
    )
    [row] = report_lists.paediatrician_compliance(store, START.date(), START.date())
    assert (row.without_doctor, row.read_out) == (1, 1)
    month = f"{START:%Y-%m}"
    for measure in ("without_doctor", "read_out"):
        assert [each.id for each in report_lists.compliance_conferences(store, month, row.type, measure)] == [
            known.conference
        ]


def test_both_questions_are_wanted_and_who_explained(store: Store, known: Marlowe) -> None:
    assert refused(store, MedicalPart(known.conference)) == [("required", "read_out"), ("required", "findings")]
    wanted = [("required", "interpreted_by")]
    assert refused(store, MedicalPart(known.conference, "no report", "discussed with a doctor")) == wanted


def test_what_is_read_out_has_come_and_what_came_is_not_denied(store: Store, known: Marlowe) -> None:
    none = MedicalPart(known.conference, "in full", "none")
    assert refused(store, none) == [("no_report_to_read_out", "read_out")]
    report_came(store, known.conference, "paediatrician")
    assert refused(store, replace(none, read_out="no report")) == [("there_was_a_report", "read_out")]
    record_medical_part(store, replace(none, interpreted_by="Nobody"))
    kept = medical_parts.medical_part(store, known.conference)
    assert kept is not None
    assert kept.interpreted_by == ""  # nothing was explained


def test_the_answers_can_be_corrected_by_who_saw_them(store: Store, known: Marlowe) -> None:
    first = MedicalPart(known.conference, "no report", "none")
    record_medical_part(store, first)
    kept = medical_parts.medical_part(store, known.conference)
    assert kept is not None
    record_medical_part(store, replace(kept, note="Nothing to say"))
    assert refused(store, replace(kept, note="Else")) == [("changed_elsewhere", "")]
    now = medical_parts.medical_part(store, known.conference)
    assert now is not None
    assert not record_medical_part(store, now).changed


def test_only_a_conference_that_was_held_has_answers(store: Store) -> None:
    ahead = invited_conference(store)
    assert refused(store, MedicalPart(ahead.conference, "no report", "none")) == [("not_held_yet", "")]


def test_it_is_asked_where_there_was_a_report_or_an_examination(store: Store, known: Marlowe) -> None:
    assert is_asked(store, known.conference)  # Noah was examined
    assert still_asked(store, known.conference)
    record_medical_part(store, MedicalPart(known.conference, "no report", "none"))
    assert not still_asked(store, known.conference)


def test_without_either_there_is_nothing_to_ask_until_a_report_comes() -> None:
    with memory_store(example=True) as store:
        made = HandMade(store)
        nothing = made.conference(made.family("Priestley", "Ann"), START, status="held")
        assert not is_asked(store, nothing)
        made.change("invitation", made.doctor_of(nothing), report_received_on=CAME)
        assert is_asked(store, nothing)
        assert doctors_report_on(store, nothing) == CAME


def test_who_was_there_to_explain_is_known(store: Store, known: Marlowe) -> None:
    assert doctors_there(store, known.conference) == ["Dr Amara Lindgren"]
