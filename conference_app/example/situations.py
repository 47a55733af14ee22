"""A dozen families whose conferences stand at every point of the work today: what a new user looks at first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from conference_app.domain.conference_status import ConferenceType, Status
from conference_app.example.histories import Histories, History, Planned

INITIAL, REVIEW = ConferenceType.INITIAL, ConferenceType.REVIEW


@dataclass(frozen=True, slots=True)
class Situation:
    """A first conference `day` working days from today, so many after its discussion; then perhaps a review.

    `review` is the review's day, counted the same way, for families whose first conference is long past.
    """

    type: ConferenceType
    day: int
    working_days: int
    open_ends: frozenset[str]
    review: int | None = None


def _open(*ends: str) -> frozenset[str]:
    return frozenset(ends)


SITUATIONS = (
    Situation(INITIAL, 10, 14, _open("not booked")),
    Situation(INITIAL, 6, 14, _open("not sent")),
    Situation(INITIAL, 5, 14, _open("some not sent", "moved")),
    Situation(INITIAL, 4, 13, _open("some not sent", "replies missing", "reports missing")),
    Situation(INITIAL, 0, 14, _open("agenda printed")),
    Situation(INITIAL, 1, 15, _open("reports missing")),
    Situation(INITIAL, -1, 14, _open("letter due", "record due", "core group not set", "neglect not asked about")),
    Situation(
        INITIAL, -2, 14, _open("not decided", "letter due", "record due", "core group not set", "no review booked")
    ),
    Situation(INITIAL, -18, 13, _open("record due", "core group not set", "actions overdue", "evidence open")),
    Situation(INITIAL, -45, 14, _open("actions overdue", "actions escalated", "moved")),
    Situation(INITIAL, -1, 13, _open("not recorded")),
    Situation(INITIAL, -44, 15, _open("no review booked")),
    Situation(ConferenceType.TRANSFER_IN, 9, 14, _open("needs", "replies missing")),
    Situation(ConferenceType.PRE_BIRTH, 3, 14, _open("not booked")),
    Situation(REVIEW, -55, 14, _open("actions overdue"), review=1),
    Situation(REVIEW, -40, 12, _open("actions overdue", "review not sent"), review=18),
    Situation(INITIAL, 5, 12, _open("postponed")),
)


def situations(histories: Histories, most: int) -> Iterator[History]:
    """The situations as histories, as many as have together no more than so many conferences."""
    for situation in SITUATIONS:
        history = _history(histories, situation)
        if len(history.conferences) > most:
            return
        most -= len(history.conferences)
        yield history


def _history(histories: Histories, situation: Situation) -> History:
    first = _first(histories, situation)
    expected_on, born_on = histories.birth_after(first)
    history = History(first, expected_on, born_on, [first])
    if first.held and "no review booked" not in situation.open_ends:
        history.conferences.append(_review(histories, first, situation))
    return history


def _first(histories: Histories, situation: Situation) -> Planned:
    calendar, today = histories.calendar, histories.today
    day = calendar.next_working_day(today) if situation.day >= 0 else today
    day = calendar.add(day, situation.day)
    type_ = INITIAL if situation.type is REVIEW else situation.type
    ends = situation.open_ends - {"review not sent"}
    if not calendar.is_working_day(today):
        ends -= {"agenda printed"}  # the next day of work has not been prepared yet
    first = histories.initial(type_, day, situation.working_days, open_ends=ends)
    assert first is not None
    first.outcome = "plan starts"
    first.plan_went_on = first.held
    if "not booked" in ends:
        first.place, first.status = None, Status.REQUESTED
    if "postponed" in ends:
        first.status = Status.POSTPONED
    return first


def _review(histories: Histories, first: Planned, situation: Situation) -> Planned:
    calendar = histories.calendar
    if situation.review is None:
        return histories.review(first, histories.review_limit(first, None) - timedelta(days=6))
    ends = {"not sent"} if "review not sent" in situation.open_ends else set()
    day = calendar.add(calendar.next_working_day(histories.today), situation.review)
    return histories.review(first, day, open_ends=frozenset(ends))
