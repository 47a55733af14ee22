"""Inviting: the paediatrician's invitation first, one doctor once, nobody excluded; who is expected."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest

from conference_app.domain.conference import Need
from conference_app.domain.conference_status import Status
from conference_app.domain.errors import RuleBroken
from conference_app.domain.invitations import Invitation
from conference_app.domain.people import Professional
from conference_app.messages import sentence
from conference_app.store import conferences, invitations, people
from conference_app.store.store import Store, memory_store
from conference_app.use_cases import invite
from conference_app.use_cases.invite import Reply, Report
from conference_app.use_cases.keep_directory import keep_professional
from conference_app.use_cases.request_conference import change_request, request_of
from tests.conference_app.use_cases.marlowe import NOW, TODAY, Marlowe, booked_conference, invited_conference


@pytest.fixture
def store() -> Iterator[Store]:
    with memory_store() as made:
        yield made


@pytest.fixture
def booked(store: Store) -> Marlowe:
    known = booked_conference(store)
    invite.build_list(store, known.conference)
    return known


def line_of(store: Store, known: Marlowe, role: str) -> Invitation:
    return next(line for line in invitations.invitations(store, known.conference) if line.role_code == role)


def send(store: Store, known: Marlowe, *roles: str) -> int:
    ids = [line_of(store, known, role).id for role in roles]
    return invite.mark_sent(store, known.conference, ids, route="post", at=NOW, now=NOW).value


def test_the_list_names_the_doctor_who_examined_and_why(store: Store, booked: Marlowe) -> None:
    doctor = invitations.invitations(store, booked.conference)[0]
    assert (doctor.role_code, doctor.name) == ("paediatrician", "Dr Amara Lindgren")
    assert doctor.choice_reason == "examined Noah Marlowe on 19 February 2027"


def test_building_again_changes_nothing(store: Store, booked: Marlowe) -> None:
    before = invitations.invitations(store, booked.conference)
    assert invite.build_list(store, booked.conference).value == 0
    assert invitations.invitations(store, booked.conference) == before


def test_no_invitation_goes_before_the_paediatricians(store: Store, booked: Marlowe) -> None:
    with pytest.raises(RuleBroken, match="paediatrician_first") as refused:
        send(store, booked, "police")
    assert "Dr Amara Lindgren" in sentence(refused.value)
    assert line_of(store, booked, "police").sent_at is None


def test_sent_together_with_the_paediatricians_it_may(store: Store, booked: Marlowe) -> None:
    assert send(store, booked, "police", "paediatrician") == 2
    assert line_of(store, booked, "police").sent_route == "post"


def test_after_the_paediatricians_the_others_may_follow(store: Store, booked: Marlowe) -> None:
    send(store, booked, "paediatrician")
    assert send(store, booked, "police") == 1


def test_with_every_required_one_sent_it_is_invited(store: Store) -> None:
    known = invited_conference(store)
    assert conferences.conference(store, known.conference).status is Status.INVITED


def test_the_same_doctor_is_not_invited_twice(store: Store) -> None:
    known = invited_conference(store)
    doctor = line_of(store, known, "paediatrician").professional_id
    assert doctor is not None
    with pytest.raises(RuleBroken, match="already_sent"):
        invite.choose_paediatrician(store, known.conference, doctor)


def test_a_second_doctor_comes_on_a_line_of_its_own(store: Store) -> None:
    known = invited_conference(store)
    agency = people.agencies(store)[0].id
    second = keep_professional(store, Professional("Dr Bell", "paediatrician", agency, "community")).value
    invite.choose_paediatrician(store, known.conference, second, "the first one is on leave")
    lines = invitations.invitations(store, known.conference)
    assert [each.name for each in lines if each.role_code == "paediatrician"] == ["Dr Amara Lindgren", "Dr Bell"]


def test_a_doctor_the_chair_excluded_cannot_be_chosen(store: Store, booked: Marlowe) -> None:
    found = conferences.conference(store, booked.conference)
    need = Need("exclusion", "Dr Amara Lindgren", "", TODAY, "excluded", "Rosalind Osei", TODAY)
    request = replace(request_of(store, found), needs=(need,))
    change_request(store, found.id, request, seen=found.version, today=TODAY)
    doctor = people.professionals(store, role_code="paediatrician")[0]
    with pytest.raises(RuleBroken, match="person_excluded"):
        invite.choose_paediatrician(store, found.id, doctor.id)


def test_who_comes_makes_the_expected_quorum(store: Store) -> None:
    known = invited_conference(store)
    assert not invite.expected_quorum(store, known.conference).met
    for role, mode in (("social_worker", ""), ("police", "video"), ("paediatrician", "report only")):
        invite.record_reply(store, line_of(store, known, role), Reply("coming", TODAY, "phone", mode), today=TODAY)
    expected = invite.expected_quorum(store, known.conference)
    assert (expected.social_care, expected.others, expected.others_missing) == (True, ("police",), 1)
    doctor = line_of(store, known, "paediatrician")
    invite.record_reply(store, doctor, Reply("sending a deputy", TODAY, deputy="Dr Bell"), today=TODAY)
    assert invite.expected_quorum(store, known.conference).met


@pytest.mark.parametrize(
    ("report", "code"),
    [
        (Report(True, asked_on=date(2027, 2, 23)), "date_in_future"),
        (Report(True, shared_on=TODAY), "shared_before_received"),
    ],
)
def test_reports_keep_the_order_of_days(store: Store, booked: Marlowe, report: Report, code: str) -> None:
    with pytest.raises(RuleBroken, match=code):
        invite.record_report(store, line_of(store, booked, "police"), report, today=TODAY)
