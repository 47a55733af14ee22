"""Save one copy of an agenda as a PDF file; the issue is in the ledger before the file has its name."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from conference_app.documents.rendering import render
from conference_app.domain.errors import RuleBroken
from conference_app.exchange.files import pdf_ready_for
from conference_app.store import agendas, conferences, invitations
from conference_app.store.ledger import FILE
from conference_app.store.store import Store
from conference_app.use_cases.outcome import Outcome, Topic
from conference_app.use_cases.prepare_agenda import start_agenda
from conference_app.use_cases.print_conference import AGENDA, Reader, agenda_sheet, draft_reason, record_issue


@dataclass(frozen=True, slots=True)
class SavedAgenda:
    """How many pages were saved, and why they are only a draft ("" for a final agenda)."""

    pages: int
    draft_reason: str


def save_agenda(
    store: Store, reference: str, reader: Reader, path: Path, *, now: datetime, final: bool = False
) -> Outcome[SavedAgenda]:
    """Write the copy to `path`, with the agenda laid out from its template if nobody has done that yet.

    Asked for as final it is refused until a paediatrician's invitation is recorded as sent.
    """
    found = conferences.conference_by_reference(store, reference)
    draft = draft_reason(found, invitations.invitations(store, found.id))
    if final and draft:
        raise RuleBroken("agenda_is_draft", why=draft)
    if not agendas.agenda_lines(store, found.id):
        start_agenda(store, found.id)
    sheet = agenda_sheet(store, found.id, reader, today=now.date(), final=final)
    printed = render(sheet)
    with pdf_ready_for(path, printed.pdf):
        record_issue(
            store,
            found.id,
            kind=AGENDA,
            reader=reader,
            draft=bool(draft),
            route=FILE,
            pages=printed.pages,
            at=now,
            version=sheet.version,
        )
    return Outcome(SavedAgenda(printed.pages, draft), frozenset({Topic.DOCUMENTS, Topic.AGENDAS}))
