"""A white card with a one-pixel line: a heading, an optional action at its right, and what it holds."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLayout, QLayoutItem, QVBoxLayout, QWidget

from .text import label


class Card(QFrame):
    """Add content with `add(widget)` or to `body`; `action_row` holds buttons right of the heading."""

    def __init__(self, title: str = "", *, margin: int = 16, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(margin, margin, margin, margin)
        self.body.setSpacing(8)
        self.action_row = QHBoxLayout()
        self.heading = label(title, "heading")
        self.setAccessibleName(title)
        if title:
            top = QHBoxLayout()
            top.addWidget(self.heading, 1)
            top.addLayout(self.action_row)
            self.body.addLayout(top)

    def add(self, item: QWidget | QLayout, stretch: int = 0) -> None:
        """Put one more thing below what is there."""
        if isinstance(item, QWidget):
            self.body.addWidget(item, stretch)
        else:
            self.body.addLayout(item, stretch)

    def clear(self) -> None:
        """Take out everything below the heading."""
        keep = 1 if self.heading.text() else 0
        while self.body.count() > keep:
            discard_item(self.body.takeAt(keep))


def discard_item(item: QLayoutItem | None) -> None:
    """Remove what a layout held at one place."""
    if item is not None:
        discard(item.widget(), item.layout())


def discard(widget: QWidget | None, layout: QLayout | None = None) -> None:
    """Remove a widget, or everything a layout holds, for good."""
    if widget is not None:
        widget.hide()
        widget.setParent(None)
        widget.deleteLater()
    if layout is not None:
        while layout.count():
            discard_item(layout.takeAt(0))
        layout.deleteLater()
