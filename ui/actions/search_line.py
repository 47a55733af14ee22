"""A line to search the store with: asks a moment after the last key, not only narrows what is shown."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ..widgets.filter_line import FilterLine


class SearchLine(FilterLine):
    """`searched` tells the page to ask again with this text."""

    searched = Signal()

    def __init__(self, hint: str, *, below: QWidget) -> None:
        super().__init__(None, hint, below=below)

    def apply(self) -> None:
        super().apply()
        self.searched.emit()
