"""The printed list of outstanding actions: grouped as asked, or one list for each owner."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import ClassVar, Literal

from conference_app.documents.frame import Frame, joined, shortened
from conference_app.domain.spoken_dates import plain_date

Grouping = Literal["owner", "agency", "family", "due"]


@dataclass(frozen=True)
class OutstandingAction:
    """One action still open; `concerns` names the child or family, `note` the latest progress."""

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
        actions = [action for group in self.groups for action in group.actions]
        late = sum(_days_late(action, self.as_of) > 0 for action in actions)
        return {
            **self.frame.content(),
            "document_title": f"Outstanding actions on {plain_date(self.as_of)}",
            "head_right": shortened(self.recipient or "Outstanding actions", 80),
            "foot_left": joined("Outstanding actions", f"printed {self.frame.printed_on}"),
            "title": "Outstanding actions",
            "second_line": joined(
                self.recipient, f"on {plain_date(self.as_of)}", f"{len(actions)} open", f"{late} overdue"
            ),
            "third_column": "Child or family" if self._is_owners_own else "Owner",
            "groups": [
                {
                    "heading": group.heading,
                    "count": _counted(len(group.actions), "action"),
                    "actions": [self._line(action) for action in group.actions],
                }
                for group in self.groups
            ],
        }

    @property
    def _is_owners_own(self) -> bool:
        return self.grouped_by == "owner" or bool(self.recipient)

    def _line(self, action: OutstandingAction) -> dict[str, object]:
        late = _days_late(action, self.as_of)
        known = action.family if self.grouped_by == "family" else ""
        about = [words for words in dict.fromkeys((action.concerns, action.family)) if words != known]
        return {
            "text": action.text,
            "second_line": joined(*([] if self._is_owners_own else about), action.reference),
            "note": action.note,
            "third": about if self._is_owners_own else [action.owner or "No owner", action.agency],
            "due": plain_date(action.due) if action.due else "no date",
            "late": f"{_counted(late, 'day')} late" if late else "",
            "restricted": action.restricted,
        }


def outstanding_list(
    frame: Frame, actions: Iterable[OutstandingAction], by: Grouping, *, as_of: date
) -> OutstandingList:
    """One list of everything, grouped by owner, agency, family or due."""
    return OutstandingList(frame, as_of, by, _groups(actions, by, as_of))


def lists_per_owner(frame: Frame, actions: Iterable[OutstandingAction], *, as_of: date) -> tuple[OutstandingList, ...]:
    """One list for each owner with that owner's actions only, grouped by due, addressed to the owner."""
    owned: dict[tuple[str, str], list[OutstandingAction]] = {}
    for action in actions:
        owned.setdefault((action.owner, action.agency), []).append(action)
    return tuple(
        OutstandingList(frame, as_of, "due", _groups(own, "due", as_of), recipient=_owner_words(*owner))
        for owner, own in sorted(owned.items(), key=lambda entry: [part.casefold() for part in entry[0]])
    )


def _groups(actions: Iterable[OutstandingAction], by: Grouping, as_of: date) -> tuple[OutstandingGroup, ...]:
    found: dict[str, list[OutstandingAction]] = {}
    for action in sorted(actions, key=_oldest_first):
        found.setdefault(_heading(action, by, as_of), []).append(action)
    headings = found if by == "due" else sorted(found, key=str.casefold)
    return tuple(OutstandingGroup(heading, tuple(found[heading])) for heading in headings)


def _heading(action: OutstandingAction, by: Grouping, as_of: date) -> str:
    if by == "owner":
        return _owner_words(action.owner, action.agency)
    if by == "agency":
        return action.agency or "No agency"
    if by == "family":
        return action.family or "No family"
    return _due_heading(action.due, as_of)


def _due_heading(due: date | None, as_of: date) -> str:
    if due is None:
        return "No date"
    if due < as_of:
        return "Overdue"
    return "Due within 7 days" if due <= as_of + timedelta(days=7) else "Due later"


def _owner_words(owner: str, agency: str) -> str:
    return ", ".join(part for part in (owner, agency) if part) or "No owner"


def _oldest_first(action: OutstandingAction) -> tuple[date, str]:
    return (action.due or date.max, action.text)


def _days_late(action: OutstandingAction, as_of: date) -> int:
    return max((as_of - action.due).days, 0) if action.due else 0


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
