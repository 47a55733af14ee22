"""The paediatrician's trail: everything kept about the doctors of one conference, from proposed to read out."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from conference_app.domain.attendance import Attendance
from conference_app.domain.bundle import share_due
from conference_app.domain.chasing import Chased, Ladder
from conference_app.domain.conference import Breach, Conference
from conference_app.domain.conference_status import ConferenceType
from conference_app.domain.family import Child, Medical
from conference_app.domain.invitations import Invitation, paediatrician_line
from conference_app.domain.listings import HistoryRow
from conference_app.domain.medical_part import MedicalPart
from conference_app.domain.people import PAEDIATRICIAN
from conference_app.domain.rebooking import CalledBack
from conference_app.domain.timescales import deadline_before
from conference_app.domain.withholding import Withholding
from conference_app.store import (
    attendance,
    chasing,
    conferences,
    decisions,
    invitations,
    ledger,
    lists,
    medical_parts,
    rebookings,
    withholdings,
)
from conference_app.store.ledger import DocumentIssue
from conference_app.store.store import Store
from conference_app.use_cases.record_medical_part import is_asked
from conference_app.use_cases.rules_in_force import calendar_of, practice_of

CHOSEN, BUILT = "paediatrician_chosen", "invitation_list_built"


@dataclass(frozen=True, slots=True)
class Choice:
    """A doctor chosen by somebody, or the list built: when by UTC, by whom, and why; `name` is "" for the list."""

    at_utc: str
    actor: str
    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class Deadlines:
    """By when each step is wanted; None where no day is booked, or nobody was asked."""

    invite_by: date | None = None
    reply_by: date | None = None
    share_by: date | None = None


@dataclass(frozen=True, slots=True)
class Trail:
    """What is kept; `line` is the invitation that matters, `lines` every doctor's, also those left out."""

    found: Conference
    line: Invitation | None
    lines: Sequence[Invitation]
    choices: Sequence[Choice]
    sent_before: Sequence[tuple[CalledBack, datetime | None]]
    issues: Sequence[DocumentIssue]
    chased: Sequence[Chased]
    withholdings: Sequence[Withholding]
    register: Sequence[Attendance]
    medicals: Sequence[Medical]
    part: MedicalPart | None
    part_asked: bool
    breach: Breach | None
    neglect_unanswered: Sequence[str]
    deadlines: Deadlines

    @property
    def declined(self) -> bool:
        """Whether the doctor invited does not come and sends nobody, and no other was asked who may."""
        waiting = [line for line in self.lines if line.stands and line.sent_at is not None]
        return bool(waiting) and all(line.reply in {"not coming", "not sure"} for line in waiting)


def trail_of(store: Store, conference_id: int) -> Trail:
    """Read the trail of one conference."""
    found = conferences.conference(store, conference_id)
    lines = [line for line in invitations.invitations(store, conference_id) if line.role_code == PAEDIATRICIAN]
    ids = {line.id for line in lines}
    line = paediatrician_line(lines)
    return Trail(
        found=found,
        line=line,
        lines=lines,
        choices=_choices(lists.history(store, "conference", conference_id)),
        sent_before=_sent_before(store, conference_id, ids),
        issues=[each for each in reversed(ledger.issues(store, conference_id)) if each.invitation_id in ids],
        chased=[each for each in reversed(chasing.chased(store, conference_id)) if each.invitation_id in ids],
        withholdings=[each for each in withholdings.withholdings(store, conference_id) if each.invitation_id in ids],
        register=[each for each in attendance.register(store, conference_id) if each.role_code == PAEDIATRICIAN],
        medicals=conferences.medicals_of(store, conference_id),
        part=medical_parts.medical_part(store, conference_id),
        part_asked=is_asked(store, conference_id),
        breach=conferences.breach(store, conference_id),
        neglect_unanswered=unanswered_about_neglect(store, conference_id),
        deadlines=_deadlines(store, found, line),
    )


def unanswered_about_neglect(store: Store, conference_id: int) -> list[str]:
    """The children on a plan for neglect of whom nobody said whether a paediatric assessment is needed."""
    made = decisions.decisions(store, conference_id)
    open_ones = {each.child_id for each in made if "NEG" in each.categories and not each.paediatric_assessment.strip()}
    children: Sequence[Child] = conferences.children_of(store, conference_id)
    return [child.name for child in children if child.id in open_ones]


def _choices(rows: Sequence[HistoryRow]) -> list[Choice]:
    """The first time the list was built, and each choice, in their order."""
    made = []
    for row in reversed(rows):
        facts: Mapping[str, object] = json.loads(row.facts)
        if row.action == CHOSEN:
            made.append(Choice(row.at_utc, row.actor, str(facts.get("name", "")), row.reason))
        elif row.action == BUILT and not any(not each.name for each in made):
            made.append(Choice(row.at_utc, row.actor, "", ""))
    return made


def _sent_before(store: Store, conference_id: int, ids: set[int]) -> list[tuple[CalledBack, datetime | None]]:
    """What went out for another booking, with the start it was for; the oldest first."""
    moves = [each for each in reversed(rebookings.rebookings(store, conference_id)) if each.taken_back_at is None]
    return [
        (line, move.starts_before)
        for move in moves
        for line in rebookings.called_back(store, move.id)
        if line.invitation_id in ids and line.sent_at is not None
    ]


def _deadlines(store: Store, found: Conference, line: Invitation | None) -> Deadlines:
    if found.day is None:
        return Deadlines()
    practice, calendar = practice_of(store), calendar_of(store)
    key = "review_invite_wd" if found.type is ConferenceType.REVIEW else "invite_notice_wd"
    invite_by = deadline_before(found.day, practice.integer(key), calendar)
    if line is None:
        return Deadlines(invite_by)
    sent_on = line.sent_at.date() if line.sent_at else None
    reply_by = Ladder.of(practice).reply_due(sent_on, found.day, calendar) if sent_on else None
    return Deadlines(invite_by, reply_by, share_due(line, found.type, found.day, practice, calendar))
