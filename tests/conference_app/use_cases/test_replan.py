"""Plans for many conferences from a real store: who loses the place, what is proposed, what is done and taken back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from itertools import count

import pytest

from conference_app.domain.conference import Booking, Request, StrategyDiscussion
from conference_app.domain.conference_status import ConferenceType
from conference_app.domain.errors import RuleBroken
from conference_app.domain.family import Child, Family
from conference_app.domain.listings import Closure
from conference_app.domain.people import Chair, Room
from conference_app.domain.rebooking import Kind
from conference_app.domain.supply import Busy, Pattern
from conference_app.messages import sentences
from conference_app.scheduling.check_slot import SlotCheck
from conference_app.scheduling.facts import Obstacle, Slot
from conference_app.slot_words import obstacle_words, reason_words
from conference_app.store import conferences, invitations, people
from conference_app.store.store import Store, memory_store
from conference_app.use_cases.change_settings import keep_closure
from conference_app.use_cases.keep_directory import keep_chair, keep_room
from conference_app.use_cases.keep_family import keep_child, keep_family
from conference_app.use_cases.keep_supply import keep_busy, keep_pattern
from conference_app.use_cases.plan_subjects import last_day, left_out_named
from conference_app.use_cases.replan import DiaryPlan, PlanLine, replan
from conference_app.use_cases.request_conference import request_conference
from conference_app.use_cases.rules_in_force import calendar_of
from conference_app.use_cases.schedule_conference import schedule_conference
from tests.conference_app.use_cases.marlowe import (
    START,
    TODAY,
    Marlowe,
    booked_conference,
    held_conference,
    invited_conference,
    wish,
)

NOW = datetime(2027, 3, 1, 9, 0)  # a Monday; Marlowe is booked for the Wednesday of the week after, 9:30am
FIRST, LAST = date(2027, 3, 8), date(2027, 3, 19)
LIMIT = date(2027, 3, 12)


@pytest.fixture
def store() -> Iterator[Store]:
    with memory_store() as made:
        yield made


@pytest.fixture
def known(store: Store) -> Marlowe:
    """Booked for Wednesday 10 March 2027, 9:30am, with Osei in the Oak room; a second chair is there."""
    made = invited_conference(store)
    keep_chair(store, Chair("Amy Brandt"))
    return made


def plan_of(store: Store, now: datetime = NOW, **more: object) -> DiaryPlan:
    return replan(store, first=FIRST, last=LAST, now=now, **more)  # type: ignore[arg-type]


def leave(store: Store, chair: int, first: date = FIRST, last: date = LAST) -> None:
    starts, ends = (datetime.combine(day, time()) for day in (first, last + timedelta(days=1)))
    keep_busy(store, Busy("leave", starts, ends, chair_id=chair))


def another(store: Store, known: Marlowe, name: str, starts: datetime | None, **more: int) -> int:
    """Another family's initial conference, asked for when Marlowe's was."""
    family = keep_family(store, Family(name)).value
    child = keep_child(store, Child(family, f"Tom {name}", date(2020, 1, 1)), today=TODAY).value
    request = Request(
        ConferenceType.INITIAL, family, (child,), TODAY, discussions=(StrategyDiscussion(date(2027, 2, 19), True),)
    )
    made = request_conference(store, request, today=TODAY).value
    if starts is not None:
        booking = replace(Booking(starts, 120, known.chair, room_id=known.room), **more)  # type: ignore[arg-type]
        version = conferences.conference(store, made).version
        schedule_conference(store, made, booking, seen=version, today=TODAY)
    return made


def brandt(store: Store) -> int:
    return next(chair.id for chair in people.chairs(store) if chair.name == "Amy Brandt")


def place(line: PlanLine) -> tuple[datetime, str, str] | None:
    return (line.after.slot.starts_at, line.after.chair_name, line.after.room_name) if line.after else None


def only(plan: DiaryPlan) -> PlanLine:
    [line] = plan.lines
    return line


def why(line: PlanLine) -> list[str]:
    return [*map(obstacle_words, line.lost), *map(reason_words, line.reasons)]


# whose place is lost


def test_without_anything_lost_nothing_is_planned(store: Store, known: Marlowe) -> None:
    before = store.audit_head()
    assert plan_of(store).lines == ()
    assert store.audit_head() == before


def test_a_chair_on_leave_gives_the_time_to_another(store: Store, known: Marlowe) -> None:
    leave(store, known.chair)
    before = store.audit_head()
    plan = plan_of(store)
    line = only(plan)
    assert place(line) == (START, "Amy Brandt", "Oak room")
    assert line.before is not None
    assert (line.before.slot.starts_at, line.before.chair_name, line.before.room_name) == (
        START,
        "Rosalind Osei",
        "Oak room",
    )
    assert (line.family_name, line.margin, line.reason_code, line.needs_approval) == ("Marlowe", 2, "chair_away", False)
    assert why(line) == [
        "Rosalind Osei’s leave, Monday 8 March to Friday 19 March",
        "Keeps its day, time and room",
        "Another chair than booked: Amy Brandt, not Rosalind Osei",
    ]
    assert (plan.cost, plan.ended, plan.moves, plan.unplaced) == (20, "best possible", [line], [])
    assert store.audit_head() == before


def test_leave_of_a_chair_left_out_as_well_is_named_once(store: Store, known: Marlowe) -> None:
    leave(store, known.chair)
    lost = only(plan_of(store, without_chair=known.chair)).lost
    assert [*map(obstacle_words, lost)] == ["Rosalind Osei’s leave, Monday 8 March to Friday 19 March"]


def test_everybody_invited_is_told_again(store: Store, known: Marlowe) -> None:
    leave(store, known.chair)
    told = only(plan_of(store)).told
    assert told[0].is_paediatrician
    sent = [line.name for line in invitations.invitations(store, known.conference) if line.sent_at]
    assert sorted(each.name for each in told) == sorted(sent)


def test_who_still_holds_an_earlier_date_is_told_too(store: Store, known: Marlowe) -> None:
    first = {line.name for line in invitations.invitations(store, known.conference) if line.sent_at}
    wish(store, known, Kind.MOVED, booking=Booking(START.replace(hour=13), 120, known.chair, room_id=known.room))
    leave(store, known.chair)
    assert {each.name for each in only(plan_of(store)).told} == first


def test_those_told_of_a_date_given_up_are_told_of_the_one_that_is_planned(store: Store, known: Marlowe) -> None:
    first = {line.name for line in invitations.invitations(store, known.conference) if line.sent_at}
    wish(store, known, Kind.POSTPONED)
    line = only(plan_of(store, conference_ids=[known.conference]))
    assert (line.before, {each.name for each in line.told}) == (None, first)


def test_a_chair_left_out_is_away_on_these_days_only(store: Store, known: Marlowe) -> None:
    keep_chair(store, replace(people.chairs(store)[0], active=False))  # Brandt, by name the first
    line = only(plan_of(store, without_chair=known.chair))
    assert why(line)[0] == "Rosalind Osei’s absence (planned without this chair), Monday 8 March to Friday 19 March"
    assert line.after is not None
    assert not FIRST <= line.after.slot.day <= LAST
    assert line.after.slot.day == date(2027, 3, 5)
    assert "4 working days from today, but invitations need 5" in why(line)  # better than past the limit


def test_a_room_left_out_is_changed_for_another_at_the_same_time(store: Store, known: Marlowe) -> None:
    keep_room(store, Room("Elm room", "Civic Centre", capacity=20))
    line = only(plan_of(store, without_room=known.room))
    assert place(line) == (START, "Rosalind Osei", "Elm room")
    assert line.reason_code == "room_not_available"
    assert why(line)[:2] == [
        "Oak room: blocked (planned without this room), Monday 8 March to Friday 19 March",
        "Keeps its day and time",
    ]


def test_on_a_day_that_is_closed_nothing_can_stay(store: Store, known: Marlowe) -> None:
    keep_closure(store, Closure(START.date(), START.date(), "Burst pipe"))
    line = only(plan_of(store))
    assert line.after is not None
    assert line.after.slot.day in {date(2027, 3, 9), date(2027, 3, 11)}
    assert (line.reason_code, why(line)[0]) == (
        "building_closed",
        "Wednesday 10 March is not a working day: Council closed: Burst pipe",
    )


def test_a_chair_who_left_or_is_no_longer_in_use_is_lost(store: Store, known: Marlowe) -> None:
    [osei] = [chair for chair in people.chairs(store) if chair.id == known.chair]
    keep_chair(store, replace(osei, last_day=date(2027, 3, 9)))
    assert why(only(plan_of(store)))[0] == "Rosalind Osei leaves after Tuesday 9 March"
    [osei] = [chair for chair in people.chairs(store) if chair.id == known.chair]
    keep_chair(store, replace(osei, active=False))
    assert place(only(plan_of(store))) == (START, "Amy Brandt", "Oak room")


def test_other_days_and_what_has_begun_are_left_alone(store: Store, known: Marlowe) -> None:
    leave(store, known.chair)
    assert replan(store, first=FIRST, last=date(2027, 3, 9), now=NOW).lines == ()
    assert replan(store, first=date(2027, 3, 11), last=LAST, now=NOW).lines == ()
    assert plan_of(store, now=START).lines == ()
    assert len(plan_of(store, now=START - timedelta(minutes=1)).lines) == 1


def test_those_named_are_planned_and_stay_where_nothing_forces_them_away(store: Store, known: Marlowe) -> None:
    line = only(plan_of(store, conference_ids=[known.conference]))
    assert line.after == line.before
    assert (line.moves, line.reasons, line.told) == (False, (), ())


def test_one_only_asked_for_gets_its_first_place(store: Store, known: Marlowe) -> None:
    asked = another(store, known, "Cole", None)
    line = only(plan_of(store, conference_ids=[asked]))
    assert line.before is None
    assert line.after is not None
    assert line.after.slot.day <= LIMIT
    assert why(line)[0].endswith("before the limit")
    assert line.moves


def test_what_is_over_cannot_be_planned(store: Store) -> None:
    known = held_conference(store)
    with pytest.raises(RuleBroken) as caught:
        plan_of(store, conference_ids=[known.conference])
    assert caught.value.code == "conference_is_over"
    assert all(sentences(caught.value))


# what is proposed


def test_a_range_without_end_is_searched_no_longer_than_the_conferences_need(store: Store) -> None:
    calendar = calendar_of(store)
    assert last_day([], calendar, date(2199, 12, 31), TODAY) == calendar.add(calendar.add(TODAY, 40), 10)
    assert last_day([], calendar, LAST, TODAY) == calendar.add(LAST, 10)


def test_where_nothing_is_free_the_line_says_what_is_in_the_way(store: Store) -> None:
    known = booked_conference(store)
    leave(store, known.chair, TODAY, date(2027, 6, 30))
    line = only(plan_of(store))
    assert (line.after, line.moves, line.margin) == (None, False, None)
    assert [[obstacle_words(each) for each in one.obstacles] for one in line.in_the_way] == [
        ["Rosalind Osei’s leave, Monday 22 February to Wednesday 30 June"]
    ]


def test_past_the_limit_only_where_nothing_else_is_left_and_with_approval(store: Store) -> None:
    known = booked_conference(store)
    leave(store, known.chair, NOW.date(), LIMIT)
    line = only(plan_of(store))
    assert line.after is not None
    assert (line.after.slot.day, line.margin, line.needs_approval) == (date(2027, 3, 15), -1, True)
    assert why(line)[1] == "1 working day past the limit, Friday 12 March 2027: needs a reason and who approved it"


def test_a_paediatrician_is_not_wanted_in_two_conferences_at_once(store: Store, known: Marlowe) -> None:
    lindgren = next(line.professional_id for line in invitations.invitations(store, known.conference))
    clinic = Pattern(
        "FREQ=DAILY",
        FIRST,
        time(8),
        time(12, 59),
        available=False,
        what="clinic",
        professional_id=lindgren,
    )
    keep_pattern(store, clinic)
    keep_closure(store, Closure(START.date(), START.date(), "Burst pipe"))
    line = only(plan_of(store))
    assert line.after is not None
    assert line.after.slot.starts_at.hour >= 13
    assert "Dr Amara Lindgren is not in clinic then" in why(line)


def test_no_limit_is_broken_for_a_paediatrician_to_come(store: Store, known: Marlowe) -> None:
    lindgren = next(line.professional_id for line in invitations.invitations(store, known.conference))
    days = Pattern("FREQ=WEEKLY;BYDAY=MO,TU,WE,FR", FIRST, time(8), time(18), available=False, what="clinic")
    keep_pattern(store, replace(days, first_day=NOW.date(), last_day=LIMIT, professional_id=lindgren))
    for thursday in (date(2027, 3, 4), date(2027, 3, 11)):
        for chair in people.chairs(store):
            leave(store, chair.id, thursday, thursday)
    keep_closure(store, Closure(START.date(), START.date(), "Burst pipe"))
    line = only(plan_of(store))
    assert line.margin is not None
    assert line.margin >= 0
    assert "Dr Amara Lindgren is in clinic then" in why(line)


def test_the_same_seed_gives_the_same_plan(store: Store, known: Marlowe) -> None:
    for number in range(4):
        another(store, known, f"Cole{number}", datetime(2027, 3, 8 + number % 2, 9 + 4 * (number // 2)))
    leave(store, known.chair)
    assert plan_of(store, seed=3) == plan_of(store, seed=3)


def test_it_can_be_stopped_and_keeps_the_best_so_far(store: Store, known: Marlowe) -> None:
    """Brandt works on two mornings only, so that not everybody can be there first."""
    hours = Pattern("FREQ=WEEKLY;BYDAY=WE,TH", FIRST, time(9), time(12), chair_id=brandt(store))
    keep_pattern(store, hours)
    for number in range(4):
        another(store, known, f"Cole{number}", datetime(2027, 3, 8 + number % 2, 9 + 4 * (number // 2)))
    leave(store, known.chair)
    asked, told = count(), list[float]()
    plan = plan_of(store, stop=lambda: next(asked) > 3, progress=lambda share, cost: told.append(share))
    assert plan.ended == "stopped"
    assert 0 < len(told) < 6
    assert len(plan.lines) == 5
    assert plan.moves


def test_a_chair_who_stays_in_another_room_has_no_conference_more_for_it(store: Store) -> None:
    known = booked_conference(store)
    cole = another(store, known, "Cole", None)
    keep_room(store, Room("Elm room"))
    day = START.date()
    for first, last in ((date(2027, 3, 1), day - timedelta(days=1)), (day + timedelta(days=1), LAST)):
        leave(store, known.chair, first, last)
    starts, ends = (datetime.combine(each, time()) for each in (day, day + timedelta(days=1)))
    keep_busy(store, Busy("blocked", starts, ends, room_id=known.room))
    stays, comes = sorted(
        plan_of(store, conference_ids=[known.conference, cole]).lines, key=lambda line: line.reference
    )
    assert place(stays) == (START, "Rosalind Osei", "Elm room")
    assert comes.after is not None  # the second of two that day
    assert comes.after.slot.day == day


def test_a_slot_the_check_refuses_is_not_shown(store: Store, known: Marlowe, monkeypatch: pytest.MonkeyPatch) -> None:
    leave(store, known.chair)
    faults, lost = SlotCheck.faults, list(only(plan_of(store)).lost)

    def refusing(check: SlotCheck, slot: Slot) -> list[Obstacle]:
        return faults(check, slot) + (lost if slot.chair_id == brandt(store) else [])

    monkeypatch.setattr(SlotCheck, "faults", refusing)
    with pytest.warns(RuntimeWarning, match="a planned slot was refused: chair_busy"):
        plan = plan_of(store)
    assert only(plan).after is None


def test_chairs_and_rooms_are_left_out_by_name(store: Store, known: Marlowe) -> None:
    assert left_out_named(store, "rosalind osei") == (known.chair, None)
    assert left_out_named(store, "Oak room") == (None, known.room)
    for name, code in ((" ", "required"), ("Nobody", "no_owner_named"), ("Dr Amara Lindgren", "doctor_not_left_out")):
        with pytest.raises(RuleBroken) as caught:
            left_out_named(store, name)
        assert caught.value.code == code
