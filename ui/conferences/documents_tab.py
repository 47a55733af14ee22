"""Every document of a conference that left the program: what, which copy, for whom, how, when and by whom."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from conference_app.documents.agenda import COPY_NAMES
from conference_app.domain.agenda import Copy
from conference_app.domain.conference import Conference
from conference_app.domain.spoken_dates import counted, short_date, time_words
from conference_app.store import ledger
from conference_app.store.ledger import DocumentIssue

from ..background import Background
from ..booking_words import sentence_case
from ..session import Session
from ..widgets.buttons import button
from ..widgets.rows_model import RIGHT, Column, RowsModel
from ..widgets.table_view import TableView
from ..widgets.text import Tone, label
from .issuing import Issuing
from .tab import ConferenceTab


def copy_words(issue: DocumentIssue) -> str:
    """Which copy of an agenda; other documents have one kind only."""
    return COPY_NAMES[Copy(issue.copy)] if issue.copy else "–"


def state_tag(issue: DocumentIssue) -> tuple[str, Tone]:
    """Draft or final, as it stood on the paper."""
    return ("draft", Tone.AMBER) if issue.draft else ("final", Tone.GREEN)


def when_words(issue: DocumentIssue) -> str:
    """Mon 8 Mar 2027, 8:45am."""
    return f"{short_date(issue.issued_at.date())}, {time_words(issue.issued_at.time())}"


COLUMNS: tuple[Column[DocumentIssue], ...] = (
    Column("Document", lambda issue: sentence_case(issue.kind), stretch=True),
    Column("Copy", copy_words),
    Column("State", lambda issue: state_tag(issue)[0], tag=state_tag),
    Column("For", lambda issue: issue.recipient or "no name on it", stretch=True),
    Column("How", lambda issue: issue.route),
    Column("Pages", lambda issue: str(issue.pages), sort=lambda issue: issue.pages, align=RIGHT),
    Column("When", when_words, sort=lambda issue: issue.issued_at),
    Column("By", lambda issue: issue.issued_by),
)


class DocumentsTab(ConferenceTab):
    """The ledger, latest first, and the way to print what usually comes next."""

    def __init__(self, session: Session, background: Background, parent: QWidget | None = None) -> None:
        super().__init__(session, background, parent)
        self.found: Conference | None = None
        self.issuing = Issuing(session, background, self)
        self.model = RowsModel(COLUMNS, key=lambda issue: issue.id)
        self.table = TableView(
            self.model,
            name="Documents issued",
            empty="Nothing was printed or saved yet. Each copy that leaves the program is noted here.",
        )
        self.summary = label("", "muted", wrap=False)
        self.agenda_button = button("Agenda copies…", lambda: self.tab_requested.emit("agenda"), icon="file-text")
        self.sign_in_button = button("Sign-in sheet…", self.sign_in, icon="printer")
        bar = QHBoxLayout()
        bar.setSpacing(12)
        bar.addWidget(self.summary, 1)
        bar.addWidget(self.agenda_button)
        bar.addWidget(self.sign_in_button)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(12)
        box.addLayout(bar)
        box.addWidget(self.table, 1)

    def show_conference(self, found: Conference) -> None:
        self.found = found
        issues = self.session.ask(ledger.issues, found.id)
        self.model.set_rows(issues)
        self.summary.setText(f"{counted(len(issues), 'document')} issued" if issues else "Nothing issued yet")

    def sign_in(self) -> None:
        """Look at the sign-in sheet, and print it from there."""
        if self.found is not None:
            self.issuing.sign_in(self.found)
