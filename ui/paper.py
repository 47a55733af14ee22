"""A document as the paper it will be: seen page by page, printed, and saved as PDF."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import (
    QGuiApplication,
    QKeySequence,
    QPageSize,
    QResizeEvent,
    QShortcut,
)
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QDialog, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from conference_app.documents.rendering import Document
from conference_app.domain.errors import RuleBroken
from conference_app.domain.spoken_dates import counted

from . import theme
from .background import Background, Job
from .file_dialogs import ask_where_to_save, ask_which_folder
from .focus import focused_in
from .pages_view import GAP, POINTS_PER_INCH, SCREEN_DOTS, PagesView, print_pages
from .paper_work import Build, Issued, Paper, Written, is_draft, save_files, set_pages
from .session import sentences
from .widgets.banner import Banner
from .widgets.buttons import button, icon_button
from .widgets.progress import ProgressBar
from .widgets.text import Tone, announce, label

ChoosePrinter = Callable[[QPrinter, QWidget], bool]
ChoosePath = Callable[[str, QWidget], str]

PRINTED, SAVED = "printed", "saved as file"
ZOOMS = (0.5, 0.67, 0.8, 0.9, 1.0, 1.1, 1.25, 1.5, 2.0, 3.0)


def choose_printer(printer: QPrinter, parent: QWidget) -> bool:
    """The system's print dialog; False when it was left."""
    dialog = QPrintDialog(printer, parent)
    dialog.setOption(QPrintDialog.PrintDialogOption.PrintToFile, False)  # its file dialog opens what it lists
    return dialog.exec() == QDialog.DialogCode.Accepted


def choose_file(suggested: str, parent: QWidget) -> str:
    """Where to save one PDF; "" when the dialog was left."""
    return ask_where_to_save(parent, "Save as PDF", suggested, "PDF documents (*.pdf)", "pdf")


def choose_folder(_suggested: str, parent: QWidget) -> str:
    """In which folder to save several PDFs; "" when the dialog was left."""
    return ask_which_folder(parent, "Save one PDF for each reader in this folder")


