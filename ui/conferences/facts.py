"""Facts as a reader sees them: what it is at the left, what is known at the right."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from .. import theme
from ..widgets.text import label

WORD_WIDTH = 150


class FactGrid(QWidget):
    """Facts under each other; one that is not known is left out."""

    def __init__(self, facts: Iterable[tuple[str, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(6)
        grid.setColumnMinimumWidth(0, theme.pixels(WORD_WIDTH))
        grid.setColumnStretch(1, 1)
        for number, (word, value) in enumerate((word, value) for word, value in facts if value):
            grid.addWidget(label(word, "muted"), number, 0, Qt.AlignmentFlag.AlignTop)
            said = label(value)
            said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            said.setAccessibleName(f"{word}: {value}")
            grid.addWidget(said, number, 1, Qt.AlignmentFlag.AlignTop)
