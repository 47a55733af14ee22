"""The printed list of outstanding actions: grouped as asked, or one list for each owner."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Literal

from conference_app.documents.frame import Frame, joined

Grouping = Literal["owner", "agency", "family", "due"]


@dataclass(frozen=True)
class OutstandingAction:
    """One action still open; `concerns` names the child or family, `note` the latest progress or escalation."""

    text: str
    concerns: str
    family: str
    owner: str
    agency: str
    due: date | None
    reference: str = ""
    note: str = ""
    restricted: bool = False


@dataclass(frozen=True)
class OutstandingGroup:
    """The actions under one heading, the oldest due first."""

    heading: str
    actions: tuple[OutstandingAction, ...]


@dataclass(frozen=True)
class OutstandingList:
    """The actions open on `as_of`, in groups."""

    template: ClassVar[str] = "outstanding.typ"

    frame: Frame
    as_of: date
    grouped_by: Grouping
    groups: tuple[OutstandingGroup, ...]
    recipient: str = ""

    def content(self) -> dict[str, object]:
        """What the template prints."""
        raise NotImplementedError


def outstanding_list(
    frame: Frame, actions: Iterable[OutstandingAction], by: Grouping, *, as_of: date
) -> OutstandingList:
    """One list of everything, grouped by owner, agency, family or due."""
    raise NotImplementedError


def lists_per_owner(
    frame: Frame, actions: Iterable[OutstandingAction], *, as_of: date
) -> tuple[OutstandingList, ...]:
    """One list for each owner with that owner's actions only, grouped by due, addressed to the owner."""
    raise NotImplementedError
