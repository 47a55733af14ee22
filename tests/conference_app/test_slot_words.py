"""Each reason and each obstacle has its sentence, dates in words."""

from __future__ import annotations

from datetime import datetime, time

import pytest
from hypothesis import given, settings

from conference_app import slot_words
from conference_app.domain.supply import SchoolHoliday
from conference_app.scheduling.check_slot import NEVER_GIVES_WAY, SlotCheck
from conference_app.scheduling.facts import DiaryFacts, Obstacle, Wanted
from conference_app.scheduling.obstacles import HARDNESS, why_not
from conference_app.scheduling.slot_reasons import Aims, KnownDoctor, Notice, Reason
from conference_app.slot_words import all_obstacle_words, obstacle_words, reason_words, time_taken
from tests.conference_app.scheduling.sketch import MONDAY, at, best
from tests.conference_app.scheduling.test_slots import DAYS, FACTS, WANTED

FROM, TO = at(MONDAY, 9, 30), at(MONDAY, 11)
FEATURES = ("step-free", "hearing loop", "video screen")


@pytest.mark.parametrize(
    ("starts", "ends", "words"),
    [
        (datetime(2027, 3, 1), datetime(2027, 3, 2), "Monday 1 March"),
        (datetime(2027, 3, 1), datetime(2027, 3, 13), "Monday 1 March to Friday 12 March"),
        (datetime(2027, 3, 1, 9), datetime(2027, 3, 1, 12), "Monday 1 March, 9am to midday"),
        (datetime(2027, 3, 1, 12), datetime(2027, 3, 2), "Monday 1 March, midday to midnight"),
        (datetime(2027, 3, 1, 12), datetime(2027, 3, 3, 9, 5), "Monday 1 March, midday to Wednesday 3 March, 9:05am"),
    ],
)
def test_time_that_is_taken(starts: datetime, ends: datetime, words: str) -> None:
    assert time_taken(starts, ends) == words


@pytest.mark.parametrize(
    ("code", "facts", "words"),
    [
        ("chair_hours", {"hours": ()}, "Amy does not work on Monday 8 March"),
        (
            "chair_hours",
            {"hours": ((FROM, TO), (at(MONDAY, 14), at(MONDAY, 16)))},
            "Amy works only 9:30am to 11am and 2pm to 4pm on Monday 8 March",
        ),
        ("room_hours", {"hours": ()}, "Amy is closed on Monday 8 March"),
        ("room_lacks", {"feature": "step-free"}, "Amy is not known to be step-free"),
        ("room_lacks", {"feature": "hearing loop"}, "Amy is not known to have a hearing loop"),
        ("chair_pattern", {"what": ""}, "Amy’s regular commitment, Monday 8 March, 9:30am to 11am"),
        ("room_pattern", {"what": "cleaning"}, "Amy is used for cleaning, Monday 8 March, 9:30am to 11am"),
        (
            "chair_busy",
            {"kind": "commitment", "what": "court"},
            "Amy: another commitment (court), Monday 8 March, 9:30am to 11am",
        ),
        (
            "room_busy",
            {"kind": "blocked", "what": "", "only_with": FEATURES},
            "Amy: blocked, Monday 8 March, 9:30am to 11am; no other room is step-free and has a hearing loop and a "
            "video screen",
        ),
        ("day_off", {"why": "Good Friday"}, "Monday 8 March is not a working day: Good Friday"),
        ("too_early", {"earliest": FROM}, "It would begin before Monday 8 March, 9:30am"),
    ],
)
def test_what_is_in_the_way(code: str, facts: dict[str, object], words: str) -> None:
    given_facts = {"name": "Amy", "day": MONDAY, "starts_at": FROM, "ends_at": TO, **facts}
    assert obstacle_words(Obstacle(code, (), given_facts)) == words


@pytest.mark.parametrize(
    ("code", "facts", "words"),
    [
        ("margin", {"days": 4}, "4 working days before the limit"),
        ("last_day", {"days": 0}, "On the last lawful day: no margin"),
        ("stricter_margin", {"days": 0}, "Counting the day itself as day 1, on the last day"),
        ("past_stricter", {"day": MONDAY}, "Counting the day itself as day 1, the last day would be Monday 8 March"),
        ("police_short", {"left": 1, "needed": 7}, "1 working day from today, but police checks need 7"),
        ("doctor_prefers", {}, "Dr Shah prefers this session"),
        ("doctor_elsewhere", {}, "Not one of Dr Shah’s preferred sessions"),
        (
            "another_chair",
            {"since": "last time", "known": "R. Osei"},
            "Another chair than last time: Dr Shah, not R. Osei",
        ),
        ("another_chair", {"since": "booked", "known": "R. Osei"}, "Another chair than booked: Dr Shah, not R. Osei"),
        ("chair_day", {"number": 2, "gap": 30}, "Dr Shah’s second conference that day, 30 minutes between them"),
        ("chair_day", {"number": 7, "gap": 0}, "Dr Shah’s 7th conference that day"),
        ("room_has", {"features": ("hearing loop",)}, "Dr Shah has a hearing loop"),
        (
            "outside_school_hours",
            {"starts": time(8, 45), "ends": time(15, 15)},
            "Outside school hours, 8:45am to 3:15pm",
        ),
    ],
)
def test_what_speaks_for_and_against(code: str, facts: dict[str, object], words: str) -> None:
    assert reason_words(Reason(code, True, {"name": "Dr Shah", **facts})) == words


def test_what_is_on_record_twice_is_said_once() -> None:
    day = {"name": "Rosalind Osei", "day": MONDAY, "hours": ()}
    twice = [Obstacle("chair_hours", (1, number), day) for number in (1, 2)]
    other = Obstacle("chair_hours", (2, 1), {**day, "name": "Tom Brandt"})
    assert all_obstacle_words([*twice, other]) == [obstacle_words(twice[0]), obstacle_words(other)]


def test_everything_that_can_be_in_the_way_has_words_and_a_hardness() -> None:
    for code in NEVER_GIVES_WAY | set(HARDNESS):
        assert code in slot_words._OBSTACLES


@settings(max_examples=60, deadline=None)
@given(FACTS, WANTED)
def test_whatever_is_found_can_be_said(facts: DiaryFacts, want: Wanted) -> None:
    holidays = [SchoolHoliday(DAYS[1], DAYS[4], "Easter holiday")]
    aims = Aims(
        DAYS[0],
        limit=DAYS[4],
        stricter=DAYS[3],
        chair_id=1,
        chair_name="Chair",
        doctor=KnownDoctor(1, "Dr Shah"),
        notice=Notice(3, 2, 7),
        school_age=True,
        school_holidays=holidays,
        school_hours=(time(8, 45), time(15, 15)),
        lunch=(time(12, 30), time(13, 30)),
    )
    working = [day for day in DAYS if facts.calendar.is_working_day(day)]
    said = [reason_words(reason) for each in best(facts, DAYS, want, aims) for reason in each.reasons]
    sets = why_not(SlotCheck(facts, want), working, most=9)
    said += [obstacle_words(obstacle) for each in sets for obstacle in each.obstacles]
    assert all(words[0].isupper() or words[0].isdigit() for words in said)
    assert not any(words.endswith(".") or "  " in words for words in said)
