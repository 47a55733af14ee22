"""The form of a request, with the statutory clock beside it, live."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from conference_app.domain.conference import Request
from conference_app.domain.conference_status import ConferenceType, Status
from conference_app.domain.errors import RuleBroken
from conference_app.domain.family import Family
from conference_app.domain.spoken_dates import plain_date
from conference_app.store import conferences
from conference_app.use_cases.request_conference import (
    change_request,
    count_limit,
    request_conference,
    request_for_review,
    request_of,
)
from conference_app.use_cases.rules_in_force import calendar_of, practice_of

from .. import theme
from ..session import Session
from ..widgets.banner import Banner
from ..widgets.buttons import button
from ..widgets.card import discard
from ..widgets.page_head import PageHead
from ..widgets.scroll_page import ScrollPage
from ..widgets.tab_order import in_order
from ..widgets.text import Tone, label
from .clock_card import ClockCard
from .family_dialogs import medical_dialog, new_family_dialog
from .request_form import RequestForm
from .wording import margin_words

FORM_WIDTH = 760
CLOCK_WIDTH = 330
ROOM_FOR_BOTH = 1010  # pixels at 100 %: the lines of a form, the clock and the margins
MISSING = {
    ConferenceType.INITIAL: "Choose the family and enter the strategy discussion that started the clock.",
    ConferenceType.PRE_BIRTH: "Choose the family and enter the strategy discussion that started the clock.",
    ConferenceType.TRANSFER_IN: "Choose the family and enter the day of the written notice.",
    ConferenceType.REVIEW: "Choose the family and enter the previous conference.",
}


class RequestPage(QWidget):
    """Takes a new request or corrects one; keeps what was typed until it is saved or dropped."""

    saved = Signal(int, str)  # the conference, and what to say
    left = Signal(int)  # the conference it was about, 0 for a new request

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._conference_id = 0
        self._seen = 0
        self._asked = False
        self.head = PageHead("New request")
        self.save_button = button("Save request", self.save, kind="primary")
        self.cancel_button = button("Cancel", self.leave)
        self.strip = Banner()
        self.strip.hide()
        self.form = RequestForm(session)
        self.clock = ClockCard()
        self._build()
        self.form.changed.connect(self._show_clock)
        self.form.changed.connect(self._show_medicals)
        self.form.changed.connect(self._stay)
        self.form.rebuilt.connect(lambda: in_order(self))
        for keys in ("Ctrl+S", "Ctrl+Return", "Ctrl+Enter"):
            context = Qt.ShortcutContext.WidgetWithChildrenShortcut
            QShortcut(QKeySequence(keys), self, self.save, context=context)
        QShortcut(QKeySequence(Qt.Key.Key_Escape), self, self.leave, context=context)

    def _build(self) -> None:
        self.head.add_action(self.cancel_button)
        self.head.add_action(self.save_button)
        self._fill_rows()
        self._scroll = scroll = ScrollPage(margin=0)
        self.form.setMaximumWidth(theme.pixels(FORM_WIDTH))
        scroll.add(self.form)
        scroll.body.setContentsMargins(2, 2, 16, 24)
        self._side = side = ScrollPage(margin=0)
        side.setFixedWidth(theme.pixels(CLOCK_WIDTH))
        side.add(self.clock)
        side.finish()
        row = QHBoxLayout()
        row.setSpacing(24)
        row.addWidget(scroll, 1)
        row.addWidget(side)
        box = QVBoxLayout(self)
        box.setContentsMargins(24, 16, 24, 0)
        box.setSpacing(16)
        box.addWidget(self.head)
        box.addWidget(self.strip)
        box.addLayout(row, 1)

    def resizeEvent(self, event: QResizeEvent, /) -> None:
        """The clock stands over the form where there is no room beside it."""
        super().resizeEvent(event)
        narrow = self.width() < theme.pixels(ROOM_FOR_BOTH)
        if narrow != self._side.isHidden():
            self._side.setVisible(not narrow)
            (self._scroll if narrow else self._side).body.insertWidget(0, self.clock)

    def _fill_rows(self) -> None:
        families_row = QHBoxLayout(self.form.new_family_row)
        families_row.setContentsMargins(0, 0, 0, 0)
        families_row.addWidget(label("Not in the list yet?", "muted", wrap=False))
        families_row.addWidget(button("New family…", self.add_family, kind="link"))
        families_row.addStretch(1)
        self._medicals = QVBoxLayout(self.form.medical_row)
        self._medicals.setContentsMargins(0, 0, 0, 0)
        self._medicals.setSpacing(4)
        self._medical_list = QWidget()
        self.medical_button = button("Add a medical…", self.add_medical, kind="quiet", icon="plus")
        self.medical_button.setProperty("flush", True)
        self._medicals.addWidget(self._medical_list)
        self._medicals.addWidget(self.medical_button, 0, Qt.AlignmentFlag.AlignLeft)

    # what is being written

    def begin(self, family_id: int | None) -> None:
        """A new request; one that was begun and not saved is gone on with, unless the user starts afresh."""
        if self._goes_on(lambda: self._start(family_id)):
            return
        self._start(family_id)

    def begin_review(self, family_id: int) -> None:
        """The next review of a family, filled in from its last conference."""
        if self._goes_on(lambda: self._start_review(family_id)):
            return
        self._start_review(family_id)

    def edit(self, conference_id: int) -> None:
        """Correct what was asked for; type and family stay."""
        if self._conference_id == conference_id and self.form.is_changed():
            return
        found = self._session.ask(conferences.conference, conference_id)
        self._open(f"Change the request, {found.family_name} family", found.reference, conference_id, found.version)
        self._empty()
        self.form.fill(self._session.ask(request_of, found), fixed=True)
        self._show_all()

    def _goes_on(self, start: Callable[[], None]) -> bool:
        """Whether unsaved work was found, and a way to drop it offered."""
        if not self.form.is_changed():
            return False

        def drop() -> None:
            self.form.mark_saved()
            start()

        self.strip.show_message(
            Tone.BLUE,
            "You had begun this request and not saved it.",
            "Go on here, or drop it and start afresh.",
            (button("Start afresh", drop),),
        )
        self.strip.show()
        in_order(self)
        return True

    def _start(self, family_id: int | None) -> None:
        self._open("New request", "New request", 0, 0)
        self._empty()
        if family_id is not None:
            self.form.choose_family(family_id)
            self.form.mark_saved()
        self._show_all()

    def _start_review(self, family_id: int) -> None:
        self._open("New request", "New request", 0, 0)
        self._empty()
        today = self._session.today()
        self.form.fill(self._session.ask(request_for_review, family_id, today=today), fixed=False)
        self._show_all()

    def _open(self, title: str, crumb: str, conference_id: int, seen: int) -> None:
        self._conference_id, self._seen, self._asked = conference_id, seen, False
        self.strip.hide()
        self._scroll.verticalScrollBar().setValue(0)
        self.head.set_title(title)
        self.head.set_crumbs(("Conferences", self.leave), (crumb, None))
        self.save_button.setText("Save changes" if conference_id else "Save request")

    def _empty(self) -> None:
        self.form.empty()
        self.form.offer()

    def _show_all(self) -> None:
        self._show_clock()
        self._show_medicals()
        in_order(self)

    def refresh(self) -> None:
        """Offer what was added elsewhere; what is typed stays."""
        self.form.offer()
        self._show_all()

    def focus_first(self) -> None:
        """The family first when there is none yet."""
        key = "family" if self.form.family() is None else "discussions"
        field = self.form.fields[key]
        if field.isHidden():
            self.form.focus_first()
        else:
            field.focus()

    # beside the form

    def _show_clock(self) -> None:
        draft = self.form.draft()
        kind = self.form.value("type") or ConferenceType.INITIAL
        limit = None
        if draft is not None:
            try:
                limit = self._session.ask(count_limit, draft)
            except RuleBroken:
                limit = None
        if limit is None:
            self.clock.show_missing(MISSING[kind])
            return
        practice, calendar = self._session.ask(practice_of), self._session.ask(calendar_of)
        margin = margin_words(Status.REQUESTED, None, limit.last_lawful_day(practice), self._session.today(), calendar)
        self.clock.show_limit(limit, practice, calendar, margin)

    def _show_medicals(self) -> None:
        family = self.form.family()
        self.medical_button.setEnabled(family is not None and bool(family.children))
        made = _medicals_of(family)
        self._medicals.replaceWidget(self._medical_list, made)
        discard(self._medical_list)
        self._medical_list = made

    def add_family(self) -> None:
        """Keep a family without leaving the request."""
        typed = self.form.family_chooser.line.text().strip()
        dialog = new_family_dialog(self._session, self, "" if self.form.family() else typed)
        dialog.saved.connect(self.form.choose_family)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def add_medical(self) -> None:
        """Record who examined a child without leaving the request."""
        family = self.form.family()
        if family is None:
            return
        dialog = medical_dialog(self._session, family, self)
        dialog.saved.connect(lambda _: self.refresh())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    # out

    def save(self) -> None:
        """Keep the request and show the conference, or say what is to be put right."""
        try:
            conference_id = self._kept(self.form.request())
        except RuleBroken as broken:
            if broken.code == "correction_makes_late":
                self.form.ask_lateness(True)
            self.form.show_errors(broken)
            return
        self.form.mark_saved()
        words = "The request was changed." if self._conference_id else "The request was saved. Book it next."
        self.saved.emit(conference_id, words)

    def _kept(self, request: Request) -> int:
        today = self._session.today()
        if self._conference_id:
            return self._session.perform(
                change_request,
                self._conference_id,
                request,
                seen=self._seen,
                today=today,
                **self.form.lateness(),
            )
        return self._session.perform(request_conference, request, today=today)

    def leave(self) -> None:
        """Go back; with something unsaved, ask once and keep it until the user says so."""
        if self.form.is_changed() and not self._asked:
            self._asked = True
            self.strip.show_message(
                Tone.AMBER,
                "What you typed is not saved yet.",
                "Choose Cancel again to drop it.",
                (button("Save", self.save),),
            )
            self.strip.show()
            in_order(self)
            return
        self.form.mark_saved()
        self.left.emit(self._conference_id)

    def _stay(self) -> None:
        """Who goes on typing has not left: the next Cancel asks again."""
        if self._asked:
            self._asked = False
            self.strip.hide()


def _medicals_of(family: Family | None) -> QWidget:
    """The examinations kept for the family's children."""
    made = QWidget()
    box = QVBoxLayout(made)
    box.setContentsMargins(0, 0, 0, 0)
    box.setSpacing(2)
    if family is None:
        box.addWidget(label("Choose the family first.", "muted"))
    elif not family.medicals:
        box.addWidget(label("None is recorded for this family.", "muted"))
    else:
        for each in family.medicals:
            place = f" at {each.place}" if each.place else ""
            when = f"{plain_date(each.examined_on)}{place}, {each.kind}"
            box.addWidget(label(f"{each.doctor_name} examined {each.child_name} on {when}."))
    return made
