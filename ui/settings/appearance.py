"""Appearance: light, dark, or as the system has it."""

from __future__ import annotations

from collections.abc import Callable
from typing import get_args

from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from .. import theme
from ..widgets.card import Card
from ..widgets.editors import RadioChoice
from ..widgets.form import Form
from ..widgets.text import label

SCHEMES: tuple[tuple[theme.Scheme, str], ...] = (
    ("system", "As the system has it"),
    ("light", "Light"),
    ("dark", "Dark"),
)


class AppearanceTab(QWidget):
    """Applied at once and remembered on this computer, not in the store."""

    def __init__(self, scheme: str, remember: Callable[[str, str], object], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._remember = remember
        self.form = Form()
        known = scheme if scheme in get_args(theme.Scheme) else "system"
        self.form.add("scheme", "Colours", RadioChoice(SCHEMES, upright=True), value=known)
        self.form.changed.connect(self._apply)
        card = Card("Appearance")
        card.add(self.form)
        card.add(label("Text size and high contrast follow the system.", "muted"))
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(card)
        box.addStretch(1)

    def refresh(self) -> None:
        """Nothing of it stands in the store."""

    def _apply(self) -> None:
        scheme, app = self.form.value("scheme"), QApplication.instance()
        if scheme is not None and isinstance(app, QApplication):
            theme.apply_theme(app, scheme)
            self._remember("scheme", scheme)
