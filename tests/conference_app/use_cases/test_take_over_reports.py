"""A report that came for an adjourned or cancelled conference serves its replacement: nobody is asked twice."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime

import pytest

from conference_app.domain.conference import Booking
from conference_app.domain.invitations import Invitation
from conference_app.domain.people import Professional
from conference_app.domain.rebooking import Again, Kind
from conference_app.invitation_words import report_words
from conference_app.store import conferences, invitations
from conference_app.store.store import Store, memory_store
from conference_app.use_cases.chase import chase_list
from conference_app.use_cases.invite import build_list, choose_paediatrician, mark_sent
from conference_app.use_cases.keep_directory import keep_professional
from conference_app.use_cases.record_report import record_report, report_of
from conference_app.use_cases.schedule_conference import schedule_conference
from tests.conference_app.use_cases.marlowe import START, Marlowe, invited_conference, wish
from tests.conference_app.use_cases.reporting import CAME, LATER, line_of, report_came

FIRST = "CP-2027-0001"
LATER_ON = date(2027, 3, 11)
SENDING = datetime(2027, 3, 10, 15, 0)


@pytest.fixture
def store() -> Iterator[Store]:
    with memory_store(example=True) as made:
        yield made


@pytest.fixture
def known(store: Store) -> Marlowe:
    return invited_conference(store)


def replaced(store: Store, known: Marlowe, kind: Kind = Kind.ADJOURNED) -> int:
    """The conference that takes the place of the one people met at, or that was cancelled; its list built."""
    made = wish(store, known, kind, again=Again.LATER).replacement_id
    assert made is not None
    build_list(store, made)
    return made


def booked(store: Store, known: Marlowe, conference: int) -> None:
    seen = conferences.conference(store, conference).version
    booking = Booking(datetime(2027, 3, 12, 9, 30), 120, known.chair, room_id=known.room)
    schedule_conference(store, conference, booking, seen=seen, today=START.date())


def facts(line: Invitation) -> tuple[object, ...]:
    return line.report_received_on, line.report_readable, line.report_shared_on, line.report_from_reference


@pytest.mark.parametrize("kind", [Kind.ADJOURNED, Kind.CANCELLED])
def test_the_replacements_list_takes_over_what_the_same_person_sent(store: Store, known: Marlowe, kind: Kind) -> None:
    police = report_came(store, known.conference, "police")
    record_report(store, police, replace(report_of(police), readable="yes", shared_on=CAME), today=LATER)
    new = replaced(store, known, kind)
    line = line_of(store, new, "police")
    assert facts(line) == (CAME, "yes", CAME, FIRST)
    assert report_words(line) == f"received 2 Mar for {FIRST}, readable, shared 2 Mar"
    assert facts(line_of(store, new, "social_worker")) == (None, "", None, "")


def test_who_sent_a_report_is_not_asked_for_it_again(store: Store, known: Marlowe) -> None:
    report_came(store, known.conference, "police")
    new = replaced(store, known)
    booked(store, known, new)
    lines = [line.id for line in invitations.invitations(store, new) if line.can_be_sent]
    mark_sent(store, new, lines, route="e-mail", at=SENDING, now=SENDING)
    police, worker = line_of(store, new, "police"), line_of(store, new, "social_worker")
    assert police.report_asked_on != SENDING.date()
    assert worker.report_asked_on == SENDING.date()
    missing = {(each.waiting.name, each.what.value) for each in chase_list(store, LATER_ON)}
    assert ("Owen Pryce", "reply") in missing
    assert ("Owen Pryce", "report") not in missing
    assert ("Priya Nair", "report") in missing


def test_a_report_that_comes_late_for_the_first_one_is_handed_on(store: Store, known: Marlowe) -> None:
    new = replaced(store, known)
    report_came(store, known.conference, "police", LATER)
    assert facts(line_of(store, new, "police")) == (LATER, "", None, FIRST)
    police = line_of(store, known.conference, "police")
    record_report(store, police, replace(report_of(police), shared_on=LATER), today=LATER_ON)
    assert facts(line_of(store, new, "police")) == (LATER, "", LATER, FIRST)


def test_a_report_of_its_own_is_never_overwritten(store: Store, known: Marlowe) -> None:
    new = replaced(store, known)
    line = line_of(store, new, "police")
    record_report(store, line, replace(report_of(line), received_on=LATER_ON), today=LATER_ON)
    report_came(store, known.conference, "police")
    assert facts(line_of(store, new, "police")) == (LATER_ON, "", None, "")


def test_another_doctor_brings_no_report_and_the_same_one_brings_it_back(store: Store, known: Marlowe) -> None:
    doctor = report_came(store, known.conference, "paediatrician")
    new = replaced(store, known)
    assert facts(line_of(store, new, "paediatrician"))[3] == FIRST
    other = keep_professional(store, Professional("Dr Ada Bell", "paediatrician", doctor.agency_id, "community")).value
    choose_paediatrician(store, new, other, "on duty")
    assert facts(line_of(store, new, "paediatrician")) == (None, "", None, "")
    assert doctor.professional_id is not None
    choose_paediatrician(store, new, doctor.professional_id)
    assert facts(line_of(store, new, "paediatrician"))[:1] == (CAME,)


def test_another_day_entered_by_hand_is_a_report_of_its_own(store: Store, known: Marlowe) -> None:
    report_came(store, known.conference, "police")
    new = replaced(store, known)
    line = line_of(store, new, "police")
    record_report(store, line, replace(report_of(line), received_on=LATER_ON), today=LATER_ON)
    assert facts(line_of(store, new, "police")) == (LATER_ON, "", None, "")


def test_a_chain_names_the_conference_the_report_came_for(store: Store, known: Marlowe) -> None:
    report_came(store, known.conference, "police")
    second = replaced(store, known)
    booked(store, known, second)
    third = replaced(store, replace(known, conference=second), Kind.CANCELLED)
    assert facts(line_of(store, third, "police")) == (CAME, "", None, FIRST)
