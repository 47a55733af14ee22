"""One list of the directory: a table, a filter, and beside it the form of the entry that is open."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractItemView, QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from conference_app.domain.people import PAEDIATRICIAN

from ..session import Session
from ..widgets.banner import Banner
from ..widgets.buttons import button
from ..widgets.card import discard
from ..widgets.filter_line import FilterLine
from ..widgets.form_dialog import SidePanel
from ..widgets.rows_model import RowsModel
from ..widgets.tab_order import in_order
from ..widgets.table_view import TableView
from ..widgets.text import Tone
from .directory_forms import PROFESSIONALS, Directory

NO_PAEDIATRICIAN = "No paediatrician or duty mailbox is in the directory: without one no invitation can go out."


class DirectoryTab(QWidget):
    """Entries are added and changed in the panel; one no longer used is ticked as such, never deleted."""

    said = Signal(str, object)

    def __init__(self, session: Session, directory: Directory[Any], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session, self.directory = session, directory
        self.panel: SidePanel | None = None
        self._open_id: int | None = None  # the entry in the panel, None for a new one
        self.model: RowsModel[Any] = RowsModel(directory.columns(session), key=lambda row: row.id)
        self.table = TableView(self.model, name=directory.title, empty=directory.empty)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.opened.connect(self.edit)
        self.table.selection_changed.connect(self._follow)
        self.filter = FilterLine(self.model, f"Filter {directory.title.lower()}", below=self.table)
        self.old_ones = QCheckBox(directory.gone)
        self.old_ones.toggled.connect(lambda on: self._narrow())
        self.banner = Banner(
            Tone.RED,
            NO_PAEDIATRICIAN,
            "Add a doctor, or the mailbox of the safeguarding paediatrics service.",
            (button("Add a paediatrician", self.add_paediatrician),),
        )
        self.banner.hide()
        self._lay_out()
        self._narrow()

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(16)
        top.addWidget(self.filter)
        top.addWidget(self.old_ones)
        top.addStretch(1)
        self.edit_button = button("Ed&it…", self.edit_chosen, icon="pencil")
        self.edit_button.setEnabled(False)
        self.table.selection_changed.connect(lambda rows: self.edit_button.setEnabled(bool(rows)))
        top.addWidget(self.edit_button)
        top.addWidget(button(f"&Add {self.directory.noun}…", self.add, kind="primary", icon="plus"))
        self.columns = QHBoxLayout()
        self.columns.setSpacing(16)
        self.columns.addWidget(self.table, 1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(12)
        box.addWidget(self.banner)
        box.addLayout(top)
        box.addLayout(self.columns, 1)
        in_order(self)

    def refresh(self) -> None:
        """Ask for the entries again; the panel keeps what is being typed."""
        entries = self.session.ask(self.directory.read)
        self.model.set_rows(entries)
        if self.directory.title == PROFESSIONALS.title:
            found = any(getattr(each, "role_code", "") == PAEDIATRICIAN and each.active for each in entries)
            self.banner.setVisible(not found)

    def add(self) -> None:
        """A panel for a new entry."""
        self._open(None)

    def edit(self, entry: Any) -> None:
        """A panel for an entry."""
        self._open(entry)

    def edit_chosen(self) -> None:
        """A panel for the entry under the cursor."""
        entry = self.table.current_row()
        if entry is not None:
            self._open(entry)

    def add_paediatrician(self) -> None:
        """A panel for a new doctor or mailbox."""
        self._open(None)
        if self.panel is not None:
            self.panel.form.set_values({"role_code": PAEDIATRICIAN})

    def _narrow(self) -> None:
        with_old = self.old_ones.isChecked()
        self.model.set_condition(None if with_old else lambda entry: entry.active)

    def _open(self, entry: Any) -> None:
        if self.panel is not None and self.panel.form.is_changed():
            self.said.emit("Save or close what you are typing first.", None)
            self._mark_open()
            self.panel.form.focus_first()
            return
        self._drop()
        self._open_id = entry.id if entry else None
        noun = self.directory.noun
        panel = SidePanel(
            f"Edit {noun}" if entry else f"Add {noun}",
            self.directory.form(self.session, entry),
            lambda values: self.session.perform(self.directory.keep, self.directory.entry(entry, values)),
            save_word="Save" if entry else f"Add {noun}",
            width=360,
            parent=self,
        )
        panel.saved.connect(self._saved if entry else self._added)
        panel.closed.connect(self.close_panel)
        escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), panel, self.close_panel)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        for keys in ("Ctrl+Return", "Ctrl+Enter", "Ctrl+S"):
            save = QShortcut(QKeySequence(keys), panel, panel.try_save)
            save.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self._show(panel)

    def _show(self, panel: SidePanel) -> None:
        self.panel = panel
        self.columns.addWidget(panel)
        panel.show()
        in_order(self)
        self._mark_open()
        panel.form.focus_first()

    def _mark_open(self) -> None:
        """The line marked is the entry in the panel, and none for a new one."""
        if self._open_id is None:
            self.table.clearSelection()
        else:
            self.table.select_key(self._open_id)

    def _follow(self, rows: list[Any]) -> None:
        """Another line while an entry is open: it takes its place, unless something is being typed."""
        if self.panel is None or self._open_id is None or not rows or rows[0].id == self._open_id:
            return
        if self.panel.form.is_changed():
            self.said.emit("Save or close what you are typing first.", None)
            QTimer.singleShot(0, self, self._mark_open)
            return
        had_focus = self.table.hasFocus()
        self._open(rows[0])
        if had_focus:
            self.table.setFocus()

    def _added(self, entry_id: Any) -> None:
        """The next one can be typed at once."""
        self.refresh()
        number = self.model.find(entry_id)
        name = self.model.row(number).name if number >= 0 else f"The {self.directory.noun}"
        self._open(None)
        self.table.select_key(entry_id)
        self.said.emit(f"{name} is in the directory now.", None)

    def _saved(self, entry_id: Any) -> None:
        self._drop()
        self.refresh()
        if self.table.select_key(entry_id):
            self.table.setFocus()

    def close_panel(self) -> None:
        """Leave the panel; what was typed and not saved can be brought back."""
        panel = self.panel
        if panel is None:
            return
        if panel.form.is_changed():
            self.panel, entry_id = None, self._open_id
            panel.hide()
            self.said.emit("Closed without saving.", lambda: self._bring_back(panel, entry_id))
        else:
            self._drop()
        self.table.setFocus()

    def _bring_back(self, panel: SidePanel, entry_id: int | None) -> SidePanel:
        self._drop()
        self._open_id = entry_id
        self._show(panel)
        return panel

    def _drop(self) -> None:
        if self.panel is not None:
            discard(self.panel)
            self.panel = None
