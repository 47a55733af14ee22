"""Paper of a conference: agenda copies, the pack and the sign-in sheet, each issue written into the ledger."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Literal

from PySide6.QtWidgets import QWidget

from conference_app.documents.agenda import COPY_NAMES, AgendaSheet
from conference_app.documents.rendering import Document
from conference_app.domain.agenda import Copy
from conference_app.domain.conference import Conference
from conference_app.store.store import Store
from conference_app.use_cases.print_conference import (
    AGENDA,
    SIGN_IN,
    Reader,
    agenda_sheet,
    check_recipient,
    readers_of,
    record_issue,
    sign_in_sheet,
)

from ..background import Background
from ..paper import PaperWindow
from ..paper_work import Build, Issued
from ..session import Session

Then = Literal["look", "print", "save"]
OpenPaper = Callable[..., PaperWindow]


def agenda_build(conference_id: int, copy: Copy, today: date) -> Build:
    """One copy of the agenda without a name on it."""
    return lambda store: agenda_sheet(store, conference_id, Reader(copy), today=today)


def pack_build(conference_id: int, today: date) -> Build:
    """A numbered copy for every reader: the chair, each professional, each parent and invited child."""

    def build(store: Store) -> Sequence[Document]:
        return [agenda_sheet(store, conference_id, reader, today=today) for reader in readers_of(store, conference_id)]

    return build


def sign_in_build(conference_id: int, today: date) -> Build:
    """The register on paper."""
    return lambda store: sign_in_sheet(store, conference_id, today=today)


class Issuing:
    """Opens the paper windows of one tab and writes what left the program into the ledger."""

    def __init__(
        self, session: Session, background: Background, parent: QWidget, open_paper: OpenPaper = PaperWindow
    ) -> None:
        self._session = session
        self._background = background
        self._parent = parent
        self.open_paper = open_paper

    def agenda(self, found: Conference, copy: Copy, then: Then = "look") -> PaperWindow:
        """One copy: looked at, printed or saved."""
        title = f"Agenda {found.reference}, {COPY_NAMES[copy].lower()}"
        name = f"{found.reference}-agenda-{copy.value}.pdf"
        return self._open(title, name, agenda_build(found.id, copy, self._session.today()), found, then)

    def pack(self, found: Conference) -> PaperWindow:
        """Every reader's own copy, set one after the other, printed in one go."""
        build = pack_build(found.id, self._session.today())
        title, name = f"Agenda {found.reference}, all copies", f"{found.reference}-agenda.pdf"
        return self._open(title, name, build, found, "look")

    def sign_in(self, found: Conference, then: Then = "look") -> PaperWindow:
        """The sign-in sheet."""
        build = sign_in_build(found.id, self._session.today())
        return self._open(f"Sign-in sheet {found.reference}", f"{found.reference}-sign-in.pdf", build, found, then)

    def _open(self, title: str, name: str, build: Build, found: Conference, then: Then) -> PaperWindow:
        window: PaperWindow = self.open_paper(
            title,
            build,
            self._background,
            suggested_name=name,
            parent=self._parent,
            on_issued=lambda issued: self._write(found.id, issued),
            before_leaving=lambda: self._check(found.id, window),
        )
        if then == "print":
            window.print_when_ready()
        elif then == "save":
            window.save_when_ready()
        window.show()
        return window

    def _check(self, conference_id: int, window: PaperWindow) -> None:
        """RuleBroken `person_excluded` where the chair has excluded a reader since the copies were set."""
        for paper in window.papers:
            self._session.ask(check_recipient, conference_id, getattr(paper.document, "recipient", ""))

    def _write(self, conference_id: int, issued: Issued) -> None:
        sheet, kind, reader = issued.document, SIGN_IN, None
        if isinstance(sheet, AgendaSheet):
            kind, reader = AGENDA, Reader(sheet.copy, sheet.recipient, sheet.copy_number, sheet.copies)
        self._session.perform(
            record_issue,
            conference_id,
            kind=kind,
            reader=reader,
            draft=issued.draft,
            route=issued.route,
            pages=issued.pages,
            at=self._session.now(),
            version=getattr(sheet, "version", 0),
        )
