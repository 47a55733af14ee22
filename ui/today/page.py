"""Today: what must happen now, overdue first; each line opens the thing itself at the right place."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import ClassVar

from dateutil.relativedelta import relativedelta
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from conference_app.domain.calendar import DAY
from conference_app.domain.spoken_dates import long_date
from conference_app.store import lists, report_lists
from conference_app.use_cases.outcome import Topic
from conference_app.use_cases.rules_in_force import calendar_of, practice_of
from conference_app.use_cases.what_is_due import LOOK_AHEAD, DueLine, Duty, Urgency, what_is_due

from .. import theme
from ..background import Background
from ..page import Page
from ..session import Session
from ..widgets.buttons import button
from ..widgets.empty_state import EmptyState
from ..widgets.filter_line import FilterLine
from ..widgets.page_head import PageHead
from ..widgets.rows_model import RowRole
from ..widgets.scroll_page import ScrollPage
from ..widgets.text import announce
from ..widgets.work_grid import WorkGrid
from ..widgets.work_list import WorkRow, WorkSection
from .cards import BackupCard, PaediatricianCard, TimelinessCard, TodayCard
from .words import ACTIONS, CHASED, TABS, head_words, missing_words, row_for

SHOWN = 8  # rows of a section until all are asked for
MONTHS = 6
SIDE = 300
NARROW = 860  # pixels at 100 %; a page narrower than this has one column
SEARCH_NARROW = 140
WIDEST = 16777215  # Qt's own word for no limit

TITLES = {
    Urgency.OVERDUE: "Overdue",
    Urgency.TODAY: "Today",
    Urgency.COMING: f"Next {LOOK_AHEAD} working days",
}


class TodayPage(Page):
    """Sections of work at the left, the day's conferences and the figures of the month at the right."""

    topics: ClassVar[frozenset[Topic]] = frozenset(Topic)

    counted = Signal(int)  # how many lines are overdue or for today

    def __init__(
        self,
        session: Session,
        background: Background,
        parent: QWidget | None = None,
        *,
        backup_words: Callable[[], str] | None = None,
    ) -> None:
        """`backup_words` says what is wrong with the backup, "" while the last good one is recent."""
        super().__init__(session, background, parent)
        self.search_line = FilterLine(None, "Search families, children, references")
        self.search_line.returnPressed.connect(self._search)
        self.request_button = button("New request", lambda: self.request_requested.emit(None), kind="primary")
        grid = WorkGrid()
        self.sections = {urgency: WorkSection(title, most=SHOWN, grid=grid) for urgency, title in TITLES.items()}
        self.empty = EmptyState(
            "Nothing waits for you.", "No deadline is near, and everybody has answered.", icon="circle-check"
        )
        self.set_up = EmptyState(
            "Set up the directory first.",
            icon="users",
            action=button("Open People", lambda: self.place_requested.emit("people"), kind="secondary"),
        )
        self.today_card = TodayCard()
        self.timeliness_card = TimelinessCard()
        self.paediatrician_card = PaediatricianCard()
        self.backup_card = BackupCard(backup_words, lambda: self.place_requested.emit("settings"))
        self._build()
        self._connect()

    def _build(self) -> None:
        # Each part is built where it stands: what is moved later is dressed by the stylesheet again.
        self.head = PageHead(parent=self)
        self.head.add_action(self.search_line)
        self.head.add_action(self.request_button)
        top = QVBoxLayout()
        top.setContentsMargins(24, 16, 24, 0)
        top.addWidget(self.head)
        scroll = ScrollPage(parent=self)
        scroll.body.setContentsMargins(24, 8, 24, 24)
        bar = scroll.verticalScrollBar()
        # The bar takes its room from the margin, so that the columns stay in line with the head.
        bar.rangeChanged.connect(
            lambda _, most: scroll.body.setContentsMargins(24, 8, 24 - (bar.sizeHint().width() if most else 0), 24)
        )
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._columns.setSpacing(24)
        self._side = self._side_column()
        self._columns.addLayout(self._work_column(), 1)
        self._columns.addWidget(self._side)
        scroll.add(self._columns, 1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(8)
        box.addLayout(top)
        box.addWidget(scroll, 1)

    def _work_column(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(24)
        column.addWidget(self.set_up)
        column.addWidget(self.empty)
        for section in self.sections.values():
            column.addWidget(section)
        column.addStretch(1)
        return column

    def _side_column(self) -> QWidget:
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        for card in (self.backup_card, self.today_card, self.timeliness_card, self.paediatrician_card):
            column.addWidget(card)
        column.addStretch(1)
        return side

    def _connect(self) -> None:
        for section in self.sections.values():
            section.opened.connect(self._open)
        self.today_card.opened.connect(lambda number: self.conference_requested.emit(number, "details"))
        self.today_card.diary_requested.connect(lambda: self.place_requested.emit("diary"))

    def resizeEvent(self, event: QResizeEvent, /) -> None:
        """Put the right column below the work where there is no room beside it."""
        super().resizeEvent(event)
        narrow = self.width() < theme.pixels(NARROW)
        ways = QBoxLayout.Direction
        self._columns.setDirection(ways.TopToBottom if narrow else ways.LeftToRight)
        self._side.setMinimumWidth(0 if narrow else theme.pixels(SIDE))
        self._side.setMaximumWidth(WIDEST if narrow else theme.pixels(SIDE))
        self.search_line.setMinimumWidth(theme.pixels(SEARCH_NARROW if narrow else SIDE))

    def refresh(self) -> None:
        """Ask what is due and show it; the row under the cursor stays under it."""
        today = self.session.today()
        lines = self.session.ask(what_is_due, now=self.session.now())
        self.head.set_title(long_date(today), head_words(lines))
        self._show_lines(lines, today)
        self._show_side(today)
        self.counted.emit(sum(line.urgency is not Urgency.COMING for line in lines))
        announce(self, head_words(lines))

    def _show_lines(self, lines: list[DueLine], today: date) -> None:
        calendar = self.session.ask(calendar_of)
        for urgency, section in self.sections.items():
            before = _current(section)
            section.set_rows(
                [line for line in lines if line.urgency is urgency],
                row_for=lambda line: row_for(line, today, calendar),
            )
            _choose(section, before)
        missing = [] if lines else self._missing()
        if missing:
            self.set_up.set_text("Set up the directory first.", missing_words(missing))
        self.set_up.setVisible(bool(missing))
        self.empty.setVisible(not lines and not missing)

    def _missing(self) -> list[str]:
        """What the directory lacks; asked, and its classes made, only where there is nothing else to show."""
        from conference_app.store.people import missing_for_work

        return self.session.ask(missing_for_work)

    def _show_side(self, today: date) -> None:
        month = today.replace(day=1)
        months = [month - relativedelta(months=back) for back in reversed(range(MONTHS))]
        end = month + relativedelta(months=1) - DAY
        self.backup_card.refresh()
        self.today_card.show_conferences(
            self.session.ask(lists.conferences, first=today, last=today), self.session.now()
        )
        self.timeliness_card.show_months(
            months,
            self.session.ask(report_lists.timeliness, months[0], end),
            self.session.ask(practice_of).measure("icpc_limit_wd"),
        )
        self.paediatrician_card.show_month(month, self.session.ask(report_lists.paediatrician_month, month, end))

    def _open(self, row: WorkRow) -> None:
        line: DueLine = row.data
        if line.duty in ACTIONS:
            self.action_requested.emit(line.action_id)
        elif line.duty is Duty.MORE_ACTIONS:
            self.place_requested.emit("actions")
        elif line.duty in CHASED:
            self.chase_requested.emit(line.reference)
        else:
            self.conference_requested.emit(line.conference_id, TABS[line.duty])

    def _search(self) -> None:
        if words := self.search_line.text().strip():
            self.search_requested.emit(words)

    def focus_first(self) -> None:
        """Put the keyboard on the first thing to do."""
        lists_shown = [section.list for section in self.sections.values() if not section.isHidden()]
        (lists_shown[0] if lists_shown else self.search_line).setFocus(Qt.FocusReason.OtherFocusReason)


def _key(row: WorkRow | None) -> tuple[object, ...] | None:
    if row is None:
        return None
    line: DueLine = row.data
    return line.duty, line.conference_id, line.action_id


def _current(section: WorkSection) -> tuple[object, ...] | None:
    return _key(section.list.currentIndex().data(RowRole))


def _choose(section: WorkSection, wanted: tuple[object, ...] | None) -> None:
    for number, row in enumerate(section.list.rows()):
        if _key(row) == wanted:
            section.list.setCurrentIndex(section.list.model().index(number, 0))
