"""Change who is invited and why: the rules as they stand, what a change brings to the lists ahead, and keeping it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from conference_app import rulebook
from conference_app.domain.conference import Conference
from conference_app.domain.invitation_rules import (
    InvitationRule,
    RuleLine,
    checked_line,
    in_force,
    own_code,
    rule_lines,
)
from conference_app.domain.invitations import Invitation, makes_the_same
from conference_app.domain.list_changes import ListPlan
from conference_app.store import conferences, invitation_rules
from conference_app.store.store import Store, Writing
from conference_app.use_cases.build_invitation_list import CHANGED as LISTS_CHANGED
from conference_app.use_cases.build_invitation_list import becomes_invited, keep_plan, look_at, situation_of
from conference_app.use_cases.invitation_rules_in_force import rule_lines_of
from conference_app.use_cases.outcome import Outcome, Topic
from conference_app.use_cases.rules_in_force import practice_of

CHANGED = frozenset({Topic.SETTINGS})
Progress = Callable[[int, int], object]  # how many lists were looked at, of how many


def silent(_done: int, _total: int) -> None:
    """Nobody waits to be told."""


@dataclass(frozen=True, slots=True)
class Effect:
    """What a change of the rules does to one line of one list ahead: it comes, goes or changes."""

    conference_id: int
    reference: str
    family_name: str
    starts_at: datetime | None
    what: str
    line: Invitation
    level: str
    report_wanted: bool


def new_rule(store: Store, role: str, rule: InvitationRule) -> RuleLine:
    """The authority's own rule for a role, with a code of its own; kept by `save_rule`."""
    return RuleLine(replace(rule, code=own_code(rule_lines_of(store), role), role=role), own=True)


def preview(store: Store, line: RuleLine, *, progress: Progress = silent) -> list[Effect]:
    """What keeping this line would do to the lists of the conferences ahead, by conference; writes nothing.

    `progress` is told how many lists were looked at, of how many; what it raises stops the look.
    """
    return _effects(store, _with(rule_lines_of(store), checked(line)), progress)


def preview_going_back(store: Store, line: RuleLine, *, progress: Progress = silent) -> list[Effect]:
    """The same for going back to the shipped rule, or taking an own one away."""
    return _effects(store, _without(rule_lines_of(store), line), progress)


def save_rule(store: Store, line: RuleLine, *, bring_up: Collection[int] = ()) -> Outcome[int]:
    """Keep what the authority says of a rule, and bring these conferences' lists up to it, in one go.

    Answers how many lists were changed. The paediatrician's rule takes other words only.
    """
    line = checked(line)
    with store.write() as writing:
        before = rule_lines_of(store)
        if line in before and not bring_up:
            return Outcome(0, frozenset())
        codes = [each.rule.code for each in before]
        at = codes.index(line.rule.code) if line.rule.code in codes else len(codes)
        invitation_rules.keep_rule(writing, line, at)
        return _kept(store, writing, line, before, _with(before, line), bring_up)


def go_back(store: Store, line: RuleLine, *, bring_up: Collection[int] = ()) -> Outcome[int]:
    """Go back to the shipped rule, or take an own one away; lists as for `save_rule`."""
    with store.write() as writing:
        before = rule_lines_of(store)
        if not line.version:
            return Outcome(0, frozenset())
        invitation_rules.remove_rule(writing, line)
        return _kept(store, writing, line, before, _without(before, line), bring_up, went=True)


def _kept(
    store: Store,
    writing: Writing,
    line: RuleLine,
    before: Sequence[RuleLine],
    after: Sequence[RuleLine],
    bring_up: Collection[int],
    *,
    went: bool = False,
) -> Outcome[int]:
    brought = _bring_up(store, writing, before, after, bring_up)
    rule = line.rule
    writing.record(
        "invitation_rule_removed" if went else "invitation_rule_kept",
        "invitation_rule",
        1,
        rule=rule.code,
        role=rule.role,
        level=rule.level,
        report=rule.report,
        deputy=rule.deputy,
        in_force=line.in_force,
        words=rule.reason,
        lists=brought,
    )
    return Outcome(brought, CHANGED | (LISTS_CHANGED if brought else frozenset()))


def _bring_up(
    store: Store,
    writing: Writing,
    before: Sequence[RuleLine],
    after: Sequence[RuleLine],
    conference_ids: Collection[int],
) -> int:
    """Change the chosen lists by what the rules bring; a list somebody has changed since is left as it is now."""
    brought = 0
    for found, plan in _plans(store, before, after, conference_ids):
        keep_plan(store, writing, found, plan)
        writing.record(
            "invitation_list_built",
            "conference",
            found.id,
            lines_added=len(plan.new),
            lines_removed=len(plan.gone),
            lines_changed=len(plan.changed),
        )
        becomes_invited(store, writing, found)
        brought += 1
    return brought


def _plans(
    store: Store,
    before: Sequence[RuleLine],
    after: Sequence[RuleLine],
    only: Collection[int] | None = None,
    progress: Progress = silent,
) -> Iterator[tuple[Conference, ListPlan]]:
    """Each conference ahead with a list, and what the rules after bring to it; those with nothing are passed over."""
    practice, was, is_so = practice_of(store), in_force(before), in_force(after)
    wanted = [each for each in conferences.ahead_with_a_list(store) if only is None or each in only]
    for done, conference_id in enumerate(wanted):
        progress(done, len(wanted))
        found = conferences.conference(store, conference_id)
        situation = situation_of(store, found, practice)
        if makes_the_same(situation, was, is_so):
            continue
        plan = look_at(store, found, situation).brought(was, is_so)
        if not plan.is_empty:
            yield found, plan


def _effects(store: Store, after: Sequence[RuleLine], progress: Progress) -> list[Effect]:
    found: list[Effect] = []
    for conference, plan in _plans(store, rule_lines_of(store), after, progress=progress):
        where = (conference.id, conference.reference, conference.family_name, conference.starts_at)
        found += [Effect(*where, "comes", line, line.level, line.report_wanted) for line in plan.new]
        found += [Effect(*where, "goes", line, line.level, line.report_wanted) for line in plan.gone]
        for each in plan.changed:
            level, wanted = each.now.get("level"), each.now.get("report_wanted")
            found.append(
                Effect(
                    *where,
                    "changes",
                    each.line,
                    str(level or each.line.level),
                    each.line.report_wanted if wanted is None else bool(wanted),
                )
            )
    return found


def checked(line: RuleLine) -> RuleLine:
    """The line as it may be kept; RuleBroken with all that is wrong with it."""
    shipped = {rule.code: rule for rule in rulebook.invitation_rules()}
    return checked_line(line, shipped.get(line.rule.code), rulebook.roles())


def _with(lines: Sequence[RuleLine], line: RuleLine) -> list[RuleLine]:
    kept = {each.rule.code: each for each in lines if each.version}
    kept[line.rule.code] = replace(line, version=line.version + 1)
    return rule_lines(rulebook.invitation_rules(), kept.values())


def _without(lines: Sequence[RuleLine], line: RuleLine) -> list[RuleLine]:
    kept = [each for each in lines if each.version and each.rule.code != line.rule.code]
    return rule_lines(rulebook.invitation_rules(), kept)
