"""Where the keyboard is, and where it goes when what had it is built anew."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer
from PySide6.QtWidgets import QScrollArea, QWidget


def focused_in(part: QWidget) -> QWidget | None:
    """What has the keyboard inside a part of the window, or will have it again once the dialog in front is closed."""
    found = part.window().focusWidget()
    return found if found is not None and part.isAncestorOf(found) else None


def give_focus(widget: QWidget) -> None:
    """Put the keyboard there, also where the widget was laid out only now: a hidden one would not take it."""
    widget.show()
    widget.setFocus(Qt.FocusReason.OtherFocusReason)
    QTimer.singleShot(0, widget, lambda: _show_whole(widget))  # only then is it laid out


def _show_whole(widget: QWidget) -> None:
    """Scroll what it stands in until it can be seen, unless the keyboard has gone on.

    The window may be another one still: a dialog that is just being closed.
    """
    QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)  # new parts are laid out in two rounds
    above = widget.parentWidget() if widget.window().focusWidget() is widget else None
    while above is not None:
        if isinstance(above, QScrollArea):
            above.ensureWidgetVisible(widget, 24, 24)
        above = above.parentWidget()
