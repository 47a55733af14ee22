"""What a change would bring with it, in sentences beside the form that makes it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from . import theme
from .booking_words import Words
from .widgets.card import Card
from .widgets.text import label

WIDTH = 320
NOTHING = "Nothing changes yet."


class Consequences(Card):
    """The sentences, each in its tone; shown anew while somebody types."""

    def __init__(self) -> None:
        super().__init__("What this brings with it")
        self._shown: tuple[Words, ...] = ()
        self.setMinimumWidth(theme.pixels(WIDTH))
        self._holder = QVBoxLayout()
        self._holder.setSpacing(8)
        self.add(self._holder)
        self.body.addStretch(1)
        self._inner = QWidget()
        self._holder.addWidget(self._inner)
        self.show_lines(())

    def show_lines(self, said: Sequence[Words]) -> None:
        """Say these, one below the other."""
        if self._shown == tuple(said) and said:
            return
        self._shown = tuple(said)
        made = QWidget()
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for words, tone in said:
            column.addWidget(label(words, tone=tone))
        if not said:
            column.addWidget(label(NOTHING, "muted"))
        self._holder.replaceWidget(self._inner, made)
        self._inner.hide()
        self._inner.deleteLater()
        self._inner = made
        self.setAccessibleDescription(" ".join(words for words, _ in said) or NOTHING)

    def words(self) -> str:
        """Everything it says."""
        return " ".join(words for words, _ in self._shown)
