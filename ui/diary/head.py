"""The head of the diary: what is shown, the way to the next, how much at once, and by whose time."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QHBoxLayout, QPushButton, QWidget

from conference_app.domain.errors import RuleBroken

from ..widgets.buttons import button, icon_button
from ..widgets.choice import Choice
from ..widgets.text import ElidedLabel
from .columns import Grouping, Lens
from .days import Scale

GROUPINGS = [(Grouping.CHAIR, "By chair"), (Grouping.ROOM, "By room"), (Grouping.FAMILY, "For a family")]
EVERYBODY = {Grouping.CHAIR: "All chairs", Grouping.ROOM: "All rooms", Grouping.FAMILY: "All families"}
GAP = 12


class DiaryHead(QWidget):
    """One line where there is room for it, two otherwise; the page connects what it holds."""

    def __init__(self, turn: Callable[[int], object], show_today: Callable[[], object]) -> None:
        super().__init__()
        self.title = ElidedLabel("", "title")
        self.back_button = icon_button("chevron-left", "Back (Page Up)", lambda: turn(-1))
        self.today_button = button("Today", show_today, hint="Today (Home)")
        self.on_button = icon_button("chevron-right", "On (Page Down)", lambda: turn(1))
        self.scales = {scale: _scale_button(scale) for scale in Scale}
        self.scale_group = QButtonGroup(self)
        for each in self.scales.values():
            self.scale_group.addButton(each)
        self.grouping = Choice(GROUPINGS, none=None, width=126)
        self.grouping.set_value(Grouping.CHAIR)
        self.grouping.combo.setAccessibleName("Look at the diary")
        self.which = {grouping: Choice(none=words, search=True, width=190) for grouping, words in EVERYBODY.items()}
        for grouping, choice in self.which.items():
            choice.combo.setAccessibleName(grouping.value.capitalize())
            if (line := choice.combo.lineEdit()) is not None:
                line.setAccessibleName(grouping.value.capitalize())
        self.print_button = icon_button("printer", "Print this diary sheet (Ctrl+P)")
        self.calendar_button = icon_button("download", "Save these days as a calendar file, for a diary of your own")
        self.find_button = button("Find a slot…", kind="primary")
        self._left = _row(self.back_button, self.today_button, self.on_button, gap=4)
        self._scale_row = _row(*self.scales.values(), gap=4)
        self._right = _row(
            self.grouping, *self.which.values(), self.print_button, self.calendar_button, self.find_button, gap=8
        )
        self.show_grouping()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(GAP)
        self._grid.setVerticalSpacing(8)
        self._lines = 0
        self._arrange(1)

    def set_title(self, words: str) -> None:
        """What is shown."""
        self.title.setText(words)
        self._fit()

    def lens(self) -> Lens:
        """By whose time; everybody's while a name is half typed."""
        grouping = self.grouping.chosen()
        try:
            return Lens(grouping, self.which[grouping].value())
        except RuleBroken:
            return Lens(grouping)

    def show_grouping(self) -> None:
        """Offer chairs, rooms or families, as chosen."""
        for grouping, choice in self.which.items():
            choice.setVisible(grouping == self.grouping.chosen())

    def minimumSizeHint(self) -> QSize:
        widest = max(self._right.minimumSizeHint().width(), self._left.minimumSizeHint().width())
        return QSize(widest, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent, /) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Two lines where one would cut the title."""
        parts = (self.title, self._left, self._scale_row, self._right)
        wanted = sum(part.sizeHint().width() for part in parts) + GAP * len(parts)
        self._arrange(1 if wanted <= self.width() else 2)

    def _arrange(self, lines: int) -> None:
        if lines == self._lines:
            return
        self._lines = lines
        grid, top = self._grid, Qt.AlignmentFlag.AlignVCenter
        for part in (self.title, self._left, self._scale_row, self._right):
            grid.removeWidget(part)
        grid.addWidget(self.title, 0, 0, top)
        grid.addWidget(self._left, 0, 1, top)
        grid.addWidget(self._scale_row, 0, 2, top)
        if lines == 1:
            grid.addWidget(self._right, 0, 4, top)
        else:
            grid.addWidget(self._right, 1, 0, 1, 5, Qt.AlignmentFlag.AlignRight | top)
        grid.setColumnStretch(3, 1)
        self.updateGeometry()


def _row(*parts: QWidget, gap: int) -> QWidget:
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(gap)
    for part in parts:
        row.addWidget(part, 0, Qt.AlignmentFlag.AlignVCenter)
    return made


def _scale_button(scale: Scale) -> QPushButton:
    made = button(scale.value.capitalize(), hint=f"Show a {scale.value}")
    made.setCheckable(True)
    return made
