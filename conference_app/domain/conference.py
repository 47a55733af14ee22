"""A conference: what was asked for, and where it is booked."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from conference_app.domain.conference_status import ConferenceType, Status

MODES = ("in person", "video", "hybrid")
NEED_KINDS = ("interpreter", "advocate", "supporter", "access", "separate attendance", "exclusion")
EXCLUSION_DECISIONS = ("", "excluded", "part only", "not excluded")


@dataclass(frozen=True, slots=True)
class StrategyDiscussion:
    """A strategy discussion; exactly one of an initial conference's started the clock [domain 0.1]."""

    held_on: date
    started_clock: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class Need:
    """What somebody needs to take part, or an exclusion asked for and decided by the chair.

    `who` is the name as it was written down; where it is somebody of the household or a child, the id stands
    beside it and `known_as` is the name that person has today.
    """

    kind: str
    who: str
    detail: str = ""
    asked_on: date | None = None
    decision: str = ""
    decided_by: str = ""
    decided_on: date | None = None
    household_member_id: int | None = None
    child_id: int | None = None
    known_as: str = ""

    def excludes(self, name: str, household_member_id: int | None = None, child_id: int | None = None) -> bool:
        """Whether the chair excluded this person by this line."""
        if self.kind != "exclusion" or self.decision != "excluded":
            return False
        return self.is_about(name, household_member_id, child_id)

    def is_about(self, name: str, household_member_id: int | None = None, child_id: int | None = None) -> bool:
        """Whether this line means that person: the same by id where both are known, else by name."""
        mine, theirs = (self.household_member_id, self.child_id), (household_member_id, child_id)
        if any(mine) and any(theirs):
            return mine == theirs
        return bool(bare_name(name)) and bare_name(name) in {bare_name(self.who), bare_name(self.known_as)}


def exclusion_of(
    needs: Iterable[Need], name: str, household_member_id: int | None = None, child_id: int | None = None
) -> Need | None:
    """The chair's decision that keeps this person away from the whole conference, if there is one."""
    return next((need for need in needs if need.excludes(name, household_member_id, child_id)), None)


_HYPHENS = re.compile("[-\u2010-\u2015]")


def bare_name(name: str) -> str:
    """A name for comparing: "grace marlowe" for "Grace  Marlowe (mother)" and "GRACE MARLOWE, mother"."""
    words = re.split(r"[,(]", unicodedata.normalize("NFKC", name).strip(), maxsplit=1)[0]
    return " ".join(_HYPHENS.sub(" ", words).split()).casefold()


@dataclass(frozen=True, slots=True)
class Involvement:
    """An agency involved with the family, in a role, where known by a named professional."""

    role_code: str
    agency_id: int
    professional_id: int | None = None
    about: str = ""
    agency_name: str = ""
    professional_name: str = ""


@dataclass(frozen=True, slots=True)
class Request:
    """What a coordinator is told when somebody asks for a conference."""

    type: ConferenceType
    family_id: int
    child_ids: tuple[int, ...]
    requested_on: date
    requested_by: str = ""
    requesting_agency: str = ""
    reason: str = ""
    section47_on: date | None = None
    notice_on: date | None = None
    previous_id: int | None = None
    previous_on: date | None = None
    previous_was_initial: bool = False
    discussions: tuple[StrategyDiscussion, ...] = ()
    needs: tuple[Need, ...] = ()
    involvements: tuple[Involvement, ...] = ()

    @property
    def clock_started_on(self) -> date | None:
        """The day of the strategy discussion that started the section 47 enquiry, never a later one."""
        return next((each.held_on for each in self.discussions if each.started_clock), None)


@dataclass(frozen=True, slots=True)
class Booking:
    """When, where and under whom; a date past the limit carries its reason and approver."""

    starts_at: datetime
    minutes: int
    chair_id: int
    mode: str = "in person"
    room_id: int | None = None
    joining: str = ""
    late_reason: str = ""
    late_approver: str = ""


@dataclass(frozen=True, slots=True)
class Conference:
    """One conference as it is kept."""

    id: int
    reference: str
    type: ConferenceType
    family_id: int
    status: Status
    requested_on: date
    requested_by: str
    requesting_agency: str
    reason: str
    section47_on: date | None
    notice_on: date | None
    previous_id: int | None
    previous_on: date | None
    previous_was_initial: bool
    counted_from: date | None
    limit_on: date | None
    stricter_limit_on: date | None
    limit_provisional: bool
    starts_at: datetime | None
    ends_at: datetime | None
    mode: str
    joining: str
    room_id: int | None
    chair_id: int | None
    late_reason: str
    late_approver: str
    late_approved_on: date | None
    core_group_at: datetime | None
    letter_sent_on: date | None
    record_sent_on: date | None
    version: int
    family_name: str
    chair_name: str
    room_name: str
    room_place: str
    room_access: str
    discussions: list[StrategyDiscussion] = field(default_factory=list)
    needs: list[Need] = field(default_factory=list)
    involvements: list[Involvement] = field(default_factory=list)

    @property
    def day(self) -> date | None:
        """The day it is booked for."""
        return self.starts_at.date() if self.starts_at else None

    @property
    def minutes(self) -> int:
        """Its booked length in minutes; 0 while not booked."""
        return int((self.ends_at - self.starts_at).total_seconds() // 60) if self.starts_at and self.ends_at else 0

    def excludes(self, name: str, household_member_id: int | None = None, child_id: int | None = None) -> bool:
        """Whether the chair decided to exclude this person from the whole conference; nothing may be sent to them."""
        return exclusion_of(self.needs, name, household_member_id, child_id) is not None


@dataclass(frozen=True, slots=True)
class Breach:
    """A conference held with no paediatrician invited: it stays on the record."""

    conference_id: int
    chair_name: str
    reason: str
    recorded_at: str
    recorded_by: str
