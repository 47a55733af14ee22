"""A review in the store: its list starts from the last one, and each line says what is new, changed or gone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest

from conference_app.domain.conference import Involvement, Need
from conference_app.domain.invitations import Invitation
from conference_app.domain.people import Professional
from conference_app.store import conferences, invitations, people
from conference_app.store.store import Store, memory_store
from conference_app.use_cases import invite
from conference_app.use_cases.build_invitation_list import last_list_of
from conference_app.use_cases.compare_last_list import SinceLast, since_last_list
from conference_app.use_cases.keep_directory import keep_professional
from conference_app.use_cases.list_invitations import list_invitations
from conference_app.use_cases.request_conference import request_conference, request_for_review
from conference_app.use_cases.take_register import hold_conference
from tests.conference_app.use_cases.marlowe import AFTER, NOW, TODAY, Marlowe, booked_conference, came

LATER = date(2027, 3, 15)


@pytest.fixture
def store() -> Iterator[Store]:
    with memory_store() as made:
        yield made


@pytest.fixture
def known(store: Store) -> Marlowe:
    """Held with the list of the rules, an aunt added by hand and a GP typed into the empty place."""
    found = booked_conference(store)
    invite.build_list(store, found.conference)
    aunt = Invitation(found.conference, "supporter", "consider", "the mother asked for her", name="Ann Bell")
    invite.add_line(store, aunt)
    lines = invitations.invitations(store, found.conference)
    invite.name_line(store, next(line for line in lines if line.role_code == "gp"), name="Dr Webb")
    ready = [line.id for line in invitations.invitations(store, found.conference) if line.can_be_sent]
    invite.mark_sent(store, found.conference, ready, route="post", at=NOW, now=NOW)
    came(store, found, "social_worker", "police", "paediatrician")
    hold_conference(store, found.conference, seen=conferences.conference(store, found.conference).version, now=AFTER)
    return found


def review_of(store: Store, known: Marlowe, **changes: object) -> int:
    request = replace(request_for_review(store, known.family, today=LATER), **changes)  # type: ignore[arg-type]
    review = request_conference(store, request, today=LATER).value
    invite.build_list(store, review)
    return review


def since(store: Store, review: int) -> SinceLast:
    return since_last_list(store, conferences.conference(store, review), invitations.invitations(store, review))


def named(store: Store, review: int) -> dict[str, Invitation]:
    return {line.name: line for line in invitations.invitations(store, review) if line.name}


def test_a_review_starts_from_the_last_list(store: Store, known: Marlowe) -> None:
    lines = named(store, review_of(store, known))
    assert set(lines) == {"Dr Amara Lindgren", "Priya Nair", "Owen Pryce", "Grace Marlowe", "Dr Webb", "Ann Bell"}
    assert (lines["Ann Bell"].level, lines["Ann Bell"].rule_code) == ("expected", "last_list")
    assert lines["Ann Bell"].reason == "invited to the conference of 10 March 2027"
    assert (lines["Dr Webb"].rule_code, lines["Dr Webb"].level) == ("gp", "required")
    assert lines["Owen Pryce"].rule_code == "police"


def test_building_a_review_again_changes_nothing(store: Store, known: Marlowe) -> None:
    review = review_of(store, known)
    before = invitations.invitations(store, review)
    assert not invite.build_list(store, review).changed
    assert invitations.invitations(store, review) == before


def test_every_line_says_what_it_is_against_the_last_one(store: Store, known: Marlowe) -> None:
    dana = keep_professional(store, Professional("Dana Reed", "police", people.agencies(store)[-1].id)).value
    police = next(agency for agency in people.agencies(store) if agency.name == "Westmarch Police").id
    housing = next(agency for agency in people.agencies(store) if agency.name == "Children's Services").id
    worker = next(each for each in people.professionals(store) if each.name == "Priya Nair")
    involved = (
        Involvement("social_worker", worker.agency_id, worker.id),
        Involvement("police", police, dana),
        Involvement("housing", housing),
    )
    review = review_of(store, known, involvements=involved)
    found = since(store, review)
    said = {line.name or line.role_code: found.by_line[line.id] for line in invitations.invitations(store, review)}
    assert found.on == date(2027, 3, 10)
    assert said["Priya Nair"] == said["Dr Amara Lindgren"] == said["Grace Marlowe"] == "as before"
    assert said["Dana Reed"] == "changed: instead of Owen Pryce"
    assert said["Children's Services"] == "new"
    assert said["Ann Bell"] == "changed: expected, was consider"
    assert [(each.line.name, each.why) for each in found.gone] == [("Owen Pryce", "now it is Dana Reed")]


def test_who_has_left_or_is_excluded_is_gone_with_the_reason(store: Store, known: Marlowe) -> None:
    officer = next(each for each in people.professionals(store) if each.name == "Owen Pryce")
    keep_professional(store, replace(officer, active=False))
    need = Need("exclusion", "Grace Marlowe", "", LATER, "excluded", "Rosalind Osei", LATER)
    involved = tuple(
        each
        for each in conferences.conference(store, known.conference).involvements
        if each.role_code == "social_worker"
    )
    review = review_of(store, known, needs=(need,), involvements=involved)
    gone = {each.line.name: each.why for each in since(store, review).gone}
    assert gone == {
        "Owen Pryce": "has left the service",
        "Grace Marlowe": "excluded by Rosalind Osei on 15 March 2027",
    }
    assert not named(store, review)["Grace Marlowe"].stands


def test_the_listing_carries_it_and_an_initial_conference_has_none(store: Store, known: Marlowe) -> None:
    review = review_of(store, known)
    reference = conferences.conference(store, review).reference
    assert {each.since_last for each in list_invitations(store, reference)} >= {"as before"}
    assert {each.since_last for each in list_invitations(store, "CP-2027-0001")} == {None}
    assert last_list_of(store, conferences.conference(store, known.conference)) is None


def test_somebody_who_comes_to_a_part_only_is_listed_so(store: Store, known: Marlowe) -> None:
    need = Need("exclusion", "Grace Marlowe", "", LATER, "part only", "Rosalind Osei", LATER)
    review = review_of(store, known, needs=(need, Need("separate attendance", "Ann Bell")))
    reference = conferences.conference(store, review).reference
    said = {each.line.name: each.attends for each in list_invitations(store, reference)}
    assert said["Grace Marlowe"] == "part of the conference only"
    assert said["Ann Bell"] == "attends separately"
    assert TODAY < LATER


def test_another_person_in_place_of_one_of_the_last_list_stays_when_it_is_built_again(
    store: Store, known: Marlowe
) -> None:
    review = review_of(store, known)
    place = next(line for line in invitations.invitations(store, review) if line.role_code == "gp")
    assert place.name == "Dr Webb"
    doctor = keep_professional(store, Professional("Dr Joan Whitby", "gp", known.social_care)).value
    invite.name_line(store, place, professional_id=doctor)
    assert invite.build_list(store, review).value == 0
    gps = [line for line in invitations.invitations(store, review) if line.role_code == "gp"]
    assert [line.name for line in gps] == ["Dr Joan Whitby"]
    assert "Dr Webb" in [gone.line.name for gone in since(store, review).gone]
