"""Closures: days on which the council's own procedure stops the clock."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QVBoxLayout, QWidget

from conference_app.domain.errors import RuleBroken, raise_all
from conference_app.domain.listings import Closure
from conference_app.domain.spoken_dates import counted, long_date
from conference_app.store import settings
from conference_app.use_cases import change_settings
from conference_app.use_cases.rules_in_force import calendar_of

from ..session import Session
from ..widgets.buttons import button
from ..widgets.date_field import DateField
from ..widgets.editors import TextLine
from ..widgets.form import Form
from ..widgets.form_dialog import FormDialog
from ..widgets.rows_model import Column, RowsModel
from ..widgets.table_view import TableView
from ..widgets.text import label
from .recounting import RecountNotice, recounted_words

NOTE = (
    "Limits counted from now on skip these days. Enter a closure only if the council's own procedure stops the clock "
    "on it: a day on which the offices are merely shut still counts."
)


class ClosuresTab(QWidget):
    """A removed closure can be brought back at once."""

    said = Signal(str, object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.model: RowsModel[Closure] = RowsModel(
            [
                Column(
                    "First day", lambda each: long_date(each.first_day), sort=lambda each: each.first_day, width=260
                ),
                Column("Last day", lambda each: long_date(each.last_day), sort=lambda each: each.last_day, width=260),
                Column("Length", _length, sort=lambda each: (each.last_day - each.first_day).days, width=120),
                Column("Why", lambda each: each.reason, stretch=True),
            ],
            key=lambda each: each.id,
        )
        empty = "No closures. Weekends and bank holidays are skipped anyway."
        self.table = TableView(self.model, name="Closures", empty=empty)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.opened.connect(self.edit)
        self.table.add_menu_action("Remove", lambda rows: self.remove_chosen())
        self.edit_button = button("Ed&it…", self.edit_chosen, icon="pencil")
        self.remove_button = button("&Remove", self.remove_chosen, icon="trash-2")
        self.add_button = button("&Add closure…", lambda: self.edit(None), kind="primary", icon="plus")
        for each in (self.edit_button, self.remove_button):
            each.setEnabled(False)
            self.table.selection_changed.connect(lambda rows, it=each: it.setEnabled(bool(rows)))
        top = QHBoxLayout()
        top.setSpacing(12)
        top.addWidget(label(NOTE, "muted"), 1)
        for each in (self.edit_button, self.remove_button, self.add_button):
            top.addWidget(each)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(12)
        self.notice = RecountNotice(session)
        self.notice.recounted.connect(lambda count: self.said.emit(recounted_words(count), None))
        box.addWidget(self.notice)
        box.addLayout(top)
        box.addWidget(self.table, 1)

    def refresh(self) -> None:
        """Ask for the closures again, and whether conferences ahead were counted by others."""
        self.model.set_rows(self.session.ask(settings.closures))
        self.notice.refresh()

    def edit(self, closure: Closure | None) -> None:
        """The form of one closure, or of a new one."""
        dialog = FormDialog(
            "Edit closure" if closure else "Add closure",
            self._form(closure),
            lambda values: self.session.perform(change_settings.keep_closure, closure_from(closure, values)),
            note=NOTE,
            width=680,
            parent=self,
        )
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.saved.connect(lambda _: self.refresh())
        dialog.open()

    def edit_chosen(self) -> None:
        """The form of the closure under the cursor."""
        closure = self.table.current_row()
        if closure is not None:
            self.edit(closure)

    def remove_chosen(self) -> None:
        """Take the closure under the cursor away, with a way back."""
        closure = self.table.current_row()
        if closure is not None and self.session.attempt(change_settings.remove_closure, closure) is not None:
            self.refresh()
            self.said.emit(f"Closure removed: {closure.reason}.", lambda: self._bring_back(closure))

    def _bring_back(self, closure: Closure) -> int | None:
        kept = self.session.attempt(change_settings.keep_closure, replace(closure, id=0, version=0))
        self.refresh()
        return kept

    def _form(self, closure: Closure | None) -> Form:
        form = Form()
        calendar = self.session.ask(calendar_of)
        with form.row():
            for key, word in (("first_day", "First day"), ("last_day", "Last day")):
                value = getattr(closure, key) if closure else None
                form.add(key, word, DateField(today=self.session.today, calendar=calendar), value=value)
        form.add("reason", "Why", TextLine(hint="Christmas closure"), value=closure.reason if closure else None)
        return form


def closure_from(closure: Closure | None, values: Mapping[str, Any]) -> Closure:
    """RuleBroken `required` for each day that is missing."""
    missing = (("first_day", "the first day"), ("last_day", "the last day"))
    raise_all([RuleBroken("required", field=key, what=what) for key, what in missing if values[key] is None])
    return replace(closure or Closure(values["first_day"], values["last_day"], ""), **values)


def _length(closure: Closure) -> str:
    return counted((closure.last_day - closure.first_day).days + 1, "day")
