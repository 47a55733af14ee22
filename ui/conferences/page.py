"""Conferences: the list, one conference with its tabs, and the form of a request."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from conference_app.domain.errors import RuleBroken
from conference_app.use_cases.outcome import Topic

from ..background import Background
from ..page import Page
from ..session import Session, sentences
from .detail_page import DetailPage
from .list_page import ListPage
from .request_page import RequestPage


class ConferencesPage(Page):
    """Three pages, one at a time; a request that was begun waits, as typed, until it is saved or dropped."""

    topics: ClassVar[frozenset[Topic]] = frozenset(Topic)

    find_slot_requested = Signal(object)  # conference id

    def __init__(self, session: Session, background: Background, parent: QWidget | None = None) -> None:
        super().__init__(session, background, parent)
        self.list_page = ListPage(session)
        self.detail_page = DetailPage(session, background)
        self.request_page = RequestPage(session)
        self.stack = QStackedWidget()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.stack)
        for part in (self.list_page, self.detail_page, self.request_page):
            self.stack.addWidget(part)
        self._wire_list()
        self._wire_detail()
        self._wire_request()

    def _wire_list(self) -> None:
        self.list_page.opened.connect(self.open_conference)
        self.list_page.request_requested.connect(self.open_request)
        self.list_page.said.connect(self.said)

    def _wire_detail(self) -> None:
        detail = self.detail_page
        detail.list_requested.connect(self.open_list)
        detail.edit_requested.connect(self.open_edit)
        detail.request_requested.connect(self.open_request)
        detail.conference_requested.connect(self.open_conference)
        detail.family_requested.connect(self.family_requested)
        detail.action_requested.connect(self.action_requested)
        detail.review_requested.connect(self.open_review)
        detail.find_slot_requested.connect(self.find_slot_requested)
        detail.said.connect(self.said)

    def _wire_request(self) -> None:
        self.request_page.saved.connect(self._saved)
        self.request_page.left.connect(self._left)

    # places

    def open_list(self) -> None:
        """Show the list."""
        self.stack.setCurrentWidget(self.list_page)
        self.list_page.refresh()
        if self.detail_page.found is not None:
            self.list_page.table.select_key(self.detail_page.found.id)
        self.list_page.table.setFocus()

    def conference_at_hand(self) -> int | None:
        found = self.detail_page.found
        return found.id if found is not None and self.stack.currentWidget() is self.detail_page else None

    def open_conference(self, conference_id: int, tab: str = "details") -> None:
        """Show one conference at one of its tabs."""
        try:
            self.detail_page.open(conference_id, tab)
        except RuleBroken as broken:
            self.session.show_problem(sentences(broken))
            return
        self.session.view("conference", conference_id)
        self.stack.setCurrentWidget(self.detail_page)
        self.detail_page.tabs.bar.setFocus()

    def open_request(self, family_id: int | None = None) -> None:
        """Begin a request, or go on with the one begun."""
        self.request_page.begin(family_id)
        self.stack.setCurrentWidget(self.request_page)
        self.request_page.focus_first()

    def open_review(self, family_id: int) -> None:
        """Begin the request for a family's next review, filled in from its last conference."""
        self.request_page.begin_review(family_id)
        self.stack.setCurrentWidget(self.request_page)
        self.request_page.focus_first()

    def open_edit(self, conference_id: int) -> None:
        """Correct what was asked for."""
        self.request_page.edit(conference_id)
        self.stack.setCurrentWidget(self.request_page)
        self.request_page.focus_first()

    def search(self, text: str) -> None:
        """Show the list narrowed to what was typed elsewhere."""
        self.stack.setCurrentWidget(self.list_page)
        self.list_page.search(text)

    def _saved(self, conference_id: int, sentence: str) -> None:
        self.open_conference(conference_id)
        self.said.emit(sentence, None)

    def _left(self, conference_id: int) -> None:
        if conference_id:
            self.open_conference(conference_id)
        else:
            self.open_list()

    # the window

    def refresh(self) -> None:
        """Ask again for the page that is shown; the others ask when they are opened."""
        shown = self.stack.currentWidget()
        if isinstance(shown, (ListPage, DetailPage, RequestPage)):
            shown.refresh()

    def focus_first(self) -> None:
        shown = self.stack.currentWidget()
        if isinstance(shown, DetailPage):
            shown.tabs.bar.setFocus()
        elif isinstance(shown, (ListPage, RequestPage)):
            shown.focus_first()
