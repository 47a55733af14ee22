"""The printed agenda: the chair's, the professionals' and the family copy of one sheet."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from typing import ClassVar

from conference_app.documents.frame import Frame, joined, shortened
from conference_app.domain.agenda import AgendaItem, Copy, items_for_copy, total_minutes

COPY_NAMES = {
    Copy.CHAIR: "Chair’s copy",
    Copy.PROFESSIONAL: "Professionals’ copy",
    Copy.FAMILY: "Family copy",
}

# Letters of a reader's name that fit the head of a page; a longer name stands whole on the first page.
HEAD_WIDTH = 56


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
    """One agenda for one reader; what its `copy` may not show is never printed.

    `starts_at` ("09:30") gives the chair's copy its clock times. `for_the_chair` are lines (needs,
    exclusions, separate attendance) that only the chair's copy carries. Addresses of people have no field.
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
        shown = for_copy(self, self.copy, recipient=self.recipient, number=self.copy_number)
        copy_name = COPY_NAMES[self.copy]
        return {
            **self.frame.content(),
            "document_title": f"{self.conference_title}, {self.reference}, {copy_name.lower()}",
            "head_right": joined(
                f"Copy {self.copy_number} of {self.copies}",
                shortened(self.recipient or copy_name, HEAD_WIDTH),
            ),
            "copy_for": self.recipient if len(self.recipient) > HEAD_WIDTH else "",
            "foot_left": joined(
                self.reference, f"version {self.version}", copy_name, f"printed {self.frame.printed_on}"
            ),
            "copy": self.copy.value,
            "title": self.conference_title,
            "second_line": joined(self.family_name, self.reference),
            "when": self.when,
            "where": self.where,
            "chair": self.chair,
            "children": self.children,
            "paediatrician": self.paediatrician,
            "items": _numbered(shown.items, shown.starts_at),
            "ends": _clock(shown.starts_at, total_minutes(shown.items)),
            "minutes": total_minutes(shown.items),
            "open_actions": [asdict(action) for action in shown.open_actions],
            "for_the_chair": shown.for_the_chair,
            "notes": _notes(shown),
        }


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


def _numbered(items: tuple[AgendaItem, ...], starts_at: str) -> list[dict[str, object]]:
    """The items with their numbers without gaps and, where the start is known, their clock times."""
    return [
        {**asdict(item), "number": n, "starts": _clock(starts_at, total_minutes(items[: n - 1]))}
        for n, item in enumerate(items, start=1)
    ]


def _clock(starts_at: str, minutes_later: int) -> str:
    """The time so many minutes after "09:30", as "9:40am"; empty when the start is not known."""
    if not starts_at:
        return ""
    hours, minutes = (int(part) for part in starts_at.split(":"))
    hour, minute = divmod(hours * 60 + minutes + minutes_later, 60)
    return f"{(hour - 1) % 12 + 1}:{minute:02}{'am' if hour % 24 < 12 else 'pm'}"


def _notes(sheet: AgendaSheet) -> list[tuple[str, str]]:
    named = (
        ("Confidentiality", sheet.confidentiality),
        ("Quorum", sheet.quorum_rule),
        ("If you see it differently", sheet.dissent_statement),
    )
    return [(name, words) for name, words in named if words]
