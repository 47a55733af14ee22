"""Each limit of the procedures: the last lawful day, and how it was counted, day by day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from dateutil.relativedelta import relativedelta

from conference_app.domain.calendar import DAY, EARLIEST, LATEST, WorkingCalendar
from conference_app.domain.errors import RuleBroken
from conference_app.domain.practice import Practice

WEEKS_OF_PREGNANCY = 40  # at the expected date of delivery


class Kind(StrEnum):
    """What is limited; each value is the word the command line uses."""

    INITIAL = "initial"
    FIRST_REVIEW = "first-review"
    REVIEW = "review"
    PRE_BIRTH = "pre-birth"
    TRANSFER_IN = "transfer-in"
    CORE_GROUP = "core-group"
    LATER_CORE_GROUP = "later-core-group"
    DECISION_LETTER = "decision-letter"
    RECORD = "record"
    INQUORATE_REDATE = "inquorate-redate"
    COMPLAINT = "complaint"
    # Counted back from the conference: the last day on which the thing is in time.
    EXCLUSION_NOTICE = "exclusion-notice"
    INVITATIONS_INITIAL = "invitations-initial"
    INVITATIONS_REVIEW = "invitations-review"
    WORKER_REPORT_INITIAL = "worker-report-initial"
    WORKER_REPORT_REVIEW = "worker-report-review"
    AGENCY_REPORT_INITIAL = "agency-report-initial"
    AGENCY_REPORT_REVIEW = "agency-report-review"
    BUNDLE = "bundle"
    POLICE_CHECK = "police-check"


# Kind: the practice number, and what the count starts from, in words.
_AFTER = {
    Kind.INITIAL: ("icpc_limit_wd", "the strategy discussion"),
    Kind.PRE_BIRTH: ("icpc_limit_wd", "the strategy discussion"),
    Kind.FIRST_REVIEW: ("first_review_limit", "the initial conference"),
    Kind.REVIEW: ("later_review_limit", "the previous review"),
    Kind.CORE_GROUP: ("core_group_first_wd", "the conference"),
    Kind.LATER_CORE_GROUP: ("core_group_interval_weeks", "the previous core group"),
    Kind.DECISION_LETTER: ("decision_letter_wd", "the conference"),
    Kind.RECORD: ("record_wd", "the conference"),
    Kind.INQUORATE_REDATE: ("inquorate_redate_wd", "the inquorate conference"),
    Kind.COMPLAINT: ("complaint_window_days", "the conference"),
}
_BEFORE = {
    Kind.EXCLUSION_NOTICE: "exclusion_notice_wd",
    Kind.INVITATIONS_INITIAL: "invite_notice_wd",
    Kind.INVITATIONS_REVIEW: "review_invite_wd",
    Kind.WORKER_REPORT_INITIAL: "sw_report_initial_wd",
    Kind.WORKER_REPORT_REVIEW: "sw_report_review_wd",
    Kind.AGENCY_REPORT_INITIAL: "agency_report_initial_wd",
    Kind.AGENCY_REPORT_REVIEW: "agency_report_review_wd",
    Kind.BUNDLE: "bundle_wd",
    Kind.POLICE_CHECK: "police_check_wd",
}


@dataclass(frozen=True)
class CountedDay:
    """One day of the strip: its number in the count, or why it was skipped."""

    date: date
    counts: bool
    n: int | None
    why: str


@dataclass(frozen=True)
class Limit:
    """The last lawful day and how it came about.

    `limit`: the day after the start is day 1. `stricter`: the start itself is day 1 where it is a day
    that counts. `counted_from` is the day the strip `days` begins after: the start, or the birth. For
    kinds counted back from a conference the strip runs from the limit to the day before the conference.
    `proposed` is the working day on or before the limit. `target` is the date aimed at, where there is one.
    """

    kind: Kind
    start: date
    counted_from: date
    limit: date
    stricter: date
    proposed: date
    provisional: bool
    basis: str
    days: tuple[CountedDay, ...]
    notes: tuple[str, ...] = ()
    target: date | None = None

    def last_lawful_day(self, practice: Practice) -> date:
        """The one of the two counts this authority goes by."""
        return self.stricter if practice.text("count_from") == "the day itself" else self.limit


@dataclass(frozen=True)
class _Count:
    """One way of counting to a limit; the earliest of several is the limit."""

    counted_from: date
    limit: date
    stricter: date
    basis: str
    working: bool
    note: str = ""


def limit_for(
    kind: Kind,
    start: date,
    calendar: WorkingCalendar,
    practice: Practice,
    *,
    born: date | None = None,
    expected: date | None = None,
) -> Limit:
    """The limit of one kind, counted from `start` (back from it for what is due before a conference).

    `born` brings a first review forward after a birth that followed the conference [liverpool-icpc];
    `expected`, the expected date of delivery, sets the pre-birth stop and target [sefton-6.1.8].
    RuleBroken("date_out_of_range") for dates nobody means.
    """
    _check_range(start, born, expected)
    if kind in _BEFORE:
        return _limit_before(kind, start, calendar, practice)
    counts, notes = _counts(kind, start, calendar, practice, born, expected)
    first = min(counts, key=lambda count: count.limit)
    notes += [first.note] if first.note else []
    notes += [] if calendar.is_working_day(first.limit) else ["falls_on_non_working_day"]
    return Limit(
        kind=kind,
        start=start,
        counted_from=first.counted_from,
        limit=first.limit,
        stricter=min(count.stricter for count in counts),
        proposed=calendar.previous_working_day(first.limit),
        provisional=calendar.crosses_provisional(start, first.limit),
        basis=first.basis,
        days=tuple(_strip(first, calendar)),
        notes=tuple(notes),
        target=_target(expected, practice) if kind is Kind.PRE_BIRTH else None,
    )


def limit_day(
    kind: Kind,
    start: date,
    calendar: WorkingCalendar,
    practice: Practice,
    *,
    born: date | None = None,
    expected: date | None = None,
) -> date:
    """The limit's date alone, for where thousands are wanted and none is explained."""
    return limit_days(kind, start, calendar, practice, born=born, expected=expected)[0]


