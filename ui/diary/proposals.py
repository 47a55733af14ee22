"""Slots that were found, as the diary outlines them: how good each is and where."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from conference_app.domain.spoken_dates import counted
from conference_app.use_cases.find_slots import Proposal

ORDINALS = ("best", "2nd best", "3rd best")


@dataclass(frozen=True, slots=True)
class ProposedSlot:
    """One slot; `words` says how good it is, `place` the room and the chair."""

    starts_at: datetime
    ends_at: datetime
    chair_id: int | None
    room_id: int | None
    words: str
    place: str = ""


def proposed(slots: Sequence[Proposal]) -> list[ProposedSlot]:
    """The same slots, the best first: "2nd best · 4 working days left"."""
    return [
        ProposedSlot(
            slot.starts_at,
            slot.ends_at,
            slot.chair_id,
            slot.room_id,
            " · ".join(part for part in (_rank(number), _margin(slot.margin)) if part),
            f"{slot.room_name or 'Video'} · {slot.chair_name}",
        )
        for number, slot in enumerate(slots)
    ]


def _rank(number: int) -> str:
    return ORDINALS[number] if number < len(ORDINALS) else f"{number + 1}th best"


def _margin(margin: int | None) -> str:
    if margin is None:
        return ""
    if margin == 0:
        return "last lawful day"
    return f"{counted(abs(margin), 'working day')} {'left' if margin > 0 else 'late'}"
