"""Who was chased for what is missing, in the very words the program would have used."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any

from conference_app.chase_words import message_of
from conference_app.domain.calendar import WorkingCalendar
from conference_app.domain.chasing import Ladder, Missing, Step, Waiting, What
from conference_app.domain.practice import Practice
from conference_app.example.histories import Planned
from conference_app.example.rows import Rows
from conference_app.example.sending import SENT_BY, Line

REPLIES_MISSING, REPORTS_MISSING = "replies missing", "reports missing"
CHASED_AT = time(11, 15)
SOON = 5  # working days: who comes later has not been chased yet


class Chasing:
    """Writes what was chased two working days ago, and for reports again one day ago; draws nothing by chance."""

    def __init__(
        self, rows: Rows, calendar: WorkingCalendar, practice: Practice, agencies: dict[int, str], today: date
    ) -> None:
        self._rows, self._calendar, self._agencies, self._today = rows, calendar, agencies, today
        self._ladder, self._signed = Ladder.of(practice), practice.text("coordinator_title")

    def write(self, planned: Planned, family: str, lines: Sequence[Line]) -> list[dict[str, Any]]:
        """The rows, and the facts of one event for each time somebody was chased."""
        day = planned.day
        if day is None or not self._today <= day <= self._calendar.add(self._today, SOON):
            return []
        found = []
        if REPLIES_MISSING in planned.open_ends:
            silent = [line for line in lines if line.sent_at is not None and not line.told["reply"]]
            found.append(self._chased(planned, family, silent, What.REPLY, Step.PRACTITIONER, 2))
        if REPORTS_MISSING in planned.open_ends:
            late = [line for line in lines if self._owes_report(line)]
            found.append(self._chased(planned, family, late, What.REPORT, Step.PRACTITIONER, 2))
            found.append(self._chased(planned, family, late[:1], What.REPORT, Step.MANAGER, 1))
        return [each for each in found if each]

    def _owes_report(self, line: Line) -> bool:
        due = line.told["report_due_on"]
        asked = line.told["report_asked_on"] is not None and line.told["report_received_on"] is None
        return asked and due is not None and due <= self._calendar.add(self._today, -2)

    def _chased(
        self, planned: Planned, family: str, lines: Sequence[Line], what: What, step: Step, days_ago: int
    ) -> dict[str, Any]:
        at = datetime.combine(self._calendar.add(self._today, -days_ago), CHASED_AT)
        chased = [line for line in lines if line.sent_at is not None and line.sent_at < at]
        for line in chased:
            missing = self._missing(planned, family, line, what, step, at.date())
            self._rows.add(
                "chasing",
                invitation_id=line.id,
                what=what,
                step=step,
                route="e-mail",
                message=message_of(missing, step=step, signed=self._signed).text,
                chased_at=at,
                chased_by=SENT_BY,
            )
        names = ", ".join(line.line.name for line in chased)
        facts = {"recipients": names, "what": what.value, "step": step.value, "route": "e-mail", "at": at}
        return facts if chased else {}

    def _missing(self, planned: Planned, family: str, line: Line, what: What, step: Step, on: date) -> Missing:
        assert planned.day is not None
        assert line.sent_at is not None
        told, place = line.told, planned.place
        assert place is not None
        due = told["report_due_on"]
        asked = line.sent_at.date()
        if what is What.REPLY:
            due = self._ladder.reply_due(asked, planned.day, self._calendar)
        waiting = Waiting(
            line.id,
            planned.id,
            planned.reference,
            place.starts_at.isoformat(timespec="minutes"),
            family,
            line.line.name,
            line.line.role_code,
            self._agencies.get(line.line.agency_id or 0, ""),
            line.sent_at.isoformat(timespec="minutes"),
            int(not told["reply"]),
            str(due) if what is What.REPORT else "",
            str(told["report_asked_on"] or ""),
            "",
            "",
            "",
        )
        return Missing(waiting, what, asked, due, max(0, self._calendar.between(due, on)), step)
