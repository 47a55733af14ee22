"""What must happen now: every list of the Today page in one order, overdue first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import IntEnum, StrEnum

from conference_app.domain.calendar import WorkingCalendar
from conference_app.domain.conference import ConferenceType
from conference_app.domain.listings import ActionRow, ChaseRow, ConferenceRow
from conference_app.domain.practice import Practice
from conference_app.domain.timescales import Kind, deadline_before, limit_day
from conference_app.store import lists
from conference_app.store.store import Store
from conference_app.use_cases.rules_in_force import calendar_of, practice_of

LOOK_AHEAD = 5  # working days shown as coming


class Urgency(IntEnum):
    """Where a line stands on the page."""

    OVERDUE = 0
    TODAY = 1
    COMING = 2


class Duty(StrEnum):
    """What has to be done."""

    BOOK = "book"
    BOOK_AGAIN = "book again"
    INVITE_PAEDIATRICIAN = "invite the paediatrician"
    SEND_INVITATIONS = "send invitations"
    CHASE_REPLIES = "chase replies"
    CHASE_REPORTS = "chase reports"
    PRINT_AGENDA = "print the agenda"
    RECORD_CONFERENCE = "record what happened"
    SEND_LETTER = "send the decision letter"
    SEND_RECORD = "send the record"
    SET_CORE_GROUP = "set the core group"
    PLAN_REVIEW = "plan the review"
    ACTION = "action"
    ESCALATE_ACTION = "escalate the action"


@dataclass(frozen=True, slots=True)
class DueLine:
    """One thing to do; `due_on` is the last day it is in time, `count` and `who` say how many wait for what."""

    duty: Duty
    urgency: Urgency
    due_on: date | None
    family_name: str
    conference_id: int = 0
    family_id: int = 0
    action_id: int = 0
    reference: str = ""
    type: ConferenceType | None = None
    starts_at: datetime | None = None
    count: int = 0
    who: str = ""
    text: str = ""


def what_is_due(store: Store, *, now: datetime) -> list[DueLine]:
    """Every line for the Today page: overdue, today, the next working days; in each the earliest first."""
    looking = _Looking(store, now, calendar_of(store), practice_of(store))
    lines = [
        *looking.to_book(), *looking.to_book_again(), *looking.to_invite(), *looking.to_chase(), *looking.to_print(),
        *looking.to_record(), *looking.to_send(), *looking.to_follow_up(), *looking.actions(),
    ]  # fmt: skip
    return sorted(lines, key=lambda line: (line.urgency, line.due_on or date.max, line.duty, line.reference))


def waiting_today(store: Store, *, now: datetime) -> int:
    """How many lines are overdue or for today: the number on the rail."""
    return sum(line.urgency is not Urgency.COMING for line in what_is_due(store, now=now))


class _Looking:
    """One look at the store: its questions share the day, the calendar and the practice numbers."""

    def __init__(self, store: Store, now: datetime, calendar: WorkingCalendar, practice: Practice) -> None:
        self.store, self.now, self.calendar, self.practice = store, now, calendar, practice
        self.today = now.date()
        self.soon = calendar.add(self.today, LOOK_AHEAD)
        self.next_day = calendar.add(self.today, 1)

    def to_book(self) -> list[DueLine]:
        rows = lists.conferences(self.store, statuses=("requested",))
        return [self._line(Duty.BOOK, row, row.limit_on, always=Urgency.TODAY) for row in rows]

    def to_book_again(self) -> list[DueLine]:
        return [self._line(Duty.BOOK_AGAIN, row, row.limit_on, always=Urgency.TODAY)
                for row in lists.to_book_again(self.store)]  # fmt: skip

    def to_invite(self) -> list[DueLine]:
        lines = []
        without = {row.id: row for row in lists.without_paediatrician(self.store) if not self._is_past(row.starts_at)}
        for row in without.values():
            lines.append(self._line(Duty.INVITE_PAEDIATRICIAN, row, self._invite_by(row), always=Urgency.COMING))
        for chase in lists.to_invite(self.store, self.now):
            if chase.conference_id not in without:
                due = self._invite_by(chase)
                lines.append(self._chase_line(Duty.SEND_INVITATIONS, chase, due))
        return [line for line in lines if self._shown(line)]

    def to_chase(self) -> list[DueLine]:
        replies = [self._chase_line(Duty.CHASE_REPLIES, row, self.calendar.add(row.starts_at.date(), -2))
                   for row in lists.replies_to_chase(self.store, self.now, self.soon)]  # fmt: skip
        reports = [self._chase_line(Duty.CHASE_REPORTS, row, row.due_on)
                   for row in lists.reports_to_chase(self.store, self.now, self.soon)]  # fmt: skip
        return replies + reports

    def to_print(self) -> list[DueLine]:
        rows = lists.agendas_to_print(self.store, self.now, self.next_day)
        return [self._line(Duty.PRINT_AGENDA, row, self.today) for row in rows]

    def to_record(self) -> list[DueLine]:
        return [self._line(Duty.RECORD_CONFERENCE, row, row.starts_at.date() if row.starts_at else None)
                for row in lists.not_recorded(self.store, self.now)]  # fmt: skip

    def to_send(self) -> list[DueLine]:
        found = [(Duty.SEND_LETTER, Kind.DECISION_LETTER, lists.letters_due(self.store)),
                 (Duty.SEND_RECORD, Kind.RECORD, lists.records_due(self.store))]  # fmt: skip
        lines = [self._line(duty, row, self._limit(kind, row)) for duty, kind, rows in found for row in rows]
        return [line for line in lines if self._shown(line)]

    def to_follow_up(self) -> list[DueLine]:
        since = self.calendar.add(self.today, -60)
        lines = [self._line(Duty.SET_CORE_GROUP, row, self._limit(Kind.CORE_GROUP, row))
                 for row in lists.core_groups_not_set(self.store, since)]  # fmt: skip
        for row in lists.plans_without_review(self.store):
            kind = Kind.REVIEW if row.type is ConferenceType.REVIEW else Kind.FIRST_REVIEW
            limit = self._limit(kind, row)
            prompt = self.practice.integer("review_prompt_weeks") * 5
            if limit and self.calendar.between(self.today, limit) <= prompt:
                lines.append(self._line(Duty.PLAN_REVIEW, row, limit, always=Urgency.TODAY))
        return lines

    def actions(self) -> list[DueLine]:
        return [self._action_line(row) for row in lists.outstanding(self.store, due_by=self.today)]

    def _is_past(self, moment: datetime | None) -> bool:
        return moment is not None and moment < self.now

    def _limit(self, kind: Kind, row: ConferenceRow) -> date | None:
        return limit_day(kind, row.starts_at.date(), self.calendar, self.practice) if row.starts_at else None

    def _invite_by(self, row: ConferenceRow | ChaseRow) -> date | None:
        if row.starts_at is None:
            return None
        key = "review_invite_wd" if row.type is ConferenceType.REVIEW else "invite_notice_wd"
        return deadline_before(row.starts_at.date(), self.practice.integer(key), self.calendar)

    def _urgency(self, due: date | None) -> Urgency:
        if due is None or due > self.today:
            return Urgency.COMING
        return Urgency.TODAY if due == self.today else Urgency.OVERDUE

    def _shown(self, line: DueLine) -> bool:
        return line.due_on is None or line.due_on <= self.soon

    def _line(self, duty: Duty, row: ConferenceRow, due: date | None, always: Urgency = Urgency.COMING) -> DueLine:
        return DueLine(
            duty, min(self._urgency(due), always), due, row.family_name, conference_id=row.id, family_id=row.family_id,
            reference=row.reference, type=row.type, starts_at=row.starts_at, who=row.paediatrician_name)  # fmt: skip

    def _chase_line(self, duty: Duty, row: ChaseRow, due: date | None) -> DueLine:
        return DueLine(
            duty, self._urgency(due), due, row.family_name, conference_id=row.conference_id, reference=row.reference,
            type=row.type, starts_at=row.starts_at, count=row.count, who=row.who)  # fmt: skip

    def _action_line(self, row: ActionRow) -> DueLine:
        late = (self.today - row.due_on).days
        escalate = late >= self.practice.integer("action_escalation_days") and row.escalated_on is None
        return DueLine(
            Duty.ESCALATE_ACTION if escalate else Duty.ACTION, self._urgency(row.due_on), row.due_on, row.family_name,
            conference_id=row.conference_id or 0, family_id=row.family_id, action_id=row.id, reference=row.reference,
            who=row.owner, text=row.text)  # fmt: skip
