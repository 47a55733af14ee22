"""What became of the dates of a few conferences: two were moved, one was postponed and waits to be booked again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from conference_app.domain.calendar import WorkingCalendar
from conference_app.domain.conference_status import Status
from conference_app.domain.rebooking import Again, Kind, reason_words
from conference_app.example.histories import Planned
from conference_app.example.rows import Rows
from conference_app.example.sending import SENT_BY, Line, called_back

MOVED, POSTPONED = "moved", "postponed"
APPROVED_BY = "Harriet Lowe, service manager"
FIRST_SENT, MOVED_AT, POSTPONED_AT = time(16, 30), time(8, 40), time(14, 20)
_OF_LINE = (
    "sent_at",
    "sent_route",
    "sent_by",
    "reply",
    "reply_on",
    "reply_route",
    "reply_mode",
    "reply_note",
    "deputy",
)


class Moves:
    """Writes why a date changed, and the invitations as they were before; draws nothing by chance."""

    def __init__(self, rows: Rows, calendar: WorkingCalendar, chairs: Iterable[int], today: date) -> None:
        self._rows, self._calendar, self._chairs, self._today = rows, calendar, sorted(chairs), today

    def write(self, planned: Planned, minutes: int, lines: Sequence[Line]) -> dict[str, Any]:
        """The rows, and the facts of the event; nothing of conferences that stayed or that nobody was told of."""
        sent = [line for line in lines if line.sent_at is not None]
        if POSTPONED in planned.open_ends:
            return self._postponed(planned, minutes, sent)
        return self._moved(planned, minutes, lines) if MOVED in planned.open_ends and sent else {}

    def _moved(self, planned: Planned, minutes: int, lines: Sequence[Line]) -> dict[str, Any]:
        """The chair fell ill the day after the invitations had gone out; it was to be the day before."""
        assert planned.place is not None
        place, asked = planned.place, planned.requested_on
        before = datetime.combine(self._calendar.add(place.starts_at.date(), -1), place.starts_at.time())
        at = datetime.combine(self._calendar.add(asked, 1), MOVED_AT)
        other = next((each for each in self._chairs if each != place.chair_id), place.chair_id)
        number = self._rebooking(planned, Kind.MOVED, "chair_away", Again.NOW, "", before, other, minutes, at)
        sent = {"sent_at": datetime.combine(asked, FIRST_SENT), "sent_by": SENT_BY}
        again = [line for line in lines if line.line.name and not line.line.left_out_reason]
        for line in again:
            route = "post" if line.line.household_member_id or line.line.child_id else "secure e-mail"
            self._called_back(number, line, {**called_back(line.told), **sent, "sent_route": route})
        facts = {"before": before, "starts_at": place.starts_at, "minutes": minutes, "mode": place.mode}
        facts |= {"room": place.room_id, "chair": place.chair_id, "chair_before": other}
        return {**facts, "reason": reason_words("chair_away"), "invitations_to_send_again": len(again)}

    def _postponed(self, planned: Planned, minutes: int, lines: Sequence[Line]) -> dict[str, Any]:
        assert planned.place is not None
        place = planned.place
        at = datetime.combine(self._calendar.add(self._today, -1), POSTPONED_AT)
        number = self._rebooking(
            planned,
            Kind.POSTPONED,
            "professional_not_available",
            Again.LATER,
            APPROVED_BY,
            place.starts_at,
            place.chair_id,
            minutes,
            at,
        )
        for line in lines:
            self._called_back(number, line, line.told)
        facts = {"starts_at": place.starts_at, "approved_by": APPROVED_BY, "again": Again.LATER.value}
        reason = reason_words("professional_not_available")
        return {**facts, "reason": reason, "invitations_to_send_again": len(lines)}

    def _rebooking(
        self,
        planned: Planned,
        kind: Kind,
        reason: str,
        again: Again,
        approved_by: str,
        starts: datetime,
        chair: int,
        minutes: int,
        at: datetime,
    ) -> int:
        assert planned.place is not None
        number = self._rows.new_id("rebooking")
        self._rows.add(
            "rebooking",
            id=number,
            conference_id=planned.id,
            kind=kind,
            reason_code=reason,
            approved_by=approved_by,
            again=again,
            status_before=Status.INVITED,
            starts_before=starts,
            ends_before=starts + timedelta(minutes=minutes),
            mode_before=planned.place.mode,
            joining_before=planned.joining,
            room_before=planned.place.room_id,
            chair_before=chair,
            late_reason_before="",
            late_approver_before="",
            late_approved_before=None,
            rebooked_at=at,
            rebooked_by=SENT_BY,
        )
        return number

    def _called_back(self, number: int, line: Line, told: Mapping[str, Any]) -> None:
        self._rows.add(
            "called_back",
            invitation_id=line.id,
            rebooking_id=number,
            name=line.line.name,
            **{name: told[name] for name in _OF_LINE},
            report_due_on=told["report_due_on"],
        )
