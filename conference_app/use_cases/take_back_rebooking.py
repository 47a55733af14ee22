"""Take back the last move, postponement, adjournment or cancellation: everything stands again as it stood before."""

from __future__ import annotations

from dataclasses import replace

from conference_app.domain.calendar_entry import CANCEL
from conference_app.domain.conference import Conference
from conference_app.domain.conference_status import Status
from conference_app.domain.errors import RuleBroken, raise_all
from conference_app.domain.invitations import NO_REPLY, Invitation
from conference_app.domain.people import PAEDIATRICIAN
from conference_app.domain.rebooking import CalledBack, Kind, Rebooking
from conference_app.store import conferences, invitations, ledger, rebookings
from conference_app.store.store import Store, Writing
from conference_app.use_cases.call_back import SENDING, local_now
from conference_app.use_cases.invite import report_due
from conference_app.use_cases.outcome import Outcome
from conference_app.use_cases.rebook import withdraw_replacement
from conference_app.use_cases.rules_in_force import calendar_of, practice_of
from conference_app.use_cases.schedule_conference import CHANGED, clashes, not_usable

_RESTORED = tuple(name for name in CalledBack.__slots__ if name not in {"id", "invitation_id", "rebooking_id", "name"})


def take_back(store: Store, rebooking_id: int) -> Outcome[int]:
    """Restore booking, status, invitations and the days reports are due; answers the conference's id.

    A replacement that nothing was sent for is cancelled. RuleBroken where it was not the last, where something was
    sent again or went on since, where a breach was written, or where chair, room or family are taken by now.
    """
    with store.write() as writing:
        kept = rebookings.rebooking(store, rebooking_id)
        found = conferences.conference(store, kept.conference_id)
        _check_last(store, kept, found)
        _check_nothing_sent(store, kept)
        if kept.replacement_id is not None:
            _withdraw(store, writing, kept.replacement_id)
        _check_free(store, kept, found)
        _restore_lines(store, writing, kept, found)
        conferences.set_columns(writing, found, **_as_before(kept))
        _invite_anew(store, writing, found.id)
        rebookings.mark_taken_back(writing, kept, local_now(store))
        writing.record("rebooking_taken_back", "conference", found.id, kind=kept.kind, starts_at=kept.starts_before)
    return Outcome(found.id, CHANGED)


def _check_last(store: Store, kept: Rebooking, found: Conference) -> None:
    if kept.taken_back_at is not None:
        raise RuleBroken("taken_back_already")
    last = rebookings.last_standing(store, found.id)
    if last is None or last.id != kept.id:
        raise RuleBroken("moved_on_since")
    left_as = {Status.BOOKED, Status.INVITED} if kept.keeps_conference else {Status(kept.kind.value)}
    if found.status not in left_as:
        raise RuleBroken("went_on_since", status=found.status.value)
    if kept.kind is Kind.ADJOURNED and conferences.breach(store, found.id) is not None:
        raise RuleBroken("breach_keeps_adjournment")


def _check_nothing_sent(store: Store, kept: Rebooking) -> None:
    """After a move nothing stands as sent: what does was sent for the new booking."""
    if kept.kind in {Kind.ADJOURNED, Kind.CANCELLED}:
        return
    before = {each.invitation_id: each for each in rebookings.called_back(store, kept.id)}
    for line in invitations.invitations(store, kept.conference_id):
        was = before.get(line.id)
        if line.sent_at is not None:
            raise RuleBroken("sent_again_since", name=line.name, sent_at=line.sent_at)
        if was is not None and was.sent_at is not None and was.name != line.name:
            raise RuleBroken("another_named_since", name=line.name, before=was.name)


def _withdraw(store: Store, writing: Writing, replacement_id: int) -> None:
    made = conferences.conference(store, replacement_id)
    if made.status is Status.CANCELLED:
        return
    lines = invitations.invitations(store, replacement_id)
    if made.status not in {Status.REQUESTED, Status.BOOKED, Status.POSTPONED} or any(line.sent_at for line in lines):
        raise RuleBroken("replacement_went_on", reference=made.reference)
    withdraw_replacement(store, writing, made)


def _check_free(store: Store, kept: Rebooking, found: Conference) -> None:
    """No other conference may have chair, room or family at the time before; a booking given up then needs none.

    Leave that was entered over the booking does not keep it from coming back: it stood there with it before.
    """
    booking = kept.booking_before
    if booking is None or kept.status_before in {Status.REQUESTED, Status.POSTPONED}:
        return
    usable = not_usable(store, booking)
    raise_all(usable or clashes(store, found, booking))


def _restore_lines(store: Store, writing: Writing, kept: Rebooking, found: Conference) -> None:
    """The paediatrician's first: the store asks for theirs before the others."""
    before = {each.invitation_id: each for each in rebookings.called_back(store, kept.id)}
    lines = invitations.invitations(store, found.id)
    for line in sorted(lines, key=lambda line: line.role_code != PAEDIATRICIAN):
        was = before.get(line.id)
        if was is not None:
            invitations.change(writing, line, **{name: getattr(was, name) for name in _RESTORED})
        elif kept.keeps_conference:
            _count_again(store, writing, line, found, kept)


def _count_again(store: Store, writing: Writing, line: Invitation, found: Conference, kept: Rebooking) -> None:
    """A line that came since is due by the day that stands again, unless its day was chosen by hand."""
    practice, calendar = practice_of(store), calendar_of(store)
    due = report_due(line, replace(found, starts_at=kept.starts_before), practice, calendar)
    if line.report_due_on == report_due(line, found, practice, calendar) != due:
        invitations.change(writing, line, report_due_on=due)


def _invite_anew(store: Store, writing: Writing, conference_id: int) -> None:
    """Who was told not to come has to be told again to come; until then the conference is only booked."""
    held = ledger.invitations_held(store, conference_id)
    off = {line_id for line_id, issue in held.items() if issue.method == CANCEL}
    lines = [line for line in invitations.invitations(store, conference_id) if line.id in off and line.stands]
    found = conferences.conference(store, conference_id)
    if lines and found.status is Status.INVITED:
        conferences.set_columns(writing, found, status=Status.BOOKED)
    for line in lines:
        invitations.change(writing, line, **SENDING, **NO_REPLY)


def _as_before(kept: Rebooking) -> dict[str, object]:
    return {
        "status": kept.status_before,
        "starts_at": kept.starts_before,
        "ends_at": kept.ends_before,
        "mode": kept.mode_before,
        "joining": kept.joining_before,
        "room_id": kept.room_before,
        "chair_id": kept.chair_before,
        "late_reason": kept.late_reason_before,
        "late_approver": kept.late_approver_before,
        "late_approved_on": kept.late_approved_before,
    }
