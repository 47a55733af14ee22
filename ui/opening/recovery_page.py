"""The recovery code, shown once: to print, to save, to lock away."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QHBoxLayout

from conference_app.defaults import default_practice
from conference_app.documents.frame import Frame
from conference_app.documents.recovery import RecoverySheet
from conference_app.domain.spoken_dates import plain_date

from .. import theme
from ..background import Background
from ..paper import PaperWindow
from ..widgets.buttons import button
from ..widgets.card import Card
from ..widgets.editors import Tick
from ..widgets.scroll_page import ScrollPage
from ..widgets.text import label


class RecoveryPage(ScrollPage):
    """Nobody gets past before they said that the code is safe."""

    done = Signal()

    def __init__(self, store_name: str, code: str, background: Background, *, today: date) -> None:
        super().__init__()
        frame = Frame(default_practice().text("marking_text"), plain_date(today))
        self._sheet = RecoverySheet(frame, store_name, code)
        self._background = background
        self.add(label("Keep this recovery code", "title"))
        self.add(
            label(
                "It opens the store when the passphrase is lost. It is shown only now. Print it, seal it, and lock it "
                "away from this computer: without passphrase and code nobody can read the records.",
                "muted",
            )
        )
        card = Card("Recovery code")
        shown = label(code, "title", wrap=True)
        font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        font.setPixelSize(theme.pixels(22))
        shown.setFont(font)
        shown.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        shown.setAccessibleName("Recovery code " + " ".join(code))
        card.add(shown)
        row = QHBoxLayout()
        row.addWidget(button("Print or save the sheet…", self.show_sheet, kind="primary"))
        row.addStretch(1)
        card.add(row)
        self.add(card)
        self.tick = Tick("I have the code on paper, and it will be locked away")
        self.add(self.tick)
        self.go_on = button("Open the store", self.done.emit)
        self.go_on.setEnabled(False)
        self.tick.changed.connect(lambda: self.go_on.setEnabled(self.tick.value()))
        last = QHBoxLayout()
        last.addWidget(self.go_on)
        last.addStretch(1)
        self.add(last)
        self.finish()

    def show_sheet(self) -> PaperWindow:
        """The sheet as it will be printed, with Print and Save as PDF."""
        sheet = self._sheet
        window = PaperWindow(
            "Recovery code", lambda _store: sheet, self._background, suggested_name="recovery-code.pdf", parent=self
        )
        window.show()
        return window
