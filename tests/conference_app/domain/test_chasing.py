"""When a reply is wanted, and who is asked next the longer it is overdue."""

from __future__ import annotations

from datetime import date

import pytest

from conference_app.defaults import bundled_calendar, default_practice
from conference_app.domain.chasing import Ladder, Step

LADDER = Ladder(reply_before=2, manager_after=1, senior_after=2)


@pytest.mark.parametrize(
    ("sent", "conference", "due"),
    [
        (date(2027, 2, 22), date(2027, 3, 10), date(2027, 3, 8)),
        (date(2027, 2, 22), date(2027, 3, 8), date(2027, 3, 4)),  # over a weekend
        (date(2027, 2, 22), date(2027, 3, 30), date(2027, 3, 24)),  # over Good Friday and Easter Monday
        (date(2027, 3, 8), date(2027, 3, 10), date(2027, 3, 9)),  # sent late: never on the day it went out
        (date(2027, 3, 5), date(2027, 3, 8), date(2027, 3, 8)),
    ],
)
def test_when_a_reply_is_wanted(sent: date, conference: date, due: date) -> None:
    assert LADDER.reply_due(sent, conference, bundled_calendar()) == due


@pytest.mark.parametrize(
    ("late", "chased", "step"),
    [
        (0, None, Step.PRACTITIONER),
        (1, None, Step.MANAGER),
        (2, None, Step.SENIOR),
        (30, None, Step.SENIOR),
        (0, Step.MANAGER, Step.MANAGER),  # nobody goes down the ladder
        (1, Step.PRACTITIONER, Step.MANAGER),
        (1, Step.SENIOR, Step.SENIOR),
    ],
)
def test_who_is_asked_next(late: int, chased: Step | None, step: Step) -> None:
    assert LADDER.step(late, chased) is step


def test_family_have_no_manager() -> None:
    assert LADDER.step(30, None, climbs=False) is Step.PRACTITIONER


def test_the_numbers_are_those_of_the_practice() -> None:
    practice = default_practice()
    assert Ladder.of(practice) == LADDER
    other = practice.with_typed({"reply_before_wd": "3", "chase_manager_wd": "4", "chase_senior_wd": "9"})
    assert Ladder.of(other) == Ladder(3, 4, 9)
    for key in ("reply_before_wd", "chase_manager_wd", "chase_senior_wd"):
        assert "set by this program" in practice.definitions[key].source
