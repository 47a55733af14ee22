"""Why nothing fits: small sets, the easiest first, each thing by its name, and nothing that cannot give way."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from hypothesis import given, settings

from conference_app.domain.supply import Busy
from conference_app.scheduling.check_slot import NEVER_GIVES_WAY, SlotCheck
from conference_app.scheduling.facts import DiaryFacts, Obstacle, Slot, Wanted
from conference_app.scheduling.obstacles import ObstacleSet, elsewhere, no_day_left, why_not
from tests.conference_app.scheduling.sketch import (
    BRANDT,
    ELM,
    EMPTY,
    MARLOWE,
    MONDAY,
    OAK,
    OSEI,
    at,
    booked,
    days_from,
    leave,
    wanted,
    works,
)
from tests.conference_app.scheduling.test_slots import DAYS, FACTS, WANTED, by_brute_force

TUESDAY = MONDAY + timedelta(days=1)
ONE = replace(EMPTY, chairs=(OSEI,), rooms=(OAK,))


def sets(facts: DiaryFacts, days: Sequence[date] = (MONDAY,), want: Wanted | None = None) -> list[ObstacleSet]:
    return why_not(SlotCheck(facts, want or wanted()), days, most=5)


def codes(facts: DiaryFacts, days: Sequence[date] = (MONDAY,), want: Wanted | None = None) -> list[list[str]]:
    return [[obstacle.code for obstacle in each.obstacles] for each in sets(facts, days, want)]


def test_one_leave_is_the_one_thing_in_the_way() -> None:
    [only] = sets(replace(ONE, busy=[leave(OSEI, at(MONDAY, 0), at(TUESDAY, 0))]))
    assert [obstacle.facts["busy_id"] for obstacle in only.obstacles] == [5]
    assert only.slot is not None
    assert (only.slot.starts_at, only.slot.chair_id, only.slot.room_id) == (at(MONDAY, 9), OSEI.id, OAK.id)
    assert only.gives_way


def test_what_gives_way_easily_comes_first() -> None:
    rows = [booked(at(MONDAY, hour), 90, OSEI, ELM, number=hour) for hour in (9, 13)]
    ill = leave(BRANDT, at(MONDAY, 0), at(TUESDAY, 0), "sickness")
    found = codes(replace(EMPTY, booked=rows, busy=[ill]))
    assert found[0] == ["chair_most"]
    assert found[-1] == ["chair_busy"]


def test_the_family_s_own_chair_is_named_first_and_the_room_with_most_seats() -> None:
    away = [leave(chair, at(MONDAY, 0), at(TUESDAY, 0), number=chair.id) for chair in (OSEI, BRANDT)]
    for chair in (OSEI, BRANDT):
        check = SlotCheck(replace(EMPTY, busy=away), wanted())
        first = why_not(check, [MONDAY], most=5, chair_id=chair.id)[0]
        assert first.obstacles[0].facts["chair_id"] == chair.id
    small = sets(EMPTY, want=wanted(people=20))
    assert [each.obstacles[0].facts["capacity"] for each in small] == [14, 12]


def test_a_set_names_everything_that_must_give_way_together() -> None:
    closed = Busy("blocked", at(MONDAY, 0), at(TUESDAY, 0), "painting", room_id=OAK.id, id=8)
    facts = replace(ONE, busy=[leave(OSEI, at(MONDAY, 0), at(TUESDAY, 0)), closed])
    [both] = sets(facts)
    assert [(obstacle.code, obstacle.facts["busy_id"]) for obstacle in both.obstacles] == [
        ("chair_busy", 5),
        ("room_busy", 8),
    ]


def test_a_conference_that_goes_to_another_chair_makes_room_for_one_more_that_day() -> None:
    rows = [booked(at(MONDAY, hour), 240, OSEI, ELM, number=hour) for hour in (9, 13)]
    facts = replace(ONE, booked=rows)
    assert codes(facts) == [["chair_taken"], ["chair_taken"]]  # not the most for a day besides: that goes with it
    for each in sets(facts):
        away = {obstacle.facts["conference_id"] for obstacle in each.obstacles}
        left = replace(facts, booked=[row for row in rows if row.conference_id not in away])
        assert each.slot is not None
        assert SlotCheck(left, wanted()).faults(each.slot) == []


def test_a_conference_with_another_chair_makes_room_beside_its_time_too() -> None:
    """From 1pm the room is free; with the conference somebody else's no break after it is needed either."""
    facts = replace(ONE, booked=[booked(at(MONDAY, 9), 240, OSEI, OAK)], patterns=[works(OSEI, time(9), time(15))])
    assert codes(facts) == [["chair_gap"], ["chair_hours"], ["chair_taken"]]


def test_who_works_late_is_looked_at_as_late_as_slots_are() -> None:
    late = replace(
        ONE,
        patterns=[
            works(OSEI, time(15), time(20)),
            replace(works(OSEI, time(15), time(20)), chair_id=None, room_id=OAK.id),
        ],
        busy=[leave(OSEI, at(MONDAY, 15), at(MONDAY, 16, 30)), leave(OSEI, at(MONDAY, 16), at(MONDAY, 20), number=6)],
    )
    assert [obstacle.facts["busy_id"] for obstacle in sets(late)[0].obstacles] == [6]


