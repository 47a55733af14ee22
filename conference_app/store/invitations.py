"""Invitations, as rows."""

from __future__ import annotations

from datetime import date

from conference_app.domain.errors import RuleBroken
from conference_app.domain.invitations import Invitation
from conference_app.store.rows import columns, read_all
from conference_app.store.store import Row, Store, Writing

_JOINED = {"agency_name", "group_code", "report_from_reference"}
_WRITTEN = [name for name in Invitation.__slots__ if name not in _JOINED | {"id", "version"}]
_SELECT = (
    f"SELECT {columns(Invitation, without=_JOINED, table='invitation')}, coalesce(agency.name, ''), "
    "coalesce(agency.group_code, ''), "
    "coalesce((SELECT reference FROM conference AS earlier WHERE earlier.id = report_from), '') "
    "FROM invitation LEFT JOIN agency ON agency.id = invitation.agency_id "
)


def invitations(store: Store, conference_id: int) -> list[Invitation]:
    """The list of one conference, paediatrician first, then as the rules made it."""
    return read_all(
        Invitation,
        store.rows(
            _SELECT + "WHERE conference_id = ? ORDER BY role_code <> 'paediatrician', invitation.id", (conference_id,)
        ),
    )


def invitations_of(store: Store, conference_ids: str) -> list[Invitation]:
    """The lists of many conferences; their ids as a JSON list."""
    wanted = "WHERE conference_id IN (SELECT value FROM json_each(?)) ORDER BY invitation.id"
    return read_all(Invitation, store.rows(_SELECT + wanted, (conference_ids,)))


def invitation(store: Store, invitation_id: int) -> Invitation:
    """One line; RuleBroken `no_invitation`."""
    found = read_all(Invitation, store.rows(_SELECT + "WHERE invitation.id = ?", (invitation_id,)))
    if not found:
        raise RuleBroken("no_invitation")
    return found[0]


def paediatricians_between(store: Store, first: date, last: date) -> list[Row]:
    """Named paediatricians at conferences that stand, as rows: conference, professional, starts_at, ends_at."""
    return store.rows(
        "SELECT conference.id, professional_id, starts_at, ends_at FROM conference "
        "JOIN invitation ON conference_id = conference.id "
        "WHERE starts_at >= ? AND starts_at < date(?, '+1 day') AND status NOT IN ('postponed', 'cancelled') "
        "AND role_code = 'paediatrician' AND professional_id IS NOT NULL AND left_out_reason = ''",
        (first, last),
    )


def asked_to(store: Store, professional_id: int, first: date, last: date, *, without: int) -> list[Row]:
    """Conferences ahead that want a paediatrician who has not said no: reference, starts_at, ends_at."""
    return store.rows(
        "SELECT reference, starts_at, ends_at FROM conference JOIN invitation ON conference_id = conference.id "
        "WHERE starts_at >= ? AND starts_at < date(?, '+1 day') AND status IN ('booked', 'invited') "
        "AND conference.id <> ? "
        "AND role_code = 'paediatrician' AND professional_id = ? AND left_out_reason = '' AND reply <> 'not coming'",
        (first, last, without, professional_id),
    )


def add(writing: Writing, line: Invitation) -> int:
    """Keep a new line."""
    return writing.insert("invitation", **{name: getattr(line, name) for name in _WRITTEN})


def change(writing: Writing, line: Invitation, **changes: object) -> None:
    """Change a line whose version was seen."""
    writing.update("invitation", line.id, line.version, **changes)


def remove_unsent(writing: Writing, line: Invitation) -> None:
    """Take away a line that was never sent; the store keeps sent ones."""
    writing.execute("DELETE FROM invitation WHERE id = ?", (line.id,))