def limit_days(
    kind: Kind,
    start: date,
    calendar: WorkingCalendar,
    practice: Practice,
    *,
    born: date | None = None,
    expected: date | None = None,
) -> tuple[date, date]:
    """The dates of both counts alone: the day after the start is day 1; the start itself is."""
    _check_range(start, born, expected)
    if kind in _BEFORE:
        limit = deadline_before(start, practice.integer(_BEFORE[kind]), calendar)
        return limit, limit
    counts = _counts(kind, start, calendar, practice, born, expected)[0]
    return min(count.limit for count in counts), min(count.stricter for count in counts)


def margin(conference_day: date, limit: date, calendar: WorkingCalendar) -> int:
    """Working days left between the conference and its limit: 0 on the last day, negative when late."""
    left = calendar.between(conference_day, limit)
    return min(left, -1) if conference_day > limit else left


def deadline_before(day: date, count: int, calendar: WorkingCalendar) -> date:
    """The day on which something due `count` working days before `day` is still in time."""
    return calendar.add(day, -count)


def _check_range(*days: date | None) -> None:
    for day in days:
        if day is not None and not EARLIEST <= day <= LATEST:
            raise RuleBroken("date_out_of_range", text=day.isoformat(), first=EARLIEST.year, last=LATEST.year)


def _counts(
    kind: Kind,
    start: date,
    calendar: WorkingCalendar,
    practice: Practice,
    born: date | None,
    expected: date | None,
) -> tuple[list[_Count], list[str]]:
    """Every count that limits this kind, the ordinary one first, and what is to be noted besides."""
    key, event = _event(kind, practice)
    counts = [_count_after(practice.measure(key), start, event, calendar)]
    notes: list[str] = []
    if kind is Kind.FIRST_REVIEW and born is not None:
        if born >= start:
            after_birth = practice.measure("review_after_birth")
            counts.append(_count_after(after_birth, born, "the birth", calendar, "counted_from_birth"))
        else:
            notes.append("born_before_conference")
    if kind is Kind.PRE_BIRTH:
        stop = None if expected is None else _pregnancy_stop(expected, start, practice)
        if stop is None:
            notes.append("expected_date_unknown")
        elif stop.limit <= start:
            notes.append("prebirth_stop_passed")
        else:
            counts.append(stop)
    return counts, notes


