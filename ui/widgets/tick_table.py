"""Several of many rows, each with a box to tick: an editor whose value is the list of the ticked rows' keys."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QStyle,
    QStyleOptionButton,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from .. import theme
from .buttons import button
from .cell_delegate import PADDING, CellDelegate
from .editors import Editor
from .rows_model import Column, RowsModel
from .table_view import TableView
from .text import label

R = TypeVar("R")
Index = QModelIndex | QPersistentModelIndex
BOX = 16  # pixels at 100 %, as in a form


class TickModel(RowsModel[R]):
    """Rows with a tick in the first column; a row that comes for the first time is ticked."""

    ticked_changed = Signal()

    def __init__(self, word: str, columns: Sequence[Column[R]], *, key: Callable[[R], Hashable]) -> None:
        self._left_out: set[Hashable] = set()
        tick: Column[R] = Column(word, lambda row: "yes" if self.is_ticked(row) else "no", width=len(word) * 8 + 40)
        super().__init__([tick, *columns], key=key)

    def is_ticked(self, row: R) -> bool:
        return self.row_key(row) not in self._left_out

    def ticked(self) -> list[R]:
        """The ticked rows as shown."""
        return [row for row in self.rows() if self.is_ticked(row)]

    def tick(self, rows: Iterable[R], on: bool) -> None:
        """Tick these rows, or take their ticks away."""
        keys = {self.row_key(row) for row in rows}
        self._left_out = self._left_out - keys if on else self._left_out | keys
        if self.rowCount():
            self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, 0))
        self.ticked_changed.emit()

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole, /) -> Any:
        if role == Qt.ItemDataRole.CheckStateRole and index.isValid() and index.column() == 0:
            on = self.is_ticked(self.row(index.row()))
            return Qt.CheckState.Checked if on else Qt.CheckState.Unchecked
        return super().data(index, role)

    def flags(self, index: Index, /) -> Qt.ItemFlag:
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsUserCheckable if index.isValid() and index.column() == 0 else flags


class TickTableView(TableView):
    """Space turns the ticks of the chosen rows, a click on a box its own."""

    def __init__(self, model: TickModel[Any], *, name: str) -> None:
        super().__init__(model, name=name)
        self.ticks = model
        self.setItemDelegate(_TickDelegate(self))

    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        rows = self.selected_rows() or [row for row in [self.current_row()] if row is not None]
        if event.key() == Qt.Key.Key_Space and rows:
            self.ticks.tick(rows, not all(self.ticks.is_ticked(row) for row in rows))
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent, /) -> None:
        super().mousePressEvent(event)
        self._turn_at(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent, /) -> None:
        super().mouseDoubleClickEvent(event)
        self._turn_at(event)

    def _turn_at(self, event: QMouseEvent) -> None:
        at = self.indexAt(event.position().toPoint())
        if at.isValid() and at.column() == 0 and event.button() == Qt.MouseButton.LeftButton and not event.modifiers():
            row = self.ticks.row(at.row())
            self.ticks.tick([row], not self.ticks.is_ticked(row))


class _TickDelegate(CellDelegate):
    """Paints the box as a form does."""

    def __init__(self, view: TickTableView) -> None:
        super().__init__(view)
        self._table = view
        self._box = QCheckBox(view)  # never shown: it lends its looks
        self._box.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._box.hide()

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index, /) -> None:
        if index.column() != 0:
            super().paint(painter, option, index)
            return
        painter.save()
        self._paint_ground(painter, option, index)
        look = QStyleOptionButton()
        look.initFrom(self._box)
        side = theme.pixels(BOX)
        cell: QRect = option.rect
        look.rect = QRect(cell.left() + PADDING, cell.top() + (cell.height() - side) // 2, side, side)
        on = self._table.ticks.is_ticked(self._table.ticks.row(index.row()))
        look.state = QStyle.StateFlag.State_Enabled | (QStyle.StateFlag.State_On if on else QStyle.StateFlag.State_Off)
        style = self._box.style()
        style.drawPrimitive(QStyle.PrimitiveElement.PE_IndicatorCheckBox, look, painter, self._box)
        painter.restore()


class TickTable(Editor, Generic[R]):
    """Every row is ticked at first; above the table stands how many are, with a way to tick all or none.

    It is as high as its rows, up to `most` of them; with 0 it takes the room there is.
    """

    def __init__(
        self,
        word: str,
        columns: Sequence[Column[R]],
        rows: Sequence[R],
        *,
        key: Callable[[R], Hashable],
        name: str,
        most: int = 8,
    ) -> None:
        super().__init__()
        self.model: TickModel[R] = TickModel(word, columns, key=key)
        self.count = label("", "muted", wrap=False)
        self.all_button = button("Choose all", lambda: self.model.tick(self.model.rows(), True), kind="link")
        self.none_button = button("Choose none", lambda: self.model.tick(self.model.rows(), False), kind="link")
        self.table = TickTableView(self.model, name=name)
        self._lay_out()
        self.model.set_rows(rows)
        if most:
            self.table.fit_rows(most)
        self.model.ticked_changed.connect(self._show_count)
        self.model.ticked_changed.connect(self.changed)
        self._show_count()

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(16)
        top.addWidget(self.count)
        top.addStretch(1)
        top.addWidget(self.all_button)
        top.addWidget(self.none_button)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(4)
        box.addLayout(top)
        box.addWidget(self.table)

    def _show_count(self) -> None:
        self.count.setText(f"{len(self.model.ticked())} of {self.model.rowCount()} chosen")

    def ticked(self) -> list[R]:
        """The rows that are ticked, in the order shown."""
        return self.model.ticked()

    def value(self) -> list[Hashable]:
        return [self.model.row_key(row) for row in self.ticked()]

    def set_value(self, value: Any) -> None:
        wanted = set(value or ())
        rows = self.model.rows()
        self.model.tick([row for row in rows if self.model.row_key(row) in wanted], True)
        self.model.tick([row for row in rows if self.model.row_key(row) not in wanted], False)

    def typed(self) -> Hashable:
        return frozenset(self.value())

    def inputs(self) -> Sequence[QWidget]:
        return (self.table,)
