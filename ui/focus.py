"""Where the keyboard is, and where it goes when what had it is built anew."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def focused_in(part: QWidget) -> QWidget | None:
    """What has the keyboard inside a part of the window, or will have it again once the dialog in front is closed."""
    found = part.window().focusWidget()
    return found if found is not None and part.isAncestorOf(found) else None


def give_focus(widget: QWidget) -> None:
    """Put the keyboard there, also where the widget was laid out only now: a hidden one would not take it."""
    widget.show()
    widget.setFocus(Qt.FocusReason.OtherFocusReason)
