"""A few bars with their words: says quickly what the table beside it says exactly."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from .. import theme


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar; `words` is what its value is called, such as "94 %"."""

    word: str
    value: float
    words: str = ""
    strong: bool = False


class BarChart(QWidget):
    """Upright bars from nought to `most` (or the largest), their names below and values above."""

    def __init__(
        self, name: str, bars: Sequence[Bar] = (), *, most: float | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._name = name
        self._bars: list[Bar] = []
        self._most = most
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_bars(bars)

    def set_bars(self, bars: Sequence[Bar]) -> None:
        """Show these bars."""
        self._bars = list(bars)
        said = "; ".join(f"{bar.word}: {bar.words or f'{bar.value:g}'}" for bar in self._bars)
        self.setAccessibleName(self._name)
        self.setAccessibleDescription(said or "no figures yet")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.pixels(240), theme.pixels(110))

    def paintEvent(self, event: QPaintEvent, /) -> None:
        if not self._bars:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        small = theme.font(12)
        line = QFontMetrics(small).height() + 4
        gap = theme.pixels(10)
        width = (self.width() + gap) / len(self._bars) - gap
        most = self._most or max((bar.value for bar in self._bars), default=0) or 1
        room = self.height() - 2 * line
        painter.setFont(small)
        for number, bar in enumerate(self._bars):
            left = number * (width + gap)
            height = max(room * min(bar.value / most, 1), 2 if bar.value else 0)
            box = QRectF(left, line + room - height, width, height)
            path = QPainterPath()
            path.addRoundedRect(box.adjusted(0, 0, 0, 3), 3, 3)
            painter.save()
            painter.setClipRect(box)
            painter.fillPath(path, theme.colour("accent" if bar.strong else "bar"))
            painter.restore()
            wide = QRectF(left - gap / 2, 0, width + gap, line)
            painter.setPen(theme.colour("muted"))
            painter.drawText(wide.translated(0, box.top() - line), Qt.AlignmentFlag.AlignCenter, bar.words)
            painter.setPen(theme.colour("text"))
            word = QFontMetrics(small).elidedText(bar.word, Qt.TextElideMode.ElideRight, int(width + gap))
            painter.drawText(wide.translated(0, line + room), Qt.AlignmentFlag.AlignCenter, word)
