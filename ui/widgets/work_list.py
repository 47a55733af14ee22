"""What has to be done, one thing a row: a shape, two lines, a reference, when, and the next step."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from .. import theme
from .buttons import button
from .rows_model import RowRole
from .tag import ink
from .text import Tone, label
from .work_grid import GAP, WIDEST_REFERENCE, WorkGrid, link_width

Index = QModelIndex | QPersistentModelIndex
NARROW = 600  # pixels at 100 %; a list narrower than this shows no reference
ICONS = {
    Tone.RED: "alert",
    Tone.AMBER: "clock",
    Tone.GREEN: "circle-check",
    Tone.BLUE: "info",
    Tone.GREY: "circle",
}
_TOKENS = {Tone.RED: "red", Tone.AMBER: "amber", Tone.GREEN: "green", Tone.BLUE: "accent", Tone.GREY: "muted"}


@dataclass(frozen=True)
class WorkRow:
    """One thing to do, when it presses over the day itself; `data` is whatever the page needs to open it."""

    title: str
    detail: str = ""
    reference: str = ""
    due: str = ""
    action: str = "Open"
    tone: Tone = Tone.GREY
    icon: str = ""
    due_detail: str = ""
    data: Any = None

    def spoken(self) -> str:
        """The row in words, for a screen reader."""
        parts = (self.title, self.detail, self.reference, self.when(), f"{self.action} with Enter")
        return ", ".join(part for part in parts if part)

    def when(self) -> str:
        """When it is due, in one line."""
        return ", ".join(part for part in (self.due, self.due_detail) if part)


class _Rows(QAbstractListModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.rows: list[WorkRow] = []

    def set_rows(self, rows: list[WorkRow]) -> None:
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex(), /) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole, /) -> Any:
        if not 0 <= index.row() < len(self.rows):
            return None
        row = self.rows[index.row()]
        if role == RowRole:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return row.title
        return row.spoken() if role == Qt.ItemDataRole.AccessibleTextRole else None


class _RowDelegate(QStyledItemDelegate):
    def __init__(self, view: WorkList) -> None:
        super().__init__(view)
        self._list = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index, /) -> QSize:
        return QSize(theme.pixels(300), theme.pixels(54))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index, /) -> None:
        row: WorkRow = index.data(RowRole)
        box = QRect(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected) and self._list.hasFocus()
        if chosen or option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(box, theme.colour("accent_tint" if chosen else "hover"))
        if chosen:
            painter.fillRect(box.left(), box.top(), 3, box.height(), theme.colour("accent"))
        if index.row() + 1 < index.model().rowCount():
            painter.fillRect(box.left(), box.bottom(), box.width(), 1, theme.colour("line"))
        self._paint_icon(painter, box, row)
        self._paint_words(painter, box, row)
        painter.restore()

    def _paint_icon(self, painter: QPainter, box: QRect, row: WorkRow) -> None:
        size = theme.pixels(18)
        ratio = self._list.devicePixelRatioF()
        picture = theme.icon_pixmap(row.icon or ICONS[row.tone], _TOKENS[row.tone], size, ratio)
        painter.drawPixmap(box.left() + theme.pixels(16), box.center().y() - size // 2, picture)

    def _paint_words(self, painter: QPainter, box: QRect, row: WorkRow) -> None:
        left, gap, widths = theme.pixels(48), theme.pixels(GAP), self._list.grid.widths()
        room = box.width() - left - theme.pixels(16) - widths.ends
        if box.width() < theme.pixels(NARROW) or widths.due > room:
            self._paint_narrow(painter, box, row)
            return
        reference = min(widths.reference, int(room * WIDEST_REFERENCE))
        words = room - reference
        at = box.left() + left
        _two_lines(painter, QRect(at, box.top(), words - gap, box.height()), row.title, row.detail)
        ref_box = QRect(at + words, box.top(), max(reference - theme.pixels(8), 0), box.height())
        _text(painter, ref_box, row.reference)
        due_box = QRect(at + words + reference, box.top(), widths.due + gap, box.height())
        _two_lines(painter, due_box, row.due, row.due_detail, tone=row.tone, weight=600)
        link = self._list.link_box(box, row)
        _text(painter, link, row.action, colour="accent", weight=500, right=True)

    def _paint_narrow(self, painter: QPainter, box: QRect, row: WorkRow) -> None:
        """When it is due stands before the detail; the reference gives way."""
        link = self._list.link_box(box, row)
        left = box.left() + theme.pixels(48)
        room = link.left() - left - theme.pixels(8)
        _text(painter, QRect(left, box.top() + theme.pixels(8), room, theme.pixels(20)), row.title)
        below = QRect(left, box.top() + theme.pixels(28), room, theme.pixels(18))
        when = row.when()
        _text(painter, below, when, tone=row.tone, weight=600, size=12)
        used = QFontMetrics(theme.font(12, 600)).horizontalAdvance(when) + theme.pixels(8) if when else 0
        _text(painter, below.adjusted(used, 0, 0, 0), row.detail, colour="muted", size=12)
        _text(painter, link, row.action, colour="accent", weight=500, right=True)


def _two_lines(
    painter: QPainter, box: QRect, text: str, detail: str, *, tone: Tone | None = None, weight: int = 400
) -> None:
    """Text over its muted second line; alone it stands in the middle."""
    first = QRect(box.left(), box.top() + theme.pixels(8), box.width(), theme.pixels(20))
    below = QRect(box.left(), box.top() + theme.pixels(28), box.width(), theme.pixels(18))
    _text(painter, first if detail else box, text, tone=tone, weight=weight)
    _text(painter, below, detail, colour="muted", size=12)


def _text(
    painter: QPainter,
    box: QRect,
    text: str,
    *,
    colour: str = "text",
    tone: Tone | None = None,
    size: int = 14,
    weight: int = 400,
    right: bool = False,
) -> None:
    font = theme.font(size, weight)
    painter.setFont(font)
    painter.setPen(theme.colour(colour) if tone in {None, Tone.GREY} else ink(tone or Tone.GREY))
    side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
    shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, box.width())
    painter.drawText(box, side | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, shown)


class WorkList(QListView):
    """Rows of 54 pixels, as high as its rows; Enter, a double click or the link at the right opens one."""

    opened = Signal(object)  # WorkRow

    def __init__(self, name: str, grid: WorkGrid | None = None, parent: QWidget | None = None) -> None:
        """Lists with the same `grid` have their columns in one line."""
        super().__init__(parent)
        self.grid = grid or WorkGrid()
        self.setAccessibleName(name)
        self.setProperty("inner", True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self._rows = _Rows(self)
        self.setModel(self._rows)
        self.setItemDelegate(_RowDelegate(self))
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.grid.join(self, lambda: self._rows.rows)

    def set_rows(self, rows: Iterable[WorkRow]) -> None:
        """Show these rows."""
        self._rows.set_rows(list(rows))
        if self._rows.rows:
            self.setCurrentIndex(self._rows.index(0, 0))
        self.setFixedHeight(max(len(self._rows.rows), 1) * theme.pixels(54) + 2)
        self.grid.measure_again()

    def rows(self) -> list[WorkRow]:
        return list(self._rows.rows)

    def link_box(self, box: QRect, row: WorkRow) -> QRect:
        """Where the link of a row stands."""
        width = link_width(row.action)
        right = box.right() - theme.pixels(16)
        return QRect(right - width, box.top(), width, box.height())

    def _over_link(self, event: QMouseEvent) -> WorkRow | None:
        at = self.indexAt(event.position().toPoint())
        row: WorkRow | None = at.data(RowRole) if at.isValid() else None
        if row is None:
            return None
        grown = self.link_box(self.visualRect(at), row).adjusted(-8, 0, 16, 0)
        return row if grown.contains(event.position().toPoint()) else None

    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        row = self.currentIndex().data(RowRole)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and row is not None:
            self.opened.emit(row)
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent, /) -> None:
        row = self._over_link(event)
        super().mouseReleaseEvent(event)
        if row is not None and event.button() == Qt.MouseButton.LeftButton:
            self.opened.emit(row)

    def mouseDoubleClickEvent(self, event: QMouseEvent, /) -> None:
        at = self.indexAt(event.position().toPoint())
        if at.isValid() and self._over_link(event) is None:
            self.opened.emit(at.data(RowRole))

    def mouseMoveEvent(self, event: QMouseEvent, /) -> None:
        super().mouseMoveEvent(event)
        over = self._over_link(event) is not None
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)

    def leaveEvent(self, event: QEvent, /) -> None:
        super().leaveEvent(event)
        self.viewport().update()


def _itself(row: WorkRow) -> WorkRow:
    return row


class WorkSection(QWidget):
    """A heading with its count over a card of rows; says something friendly when there is nothing."""

    opened = Signal(object)  # WorkRow

    def __init__(
        self,
        title: str,
        *,
        empty: str = "",
        most: int = 50,
        grid: WorkGrid | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._most = most
        self._empty_words = empty
        self._title = label(title, "heading", wrap=False)
        self._count = label(role="muted", wrap=False)
        self._more = label(role="small")
        self._every: list[Any] = []
        self._row_for: Callable[[Any], WorkRow] = _itself
        self._total: int | None = None
        self._shows_all = False
        self.all_button = button("Show all", self.show_all, kind="link")
        self._empty = label(empty, "muted")
        self._empty.setContentsMargins(16, 12, 16, 12)
        self.list = WorkList(title, grid)
        self.list.opened.connect(self.opened)
        head = QHBoxLayout()
        head.setContentsMargins(4, 0, 4, 0)
        head.setSpacing(8)
        head.addWidget(self._title)
        head.addWidget(self._count)
        head.addStretch(1)
        frame = _Frame()
        inside = QVBoxLayout(frame)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.setSpacing(0)
        inside.addWidget(self.list)
        inside.addWidget(self._empty)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(8)
        box.addLayout(head)
        box.addWidget(frame)
        box.addWidget(self._more)
        box.addWidget(self.all_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.set_rows([])

    def set_rows(
        self, things: Iterable[Any], total: int | None = None, *, row_for: Callable[[Any], WorkRow] = _itself
    ) -> None:
        """Show a row for each (for the first ones, until all are asked for); `total` when only some were read.

        `row_for` puts a thing into words, and is asked only for those shown; without it they are rows.
        """
        self._every, self._total, self._row_for = list(things), total, row_for
        shown = [row_for(thing) for thing in (self._every if self._shows_all else self._every[: self._most])]
        count = len(self._every) if total is None else total
        self.list.set_rows(shown)
        self.list.setVisible(bool(shown))
        self._empty.setVisible(not shown)
        self._count.setText(str(count))
        left = count - len(shown)
        self.all_button.setText(f"Show all {count}")
        self.all_button.setVisible(left > 0 and total is None)
        self._more.setText(f"and {left} more" if left else "")
        self._more.setVisible(left > 0 and total is not None)
        self.setVisible(bool(shown) or bool(self._empty_words))

    def show_all(self) -> None:
        """Show the rows kept back, and go on from where the list ended."""
        at = self.list.model().rowCount()
        self._shows_all = True
        self.set_rows(self._every, self._total, row_for=self._row_for)
        self.list.setCurrentIndex(self.list.model().index(at, 0))
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)


class _Frame(QWidget):
    """The card round the rows, painted over their corners."""

    def paintEvent(self, event: QPaintEvent, /) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(theme.colour("card"))
        painter.setPen(QPen(theme.colour("line"), 1))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
