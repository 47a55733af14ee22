"""Changing who is invited: shown before, kept in one go, lists ahead brought up to it only where that is wished."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from conference_app.domain.errors import RuleBroken
from conference_app.domain.invitation_rules import LAST_LIST, InvitationRule, RuleLine
from conference_app.domain.invitations import Invitation, makes_the_same
from conference_app.store import conferences, invitations, lists
from conference_app.store.store import Store, memory_store
from conference_app.use_cases import change_invitation_rules as rules
from conference_app.use_cases import invite
from conference_app.use_cases.build_invitation_list import look_at, situation_of
from conference_app.use_cases.invitation_rules_in_force import rule_lines_of, rules_of
from conference_app.use_cases.outcome import Topic
from conference_app.use_cases.rules_in_force import practice_of
from tests.conference_app.use_cases.marlowe import (
    NOW,
    Marlowe,
    booked_conference,
    held_conference,
    invited_conference,
)

HOUSING = InvitationRule("", "", "expected", "involved", {}, True, True, "our own procedure", "page 3")


@pytest.fixture
def store() -> Iterator[Store]:
    with memory_store() as made:
        yield made


@pytest.fixture
def booked(store: Store) -> Marlowe:
    known = booked_conference(store)
    invite.build_list(store, known.conference)
    return known


def line_of(store: Store, code: str) -> RuleLine:
    return next(line for line in rule_lines_of(store) if line.rule.code == code)


def changed(store: Store, code: str, **changes: Any) -> RuleLine:
    line = line_of(store, code)
    return replace(line, rule=replace(line.rule, **changes))


def roles(store: Store, known: Marlowe) -> dict[str, Invitation]:
    return {line.role_code: line for line in invitations.invitations(store, known.conference)}


def told(effects: list[rules.Effect]) -> list[tuple[str, str, str]]:
    return [(each.what, each.line.name or each.line.role_code, each.level) for each in effects]


def test_a_changed_level_is_shown_and_kept_where_wished(store: Store, booked: Marlowe) -> None:
    wanted = changed(store, "police", level="expected", report=False)
    effects = rules.preview(store, wanted)
    assert told(effects) == [("changes", "Owen Pryce", "expected")]
    assert (effects[0].reference, effects[0].report_wanted) == ("CP-2027-0001", False)
    assert line_of(store, "police").version == 0, "a preview keeps nothing"

    outcome = rules.save_rule(store, wanted, bring_up=[booked.conference])

    assert outcome.value == 1
    assert outcome.changed >= {Topic.SETTINGS, Topic.INVITATIONS}
    police = roles(store, booked)["police"]
    assert (police.level, police.report_wanted, police.report_due_on) == ("expected", False, None)
    [latest, built, *_] = lists.history(store, "invitation_rule", 1) + lists.history(store, "conference", 1)
    assert (latest.action, built.action) == ("invitation_rule_kept", "invitation_list_built")


def test_a_list_that_is_not_chosen_stays(store: Store, booked: Marlowe) -> None:
    before = invitations.invitations(store, booked.conference)
    outcome = rules.save_rule(store, changed(store, "police", level="expected"))
    assert (outcome.value, outcome.changed) == (0, frozenset({Topic.SETTINGS}))
    assert invitations.invitations(store, booked.conference) == before
    assert next(rule for rule in rules_of(store) if rule.code == "police").level == "expected"


def test_a_rule_switched_off_and_going_back(store: Store, booked: Marlowe) -> None:
    off = replace(line_of(store, "police"), in_force=False)
    assert told(rules.preview(store, off)) == [("goes", "Owen Pryce", "required")]
    rules.save_rule(store, off, bring_up=[booked.conference])
    assert "police" not in roles(store, booked)
    assert invite.build_list(store, booked.conference).value == 0, "every reader goes by the store's rules"

    kept = line_of(store, "police")
    assert told(rules.preview_going_back(store, kept)) == [("comes", "Owen Pryce", "required")]
    rules.go_back(store, kept, bring_up=[booked.conference])
    assert roles(store, booked)["police"].name == "Owen Pryce"
    assert line_of(store, "police").version == 0


def test_an_own_rule_comes_to_every_list_and_goes_again(store: Store, booked: Marlowe) -> None:
    own = rules.new_rule(store, "housing", HOUSING)
    assert told(rules.preview(store, own)) == [("comes", "housing", "expected")]
    rules.save_rule(store, own, bring_up=[booked.conference])
    housing = roles(store, booked)["housing"]
    assert (housing.rule_code, housing.reason, housing.report_wanted) == ("own_housing_1", "our own procedure", True)
    assert housing.report_due_on is not None
    assert rules.new_rule(store, "housing", HOUSING).rule.code == "own_housing_2"
    rules.go_back(store, line_of(store, "own_housing_1"), bring_up=[booked.conference])
    assert "housing" not in roles(store, booked)
    assert all(not line.own for line in rule_lines_of(store))


def test_what_was_sent_or_set_by_hand_stays(store: Store, booked: Marlowe) -> None:
    lines = roles(store, booked)
    ids = [lines["paediatrician"].id, lines["police"].id]
    invite.mark_sent(store, booked.conference, ids, route="post", at=NOW, now=NOW)
    invite.record_report(store, lines["social_worker"], invite.Report(False), today=NOW.date())
    for code, level in (("police", "consider"), ("social_worker", "expected")):
        rules.save_rule(store, changed(store, code, level=level), bring_up=[booked.conference])
    now = roles(store, booked)
    assert now["police"].level == "required"
    assert (now["social_worker"].level, now["social_worker"].report_wanted) == ("expected", False)
    assert rules.preview(store, changed(store, "police", level="expected")) == []


def test_only_what_the_rule_brings_is_brought(store: Store, booked: Marlowe) -> None:
    """A line that would come anyway, with the next update of the list, is not the rule's doing."""
    worker = roles(store, booked)["gp"]
    with store.write() as writing:
        invitations.remove_unsent(writing, worker)
        writing.record("invitation_list_built", "conference", booked.conference)
    rules.save_rule(store, changed(store, "police", level="expected"), bring_up=[booked.conference])
    assert "gp" not in roles(store, booked)


