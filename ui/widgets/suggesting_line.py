"""A line one types into freely, with what fits offered below it: the list takes neither keyboard nor mouse.

A completer of Qt's own would swallow the first click beside its list, on Save for one.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QHideEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit

from .editors import TextLine
from .suggestions import ENTER, STEPS, Suggestion, SuggestionList


class SuggestingLine(QLineEdit):
    """`picked` tells the number of what was chosen below, by mouse or by arrows and Enter."""

    picked = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._marked = -1  # the suggestion the arrows are on
        self.suggestions = SuggestionList(self)
        self.suggestions.chosen.connect(self._pick)
        self.textEdited.connect(lambda _: self.offer([]))

    def offer(self, offered: Sequence[Suggestion]) -> None:
        """Offer these below while one types here; none for no list."""
        self._marked = -1
        self.suggestions.offer(offered if self.hasFocus() else [])

    def _pick(self, number: int) -> None:
        self.offer([])
        self.picked.emit(number)

    def event(self, event: QEvent, /) -> bool:
        overriding = event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent)
        if overriding and event.key() == Qt.Key.Key_Escape and self.suggestions.isVisible():  # type: ignore[attr-defined]
            event.accept()
            return True
        return bool(super().event(event))

    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        key, is_open = Qt.Key(event.key()), self.suggestions.isVisible()
        if is_open and key in STEPS:
            self._marked = self.suggestions.step(STEPS[key])
        elif is_open and key == Qt.Key.Key_Escape:
            self.offer([])
        elif is_open and key in ENTER and self._marked >= 0:
            self._pick(self._marked)
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent, /) -> None:
        self.offer([])
        super().focusOutEvent(event)

    def hideEvent(self, event: QHideEvent, /) -> None:
        self.suggestions.hide()
        super().hideEvent(event)


class SuggestingText(TextLine):
    """A text typed freely; of the texts known those are offered that have what is typed in them."""

    def __init__(self, known: Sequence[str] = (), *, hint: str = "", longest: int = 200) -> None:
        super().__init__(hint=hint, longest=longest)
        self.known = list(known)
        assert isinstance(self.line, SuggestingLine)
        self._line = self.line
        self._line.textEdited.connect(self._offer)
        self._line.picked.connect(lambda number: self.line.setText(self.known[number]))

    def _new_line(self) -> QLineEdit:
        return SuggestingLine()

    def _offer(self, text: str) -> None:
        part = text.strip().casefold()
        self._line.offer([(n, words) for n, words in enumerate(self.known) if part and part in words.casefold()])
