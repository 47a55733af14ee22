"""Who is excluded: by id before name, whatever the case, the spaces and the words after the name."""

from __future__ import annotations

from datetime import date

import pytest

from conference_app.domain.conference import Need, bare_name, exclusion_of

DECIDED = ("", date(2027, 3, 1), "excluded", "Rosalind Osei", date(2027, 3, 2))


@pytest.mark.parametrize(
    "name", ["Grace Marlowe", "grace  marlowe", "GRACE MARLOWE, mother", " Grace Marlowe (mother)"]
)
def test_a_name_is_known_in_every_dress(name: str) -> None:
    assert Need("exclusion", "Grace Marlowe", *DECIDED).excludes(name)
    assert Need("exclusion", name, *DECIDED).excludes("Grace Marlowe")


@pytest.mark.parametrize("name", ["Grace Marlow", "Grace", "", "(mother)"])
def test_another_name_is_another_person(name: str) -> None:
    assert not Need("exclusion", "Grace Marlowe", *DECIDED).excludes(name)
    assert not Need("exclusion", ", mother", *DECIDED).excludes(name)


def test_the_same_person_under_another_name_is_excluded_and_a_namesake_is_not() -> None:
    need = Need("exclusion", "Grace Marlowe", *DECIDED, household_member_id=7, known_as="Grace Hartley")
    assert need.excludes("Somebody Else", household_member_id=7)
    assert not need.excludes("Grace Marlowe", household_member_id=8)
    assert not need.excludes("Grace Marlowe", child_id=7)
    assert need.excludes("Grace Marlowe")
    assert need.excludes("Grace Hartley")


def test_only_an_exclusion_decided_for_the_whole_conference_counts() -> None:
    needs = [
        Need("advocate", "Grace Marlowe"),
        Need("exclusion", "Grace Marlowe", decision="part only"),
        Need("exclusion", "Grace Marlowe"),
    ]
    assert exclusion_of(needs, "Grace Marlowe") is None
    last = Need("exclusion", "Grace Marlowe", *DECIDED)
    assert exclusion_of([*needs, last], "Grace Marlowe") is last


def test_a_bare_name_is_the_same_for_letters_composed_differently() -> None:
    assert bare_name("Zoe\u0308  Reeve") == bare_name("Zo\u00eb reeve")
