"""The conferences a figure counts: the list beside every report."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from conference_app.domain.listings import ConferenceRow
from conference_app.domain.spoken_dates import short_date

from ..conference_words import family_words, type_word
from ..widgets.rows_model import Column, RowsModel
from ..widgets.table_view import TableView
from ..widgets.text import label


class ConferenceList(QWidget):
    """A heading that says what is counted, over the conferences; Enter opens one."""

    opened = Signal(int)

    def __init__(self, name: str, *, empty: str, limits: bool = False) -> None:
        """With `limits` a line says the last lawful day."""
        super().__init__()
        self.heading = label(name, "heading")
        columns = [_CONFERENCE, _LIMIT] if limits else [_CONFERENCE]
        self.model: RowsModel[ConferenceRow] = RowsModel(columns, key=lambda row: row.id)
        self.table = TableView(self.model, name=name, empty=empty)
        self.table.opened.connect(lambda row: self.opened.emit(row.id))
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(8)
        box.addWidget(self.heading)
        box.addWidget(self.table, 1)

    def show_rows(self, words: str, rows: Sequence[ConferenceRow]) -> None:
        """Show the conferences one figure counts."""
        self.heading.setText(words)
        self.table.setAccessibleName(words)
        self.model.set_rows(rows)


def _day(row: ConferenceRow) -> str:
    return short_date(row.starts_at.date()) if row.starts_at else ""


_CONFERENCE: Column[ConferenceRow] = Column(
    "Conference",
    lambda row: f"{type_word(row.type)}, {family_words(row.family_name)}",
    second=lambda row: " · ".join((row.reference, _day(row), row.chair_name)),
    stretch=True,
)
_LIMIT: Column[ConferenceRow] = Column(
    "Last lawful day",
    lambda row: short_date(row.limit_on) if row.limit_on else "",
    sort=lambda row: row.limit_on,
)
