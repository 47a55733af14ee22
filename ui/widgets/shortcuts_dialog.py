"""The list of all keys, by group."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from .. import theme
from .buttons import button
from .scroll_page import ScrollPage
from .text import label

Entry = tuple[str, str]  # what it does, its keys


def entries_of(actions: Sequence[QAction]) -> list[Entry]:
    """What a list of actions says of itself; those without a key people have are left out."""
    native = QKeySequence.SequenceFormat.NativeText
    entries = []
    for action in actions:
        keys = next((keys for keys in action.shortcuts() if _on_a_keyboard(keys)), None)
        if keys is not None:
            entries.append((action.text().replace("&", "").rstrip("…"), keys.toString(native)))
    return entries


def _on_a_keyboard(keys: QKeySequence) -> bool:
    """Systems also bind keys nearly nobody has, such as F14, New or Exit."""
    key = keys[0].key()  # type: ignore[index]
    letter, ordinary = key < Qt.Key.Key_Escape, Qt.Key.Key_Escape <= key <= Qt.Key.Key_PageDown
    return bool(letter or ordinary or Qt.Key.Key_F1 <= key <= Qt.Key.Key_F12 or key == Qt.Key.Key_Menu)


class ShortcutsDialog(QDialog):
    """Groups of (what it does, keys), each group under its heading."""

    def __init__(self, groups: Mapping[str, Sequence[Entry]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Keyboard shortcuts")
        self.resize(theme.pixels(520), theme.pixels(560))
        page = ScrollPage()
        page.take_keyboard()
        page.add(label("Keyboard shortcuts", "title"))
        for title, entries in groups.items():
            page.add(label(title, "heading"))
            grid = QGridLayout()
            grid.setHorizontalSpacing(24)
            grid.setColumnStretch(0, 1)
            for line, (what, keys) in enumerate(entries):
                grid.addWidget(label(what), line, 0)
                shown = label(keys, "keys", wrap=False)
                shown.setAccessibleName(f"{what}: {keys}")
                grid.addWidget(shown, line, 1, Qt.AlignmentFlag.AlignRight)
            page.add(grid)
        page.finish()
        row = QHBoxLayout()
        row.setContentsMargins(24, 8, 24, 16)
        row.addStretch(1)
        close = button("Close", self.accept, kind="primary")
        close.setDefault(True)
        row.addWidget(close)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(page, 1)
        box.addLayout(row)
