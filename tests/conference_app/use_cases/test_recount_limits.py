"""Counting limits again: what would change, whose booking then is late, and the record of it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from conference_app.domain.conference import Booking
from conference_app.domain.conference_status import ConferenceType, Status
from conference_app.domain.errors import RuleBroken
from conference_app.domain.listings import Closure
from conference_app.domain.rebooking import Kind
from conference_app.messages import sentence
from conference_app.store import conferences, families, lists
from conference_app.store.store import Store, memory_store
from conference_app.use_cases.book_review import book_review, review_after
from conference_app.use_cases.change_settings import change_number, keep_closure
from conference_app.use_cases.keep_family import keep_child
from conference_app.use_cases.make_example import make_example
from conference_app.use_cases.outcome import Topic
from conference_app.use_cases.recount_limits import RecountLine, recount_limits, recount_preview
from conference_app.use_cases.request_conference import limit_of
from tests.conference_app.use_cases.marlowe import START, TODAY, Marlowe, booked_conference, held_conference, wish

FRIDAY, TUESDAY = date(2027, 3, 12), date(2027, 3, 16)  # the limit as it was counted, and with the move
MOVE = Closure(date(2027, 3, 1), date(2027, 3, 2), "Office move")
WHY = "The office move was entered late."


@pytest.fixture
def store() -> Iterator[Store]:
    with memory_store() as made:
        yield made


@pytest.fixture
def known(store: Store) -> Marlowe:
    """Booked for Wednesday 10 March 2027, last lawful day Friday 12 March."""
    return booked_conference(store)


def limit_on(store: Store, conference_id: int) -> date | None:
    return conferences.conference(store, conference_id).limit_on


def test_nothing_differs_while_the_rules_are_the_same(store: Store, known: Marlowe) -> None:
    assert recount_preview(store, TODAY) == []


def test_a_closure_entered_later_shows_what_another_count_gives(store: Store, known: Marlowe) -> None:
    keep_closure(store, MOVE)
    (line,) = recount_preview(store, TODAY)
    found = conferences.conference(store, known.conference)
    assert line == RecountLine(
        found.id,
        found.reference,
        "Marlowe",
        ConferenceType.INITIAL,
        Status.BOOKED,
        FRIDAY,
        TUESDAY,
        date(2027, 3, 11),
        date(2027, 3, 15),
        START.date(),
        late=False,
        needs_reason=False,
    )
    assert limit_on(store, known.conference) == FRIDAY


def test_counting_again_is_recorded_for_each_conference(store: Store, known: Marlowe) -> None:
    keep_closure(store, MOVE)
    outcome = recount_limits(store, [known.conference], reason=f" {WHY} ", today=TODAY)
    assert (outcome.value, outcome.changed) == (1, {Topic.CONFERENCES, Topic.DIARY})
    found = conferences.conference(store, known.conference)
    limit = limit_of(store, found)
    assert limit is not None
    assert (found.limit_on, found.stricter_limit_on) == (limit.limit, limit.stricter) == (TUESDAY, date(2027, 3, 15))
    event = lists.history(store, "conference", known.conference)[0]
    assert (event.action, event.reason) == ("limit_recounted", WHY)
    facts = json.loads(event.facts)
    assert (facts["limit_before"], facts["limit"]) == (FRIDAY.isoformat(), TUESDAY.isoformat())
    assert recount_preview(store, TODAY) == []


def test_only_those_chosen_are_counted_again(store: Store, known: Marlowe) -> None:
    keep_closure(store, MOVE)
    with pytest.raises(RuleBroken, match="nothing_to_recount") as refused:
        recount_limits(store, [], reason=WHY, today=TODAY)
    assert (refused.value.field, bool(sentence(refused.value))) == ("conference_ids", True)
    assert limit_on(store, known.conference) == FRIDAY


def test_what_does_not_differ_is_left_as_it_is(store: Store, known: Marlowe) -> None:
    before = store.audit_head()
    outcome = recount_limits(store, [known.conference], reason=WHY, today=TODAY)
    assert (outcome.value, outcome.changed, store.audit_head()) == (0, frozenset(), before)


def test_a_reason_is_asked_for(store: Store, known: Marlowe) -> None:
    keep_closure(store, MOVE)
    with pytest.raises(RuleBroken, match="required") as refused:
        recount_limits(store, [known.conference], reason="  ", today=TODAY)
    assert refused.value.field == "reason"


def test_a_date_past_the_new_limit_stays_with_reason_and_approver(store: Store, known: Marlowe) -> None:
    change_number(store, "icpc_limit_wd", "10")
    (line,) = recount_preview(store, TODAY)
    assert (line.limit_then, line.late, line.needs_reason) == (date(2027, 3, 5), True, True)
    with pytest.raises(RuleBroken, match="recount_makes_late") as refused:
        recount_limits(store, [line.conference_id], reason=WHY, today=TODAY)
    assert line.reference in sentence(refused.value)
    assert refused.value.field == "late_reason"
    with pytest.raises(RuleBroken, match="required") as refused:
        recount_limits(store, [line.conference_id], reason=WHY, today=TODAY, late_reason="The chair is away.")
    assert refused.value.field == "late_approver"
    assert limit_on(store, known.conference) == FRIDAY
    said = {"late_reason": "The chair is away.", "late_approver": "M. Dale"}
    recount_limits(store, [line.conference_id], reason=WHY, today=TODAY, **said)
    found = conferences.conference(store, known.conference)
    assert (found.starts_at, found.limit_on) == (START, date(2027, 3, 5))
    assert (found.late_reason, found.late_approver, found.late_approved_on) == (*said.values(), TODAY)


def test_who_was_late_with_a_reason_is_not_asked_again(store: Store, known: Marlowe) -> None:
    change_number(store, "icpc_limit_wd", "10")
    recount_limits(
        store, [known.conference], reason=WHY, today=TODAY, late_reason="The chair is away.", late_approver="M. Dale"
    )
    change_number(store, "icpc_limit_wd", "9")
    (line,) = recount_preview(store, TODAY)
    assert (line.late, line.needs_reason) == (True, False)
    recount_limits(store, [known.conference], reason=WHY, today=TODAY)
    assert conferences.conference(store, known.conference).late_approver == "M. Dale"


def test_all_or_none_are_counted_again(store: Store) -> None:
    known = held_conference(store)
    found = conferences.conference(store, known.conference)
    booking = Booking(datetime(2027, 6, 8, 9, 30), 90, known.chair, room_id=known.room)
    after = date(2027, 3, 11)
    review = book_review(store, review_after(store, found, today=after), booking, today=after).value
    change_number(store, "first_review_limit", "12 weeks")
    (line,) = recount_preview(store, after)
    assert line.conference_id == review  # the one that was held keeps its limit
    with pytest.raises(RuleBroken, match="conference_is_over"):
        recount_limits(
            store, [review, known.conference], reason=WHY, today=after, late_reason="Agreed.", late_approver="M. Dale"
        )
    assert limit_on(store, review) == date(2027, 6, 10)


def test_only_what_is_still_to_be_held_is_counted_again(store: Store, known: Marlowe) -> None:
    keep_closure(store, MOVE)
    assert recount_preview(store, START.date()) != []
    assert recount_preview(store, date(2027, 3, 11)) == []
    wish(store, known, Kind.CANCELLED, reason_code="moved_to_another_authority")
    assert recount_preview(store, TODAY) == []


def test_by_the_other_count_its_last_lawful_day_decides(store: Store, known: Marlowe) -> None:
    change_number(store, "count_from", "the day itself")
    change_number(store, "icpc_limit_wd", "14")
    (line,) = recount_preview(store, TODAY)
    assert (line.limit_now, line.limit_then) == (date(2027, 3, 11), START.date())
    assert not line.late


def test_a_birth_since_the_request_counts_too(store: Store) -> None:
    known = held_conference(store)
    found = conferences.conference(store, known.conference)
    after = date(2027, 3, 11)
    review = review_after(store, found, today=after)
    book_review(store, review, Booking(datetime(2027, 6, 8, 9, 30), 90, known.chair, room_id=known.room), today=after)
    noah = next(child for child in families.children(store, known.family) if child.id == known.noah)
    keep_child(store, replace(noah, born_on=date(2027, 3, 12)), today=date(2027, 3, 15))
    (line,) = recount_preview(store, date(2027, 3, 15))
    limit = limit_of(store, conferences.conference(store, line.conference_id))
    assert limit is not None
    assert line.limit_then == limit.limit < date(2027, 6, 10)


def test_the_preview_counts_as_the_program_does_elsewhere() -> None:
    today = date(2027, 3, 3)
    with memory_store(example=True, now=lambda: datetime(2027, 3, 3, 8, 30, tzinfo=UTC)) as store:
        make_example(store, conferences=200, years=1, seed=3, today=today)
        keep_closure(store, Closure(date(2027, 3, 8), date(2027, 3, 9), "Office move"))
        change_number(store, "first_review_limit", "12 weeks")
        lines = {line.conference_id: line for line in recount_preview(store, today)}
        assert len(lines) > 10
        assert {line.type for line in lines.values()} >= {*ConferenceType} - {ConferenceType.TRANSFER_IN}
        for row in lists.conferences(store, statuses=("requested", "booked", "invited")):
            found = conferences.conference(store, row.id)
            limit = limit_of(store, found)
            if limit is None or (found.day and found.day < today):
                continue
            line = lines.get(found.id)
            assert (line is None) == ((found.limit_on, found.stricter_limit_on) == (limit.limit, limit.stricter))
            if line is not None:
                assert (line.limit_then, line.other_then) == (limit.limit, limit.stricter)
