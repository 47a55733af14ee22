"""The list below a field one types in: shows what fits, and leaves the keyboard with the field."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QSize,
    QStringListModel,
    Qt,
    Signal,
)
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QScrollArea,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from .. import theme
from .text import announce

MOST_ROWS = 8
ROW = 32
GAP = 2  # pixels between the field and its list
WIDEST = 560

ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
STEPS = {
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_PageDown: MOST_ROWS,
    Qt.Key.Key_PageUp: -MOST_ROWS,
}  # how far a key goes in the list

Suggestion = tuple[int, str]  # the field's own number for it, its words


class _Rows(QStyledItemDelegate):
    """Rows as high as those of a menu."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex, /) -> QSize:
        hint = super().sizeHint(option, index)
        return QSize(hint.width(), max(hint.height(), theme.pixels(ROW)))


class SuggestionList(QListView):
    """Never takes the focus, so that Tab, Ctrl+Return and every other key stay with the field.

    The field calls `offer` while one types and `step` for the arrows; `chosen` comes from the mouse.
    """

    chosen = Signal(int)

    def __init__(self, field: QWidget, holder: QWidget | None = None) -> None:
        """`holder` owns the list where the field cannot: a combo box dresses lists of its own."""
        super().__init__(holder or field)
        self._field = field
        self._offered: list[Suggestion] = []
        self._watched: QWidget | None = None
        self._words = QStringListModel(self)
        self.setModel(self._words)
        self.setItemDelegate(_Rows(self))
        kind = Qt.WindowType.ToolTip | Qt.WindowType.FramelessWindowHint | Qt.WindowType.WindowDoesNotAcceptFocus
        self.setWindowFlags(kind)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setProperty("popup", True)
        self.setAccessibleName("Suggestions")
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.clicked.connect(lambda at: self.chosen.emit(self._offered[at.row()][0]))
        self.hide()

    def offer(self, offered: Sequence[Suggestion], current: int = -1) -> None:
        """Show these below the field, none for no list; the cursor is on `current` if it is among them."""
        self._offered = list(offered)
        self._words.setStringList([words for _, words in self._offered])
        if not self._offered:
            self.hide()
            return
        at = next((n for n, (number, _) in enumerate(self._offered) if number == current), -1)
        self.setCurrentIndex(self._words.index(at, 0))
        self._place()
        self._watch()
        self.show()
        if at >= 0:
            self.scrollTo(self._words.index(at, 0))

    def step(self, by: int) -> int:
        """Move the cursor; what it is on then."""
        at, last = self.currentIndex().row(), len(self._offered) - 1
        at = (0 if by > 0 else last) if at < 0 else min(max(at + by, 0), last)
        self.setCurrentIndex(self._words.index(at, 0))
        announce(self._field, self._offered[at][1])
        return self._offered[at][0]

    def row_height(self) -> int:
        return self.sizeHintForRow(0)

    def _place(self) -> None:
        """Below the field if there is room on the screen, else above; never over it."""
        self.ensurePolished()
        frame = 2 * self.frameWidth()
        height = self.row_height() * min(len(self._offered), MOST_ROWS) + frame
        wanted = self.sizeHintForColumn(0) + frame + theme.pixels(24)
        width = max(self._field.width(), min(wanted, theme.pixels(WIDEST)))
        screen = self._field.screen().availableGeometry()
        corner = self._field.mapToGlobal(QPoint(0, self._field.height() + GAP))
        if corner.y() + height > screen.bottom():
            above = self._field.mapToGlobal(QPoint(0, -GAP - height))
            corner = above if above.y() >= screen.top() else corner
        left = max(min(corner.x(), screen.right() - width), screen.left())
        self.setGeometry(left, corner.y(), width, height)

    def _watch(self) -> None:
        """Go when the page under the field moves."""
        window = self._field.window()
        if self._watched is window:
            return
        self._watched = window
        window.installEventFilter(self)
        above = self._field.parentWidget()
        while above is not None:
            if isinstance(above, QScrollArea):
                above.verticalScrollBar().valueChanged.connect(self.hide)
            above = above.parentWidget()

    def eventFilter(self, watched: QObject, event: QEvent, /) -> bool:
        going = (QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.MouseButtonPress, QEvent.Type.Hide)
        if watched is self._watched and event.type() in going:
            self.hide()
        return bool(super().eventFilter(watched, event))

    def wheelEvent(self, event: QWheelEvent, /) -> None:
        super().wheelEvent(event)
        event.accept()
