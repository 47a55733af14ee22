"""The compliance report: how a paediatrician was involved, by month and type; each number opens its list."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from operator import attrgetter

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from conference_app.domain.listings import ComplianceRow
from conference_app.domain.spoken_dates import counted
from conference_app.store import report_lists

from ..conference_words import type_word
from ..session import Session
from ..shares import count_words, month_short, month_words
from ..widgets.rows_model import RIGHT, Column, RowsModel
from ..widgets.tab_strip import TabBar
from ..widgets.table_view import TableView
from ..widgets.text import Tone, label
from .conference_list import ConferenceList
from .period import Period

MEASURES = (
    ("conferences", "Held"),
    ("invited_in_time", "Invited in time"),
    ("attending", "Attending"),
    ("report_only", "Report only"),
    ("neither", "Neither"),
    ("read_out", "Read out"),
    ("without_doctor", "No doctor"),
    ("breaches", "Breaches"),
)
SHORT = {  # over a column of numbers
    "invited_in_time": "In time",
    "attending": "There",
    "report_only": "Report",
    "breaches": "Breach",
}
KEYS = tuple(key for key, _ in MEASURES)
FIRST_NUMBER = 2  # the columns before are the month and the type


class PaediatricianReport(QWidget):
    """The table at the left, the conferences behind the chosen number at the right."""

    conference_opened = Signal(int)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._period: Period | None = None
        self.summary = label()
        self.counted_from = label(
            "Every number counts conferences held in the month. Invited in time: an invitation to a paediatrician was "
            "recorded as sent before the conference began. Attending, report only and neither add up to held. Read "
            "out: the chair read out the paediatrician’s report. No doctor: findings were discussed without one.",
            "small",
        )
        self.model: RowsModel[ComplianceRow] = RowsModel(_columns(), key=lambda row: (row.month, row.type))
        self.table = TableView(
            self.model, name="Paediatrician compliance", empty="No conference was held in this period."
        )
        self.measures = TabBar()
        self.measures.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.measures.setAccessibleName("Which number")
        for _, word in MEASURES:
            self.measures.addTab(word)
        self.list = ConferenceList("Conferences counted", empty="None.")
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        right = QVBoxLayout()
        right.setSpacing(8)
        right.addWidget(self.list, 1)
        parts = QHBoxLayout()
        parts.setSpacing(16)
        parts.addWidget(self.table, 80)
        parts.addLayout(right, 20)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(8)
        box.addWidget(self.summary)
        box.addWidget(self.counted_from)
        box.addWidget(self.measures)
        box.addLayout(parts, 1)

    def _connect(self) -> None:
        self.table.selectionModel().currentChanged.connect(self._choose)
        self.table.selection_changed.connect(lambda _rows: self._show_list())
        self.table.opened.connect(lambda _row: self.list.table.setFocus())
        self.measures.currentChanged.connect(lambda _at: self._show_list())
        self.list.opened.connect(self.conference_opened)

    def show_period(self, period: Period) -> None:
        """Ask for the figures of a period."""
        self._period = period
        rows = self._session.ask(report_lists.paediatrician_compliance, period.first, period.last)
        self.summary.setText(summary_words(rows))
        self.model.set_rows(sorted(rows, key=lambda row: row.month, reverse=True))
        if self.table.current_row() is None and rows:
            self.table.selectRow(0)
        self._show_list()

    def measure(self) -> str:
        """The number whose conferences are listed."""
        return KEYS[max(self.measures.currentIndex(), 0)]

    def export(self) -> tuple[tuple[str, ...], list[tuple[object, ...]]]:
        """The table as columns and rows."""
        columns = ("month", "type", *KEYS)
        return columns, [(row.month, row.type.value, *(getattr(row, key) for key in KEYS)) for row in self.model.rows()]

    def _choose(self, now: QModelIndex, _before: QModelIndex) -> None:
        if now.isValid() and now.column() >= FIRST_NUMBER:
            self.measures.setCurrentIndex(now.column() - FIRST_NUMBER)

    def _show_list(self) -> None:
        row: ComplianceRow | None = self.table.current_row()
        if row is None or self._period is None:
            self.list.show_rows("Conferences counted", [])
            return
        key, word = MEASURES[max(self.measures.currentIndex(), 0)]
        found = self._session.ask(
            report_lists.compliance_conferences, row.month, row.type, key, self._period.first, self._period.last
        )
        self.list.show_rows(f"{word}: {len(found)} · {type_word(row.type)}, {month_words(row.month)}", found)


def summary_words(rows: Sequence[ComplianceRow]) -> str:
    """The whole period in a sentence, with what each share is a share of."""
    held = sum(row.conferences for row in rows)
    if not held:
        return "No conference was held in this period."
    invited, attending, reported, neither, read_out, alone, breaches = (
        sum(getattr(row, key) for row in rows) for key in KEYS[1:]
    )
    return (
        f"Of {counted(held, 'conference')} held: invited in time {count_words(invited, held)}, "
        f"attending {count_words(attending, held)}, report only {count_words(reported, held)}, "
        f"neither {count_words(neither, held)}. Report read out at {read_out}, findings discussed without a doctor at "
        f"{alone}, {counted(breaches, 'breach', 'breaches')}."
    )


def _figure_words(key: str, row: ComplianceRow) -> str:
    return str(getattr(row, key))


def _columns() -> list[Column[ComplianceRow]]:
    numbers = [
        Column(
            SHORT.get(key, word),
            partial(_figure_words, key),
            sort=attrgetter(key),
            align=RIGHT,
            tone=_breach_tone if key == "breaches" else None,
        )
        for key, word in MEASURES
    ]
    return [
        Column(
            "Month", lambda row: f"{month_short(row.month)} {row.month[:4]}", sort=lambda row: row.month, stretch=True
        ),
        Column("Type", lambda row: type_word(row.type)),
        *numbers,
    ]


def _breach_tone(row: ComplianceRow) -> Tone | None:
    return Tone.RED if row.breaches else None
