"""Take a request for a conference: who asked, for which children, and when the clock started."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from difflib import get_close_matches
from typing import Any

from conference_app import rulebook
from conference_app.domain.conference import (
    EXCLUSION_DECISIONS,
    NEED_KINDS,
    Conference,
    Involvement,
    Need,
    Request,
    bare_name,
)
from conference_app.domain.conference_status import ConferenceType, Status
from conference_app.domain.errors import RuleBroken, raise_all
from conference_app.domain.family import Child
from conference_app.domain.statutory_clock import check_request, start_field, statutory_limit
from conference_app.domain.text import one_line, paragraph
from conference_app.domain.timescales import Limit
from conference_app.store import conferences, families, people
from conference_app.store.store import Store
from conference_app.use_cases.collecting import Collecting
from conference_app.use_cases.follow_exclusions import follow_exclusions
from conference_app.use_cases.outcome import Outcome, Topic
from conference_app.use_cases.rules_in_force import calendar_of, practice_of

CHANGED = frozenset({Topic.CONFERENCES, Topic.INVITATIONS, Topic.DIARY})
_NOTE: dict[str, Any] = {"what": "the note on the strategy discussion", "most": 500}
NEARLY = 0.8  # how alike two names are where one is taken for a slip of the other


def request_conference(store: Store, request: Request, *, today: date) -> Outcome[int]:
    """Keep a new request with its last lawful day; answers the conference's id."""
    checked = _checked(store, request, today)
    limit = count_limit(store, checked)
    with store.write() as writing:
        reference = conferences.next_reference(store, checked.requested_on.year)
        conference_id = conferences.insert(writing, reference, checked, limit)
        writing.record(
            "requested",
            "conference",
            conference_id,
            reference=reference,
            type=checked.type,
            limit=limit.limit if limit else None,
            children=len(checked.child_ids),
        )
    return Outcome(conference_id, CHANGED)


def change_request(
    store: Store,
    conference_id: int,
    request: Request,
    *,
    seen: int,
    today: date,
    late_reason: str = "",
    late_approver: str = "",
) -> Outcome[int]:
    """Correct what was asked for; the limit follows the facts, never the booking.

    A booking that the correction puts past its last lawful day needs a reason and an approver, as if it were
    made now [liverpool-icpc]; one that it puts before the start of the clock cannot stand. Exclusions take
    effect on the invitation list at once.
    """
    found = conferences.conference(store, conference_id)
    if not found.status.is_ahead:
        raise RuleBroken("conference_is_over", status=found.status.value)
    checked = _checked(store, replace(request, type=found.type, family_id=found.family_id), today, found.id)
    limit = count_limit(store, checked)
    lateness = _lateness(store, found, checked, limit, late_reason, late_approver)
    with store.write() as writing:
        conferences.change_request(writing, conference_id, seen, checked, limit)
        if lateness:
            changed = replace(found, version=seen + 1)
            conferences.set_columns(writing, changed, **lateness, late_approved_on=today)
        writing.record(
            "request_changed",
            "conference",
            conference_id,
            reason=lateness.get("late_reason", ""),
            approver=lateness.get("late_approver", ""),
            limit_before=found.limit_on,
            limit=limit.limit if limit else None,
            **_exclusions_changed(found.needs, checked.needs),
        )
        follow_exclusions(store, writing, conference_id, found.needs)
    return Outcome(conference_id, CHANGED)


def _exclusions_changed(before: Sequence[Need], now: Sequence[Need]) -> dict[str, str]:
    """What is told of exclusions on the history, where anything about them is new."""
    decided = [each for each in now if each.kind == "exclusion"]
    if decided == [each for each in before if each.kind == "exclusion"]:
        return {}
    told = [
        f"{each.who} {each.decision} by {each.decided_by}" if each.decision else f"asked to exclude {each.who}"
        for each in decided
    ]
    return {"exclusions": "exclusions: " + (", ".join(told) or "none")}


def _lateness(
    store: Store, found: Conference, request: Request, limit: Limit | None, reason: str, approver: str
) -> dict[str, str]:
    """Why the booking may stay although it is late now, and who says so; nothing where it is not, or was said."""
    if limit is None or found.day is None or found.status not in {Status.BOOKED, Status.INVITED}:
        return {}
    field = start_field(request)
    if found.day < limit.start:
        raise RuleBroken("booking_before_new_start", field=field, day=found.day, start=limit.start)
    last = limit.last_lawful_day(practice_of(store))
    if found.day <= last or (found.late_reason and found.late_approver):
        return {}
    if not (reason.strip() or approver.strip()):
        raise RuleBroken("correction_makes_late", field=field, day=found.day, limit=last)
    collect = Collecting()
    said = {
        "late_reason": collect(paragraph, reason, field="late_reason", what="the reason"),
        "late_approver": collect(one_line, approver, field="late_approver", what="who approved it"),
    }
    raise_all(collect.broken)
    return said


def request_of(store: Store, found: Conference) -> Request:
    """What was asked for, as it can be changed again."""
    return Request(
        type=found.type,
        family_id=found.family_id,
        child_ids=tuple(child.id for child in conferences.children_of(store, found.id)),
        requested_on=found.requested_on,
        requested_by=found.requested_by,
        requesting_agency=found.requesting_agency,
        reason=found.reason,
        section47_on=found.section47_on,
        notice_on=found.notice_on,
        previous_id=found.previous_id,
        previous_on=found.previous_on,
        previous_was_initial=found.previous_was_initial,
        discussions=tuple(found.discussions),
        needs=tuple(found.needs),
        involvements=tuple(found.involvements),
    )


