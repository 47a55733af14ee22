"""Actions: everything still owed, by whom and since when, with the one chosen beside the list."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from conference_app.domain.listings import ActionRow
from conference_app.domain.spoken_dates import counted
from conference_app.store import actions, lists
from conference_app.use_cases.list_outstanding import as_csv
from conference_app.use_cases.outcome import Topic

from .. import file_dialogs, theme
from ..action_panel import ActionPanel
from ..background import Background
from ..focus import give_focus
from ..page import Page
from ..session import Session
from ..widgets.buttons import button
from ..widgets.choice import Choice
from ..widgets.page_head import PageHead
from ..widgets.rows_model import RowsModel
from ..widgets.tab_strip import TabBar
from ..widgets.table_view import TableView
from ..widgets.text import label
from ..widgets.tool_row import ToolRow
from .printing import PrintDialog
from .search_line import SearchLine
from .tables import ORDERS, done_columns, outstanding_columns

DONE_SINCE = timedelta(days=92)  # how far back the done ones are shown
OUTSTANDING, DONE = 0, 1
NOTHING = ("Nothing is outstanding here.", "Nothing was closed in the last three months.")


def ask_where_to_save(parent: QWidget, suggested: str) -> str:
    """The path the user chose, "" for none."""
    return file_dialogs.ask_where_to_save(parent, "Export the list", suggested, "CSV (*.csv)", "csv")


class ActionsPage(Page):
    """Two views of one kind of thing: outstanding, and done in the last three months."""

    topics: ClassVar[frozenset[Topic]] = frozenset({Topic.ACTIONS, Topic.FAMILIES, Topic.PEOPLE})

    def __init__(
        self,
        session: Session,
        background: Background,
        parent: QWidget | None = None,
        *,
        where_to_save: Callable[[QWidget, str], str] = ask_where_to_save,
    ) -> None:
        super().__init__(session, background, parent)
        self._where_to_save = where_to_save
        self._pinned: int | None = None
        self.printing: PrintDialog | None = None
        self._build()
        self._lay_out()
        self._connect()

    # building

    def _build(self) -> None:
        self.head = PageHead("Actions")
        self.head.add_action(button("Export CSV…", self.export, icon="download"))
        self.print_button = button("Print…", self.print_list, icon="printer", shortcut=QKeySequence.StandardKey.Print)
        self.head.add_action(self.print_button)
        self.views = TabBar()
        self.views.setAccessibleName("Which actions")
        self.views.addTab("Outstanding")
        self.views.addTab("Done in the last 3 months")
        self.outstanding: RowsModel[ActionRow] = RowsModel(
            outstanding_columns(self.session.today), key=lambda row: row.id
        )
        self.done: RowsModel[ActionRow] = RowsModel(done_columns(), key=lambda row: row.id)
        self.tables = (
            TableView(self.outstanding, name="Outstanding actions", export=self._write, empty=NOTHING[OUTSTANDING]),
            TableView(self.done, name="Actions done", empty=NOTHING[DONE]),
        )
        self.stack = QStackedWidget()
        for table in self.tables:
            self.stack.addWidget(table)
        self.panel = ActionPanel(self.session)
        self.search_line = SearchLine("Search action, child, family or reference", below=self.stack)
        self.owner_choice = Choice(none="Every owner", search=False)
        self.due_choice = Choice([("overdue", "Overdue"), ("week", "Due this week")], none="Any due date")
        self.order_choice = Choice(
            [("due", "By due date"), ("owner", "By owner"), ("agency", "By agency"), ("family", "By family")], none=None
        )
        self.order_choice.set_value("due")
        self.counted = label(role="muted", wrap=False)

    def _lay_out(self) -> None:
        left = QVBoxLayout()
        left.setSpacing(12)
        left.addWidget(self._filters())
        left.addWidget(self.stack, 1)
        middle = QHBoxLayout()
        middle.setSpacing(16)
        middle.addLayout(left, 1)
        middle.addWidget(self.panel)
        box = QVBoxLayout(self)
        box.setContentsMargins(24, 16, 24, 24)
        box.setSpacing(12)
        box.addWidget(self.head)
        box.addWidget(self.views)
        box.addLayout(middle, 1)

    def _filters(self) -> ToolRow:
        self.search_line.setMinimumWidth(theme.pixels(180))
        for choice, name in (
            (self.owner_choice, "Owner"),
            (self.due_choice, "When it is due"),
            (self.order_choice, "Order"),
        ):
            choice.setFixedWidth(theme.pixels(148))
            choice.combo.setAccessibleName(name)
        return ToolRow(self.search_line, (self.owner_choice, self.due_choice, self.order_choice), least=180)

    def _connect(self) -> None:
        self.views.currentChanged.connect(self._show_view)
        self.search_line.searched.connect(self.refresh)
        for choice in (self.owner_choice, self.due_choice):
            choice.changed.connect(self.refresh)
        self.order_choice.changed.connect(self._reorder)
        for table in self.tables:
            table.selection_changed.connect(self._chosen)
            table.opened.connect(lambda _row: self.panel.focus_first())
        self.panel.conference_requested.connect(self.conference_requested)
        self.panel.family_requested.connect(self.family_requested)
        self.panel.said.connect(self.said)
        self.panel.focus_left.connect(lambda: give_focus(self.table))

    # showing

    @property
    def table(self) -> TableView:
        """The table of the view that is open."""
        return self.tables[self.views.currentIndex()]

    def refresh(self) -> None:
        table = self.table
        place = max(table.currentIndex().row(), 0)
        rows = self._outstanding_rows() if self.views.currentIndex() == OUTSTANDING else self._done_rows()
        table.rows_model.set_rows(rows)
        self._show_counts(rows)
        self.print_button.setEnabled(bool(rows))
        chosen = table.selected_rows()
        if self._pinned is not None:
            self.panel.show_action(self._pinned)
        elif chosen:
            self.panel.show_action(chosen[0].id)
        elif table.rows_model.rowCount():
            table.selectRow(min(place, table.rows_model.rowCount() - 1))
        else:
            self.panel.show_action(None)

    def _outstanding_rows(self) -> list[ActionRow]:
        today = self.session.today()
        self.owner_choice.set_options([(owner, owner) for owner in self.session.ask(lists.owners)])
        first, last = _period(self.due_choice.value(), today)
        rows = self.session.ask(
            lists.outstanding,
            text=self.search_line.text(),
            owner=self.owner_choice.value() or "",
            due_from=first,
            due_by=last,
        )
        return sorted(rows, key=ORDERS[self.order_choice.value()])

    def _done_rows(self) -> list[ActionRow]:
        rows = self.session.ask(lists.actions_done, since=self.session.today() - DONE_SINCE)
        words, owner = self.search_line.text().casefold().split(), self.owner_choice.value()
        rows = [row for row in rows if not owner or row.owner == owner]
        return [row for row in rows if all(word in _haystack(row) for word in words)]

    def _show_counts(self, rows: list[ActionRow]) -> None:
        today = self.session.today()
        if self.views.currentIndex() == DONE:
            self.head.set_title("Actions", f"{counted(len(rows), 'action')} done.")
            return
        late = sum(row.due_on < today for row in rows)
        if not rows:
            self.head.set_title("Actions", "Nothing outstanding.")
            return
        more = "The first " if len(rows) >= lists.MOST_ROWS else ""
        ending = " Search or choose an owner to see the others." if more else ""
        self.head.set_title("Actions", f"{more}{counted(len(rows), 'action')} outstanding, {late} overdue.{ending}")

    def _show_view(self, number: int) -> None:
        self.stack.setCurrentIndex(number)
        self._pinned = None
        self.due_choice.setVisible(number == OUTSTANDING)
        self.order_choice.setVisible(number == OUTSTANDING)
        self.refresh()

    def _reorder(self) -> None:
        self.table.horizontalHeader().setSortIndicator(-1, self.table.horizontalHeader().sortIndicatorOrder())
        self.refresh()

    def _chosen(self, rows: list[ActionRow]) -> None:
        if rows:
            self._pinned = None
            self.panel.show_action(rows[0].id)

    def focus_first(self) -> None:
        self.table.setFocus()

    def open_action(self, action_id: int) -> None:
        """Show one action, whatever was searched for before; also one the list does not reach."""
        found = self.session.ask(actions.action, action_id)
        self.search_line.clear()
        self.search_line.apply()
        self.owner_choice.set_value(None)
        self.due_choice.set_value(None)
        self.views.setCurrentIndex(DONE if found.done_on else OUTSTANDING)
        self.refresh()
        if not self.table.select_key(action_id):
            self._pinned = action_id
            self.table.clearSelection()
            self.panel.show_action(action_id)
            self.table.setFocus(Qt.FocusReason.NoFocusReason)  # no line is it
            return
        self.table.setFocus()

    # out

    def print_list(self) -> None:
        """Ask how the list is grouped, and show it as paper."""
        if self.views.currentIndex() != OUTSTANDING:
            self.views.setCurrentIndex(OUTSTANDING)
        rows, order = self.outstanding.rows(), self.order_choice.value()
        self.printing = PrintDialog(rows, self.session, self.background, order, self)
        self.printing.open()

    def export(self) -> None:
        """Write the list as shown to a CSV file the user names."""
        self._write(self.table.rows_model.rows())

    def _write(self, rows: list[Any]) -> None:
        today: date = self.session.today()
        chosen = self._where_to_save(self, f"actions-{today.isoformat()}.csv")
        if not chosen:
            return
        try:
            Path(chosen).write_bytes(as_csv(rows, as_of=today))
        except OSError as problem:
            self.session.show_problem(f"The list was not written: {problem.strerror}. Choose another place.")
            return
        self.said.emit(f"{counted(len(rows), 'line')} written to {Path(chosen).name}.", None)


def _period(when: str | None, today: date) -> tuple[date | None, date | None]:
    """The first and last due day of what is asked for."""
    if when == "overdue":
        return None, today - timedelta(days=1)
    return (today, today + timedelta(days=6 - today.weekday())) if when == "week" else (None, None)


def _haystack(row: ActionRow) -> str:
    return " ".join((row.text, row.child_name, row.family_name, row.owner, row.reference)).casefold()
