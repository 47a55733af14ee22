"""A week in the store for the tests of the diary: who chairs what where, what is in the way, whose limit falls."""

from __future__ import annotations

from datetime import date, datetime

from conference_app.store.store import Store
from conference_app.use_cases.found_store import found_store
from tests.conference_app.store.hand_made import HandMade

MONDAY, FRIDAY = date(2027, 3, 8), date(2027, 3, 12)


def at(day: int, hour: int = 9, minute: int = 30) -> datetime:
    """A time in March 2027."""
    return datetime(2027, 3, day, hour, minute)


class Week:
    """Two chairs, two rooms, three conferences in the week of 8 March, one in the next, one still to be booked.

    Monday: Hallam 9:30am to 11:30am (Osei, Oak) and Novak 10:30am to 12:30pm (Brandt, Elm); Thursday: Quayle 2pm to
    4pm (Osei, Elm); Monday after: Later. Hallam's last lawful day is Thursday, Priestley's Friday.
    """

    def __init__(self, store: Store) -> None:
        found_store(store)
        self.store, self.made = store, HandMade(store)
        self.osei, self.brandt = self.made.chair("Rosalind Osei"), self.made.chair("Tom Brandt")
        self.oak, self.elm = (self.made.row("room", name=name) for name in ("Oak room", "Elm room"))
        limits = {"limit_on": date(2027, 3, 11), "stricter_limit_on": date(2027, 3, 10)}
        limits["counted_from"] = date(2027, 2, 18)
        self.hallam = self.book("Hallam", at(8), self.osei, self.oak, **limits)
        self.novak = self.book("Novak", at(8, 10, 30), self.brandt, self.elm, doctor="")
        self.quayle = self.book("Quayle", at(11, 14, 0), self.osei, self.elm, kind="review")
        self.later = self.book("Later", at(15), self.osei, self.oak)
        last = {"limit_on": FRIDAY, "stricter_limit_on": date(2027, 3, 11), "counted_from": date(2027, 2, 19)}
        self.priestley = self.made.conference(self.made.family("Priestley"), doctor="", **last)

    def book(self, name: str, starts: datetime, chair: int, room: int | None, **more: object) -> int:
        """One more conference of a family of its own."""
        family = self.made.family(name)
        return self.made.conference(family, starts, chair=chair, room_id=room, **more)  # type: ignore[arg-type]

    def leave(self, chair: int, first: datetime, last: datetime, what: str = "") -> int:
        """A chair is away."""
        return self.made.row("busy", chair_id=chair, kind="leave", starts_at=first, ends_at=last, what=what)
