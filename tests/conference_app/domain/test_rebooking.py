"""What goes together in a wish, which reasons are offered, and what can happen to a conference."""

from __future__ import annotations

import pytest

from conference_app.domain.conference_status import Status
from conference_app.domain.rebooking import (
    AGAIN,
    BOOKED_AGAIN,
    NOT_SAID,
    REASONS,
    TAKEN_BACK,
    Again,
    Kind,
    Wish,
    lawful_kinds,
    reason_words,
    reasons_for,
    wish_faults,
)
from conference_app.messages import sentences


def faults(kind: Kind, again: Again, code: str = "chair_away", **more: str) -> set[tuple[str, str]]:
    broken = wish_faults(Wish(1, kind, code, again, **more))
    assert all(sentences(each) for each in broken)
    return {(each.field, each.code) for each in broken}


def test_each_kind_has_reasons_and_another_one() -> None:
    for kind in Kind:
        codes = [reason.code for reason in reasons_for(kind)]
        assert codes[-1] == "other"
        assert len(codes) >= 5
    assert len({reason.code for reason in REASONS}) == len(REASONS)


def test_the_programs_own_codes_are_not_offered_but_told() -> None:
    assert {BOOKED_AGAIN, NOT_SAID, TAKEN_BACK}.isdisjoint(reason.code for reason in REASONS)
    assert reason_words(TAKEN_BACK) == "Taken back"
    assert reason_words(NOT_SAID) == ""
    assert reason_words("chair_away", "a broken leg") == "Chair ill or away: a broken leg"
    assert reason_words("of_a_later_version") == "of a later version"


@pytest.mark.parametrize(
    ("kind", "again", "wrong"),
    [
        (Kind.POSTPONED, Again.LATER, {("approved_by", "rebooking_needs_approver")}),
        (Kind.POSTPONED, Again.NEVER, {("approved_by", "rebooking_needs_approver"), ("again", "postponed_for_ever")}),
        (Kind.MOVED, Again.LATER, {("again", "required")}),
        (Kind.MOVED, Again.NOW, {("day", "required")}),
        (Kind.ADJOURNED, Again.NEVER, set()),
    ],
)
def test_what_is_missing_is_said(kind: Kind, again: Again, wrong: set[tuple[str, str]]) -> None:
    assert faults(kind, again) == wrong


def test_a_reason_must_fit_and_another_one_needs_words() -> None:
    assert ("reason_code", "required") in faults(Kind.ADJOURNED, Again.NEVER, "request_withdrawn")
    assert faults(Kind.ADJOURNED, Again.NEVER, "other") == {("reason", "reason_needs_words")}
    assert faults(Kind.ADJOURNED, Again.NEVER, "other", reason="The fire alarm.") == set()


@pytest.mark.parametrize("status", list(Status))
def test_what_can_happen_follows_the_lawful_steps(status: Status) -> None:
    expected = {
        Status.REQUESTED: [Kind.MOVED, Kind.CANCELLED],
        Status.POSTPONED: [Kind.MOVED, Kind.CANCELLED],
        Status.BOOKED: list(Kind),
        Status.INVITED: list(Kind),
    }
    assert lawful_kinds(status) == expected.get(status, [])


def test_every_kind_has_its_usual_answer() -> None:
    assert {kind: answers[0] for kind, answers in AGAIN.items()} == {
        Kind.MOVED: Again.NOW,
        Kind.POSTPONED: Again.LATER,
        Kind.ADJOURNED: Again.NOW,
        Kind.CANCELLED: Again.NEVER,
    }
