"""What must happen now: every list of the Today page in one order, overdue first."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import IntEnum, StrEnum
from functools import cache

from conference_app.domain.bundle import bundle_due
from conference_app.domain.calendar import DAY, WorkingCalendar
from conference_app.domain.conference_status import ConferenceType
from conference_app.domain.listings import ActionRow, ChaseRow, ConferenceRow
from conference_app.domain.practice import Practice
from conference_app.domain.spoken_dates import counted
from conference_app.domain.timescales import Kind, deadline_before, limit_day
from conference_app.store import conversation, due_lists, lists, medical_parts, papers
from conference_app.store.papers import PapersRow
from conference_app.store.store import Store
from conference_app.use_cases.rules_in_force import calendar_of, practice_of

LOOK_AHEAD = 5  # working days shown as coming
AFTER_WATCH = 60  # working days after which the first review, not this page, asks what a conference left open
PLAN_WATCH = timedelta(days=2 * 365)  # a plan with no review ahead is shown for this long
WORKING_WEEK = 5  # days
ACTIONS_SHOWN = 5  # of each urgency; the others are one line that opens the list of actions


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
    TELL_CHANGE = "tell of the change"
    CALL_OFF = "tell that it is called off"
    CHASE_REPLIES = "chase replies"
    CHASE_REPORTS = "chase reports"
    SHARE_REPORTS = "share reports with the family"
    SEND_BUNDLE = "send the bundle of reports"
    PRINT_AGENDA = "print the agenda"
    RECORD_CONFERENCE = "record what happened"
    RECORD_DECISIONS = "record the decisions"
    ANSWER_NEGLECT = "say whether a paediatric assessment is needed"
    RECORD_MEDICAL_PART = "record what became of the medical evidence"
    SEND_LETTER = "send the decision letter"
    SEND_RECORD = "send the record"
    SET_CORE_GROUP = "set the core group"
    PLAN_REVIEW = "plan the review"
    ACTION = "action"
    ESCALATE_ACTION = "escalate the action"
    MORE_ACTIONS = "more actions"


@dataclass(frozen=True, slots=True)
class DueLine:
    """One thing to do; `due_on` is the last day it is in time, `count` and `who` say how many wait for what.

    `since` is the day it began: the strategy discussion of a request, the day an action was raised; `at` the time
    of the last day where it has one.
    """

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
    since: date | None = None
    at: time | None = None


def what_is_due(store: Store, *, now: datetime) -> list[DueLine]:
    """Every line for the Today page: overdue, today, the next working days.

    In each the missing paediatrician comes first, then whoever would come in vain, what others owe and actions last;
    besides that the earliest.
    """
    looking = _Looking(store, now, calendar_of(store), practice_of(store))
    lines = [
        *looking.to_book(),
        *looking.to_book_again(),
        *looking.to_invite(),
        *looking.to_tell(),
        *looking.to_call_off(),
        *looking.to_chase(),
        *looking.papers(),
        *looking.to_print(),
        *looking.to_record(),
        *looking.to_answer(),
        *looking.to_send(),
        *looking.to_follow_up(),
        *looking.actions(),
    ]
    return sorted(lines, key=_place)


def waiting_today(store: Store, *, now: datetime) -> int:
    """How many lines are overdue or for today: the number on the rail."""
    return sum(line.urgency is not Urgency.COMING for line in what_is_due(store, now=now))


# Within one urgency: the rule without a switch first, what others owe after what the coordinator owes.
RANKS = {
    Duty.INVITE_PAEDIATRICIAN: 0,
    Duty.TELL_CHANGE: 1,
    Duty.CALL_OFF: 1,
    Duty.CHASE_REPORTS: 3,
    Duty.CHASE_REPLIES: 3,
    Duty.ESCALATE_ACTION: 4,
    Duty.ACTION: 4,
    Duty.MORE_ACTIONS: 5,
}
USUAL_RANK = 2


def _place(line: DueLine) -> tuple[Urgency, int, date, Duty, str, str]:
    rank, start = RANKS.get(line.duty, USUAL_RANK), line.starts_at.isoformat() if line.starts_at else ""
    return line.urgency, rank, line.due_on or date.max, line.duty, start, line.reference


def _day(row: ConferenceRow) -> date | None:
    return row.starts_at.date() if row.starts_at else None


class _Looking:
    """One look at the store: its questions share the day, the calendar and the practice numbers."""

    def __init__(self, store: Store, now: datetime, calendar: WorkingCalendar, practice: Practice) -> None:
        self.store, self.now, self.calendar, self.practice = store, now, calendar, practice
        self.today = now.date()
        self.soon = calendar.add(self.today, LOOK_AHEAD)
        self.next_day = calendar.add(self.today, 1)
        self.changed = conversation.to_tell_of_change(store, now)
        self._limit_after = cache(lambda kind, day: limit_day(kind, day, calendar, practice))  # many share a day

    def to_book(self) -> list[DueLine]:
        rows = lists.conferences(self.store, statuses=("requested",))
        return [self._line(Duty.BOOK, row, self._lawful(row), always=self._booking_presses(row)) for row in rows]

    def to_book_again(self) -> list[DueLine]:
        return [
            self._line(Duty.BOOK_AGAIN, row, self._lawful(row), always=Urgency.TODAY)
            for row in due_lists.to_book_again(self.store)
        ]

    def to_invite(self) -> list[DueLine]:
        """Where somebody holds an earlier invitation, all but the paediatrician's are said by `to_tell`."""
        last = self._conferences_up_to("invite_notice_wd", "review_invite_wd")
        without = {row.id: row for row in due_lists.without_paediatrician(self.store, self.now, last)}
        # A missing paediatrician is said for every conference of the coming weeks, however short its own notice.
        missing = [self._line(Duty.INVITE_PAEDIATRICIAN, row, self._invite_by(row)) for row in without.values()]
        lines = [
            self._chase_line(Duty.SEND_INVITATIONS, row, self._invite_by(row))
            for row in due_lists.to_invite(self.store, self.now, last)
            if row.conference_id not in without and row.conference_id not in self.changed
        ]
        return missing + [line for line in lines if self._shown(line)]

    def to_chase(self) -> list[DueLine]:
        replies = [self._reply_line(row) for row in due_lists.replies_to_chase(self.store, self.now, self.soon)]
        last = self._conferences_up_to(
            "sw_report_initial_wd", "sw_report_review_wd", "agency_report_initial_wd", "agency_report_review_wd"
        )
        reports = [
            self._chase_line(Duty.CHASE_REPORTS, row, row.due_on)
            for row in due_lists.reports_to_chase(self.store, self.now, self.soon, last)
        ]
        return replies + reports

    def papers(self) -> list[DueLine]:
        """Reports the family should have had by today, and bundles that go out by the next working day."""
        share, worker = "share_reports_wd", ("sw_report_initial_wd", "sw_report_review_wd")
        notices = (share, *worker, "bundle_wd")
        last = self.calendar.add(self.next_day, max(self.practice.integer(key) for key in notices))
        lines = []
        for row in papers.papers_ahead(self.store, self.now, last):
            kind = worker[row.type is ConferenceType.REVIEW]
            for key, who in ((kind, row.social_worker_unshared), (share, row.others_unshared)):
                due = deadline_before(row.starts_at.date(), self.practice.integer(key), self.calendar)
                if who and due <= self.today:
                    lines.append(self._counted_line(Duty.SHARE_REPORTS, row, due, who.count(", ") + 1, who))
            lines += self._bundle(row)
        return lines

    def _bundle(self, row: PapersRow) -> list[DueLine]:
        """What is missing is named first, then how many requests to withhold wait for the chair."""
        day, at = bundle_due(row.starts_at.date(), self.practice, self.calendar)
        if row.bundle_sent_at is not None or day > self.next_day:
            return []
        line = self._counted_line(Duty.SEND_BUNDLE, row, day, row.missing, row.missing_from)
        late = at is not None and day == self.today and self.now.time() > at
        undecided = f"{counted(row.undecided, 'request')} to withhold not decided" if row.undecided else ""
        return [replace(line, urgency=Urgency.OVERDUE if late else line.urgency, at=at, text=undecided)]

    def to_tell(self) -> list[DueLine]:
        """Whoever holds an invitation for another booking is told on the day that changed, however far ahead it is."""
        rows = lists.conferences_of(self.store, list(self.changed)) if self.changed else []
        lines = [(self._line(Duty.TELL_CHANGE, row, self.changed[row.id][1]), self.changed[row.id][0]) for row in rows]
        return [replace(line, count=count) for line, count in lines]

    def to_call_off(self) -> list[DueLine]:
        """Whoever believes to be invited to a conference that is off is told today."""
        waiting = conversation.to_call_off(self.store, self.now)
        rows = lists.conferences_of(self.store, list(waiting)) if waiting else []
        return [replace(self._line(Duty.CALL_OFF, row, self.today), count=waiting[row.id]) for row in rows]

    def to_answer(self) -> list[DueLine]:
        """What a conference left open about the medical evidence: wanted on the next working day."""
        found = (
            (Duty.ANSWER_NEGLECT, medical_parts.neglect_unanswered(self.store)),
            (Duty.RECORD_MEDICAL_PART, medical_parts.parts_missing(self.store)),
        )
        return [
            self._line(duty, row, self.calendar.add(row.starts_at.date(), 1) if row.starts_at else None)
            for duty, ids in found
            for row in lists.conferences_of(self.store, ids)
        ]

    def to_print(self) -> list[DueLine]:
        rows = due_lists.agendas_to_print(self.store, self.now, self.next_day)
        return [self._line(Duty.PRINT_AGENDA, row, self.today) for row in rows]

    def to_record(self) -> list[DueLine]:
        return [
            self._line(Duty.RECORD_CONFERENCE, row, _day(row)) for row in due_lists.not_recorded(self.store, self.now)
        ]

    def to_send(self) -> list[DueLine]:
        since = self.calendar.add(self.today, -AFTER_WATCH)
        undecided = {row.id: row for row in due_lists.decisions_due(self.store, since)}
        letters = [row for row in due_lists.letters_due(self.store) if row.id not in undecided]
        found = [
            (Duty.SEND_LETTER, Kind.DECISION_LETTER, letters),
            (Duty.SEND_RECORD, Kind.RECORD, due_lists.records_due(self.store)),
        ]
        lines = [self._line(duty, row, self._limit(kind, row)) for duty, kind, rows in found for row in rows]
        decisions = [self._line(Duty.RECORD_DECISIONS, row, _day(row)) for row in undecided.values()]
        return decisions + [line for line in lines if self._shown(line)]

    def to_follow_up(self) -> list[DueLine]:
        since = self.calendar.add(self.today, -AFTER_WATCH)
        plans_since = self.today - PLAN_WATCH
        core_groups = [
            self._line(Duty.SET_CORE_GROUP, row, self._limit(Kind.CORE_GROUP, row))
            for row in due_lists.core_groups_not_set(self.store, since)
        ]
        reviews = [
            self._line(Duty.PLAN_REVIEW, row, self._review_limit(row), always=Urgency.TODAY)
            for row in due_lists.plans_without_review(self.store, plans_since)
        ]
        return [line for line in core_groups if self._shown(line)] + [
            line for line in reviews if line.due_on is None or self._presses(line.due_on)
        ]

    def actions(self) -> list[DueLine]:
        """The oldest overdue ones nobody has escalated, those of today and of the next days, and how many more."""
        overdue = lists.outstanding(self.store, due_by=self.today - DAY, not_escalated=True, most=ACTIONS_SHOWN)
        lines = self._action_lines(overdue, Urgency.OVERDUE, due_lists.overdue_count(self.store, self.today))
        for urgency, first, last in (
            (Urgency.TODAY, self.today, self.today),
            (Urgency.COMING, self.today + DAY, self.soon),
        ):
            rows = lists.outstanding(self.store, due_from=first, due_by=last, most=ACTIONS_SHOWN)
            count = due_lists.due_count(self.store, first, last) if len(rows) == ACTIONS_SHOWN else len(rows)
            lines += self._action_lines(rows, urgency, count)
        return lines

    def _action_lines(self, rows: list[ActionRow], urgency: Urgency, count: int) -> list[DueLine]:
        lines = [self._action_line(row, urgency) for row in rows]
        if count > len(rows):
            lines.append(DueLine(Duty.MORE_ACTIONS, urgency, None, "", count=count - len(rows)))
        return lines

    def _conferences_up_to(self, *notices: str) -> date:
        """The last day on which a conference can be whose longest of these notices ends among the days shown."""
        return self.calendar.add(self.soon, max(self.practice.integer(key) for key in notices))

    def _lawful(self, row: ConferenceRow) -> date | None:
        stricter = self.practice.text("count_from") == "the day itself"
        return row.stricter_limit_on if stricter else row.limit_on

    def _booking_presses(self, row: ConferenceRow) -> Urgency:
        limit = self._lawful(row)
        return Urgency.TODAY if limit is None or self._presses(limit) else Urgency.COMING

    def _presses(self, limit: date) -> bool:
        """Whether a conference must be arranged now to be sure of a place before its limit."""
        return self.calendar.between(self.today, limit) <= self.practice.integer("review_prompt_weeks") * WORKING_WEEK

    def _limit(self, kind: Kind, row: ConferenceRow) -> date | None:
        return self._limit_after(kind, row.starts_at.date()) if row.starts_at else None

    def _review_limit(self, row: ConferenceRow) -> date | None:
        return self._limit(Kind.REVIEW if row.type is ConferenceType.REVIEW else Kind.FIRST_REVIEW, row)

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
            duty,
            min(self._urgency(due), always),
            due,
            row.family_name,
            conference_id=row.id,
            family_id=row.family_id,
            reference=row.reference,
            type=row.type,
            starts_at=row.starts_at,
            who=row.paediatrician_name,
            since=row.counted_from,
        )

    def _chase_line(self, duty: Duty, row: ChaseRow, due: date | None) -> DueLine:
        return self._counted_line(duty, row, due, row.count, row.who)

    def _counted_line(self, duty: Duty, row: ChaseRow | PapersRow, due: date | None, count: int, who: str) -> DueLine:
        return DueLine(
            duty,
            self._urgency(due),
            due,
            row.family_name,
            conference_id=row.conference_id,
            reference=row.reference,
            type=row.type,
            starts_at=row.starts_at,
            count=count,
            who=who,
        )

    def _reply_line(self, row: ChaseRow) -> DueLine:
        """A reply is wanted, not owed: it is never overdue, only for today."""
        due = self.calendar.add(row.starts_at.date(), -self.practice.integer("reply_before_wd"))
        return self._chase_line(Duty.CHASE_REPLIES, row, max(due, self.today))

    def _action_line(self, row: ActionRow, urgency: Urgency) -> DueLine:
        late = (self.today - row.due_on).days
        escalate = late >= self.practice.integer("action_escalation_days") and row.escalated_on is None
        return DueLine(
            Duty.ESCALATE_ACTION if escalate else Duty.ACTION,
            urgency,
            row.due_on,
            row.family_name,
            conference_id=row.conference_id or 0,
            family_id=row.family_id,
            action_id=row.id,
            reference=row.reference,
            who=row.owner,
            text=row.text,
            since=row.raised_on,
        )
