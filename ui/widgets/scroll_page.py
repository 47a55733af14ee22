"""A page that scrolls: the usual margins, and things put one under the other."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QLayout, QScrollArea, QVBoxLayout, QWidget

MARGIN = 24


class ScrollPage(QScrollArea):
    """Put widgets in with `add`; `body` is the column they stand in."""

    def __init__(self, *, margin: int = MARGIN, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
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
            self._keep_height()
        return done

    def resizeEvent(self, event: QResizeEvent, /) -> None:
        super().resizeEvent(event)
        self._keep_height()

    def showEvent(self, event: QShowEvent, /) -> None:
        super().showEvent(event)
        QTimer.singleShot(0, self, self._measure_again)

    def _measure_again(self) -> None:
        """What changed while nobody saw it kept the height of before, and so did everything it stands in."""
        inside = [part.layout() for part in self.content.findChildren(QWidget)]
        for layout in (*reversed([each for each in inside if each is not None]), self.body):
            layout.invalidate()
            layout.activate()
        self._keep_height()

    def _keep_height(self) -> None:
        """As high as the words need at this width: Qt now and then squeezes them into the room there is."""
        needed = self.body.totalHeightForWidth(self.viewport().width()) if self.body.hasHeightForWidth() else 0
        if needed >= 0 and self.content.minimumHeight() != needed:
            self.content.setMinimumHeight(needed)

    def finish(self) -> None:
        """Leave the room below empty."""
        self.body.addStretch(1)
