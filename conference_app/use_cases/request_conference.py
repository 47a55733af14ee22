"""Take a request for a conference: who asked, for which children, and when the clock started."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from conference_app.domain.conference import Conference, Need, Request
from conference_app.domain.conference_status import ConferenceType
from conference_app.domain.errors import RuleBroken, raise_all
from conference_app.domain.family import Child
from conference_app.domain.statutory_clock import check_request, statutory_limit
from conference_app.domain.text import one_line, paragraph
from conference_app.domain.timescales import Limit
from conference_app.store import conferences, families
from conference_app.store.store import Store
from conference_app.use_cases.collecting import Collecting
from conference_app.use_cases.outcome import Outcome, Topic
from conference_app.use_cases.rules_in_force import calendar_of, practice_of

CHANGED = frozenset({Topic.CONFERENCES, Topic.INVITATIONS, Topic.DIARY})


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


def change_request(store: Store, conference_id: int, request: Request, *, seen: int, today: date) -> Outcome[int]:
    """Correct what was asked for; the limit follows the facts, never the booking."""
    found = conferences.conference(store, conference_id)
    if not found.status.is_ahead:
        raise RuleBroken("conference_is_over", status=found.status.value)
    checked = _checked(store, replace(request, type=found.type, family_id=found.family_id), today)
    limit = count_limit(store, checked)
    with store.write() as writing:
        conferences.change_request(writing, conference_id, seen, checked, limit)
        writing.record(
            "request_changed",
            "conference",
            conference_id,
            limit_before=found.limit_on,
            limit=limit.limit if limit else None,
        )
    return Outcome(conference_id, CHANGED)


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


def _checked(store: Store, request: Request, today: date) -> Request:
    families.family(store, request.family_id)
    collect = Collecting()
    checked = replace(
        request,
        child_ids=tuple(child.id for child in _children(store, request)),
        requested_by=collect(one_line, request.requested_by, field="requested_by", what="who asked", required=False),
        requesting_agency=collect(
            one_line, request.requesting_agency, field="requesting_agency", what="the requesting agency", required=False
        ),
        reason=collect(paragraph, request.reason, field="reason", what="the reason", required=False),
        needs=tuple(_checked_need(collect, need) for need in request.needs),
    )
    try:
        check_request(checked, _children(store, checked), today)
    except RuleBroken as broken:
        collect.broken += getattr(broken, "broken", [broken])
    raise_all(collect.broken)
    return checked


def _checked_need(collect: Collecting, need: Need) -> Need:
    if need.decision and not (need.decided_by and need.decided_on):
        collect.add(RuleBroken("exclusion_needs_chair_and_day", field="needs", who=need.who))
    return replace(
        need,
        who=collect(one_line, need.who, field="needs", what="who has the need"),
        detail=collect(one_line, need.detail, field="needs", what="the detail", required=False),
        decided_by=collect(one_line, need.decided_by, field="needs", what="who decided", required=False),
    )
