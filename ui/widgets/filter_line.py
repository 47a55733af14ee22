"""A line to type into that narrows a list a moment after the last key."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from .. import theme
from .rows_model import RowsModel

PAUSE = 150  # milliseconds without a key before the list is narrowed


class FilterLine(QLineEdit):
    """Filters one model; Escape empties it, Down goes into the list below when one is given.

    Without a model it only says what to look for: for lists that ask the store.
    """

    narrowed = Signal(str)

    def __init__(
        self,
        model: RowsModel[Any] | None,
        hint: str,
        *,
        below: QWidget | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._model = model
        self._below = below
        self.setPlaceholderText(hint)
        self.setAccessibleName(hint)
        self.setClearButtonEnabled(True)
        self.setMinimumWidth(theme.pixels(300))
        self.addAction(QAction(theme.icon("search", "muted"), "", self), QLineEdit.ActionPosition.LeadingPosition)
        self._pause = QTimer(self, interval=PAUSE, singleShot=True)
        self._pause.timeout.connect(self.apply)
        self.textChanged.connect(self._pause.start)

    def apply(self) -> None:
        """Filter now."""
        self._pause.stop()
        if self._model is not None:
            self._model.set_filter(self.text())
        self.narrowed.emit(self.text())

    def focusNextPrevChild(self, forward: bool, /) -> bool:
        """Tab goes on in what was typed for, however quickly it comes."""
        if self._pause.isActive():
            self.apply()
        return bool(super().focusNextPrevChild(forward))

    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
            self.apply()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.apply()
            super().keyPressEvent(event)
        elif event.key() == Qt.Key.Key_Down and self._below is not None:
            self.apply()
            self._below.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            super().keyPressEvent(event)
