"""Agenda items and the ledger of issued documents, as rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from conference_app.store.rows import columns, read_all
from conference_app.store.store import Store, Writing

# What changes the content of a printed agenda or sign-in sheet.
CHANGES = (
    "agenda_started",
    "agenda_item_kept",
    "agenda_item_removed",
    "agenda_reordered",
    "moved",
    "rebooking_taken_back",
    "request_changed",
    "invitation_added",
    "invitation_named",
    "invitation_left_out",
    "invitation_taken_back_in",
    "paediatrician_chosen",
)


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


@dataclass(frozen=True, slots=True)
class DocumentIssue:
    """One document that left the program: which copy, for whom, by which route, how many pages."""

    conference_id: int
    kind: str
    copy: str
    draft: bool
    recipient: str
    route: str
    pages: int
    issued_at: datetime
    issued_by: str
    id: int = 0


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


def issues(store: Store, conference_id: int) -> list[DocumentIssue]:
    """What was issued for a conference, latest first."""
    return read_all(
        DocumentIssue,
        store.rows(
            f"SELECT {columns(DocumentIssue)} FROM document_issue WHERE conference_id = ? ORDER BY id DESC",
            (conference_id,),
        ),
    )


def version(store: Store, conference_id: int, kind: str) -> int:
    """Which version of a document is printed now: 1, and one more for each change since it first went out final.

    Every copy of one pack has the same version; what people hold under a lower one is out of date.
    """
    changes = store.value(
        f"""SELECT count(*) FROM audit WHERE entity = 'conference' AND entity_id = ?
            AND action IN ({", ".join("?" * len(CHANGES))}) AND seq > (
                SELECT min(audit.seq) FROM audit JOIN audit_detail ON audit_detail.seq = audit.seq
                WHERE entity = 'conference' AND entity_id = ? AND action = 'document_issued'
                AND json_extract(json, '$.kind') = ? AND NOT json_extract(json, '$.draft'))""",
        (conference_id, *CHANGES, conference_id, kind),
    )
    return 1 + int(changes)


def add_issue(writing: Writing, issue: DocumentIssue) -> int:
    """Write a document into the ledger; it can never be changed."""
    return writing.insert(
        "document_issue",
        conference_id=issue.conference_id,
        kind=issue.kind,
        copy=issue.copy,
        draft=issue.draft,
        recipient=issue.recipient,
        route=issue.route,
        pages=issue.pages,
        issued_at=issue.issued_at,
        issued_by=issue.issued_by,
    )
