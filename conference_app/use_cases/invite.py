"""Invite to a conference: the list, the paediatrician, what was sent, what came back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from conference_app import rulebook
from conference_app.domain.attendance import Attendance
from conference_app.domain.calendar import WorkingCalendar
from conference_app.domain.conference import Conference
from conference_app.domain.conference_status import ConferenceType, Status
from conference_app.domain.errors import RuleBroken, raise_all
from conference_app.domain.invitations import (
    REPLY_MODES,
    REPLY_ROUTES,
    ROUTES,
    Candidate,
    Invitation,
    Situation,
    all_required_sent,
    check_paediatrician_listed,
    check_reply,
    paediatrician_candidates,
    paediatrician_line,
    proposed_list,
)
from conference_app.domain.people import PAEDIATRICIAN, Professional
from conference_app.domain.practice import Practice
from conference_app.domain.quorum import Quorum, QuorumRule, quorum
from conference_app.domain.text import one_line
from conference_app.domain.timescales import deadline_before
from conference_app.store import conferences, families, invitations, people
from conference_app.store.store import Store, Writing
from conference_app.use_cases.outcome import Outcome, Topic
from conference_app.use_cases.rules_in_force import calendar_of, practice_of

AGES = ("child_ask_age", "child_own_invitation_age", "health_visitor_until_age", "school_from_age", "school_until_age")
COMING = ("coming", "sending a deputy")
CHANGED = frozenset({Topic.INVITATIONS, Topic.CONFERENCES})


@dataclass(frozen=True, slots=True)
class Reply:
    """What somebody answered, by which route and when."""

    reply: str
    on: date
    route: str = "e-mail"
    mode: str = ""
    deputy: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """Where a report stands; a date is None until it happened."""

    wanted: bool
    asked_on: date | None = None
    due_on: date | None = None
    received_on: date | None = None
    shared_on: date | None = None


def situation_of(store: Store, found: Conference, practice: Practice) -> Situation:
    """What the invitation rules look at; ages are taken on the conference's day, or the last lawful one."""
    family = families.family(store, found.family_id)
    return Situation(
        conference_id=found.id,
        type=found.type,
        day=found.day or found.limit_on or found.requested_on,
        children=conferences.children_of(store, found.id),
        household=family.household,
        involvements=found.involvements,
        needs=found.needs,
        medicals=conferences.medicals_of(store, found.id),
        paediatricians=people.professionals(store, role_code=PAEDIATRICIAN),
        ages={key: practice.integer(key) for key in AGES},
    )


def build_list(store: Store, conference_id: int) -> Outcome[int]:
    """Bring the list up to the rules: new lines come, unsent ones the rules no longer make go.

    Lines added by hand, sent, left out or filled in by a coordinator stay. Answers how many lines came.
    """
    found = conferences.conference(store, conference_id)
    _check_ahead(found)
    proposed = proposed_list(situation_of(store, found, practice_of(store)), rulebook.invitation_rules())
    kept = invitations.invitations(store, conference_id)
    wanted, there = {line.key for line in proposed}, {line.key for line in kept}
    rules_of_kept = {line.rule_code for line in kept if line.name and _stays(line)}
    new = [line for line in proposed if line.key not in there and (line.name or line.rule_code not in rules_of_kept)]
    if any(line.role_code == PAEDIATRICIAN and line.stands and line.name for line in kept):
        new = [line for line in new if line.role_code != PAEDIATRICIAN]
    gone = [line for line in kept if line.rule_code and line.key not in wanted and not _stays(line)]
    new = [line for line in new if line.key not in there - {each.key for each in gone}]
    if not new and not gone:
        return Outcome(0, frozenset())
    with store.write() as writing:
        for line in gone:
            invitations.remove_unsent(writing, line)
        for line in new:
            invitations.add(writing, _with_report_due(line, found, practice_of(store), calendar_of(store)))
        writing.record(
            "invitation_list_built", "conference", conference_id, lines_added=len(new), lines_removed=len(gone)
        )
    return Outcome(len(new), CHANGED)


