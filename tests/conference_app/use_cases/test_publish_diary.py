"""A calendar file for a diary of one's own: every booking, under the UID its invitations have."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from icalendar import Calendar

from conference_app.domain.errors import RuleBroken
from conference_app.store import conversation
from conference_app.store.store import Store, memory_store
from conference_app.use_cases.publish_diary import publish_diary
from tests.conference_app.use_cases.marlowe import NOW, Marlowe, booked_conference

FIRST, LAST = date(2027, 3, 8), date(2027, 3, 12)


@pytest.fixture
def store() -> Iterator[Store]:
    made = memory_store(example=True)
    yield made
    made.close()


@pytest.fixture
def known(store: Store) -> Marlowe:
    return booked_conference(store)


def test_each_booking_is_one_entry_that_asks_nobody(store: Store, known: Marlowe, tmp_path: Path) -> None:
    assert publish_diary(store, FIRST, LAST, tmp_path / "own.ics", now=NOW).value == 1
    calendar = Calendar.from_ical((tmp_path / "own.ics").read_bytes())
    (event,) = calendar.events
    assert str(calendar["METHOD"]) == "PUBLISH"
    assert "ATTENDEE" not in event
    assert str(event["UID"]) == conversation.uid(store, known.conference)
    assert "Marlowe" not in (tmp_path / "own.ics").read_text()


def test_a_second_file_moves_the_entry_and_adds_none(store: Store, known: Marlowe, tmp_path: Path) -> None:
    for _ in range(2):
        publish_diary(store, FIRST, LAST, tmp_path / "own.ics", now=NOW)
    (event,) = Calendar.from_ical((tmp_path / "own.ics").read_bytes()).events
    assert str(event["UID"]) == conversation.uid(store, known.conference)


def test_only_the_bookings_of_one_room(store: Store, known: Marlowe, tmp_path: Path) -> None:
    with pytest.raises(RuleBroken, match="nothing_to_publish"):
        publish_diary(store, FIRST, LAST, tmp_path / "own.ics", now=NOW, room_id=known.room + 1)
    assert publish_diary(store, FIRST, LAST, tmp_path / "own.ics", now=NOW, room_id=known.room).value == 1


def test_what_is_no_calendar_file_is_not_written_over(store: Store, known: Marlowe, tmp_path: Path) -> None:
    (tmp_path / "own.ics").write_text("my notes")
    with pytest.raises(RuleBroken, match="not_a_calendar"):
        publish_diary(store, FIRST, LAST, tmp_path / "own.ics", now=NOW)
    assert (tmp_path / "own.ics").read_text() == "my notes"
    assert conversation.uid(store, known.conference) == ""
