"""The types of conference, where one stands, and the lawful steps between statuses."""

from __future__ import annotations

from enum import StrEnum

from conference_app.domain.errors import RuleBroken


class ConferenceType(StrEnum):
    """The four types [domain 1]; a transfer-in counts as an initial but is measured separately."""

    INITIAL = "initial"
    REVIEW = "review"
    PRE_BIRTH = "pre-birth"
    TRANSFER_IN = "transfer-in"

    @property
    def heading(self) -> str:
        """As it stands at the head of a page: "Initial child protection conference"."""
        names = {"initial": "Initial", "review": "Review", "pre-birth": "Pre-birth", "transfer-in": "Transfer-in"}
        return f"{names[self]} child protection conference"


class Status(StrEnum):
    """Where a conference stands [domain 2.3]."""

    REQUESTED = "requested"
    BOOKED = "booked"
    INVITED = "invited"
    HELD = "held"
    HELD_INQUORATE = "held inquorate"
    ADJOURNED = "adjourned"
    POSTPONED = "postponed"
    CANCELLED = "cancelled"

    @property
    def is_ahead(self) -> bool:
        """Whether the conference is still to be held."""
        return self in {Status.REQUESTED, Status.BOOKED, Status.INVITED}

    @property
    def was_held(self) -> bool:
        """Whether people met and decided."""
        return self in {Status.HELD, Status.HELD_INQUORATE}

    @property
    def is_called_off(self) -> bool:
        """Whether it will not take place as it was booked: nobody need come."""
        return self in {Status.POSTPONED, Status.CANCELLED}


LAWFUL_STEPS: dict[Status, frozenset[Status]] = {
    Status.REQUESTED: frozenset({Status.BOOKED, Status.CANCELLED}),
    Status.BOOKED: frozenset(
        {
            Status.BOOKED,
            Status.INVITED,
            Status.HELD,
            Status.HELD_INQUORATE,
            Status.ADJOURNED,
            Status.POSTPONED,
            Status.CANCELLED,
        }
    ),
    Status.INVITED: frozenset(
        {
            Status.INVITED,
            Status.BOOKED,
            Status.HELD,
            Status.HELD_INQUORATE,
            Status.ADJOURNED,
            Status.POSTPONED,
            Status.CANCELLED,
        }
    ),
    # A corrected register can show that there was a quorum after all, or none.
    Status.HELD: frozenset({Status.HELD_INQUORATE}),
    Status.HELD_INQUORATE: frozenset({Status.HELD}),
    Status.ADJOURNED: frozenset(),
    Status.POSTPONED: frozenset({Status.BOOKED, Status.CANCELLED}),
    Status.CANCELLED: frozenset(),
}


def check_step(now: Status, then: Status) -> None:
    """RuleBroken `unlawful_step` unless a conference may go from one status to the other."""
    if then not in LAWFUL_STEPS[now]:
        raise RuleBroken("unlawful_step", now=now.value, then=then.value)
