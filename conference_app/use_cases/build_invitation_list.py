"""Build the invitation list of a conference by the rules in force; a review starts from the last list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from conference_app.domain.calendar import WorkingCalendar
from conference_app.domain.conference import Conference
from conference_app.domain.conference_status import ConferenceType, Status
from conference_app.domain.errors import RuleBroken
from conference_app.domain.invitation_rules import LAST_LIST, InvitationRule
from conference_app.domain.invitations import (
    Invitation,
    Situation,
    all_required_sent,
    left_out_by_exclusion,
    proposed_list,
)
from conference_app.domain.last_list import LastList, with_last_list
from conference_app.domain.list_changes import (
    ListPlan,
    as_changed,
    brought_by,
    came_and_went,
    filled_by_hand,
    said_by_now,
)
from conference_app.domain.people import PAEDIATRICIAN
from conference_app.domain.practice import Practice
from conference_app.domain.timescales import deadline_before
from conference_app.store import conferences, families, invitations, people, rebookings
from conference_app.store.store import Store, Writing
from conference_app.use_cases.invitation_rules_in_force import rules_of
from conference_app.use_cases.outcome import Outcome, Topic
from conference_app.use_cases.rules_in_force import calendar_of, practice_of
from conference_app.use_cases.take_over_reports import reports_before, with_report

AGES = ("child_ask_age", "child_own_invitation_age", "health_visitor_until_age", "school_from_age", "school_until_age")
CHANGED = frozenset({Topic.INVITATIONS, Topic.CONFERENCES})
END_OF_TIME = "9999"


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


def last_list_of(store: Store, found: Conference) -> LastList | None:
    """The list of the conference a review follows; None for another type, or where none was held."""
    if found.type is not ConferenceType.REVIEW:
        return None
    last = conferences.conference(store, found.previous_id) if found.previous_id else None
    if last is None or not last.status.was_held:
        before = found.starts_at.isoformat() if found.starts_at else END_OF_TIME
        last = conferences.previous_held(store, found.family_id, before)
    if last is None or last.day is None:
        return None
    lines = [line for line in invitations.invitations(store, last.id) if line.stands]
    return LastList(last.day, lines, last.involvements, people.at_work(store))


@dataclass(frozen=True, slots=True)
class Look:
    """One look at a conference and its list, for building it by these rules or those."""

    found: Conference
    situation: Situation
    last: LastList | None
    kept: Sequence[Invitation]
    called_back: frozenset[int]

    def proposed(self, rules: Sequence[InvitationRule]) -> list[Invitation]:
        """The list as the rules make it, with those of the last list where a rule says so."""
        made = proposed_list(self.situation, rules)
        carrying = next((rule for rule in rules if rule.who == LAST_LIST), None)
        if self.last is None or carrying is None:
            return made
        return with_last_list(made, self.last, self.situation, carrying)

    def staying(self, proposed: Sequence[Invitation]) -> set[int]:
        """The lines the rules do not take away again."""
        return filled_by_hand(self.kept, proposed, self.situation, self.found) | self.called_back

    def brought(self, before: Sequence[InvitationRule], after: Sequence[InvitationRule]) -> ListPlan:
        """What these rules bring that those before would not have brought."""
        was, is_so = self.proposed(before), self.proposed(after)
        return brought_by(self.kept, was, is_so, self.staying(was), self.staying(is_so))


def look_at(store: Store, found: Conference, situation: Situation) -> Look:
    """Read what a list is built from beside the situation the rules look at."""
    return Look(
        found,
        situation,
        last_list_of(store, found),
        invitations.invitations(store, found.id),
        frozenset(rebookings.ever_called_back(store, found.id)),
    )


def build_list(store: Store, conference_id: int) -> Outcome[int]:
    """Bring the list up to the rules: new lines come, unsent ones the rules no longer make go or say why otherwise.

    Lines added by hand, sent (also for an earlier booking), left out or filled in by a coordinator stay; those of
    somebody the chair excluded since are left out. Answers how many lines came.
    """
    with store.write() as writing:
        found = conferences.conference(store, conference_id)
        check_ahead(found)
        look = look_at(store, found, situation_of(store, found, practice_of(store)))
        proposed = look.proposed(rules_of(store))
        new, gone = came_and_went(look.kept, proposed, look.staying(proposed))
        barred = [line for line in look.kept if line.stands and line not in gone and _barred(line, found)]
        staying = [line for line in look.kept if line not in gone and line not in barred]
        changed = said_by_now(staying, proposed)
        if not (new or gone or barred or changed):
            return Outcome(0, frozenset())
        keep_plan(store, writing, found, ListPlan(tuple(new), tuple(gone), tuple(changed)))
        for line in barred:
            invitations.change(writing, line, left_out_reason=_barred(line, found))
        writing.record(
            "invitation_list_built",
            "conference",
            conference_id,
            lines_added=len(new),
            lines_removed=len(gone),
            lines_left_out=len(barred),
            lines_changed=len(changed),
        )
        becomes_invited(store, writing, found)
    return Outcome(len(new), CHANGED)


def keep_plan(store: Store, writing: Writing, found: Conference, plan: ListPlan) -> None:
    """Write what comes, goes and changes; the caller records it."""
    practice, calendar = practice_of(store), calendar_of(store)
    for line in plan.gone:
        invitations.remove_unsent(writing, line)
    before = reports_before(store, found.id)
    for line in plan.new:
        counted = replace(line, report_due_on=report_due(line, found, practice, calendar))
        invitations.add(writing, with_report(counted, before))
    for changed in plan.changed:
        day = report_due(as_changed(changed), found, practice, calendar)
        if "report_wanted" in changed.now:
            invitations.change(writing, changed.line, **changed.now, report_due_on=day)
        else:
            invitations.change(writing, changed.line, **changed.now)


def report_due(line: Invitation, found: Conference, practice: Practice, calendar: WorkingCalendar) -> date | None:
    """By which day the report of a line is to come; None where none is wanted or no day is booked."""
    if not line.report_wanted or found.day is None:
        return None
    who = "sw" if line.role_code == "social_worker" else "agency"
    kind = "review" if found.type is ConferenceType.REVIEW else "initial"
    return deadline_before(found.day, practice.integer(f"{who}_report_{kind}_wd"), calendar)


def becomes_invited(store: Store, writing: Writing, found: Conference) -> None:
    """Make a booked conference invited when the paediatrician's and every other required invitation is sent."""
    if found.status is Status.BOOKED and all_required_sent(invitations.invitations(store, found.id), found):
        conferences.set_columns(writing, found, status=Status.INVITED)
        writing.record("invited", "conference", found.id)


def check_ahead(found: Conference) -> None:
    """RuleBroken `conference_is_over` once a list can only be read."""
    if not found.status.is_ahead:
        raise RuleBroken("conference_is_over", status=found.status.value)


def _barred(line: Invitation, found: Conference) -> str:
    """Why the chair's decisions keep this person away, "" where they do not."""
    return left_out_by_exclusion(line, found.needs, found.needs)
