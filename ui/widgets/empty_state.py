"""What a list shows when there is nothing in it: an icon, a friendly sentence and the next step."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from .. import theme
from .text import label


class EmptyState(QWidget):
    """Centred in the room it gets."""

    def __init__(
        self,
        sentence: str,
        detail: str = "",
        *,
        icon: str = "inbox",
        action: QPushButton | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        picture = QLabel()
        theme.set_icon(picture, icon, "muted", 32)
        self._sentence = label(sentence, "heading")
        self._detail = label(detail, "muted")
        self._detail.setVisible(bool(detail))
        box = QVBoxLayout(self)
        box.setContentsMargins(24, 32, 24, 32)
        box.setSpacing(8)
        box.addStretch(1)
        for part in (picture, self._sentence, self._detail):
            part.setAlignment(Qt.AlignmentFlag.AlignCenter)
            box.addWidget(part)
        if action is not None:
            box.addSpacing(8)
            box.addWidget(action, 0, Qt.AlignmentFlag.AlignCenter)
        box.addStretch(1)
        self.setAccessibleName(f"{sentence} {detail}".strip())

    def set_text(self, sentence: str, detail: str = "") -> None:
        """Say something else."""
        self._sentence.setText(sentence)
        self._detail.setText(detail)
        self._detail.setVisible(bool(detail))
        self.setAccessibleName(f"{sentence} {detail}".strip())
