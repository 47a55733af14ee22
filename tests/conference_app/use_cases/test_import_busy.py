from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest

from conference_app.domain.errors import RuleBroken
from conference_app.domain.people import Chair, Room
from conference_app.domain.supply import Owner, Whose
from conference_app.store import supply
from conference_app.store.store import Store, memory_store
from conference_app.use_cases.import_busy import import_busy, owner_named, preview_busy
from conference_app.use_cases.keep_directory import keep_chair, keep_room
from tests.conference_app.exchange.test_busy_times import calendar, event

TODAY = date(2027, 3, 1)
TEAM = event("DTSTART:20270301T090000", "DURATION:PT1H", "SUMMARY:Team", "RRULE:FREQ=WEEKLY;COUNT=3")
AWAY = event("DTSTART;VALUE=DATE:20270310", "X-MICROSOFT-CDO-BUSYSTATUS:OOF")
BAD = event("DTSTART:2027030")


@pytest.fixture
def memory() -> Iterator[Store]:
    with memory_store(example=True, actor="R. Coordinator", now=lambda: datetime(2027, 3, 1, 9, tzinfo=UTC)) as opened:
        yield opened


@pytest.fixture
def osei(memory: Store) -> Owner:
    return Owner(Whose.CHAIR, keep_chair(memory, Chair("Rosalind Osei")).value)


def kept(store: Store, owner: Owner) -> list[datetime]:
    return [each.starts_at for each in supply.busy_of(store, owner, ending_after=datetime(2027, 1, 1))]


def test_a_calendar_is_kept_as_it_says(memory: Store, osei: Owner) -> None:
    seen = import_busy(memory, osei, calendar(TEAM, AWAY), source="osei.ics", today=TODAY).value
    assert [each.kind for each in seen.added] == ["commitment", "commitment", "leave", "commitment"]
    assert kept(memory, osei) == [datetime(2027, 3, 1, 9), datetime(2027, 3, 8, 9), datetime(2027, 3, 10),
                                  datetime(2027, 3, 15, 9)]  # fmt: skip


def test_a_look_keeps_nothing(memory: Store, osei: Owner) -> None:
    seen = preview_busy(memory, osei, calendar(TEAM, BAD), source="osei.ics", today=TODAY)
    assert (len(seen.added), len(seen.not_understood)) == (3, 1)
    assert kept(memory, osei) == []


def test_a_later_file_of_the_same_name_takes_the_place_of_the_earlier(memory: Store, osei: Owner) -> None:
    import_busy(memory, osei, calendar(TEAM), source="osei.ics", today=TODAY)
    seen = import_busy(memory, osei, calendar(TEAM, AWAY), source="osei.ics", today=date(2027, 3, 8)).value
    assert (len(seen.added), len(seen.gone), seen.unchanged) == (1, 0, 2)
    seen = import_busy(memory, osei, calendar(AWAY), source="osei.ics", today=date(2027, 3, 8)).value
    assert (len(seen.added), len(seen.gone), seen.unchanged) == (0, 2, 1)
    assert kept(memory, osei) == [datetime(2027, 3, 1, 9), datetime(2027, 3, 10)]


def test_the_same_file_twice_changes_and_records_nothing(memory: Store, osei: Owner) -> None:
    import_busy(memory, osei, calendar(TEAM), source="osei.ics", today=TODAY)
    before = memory.audit_head()
    assert import_busy(memory, osei, calendar(TEAM), source="osei.ics", today=TODAY).changed == frozenset()
    assert memory.audit_head() == before


def test_a_file_damaged_in_part_is_kept_only_where_that_is_accepted(memory: Store, osei: Owner) -> None:
    with pytest.raises(RuleBroken) as refused:
        import_busy(memory, osei, calendar(TEAM, BAD), source="osei.ics", today=TODAY)
    assert refused.value.code == "calendar_damaged"
    assert kept(memory, osei) == []
    import_busy(memory, osei, calendar(TEAM, BAD), source="osei.ics", today=TODAY, despite_faults=True)
    assert len(kept(memory, osei)) == 3


def test_whose_calendar_it_is_goes_by_name(memory: Store, osei: Owner) -> None:
    assert owner_named(memory, " rosalind osei ") == osei
    with pytest.raises(RuleBroken, match="no_owner_named"):
        owner_named(memory, "Somebody")
    keep_room(memory, Room("Rosalind Osei"))
    with pytest.raises(RuleBroken, match="several_owners_named"):
        owner_named(memory, "Rosalind Osei")


def test_a_room_calendar_blocks_the_room_and_is_told_in_the_history(memory: Store) -> None:
    room = Owner(Whose.ROOM, keep_room(memory, Room("Oak room")).value)
    import_busy(memory, room, calendar(TEAM), source="oak.ics", today=TODAY)
    assert {each.kind for each in supply.busy_of(memory, room, ending_after=datetime(2027, 1, 1))} == {"blocked"}
    assert memory.value("SELECT action FROM audit ORDER BY seq DESC LIMIT 1") == "busy_imported"
