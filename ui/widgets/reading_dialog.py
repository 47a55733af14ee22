"""A page to be read: a title over what it says, scrolled by the arrow keys, closed by Enter or Escape."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from .. import theme
from .buttons import button
from .scroll_page import ScrollPage
from .text import label


class ReadingDialog(QDialog):
    """Derived dialogs put onto `page` what is to be read and finish it; `size` is in pixels at 100 %."""

    def __init__(self, title: str, size: QSize, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.page = ScrollPage()
        self.page.take_keyboard()
        self.page.add(label(title, "title"))
        row = QHBoxLayout()
        row.setContentsMargins(24, 8, 24, 16)
        row.addStretch(1)
        close = button("Close", self.accept, kind="primary")
        close.setDefault(True)
        row.addWidget(close)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.page, 1)
        box.addLayout(row)
        room = self.screen().availableSize() - QSize(40, 80)
        self.resize(QSize(theme.pixels(size.width()), theme.pixels(size.height())).boundedTo(room))


class TextDialog(ReadingDialog):
    """Paragraphs stand apart where the text has an empty line."""

    def __init__(self, title: str, text: str, parent: QWidget | None = None) -> None:
        super().__init__(title, QSize(640, 540), parent)
        self.page.body.setSpacing(12)
        self.paragraphs = [label(each.strip()) for each in text.split("\n\n") if each.strip()]
        for each in self.paragraphs:
            self.page.add(each)
        self.page.finish()