def add_line(store: Store, line: Invitation) -> Outcome[int]:
    """Add somebody the rules do not name, with the reason."""
    found = conferences.conference(store, line.conference_id)
    _check_ahead(found)
    wrong = []
    if line.role_code not in rulebook.roles():
        wrong.append(RuleBroken("required", field="role_code", what="the role"))
    name, reason = line.name, line.reason
    try:
        name = one_line(line.name, field="name", what="who is invited")
        reason = one_line(line.reason, field="reason", what="why this person is invited", most=500)
    except RuleBroken as broken:
        wrong.append(broken)
    if name in found.excluded_names:
        wrong.append(RuleBroken("person_excluded", field="name", name=name))
    raise_all(wrong)
    checked = _with_report_due(
        replace(line, name=name, reason=reason, rule_code=""), found, practice_of(store), calendar_of(store)
    )
    with store.write() as writing:
        line_id = invitations.add(writing, checked)
        writing.record("invitation_added", "conference", found.id, reason=reason, name=name)
    return Outcome(line_id, CHANGED)


def name_line(store: Store, line: Invitation, *, professional_id: int | None = None, name: str = "") -> Outcome[int]:
    """Say who fills an empty place on the list: somebody from the directory, or a typed name."""
    found = conferences.conference(store, line.conference_id)
    _check_ahead(found)
    agency_id = line.agency_id
    if professional_id is not None:
        chosen = _professional(store, professional_id)
        name, agency_id = chosen.name, chosen.agency_id
    name = one_line(name, field="name", what="who is invited")
    if name in found.excluded_names:
        raise RuleBroken("person_excluded", field="name", name=name)
    if line.sent_at is not None:
        raise RuleBroken("sent_invitation_stays")
    with store.write() as writing:
        invitations.change(writing, line, name=name, professional_id=professional_id, agency_id=agency_id)
        writing.record("invitation_named", "conference", found.id, name=name, role=line.role_code)
    return Outcome(line.id, CHANGED)


def leave_out(store: Store, line: Invitation, reason: str) -> Outcome[int]:
    """Leave a line out, with the reason; the last paediatrician can never be left out."""
    reason = one_line(reason, field="reason", what="why this person is left out", most=500)
    lines = invitations.invitations(store, line.conference_id)
    others = [each for each in lines if each.role_code == PAEDIATRICIAN and each.id != line.id and each.stands]
    if line.role_code == PAEDIATRICIAN and not any(each.name for each in others):
        raise RuleBroken("last_paediatrician")
    with store.write() as writing:
        invitations.change(writing, line, left_out_reason=reason)
        writing.record("invitation_left_out", "conference", line.conference_id, reason=reason, name=line.name)
    return Outcome(line.id, CHANGED)


def take_back_in(store: Store, line: Invitation) -> Outcome[int]:
    """Put a line left out back on the list, unless the chair excluded the person."""
    found = conferences.conference(store, line.conference_id)
    if line.name in found.excluded_names:
        raise RuleBroken("person_excluded", field="name", name=line.name)
    with store.write() as writing:
        invitations.change(writing, line, left_out_reason="")
        writing.record("invitation_taken_back_in", "conference", line.conference_id, name=line.name)
    return Outcome(line.id, CHANGED)


def paediatricians_for(store: Store, conference_id: int) -> list[Candidate]:
    """Whom to invite as paediatrician, best first, each with the reason."""
    found = conferences.conference(store, conference_id)
    return paediatrician_candidates(situation_of(store, found, practice_of(store)))


