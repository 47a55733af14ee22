"""Busy times out of a calendar file: read in the background, looked at, then all of it kept or nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from conference_app.busy_answers import busy_words
from conference_app.domain.errors import RuleBroken
from conference_app.domain.spoken_dates import counted
from conference_app.domain.supply import Owner
from conference_app.exchange.busy_times import BusyFile
from conference_app.exchange.files import calendar_file
from conference_app.use_cases.import_busy import import_busy, preview_busy, read_calendar

from ..background import Background, Control
from ..session import Session
from ..widgets.editors import Tick
from ..widgets.form import Form
from ..widgets.form_dialog import FormDialog
from ..widgets.progress import ProgressDialog
from ..widgets.text import Tone, label

WIDTH = 680


class BusyImport(QObject):
    """One file at a time; `ended` when it is read or was stopped, `kept` when its times are in the diary."""

    ended = Signal()
    kept = Signal()

    def __init__(self, session: Session, background: Background, parent: QWidget) -> None:
        super().__init__(parent)
        self.session, self.background, self._window = session, background, parent

    def begin(self, owner: Owner, name: str, path: Path) -> None:
        """Read the calendar of this chair, room or paediatrician; the window goes on meanwhile."""
        today = self.session.today()

        def work(_store: Any, control: Control) -> BusyFile:
            def tell(done: int, total: int) -> None:
                control.check()
                control.progress(done, total, f"Reading {counted(total // 2, 'entry', 'entries')}")

            return read_calendar(calendar_file(path), today=today, progress=tell)

        job = self.background.run(
            work, on_done=lambda read: self._show(owner, name, path.name, read), on_failed=self.session.show_failure
        )
        job.ended.connect(self.ended)
        ProgressDialog(f"Reading {path.name}", job, self._window)

    def _show(self, owner: Owner, name: str, source: str, read: BusyFile) -> None:
        """What it would do, with the way to keep it."""
        file: dict[str, Any] = {"source": source, "today": self.session.today()}
        try:
            seen = self.session.ask(preview_busy, owner, read, **file)
        except RuleBroken as broken:
            self.session.show_failure(broken)
            return
        form = Form()
        for words in busy_words(seen, dry_run=True):
            form.add_widget(label(words, tone=Tone.AMBER if words.startswith("Not understood") else None))
        if seen.not_understood:
            form.add("despite", "Damaged entries", Tick("Keep the rest without them"), value=False)

        def keep(values: dict[str, Any]) -> object:
            despite = bool(values.get("despite"))
            return self.session.perform(import_busy, owner, read, **file, despite_faults=despite)

        title = f"Import busy times of {name}"
        dialog = FormDialog(title, form, keep, save_word="Keep them", note=name, width=WIDTH, parent=self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.saved.connect(lambda _: self.kept.emit())
        dialog.open()
