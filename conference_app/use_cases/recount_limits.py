"""Count the limits of conferences ahead again, by the closures and practice numbers of today."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from conference_app.domain.calendar import WorkingCalendar
from conference_app.domain.conference import Conference
from conference_app.domain.conference_status import ConferenceType, Status
from conference_app.domain.errors import RuleBroken, raise_all
from conference_app.domain.listings import ClockRow
from conference_app.domain.practice import Practice
from conference_app.domain.statutory_clock import clock
from conference_app.domain.text import all_of, one_line, paragraph
from conference_app.domain.timescales import Kind, Limit, limit_days
from conference_app.store import conferences, lists
from conference_app.store.store import Store
from conference_app.use_cases.collecting import Collecting
from conference_app.use_cases.outcome import Outcome, Topic
from conference_app.use_cases.request_conference import limit_of
from conference_app.use_cases.rules_in_force import calendar_of, practice_of

CHANGED = frozenset({Topic.CONFERENCES, Topic.DIARY})
MOST_NAMED = 5  # conferences in one sentence


@dataclass(frozen=True, slots=True)
class RecountLine:
    """One conference whose last lawful day another count would move.

    `limit_…` is the count this authority goes by, `other_…` the other of the two; `late` says that the booking
    stands past the limit then, `needs_reason` that nobody has said yet why it may.
    """

    conference_id: int
    reference: str
    family_name: str
    type: ConferenceType
    status: Status
    limit_now: date | None
    limit_then: date
    other_now: date | None
    other_then: date
    day: date | None
    late: bool
    needs_reason: bool


def recount_preview(store: Store, today: date) -> list[RecountLine]:
    """The conferences asked for or booked from today on whose limits today's rules count otherwise; writes nothing."""
    calendar, practice = calendar_of(store), practice_of(store)
    lines = (_line(row, calendar, practice) for row in lists.clocks_ahead(store, today))
    return [line for line in lines if line is not None]


def recount_limits(
    store: Store,
    conference_ids: Sequence[int],
    *,
    reason: str,
    today: date,
    late_reason: str = "",
    late_approver: str = "",
) -> Outcome[int]:
    """Count the limits of these conferences again: all of them, or none; answers how many came out otherwise.

    A booking stays where it is. One that stands past its new limit needs a reason and an approver, as if it were
    made now [liverpool-icpc], unless both are on record.
    """
    collect = Collecting()
    why = collect(one_line, reason, field="reason", what="why the limits are counted again", most=500)
    if not conference_ids:
        collect.add(RuleBroken("nothing_to_recount", field="conference_ids"))
    raise_all(collect.broken)
    practice = practice_of(store)
    with store.write() as writing:
        changed = _counted_otherwise(store, conference_ids)
        late = [found.id for found, limit in changed if _unexplained(found, limit, practice)]
        said = _lateness([found.reference for found, _ in changed if found.id in late], late_reason, late_approver)
        for found, limit in changed:
            lateness = {**said, "late_approved_on": today} if found.id in late else {}
            conferences.set_limit(writing, found, limit, **lateness)
            writing.record(
                "limit_recounted",
                "conference",
                found.id,
                reason=why,
                limit_before=found.limit_on,
                limit=limit.limit,
                stricter_before=found.stricter_limit_on,
                stricter=limit.stricter,
                why_late=lateness.get("late_reason", ""),
                approver=lateness.get("late_approver", ""),
            )
    return Outcome(len(changed), CHANGED if changed else frozenset())


def _line(row: ClockRow, calendar: WorkingCalendar, practice: Practice) -> RecountLine | None:
    """What another count gives, None where it gives the same."""
    kind, start = clock(row.type, row.discussed_on, row.notice_on, row.previous_on, row.previous_was_initial)
    if start is None:
        return None
    born = row.born_on if kind is Kind.FIRST_REVIEW else None
    expected = row.expected_on if kind is Kind.PRE_BIRTH else None
    limit, stricter = limit_days(kind, start, calendar, practice, born=born, expected=expected)
    if (row.limit_on, row.stricter_limit_on) == (limit, stricter):
        return None
    now, then = (row.limit_on, row.stricter_limit_on), (limit, stricter)
    first, second = (1, 0) if practice.text("count_from") == "the day itself" else (0, 1)
    day = row.starts_at.date() if row.starts_at else None
    late = day is not None and day > then[first]
    return RecountLine(
        row.id,
        row.reference,
        row.family_name,
        row.type,
        row.status,
        now[first],
        then[first],
        now[second],
        then[second],
        day,
        late,
        late and not row.late_explained,
    )


def _counted_otherwise(store: Store, conference_ids: Iterable[int]) -> list[tuple[Conference, Limit]]:
    """Those of the conferences that another count changes; RuleBroken `conference_is_over` for one that was held."""
    changed = []
    for conference_id in dict.fromkeys(conference_ids):
        found = conferences.conference(store, conference_id)
        if not found.status.is_ahead:
            raise RuleBroken("conference_is_over", status=found.status.value)
        limit = limit_of(store, found)
        if limit is not None and (found.limit_on, found.stricter_limit_on) != (limit.limit, limit.stricter):
            changed.append((found, limit))
    return changed


def _unexplained(found: Conference, limit: Limit, practice: Practice) -> bool:
    late = found.day is not None and found.day > limit.last_lawful_day(practice)
    return late and not (found.late_reason and found.late_approver)


def _lateness(references: Sequence[str], reason: str, approver: str) -> dict[str, str]:
    """Why these bookings may stay although they are late then, and who says so."""
    if not references:
        return {}
    if not (reason.strip() or approver.strip()):
        raise RuleBroken("recount_makes_late", field="late_reason", references=all_of(references, most=MOST_NAMED))
    collect = Collecting()
    said = {
        "late_reason": collect(paragraph, reason, field="late_reason", what="the reason"),
        "late_approver": collect(one_line, approver, field="late_approver", what="who approved it"),
    }
    raise_all(collect.broken)
    return said
