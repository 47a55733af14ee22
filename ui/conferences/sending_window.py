"""Sending invitations: for each invitee what they will get, then files or letters, then marked as sent."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QDialog, QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from conference_app.documents.invitation_letter import InvitationLetter
from conference_app.documents.rendering import Document, render
from conference_app.domain.errors import RuleBroken
from conference_app.domain.sending import Form, Occasion
from conference_app.domain.spoken_dates import counted, moment, time_words
from conference_app.store import ledger, word_templates
from conference_app.store.store import Store
from conference_app.store.word_templates import WordTemplate
from conference_app.use_cases.issue_invitations import (
    MadeFile,
    check_issue,
    issue_to_folder,
    make_files,
    mark_ready_as_sent,
    print_run,
    record_letter,
)
from conference_app.use_cases.prepare_invitations import Asked, NotReached, Parcel, Preparation, prepare_invitations

from .. import theme
from ..background import Background, Control, Job
from ..booking_words import sentence_case
from ..file_dialogs import ask_which_folder
from ..paper import SAVED, PaperWindow
from ..paper_work import Issued
from ..session import Session, sentences
from ..widgets.banner import Banner
from ..widgets.buttons import button
from ..widgets.progress import ProgressBar
from ..widgets.rows_model import Column, RowsModel
from ..widgets.table_view import TableView
from ..widgets.text import Tone, announce, label
from ..widgets.tick_table import TickTable
from .sending_preview import ParcelPreview

GETS = {Form.MAIL: "draft mail", Form.CALENDAR: "calendar file", Form.LETTER: "letter"}
OCCASIONS = {Occasion.INVITED: "invitation", Occasion.CHANGED: "change", Occasion.CANCELLED: "calling off"}
NEXT_STEP = "Open each, check it and send it. Then mark as sent what has gone."
ChooseFolder = Callable[[QWidget], str]
OpenPaper = Callable[..., PaperWindow]


def choose_folder(parent: QWidget) -> str:
    """Where the files go; "" when the dialog was left."""
    return ask_which_folder(parent, "Write one file for each person in this folder")


def state_tag(parcel: Parcel) -> tuple[str, Tone]:
    """Whether somebody has to be written to still."""
    if parcel.occasion is Occasion.CANCELLED:
        return ("ready, not sent", Tone.AMBER) if parcel.ready is not None else ("to call off", Tone.RED)
    if parcel.line.sent_at is not None:
        return f"sent {parcel.line.sent_at.day} {parcel.line.sent_at:%b}", Tone.GREEN
    if parcel.ready is not None:
        return "ready, not sent", Tone.AMBER
    return "to write", Tone.BLUE


def can_be_marked(parcel: Parcel) -> bool:
    """Whether it can be noted as gone: made ready and not sent; a calling off also where somebody was told by phone."""
    return parcel.entry.cancelled or (parcel.ready is not None and parcel.line.sent_at is None)


def ready_words(parcel: Parcel) -> str:
    """When it was made ready, and by whom."""
    if parcel.ready is None:
        return OCCASIONS[parcel.occasion]
    return f"{time_words(parcel.ready.issued_at.time())} on {parcel.ready.issued_at:%d %b}, {parcel.ready.issued_by}"


COLUMNS: tuple[Column[Parcel], ...] = (
    Column("Person", lambda each: each.line.name, second=lambda each: each.role.title, stretch=True, strong=True),
    Column("Gets", lambda each: GETS[each.form], second=lambda each: each.route),
    Column("State", lambda each: state_tag(each)[0], tag=state_tag, second=ready_words),
    Column("See", lambda each: counted(len(each.cautions), "warning") if each.cautions else "–", width=110),
)
NOT_REACHED: tuple[Column[NotReached], ...] = (
    Column("Gets nothing", lambda each: each.line.name or each.role.title, second=lambda each: each.role.title),
    Column("Why", lambda each: sentence_case(each.words), stretch=True, hint=lambda each: each.words),
)


class SendingWindow(QDialog):
    """Not modal; what it shows is asked anew whenever the store changes."""

    def __init__(
        self,
        session: Session,
        background: Background,
        conference_id: int,
        parent: QWidget | None = None,
        *,
        choose_folder: ChooseFolder = choose_folder,
        open_paper: OpenPaper = PaperWindow,
    ) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._session, self._background = session, background
        self._choose_folder, self._open_paper = choose_folder, open_paper
        self._asked = Asked(conference_id, session.now())
        self._job: Job | None = None
        self.preparation: Preparation | None = None
        self._own: WordTemplate | None = None
        self.table: TickTable[Parcel] = TickTable(
            "Send", COLUMNS, [], key=lambda each: each.line.id, name="Who is written to", most=0
        )
        self.not_reached: RowsModel[NotReached] = RowsModel(NOT_REACHED, key=lambda each: each.line.id)
        self.nobody = TableView(self.not_reached, name="Who gets nothing", empty="Everybody is written to.")
        self.preview = ParcelPreview(background)
        self.banner = Banner()
        self.banner.hide()
        self.progress = ProgressBar()
        self._build()
        self.look_again()
        session.changed.connect(self._store_changed)

    # building

    def _build(self) -> None:
        self.title = label("", "heading")
        self.again = QCheckBox("Also those it was sent to")
        self.link = QCheckBox("Joining link to the family too")
        self.again.toggled.connect(self._ask_again)
        self.link.toggled.connect(self._ask_again)
        self.print_button = button("Print letters…", self.print_letters, icon="printer")
        self.write_button = button("Write files…", self.write_files, kind="primary", icon="download")
        self.sent_button = button("Mark as sent", self.mark_sent, icon="send")
        self.table.table.selection_changed.connect(self._follow)
        self.table.changed.connect(self._allow)
        self.preview.form_chosen.connect(self._choose_form)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(12)
        column.addWidget(self.table, 1)
        column.addWidget(self.nobody)
        parts = QSplitter()
        parts.addWidget(left)
        parts.addWidget(self.preview)
        parts.setStretchFactor(0, 1)
        parts.setStretchFactor(1, 1)
        parts.setChildrenCollapsible(False)
        parts.setSizes([theme.pixels(620), theme.pixels(560)])
        foot = QHBoxLayout()
        foot.setSpacing(12)
        foot.addWidget(self.again)
        foot.addWidget(self.link)
        foot.addStretch(1)
        for act in (self.print_button, self.sent_button, self.write_button):
            foot.addWidget(act)
        box = QVBoxLayout(self)
        box.setContentsMargins(24, 20, 24, 20)
        box.setSpacing(12)
        for part in (self.title, self.banner, self.progress):
            box.addWidget(part)
        box.addWidget(parts, 1)
        box.addLayout(foot)
        self.progress.hide()
        QShortcut(QKeySequence(QKeySequence.StandardKey.Save), self, self.write_files)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Print), self, self.print_letters)
        self.resize(self.sizeHint())
        self.table.table.setFocus()

    def sizeHint(self) -> QSize:
        room = QGuiApplication.primaryScreen().availableGeometry()
        return QSize(min(theme.pixels(1240), room.width() - 40), min(theme.pixels(820), room.height() - 60))

    # showing

    def look_again(self) -> None:
        """Prepare everything anew; what cannot be sent at all is said in place of the list."""
        ready_before = {each.line.id for each in self._parcels() if each.ready is not None}
        first = self.preparation is None
        self._own = self._session.ask(word_templates.word_template)
        try:
            self.preparation = self._session.ask(prepare_invitations, replace(self._asked, now=self._session.now()))
        except RuleBroken as broken:
            self.preparation = None
            self._say(Tone.RED, sentences(broken))
            self._show_rows((), ())
            return
        self._show_head(self.preparation)
        chosen = self.table.value()
        self._show_rows(self.preparation.parcels, self.preparation.not_reached)
        to_write = [each.line.id for each in self._parcels() if each.ready is None]
        just_made = [each.line.id for each in self._parcels() if each.ready and each.line.id not in ready_before]
        self.table.set_value(to_write if first else [*chosen, *just_made])

    def _parcels(self) -> Sequence[Parcel]:
        return self.preparation.parcels if self.preparation else ()

    def _show_head(self, prepared: Preparation) -> None:
        found = prepared.found
        self.setWindowTitle(f"Send invitations: {found.reference}")
        when = moment(prepared.version.starts_at)
        off = ", called off" if prepared.version.cancelled else ""
        self.title.setText(f"{found.reference}, {found.family_name} family, {when}{off}")
        self.link.setVisible(bool(found.joining))
        self.again.setVisible(not prepared.version.cancelled)

    def _show_rows(self, parcels: Sequence[Parcel], not_reached: Sequence[NotReached]) -> None:
        shown = self.preview.parcel.line.id if self.preview.parcel else 0
        self.table.model.set_rows(list(parcels))
        self.not_reached.set_rows(list(not_reached))
        self.nobody.setVisible(bool(not_reached))
        self.nobody.fit_rows(min(len(not_reached), 3))
        again = next((each for each in parcels if each.line.id == shown), parcels[0] if parcels else None)
        if again is not None:
            self.table.table.select_key(again.line.id)
        self._show_one(again)
        self._allow()

    def _follow(self, *_: object) -> None:
        self._show_one(self.table.table.current_row())

    def _show_one(self, parcel: Parcel | None) -> None:
        if parcel is not self.preview.parcel or parcel is None:
            self.preview.show_parcel(parcel, own_template=self._own.name if self._own else "")

    def _chosen(self) -> list[Parcel]:
        return self.table.ticked()

    def _allow(self) -> None:
        chosen, busy = self._chosen(), self._job is not None
        letters = [each for each in chosen if each.form is Form.LETTER]
        gone = [each for each in chosen if can_be_marked(each)]
        self.write_button.setText(f"Write {counted(len(chosen), 'file')}…" if chosen else "Write files…")
        self.write_button.setEnabled(bool(chosen) and not busy)
        self.print_button.setEnabled(bool(letters) and not busy)
        self.print_button.setText(f"Print {counted(len(letters), 'letter')}…" if letters else "Print letters…")
        self.sent_button.setText(f"Mark {len(gone)} as sent" if gone else "Mark as sent")
        self.sent_button.setEnabled(bool(gone) and not busy)

    def _say(self, tone: Tone, sentence: str, detail: str = "") -> None:
        self.banner.show_message(tone, sentence, detail)
        self.banner.show()
        announce(self, sentence)

    # asking for something else

    def _choose_form(self, invitation_id: int, form: Form) -> None:
        self._asked = replace(self._asked, forms={**self._asked.forms, invitation_id: form})
        self.look_again()

    def _ask_again(self) -> None:
        self._asked = replace(self._asked, again=self.again.isChecked(), link_to_family=self.link.isChecked())
        self.look_again()

    def _store_changed(self, _topics: object) -> None:
        if self.isVisible() and self._job is None:
            self.look_again()

    # leaving

    def write_files(self) -> None:
        """Ask where to, set every file in the background, then write them all and note them in the ledger."""
        prepared, chosen = self.preparation, {each.line.id for each in self._chosen()}
        if prepared is None or not self.write_button.isEnabled() or not self._may_leave(prepared, chosen):
            return
        folder = self._choose_folder(self)
        if not folder:
            return
        own = self._own

        def work(_store: Store, control: Control) -> list[MadeFile]:
            def progress(done: int, total: int, name: str) -> None:
                control.check()
                control.progress(done, total, name)

            return make_files(prepared, chosen, template=own.content if own else None, progress=progress)

        self._run(work, lambda files: self._write(prepared, files, Path(folder)))

    def _run(self, work: Callable[[Any, Control], Any], on_done: Callable[[Any], object]) -> None:
        job = self._background.run(work, on_done=on_done, on_failed=self._failed)
        self._job = job
        self.progress.follow(job)
        job.stopped.connect(lambda: self._say(Tone.AMBER, "Stopped. Nothing was written."))
        job.ended.connect(self._ended)
        self._allow()

    def _ended(self) -> None:
        self._job = None
        self._allow()

    def _failed(self, problem: Exception) -> None:
        if not isinstance(problem, RuleBroken):
            raise problem
        self._say(Tone.RED, sentences(problem))

    def _write(self, prepared: Preparation, files: list[MadeFile], folder: Path) -> None:
        self._job = None
        try:
            count = self._session.perform(issue_to_folder, prepared, files, folder)
        except RuleBroken as broken:
            self.look_again()
            self._say(Tone.RED, sentences(broken))
            return
        self._say(Tone.GREEN, f"{counted(count, 'file')} written in {folder}.", NEXT_STEP)

    def print_letters(self) -> None:
        """A cover sheet and every letter chosen, in one window to print from; each is noted when it was printed."""
        prepared = self.preparation
        letters = [each for each in self._chosen() if each.form is Form.LETTER]
        chosen = {each.line.id for each in letters}
        if prepared is None or not self.print_button.isEnabled() or not self._may_leave(prepared, chosen):
            return

        def build(_store: Store) -> Sequence[Document]:
            pages = {each.line.id: render(each.letter).pages for each in letters}
            return [print_run(prepared, chosen, pages), *(each.letter for each in letters)]

        def issued(what: Issued) -> None:
            if isinstance(what.document, InvitationLetter):
                parcel = next(each for each in letters if each.letter is what.document)
                route = ledger.FILE if what.route == SAVED else ledger.PRINTED
                self._session.perform(record_letter, prepared, parcel, route=route, pages=what.pages)

        name = f"{prepared.found.reference}-letters.pdf"
        title = f"Letters {prepared.found.reference}"
        window = self._open_paper(
            title,
            build,
            self._background,
            suggested_name=name,
            parent=self,
            on_issued=issued,
            before_leaving=lambda: self._session.ask(check_issue, prepared, chosen),
        )
        window.show()

    def mark_sent(self) -> None:
        """What was made ready and has gone out, each by its own route."""
        if self.preparation is None or not self.sent_button.isEnabled():
            return
        chosen = {each.line.id for each in self._chosen() if can_be_marked(each)}
        try:
            count = self._session.perform(mark_ready_as_sent, self.preparation, chosen, at=self._session.now())
        except RuleBroken as broken:
            self._say(Tone.RED, sentences(broken))
            return
        self._say(Tone.GREEN, f"{counted(count, 'invitation')} marked as sent.")

    def _may_leave(self, prepared: Preparation, chosen: set[int]) -> bool:
        try:
            self._session.ask(check_issue, prepared, chosen)
        except RuleBroken as broken:
            self.look_again()
            self._say(Tone.RED, sentences(broken))
            return False
        return True

    def done(self, result: int, /) -> None:
        """Close; what is being set is stopped."""
        if self._job is not None:
            self._job.stop()
        super().done(result)
