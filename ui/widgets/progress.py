"""How far a long job is, with a way to stop it."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import Qt, QTimer, SignalInstance
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from .. import theme
from .buttons import button
from .text import label


class Running(Protocol):
    """What is shown: the background's Job."""

    @property
    def progressed(self) -> SignalInstance: ...
    @property
    def ended(self) -> SignalInstance: ...
    def stop(self) -> None: ...


class ProgressBar(QWidget):
    """A bar with its words under it and Stop at its right; hides itself when the job ends."""

    def __init__(self, job: Running | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._job: Running | None = None
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setRange(0, 0)
        self.words = label(role="small")
        self.stop_button = button("Stop", self.stop)
        column = QVBoxLayout()
        column.setSpacing(6)
        column.addWidget(self.bar)
        column.addWidget(self.words)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        row.addLayout(column, 1)
        row.addWidget(self.stop_button)
        if job is not None:
            self.follow(job)
        else:
            self.hide()

    def follow(self, job: Running) -> None:
        """Show this job until it ends."""
        self._job = job
        self.bar.setRange(0, 0)
        self.words.setText("")
        self.stop_button.setEnabled(True)
        job.progressed.connect(self._show)
        job.ended.connect(self._end)
        if self.parentWidget() is not None:
            self.show()

    def stop(self) -> None:
        """Ask the job to stop; what is finished is kept or taken back by the job itself."""
        if self._job is not None:
            self.stop_button.setEnabled(False)
            self.words.setText("Stopping…")
            self._job.stop()

    def _show(self, done: int, total: int, words: str) -> None:
        self.bar.setRange(0, total)
        self.bar.setValue(done)
        self.bar.setAccessibleName(words or "Progress")
        if self.stop_button.isEnabled():
            self.words.setText(words)

    def _end(self) -> None:
        self._job = None
        self.hide()


class ProgressDialog(QDialog):
    """The same over a window; appears only when a job takes longer than a moment, and goes with it."""

    def __init__(self, title: str, job: Running, parent: QWidget | None = None, *, after: int = 400) -> None:
        super().__init__(parent)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setWindowTitle(title)
        self.setMinimumWidth(theme.pixels(440))
        self.progress = ProgressBar(job)
        self._over = False
        box = QVBoxLayout(self)
        box.setContentsMargins(24, 20, 24, 20)
        box.setSpacing(12)
        box.addWidget(label(title, "heading"))
        box.addWidget(self.progress)
        job.ended.connect(self._end)
        self._wait = QTimer(self, interval=after, singleShot=True)
        self._wait.timeout.connect(self.show)
        self._wait.start()

    def _end(self) -> None:
        self._over = True
        self._wait.stop()
        self.close()
        self.deleteLater()

    def reject(self) -> None:
        self.progress.stop()

    def closeEvent(self, event: QCloseEvent, /) -> None:
        if self._over:
            super().closeEvent(event)
        else:
            self.progress.stop()
            event.ignore()
