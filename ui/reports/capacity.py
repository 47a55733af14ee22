"""The weeks ahead: conferences booked and still to come, against the places chairs and rooms hold."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from conference_app.domain.spoken_dates import counted, short_date
from conference_app.store import lists
from conference_app.use_cases.look_ahead import ForecastWeek, forecast

from ..session import Session
from ..widgets.bar_chart import Bar, BarChart
from ..widgets.rows_model import RIGHT, Column, RowsModel
from ..widgets.table_view import TableView
from ..widgets.text import Tone, label
from .charted import chart_above_list, lay_out_charted
from .conference_list import ConferenceList
from .period import Period

WEEKS = 26
MOST_BARS = 8
SIX_DAYS = timedelta(days=6)


class CapacityReport(QWidget):
    """The table with the chart beside it; what is booked in the chosen week below the chart."""

    conference_opened = Signal(int)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.summary = label()
        self.counted_from = label(
            "Wanted: booked; not booked but with the last lawful day in the week; reviews falling due that nobody has "
            "asked for; and new requests as often as in the last year. Places: what the chairs’ and rooms’ hours hold.",
            "small",
        )
        self.model: RowsModel[ForecastWeek] = RowsModel(_columns(), key=lambda row: row.monday)
        self.table = TableView(self.model, name="Conferences and places by week")
        self.chart = BarChart("Conferences wanted for each hundred places, by week")
        self.list = ConferenceList("Booked", empty="Nothing is booked in this week.", limits=True)
        beside = chart_above_list("Wanted for each hundred places", self.chart, self.list)
        lay_out_charted(self, [self.summary, self.counted_from], self.table, beside, wide=62)
        self.table.selection_changed.connect(lambda _rows: self._show_list())
        self.table.opened.connect(lambda _row: self.list.table.setFocus())
        self.list.opened.connect(self.conference_opened)

    def show_period(self, _period: Period) -> None:
        """Ask for the weeks ahead of today, whatever period the other reports are about."""
        today = self._session.today()
        weeks = self._session.ask(forecast, first=today, weeks=WEEKS, today=today)
        self.summary.setText(summary_words(weeks))
        self.chart.set_bars([_bar(week) for week in weeks[:MOST_BARS]])
        self.model.set_rows(weeks)
        if self.table.current_row() is None:
            self.table.selectRow(0)
        self._show_list()

    def export(self) -> tuple[tuple[str, ...], list[tuple[object, ...]]]:
        """The table as columns and rows."""
        columns = ("week from", "booked", "not booked", "reviews due", "expected", "chair places", "room places")
        return columns, [
            (
                week.monday,
                week.booked,
                week.not_booked,
                week.reviews_due,
                round(week.expected, 1),
                week.chair_places,
                week.room_places,
            )
            for week in self.model.rows()
        ]

    def _show_list(self) -> None:
        week: ForecastWeek | None = self.table.current_row()
        if week is None:
            self.list.show_rows("Booked", [])
            return
        rows = self._session.ask(lists.conferences, first=week.monday, last=week.monday + SIX_DAYS)
        booked = [row for row in rows if not row.status.is_called_off]
        words = f"{counted(len(booked), 'conference')} booked"
        self.list.show_rows(f"Week from {short_date(week.monday)}: {words}", booked)


def summary_words(weeks: Sequence[ForecastWeek]) -> str:
    """Which weeks are short of places, in a sentence."""
    short = [week for week in weeks if week.is_short]
    if not short:
        return f"Chairs and rooms hold what the next {len(weeks)} weeks may need."
    first = short[0]
    return (
        f"Short of places in {counted(len(short), 'week')} of {len(weeks)}, first in the week from "
        f"{short_date(first.monday)}: {first.wanted:.0f} wanted, {first.places} places."
    )


def _bar(week: ForecastWeek) -> Bar:
    share = round(100 * week.wanted / week.places) if week.places else 0
    return Bar(_day(week.monday), share, str(share) if week.places else "–", strong=week.is_short)


def _day(day: date) -> str:
    """8 Mar, as the room under a bar allows."""
    return f"{day.day} {day:%b}"


def _what_is_wanted(week: ForecastWeek) -> str:
    """5 booked, 1 not booked, 1 review due, 2 expected."""
    parts = (
        (week.booked, "booked"),
        (week.not_booked, "not booked"),
        (week.reviews_due, "reviews due" if week.reviews_due > 1 else "review due"),
        (round(week.expected), "expected"),
    )
    return ", ".join(f"{number} {word}" for number, word in parts if number)


def _columns() -> list[Column[ForecastWeek]]:
    return [
        Column("Week from", lambda week: short_date(week.monday), sort=lambda week: week.monday),
        Column(
            "Wanted",
            lambda week: f"{week.wanted:.0f}",
            second=_what_is_wanted,
            hint=_what_is_wanted,
            sort=lambda week: week.wanted,
            strong=True,
            stretch=True,
        ),
        Column("Chairs hold", lambda week: str(week.chair_places), sort=lambda week: week.chair_places, align=RIGHT),
        Column("Rooms hold", lambda week: str(week.room_places), sort=lambda week: week.room_places, align=RIGHT),
        Column("Places", _state, tag=lambda week: (_state(week), Tone.RED if week.is_short else Tone.GREEN)),
    ]


def _state(week: ForecastWeek) -> str:
    return "short" if week.is_short else "enough"
