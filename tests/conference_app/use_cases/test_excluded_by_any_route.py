"""Somebody the chair excluded cannot be sent anything: every route there is, each refused with the reason or empty."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from conference_app.domain.actions import Action
from conference_app.domain.agenda import Copy
from conference_app.domain.chasing import Step, What
from conference_app.domain.conference import Need
from conference_app.domain.errors import RuleBroken
from conference_app.domain.invitations import Invitation
from conference_app.domain.people import Professional
from conference_app.messages import sentence
from conference_app.store import conferences, invitations, lists, people
from conference_app.store.store import Store, memory_store
from conference_app.use_cases import invite
from conference_app.use_cases.change_settings import change_number
from conference_app.use_cases.chase import chase_list, record_chased
from conference_app.use_cases.follow_up import log_action
from conference_app.use_cases.invite import Reply
from conference_app.use_cases.keep_directory import keep_professional
from conference_app.use_cases.list_invitations import list_invitations
from conference_app.use_cases.list_outstanding import on_paper_per_owner
from conference_app.use_cases.prepare_agenda import start_agenda
from conference_app.use_cases.prepare_invitations import Asked, prepare_invitations
from conference_app.use_cases.print_conference import Reader, agenda_sheet, readers_of, record_issue, sign_in_sheet
from conference_app.use_cases.request_conference import change_request, request_of
from conference_app.use_cases.take_register import register_of
from tests.conference_app.use_cases.marlowe import NOW, START, TODAY, Marlowe, booked_conference, invited_conference

MOTHER, DOCTOR, OFFICER = "Grace Marlowe", "Dr Amara Lindgren", "Owen Pryce"
DAY_BEFORE = datetime(2027, 3, 9, 9, 0)


@pytest.fixture
def store() -> Iterator[Store]:
    with memory_store() as made:
        yield made


def exclude(store: Store, known: Marlowe, *names: str) -> None:
    found = conferences.conference(store, known.conference)
    needs = tuple(Need("exclusion", name, "threats", TODAY, "excluded", "Rosalind Osei", TODAY) for name in names)
    request = replace(request_of(store, found), needs=needs)
    change_request(store, found.id, request, seen=found.version, today=TODAY)


def line_of(store: Store, known: Marlowe, name: str) -> Invitation:
    return next(line for line in invitations.invitations(store, known.conference) if line.name == name)


@pytest.fixture
def before(store: Store) -> Marlowe:
    """Listed, nothing sent, then the mother is excluded."""
    known = booked_conference(store)
    invite.build_list(store, known.conference)
    start_agenda(store, known.conference)
    exclude(store, known, MOTHER)
    return known


@pytest.fixture
def after(store: Store) -> Marlowe:
    """Everything was sent, and the mother owned an action; then she is excluded."""
    known = invited_conference(store)
    start_agenda(store, known.conference)
    log_action_of(store, known, MOTHER)
    exclude(store, known, MOTHER)
    return known


def log_action_of(store: Store, known: Marlowe, owner: str) -> None:
    due = TODAY + timedelta(days=7)
    action = Action(known.family, "Bring the red book", owner, due, conference_id=known.conference)
    log_action(store, action, today=TODAY)


def mark_sent(store: Store, known: Marlowe) -> object:
    ids = [line_of(store, known, DOCTOR).id, line_of(store, known, MOTHER).id]
    return invite.mark_sent(store, known.conference, ids, route="post", at=NOW, now=NOW)


def add_by_name(store: Store, known: Marlowe) -> object:
    line = Invitation(known.conference, "supporter", "consider", "asked for", name="grace  marlowe, mother")
    return invite.add_line(store, line)


def add_by_person(store: Store, known: Marlowe) -> object:
    member = line_of(store, known, MOTHER).household_member_id
    exclude_by_id(store, known, member)
    line = Invitation(known.conference, "parent", "consider", "x", name="Somebody", household_member_id=member)
    return invite.add_line(store, line)


def exclude_by_id(store: Store, known: Marlowe, member: int | None) -> None:
    found = conferences.conference(store, known.conference)
    need = replace(found.needs[0], household_member_id=member)
    request = replace(request_of(store, found), needs=(need,))
    change_request(store, found.id, request, seen=found.version, today=TODAY)


def name_an_empty_place(store: Store, known: Marlowe) -> object:
    place = next(line for line in invitations.invitations(store, known.conference) if line.role_code == "gp")
    return invite.name_line(store, place, name=MOTHER)


def take_back_in(store: Store, known: Marlowe) -> object:
    return invite.take_back_in(store, line_of(store, known, MOTHER))


def choose_as_doctor(store: Store, known: Marlowe) -> object:
    exclude(store, known, DOCTOR)
    [doctor] = people.professionals(store, role_code="paediatrician")
    return invite.choose_paediatrician(store, known.conference, doctor.id)


def name_as_deputy(store: Store, known: Marlowe) -> object:
    reply = Reply("sending a deputy", TODAY, deputy=MOTHER)
    return invite.record_reply(store, line_of(store, known, OFFICER), reply, today=TODAY)


def print_an_agenda(store: Store, known: Marlowe) -> object:
    return agenda_sheet(store, known.conference, Reader(Copy.FAMILY, MOTHER), today=TODAY)


def write_into_the_ledger(store: Store, known: Marlowe) -> object:
    return record_issue(
        store,
        known.conference,
        kind="agenda",
        reader=Reader(Copy.FAMILY, "Grace Marlowe, Parent"),
        draft=False,
        route="post",
        pages=2,
        at=NOW,
    )


def print_the_only_owner(store: Store, known: Marlowe) -> object:
    rows = [row for row in lists.outstanding(store) if row.owner == MOTHER]
    assert rows
    return on_paper_per_owner(store, rows, as_of=TODAY)


Route = Callable[[Store, Marlowe], object]


@pytest.mark.parametrize(
    "route",
    [
        mark_sent,
        add_by_name,
        add_by_person,
        name_an_empty_place,
        take_back_in,
        choose_as_doctor,
        print_an_agenda,
        write_into_the_ledger,
    ],
)
def test_before_anything_was_sent_each_route_refuses_and_says_why(store: Store, before: Marlowe, route: Route) -> None:
    refused_with_the_reason(store, before, route)
    assert all(line.sent_at is None for line in invitations.invitations(store, before.conference))


@pytest.mark.parametrize(
    "route", [take_back_in, name_as_deputy, print_an_agenda, write_into_the_ledger, print_the_only_owner]
)
def test_after_everything_was_sent_too(store: Store, after: Marlowe, route: Route) -> None:
    refused_with_the_reason(store, after, route)


def refused_with_the_reason(store: Store, known: Marlowe, route: Route) -> None:
    with pytest.raises(RuleBroken, match="person_excluded") as refused:
        route(store, known)
    assert "The chair excluded" in sentence(refused.value)
    assert "Nothing can be sent to this person." in sentence(refused.value)


def test_nobody_excluded_is_reminded(store: Store, after: Marlowe) -> None:
    line = line_of(store, after, MOTHER)
    assert MOTHER not in {each.waiting.name for each in chase_list(store, DAY_BEFORE.date())}
    with pytest.raises(RuleBroken, match="nothing_to_chase"):
        record_chased(store, [line.id], What.REPLY, Step.PRACTITIONER, "post", at=DAY_BEFORE, now=DAY_BEFORE)


def test_no_list_of_readers_names_them(store: Store, after: Marlowe) -> None:
    assert MOTHER not in " ".join(reader.recipient for reader in readers_of(store, after.conference))
    assert MOTHER not in {row.name for row in sign_in_sheet(store, after.conference, today=TODAY).rows}
    assert MOTHER not in {person.name for person in register_of(store, after.conference)}


def test_an_owners_list_goes_to_the_others_only(store: Store, after: Marlowe) -> None:
    log_action_of(store, after, OFFICER)
    rows = lists.outstanding(store)
    assert {row.owner for row in rows} == {MOTHER, OFFICER}
    assert [each.recipient for each in on_paper_per_owner(store, rows, as_of=TODAY)] == [OFFICER]


def test_an_action_of_no_conference_is_kept_back_too_while_one_is_ahead(store: Store, after: Marlowe) -> None:
    """The exclusion holds for the conference an action comes from, and for those ahead; for no other family."""
    rows = [replace(row, conference_id=None) for row in lists.outstanding(store)]
    with pytest.raises(RuleBroken, match="person_excluded"):
        on_paper_per_owner(store, rows, as_of=TODAY)
    elsewhere = [replace(row, family_id=row.family_id + 1) for row in rows]
    assert len(on_paper_per_owner(store, elsewhere, as_of=TODAY)) == 1


def test_a_deputy_excluded_afterwards_is_not_looked_for(store: Store, after: Marlowe) -> None:
    reply = Reply("sending a deputy", TODAY, deputy="Dana Reed")
    invite.record_reply(store, line_of(store, after, OFFICER), reply, today=TODAY)
    assert "Dana Reed" in {person.name for person in register_of(store, after.conference)}
    exclude(store, after, "Dana Reed")
    assert {OFFICER} <= {person.name for person in register_of(store, after.conference)}
    assert "Dana Reed" not in {person.name for person in register_of(store, after.conference)}
    rows = sign_in_sheet(store, after.conference, today=TODAY).rows
    assert "Dana Reed" not in {row.representative for row in rows}


def test_the_list_itself_says_who_decided_and_when(store: Store, after: Marlowe) -> None:
    mother = next(each for each in list_invitations(store, "CP-2027-0001") if each.line.name == MOTHER)
    assert mother.barred
    assert mother.line.left_out_reason == "excluded by Rosalind Osei on 22 February 2027"


def test_the_chairs_copy_names_decision_grounds_and_day(store: Store, after: Marlowe) -> None:
    found = conferences.conference(store, after.conference)
    part = Need("exclusion", OFFICER, "confidential legal or criminal material", TODAY, "part only", "R. Osei", TODAY)
    apart = Need("separate attendance", "Tom Bell", "conflict between family members or domestic abuse")
    request = replace(request_of(store, found), needs=(*found.needs, part, apart))
    change_request(store, found.id, request, seen=found.version, today=TODAY)
    sheet = agenda_sheet(store, found.id, Reader(Copy.CHAIR, "Rosalind Osei"), today=TODAY)
    assert sheet.for_the_chair[:3] == (
        "Excluded: Grace Marlowe (threats), decided by Rosalind Osei on 22 February 2027",
        "Part only: Owen Pryce (confidential legal or criminal material), decided by R. Osei on 22 February 2027",
        "Separate attendance: Tom Bell (conflict between family members or domestic abuse)",
    )
    family = agenda_sheet(store, found.id, Reader(Copy.FAMILY, "Tom Bell"), today=TODAY)
    assert family.for_the_chair == ()


def test_no_mail_and_no_letter_is_prepared_for_them(store: Store, before: Marlowe) -> None:
    set_organiser(store)
    prepared = prepare_invitations(store, Asked(before.conference, NOW))
    assert MOTHER not in {parcel.line.name for parcel in prepared.parcels}
    [why] = [each.words for each in prepared.not_reached if each.line.name == MOTHER]
    assert why == "excluded by Rosalind Osei on 22 February 2027"


def set_organiser(store: Store) -> None:
    change_number(store, "organiser_name", "Conference team")
    change_number(store, "organiser_email", "conferences@council.example")


# -- an interpreter is never a relative ---------------------------------------------------------------


def interpreter(store: Store, known: Marlowe) -> Invitation:
    found = conferences.conference(store, known.conference)
    request = replace(request_of(store, found), needs=(Need("interpreter", MOTHER, "Polish"),))
    change_request(store, found.id, request, seen=found.version, today=TODAY)
    invite.build_list(store, found.id)
    return next(line for line in invitations.invitations(store, found.id) if line.role_code == "interpreter")


@pytest.mark.parametrize("name", [MOTHER, "ELLA  marlowe", "Noah Marlowe (child)"])
def test_nobody_of_the_family_interprets(store: Store, name: str) -> None:
    known = booked_conference(store)
    invite.build_list(store, known.conference)
    place = interpreter(store, known)
    added = Invitation(known.conference, "interpreter", "consider", "asked for", name=name)
    for act in (lambda: invite.name_line(store, place, name=name), lambda: invite.add_line(store, added)):
        with pytest.raises(RuleBroken, match="relative_cannot_interpret") as refused:
            act()
        assert "never a relative" in sentence(refused.value)


def test_nor_by_number_nor_as_deputy_nor_when_the_family_grew(store: Store) -> None:
    known = booked_conference(store)
    invite.build_list(store, known.conference)
    place = interpreter(store, known)
    member = line_of(store, known, MOTHER).household_member_id
    by_id = Invitation(known.conference, "interpreter", "consider", "x", name="A. B.", household_member_id=member)
    with pytest.raises(RuleBroken, match="relative_cannot_interpret"):
        invite.add_line(store, by_id)
    with store.write() as writing:  # as if the family had grown since
        invitations.change(writing, place, name="Ella Marlowe")
        writing.record("invitation_named", "conference", known.conference)
    ids = [line_of(store, known, DOCTOR).id, place.id]
    set_organiser(store)
    not_reached = prepare_invitations(store, Asked(known.conference, NOW)).not_reached
    assert {each.words for each in not_reached if each.line.name == "Ella Marlowe"} == {
        "belongs to the family: an interpreter is never a relative"
    }
    with pytest.raises(RuleBroken, match="relative_cannot_interpret"):
        invite.mark_sent(store, known.conference, ids, route="post", at=NOW, now=NOW)
    with store.write() as writing:
        invitations.change(writing, invitations.invitation(store, place.id), name="Westmarch Interpreting")
        writing.record("invitation_named", "conference", known.conference)
    invite.mark_sent(store, known.conference, ids, route="post", at=NOW, now=NOW)
    reply = Reply("sending a deputy", TODAY, deputy="Grace Marlowe")
    with pytest.raises(RuleBroken, match="relative_cannot_interpret"):
        invite.record_reply(store, invitations.invitation(store, place.id), reply, today=TODAY)


def test_somebody_else_may(store: Store) -> None:
    known = booked_conference(store)
    invite.build_list(store, known.conference)
    invite.name_line(store, interpreter(store, known), name="Westmarch Interpreting")
    agency = people.agencies(store)[0].id
    somebody = keep_professional(store, Professional("Ewa Nowak", "interpreter", agency)).value
    line = Invitation(known.conference, "interpreter", "consider", "second", name="-", professional_id=somebody)
    assert invite.add_line(store, line).value
    assert START.date() > date(2027, 3, 1)
