"""A table over rows: sorts by its heads, copies as TSV, opens by Enter or double click, says when empty."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QFontMetrics,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QApplication, QHeaderView, QMenu, QTableView, QWidget

from .. import theme
from .cell_delegate import PADDING, CellDelegate, natural_width
from .rows_model import RowsModel, cell_text

SAMPLE = 60  # rows measured to find a column's width
BROUGHT = (
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
    Qt.FocusReason.OtherFocusReason,
)


class TableView(QTableView):
    """Rows are selected whole; the row under the cursor is opened by Enter, Return or a double click."""

    opened = Signal(object)  # the row
    selection_changed = Signal(object)  # list of rows

    def __init__(
        self,
        model: RowsModel[Any],
        *,
        name: str,
        empty: str = "Nothing here yet.",
        export: Callable[[list[Any]], object] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.rows_model = model
        self.export = export
        self.menu_actions: list[tuple[str, Callable[[list[Any]], object]]] = []
        self._empty = empty
        self._kept: list[Hashable] = []
        self._widths: dict[int, int] = {}
        self._laying_out = False
        self._fits = False
        if model.parent() is None:
            model.setParent(self)
        self.setAccessibleName(name)
        self._set_behaviour()
        self._set_heads()
        self.setModel(model)
        self.setItemDelegate(CellDelegate(self))
        self.selectionModel().selectionChanged.connect(self._tell_selection)
        self._watch(model)
        self.lay_out()

    def _set_behaviour(self) -> None:
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setMouseTracking(True)
        self.setCornerButtonEnabled(False)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        tall = any(column.second and not column.beside for column in self.rows_model.columns)
        self.set_row_height(54 if tall else 40)

    def _set_heads(self) -> None:
        heads = self.horizontalHeader()
        heads.setHighlightSections(False)
        heads.setSectionsClickable(True)
        heads.setSortIndicatorShown(True)
        heads.setSortIndicatorClearable(True)
        heads.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        heads.setMinimumSectionSize(theme.pixels(48))
        heads.setFixedHeight(theme.pixels(34))
        heads.setTextElideMode(Qt.TextElideMode.ElideRight)
        heads.sortIndicatorChanged.connect(self._sort)
        heads.sectionResized.connect(self._keep_width)

    def _watch(self, model: RowsModel[Any]) -> None:
        model.modelAboutToBeReset.connect(self._remember)
        model.modelReset.connect(self._restore)
        model.layoutChanged.connect(self._after_layout)

    # what pages use

    def set_row_height(self, height: int) -> None:
        """Rows of this height in pixels at 100 %, between 36 and 54."""
        self.verticalHeader().setMinimumSectionSize(24)
        self.verticalHeader().setDefaultSectionSize(theme.pixels(height))

    def set_empty(self, sentence: str) -> None:
        """What stands in the table while it has no rows."""
        self._empty = sentence
        self.viewport().update()

    def fit_rows(self, most: int = 200) -> None:
        """Be as high as the rows are, so that the page scrolls and not the table."""
        self._fits = True
        self._most = most
        self._fit()

    def sort_by(self, title: str, *, descending: bool = False) -> None:
        """Sort by the column with this title."""
        at = [column.title for column in self.rows_model.columns].index(title)
        order = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
        self.horizontalHeader().setSortIndicator(at, order)

    def current_row(self) -> Any | None:
        """The row under the cursor, None without one."""
        at = self.currentIndex()
        return self.rows_model.row(at.row()) if at.isValid() else None

    def selected_rows(self) -> list[Any]:
        """The selected rows from top to bottom."""
        numbers = sorted(index.row() for index in self.selectionModel().selectedRows())
        return [self.rows_model.row(number) for number in numbers]

    def select_key(self, key: Hashable) -> bool:
        """Put the cursor on the row with this key; False if it is not shown."""
        number = self.rows_model.find(key)
        if number >= 0:
            self.selectRow(number)
            self.scrollTo(self.rows_model.index(number, 0))
        return number >= 0

    def selectRow(self, row: int, /) -> None:
        """Choose one row and no other; Qt's own would heed a Ctrl or Shift still held after Ctrl+S."""
        flags = QItemSelectionModel.SelectionFlag
        self.selectionModel().setCurrentIndex(self.rows_model.index(row, 0), flags.ClearAndSelect | flags.Rows)

    def copy(self) -> str:
        """Put the selected rows on the clipboard as tab-separated lines under their titles."""
        columns = self.rows_model.columns
        lines = ["\t".join(column.title for column in columns)]
        for row in self.selected_rows():
            lines.append("\t".join(" ".join(cell_text(column, row).split()) for column in columns))
        text = "\n".join(lines)
        QGuiApplication.clipboard().setText(text)
        return text

    def add_menu_action(self, word: str, act: Callable[[list[Any]], object]) -> None:
        """One more entry of the context menu; gets the selected rows."""
        self.menu_actions.append((word, act))

    # selection and order

    def _sort(self, at: int, order: Qt.SortOrder) -> None:
        self.rows_model.sort(at, order)

    def _tell_selection(self) -> None:
        self.selection_changed.emit(self.selected_rows())

    def _remember(self) -> None:
        self._kept = [self.rows_model.row_key(row) for row in self.selected_rows()]

    def _restore(self) -> None:
        self._after_layout()
        wanted, selection = set(self._kept), self.selectionModel()
        if not wanted:
            return
        flags = QItemSelectionModel.SelectionFlag
        for number, row in enumerate(self.rows_model.rows()):
            if self.rows_model.row_key(row) in wanted:
                at = self.rows_model.index(number, 0)
                selection.select(at, flags.Select | flags.Rows)
                if not self.currentIndex().isValid():
                    selection.setCurrentIndex(at, flags.NoUpdate)
        if not selection.hasSelection():
            self.selection_changed.emit([])

    def _after_layout(self) -> None:
        self.lay_out()
        self._fit()
        self.viewport().update()

    def _fit(self) -> None:
        if not self._fits:
            return
        rows = min(max(self.rows_model.rowCount(), 2), self._most)
        height = self.horizontalHeader().height() + rows * self.verticalHeader().defaultSectionSize() + 2
        self.setFixedHeight(height)

    # widths

    def lay_out(self) -> None:
        """Give each column its width: fixed, from its content, or a share of what is left."""
        columns, heads = self.rows_model.columns, self.horizontalHeader()
        shown = [n for n in range(len(columns)) if not self.isColumnHidden(n)]
        wanted = [(self._widths.get(n) or self._natural(n)) if n in shown else 0 for n in range(len(columns))]
        room = self.viewport().width() - sum(wanted)
        elastic = [n for n in shown if columns[n].stretch and n not in self._widths]
        elastic = elastic or [n for n in shown if n not in self._widths][:1]
        if room > 0 or sum(wanted[n] for n in elastic) + room >= theme.pixels(120) * len(elastic):
            wanted = _shared(wanted, elastic, room)
        elif elastic:
            least = theme.pixels(120) * len(elastic)
            wanted = _shared(wanted, elastic, least - sum(wanted[n] for n in elastic))
        self._laying_out = True
        for number in shown:
            heads.resizeSection(number, wanted[number])
        self._laying_out = False

    def _natural(self, number: int) -> int:
        column = self.rows_model.columns[number]
        head = QFontMetrics(theme.font(12, 500)).horizontalAdvance(column.title) + 2 * PADDING + 16
        if column.width:
            return max(theme.pixels(column.width), head)
        count = self.rows_model.rowCount()
        step = max(count // SAMPLE, 1)
        cells = (natural_width(column, self.rows_model.row(n)) for n in range(0, count, step))
        return min(max(head, *cells, 0), theme.pixels(360))

    def _keep_width(self, number: int, _old: int, new: int) -> None:
        if not self._laying_out:
            self._widths[number] = new

    def resizeEvent(self, event: QResizeEvent, /) -> None:
        super().resizeEvent(event)
        self.lay_out()

    # keys, mouse, menu

    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        row = self.current_row()
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif _asks_for_menu(event):
            self.open_menu()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and row is not None:
            self.opened.emit(row)
        elif event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End) and not event.modifiers() and self.rows_model.rowCount():
            self.selectRow(0 if event.key() == Qt.Key.Key_Home else self.rows_model.rowCount() - 1)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent, /) -> None:
        """The line the keyboard comes to is marked: Qt makes it the current one and shows nothing of it."""
        super().focusInEvent(event)
        if event.reason() in BROUGHT and not self.selectionModel().hasSelection() and self.rows_model.rowCount():
            self.selectRow(max(self.currentIndex().row(), 0))

    def mouseDoubleClickEvent(self, event: QMouseEvent, /) -> None:
        at = self.indexAt(event.position().toPoint())
        if at.isValid() and event.button() == Qt.MouseButton.LeftButton:
            self.opened.emit(self.rows_model.row(at.row()))
        else:
            super().mouseDoubleClickEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent, /) -> None:
        super().mouseMoveEvent(event)
        self._hover(self.indexAt(event.position().toPoint()))

    def leaveEvent(self, event: QEvent, /) -> None:
        super().leaveEvent(event)
        self._hover(QModelIndex())

    def _hover(self, at: QModelIndex) -> None:
        number = at.row() if at.isValid() else -1
        if self.property("hovered") != number:
            self.setProperty("hovered", number)
            self.viewport().update()

    def contextMenuEvent(self, event: QContextMenuEvent, /) -> None:
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            self.open_menu()
        else:
            self.menu().popup(event.globalPos())

    def open_menu(self) -> None:
        """The menu of the line under the cursor, at that line; of the first one while none was chosen."""
        if QApplication.activePopupWidget() is not None:
            return  # some systems tell of the key and of the wish
        if not self.currentIndex().isValid() and self.rows_model.rowCount():
            self.selectRow(0)
        self.scrollTo(self.currentIndex())
        line = self.visualRect(self.currentIndex())
        self.menu().popup(self.viewport().mapToGlobal(line.bottomLeft() if line.isValid() else QPoint()))

    def menu(self) -> QMenu:
        """What can be done with the selected rows, sorting without a mouse included."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        row, rows = self.current_row(), self.selected_rows()
        if row is not None:
            menu.addAction("Open", lambda: self.opened.emit(row))
            for word, act in self.menu_actions:
                menu.addAction(word, partial(act, rows))
            menu.addSeparator()
            menu.addAction("Copy rows", self.copy)
        order = menu.addMenu("Sort by")
        for column in self.rows_model.columns:
            if column.title:
                order.addAction(column.title, partial(self._sort_or_turn, column.title))
        if self.export is not None:
            export = self.export
            menu.addAction("Export list…", lambda: export(self.rows_model.rows()))
        return menu

    def _sort_or_turn(self, title: str) -> None:
        now = self.rows_model.sorted_by()
        same = now is not None and self.rows_model.columns[now[0]].title == title
        self.sort_by(title, descending=bool(same and now and now[1] == Qt.SortOrder.AscendingOrder))

    def paintEvent(self, event: QPaintEvent, /) -> None:
        super().paintEvent(event)
        if self.rows_model.rowCount() == 0:
            filtered = self.rows_model.total() > 0
            painter = QPainter(self.viewport())
            painter.setPen(theme.colour("muted"))
            painter.setFont(theme.font(14))
            words = "No line matches what you typed." if filtered else self._empty
            box = self.viewport().rect().adjusted(24, 16, -24, -16)
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, words)


def _asks_for_menu(event: QKeyEvent) -> bool:
    shifted = event.modifiers() == Qt.KeyboardModifier.ShiftModifier
    return event.key() == Qt.Key.Key_Menu or (event.key() == Qt.Key.Key_F10 and shifted)


def _shared(widths: list[int], elastic: list[int], room: int) -> list[int]:
    """The widths with the room (which may be negative) shared among the elastic columns."""
    shared = list(widths)
    for number in elastic:
        shared[number] = max(shared[number] + room // len(elastic), theme.pixels(80))
    return shared
