"""Families: a list that is searched in the store, and beside it the family that is chosen."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from conference_app.domain.errors import RuleBroken
from conference_app.domain.listings import FamilyRow
from conference_app.domain.spoken_dates import counted, short_date
from conference_app.store import lists
from conference_app.use_cases import keep_family

from .. import theme
from ..session import Session
from ..widgets.buttons import button
from ..widgets.empty_state import EmptyState
from ..widgets.filter_line import FilterLine
from ..widgets.form_dialog import FormDialog
from ..widgets.rows_model import Column, RowsModel
from ..widgets.tab_order import in_order
from ..widgets.table_view import TableView
from ..widgets.text import label
from .family_forms import family_form, family_from
from .family_view import FamilyView

LIST_WIDTH = 384
CHOOSE = ("Choose a family", "Everything known about it is shown here.")


class FamiliesTab(QWidget):
    """`open_family` from anywhere; the list asks the store for what is typed."""

    family_added = Signal(int)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.model: RowsModel[FamilyRow] = RowsModel(_columns(), key=lambda row: row.id)
        self.table = TableView(self.model, name="Families", empty="No family yet. Add the first one.")
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.selection_changed.connect(self._show_selected)
        self.search = FilterLine(None, "Name or system number", below=self.table)
        self.search.setMinimumWidth(theme.pixels(180))
        self.search.narrowed.connect(lambda text: self._fill())
        self.more = label("Only the first 1,000 are listed: type a name.", "small")
        self.more.hide()
        self.view = FamilyView(session)
        self.table.opened.connect(lambda row: self.view.focus_first())
        self.nothing = EmptyState(*CHOOSE, icon="users")
        self.right = QStackedWidget()
        self._lay_out()

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(12)
        top.addWidget(self.search, 1)
        top.addWidget(button("&Add family…", self.new_family, icon="plus"))
        left = QWidget()
        left.setFixedWidth(theme.pixels(LIST_WIDTH))
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addLayout(top)
        column.addWidget(self.table, 1)
        column.addWidget(self.more)
        self.right.addWidget(self.nothing)
        self.right.addWidget(self.view)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(24)
        row.addWidget(left)
        row.addWidget(self.right, 1)
        in_order(self)

    def refresh(self) -> None:
        """Ask for the list and for the family shown again."""
        self._fill()
        if self.view.family is not None:
            self._show(self.view.family.id)

    def open_family(self, family_id: int) -> None:
        """Show one family, in the list too."""
        self.search.clear()
        self.search.apply()
        self._show(family_id)
        if not self.table.select_key(family_id) and self.view.family is not None:
            self.search.setText(self.view.family.name)
            self.search.apply()
            self.table.select_key(family_id)

    def new_family(self) -> None:
        """Ask for a new family, then show it."""
        dialog = FormDialog(
            "Add family",
            family_form(None),
            lambda values: self.session.perform(keep_family.keep_family, family_from(None, values)),
            save_word="Add family",
            note="Children, household and addresses are added next.",
            parent=self,
        )
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.saved.connect(self._opened_new)
        dialog.open()

    def _opened_new(self, family_id: int) -> None:
        self._fill()
        self.open_family(family_id)
        self.view.add_child_button.setFocus(Qt.FocusReason.OtherFocusReason)
        self.family_added.emit(family_id)

    def _fill(self) -> None:
        text = self.search.text()
        rows = self.session.ask(lists.families, text=text, today=self.session.today())
        self.table.set_empty("No family has that name or number." if text else "No family yet. Add the first one.")
        self.model.set_rows(rows)
        if not rows and not text:
            self.nothing.set_text("No family yet", "Add the first one; then its children, household and addresses.")
        else:
            self.nothing.set_text(*CHOOSE)
        self.more.setVisible(len(rows) >= lists.MOST_ROWS)

    def _show_selected(self, rows: list[Any]) -> None:
        if rows:
            self._show(rows[0].id)

    def _show(self, family_id: int) -> None:
        try:
            self.view.show_family(family_id)
        except RuleBroken:
            self.view.family = None
        self.right.setCurrentWidget(self.nothing if self.view.family is None else self.view)


def _columns() -> list[Column[FamilyRow]]:
    return [
        Column(
            "Family",
            lambda row: row.name,
            second=lambda row: row.children or "no child yet",
            stretch=True,
            strong=True,
            hint=lambda row: f"{row.name}: {row.children}",
        ),
        Column(
            "Conference", _conference, second=_which, sort=lambda row: row.next_conference_at or row.last_conference_at
        ),
    ]


def _conference(row: FamilyRow) -> str:
    at = row.next_conference_at or row.last_conference_at
    return short_date(at.date()) if at else ""


def _which(row: FamilyRow) -> str:
    which = "next" if row.next_conference_at else "last" if row.last_conference_at else ""
    actions = counted(row.open_actions, "open action") if row.open_actions else ""
    return " · ".join(part for part in (which, actions) if part)
