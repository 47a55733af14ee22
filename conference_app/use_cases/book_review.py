"""Book the next review before people leave the room: the request and its booking in one go."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from conference_app.domain.conference import Booking, Conference, Request
from conference_app.domain.conference_status import ConferenceType, Status
from conference_app.store import conferences
from conference_app.store.store import Store
from conference_app.use_cases.outcome import Outcome
from conference_app.use_cases.request_conference import count_limit, request_conference, request_for_review
from conference_app.use_cases.schedule_conference import Outlook, outlook_for, schedule_conference


def review_after(store: Store, found: Conference, *, today: date) -> Request:
    """The review that follows this conference, counted from it, with its children and agencies."""
    usual = request_for_review(store, found.family_id, today=today)
    return replace(
        usual,
        previous_id=found.id,
        previous_on=found.day,
        previous_was_initial=found.type is not ConferenceType.REVIEW,
        child_ids=tuple(child.id for child in conferences.children_of(store, found.id)),
        needs=tuple(found.needs),
        involvements=tuple(found.involvements),
    )


def review_conference(store: Store, found: Conference, request: Request) -> Conference:
    """The review that follows `found` as it would be kept; its id is 0."""
    limit = count_limit(store, request)
    return replace(
        found,
        id=0,
        type=ConferenceType.REVIEW,
        status=Status.REQUESTED,
        starts_at=None,
        ends_at=None,
        counted_from=limit.start if limit else None,
        limit_on=limit.limit if limit else None,
        stricter_limit_on=limit.stricter if limit else None,
    )


def review_outlook(store: Store, found: Conference, request: Request, booking: Booking) -> Outlook:
    """What booking the review that follows `found` would mean; writes nothing."""
    return outlook_for(store, review_conference(store, found, request), booking)


def book_review(store: Store, request: Request, booking: Booking, *, today: date) -> Outcome[int]:
    """Ask for the review and book it: both are kept, or neither; answers the review's id."""
    with store.write():
        asked = request_conference(store, request, today=today)
        version = conferences.conference(store, asked.value).version
        booked = schedule_conference(store, asked.value, booking, seen=version, today=today)
    return Outcome(asked.value, asked.changed | booked.changed)