def test_no_set_is_part_of_another_and_few_are_of_one_kind() -> None:
    days = days_from(MONDAY, 5)
    rows = [booked(at(day, hour), 150, OSEI, OAK, number=day.day * 100 + hour) for day in days for hour in (9, 12, 15)]
    found = [frozenset(each.obstacles) for each in sets(replace(ONE, booked=rows), days)]
    assert not any(one < other for one in found for other in found)
    kinds = [tuple(obstacle.code for obstacle in each.obstacles) for each in sets(replace(ONE, booked=rows), days)]
    assert max(kinds.count(kind) for kind in kinds) == 2


def test_the_only_room_with_a_ramp_says_so() -> None:
    ramp = replace(OAK, features=("step-free",))
    closed = Busy("blocked", at(MONDAY, 0), at(TUESDAY, 0), room_id=OAK.id, id=8)
    found = sets(replace(EMPTY, rooms=(ramp, ELM), busy=[closed]), want=wanted(features=("step-free",)))
    assert [[obstacle.code for obstacle in each.obstacles] for each in found] == [["room_busy"], ["room_lacks"]]
    assert found[0].obstacles[0].facts["only_with"] == ("step-free",)


def test_rooms_too_small_hours_and_the_family_s_own_conference() -> None:
    assert codes(ONE, want=wanted(people=15)) == [["room_small"]]
    mornings = replace(ONE, patterns=[works(OSEI, time(9), time(10))])
    assert codes(mornings) == [["chair_hours"]]
    own = replace(ONE, booked=[booked(at(MONDAY, 8), 600, BRANDT, ELM, MARLOWE)])
    assert codes(own) == [["family_taken"]]


def test_a_conference_longer_than_the_day_asks_for_hours() -> None:
    assert codes(ONE, want=wanted(minutes=500)) == [["chair_hours", "room_hours"]]


def test_nothing_gives_way_where_everybody_has_left_or_nobody_is_there() -> None:
    gone = replace(OSEI, last_day=MONDAY - timedelta(days=1))
    for facts, want, code in (
        (replace(ONE, chairs=(gone,)), wanted(), "chair_left"),
        (replace(ONE, chairs=()), wanted(), "no_chair"),
        (replace(ONE, rooms=()), wanted(), "no_room"),
        (ONE, wanted(earliest=at(MONDAY, 16)), "no_time_left"),
    ):
        [only] = sets(facts, want=want)
        assert [obstacle.code for obstacle in only.obstacles] == [code]
        assert not only.gives_way
    assert codes(replace(ONE, rooms=()), want=wanted(needs_room=False)) != [["no_room"]]


def test_a_limit_that_passed_and_days_off_up_to_it_are_named() -> None:
    calendar = EMPTY.calendar
    passed = no_day_left(calendar, MONDAY, MONDAY - timedelta(days=3))
    assert [obstacle.code for obstacle in passed.obstacles] == ["limit_passed"]
    easter = no_day_left(calendar, date(2027, 3, 26), date(2027, 3, 29))
    assert [obstacle.facts.get("why") for obstacle in easter.obstacles] == [None, "Good Friday", "Easter Monday"]
    assert not easter.gives_way


@settings(max_examples=60, deadline=None)
@given(FACTS, WANTED)
def test_a_set_is_enough_and_nothing_of_it_can_be_spared(facts: DiaryFacts, want: Wanted) -> None:
    days = [day for day in DAYS if facts.calendar.is_working_day(day)]
    check = SlotCheck(facts, want)
    for each in why_not(check, days, most=9):
        if each.slot is not None:
            named = set(each.obstacles)
            assert set(SlotCheck(elsewhere(facts, named), want).faults(each.slot)) <= named
            assert not {fault.code for fault in named} & NEVER_GIVES_WAY
            for one in named:
                rest = named - {one}
                without = SlotCheck(elsewhere(facts, rest), want)
                assert not any(set(faults) <= rest for faults in _every_fault(without, days)), one
    found = why_not(check, days, most=9)
    possible = [frozenset(faults) for faults in _every_fault(check, days)]
    assert not any(one < frozenset(each.obstacles) for each in found if each.slot for one in possible)
    fits_now = any(
        at(day, 0) <= start < at(day + timedelta(days=1), 0) for day in days for start in _within(facts, want)
    )
    assert (found[0].slot is not None and not found[0].obstacles) == fits_now


def _every_fault(check: SlotCheck, days: list[date]) -> Iterator[list[Obstacle]]:
    """What is wrong with every slot within office hours, where it can give way."""
    hours, length = check.facts.hours, timedelta(minutes=check.wanted.minutes)
    rooms = [room.id for room in check.facts.rooms] if check.wanted.needs_room else [None]
    for day in days:
        starts = datetime.combine(day, hours.opens)
        while starts + length <= datetime.combine(day, hours.closes):
            for chair in check.facts.chairs:
                for room in rooms:
                    faults = check.faults(Slot(starts, starts + length, chair.id, room))
                    if not {fault.code for fault in faults} & NEVER_GIVES_WAY:
                        yield faults
            starts += timedelta(minutes=hours.step)


def _within(facts: DiaryFacts, want: Wanted) -> list[datetime]:
    """Starts that fit and end within office hours: why_not tries no others."""
    length = timedelta(minutes=want.minutes)
    found = by_brute_force(facts, want)
    return [start for start in found if start + length <= start.replace(hour=17, minute=0)]
