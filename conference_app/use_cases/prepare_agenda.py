"""Prepare an agenda: from a template, then reordered, retitled, timed and restricted as this conference needs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from conference_app import resources
from conference_app.domain.agenda import (
    TEMPLATE_FILES,
    AgendaItem,
    AgendaTemplate,
    missing_standing,
    template_for,
    templates_from,
    with_facts,
)
from conference_app.domain.conference import Conference
from conference_app.domain.errors import RuleBroken, raise_all
from conference_app.domain.invitations import paediatrician_line
from conference_app.domain.spoken_dates import long_date
from conference_app.domain.text import one_line
from conference_app.domain.timescales import Kind, limit_for
from conference_app.store import agendas, conferences, invitations
from conference_app.store.agendas import AgendaLine
from conference_app.store.store import Store
from conference_app.use_cases.collecting import Collecting
from conference_app.use_cases.outcome import Outcome, Topic
from conference_app.use_cases.rules_in_force import calendar_of, practice_of

CHANGED = frozenset({Topic.AGENDAS})


@cache
def templates() -> tuple[AgendaTemplate, ...]:
    """Every agenda template, as the resources folder holds them."""
    return tuple(each for name in TEMPLATE_FILES for each in templates_from(resources.toml(f"agendas/{name}.toml")))


def start_agenda(store: Store, conference_id: int, *, order: str = "traditional", again: bool = False) -> Outcome[int]:
    """Lay out the agenda from the template of the conference's type; `again` replaces what is there."""
    found = conferences.conference(store, conference_id)
    template = template_for(found.type, order, templates())
    items = with_facts(template.items, led_by=_leaders(store, found), detail=_dates(store, found))
    with store.write() as writing:
        there = agendas.agenda_lines(store, conference_id)
        if there and not again:
            return Outcome(len(there), frozenset())
        for line in there:
            agendas.remove_line(writing, line)
        for position, item in enumerate(items, start=1):
            agendas.add_line(writing, _line(conference_id, position, item))
        writing.record("agenda_started", "conference", conference_id, template=template.key, items=len(items))
    return Outcome(len(items), CHANGED)


def keep_item(store: Store, line: AgendaLine) -> Outcome[int]:
    """Add an item at the end, or change one: its title, detail, leader, minutes, restriction."""
    collect = Collecting()
    checked = replace(
        line,
        title=collect(one_line, line.title, field="title", what="the item's title", most=300),
        detail=collect(one_line, line.detail, field="detail", what="the detail", most=500, required=False),
        led_by=collect(one_line, line.led_by, field="led_by", what="who leads the item", required=False),
    )
    if not 0 <= line.minutes <= 480:
        collect.add(RuleBroken("number_out_of_range", field="minutes", what="The minutes", least=0, most=480))
    raise_all(collect.broken)
    with store.write() as writing:
        if line.id:
            line_id = line.id
            agendas.change_line(
                writing,
                line,
                title=checked.title,
                detail=checked.detail,
                led_by=checked.led_by,
                minutes=checked.minutes,
                restricted=checked.restricted,
            )
        else:
            there = agendas.agenda_lines(store, line.conference_id)
            last = max((each.position for each in there), default=0)
            line_id = agendas.add_line(writing, replace(checked, position=last + 1))
        writing.record("agenda_item_kept", "conference", line.conference_id, title=checked.title)
    return Outcome(line_id, CHANGED)


def remove_item(store: Store, line: AgendaLine) -> Outcome[int]:
    """Take an item off; the standing items of every agenda stay on it."""
    with store.write() as writing:
        kept = next((each for each in agendas.agenda_lines(store, line.conference_id) if each.id == line.id), line)
        if kept.standing:
            raise RuleBroken("standing_item_stays", title=kept.title)
        agendas.remove_line(writing, line)
        writing.record("agenda_item_removed", "conference", line.conference_id, title=line.title)
    return Outcome(line.id, CHANGED)


