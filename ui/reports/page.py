"""Reports: figures of a period, each with its denominator in words and the conferences behind it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import ClassVar

from PySide6.QtWidgets import QVBoxLayout, QWidget

from conference_app.domain.spoken_dates import counted
from conference_app.exchange.csv import write_csv
from conference_app.use_cases.outcome import Topic
from conference_app.use_cases.rules_in_force import calendar_of

from .. import file_dialogs
from ..background import Background
from ..page import Page
from ..session import Session
from ..widgets.buttons import button
from ..widgets.page_head import PageHead
from ..widgets.tab_strip import TabStrip
from .capacity import CapacityReport
from .chase import ChaseView
from .paediatrician import PaediatricianReport
from .period import PeriodChooser
from .timeliness import TimelinessReport

Report = PaediatricianReport | TimelinessReport | CapacityReport | ChaseView


def ask_where_to_save(parent: QWidget, name: str) -> str:
    """The file the user chose for an export; "" for none."""
    return file_dialogs.ask_where_to_save(parent, "Export table", name, "CSV (*.csv)", "csv")


class ReportsPage(Page):
    """A period at the top, a tab for each report."""

    topics: ClassVar[frozenset[Topic]] = frozenset(
        {Topic.CONFERENCES, Topic.INVITATIONS, Topic.ATTENDANCE, Topic.FAMILIES, Topic.SETTINGS, Topic.DIARY}
    )

    def __init__(
        self,
        session: Session,
        background: Background,
        parent: QWidget | None = None,
        *,
        where_to_save: Callable[[QWidget, str], str] = ask_where_to_save,
    ) -> None:
        super().__init__(session, background, parent)
        self._where_to_save = where_to_save
        self.chooser = PeriodChooser(session.today, session.ask(calendar_of))
        self.paediatrician = PaediatricianReport(session)
        self.timeliness = TimelinessReport(session)
        self.capacity = CapacityReport(session)
        self.chase = ChaseView(session)
        self.export_button = button("Export table…", self.export, kind="primary", icon="download")
        self._build()
        self._connect()

    def _build(self) -> None:
        self.head = PageHead("Reports")
        self.head.add_action(self.export_button)
        self.tabs = TabStrip()
        self.tabs.add("paediatrician", "Paediatrician", self.paediatrician)
        self.tabs.add("timeliness", "Timeliness", self.timeliness)
        self.tabs.add("capacity", "Weeks ahead", self.capacity)
        self.tabs.add("chase", "To chase", self.chase)
        box = QVBoxLayout(self)
        box.setContentsMargins(24, 16, 24, 24)
        box.setSpacing(12)
        box.addWidget(self.head)
        box.addWidget(self.chooser)
        box.addWidget(self.tabs, 1)

    def _connect(self) -> None:
        self.chooser.chosen.connect(self.refresh)
        self.tabs.opened.connect(lambda _key: self._show_report())
        for report in (self.paediatrician, self.timeliness, self.capacity):
            report.conference_opened.connect(lambda number: self.conference_requested.emit(number, "details"))
        self.chase.conference_opened.connect(lambda number: self.conference_requested.emit(number, "invitations"))
        self.chase.said.connect(self.said)

    def refresh(self) -> None:
        """Ask for the figures of the open report again."""
        self.chooser.refresh()
        self._show_report()

    def focus_first(self) -> None:
        """Into the table of the open report."""
        self._report().table.setFocus()

    def open_chase(self, reference: str) -> None:
        """What is missing for one conference."""
        self.tabs.open("chase")
        self.chase.show_conference(reference)

    def export(self) -> None:
        """Write the table of the open report to a CSV file the user names."""
        period = self.chooser.period
        chosen = self._where_to_save(self, f"{self.tabs.current()} {period.first} to {period.last}.csv")
        if not chosen:
            return
        columns, rows = self._report().export()
        try:
            Path(chosen).write_bytes(write_csv(columns, rows))
        except OSError as problem:
            self.session.show_problem(f"The table was not written: {problem.strerror}. Choose another place.")
            return
        self.said.emit(f"{counted(len(rows), 'line')} written to {Path(chosen).name}.", None)

    def _report(self) -> Report:
        reports: dict[str, Report] = {
            "timeliness": self.timeliness,
            "capacity": self.capacity,
            "chase": self.chase,
        }
        return reports.get(self.tabs.current(), self.paediatrician)

    def _show_report(self) -> None:
        ahead = {self.capacity: "From this week on", self.chase: "Replies and reports missing today"}
        now = ahead.get(self._report(), "")
        self.chooser.setVisible(not now)
        self.head.set_title("Reports", now or self.chooser.period.words())
        self._report().show_period(self.chooser.period)
