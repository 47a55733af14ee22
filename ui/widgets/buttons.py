"""Push buttons by their weight: primary, secondary, quiet, link and danger."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from PySide6.QtCore import QEvent, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QKeyEvent, QKeySequence, QPainter, QPaintEvent, QPen, QShortcutEvent
from PySide6.QtWidgets import QPushButton

from .. import theme
from .text import tooltip

Kind = Literal["primary", "secondary", "quiet", "link", "danger"]
RING = (4, 4, -4, -4)  # pixels from the edge of a button
_INK = {"primary": "on_accent", "quiet": "accent", "link": "accent", "danger": "red"}


class _Button(QPushButton):
    """Enter and Return press it like the space bar; the default button of a dialog hears them elsewhere."""

    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not held and not event.isAutoRepeat():
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent, /) -> None:
        """A filled button with the keyboard has a ring inside: one round it would not stand out from its own colour."""
        super().paintEvent(event)
        if self.hasFocus() and self.property("kind") == "primary":
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(theme.colour("on_accent"), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(*RING), 4, 4)


class _QuickButton(_Button):
    """Pressed at once by its shortcut, and the keyboard comes back to it after the dialog it opened.

    Qt waits a moment, and what is typed meanwhile goes astray.
    """

    def event(self, event: QEvent, /) -> bool:
        if event.type() == QEvent.Type.Shortcut and isinstance(event, QShortcutEvent) and not event.isAmbiguous():
            self.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.click()
            return True
        return bool(super().event(event))


def button(
    text: str,
    on_click: Callable[[], object] | None = None,
    *,
    kind: Kind = "secondary",
    icon: str = "",
    shortcut: str | QKeySequence.StandardKey = "",
    hint: str = "",
) -> QPushButton:
    """A button with its word; at most one primary button on a page."""
    made = _QuickButton(text) if shortcut or "&" in text else _Button(text)
    made.setProperty("kind", kind)
    made.setAutoDefault(False)
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    if icon:
        theme.set_icon(made, icon, _INK.get(kind, "text"))
    if shortcut:
        made.setShortcut(QKeySequence(shortcut))
    if hint:
        made.setToolTip(tooltip(hint))
    if on_click is not None:
        made.clicked.connect(lambda _checked=False: on_click())
    return made


def elided_link(words: str, on_click: Callable[[], object], room: int) -> QPushButton:
    """A link no wider than this many pixels at 100 %; the whole of it is spoken and shown as a tooltip."""
    metrics = QFontMetrics(theme.font(14, 500))
    short = metrics.elidedText(words, Qt.TextElideMode.ElideRight, theme.pixels(room))
    made = button(short.replace("&", "&&"), on_click, kind="link", hint=words if short != words else "")
    made.setAccessibleName(words)
    return made


def icon_button(icon: str, name: str, on_click: Callable[[], object] | None = None) -> QPushButton:
    """A small button that shows only an icon; its name is spoken and shown as a tooltip."""
    made = button("", on_click, kind="quiet")
    theme.set_icon(made, icon, "muted")
    made.setProperty("square", True)
    made.setAccessibleName(name)
    made.setToolTip(tooltip(name))
    return made