def request_for_review(store: Store, family_id: int, *, today: date) -> Request:
    """A review as it is usually asked for: the same children and agencies, counted from the last conference."""
    last = conferences.previous_held(store, family_id, "9999")
    if last is None or last.day is None:
        return Request(type=ConferenceType.REVIEW, family_id=family_id, child_ids=(), requested_on=today)
    return Request(
        type=ConferenceType.REVIEW,
        family_id=family_id,
        requested_on=today,
        previous_id=last.id,
        child_ids=tuple(child.id for child in conferences.children_of(store, last.id)),
        previous_on=last.day,
        previous_was_initial=last.type is not ConferenceType.REVIEW,
        needs=tuple(last.needs),
        involvements=tuple(last.involvements),
    )


def count_limit(store: Store, request: Request) -> Limit | None:
    """The last lawful day of a request and how it was counted; None while its start is not known."""
    return statutory_limit(request, _children(store, request), calendar_of(store), practice_of(store))


def limit_of(store: Store, found: Conference) -> Limit | None:
    """The same for a kept conference."""
    return count_limit(store, request_of(store, found))


def _children(store: Store, request: Request) -> list[Child]:
    return [child for child in families.children(store, request.family_id) if child.id in request.child_ids]


def _checked(store: Store, request: Request, today: date, conference_id: int = 0) -> Request:
    """The request with its texts trimmed; raises everything that is wrong with it."""
    families.family(store, request.family_id)
    collect = Collecting()
    checked = replace(
        request,
        child_ids=tuple(child.id for child in _children(store, request)),
        discussions=tuple(
            replace(each, note=collect(one_line, each.note, field="discussions", required=False, **_NOTE))
            for each in request.discussions
        ),
        involvements=_checked_involvements(store, collect, request),
        requested_by=collect(one_line, request.requested_by, field="requested_by", what="who asked", required=False),
        requesting_agency=collect(
            one_line, request.requesting_agency, field="requesting_agency", what="the requesting agency", required=False
        ),
        reason=collect(paragraph, request.reason, field="reason", what="the reason", required=False),
        needs=tuple(_checked_need(collect, need) for need in request.needs),
    )
    collect.broken += _misspelt(store, checked)
    if set(request.child_ids) - set(checked.child_ids):
        collect.add(RuleBroken("child_of_another_family", field="children"))
    if request.previous_id and not _is_previous(store, request, conference_id):
        collect.add(RuleBroken("no_longer_listed", field="previous_id", what="the previous conference"))
    try:
        check_request(checked, _children(store, checked), today)
    except RuleBroken as broken:
        collect.broken += broken.each()
    raise_all(collect.broken)
    return checked


def _misspelt(store: Store, request: Request) -> list[RuleBroken]:
    """Exclusions of somebody nearly called like a person known here: one letter off, they would keep nobody away."""
    family = families.family(store, request.family_id)
    people_there = [each.name for each in family.household] + [each.name for each in family.children]
    known = {bare_name(name): name for name in people_there}
    known |= {bare_name(each.professional_name): each.professional_name for each in request.involvements}
    known.pop("", None)
    broken = []
    for need in request.needs:
        if need.kind != "exclusion" or need.household_member_id or need.child_id or bare_name(need.who) in known:
            continue
        for near in get_close_matches(bare_name(need.who), known, 1, NEARLY):
            broken.append(RuleBroken("excluded_nearly", field="needs", who=need.who, name=known[near]))
    return broken


def _is_previous(store: Store, request: Request, conference_id: int) -> bool:
    """Whether the previous conference is another one of this family."""
    try:
        previous = conferences.conference(store, request.previous_id or 0)
    except RuleBroken:
        return False
    return previous.family_id == request.family_id and previous.id != conference_id


def _checked_involvements(store: Store, collect: Collecting, request: Request) -> tuple[Involvement, ...]:
    agencies = {each.id for each in people.agencies(store)}
    professionals = {None, *(each.id for each in people.professionals(store))}
    checked = []
    for each in request.involvements:
        wanted = (
            (each.role_code in rulebook.roles(), "the role"),
            (each.agency_id in agencies, "the agency"),
            (each.professional_id in professionals, "the professional"),
        )
        for what in (what for there, what in wanted if not there):
            collect.add(RuleBroken("no_longer_listed", field="involvements", what=what))
        about = collect(one_line, each.about, field="involvements", what="whom the agency is about", required=False)
        checked.append(replace(each, about=about))
    return tuple(checked)


def _checked_need(collect: Collecting, need: Need) -> Need:
    if need.kind not in NEED_KINDS:
        collect.add(RuleBroken("required", field="needs", what="what is needed"))
    if need.decision not in EXCLUSION_DECISIONS:
        collect.add(RuleBroken("required", field="needs", what="what the chair decided"))
    if need.decision and need.kind != "exclusion":
        collect.add(RuleBroken("decision_without_exclusion", field="needs", who=need.who))
    if need.decision and not (need.decided_by and need.decided_on):
        collect.add(RuleBroken("exclusion_needs_chair_and_day", field="needs", who=need.who))
    return replace(
        need,
        who=collect(one_line, need.who, field="needs", what="who has the need"),
        detail=collect(one_line, need.detail, field="needs", what="the detail", required=False),
        decided_by=collect(one_line, need.decided_by, field="needs", what="who decided", required=False),
    )
