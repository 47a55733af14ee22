"""Garbage is collected in the window's thread only: a widget that dies in another one crashes Qt."""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

BETWEEN_LOOKS = 1000  # milliseconds
GENERATIONS = (2, 1, 0)


class GarbageWatch(QObject):
    """Python would collect in whichever thread asks for memory, the background's too; from now on it never does."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self, interval=BETWEEN_LOOKS)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def look(self) -> None:
        """Collect the oldest generation that Python itself would collect by now."""
        for generation in GENERATIONS:
            if gc.get_count()[generation] > gc.get_threshold()[generation]:
                gc.collect(generation)
                return
