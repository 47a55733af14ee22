"""A family added while a request is taken: with its first child, or not at all."""

from __future__ import annotations

from datetime import date

import pytest

from conference_app.domain.errors import RuleBroken
from conference_app.domain.family import Child, Family
from conference_app.store import families
from conference_app.store.store import Store, memory_store
from conference_app.use_cases.add_family import add_family
from conference_app.use_cases.outcome import Topic

TODAY = date(2027, 3, 8)


@pytest.fixture
def store() -> Store:
    return memory_store(example=True)


def test_both_are_kept(store: Store) -> None:
    outcome = add_family(store, Family("Reeve"), Child(0, "Tom Reeve", date(2019, 3, 3)), today=TODAY)
    assert outcome.changed == {Topic.FAMILIES}
    assert [child.name for child in families.family(store, outcome.value).children] == ["Tom Reeve"]


def test_a_wrong_child_leaves_no_family(store: Store) -> None:
    with pytest.raises(RuleBroken) as caught:
        add_family(store, Family("Reeve"), Child(0, "", date(2019, 3, 3)), today=TODAY)
    assert caught.value.field == "child_name"
    assert store.value("SELECT count(*) FROM family") == 0
