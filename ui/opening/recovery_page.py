"""The recovery code, shown once: to print, to save, to lock away."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QWidget

from conference_app.defaults import default_practice
from conference_app.documents.frame import Frame
from conference_app.documents.recovery import RecoverySheet
from conference_app.domain.spoken_dates import plain_date

from ..widgets.buttons import button
from ..widgets.card import Card
from ..widgets.editors import Tick
from ..widgets.scroll_page import ScrollPage
from ..widgets.text import label

PrintSheet = Callable[[RecoverySheet, QWidget], bool]


def print_sheet(sheet: RecoverySheet, parent: QWidget) -> bool:
    """Print through the system's dialog; True if it was printed."""
    from ..paper import print_document  # noqa: PLC0415 - printing is rare

    return print_document(sheet, parent)


def save_sheet(sheet: RecoverySheet, parent: QWidget) -> bool:
    """Save as PDF where the user says; True if it was saved."""
    from conference_app.documents.rendering import render_pdf  # noqa: PLC0415 - heavy

    chosen = QFileDialog.getSaveFileName(parent, "Save the recovery sheet", "recovery-code.pdf", "PDF (*.pdf)")[0]
    if chosen:
        Path(chosen).write_bytes(render_pdf(sheet))
    return bool(chosen)


class RecoveryPage(ScrollPage):
    """Nobody gets past before they said that the code is safe."""

    done = Signal()

    def __init__(
        self, store_name: str, code: str, *, today: date | None = None,
        print_sheet: PrintSheet = print_sheet, save_sheet: PrintSheet = save_sheet,
    ) -> None:  # fmt: skip
        super().__init__()
        frame = Frame(default_practice().text("marking_text"), plain_date(today or date.today()))  # noqa: DTZ011
        self._sheet = RecoverySheet(frame, store_name, code)
        self.add(label("Keep this recovery code", "title"))
        self.add(label(
            "It opens the store when the passphrase is lost. It is shown only now. Print it, seal it, and lock it "
            "away from this computer: without passphrase and code nobody can read the records.", "muted", wrap=True))  # fmt: skip
        card = Card("Recovery code")
        shown = label(code, "title", wrap=True)
        font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        font.setPixelSize(22)
        shown.setFont(font)
        shown.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        shown.setAccessibleName("Recovery code " + " ".join(code))
        card.add(shown)
        row = QHBoxLayout()
        row.addWidget(button("Print…", lambda: print_sheet(self._sheet, self), kind="primary"))
        row.addWidget(button("Save as PDF…", lambda: save_sheet(self._sheet, self)))
        row.addStretch(1)
        card.add(row)
        self.add(card)
        self.tick = Tick("I have the code on paper, and it will be locked away")
        self.add(self.tick)
        self.go_on = button("Open the store", self.done.emit)
        self.go_on.setEnabled(False)
        self.tick.changed.connect(lambda: self.go_on.setEnabled(self.tick.value()))
        self.add(self.go_on)
        self.finish()
