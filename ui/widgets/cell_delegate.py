"""Paints the cells of a table: text, muted second lines and tags, elided where room is short."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView, QToolTip

from .. import theme
from .rows_model import RIGHT, Column, RowsModel
from .tag import ink, paint_tag, tag_size
from .text import tooltip

PADDING = 12
Index = QModelIndex | QPersistentModelIndex


class CellDelegate(QStyledItemDelegate):
    """Asks the column itself, so a cell costs a few calls and no objects."""

    def __init__(self, view: QTableView, parent: QObject | None = None) -> None:
        super().__init__(parent or view)
        self._view = view

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index, /) -> None:
        model = index.model()
        if not isinstance(model, RowsModel):
            super().paint(painter, option, index)
            return
        column, row = model.columns[index.column()], model.row(index.row())
        painter.save()
        self._paint_ground(painter, option, index)
        box = option.rect.adjusted(PADDING, 0, -PADDING, -1)
        tag = column.tag(row) if column.tag else None
        if tag:
            paint_tag(painter, box, *tag)
        else:
            self._paint_words(painter, box, column, row)
        painter.restore()

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        box: QRect = option.rect
        state: QStyle.StateFlag = option.state
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        if chosen:
            painter.fillRect(box, theme.colour("accent_tint"))
        elif index.row() == self._view.property("hovered"):
            painter.fillRect(box, theme.colour("hover"))
        painter.setPen(QPen(theme.colour("line"), 1))
        painter.drawLine(box.bottomLeft(), box.bottomRight())
        if chosen and index.column() == 0 and self._view.hasFocus():
            painter.fillRect(box.left(), box.top(), 3, box.height(), theme.colour("accent"))

    def _paint_words(self, painter: QPainter, box: QRect, column: Column[object], row: object) -> None:
        text = column.text(row)
        second = column.second(row) if column.second else ""
        tone = column.tone(row) if column.tone else None
        heavy = column.strong or tone is not None
        font = theme.font(14, 500 if heavy else 400, tabular=column.align == RIGHT)
        ground = theme.colour("text") if tone is None else ink(tone)
        first = QRect(box)
        if second and column.beside:
            used = QFontMetrics(font).horizontalAdvance(text + " ")
            rest = box.adjusted(min(used, box.width()), 0, 0, 0)
            _line(painter, rest, second, theme.font(14), "muted", column.align)
        elif second:
            half = box.height() // 2
            first = QRect(box.left(), box.top() + theme.pixels(4), box.width(), half)
            below = QRect(box.left(), box.top() + half, box.width(), half - theme.pixels(4))
            _line(painter, below, second, theme.font(12), "muted", column.align)
        painter.setPen(ground)
        painter.setFont(font)
        shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, first.width())
        painter.drawText(first, column.align | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, shown)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index, /) -> QSize:
        model = index.model()
        if not isinstance(model, RowsModel):
            return super().sizeHint(option, index)
        return QSize(natural_width(model.columns[index.column()], model.row(index.row())), theme.pixels(40))

    def helpEvent(self, event, view, option, index, /) -> bool:  # type: ignore[no-untyped-def]
        """Show the whole text of a cell that had to be cut, unless the column has a hint of its own."""
        model = index.model()
        if isinstance(model, RowsModel) and not index.data(Qt.ItemDataRole.ToolTipRole):
            column, row = model.columns[index.column()], model.row(index.row())
            second = column.second(row) if column.second else ""
            cut = natural_width(column, row) > option.rect.width()
            words = "\n".join(part for part in (column.text(row), second) if part)
            QToolTip.showText(event.globalPos(), tooltip(words) if cut else "", view)
            return True
        return bool(super().helpEvent(event, view, option, index))


def _line(painter: QPainter, box: QRect, text: str, font: QFont, token: str, align: Qt.AlignmentFlag) -> None:
    painter.setFont(font)
    painter.setPen(theme.colour(token))
    shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, box.width())
    painter.drawText(box, align | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, shown)


def natural_width(column: Column[object], row: object) -> int:
    """The width at which nothing of this cell is cut."""
    tag = column.tag(row) if column.tag else None
    if tag:
        return tag_size(tag[0]).width() + 2 * PADDING + 2
    heavy = column.strong or (column.tone is not None and column.tone(row) is not None)
    metrics = QFontMetrics(theme.font(14, 500 if heavy else 400, tabular=column.align == RIGHT))
    width = metrics.horizontalAdvance(column.text(row))
    second = column.second(row) if column.second else ""
    if second and column.beside:
        width += metrics.horizontalAdvance(" " + second)
    elif second:
        width = max(width, QFontMetrics(theme.font(12)).horizontalAdvance(second))
    return width + 2 * PADDING + 2
