"""The bundle of reports: when it is due, what is missing, what is held back, and that it went."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time

import pytest

from conference_app.domain.errors import RuleBroken
from conference_app.domain.rebooking import Kind
from conference_app.store import conferences, lists
from conference_app.store.store import Store, memory_store
from conference_app.use_cases.change_settings import change_number
from conference_app.use_cases.request_conference import request_conference, request_of
from conference_app.use_cases.send_bundle import bundle_of, note_bundle_sent
from tests.conference_app.use_cases.marlowe import TODAY, Marlowe, invited_conference, wish
from tests.conference_app.use_cases.reporting import asked_to_withhold, report_came

SENT = datetime(2027, 3, 9, 9, 45)


@pytest.fixture
def store() -> Iterator[Store]:
    with memory_store(example=True) as made:
        yield made


@pytest.fixture
def known(store: Store) -> Marlowe:
    return invited_conference(store)


def note(store: Store, known: Marlowe, at: datetime | None, now: datetime = SENT) -> bool:
    seen = conferences.conference(store, known.conference).version
    return bool(note_bundle_sent(store, known.conference, at=at, seen=seen, now=now).changed)


def test_it_is_due_at_ten_on_the_working_day_before_by_the_practice_numbers(store: Store, known: Marlowe) -> None:
    bundle = bundle_of(store, known.conference)
    assert bundle is not None
    assert (bundle.due_on, bundle.due_time, bundle.due_at) == (date(2027, 3, 9), time(10), datetime(2027, 3, 9, 10))
    change_number(store, "bundle_wd", "3")
    change_number(store, "bundle_time", "")
    changed = bundle_of(store, known.conference)
    assert changed is not None
    assert (changed.due_on, changed.due_time) == (date(2027, 3, 5), None)
    assert changed.due_at.date() == date(2027, 3, 5)


@pytest.mark.parametrize("kind", [Kind.POSTPONED, Kind.CANCELLED])
def test_none_is_due_before_a_day_given_up(store: Store, known: Marlowe, kind: Kind) -> None:
    wish(store, known, kind)
    assert bundle_of(store, known.conference) is None


def test_one_that_went_out_for_a_day_given_up_stays_known(store: Store, known: Marlowe) -> None:
    assert note(store, known, SENT)
    wish(store, known, Kind.POSTPONED)
    bundle = bundle_of(store, known.conference)
    assert bundle is not None
    assert bundle.sent_at == SENT


def test_what_is_missing_what_came_and_what_is_held_back(store: Store, known: Marlowe) -> None:
    report_came(store, known.conference, "police")
    asked_to_withhold(store, known, "police")
    bundle = bundle_of(store, known.conference)
    assert bundle is not None
    assert [line.name for line in bundle.received] == ["Owen Pryce"]
    assert "Priya Nair" in {line.name for line in bundle.missing}
    assert "Owen Pryce" not in {line.name for line in bundle.missing}
    assert [(line.name, asked.what) for line, asked in bundle.held_back] == [("Owen Pryce", "The address log")]
    assert [asked.what for asked in bundle.undecided] == ["The address log"]


def test_it_is_noted_as_sent_late_or_not_and_can_be_taken_back(store: Store, known: Marlowe) -> None:
    assert note(store, known, SENT)
    bundle = bundle_of(store, known.conference)
    assert bundle is not None
    assert (bundle.sent_at, bundle.sent_late) == (SENT, False)
    assert not note(store, known, SENT)
    event = lists.history(store, "conference", known.conference)[0]
    assert event.action == "bundle_sent"
    assert "Priya Nair" in event.facts
    late = datetime(2027, 3, 9, 10, 1)
    note(store, known, late, late)
    again = bundle_of(store, known.conference)
    assert again is not None
    assert again.sent_late
    note(store, known, None)
    assert lists.history(store, "conference", known.conference)[0].action == "bundle_taken_back"


@pytest.mark.parametrize(
    ("at", "code"),
    [(datetime(2027, 3, 9, 9, 46), "date_in_future"), (datetime(2027, 2, 21, 9, 0), "bundle_before_request")],
)
def test_the_time_is_between_the_request_and_now(store: Store, known: Marlowe, at: datetime, code: str) -> None:
    with pytest.raises(RuleBroken) as broken:
        note(store, known, at)
    assert broken.value.code == code


def test_without_a_day_there_is_no_bundle(store: Store, known: Marlowe) -> None:
    found = conferences.conference(store, known.conference)
    asked = request_conference(store, request_of(store, found), today=TODAY).value
    assert bundle_of(store, asked) is None
    with pytest.raises(RuleBroken) as broken:
        note_bundle_sent(store, asked, at=SENT, seen=conferences.conference(store, asked).version, now=SENT)
    assert broken.value.code == "book_before_inviting"
