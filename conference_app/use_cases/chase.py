"""Chase what is missing: one list with the next step for each, and a record of what was done."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from functools import cache

from conference_app import rulebook
from conference_app.chase_words import message_of
from conference_app.domain.chasing import Ladder, Missing, Step, Waiting, What
from conference_app.domain.errors import RuleBroken
from conference_app.domain.invitations import ROUTES
from conference_app.store import chasing, invitations
from conference_app.store.store import Store
from conference_app.use_cases.outcome import Outcome, Topic
from conference_app.use_cases.rules_in_force import calendar_of, practice_of

CHANGED = frozenset({Topic.INVITATIONS})


def chase_list(store: Store, as_of: date, *, only_due: bool = False, last: date | None = None) -> list[Missing]:
    """Each reply and report missing at the end of a day, the longest overdue first, then by conference.

    With `only_due` what is wanted by that day or was wanted before; else for conferences up to the last day.
    """
    looking = _Looking(store, as_of)
    rows = chasing.waiting_due(store, as_of, looking.replies_to) if only_due else chasing.waiting(store, as_of, last)
    found = [each for row in rows for each in looking.at(row) if not only_due or each.due_on <= as_of]
    return sorted(found, key=lambda each: (-each.days_late, each.due_on > as_of))


def record_chased(
    store: Store,
    invitation_ids: Sequence[int],
    what: What,
    step: Step,
    route: str,
    *,
    at: datetime,
    now: datetime,
) -> Outcome[int]:
    """Put on the record that these were chased: for what, at which step, by which route, when, in which words.

    Only somebody who owes it at that time can be chased. Answers how many were put on the record; what stands
    there already is not put there twice.
    """
    if route not in ROUTES:
        raise RuleBroken("required", field="route", what="how it was sent")
    if at > now:
        raise RuleBroken("date_in_future", field="at", what="The time of chasing")
    with store.write() as writing:
        owed = _owed(store, invitation_ids, what, at)
        signed = practice_of(store).text("coordinator_title")
        kept = [
            each
            for each in owed
            if chasing.keep_chased(
                writing,
                each.waiting.invitation_id,
                what,
                step,
                route=route,
                message=message_of(each, step=step, signed=signed).text,
                at=at,
                by=store.actor,
            )
        ]
        for conference_id in dict.fromkeys(each.waiting.conference_id for each in kept):
            names = [each.waiting.name for each in kept if each.waiting.conference_id == conference_id]
            writing.record(
                "chased",
                "conference",
                conference_id,
                recipients=", ".join(names),
                what=what.value,
                step=step.value,
                route=route,
                at=at,
            )
    return Outcome(len(kept), CHANGED if kept else frozenset())


def _owed(store: Store, invitation_ids: Sequence[int], what: What, at: datetime) -> list[Missing]:
    """What these people owed then; RuleBroken `nothing_to_chase`, `chased_before_asked`."""
    rows = chasing.waiting_of(store, invitation_ids, at.date())
    looking = _Looking(store, at.date())
    owed = {row.invitation_id: each for row in rows for each in looking.at(row) if each.what is what}
    for invitation_id in invitation_ids:
        line = invitations.invitation(store, invitation_id)
        if line.sent_at is not None and at < line.sent_at:
            raise RuleBroken("chased_before_asked", field="at", name=line.name, sent_at=line.sent_at)
        if invitation_id not in owed:
            raise RuleBroken("nothing_to_chase", name=line.name, what=what.value)
    return list(owed.values())


class _Looking:
    """One look at the list: many lines share their days."""

    def __init__(self, store: Store, as_of: date) -> None:
        calendar, ladder = calendar_of(store), Ladder.of(practice_of(store))
        self._ladder = ladder
        self._roles = rulebook.roles()
        self._reply_due = cache(lambda sent, start: ladder.reply_due(_day(sent), _day(start), calendar))
        self._days_late = cache(lambda due: max(0, calendar.between(due, as_of)))
        self.replies_to = calendar.add(as_of, ladder.reply_before + 1)

    def at(self, row: Waiting) -> Iterator[Missing]:
        """What one person owes."""
        if row.reply_missing:
            due = self._reply_due(row.sent_at[:10], row.starts_at[:10])
            yield self._one(row, What.REPLY, _day(row.sent_at), due, row.reply_chased)
        if row.report_due:
            yield self._one(row, What.REPORT, _day(row.report_asked), _day(row.report_due), row.report_chased)

    def _one(self, row: Waiting, what: What, since: date, due_on: date, chased: str) -> Missing:
        late = self._days_late(due_on)
        at, _, step = chased.partition(" ")
        last = Step(step) if step else None
        climbs = self._roles[row.role_code].group != "family"
        when = datetime.fromisoformat(at) if at else None
        return Missing(row, what, since, due_on, late, self._ladder.step(late, last, climbs=climbs), when, last)


@cache
def _day(text: str) -> date:
    return date.fromisoformat(text[:10])
