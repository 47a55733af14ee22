"""History of a conference: who did what, when, newest first, in plain sentences."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import groupby

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from conference_app.domain.conference import Conference
from conference_app.domain.listings import HistoryRow
from conference_app.domain.spoken_dates import long_date, time_words
from conference_app.history_event import Names
from conference_app.history_words import local_time, sentence_of
from conference_app.store import conferences, lists, people

from .. import theme
from ..background import Background
from ..session import Session
from ..widgets.buttons import button
from ..widgets.card import Card
from ..widgets.scroll_page import ScrollPage
from ..widgets.text import Tone, label
from .tab import ConferenceTab

AT_ONCE = 100  # events shown before somebody asks for the older ones
WEIGHTY = {"breach_recorded": Tone.RED, "held_inquorate": Tone.AMBER, "cancelled": Tone.AMBER}


class HistoryTab(ConferenceTab):
    """The audit trail of one conference as one would tell it; nothing here can be changed."""

    def __init__(self, session: Session, background: Background, parent: QWidget | None = None) -> None:
        super().__init__(session, background, parent)
        self._found: Conference | None = None
        self._most = AT_ONCE
        self._page = ScrollPage(margin=0)
        self._page.take_keyboard()
        self._page.setAccessibleName("History")
        self.card = Card()
        self._page.add(self.card)
        self._page.finish()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self._page)

    def show_conference(self, found: Conference) -> None:
        if self._found is None or self._found.id != found.id:
            self._most = AT_ONCE
        self._found = found
        rows = self.session.ask(lists.history, "conference", found.id)
        names = self._names(found)
        self.card.clear()
        for day, events in groupby(rows[: self._most], key=lambda row: local_time(row).date()):
            self.card.add(self._day(day, events, names))
        if len(rows) > self._most:
            older = len(rows) - self._most
            self.card.add(button(f"Show {older} older", self.show_all, kind="link"))

    def show_all(self) -> None:
        """Show the older events too."""
        self._most = 1_000_000
        if self._found is not None:
            self.show_conference(self._found)

    def _names(self, found: Conference) -> Names:
        return Names(
            {chair.id: chair.name for chair in self.session.ask(people.chairs)},
            {room.id: room.name for room in self.session.ask(people.rooms)},
            {child.id: child.name for child in self.session.ask(conferences.children_of, found.id)},
        )

    def _day(self, day: date, events: Iterable[HistoryRow], names: Names) -> QWidget:
        part = QWidget()
        grid = QGridLayout(part)
        grid.setContentsMargins(0, 4, 0, 12)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(6)
        grid.setColumnMinimumWidth(0, theme.pixels(56))
        grid.setColumnMinimumWidth(2, theme.pixels(150))
        grid.setColumnStretch(1, 1)
        grid.addWidget(label(long_date(day), "heading"), 0, 0, 1, 3)
        for number, event in enumerate(events, start=1):
            self._line(grid, number, event, names)
        return part

    def _line(self, grid: QGridLayout, number: int, event: HistoryRow, names: Names) -> None:
        top = Qt.AlignmentFlag.AlignTop
        grid.addWidget(label(time_words(local_time(event).time()), "muted", wrap=False), number, 0, top)
        words = QWidget()
        column = QVBoxLayout(words)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(1)
        column.addWidget(label(sentence_of(event, names), tone=WEIGHTY.get(event.action)))
        if event.reason:
            column.addWidget(label(f"Reason: {event.reason}", "muted"))
        grid.addWidget(words, number, 1, top)
        grid.addWidget(label(event.actor, "muted"), number, 2, top)
