"""The head of a page: where one is, the title, what it says in a line, and the actions at the right."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from .buttons import button
from .card import discard_item
from .flow_layout import FlowLayout
from .text import ElidedLabel, label
from .tool_row import ToolRow

LEAST_TITLE = 200  # pixels at 100 % a title keeps beside the actions


class PageHead(QFrame):
    """Title line of a page, its actions at the right or below; `facts` is a wrapping row below the title."""

    def __init__(self, title: str = "", subtitle: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._crumbs = QHBoxLayout()
        self._crumbs.setSpacing(4)
        self._title = ElidedLabel(title, "title")
        self._title_line = QWidget()
        self._title_row = QHBoxLayout(self._title_line)
        self._title_row.setContentsMargins(0, 0, 0, 0)
        self._title_row.setSpacing(12)
        self._title_row.addWidget(self._title)
        self._title_row.addStretch(1)
        self._subtitle = label(subtitle, "muted")
        self._subtitle.setVisible(bool(subtitle))
        self._fact_row = QWidget()
        self.facts = FlowLayout(self._fact_row, gap=12, line_gap=4)
        self._fact_row.hide()
        said = QWidget()
        words = QVBoxLayout(said)
        words.setContentsMargins(0, 0, 0, 0)
        words.setSpacing(2)
        words.addLayout(self._crumbs)
        words.addWidget(self._title_line)
        words.addWidget(self._subtitle)
        self._top = ToolRow(said, (), gap=12, least=LEAST_TITLE)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(6)
        whole.addWidget(self._top)
        whole.addWidget(self._fact_row)
        self.set_title(title)

    def set_title(self, title: str, subtitle: str | None = None) -> None:
        """Change the title, and the line under it when given."""
        self._title.setText(title)
        self.setAccessibleName(title)
        if subtitle is not None:
            self._subtitle.setText(subtitle)
            self._subtitle.setVisible(bool(subtitle))

    def set_crumbs(self, *crumbs: tuple[str, Callable[[], object] | None]) -> None:
        """The way here: (word, what a click does, or None for the place one is at)."""
        while self._crumbs.count():
            discard_item(self._crumbs.takeAt(0))
        for number, (word, go) in enumerate(crumbs):
            if number:
                self._crumbs.addWidget(label("›", "muted", wrap=False))
            part: QWidget = label(word, "muted", wrap=False) if go is None else button(word, go, kind="link")
            part.setProperty("crumb", True)
            self._crumbs.addWidget(part)
        self._crumbs.addStretch(1)

    def set_facts(self, *facts: QWidget, tags: Sequence[QWidget] = ()) -> None:
        """The row of labels and tags below the title; where they need two lines the tags have the second."""
        while self.facts.count():
            discard_item(self.facts.takeAt(0))
        for fact in (*facts, *tags):
            self.facts.addWidget(fact)
        self.facts.break_before(tags[0] if facts and tags else None)
        self._fact_row.setVisible(bool(facts or tags))

    def set_state(self, state: QWidget | None) -> None:
        """What stands beside the title; takes the place of the earlier one."""
        while self._title_row.count() > 2:
            discard_item(self._title_row.takeAt(1))
        if state is not None:
            state.setMinimumWidth(state.sizeHint().width())  # where room is short the title gives way
            self._title_row.insertWidget(1, state, 0, Qt.AlignmentFlag.AlignVCenter)

    def add_action(self, widget: QWidget) -> None:
        """One more button or field at the right; the primary one comes last."""
        self._top.add(widget)
