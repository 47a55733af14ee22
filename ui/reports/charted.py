"""A report as a table with a chart beside it, and below the chart the conferences behind the chosen row."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ..widgets.bar_chart import BarChart
from ..widgets.card import Card
from ..widgets.table_view import TableView
from .conference_list import ConferenceList


def chart_above_list(title: str, chart: BarChart, conferences: ConferenceList) -> QVBoxLayout:
    """The chart on a card with its title, the list in the room that is left."""
    card = Card(title)
    card.add(chart)
    box = QVBoxLayout()
    box.setSpacing(16)
    box.addWidget(card)
    box.addWidget(conferences, 1)
    return box


def lay_out_charted(report: QWidget, said: list[QWidget], table: TableView, beside: QVBoxLayout, *, wide: int) -> None:
    """What is said about it on top, under that the table, `wide` of a hundred parts, and what stands beside it."""
    parts = QHBoxLayout()
    parts.setSpacing(24)
    parts.addWidget(table, wide)
    parts.addLayout(beside, 100 - wide)
    box = QVBoxLayout(report)
    box.setContentsMargins(0, 0, 0, 0)
    box.setSpacing(8)
    for each in said:
        box.addWidget(each)
    box.addSpacing(4)
    box.addLayout(parts, 1)
