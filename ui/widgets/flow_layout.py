"""A layout that sets its widgets side by side and goes on in the next line when the room ends."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget


class FlowLayout(QLayout):
    """Left to right, then down; every item has its natural size."""

    def __init__(self, parent: QWidget | None = None, *, gap: int = 8, line_gap: int | None = None) -> None:
        super().__init__(parent)
        self.setContentsMargins(0, 0, 0, 0)
        self._items: list[QLayoutItem] = []
        self._gap = gap
        self._line_gap = gap if line_gap is None else line_gap
        self._second_line: QWidget | None = None

    def break_before(self, widget: QWidget | None) -> None:
        """Where the line ends first when not everything finds room in it; None for wherever the room ends."""
        self._second_line = widget

    def addItem(self, item: QLayoutItem, /) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int, /) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int, /) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int, /) -> int:
        return self._arrange(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, rect: QRect, /) -> None:
        super().setGeometry(rect)
        self._arrange(rect, move=True)

    def sizeHint(self) -> QSize:
        hints = [item.sizeHint() for item in self._items if not item.isEmpty()]
        width = sum(hint.width() for hint in hints) + self._gap * max(len(hints) - 1, 0)
        return QSize(width, max((hint.height() for hint in hints), default=0))

    def minimumSize(self) -> QSize:
        size = QSize()
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        return size

    def _arrange(self, rect: QRect, *, move: bool) -> int:
        """Lay the lines out, each item centred in its line; returns the height used."""
        x, y, lines = rect.x(), rect.y(), [list[tuple[QLayoutItem, int]]()]
        breaks_early = self._second_line is not None and self.sizeHint().width() > rect.width()
        for item in self._items:
            if item.isEmpty():
                continue
            width = min(item.sizeHint().width(), max(rect.width(), item.minimumSize().width()))
            ends = breaks_early and item.widget() is self._second_line
            if x > rect.x() and (ends or x + width > rect.right() + 1):
                x = rect.x()
                lines.append([])
            lines[-1].append((item, x))
            x += width + self._gap
        for line in lines:
            height = max((item.sizeHint().height() for item, _ in line), default=0)
            for item, left in line:
                hint = item.sizeHint()
                if move:
                    top = y + (height - hint.height()) // 2
                    width = min(hint.width(), rect.width())
                    item.setGeometry(QRect(QPoint(left, top), QSize(width, hint.height())))
            y += height + self._line_gap
        return max(y - self._line_gap - rect.y(), 0)
