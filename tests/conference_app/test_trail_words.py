"""The paediatrician's trail: what happened in its order, what is missing next and by when, and the other slots."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from conference_app.domain.chasing import Step, What
from conference_app.domain.conference import Booking
from conference_app.domain.decisions import Decision
from conference_app.domain.medical_part import MedicalPart
from conference_app.domain.people import Professional
from conference_app.domain.rebooking import Kind
from conference_app.store import conferences, decisions, invitations
from conference_app.store.store import Store, memory_store
from conference_app.trail_words import Wanted, history_of, missing_of
from conference_app.use_cases.chase import record_chased
from conference_app.use_cases.doctor_slots import doctor_slots
from conference_app.use_cases.invite import Reply, build_list, choose_paediatrician, mark_sent, record_reply
from conference_app.use_cases.keep_directory import keep_professional
from conference_app.use_cases.paediatrician_trail import trail_of
from conference_app.use_cases.record_medical_part import record_medical_part
from conference_app.use_cases.record_report import record_report, report_of
from conference_app.use_cases.take_register import hold_conference, keep_attendance, register_of
from conference_app.use_cases.withhold import decide_withholding
from tests.conference_app.use_cases.marlowe import (
    AFTER,
    NOW,
    START,
    TODAY,
    Marlowe,
    booked_conference,
    came,
    invited_conference,
    wish,
)
from tests.conference_app.use_cases.reporting import CAME, LATER, asked_to_withhold, line_of, report_came

DOCTOR = "paediatrician"


@pytest.fixture
def store() -> Iterator[Store]:
    with memory_store(example=True, actor="Ada Rowe", now=lambda: datetime(2027, 2, 22, 8, 30, tzinfo=UTC)) as made:
        yield made


@pytest.fixture
def known(store: Store) -> Marlowe:
    return invited_conference(store)


def history(store: Store, known: Marlowe) -> list[str]:
    return [each.words for each in history_of(trail_of(store, known.conference))]


def missing(store: Store, known: Marlowe) -> list[Wanted]:
    return missing_of(trail_of(store, known.conference))


def replied(store: Store, known: Marlowe, reply: str, **more: str) -> None:
    record_reply(store, line_of(store, known.conference, DOCTOR), Reply(reply, CAME, **more), today=LATER)


def test_the_history_from_proposed_to_read_out(store: Store, known: Marlowe) -> None:
    doctor = line_of(store, known.conference, DOCTOR)
    chased_at = datetime(2027, 3, 1, 10, 0)
    record_chased(store, [doctor.id], What.REPLY, Step.PRACTITIONER, "phone", at=chased_at, now=chased_at)
    replied(store, known, "sending a deputy", deputy="Dr Ada Bell", mode="video")
    line = report_came(store, known.conference, DOCTOR, date(2027, 3, 3))
    record_report(store, line, replace(report_of(line), readable="yes", shared_on=LATER), today=LATER)
    for person in register_of(store, known.conference):
        if person.role_code == DOCTOR:
            keep_attendance(store, replace(person, presence="present", mode="video", arrived="9:40"))
    came(store, known, "social_worker", "police")
    hold_conference(store, known.conference, seen=conferences.conference(store, known.conference).version, now=AFTER)
    record_medical_part(store, MedicalPart(known.conference, "in part", "discussed with a doctor", "Dr Ada Bell"))
    name = "Dr Amara Lindgren"
    assert history(store, known) == [
        f"{name} proposed: examined Noah Marlowe on 19 February 2027.",
        f"{name} invited, by secure e-mail, recorded by Ada Rowe.",
        f"Report asked for from {name}, due 8 March.",
        f"{name} chased for the reply (practitioner), by phone, recorded by Ada Rowe.",
        f"{name} sends a deputy: Dr Ada Bell. By video, answered by e-mail.",
        f"Report of {name} received. The family can read it.",
        f"Report of {name} shared with the family.",
        f"Dr Ada Bell attended by video, for {name}, from 9:40am.",
        "The chair read out the paediatrician’s report in part.",
        "Medical findings were discussed with a doctor, explained by Dr Ada Bell.",
    ]


def test_a_doctor_chosen_by_somebody_and_what_was_withheld_stand_in_it(store: Store) -> None:
    known = booked_conference(store)
    build_list(store, known.conference)
    agency = line_of(store, known.conference, DOCTOR).agency_id
    other = keep_professional(store, Professional("Dr Ada Bell", DOCTOR, agency, "community")).value
    choose_paediatrician(store, known.conference, other, "knows the family")
    line = line_of(store, known.conference, DOCTOR)
    mark_sent(store, known.conference, [line.id], route="by hand", at=NOW, now=NOW)
    asked = asked_to_withhold(store, known, DOCTOR)
    decide_withholding(store, asked, "part withheld", decided_by="Rosalind Osei", on=TODAY, today=TODAY)
    assert history(store, known) == [
        "Dr Ada Bell chosen by Ada Rowe: knows the family.",
        "Dr Ada Bell invited, by hand, recorded by Ada Rowe.",
        "Report asked for from Dr Ada Bell, due 8 March.",
        "Westmarch Police asked to withhold from the family: The address log.",
        "Rosalind Osei decided: part withheld.",
    ]


def test_what_went_out_for_another_day_and_again(store: Store, known: Marlowe) -> None:
    replied(store, known, "coming")
    wish(store, known, Kind.MOVED, booking=Booking(datetime(2027, 3, 12, 9, 30), 120, known.chair, room_id=known.room))
    line = line_of(store, known.conference, DOCTOR)
    again = datetime(2027, 3, 10, 9, 0)
    mark_sent(store, known.conference, [line.id], route="e-mail", at=again, now=again)
    said = history(store, known)
    assert said[1] == (
        "Invited: Dr Amara Lindgren for Wednesday 10 March 2027, 9:30am, by secure e-mail, recorded by Ada Rowe."
    )
    assert "Dr Amara Lindgren is coming. To that day." in said
    assert "Dr Amara Lindgren invited, by e-mail, recorded by Ada Rowe." in said


def test_what_is_missing_next_and_by_when(store: Store) -> None:
    known = booked_conference(store)
    assert missing(store, known) == [Wanted("A doctor or mailbox to invite", date(2027, 3, 3))]
    build_list(store, known.conference)
    assert missing(store, known) == [Wanted("The invitation to Dr Amara Lindgren", date(2027, 3, 3))]
    line = line_of(store, known.conference, DOCTOR)
    mark_sent(store, known.conference, [line.id], route="e-mail", at=NOW, now=NOW)
    report = Wanted("The report of Dr Amara Lindgren", date(2027, 3, 8))
    assert missing(store, known) == [Wanted("The reply of Dr Amara Lindgren", date(2027, 3, 8)), report]
    replied(store, known, "not coming")
    assert missing(store, known)[0].words.startswith("Another doctor")
    replied(store, known, "not coming", mode="report only")
    assert missing(store, known) == [report]
    line = report_came(store, known.conference, DOCTOR)
    readable, shared = "Whether the family can read the report", "Sharing the report with the family"
    assert missing(store, known) == [Wanted(readable, LATER), Wanted(shared, LATER)]
    asked = asked_to_withhold(store, known, DOCTOR)
    assert missing(store, known)[1] == Wanted("The chair’s decision about withholding the report", LATER)
    decide_withholding(store, asked, "withheld", decided_by="R. Osei", on=TODAY, today=TODAY)
    record_report(store, line, replace(report_of(line), readable="no"), today=LATER)
    assert missing(store, known) == []


def test_afterwards_the_medical_evidence_and_the_neglect_question_are_missing(store: Store, known: Marlowe) -> None:
    came(store, known, "social_worker", "police")
    hold_conference(
        store,
        known.conference,
        seen=conferences.conference(store, known.conference).version,
        now=AFTER,
        inquorate_reason="Too urgent",
    )
    with store.write() as writing:  # as an older version of the program wrote it
        day = START.date()
        decisions.keep(writing, Decision(known.conference, known.ella, "plan starts", ("NEG",), plan_starts_on=day))
        writing.record("decision_recorded", "conference", known.conference)
    assert [each.words for each in missing(store, known)] == [
        "Whether the report was read out, and with whom the medical findings were discussed",
        "Whether a paediatric assessment is needed, and why (neglect): Ella Marlowe",
    ]
    assert "Held with no paediatrician present." in history(store, known)


def test_nothing_is_missing_of_a_conference_that_is_given_up(store: Store, known: Marlowe) -> None:
    wish(store, known, Kind.CANCELLED)
    assert missing(store, known) == []


# the other slots


def test_the_other_slots_before_the_limit_with_what_they_cost(store: Store, known: Marlowe) -> None:
    slots = doctor_slots(store, known.conference, now=NOW)
    limit = conferences.conference(store, known.conference).limit_on
    assert limit is not None
    assert slots
    for each in slots:
        day = each.slot.starts_at.date()
        assert day <= limit
        assert each.cost is not None
        assert (each.cost > 0) == (day > START.date())
        assert each.slot.starts_at != START
    days = [each.slot.starts_at.date() for each in slots]
    assert len(set(days)) == len(days)  # other days before other hours


def test_slots_the_doctor_can_make_come_first_and_none_that_cannot_be(store: Store, known: Marlowe) -> None:
    doctor = line_of(store, known.conference, DOCTOR).professional_id
    with store.write() as writing:
        weekly = {"professional_id": doctor, "first_day": TODAY, "starts": "08:00", "ends": "18:00"}
        writing.insert("pattern", available=False, rule="FREQ=WEEKLY;BYDAY=MO,TU", what="clinic", **weekly)
        writing.record("hours_kept", "professional", int(doctor or 0))
    slots = doctor_slots(store, known.conference, now=NOW, most=8)
    assert slots
    known_first = [each.doctor_can for each in slots]
    assert known_first == sorted(known_first, reverse=True)
    assert all(each.slot.starts_at.weekday() > 1 for each in slots)


def test_who_declined_is_what_the_offer_rests_on(store: Store, known: Marlowe) -> None:
    assert not trail_of(store, known.conference).declined
    for reply, declined in (("not coming", True), ("not sure", True), ("coming", False)):
        replied(store, known, reply)
        assert trail_of(store, known.conference).declined is declined
    assert not trail_of(store, known.conference).neglect_unanswered
    assert [line.role_code for line in trail_of(store, known.conference).lines] == [DOCTOR]
    assert len(invitations.invitations(store, known.conference)) > 1
