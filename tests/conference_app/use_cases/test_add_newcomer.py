"""Somebody an answer names who is on no list: offered with what is known, added to be written to, or not offered."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from conference_app.domain.conference import Need
from conference_app.domain.errors import RuleBroken
from conference_app.domain.family import HouseholdMember
from conference_app.domain.invitations import Invitation
from conference_app.domain.newcomers import Newcomer
from conference_app.domain.people import Agency, Professional
from conference_app.domain.replies import Answer
from conference_app.store import conferences, conversation, invitations, people
from conference_app.store.store import Store, memory_store
from conference_app.use_cases.add_newcomer import add_newcomer, deputy_to_invite, newcomer_of
from conference_app.use_cases.import_replies import import_replies, look_at_replies
from conference_app.use_cases.keep_directory import keep_agency, keep_professional
from conference_app.use_cases.keep_family import keep_household_member
from conference_app.use_cases.request_conference import change_request, request_of
from tests.conference_app.use_cases.answering import (
    DOCTOR,
    OFFICER,
    READ,
    answer,
    exclude,
    line_of,
    sent_conference,
)
from tests.conference_app.use_cases.marlowe import TODAY, Marlowe

MARSH = "e.marsh@infirmary.example"
HANDED_ON = {"said": "delegated", "delegated_to": MARSH, "delegate_name": "Dr Elin Marsh"}


@pytest.fixture
def store() -> Iterator[Store]:
    made = memory_store()
    yield made
    made.close()


@pytest.fixture
def known(store: Store) -> Marlowe:
    return sent_conference(store)


def offered(store: Store, given: Answer) -> Newcomer | None:
    [judged] = look_at_replies(store, [given], now=READ)
    return newcomer_of(store, judged)


def need(store: Store, known: Marlowe, **more: Any) -> None:
    """One more need or exclusion on the request."""
    found = conferences.conference(store, known.conference)
    request = replace(request_of(store, found), needs=(Need(**{"asked_on": TODAY, **more}),))
    change_request(store, found.id, request, seen=found.version, today=READ.date())


def test_a_deputy_is_offered_with_name_address_agency_role_and_reason(store: Store, known: Marlowe) -> None:
    doctor = line_of(store, known, "paediatrician")
    who = offered(store, answer(DOCTOR, **HANDED_ON))
    assert who == Newcomer("Dr Elin Marsh", MARSH, "paediatrician", doctor.agency_id, stands_in_for=doctor)
    assert who.reason == "stands in for Dr Amara Lindgren"


def test_a_deputy_who_answers_is_offered_too(store: Store, known: Marlowe) -> None:
    who = offered(store, answer(MARSH, attendee_name="Dr Elin Marsh", delegated_from=DOCTOR))
    assert who is not None
    assert (who.name, who.email) == ("Dr Elin Marsh", MARSH)


def test_a_deputy_with_an_address_only_has_no_name_yet(store: Store, known: Marlowe) -> None:
    who = offered(store, answer(DOCTOR, said="delegated", delegated_to=MARSH))
    assert who is not None
    assert (who.name, who.email) == ("", MARSH)


@pytest.mark.parametrize("said", [{"said": "delegated"}, {"said": "accepted"}, {"said": "declined"}])
def test_nobody_is_offered_where_nobody_is_named(store: Store, known: Marlowe, said: dict[str, str]) -> None:
    assert offered(store, answer(DOCTOR, **said)) is None


def test_somebody_of_the_directory_is_found_by_address_and_name(store: Store, known: Marlowe) -> None:
    agency = people.agencies(store)[0].id
    marsh = keep_professional(store, Professional("Dr Elin Marsh", "gp", agency, email=MARSH.upper())).value
    who = offered(store, answer(DOCTOR, **HANDED_ON))
    assert who is not None
    assert (who.professional_id, who.role_code) == (marsh, "gp")
    other = offered(store, answer(DOCTOR, **{**HANDED_ON, "delegate_name": "Dr Somebody Else"}))
    assert other is not None
    assert other.professional_id is None  # the same mailbox, another person


def test_who_was_never_invited_is_offered_with_the_agency_of_the_address(store: Store, known: Marlowe) -> None:
    charity = keep_agency(store, Agency("Family Help", "voluntary", "office@charity.example")).value
    who = offered(store, answer("n.webb@charity.example", attendee_name="Nora Webb"))
    assert who == Newcomer("Nora Webb", "n.webb@charity.example", "", charity)
    assert who.reason == ""
    keep_agency(store, Agency("Family Help North", "voluntary", "north@charity.example"))
    who = offered(store, answer("n.webb@charity.example", attendee_name="Nora Webb"))
    assert who is not None
    assert who.agency_id is None  # two agencies write from there


@pytest.mark.parametrize(
    "kept_away",
    [
        {"kind": "exclusion", "decision": "excluded", "decided_by": "R. Osei", "decided_on": TODAY},
        {"kind": "exclusion", "decision": "part only", "decided_by": "R. Osei", "decided_on": TODAY},
        {"kind": "exclusion"},
        {"kind": "separate attendance"},
    ],
)
def test_nobody_kept_away_or_apart_is_offered(store: Store, known: Marlowe, kept_away: dict[str, Any]) -> None:
    need(store, known, who="Nora Webb", detail="conflict between family members or domestic abuse", **kept_away)
    assert offered(store, answer("n.webb@charity.example", attendee_name="NORA  WEBB")) is None
    assert offered(store, answer(DOCTOR, said="delegated", delegated_to=MARSH, delegate_name="Nora Webb")) is None
    assert offered(store, answer("other@charity.example", attendee_name="Ann Hill")) is not None


def test_nobody_kept_apart_is_offered_under_another_name(store: Store, known: Marlowe) -> None:
    uncle = HouseholdMember(known.family, "Leo Marlowe", "uncle", email="Leo@home.example")
    member = keep_household_member(store, uncle, today=TODAY).value
    assert offered(store, answer("leo@home.example", attendee_name="L. Smith")) is not None
    need(store, known, kind="separate attendance", who="Leo Marlowe", household_member_id=member)
    assert offered(store, answer("leo@home.example", attendee_name="L. Smith")) is None
    assert offered(store, answer(DOCTOR, said="delegated", delegated_to="leo@home.example")) is None


def test_who_is_on_the_list_is_not_offered_again(store: Store, known: Marlowe) -> None:
    assert (
        offered(store, answer(DOCTOR, said="delegated", delegated_to="x@y.example", delegate_name="Owen Pryce")) is None
    )


def test_an_added_deputy_can_be_written_to_and_is_in_the_directory(store: Store, known: Marlowe) -> None:
    police = line_of(store, known, "police")
    line = Invitation(known.conference, "police", "consider", "stands in for Owen Pryce", name="Ann Hill")
    done = add_newcomer(store, replace(line, agency_id=police.agency_id), email="ann@police.example")
    assert conversation.contacts(store, known.conference)[done.value].professional_email == "ann@police.example"
    assert invitations.invitation(store, done.value).can_be_sent
    assert "Ann Hill" in [each.name for each in people.professionals(store)]
    given = answer(OFFICER, "delegated", delegated_to="ann@police.example", delegate_name="Ann Hill")
    assert offered(store, given) is None


def test_the_deputy_of_the_doctor_is_a_second_paediatrician_with_the_reason(store: Store, known: Marlowe) -> None:
    doctor = line_of(store, known, "paediatrician")
    line = Invitation(known.conference, "paediatrician", "consider", "stands in", name="Dr Elin Marsh")
    with pytest.raises(RuleBroken) as broken:
        add_newcomer(store, replace(line, agency_id=doctor.agency_id), email=MARSH)
    assert [each.field for each in broken.value.each()] == ["paediatric_post"]
    done = add_newcomer(store, replace(line, agency_id=doctor.agency_id), email=MARSH, paediatric_post="community")
    added = invitations.invitation(store, done.value)
    assert (added.name, added.choice_reason, added.level) == ("Dr Elin Marsh", "stands in", "required")
    assert invitations.invitation(store, doctor.id).sent_at is not None


def test_an_excluded_person_is_neither_added_nor_left_in_the_directory(store: Store, known: Marlowe) -> None:
    exclude(store, known, "Nora Webb")
    agency = people.agencies(store)[0].id
    line = Invitation(known.conference, "police", "consider", "asked", name="Nora Webb", agency_id=agency)
    with pytest.raises(RuleBroken, match="person_excluded"):
        add_newcomer(store, line, email="n.webb@charity.example")
    assert "Nora Webb" not in [each.name for each in people.professionals(store)]


def test_a_recorded_deputy_is_offered_on_the_line_with_the_address_of_the_file(store: Store, known: Marlowe) -> None:
    found = conferences.conference(store, known.conference)
    assert deputy_to_invite(store, found, line_of(store, known, "police")) is None
    ann = {"delegated_to": "ann@police.example", "delegate_name": "Ann Hill"}
    import_replies(
        store, [answer(OFFICER, "delegated", **ann), answer(DOCTOR, "delegated", delegated_to=MARSH)], now=READ
    )
    officer = line_of(store, known, "police")
    who = deputy_to_invite(store, found, officer)
    assert who == Newcomer("Ann Hill", "ann@police.example", "police", officer.agency_id, stands_in_for=officer)
    nameless = deputy_to_invite(store, found, line_of(store, known, "paediatrician"))
    assert nameless is not None
    assert (nameless.name, nameless.email) == ("", MARSH)
    exclude(store, known, "Ann Hill")
    assert deputy_to_invite(store, conferences.conference(store, known.conference), officer) is None


def test_a_deputy_put_on_the_list_still_answers_for_who_sent_them_until_invited(store: Store, known: Marlowe) -> None:
    police = line_of(store, known, "police")
    line = Invitation(known.conference, "police", "consider", "stands in", name="Ann Hill", agency_id=police.agency_id)
    add_newcomer(store, line, email="ann@police.example")
    given = answer("ann@police.example", attendee_name="Ann Hill", delegated_from=OFFICER)
    [judged] = look_at_replies(store, [given], now=READ)
    assert judged.line is not None
    assert judged.line.name == "Owen Pryce"
    assert judged.reply is not None
    assert judged.reply.deputy == "Ann Hill"
