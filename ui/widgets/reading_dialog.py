"""A text to be read: a title over its paragraphs, scrolled by the arrow keys, closed by Enter or Escape."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from .. import theme
from .buttons import button
from .scroll_page import ScrollPage
from .text import label

WIDTH, HEIGHT = 640, 540  # pixels at 100 %


class ReadingDialog(QDialog):
    """Paragraphs stand apart where the text has an empty line."""

    def __init__(self, title: str, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        page = ScrollPage()
        page.take_keyboard()
        page.body.setSpacing(12)
        page.add(label(title, "title"))
        self.paragraphs = [label(each.strip()) for each in text.split("\n\n") if each.strip()]
        for each in self.paragraphs:
            page.add(each)
        page.finish()
        row = QHBoxLayout()
        row.setContentsMargins(24, 8, 24, 16)
        row.addStretch(1)
        close = button("Close", self.accept, kind="primary")
        close.setDefault(True)
        row.addWidget(close)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(page, 1)
        box.addLayout(row)
        room = self.screen().availableSize() - QSize(40, 80)
        self.resize(QSize(theme.pixels(WIDTH), theme.pixels(HEIGHT)).boundedTo(room))
