"""Add a family that nobody has kept before, with its first child, while a request is being taken."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from conference_app.domain.errors import RuleBroken
from conference_app.domain.family import Child, Family
from conference_app.store.store import Store
from conference_app.use_cases.keep_family import keep_child, keep_family
from conference_app.use_cases.outcome import Outcome, Topic


def add_family(store: Store, family: Family, child: Child, *, today: date) -> Outcome[int]:
    """Keep both or neither; answers the family's id. What is wrong with the child's name is said of `child_name`."""
    with store.write():
        family_id = keep_family(store, family).value
        try:
            keep_child(store, replace(child, family_id=family_id), today=today)
        except RuleBroken as broken:
            for each in broken.each():
                each.field = "child_name" if each.field == "name" else each.field
            raise
    return Outcome(family_id, frozenset({Topic.FAMILIES}))
