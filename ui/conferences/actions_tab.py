"""Actions of a conference: those it raised and the family's earlier open ones, with one beside them."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from conference_app.domain.actions import Action
from conference_app.domain.conference import Conference
from conference_app.domain.spoken_dates import counted, short_date
from conference_app.store import actions, attendance

from ..action_form import log_dialog
from ..action_panel import ActionPanel, due_words
from ..background import Background
from ..focus import give_focus
from ..session import Session
from ..widgets.buttons import button
from ..widgets.form_dialog import FormDialog
from ..widgets.rows_model import Column, RowsModel
from ..widgets.table_view import TableView
from ..widgets.text import Tone, label
from .tab import ConferenceTab

SHORTCUT = "Ctrl+Shift+A"


class ActionsTab(ConferenceTab):
    """A table, the action chosen in it, and a form for a new one."""

    def __init__(self, session: Session, background: Background, parent: QWidget | None = None) -> None:
        super().__init__(session, background, parent)
        self._found: Conference | None = None
        self.dialog: FormDialog | None = None
        self.model: RowsModel[Action] = RowsModel(self._columns(), key=lambda row: row.id)
        self.table = TableView(
            self.model, name="Actions", empty="No actions yet. Log what was promised before people leave the room."
        )
        self.panel = ActionPanel(session, done_kind="secondary")
        self.counts = label(role="muted")
        self.log_button = button("Log an action", self.log, kind="primary", icon="plus", hint=f"{SHORTCUT}")
        QShortcut(QKeySequence(SHORTCUT), self, self.log, context=Qt.ShortcutContext.WindowShortcut)
        self._lay_out()
        self.table.selection_changed.connect(self._chosen)
        self.table.opened.connect(lambda _row: self.panel.focus_first())
        self.panel.conference_requested.connect(self.conference_requested)
        self.panel.family_requested.connect(self.family_requested)
        self.panel.said.connect(self.said)
        self.panel.focus_left.connect(lambda: give_focus(self.table))

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self.counts, 1)
        head.addWidget(self.log_button)
        left = QVBoxLayout()
        left.setSpacing(12)
        left.addLayout(head)
        left.addWidget(self.table, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        row.addLayout(left, 1)
        row.addWidget(self.panel)

    def _columns(self) -> list[Column[Action]]:
        today = self.session.today
        return [
            Column(
                "Action",
                lambda row: " ".join(row.text.split()),
                second=self._about,
                stretch=True,
                hint=lambda row: row.text,
            ),
            Column("Owner", lambda row: row.owner, second=lambda row: row.agency_name, width=150),
            Column(
                "Due",
                lambda row: short_date(row.due_on),
                sort=lambda row: row.due_on,
                second=lambda row: "" if row.done_on else due_words(row.due_on, today()),
                tone=lambda row: Tone.RED if row.days_late(today()) else None,
            ),
            Column("State", _state, tag=_state_tag),
        ]

    def _about(self, row: Action) -> str:
        """Whom it is for, and where it was not raised here since when."""
        whom = row.child_name or "whole family"
        here = self._found is not None and row.conference_id == self._found.id
        return whom if here or not row.raised_on else f"{whom} · raised {short_date(row.raised_on)}"

    def show_conference(self, found: Conference) -> None:
        other = self._found is None or self._found.id != found.id
        self._found = found
        own = self.session.ask(actions.actions_of_conference, found.id)
        day = found.day or self.session.today()
        earlier = self.session.ask(actions.open_before, found.family_id, found.id, day)
        self.model.set_rows([*own, *earlier])
        still_open = sum(row.done_on is None for row in own)
        self.counts.setText(
            f"{counted(len(own), 'action')} from this conference, {still_open or 'none'} open. "
            f"{len(earlier) or 'None'} still open from before."
        )
        chosen = self.table.selected_rows()
        if (other or not chosen) and self.model.rowCount():
            self.table.selectRow(0)
        else:
            self._chosen(chosen)

    def _chosen(self, rows: list[Action]) -> None:
        self.panel.show_action(rows[0].id if rows else None)

    def log(self) -> None:
        """Open the form for a new action of this conference."""
        if self._found is None:
            return
        there = [person.name for person in self.session.ask(attendance.register, self._found.id)]
        self.dialog = log_dialog(self.session, self._found.family_id, self._found.id, self, people_known=there)
        self.dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.dialog.saved.connect(self._logged)
        self.dialog.open()

    def _logged(self, action_id: int) -> None:
        self.table.select_key(action_id)
        give_focus(self.table)
        self.said.emit("The action is logged.", None)


def _state(row: Action) -> str:
    if row.done_on:
        return "done"
    return "escalated" if row.escalated_on else "open"


def _state_tag(row: Action) -> tuple[str, Tone] | None:
    tones = {"done": Tone.GREEN, "escalated": Tone.AMBER, "open": Tone.BLUE}
    return _state(row), tones[_state(row)]
