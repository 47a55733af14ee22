"""What a request may say, and what a correction does to a conference that is booked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from conference_app.domain.conference import Involvement, Need, Request, StrategyDiscussion
from conference_app.domain.conference_status import ConferenceType
from conference_app.domain.errors import RuleBroken, SeveralRulesBroken
from conference_app.domain.family import Child, Family
from conference_app.messages import sentences
from conference_app.store import conferences, lists
from conference_app.store.store import Store, memory_store
from conference_app.use_cases.keep_family import keep_child, keep_family
from conference_app.use_cases.request_conference import change_request, request_conference, request_of
from tests.conference_app.use_cases.marlowe import TODAY, Marlowe, booked_conference, held_conference

YESTERDAY, TOMORROW = date(2027, 2, 21), date(2027, 2, 23)
INITIAL, REVIEW = ConferenceType.INITIAL, ConferenceType.REVIEW


@pytest.fixture
def store() -> Iterator[Store]:
    made = memory_store(example=True)
    yield made
    made.close()


@pytest.fixture
def known(store: Store) -> Marlowe:
    return booked_conference(store)


def asked(store: Store, known: Marlowe, **changes: Any) -> Request:
    return replace(request_of(store, conferences.conference(store, known.conference)), **changes)


def started(day: date, note: str = "") -> tuple[StrategyDiscussion, ...]:
    return (StrategyDiscussion(day, True, note),)


def refusals(store: Store, request: Request) -> set[tuple[str, str]]:
    """The codes and fields of what is wrong; each has its sentence, and nothing was written."""
    before = store.audit_head()
    with pytest.raises(RuleBroken) as caught:
        request_conference(store, request, today=TODAY)
    assert all(sentences(caught.value))
    assert store.audit_head() == before
    broken = caught.value.broken if isinstance(caught.value, SeveralRulesBroken) else [caught.value]
    return {(each.code, each.field) for each in broken}


@pytest.mark.parametrize(
    ("changes", "wrong"),
    [
        ({"requested_on": date(1899, 5, 1)}, ("long_past", "requested_on")),
        ({"requested_on": date(1, 1, 1)}, ("long_past", "requested_on")),
        ({"discussions": started(date(2025, 2, 21))}, ("long_before_request", "discussions")),
        ({"discussions": started(date(1987, 2, 19))}, ("long_before_request", "discussions")),
        ({"section47_on": date(1927, 2, 19)}, ("section47_before_discussion", "section47_on")),
        (
            {"requested_on": date(2027, 2, 18), "section47_on": None},
            ("discussion_after_request", "discussions"),
        ),
        ({"type": REVIEW, "previous_on": TOMORROW}, ("date_in_future", "previous_on")),
        ({"type": REVIEW, "previous_on": date(1999, 1, 1)}, ("long_before_request", "previous_on")),
        (
            {"type": ConferenceType.TRANSFER_IN, "notice_on": date(2007, 2, 1)},
            ("long_before_request", "notice_on"),
        ),
        (
            {"needs": (Need("exclusion", "G. Marlowe", "", YESTERDAY, "excluded", "R. Osei", TOMORROW),)},
            ("date_in_future", "needs"),
        ),
        ({"needs": (Need("exclusion", "G. Marlowe", asked_on=TOMORROW),)}, ("date_in_future", "needs")),
        ({"needs": (Need("exclusion", "G. Marlowe", asked_on=date(27, 2, 1)),)}, ("long_past", "needs")),
        ({"needs": (Need("a wizard", "G. Marlowe"),)}, ("required", "needs")),
        (
            {"needs": (Need("interpreter", "G. Marlowe", "", None, "excluded", "R. Osei", YESTERDAY),)},
            ("decision_without_exclusion", "needs"),
        ),
        ({"involvements": (Involvement("wizard", 1),)}, ("no_longer_listed", "involvements")),
        ({"involvements": (Involvement("police", 99),)}, ("no_longer_listed", "involvements")),
        ({"involvements": (Involvement("police", 1, 99),)}, ("no_longer_listed", "involvements")),
        ({"involvements": (Involvement("police", 1, None, "x" * 201),)}, ("too_long", "involvements")),
        ({"involvements": (Involvement("police", 1, None, "Ella\x07"),)}, ("bad_characters", "involvements")),
        ({"discussions": started(YESTERDAY, "x" * 501)}, ("too_long", "discussions")),
        ({"discussions": started(YESTERDAY, "a\x00b")}, ("bad_characters", "discussions")),
        ({"child_ids": (1, 2, 99)}, ("child_of_another_family", "children")),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(
    store: Store, known: Marlowe, changes: dict[str, Any], wrong: tuple[str, str]
) -> None:
    assert wrong in refusals(store, asked(store, known, **changes))


@pytest.mark.parametrize(
    "changes",
    [
        {"discussions": started(date(2025, 2, 22))},
        {"discussions": started(TODAY, "x" * 500)},
        {"discussions": (*started(date(2027, 2, 19)), StrategyDiscussion(TODAY)), "requested_on": date(2027, 2, 20)},
        {"needs": (Need("exclusion", "G. Marlowe", "", TODAY, "excluded", "R. Osei", TODAY),)},
        {"involvements": (Involvement("police", 1, None, "x" * 200),)},
        {"type": REVIEW, "previous_on": TODAY},
    ],
)
def test_what_may_be_is_kept(store: Store, known: Marlowe, changes: dict[str, Any]) -> None:
    request = asked(store, known, **changes)
    kept = request_of(store, conferences.conference(store, request_conference(store, request, today=TODAY).value))
    assert [(each.held_on, each.note) for each in kept.discussions] == [
        (each.held_on, each.note) for each in request.discussions
    ]
    assert (kept.previous_on, len(kept.needs), kept.involvements[-1].about) == (
        request.previous_on,
        len(request.needs),
        request.involvements[-1].about,
    )


def test_the_previous_conference_is_one_of_the_family(store: Store) -> None:
    known = held_conference(store)
    family = keep_family(store, Family("Hartwell")).value
    ivy = keep_child(store, Child(family, "Ivy Hartwell", date(2021, 4, 3)), today=TODAY).value
    review = Request(REVIEW, known.family, (known.ella,), TODAY, previous_id=known.conference, previous_on=TODAY)
    assert request_conference(store, review, today=TODAY).value
    for wrong in (replace(review, previous_id=99), replace(review, family_id=family, child_ids=(ivy,))):
        assert refusals(store, wrong) == {("no_longer_listed", "previous_id")}


class TestCorrection:
    """The conference is booked for 10 March 2027; its last lawful day, counted from 19 February, is 12 March."""

    def correct(self, store: Store, known: Marlowe, day: date, **said: str) -> None:
        found = conferences.conference(store, known.conference)
        request = asked(store, known, discussions=started(day))
        change_request(store, found.id, request, seen=found.version, today=TODAY, **said)

    def test_that_makes_the_booking_late_asks_for_reason_and_approver(self, store: Store, known: Marlowe) -> None:
        with pytest.raises(RuleBroken) as late:
            self.correct(store, known, date(2027, 2, 1))
        assert (late.value.code, late.value.field) == ("correction_makes_late", "discussions")
        assert late.value.facts == {"day": date(2027, 3, 10), "limit": date(2027, 2, 22)}
        assert sentences(late.value)
        assert conferences.conference(store, known.conference).limit_on == date(2027, 3, 12)
        with pytest.raises(RuleBroken, match="required") as half:
            self.correct(store, known, date(2027, 2, 1), late_reason="Found out today")
        assert half.value.field == "late_approver"

        self.correct(store, known, date(2027, 2, 1), late_reason="Found out today", late_approver="Head of service")

        found = conferences.conference(store, known.conference)
        assert (found.limit_on, found.day) == (date(2027, 2, 22), date(2027, 3, 10))
        assert (found.late_reason, found.late_approver, found.late_approved_on) == (
            "Found out today",
            "Head of service",
            TODAY,
        )
        (event, *_) = lists.history(store, "conference", known.conference)
        assert (event.action, event.reason) == ("request_changed", "Found out today")

    def test_of_a_booking_that_was_approved_late_asks_nothing(self, store: Store, known: Marlowe) -> None:
        self.correct(store, known, date(2027, 2, 1), late_reason="Found out today", late_approver="Head of service")
        self.correct(store, known, date(2027, 1, 29))
        assert conferences.conference(store, known.conference).late_reason == "Found out today"

    def test_within_the_limit_asks_nothing(self, store: Store, known: Marlowe) -> None:
        self.correct(store, known, date(2027, 2, 18))
        found = conferences.conference(store, known.conference)
        assert (found.limit_on, found.late_reason) == (date(2027, 3, 11), "")

    def test_to_a_start_after_the_booking_is_refused(self, store: Store, known: Marlowe) -> None:
        found = conferences.conference(store, known.conference)
        after = date(2027, 3, 12)
        request = asked(store, known, requested_on=after, discussions=started(date(2027, 3, 11)))
        with pytest.raises(RuleBroken) as refused:
            change_request(store, found.id, request, seen=found.version, today=after)
        assert (refused.value.code, refused.value.field) == ("booking_before_new_start", "discussions")
        assert sentences(refused.value)
