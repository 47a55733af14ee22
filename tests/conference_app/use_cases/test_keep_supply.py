from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest

from conference_app.domain.errors import RuleBroken
from conference_app.domain.people import Chair, Room
from conference_app.domain.supply import Busy, Owner, Pattern, SchoolHoliday, Whose
from conference_app.store import people, supply
from conference_app.store.store import Store, memory_store
from conference_app.use_cases.keep_directory import keep_chair, keep_room
from conference_app.use_cases.keep_supply import (
    keep_busy,
    keep_pattern,
    keep_school_holiday,
    remove_supply,
    touched_by,
)
from tests.conference_app.use_cases.marlowe import START, booked_conference

MONDAYS = Pattern("freq=weekly;byday=mo", date(2027, 3, 1), time(9), time(13))
LEAVE = Busy("leave", datetime(2027, 3, 10), datetime(2027, 3, 11), "Annual leave")


@pytest.fixture
def memory() -> Iterator[Store]:
    with memory_store(example=True, actor="R. Coordinator", now=lambda: datetime(2027, 3, 1, 9, tzinfo=UTC)) as opened:
        yield opened


@pytest.fixture
def chair(memory: Store) -> int:
    return keep_chair(memory, Chair("Rosalind Osei")).value


def codes(refused: pytest.ExceptionInfo[RuleBroken]) -> set[tuple[str, str]]:
    return {(each.code, each.field) for each in refused.value.each()}


def test_working_hours_are_kept_changed_and_taken_away(memory: Store, chair: int) -> None:
    keep_pattern(memory, replace(MONDAYS, chair_id=chair))
    [kept] = supply.patterns_of(memory, Owner(Whose.CHAIR, chair))
    assert (kept.rule, kept.starts, kept.ends, kept.last_day) == ("FREQ=WEEKLY;BYDAY=MO", time(9), time(13), None)
    keep_pattern(memory, replace(kept, last_day=date(2027, 3, 31)))
    [kept] = supply.patterns(memory)
    assert sorted(kept.days(date(2027, 3, 20), date(2027, 4, 30))) == [date(2027, 3, 22), date(2027, 3, 29)]
    remove_supply(memory, kept)
    assert supply.patterns(memory) == []


def test_somebody_elses_change_is_not_overwritten(memory: Store, chair: int) -> None:
    keep_pattern(memory, replace(MONDAYS, chair_id=chair))
    [seen] = supply.patterns(memory)
    keep_pattern(memory, replace(seen, ends=time(12)))
    for stale in (lambda: keep_pattern(memory, seen), lambda: remove_supply(memory, seen)):
        with pytest.raises(RuleBroken, match="changed_elsewhere"):
            stale()


def test_everything_wrong_with_hours_is_said_at_once(memory: Store, chair: int) -> None:
    wrong = replace(MONDAYS, chair_id=chair, rule="often", ends=time(9), last_day=date(2027, 2, 1))
    with pytest.raises(RuleBroken) as refused:
        keep_pattern(memory, wrong)
    assert codes(refused) == {
        ("bad_repeat_rule", "rule"),
        ("end_not_after_start", "ends"),
        ("ends_before_it_starts", "last_day"),
    }


def test_time_taken_each_time_needs_its_word(memory: Store, chair: int) -> None:
    with pytest.raises(RuleBroken) as refused:
        keep_pattern(memory, replace(MONDAYS, chair_id=chair, available=False))
    assert codes(refused) == {("required", "what")}


def test_leave_over_a_booking_is_kept_and_names_what_it_touches(memory: Store) -> None:
    marlowe = booked_conference(memory)
    leave = replace(LEAVE, chair_id=marlowe.chair)
    keep_busy(memory, leave)
    assert [each.starts_at for each in touched_by(memory, leave)] == [START]
    assert touched_by(memory, replace(leave, ends_at=datetime(2027, 3, 10, 9, 30))) == []
    assert touched_by(memory, replace(LEAVE, professional_id=1)) == []


def test_leave_that_ends_before_it_starts_is_refused(memory: Store, chair: int) -> None:
    with pytest.raises(RuleBroken) as refused:
        keep_busy(memory, replace(LEAVE, chair_id=chair, ends_at=LEAVE.starts_at))
    assert codes(refused) == {("end_not_after_start", "ends_at")}


def test_school_holidays_are_kept(memory: Store) -> None:
    keep_school_holiday(memory, SchoolHoliday(date(2027, 2, 15), date(2027, 2, 19), "Half-term"))
    [kept] = supply.school_holidays(memory, date(2027, 2, 19), date(2027, 3, 1))
    remove_supply(memory, kept)
    assert supply.school_holidays(memory, date(2027, 1, 1), date(2027, 12, 31)) == []


def test_a_chairs_own_numbers_and_a_rooms_features_are_kept(memory: Store) -> None:
    keep_chair(memory, Chair("T. Brandt", most_a_day=3, gap_minutes=0, last_day=date(2027, 6, 30)))
    keep_room(memory, Room("Elm room", features=("step-free", "hearing loop")))
    [brandt], [elm] = people.chairs(memory), people.rooms(memory)
    assert (brandt.most_a_day, brandt.gap_minutes, brandt.last_day) == (3, 0, date(2027, 6, 30))
    assert elm.features == ("step-free", "hearing loop")


def test_impossible_numbers_and_unknown_features_are_refused(memory: Store) -> None:
    with pytest.raises(RuleBroken) as refused:
        keep_chair(memory, Chair("T. Brandt", most_a_day=0, gap_minutes=-1))
    assert {field for _, field in codes(refused)} == {"most_a_day", "gap_minutes"}
    with pytest.raises(RuleBroken) as refused:
        keep_room(memory, Room("Elm room", features=("a pool",)))
    assert codes(refused) == {("required", "features")}
