"""Moves, postponements, adjournments and cancellations with what was before them, as rows."""

from __future__ import annotations

from datetime import datetime

from conference_app.domain.conference import Conference
from conference_app.domain.errors import RuleBroken
from conference_app.domain.invitations import Invitation
from conference_app.domain.rebooking import CalledBack, Rebooking, Wish
from conference_app.store.rows import columns, read_all
from conference_app.store.store import Store, Writing

SentBefore = tuple[str, datetime, datetime]  # to whom an invitation went, when, and for which start

_JOINED = {"reference", "replacement_reference", "chair_name", "room_name"}
_SELECT = (
    f"SELECT {columns(Rebooking, without=_JOINED, table='rebooking')}, own.reference, "
    "coalesce(replacement.reference, ''), coalesce(chair.name, ''), coalesce(room.name, '') FROM rebooking "
    "JOIN conference AS own ON own.id = rebooking.conference_id "
    "LEFT JOIN conference AS replacement ON replacement.id = replacement_id "
    "LEFT JOIN chair ON chair.id = chair_before LEFT JOIN room ON room.id = room_before "
)
_OF_LINE = [name for name in CalledBack.__slots__ if name not in {"id", "invitation_id", "rebooking_id"}]


def rebookings(store: Store, conference_id: int) -> list[Rebooking]:
    """What happened to a conference, latest first, taken back or not."""
    return read_all(
        Rebooking, store.rows(_SELECT + "WHERE conference_id = ? ORDER BY rebooking.id DESC", (conference_id,))
    )


def rebooking(store: Store, rebooking_id: int) -> Rebooking:
    """One of them; RuleBroken `no_rebooking`."""
    found = read_all(Rebooking, store.rows(_SELECT + "WHERE rebooking.id = ?", (rebooking_id,)))
    if not found:
        raise RuleBroken("no_rebooking")
    return found[0]


def last_standing(store: Store, conference_id: int) -> Rebooking | None:
    """The latest that was not taken back."""
    return next((each for each in rebookings(store, conference_id) if each.taken_back_at is None), None)


def replaced_by(store: Store, conference_id: int) -> Rebooking | None:
    """The adjournment or cancellation whose place this conference takes, if it takes one."""
    wanted = "WHERE replacement_id = ? AND taken_back_at IS NULL ORDER BY rebooking.id DESC LIMIT 1"
    found = read_all(Rebooking, store.rows(_SELECT + wanted, (conference_id,)))
    return found[0] if found else None


def called_back(store: Store, rebooking_id: int) -> list[CalledBack]:
    """The invitations a move touched, as they were before it."""
    wanted = f"SELECT {columns(CalledBack)} FROM called_back WHERE rebooking_id = ? ORDER BY id"
    return read_all(CalledBack, store.rows(wanted, (rebooking_id,)))


def sent_before(store: Store, conference_id: int) -> dict[int, SentBefore]:
    """By invitation: to whom it last went for another booking, when, and for which start; moves that stand only."""
    rows = store.rows(
        "SELECT invitation_id, name, sent_at, starts_before FROM called_back "
        "JOIN rebooking ON rebooking.id = rebooking_id WHERE conference_id = ? AND taken_back_at IS NULL "
        "AND sent_at IS NOT NULL AND starts_before IS NOT NULL ORDER BY called_back.id",
        (conference_id,),
    )
    return {row[0]: (row[1], datetime.fromisoformat(row[2]), datetime.fromisoformat(row[3])) for row in rows}


def still_held(store: Store, conference_id: int) -> dict[int, CalledBack]:
    """By invitation that stands: what last went out for another booking, where nothing has gone out since."""
    rows = store.rows(
        f"SELECT {columns(CalledBack, table='called_back')} FROM called_back "
        "JOIN rebooking ON rebooking.id = rebooking_id JOIN invitation ON invitation.id = invitation_id "
        "WHERE rebooking.conference_id = ? AND taken_back_at IS NULL AND called_back.sent_at IS NOT NULL "
        "AND starts_before IS NOT NULL AND invitation.sent_at IS NULL AND left_out_reason = '' ORDER BY called_back.id",
        (conference_id,),
    )
    return {each.invitation_id: each for each in read_all(CalledBack, rows)}


def ever_called_back(store: Store, conference_id: int) -> set[int]:
    """The invitations on record as sent for an earlier booking: they stay on the list."""
    rows = store.rows(
        "SELECT invitation_id FROM called_back JOIN rebooking ON rebooking.id = rebooking_id WHERE conference_id = ?",
        (conference_id,),
    )
    return {row[0] for row in rows}


def add(
    writing: Writing, found: Conference, wish: Wish, *, at: datetime, by: str, replacement_id: int | None = None
) -> int:
    """Keep what happens to a conference, and how it stood before."""
    return writing.insert(
        "rebooking",
        conference_id=found.id,
        kind=wish.kind,
        reason_code=wish.reason_code,
        reason=wish.reason,
        approved_by=wish.approved_by,
        again=wish.again,
        replacement_id=replacement_id,
        status_before=found.status,
        starts_before=found.starts_at,
        ends_before=found.ends_at,
        mode_before=found.mode,
        joining_before=found.joining,
        room_before=found.room_id,
        chair_before=found.chair_id,
        late_reason_before=found.late_reason,
        late_approver_before=found.late_approver,
        late_approved_before=found.late_approved_on,
        rebooked_at=at,
        rebooked_by=by,
    )


def add_called_back(writing: Writing, rebooking_id: int, line: Invitation) -> None:
    """Keep an invitation as it was before the move."""
    values = {name: getattr(line, name) for name in _OF_LINE}
    writing.insert("called_back", invitation_id=line.id, rebooking_id=rebooking_id, **values)


def mark_taken_back(writing: Writing, rebooking: Rebooking, at: datetime) -> None:
    """Note that one was taken back; it stays on the record."""
    writing.update("rebooking", rebooking.id, rebooking.version, taken_back_at=at)
