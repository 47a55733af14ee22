"""A line of text with the usual words offered in a list that drops down: one of them, or anything typed."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QAbstractItemView, QComboBox, QWidget

from conference_app.domain.errors import RuleBroken

from .. import theme
from .editors import MOST_LETTERS, Editor
from .text import tooltip


class _Combo(QComboBox):
    """Keeps what is typed as it is, and does not change by a wheel meant for the page."""

    def __init__(self) -> None:
        super().__init__()
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setCompleter(None)  # type: ignore[arg-type]
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)

    def wheelEvent(self, event: QWheelEvent, /) -> None:
        event.ignore()


class TextChoice(Editor):
    """Value is the text without blanks around it, "" for nothing; too much raises RuleBroken("too_long")."""

    def __init__(self, offered: Iterable[str] = (), *, hint: str = "", longest: int = 200) -> None:
        super().__init__()
        self.combo = _Combo()
        self._longest = longest
        line = self.combo.lineEdit()
        assert line is not None
        self.line = line
        self.line.setMaxLength(MOST_LETTERS)
        self._hold(self.combo)
        self.offer(offered, hint)
        self.combo.editTextChanged.connect(self._say)
        self.combo.editTextChanged.connect(self.changed)

    def _say(self, text: str) -> None:
        self.combo.setToolTip(tooltip(text))  # a long ground is cut in a narrow line

    def offer(self, offered: Iterable[str], hint: str = "") -> None:
        """Offer other words; what stands there stays."""
        text, blocked = self.line.text(), self.combo.blockSignals(True)
        self.combo.clear()
        self.combo.addItems(list(offered))
        self._make_room(self.combo.view())
        self.combo.setCurrentIndex(-1)
        self.line.setText(text)
        self.line.setPlaceholderText(hint)
        self.combo.blockSignals(blocked)

    def _make_room(self, view: QAbstractItemView) -> None:
        """Let the list be as wide as its words, however narrow the line is."""
        widest = max((view.fontMetrics().horizontalAdvance(each) for each in self.offered()), default=0)
        view.setMinimumWidth(widest + theme.pixels(48) if widest else 0)

    def offered(self) -> list[str]:
        """The words in the list."""
        return [self.combo.itemText(n) for n in range(self.combo.count())]

    def value(self) -> str:
        text = " ".join(self.line.text().split())
        if len(text) > self._longest:
            raise RuleBroken("too_long", what="this text", most=self._longest)
        return text

    def set_value(self, value: Any) -> None:
        self.line.setText("" if value is None else str(value))
        self.line.setCursorPosition(0)

    def typed(self) -> Hashable:
        return self.line.text()

    def inputs(self) -> Sequence[QWidget]:
        return (self.combo,)
