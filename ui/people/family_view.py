"""One family on a page: children, household, addresses, medicals, conferences and open actions."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from conference_app.domain.family import Address, Child, Family, HouseholdMember, Medical
from conference_app.domain.people import PAEDIATRICIAN
from conference_app.domain.spoken_dates import counted, short_date
from conference_app.store import conferences, families, lists, people
from conference_app.use_cases import keep_family
from conference_app.use_cases.look_ahead import LawfulWindow, windows_ahead

from ..session import Session
from ..widgets.buttons import button
from ..widgets.form import Form
from ..widgets.form_dialog import FormDialog
from ..widgets.page_head import PageHead
from ..widgets.rows_model import Column, RowsModel
from ..widgets.scroll_page import ScrollPage
from ..widgets.table_view import TableView
from ..widgets.text import label
from . import family_forms as forms
from .family_columns import (
    ACTIONS_EMPTY,
    MemberRow,
    action_columns,
    address_columns,
    child_columns,
    conference_columns,
    medical_columns,
    member_columns,
    member_rows,
    window_columns,
)


@dataclass
class _Part:
    """One list of the page."""

    model: RowsModel[Any]
    table: TableView


class FamilyView(QWidget):
    """The chosen family; everything is added and changed here, and nothing is ever deleted."""

    conference_requested = Signal(int, str)
    action_requested = Signal(int)
    review_requested = Signal(int)
    request_requested = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.family: Family | None = None
        self.parts: dict[str, _Part] = {}
        self.add_buttons: dict[str, QPushButton] = {}
        self.head = PageHead()
        self.note = label(role="muted")
        self.review_button = button("New re&view…", self._want_review)
        self.request_button = button("New re&quest…", self._want_request, kind="primary")
        self.page = ScrollPage(margin=0)
        self._lay_out()

    def _lay_out(self) -> None:
        self.head.add_action(button("Ed&it family…", self.edit_family))
        self.head.add_action(self.review_button)
        self.head.add_action(self.request_button)
        self.page.add(self.head)
        self.page.add(self.note)
        today = self.session.today
        self._part(
            "children",
            "Children",
            child_columns(today),
            self.edit_child,
            "Add &child…",
            "No child yet. Add the first one.",
        )
        self._part(
            "household",
            "Household and contacts",
            member_columns(),
            self._edit_member_row,
            "Add &person…",
            "Nobody yet. Who lives in, visits or cares for the children?",
            lambda row: row.member.id,
        )
        self._part(
            "addresses",
            "Addresses",
            address_columns(),
            self.edit_address,
            "Add a&ddress…",
            "No address yet. Addresses are shown here only.",
        )
        self._part(
            "medicals", "Medicals", medical_columns(), self.edit_medical, "Add &medical…", "No examination on record."
        )
        self._part("conferences", "Conferences", conference_columns(), self._open_conference, "", "No conference yet.")
        self._part(
            "windows",
            "Next lawful windows",
            window_columns(today),
            self._open_window,
            "",
            "No conference is ahead: nobody is on a plan and none is asked for.",
            lambda row: (row.type, row.last),
        )
        self._part("actions", "Open actions", action_columns(today), self._open_action, "", ACTIONS_EMPTY)
        self.page.finish()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.page)

    def _part(
        self,
        key: str,
        title: str,
        columns: Sequence[Column[Any]],
        open_row: Callable[[Any], object],
        add_word: str,
        empty: str,
        row_key: Callable[[Any], Hashable] = lambda row: row.id,
    ) -> None:
        model: RowsModel[Any] = RowsModel(columns, key=row_key)
        table = TableView(model, name=title, empty=empty)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.opened.connect(open_row)
        table.fit_rows()
        head = QHBoxLayout()
        head.addWidget(label(title, "heading"), 1)
        if add_word:
            edit = button("Edit…", lambda: self._edit_current(table, open_row), kind="quiet", icon="pencil")
            edit.setAccessibleName(f"Edit the chosen line of {title}")
            edit.setEnabled(False)
            table.selection_changed.connect(lambda rows: edit.setEnabled(bool(rows)))
            head.addWidget(edit)
            add = button(add_word, lambda: open_row(None), kind="quiet", icon="plus")
            self.add_buttons[key] = add
            head.addWidget(add)
        column = QVBoxLayout()
        column.setSpacing(4)
        column.addLayout(head)
        column.addWidget(table)
        self.page.add(column)
        self.parts[key] = _Part(model, table)

    @staticmethod
    def _edit_current(table: TableView, open_row: Callable[[Any], object]) -> None:
        row = table.current_row()
        if row is not None:
            open_row(row)

    # -- showing --------------------------------------------------------------------------------------

    def show_family(self, family_id: int) -> None:
        """Read one family again and show it; RuleBroken `no_family`."""
        another = self.family is None or self.family.id != family_id
        self.family = family = self.session.ask(families.family, family_id)
        rows: dict[str, Sequence[Any]] = {
            "children": family.children,
            "household": self._household(family),
            "addresses": family.addresses,
            "medicals": family.medicals,
            "conferences": list(reversed(self.session.ask(lists.conferences, family_id=family_id))),
            "windows": self.session.ask(windows_ahead, family_id, today=self.session.today()),
            "actions": self.session.ask(lists.outstanding, family_id=family_id),
        }
        for key, part in self.parts.items():
            if another:
                part.table.clearSelection()
            part.model.set_rows(rows[key])
        self._show_head(family, rows)
        if another:
            self.page.verticalScrollBar().setValue(0)

    def _show_head(self, family: Family, rows: dict[str, Sequence[Any]]) -> None:
        self.head.set_title(f"{family.name} family")
        facts = [counted(len(family.children), "child", "children")]
        ahead = [row for row in rows["conferences"] if row.status.is_ahead and row.starts_at]
        if ahead:
            facts.append(f"next conference {short_date(ahead[-1].starts_at.date())}")
        if rows["actions"]:
            facts.append(counted(len(rows["actions"]), "open action"))
        self.head.set_facts(label(" · ".join(facts), "muted", wrap=False))
        self.note.setText(family.note)
        self.note.setVisible(bool(family.note))
        self.review_button.setEnabled(any(row.status.was_held for row in rows["conferences"]))

    def _household(self, family: Family) -> list[MemberRow]:
        tomorrow = self.session.today() + timedelta(days=1)
        previous = self.session.ask(conferences.previous_held, family.id, tomorrow.isoformat())
        since = previous.day if previous else None
        changed = self.session.ask(families.changed_since, family.id, since) if since else []
        return member_rows(family.household, {each.id for each in changed}, since)

    @property
    def add_child_button(self) -> QPushButton:
        """Where work on a new family goes on."""
        return self.add_buttons["children"]

    def focus_first(self) -> None:
        """Put the keyboard on the first list of the family."""
        self.parts["children"].table.setFocus()

    # -- wishes ---------------------------------------------------------------------------------------

    def _want_review(self) -> None:
        if self.family is not None:
            self.review_requested.emit(self.family.id)

    def _want_request(self) -> None:
        if self.family is not None:
            self.request_requested.emit(self.family.id)

    def _open_conference(self, row: Any) -> None:
        self.conference_requested.emit(row.id, "details")

    def _open_window(self, row: LawfulWindow) -> None:
        """The conference of a window, or the request of the review that is still to be asked for."""
        if row.conference is not None:
            self.conference_requested.emit(row.conference.id, "details")
        elif not row.supposed:
            self._want_review()

    def _open_action(self, row: Any) -> None:
        self.action_requested.emit(row.id)

    # -- forms ----------------------------------------------------------------------------------------

    def edit_family(self) -> None:
        """The form of the family's own line."""
        family = self.family
        self._open(
            "Edit family",
            forms.family_form(family),
            lambda values: self.session.perform(keep_family.keep_family, forms.family_from(family, values)),
        )

    def edit_child(self, child: Child | None = None) -> None:
        """The form of one child, or of a new one."""
        self._open(
            "Edit child" if child else "Add child",
            forms.child_form(self.session, child),
            lambda values: self.session.perform(
                keep_family.keep_child, forms.child_from(self._id(), child, values), today=self.session.today()
            ),
        )

    def _edit_member_row(self, row: MemberRow | None) -> None:
        self.edit_member(row.member if row else None)

    def edit_member(self, member: HouseholdMember | None = None) -> None:
        """The form of one person in the children's lives, or of a new one."""
        self._open(
            "Edit person" if member else "Add person",
            forms.member_form(self.session, member, self.family.addresses if self.family else ()),
            lambda values: self.session.perform(
                keep_family.keep_household_member,
                forms.member_from(self._id(), member, values),
                today=self.session.today(),
            ),
        )

    def edit_address(self, address: Address | None = None) -> None:
        """The form of one address, or of a new one."""
        self._open(
            "Edit address" if address else "Add address",
            forms.address_form(address),
            lambda values: self.session.perform(
                keep_family.keep_address, forms.address_from(self._id(), address, values)
            ),
        )

    def edit_medical(self, medical: Medical | None = None) -> None:
        """The form of one examination, or of a new one."""
        children = self.family.children if self.family else []
        doctors = self.session.ask(people.professionals, role_code=PAEDIATRICIAN)
        self._open(
            "Edit medical" if medical else "Add medical",
            forms.medical_form(self.session, medical, children, doctors),
            lambda values: self.session.perform(
                keep_family.record_medical, forms.medical_from(medical, values), today=self.session.today()
            ),
        )

    def _id(self) -> int:
        return self.family.id if self.family else 0

    def _open(self, title: str, form: Form, save: Callable[[dict[str, Any]], object]) -> None:
        name = self.family.name if self.family else ""
        dialog = FormDialog(title, form, save, note=f"{name} family", width=680, parent=self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()
