"""Many writers at once on one real store: nothing is ever booked twice, and each refusal names what stands there."""

from __future__ import annotations

import random
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest

from conference_app.domain.conference import Booking, Request
from conference_app.domain.conference_status import ConferenceType, Status
from conference_app.domain.errors import RuleBroken
from conference_app.domain.family import Child, Family
from conference_app.domain.people import Chair, Room
from conference_app.domain.rebooking import Again, Kind, Wish
from conference_app.messages import sentences
from conference_app.store import conferences, rebookings
from conference_app.store.store import Store, create_store, second_connection
from conference_app.use_cases.keep_directory import keep_chair, keep_room
from conference_app.use_cases.keep_family import keep_child, keep_family
from conference_app.use_cases.rebook import rebook
from conference_app.use_cases.request_conference import request_conference
from conference_app.use_cases.schedule_conference import schedule_conference
from conference_app.use_cases.take_back_rebooking import take_back

TODAY = date(2027, 2, 22)
CHAIRS, ROOMS, FAMILIES, STEPS = 2, 2, 3, 45
NAMED = {"chair_taken", "room_taken", "family_taken"}
# Besides the clashes, only what a writer meets who came second: the other did something to the same conference.
KNOWN = (
    NAMED
    | {"changed_elsewhere", "unlawful_step", "nothing_moved", "moved_on_since", "taken_back_already"}
    | {
        "went_on_since",
        "replacement_went_on",
    }
)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    def now() -> datetime:
        return datetime(2027, 2, 22, 9, 0, tzinfo=UTC)

    made, _ = create_store(tmp_path / "a.store", passphrase=None, example=True, actor="Ada Rowe", now=now)
    with made:
        yield made


def fill(store: Store) -> list[int]:
    """Two requests for each of a few families, and too few chairs and rooms for them."""
    for number in range(CHAIRS):
        keep_chair(store, Chair(f"Chair {number}"))
    for number in range(ROOMS):
        keep_room(store, Room(f"Room {number}"))
    found = []
    for number in range(FAMILIES):
        family = keep_family(store, Family(f"Family {number}")).value
        child = keep_child(store, Child(family, f"Child {number}", date(2020, 1, 5)), today=TODAY).value
        for _ in range(2):
            asked = Request(ConferenceType.TRANSFER_IN, family, (child,), TODAY, notice_on=TODAY)
            found.append(request_conference(store, asked, today=TODAY).value)
    return found


@dataclass
class Writer:
    """One window with a mind of its own; what it was refused is kept, and so is anything unforeseen."""

    store: Store
    ids: list[int]
    seed: int
    refused: list[RuleBroken] = field(default_factory=list)
    failed: list[BaseException] = field(default_factory=list)
    done: int = 0

    def run(self) -> None:
        try:
            with second_connection(self.store) as own:
                draw = random.Random(self.seed)
                for _ in range(STEPS):
                    self._try(own, draw)
        except BaseException as error:
            self.failed.append(error)

    def _try(self, own: Store, draw: random.Random) -> None:
        try:
            self._step(own, draw)
            self.done += 1
        except RuleBroken as broken:
            self.refused += broken.each()

    def _step(self, own: Store, draw: random.Random) -> None:
        found = conferences.conference(own, draw.choice(self.ids))
        start = datetime.combine(date(2027, 3, 1), time(draw.choice((9, 10, 11)), draw.choice((0, 30))))
        booking = Booking(start, 60, draw.randint(1, CHAIRS), "in person", draw.randint(1, ROOMS))
        what = draw.random()
        last = rebookings.last_standing(own, found.id)
        if what < 0.15 and last is not None:
            take_back(own, last.id)
        elif what < 0.3 and found.status is Status.BOOKED:
            wish = Wish(found.id, Kind.POSTPONED, "family_asked", Again.LATER, approved_by="M. Ames")
            rebook(own, wish, seen=found.version, today=TODAY)
        elif what < 0.6 and found.status is Status.BOOKED:
            wish = Wish(found.id, Kind.MOVED, "family_asked", Again.NOW, booking)
            rebook(own, wish, seen=found.version, today=TODAY)
        else:
            schedule_conference(own, found.id, booking, seen=found.version, today=TODAY)


def booked(store: Store) -> list[tuple[datetime, datetime, dict[str, int | None]]]:
    rows = store.rows(
        "SELECT starts_at, ends_at, chair_id, room_id, family_id FROM conference "
        "WHERE starts_at IS NOT NULL AND status NOT IN ('requested', 'postponed', 'cancelled')"
    )
    return [
        (
            datetime.fromisoformat(row[0]),
            datetime.fromisoformat(row[1]),
            {"chair": row[2], "room": row[3], "family": row[4]},
        )
        for row in rows
    ]


def twice(store: Store) -> list[str]:
    """What is booked twice at one time."""
    found = booked(store)
    return [
        what
        for number, (start, end, one) in enumerate(found)
        for other_start, other_end, other in found[:number]
        if start < other_end and other_start < end
        for what in one
        if one[what] == other[what]
    ]


@pytest.mark.parametrize("seed", [1, 2])
def test_nothing_is_booked_twice_and_every_refusal_says_why(store: Store, seed: int) -> None:
    writers = [Writer(store, ids, seed * 10 + number) for ids in [fill(store)] for number in range(3)]
    threads = [threading.Thread(target=writer.run) for writer in writers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [error for writer in writers for error in writer.failed] == []
    assert twice(store) == []
    refused = [broken for writer in writers for broken in writer.refused]
    assert {broken.code for broken in refused} <= KNOWN
    clashes = [broken for broken in refused if broken.code in NAMED]
    assert len(clashes) > 10  # else nothing was tried
    assert all(str(broken.facts["reference"]).startswith("CP-2027-") and sentences(broken) for broken in clashes)
    assert min(writer.done for writer in writers) > 5


def test_the_check_itself_sees_a_double_booking(store: Store) -> None:
    first, second, *_ = fill(store)
    start = datetime(2027, 3, 1, 9, 0)
    schedule_conference(store, first, Booking(start, 60, 1, room_id=1), seen=1, today=TODAY)
    other = start + timedelta(hours=2)
    schedule_conference(store, second, Booking(other, 60, 1, room_id=1), seen=1, today=TODAY)
    assert twice(store) == []
    for name in ("chair", "room", "family"):
        store.db.execute(f"DROP TRIGGER {name}_booked_once")
    store.db.execute("UPDATE conference SET starts_at = '2027-03-01T09:30', ends_at = '2027-03-01T10:30' WHERE id = 2")
    assert twice(store) == ["chair", "room", "family"]