def choose_paediatrician(store: Store, conference_id: int, professional_id: int, reason: str = "") -> Outcome[int]:
    """Put a doctor or mailbox on the list; another than the one proposed needs a reason, which is kept."""
    found = conferences.conference(store, conference_id)
    _check_ahead(found)
    chosen = _professional(store, professional_id)
    if chosen.role_code != PAEDIATRICIAN:
        raise RuleBroken("not_a_paediatrician", field="professional_id", name=chosen.name)
    if not chosen.active:
        raise RuleBroken("professional_left", field="professional_id", name=chosen.name)
    if chosen.name in found.excluded_names:
        raise RuleBroken("person_excluded", field="professional_id", name=chosen.name)
    lines = invitations.invitations(store, conference_id)
    if any(line.sent_at and line.stands and line.professional_id == professional_id for line in lines):
        raise RuleBroken("already_sent", field="professional_id", name=chosen.name)
    candidates = paediatricians_for(store, conference_id)
    proposed = candidates[0].professional.id if candidates else None
    own_reason = one_line(
        reason, field="reason", what="why this doctor was chosen", most=500, required=professional_id != proposed
    )
    because = own_reason or next(each.reason for each in candidates if each.professional.id == professional_id)
    line = paediatrician_line([each for each in lines if each.sent_at is None])
    with store.write() as writing:
        if line is None:
            rule = next(rule for rule in rulebook.invitation_rules() if rule.role == PAEDIATRICIAN)
            new = Invitation(
                conference_id,
                PAEDIATRICIAN,
                rule.level,
                rule.reason,
                rule.code,
                because,
                chosen.name,
                chosen.id,
                chosen.agency_id,
                report_wanted=True,
            )
            line_id = invitations.add(writing, _with_report_due(new, found, practice_of(store), calendar_of(store)))
        else:
            line_id = line.id
            invitations.change(
                writing,
                line,
                name=chosen.name,
                professional_id=chosen.id,
                agency_id=chosen.agency_id,
                choice_reason=because,
            )
        writing.record("paediatrician_chosen", "conference", conference_id, reason=because, name=chosen.name)
    return Outcome(line_id, CHANGED)


def expected_quorum(store: Store, conference_id: int) -> Quorum:
    """The quorum from those who said they come, or send a deputy; who only reports is not in the room."""
    expected = [
        Attendance(conference_id, line.name, line.role_code)
        for line in invitations.invitations(store, conference_id)
        if line.stands and line.reply in COMING and line.reply_mode != "report only"
    ]
    return quorum(expected, QuorumRule.of(practice_of(store)), rulebook.roles())


def mark_sent(
    store: Store, conference_id: int, line_ids: Sequence[int], *, route: str, at: datetime, now: datetime
) -> Outcome[int]:
    """Record invitations as sent: when, by which route, by whom (the store's actor).

    No invitation goes out before a paediatrician is on the list, and none before the paediatrician's own:
    that is sent already, or is among these. When the paediatrician's and every other
    required invitation is sent, the conference becomes invited. Answers how many were marked.
    """
    found = conferences.conference(store, conference_id)
    _check_ahead(found)
    if found.status is Status.REQUESTED:
        raise RuleBroken("book_before_inviting")
    if route not in ROUTES:
        raise RuleBroken("required", field="route", what="how it was sent")
    if at > now:
        raise RuleBroken("date_in_future", field="at", what="The time of sending")
    lines = {line.id: line for line in invitations.invitations(store, conference_id)}
    check_paediatrician_listed(lines.values())
    chosen = [lines[line_id] for line_id in line_ids if line_id in lines]
    _check_sendable(chosen, found)
    _check_paediatrician_first(lines.values(), chosen)
    with store.write() as writing:
        for line in chosen:
            invitations.change(
                writing,
                line,
                sent_at=at,
                sent_route=route,
                sent_by=store.actor,
                report_asked_on=at.date() if line.report_wanted else None,
                report_due_on=_report_due(line, found, practice_of(store), calendar_of(store)),
            )
        names = [line.name for line in chosen]
        writing.record("invitations_sent", "conference", conference_id, recipients=", ".join(names), route=route, at=at)
        _becomes_invited(store, writing, found)
    return Outcome(len(chosen), CHANGED)


