"""The conferences of each family over the years: an initial one and its reviews, as far as the window reaches."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from conference_app.domain.calendar import WorkingCalendar
from conference_app.domain.conference_status import ConferenceType, Status
from conference_app.domain.practice import Practice
from conference_app.domain.timescales import Kind, limit_day
from conference_app.example.diary import Diary, Place
from conference_app.example.draws import Deck

VIDEO_LINK = "https://video.westmarch.example/room"
LONGEST_HISTORY = timedelta(days=1150)  # from an initial conference to the last review anybody draws
WEEKS_AHEAD = 8

TYPES = {ConferenceType.INITIAL: 86, ConferenceType.PRE_BIRTH: 9, ConferenceType.TRANSFER_IN: 5}
# Working days from the discussion to the conference: shares of children, England 2025 [ees-c4-2025].
BANDS = {(5, 10): 8.7, (11, 15): 72.7, (16, 20): 8.9, (21, 34): 9.7}
USUAL_DAYS = {11: 8, 12: 12, 13: 22, 14: 28, 15: 30}
FIRST_OUTCOMES = {"plan starts": 88, "child in need plan": 9, "no further action": 3}
# After how many reviews a plan ends: shares of plan lengths [ees-d7-2025].
REVIEWS = {1: 16, 2: 52, 3: 12, 4: 15, 5: 4, 6: 1}
REVIEW_MARGIN = {0: 12, 1: 10, 3: 12, 5: 14, 8: 16, 12: 14, 18: 10, 60: 6, -6: 4, -15: 2}  # days before the limit
QUORATE = {True: 90, False: 10}


@dataclass(slots=True, eq=False)
class Planned:
    """One conference to be written: when it was asked for, when it is, and what is left open about it."""

    type: ConferenceType
    clock_started: date
    requested_on: date
    place: Place | None
    previous: Planned | None = None
    previous_was_initial: bool = False
    outcome: str = ""
    status: Status = Status.INVITED
    open_ends: frozenset[str] = frozenset()
    plan_went_on: bool = False
    reference: str = ""
    id: int = 0

    @property
    def day(self) -> date | None:
        """The day it is booked for."""
        return self.place.starts_at.date() if self.place else None

    @property
    def joining(self) -> str:
        """Where those who are not in the room come in."""
        return VIDEO_LINK if self.place and self.place.mode != "in person" else ""

    @property
    def held(self) -> bool:
        """Whether it came about."""
        return self.status.was_held


@dataclass(slots=True)
class History:
    """One family's conferences in the store, earliest first, and what its first conference was about.

    The family itself is invented when its turn comes to be written.
    """

    first: Planned
    expected_on: date | None = None
    born_on: date | None = None
    conferences: list[Planned] = field(default_factory=list)


class Histories:
    """Draws histories within a window of years that ends some weeks after today."""

    def __init__(
        self,
        random: Random,
        calendar: WorkingCalendar,
        practice: Practice,
        diary: Diary,
        *,
        today: date,
        years: int,
    ) -> None:
        self.random, self.calendar, self.practice, self.today = random, calendar, practice, today
        self.diary = diary
        self.last_day = today + timedelta(weeks=WEEKS_AHEAD)
        self.first_day = self.last_day - timedelta(days=round(years * 365.25))
        self._types, self._bands, self._usual = Deck(random, TYPES), Deck(random, BANDS), Deck(random, USUAL_DAYS)
        self._first_outcomes, self._reviews = Deck(random, FIRST_OUTCOMES), Deck(random, REVIEWS)
        self._margins, self._quorate = Deck(random, REVIEW_MARGIN), Deck(random, QUORATE)

    def until(self, wanted: int) -> Iterator[History]:
        """Histories with so many conferences between them; of the last only its latest ones are taken."""
        while wanted > 0:
            history = self._one()
            if history is not None:
                history.conferences = history.conferences[-wanted:]
                wanted -= len(history.conferences)
                yield history

    def initial(
        self, type_: ConferenceType, wanted_day: date, working_days: int, *, open_ends: frozenset[str] = frozenset()
    ) -> Planned | None:
        """A first conference so many working days after its discussion; None if that is still to come."""
        day = self.calendar.previous_working_day(wanted_day)
        if self.calendar.add(day, -working_days) >= self.today:
            return None
        place = self.diary.place(day, None)
        started = self.calendar.add(place.starts_at.date(), -working_days)
        asked = min(self.calendar.add(started, self.random.randint(1, 3)), self.today, place.starts_at.date())
        planned = Planned(type_, started, asked, place, open_ends=open_ends, outcome=self._first_outcomes.deal())
        return self._settled(planned)

    def review(self, previous: Planned, wanted_day: date, *, open_ends: frozenset[str] = frozenset()) -> Planned:
        """A review booked at the conference before it, with the same chair if that can be."""
        assert previous.place is not None
        day = previous.place.starts_at.date()
        place = self.diary.place(wanted_day, previous.place.chair_id)
        was_initial = previous.type is not ConferenceType.REVIEW
        planned = Planned(ConferenceType.REVIEW, day, day, place, previous, was_initial, "plan continues")
        planned.open_ends = open_ends
        return self._settled(planned)

    def review_limit(self, previous: Planned, born: date | None) -> date:
        """The last lawful day of the review after a conference."""
        assert previous.day is not None
        kind = Kind.REVIEW if previous.type is ConferenceType.REVIEW else Kind.FIRST_REVIEW
        later = born if born and born > previous.day and kind is Kind.FIRST_REVIEW else None
        return limit_day(kind, previous.day, self.calendar, self.practice, born=later)

    def birth_after(self, first: Planned) -> tuple[date | None, date | None]:
        """When the child of a pre-birth conference is expected, and when it will be born."""
        if first.type is not ConferenceType.PRE_BIRTH:
            return None, None
        expected = (first.day or self.today) + timedelta(days=self.random.randint(56, 98))
        return expected, expected + timedelta(days=self.random.randint(-12, 8))

    def _one(self) -> History | None:
        """One family's history; None if all of it lies outside the window."""
        span = (self.last_day - self.first_day + LONGEST_HISTORY).days
        wanted_day = self.last_day - timedelta(days=self.random.randrange(span))
        first = self.initial(self._types.deal(), wanted_day, self._working_days())
        if first is None:
            return None
        expected_on, born_on = self.birth_after(first)
        chain = self._chain(first, born_on if born_on and born_on <= self.today else None)
        kept = [each for each in chain if each.day and each.day >= self.first_day]
        return History(first, expected_on, born_on, kept) if kept else None

    def _working_days(self) -> int:
        low, high = self._bands.deal()
        return self._usual.deal() if low == 11 else self.random.randint(low, high)

    def _chain(self, first: Planned, born: date | None) -> list[Planned]:
        chain = [first]
        if first.outcome != "plan starts" or not first.held:
            return chain
        for left in range(self._reviews.deal() - 1, -1, -1):
            previous = chain[-1]
            if not previous.held:
                break
            previous.plan_went_on = True
            review = self._next_review(previous, born)
            review.outcome = "plan continues" if left else "plan ends"
            chain.append(review)
        return chain

    def _next_review(self, previous: Planned, born: date | None) -> Planned:
        assert previous.day is not None
        limit = self.review_limit(previous, born)
        early = self._margins.deal()
        day = max(limit - timedelta(days=early), previous.day + timedelta(days=10))
        return self.review(previous, self.calendar.next_working_day(day) if early < 0 else day)

    def _settled(self, planned: Planned) -> Planned:
        """The same with the status the day and the open ends give it."""
        day = planned.day
        if day is None:
            planned.status = Status.REQUESTED
        elif day >= self.today or "not recorded" in planned.open_ends:
            sent_by = self.calendar.add(planned.requested_on, 1)
            if sent_by >= self.today:
                planned.open_ends |= {"not sent"}
            planned.status = Status.BOOKED if planned.open_ends & {"not sent", "some not sent"} else Status.INVITED
        else:
            planned.status = Status.HELD if self._quorate.deal() else Status.HELD_INQUORATE
        return planned
