"""The diary between two days: what stands in it, whose time is taken, what falls when."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

import pytest

from conference_app.diary_answers import diary_json, diary_lines, diary_summary
from conference_app.domain.supply import Owner, Whose
from conference_app.store.store import Store, memory_store
from conference_app.use_cases.change_settings import change_number
from conference_app.use_cases.diary import HAS_LEFT, NOT_AT_WORK, REGULAR, diary, family_bookings
from conference_app.use_cases.found_store import found_store
from tests.conference_app.store.hand_made import HandMade

MONDAY, FRIDAY = date(2027, 3, 8), date(2027, 3, 12)


def at(day: int, hour: int = 9, month: int = 3) -> datetime:
    return datetime(2027, month, day, hour, 30)


@pytest.fixture
def store() -> Iterator[Store]:
    made = memory_store()
    found_store(made)
    yield made
    made.close()


@pytest.fixture
def made(store: Store) -> HandMade:
    return HandMade(store)


def test_a_booking_comes_with_its_chair_room_and_margin(store: Store, made: HandMade) -> None:
    chair, room = made.chair("Rosalind Osei"), made.row("room", name="Oak room")
    limits = {"limit_on": date(2027, 3, 11), "stricter_limit_on": date(2027, 3, 10)}
    booked = made.conference(made.family("Hallam"), at(8), chair=chair, room_id=room, **limits)
    [entry] = diary(store, MONDAY, FRIDAY).entries
    assert (entry.id, entry.chair_id, entry.room_id, entry.minutes) == (booked, chair, room, 120)
    assert (entry.limit, entry.margin) == (date(2027, 3, 11), 3)
    change_number(store, "count_from", "the day itself")
    [entry] = diary(store, MONDAY, FRIDAY).entries
    assert (entry.limit, entry.margin) == (date(2027, 3, 10), 2)


def test_what_was_given_up_is_not_there_and_what_was_held_cannot_move(store: Store, made: HandMade) -> None:
    for status in ("postponed", "cancelled", "held", "adjourned", "booked"):
        made.conference(made.family(status.title()), at(8), status=status)
    found = diary(store, MONDAY, FRIDAY).entries
    assert {entry.row.family_name: entry.can_move for entry in found} == {
        "Held": False,
        "Adjourned": False,
        "Booked": True,
    }


def test_only_the_days_asked_for(store: Store, made: HandMade) -> None:
    for day in (7, 8, 12, 13):
        made.conference(made.family(f"Family {day}"), at(day), kind="review")
    assert [entry.starts_at.day for entry in diary(store, MONDAY, FRIDAY).entries] == [8, 12]


def test_one_chair_or_one_room(store: Store, made: HandMade) -> None:
    osei, brandt = made.chair("Rosalind Osei"), made.chair("Tom Brandt")
    oak = made.row("room", name="Oak room")
    for chair, day in ((osei, 8), (brandt, 9)):
        made.conference(made.family(f"Family {day}"), at(day), chair=chair, room_id=oak if day == 9 else None)
        made.row("busy", chair_id=chair, kind="leave", starts_at=at(10), ends_at=at(11))
    assert [entry.starts_at.day for entry in diary(store, MONDAY, FRIDAY, chair_id=osei).entries] == [8]
    assert [entry.starts_at.day for entry in diary(store, MONDAY, FRIDAY, room_id=oak).entries] == [9]
    assert {span.name for span in diary(store, MONDAY, FRIDAY, chair_id=osei).busy} == {"Rosalind Osei"}


def test_days_that_do_not_count_say_why(store: Store, made: HandMade) -> None:
    made.row("closure", first_day=date(2027, 3, 24), last_day=date(2027, 3, 24), reason="staff day")
    days = diary(store, date(2027, 3, 22), date(2027, 3, 28)).days
    assert [(day.day.day, day.why_not_working, day.closed) for day in days if day.why_not_working] == [
        (24, "Council closed: staff day", True),
        (26, "Good Friday", False),
        (27, "Saturday", False),
        (28, "Sunday", False),
    ]


def test_leave_blocked_rooms_and_regular_commitments_carry_their_owner(store: Store, made: HandMade) -> None:
    chair, room = made.chair("Rosalind Osei"), made.row("room", name="Oak room")
    made.row("busy", chair_id=chair, kind="leave", starts_at=at(5), ends_at=at(9))
    made.row("busy", room_id=room, kind="blocked", starts_at=at(9), ends_at=at(9, 11), what="fire drill")
    made.row("busy", professional_id=made.doctor, kind="training", starts_at=at(9), ends_at=at(9, 11))
    made.row("busy", chair_id=chair, kind="leave", starts_at=at(13), ends_at=at(14))
    rule = {"rule": "FREQ=WEEKLY;BYDAY=TU", "first_day": date(2027, 1, 1), "starts": "14:00", "ends": "15:00"}
    made.row("pattern", chair_id=chair, available=0, what="team meeting", **rule)
    found = [(span.name, span.kind, span.what) for span in diary(store, MONDAY, FRIDAY).busy]
    assert found == [
        ("Rosalind Osei", "leave", ""),
        ("Dr Amara Lindgren", "training", ""),
        ("Oak room", "blocked", "fire drill"),
        ("Rosalind Osei", REGULAR, "team meeting"),
    ]


def test_a_chair_is_off_outside_hours_of_their_own_also_when_they_change_in_mid_week(
    store: Store, made: HandMade
) -> None:
    chair = made.chair("Rosalind Osei")
    every = {"chair_id": chair, "available": 1, "rule": "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"}
    made.row("pattern", **every, first_day=date(2027, 1, 4), last_day=date(2027, 3, 9), starts="09:00", ends="12:00")
    made.row("pattern", **every, first_day=date(2027, 3, 10), starts="13:00", ends="17:00")
    found = [
        (span.starts_at.day, span.starts_at.hour, span.ends_at.hour)
        for span in diary(store, date(2027, 3, 9), date(2027, 3, 10)).off
    ]
    assert found == [(9, 0, 9), (9, 12, 0), (10, 0, 13), (10, 17, 0)]
    assert {span.kind for span in diary(store, MONDAY, FRIDAY).off} == {NOT_AT_WORK}


def test_a_chair_who_left_is_off_from_the_day_after(store: Store, made: HandMade) -> None:
    chair = made.row("chair", name="Tom Brandt", last_day=date(2027, 3, 10))
    found = [(span.starts_at.day, span.kind, span.owner) for span in diary(store, MONDAY, FRIDAY).off]
    owner = Owner(Whose.CHAIR, chair)
    assert found == [(11, HAS_LEFT, owner), (12, HAS_LEFT, owner)]


def test_limits_fall_on_the_day_this_authority_goes_by(store: Store, made: HandMade) -> None:
    limits = {"limit_on": date(2027, 3, 13), "stricter_limit_on": FRIDAY}
    made.conference(made.family("Priestley"), doctor="", **limits)
    assert diary(store, MONDAY, FRIDAY).limits == ()
    change_number(store, "count_from", "the day itself")
    [falling] = diary(store, MONDAY, FRIDAY).limits
    assert (falling.day, falling.row.family_name) == (FRIDAY, "Priestley")


def test_a_week_with_a_change_of_clocks_has_seven_days(store: Store, made: HandMade) -> None:
    made.conference(made.family("Hallam"), at(28, 1), kind="review")
    found = diary(store, date(2027, 3, 22), date(2027, 3, 28))
    assert [day.day.day for day in found.days] == [22, 23, 24, 25, 26, 27, 28]
    assert [entry.minutes for entry in found.entries] == [120]


def test_where_a_family_has_something_to_show(store: Store, made: HandMade) -> None:
    family = made.family("Hallam")
    made.conference(family, at(8))
    made.conference(family, at(9, month=4), status="postponed")
    made.conference(family, at(10, month=5))
    assert family_bookings(store, family) == [at(8), at(10, month=5)]


def test_the_answer_in_lines_and_json_is_the_same(store: Store, made: HandMade) -> None:
    chair = made.chair("Rosalind Osei")
    made.row("busy", chair_id=chair, kind="leave", starts_at=datetime(2027, 3, 9), ends_at=datetime(2027, 3, 11))
    made.conference(made.family("Hallam"), at(8), chair=chair, limit_on=FRIDAY)
    found = diary(store, MONDAY, FRIDAY)
    assert [line[:3] for line in diary_lines(found)] == [
        ("Mon 8 Mar 2027", "9:30am to 11:30am", "CP-2027-0001 initial, Hallam family (booked)"),
        ("Tue 9 Mar 2027", "Tuesday 9 March to Wednesday 10 March", "leave"),
        ("Wed 10 Mar 2027", "Tuesday 9 March to Wednesday 10 March", "leave"),
        ("Fri 12 Mar 2027", "last lawful day", "CP-2027-0001 initial, Hallam family (booked)"),
    ]
    answer = diary_json(found)
    assert [len(answer[key]) for key in ("bookings", "leave", "closures", "limits")] == [1, 1, 0, 1]  # type: ignore[arg-type]
    assert diary_summary(found) == "1 conference, 1 last lawful day."
    assert diary_summary(diary(store, date(2027, 6, 7), date(2027, 6, 8))) == "No conference."


def test_what_was_given_up_is_not_told_as_booked_on_its_last_lawful_day(store: Store, made: HandMade) -> None:
    made.conference(made.family("Hallam"), at(8), status="postponed", limit_on=FRIDAY)
    made.conference(made.family("Novak"), at(15), limit_on=FRIDAY)
    found = diary(store, MONDAY, FRIDAY)
    assert [line[3] for line in diary_lines(found) if line[1] == "last lawful day"] == [
        "not booked",
        "booked too late, Mon 15 Mar 2027",
    ]
    limits = diary_json(found)["limits"]
    assert isinstance(limits, list)
    assert [each["booked"] for each in limits] == [None, "2027-03-15T09:30"]
