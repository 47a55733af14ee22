"""The bundle of reports that goes out before a conference, and by when reports are with the family."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import TYPE_CHECKING

from conference_app.domain.calendar import WorkingCalendar
from conference_app.domain.conference_status import ConferenceType
from conference_app.domain.practice import Practice
from conference_app.domain.timescales import deadline_before
from conference_app.domain.withholding import Withholding, keeping_back, undecided

if TYPE_CHECKING:  # the invitations' rules are not needed to count a day
    from conference_app.domain.invitations import Invitation

SOCIAL_WORKER = "social_worker"
WHOLE_DAY = time(23, 59)  # where an authority sets no time, the whole day is left


@dataclass(frozen=True, slots=True)
class Bundle:
    """When it is due and when it went; what is missing, what is held back from the family, what is not decided."""

    due_on: date
    due_time: time | None
    sent_at: datetime | None
    missing: tuple[Invitation, ...]
    received: tuple[Invitation, ...]
    held_back: tuple[tuple[Invitation, Withholding], ...]
    undecided: tuple[Withholding, ...]

    @property
    def due_at(self) -> datetime:
        """The last moment it is in time."""
        return datetime.combine(self.due_on, self.due_time or WHOLE_DAY)

    @property
    def sent_late(self) -> bool:
        """Whether it went out after that."""
        return self.sent_at is not None and self.sent_at > self.due_at


def bundle_due(day: date, practice: Practice, calendar: WorkingCalendar) -> tuple[date, time | None]:
    """Day and time by which the bundle for a conference of a day goes out; no time where none is set [oscb-report]."""
    return deadline_before(day, practice.integer("bundle_wd"), calendar), practice.time_of_day("bundle_time")


def share_due(
    line: Invitation, conference_type: ConferenceType, day: date, practice: Practice, calendar: WorkingCalendar
) -> date:
    """By which day a report is with the family: the social worker's by its own number, others by the common one."""
    kind = "review" if conference_type is ConferenceType.REVIEW else "initial"
    key = f"sw_report_{kind}_wd" if line.role_code == SOCIAL_WORKER else "share_reports_wd"
    return deadline_before(day, practice.integer(key), calendar)


def bundle_from(
    lines: Iterable[Invitation],
    asked: Sequence[Withholding],
    due: tuple[date, time | None],
    sent_at: datetime | None,
) -> Bundle:
    """What belongs to the bundle: reports of those on the list that are wanted or came."""
    standing = [line for line in lines if line.stands]
    back = keeping_back(asked)
    return Bundle(
        *due,
        sent_at,
        missing=tuple(line for line in standing if line.report_wanted and line.report_received_on is None),
        received=tuple(line for line in standing if line.report_received_on is not None),
        held_back=tuple((line, back[line.id]) for line in standing if line.report_received_on and line.id in back),
        undecided=tuple(undecided(asked)),
    )
