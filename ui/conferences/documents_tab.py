"""The ledger of a conference: what left the program, which version, for whom, how; and who holds what is outdated."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from conference_app.documents.agenda import COPY_NAMES
from conference_app.domain.agenda import Copy
from conference_app.domain.calendar_entry import CANCEL
from conference_app.domain.conference import Conference
from conference_app.domain.errors import RuleBroken
from conference_app.domain.spoken_dates import counted, short_date, time_words
from conference_app.domain.text import all_of
from conference_app.store import ledger
from conference_app.store.ledger import INVITATION, DocumentIssue
from conference_app.use_cases.held_papers import out_of_date
from conference_app.use_cases.rules_in_force import calendar_of
from conference_app.use_cases.sign_for import sign_for

from ..background import Background
from ..booking_words import sentence_case
from ..session import Session
from ..widgets.banner import Banner
from ..widgets.buttons import button
from ..widgets.date_field import DateField
from ..widgets.editors import TextLine
from ..widgets.form import Form
from ..widgets.form_dialog import FormDialog
from ..widgets.rows_model import RIGHT, Column, RowsModel
from ..widgets.table_view import TableView
from ..widgets.text import Tone, label
from .issuing import Issuing
from .tab import ConferenceTab


def copy_words(issue: DocumentIssue) -> str:
    """Which copy of an agenda, in which form an invitation; other documents have one kind only."""
    if issue.kind == INVITATION:
        return f"{sentence_case(issue.copy)}, calling off" if issue.method == CANCEL else sentence_case(issue.copy)
    return COPY_NAMES[Copy(issue.copy)] if issue.copy else ""


def when_words(issue: DocumentIssue) -> str:
    """Mon 8 Mar 2027, 8:45am."""
    return f"{short_date(issue.issued_at.date())}, {time_words(issue.issued_at.time())}"


def version_words(issue: DocumentIssue) -> str:
    """The number of an invitation's calendar entry, or the version of an agenda."""
    if issue.kind == INVITATION:
        return f"number {issue.version}"
    return f"version {issue.version}" if issue.version else ""


def copy_and_version(issue: DocumentIssue) -> str:
    """Mail, number 2; Chair's copy, version 1."""
    return ", ".join(part for part in (copy_words(issue), version_words(issue)) if part)


def signed_second(issue: DocumentIssue) -> str:
    """Who signed for it, and when."""
    return f"signed for by {issue.signed_by}, {short_date(issue.signed_on)}" if issue.signed_on else ""


def pages_words(issue: DocumentIssue) -> str:
    """How many pages a paper has; a mail has none."""
    return str(issue.pages) if issue.pages else "–"


def signed_dialog(session: Session, issue: DocumentIssue, parent: QWidget) -> FormDialog:
    """Who signed for a paper, and on which day."""
    form = Form()
    form.add("by", "Signed by", TextLine(), value=issue.recipient.partition(",")[0])
    day = DateField(today=session.today, calendar=session.ask(calendar_of), looking="back")
    form.add("on", "On", day, value=session.today())

    def save(values: dict[str, Any]) -> int:
        if values["on"] is None:
            raise RuleBroken("required", field="on", what="the day it was signed for")
        return session.perform(sign_for, issue, **values, today=session.today())

    title = f"Signed for: {issue.kind}, {issue.recipient or 'no name on it'}"
    return FormDialog(title, form, save, save_word="Note it", width=440, parent=parent)


class DocumentsTab(ConferenceTab):
    """The ledger, latest first, and the way to print what usually comes next."""

    def __init__(self, session: Session, background: Background, parent: QWidget | None = None) -> None:
        super().__init__(session, background, parent)
        self.found: Conference | None = None
        self.issuing = Issuing(session, background, self)
        self.outdated: set[int] = set()
        self.dialog: FormDialog | None = None
        self.model = RowsModel(self._columns(), key=lambda issue: issue.id)
        self.table = TableView(
            self.model,
            name="Documents issued",
            empty="Nothing was printed or saved yet. Each copy that leaves the program is noted here.",
        )
        self.banner = Banner()
        self.signed_button = button("Signed for…", self.sign, icon="pencil", hint="Who signed for a paper, and when")
        self.table.selection_changed.connect(lambda *_: self._allow())
        self.table.add_menu_action("Signed for…", lambda *_: self.sign())
        self.summary = label("", "muted", wrap=False)
        self.agenda_button = button("Agenda copies…", lambda: self.tab_requested.emit("agenda"), icon="file-text")
        self.sign_in_button = button("Sign-in sheet…", self.sign_in, icon="printer")
        bar = QHBoxLayout()
        bar.setSpacing(12)
        bar.addWidget(self.summary, 1)
        bar.addWidget(self.signed_button)
        bar.addWidget(self.agenda_button)
        bar.addWidget(self.sign_in_button)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(12)
        box.addWidget(self.banner)
        box.addLayout(bar)
        box.addWidget(self.table, 1)

    def _columns(self) -> tuple[Column[DocumentIssue], ...]:
        return (
            Column(
                "Document", lambda issue: sentence_case(issue.kind), second=copy_and_version, stretch=True, strong=True
            ),
            Column("State", lambda issue: self._state(issue)[0], tag=self._state),
            Column(
                "For",
                lambda issue: issue.recipient or "no name on it",
                second=lambda issue: issue.address,
                hint=lambda issue: issue.address,
                stretch=True,
            ),
            Column("How", lambda issue: issue.route, second=signed_second),
            Column("Pages", pages_words, sort=lambda issue: issue.pages, align=RIGHT),
            Column(
                "When", when_words, sort=lambda issue: issue.issued_at, second=lambda issue: f"by {issue.issued_by}"
            ),
        )

    def _state(self, issue: DocumentIssue) -> tuple[str, Tone]:
        """Draft or final, as it stood on the paper; out of date where the last one somebody holds no longer holds."""
        if issue.id in self.outdated:
            return "out of date", Tone.RED
        return ("draft", Tone.AMBER) if issue.draft else ("final", Tone.GREEN)

    def show_conference(self, found: Conference) -> None:
        self.found = found
        issues = self.session.ask(ledger.issues, found.id)
        old = self.session.ask(out_of_date, found.id, now=self.session.now())
        self.outdated = {issue.id for issue in old}
        self._show_outdated(old)
        self.model.set_rows(issues)
        self.summary.setText(f"{counted(len(issues), 'document')} issued" if issues else "Nothing issued yet")
        self._allow()

    def _show_outdated(self, old: Sequence[DocumentIssue]) -> None:
        self.banner.setVisible(bool(old))
        if old:
            names = all_of([issue.recipient or issue.kind for issue in old], most=6)
            holds = "holds" if len(old) == 1 else "hold"
            send = button("Send invitations…", lambda: self.tab_requested.emit("invitations"))
            detail = f"{names}. Send or print again; what they hold stays on the record."
            self.banner.show_message(
                Tone.RED, f"{counted(len(old), 'person', 'people')} {holds} what no longer holds.", detail, (send,)
            )

    def _allow(self) -> None:
        issue = self.table.current_row()
        self.signed_button.setEnabled(issue is not None and issue.signed_on is None)

    def sign(self) -> None:
        """Say who signed for the paper chosen."""
        issue = self.table.current_row()
        if issue is None or issue.signed_on is not None:
            return
        self.dialog = signed_dialog(self.session, issue, self)
        self.dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.dialog.open()

    def sign_in(self) -> None:
        """Look at the sign-in sheet, and print it from there."""
        if self.found is not None:
            self.issuing.sign_in(self.found)
