"""Compare a review's invitation list with the list of the conference before: what is new, gone or changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from conference_app.domain.conference import Conference
from conference_app.domain.invitations import Invitation
from conference_app.domain.last_list import Gone, gone_since, since_by_line
from conference_app.store.store import Store
from conference_app.use_cases.build_invitation_list import last_list_of, situation_of
from conference_app.use_cases.rules_in_force import practice_of


@dataclass(frozen=True, slots=True)
class SinceLast:
    """How a review's list differs from the last one: by line, and who is gone; `on` is None without a last list."""

    on: date | None = None
    by_line: Mapping[int, str] = field(default_factory=dict)
    gone: Sequence[Gone] = ()


def since_last_list(store: Store, found: Conference, lines: Sequence[Invitation]) -> SinceLast:
    """Each line against the list of the conference before, and who was invited then and is not now."""
    last = last_list_of(store, found)
    if last is None:
        return SinceLast()
    situation = situation_of(store, found, practice_of(store))
    return SinceLast(last.on, since_by_line(lines, last), gone_since(lines, last, situation))
