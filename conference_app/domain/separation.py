"""Keeping people apart at a conference: the grounds, what the chair decided, and who may never interpret."""

from __future__ import annotations

from collections.abc import Iterable

from conference_app.domain.conference import Need, bare_name
from conference_app.domain.spoken_dates import plain_date

INTERPRETER = "interpreter"
EXCLUSION, SEPARATE, PART_ONLY = "exclusion", "separate attendance", "part only"
# Why somebody is kept away or comes at another time [domain 3.3; sussex-7.10]; others can be typed.
GROUNDS = (
    "presence would prejudice the child's welfare",
    "violence, threats or intoxication",
    "the child asks for it",
    "presence would stop somebody else from contributing",
    "confidential legal or criminal material",
    "conflict between family members or domestic abuse",
)
ATTENDS = {PART_ONLY: "part of the conference only", SEPARATE: "attends separately"}


def attends(
    needs: Iterable[Need], name: str, household_member_id: int | None = None, child_id: int | None = None
) -> str:
    """How somebody takes part apart from others: "part of the conference only", "attends separately", or ""."""
    return ", ".join(ATTENDS[how] for how in kept_apart(needs, name, household_member_id, child_id))


def kept_apart(
    needs: Iterable[Need], name: str, household_member_id: int | None = None, child_id: int | None = None
) -> tuple[str, ...]:
    """PART_ONLY and SEPARATE, as they hold for somebody, each once."""
    found = {}
    for need in needs:
        how = need.decision if need.kind == EXCLUSION else need.kind
        if how in ATTENDS and need.is_about(name, household_member_id, child_id):
            found[how] = True
    return tuple(found)


def decided_words(need: Need) -> str:
    """What is wished or decided of one need, for the chair's copy: who, what, the grounds, who decided and when."""
    who = need.known_as or need.who
    grounds = f" ({need.detail})" if need.detail else ""
    day = f" on {plain_date(need.decided_on)}" if need.decided_on else ""
    by = f", decided by {need.decided_by}{day}" if need.decided_by else ""
    if need.kind != EXCLUSION:
        return f"{need.kind.capitalize()}: {who}{grounds}{by}"
    if not need.decision:
        return f"Exclusion asked for, not decided yet: {who}{grounds}"
    return f"{need.decision.capitalize()}: {who}{grounds}{by}"


def is_relative(name: str, family: Iterable[str]) -> bool:
    """Whether somebody of this name belongs to the family."""
    return bool(bare_name(name)) and bare_name(name) in {bare_name(each) for each in family}