def record_reply(store: Store, line: Invitation, reply: Reply, *, today: date) -> Outcome[int]:
    """Record what somebody answered, also by phone."""
    if line.sent_at is None:
        raise RuleBroken("not_sent_yet", field="reply", name=line.name)
    deputy = one_line(reply.deputy, field="deputy", what="the deputy's name", required=False)
    note = one_line(reply.note, field="note", what="the note", most=500, required=False)
    check_reply(reply.reply, deputy)
    if reply.route not in REPLY_ROUTES or reply.mode not in REPLY_MODES:
        raise RuleBroken("required", field="route", what="how the reply came")
    if reply.on > today:
        raise RuleBroken("date_in_future", field="on", what="The reply")
    with store.write() as writing:
        invitations.change(
            writing,
            line,
            reply=reply.reply,
            reply_on=reply.on,
            reply_route=reply.route,
            reply_mode=reply.mode,
            deputy=deputy,
            reply_note=note,
        )
        writing.record(
            "reply_recorded",
            "conference",
            line.conference_id,
            name=line.name,
            reply=reply.reply,
            route=reply.route,
            deputy=deputy,
        )
    return Outcome(line.id, CHANGED)


def record_report(store: Store, line: Invitation, report: Report, *, today: date) -> Outcome[int]:
    """Record a report as asked for, received, shared with the family; in that order of dates."""
    wrong = []
    for field in ("asked_on", "received_on", "shared_on"):
        day = getattr(report, field)
        if day and day > today:
            wrong.append(RuleBroken("date_in_future", field=field, what="This"))
    if report.shared_on and not report.received_on:
        wrong.append(RuleBroken("shared_before_received", field="shared_on"))
    raise_all(wrong)
    with store.write() as writing:
        invitations.change(
            writing,
            line,
            report_wanted=report.wanted,
            report_asked_on=report.asked_on,
            report_due_on=report.due_on,
            report_received_on=report.received_on,
            report_shared_on=report.shared_on,
        )
        writing.record(
            "report_recorded",
            "conference",
            line.conference_id,
            name=line.name,
            asked_on=report.asked_on,
            received_on=report.received_on,
            shared_on=report.shared_on,
        )
    return Outcome(line.id, CHANGED)


def _becomes_invited(store: Store, writing: Writing, found: Conference) -> None:
    if found.status is Status.BOOKED and all_required_sent(invitations.invitations(store, found.id)):
        conferences.set_columns(writing, found, status=Status.INVITED)
        writing.record("invited", "conference", found.id)


def _check_sendable(chosen: Sequence[Invitation], found: Conference) -> None:
    wrong = []
    for line in chosen:
        if line.name in found.excluded_names or not line.stands:
            wrong.append(RuleBroken("person_excluded" if line.stands else "line_left_out", name=line.name))
        elif not line.name:
            wrong.append(RuleBroken("nobody_named", role=rulebook.roles()[line.role_code].title))
        elif line.sent_at is not None:
            wrong.append(RuleBroken("already_sent", name=line.name))
    if not chosen:
        wrong.append(RuleBroken("nothing_to_send"))
    raise_all(wrong)


def _check_paediatrician_first(lines: Iterable[Invitation], chosen: Sequence[Invitation]) -> None:
    line = paediatrician_line(lines)
    if line is not None and line.sent_at is None and not any(each.role_code == PAEDIATRICIAN for each in chosen):
        raise RuleBroken("paediatrician_first", name=line.name)


def _check_ahead(found: Conference) -> None:
    if not found.status.is_ahead:
        raise RuleBroken("conference_is_over", status=found.status.value)


def _professional(store: Store, professional_id: int) -> Professional:
    for each in people.professionals(store):
        if each.id == professional_id:
            return each
    raise RuleBroken("required", field="professional_id", what="who is invited")


def _stays(line: Invitation) -> bool:
    return line.sent_at is not None or not line.stands or not line.rule_code or bool(line.reply)


def _with_report_due(line: Invitation, found: Conference, practice: Practice, calendar: WorkingCalendar) -> Invitation:
    return replace(line, report_due_on=_report_due(line, found, practice, calendar))


def _report_due(line: Invitation, found: Conference, practice: Practice, calendar: WorkingCalendar) -> date | None:
    if not line.report_wanted or found.day is None:
        return None
    who = "sw" if line.role_code == "social_worker" else "agency"
    kind = "review" if found.type is ConferenceType.REVIEW else "initial"
    return deadline_before(found.day, practice.integer(f"{who}_report_{kind}_wd"), calendar)
