"""Slots proposed from a real diary: days, chairs, rooms and what is booked."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

import pytest

from conference_app.domain.conference_status import Status
from conference_app.domain.people import Chair
from conference_app.scheduling.slots import Slot
from conference_app.store import conferences, people
from conference_app.store.store import Store, memory_store
from conference_app.use_cases.keep_directory import keep_chair
from conference_app.use_cases.propose_slots import propose_slots
from conference_app.use_cases.schedule_conference import change_status
from tests.conference_app.use_cases.marlowe import START, Marlowe, booked_conference

MONDAY = date(2027, 3, 8)


@pytest.fixture
def store() -> Iterator[Store]:
    with memory_store(example=True) as made:
        yield made


@pytest.fixture
def known(store: Store) -> Marlowe:
    """Booked for Wednesday 10 March 2027, 9:30am."""
    return booked_conference(store)


def proposed(store: Store, known: Marlowe, *, mode: str = "in person", limit: date | None, today: date) -> list[Slot]:
    found = conferences.conference(store, known.conference)
    return propose_slots(store, found, minutes=120, mode=mode, limit=limit, today=today)


def test_slots_stand_on_the_working_days_after_today_up_to_the_limit(store: Store, known: Marlowe) -> None:
    keep_chair(store, Chair("Amy Brandt"))
    found = proposed(store, known, limit=date(2027, 3, 9), today=date(2027, 3, 5))
    assert [slot.starts_at for slot in found] == [
        datetime(2027, 3, day, hour, 30) for day in (8, 9) for hour in (9, 11, 13)
    ][:5]
    assert {(slot.chair_id, slot.room_id) for slot in found} == {(known.chair, known.room)}


def test_a_conference_does_not_stand_in_its_own_way(store: Store, known: Marlowe) -> None:
    found = proposed(store, known, mode="video", limit=date(2027, 3, 10), today=date(2027, 3, 9))
    assert found[0].starts_at == START


def test_the_slot_a_conference_has_already_is_not_proposed(store: Store, known: Marlowe) -> None:
    found = proposed(store, known, limit=date(2027, 3, 12), today=date(2027, 3, 9))
    assert START not in [slot.starts_at for slot in found]
    assert len(found) == 5


def test_the_slot_a_postponed_conference_gave_up_is_proposed_again(store: Store, known: Marlowe) -> None:
    version = conferences.conference(store, known.conference).version
    change_status(store, known.conference, Status.POSTPONED, seen=version, reason="The chair is ill.")
    found = proposed(store, known, limit=date(2027, 3, 10), today=date(2027, 3, 9))
    assert found[0].starts_at == START


@pytest.mark.parametrize("limit", [None, date(2027, 3, 1), MONDAY])
def test_with_the_limit_gone_the_next_working_days_are_proposed(
    store: Store, known: Marlowe, limit: date | None
) -> None:
    found = proposed(store, known, limit=limit, today=MONDAY)
    assert len(found) == 5
    assert min(slot.starts_at.date() for slot in found) > MONDAY


def test_by_video_no_room_is_needed(store: Store, known: Marlowe) -> None:
    found = proposed(store, known, mode="video", limit=date(2027, 3, 12), today=MONDAY)
    assert {slot.room_id for slot in found} == {None}


def test_without_a_chair_nothing_is_proposed(store: Store, known: Marlowe) -> None:
    [chair] = [each for each in people.chairs(store) if each.id == known.chair]
    keep_chair(store, Chair(chair.name, active=False, id=chair.id, version=chair.version))
    assert proposed(store, known, limit=date(2027, 3, 12), today=MONDAY) == []
