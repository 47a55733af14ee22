"""Which limit applies to a conference and from which day it counts: the clock never restarts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from dateutil.relativedelta import relativedelta

from conference_app.domain.calendar import EARLIEST, WorkingCalendar
from conference_app.domain.conference import Request
from conference_app.domain.conference_status import ConferenceType
from conference_app.domain.errors import RuleBroken, raise_all
from conference_app.domain.family import Child
from conference_app.domain.practice import Practice
from conference_app.domain.timescales import Kind, Limit, limit_for

# How long before the request its facts can lie without a slip in the year.
LONGEST_ENQUIRY = relativedelta(years=2)
LONGEST_SINCE = relativedelta(years=10)
_COUNTED_FROM_DISCUSSION = {ConferenceType.INITIAL: Kind.INITIAL, ConferenceType.PRE_BIRTH: Kind.PRE_BIRTH}


def statutory_limit(
    request: Request, children: Sequence[Child], calendar: WorkingCalendar, practice: Practice
) -> Limit | None:
    """The limit of a request; None while the day it counts from is not known.

    Initial and pre-birth: the strategy discussion that started the enquiry [domain 0.1]. Transfer-in: the
    written notice. Review: the previous conference, 3 months after an initial one and 6 after a review; after
    a birth that followed a pre-birth conference, the earlier of that and so many working days [liverpool-icpc].
    """
    kind, start = clock(
        request.type, request.clock_started_on, request.notice_on, request.previous_on, request.previous_was_initial
    )
    if start is None:
        return None
    expected = min((each.expected_on for each in children if each.expected_on and not each.born_on), default=None)
    born = min((each.born_on for each in children if each.born_on and each.born_on > start), default=None)
    return limit_for(
        kind,
        start,
        calendar,
        practice,
        born=born if kind is Kind.FIRST_REVIEW else None,
        expected=expected if kind is Kind.PRE_BIRTH else None,
    )


def clock(
    conference_type: ConferenceType,
    discussed_on: date | None,
    notice_on: date | None,
    previous_on: date | None,
    previous_was_initial: bool,
) -> tuple[Kind, date | None]:
    """Which limit applies, and the day it counts from; None while that is not known."""
    if conference_type in _COUNTED_FROM_DISCUSSION:
        return _COUNTED_FROM_DISCUSSION[conference_type], discussed_on
    if conference_type is ConferenceType.TRANSFER_IN:
        return Kind.TRANSFER_IN, notice_on
    return Kind.FIRST_REVIEW if previous_was_initial else Kind.REVIEW, previous_on


def check_request(request: Request, children: Sequence[Child], today: date) -> None:
    """Raise everything that is wrong with a request, all together."""
    wrong: list[RuleBroken] = []
    if not request.child_ids:
        wrong.append(RuleBroken("no_child_chosen", field="children"))
    if request.requested_on > today:
        wrong.append(RuleBroken("date_in_future", field="requested_on", what="The request"))
    elif request.requested_on < today - LONGEST_SINCE:
        wrong.append(RuleBroken("long_past", field="requested_on", day=request.requested_on))
    else:
        wrong += _wrong_years(request)
    wrong += _wrong_start(request, today)
    wrong += _wrong_needs(request, today)
    unborn = any(child.unborn_on(today) for child in children)
    if request.type is ConferenceType.PRE_BIRTH and not unborn:
        wrong.append(RuleBroken("pre_birth_needs_unborn_child", field="children"))
    raise_all(wrong)


def _wrong_start(request: Request, today: date) -> list[RuleBroken]:
    wrong: list[RuleBroken] = []
    if request.type in _COUNTED_FROM_DISCUSSION:
        started = [each for each in request.discussions if each.started_clock]
        if len(started) != 1:
            wrong.append(RuleBroken("which_discussion_started_the_clock", field="discussions"))
        if any(each.held_on > today for each in request.discussions):
            wrong.append(RuleBroken("date_in_future", field="discussions", what="A strategy discussion"))
        elif len(started) == 1 and started[0].held_on > request.requested_on:
            wrong.append(RuleBroken("discussion_after_request", field="discussions", day=request.requested_on))
        if request.section47_on and started and request.section47_on < started[0].held_on:
            wrong.append(RuleBroken("section47_before_discussion", field="section47_on", day=started[0].held_on))
    elif request.type is ConferenceType.TRANSFER_IN and request.notice_on is None:
        wrong.append(RuleBroken("required", field="notice_on", what="the day of the written notice"))
    elif request.type is ConferenceType.REVIEW and request.previous_on is None:
        wrong.append(RuleBroken("required", field="previous_on", what="the day of the previous conference"))
    for day, field, what in (
        (request.notice_on, "notice_on", "The written notice"),
        (request.section47_on, "section47_on", "The start of the section 47 enquiry"),
        (request.previous_on, _previous_field(request), "The previous conference"),
    ):
        if day and day > today:
            wrong.append(RuleBroken("date_in_future", field=field, what=what))
    return wrong


def start_field(request: Request) -> str:
    """The field of a request that holds what its clock counts from."""
    if request.type in _COUNTED_FROM_DISCUSSION:
        return "discussions"
    if request.type is ConferenceType.TRANSFER_IN:
        return "notice_on"
    return _previous_field(request)


def _previous_field(request: Request) -> str:
    return "previous_id" if request.previous_id else "previous_on"


def _wrong_years(request: Request) -> list[RuleBroken]:
    """Days so long before the request that their year must be a slip."""
    asked = request.requested_on
    long_before = [
        *(("discussions", each.held_on, LONGEST_ENQUIRY) for each in request.discussions),
        ("section47_on", request.section47_on, LONGEST_ENQUIRY),
        ("notice_on", request.notice_on, LONGEST_ENQUIRY),
        (_previous_field(request), request.previous_on, LONGEST_SINCE),
    ]
    return [
        RuleBroken("long_before_request", field=field, day=day, asked=asked)
        for field, day, longest in long_before
        if day and day < asked - longest
    ]


def _wrong_needs(request: Request, today: date) -> list[RuleBroken]:
    wrong = []
    for need in request.needs:
        for day, what in ((need.asked_on, "What was asked for"), (need.decided_on, "The chair’s decision")):
            if day and day > today:
                wrong.append(RuleBroken("date_in_future", field="needs", what=f"{what} about {need.who}"))
            elif day and day < EARLIEST:
                wrong.append(RuleBroken("long_past", field="needs", day=day))
    return wrong
