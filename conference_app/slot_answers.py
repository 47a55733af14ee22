"""What the command line answers about slots: as JSON, as a table, and in sentences where none fits."""

from __future__ import annotations

from collections.abc import Iterator

from conference_app.domain.spoken_dates import counted, long_date, short_date, time_words
from conference_app.slot_words import all_obstacle_words, reason_words
from conference_app.use_cases.find_slots import Proposal, SlotsFound

SLOT_HEAD = ("", "when", "chair", "room", "margin")


def slots_json(found: SlotsFound) -> dict[str, object]:
    """The slots best first; what is in the way, and the first slot past the limit, where none keeps it."""
    return {
        "slots": [_slot_json(each) for each in found.slots],
        "obstacles": [all_obstacle_words(one.obstacles) for one in found.obstacles],
        "after_limit": _slot_json(found.after_limit) if found.after_limit else None,
    }


def slot_lines(slots: list[Proposal]) -> list[tuple[str, ...]]:
    """Slots under SLOT_HEAD, numbered for the reasons below them."""
    return [
        (str(number), _when(each), each.chair_name, each.room_name, _margin(each))
        for number, each in enumerate(slots, start=1)
    ]


def slot_sentences(found: SlotsFound) -> Iterator[str]:
    """The reasons of each slot by its number; then why none keeps the limit, and what comes after it."""
    for number, each in enumerate(found.slots, start=1):
        yield f"{number}  {'; '.join(map(reason_words, each.reasons))}."
    if not found.slots:
        until = f"up to {long_date(found.last)}"
        yield f"No slot is free {until}."
    for one in found.obstacles:
        lead = "In the way" if one.gives_way else "Nobody can change"
        yield f"{lead}: {'; '.join(all_obstacle_words(one.obstacles))}."
    after = found.after_limit
    if after is not None and not found.slots:
        place = ", ".join(part for part in (_when(after), after.chair_name, after.room_name) if part)
        yield f"First after it: {place}. {reason_words(after.reasons[0])}."


def _slot_json(slot: Proposal) -> dict[str, object]:
    return {
        "start": slot.starts_at.isoformat(timespec="minutes"),
        "end": slot.ends_at.isoformat(timespec="minutes"),
        "chair": slot.chair_name,
        "room": slot.room_name or None,
        "margin": slot.margin,
        "reasons": [reason_words(each) for each in slot.reasons],
    }


def _when(slot: Proposal) -> str:
    times = f"{time_words(slot.starts_at.time())} to {time_words(slot.ends_at.time())}"
    return f"{short_date(slot.starts_at.date())}, {times}"


def _margin(slot: Proposal) -> str:
    if slot.margin is None:
        return ""
    return counted(slot.margin, "working day") if slot.margin >= 0 else f"{-slot.margin} late"