def test_a_required_line_that_goes_lets_the_conference_become_invited(store: Store) -> None:
    known = booked_conference(store)
    invite.build_list(store, known.conference)
    ready = [line for line in invitations.invitations(store, known.conference) if line.can_be_sent]
    ids = [line.id for line in ready if line.role_code != "police"]
    invite.mark_sent(store, known.conference, ids, route="post", at=NOW, now=NOW)
    assert lists.history(store, "conference", known.conference)[0].action != "invited"
    off = replace(line_of(store, "police"), in_force=False)
    rules.save_rule(store, off, bring_up=[known.conference])
    assert "invited" in [row.action for row in lists.history(store, "conference", known.conference)]


def test_a_conference_that_was_held_is_never_touched(store: Store) -> None:
    known = held_conference(store)
    before = invitations.invitations(store, known.conference)
    off = replace(line_of(store, "gp"), in_force=False)
    assert rules.preview(store, off) == []
    assert rules.save_rule(store, off, bring_up=[known.conference]).value == 0
    assert invitations.invitations(store, known.conference) == before


@pytest.mark.parametrize(
    "change",
    [
        {"in_force": False},
        {"level": "consider"},
        {"when": {"types": ["review"]}},
        {"report": False},
        {"role": "police"},
        {"who": "involved"},
    ],
)
def test_the_paediatricians_rule_stands_by_every_route(store: Store, booked: Marlowe, change: dict[str, Any]) -> None:
    line = line_of(store, "paediatrician")
    wanted = replace(line, in_force=False) if "in_force" in change else replace(line, rule=replace(line.rule, **change))
    for act in (rules.preview, rules.save_rule):
        with pytest.raises(RuleBroken, match="paediatrician_rule_stands"):
            act(store, wanted)
    assert line_of(store, "paediatrician") == line
    assert not rules.go_back(store, line).changed
    own = rules.new_rule(store, "paediatrician", HOUSING)
    with pytest.raises(RuleBroken, match="paediatrician_rule_stands"):
        rules.save_rule(store, own)
    assert rules_of(store)[0].code == "paediatrician"


def test_nothing_new_is_not_kept_again(store: Store) -> None:
    invited_conference(store)
    rules.save_rule(store, changed(store, "police", level="expected"))
    kept = line_of(store, "police")
    assert not rules.save_rule(store, kept).changed
    assert line_of(store, "police") == kept


def test_a_list_is_passed_over_only_where_the_rules_bring_it_nothing(store: Store, booked: Marlowe) -> None:
    found, practice = conferences.conference(store, booked.conference), practice_of(store)
    situation, was = situation_of(store, found, practice), rules_of(store)
    passed_over = []
    for rule in was:
        for other in ([], [replace(rule, level="consider", reason="otherwise")], [replace(rule, source="elsewhere")]):
            is_so = [each for old in was for each in (other if old is rule else [old])]
            if makes_the_same(situation, was, is_so):
                passed_over.append(rule.code)
                assert look_at(store, found, situation).brought(was, is_so).is_empty, rule.code
    assert "neonatal" in passed_over
    assert passed_over.count("police") == 1, "another source is no other list, another level is"
    last_list = [rule for rule in was if rule.who == LAST_LIST]
    assert last_list
    assert not makes_the_same(situation, was, [rule for rule in was if rule not in last_list])


def test_the_look_says_how_far_it_is_and_can_be_stopped(store: Store, booked: Marlowe) -> None:
    heard: list[tuple[int, int]] = []
    rules.preview(store, changed(store, "police", level="expected"), progress=lambda *far: heard.append(far))
    assert heard == [(0, 1)]

    def stop(_done: int, _total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        rules.preview_going_back(store, line_of(store, "police"), progress=stop)
