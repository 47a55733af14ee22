"""The session: reads, writes that tell what changed, and problems in words."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from conference_app.domain.errors import RuleBroken, SeveralRulesBroken
from conference_app.store.store import Store
from conference_app.use_cases.outcome import Outcome, Topic
from ui.session import Session, sentences

from .conftest import NOW, TODAY


def rename(store: Store, name: str, *, loud: bool = False) -> Outcome[str]:
    if not name:
        raise RuleBroken("required", field="name", what="a name")
    return Outcome(name.upper() if loud else name, frozenset({Topic.FAMILIES, Topic.PEOPLE}))


def look(store: Store) -> Outcome[int]:
    return Outcome(3, frozenset())


def test_ask_hands_the_store_and_arguments_on(session: Session) -> None:
    assert session.ask(lambda store, a, b: (store is session.store, a + b), 1, b=2) == (True, 3)


def test_the_clock_is_the_one_handed_in(session: Session) -> None:
    assert (session.today(), session.now()) == (TODAY, NOW)


def test_perform_gives_the_value_and_tells_the_topics_once(session: Session) -> None:
    told: list[object] = []
    session.changed.connect(told.append)
    assert session.perform(rename, "Marlowe", loud=True) == "MARLOWE"
    assert told == [frozenset({Topic.FAMILIES, Topic.PEOPLE})]


def test_what_changed_nothing_tells_nothing(session: Session) -> None:
    told: list[object] = []
    session.changed.connect(told.append)
    assert session.perform(look) == 3
    assert told == []


def test_a_broken_rule_goes_to_the_caller_of_perform(session: Session, problems: list[str]) -> None:
    with pytest.raises(RuleBroken) as broken:
        session.perform(rename, "")
    assert broken.value.field == "name"
    assert problems == []


def test_attempt_shows_the_sentence_instead(qtbot: QtBot, session: Session, problems: list[str]) -> None:
    with qtbot.assertNotEmitted(session.changed):
        assert session.attempt(rename, "") is None
    assert problems == ["Enter a name."]
    assert session.attempt(rename, "Reeve") == "Reeve"


def test_several_rules_are_said_one_a_line() -> None:
    both = [RuleBroken("required", what="a name"), RuleBroken("required", what="a date")]
    assert sentences(SeveralRulesBroken(both)) == "Enter a name.\nEnter a date."
