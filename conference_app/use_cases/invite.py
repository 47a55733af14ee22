"""Invite to a conference: the list, the paediatrician, what was sent, what came back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime

from conference_app import rulebook
from conference_app.domain.attendance import Attendance
from conference_app.domain.conference import Conference
from conference_app.domain.conference_status import Status
from conference_app.domain.errors import RuleBroken, raise_all
from conference_app.domain.invitation_rules import LEVELS
from conference_app.domain.invitations import (
    NO_REPLY,
    ROUTES,
    Candidate,
    Invitation,
    check_paediatrician_listed,
    excluded,
    paediatrician_candidates,
    paediatrician_line,
)
from conference_app.domain.list_changes import named_instead
from conference_app.domain.people import PAEDIATRICIAN, Professional
from conference_app.domain.quorum import Quorum, QuorumRule, quorum
from conference_app.domain.replies import Reply
from conference_app.domain.text import one_line
from conference_app.store import conferences, invitations, people
from conference_app.store.store import Store
from conference_app.use_cases.build_invitation_list import (
    CHANGED,
    becomes_invited,
    build_list,
    check_ahead,
    report_due,
    situation_of,
)
from conference_app.use_cases.collecting import Collecting
from conference_app.use_cases.invitation_rules_in_force import rules_of
from conference_app.use_cases.never_a_relative import is_relative_interpreting
from conference_app.use_cases.outcome import Outcome
from conference_app.use_cases.record_report import Report, record_report
from conference_app.use_cases.replying import record_reply
from conference_app.use_cases.rules_in_force import calendar_of, practice_of
from conference_app.use_cases.take_over_reports import reports_before, take_over, with_report

__all__ = [  # with what the list is built by, which has a module of its own
    "CHANGED",
    "COMING",
    "Reply",
    "Report",
    "add_line",
    "becomes_invited",
    "build_list",
    "choose_paediatrician",
    "expected_quorum",
    "leave_out",
    "mark_sent",
    "name_line",
    "paediatricians_for",
    "record_reply",
    "record_report",
    "report_due",
    "situation_of",
    "take_back_in",
]
COMING = ("coming", "sending a deputy")


def add_line(store: Store, line: Invitation) -> Outcome[int]:
    """Add somebody the rules do not name, with the reason; a paediatrician only from the directory."""
    with store.write() as writing:
        found = conferences.conference(store, line.conference_id)
        check_ahead(found)
        collect = Collecting()
        if line.role_code not in rulebook.roles():
            collect.add(RuleBroken("required", field="role_code", what="the role"))
        if line.level not in LEVELS:
            collect.add(RuleBroken("required", field="level", what="how much this person is needed"))
        line = replace(
            line,
            name=collect(one_line, line.name, field="name", what="who is invited"),
            reason=collect(one_line, line.reason, field="reason", what="why this person is invited", most=500),
            rule_code="",
        )
        raise_all(collect.broken)
        line = _by_directory(store, line)
        _check_may_come(store, line, found, field="name")
        line = replace(line, report_due_on=report_due(line, found, practice_of(store), calendar_of(store)))
        line_id = invitations.add(writing, with_report(line, reports_before(store, found.id)))
        writing.record("invitation_added", "conference", found.id, reason=line.reason, name=line.name)
    return Outcome(line_id, CHANGED)


def name_line(store: Store, line: Invitation, *, professional_id: int | None = None, name: str = "") -> Outcome[int]:
    """Say who fills an empty place on the list: somebody from the directory, or a typed name."""
    with store.write() as writing:
        found = conferences.conference(store, line.conference_id)
        check_ahead(found)
        if line.sent_at is not None:
            raise RuleBroken("sent_invitation_stays")
        if professional_id is None:
            name = one_line(name, field="name", what="who is invited")
        named = _by_directory(store, replace(line, name=name, professional_id=professional_id))
        _check_may_come(store, named, found, field="name")
        _check_once(invitations.invitations(store, found.id), named)
        if (named.name, named.professional_id) == (line.name, line.professional_id):
            return Outcome(line.id, frozenset())
        changes = {"name": named.name, "professional_id": professional_id, "agency_id": named.agency_id}
        instead = named_instead(line, named.name)
        invitations.change(writing, line, **changes, choice_reason=instead, **NO_REPLY)
        take_over(store, writing, line.id)
        writing.record("invitation_named", "conference", found.id, name=named.name, role=line.role_code)
    return Outcome(line.id, CHANGED)


def leave_out(store: Store, line: Invitation, reason: str) -> Outcome[int]:
    """Leave a line out, with the reason; the last paediatrician can never be left out.

    Where it was the last required one still to be sent, the conference becomes invited.
    """
    reason = one_line(reason, field="reason", what="why this person is left out", most=500)
    with store.write() as writing:
        found = conferences.conference(store, line.conference_id)
        check_ahead(found)
        lines = invitations.invitations(store, found.id)
        others = [each for each in lines if each.role_code == PAEDIATRICIAN and each.id != line.id and each.stands]
        if line.role_code == PAEDIATRICIAN and not any(each.name for each in others):
            raise RuleBroken("last_paediatrician")
        if line.left_out_reason == reason:
            return Outcome(line.id, frozenset())
        invitations.change(writing, line, left_out_reason=reason)
        writing.record("invitation_left_out", "conference", found.id, reason=reason, name=line.name)
        becomes_invited(store, writing, found)
    return Outcome(line.id, CHANGED)


def take_back_in(store: Store, line: Invitation) -> Outcome[int]:
    """Put a line left out back on the list, unless the chair excluded the person."""
    with store.write() as writing:
        found = conferences.conference(store, line.conference_id)
        check_ahead(found)
        _check_may_come(store, line, found, field="name")
        if line.stands:
            return Outcome(line.id, frozenset())
        _check_once(invitations.invitations(store, found.id), line)
        invitations.change(writing, line, left_out_reason="")
        writing.record("invitation_taken_back_in", "conference", found.id, name=line.name)
    return Outcome(line.id, CHANGED)


def paediatricians_for(store: Store, conference_id: int) -> list[Candidate]:
    """Whom to invite as paediatrician, best first, each with the reason."""
    found = conferences.conference(store, conference_id)
    return paediatrician_candidates(situation_of(store, found, practice_of(store)))


def choose_paediatrician(store: Store, conference_id: int, professional_id: int, reason: str = "") -> Outcome[int]:
    """Put a doctor or mailbox on the list; another than the one proposed needs a reason, which is kept."""
    with store.write() as writing:
        found = conferences.conference(store, conference_id)
        check_ahead(found)
        chosen = _professional(store, professional_id)
        _check_doctor(chosen)
        if found.excludes(chosen.name):
            raise RuleBroken("person_excluded", field="professional_id", name=chosen.name)
        lines = invitations.invitations(store, conference_id)
        if any(line.sent_at and line.stands and line.professional_id == professional_id for line in lines):
            raise RuleBroken("already_sent", field="professional_id", name=chosen.name)
        because = _why_this_doctor(store, conference_id, professional_id, reason)
        line = paediatrician_line([each for each in lines if each.sent_at is None])
        if line is None:
            line_id = invitations.add(writing, _doctor_line(store, found, chosen, because))
        else:
            line_id = line.id
            changed = replace(line, name=chosen.name, professional_id=chosen.id, agency_id=chosen.agency_id)
            _check_once(lines, changed)
            if (line.professional_id, line.choice_reason) == (chosen.id, because):
                return Outcome(line_id, frozenset())
            invitations.change(
                writing,
                line,
                name=chosen.name,
                professional_id=chosen.id,
                agency_id=chosen.agency_id,
                choice_reason=because,
                **(NO_REPLY if line.professional_id != chosen.id else {}),
            )
        take_over(store, writing, line_id)
        writing.record("paediatrician_chosen", "conference", conference_id, reason=because, name=chosen.name)
    return Outcome(line_id, CHANGED)


def _why_this_doctor(store: Store, conference_id: int, professional_id: int, reason: str) -> str:
    candidates = paediatricians_for(store, conference_id)
    proposed = candidates[0].professional.id if candidates else None
    own_reason = one_line(
        reason, field="reason", what="why this doctor was chosen", most=500, required=professional_id != proposed
    )
    return own_reason or next(each.reason for each in candidates if each.professional.id == professional_id)


def _doctor_line(store: Store, found: Conference, chosen: Professional, because: str) -> Invitation:
    rule = next(rule for rule in rules_of(store) if rule.role == PAEDIATRICIAN)
    line = Invitation(
        found.id,
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
    return replace(line, report_due_on=report_due(line, found, practice_of(store), calendar_of(store)))


def expected_quorum(store: Store, conference_id: int) -> Quorum:
    """The quorum from those who said they come, or send a deputy; who only reports is not in the room."""
    found = conferences.conference(store, conference_id)
    expected = [
        Attendance(conference_id, line.name, line.role_code)
        for line in invitations.invitations(store, conference_id)
        if line.stands and line.reply in COMING and line.reply_mode != "report only" and not excluded(line, found)
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
    with store.write() as writing:
        found = conferences.conference(store, conference_id)
        check_ahead(found)
        _check_sending(found, route, at, now)
        lines = {line.id: line for line in invitations.invitations(store, conference_id)}
        check_paediatrician_listed(lines.values())
        chosen = [lines[line_id] for line_id in dict.fromkeys(line_ids) if line_id in lines]
        chosen.sort(key=lambda line: line.role_code != PAEDIATRICIAN)  # the store asks for theirs first
        _check_sendable(store, chosen, found)
        _check_paediatrician_first(lines.values(), chosen)
        for line in chosen:
            due = line.report_due_on or report_due(line, found, practice_of(store), calendar_of(store))
            invitations.change(
                writing,
                line,
                sent_at=at,
                sent_route=route,
                sent_by=store.actor,
                report_asked_on=_asked_on(line, at),
                report_due_on=due,
            )
        names = [line.name for line in chosen]
        writing.record("invitations_sent", "conference", conference_id, recipients=", ".join(names), route=route, at=at)
        becomes_invited(store, writing, found)
    return Outcome(len(chosen), CHANGED)


def _asked_on(line: Invitation, at: datetime) -> date | None:
    """An invitation asks for the report; one that has come is not asked for again."""
    if line.report_received_on is not None:
        return line.report_asked_on
    return at.date() if line.report_wanted else None


def _check_sending(found: Conference, route: str, at: datetime, now: datetime) -> None:
    if found.status is Status.REQUESTED or found.starts_at is None:
        raise RuleBroken("book_before_inviting")
    if route not in ROUTES:
        raise RuleBroken("required", field="route", what="how it was sent")
    if at > now:
        raise RuleBroken("date_in_future", field="at", what="The time of sending")
    if at.date() < found.requested_on:
        raise RuleBroken("sent_before_request", field="at", day=found.requested_on)
    if at >= found.starts_at:
        raise RuleBroken("sent_after_start", field="at", starts_at=found.starts_at)


def _check_sendable(store: Store, chosen: Sequence[Invitation], found: Conference) -> None:
    wrong = []
    for line in chosen:
        if excluded(line, found):
            wrong.append(RuleBroken("person_excluded", name=line.name))
        elif is_relative_interpreting(store, line, found.family_id):
            wrong.append(RuleBroken("relative_cannot_interpret", name=line.name))
        elif not line.stands:
            wrong.append(RuleBroken("line_left_out", name=line.name))
        elif not line.name:
            wrong.append(RuleBroken("nobody_named", role=rulebook.roles()[line.role_code].title))
        elif line.sent_at is not None:
            wrong.append(RuleBroken("already_sent", name=line.name))
        elif line.role_code == PAEDIATRICIAN:
            _by_directory(store, line)
    if not chosen:
        wrong.append(RuleBroken("nothing_to_send"))
    raise_all(wrong)


def _check_paediatrician_first(lines: Iterable[Invitation], chosen: Sequence[Invitation]) -> None:
    line = paediatrician_line(lines)
    if line is not None and line.sent_at is None and not any(each.role_code == PAEDIATRICIAN for each in chosen):
        raise RuleBroken("paediatrician_first", name=line.name)


def _check_may_come(store: Store, line: Invitation, found: Conference, *, field: str) -> None:
    """RuleBroken `person_excluded`, or `relative_cannot_interpret` for an interpreter of the family."""
    if excluded(line, found):
        raise RuleBroken("person_excluded", field=field, name=line.name)
    if is_relative_interpreting(store, line, found.family_id):
        raise RuleBroken("relative_cannot_interpret", field=field, name=line.name)


def _check_once(lines: Iterable[Invitation], line: Invitation) -> None:
    """The rules put nobody on a list twice."""
    same = (each for each in lines if each.id != line.id and each.stands and each.rule_code == line.rule_code)
    if line.rule_code and line.professional_id and any(each.professional_id == line.professional_id for each in same):
        raise RuleBroken("already_on_list", field="professional_id", name=line.name)


def _check_doctor(chosen: Professional) -> None:
    if chosen.role_code != PAEDIATRICIAN:
        raise RuleBroken("not_a_paediatrician", field="professional_id", name=chosen.name)
    _check_active(chosen)


def _check_active(chosen: Professional) -> None:
    if not chosen.active:
        raise RuleBroken("professional_left", field="professional_id", name=chosen.name)


def _by_directory(store: Store, line: Invitation) -> Invitation:
    """The line with name and agency of the directory; a paediatrician must be one, whoever is named must be there."""
    if line.professional_id is None:
        if line.role_code == PAEDIATRICIAN:
            raise RuleBroken("not_a_paediatrician", field="name", name=line.name)
        return line
    chosen = _professional(store, line.professional_id)
    if line.role_code == PAEDIATRICIAN:
        _check_doctor(chosen)
    _check_active(chosen)
    return replace(line, name=chosen.name, agency_id=chosen.agency_id)


def _professional(store: Store, professional_id: int) -> Professional:
    for each in people.professionals(store):
        if each.id == professional_id:
            return each
    raise RuleBroken("required", field="professional_id", what="who is invited")
