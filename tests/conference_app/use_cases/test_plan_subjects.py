"""Which bookings a change of hours leaves without their chair or room."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time

import pytest

from conference_app.domain.people import Chair
from conference_app.domain.supply import Owner, Pattern, Whose
from conference_app.slot_words import obstacle_words
from conference_app.store import supply
from conference_app.store.store import Store, memory_store
from conference_app.use_cases.keep_directory import keep_chair
from conference_app.use_cases.keep_supply import keep_pattern
from conference_app.use_cases.plan_subjects import outside_hours
from conference_app.use_cases.replan import replan
from tests.conference_app.use_cases.marlowe import Marlowe, invited_conference

NOW = datetime(2027, 3, 1, 9, 0)  # Marlowe is booked for Wednesday 10 March, 9:30am to 11:30am
FIRST, LAST = date(2027, 3, 8), date(2027, 3, 19)


@pytest.fixture
def store() -> Iterator[Store]:
    with memory_store() as made:
        yield made


@pytest.fixture
def known(store: Store) -> Marlowe:
    """A second chair is there."""
    made = invited_conference(store)
    keep_chair(store, Chair("Amy Brandt"))
    return made


def works(store: Store, days: str, starts: time, ends: time, first: date = FIRST, **whose: int) -> None:
    keep_pattern(store, Pattern(f"FREQ=WEEKLY;BYDAY={days}", first, starts, ends, **whose))


def test_a_chair_who_changes_to_other_days_loses_what_is_booked_on_the_others(store: Store, known: Marlowe) -> None:
    osei = Owner(Whose.CHAIR, known.chair)
    works(store, "MO,TU,WE", time(9), time(17), date(2027, 3, 1), chair_id=known.chair)
    assert outside_hours(store, osei, now=NOW) == []
    assert replan(store, first=FIRST, last=LAST, now=NOW).lines == ()
    [before] = supply.patterns_of(store, osei)
    keep_pattern(store, replace(before, last_day=date(2027, 3, 9)))
    works(store, "TH,FR", time(9), time(17), date(2027, 3, 10), chair_id=known.chair)  # in the middle of that week
    assert [each.starts_at for each in outside_hours(store, osei, now=NOW)] == [datetime(2027, 3, 10, 9, 30)]
    [line] = replan(store, first=FIRST, last=LAST, now=NOW).lines
    assert [obstacle_words(each) for each in line.lost] == ["Rosalind Osei does not work on Wednesday 10 March"]
    assert line.after is not None
    assert line.after.chair_name == "Amy Brandt"
    assert line.reason_code == "chair_away"


def test_a_room_opened_at_other_times_loses_what_is_booked_then(store: Store, known: Marlowe) -> None:
    works(store, "WE", time(13), time(17), room_id=known.room)
    [lost] = outside_hours(store, Owner(Whose.ROOM, known.room), now=NOW)
    assert lost.room_id == known.room
    assert outside_hours(store, Owner(Whose.CHAIR, known.chair), now=NOW) == []
    [line] = replan(store, first=FIRST, last=LAST, now=NOW).lines
    assert (line.lost[0].code, line.reason_code) == ("room_hours", "room_not_available")


@pytest.mark.parametrize(("starts", "ends"), [(time(10), time(17)), (time(8), time(11))])
def test_what_lies_partly_in_the_hours_was_meant_to(store: Store, known: Marlowe, starts: time, ends: time) -> None:
    works(store, "WE", starts, ends, chair_id=known.chair)
    assert outside_hours(store, Owner(Whose.CHAIR, known.chair), now=NOW) == []
    assert replan(store, first=FIRST, last=LAST, now=NOW).lines == ()


def test_nothing_is_booked_with_a_paediatrician_to_lose(store: Store, known: Marlowe) -> None:
    assert outside_hours(store, Owner(Whose.DOCTOR, known.chair), now=NOW) == []
