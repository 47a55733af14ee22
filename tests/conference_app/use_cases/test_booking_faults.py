"""What the diary says against a booking: leave and blocked rooms forbid it, the rest is said and allowed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time

import pytest

from conference_app.domain.conference import Booking
from conference_app.domain.errors import RuleBroken
from conference_app.domain.people import Chair, Room
from conference_app.domain.supply import Busy, Pattern
from conference_app.messages import sentences
from conference_app.slot_words import obstacle_words
from conference_app.store import conferences, people, supply
from conference_app.store.store import Store, memory_store
from conference_app.use_cases.keep_directory import keep_chair, keep_room
from conference_app.use_cases.schedule_conference import outlook, outlook_for, schedule_conference
from tests.conference_app.use_cases.marlowe import START, TODAY, Marlowe, booked_conference

THURSDAY = datetime(2027, 3, 11, 9, 30)


@pytest.fixture
def store() -> Iterator[Store]:
    with memory_store() as made:
        yield made


@pytest.fixture
def known(store: Store) -> Marlowe:
    """Booked for Wednesday 10 March 2027, 9:30am to 11:30am."""
    return booked_conference(store)


def keep(store: Store, *entries: Pattern | Busy) -> None:
    with store.write() as writing:
        for entry in entries:
            supply.keep(writing, entry)
        writing.record("practice_changed", "practice", 1)


def leave(chair: int, first: int = 8, last: int = 12) -> Busy:
    return Busy("leave", datetime(2027, 3, first), datetime(2027, 3, last + 1), chair_id=chair)


def booking(known: Marlowe, at: datetime = THURSDAY, **more: object) -> Booking:
    return replace(Booking(at, 120, known.chair, room_id=known.room), **more)


def schedule(store: Store, known: Marlowe, wanted: Booking) -> None:
    seen = conferences.conference(store, known.conference).version
    schedule_conference(store, known.conference, wanted, seen=seen, today=TODAY)


def cautions(store: Store, known: Marlowe, wanted: Booking) -> list[str]:
    return [obstacle_words(each) for each in outlook(store, known.conference, wanted).cautions]


def test_a_chair_on_leave_is_refused_by_name_and_with_what(store: Store, known: Marlowe) -> None:
    keep(store, leave(known.chair))
    said = (
        "Rosalind Osei is away then: leave, Monday 8 March to Friday 12 March. Choose another time or chair.",
        "chair_id",
    )
    [obstacle] = outlook(store, known.conference, booking(known)).obstacles
    assert (*sentences(obstacle), obstacle.field) == said
    with pytest.raises(RuleBroken) as refused:
        schedule(store, known, booking(known))
    assert (*sentences(refused.value), refused.value.field) == said


def test_a_blocked_room_is_refused_too(store: Store, known: Marlowe) -> None:
    blocked = Busy("blocked", datetime(2027, 3, 11, 11), datetime(2027, 3, 11, 13), "painting", room_id=known.room)
    keep(store, blocked)
    with pytest.raises(RuleBroken) as refused:
        schedule(store, known, booking(known))
    assert refused.value.field == "room_id"
    assert sentences(refused.value) == [
        "Oak room cannot be used then: blocked (painting), Thursday 11 March, 11am to 1pm. Choose another time or room."
    ]
    schedule(store, known, booking(known, minutes=90))


def test_leave_over_a_booking_that_stands_warns_and_the_rest_of_it_can_change(store: Store, known: Marlowe) -> None:
    keep(store, leave(known.chair))
    wanted = booking(known, START, joining="01632 960123")
    assert outlook(store, known.conference, wanted).obstacles == ()
    assert cautions(store, known, wanted) == ["Rosalind Osei’s leave, Monday 8 March to Friday 12 March"]
    schedule(store, known, wanted)
    assert conferences.conference(store, known.conference).joining == "01632 960123"


def test_what_only_warns_can_be_booked(store: Store, known: Marlowe) -> None:
    [chair], [room] = people.chairs(store), people.rooms(store)
    keep_chair(store, replace(chair, most_a_day=1, last_day=date(2027, 3, 31)))
    keep_room(store, replace(room, capacity=8))
    mornings = Pattern("FREQ=WEEKLY;BYDAY=TH", date(2027, 1, 1), time(9), time(11), chair_id=known.chair)
    meeting = Pattern(
        "FREQ=WEEKLY;BYDAY=TH", date(2027, 1, 1), time(10), time(10, 30), False, None, "team meeting", known.chair
    )
    keep(store, mornings, meeting)
    assert cautions(store, known, booking(known)) == [
        "Rosalind Osei works only 9am to 11am on Thursday 11 March",
        "Rosalind Osei’s team meeting, Thursday 11 March, 10am to 10:30am",
        "Oak room holds 8, for 12 people",
    ]
    schedule(store, known, booking(known))
    after = datetime(2027, 4, 1, 9)
    assert "Rosalind Osei leaves after Wednesday 31 March" in cautions(store, known, booking(known, after, minutes=90))


def test_a_conference_too_many_and_a_gap_not_kept_name_the_other_one(store: Store, known: Marlowe) -> None:
    other = Booking(datetime(2027, 3, 10, 11, 45), 60, known.chair, mode="video")
    review = replace(conferences.conference(store, known.conference), id=0, family_id=0)
    [chair] = people.chairs(store)
    keep_chair(store, replace(chair, most_a_day=1))
    seen = outlook_for(store, review, other)
    assert seen.obstacles == ()
    assert [obstacle_words(each) for each in seen.cautions] == [
        "Rosalind Osei has 1 conference on Wednesday 10 March, the most for a day",
        "Rosalind Osei needs 30 minutes between this and CP-2027-0001, Wednesday 10 March, 9:30am to 11:30am",
    ]


def test_what_the_room_must_have_is_asked_for_by_mode_and_need(store: Store, known: Marlowe) -> None:
    assert cautions(store, known, booking(known, mode="hybrid")) == ["Oak room is not known to have a video screen"]
    [room] = people.rooms(store)
    keep_room(store, replace(room, features=("video screen",)))
    assert cautions(store, known, booking(known, mode="hybrid")) == []
    assert cautions(store, known, booking(known, mode="video", room_id=None)) == []


def test_nobody_else_s_leave_is_in_the_way(store: Store, known: Marlowe) -> None:
    other = keep_chair(store, Chair("Amy Brandt")).value
    elm = keep_room(store, Room("Elm room")).value
    keep(store, leave(other), Busy("blocked", datetime(2027, 3, 11), datetime(2027, 3, 12), room_id=elm))
    seen = outlook(store, known.conference, booking(known))
    assert (seen.obstacles, seen.cautions) == ((), ())
