"""The authority's invitation rules as rows: the store itself refuses to weaken the paediatrician's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest

from conference_app import rulebook
from conference_app.domain.errors import RuleBroken
from conference_app.domain.invitation_rules import RuleLine
from conference_app.messages import sentence
from conference_app.store import invitation_rules
from conference_app.store.store import Store

RULES = {rule.code: rule for rule in rulebook.invitation_rules()}
GOOD = {
    "code": "paediatrician",
    "position": 0,
    "role": "paediatrician",
    "level": "required",
    "who": "paediatrician",
    "conditions": "{}",
    "report": 1,
    "deputy": 1,
    "reason": "every conference",
    "in_force": 1,
}


def insert(store: Store, values: Mapping[str, object]) -> None:
    with store.write() as writing:
        writing.insert("invitation_rule", **values)
        writing.record("invitation_rule_kept", "invitation_rule", 1)


def test_what_was_kept_is_read_back(memory: Store) -> None:
    line = RuleLine(replace(RULES["school"], level="expected", source="our procedure; page 4"), in_force=False)
    with memory.write() as writing:
        invitation_rules.keep_rule(writing, line, 12)
        writing.record("invitation_rule_kept", "invitation_rule", 1)
    assert invitation_rules.kept_rules(memory) == [replace(line, version=1)]


@pytest.mark.parametrize(
    "changes",
    [
        {"level": "consider"},
        {"who": "involved"},
        {"conditions": '{"types": ["review"]}'},
        {"report": 0},
        {"in_force": 0},
        {"role": "police", "who": "involved"},
        {"code": "own_doctor"},
        {"code": "own_doctor", "role": "police"},
    ],
)
def test_the_store_refuses_another_paediatricians_rule(memory: Store, changes: Mapping[str, object]) -> None:
    with pytest.raises(RuleBroken, match="paediatrician_rule_stands") as refused:
        insert(memory, {**GOOD, **changes})
    assert "cannot be switched off" in sentence(refused.value)
    assert invitation_rules.kept_rules(memory) == []


def test_nor_can_a_kept_one_be_changed_into_one(memory: Store) -> None:
    insert(memory, GOOD)
    with pytest.raises(RuleBroken, match="paediatrician_rule_stands"), memory.write() as writing:
        writing.update("invitation_rule", "paediatrician", 1, in_force=False)


def test_two_windows_do_not_overwrite_each_other(memory: Store) -> None:
    line = RuleLine(RULES["police"])
    for _ in range(2):
        with memory.write() as writing:
            invitation_rules.keep_rule(writing, replace(line, version=len(invitation_rules.kept_rules(memory))), 1)
            writing.record("invitation_rule_kept", "invitation_rule", 1)
    for act in (
        lambda writing: invitation_rules.keep_rule(writing, line, 1),
        lambda writing: invitation_rules.keep_rule(writing, replace(line, version=1), 1),
        lambda writing: invitation_rules.remove_rule(writing, replace(line, version=1)),
    ):
        with pytest.raises(RuleBroken, match="changed_elsewhere"), memory.write() as writing:
            act(writing)


def test_a_rule_of_another_version_that_is_not_understood_is_passed_over(memory: Store) -> None:
    insert(memory, {**GOOD, "code": "own_x", "role": "police", "who": "moonlight"})
    assert invitation_rules.kept_rules(memory) == []
