"""An interpreter is never a relative: asked of the family as it is on record [sussex-7.9]."""

from __future__ import annotations

from conference_app.domain.errors import RuleBroken
from conference_app.domain.invitations import Invitation
from conference_app.domain.separation import INTERPRETER, is_relative
from conference_app.store import families
from conference_app.store.store import Store


def is_relative_interpreting(store: Store, line: Invitation, family_id: int) -> bool:
    """Whether this line would let a child or somebody of the household interpret, by id or by name."""
    if line.role_code != INTERPRETER or not line.name:
        return False
    return bool(line.household_member_id or line.child_id) or _of_family(store, line.name, family_id)


def check_deputy_interprets(store: Store, line: Invitation, deputy: str, family_id: int) -> None:
    """RuleBroken `relative_cannot_interpret` where an interpreter sends somebody of the family."""
    if line.role_code == INTERPRETER and deputy and _of_family(store, deputy, family_id):
        raise RuleBroken("relative_cannot_interpret", field="deputy", name=deputy)


def _of_family(store: Store, name: str, family_id: int) -> bool:
    family = families.family(store, family_id)
    names = [each.name for each in family.household] + [each.name for each in family.children]
    return is_relative(name, names)
