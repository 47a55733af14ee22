"""The list of all keys, by group."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QGridLayout, QWidget

from .reading_dialog import ReadingDialog
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


class ShortcutsDialog(ReadingDialog):
    """Groups of (what it does, keys), each group under its heading."""

    def __init__(self, groups: Mapping[str, Sequence[Entry]], parent: QWidget | None = None) -> None:
        super().__init__("Keyboard shortcuts", QSize(520, 560), parent)
        for title, entries in groups.items():
            self.page.add(label(title, "heading"))
            grid = QGridLayout()
            grid.setHorizontalSpacing(24)
            grid.setColumnStretch(0, 1)
            for line, (what, keys) in enumerate(entries):
                grid.addWidget(label(what), line, 0)
                shown = label(keys, "keys", wrap=False)
                shown.setAccessibleName(f"{what}: {keys}")
                grid.addWidget(shown, line, 1, Qt.AlignmentFlag.AlignRight)
            self.page.add(grid)
        self.page.finish()
