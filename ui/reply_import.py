"""Take in answers that came as mails or calendar files: read in the background, looked at one by one, then recorded."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from conference_app.came_back_words import answer_words, import_words, outcome_words, who_answers
from conference_app.domain.errors import RuleBroken
from conference_app.domain.newcomers import Newcomer
from conference_app.domain.replies import DONE, Answer, Became, Judged
from conference_app.domain.spoken_dates import counted, short_date
from conference_app.exchange.replies import Reading
from conference_app.reply_answers import NOT_UNDERSTOOD
from conference_app.use_cases.add_newcomer import newcomer_of
from conference_app.use_cases.import_replies import import_replies, look_at_replies
from conference_app.use_cases.read_reply_files import read_reply_files, reply_files

from . import file_dialogs, theme
from .add_person import AddStep, add_dialog
from .background import Background
from .dropped_files import dropped_paths
from .session import Session, sentences
from .widgets.buttons import button
from .widgets.choice import Choice
from .widgets.empty_state import EmptyState
from .widgets.form import Form
from .widgets.progress import ProgressBar
from .widgets.rows_model import Column, RowsModel
from .widgets.scroll_page import ScrollPage
from .widgets.tab_order import in_order
from .widgets.table_view import TableView
from .widgets.text import Tone, announce, label
from .widgets.tick_table import TickTable

KINDS = "Mails and calendar files (*.eml *.ics *.ical *.vcs *.msg);;All files (*)"
MOST_ASKED = 10  # shared mailboxes asked about at once
NOTE = "Nothing is recorded before you choose to. Every answer stays on the record with what became of it."


@dataclass(frozen=True, slots=True)
class Left:
    """One answer, or part of a file, of which nothing is recorded now."""

    key: str
    who: str
    conference: str
    outcome: str
    words: str
    source: str
    done: bool = False
    judged: Judged | None = None


class ReplyImport(QDialog):
    """First which files, then what is in them; `recorded` tells in a sentence what was done."""

    recorded = Signal(str, object)

    def __init__(
        self, session: Session, background: Background, paths: Sequence[str] = (), parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.session, self.background = session, background
        self.judged: list[Judged] = []
        self.answers: list[Answer] = []
        self.faults: list[tuple[str, str]] = []
        self.lines: TickTable[Judged] = TickTable(
            "Record", _ready_columns(), [], key=lambda each: each.answer.digest, name="To be recorded", most=8
        )
        self.whose = Form()
        self._stop: Callable[[], None] = lambda: None
        self.ask_files: Callable[..., list[str]] = file_dialogs.ask_which_files
        self.ask_folder: Callable[..., str] = file_dialogs.ask_which_folder
        self.setWindowTitle("Import replies")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAcceptDrops(True)
        self.progress = ProgressBar(parent=self)
        self.summary = label("", "strong")
        self.left: RowsModel[Left] = RowsModel(_left_columns(), key=lambda each: each.key)
        self.left_table = TableView(self.left, name="Nothing recorded")
        self.add_deputy = AddStep("Add the &deputy to the list…", self._add)
        self.add_person = AddStep("&Add this person to the list…", self._add)
        self.left_heading = label("Nothing is recorded for these", "heading")
        self.steps = QStackedWidget()
        self.files_button = button("Choose &files…", self.choose_files, kind="primary", icon="file-text")
        self.folder_button = button("Choose a fol&der…", self.choose_folder, icon="folder-open")
        self.record_button = button("&Record", self.record, kind="primary")
        self.close_button = button("Close", self.reject)
        self._lay_out()
        if paths:
            self.read(paths)

    # -- building -------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        self.resize(QSize(theme.pixels(1080), theme.pixels(680)).boundedTo(self.screen().availableSize() * 0.95))
        page = ScrollPage(margin=0)
        shown = (self.lines, self.add_deputy, self.whose, self.left_heading, self.left_table, self.add_person)
        for each in (self.summary, *shown):
            page.add(each)
        page.finish()
        self.steps.addWidget(self._first_step())
        self.steps.addWidget(page)
        self.left_table.selection_changed.connect(self._show_why)
        self.lines.table.selection_changed.connect(self._show_detail)
        self.lines.changed.connect(self._count)
        self.whose.changed.connect(self._judge)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.close_button)
        buttons.addWidget(self.record_button)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(24, 16, 24, 16)
        outer.setSpacing(12)
        outer.addWidget(label("Import replies", "title"))
        outer.addWidget(label(NOTE, "muted"))
        outer.addWidget(self.steps, 1)
        outer.addWidget(self.progress)
        outer.addLayout(buttons)
        self.record_button.hide()
        in_order(self)

    def _first_step(self) -> QWidget:
        """Where files are dropped or chosen."""
        first = QWidget()
        middle = QVBoxLayout(first)
        choices = QHBoxLayout()
        choices.addStretch(1)
        choices.addWidget(self.files_button)
        choices.addWidget(self.folder_button)
        choices.addStretch(1)
        middle.addStretch(1)
        middle.addWidget(
            EmptyState(
                "Drop the mails or calendar files here.",
                "Save an answer from the mailbox as .eml or .ics, or a whole folder of them.",
                icon="mail",
            )
        )
        middle.addLayout(choices)
        middle.addStretch(2)
        return first

    # -- reading --------------------------------------------------------------------------------------

    def choose_files(self) -> None:
        """Ask for files and read them."""
        if paths := self.ask_files(self, "Import replies", "", KINDS):
            self.read(paths)

    def choose_folder(self) -> None:
        """Ask for a folder and read what is in it."""
        if path := self.ask_folder(self, "Import all replies of a folder"):
            self.read([path])

    def dragEnterEvent(self, event: QDragEnterEvent, /) -> None:
        if dropped_paths(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent, /) -> None:
        if paths := dropped_paths(event.mimeData()):
            event.acceptProposedAction()
            self.read(paths)

    def read(self, paths: Sequence[str]) -> None:
        """Read the files in the background; what is shown afterwards is what was read to the end."""
        self._stop()
        wanted = [Path(path) for path in paths]

        def work(_store: Any, control: Any) -> list[Reading]:
            def tell(done: int, total: int, name: str) -> None:
                control.progress(done, total, f"Reading {name}" if name else "Matching")

            return read_reply_files(reply_files(wanted), progress=tell, check=control.check)

        for each in (self.files_button, self.folder_button):
            each.setEnabled(False)
        job = self.background.run(work, on_done=self._have_read, on_failed=self.session.show_failure)
        job.ended.connect(self._read)
        self._stop = job.stop
        self.progress.follow(job)

    def _read(self) -> None:
        self._stop = lambda: None
        for each in (self.files_button, self.folder_button):
            each.setEnabled(True)

    def _have_read(self, readings: Sequence[Reading]) -> None:
        self.answers = [answer for reading in readings for answer in reading.answers]
        self.faults = [(reading.source, words) for reading in readings for words in reading.not_understood]
        self._ask_whose()
        self._judge()
        self._show_step()

    # -- what would be done ---------------------------------------------------------------------------

    def _judge(self) -> None:
        """Look at all answers again, with whose they are as far as that was chosen."""
        self.judged = self.session.ask(look_at_replies, self.answers, now=self.session.now(), chosen=self._chosen())
        self._show()

    def _chosen(self) -> dict[str, int]:
        return {digest: line for digest in self.whose.fields if (line := self.whose.value(digest)) is not None}

    def _show(self) -> None:
        ready = [each for each in self.judged if each.became is Became.RECORDED]
        self.summary.setText(import_words(self.judged, dry_run=True))
        self.lines.model.set_rows(ready)
        self.lines.model.tick([], True)  # counts anew
        self.lines.table.fit_rows(8)
        for part in (self.lines, self.add_deputy):
            part.setVisible(bool(ready))
        if ready and not self.lines.table.selected_rows():
            self.lines.table.selectRow(0)
        left = [_left(number, each) for number, each in enumerate(self.judged) if each.became is not Became.RECORDED]
        left += [
            Left(f"file {number}", "–", "–", NOT_UNDERSTOOD, words, source)
            for number, (source, words) in enumerate(self.faults)
        ]
        self.left.set_rows(sorted(left, key=lambda each: each.done))
        self.left_table.fit_rows(8)
        for each in (self.left_heading, self.left_table, self.add_person):
            each.setVisible(bool(left))
        if left and not self.left_table.selected_rows():
            self.left_table.selectRow(0)
        self._show_detail(self.lines.table.selected_rows() if ready else [])
        self._show_why(self.left_table.selected_rows() if left else [])
        self._count()

    def _show_detail(self, rows: list[Judged]) -> None:
        """The whole sentence about what is recorded for the chosen line, and the step for a deputy on no list."""
        self.add_deputy.words.setText(outcome_words(rows[0]) if rows else "")
        self._offer(self.add_deputy, rows[0] if rows else None)

    def _show_why(self, rows: list[Left]) -> None:
        """The whole sentence about the chosen line, and the step for somebody on no list."""
        self.add_person.words.setText(rows[0].words if rows else "")
        self._offer(self.add_person, rows[0].judged if rows else None)

    def _offer(self, step: AddStep, judged: Judged | None) -> None:
        newcomer = self.session.ask(newcomer_of, judged) if judged is not None else None
        step.offer(judged.entry.id if judged and judged.entry else 0, newcomer)

    def _add(self, conference_id: int, newcomer: Newcomer) -> None:
        """Ask what is still to be known of somebody on no list, and look at all answers again."""
        self.adding = add_dialog(self.session, conference_id, self, newcomer=newcomer)
        self.adding.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.adding.saved.connect(lambda _: self._judge())
        self.adding.open()

    def _show_step(self) -> None:
        self.steps.setCurrentIndex(1)
        in_order(self)
        announce(self, self.summary.text())
        for each in (self.lines.table, self.left_table):
            if each.isVisibleTo(self):
                each.setFocus()
                return

    def _ask_whose(self) -> None:
        """A choice for each answer from a mailbox several people share."""
        looked = self.session.ask(look_at_replies, self.answers, now=self.session.now())
        asked = [
            each for each in looked if each.became is Became.SEVERAL and each.answer.digest not in self.whose.fields
        ]
        for each in asked[:MOST_ASKED]:
            people = [(one.line.id, one.line.name) for one in each.could_be]
            title = f"Whose answer is this? {each.answer.attendee}: {answer_words(each.answer)}"
            self.whose.add(each.answer.digest, title, Choice(people, none="Nobody's: leave it"))
        self.whose.setVisible(bool(self.whose.fields))

    def _count(self) -> None:
        number = len(self.lines.ticked())
        to_keep = any(each.became not in {*DONE, Became.RECORDED} for each in self.judged)
        word = f"&Record {counted(number, 'answer')}" if number else "&Keep on the record"
        self.record_button.setText(word)
        self.record_button.setVisible(bool(number) or to_keep)
        self.record_button.setDefault(True)

    # -- doing it -------------------------------------------------------------------------------------

    def record(self) -> None:
        """Record the answers that are ticked, and keep the others with what became of them."""
        ticked = {each.answer.digest for each in self.lines.ticked()}
        dropped = {each.answer.digest for each in self.judged if each.became is Became.RECORDED} - ticked
        chosen = [answer for answer in self.answers if answer.digest not in dropped]
        try:
            done = self.session.perform(import_replies, chosen, now=self.session.now(), chosen=self._chosen())
        except RuleBroken as broken:
            self.session.show_problem(sentences(broken))
            return
        self.accept()
        self.recorded.emit(import_words(done), None)

    def reject(self) -> None:
        self._stop()
        super().reject()

    def closeEvent(self, event: QCloseEvent, /) -> None:
        self._stop()
        super().closeEvent(event)


def _left(number: int, each: Judged) -> Left:
    return Left(
        f"answer {number}",
        each.line.name if each.line else who_answers(each.answer),
        each.entry.reference if each.entry else "–",
        each.became.value,
        outcome_words(each),
        each.answer.source,
        each.became in DONE,
        each,
    )


def _ready_columns() -> Sequence[Column[Judged]]:
    return (
        Column("Person", _person, second=lambda each: each.answer.attendee, width=230, strong=True, hint=_person),
        Column("Conference", _reference, second=_day),
        Column("Answer", _reply, second=_note, stretch=True, hint=outcome_words),
        Column(
            "File", lambda each: each.answer.source, second=_written, width=170, hint=lambda each: each.answer.source
        ),
    )


def _left_columns() -> Sequence[Column[Left]]:
    return (
        Column("Person", lambda each: each.who, second=lambda each: each.source, width=260, hint=lambda each: each.who),
        Column("Conference", lambda each: each.conference),
        Column(
            "Why",
            lambda each: each.words,
            stretch=True,
            hint=lambda each: each.words,
        ),
        Column(
            "What became of it",
            lambda each: each.outcome,
            tag=lambda each: (each.outcome, Tone.GREY if each.done else Tone.AMBER),
            width=190,
        ),
    )


def _person(each: Judged) -> str:
    return each.line.name if each.line else each.answer.attendee


def _reference(each: Judged) -> str:
    return each.entry.reference if each.entry else ""


def _day(each: Judged) -> str:
    return short_date(each.entry.starts_at.date()) if each.entry and each.entry.starts_at else ""


def _reply(each: Judged) -> str:
    if each.reply is None:
        return ""
    return f"{each.reply.reply}: {each.reply.deputy}" if each.reply.deputy else each.reply.reply


def _note(each: Judged) -> str:
    """What else is to be known: a note, or that the rules want the person and no deputy."""
    if each.reply is None:
        return ""
    no_deputy = "no deputy by the rules" if each.reply.deputy and each.asked and not each.asked.deputy_allowed else ""
    return "; ".join(part for part in (no_deputy, each.reply.note) if part)


def _written(each: Judged) -> str:
    return f"written {short_date(each.reply.on)}" if each.reply else ""
