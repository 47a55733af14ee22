import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest

from conference_app.defaults import default_practice
from conference_app.domain.errors import RuleBroken
from conference_app.domain.listings import Closure
from conference_app.domain.practice import as_text
from conference_app.domain.quorum import QuorumRule
from conference_app.messages import sentences
from conference_app.store import lists, settings
from conference_app.store.store import Store, memory_store
from conference_app.use_cases import change_settings
from conference_app.use_cases.outcome import Topic
from conference_app.use_cases.rules_in_force import calendar_of, practice_of

CHRISTMAS = Closure(date(2027, 12, 29), date(2027, 12, 31), "Between the years")


@pytest.fixture
def store() -> Iterator[Store]:
    made = memory_store(example=True)
    yield made
    made.close()


def test_a_number_is_changed_and_recorded(store: Store) -> None:
    outcome = change_settings.change_number(store, "icpc_limit_wd", " 12 ")

    assert outcome.value == "12"
    assert outcome.changed == {Topic.SETTINGS, Topic.CONFERENCES}
    assert practice_of(store).integer("icpc_limit_wd") == 12
    (event,) = lists.history(store, "practice", 1)
    assert json.loads(event.facts) == {"key": "icpc_limit_wd", "before": "15", "after": "12"}


def test_the_same_value_again_changes_nothing(store: Store) -> None:
    assert change_settings.change_number(store, "icpc_limit_wd", "15").changed == frozenset()
    assert lists.history(store, "practice", 1) == []


@pytest.mark.parametrize("key", list(default_practice().definitions))
def test_every_number_goes_back_to_its_default(store: Store, key: str) -> None:
    definition = default_practice().definitions[key]
    default = practice_of(store).value(key)
    addresses = ("team@council.example", "council.example")
    some = ("yes", "no", "3", "7", "21", "a", *definition.choices, "11:30", *addresses)
    assert any(fits(store, key, text) for text in some)
    assert practice_of(store).is_changed(key)

    change_settings.change_number(store, key, as_text(default))

    assert practice_of(store) == default_practice()
    assert len(lists.history(store, "practice", 1)) == 2


def fits(store: Store, key: str, text: str) -> bool:
    try:
        return bool(change_settings.change_number(store, key, text).changed)
    except RuleBroken:
        return False


@pytest.mark.parametrize(
    ("key", "typed", "code"),
    [
        ("icpc_limit_wd", "", "practice_blank"),
        ("icpc_limit_wd", "fifteen", "practice_not_a_number"),
        ("icpc_limit_wd", "0", "practice_out_of_range"),
        ("icpc_limit_wd", "16", "practice_out_of_range"),
        ("count_from", "tomorrow", "practice_not_a_choice"),
        ("stricter_warning", "perhaps", "practice_not_yes_or_no"),
        ("bundle_time", "25:00", "practice_not_a_time"),
        ("chair_title", " ", "practice_blank"),
        ("chair_title", "x" * 201, "too_long"),
        ("chair_title", "Ch\u202eair", "bad_characters"),
    ],
)
def test_a_number_is_refused_at_its_own_field(store: Store, key: str, typed: str, code: str) -> None:
    with pytest.raises(RuleBroken) as caught:
        change_settings.change_number(store, key, typed)

    assert (caught.value.code, caught.value.field) == (code, key)
    assert sentences(caught.value)
    assert practice_of(store) == default_practice()


def test_a_quorum_follows_its_numbers(store: Store) -> None:
    change_settings.change_number(store, "quorum_other_agencies", "3")
    change_settings.change_number(store, "health_counts_as_one", "yes")

    rule = QuorumRule.of(practice_of(store))

    assert (rule.other_agencies, rule.health_counts_as_one) == (3, True)


def test_a_closure_is_kept_changed_and_removed(store: Store) -> None:
    change_settings.keep_closure(store, CHRISTMAS)
    (kept,) = settings.closures(store)
    assert not calendar_of(store).is_working_day(date(2027, 12, 30))

    change_settings.keep_closure(store, replace(kept, first_day=date(2027, 12, 31)))
    assert calendar_of(store).is_working_day(date(2027, 12, 30))

    change_settings.remove_closure(store, settings.closures(store)[0])
    assert settings.closures(store) == []
    events = lists.history(store, "closure", kept.id)
    assert [event.action for event in events] == ["closure_removed", "closure_kept", "closure_kept"]


@pytest.mark.parametrize(
    ("closure", "field", "code"),
    [
        (replace(CHRISTMAS, last_day=date(2027, 12, 28)), "last_day", "ends_before_it_starts"),
        (replace(CHRISTMAS, last_day=date(2028, 2, 28)), "last_day", "closure_too_long"),
        (replace(CHRISTMAS, reason=" "), "reason", "required"),
        (replace(CHRISTMAS, reason="x" * 201), "reason", "too_long"),
        (replace(CHRISTMAS, reason="a\nb"), "reason", "bad_characters"),
        (replace(CHRISTMAS, id=7, version=1), "", "changed_elsewhere"),
    ],
)
def test_a_closure_is_refused(store: Store, closure: Closure, field: str, code: str) -> None:
    with pytest.raises(RuleBroken) as caught:
        change_settings.keep_closure(store, closure)

    assert (caught.value.code, caught.value.field) == (code, field)
    assert sentences(caught.value)
    assert settings.closures(store) == []


def test_a_closure_of_one_day_is_kept(store: Store) -> None:
    one_day = replace(CHRISTMAS, last_day=CHRISTMAS.first_day)

    assert change_settings.keep_closure(store, one_day).value


def test_a_closure_somebody_else_removed_is_not_removed_twice(store: Store) -> None:
    change_settings.keep_closure(store, CHRISTMAS)
    (kept,) = settings.closures(store)
    change_settings.remove_closure(store, kept)

    with pytest.raises(RuleBroken) as caught:
        change_settings.remove_closure(store, kept)

    assert caught.value.code == "changed_elsewhere"
