"""What is missing from those who were asked, and what was done about it, as rows."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date, datetime

from conference_app.domain.calendar import DAY, LATEST
from conference_app.domain.chasing import Chased, Step, Waiting, What
from conference_app.domain.conference import Need
from conference_app.store.rows import read_all
from conference_app.store.store import Store, Writing

# As it stood at the end of a day: a conference held since was still ahead, a reply that came since was missing.
_WAITING = """
SELECT invitation.id, conference.id, reference, starts_at, family.name, invitation.name, role_code,
    coalesce(agency.name, ''), sent_at, coalesce(reply = '' OR reply_on > ?1, 0) AS reply_missing,
    CASE WHEN report_asked_on <= ?1 AND (report_received_on IS NULL OR report_received_on > ?1)
        THEN coalesce(report_due_on, substr(starts_at, 1, 10)) ELSE '' END AS report_due,
    coalesce(report_asked_on, ''),
    coalesce((SELECT max(chased_at || ' ' || step) FROM chasing WHERE invitation_id = invitation.id
        AND what = 'reply' AND chased_at >= sent_at AND chased_at < ?2), ''),
    coalesce((SELECT max(chased_at || ' ' || step) FROM chasing WHERE invitation_id = invitation.id
        AND what = 'report' AND chased_at >= sent_at AND chased_at < ?2), ''),
    coalesce((SELECT nullif(json_group_array(json_array(
            who, need.household_member_id, need.child_id, coalesce(household_member.name, child.name, ''),
            invitation.household_member_id, invitation.child_id)), '[]')
        FROM need LEFT JOIN household_member ON household_member.id = need.household_member_id
        LEFT JOIN child ON child.id = need.child_id
        WHERE need.conference_id = conference.id AND decision = 'excluded'), '')
FROM conference JOIN family ON family.id = family_id
JOIN invitation ON invitation.conference_id = conference.id
LEFT JOIN agency ON agency.id = invitation.agency_id
WHERE starts_at >= ?1 AND starts_at < ?3 AND (status IN ('booked', 'invited')
        OR (status IN ('held', 'held inquorate') AND starts_at >= ?2))
    AND left_out_reason = '' AND sent_at < ?2 AND (reply_missing OR report_due <> '')
"""


_ORDER = "ORDER BY starts_at, conference.id, role_code <> 'paediatrician', invitation.id"


def waiting(store: Store, as_of: date, last: date | None = None) -> list[Waiting]:
    """Everybody asked of whom a reply or a report was missing at the end of a day, by conference.

    Only for conferences from that day (up to the last one); never people left out or excluded.
    """
    return _waiting(store, _WAITING + _ORDER, as_of, last)


def waiting_due(store: Store, as_of: date, replies_to: date) -> list[Waiting]:
    """The same where something is due: replies to conferences up to a day, reports wanted by `as_of`."""
    due = "AND ((reply_missing AND starts_at < ?4) OR (report_due <> '' AND report_due <= ?1)) "
    return _waiting(store, _WAITING + due + _ORDER, as_of, None, replies_to + DAY)


def waiting_of(store: Store, invitation_ids: Sequence[int], as_of: date) -> list[Waiting]:
    """The same of some invitations only."""
    these = "AND invitation.id IN (SELECT value FROM json_each(?4)) "
    return _waiting(store, _WAITING + these + _ORDER, as_of, None, json.dumps(list(invitation_ids)))


def _waiting(store: Store, sql: str, as_of: date, last: date | None, *more: str | date) -> list[Waiting]:
    found = store.tuples(sql, (as_of, as_of + DAY, (last or LATEST) + DAY, *more))
    return [row for row in map(Waiting._make, found) if not row.exclusions or not _excluded(row)]


def _excluded(row: Waiting) -> bool:
    for who, member, child, known_as, own_member, own_child in json.loads(row.exclusions):
        need = Need("exclusion", who, "", None, "excluded", "", None, member, child, known_as)
        if need.excludes(row.name, own_member, own_child):
            return True
    return False


def keep_chased(
    writing: Writing, invitation_id: int, what: What, step: Step, *, route: str, message: str, at: datetime, by: str
) -> bool:
    """Note that somebody was chased; false where exactly this is on the record already."""
    kept = writing.execute(
        "INSERT INTO chasing (invitation_id, what, step, route, message, chased_at, chased_by) "
        "VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (invitation_id, what, step, route, chased_at) DO NOTHING",
        (invitation_id, what, step, route, message, at, by),
    )
    return bool(kept.rowcount)


def chased(store: Store, conference_id: int) -> list[Chased]:
    """What was chased for one conference, latest first."""
    return read_all(
        Chased,
        store.rows(
            "SELECT invitation_id, name, what, step, route, message, chased_at, chased_by FROM chasing "
            "JOIN invitation ON invitation.id = invitation_id WHERE conference_id = ? "
            "ORDER BY chased_at DESC, chasing.id DESC",
            (conference_id,),
        ),
    )
