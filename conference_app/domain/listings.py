"""What one line on a screen holds: small rows, read by one query each.

Not frozen like everything else: a frozen dataclass takes eight times as long to build, and lists are long.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from conference_app.domain.conference_status import ConferenceType, Status
from conference_app.domain.paediatrician_words import paediatrician_state_words


@dataclass(slots=True)
class ConferenceRow:
    """A conference in a list; `children` are names joined by commas."""

    id: int
    reference: str
    type: ConferenceType
    status: Status
    family_id: int
    family_name: str
    children: str
    starts_at: datetime | None
    ends_at: datetime | None
    mode: str
    room_name: str
    chair_name: str
    limit_on: date | None
    stricter_limit_on: date | None
    counted_from: date | None
    paediatrician_name: str
    paediatrician_sent: bool
    paediatrician_reply: str
    paediatrician_report: bool
    paediatrician_present: bool
    in_breach: bool
    paediatrician_earlier: bool  # not invited, but holds an invitation to a time given up since

    @property
    def paediatrician_attended(self) -> bool | None:
        """Whether one was there by the register; None while the conference is not held."""
        return self.paediatrician_present if self.status.was_held else None

    @property
    def paediatrician(self) -> str:
        """The paediatrician's state in words."""
        if self.in_breach:
            return "breach: held with none invited"
        if not self.paediatrician_name:
            return "no paediatrician named"
        return paediatrician_state_words(
            self.paediatrician_name,
            self.paediatrician_sent,
            self.paediatrician_reply,
            self.paediatrician_report,
            self.paediatrician_attended,
            earlier=self.paediatrician_earlier,
        )


@dataclass(slots=True)
class ClockRow:
    """A conference still to be held, with its limits as they were counted and everything they count from.

    `late_explained`: reason and approver of a date past the limit are on record. `born_on` is the first birth since
    the previous conference, `expected_on` the first expected date of a child not born yet.
    """

    id: int
    reference: str
    type: ConferenceType
    status: Status
    family_name: str
    starts_at: datetime | None
    limit_on: date | None
    stricter_limit_on: date | None
    late_explained: bool
    discussed_on: date | None
    notice_on: date | None
    previous_on: date | None
    previous_was_initial: bool
    born_on: date | None
    expected_on: date | None


@dataclass(slots=True)
class FamilyRow:
    """A family in a list, with its last and next conference."""

    id: int
    name: str
    children: str
    case_numbers: str
    last_conference_at: datetime | None
    next_conference_at: datetime | None
    open_actions: int


@dataclass(slots=True)
class ActionRow:
    """An action in a list."""

    id: int
    text: str
    family_id: int
    family_name: str
    child_name: str
    owner: str
    agency_name: str
    due_on: date
    first_due_on: date
    raised_on: date
    escalated_on: date | None
    escalated_to: str
    done_on: date | None
    restricted: bool
    conference_id: int | None
    reference: str
    latest_note: str


@dataclass(slots=True)
class ChaseRow:
    """How many invitations of one conference wait for something."""

    conference_id: int
    reference: str
    type: ConferenceType
    family_name: str
    starts_at: datetime
    count: int
    who: str
    due_on: date | None


@dataclass(slots=True)
class HistoryRow:
    """One event of the audit trail as a page shows it; `facts` is the event's detail as JSON."""

    seq: int
    at_utc: str
    actor: str
    action: str
    reason: str
    recipients: str
    facts: str


@dataclass(slots=True)
class ComplianceRow:
    """How paediatricians were involved in the conferences of one type in one month (YYYY-MM).

    `read_out`: the chair read out their report; `without_doctor`: medical findings were discussed with no doctor there.
    """

    month: str
    type: ConferenceType
    conferences: int
    invited_in_time: int
    attending: int
    report_only: int
    neither: int
    read_out: int
    without_doctor: int
    breaches: int


@dataclass(slots=True)
class PaediatricianMonth:
    """How paediatricians are involved in the conferences held or booked in some days."""

    conferences: int
    invited: int
    attending: int
    report_only: int
    waiting: int


@dataclass(slots=True)
class TimelinessRow:
    """Initial conferences of one month (YYYY-MM) held within their limit, by conference and by child."""

    month: str
    conferences: int
    in_time: int
    children: int
    children_in_time: int


@dataclass(slots=True)
class Closure:
    """Days on which the council is closed and its own procedure stops the count."""

    first_day: date
    last_day: date
    reason: str
    id: int = 0
    version: int = 0


@dataclass(slots=True)
class Taken:
    """A booking as what stands in the way of another: when, and whom and what it keeps."""

    starts_at: datetime
    ends_at: datetime
    chair_id: int | None
    room_id: int | None
    family_id: int
