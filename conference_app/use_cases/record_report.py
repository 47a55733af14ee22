"""Record where a report stands: asked for, received, readable by the family, shared with parents and child."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from conference_app.domain.errors import RuleBroken, raise_all
from conference_app.domain.invitations import Invitation
from conference_app.domain.withholding import keeping_back
from conference_app.store import invitations, withholdings
from conference_app.store.store import Store
from conference_app.use_cases.outcome import Outcome, Topic
from conference_app.use_cases.take_over_reports import hand_on

CHANGED = frozenset({Topic.INVITATIONS, Topic.CONFERENCES})
DAYS = ("asked_on", "received_on", "shared_on", "shared_child_on")
SHARED = ("shared_on", "shared_child_on")


@dataclass(frozen=True, slots=True)
class Report:
    """Where a report stands; a date is None until it happened, `readable` "" until somebody said yes or no."""

    wanted: bool
    asked_on: date | None = None
    due_on: date | None = None
    received_on: date | None = None
    shared_on: date | None = None
    readable: str = ""
    shared_child_on: date | None = None


def report_of(line: Invitation) -> Report:
    """The report of a line as it stands; what came is wanted."""
    return Report(
        line.report_wanted,
        line.report_asked_on,
        line.report_due_on,
        line.report_received_on,
        line.report_shared_on,
        line.report_readable,
        line.report_shared_child_on,
    )


def record_report(store: Store, line: Invitation, report: Report, *, today: date) -> Outcome[int]:
    """Record a report as asked for, received, read, shared; in that order of dates.

    What the chair withheld, or has not decided about, cannot be marked as shared with the family. A report that
    came for a conference another took the place of serves that one too.
    """
    raise_all([*_wrong_days(line, report, today), *_kept_back(store, line, report)])
    changes: dict[str, object] = {
        "report_wanted": report.wanted,
        "report_asked_on": report.asked_on,
        "report_due_on": report.due_on,
        "report_received_on": report.received_on,
        "report_shared_on": report.shared_on,
        "report_readable": report.readable,
        "report_shared_child_on": report.shared_child_on,
    }
    if all(getattr(line, name) == value for name, value in changes.items()):
        return Outcome(line.id, frozenset())
    if report.received_on != line.report_received_on:
        changes["report_from"] = None
    with store.write() as writing:
        invitations.change(writing, line, **changes)
        writing.record(
            "report_recorded",
            "conference",
            line.conference_id,
            name=line.name,
            asked_on=report.asked_on,
            received_on=report.received_on,
            readable=report.readable,
            shared_on=report.shared_on,
            shared_child_on=report.shared_child_on,
        )
        hand_on(store, writing, invitations.invitation(store, line.id))
    return Outcome(line.id, CHANGED)


def _wrong_days(line: Invitation, report: Report, today: date) -> list[RuleBroken]:
    """What is wrong with the days; those kept before an invitation was sent again may be older than it."""
    wrong = []
    sent_on = line.sent_at.date() if line.sent_at else None
    for field in DAYS:
        day = getattr(report, field)
        if day and day > today:
            wrong.append(RuleBroken("date_in_future", field=field, what="This"))
        elif day and sent_on and day < sent_on and day != getattr(line, f"report_{field}"):
            wrong.append(RuleBroken("before_the_invitation", field=field, name=line.name, day=sent_on))
        if field in SHARED and day and (report.received_on is None or day < report.received_on):
            wrong.append(RuleBroken("shared_before_received", field=field))
    if report.readable and report.received_on is None:
        wrong.append(RuleBroken("readable_before_received", field="readable"))
    return wrong


def _kept_back(store: Store, line: Invitation, report: Report) -> list[RuleBroken]:
    newly = [field for field in SHARED if getattr(report, field) not in {None, getattr(line, f"report_{field}")}]
    asked = keeping_back(withholdings.withholdings(store, line.conference_id)).get(line.id) if newly else None
    if asked is None:
        return []
    if asked.decision:
        return [RuleBroken("report_withheld", field=newly[0], name=line.name, day=asked.decided_on)]
    return [RuleBroken("report_not_decided", field=newly[0], name=line.name, asked_by=asked.asked_by)]


def received_today(line: Invitation, today: date) -> Report:
    """The report of a line with today as the day it came."""
    return replace(report_of(line), wanted=True, received_on=today)
