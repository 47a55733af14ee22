"""An interpreter is never a relative: asked of the family as it is on record [sussex-7.9]."""

from __future__ import annotations

from conference_app.domain.errors import RuleBroken
from conference_app.domain.family import Family
from conference_app.domain.invitations import Invitation
from conference_app.domain.separation import INTERPRETER, is_relative
from conference_app.store import families
from conference_app.store.store import Store


def is_relative_interpreting(store: Store, line: Invitation, family_id: int) -> bool:
    """Whether this line would let a child or somebody of the household interpret, by id or by name."""
    return line.role_code == INTERPRETER and relative_interpreting(line, families.family(store, family_id))


def relative_interpreting(line: Invitation, family: Family) -> bool:
    """The same of a family that was read already."""
    if line.role_code != INTERPRETER or not line.name:
        return False
    return bool(line.household_member_id or line.child_id) or is_relative(line.name, _names(family))


def check_deputy_interprets(store: Store, line: Invitation, deputy: str, family_id: int) -> None:
    """RuleBroken `relative_cannot_interpret` where an interpreter sends somebody of the family."""
    if line.role_code == INTERPRETER and deputy and is_relative(deputy, _names(families.family(store, family_id))):
        raise RuleBroken("relative_cannot_interpret", field="deputy", name=deputy)


def _names(family: Family) -> list[str]:
    return [each.name for each in family.household] + [each.name for each in family.children]