def move_item(store: Store, line: AgendaLine, by: int) -> Outcome[int]:
    """Move an item up (negative) or down the agenda; the ends of the agenda hold it."""
    with store.write():
        lines = agendas.agenda_lines(store, line.conference_id)
        here = next((index for index, each in enumerate(lines) if each.id == line.id), None)
        if here is None:
            raise RuleBroken("changed_elsewhere")
        there = max(0, min(len(lines) - 1, here + by))
        if there == here:
            return Outcome(here, frozenset())
        lines.insert(there, lines.pop(here))
        return reorder(store, line.conference_id, [each.id for each in lines])


def reorder(store: Store, conference_id: int, item_ids: Sequence[int]) -> Outcome[int]:
    """Put the items into this order; ids not named keep their place behind the others."""
    with store.write() as writing:
        lines = {line.id: line for line in agendas.agenda_lines(store, conference_id)}
        order = [lines[item_id] for item_id in item_ids if item_id in lines]
        order += [line for line in lines.values() if line.id not in set(item_ids)]
        for position, line in enumerate(order, start=1):
            if line.position != position:
                agendas.change_line(writing, line, position=position)
        writing.record("agenda_reordered", "conference", conference_id)
    return Outcome(len(order), CHANGED)


def missing_items(store: Store, found: Conference) -> tuple[AgendaItem, ...]:
    """The standing items an agenda lacks that was laid out before they stood on every one; none before it is started.

    They are ready to be put on, with the names and dates known by now.
    """
    there = [item_of(line) for line in agendas.agenda_lines(store, found.id)]
    lacking = missing_standing(there) if there else ()
    by_standing = {item.standing: item for item in template_for(found.type, "traditional", templates()).items}
    wanted = [by_standing[standing] for standing in lacking]
    return with_facts(wanted, led_by=_leaders(store, found), detail=_dates(store, found)) if wanted else ()


def put_standing_on(store: Store, conference_id: int) -> Outcome[int]:
    """Put the standing items an agenda lacks at its end; answers how many."""
    with store.write() as writing:
        missing = missing_items(store, conferences.conference(store, conference_id))
        last = max((line.position for line in agendas.agenda_lines(store, conference_id)), default=0)
        for position, item in enumerate(missing, start=last + 1):
            agendas.add_line(writing, _line(conference_id, position, item))
            writing.record("agenda_item_kept", "conference", conference_id, title=item.title)
    return Outcome(len(missing), CHANGED if missing else frozenset())


def not_for_the_family(lines: Sequence[AgendaLine]) -> list[str]:
    """The titles of standing items that are restricted, so that the family copy lacks them."""
    return [line.title for line in lines if line.standing and line.restricted]


def item_of(line: AgendaLine) -> AgendaItem:
    """A kept item as the agenda prints it."""
    return AgendaItem(line.title, line.detail, line.led_by, line.minutes, line.restricted, line.standing)


def _line(conference_id: int, position: int, item: AgendaItem) -> AgendaLine:
    return AgendaLine(
        conference_id, position, item.title, item.detail, item.led_by, item.minutes, item.restricted, item.standing
    )


def _leaders(store: Store, found: Conference) -> dict[str, str]:
    """Who leads what, where the list already tells: the doctor the medical evidence, the worker the household."""
    lines = invitations.invitations(store, found.id)
    doctor = paediatrician_line(lines)
    worker = next((line for line in lines if line.role_code == "social_worker" and line.stands), None)
    known = {"medical": doctor, "household": worker}
    return {standing: line.name for standing, line in known.items() if line is not None and line.name}


def _dates(store: Store, found: Conference) -> dict[str, str]:
    if found.day is None:
        return {}
    calendar, practice = calendar_of(store), practice_of(store)
    review = Kind.REVIEW if found.type == "review" else Kind.FIRST_REVIEW
    core = limit_for(Kind.CORE_GROUP, found.day, calendar, practice).proposed
    next_review = limit_for(review, found.day, calendar, practice).proposed
    return {"plan": f"Core group by {long_date(core)} · review by {long_date(next_review)}"}
