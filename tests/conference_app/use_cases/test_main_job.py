"""The main job from request to outstanding actions, and what is refused on the way."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime

import pytest

from conference_app.documents.agenda import AgendaSheet
from conference_app.domain.actions import Action
from conference_app.domain.agenda import Copy
from conference_app.domain.conference import Booking, Need, Request, StrategyDiscussion
from conference_app.domain.conference_status import ConferenceType, Status
from conference_app.domain.decisions import Decision
from conference_app.domain.errors import RuleBroken, SeveralRulesBroken
from conference_app.domain.family import Child, Family
from conference_app.domain.invitations import Invitation
from conference_app.domain.people import PAEDIATRICIAN, Chair, Room
from conference_app.domain.rebooking import Kind
from conference_app.messages import sentences
from conference_app.store import attendance, audit, conferences, due_lists, invitations, ledger, lists, people
from conference_app.store.decisions import CoreGroupMember
from conference_app.store.store import Store, memory_store
from conference_app.use_cases import invite
from conference_app.use_cases.book_review import book_review, review_after
from conference_app.use_cases.decide import decide, set_core_group
from conference_app.use_cases.follow_up import complete_action, log_action
from conference_app.use_cases.keep_directory import keep_chair, keep_professional, keep_room
from conference_app.use_cases.keep_family import keep_child, keep_family
from conference_app.use_cases.prepare_agenda import start_agenda
from conference_app.use_cases.print_conference import Reader, agenda_sheet, readers_of, sign_in_sheet
from conference_app.use_cases.request_conference import change_request, request_conference, request_of
from conference_app.use_cases.schedule_conference import schedule_conference
from conference_app.use_cases.take_register import hold_conference, quorum_of
from tests.conference_app.use_cases.marlowe import (
    AFTER,
    NOW,
    START,
    TODAY,
    Marlowe,
    booked_conference,
    came,
    held_conference,
    invited_conference,
    wish,
)

LIMIT = date(2027, 3, 12)


@pytest.fixture
def store() -> Iterator[Store]:
    made = memory_store(example=True)
    yield made
    made.close()


@contextmanager
def refused(store: Store, *codes: str) -> Iterator[None]:
    """Exactly these rules are broken, each has its sentence, and not an event was written."""
    before = store.audit_head()
    with pytest.raises(RuleBroken) as caught:
        yield
    broken = caught.value.broken if isinstance(caught.value, SeveralRulesBroken) else [caught.value]
    assert {each.code for each in broken} == set(codes)
    assert all(sentences(caught.value))
    assert store.audit_head() == before


def version(store: Store, conference_id: int) -> int:
    return conferences.conference(store, conference_id).version


def line_of(store: Store, known: Marlowe, role: str) -> Invitation:
    return next(line for line in invitations.invitations(store, known.conference) if line.role_code == role)


def schedule(store: Store, known: Marlowe, at: datetime, **more: object) -> None:
    booking = replace(Booking(at, 120, known.chair, room_id=known.room), **more)
    seen = version(store, known.conference)
    schedule_conference(store, known.conference, booking, seen=seen, today=TODAY)


def other_conference(store: Store, *, at: datetime, chair: int, room: int) -> None:
    """A conference of another family, booked."""
    family = keep_family(store, Family("Hartwell")).value
    child = keep_child(store, Child(family, "Ivy Hartwell", date(2021, 4, 3)), today=TODAY).value
    discussion = StrategyDiscussion(date(2027, 2, 19), started_clock=True)
    asked = Request(ConferenceType.INITIAL, family, (child,), TODAY, discussions=(discussion,))
    conference_id = request_conference(store, asked, today=TODAY).value
    booking = Booking(at, 120, chair, room_id=room)
    schedule_conference(store, conference_id, booking, seen=version(store, conference_id), today=TODAY)


def test_from_request_to_outstanding_actions(store: Store) -> None:
    known = booked_conference(store)
    found = conferences.conference(store, known.conference)
    assert (found.reference, found.status, found.limit_on, found.stricter_limit_on) == (
        "CP-2027-0001",
        Status.BOOKED,
        LIMIT,
        date(2027, 3, 11),
    )

    assert invite.build_list(store, known.conference).value > 0
    assert invite.build_list(store, known.conference).value == 0
    doctor = line_of(store, known, PAEDIATRICIAN)
    assert (doctor.name, doctor.choice_reason) == ("Dr Amara Lindgren", "examined Noah Marlowe on 19 February 2027")
    ready = [line.id for line in invitations.invitations(store, known.conference) if line.can_be_sent]
    invite.mark_sent(store, known.conference, ready, route="secure e-mail", at=NOW, now=NOW)
    assert conferences.conference(store, known.conference).status is Status.INVITED
    reply = invite.Reply("coming", TODAY, "phone", "video")
    invite.record_reply(store, line_of(store, known, PAEDIATRICIAN), reply, today=TODAY)

    start_agenda(store, known.conference)
    sheets = {
        reader.copy: agenda_sheet(store, known.conference, reader, today=TODAY, final=True)
        for reader in readers_of(store, known.conference)
    }
    assert set(sheets) == set(Copy)
    assert {sheet.frame.draft_reason for sheet in sheets.values()} == {""}
    assert "Grace Marlowe" in [row.name for row in sign_in_sheet(store, known.conference, today=TODAY).rows]

    assert not quorum_of(store, known.conference).met
    came(store, known, "social_worker", "police", PAEDIATRICIAN)
    assert quorum_of(store, known.conference).met
    hold_conference(store, known.conference, seen=version(store, known.conference), now=AFTER)
    assert conferences.conference(store, known.conference).status is Status.HELD
    for child in (known.ella, known.noah):
        decide(store, Decision(known.conference, child, "plan starts", ("EMO",), START.date()))

    held = conferences.conference(store, known.conference)
    asked = review_after(store, held, today=START.date())
    booking = Booking(datetime(2027, 6, 2, 10, 0), 90, known.chair, room_id=known.room)
    review = conferences.conference(store, book_review(store, asked, booking, today=START.date()).value)
    assert (review.type, review.status, review.limit_on) == (ConferenceType.REVIEW, Status.BOOKED, date(2027, 6, 10))
    set_core_group(
        store,
        known.conference,
        [CoreGroupMember("Priya Nair", "Social worker")],
        at=datetime(2027, 3, 19, 14, 0),
        seen=version(store, known.conference),
    )

    weigh = Action(known.family, "Weigh Noah", "Health visitor", date(2027, 3, 20), known.conference, known.noah)
    action_id = log_action(store, weigh, today=START.date()).value
    late = date(2027, 4, 1)
    assert [row.id for row in lists.outstanding(store, as_of=late)] == [action_id]
    assert any("Weigh Noah" in each.text for each in _agenda_of(store, review.id).open_actions)
    complete_action(store, action_id, "Red book seen", on=late, seen=1, today=late)
    assert lists.outstanding(store, as_of=late) == []
    assert due_lists.plans_without_review(store) == []
    told = [row.action for row in lists.history(store, "conference", known.conference)]
    assert {"requested", "booked", "invitations_sent", "invited", "held", "decision_recorded", "action_logged"} <= set(
        told
    )
    assert told.index("held") < told.index("invited") < told.index("booked")
    assert audit.first_fault(store.db, store.store_id) == ""


def _agenda_of(store: Store, conference_id: int) -> AgendaSheet:
    start_agenda(store, conference_id)
    return agenda_sheet(store, conference_id, Reader(Copy.CHAIR), today=date(2027, 4, 1))


class TestRequest:
    def ask(self, store: Store, known: Marlowe, **changes: object) -> None:
        usual = request_of(store, conferences.conference(store, known.conference))
        request_conference(store, replace(usual, **changes), today=TODAY)

    def test_needs_a_child_and_one_discussion_that_started_the_clock(self, store: Store) -> None:
        known = booked_conference(store)
        with refused(store, "no_child_chosen", "which_discussion_started_the_clock"):
            self.ask(store, known, child_ids=(), discussions=())
        two = (StrategyDiscussion(date(2027, 2, 18), True), StrategyDiscussion(date(2027, 2, 19), True))
        with refused(store, "which_discussion_started_the_clock"):
            self.ask(store, known, discussions=two)

    def test_nothing_can_have_happened_tomorrow(self, store: Store) -> None:
        known = booked_conference(store)
        with refused(store, "date_in_future"):
            self.ask(store, known, discussions=(StrategyDiscussion(date(2027, 2, 23), True),))

    def test_a_pre_birth_conference_is_about_an_unborn_child(self, store: Store) -> None:
        known = booked_conference(store)
        with refused(store, "pre_birth_needs_unborn_child"):
            self.ask(store, known, type=ConferenceType.PRE_BIRTH)

    def test_an_exclusion_needs_the_chair_and_the_day(self, store: Store) -> None:
        known = booked_conference(store)
        with refused(store, "exclusion_needs_chair_and_day"):
            self.ask(store, known, needs=(Need("exclusion", "Grace Marlowe", decision="excluded"),))

    def test_a_held_conference_cannot_be_asked_for_otherwise(self, store: Store) -> None:
        known = held_conference(store)
        found = conferences.conference(store, known.conference)
        with refused(store, "conference_is_over"):
            change_request(store, found.id, request_of(store, found), seen=found.version, today=TODAY)


class TestBooking:
    @pytest.mark.parametrize("day", [date(2027, 3, 6), date(2027, 3, 7), date(2027, 3, 26)])
    def test_an_initial_conference_on_a_day_off(self, day: date, store: Store) -> None:
        known = booked_conference(store)
        with refused(
            store, "initial_on_non_working_day", *(["late_needs_reason", "late_needs_approver"] if day > LIMIT else [])
        ):
            schedule(store, known, datetime.combine(day, START.time()))

    def test_past_the_limit_needs_a_reason_and_an_approver(self, store: Store) -> None:
        known = booked_conference(store)
        late = datetime(2027, 3, 15, 9, 30)
        with refused(store, "late_needs_reason", "late_needs_approver"):
            schedule(store, known, late)
        schedule(store, known, late, late_reason="Mother in hospital", late_approver="Head of service")
        found = conferences.conference(store, known.conference)
        assert (found.day, found.late_approver, found.late_approved_on) == (late.date(), "Head of service", TODAY)

    def test_the_limit_does_not_move_with_the_booking(self, store: Store) -> None:
        known = booked_conference(store)
        schedule(store, known, datetime(2027, 3, 1, 9, 30))
        assert conferences.conference(store, known.conference).limit_on == LIMIT

    def test_before_the_clock_started(self, store: Store) -> None:
        known = booked_conference(store)
        with refused(store, "before_the_clock_started"):
            schedule(store, known, datetime(2027, 2, 18, 9, 30))

    def test_chair_and_room_taken_name_the_other_booking(self, store: Store) -> None:
        known = booked_conference(store)
        with pytest.raises(SeveralRulesBroken) as caught:
            other_conference(store, at=datetime(2027, 3, 10, 11, 0), chair=known.chair, room=known.room)
        assert [each.code for each in caught.value.broken] == ["chair_taken", "room_taken"]
        words = " ".join(sentences(caught.value))
        assert "Rosalind Osei already chairs CP-2027-0001, Marlowe family" in words
        assert "Oak room is already booked for CP-2027-0001" in words

    @pytest.mark.parametrize("what", ["chair", "room"])
    def test_the_database_itself_refuses_a_second_booking(self, what: str, store: Store) -> None:
        known = booked_conference(store)
        other_conference(store, at=datetime(2027, 3, 10, 14, 0), chair=known.chair, room=known.room)
        if what == "room":
            free = keep_chair(store, Chair("Martin Fairweather")).value
        else:
            free = keep_room(store, Room("Elm room", "Civic Centre")).value
        column = "chair_id" if what == "room" else "room_id"
        with pytest.raises(RuleBroken, match=f"^{what}_taken$"), store.write() as writing:
            writing.execute(
                f"UPDATE conference SET {column} = ?, starts_at = ?, ends_at = ? WHERE reference = 'CP-2027-0002'",
                (free, datetime(2027, 3, 10, 11, 0), datetime(2027, 3, 10, 13, 0)),
            )

    def test_one_after_the_other_is_no_clash(self, store: Store) -> None:
        known = booked_conference(store)
        other_conference(store, at=datetime(2027, 3, 10, 11, 30), chair=known.chair, room=known.room)

    def test_somebody_else_changed_it_meanwhile(self, store: Store) -> None:
        known = booked_conference(store)
        booking = Booking(START, 90, known.chair, room_id=known.room)
        seen = version(store, known.conference)
        with refused(store, "changed_elsewhere"):
            schedule_conference(store, known.conference, booking, seen=seen - 1, today=TODAY)

    def test_moving_an_invited_conference_calls_the_invitations_back(self, store: Store) -> None:
        known = invited_conference(store)
        schedule(store, known, datetime(2027, 3, 11, 9, 30))
        assert conferences.conference(store, known.conference).status is Status.BOOKED
        assert all(line.sent_at is None for line in invitations.invitations(store, known.conference))

    def test_a_cancelled_conference_stays_cancelled(self, store: Store) -> None:
        known = booked_conference(store)
        wish(store, known, Kind.CANCELLED, reason_code="moved_to_another_authority")
        with refused(store, "unlawful_step"):
            schedule(store, known, START)


class TestPaediatrician:
    def without_doctors(self, store: Store) -> Marlowe:
        known = booked_conference(store)
        for doctor in people.professionals(store, role_code=PAEDIATRICIAN):
            keep_professional(store, replace(doctor, active=False))
        invite.build_list(store, known.conference)
        return known

    def test_nothing_goes_out_before_one_is_on_the_list(self, store: Store) -> None:
        known = self.without_doctors(store)
        assert line_of(store, known, PAEDIATRICIAN).name == ""
        ready = [line.id for line in invitations.invitations(store, known.conference) if line.can_be_sent]
        assert ready
        with refused(store, "no_paediatrician_listed"):
            invite.mark_sent(store, known.conference, ready, route="post", at=NOW, now=NOW)

    def test_theirs_goes_out_first(self, store: Store) -> None:
        known = booked_conference(store)
        invite.build_list(store, known.conference)
        worker = line_of(store, known, "social_worker")
        with refused(store, "paediatrician_first"):
            invite.mark_sent(store, known.conference, [worker.id], route="post", at=NOW, now=NOW)
        doctor = line_of(store, known, PAEDIATRICIAN)
        invite.mark_sent(store, known.conference, [doctor.id], route="post", at=NOW, now=NOW)
        invite.mark_sent(store, known.conference, [worker.id], route="post", at=NOW, now=NOW)

    def test_the_only_one_cannot_be_left_out(self, store: Store) -> None:
        known = booked_conference(store)
        invite.build_list(store, known.conference)
        with refused(store, "last_paediatrician"):
            invite.leave_out(store, line_of(store, known, PAEDIATRICIAN), "away")

    def test_another_one_than_proposed_needs_a_reason(self, store: Store) -> None:
        known = booked_conference(store)
        invite.build_list(store, known.conference)
        first = people.professionals(store, role_code=PAEDIATRICIAN)[0]
        other = keep_professional(store, replace(first, id=0, version=0, name="Dr Bela Quist")).value
        with refused(store, "required"):
            invite.choose_paediatrician(store, known.conference, other)
        invite.choose_paediatrician(store, known.conference, other, "Knows the family")
        assert line_of(store, known, PAEDIATRICIAN).choice_reason == "Knows the family"

    def test_a_final_agenda_waits_for_their_invitation(self, store: Store) -> None:
        known = booked_conference(store)
        invite.build_list(store, known.conference)
        start_agenda(store, known.conference)
        with refused(store, "agenda_is_draft"):
            agenda_sheet(store, known.conference, Reader(Copy.CHAIR), today=TODAY, final=True)
        draft = agenda_sheet(store, known.conference, Reader(Copy.CHAIR), today=TODAY)
        assert "Dr Amara Lindgren" in draft.frame.draft_reason

    def test_held_without_one_is_a_breach_that_stays(self, store: Store) -> None:
        known = self.without_doctors(store)
        came(store, known, "social_worker", "police")
        hold = {"seen": version(store, known.conference), "now": AFTER}
        reasons = {"breach_chair": "Rosalind Osei", "breach_reason": "Nobody found", "inquorate_reason": "Urgent"}
        with refused(store, "held_without_paediatrician"):
            hold_conference(store, known.conference, **{**hold, "inquorate_reason": "Urgent"})
        hold_conference(store, known.conference, **hold, **reasons)
        (row,) = lists.conferences(store)
        assert row.in_breach
        assert row.paediatrician == "breach: held with none invited"
        with pytest.raises(RuleBroken, match="breach_stays"), store.write() as writing:
            writing.execute("DELETE FROM breach")


class TestInvitations:
    def test_only_a_booked_conference_is_invited_to(self, store: Store) -> None:
        known = booked_conference(store)
        usual = request_of(store, conferences.conference(store, known.conference))
        asked = request_conference(store, usual, today=TODAY).value
        invite.build_list(store, asked)
        ready = [line.id for line in invitations.invitations(store, asked) if line.can_be_sent]
        with refused(store, "book_before_inviting"):
            invite.mark_sent(store, asked, ready, route="post", at=NOW, now=NOW)

    def test_not_twice_not_tomorrow_not_to_nobody(self, store: Store) -> None:
        known = invited_conference(store)
        doctor = line_of(store, known, PAEDIATRICIAN)
        with refused(store, "already_sent"):
            invite.mark_sent(store, known.conference, [doctor.id], route="post", at=NOW, now=NOW)
        nobody = next(line for line in invitations.invitations(store, known.conference) if not line.name)
        with refused(store, "nobody_named"):
            invite.mark_sent(store, known.conference, [nobody.id], route="post", at=NOW, now=NOW)
        with refused(store, "date_in_future"):
            invite.mark_sent(store, known.conference, [nobody.id], route="post", at=AFTER, now=NOW)

    def test_an_excluded_person_gets_neither_invitation_nor_agenda(self, store: Store) -> None:
        known = booked_conference(store)
        found = conferences.conference(store, known.conference)
        exclusion = Need("exclusion", "Grace Marlowe", "threats", TODAY, "excluded", "Rosalind Osei", TODAY)
        asked = replace(request_of(store, found), needs=(exclusion,))
        change_request(store, found.id, asked, seen=found.version, today=TODAY)
        invite.build_list(store, found.id)
        assert not line_of(store, known, "parent").stands
        start_agenda(store, found.id)
        assert "Grace Marlowe" not in [reader.recipient for reader in readers_of(store, found.id)]
        with refused(store, "person_excluded"):
            agenda_sheet(store, found.id, Reader(Copy.FAMILY, "Grace Marlowe"), today=TODAY)
        with refused(store, "person_excluded"):
            invite.take_back_in(store, line_of(store, known, "parent"))

    def test_no_reply_before_the_invitation(self, store: Store) -> None:
        known = booked_conference(store)
        invite.build_list(store, known.conference)
        with refused(store, "not_sent_yet"):
            invite.record_reply(store, line_of(store, known, "police"), invite.Reply("coming", TODAY), today=TODAY)

    def test_no_report_is_shared_before_it_came(self, store: Store) -> None:
        known = invited_conference(store)
        with refused(store, "shared_before_received"):
            report = invite.Report(wanted=True, shared_on=TODAY)
            invite.record_report(store, line_of(store, known, PAEDIATRICIAN), report, today=TODAY)


class TestTheDay:
    def test_not_before_it_has_started_and_not_with_nobody_there(self, store: Store) -> None:
        known = invited_conference(store)
        seen = version(store, known.conference)
        with refused(store, "not_yet_held"):
            hold_conference(store, known.conference, seen=seen, now=NOW)
        with refused(store, "register_is_empty"):
            hold_conference(store, known.conference, seen=seen, now=AFTER)
        assert attendance.register(store, known.conference) == []

    def test_nothing_is_decided_before_it_was_held(self, store: Store) -> None:
        known = invited_conference(store)
        with refused(store, "not_held_yet"):
            decide(store, Decision(known.conference, known.noah, "plan starts", ("EMO",), START.date()))

    def test_an_action_is_not_due_before_it_was_raised(self, store: Store) -> None:
        known = held_conference(store)
        with refused(store, "due_before_raised"):
            action = Action(known.family, "Weigh Noah", "Health visitor", date(2027, 3, 9), known.conference)
            log_action(store, action, today=START.date())

    def test_the_ledger_cannot_be_changed(self, store: Store) -> None:
        known = invited_conference(store)
        with store.write() as writing:
            issue = ledger.DocumentIssue(known.conference, "agenda", "chair", False, "", "file", 2, NOW, "Ada Rowe")
            ledger.add_issue(writing, issue)
            writing.record("document_issued", "conference", known.conference)
        with pytest.raises(RuleBroken, match="issue_stays"), store.write() as writing:
            writing.execute("DELETE FROM document_issue")
