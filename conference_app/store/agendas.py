"""Agenda items, as rows."""

from __future__ import annotations

from dataclasses import dataclass

from conference_app.store.rows import columns, read_all
from conference_app.store.store import Store, Writing


@dataclass(frozen=True, slots=True)
class AgendaLine:
    """One item of one conference's agenda; positions count from 1."""

    conference_id: int
    position: int
    title: str
    detail: str = ""
    led_by: str = ""
    minutes: int = 0
    restricted: bool = False
    standing: str = ""
    id: int = 0
    version: int = 0


def agenda_lines(store: Store, conference_id: int) -> list[AgendaLine]:
    """The agenda in order."""
    return read_all(
        AgendaLine,
        store.rows(
            f"SELECT {columns(AgendaLine)} FROM agenda_item WHERE conference_id = ? ORDER BY position, id",
            (conference_id,),
        ),
    )


def add_line(writing: Writing, line: AgendaLine) -> int:
    """Keep a new item at its position."""
    return writing.insert(
        "agenda_item",
        conference_id=line.conference_id,
        position=line.position,
        title=line.title,
        detail=line.detail,
        led_by=line.led_by,
        minutes=line.minutes,
        restricted=line.restricted,
        standing=line.standing,
    )


def change_line(writing: Writing, line: AgendaLine, **changes: object) -> None:
    """Change an item whose version was seen."""
    writing.update("agenda_item", line.id, line.version, **changes)


def remove_line(writing: Writing, line: AgendaLine) -> None:
    """Take an item off the agenda."""
    writing.execute("DELETE FROM agenda_item WHERE id = ?", (line.id,))
