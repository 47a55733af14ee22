"""Moving, postponing, adjourning and cancelling: what stands afterwards, what is kept of before, what is refused."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime

import pytest

from conference_app.domain.conference import Booking, Conference
from conference_app.domain.conference_status import Status
from conference_app.domain.errors import RuleBroken, SeveralRulesBroken
from conference_app.domain.invitations import Invitation
from conference_app.domain.people import Chair
from conference_app.domain.rebooking import Again, Kind, Rebooking, Wish
from conference_app.history_event import Names
from conference_app.history_words import sentence_of
from conference_app.messages import sentences
from conference_app.rebooking_words import trail_words
from conference_app.store import conferences, due_lists, invitations, lists, rebookings
from conference_app.store.store import Store, memory_store
from conference_app.use_cases.invite import Reply, build_list, leave_out, mark_sent, record_reply
from conference_app.use_cases.keep_directory import keep_chair
from conference_app.use_cases.rebook import rebook
from conference_app.use_cases.schedule_conference import schedule_conference
from tests.conference_app.use_cases.marlowe import (
    NOW,
    START,
    TODAY,
    Marlowe,
    booked_conference,
    invited_conference,
    wish,
)

LATER = datetime(2027, 3, 11, 13, 30)  # the day after
AFTER_THE_LIMIT = datetime(2027, 3, 16, 9, 30)


@pytest.fixture
def store() -> Iterator[Store]:
    with memory_store() as made:
        yield made


def at(known: Marlowe, when: datetime = LATER, **more: object) -> Booking:
    return replace(Booking(when, 120, known.chair, room_id=known.room), **more)


def now(store: Store, known: Marlowe) -> Conference:
    return conferences.conference(store, known.conference)


def lines(store: Store, known: Marlowe) -> dict[str, Invitation]:
    return {line.role_code: line for line in invitations.invitations(store, known.conference)}


def answered(store: Store, known: Marlowe) -> None:
    """The doctor and the officer said that they come."""
    for role in ("paediatrician", "police"):
        record_reply(store, lines(store, known)[role], Reply("coming", TODAY), today=TODAY)


def last(store: Store, known: Marlowe) -> Rebooking:
    return rebookings.rebookings(store, known.conference)[0]


def refusal(store: Store, known: Marlowe, kind: Kind, **more: object) -> dict[str, str]:
    before = store.audit_head()
    with pytest.raises(RuleBroken) as caught:
        wish(store, known, kind, **more)
    assert all(sentences(caught.value))
    assert store.audit_head() == before
    return {each.field: each.code for each in caught.value.each()}


# moving


def test_a_move_keeps_what_was_before_and_voids_what_was_answered(store: Store) -> None:
    known = invited_conference(store)
    answered(store, known)
    done = wish(store, known, Kind.MOVED, reason_code="chair_away", reason="a broken leg", booking=at(known))
    moved, kept = now(store, known), last(store, known)
    assert (moved.status, moved.starts_at) == (Status.BOOKED, LATER)
    assert {(line.sent_at, line.reply) for line in lines(store, known).values()} == {(None, "")}
    assert (kept.id, kept.kind, kept.reason_code, kept.starts_before) == (
        done.rebooking_id,
        Kind.MOVED,
        "chair_away",
        START,
    )
    was = {each.name: each for each in rebookings.called_back(store, kept.id)}
    assert was["Dr Amara Lindgren"].reply == "coming"
    assert {each.sent_at for each in was.values() if each.sent_route} == {NOW}
    assert trail_words(kept) == (
        "Moved on 1 March 2027 from Wednesday 10 March 2027, 9:30am, Rosalind Osei, Oak room. "
        "Chair ill or away: a broken leg. Approved by M. Ames."
    )


def test_in_another_room_they_are_told_again_and_their_replies_stand(store: Store) -> None:
    known = invited_conference(store)
    answered(store, known)
    wish(store, known, Kind.MOVED, booking=at(known, START, mode="in person", room_id=known.room, joining="Ring twice"))
    line = lines(store, known)["police"]
    assert (line.sent_at, line.reply) == (None, "coming")


def test_another_way_to_meet_voids_replies(store: Store) -> None:
    known = invited_conference(store)
    answered(store, known)
    wish(store, known, Kind.MOVED, booking=at(known, START, mode="hybrid"))
    assert lines(store, known)["police"].reply == ""


def test_sent_again_after_the_move_a_standing_reply_can_be_changed(store: Store) -> None:
    known = invited_conference(store)
    answered(store, known)
    other = keep_chair(store, Chair("Martin Fairweather")).value
    wish(store, known, Kind.MOVED, booking=at(known, START, chair_id=other))
    ready = [line.id for line in lines(store, known).values() if line.can_be_sent]
    when = datetime(2027, 2, 24, 9, 0)
    mark_sent(store, known.conference, ready, route="post", at=when, now=when)
    line = lines(store, known)["police"]
    assert now(store, known).status is Status.INVITED
    record_reply(store, line, Reply("coming", TODAY, mode="video"), today=when.date())
    assert lines(store, known)["police"].reply_mode == "video"


def test_a_move_past_the_limit_needs_reason_and_approver(store: Store) -> None:
    known = booked_conference(store)
    late = at(known, AFTER_THE_LIMIT)
    wrong = refusal(store, known, Kind.MOVED, booking=late, approved_by="")
    assert wrong == {"late_reason": "late_needs_reason", "late_approver": "late_needs_approver"}
    wish(
        store, known, Kind.MOVED, booking=replace(late, late_reason="No chair", late_approver="M. Ames"), approved_by=""
    )
    assert (last(store, known).approved_by, now(store, known).late_approver) == ("M. Ames", "M. Ames")


def test_moving_nothing_is_refused(store: Store) -> None:
    known = booked_conference(store)
    assert refusal(store, known, Kind.MOVED, booking=at(known, START)) == {"day": "nothing_moved"}


def test_a_version_seen_before_is_refused(store: Store) -> None:
    known = booked_conference(store)
    wanted = Wish(known.conference, Kind.CANCELLED, "entered_by_mistake", Again.NEVER, approved_by="M. Ames")
    with pytest.raises(RuleBroken, match="changed_elsewhere"):
        rebook(store, wanted, seen=now(store, known).version - 1, today=TODAY)


def test_a_line_sent_for_an_earlier_booking_stays_on_the_list(store: Store) -> None:
    known = invited_conference(store)
    wish(store, known, Kind.MOVED, booking=at(known))
    police = lines(store, known)["police"]
    found = now(store, known)
    others = [each for each in found.involvements if each.role_code != "police"]
    with store.write() as writing:
        writing.execute("DELETE FROM involvement WHERE conference_id = ?", (found.id,))
        for each in others:
            writing.insert("involvement", conference_id=found.id, role_code=each.role_code, agency_id=each.agency_id)
        writing.record("request_changed", "conference", found.id)
    build_list(store, known.conference)
    assert lines(store, known)["police"].id == police.id


# postponing


def test_postponed_it_waits_and_everybody_is_to_be_told(store: Store) -> None:
    known = invited_conference(store)
    limit = now(store, known).limit_on
    wish(store, known, Kind.POSTPONED, reason_code="report_missing")
    found = now(store, known)
    assert (found.status, found.limit_on, found.starts_at) == (Status.POSTPONED, limit, START)
    assert {line.sent_at for line in lines(store, known).values()} == {None}
    assert [row.id for row in due_lists.to_book_again(store)] == [known.conference]
    told = sentence_of(lists.history(store, "conference", known.conference)[0], Names())
    assert "invitations to be sent again" in told
    assert "approved by M. Ames" in told


def test_postponed_and_booked_again_at_once(store: Store) -> None:
    known = invited_conference(store)
    wish(store, known, Kind.POSTPONED, again=Again.NOW, booking=at(known))
    assert (now(store, known).status, now(store, known).starts_at) == (Status.BOOKED, LATER)
    assert (last(store, known).kind, last(store, known).again) == (Kind.POSTPONED, Again.NOW)


def test_who_approved_a_late_postponement_approved_the_late_date(store: Store) -> None:
    known = booked_conference(store)
    booking = at(known, AFTER_THE_LIMIT, late_reason="The chair is ill")
    wish(store, known, Kind.POSTPONED, again=Again.NOW, booking=booking)
    assert now(store, known).late_approver == "M. Ames"


def test_postponed_for_ever_is_called_cancelling(store: Store) -> None:
    known = booked_conference(store)
    assert refusal(store, known, Kind.POSTPONED, again=Again.NEVER) == {"again": "postponed_for_ever"}
    assert refusal(store, known, Kind.POSTPONED, approved_by=" ") == {"approved_by": "rebooking_needs_approver"}


def test_a_postponed_conference_booked_again_is_told_so(store: Store) -> None:
    known = invited_conference(store)
    wish(store, known, Kind.POSTPONED)
    seen = now(store, known).version
    schedule_conference(store, known.conference, at(known), seen=seen, today=TODAY)
    before = "Wednesday 10 March 2027, 9:30am, Rosalind Osei, Oak room."
    assert trail_words(last(store, known)) == f"Booked again on 1 March 2027, was {before}"


# adjourning and cancelling


@pytest.mark.parametrize("kind", [Kind.ADJOURNED, Kind.CANCELLED])
def test_a_replacement_has_the_same_facts_and_the_same_clock(store: Store, kind: Kind) -> None:
    known = invited_conference(store)
    done = wish(store, known, kind, again=Again.LATER)
    assert done.replacement_id is not None
    found, made = now(store, known), conferences.conference(store, done.replacement_id)
    assert found.status.value == kind.value
    assert made.status is Status.REQUESTED
    for name in ("type", "family_id", "counted_from", "limit_on", "stricter_limit_on", "discussions", "involvements"):
        assert getattr(made, name) == getattr(found, name)
    assert {child.id for child in conferences.children_of(store, made.id)} == {known.ella, known.noah}
    before = rebookings.replaced_by(store, made.id)
    assert before is not None
    assert (before.reference, before.replacement_reference) == (found.reference, made.reference)
    assert all(line.sent_at for line in lines(store, known).values() if line.name and line.sent_route)


def test_the_replacement_keeps_a_limit_that_was_counted_by_other_closures(store: Store) -> None:
    known = booked_conference(store)
    with store.write() as writing:
        conferences.set_columns(writing, now(store, known), limit_on=date(2027, 3, 15))
        writing.record("limit_recounted", "conference", known.conference)
    done = wish(store, known, Kind.CANCELLED, again=Again.LATER)
    assert conferences.conference(store, done.replacement_id or 0).limit_on == date(2027, 3, 15)


def test_cancelled_and_booked_again_at_the_very_time_given_up(store: Store) -> None:
    known = booked_conference(store)
    done = wish(store, known, Kind.CANCELLED, again=Again.NOW, booking=at(known, START))
    made = conferences.conference(store, done.replacement_id or 0)
    assert (made.status, made.starts_at) == (Status.BOOKED, START)


def test_a_replacement_that_cannot_be_booked_leaves_everything(store: Store) -> None:
    known = invited_conference(store)
    saturday = at(known, datetime(2027, 3, 13, 9, 30))
    wrong = refusal(store, known, Kind.ADJOURNED, again=Again.NOW, booking=saturday)
    assert wrong["day"] == "initial_on_non_working_day"
    assert now(store, known).status is Status.INVITED


def test_adjourned_for_good_is_not_to_be_booked_again(store: Store) -> None:
    known = invited_conference(store)
    wish(store, known, Kind.ADJOURNED, again=Again.NEVER)
    assert due_lists.to_book_again(store) == []


def test_nobody_adjourns_before_people_met(store: Store) -> None:
    known = invited_conference(store)
    wanted = Wish(known.conference, Kind.ADJOURNED, "not_quorate", Again.NEVER)
    with pytest.raises(RuleBroken, match="adjourned_before_it_met") as caught:
        rebook(store, wanted, seen=now(store, known).version, today=TODAY)
    assert sentences(caught.value)


def test_what_is_over_is_neither_moved_nor_cancelled(store: Store) -> None:
    known = booked_conference(store)
    wish(store, known, Kind.CANCELLED)
    for kind in Kind:
        assert refusal(store, known, kind, booking=at(known)) == {"": "unlawful_step"}


def test_several_faults_are_said_at_once(store: Store) -> None:
    known = booked_conference(store)
    with pytest.raises(SeveralRulesBroken):
        wish(store, known, Kind.CANCELLED, reason_code="", approved_by="")


def test_the_excluded_and_left_out_are_not_counted_as_to_be_told(store: Store) -> None:
    known = invited_conference(store)
    leave_out(store, lines(store, known)["police"], "Not needed after all")
    standing = sum(line.sent_at is not None and line.stands for line in lines(store, known).values())
    wish(store, known, Kind.MOVED, booking=at(known))
    told = sentence_of(lists.history(store, "conference", known.conference)[0], Names())
    assert f"{standing} invitations to be sent again" in told
