"""Booking again: what was sent and answered before is no longer true; who and where must still be in use."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime

import pytest

from conference_app.domain.conference import Booking
from conference_app.domain.conference_status import Status
from conference_app.domain.errors import RuleBroken, SeveralRulesBroken
from conference_app.domain.invitations import Invitation
from conference_app.domain.rebooking import Kind
from conference_app.messages import sentences
from conference_app.store import conferences, invitations, people
from conference_app.store.store import Store, memory_store
from conference_app.use_cases.invite import Reply, record_reply
from conference_app.use_cases.keep_directory import keep_chair, keep_room
from conference_app.use_cases.schedule_conference import outlook, schedule_conference
from tests.conference_app.use_cases.marlowe import START, TODAY, Marlowe, booked_conference, invited_conference, wish


@pytest.fixture
def store() -> Iterator[Store]:
    with memory_store() as made:
        yield made


def police(store: Store, known: Marlowe) -> Invitation:
    return next(line for line in invitations.invitations(store, known.conference) if line.role_code == "police")


def schedule(store: Store, known: Marlowe, at: datetime = START, **more: object) -> None:
    booking = replace(Booking(at, 120, known.chair, room_id=known.room), **more)
    seen = conferences.conference(store, known.conference).version
    schedule_conference(store, known.conference, booking, seen=seen, today=TODAY)


def test_postponed_and_booked_again_at_the_same_time_it_is_to_be_sent_again(store: Store) -> None:
    known = invited_conference(store)
    wish(store, known, Kind.POSTPONED)
    schedule(store, known)
    assert conferences.conference(store, known.conference).status is Status.BOOKED
    assert {line.sent_at for line in invitations.invitations(store, known.conference)} == {None}


def test_moving_it_forgets_the_whole_answer_and_counts_reports_from_the_new_day(store: Store) -> None:
    known = invited_conference(store)
    reply = Reply("sending a deputy", TODAY, "phone", "video", deputy="Tom Vale", note="late")
    record_reply(store, police(store, known), reply, today=TODAY)
    before = police(store, known).report_due_on
    schedule(store, known, datetime(2027, 3, 11, 9, 30))
    line = police(store, known)
    assert (line.reply, line.reply_on, line.reply_route, line.reply_mode, line.reply_note, line.deputy) == (
        "",
        None,
        "",
        "",
        "",
        "",
    )
    assert before == date(2027, 3, 8)
    assert line.report_due_on == date(2027, 3, 9)


def test_under_another_chair_alone_they_are_told_again_and_their_replies_stand(store: Store) -> None:
    known = invited_conference(store)
    record_reply(store, police(store, known), Reply("coming", TODAY), today=TODAY)
    other = keep_chair(store, replace(people.chairs(store)[0], id=0, version=0, name="Martin Fairweather")).value
    schedule(store, known, chair_id=other)
    assert conferences.conference(store, known.conference).status is Status.BOOKED
    assert (police(store, known).sent_at, police(store, known).reply) == (None, "coming")


def test_booking_the_same_again_writes_nothing(store: Store) -> None:
    known = invited_conference(store)
    before = store.audit_head()
    schedule(store, known)
    assert store.audit_head() == before
    schedule(store, known, minutes=90)
    assert store.audit_head() != before


@pytest.mark.parametrize(("field", "code"), [("chair_id", "chair_inactive"), ("room_id", "room_inactive")])
def test_nobody_is_booked_who_is_no_longer_in_use(store: Store, field: str, code: str) -> None:
    known = booked_conference(store)
    if field == "chair_id":
        keep_chair(store, replace(people.chairs(store)[0], active=False))
    else:
        keep_room(store, replace(people.rooms(store)[0], active=False))
    with pytest.raises(RuleBroken, match=code) as refused:
        schedule(store, known)
    assert (refused.value.field, len(sentences(refused.value))) == (field, 1)


def test_a_chair_and_a_room_nobody_knows_are_refused(store: Store) -> None:
    known = booked_conference(store)
    with pytest.raises(SeveralRulesBroken) as refused:
        schedule(store, known, chair_id=99, room_id=99)
    assert {each.field for each in refused.value.broken} == {"chair_id", "room_id"}


@pytest.mark.parametrize("year", [1899, 2200, 9999])
def test_a_year_out_of_reach_is_refused_beside_the_day(store: Store, year: int) -> None:
    known = booked_conference(store)
    booking = Booking(datetime(year, 3, 10, 9, 30), 120, known.chair, room_id=known.room)
    assert [each.code for each in outlook(store, known.conference, booking).obstacles] == ["date_out_of_range"]
    with pytest.raises(RuleBroken) as refused:
        schedule(store, known, booking.starts_at)
    broken = getattr(refused.value, "broken", [refused.value])
    assert ("date_out_of_range", "day") in {(each.code, each.field) for each in broken}
    assert all(sentences(refused.value))
