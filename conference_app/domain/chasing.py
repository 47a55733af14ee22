"""Who owes a reply or a report, for how long, and who is asked next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple

from conference_app.domain.calendar import WorkingCalendar
from conference_app.domain.practice import Practice


class What(StrEnum):
    """What somebody owes."""

    REPLY = "reply"
    REPORT = "report"


class Step(StrEnum):
    """The ladder of escalation, from the bottom [rotherham-prac, knowsley-chall]."""

    PRACTITIONER = "practitioner"
    MANAGER = "manager"
    SENIOR = "senior"


STEPS = tuple(Step)


class Waiting(NamedTuple):
    """An invitation of which something is missing: nobody left out, nobody excluded, nobody who was not asked.

    There can be thousands: days and times are as the store keeps them, ISO text, "" where there is none. `report_due`
    is "" where no report is missing; `reply_chased` and `report_chased` are the latest time it was chased and the
    step, "2027-03-03T09:00 manager"; `exclusions` are the conference's as JSON, "" for none.
    """

    invitation_id: int
    conference_id: int
    reference: str
    starts_at: str
    family_name: str
    name: str
    role_code: str
    agency_name: str
    sent_at: str
    reply_missing: int
    report_due: str
    report_asked: str
    reply_chased: str
    report_chased: str
    exclusions: str


@dataclass(frozen=True, slots=True)
class Missing:
    """One thing one person owes: since when, by when it was wanted, and who is asked for it next."""

    waiting: Waiting
    what: What
    since: date
    due_on: date
    days_late: int
    step: Step
    chased_at: datetime | None = None
    chased_step: Step | None = None


@dataclass(slots=True)
class Chased:
    """What was done about it: on the record as it was written."""

    invitation_id: int
    name: str
    what: What
    step: Step
    route: str
    message: str
    chased_at: datetime
    chased_by: str


@dataclass(frozen=True, slots=True)
class Ladder:
    """When a reply is wanted, and how long after that somebody higher is asked, in working days."""

    reply_before: int
    manager_after: int
    senior_after: int

    @classmethod
    def of(cls, practice: Practice) -> Ladder:
        """The numbers of this authority."""
        return cls(*(practice.integer(key) for key in ("reply_before_wd", "chase_manager_wd", "chase_senior_wd")))

    def reply_due(self, sent_on: date, conference_on: date, calendar: WorkingCalendar) -> date:
        """By when a reply is wanted: so long before the conference, but never on the day the invitation went out."""
        return max(calendar.add(sent_on, 1), calendar.add(conference_on, -self.reply_before))

    def step(self, days_late: int, chased: Step | None, *, climbs: bool = True) -> Step:
        """Who is asked next: never below who was asked last; `climbs` is false for family, who have no manager."""
        if not climbs:
            return Step.PRACTITIONER
        by_days = Step.PRACTITIONER
        if days_late >= self.manager_after:
            by_days = Step.MANAGER
        if days_late >= self.senior_after:
            by_days = Step.SENIOR
        return max(by_days, chased or Step.PRACTITIONER, key=STEPS.index)
