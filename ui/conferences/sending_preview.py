"""What one invitee will get, exactly as it will leave: the mail with its calendar entry, or the letter's pages."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from conference_app.documents.rendering import render_svg_pages
from conference_app.domain.errors import RuleBroken
from conference_app.domain.sending import Form as SentForm
from conference_app.domain.spoken_dates import span
from conference_app.use_cases.prepare_invitations import Parcel

from .. import theme
from ..background import Background, Control, Job
from ..booking_words import sentence_case
from ..pages_view import POINTS_PER_INCH, SCREEN_DOTS, PagesView
from ..session import sentences
from ..widgets.choice import Choice
from ..widgets.form import Form
from ..widgets.text import Tone, label

FORM_WORDS = {
    SentForm.MAIL: "draft mail with the calendar entry in it",
    SentForm.CALENDAR: "calendar file alone",
    SentForm.LETTER: "letter",
}


class ParcelPreview(QWidget):
    """One parcel; another form can be chosen for its recipient."""

    form_chosen = Signal(int, object)  # the invitation, the form

    def __init__(self, background: Background, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._background = background
        self._job: Job | None = None
        self.parcel: Parcel | None = None
        self._own_template = ""
        self.heading = label("", "strong")
        self.cautions = label("", tone=Tone.AMBER)
        self.form = Form()
        self.choice = Choice(none=None)
        self.form.add("form", "Gets", self.choice)
        self.head = label("", "muted")
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName("What is sent")
        self.pages = PagesView()
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.area.setWidget(self.pages)
        self.area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.area.setProperty("keyboard", True)
        self.area.setAccessibleName("The letter, page by page")
        self.stack = QStackedWidget()
        self.stack.addWidget(self.text)
        self.stack.addWidget(self.area)
        self.stack.setMinimumHeight(theme.pixels(120))
        self._lay_out()
        self.choice.changed.connect(self._choose)

    def _lay_out(self) -> None:
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(8)
        for each in (self.heading, self.cautions, self.form, self.head):
            box.addWidget(each)
        box.addWidget(self.stack, 1)

    def show_parcel(self, parcel: Parcel | None, *, own_template: str = "") -> None:
        """Show another recipient's; None empties it. `own_template` names the Word template letters are set in."""
        self.parcel, self._own_template = parcel, own_template
        self.setVisible(parcel is not None)
        if parcel is None:
            return
        self.heading.setText(f"{parcel.line.name}, {parcel.role.title}")
        self.cautions.setText("\n".join(f"▲ {words}" for words in parcel.cautions))
        self.cautions.setVisible(bool(parcel.cautions))
        blocked = self.choice.blockSignals(True)
        self.choice.set_options([(form, sentence_case(FORM_WORDS[form])) for form in parcel.reach.forms])
        self.choice.set_value(parcel.form)
        self.choice.blockSignals(blocked)
        self.choice.setEnabled(len(parcel.reach.forms) > 1)
        self.head.setText(_head(parcel))
        self._show_content(parcel)

    def _show_content(self, parcel: Parcel) -> None:
        if parcel.form is SentForm.LETTER and not self._own_template:
            self.stack.setCurrentWidget(self.area)
            self.pages.show_pages([])
            self.head.setText(f"{_head(parcel)}\nThe page is being set…")
            self._set_pages(parcel)
            return
        self.stack.setCurrentWidget(self.text)
        self.text.setPlainText(_text(parcel, self._own_template))

    def _set_pages(self, parcel: Parcel) -> None:
        if self._job is not None:
            self._job.stop()

        def work(_store: object, control: Control) -> tuple[Parcel, list[bytes]]:
            control.check()
            return parcel, render_svg_pages(parcel.letter)

        self._job = self._background.run(work, on_done=self._show_pages, on_failed=self._failed)

    def _show_pages(self, found: tuple[Parcel, list[bytes]]) -> None:
        parcel, pages = found
        if parcel is not self.parcel:
            return
        self.head.setText(_head(parcel))
        pictures = [QSvgRenderer(page) for page in pages]
        self.pages.show_pages(pictures)
        widest = max((picture.viewBoxF().width() for picture in pictures), default=0.0)
        room = self.area.viewport().width() - theme.pixels(48)
        if widest:
            self.pages.set_zoom(max(room / (widest * SCREEN_DOTS / POINTS_PER_INCH), 0.4))
        self.area.verticalScrollBar().setValue(0)

    def _failed(self, problem: Exception) -> None:
        if not isinstance(problem, RuleBroken):
            raise problem
        self.head.setText(sentences(problem))

    def _choose(self) -> None:
        if self.parcel is not None and self.choice.value() not in {None, self.parcel.form}:
            self.form_chosen.emit(self.parcel.line.id, self.choice.value())


def _head(parcel: Parcel) -> str:
    """From, to, by which route; and for a mail its subject."""
    lines = [f"To: {parcel.line.name}, {parcel.address}", f"Route: {parcel.route}"]
    if parcel.form is SentForm.MAIL:
        lines.insert(0, f"From: {parcel.entry.organiser.name}, {parcel.entry.organiser.address}")
        lines.append(f"Subject: {parcel.said.subject}")
    return "\n".join(lines)


def _text(parcel: Parcel, own_template: str) -> str:
    if parcel.form is SentForm.LETTER:
        return f"Set in {own_template}. What it says:\n\n{parcel.text}"
    calendar = _calendar_words(parcel)
    return calendar if parcel.form is SentForm.CALENDAR else f"{parcel.text}\n{calendar}"


def _calendar_words(parcel: Parcel) -> str:
    """The calendar entry in words: all there is in it."""
    entry = parcel.entry
    what = "calls the entry off" if entry.cancelled else "asks for an answer"
    lines = (
        f"CALENDAR ENTRY, number {entry.sequence}, {what}",
        f"Conference {entry.reference}, private",
        span(entry.starts_at, entry.ends_at),
        entry.place,
        f"How: {entry.mode}",
        f"Chair: {entry.chair}" if entry.chair else "",
        f"To join: {entry.joining}" if entry.joining else "",
        f"Answers go to {entry.organiser.address}; nobody else is named in it.",
    )
    return "\n".join(line for line in lines if line) + "\n"
