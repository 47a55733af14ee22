"""Slots from a real store: what is read for a search, what is proposed, and what is said where nothing fits."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest

from conference_app.domain.conference import Booking, Request, StrategyDiscussion
from conference_app.domain.conference_status import ConferenceType, Status
from conference_app.domain.family import Child, Family
from conference_app.domain.listings import Closure
from conference_app.domain.people import Chair, Room
from conference_app.domain.supply import Busy, Pattern, SchoolHoliday
from conference_app.scheduling.check_slot import SlotCheck
from conference_app.scheduling.facts import Obstacle, Slot
from conference_app.scheduling.slots import RankedSlot
from conference_app.slot_words import obstacle_words, reason_words
from conference_app.store import conferences, invitations, people, supply
from conference_app.store.store import Store, memory_store
from conference_app.use_cases.book_review import review_after
from conference_app.use_cases.change_settings import keep_closure
from conference_app.use_cases.find_slots import Proposal, SlotsFound, find_review_slots, find_slots, verified
from conference_app.use_cases.invite import build_list, choose_paediatrician
from conference_app.use_cases.keep_directory import keep_chair, keep_room
from conference_app.use_cases.keep_family import keep_child, keep_family
from conference_app.use_cases.request_conference import request_conference
from conference_app.use_cases.schedule_conference import schedule_conference
from tests.conference_app.scheduling.sketch import EMPTY, at, wanted
from tests.conference_app.use_cases.marlowe import START, TODAY, Marlowe, booked_conference, held_conference

NOW = datetime(2027, 2, 22, 9, 0)  # a Monday; the limit is Friday 12 March, counting the day itself the day before
LIMIT = date(2027, 3, 12)
WEEKDAYS = "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"


@pytest.fixture
def store() -> Iterator[Store]:
    with memory_store() as made:
        yield made


@pytest.fixture
def known(store: Store) -> Marlowe:
    """Booked for Wednesday 10 March 2027, 9:30am; one chair and one room of unknown size."""
    return booked_conference(store)


def keep(store: Store, *entries: Pattern | Busy | SchoolHoliday) -> None:
    with store.write() as writing:
        for entry in entries:
            supply.keep(writing, entry)
        writing.record("practice_changed", "practice", 1)


def find(store: Store, known: Marlowe, now: datetime = NOW, **more: object) -> SlotsFound:
    return find_slots(store, known.conference, now=now, **more)  # type: ignore[arg-type]


def reasons(proposal: Proposal) -> list[str]:
    return [reason_words(each) for each in proposal.reasons]


def obstacles(found: SlotsFound) -> list[list[str]]:
    return [[obstacle_words(each) for each in one.obstacles] for one in found.obstacles]


def test_the_best_slots_keep_the_limit_with_notice_and_say_why(store: Store, known: Marlowe) -> None:
    found = find(store, known)
    assert (found.limit, found.stricter_limit, found.first, found.last) == (LIMIT, date(2027, 3, 11), TODAY, LIMIT)
    assert [each.starts_at for each in found.slots[:2]] == [datetime(2027, 3, 3, 9), datetime(2027, 3, 4, 9)]
    assert len(found.slots) == 5
    best = found.slots[0]
    assert (best.margin, best.stricter_margin, best.minutes, best.late) == (7, 6, 120, False)
    assert (best.chair_name, best.room_name, best.ends_at) == ("Rosalind Osei", "Oak room", datetime(2027, 3, 3, 11))
    assert reasons(best) == [
        "7 working days before the limit",
        "6 working days before it, counting the day itself as day 1",
        "Enough notice for invitations, reports and police checks",
        "Not known when Dr Amara Lindgren can come",
        "In school hours",
        "The chair it is booked with: Rosalind Osei",
        "Not known how many Oak room holds",
    ]
    assert (found.obstacles, found.after_limit) == ([], None)


def test_its_own_booking_is_neither_in_the_way_nor_proposed(store: Store, known: Marlowe) -> None:
    day = START.date()
    found = find(store, known, first=day, last=day, top=99)
    starts = [each.starts_at for each in found.slots]
    assert START not in starts
    assert START - timedelta(minutes=30) in starts
    by_video = find(store, known, first=day, last=day, top=99, mode="video")
    assert START in [each.starts_at for each in by_video.slots]
    assert {each.room_id for each in by_video.slots} == {None}
    with store.write() as writing:
        conferences.set_columns(writing, conferences.conference(store, known.conference), status=Status.POSTPONED)
        writing.record("postponed", "conference", known.conference)
    assert START in [each.starts_at for each in find(store, known, first=day, last=day, top=99).slots]


def test_what_is_past_today_is_not_proposed(store: Store, known: Marlowe) -> None:
    found = find(store, known, datetime(2027, 3, 12, 12, 1), top=99)
    assert min(each.starts_at for each in found.slots) == datetime(2027, 3, 12, 12, 30)
    assert all(each.margin == 0 for each in found.slots)
    evening = find(store, known, datetime(2027, 3, 12, 17, 0))
    assert evening.slots == []
    assert obstacles(evening) == [["No start is left up to Friday 12 March 2027"]]


def test_the_chair_of_the_last_conference_comes_first_and_a_booked_one_only_without(store: Store) -> None:
    known = held_conference(store)
    other = keep_chair(store, Chair("Amy Brandt")).value
    review = review_of(store, known)
    found = find_slots(store, review, now=datetime(2027, 3, 15, 9))
    assert {each.chair_id for each in found.slots} == {known.chair}
    assert "Same chair as last time: Rosalind Osei" in reasons(found.slots[0])
    [osei] = [each for each in people.chairs(store) if each.id == known.chair]
    keep_chair(store, replace(osei, active=False))
    found = find_slots(store, review, now=datetime(2027, 3, 15, 9))
    assert {each.chair_id for each in found.slots} == {other}
    assert not any("chair" in line.lower() for line in reasons(found.slots[0]))


def review_of(store: Store, known: Marlowe) -> int:
    held = conferences.conference(store, known.conference)
    request = review_after(store, held, today=date(2027, 3, 15))
    return request_conference(store, request, today=date(2027, 3, 15)).value


def test_a_review_not_kept_yet_is_proposed_shortly_before_its_limit(store: Store) -> None:
    known = held_conference(store)
    held = conferences.conference(store, known.conference)
    request = review_after(store, held, today=date(2027, 3, 10))
    found = find_review_slots(store, held, request, now=datetime(2027, 3, 10, 12))
    assert found.limit == date(2027, 6, 10)
    assert [each.margin for each in found.slots[:3]] == [5, 5, 6]
    assert {(each.minutes, each.chair_id) for each in found.slots} == {(90, known.chair)}
    assert "Not known when Dr Amara Lindgren can come" in reasons(found.slots[0])
    kept = find_slots(store, review_of(store, known), now=datetime(2027, 3, 15, 12))
    assert [each.starts_at for each in kept.slots] == [each.starts_at for each in found.slots]


def test_the_paediatrician_s_clinic_and_the_half_term_are_gone_round(store: Store, known: Marlowe) -> None:
    doctor = people.professionals(store, role_code="paediatrician")[0].id
    clinic = Pattern(WEEKDAYS, date(2027, 1, 1), time(9), time(12), False, professional_id=doctor)
    keep(store, clinic, SchoolHoliday(date(2027, 3, 1), date(2027, 3, 5), "Spring half-term"))
    found = find(store, known)
    assert found.slots[0].starts_at == datetime(2027, 3, 3, 13, 30)
    assert "Dr Amara Lindgren is not in clinic then" in reasons(found.slots[0])
    assert "Spring half-term: school staff are away" in reasons(found.slots[0])
    over_lunch = next(each for each in found.slots if each.starts_at.hour == 12)
    assert "Over lunch, 12:30pm to 1:30pm" in reasons(over_lunch)
    build_list(store, known.conference)
    assert "Dr Amara Lindgren is not in clinic then" in reasons(find(store, known).slots[0])


def test_a_paediatrician_asked_to_another_conference_is_said_to_be_until_the_answer_is_no(
    store: Store, known: Marlowe
) -> None:
    lindgren = people.professionals(store, role_code="paediatrician")[0].id
    amy, elm = keep_chair(store, Chair("Amy Brandt")).value, keep_room(store, Room("Elm room", capacity=20)).value
    first, cole = find(store, known).slots[0], another(store, "Cole")
    schedule_conference(store, cole, Booking(first.starts_at, 60, amy, "in person", elm), seen=1, today=TODAY)
    choose_paediatrician(store, cole, lindgren)
    words = f"Dr Amara Lindgren is asked to {conferences.conference(store, cole).reference} then"
    day = first.starts_at.date()
    found = find(store, known, top=50, first=day, last=day).slots
    assert words not in reasons(found[0])
    assert [words in reasons(each) for each in found if each.starts_at == first.starts_at] == [True]
    [line] = invitations.invitations(store, cole)
    with store.write() as writing:
        invitations.change(writing, line, sent_at=NOW, sent_route="post", sent_by="Test", reply="not coming")
        writing.record("answered", "conference", cole)
    assert find(store, known).slots[0].starts_at == first.starts_at


def test_seats_are_counted_by_the_list_and_needs_ask_for_a_room_that_has_them(store: Store, known: Marlowe) -> None:
    [oak] = people.rooms(store)
    keep_room(store, replace(oak, capacity=12, features=("video screen",)))
    elm = keep_room(store, Room("Elm room", capacity=30)).value
    assert "Elm room holds 30 for 12 people" in reasons(find(store, known).slots[0])  # it lacks what others may need
    hybrid = find(store, known, mode="hybrid").slots[0]
    assert "Oak room has a video screen" in reasons(hybrid)
    build_list(store, known.conference)
    few = find(store, known).slots[0]
    assert few.room_id == elm
    assert "Elm room holds 30 for 10 people" in reasons(few)


def test_where_leave_takes_the_whole_window_it_is_named_with_the_first_slot_after_it(
    store: Store, known: Marlowe
) -> None:
    keep(store, Busy("leave", datetime(2027, 2, 22), datetime(2027, 3, 15), chair_id=known.chair))
    found = find(store, known)
    assert found.slots == []
    assert obstacles(found) == [["Rosalind Osei’s leave, Monday 22 February to Sunday 14 March"]]
    after = found.after_limit
    assert after is not None
    assert (after.starts_at, after.margin, after.late) == (datetime(2027, 3, 15, 9), -1, True)
    assert reasons(after)[0] == (
        "1 working day past the limit, Friday 12 March 2027: needs a reason and who approved it"
    )


def test_conferences_in_the_way_are_named_by_their_reference(store: Store, known: Marlowe) -> None:
    other = another(store, "Cole")
    now = datetime(2027, 3, 12, 8)
    found = find_slots(store, other, now=now, last=now.date())
    assert found.slots
    moved = Booking(datetime(2027, 3, 12, 9), 420, known.chair, room_id=known.room)
    seen = conferences.conference(store, known.conference).version
    schedule_conference(store, known.conference, moved, seen=seen, today=TODAY)
    found = find_slots(store, other, now=now, last=now.date())
    assert found.slots == []
    assert [
        "Rosalind Osei chairs CP-2027-0001, Friday 12 March, 9am to 4pm",
        "Oak room is booked for CP-2027-0001, Friday 12 March, 9am to 4pm",
    ] in obstacles(found)


def another(store: Store, name: str) -> int:
    """A conference asked for on the same day for another family."""
    family = keep_family(store, Family(name)).value
    child = keep_child(store, Child(family, f"Tom {name}", date(2024, 1, 5)), today=TODAY).value
    discussions = (StrategyDiscussion(date(2027, 2, 19), True),)
    request = Request(ConferenceType.INITIAL, family, (child,), TODAY, discussions=discussions)
    return request_conference(store, request, today=TODAY).value


def test_with_the_limit_passed_the_earliest_slots_say_how_late_they_are(store: Store, known: Marlowe) -> None:
    found = find(store, known, datetime(2027, 3, 15, 9, 0))
    assert [each.margin for each in found.slots] == [-2, -2, -1, -1, -3]  # today hardly anybody could be told
    assert obstacles(found) == [["The last lawful day, Friday 12 March 2027, has passed"]]
    assert found.after_limit == found.slots[0]


def test_where_the_last_days_are_all_off_each_is_named(store: Store, known: Marlowe) -> None:
    with store.write() as writing:
        late = {"counted_from": date(2027, 3, 5), "limit_on": date(2027, 3, 29), "stricter_limit_on": date(2027, 3, 28)}
        conferences.set_columns(writing, conferences.conference(store, known.conference), **late)
        writing.record("request_changed", "conference", known.conference)
    found = find(store, known, datetime(2027, 3, 26, 8))
    assert obstacles(found) == [
        [
            "No working day is left before the limit, Monday 29 March 2027",
            "Friday 26 March is not a working day: Good Friday",
            "Monday 29 March is not a working day: Easter Monday",
        ]
    ]
    assert found.after_limit is not None
    assert found.after_limit.starts_at == datetime(2027, 3, 30, 9)


def test_council_closures_are_days_off(store: Store, known: Marlowe) -> None:
    keep_closure(store, Closure(date(2027, 3, 4), date(2027, 3, 4), "moving house"))
    found = find(store, known, top=99)
    assert date(2027, 3, 4) not in {each.starts_at.date() for each in found.slots}
    assert found.slots[0].margin == 6


def test_by_the_stricter_count_of_the_authority_that_day_is_the_limit(store: Store, known: Marlowe) -> None:
    with store.write() as writing:
        writing.execute("INSERT INTO practice(key, value) VALUES ('count_from', 'the day itself')")
        writing.record("practice_changed", "practice", 1)
    found = find(store, known)
    assert found.last == date(2027, 3, 11)
    assert (found.slots[0].margin, found.slots[0].stricter_margin) == (6, 6)


def test_without_chairs_or_rooms_that_is_what_is_said(store: Store, known: Marlowe) -> None:
    keep_room(store, replace(people.rooms(store)[0], active=False))
    assert obstacles(find(store, known)) == [["No room is in use"]]
    keep_chair(store, replace(people.chairs(store)[0], active=False))
    found = find(store, known)
    assert obstacles(found) == [["No chair is in use", "No room is in use"]]
    assert found.after_limit is None


def test_a_request_late_in_december_is_placed_inside_its_limit(store: Store, known: Marlowe) -> None:
    family = keep_family(store, Family("Nash")).value
    asked = date(2026, 12, 23)
    child = keep_child(store, Child(family, "Amy Nash", date(2019, 1, 5)), today=asked).value
    discussions = (StrategyDiscussion(date(2026, 12, 22), True),)
    request = Request(ConferenceType.INITIAL, family, (child,), asked, discussions=discussions)
    conference = request_conference(store, request, today=asked).value
    found = find_slots(store, conference, now=datetime(2026, 12, 23, 15, 30))
    assert found.limit == date(2027, 1, 15)
    assert found.slots[0].starts_at == datetime(2027, 1, 6, 9)  # seven working days on
    assert found.slots[0].margin == 7


def test_a_slot_the_check_refuses_is_our_defect_and_never_shown(caplog: pytest.LogCaptureFixture) -> None:
    starts = at(date(2027, 3, 27), 9)
    bad = RankedSlot(Slot(starts, starts + timedelta(hours=2), 1, 11), 0, ())
    with pytest.warns(RuntimeWarning, match="day_off"):
        assert verified([bad], SlotCheck(EMPTY, wanted())) == []
    assert [record.name for record in caplog.records] == ["conference_app.defect"]


def test_an_obstacle_nobody_named_speaks_of_another_conference() -> None:
    facts = {"name": "Oak room", "starts_at": START, "ends_at": START + timedelta(hours=1)}
    assert obstacle_words(Obstacle("room_taken", (1,), facts)) == (
        "Oak room is booked for another conference, Wednesday 10 March, 9:30am to 10:30am"
    )
