"""What an agency asks to be kept from the family, and what the chair decided about it; kept, never deleted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from conference_app.domain.errors import RuleBroken, raise_all

WITHHELD, IN_PART, SHARED = "withheld", "part withheld", "shared"
WITHHOLDING_DECISIONS = (WITHHELD, IN_PART, SHARED)


@dataclass(frozen=True, slots=True)
class Withholding:
    """One request to the chair [wales-c3p8b]; `invitation_id` says whose report it is about, where it is about one."""

    conference_id: int
    asked_by: str
    what: str
    why: str
    asked_on: date
    invitation_id: int | None = None
    decision: str = ""
    decided_by: str = ""
    decided_on: date | None = None
    id: int = 0
    version: int = 0
    report_of: str = ""

    @property
    def keeps_back(self) -> bool:
        """Whether nothing of it may reach the family: the chair said so, or has not decided yet."""
        return self.decision in {"", WITHHELD}


def keeping_back(asked: Iterable[Withholding]) -> Mapping[int, Withholding]:
    """By invitation, the request that keeps its report from the family: one withheld before one not decided."""
    found: dict[int, Withholding] = {}
    for each in asked:
        if each.invitation_id is None or not each.keeps_back:
            continue
        there = found.get(each.invitation_id)
        if there is None or not there.decision:
            found[each.invitation_id] = each
    return found


def undecided(asked: Iterable[Withholding]) -> list[Withholding]:
    """The requests the chair has not decided about."""
    return [each for each in asked if not each.decision]


def check_asked(asked: Withholding, *, today: date) -> None:
    """RuleBroken where the day of a request is still to come."""
    if asked.asked_on > today:
        raise RuleBroken("date_in_future", field="asked_on", what="The request")


def check_decided(asked: Withholding, *, today: date) -> None:
    """Raise what is wrong with a decision, all together."""
    wrong = []
    if asked.decision not in WITHHOLDING_DECISIONS:
        wrong.append(RuleBroken("required", field="decision", what="what the chair decided"))
    if asked.decided_on is None:
        wrong.append(RuleBroken("required", field="decided_on", what="the day of the decision"))
    elif asked.decided_on > today:
        wrong.append(RuleBroken("date_in_future", field="decided_on", what="The decision"))
    elif asked.decided_on < asked.asked_on:
        wrong.append(RuleBroken("decided_before_asked", field="decided_on", day=asked.asked_on))
    raise_all(wrong)
