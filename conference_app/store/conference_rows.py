"""A conference of a short list, out of its row at once: where one is found, looking up how to read it costs more."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from conference_app.domain.conference_status import ConferenceType, Status
from conference_app.domain.listings import ConferenceRow

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
    )
