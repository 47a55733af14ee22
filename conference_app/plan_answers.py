"""What the command line answers about a plan for many conferences: as JSON, as a table, and in sentences."""

from __future__ import annotations

from collections.abc import Iterator

from conference_app.domain.spoken_dates import counted, short_date, time_words
from conference_app.slot_words import all_obstacle_words, reason_words
from conference_app.use_cases.replan import DiaryPlan, NamedSlot, PlanLine

PLAN_HEAD = ("reference", "family", "before", "after")


def plan_json(plan: DiaryPlan) -> list[dict[str, object]]:
    """Every conference of the plan by its present day; `after` is null where no place was found."""
    return [
        {
            "reference": line.reference,
            "family": line.family_name,
            "before": _slot_json(line.before),
            "after": _slot_json(line.after),
            "margin": line.margin,
            "reasons": why(line),
            "obstacles": [all_obstacle_words(one.obstacles) for one in line.in_the_way],
            "to_send_again": [told.name for told in line.told],
        }
        for line in plan.lines
    ]


def why(line: PlanLine) -> list[str]:
    """What took its place from it, and what speaks for and against the new one."""
    return [*all_obstacle_words(line.lost), *map(reason_words, line.reasons)]


def plan_lines(plan: DiaryPlan) -> list[tuple[str, ...]]:
    """The plan under PLAN_HEAD."""
    return [
        (line.reference, line.family_name, place_words(line.before), place_words(line.after) or "no place")
        for line in plan.lines
    ]


def place_words(place: NamedSlot | None) -> str:
    """Mon 8 Mar 2027, 2pm to 4pm, Sunita Bhandari, Elm room; "" for none."""
    if place is None:
        return ""
    slot = place.slot
    times = f"{time_words(slot.starts_at.time())} to {time_words(slot.ends_at.time())}"
    return ", ".join(part for part in (short_date(slot.day), times, place.chair_name, place.room_name) if part)


def plan_sentences(plan: DiaryPlan, *, applied: bool) -> Iterator[str]:
    """For each conference why and how, and who is told again; then how many, and whether it was done."""
    for line in plan.lines:
        yield f"{line.reference}  {'; '.join(why(line)) or 'Stays where it is'}."
        for one in line.in_the_way:
            lead = "In the way" if one.gives_way else "Nobody can change"
            yield f"  {lead}: {'; '.join(all_obstacle_words(one.obstacles))}."
        if line.told:
            names = ", ".join(told.name for told in line.told)
            yield f"  {counted(len(line.told), 'invitation')} to send again: {names}."
    yield plan_summary(plan)
    if plan.moves:
        yield "All of it was done." if applied else "Nothing was changed."


def plan_summary(plan: DiaryPlan) -> str:
    """How many move, how many find no place."""
    if not plan.lines:
        return "No conference has lost its place in these days."
    found = f"{counted(len(plan.lines), 'conference')}: {len(plan.moves)} with a new place"
    return f"{found}, {len(plan.unplaced)} without." if plan.unplaced else f"{found}."


def _slot_json(place: NamedSlot | None) -> dict[str, object] | None:
    if place is None:
        return None
    return {
        "start": place.slot.starts_at.isoformat(timespec="minutes"),
        "end": place.slot.ends_at.isoformat(timespec="minutes"),
        "chair": place.chair_name,
        "room": place.room_name or None,
    }
