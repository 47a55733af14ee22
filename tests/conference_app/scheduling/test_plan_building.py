"""Timetables made problems and places made slots again: nothing is free in the one that is not in the other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from conference_app.domain.people import Chair as Person
from conference_app.domain.people import Room
from conference_app.domain.supply import Busy, Pattern
from conference_app.scheduling.check_slot import SlotCheck
from conference_app.scheduling.facts import Booked, DiaryFacts, Slot
from conference_app.scheduling.plan_building import Building, Span, Subject
from conference_app.scheduling.plan_problem import Held, Job, Place
from conference_app.scheduling.replan import replan
from conference_app.scheduling.slot_reasons import Aims, KnownDoctor, Notice
from conference_app.scheduling.timetable import Timetable
from tests.conference_app.scheduling.sketch import (
    BRANDT,
    COLE,
    ELM,
    EMPTY,
    MARLOWE,
    MONDAY,
    OAK,
    OSEI,
    at,
    booked,
    leave,
    wanted,
    works,
)

LAST = MONDAY + timedelta(days=11)  # the second Friday
NOW = at(MONDAY, 8)
NINE_TO_ELEVEN = Slot(at(MONDAY + timedelta(days=2), 9), at(MONDAY + timedelta(days=2), 11), OSEI.id, OAK.id)
LINDGREN = KnownDoctor(31, "Dr Amara Lindgren")
AIMS = Aims(MONDAY, limit=LAST, chair_id=OSEI.id)
SUBJECT = Subject(1, wanted(), AIMS)
BOOKED = replace(SUBJECT, now_at=NINE_TO_ELEVEN, keeps_time=True, keeps_room=True, moving=10)


def day(number: int) -> date:
    """The working day of that number, of two weeks."""
    return MONDAY + timedelta(days=number + 2 * (number // 5))


def built(
    facts: DiaryFacts, *subjects: Subject, now: datetime = NOW, taken: Mapping[int, Sequence[Span]] | None = None
) -> Building:
    return Building(Timetable(facts, MONDAY, LAST), subjects, now, taken or {})


def job(facts: DiaryFacts, subject: Subject, **more: object) -> Job:
    return built(facts, subject, **more).problem.jobs[0]  # type: ignore[arg-type]


def units(mask: int) -> list[int]:
    return [number for number in range(mask.bit_length()) if mask >> number & 1]


# units and what is free in them


def test_units_are_as_long_as_everything_allows_and_the_day_is_as_long_as_anybody_is_free() -> None:
    building = built(EMPTY, SUBJECT)
    assert (building.days.unit, building.problem.days, building.problem.units) == (30, 10, 16)
    assert building.problem.starts == 0xFFFF
    assert building.problem.chairs[0].free == (0xFFFF,) * 10
    assert built(EMPTY, replace(SUBJECT, wanted=wanted(minutes=45))).days.unit == 15
    assert built(EMPTY, replace(SUBJECT, wanted=wanted(minutes=44))).days.unit == 5
    odd = replace(BOOKED, now_at=replace(NINE_TO_ELEVEN, starts_at=at(day(2), 9, 10), ends_at=at(day(2), 11, 10)))
    assert built(EMPTY, odd).days.unit == 10


def test_in_short_units_conferences_still_begin_at_the_usual_times() -> None:
    problem = built(EMPTY, replace(SUBJECT, wanted=wanted(minutes=45))).problem
    assert (problem.units, units(problem.starts)) == (32, list(range(0, 32, 2)))
    assert problem.chairs[0].gap == 2
    assert problem.jobs[0].length == 3


def test_a_unit_is_free_only_as_a_whole() -> None:
    away = leave(OSEI, at(day(0), 10, 10), at(day(0), 10, 20))
    assert units(built(replace(EMPTY, busy=(away,)), SUBJECT).problem.chairs[0].free[0]) == [0, 1, *range(3, 16)]


def test_bookings_stay_taken_with_their_gap_and_count_for_the_day() -> None:
    facts = replace(EMPTY, booked=(booked(at(day(1), 11), 60, OSEI, OAK, number=1),))
    problem = built(facts, SUBJECT).problem
    assert units(problem.chairs[0].free[1]) == [*range(3), *range(7, 16)]
    assert units(problem.rooms[0][1]) == [*range(4), *range(6, 16)]
    assert problem.chairs[0].most[:3] == (2, 1, 2)
    assert problem.chairs[1].free[1] == problem.rooms[1][1] == 0xFFFF


def test_what_of_today_is_past_is_not_free() -> None:
    problem = built(EMPTY, SUBJECT, now=at(MONDAY, 10)).problem
    assert units(problem.chairs[0].free[0]) == list(range(3, 16))  # half past ten is the first start ahead
    assert units(problem.rooms[0][1]) == list(range(16))


def test_places_are_slots_again() -> None:
    by_video = replace(SUBJECT, wanted=wanted(minutes=90, needs_room=False))
    building = built(EMPTY, SUBJECT, by_video)
    places = [Place(5, 3, 1, 0), Place(0, 0, 0, None)]
    assert building.slots(places) == [
        Slot(at(day(5), 10, 30), at(day(5), 12, 30), BRANDT.id, OAK.id),
        Slot(at(day(0), 9), at(day(0), 10, 30), OSEI.id, None),
    ]
    assert building.slots([None, None]) == [None, None]


# what a conference must and should have


def test_rooms_are_those_it_fits_into_and_the_one_it_has() -> None:
    many = wanted(people=13)
    assert job(EMPTY, replace(SUBJECT, wanted=many)).rooms == (0,)
    in_elm = replace(BOOKED, wanted=many, now_at=replace(NINE_TO_ELEVEN, room_id=ELM.id))
    assert job(EMPTY, in_elm).rooms == (0, 1)
    assert job(EMPTY, replace(SUBJECT, wanted=wanted(needs_room=False))).rooms is None


def test_the_family_s_chair_if_there_is_one() -> None:
    assert job(EMPTY, SUBJECT).chair == 0
    assert job(EMPTY, replace(SUBJECT, aims=replace(AIMS, chair_id=99))).chair is None


def test_first_and_last_day() -> None:
    assert (job(EMPTY, SUBJECT).first, job(EMPTY, SUBJECT).limit) == (1, 9)
    later = replace(SUBJECT, wanted=wanted(earliest=at(day(3), 0)))
    assert job(EMPTY, later).first == 3
    assert job(EMPTY, replace(SUBJECT, aims=replace(AIMS, limit=None))).limit == 9
    assert job(EMPTY, replace(SUBJECT, aims=replace(AIMS, limit=MONDAY - timedelta(days=1)))).limit == -1
    weekend = replace(AIMS, limit=MONDAY + timedelta(days=5))
    assert job(EMPTY, replace(SUBJECT, aims=weekend)).limit == 4


def test_as_soon_as_can_be_with_enough_notice_where_the_limit_leaves_it() -> None:
    with_notice = replace(AIMS, notice=Notice(5, 10, 7))
    found = job(EMPTY, replace(SUBJECT, aims=with_notice))
    assert (found.first, found.notice, found.best_day) == (1, 5, 5)
    found = job(EMPTY, replace(SUBJECT, aims=replace(with_notice, limit=day(3))))
    assert (found.first, found.notice, found.best_day) == (1, 5, 3)


def test_aimed_at_is_the_day_it_has_or_for_a_review_one_shortly_before_its_limit() -> None:
    assert job(EMPTY, SUBJECT).best_day == 1
    assert job(EMPTY, BOOKED).aim == 2
    assert job(EMPTY, replace(SUBJECT, aims=replace(AIMS, aim_late=True))).aim == 4


def test_good_starts_keep_clear_of_lunch_and_school() -> None:
    aims = replace(AIMS, lunch=(time(12, 30), time(13, 30)))
    assert units(job(EMPTY, replace(SUBJECT, aims=aims)).good_starts) == [0, 1, 2, 3, 9, 10, 11, 12]
    at_school = replace(aims, school_age=True, school_hours=(time(9, 30), time(15)))
    assert units(job(EMPTY, replace(SUBJECT, aims=at_school)).good_starts) == [1, 2, 3]


# doctors and families


def clinic(rule: str, starts: time, ends: time) -> Pattern:
    return Pattern(rule, date(2027, 1, 1), starts, ends, available=False, professional_id=LINDGREN.id)


def test_a_doctor_is_wanted_outside_clinics_and_other_conferences() -> None:
    with_doctor = replace(SUBJECT, aims=replace(AIMS, doctor=LINDGREN))
    facts = replace(EMPTY, patterns=(clinic("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", time(9), time(12)),))
    taken = {LINDGREN.id: [(at(day(1), 14), at(day(1), 15))]}
    problem = built(facts, with_doctor, taken=taken).problem
    assert problem.jobs[0].doctor == 0
    assert units(problem.doctors[0][0]) == list(range(6, 16))
    assert units(problem.doctors[0][1]) == [*range(6, 10), *range(12, 16)]


def test_where_a_doctor_has_no_time_up_to_the_limit_it_goes_on_without() -> None:
    aims = replace(AIMS, doctor=LINDGREN, limit=day(3))
    facts = replace(EMPTY, patterns=(clinic("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH", time(8), time(18)),))
    assert job(facts, replace(SUBJECT, aims=aims)).doctor is None
    assert job(facts, replace(SUBJECT, aims=replace(aims, limit=day(4)))).doctor == 0


def test_the_time_it_has_is_no_other_s_with_the_same_doctor() -> None:
    problem = built(EMPTY, replace(BOOKED, aims=replace(AIMS, doctor=LINDGREN))).problem
    assert units(problem.doctors[0][2]) == list(range(4, 16))


def test_a_family_s_other_conference_keeps_its_time() -> None:
    rows = (booked(at(day(2), 13), 60, BRANDT, ELM, MARLOWE, number=2), booked(at(day(2), 9), 120, OSEI, OAK, MARLOWE))
    problem = built(replace(EMPTY, booked=rows), BOOKED).problem
    assert list(problem.families) == [MARLOWE]
    assert units(problem.families[MARLOWE][2]) == [*range(8), *range(10, 16)]


def test_a_family_s_two_conferences_get_nothing_of_each_other_but_each_may_stay() -> None:
    rows = (booked(at(day(2), 9), 120, OSEI, OAK, MARLOWE), booked(at(day(3), 9), 240, OSEI, OAK, MARLOWE, number=2))
    hours = [works(chair, time(9), time(13), "FREQ=WEEKLY;BYDAY=WE") for chair in (OSEI, BRANDT)]
    facts = replace(EMPTY, booked=rows, patterns=hours)
    later = Slot(at(day(3), 9), at(day(3), 13), OSEI.id, OAK.id)
    second = replace(SUBJECT, conference_id=2, wanted=wanted(240), now_at=later, moving=10)

    def slots(first: Subject) -> list[Slot | None]:
        building = built(facts, first, second)
        return building.slots(replan(building.problem, seed=1, iterations=300).places)

    stays, to_the_week_after = slots(replace(BOOKED, keeps_chair=True))
    assert stays == NINE_TO_ELEVEN
    assert to_the_week_after is not None
    assert to_the_week_after.day == day(7)
    moved = slots(replace(BOOKED, keeps_time=False, wanted=wanted(earliest=at(day(5), 9))))
    assert {slot.day for slot in moved if slot is not None} == {day(7)}  # what the first gave up stays empty


# what it holds


def test_it_holds_its_time_with_what_it_can_keep() -> None:
    assert job(EMPTY, BOOKED).held == Held(2, 0, None, 0)
    assert job(EMPTY, replace(BOOKED, keeps_chair=True, keeps_room=False)).held == Held(2, 0, 0, None)
    assert job(EMPTY, replace(BOOKED, wanted=wanted(needs_room=False))).held == Held(2, 0, None, None)


def test_it_holds_nothing_where_the_time_is_lost_or_past() -> None:
    assert job(EMPTY, replace(BOOKED, keeps_time=False)).held is None
    assert job(EMPTY, BOOKED, now=at(day(2), 9)).held is None
    saturday = Slot(at(MONDAY + timedelta(days=5), 9), at(MONDAY + timedelta(days=5), 11), OSEI.id, OAK.id)
    assert job(EMPTY, replace(BOOKED, now_at=saturday)).held is None
    unusual = replace(NINE_TO_ELEVEN, starts_at=at(day(2), 9, 2), ends_at=at(day(2), 11, 2))
    assert job(EMPTY, replace(BOOKED, now_at=unusual)).held is None


# whole plans


bookings = st.lists(
    st.tuples(
        st.integers(0, 9), st.integers(9, 15), st.sampled_from([60, 90, 120]), st.integers(0, 1), st.integers(0, 1)
    ),
    max_size=14,
)
PEOPLE: tuple[Person, ...] = (OSEI, BRANDT)
ROOMS: tuple[Room, ...] = (OAK, ELM)


def apart(drawn: list[tuple[int, int, int, int, int]]) -> list[Booked]:
    """The bookings the store would have let in."""
    rows: list[Booked] = []
    for number, hour, minutes, chair, room in drawn:
        row = booked(at(day(number), hour), minutes, PEOPLE[chair], ROOMS[room], COLE + len(rows), len(rows) + 1)
        if all(
            row.ends_at <= other.starts_at or other.ends_at <= row.starts_at
            for other in rows
            if row.chair_id == other.chair_id or row.room_id == other.room_id
        ):
            rows.append(row)
    return rows


def slot_of(row: Booked) -> Slot:
    starts, ends = datetime.fromisoformat(row.starts_at), datetime.fromisoformat(row.ends_at)
    return Slot(starts, ends, row.chair_id or 0, row.room_id)


def robbed(rows: list[Booked], away: Busy, now: datetime) -> list[Subject]:
    """The conferences of the chair who is away."""
    found = []
    for row in rows:
        slot = slot_of(row)
        if slot.chair_id == away.chair_id and now < slot.starts_at < away.ends_at and away.starts_at < slot.ends_at:
            minutes = int((slot.ends_at - slot.starts_at).total_seconds()) // 60
            want = replace(wanted(minutes, earliest=now), family_id=row.family_id)
            found.append(Subject(row.conference_id, want, AIMS, slot, keeps_time=True, keeps_room=True, moving=10))
    return found


def booked_at(slot: Slot, subject: Subject) -> Booked:
    chair = next(each for each in PEOPLE if each.id == slot.chair_id)
    room = next(each for each in ROOMS if each.id == slot.room_id)
    wanted = subject.wanted
    return booked(slot.starts_at, wanted.minutes, chair, room, wanted.family_id, subject.conference_id)


@settings(max_examples=40, deadline=None)
@given(bookings, st.integers(0, 4), st.integers(1, 6), st.sampled_from([NOW, at(day(1), 12)]))
def test_every_new_place_stands_the_check_of_slots_beside_the_rest_of_the_plan_and_without_it(
    drawn: list[tuple[int, int, int, int, int]], first: int, length: int, now: datetime
) -> None:
    """What is booked now is in the check as well: no conference gets what another one gives up."""
    rows = apart(drawn)
    away = leave(OSEI, at(day(first), 0), at(min(LAST, day(first + length)), 23))
    facts = replace(EMPTY, busy=(away,), booked=tuple(rows))
    subjects = robbed(rows, away, now)
    if not subjects:
        return
    building = built(facts, *subjects, now=now)
    slots = building.slots(replan(building.problem, seed=1, iterations=300).places)
    placed = [(subject, slot) for subject, slot in zip(subjects, slots, strict=True) if slot is not None]
    everything = [*rows, *(booked_at(slot, subject) for subject, slot in placed)]
    for subject, slot in placed:
        others = [row for row in everything if row.conference_id != subject.conference_id]
        assert SlotCheck(replace(facts, booked=others), subject.wanted).faults(slot) == []
