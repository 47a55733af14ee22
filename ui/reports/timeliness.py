"""The timeliness report: first conferences within their limit, by conference and by child, and those that were not."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from dateutil.relativedelta import relativedelta
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from conference_app.domain.calendar import DAY
from conference_app.domain.listings import TimelinessRow
from conference_app.domain.spoken_dates import counted
from conference_app.store import report_lists

from ..session import Session
from ..shares import month_short, month_words, percent, share_words
from ..widgets.bar_chart import Bar, BarChart
from ..widgets.rows_model import RIGHT, Column, RowsModel
from ..widgets.table_view import TableView
from ..widgets.text import label
from .charted import chart_above_list, lay_out_charted
from .conference_list import ConferenceList
from .period import Period

MOST_BARS = 12


class TimelinessReport(QWidget):
    """The table with the chart beside it; the conferences that were late in the chosen month below the chart."""

    conference_opened = Signal(int)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._period: Period | None = None
        self.summary = label()
        self.counted_from = label(
            "Counts initial, pre-birth and transfer-in conferences held in the month whose limit is known. In time: "
            "held on or before the last lawful day. By child: each child of a conference counts once.",
            "small",
        )
        self.model: RowsModel[TimelinessRow] = RowsModel(_columns(), key=lambda row: row.month)
        self.table = TableView(self.model, name="Timeliness by month", empty="No first conference was held.")
        self.chart = BarChart("Conferences in time, per cent by month", most=100)
        self.list = ConferenceList("Late conferences", empty="None was late.", limits=True)
        beside = chart_above_list("In time by conference, per cent", self.chart, self.list)
        lay_out_charted(self, [self.summary, self.counted_from], self.table, beside, wide=58)
        self.table.selection_changed.connect(lambda _rows: self._show_list())
        self.table.opened.connect(lambda _row: self.list.table.setFocus())
        self.list.opened.connect(self.conference_opened)

    def show_period(self, period: Period) -> None:
        """Ask for the figures of a period."""
        self._period = period
        rows = self._session.ask(report_lists.timeliness, period.first, period.last)
        self.summary.setText(summary_words(rows))
        self.chart.set_bars([_bar(row) for row in rows[-MOST_BARS:]])
        self.model.set_rows(list(reversed(rows)))
        if self.table.current_row() is None and rows:
            self.table.selectRow(0)
        self._show_list()

    def export(self) -> tuple[tuple[str, ...], list[tuple[object, ...]]]:
        """The table as columns and rows."""
        columns = ("month", "conferences", "conferences in time", "children", "children in time")
        return columns, [
            (row.month, row.conferences, row.in_time, row.children, row.children_in_time) for row in self.model.rows()
        ]

    def _show_list(self) -> None:
        row: TimelinessRow | None = self.table.current_row()
        if row is None or self._period is None:
            self.list.show_rows("Late conferences", [])
            return
        first, last = month_within(row.month, self._period)
        found = self._session.ask(report_lists.held_late, first, last)
        self.list.show_rows(f"Late in {month_words(row.month)}: {len(found)} of {row.conferences}", found)


def month_within(month: str, period: Period) -> tuple[date, date]:
    """The days of a month that belong to a period."""
    first = date.fromisoformat(f"{month}-01")
    return max(first, period.first), min(first + relativedelta(months=1) - DAY, period.last)


def summary_words(rows: Sequence[TimelinessRow]) -> str:
    """The whole period in a sentence, by conference and by child."""
    held, children = sum(row.conferences for row in rows), sum(row.children for row in rows)
    if not held:
        return "No first conference with a known limit was held in this period."
    in_time, children_in_time = sum(row.in_time for row in rows), sum(row.children_in_time for row in rows)
    return (
        f"In time by conference: {share_words(in_time, held)}. By child: {share_words(children_in_time, children)}. "
        f"Late: {counted(held - in_time, 'conference')}."
    )


def _bar(row: TimelinessRow) -> Bar:
    share = percent(row.in_time, row.conferences)
    return Bar(month_short(row.month), share, str(share))


def _columns() -> list[Column[TimelinessRow]]:
    def by_conference(row: TimelinessRow) -> int:
        return percent(row.in_time, row.conferences)

    def by_child(row: TimelinessRow) -> int:
        return percent(row.children_in_time, row.children)

    return [
        Column("Month", lambda row: month_words(row.month), sort=lambda row: row.month, stretch=True),
        Column("Conferences", lambda row: str(row.conferences), sort=lambda row: row.conferences, align=RIGHT),
        Column("In time", lambda row: str(row.in_time), sort=lambda row: row.in_time, align=RIGHT),
        Column("By conference", lambda row: f"{by_conference(row)}%", sort=by_conference, align=RIGHT, strong=True),
        Column("Children", lambda row: str(row.children), sort=lambda row: row.children, align=RIGHT),
        Column("By child", lambda row: f"{by_child(row)}%", sort=by_child, align=RIGHT),
    ]
