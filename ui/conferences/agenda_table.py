"""The agenda's table: items are dragged to another place as well as moved by keys."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView

from ..widgets.rows_model import R, RowsModel
from ..widgets.table_view import TableView


class MovableRows(RowsModel[R]):
    """Rows that may be taken by the mouse; the table says where they were put."""

    def flags(self, index: QModelIndex | QPersistentModelIndex, /) -> Qt.ItemFlag:
        ways = Qt.ItemFlag.ItemIsDragEnabled if index.isValid() else Qt.ItemFlag.ItemIsDropEnabled
        return super().flags(index) | ways

    def mimeData(self, indexes: object, /) -> QMimeData:
        made = QMimeData()
        made.setData("application/x-agenda-item", b"")
        return made

    def mimeTypes(self) -> list[str]:
        return ["application/x-agenda-item"]

    def supportedDropActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction


class AgendaTable(TableView):
    """Says which row was moved, by mouse or Alt+Up and Alt+Down, and by how many places; moves nothing by itself."""

    moved = Signal(object, int)
    removal_requested = Signal(object)

    def allow_dragging(self) -> None:
        """Let rows be taken by the mouse."""
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDragDropOverwriteMode(False)
        self.setDropIndicatorShown(True)

    def place_for(self, event: QDropEvent) -> int:
        """The number of the row before which the mouse would put the item."""
        point = event.position().toPoint()
        at = self.indexAt(point)
        if not at.isValid():
            return self.rows_model.rowCount()
        return at.row() + int(point.y() > self.visualRect(at).center().y())

    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        row = self.current_row()
        alt = event.modifiers() == Qt.KeyboardModifier.AltModifier
        if row is not None and alt and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.moved.emit(row, -1 if event.key() == Qt.Key.Key_Up else 1)
        elif row is not None and event.key() == Qt.Key.Key_Delete:
            self.removal_requested.emit(row)
        else:
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent, /) -> None:
        if event.source() is self:
            super().dragEnterEvent(event)

    def dragMoveEvent(self, event: QDragMoveEvent, /) -> None:
        if event.source() is self:
            super().dragMoveEvent(event)
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent, /) -> None:
        here = self.currentIndex().row()
        there = self.place_for(event)
        event.setDropAction(Qt.DropAction.IgnoreAction)
        event.accept()
        self.setState(QAbstractItemView.State.NoState)
        by = there - here - (1 if there > here else 0)
        if here >= 0 and by:
            self.moved.emit(self.rows_model.row(here), by)
