"""The dark rail at the left: the places of the program, a number where something waits, notes at the foot."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QKeySequence, QPainter, QPaintEvent, QPen, QResizeEvent, QShortcut
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QVBoxLayout, QWidget

from .. import theme
from .scroll_page import height_at
from .text import label, tooltip


@dataclass(frozen=True, slots=True)
class Place:
    """One entry of the rail."""

    key: str
    word: str
    icon: str


class RailButton(QAbstractButton):
    """One place: icon, word, and a number when something waits there."""

    def __init__(self, place: Place, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.place = place
        self.waiting = 0
        self.setText(place.word)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.set_waiting(0)

    def set_waiting(self, count: int) -> None:
        """How many things wait there; nought shows no number."""
        self.waiting = count
        self.setAccessibleName(f"{self.place.word}, {count} waiting" if count else self.place.word)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.pixels(168), theme.pixels(36))

    def paintEvent(self, event: QPaintEvent, /) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        self._paint_back(painter, box)
        ink = "rail_strong" if self.isChecked() else "rail_text"
        size = theme.pixels(18)
        picture = theme.icon_pixmap(self.place.icon, ink, size, self.devicePixelRatioF())
        painter.drawPixmap(theme.pixels(12), (self.height() - size) // 2, picture)
        painter.setFont(theme.font(14, 600 if self.isChecked() else 400))
        painter.setPen(theme.colour(ink))
        words = self.rect().adjusted(theme.pixels(42), 0, -theme.pixels(8), 0)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, self.text())
        if self.waiting:
            self._paint_badge(painter)

    def _paint_back(self, painter: QPainter, box: QRectF) -> None:
        if self.isChecked() or self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("rail_selected" if self.isChecked() else "rail_hover"))
            painter.drawRoundedRect(box, 6, 6)
        if self.isChecked():
            painter.save()
            painter.setClipRect(QRectF(box.left(), box.top(), 3, box.height()))
            painter.setBrush(theme.colour("rail_line"))
            painter.drawRoundedRect(box, 6, 6)
            painter.restore()
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.colour("rail_line"), 2))
            painter.drawRoundedRect(box, 6, 6)

    def _paint_badge(self, painter: QPainter) -> None:
        word = str(self.waiting) if self.waiting < 1000 else "999+"
        font = theme.font(12, 600, tabular=True)
        height = theme.pixels(18)
        width = max(QFontMetrics(font).horizontalAdvance(word) + theme.pixels(12), theme.pixels(22))
        box = QRect(self.width() - width - theme.pixels(12), (self.height() - height) // 2, width, height)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("badge"))
        painter.drawRoundedRect(QRectF(box), height / 2, height / 2)
        painter.setFont(font)
        painter.setPen(theme.colour("on_badge"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, word)


class NavigationRail(QWidget):
    """Ctrl+1 and so on open the places from anywhere in the window; arrows move within the rail."""

    chosen = Signal(str)

    def __init__(self, name: str, places: tuple[Place, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Navigation")
        self.setFixedWidth(theme.pixels(184))
        self._buttons: dict[str, RailButton] = {}
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self._name = label(name, "rail-name")
        self._foot = label(role="rail-foot")
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(8, 14, 8, 16)
        column.setSpacing(2)
        self._name.setContentsMargins(12, 0, 8, 14)
        column.addWidget(self._name)
        for number, place in enumerate(places, start=1):
            column.addWidget(self._button(place, number))
        column.addStretch(1)
        self._foot.setContentsMargins(12, 0, 8, 0)
        column.addWidget(self._foot)

    def _button(self, place: Place, number: int) -> RailButton:
        made = RailButton(place)
        made.setToolTip(tooltip(f"{place.word} (Ctrl+{number})"))
        made.clicked.connect(lambda: self.chosen.emit(place.key))
        self._group.addButton(made)
        self._buttons[place.key] = made
        QShortcut(QKeySequence(f"Ctrl+{number}"), self, made.click)
        return made

    def select(self, key: str) -> None:
        """Mark a place as the one that is open, without opening it."""
        self._buttons[key].setChecked(True)

    def set_waiting(self, key: str, count: int) -> None:
        """Show how many things wait at a place."""
        self._buttons[key].set_waiting(count)

    def set_foot(self, *lines: str) -> None:
        """The notes at the foot: example data, backup, lock."""
        self._foot.setText("\n".join(lines))
        self._foot.setVisible(bool(lines))

    def button(self, key: str) -> RailButton:
        return self._buttons[key]

    def resizeEvent(self, event: QResizeEvent, /) -> None:
        """Where not all has room, the places come before the program's name."""
        super().resizeEvent(event)
        parts, margins = (self._name, *self._buttons.values(), self._foot), self._column.contentsMargins()
        room = self.width() - margins.left() - margins.right()
        wanted = sum(height_at(part, room) for part in parts) + (len(parts) - 1) * self._column.spacing()
        wanted += margins.top() + margins.bottom()
        self._name.setVisible(event.size().height() >= wanted)

    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
        buttons = list(self._buttons.values())
        focused = self.focusWidget()
        if step is None or not isinstance(focused, RailButton):
            super().keyPressEvent(event)
            return
        buttons[(buttons.index(focused) + step) % len(buttons)].setFocus(Qt.FocusReason.TabFocusReason)

    def paintEvent(self, event: QPaintEvent, /) -> None:
        QPainter(self).fillRect(self.rect(), theme.colour("rail"))
