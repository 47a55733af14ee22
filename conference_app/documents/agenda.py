"""The printed agenda: the chair's, the professionals' and the family copy of one sheet."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import ClassVar

from conference_app.documents.frame import Frame, joined
from conference_app.domain.agenda import AgendaItem, Copy, items_for_copy

COPY_NAMES = {
    Copy.CHAIR: "Chair’s copy",
    Copy.PROFESSIONAL: "Professionals’ copy",
    Copy.FAMILY: "Family copy",
}


@dataclass(frozen=True)
class OpenAction:
    """An action still open from an earlier conference; `due` is in words, `detail` the second line."""

    text: str
    owner: str
    due: str
    detail: str = ""
    overdue: bool = False
    restricted: bool = False


@dataclass(frozen=True)
class AgendaSheet:
    """One agenda for one reader. Build it whole, with `copy`; what that copy may not show is left out of print.

    `starts_at` ("09:30") gives the chair's copy its clock times. `for_the_chair` are lines (needs, exclusions,
    separate attendance) that only the chair's copy carries. Addresses of people have no field here.
    """

    template: ClassVar[str] = "agenda.typ"

    frame: Frame
    reference: str
    version: int
    conference_title: str
    family_name: str
    when: str
    where: str
    chair: str
    children: tuple[str, ...]
    paediatrician: str
    items: tuple[AgendaItem, ...]
    open_actions: tuple[OpenAction, ...] = ()
    copy: Copy = Copy.FAMILY
    recipient: str = ""
    copy_number: int = 1
    copies: int = 1
    starts_at: str = ""
    quorum_rule: str = ""
    dissent_statement: str = ""
    confidentiality: str = ""
    for_the_chair: tuple[str, ...] = ()

    def content(self) -> dict[str, object]:
        """What the template prints: the copy's own part of the sheet and nothing else."""
        raise NotImplementedError


def for_copy(sheet: AgendaSheet, copy: Copy, *, recipient: str = "", number: int = 1) -> AgendaSheet:
    """The sheet reduced to what one copy may show, addressed to its reader; safe to keep, mail or preview."""
    family = copy is Copy.FAMILY
    return replace(
        sheet,
        copy=copy,
        recipient=recipient,
        copy_number=number,
        items=items_for_copy(sheet.items, copy),
        open_actions=tuple(action for action in sheet.open_actions if not (family and action.restricted)),
        for_the_chair=sheet.for_the_chair if copy is Copy.CHAIR else (),
        starts_at=sheet.starts_at if copy is Copy.CHAIR else "",
        quorum_rule="" if family else sheet.quorum_rule,
    )
