"""Which slots are proposed and in which order; and that the second check never disagrees with the search."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conference_app.domain.people import Chair, Room
from conference_app.domain.supply import Busy, Pattern, SchoolHoliday
from conference_app.scheduling.check_slot import SlotCheck
from conference_app.scheduling.facts import Booked, DiaryFacts, OfficeHours, Slot, Wanted
from conference_app.scheduling.slot_reasons import Aims, Asked, KnownDoctor, Notice
from conference_app.scheduling.slots import RankedSlot
from conference_app.slot_words import reason_words
from tests.conference_app.scheduling.sketch import (
    BRANDT,
    COLE,
    ELM,
    EMPTY,
    EVERY_WEEK,
    MARLOWE,
    MONDAY,
    OAK,
    OSEI,
    at,
    best,
    booked,
    days_from,
    leave,
    search,
    wanted,
    works,
)

WEEK = days_from(MONDAY, 5)
FRIDAY = WEEK[-1]
SHAH = KnownDoctor(7, "Dr Shah")


def starts(found: list[RankedSlot]) -> list[datetime]:
    return [each.slot.starts_at for each in found]


def codes(found: RankedSlot) -> dict[str, bool]:
    return {reason.code: reason.good for reason in found.reasons}


def test_an_empty_diary_offers_the_earliest_day_first_and_no_more_than_two_slots_of_a_day() -> None:
    found = best(EMPTY, WEEK)
    assert starts(found) == [at(day, hour) for day in WEEK[:2] for hour in (9, 12)] + [at(WEEK[2], 9)]


def test_each_start_is_offered_once_with_the_plainest_room_that_fits() -> None:
    found = best(EMPTY, WEEK)
    assert {each.slot.room_id for each in found} == {ELM.id}
    found = best(EMPTY, WEEK, wanted(people=13))
    assert {each.slot.room_id for each in found} == {OAK.id}
    assert codes(found[0])["room_fits"]


def test_with_one_day_left_more_of_its_starts_are_offered() -> None:
    found = best(EMPTY, [FRIDAY], top=4)
    assert starts(found) == [at(FRIDAY, 9), at(FRIDAY, 9, 30), at(FRIDAY, 10), at(FRIDAY, 12)]


def test_the_family_s_chair_comes_first_but_not_before_enough_notice() -> None:
    away = replace(EMPTY, busy=[leave(OSEI, at(MONDAY, 0), at(WEEK[3], 0))])
    aims = Aims(MONDAY, limit=date(2027, 3, 22), chair_id=OSEI.id, chair_name=OSEI.name)
    found = best(away, WEEK, aims=aims)
    assert [(each.slot.day, each.slot.chair_id) for each in found[:2]] == [(WEEK[3], OSEI.id)] * 2
    assert codes(found[0])["same_chair"]
    assert not codes(found[-1])["another_chair"]
    hurried = replace(aims, notice=Notice(6, 2, 0))
    next_monday = MONDAY + timedelta(days=8)
    away_then = replace(EMPTY, busy=[leave(OSEI, at(next_monday, 0), at(next_monday + timedelta(days=9), 0))])
    first = best(away_then, days_from(MONDAY, 14), aims=hurried)[0]
    assert (first.slot.day, first.slot.chair_id) == (next_monday, BRANDT.id)
    assert codes(first)["enough_notice"]


def test_the_limit_is_kept_before_anything_else_and_the_last_days_only_if_need_be() -> None:
    aims = Aims(MONDAY, limit=WEEK[2], notice=Notice(10, 3, 7))
    found = best(EMPTY, days_from(MONDAY, 14), aims=aims, top=9)
    on_time = [each.slot.day <= WEEK[2] for each in found]
    assert on_time == sorted(on_time, reverse=True)
    assert found[0].slot.day == WEEK[1]  # today nobody could be told
    assert [codes(each).get("late") for each in found].count(False) == 3
    assert codes(found[2]) == {
        "last_day": False,
        "invitations_short": False,
        "report_short": False,
        "police_short": False,
    } | {"room_fits": True}


def test_past_the_limit_the_earliest_day_is_best_on_which_anybody_can_be_told() -> None:
    aims = Aims(MONDAY, limit=MONDAY - timedelta(days=3), notice=Notice(5, 3, 7))
    found = best(EMPTY, days_from(MONDAY, 14), wanted(earliest=at(MONDAY, 8, 55)), aims)
    assert starts(found)[:3] == [at(WEEK[1], 9), at(WEEK[1], 12), at(MONDAY, 15)]
    assert found[0].reasons[0].facts["days"] == 2


def test_on_the_same_day_nobody_can_be_told_and_the_later_it_is_the_better() -> None:
    aims = Aims(MONDAY, limit=WEEK[1], stricter=MONDAY, notice=Notice(5, 3, 7), chair_id=OSEI.id, doctor=SHAH)
    away = replace(EMPTY, busy=[leave(OSEI, at(WEEK[1], 0), at(WEEK[2], 0))])
    found = best(away, WEEK[:2], wanted(earliest=at(MONDAY, 8, 55)), aims)
    assert found[0].slot.day == WEEK[1]  # with another chair, on the last lawful day, and with a day's notice
    today = [each for each in found if each.slot.day == MONDAY]
    assert today[0].slot.starts_at == at(MONDAY, 15)
    assert reason_words(today[0].reasons[0]) == "Today, 6 hours from now: hardly time to invite anybody"


def test_the_last_lawful_day_is_kept_even_if_it_is_today() -> None:
    aims = Aims(MONDAY, limit=MONDAY, notice=Notice(5, 3, 7))
    found = best(EMPTY, days_from(MONDAY, 14), wanted(earliest=at(MONDAY, 8, 55)), aims)
    assert starts(found)[:2] == [at(MONDAY, 15), at(MONDAY, 12)]


def test_where_no_notice_is_asked_for_today_is_as_good_as_any_day() -> None:
    found = best(EMPTY, WEEK, wanted(earliest=at(MONDAY, 8, 55)), Aims(MONDAY, limit=FRIDAY))
    assert starts(found)[0] == at(MONDAY, 9)


def test_a_day_past_the_stricter_count_comes_after_those_before_it() -> None:
    aims = Aims(MONDAY, limit=FRIDAY, stricter=WEEK[3], notice=Notice(3, 0, 0))
    found = best(EMPTY, WEEK, aims=aims, top=9)
    assert found[0].slot.day == WEEK[3]
    assert codes(found[0])["stricter_margin"]
    assert not next(codes(each) for each in found if each.slot.day == FRIDAY)["past_stricter"]


def test_a_review_is_aimed_shortly_before_its_limit() -> None:
    aims = Aims(MONDAY, limit=date(2027, 4, 22), aim_late=True, notice=Notice(20, 5, 7))
    assert best(EMPTY, days_from(MONDAY, 46), aims=aims)[0].slot.day == date(2027, 4, 15)


def doctor(available: bool, starts_at: time, ends: time, rule: str = "FREQ=WEEKLY;BYDAY=MO") -> Pattern:
    return Pattern(rule, date(2027, 1, 1), starts_at, ends, available, professional_id=SHAH.id)


@pytest.mark.parametrize(
    ("patterns", "busy", "first", "code"),
    [
        ((), (), at(MONDAY, 9), "doctor_unknown"),
        ((doctor(False, time(9), time(13)),), (), at(MONDAY, 13), "doctor_free"),
        ((doctor(True, time(14), time(17)),), (), at(MONDAY, 14), "doctor_prefers"),
        ((doctor(True, time(9), time(10)),), (), at(MONDAY, 9), "doctor_elsewhere"),
        ((doctor(False, time(9), time(17), EVERY_WEEK),), (), at(MONDAY, 9), "doctor_in_clinic"),
        ((), (Busy("leave", at(MONDAY, 0), at(WEEK[2], 0), professional_id=SHAH.id),), at(WEEK[2], 9), "doctor_free"),
    ],
)
def test_what_is_known_of_the_paediatrician_s_time_counts(
    patterns: tuple[Pattern, ...], busy: tuple[Busy, ...], first: datetime, code: str
) -> None:
    found = best(replace(EMPTY, patterns=patterns, busy=busy), WEEK, aims=Aims(MONDAY, doctor=SHAH))
    assert found[0].slot.starts_at == first
    assert code in codes(found[0])


def test_the_paediatrician_cannot_be_at_two_conferences_at_once() -> None:
    asked = replace(SHAH, asked=[Asked("CP-2027-0007", at(MONDAY, 8), at(MONDAY, 10, 2))])
    found = best(EMPTY, [MONDAY], aims=Aims(MONDAY, doctor=asked), top=20)
    assert all(("doctor_asked" in codes(each)) == (each.slot.starts_at < at(MONDAY, 10, 30)) for each in found)
    assert starts(found)[0] == at(MONDAY, 10, 30)


def test_school_hours_half_term_and_lunch_are_kept_free_where_they_can_be() -> None:
    half_term = SchoolHoliday(MONDAY, WEEK[1], "Half-term")
    aims = Aims(
        MONDAY,
        school_age=True,
        school_holidays=[half_term],
        school_hours=(time(8, 45), time(15, 15)),
        lunch=(time(12, 30), time(13, 30)),
    )
    found = best(EMPTY, WEEK, aims=aims, top=9)
    assert starts(found)[:2] == [at(WEEK[2], 9), at(WEEK[3], 9)]
    assert codes(found[0])["in_school_hours"]
    on_holiday = next(each for each in found if each.slot.day == MONDAY)
    assert not codes(on_holiday)["school_holiday"]
    assert "in_school_hours" not in codes(on_holiday)
    afternoons = replace(EMPTY, patterns=[works(chair, time(13, 30), time(17)) for chair in (OSEI, BRANDT)])
    assert not codes(best(afternoons, WEEK[2:], aims=aims)[0])["outside_school_hours"]


def test_a_conference_over_lunch_is_offered_after_others_but_offered() -> None:
    aims = Aims(MONDAY, lunch=(time(12, 30), time(13, 30)))
    assert starts(best(EMPTY, [MONDAY], aims=aims, top=2)) == [at(MONDAY, 9), at(MONDAY, 13, 30)]
    only = replace(EMPTY, busy=[leave(chair, at(MONDAY, 0), at(MONDAY, 12)) for chair in (OSEI, BRANDT)])
    found = best(only, [MONDAY], wanted(300), aims=aims)
    assert starts(found) == [at(MONDAY, 12)]
    assert not codes(found[0])["over_lunch"]


def test_where_it_is_booked_already_is_no_proposal_but_the_time_with_another_chair_is() -> None:
    now = Slot(at(MONDAY, 9), at(MONDAY, 11), OSEI.id, OAK.id)
    only_oak = replace(EMPTY, rooms=(OAK,))
    aims = Aims(MONDAY, chair_id=OSEI.id, chair_name=OSEI.name, chair_since="booked")
    assert at(MONDAY, 9) not in starts(best(only_oak, [MONDAY], aims=aims, now=now))
    ill = replace(only_oak, busy=[leave(OSEI, at(MONDAY, 0), at(WEEK[1], 0), "sickness")])
    first = best(ill, [MONDAY], aims=aims, now=now)[0].slot
    assert (first.starts_at, first.chair_id) == (at(MONDAY, 9), BRANDT.id)


def test_the_chair_with_least_to_do_is_taken_where_the_family_knows_none() -> None:
    busy_osei = replace(EMPTY, booked=[booked(at(MONDAY, 13), 90, OSEI, ELM)])
    assert best(busy_osei, [MONDAY])[0].slot.chair_id == BRANDT.id
    assert best(busy_osei, [WEEK[1]])[0].slot.chair_id == BRANDT.id
    [one] = best(replace(busy_osei, chairs=(OSEI,)), [MONDAY], top=1)
    assert next(reason for reason in one.reasons if reason.code == "chair_day").facts["number"] == 2


# what the calendar does


def test_daylight_saving_moves_nothing() -> None:
    """The clocks change on Sundays 28 March and 31 October 2027: patterns and bookings keep their hours."""
    hours = works(OSEI, time(10), time(12), "FREQ=WEEKLY;BYDAY=MO,TU,FR")
    facts = replace(EMPTY, chairs=(OSEI,), patterns=[hours])
    for around in (date(2027, 3, 26), date(2027, 10, 29)):
        found = best(facts, days_from(around, 8), top=9)
        assert {each.slot.starts_at.time() for each in found} == {time(10)}
        assert all(each.slot.ends_at.time() == time(12) for each in found)
    over = replace(facts, busy=[leave(OSEI, at(date(2027, 10, 31), 0), at(date(2027, 11, 1), 10))])
    assert starts(best(over, days_from(date(2027, 10, 31), 2))) == [at(date(2027, 11, 1), 10)]


def test_over_christmas_and_the_new_year_the_days_off_are_skipped() -> None:
    days = days_from(date(2026, 12, 24), 13)
    found = best(EMPTY, days, aims=Aims(days[0], limit=date(2027, 1, 5)), top=20)
    assert sorted({each.slot.day for each in found}) == [
        date(2026, 12, 24),
        date(2026, 12, 29),
        date(2026, 12, 30),
        date(2026, 12, 31),
        date(2027, 1, 4),
        date(2027, 1, 5),
    ]


@pytest.mark.parametrize(
    ("first", "off"),
    [
        (date(2027, 3, 25), {26, 29}),  # Good Friday and Easter Monday
        (date(2020, 5, 4), {8}),  # the early May bank holiday, moved from Monday 4 to Friday 8 May
        (date(2023, 5, 5), {8}),  # an extra one, for the coronation
    ],
)
def test_easter_and_moved_and_extra_bank_holidays_are_left_out(first: date, off: set[int]) -> None:
    days = days_from(first, 6)
    found = best(EMPTY, days, top=30)
    expected = {day.day for day in days if day.weekday() < 5} - off
    assert {each.slot.day.day for each in found} == expected


def test_a_chair_who_leaves_is_there_up_to_the_last_day() -> None:
    leaving = replace(OSEI, last_day=WEEK[1])
    found = best(replace(EMPTY, chairs=(leaving,)), WEEK, top=20)
    assert {each.slot.day for each in found} == {MONDAY, WEEK[1]}
    ended = works(OSEI, time(9), time(17), last_day=WEEK[1])
    found = best(replace(EMPTY, chairs=(OSEI,), patterns=[ended]), WEEK, top=20)
    assert {each.slot.day for each in found} == {MONDAY, WEEK[1]}


def test_a_pattern_that_changes_in_mid_week_holds_from_its_day() -> None:
    mornings = works(OSEI, time(9), time(11), last_day=WEEK[1])
    afternoons = works(OSEI, time(14), time(16), first=WEEK[2])
    found = best(replace(EMPTY, chairs=(OSEI,), patterns=[mornings, afternoons]), WEEK, top=9)
    assert starts(found) == [at(day, 9 if day <= WEEK[1] else 14) for day in WEEK]


def test_two_hours_that_touch_are_one_and_a_meeting_takes_its_time() -> None:
    touching = [works(OSEI, time(9), time(12)), works(OSEI, time(12), time(14))]
    meeting = works(OSEI, time(9), time(10, 5), available=False, what="team meeting")
    found = best(replace(EMPTY, chairs=(OSEI,), patterns=[*touching, meeting]), [MONDAY], top=9)
    assert starts(found) == [at(MONDAY, 10, 30), at(MONDAY, 11), at(MONDAY, 11, 30), at(MONDAY, 12)]


# the search against the check

HOURS = st.builds(lambda units: time(units // 12, units % 12 * 5), st.integers(8 * 12, 18 * 12))
DAYS = days_from(date(2027, 3, 25), 6)  # Maundy Thursday to Tuesday
MOMENTS = st.builds(datetime.combine, st.sampled_from(DAYS), HOURS)
CHAIRS = st.lists(
    st.builds(
        Chair,
        st.just("Chair"),
        most_a_day=st.sampled_from([None, 1, 3]),
        gap_minutes=st.sampled_from([None, 0, 45]),
        last_day=st.sampled_from([None, None, *DAYS]),
    ),
    max_size=2,
).map(lambda chairs: tuple(replace(chair, id=number) for number, chair in enumerate(chairs, 1)))
ROOMS = st.lists(
    st.builds(
        Room,
        st.just("Room"),
        capacity=st.sampled_from([0, 8, 14]),
        features=st.sampled_from([(), ("step-free",), ("hearing loop", "step-free")]),
    ),
    max_size=2,
).map(lambda rooms: tuple(replace(room, id=number) for number, room in enumerate(rooms, 1)))


@st.composite
def pattern(draw: st.DrawFn) -> Pattern:
    begins, ends = sorted(draw(st.lists(HOURS, min_size=2, max_size=2, unique=True)))
    rule = draw(
        st.sampled_from(
            [EVERY_WEEK, "FREQ=WEEKLY;BYDAY=MO,TH", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", "FREQ=DAILY;INTERVAL=2"]
        )
    )
    made = Pattern(rule, date(2027, 3, 1), begins, ends, draw(st.booleans()), draw(st.sampled_from([None, *DAYS])))
    number = draw(st.integers(1, 2))
    return replace(made, chair_id=number) if draw(st.booleans()) else replace(made, room_id=number)


@st.composite
def busy(draw: st.DrawFn) -> Busy:
    begins, ends = sorted(draw(st.lists(MOMENTS, min_size=2, max_size=2, unique=True)))
    number = draw(st.integers(1, 2))
    made = Busy("leave", begins, ends)
    return replace(made, chair_id=number) if draw(st.booleans()) else replace(made, room_id=number)


@st.composite
def booking(draw: st.DrawFn) -> Booked:
    begins = draw(MOMENTS)
    chair, room = Chair("", id=draw(st.integers(1, 2))), Room("", id=draw(st.integers(1, 2)))
    family = draw(st.sampled_from([MARLOWE, COLE, COLE]))
    return booked(begins, draw(st.sampled_from([45, 90, 120])), chair, room, family)


FACTS = st.builds(
    DiaryFacts,
    st.just(EMPTY.calendar),
    st.builds(
        OfficeHours, step=st.sampled_from([15, 30, 75]), most_a_day=st.integers(1, 2), gap=st.sampled_from([0, 30])
    ),
    CHAIRS,
    ROOMS,
    st.lists(pattern(), max_size=4),
    st.lists(busy(), max_size=3),
    st.lists(booking(), max_size=5),
)
WANTED = st.builds(
    Wanted,
    st.just(MARLOWE),
    st.sampled_from([45, 90, 120, 240]),
    MOMENTS,
    needs_room=st.booleans(),
    people=st.sampled_from([6, 12]),
    features=st.sampled_from([(), ("step-free",)]),
)


def by_brute_force(facts: DiaryFacts, want: Wanted) -> set[datetime]:
    """Every start at which some chair and some room pass the check."""
    check, found = SlotCheck(facts, want), set()
    rooms = [room.id for room in facts.rooms] if want.needs_room else [None]
    for day in DAYS:
        starts_at = datetime.combine(day, facts.hours.opens)
        while starts_at.time() < facts.hours.closes and starts_at.date() == day:
            ends_at = starts_at + timedelta(minutes=want.minutes)
            slots = [Slot(starts_at, ends_at, chair.id, room) for chair in facts.chairs for room in rooms]
            if any(not check.faults(slot) for slot in slots):
                found.add(starts_at)
            starts_at += timedelta(minutes=facts.hours.step)
    return found


@settings(max_examples=250, deadline=None)
@given(FACTS, WANTED, st.integers(1, 7))
def test_the_search_finds_what_trying_everything_finds_and_the_check_agrees(
    facts: DiaryFacts, want: Wanted, top: int
) -> None:
    everything = search(facts, DAYS, want).best(search(facts, DAYS).timetable.days, 999)
    assert set(starts(everything)) == by_brute_force(facts, want)
    check = SlotCheck(facts, want)
    assert [check.faults(each.slot) for each in everything] == [[]] * len(everything)
    few = best(facts, DAYS, want, top=top)
    assert len(few) == min(top, len(everything))
    assert few[0].cost == everything[0].cost if few else True


@settings(max_examples=40, deadline=None)
@given(FACTS, WANTED)
def test_looking_at_few_days_finds_the_same_as_looking_at_all(facts: DiaryFacts, want: Wanted) -> None:
    """The search stops as soon as no other day can have better ones."""
    aims = Aims(DAYS[0], limit=DAYS[-1], stricter=DAYS[4], notice=Notice(2, 1, 3), chair_id=1, chair_name="Chair")
    every = search(facts, DAYS, want, aims)
    days = every.timetable.days
    all_days = sorted(start for day in days for start in every._starts(day))
    expected = every._chosen(all_days, 2)
    assert starts(best(facts, DAYS, want, aims, top=2))[: len(expected)] == [slot.starts_at for _, slot in expected]
