"""Keep what a move changes as it was before it, and mark the invitations sent so far as to be sent again."""

from __future__ import annotations

from datetime import date, datetime

from conference_app.domain.conference import Booking, Conference
from conference_app.domain.conference_status import Status
from conference_app.domain.invitations import NO_REPLY, Invitation
from conference_app.domain.rebooking import BOOKED_AGAIN, NOT_SAID, Again, Kind, Wish
from conference_app.store import conferences, invitations, rebookings
from conference_app.store.store import Store, Writing
from conference_app.use_cases.invite import report_due
from conference_app.use_cases.rules_in_force import calendar_of, practice_of

SENDING = {"sent_at": None, "sent_route": "", "sent_by": ""}


def must_be_told(found: Conference, booking: Booking) -> bool:
    """Whether invitations sent before no longer say what is true; a postponed conference was given up altogether."""
    if found.starts_at is None:
        return False
    return found.status is Status.POSTPONED or booking != _bare(found, booking)


def replies_are_void(found: Conference, booking: Booking) -> bool:
    """Whether answers given before no longer hold: they were to another time, or another way to meet."""
    before = (found.starts_at, found.minutes, found.mode)
    return found.status is Status.POSTPONED or before != (booking.starts_at, booking.minutes, booking.mode)


def _bare(found: Conference, booking: Booking) -> Booking:
    """The booking that stands, with the lateness of the other: no invitation speaks of that."""
    return Booking(
        found.starts_at or booking.starts_at,
        found.minutes,
        found.chair_id or 0,
        found.mode,
        found.room_id,
        found.joining,
        booking.late_reason,
        booking.late_approver,
    )


def move_of(found: Conference, booking: Booking) -> Wish:
    """What is kept of a move nobody gave a reason for; who booked a postponed one again gave it before."""
    code = BOOKED_AGAIN if found.status is Status.POSTPONED else NOT_SAID
    return Wish(found.id, Kind.MOVED, code, Again.NOW, booking, approved_by=booking.late_approver)


def keep_rebooking(
    store: Store, writing: Writing, found: Conference, wish: Wish, *, replacement_id: int | None = None
) -> int:
    """Keep what happens to a conference, with how it stood before: `found` is from before."""
    at = local_now(store)
    return rebookings.add(writing, found, wish, at=at, by=store.actor, replacement_id=replacement_id)


def local_now(store: Store) -> datetime:
    """The time on the wall by the store's clock."""
    return store.now().astimezone().replace(tzinfo=None)


def call_back(store: Store, writing: Writing, conference_id: int, rebooking_id: int, *, replies_void: bool) -> int:
    """Mark sent invitations as to be sent again, make replies void where they are, count reports by the day booked now.

    To be called when the booking has been written. Answers how many went to somebody who stands on the list, for
    this booking or an earlier one, and were not sent again: who was left out or excluded since is not told again.
    """
    found, practice, calendar = conferences.conference(store, conference_id), practice_of(store), calendar_of(store)
    for line in invitations.invitations(store, conference_id):
        due = line.report_due_on if found.status is Status.POSTPONED else report_due(line, found, practice, calendar)
        changes = _changes(line, due, replies_void)
        if changes:
            rebookings.add_called_back(writing, rebooking_id, line)
            invitations.change(writing, line, **changes)
    return len(rebookings.still_held(store, conference_id))


def _changes(line: Invitation, due: date | None, replies_void: bool) -> dict[str, object]:
    changes: dict[str, object] = {}
    if line.sent_at is not None:
        changes |= SENDING
    if replies_void and line.reply:
        changes |= NO_REPLY
    if due != line.report_due_on:
        changes["report_due_on"] = due
    return changes
