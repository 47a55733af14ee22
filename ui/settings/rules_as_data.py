"""What the program holds as data and shows for reading: the agenda templates."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QVBoxLayout, QWidget

from conference_app.domain.agenda import AgendaItem, AgendaTemplate
from conference_app.use_cases.prepare_agenda import templates

from .. import theme
from ..session import Session
from ..widgets.rows_model import RIGHT, Column, RowsModel
from ..widgets.table_view import TableView
from ..widgets.text import Tone, label


@dataclass(frozen=True)
class NumberedItem:
    """An item with its place on the agenda."""

    number: int
    item: AgendaItem


class AgendaTemplatesTab(QWidget):
    """The templates at the left, the items of the chosen one at the right."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model: RowsModel[AgendaTemplate] = RowsModel(
            [
                Column(
                    "Template",
                    lambda each: each.title.partition(", ")[0],
                    second=lambda each: f"{each.title.partition(', ')[2]} · {len(each.items)} items",
                    stretch=True,
                    strong=True,
                ),
                Column("Minutes", lambda each: str(each.minutes), sort=lambda each: each.minutes, align=RIGHT),
            ],
            key=lambda each: each.key,
        )
        self.table = TableView(self.model, name="Agenda templates")
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setFixedWidth(theme.pixels(350))
        self.table.selection_changed.connect(self._show)
        self.items: RowsModel[NumberedItem] = RowsModel(_item_columns(), key=lambda each: each.number)
        self.item_table = TableView(self.items, name="Items of the template", empty="Choose a template.")
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(self.table)
        row.addWidget(self.item_table, 1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(12)
        box.addWidget(
            label(
                "An agenda starts from the template of its conference's type. On the conference its items "
                "can be moved, retitled, timed and restricted; standing items stay.",
                "muted",
            )
        )
        box.addLayout(row, 1)

    def refresh(self) -> None:
        """Show the templates; the first one is open."""
        self.model.set_rows(templates())
        if self.table.current_row() is None and self.model.rowCount():
            self.table.selectRow(0)

    def _show(self, rows: list[AgendaTemplate]) -> None:
        items = rows[0].items if rows else ()
        self.items.set_rows(NumberedItem(number, item) for number, item in enumerate(items, start=1))


def _item_columns() -> list[Column[NumberedItem]]:
    return [
        Column("", lambda each: str(each.number), sort=lambda each: each.number, align=RIGHT, width=48),
        Column(
            "Item",
            lambda each: each.item.title,
            second=lambda each: each.item.detail,
            stretch=True,
            strong=True,
            hint=lambda each: f"{each.item.title}\n{each.item.detail}".strip(),
        ),
        Column("Led by", lambda each: each.item.led_by, width=140),
        Column("Kind", _item_kind, width=110, tag=_item_tag),
        Column("Minutes", lambda each: str(each.item.minutes), sort=lambda each: each.item.minutes, align=RIGHT),
    ]


def _item_kind(row: NumberedItem) -> str:
    return "restricted" if row.item.restricted else "standing" if row.item.standing else ""


def _item_tag(row: NumberedItem) -> tuple[str, Tone] | None:
    kind = _item_kind(row)
    return (kind, Tone.AMBER if row.item.restricted else Tone.BLUE) if kind else None
