"""Rows of a page: what stands over a list, and one thing at the left."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLayout, QSizePolicy, QWidget

from .. import theme
from .flow_layout import FlowLayout


class ToolRow(QWidget):
    """`first` is never narrower than `least` pixels at 100 % beside the others."""

    def __init__(self, first: QWidget, others: Sequence[QWidget], *, gap: int = 8, least: int = 0) -> None:
        super().__init__()
        self._first, self._least = first, least
        self._rest = QWidget()
        self._flow = FlowLayout(self._rest, gap=gap)
        for each in others:
            self._flow.addWidget(each)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(gap)
        self._row.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)  # it may be narrower than all in one line
        self._row.addWidget(first, 1)
        self._row.addWidget(self._rest, 0, Qt.AlignmentFlag.AlignVCenter)

    def add(self, other: QWidget) -> None:
        """One more of the others."""
        self._flow.addWidget(other)

    def event(self, event: QEvent, /) -> bool:
        if event.type() in {QEvent.Type.Resize, QEvent.Type.LayoutRequest}:
            self._turn()
        return bool(super().event(event))

    def minimumSizeHint(self) -> QSize:
        width = max(theme.pixels(self._least), self._first.minimumSizeHint().width(), self._flow.minimumSize().width())
        return QSize(width, self._row.minimumSize().height())

    def _turn(self) -> None:
        """Side by side where there is room for all in one line."""
        least = max(theme.pixels(self._least), self._first.minimumSizeHint().width())
        narrow = self.width() < least + self._row.spacing() + self._flow.sizeHint().width()
        ways, policy = QBoxLayout.Direction, QSizePolicy.Policy
        self._rest.setSizePolicy(policy.Preferred if narrow else policy.Fixed, policy.Preferred)
        self._row.setDirection(ways.TopToBottom if narrow else ways.LeftToRight)


def at_left(widget: QWidget) -> QHBoxLayout:
    """A row with one thing at its left, as wide as it wants to be."""
    line = QHBoxLayout()
    line.setContentsMargins(0, 0, 0, 0)
    line.addWidget(widget)
    line.addStretch(1)
    return line
