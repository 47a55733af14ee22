"""The sentences: every refusal of the store has one, with or without the facts a use case would name."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from conference_app.domain.errors import RuleBroken
from conference_app.messages import sentence

MIGRATIONS = Path(__file__).parents[2] / "conference_app" / "store" / "migrations"
RAISED = sorted(
    {code for each in MIGRATIONS.glob("m*.py") for code in re.findall(r"RAISE\(ABORT, '(\w+)'\)", each.read_text())}
)


@pytest.mark.parametrize("code", RAISED)
def test_what_a_trigger_raises_needs_no_facts(code: str) -> None:
    words = sentence(RuleBroken(code))
    assert "{" not in words
    assert words.endswith(".")


def test_the_triggers_are_found() -> None:
    assert {"chair_taken", "audit_is_append_only", "no_paediatrician"} <= set(RAISED)


def test_a_path_at_the_beginning_stays_as_it_is() -> None:
    assert sentence(RuleBroken("not_a_store", path="data/a.store")).startswith("data/a.store is not")
    assert sentence(RuleBroken("professional_left", name="de Souza")).startswith("de Souza is")


def test_our_own_words_begin_with_a_capital() -> None:
    assert sentence(RuleBroken("too_long", what="the reason", most=5)).startswith("The reason is")