def _event(kind: Kind, practice: Practice) -> tuple[str, str]:
    if kind is Kind.TRANSFER_IN:
        return "transfer_in_limit_wd", "the " + practice.text("transfer_in_clock_start")
    return _AFTER[kind]


def _count_after(measure: str, start: date, event: str, calendar: WorkingCalendar, note: str = "") -> _Count:
    """A length of time in words ("15 working days", "3 calendar months", "12 weeks") laid after `start`."""
    number, unit = measure.split(" ", 1)
    amount = int(number)
    basis = f"{_in_words(amount, unit)} after {event}"
    if unit == "working days":
        limit = calendar.add(start, amount)
        stricter = calendar.add(start, amount - 1) if calendar.is_working_day(start) else limit
        return _Count(start, limit, stricter, basis, working=True, note=note)
    limit = start + _calendar_length(amount, unit)
    return _Count(start, limit, limit - DAY, basis, working=False, note=note)


def _calendar_length(amount: int, unit: str) -> relativedelta:
    """Days, weeks or months; a month that has no such day ends on its last (31 August + 6 months)."""
    match unit:
        case "calendar months":
            return relativedelta(months=amount)
        case "weeks":
            return relativedelta(weeks=amount)
        case "days":
            return relativedelta(days=amount)
    raise ValueError(unit)


def _in_words(amount: int, unit: str) -> str:
    return f"{amount} {unit.removesuffix('s') if amount == 1 else unit}"


def _target(expected: date | None, practice: Practice) -> date | None:
    """The date a pre-birth conference is aimed at."""
    return expected and expected - timedelta(weeks=practice.integer("prebirth_target_weeks"))


def _pregnancy_stop(expected: date, start: date, practice: Practice) -> _Count:
    """The last day of the pregnancy on which a pre-birth conference is in time."""
    weeks = practice.integer("prebirth_stop_weeks")
    stop = expected - timedelta(weeks=WEEKS_OF_PREGNANCY - weeks)
    return _Count(start, stop, stop, f"{weeks} weeks of pregnancy", working=True, note="prebirth_stop_applies")


def _strip(count: _Count, calendar: WorkingCalendar) -> Iterator[CountedDay]:
    """Every day after the start up to the limit; without working days to count, every day counts."""
    number, day = 0, count.counted_from
    while day < count.limit:
        day += DAY
        why = calendar.why_not_working(day) if count.working else ""
        number += not why
        yield CountedDay(day, not why, None if why else number, why)


def _limit_before(kind: Kind, start: date, calendar: WorkingCalendar, practice: Practice) -> Limit:
    """What is due some working days before the conference; both conventions give the same day."""
    amount = practice.integer(_BEFORE[kind])
    limit = deadline_before(start, amount, calendar)
    return Limit(
        kind=kind,
        start=start,
        counted_from=start,
        limit=limit,
        stricter=limit,
        proposed=calendar.previous_working_day(limit),
        provisional=calendar.crosses_provisional(limit, start),
        basis=f"{_in_words(amount, 'working days')} before the conference",
        days=tuple(_strip_before(start, limit, calendar)),
    )


def _strip_before(start: date, limit: date, calendar: WorkingCalendar) -> Iterator[CountedDay]:
    """From the limit to the day before the conference, each with the working days left at its start."""
    left, day = calendar.between(limit - DAY, start - DAY), limit
    while day < start:
        why = calendar.why_not_working(day)
        yield CountedDay(day, not why, None if why else left, why)
        left -= not why
        day += DAY
