"""Conferences as every list shows them: the columns, and the quick way to read a row, which counts in a long list."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from conference_app.domain.conference_status import ConferenceType, Status
from conference_app.domain.listings import ConferenceRow
from conference_app.store.store import Store

CONFERENCES = """
SELECT conference.id, reference, type, status, conference.family_id, family.name,
    (SELECT group_concat(child.name, ', ') FROM conference_child JOIN child ON child.id = child_id
     WHERE conference_id = conference.id),
    starts_at, ends_at, mode, coalesce(room.name, ''), coalesce(chair.name, ''),
    limit_on, stricter_limit_on, counted_from,
    coalesce(doctor.name, ''), doctor.sent_at IS NOT NULL, coalesce(doctor.reply, ''),
    doctor.report_received_on IS NOT NULL,
    EXISTS (SELECT 1 FROM attendance WHERE attendance.conference_id = conference.id
        AND attendance.role_code = 'paediatrician' AND presence = 'present'),
    breach.conference_id IS NOT NULL,
    CASE WHEN doctor.sent_at IS NULL THEN EXISTS (SELECT 1 FROM called_back
        JOIN rebooking ON rebooking.id = rebooking_id WHERE invitation_id = doctor.id
        AND called_back.name = doctor.name AND called_back.sent_at IS NOT NULL
        AND taken_back_at IS NULL AND starts_before IS NOT NULL) ELSE 0 END
FROM conference
JOIN family ON family.id = conference.family_id
LEFT JOIN room ON room.id = room_id
LEFT JOIN chair ON chair.id = chair_id
LEFT JOIN breach ON breach.conference_id = conference.id
LEFT JOIN invitation AS doctor ON doctor.id = (
    SELECT id FROM invitation WHERE role_code = 'paediatrician' AND conference_id = conference.id
    AND left_out_reason = '' ORDER BY sent_at IS NULL, name = '', id LIMIT 1)
"""

_TYPES = {each.value: each for each in ConferenceType}
_STATUSES = {each.value: each for each in Status}
_day, _moment = date.fromisoformat, datetime.fromisoformat


def conference_row(row: tuple[Any, ...]) -> ConferenceRow:
    """The columns stand in the order of the fields, as for `rows.read_all`."""
    (
        number,
        reference,
        kind,
        status,
        family_id,
        family,
        children,
        starts,
        ends,
        mode,
        room,
        chair,
        limit,
        stricter,
        counted,
        doctor,
        sent,
        reply,
        report,
        present,
        breach,
        earlier,
    ) = row
    return ConferenceRow(
        number,
        reference,
        _TYPES[kind],
        _STATUSES[status],
        family_id,
        family,
        children,
        _moment(starts) if starts else None,
        _moment(ends) if ends else None,
        mode,
        room,
        chair,
        _day(limit) if limit else None,
        _day(stricter) if stricter else None,
        _day(counted) if counted else None,
        doctor,
        sent == 1,
        reply,
        report == 1,
        present == 1,
        breach == 1,
        earlier == 1,
    )


def read_conferences(store: Store, sql: str, params: Sequence[object] = ()) -> list[ConferenceRow]:
    """What a query that begins with `CONFERENCES` finds."""
    return list(map(conference_row, store.tuples(sql, params)))
