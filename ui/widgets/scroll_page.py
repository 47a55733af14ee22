"""A page that scrolls: the usual margins, and things put one under the other."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QLayout, QScrollArea, QVBoxLayout, QWidget

from .layout_parts import parts_of

MARGIN = 24
PAUSE = 20  # milliseconds


class ScrollPage(QScrollArea):
    """Put widgets in with `add`; `body` is the column they stand in."""

    def __init__(self, *, margin: int = MARGIN, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._pause = QTimer(self, interval=PAUSE, singleShot=True)
        self._pause.timeout.connect(self._keep_height)
        self.content = QWidget()
        self.content.setAutoFillBackground(False)
        self.setViewport(QWidget())  # one of our own does not fill its background, and is no stranger to look up
        self.body = QVBoxLayout(self.content)
        self.body.setContentsMargins(margin, margin, margin, margin)
        self.body.setSpacing(16)
        self.setWidget(self.content)
        self.content.setAutoFillBackground(False)

    def add(self, item: QWidget | QLayout, stretch: int = 0) -> None:
        """Put one more thing below what is there."""
        if isinstance(item, QWidget):
            self.body.addWidget(item, stretch)
        else:
            self.body.addLayout(item, stretch)

    def take_keyboard(self) -> None:
        """Let arrows scroll it where nothing on it takes the keyboard; a frame shows that it has it."""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("keyboard", True)

    def eventFilter(self, watched: QObject, event: QEvent, /) -> bool:
        done = bool(super().eventFilter(watched, event))
        if watched is self.content and event.type() == QEvent.Type.LayoutRequest:
            self._keep_height_soon()
        return done

    def resizeEvent(self, event: QResizeEvent, /) -> None:
        super().resizeEvent(event)
        self._keep_height()

    def showEvent(self, event: QShowEvent, /) -> None:
        super().showEvent(event)
        self._keep_height_soon()

    def _keep_height_soon(self) -> None:
        """Now, and when what was just put in is shown: only then it counts, and Qt does not always say so."""
        self._keep_height()
        self._pause.start()

    def _keep_height(self) -> None:
        """As high as the words need at this width, where Qt would squeeze them into the room there is."""
        margins, parts = self.body.contentsMargins(), parts_of(self.body)
        width = self.viewport().width() - margins.left() - margins.right()
        heights = [height_at(part, width) for part in parts if _shows(part)]
        needed = sum(heights) + self.body.spacing() * max(len(heights) - 1, 0) + margins.top() + margins.bottom()
        if self.content.minimumHeight() != needed:
            self.content.setMinimumHeight(needed)

    def finish(self) -> None:
        """Leave the room below empty."""
        self.body.addStretch(1)


def _shows(part: QWidget | QLayout) -> bool:
    """Whether it takes any room."""
    return not (part.isHidden() if isinstance(part, QWidget) else part.isEmpty())


def height_at(part: QWidget | QLayout, width: int) -> int:
    """What one thing needs at this width, never less than its least nor more than its most."""
    if part.hasHeightForWidth():
        return part.heightForWidth(width)
    hint = part.sizeHint().height()
    if isinstance(part, QWidget):
        hint = max(hint, part.minimumSizeHint().height())
    return min(max(hint, part.minimumSize().height()), part.maximumSize().height())
