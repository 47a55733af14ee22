"""What each duty is called on the Today page, when it is due in words, and where it opens."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from conference_app.domain.calendar import WorkingCalendar
from conference_app.domain.spoken_dates import counted, day_month, from_today, time_words, weekday
from conference_app.use_cases.what_is_due import DueLine, Duty, Urgency

from ..conference_words import conference_words, family_words, near_day, type_word
from ..widgets.text import Tone
from ..widgets.work_list import WorkRow

TONES = {Urgency.OVERDUE: Tone.RED, Urgency.TODAY: Tone.AMBER, Urgency.COMING: Tone.GREY}

LINKS = {
    Duty.BOOK: "Find slot",
    Duty.BOOK_AGAIN: "Book",
    Duty.INVITE_PAEDIATRICIAN: "Invite",
    Duty.SEND_INVITATIONS: "Check and send",
    Duty.TELL_CHANGE: "Tell them",
    Duty.CALL_OFF: "Tell them",
    Duty.CHASE_REPLIES: "Chase",
    Duty.CHASE_REPORTS: "Chase",
    Duty.SHARE_REPORTS: "Open",
    Duty.SEND_BUNDLE: "Open",
    Duty.PRINT_AGENDA: "Print",
    Duty.ESCALATE_ACTION: "Escalate",
}

TABS = {
    Duty.BOOK: "details",
    Duty.BOOK_AGAIN: "details",
    Duty.INVITE_PAEDIATRICIAN: "invitations",
    Duty.SEND_INVITATIONS: "invitations",
    Duty.TELL_CHANGE: "invitations",
    Duty.CALL_OFF: "invitations",
    Duty.SHARE_REPORTS: "invitations",
    Duty.SEND_BUNDLE: "invitations",
    Duty.PRINT_AGENDA: "agenda",
    Duty.RECORD_CONFERENCE: "attendance",
    Duty.RECORD_DECISIONS: "decisions",
    Duty.ANSWER_NEGLECT: "decisions",
    Duty.RECORD_MEDICAL_PART: "decisions",
    Duty.SEND_LETTER: "decisions",
    Duty.SEND_RECORD: "decisions",
    Duty.SET_CORE_GROUP: "decisions",
    Duty.PLAN_REVIEW: "decisions",
}

LIMITED = {Duty.BOOK, Duty.BOOK_AGAIN, Duty.PLAN_REVIEW}
CHASED = {Duty.CHASE_REPLIES, Duty.CHASE_REPORTS}
OVER = {
    Duty.RECORD_CONFERENCE,
    Duty.RECORD_DECISIONS,
    Duty.ANSWER_NEGLECT,
    Duty.RECORD_MEDICAL_PART,
    Duty.SEND_LETTER,
    Duty.SEND_RECORD,
    Duty.SET_CORE_GROUP,
    Duty.PLAN_REVIEW,
}
ACTIONS = {Duty.ACTION, Duty.ESCALATE_ACTION}
NEAR = 5  # working days before a conference from which on a missing invitation is told by the conference's own day


def _more_words(line: DueLine) -> str:
    state = {Urgency.OVERDUE: "overdue ", Urgency.TODAY: "", Urgency.COMING: ""}[line.urgency]
    when = {Urgency.OVERDUE: "", Urgency.TODAY: " due today", Urgency.COMING: " due in the next days"}[line.urgency]
    return f"and {line.count} more {state}{'action' if line.count == 1 else 'actions'}{when}"


_TITLES: dict[Duty, Callable[[DueLine], str]] = {
    Duty.BOOK: lambda _: "Book a slot",
    Duty.BOOK_AGAIN: lambda _: "Book again",
    Duty.INVITE_PAEDIATRICIAN: lambda _: "Invite the paediatrician",
    Duty.SEND_INVITATIONS: lambda line: f"Send {counted(line.count, 'invitation')}",
    Duty.TELL_CHANGE: lambda line: f"Tell {counted(line.count, 'person', 'people')} of the change",
    Duty.CALL_OFF: lambda line: f"Tell {counted(line.count, 'person', 'people')} that it is off",
    Duty.CHASE_REPLIES: lambda line: f"Chase {counted(line.count, 'reply', 'replies')}",
    Duty.CHASE_REPORTS: lambda line: f"Chase {counted(line.count, 'report')}",
    Duty.SHARE_REPORTS: lambda line: f"Share {counted(line.count, 'report')} with the family",
    Duty.SEND_BUNDLE: lambda _: "Send the bundle of reports",
    Duty.PRINT_AGENDA: lambda _: "Print the agenda pack",
    Duty.RECORD_CONFERENCE: lambda _: "Record what happened",
    Duty.RECORD_DECISIONS: lambda _: "Record the decisions",
    Duty.ANSWER_NEGLECT: lambda _: "Is a paediatric assessment needed? (neglect)",
    Duty.RECORD_MEDICAL_PART: lambda _: "Record what became of the medical evidence",
    Duty.SEND_LETTER: lambda _: "Decision letter",
    Duty.SEND_RECORD: lambda _: "Record of conference",
    Duty.SET_CORE_GROUP: lambda _: "Set the first core group",
    Duty.PLAN_REVIEW: lambda _: "Arrange the next review",
    Duty.ACTION: lambda line: f"Action: {line.text}",
    Duty.ESCALATE_ACTION: lambda line: f"Action: {line.text}",
    Duty.MORE_ACTIONS: _more_words,
}


def row_for(line: DueLine, today: date, calendar: WorkingCalendar) -> WorkRow:
    """One line of the page as its list shows it."""
    due, due_detail = due_words(line, today, calendar)
    return WorkRow(
        _TITLES[line.duty](line),
        _detail(line, today),
        reference=family_words(line.family_name) if line.duty in ACTIONS else line.reference,
        due=due,
        due_detail=due_detail,
        action=LINKS.get(line.duty, "Open"),
        tone=TONES[line.urgency],
        data=line,
    )


def head_words(lines: list[DueLine]) -> str:
    """3 things are overdue, 6 are due today."""
    overdue = sum(line.urgency is Urgency.OVERDUE for line in lines)
    due = sum(line.urgency is Urgency.TODAY for line in lines)
    if not overdue and not due:
        return "Nothing is overdue and nothing is due today"
    first = f"{counted(overdue, 'thing is', 'things are')} overdue" if overdue else "Nothing is overdue"
    return f"{first}, {due or 'nothing'} {'are' if due > 1 else 'is'} due today"


_MISSING = {
    "agency": "the agencies you work with",
    "paediatrician": "a paediatrician",
    "chair": "a chair",
    "room": "a room",
}


def missing_words(missing: Sequence[str]) -> str:
    """Before a conference can be booked and invited to, add under People: a chair and a room."""
    words = [_MISSING[each] for each in missing]
    said = " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)
    return f"Before a conference can be booked and invited to, add under People: {said}."


def due_words(line: DueLine, today: date, calendar: WorkingCalendar) -> tuple[str, str]:
    """How it presses, and under that the day: "1 working day late", "due Fri 5 March"."""
    if line.duty is Duty.ESCALATE_ACTION:
        return "escalate to manager", ""
    if line.duty in LIMITED:
        return _limit_words(line.due_on, today, calendar)
    if line.duty is Duty.INVITE_PAEDIATRICIAN and line.starts_at and line.urgency is Urgency.OVERDUE:
        left = calendar.between(today, line.starts_at.date())
        if left <= NEAR:
            words = f"{counted(left, 'working day')} left" if left else "the conference is today"
            return words, f"was due {near_day(line.due_on, today)}" if line.due_on else ""
    if line.duty is Duty.SEND_BUNDLE and line.at is not None:
        words, detail = _plain_due(line.due_on, today, calendar)
        return f"{words}, {time_words(line.at)}" if line.due_on and line.due_on >= today else words, detail
    if line.duty is Duty.PRINT_AGENDA and line.starts_at:
        return _print_words(line, today), ""
    return _plain_due(line.due_on, today, calendar)


def _plain_due(due: date | None, today: date, calendar: WorkingCalendar) -> tuple[str, str]:
    if due is None:
        return "", ""
    if due >= today:
        return "today" if due == today else near_day(due, today), ""
    return from_today(due, today, calendar), f"due {near_day(due, today)}"


def _limit_words(limit: date | None, today: date, calendar: WorkingCalendar) -> tuple[str, str]:
    if limit is None:
        return "no limit known yet", ""
    if limit >= today:
        return "today" if limit == today else near_day(limit, today), "last lawful day"
    return from_today(limit, today, calendar), f"limit was {near_day(limit, today)}"


def _print_words(line: DueLine, today: date) -> str:
    assert line.starts_at is not None
    day, at = line.starts_at.date(), time_words(line.starts_at.time())
    if day == today:
        return f"for today {at}"
    return f"for tomorrow {at}" if (day - today).days == 1 else f"for {weekday(day)} {at}"


def _detail(line: DueLine, today: date) -> str:
    if line.duty is Duty.MORE_ACTIONS:
        return "in the list of actions"
    if line.duty in ACTIONS:
        waiting = f"waiting {counted((today - line.since).days, 'day')}" if line.since else ""
        return " · ".join(part for part in (line.who, waiting) if part)
    if line.duty in CHASED | {Duty.SHARE_REPORTS}:
        return f"{line.family_name}: {line.who}"
    if line.duty is Duty.SEND_BUNDLE:
        return _bundle_words(line)
    kind = line.type and (type_word if line.duty in OVER else conference_words)(line.type)
    conference = f"{kind}, {family_words(line.family_name)}" if kind else ""
    return " · ".join(part for part in (conference, _moment_words(line, today)) if part)


def _bundle_words(line: DueLine) -> str:
    """What is missing first: "missing: Ann Hill, Owen Pryce · 1 request to withhold not decided · Marlowe family"."""
    missing = f"missing: {line.who}" if line.count else "every report has come"
    return " · ".join(part for part in (missing, line.text, family_words(line.family_name)) if part)


def _moment_words(line: DueLine, today: date) -> str:
    if line.starts_at is None:
        return f"counted from {day_month(line.since)}" if line.since else ""
    day = near_day(line.starts_at.date(), today)
    return f"held {day}" if line.duty in OVER - {Duty.RECORD_CONFERENCE} else day
