"""Taking back: everything stands as it stood before, or a sentence says why it cannot."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime

import pytest

from conference_app.domain.conference import Booking, Conference, Request, StrategyDiscussion
from conference_app.domain.conference_status import ConferenceType, Status
from conference_app.domain.errors import RuleBroken
from conference_app.domain.family import Child, Family
from conference_app.domain.people import Chair, Professional, Room
from conference_app.domain.rebooking import Again, Kind
from conference_app.domain.supply import Busy
from conference_app.history_event import Names
from conference_app.history_words import sentence_of
from conference_app.messages import sentences
from conference_app.rebooking_words import trail_words
from conference_app.store import conferences, invitations, lists, people, rebookings
from conference_app.store.store import Store, memory_store
from conference_app.use_cases.invite import Reply, build_list, choose_paediatrician, mark_sent, name_line, record_reply
from conference_app.use_cases.keep_directory import keep_chair, keep_professional, keep_room
from conference_app.use_cases.keep_family import keep_child, keep_family
from conference_app.use_cases.keep_supply import keep_busy
from conference_app.use_cases.request_conference import request_conference
from conference_app.use_cases.schedule_conference import schedule_conference
from conference_app.use_cases.take_back_rebooking import take_back
from tests.conference_app.use_cases.marlowe import (
    NOW,
    START,
    TODAY,
    Marlowe,
    booked_conference,
    invited_conference,
    wish,
)

LATER = datetime(2027, 3, 11, 13, 30)


@pytest.fixture
def store() -> Iterator[Store]:
    with memory_store() as made:
        yield made


def at(known: Marlowe, when: datetime = LATER, **more: object) -> Booking:
    return replace(Booking(when, 120, known.chair, room_id=known.room), **more)


def now(store: Store, known: Marlowe) -> Conference:
    return conferences.conference(store, known.conference)


def everything(store: Store, known: Marlowe) -> tuple[object, ...]:
    """The conference and its list, but for the count of changes."""
    lines = invitations.invitations(store, known.conference)
    return replace(now(store, known), version=0), [replace(line, version=0) for line in lines]


def answered(store: Store) -> Marlowe:
    known = invited_conference(store)
    for line in invitations.invitations(store, known.conference):
        if line.sent_at is not None:
            record_reply(store, line, Reply("sending a deputy", TODAY, deputy="Tom Vale", note="late"), today=TODAY)
    return known


def refusal(store: Store, rebooking_id: int) -> RuleBroken:
    before = store.audit_head()
    with pytest.raises(RuleBroken) as caught:
        take_back(store, rebooking_id)
    assert all(sentences(caught.value))
    assert store.audit_head() == before
    return caught.value


WISHES = {
    "moved": (Kind.MOVED, {"again": Again.NOW}),
    "postponed": (Kind.POSTPONED, {"again": Again.LATER}),
    "postponed and booked": (Kind.POSTPONED, {"again": Again.NOW}),
    "adjourned": (Kind.ADJOURNED, {"again": Again.NEVER}),
    "adjourned and asked for": (Kind.ADJOURNED, {"again": Again.LATER}),
    "adjourned and booked": (Kind.ADJOURNED, {"again": Again.NOW}),
    "cancelled": (Kind.CANCELLED, {"again": Again.NEVER}),
    "cancelled and booked": (Kind.CANCELLED, {"again": Again.NOW}),
}


@pytest.mark.parametrize(("kind", "more"), WISHES.values(), ids=WISHES)
def test_all_is_as_it_was(store: Store, kind: Kind, more: dict[str, object]) -> None:
    known = answered(store)
    before = everything(store, known)
    done = wish(store, known, kind, booking=at(known) if more["again"] is Again.NOW else None, **more)
    assert everything(store, known) != before
    take_back(store, done.rebooking_id)
    assert everything(store, known) == before
    assert now(store, known).status is Status.INVITED
    if done.replacement_id is not None:
        assert conferences.conference(store, done.replacement_id).status is Status.CANCELLED
        trail = rebookings.rebookings(store, done.replacement_id)
        assert "Taken back." in trail_words(trail[0])
    told = sentence_of(lists.history(store, "conference", known.conference)[0], Names())
    assert told.startswith("Took back the ")
    assert "booked for Wednesday 10 March 2027, 9:30am as before" in told


def test_one_after_the_other_and_never_twice(store: Store) -> None:
    known = answered(store)
    before = everything(store, known)
    first = wish(store, known, Kind.MOVED, booking=at(known)).rebooking_id
    second = wish(store, known, Kind.POSTPONED).rebooking_id
    assert refusal(store, first).code == "moved_on_since"
    take_back(store, second)
    assert now(store, known).starts_at == LATER
    take_back(store, first)
    assert everything(store, known) == before
    assert refusal(store, first).code == "taken_back_already"
    assert refusal(store, 99).code == "no_rebooking"
    assert [each.taken_back_at is None for each in rebookings.rebookings(store, known.conference)] == [False, False]


def test_nothing_sent_again_is_unsent(store: Store) -> None:
    known = invited_conference(store)
    done = wish(store, known, Kind.MOVED, booking=at(known))
    doctor = invitations.invitations(store, known.conference)[0]
    mark_sent(store, known.conference, [doctor.id], route="phone", at=NOW, now=NOW)
    broken = refusal(store, done.rebooking_id)
    assert (broken.code, broken.facts["name"]) == ("sent_again_since", "Dr Amara Lindgren")


def other_conference(store: Store, booking: Booking) -> None:
    family = keep_family(store, Family("Hartwell")).value
    child = keep_child(store, Child(family, "Ivy Hartwell", date(2021, 4, 3)), today=TODAY).value
    discussion = StrategyDiscussion(date(2027, 2, 19), started_clock=True)
    asked = Request(ConferenceType.INITIAL, family, (child,), TODAY, discussions=(discussion,))
    made = request_conference(store, asked, today=TODAY).value
    schedule_conference(store, made, booking, seen=1, today=TODAY)


@pytest.mark.parametrize("what", ["chair", "room"])
def test_chair_or_room_taken_meanwhile_names_the_other_booking(store: Store, what: str) -> None:
    known = booked_conference(store)
    chair, room = keep_chair(store, Chair("Martin Fairweather")).value, keep_room(store, Room("Elm room")).value
    done = wish(store, known, Kind.CANCELLED)
    taken = {"chair": at(known, START, room_id=room), "room": at(known, START, chair_id=chair)}
    other_conference(store, taken[what])
    broken = refusal(store, done.rebooking_id)
    assert (broken.code, broken.facts["reference"]) == (f"{what}_taken", "CP-2027-0002")


def test_what_made_way_for_leave_can_come_back_under_it(store: Store) -> None:
    known = invited_conference(store)
    keep_busy(store, Busy("leave", datetime(2027, 3, 8), datetime(2027, 3, 20), chair_id=known.chair))
    keep_busy(store, Busy("blocked", datetime(2027, 3, 10), datetime(2027, 3, 11), room_id=known.room))
    other, elsewhere = keep_chair(store, Chair("T. Brandt")).value, keep_room(store, Room("Elm room")).value
    done = wish(store, known, Kind.MOVED, booking=at(known, chair_id=other, room_id=elsewhere))
    take_back(store, done.rebooking_id)
    found = conferences.conference(store, known.conference)
    assert (found.starts_at, found.chair_id, found.room_id) == (START, known.chair, known.room)


def test_a_chair_who_left_meanwhile_is_not_booked(store: Store) -> None:
    known = booked_conference(store)
    done = wish(store, known, Kind.POSTPONED)
    keep_chair(store, replace(people.chairs(store)[0], active=False))
    assert refusal(store, done.rebooking_id).code == "chair_inactive"


def test_a_replacement_that_went_out_stays(store: Store) -> None:
    known = invited_conference(store)
    done = wish(store, known, Kind.ADJOURNED, again=Again.NOW, booking=at(known))
    replacement = replace(known, conference=done.replacement_id or 0)
    build_list(store, replacement.conference)
    ready = [line.id for line in invitations.invitations(store, replacement.conference) if line.can_be_sent]
    mark_sent(store, replacement.conference, ready, route="post", at=NOW, now=NOW)
    assert refusal(store, done.rebooking_id).code == "replacement_went_on"


def test_a_breach_keeps_the_adjournment(store: Store) -> None:
    known = booked_conference(store)
    done = wish(store, known, Kind.ADJOURNED, breach_chair="R. Osei", breach_reason="Forgotten.")
    assert refusal(store, done.rebooking_id).code == "breach_keeps_adjournment"


def test_another_doctor_chosen_since_was_never_told(store: Store) -> None:
    known = invited_conference(store)
    done = wish(store, known, Kind.MOVED, booking=at(known))
    agency = people.agencies(store)[0].id
    other = keep_professional(store, Professional("Dr Ines Falk", "paediatrician", agency, "community")).value
    choose_paediatrician(store, known.conference, other, "Knows the family")
    broken = refusal(store, done.rebooking_id)
    assert (broken.code, broken.facts) == (
        "another_named_since",
        {"name": "Dr Ines Falk", "before": "Dr Amara Lindgren"},
    )


def test_who_takes_a_line_over_has_not_answered(store: Store) -> None:
    known = answered(store)
    other = keep_chair(store, Chair("Martin Fairweather")).value
    wish(store, known, Kind.MOVED, booking=at(known, START, chair_id=other))
    line = next(each for each in invitations.invitations(store, known.conference) if each.role_code == "police")
    assert line.reply == "sending a deputy"
    name_line(store, line, name="Ruth Dale")
    line = next(each for each in invitations.invitations(store, known.conference) if each.role_code == "police")
    assert (line.name, line.reply, line.deputy) == ("Ruth Dale", "", "")


def test_a_cancelled_request_can_be_taken_back_too(store: Store) -> None:
    known = booked_conference(store)
    family = keep_family(store, Family("Hartwell")).value
    child = keep_child(store, Child(family, "Ivy Hartwell", date(2021, 4, 3)), today=TODAY).value
    asked = Request(ConferenceType.TRANSFER_IN, family, (child,), TODAY, notice_on=TODAY)
    request = replace(known, conference=request_conference(store, asked, today=TODAY).value)
    done = wish(store, request, Kind.CANCELLED, reason_code="request_withdrawn")
    take_back(store, done.rebooking_id)
    assert now(store, request).status is Status.REQUESTED