class PaperWindow(QDialog):
    """Preview, Print and Save as PDF of what `build` gives; not modal, Escape closes it.

    `build` runs in the background with a store of its own and gives one document, or several to be printed
    in one go and saved as one file each. After each document was printed or saved `on_issued` is told, so
    that the ledger is written; a RuleBroken it raises is shown as a sentence. `before_leaving` is asked before
    anything is printed or saved: its RuleBroken keeps it here.
    """

    def __init__(
        self,
        title: str,
        build: Build,
        background: Background,
        *,
        suggested_name: str,
        on_issued: Callable[[Issued], object] | None = None,
        before_leaving: Callable[[], object] | None = None,
        parent: QWidget | None = None,
        choose_printer: ChoosePrinter = choose_printer,
        choose_file: ChoosePath = choose_file,
        choose_folder: ChoosePath = choose_folder,
    ) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.papers: list[Paper] = []
        self.zoom_to_fit = True
        self._background = background
        self._name = suggested_name
        self._on_issued, self._before_leaving = on_issued, before_leaving
        self._choose_printer = choose_printer
        self._choose_file, self._choose_folder = choose_file, choose_folder
        self._when_ready: Callable[[], object] | None = None
        self._job: Job | None = None
        self._saving = self._leaving = False
        self._worked_at: QWidget | None = None  # what had the keyboard before a job took it
        self._build_window(title)
        self._keys()
        self.resize(self.sizeHint())  # Qt by itself stops at two thirds of the screen
        self._follow(background.run(set_pages(build)), self._show_papers)

    # building

    def _build_window(self, title: str) -> None:
        self.print_button = button("Print…", self.print_now, kind="primary", icon="printer")
        self.save_button = button("Save as PDF…", self.save_now, icon="download")
        self.pages_label = label("", "muted", wrap=False)
        self.zoom_label = label("", "muted", wrap=False)
        self.smaller = button("−", lambda: self.zoom_by(-1), hint="Smaller (Ctrl+minus)")
        self.larger = button("+", lambda: self.zoom_by(1), hint="Larger (Ctrl+plus)")
        self.fit = button("Fit width", self.fit_width, kind="quiet", hint="As wide as the window (Ctrl+0)")
        self.previous = icon_button("chevron-up", "Previous page", lambda: self.turn(-1))
        self.next = icon_button("chevron-down", "Next page", lambda: self.turn(1))
        self.smaller.setAccessibleName("Smaller")
        self.larger.setAccessibleName("Larger")
        bar = QHBoxLayout()
        bar.setContentsMargins(16, 12, 16, 12)
        bar.setSpacing(8)
        for part in (self.previous, self.next, self.pages_label):
            bar.addWidget(part)
        bar.addStretch(1)
        for part in (self.smaller, self.zoom_label, self.larger, self.fit):
            bar.addWidget(part)
        bar.addStretch(1)
        bar.addWidget(self.save_button)
        bar.addWidget(self.print_button)
        self.banner = Banner()
        self.banner.hide()
        self.progress = ProgressBar()
        self.progress.setContentsMargins(16, 8, 16, 8)
        self.view = PagesView()
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QScrollArea.Shape.NoFrame)
        self.area.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.area.setWidget(self.view)
        self.area.setProperty("keyboard", True)
        self.area.setAccessibleName(f"{title}, pages")
        self.area.verticalScrollBar().valueChanged.connect(self._say_page)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addLayout(bar)
        top = QVBoxLayout()
        top.setContentsMargins(16, 0, 16, 8)
        top.addWidget(self.banner)
        top.addWidget(self.progress)
        box.addLayout(top)
        box.addWidget(self.area, 1)
        self.progress.hide()
        self._allow(False)

    def _keys(self) -> None:
        for keys, act in (
            (QKeySequence.StandardKey.Print, self.print_now),
            (QKeySequence.StandardKey.Save, self.save_now),
            (QKeySequence("PgDown"), lambda: self.turn(1)),
            (QKeySequence("PgUp"), lambda: self.turn(-1)),
            (QKeySequence("Home"), lambda: self.go_to(0)),
            (QKeySequence("End"), lambda: self.go_to(len(self.view.pages) - 1)),
            (QKeySequence.StandardKey.ZoomIn, lambda: self.zoom_by(1)),
            (QKeySequence("Ctrl+="), lambda: self.zoom_by(1)),
            (QKeySequence.StandardKey.ZoomOut, lambda: self.zoom_by(-1)),
            (QKeySequence("Ctrl+0"), self.fit_width),
        ):
            QShortcut(QKeySequence(keys), self, act)

    def sizeHint(self) -> QSize:
        room = QGuiApplication.primaryScreen().availableGeometry()
        return QSize(min(theme.pixels(920), room.width() - 40), min(theme.pixels(1000), room.height() - 60))

    # what arrives

    def _follow(self, job: Job, on_done: Callable[[Any], object]) -> None:
        self._job = job
        self._worked_at = focused_in(self)
        self._allow(False)
        self.progress.follow(job)
        job.finished.connect(on_done)
        job.failed.connect(self._failed)
        job.stopped.connect(self._stopped)
        job.ended.connect(self._ended)

    def _ended(self) -> None:
        self._job = None
        self._saving = False
        self._allow(bool(self.papers))
        self._take_keyboard()
        then, self._when_ready = self._when_ready, None
        if self._leaving:
            super().done(0)
        elif then is not None and self.papers:
            then()

    def _take_keyboard(self) -> None:
        """Put the keyboard back where it was before the job; at first on printing, the pages' purpose."""
        back = self._worked_at or self.print_button
        if back.isEnabled():
            back.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_papers(self, papers: list[Paper]) -> None:
        self.papers = papers
        self.view.show_pages([QSvgRenderer(page) for paper in papers for page in paper.pages])
        reasons = [self._draft_reason(paper.document) for paper in papers]
        reason = next((each for each in reasons if each), "")
        if reason:
            self.banner.show_message(Tone.AMBER, "This is a DRAFT, and says so on every page.", reason)
            self.banner.show()
        self._allow(True)
        if self.zoom_to_fit:
            self.fit_width()
        self._say_page()
        announce(self, f"{self.windowTitle()}: {counted(len(self.view.pages), 'page')}")

    @staticmethod
    def _draft_reason(document: Document) -> str:
        return str(getattr(getattr(document, "frame", None), "draft_reason", ""))

    def _failed(self, problem: Exception) -> None:
        if not isinstance(problem, RuleBroken):
            raise problem
        self._say(Tone.RED, sentences(problem))

    def _stopped(self) -> None:
        self._say(Tone.AMBER, "Stopped. What was finished before is kept.")

    def _say(self, tone: Tone, sentence: str) -> None:
        self.banner.show_message(tone, sentence)
        self.banner.show()
        announce(self, sentence)

    def _allow(self, ready: bool) -> None:
        for each in (self.print_button, self.save_button, self.smaller, self.larger, self.fit):
            each.setEnabled(ready)
        for each in (self.previous, self.next):
            each.setEnabled(ready and len(self.view.pages) > 1)

    # looking

    def current_page(self) -> int:
        """The number of the page at the middle of what is seen, from 0."""
        middle = self.area.verticalScrollBar().value() + self.area.viewport().height() // 3
        return max(sum(top <= middle for top in self.view.tops()) - 1, 0)

    def go_to(self, number: int) -> None:
        """Bring a page to the top."""
        tops = self.view.tops()
        if tops:
            self.area.verticalScrollBar().setValue(tops[min(max(number, 0), len(tops) - 1)] - GAP // 2)

    def turn(self, by: int) -> None:
        """One page on or back."""
        self.go_to(self.current_page() + by)

    def zoom_by(self, steps: int) -> None:
        """Larger or smaller."""
        near = min(range(len(ZOOMS)), key=lambda n: abs(ZOOMS[n] - self.view.zoom))
        self.zoom_to_fit = False
        self._zoom(ZOOMS[min(max(near + steps, 0), len(ZOOMS) - 1)])

    def fit_width(self) -> None:
        """As wide as the window shows."""
        self.zoom_to_fit = True
        widest = max((page.size.width() for page in self.view.pages), default=0.0)
        if widest:
            room = self.area.viewport().width() - 2 * GAP
            self._zoom(min(max(room / (widest * SCREEN_DOTS / POINTS_PER_INCH), ZOOMS[0]), ZOOMS[-2]))

    def _zoom(self, zoom: float) -> None:
        page = self.current_page()
        self.view.set_zoom(zoom)
        self.zoom_label.setText(f"{round(zoom * 100)}%")
        self.go_to(page)
        self._say_page()

    def _say_page(self) -> None:
        if self.view.pages:
            self.pages_label.setText(f"Page {self.current_page() + 1} of {len(self.view.pages)}")

    def resizeEvent(self, event: QResizeEvent, /) -> None:
        super().resizeEvent(event)
        if self.zoom_to_fit:
            self.fit_width()

    # leaving the program

    def print_when_ready(self) -> None:
        """Go on to printing as soon as the pages are there."""
        self._then(self.print_now)

    def save_when_ready(self) -> None:
        """Go on to saving as soon as the pages are there."""
        self._then(self.save_now)

    def _then(self, act: Callable[[], object]) -> None:
        if self.papers:
            act()
        else:
            self._when_ready = act

    def print_now(self) -> None:
        """Ask for the printer and print every page."""
        if not self.print_button.isEnabled() or not self._may_leave():
            return
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
        printer.setDocName(Path(self._name).stem)
        if not self._choose_printer(printer, self):
            return
        if print_pages(printer, [page.picture for page in self.view.pages]):
            said = f"Sent to the printer: {counted(len(self.view.pages), 'page')}."
            self._issued(PRINTED, said, len(self.papers))
        else:
            self._say(Tone.RED, "The printer did not take it. Check the printer, then print again.")

    def save_now(self) -> None:
        """Ask where to, then write the PDF: one file for each document."""
        if not self.save_button.isEnabled() or not self._may_leave():
            return
        single = len(self.papers) == 1
        chosen = (self._choose_file if single else self._choose_folder)(self._name, self)
        if chosen:
            where = [_as_pdf(chosen)] if single else self._names_in(Path(chosen))
            files = [(path, paper.document) for path, paper in zip(where, self.papers, strict=True)]
            self._saving = True
            self._follow(self._background.run(save_files(files)), self._was_written)

    def _may_leave(self) -> bool:
        """Whether what is shown may still leave the program; if not, it is said why."""
        try:
            if self._before_leaving is not None:
                self._before_leaving()
        except RuleBroken as broken:
            self._say(Tone.RED, sentences(broken))
            return False
        return True

    def _was_written(self, written: Written) -> None:
        meant = len(self.papers)
        said = "Saved." if meant == 1 else f"Saved {counted(written.files, 'file')}, one for each reader."
        if written.files:
            self._issued(SAVED, said, written.files)
        if written.problem is not None:
            self._say(Tone.RED, f"{sentences(written.problem)} {written.files} of {meant} were saved.")
        elif written.files < meant:
            self._say(Tone.AMBER, f"Stopped. {written.files} of {meant} were saved.")

    def _names_in(self, folder: Path) -> list[Path]:
        stem = Path(self._name).stem
        names = []
        for number, paper in enumerate(self.papers, start=1):
            copy = str(getattr(paper.document, "copy", ""))
            names.append(folder / ("-".join(part for part in (stem, f"{number:02}", copy) if part) + ".pdf"))
        return names

    def _issued(self, route: str, said: str, count: int) -> None:
        tell = self._on_issued or (lambda _: None)
        try:
            for paper in self.papers[:count]:
                tell(Issued(paper.document, route, len(paper.pages), is_draft(paper.document)))
        except RuleBroken as broken:
            self._say(Tone.RED, f"{said} The ledger was not written: {sentences(broken)}")
            return
        self._say(Tone.GREEN, said)

    def done(self, result: int, /) -> None:
        """Close; what is being written is finished and told first."""
        if self._job is not None:
            self._job.stop()
        if self._saving:
            self._leaving = True
            self.hide()
        else:
            super().done(result)


def _as_pdf(chosen: str) -> Path:
    path = Path(chosen)
    return path if path.suffix.lower() == ".pdf" else path.with_name(f"{path.name}.pdf")
