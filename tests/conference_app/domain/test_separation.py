"""Who comes apart from others, what the chair decided in words, and who may never interpret."""

from __future__ import annotations

from datetime import date

import pytest

from conference_app.domain.conference import Need
from conference_app.domain.separation import attends, decided_words, is_relative

DAY = date(2027, 3, 3)


@pytest.mark.parametrize(
    ("need", "words"),
    [
        (Need("exclusion", "Tom Marlowe", "", DAY, "part only", "R. Osei", DAY), "part of the conference only"),
        (Need("separate attendance", "tom  marlowe, father"), "attends separately"),
        (Need("exclusion", "Tom Marlowe", "", DAY, "excluded", "R. Osei", DAY), ""),
        (Need("exclusion", "Tom Marlowe", "", DAY), ""),
        (Need("interpreter", "Tom Marlowe", "Urdu"), ""),
        (Need("separate attendance", "Grace Marlowe"), ""),
        (Need("separate attendance", "Somebody", household_member_id=7), "attends separately"),
        (Need("separate attendance", "Tom Marlowe", household_member_id=8), ""),
    ],
)
def test_how_somebody_takes_part(need: Need, words: str) -> None:
    assert attends([need], "Tom Marlowe", household_member_id=7) == words


def test_part_only_and_separately_are_both_said_once() -> None:
    part = Need("exclusion", "Tom Marlowe", "", DAY, "part only", "R. Osei", DAY)
    both = [part, Need("separate attendance", "Tom Marlowe"), part]
    assert attends(both, "Tom Marlowe") == "part of the conference only, attends separately"


@pytest.mark.parametrize(
    ("need", "words"),
    [
        (
            Need("exclusion", "Tom", "violence, threats or intoxication", DAY, "excluded", "R. Osei", DAY),
            "Excluded: Tom (violence, threats or intoxication), decided by R. Osei on 3 March 2027",
        ),
        (Need("exclusion", "Tom", "", DAY, "part only", "R. Osei", None), "Part only: Tom, decided by R. Osei"),
        (Need("exclusion", "Tom"), "Exclusion asked for, not decided yet: Tom"),
        (
            Need("separate attendance", "Tom", "conflict", None, "", "R. Osei", DAY, known_as="Tom Bell"),
            "Separate attendance: Tom Bell (conflict), decided by R. Osei on 3 March 2027",
        ),
        (Need("supporter", "Grace", "her sister Ann"), "Supporter: Grace (her sister Ann)"),
    ],
)
def test_the_chairs_decision_in_words(need: Need, words: str) -> None:
    assert decided_words(need) == words


@pytest.mark.parametrize(
    ("name", "is_one"),
    [("Grace Marlowe", True), ("GRACE  MARLOWE (mother)", True), ("Grace Marlow", False), ("", False), (" ", False)],
)
def test_a_relative_is_known_by_name(name: str, is_one: bool) -> None:
    assert is_relative(name, ["Grace Marlowe", "Ella Marlowe", ""]) is is_one
