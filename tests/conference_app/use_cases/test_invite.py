"""Inviting: the paediatrician's invitation first, one doctor once, nobody excluded; who is expected."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime
from itertools import product
from pathlib import Path

import pytest

from conference_app import rulebook
from conference_app.domain.agenda import Copy
from conference_app.domain.conference import Need
from conference_app.domain.conference_status import LAWFUL_STEPS, Status
from conference_app.domain.errors import RuleBroken
from conference_app.domain.invitations import Invitation, proposed_list
from conference_app.domain.people import Professional
from conference_app.invitation_words import reason_words
from conference_app.messages import sentence
from conference_app.store import conferences, due_lists, families, invitations, lists, people
from conference_app.store.migrations import m002_conferences
from conference_app.store.sqlite import statements
from conference_app.store.store import Store, Writing, create_store, memory_store, second_connection
from conference_app.use_cases import invite
from conference_app.use_cases.invite import Reply, Report
from conference_app.use_cases.keep_directory import keep_professional
from conference_app.use_cases.keep_family import keep_household_member
from conference_app.use_cases.prepare_agenda import start_agenda
from conference_app.use_cases.print_conference import Reader, agenda_sheet, readers_of, sign_in_sheet
from conference_app.use_cases.request_conference import change_request, request_of
from conference_app.use_cases.rules_in_force import practice_of
from conference_app.use_cases.take_register import register_of
from tests.conference_app.store.trial_store import CHEAP, PASSPHRASE, at_nine
from tests.conference_app.use_cases.marlowe import (
    AFTER,
    NOW,
    START,
    TODAY,
    Marlowe,
    booked_conference,
    held_conference,
    invited_conference,
)

STEPS = next(each for each in statements(m002_conferences.SQL) if "status_goes_no_way_back" in each)


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


def exclude(store: Store, known: Marlowe, who: str, **ids: int) -> None:
    set_needs(store, known, Need("exclusion", who, "", TODAY, "excluded", "Rosalind Osei", TODAY, **ids))


def set_needs(store: Store, known: Marlowe, *needs: Need) -> None:
    found = conferences.conference(store, known.conference)
    change_request(store, found.id, replace(request_of(store, found), needs=needs), seen=found.version, today=TODAY)


def events(store: Store) -> object:
    return store.audit_head()


# when it was sent


@pytest.mark.parametrize(
    ("at", "code"),
    [
        (START, "sent_after_start"),
        (datetime(2027, 3, 10, 11, 0), "sent_after_start"),
        (datetime(2027, 2, 21, 9, 0), "sent_before_request"),
        (datetime(2009, 2, 22, 9, 0), "sent_before_request"),
    ],
)
def test_an_invitation_counts_only_between_the_request_and_the_start(
    store: Store, booked: Marlowe, at: datetime, code: str
) -> None:
    doctor = line_of(store, booked, "paediatrician")
    with pytest.raises(RuleBroken, match=code) as refused:
        invite.mark_sent(store, booked.conference, [doctor.id], route="post", at=at, now=AFTER)
    assert (refused.value.field, bool(sentence(refused.value))) == ("at", True)
    assert line_of(store, booked, "paediatrician").sent_at is None


# who is a paediatrician


def test_only_a_doctor_of_the_directory_comes_on_the_list_as_paediatrician(store: Store, booked: Marlowe) -> None:
    worker = people.professionals(store, role_code="social_worker")[0].id
    agency = people.agencies(store)[0].id
    doctor = keep_professional(store, Professional("Dr Bell", "paediatrician", agency, "community")).value
    line = Invitation(booked.conference, "paediatrician", "consider", "knows Noah", name="Uncle Bob")
    for wrong in (line, replace(line, professional_id=worker)):
        with pytest.raises(RuleBroken, match="not_a_paediatrician"):
            invite.add_line(store, wrong)
    invite.add_line(store, replace(line, professional_id=doctor))
    assert "Dr Bell" in [each.name for each in invitations.invitations(store, booked.conference)]


def test_a_place_of_the_paediatrician_is_not_filled_by_anybody_else(store: Store, booked: Marlowe) -> None:
    doctor = people.professionals(store, role_code="paediatrician")[0]
    worker = people.professionals(store, role_code="social_worker")[0].id
    place = line_of(store, booked, "paediatrician")
    with pytest.raises(RuleBroken, match="not_a_paediatrician"):
        invite.name_line(store, place, professional_id=worker)
    with pytest.raises(RuleBroken, match="not_a_paediatrician"):
        invite.name_line(store, place, name="Uncle Bob")
    keep_professional(store, replace(doctor, active=False))
    with pytest.raises(RuleBroken, match="professional_left"):
        invite.name_line(store, place, professional_id=doctor.id)
    with pytest.raises(RuleBroken, match="professional_left"):
        send(store, booked, "paediatrician")


def test_a_record_outlives_a_doctor_who_takes_another_post(store: Store) -> None:
    known = invited_conference(store)
    doctor = people.professionals(store, role_code="paediatrician")[0]
    keep_professional(store, replace(doctor, role_code="gp", paediatric_post=""))
    line = line_of(store, known, "paediatrician")
    invite.record_reply(store, line, Reply("coming", TODAY), today=TODAY)
    assert line_of(store, known, "paediatrician").reply == "coming"


@pytest.mark.parametrize("level", ["", "needed"])
def test_an_unknown_level_is_refused(store: Store, booked: Marlowe, level: str) -> None:
    with pytest.raises(RuleBroken, match="required") as refused:
        invite.add_line(store, Invitation(booked.conference, "gp", level, "knows Noah", name="Dr Whitby"))
    assert refused.value.field == "level"


# exclusions


@pytest.mark.parametrize("who", ["grace marlowe", "Grace  Marlowe (mother)", "Grace Marlowe, mother"])
def test_an_exclusion_holds_however_the_name_is_written(store: Store, booked: Marlowe, who: str) -> None:
    exclude(store, booked, who)
    mother = line_of(store, booked, "parent")
    assert mother.left_out_reason == "excluded by Rosalind Osei on 22 February 2027"
    with pytest.raises(RuleBroken, match="person_excluded"):
        invite.take_back_in(store, mother)
    with pytest.raises(RuleBroken, match="person_excluded"):
        invite.add_line(store, Invitation(booked.conference, "parent", "consider", "x", name="GRACE MARLOWE"))
    with pytest.raises(RuleBroken, match="person_excluded"):
        invite.name_line(store, line_of(store, booked, "gp"), name=who)


def test_an_exclusion_is_told_in_the_history_and_takes_effect_once(store: Store, booked: Marlowe) -> None:
    exclude(store, booked, "Grace Marlowe")
    told = [row.action for row in lists.history(store, "conference", booked.conference)][:2]
    assert told == ["invitation_left_out", "request_changed"]
    before = events(store)
    assert not invite.build_list(store, booked.conference).changed
    assert events(store) == before


def test_an_exclusion_of_the_last_one_waiting_leaves_the_conference_invited(store: Store, booked: Marlowe) -> None:
    for line in invitations.invitations(store, booked.conference):
        if line.level == "required" and line.name and line.role_code != "parent":
            invite.mark_sent(store, booked.conference, [line.id], route="post", at=NOW, now=NOW)
    assert conferences.conference(store, booked.conference).status is Status.BOOKED
    exclude(store, booked, "Grace Marlowe")
    assert conferences.conference(store, booked.conference).status is Status.INVITED


def test_with_the_exclusion_withdrawn_the_line_comes_back(store: Store, booked: Marlowe) -> None:
    exclude(store, booked, "Grace Marlowe")
    set_needs(store, booked, Need("exclusion", "Grace Marlowe", "", TODAY, "not excluded", "Rosalind Osei", TODAY))
    assert line_of(store, booked, "parent").stands
    assert lists.history(store, "conference", booked.conference)[0].action == "invitation_taken_back_in"


def test_who_was_left_out_for_another_reason_stays_left_out(store: Store, booked: Marlowe) -> None:
    invite.leave_out(store, line_of(store, booked, "parent"), "abroad until April")
    exclude(store, booked, "Grace Marlowe")
    set_needs(store, booked)
    assert line_of(store, booked, "parent").left_out_reason == "abroad until April"


def test_a_changed_decision_changes_the_reason(store: Store, booked: Marlowe) -> None:
    exclude(store, booked, "Grace Marlowe")
    set_needs(store, booked, Need("exclusion", "Grace Marlowe", "", TODAY, "excluded", "Ines Falk", TODAY))
    assert line_of(store, booked, "parent").left_out_reason == "excluded by Ines Falk on 22 February 2027"


def test_an_excluded_doctor_s_sent_invitation_stays_the_paediatrician_s(store: Store) -> None:
    known = invited_conference(store)
    exclude(store, known, "Dr Amara Lindgren")
    doctor = line_of(store, known, "paediatrician")
    assert (doctor.stands, doctor.sent_at) == (True, NOW)


def test_an_exclusion_by_id_outlives_a_new_name(store: Store, booked: Marlowe) -> None:
    mother = families.family(store, booked.family).household[0]
    exclude(store, booked, "Grace Marlowe", household_member_id=mother.id)
    keep_household_member(store, replace(mother, name="Grace Hartley"), today=TODAY)
    found = conferences.conference(store, booked.conference)
    assert found.needs[0].known_as == "Grace Hartley"
    assert found.excludes("Grace Hartley, mother")
    assert found.excludes("", mother.id)
    with pytest.raises(RuleBroken, match="person_excluded"):
        send(store, booked, "paediatrician", "parent")


def test_somebody_excluded_after_the_invitation_went_out_gets_nothing_more(store: Store) -> None:
    known = invited_conference(store)
    exclude(store, known, "grace marlowe")
    mother = line_of(store, known, "parent")
    assert (mother.sent_at, mother.left_out_reason) == (NOW, "excluded by Rosalind Osei on 22 February 2027")
    chased = due_lists.replies_to_chase(store, NOW, START.date())
    assert "Grace" not in "".join(row.who for row in chased)
    names = [person.name for person in register_of(store, known.conference)]
    sheet = [row.name for row in sign_in_sheet(store, known.conference, today=TODAY).rows]
    readers = " ".join(reader.recipient for reader in readers_of(store, known.conference))
    assert "Grace Marlowe" not in names
    assert "Grace Marlowe" not in sheet
    assert "Grace" not in readers
    start_agenda(store, known.conference)
    with pytest.raises(RuleBroken, match="person_excluded"):
        agenda_sheet(store, known.conference, Reader(Copy.FAMILY, "GRACE MARLOWE (mother)"), today=TODAY)


def test_an_excluded_person_is_nobodys_deputy(store: Store) -> None:
    known = invited_conference(store)
    exclude(store, known, "Daniel Reeve")
    reply = Reply("sending a deputy", TODAY, deputy="daniel reeve")
    with pytest.raises(RuleBroken, match="person_excluded"):
        invite.record_reply(store, line_of(store, known, "police"), reply, today=TODAY)


# building the list


def test_two_windows_build_one_list(tmp_path: Path) -> None:
    with create_store(tmp_path / "c.store", passphrase=PASSPHRASE, actor="Ada", now=at_nine, cost=CHEAP)[0] as store:
        known = booked_conference(store)

        def build(_: int) -> int:
            with second_connection(store) as other:
                return invite.build_list(other, known.conference).value

        with ThreadPoolExecutor(6) as windows:
            came = sorted(windows.map(build, range(6)))
        lines = invitations.invitations(store, known.conference)
        assert came == [0, 0, 0, 0, 0, len(lines)]


def test_a_line_of_a_rule_cannot_stand_twice_in_the_store(store: Store, booked: Marlowe) -> None:
    police = line_of(store, booked, "police")
    with pytest.raises(RuleBroken, match="invitation_by_rule_once") as refused, store.write() as writing:
        invitations.add(writing, police)
    assert "from another window" in sentence(refused.value)


def test_a_name_a_coordinator_put_in_a_place_survives_building(store: Store, booked: Marlowe) -> None:
    agency = people.agencies(store)[0].id
    gp = keep_professional(store, Professional("Dr Joan Whitby", "gp", agency)).value
    invite.name_line(store, line_of(store, booked, "gp"), professional_id=gp)
    other = keep_professional(store, Professional("Dr Bell", "paediatrician", agency, "community")).value
    invite.choose_paediatrician(store, booked.conference, other, "knows the family")
    before = invitations.invitations(store, booked.conference)
    assert invite.build_list(store, booked.conference).value == 0
    assert invitations.invitations(store, booked.conference) == before


def test_somebody_put_in_place_of_whom_the_rules_named_stays_and_that_one_does_not_return(
    store: Store, booked: Marlowe
) -> None:
    officer = line_of(store, booked, "police")
    others = [
        keep_professional(store, Professional(name, "police", officer.agency_id)).value
        for name in ("Nia Whitcombe", "Ravi Chaudhry")
    ]
    for other in others:
        invite.name_line(store, line_of(store, booked, "police"), professional_id=other)
        before = invitations.invitations(store, booked.conference)
        assert invite.build_list(store, booked.conference).value == 0
        assert invitations.invitations(store, booked.conference) == before
    assert [each.name for each in before if each.role_code == "police"] == ["Ravi Chaudhry"]
    assert "in place of Owen Pryce" in reason_words(line_of(store, booked, "police"))
    invite.name_line(store, line_of(store, booked, "police"), professional_id=officer.professional_id)
    assert line_of(store, booked, "police").choice_reason == ""
    invite.build_list(store, booked.conference)
    assert line_of(store, booked, "police").name == "Owen Pryce"


def test_a_doctor_who_left_makes_room_for_the_next(store: Store, booked: Marlowe) -> None:
    doctor = people.professionals(store, role_code="paediatrician")[0]
    keep_professional(store, Professional("Dr Bell", "paediatrician", people.agencies(store)[0].id, "community"))
    keep_professional(store, replace(doctor, active=False))
    invite.build_list(store, booked.conference)
    lines = invitations.invitations(store, booked.conference)
    assert [each.name for each in lines if each.role_code == "paediatrician"] == ["Dr Bell"]


def test_nothing_is_written_when_nothing_changes(store: Store) -> None:
    known = invited_conference(store)
    invite.record_reply(store, line_of(store, known, "police"), Reply("coming", TODAY), today=TODAY)
    police = line_of(store, known, "police")
    report = Report(True, police.report_asked_on, police.report_due_on)
    before = events(store)
    assert not invite.build_list(store, known.conference).changed
    assert not invite.record_reply(store, police, Reply("coming", TODAY), today=TODAY).changed
    assert not invite.record_report(store, police, report, today=TODAY).changed
    assert not invite.take_back_in(store, police).changed
    assert events(store) == before


def test_long_reasons_are_cut_with_an_ellipsis(store: Store, booked: Marlowe) -> None:
    found = conferences.conference(store, booked.conference)
    situation = invite.situation_of(store, found, practice_of(store))
    about = replace(found.involvements[1], about="x" * 600)
    lines = proposed_list(replace(situation, involvements=[about]), rulebook.invitation_rules())
    reason = next(line.reason for line in lines if line.role_code == "police")
    assert (len(reason), reason[-2:]) == (500, "x…")


# becoming invited


def test_leaving_out_the_last_one_waited_for_makes_it_invited(store: Store, booked: Marlowe) -> None:
    lines = invitations.invitations(store, booked.conference)
    ready = [line.id for line in lines if line.can_be_sent and line.role_code != "police"]
    invite.mark_sent(store, booked.conference, ready, route="post", at=NOW, now=NOW)
    assert conferences.conference(store, booked.conference).status is Status.BOOKED
    invite.leave_out(store, line_of(store, booked, "police"), "not involved")
    assert conferences.conference(store, booked.conference).status is Status.INVITED


# after it was held


def test_the_list_of_a_held_conference_stays_as_it_was(store: Store) -> None:
    known = held_conference(store)
    police, place = line_of(store, known, "police"), line_of(store, known, "gp")
    for wish in (
        lambda: invite.leave_out(store, police, "x"),
        lambda: invite.take_back_in(store, police),
        lambda: invite.name_line(store, place, name="Dr Whitby"),
        lambda: invite.add_line(store, replace(place, name="Dr Whitby")),
    ):
        with pytest.raises(RuleBroken, match="conference_is_over"):
            wish()
    invite.record_report(store, police, Report(True, received_on=START.date()), today=START.date())
    assert line_of(store, known, "police").report_received_on == START.date()


# days before the invitation


def test_nobody_answers_or_reports_before_the_invitation(store: Store) -> None:
    known = invited_conference(store)
    police, early = line_of(store, known, "police"), date(2027, 2, 21)
    with pytest.raises(RuleBroken, match="before_the_invitation") as refused:
        invite.record_reply(store, police, Reply("coming", early), today=TODAY)
    assert (refused.value.field, bool(sentence(refused.value))) == ("on", True)
    with pytest.raises(RuleBroken, match="before_the_invitation"):
        invite.record_report(store, police, Report(True, TODAY, None, early), today=TODAY)


# the store itself


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ("sent_at = '2027-02-22T09:00', sent_route = 'post', sent_by = 'A' WHERE role_code = 'police'", "comes_first"),
        ("conference_id = 99", "invitation_stays_with_its_conference"),
        (
            "sent_at = '2027-02-22T09:00', sent_route = 'post', sent_by = 'A', professional_id = NULL "
            "WHERE role_code = 'paediatrician'",
            "paediatrician_is_one",
        ),
        (
            "role_code = 'paediatrician', sent_at = '2027-02-22T09:00', sent_route = 'x', sent_by = 'A' "
            "WHERE role_code = 'police'",
            "paediatrician_is_one",
        ),
    ],
)
def test_the_store_refuses_what_a_use_case_would(store: Store, booked: Marlowe, change: str, code: str) -> None:
    with pytest.raises(RuleBroken, match=code) as refused, store.write() as writing:
        writing.execute(f"UPDATE invitation SET {change}")
    assert sentence(refused.value)


def test_the_store_takes_no_new_line_as_sent_before_the_paediatrician_s(store: Store, booked: Marlowe) -> None:
    sent = replace(line_of(store, booked, "police"), rule_code="", sent_at=NOW, sent_route="post", sent_by="Ada")
    with pytest.raises(RuleBroken, match="paediatrician_comes_first") as refused, store.write() as writing:
        invitations.add(writing, sent)
    assert sentence(refused.value)
    send(store, booked, "paediatrician")
    with store.write() as writing:
        assert invitations.invitation(store, invitations.add(writing, sent)).sent_at == NOW
        writing.record("invitation_added", "conference", booked.conference)


@pytest.mark.parametrize("status", ["invited", "held", "held inquorate", "adjourned"])
def test_an_invitation_after_the_start_opens_nothing_in_the_store(store: Store, booked: Marlowe, status: str) -> None:
    with store.write() as writing:
        doctor = line_of(store, booked, "paediatrician")
        invitations.change(writing, doctor, sent_at=START, sent_route="post", sent_by="Ada")
        writing.record("sent", "conference", booked.conference)
    with pytest.raises(RuleBroken, match="paediatrician"), store.write() as writing:
        writing.execute("UPDATE conference SET status = ?", (status,))


@pytest.mark.parametrize("status", ["requested", "booked", "invited", "adjourned", "postponed", "cancelled"])
def test_a_held_conference_goes_no_way_back_in_the_store(store: Store, status: str) -> None:
    held_conference(store)
    with pytest.raises(RuleBroken, match="status_goes_no_way_back"), store.write() as writing:
        writing.execute("UPDATE conference SET status = ?", (status,))


class Undo(Exception):
    """Ends a part of a write that only tried something."""


def test_the_store_and_the_program_know_the_same_steps(store: Store, booked: Marlowe) -> None:
    send(store, booked, "paediatrician")
    with store.write() as writing:
        writing.record("steps_tried", "conference", booked.conference)
        for now, then in product(Status, Status):
            with suppress(Undo), store.write() as part:
                reach(part, now)
                assert goes(part, then) == (then is now or then in LAWFUL_STEPS[now]), (now, then)
                raise Undo


def reach(writing: Writing, status: Status) -> None:
    if status is Status.REQUESTED:  # no conference goes back to this, so it is set under the trigger
        writing.execute("DROP TRIGGER status_goes_no_way_back")
        writing.execute("UPDATE conference SET status = 'requested'")
        writing.execute(STEPS)
    elif status is not Status.BOOKED:
        writing.execute("UPDATE conference SET status = ?", (status,))


def goes(writing: Writing, status: Status) -> bool:
    try:
        writing.execute("UPDATE conference SET status = ?", (status,))
    except RuleBroken as broken:
        if broken.code != "status_goes_no_way_back":
            raise
        return False
    return True
