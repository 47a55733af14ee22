"""What a layout holds, in its order, without asking for its items.

Qt deletes layout items by itself, and Shiboken would keep what it made of them, at addresses that soon are something
else's: closing a window, or the next collection of garbage, then crashed now and then.
"""

from __future__ import annotations

from PySide6.QtWidgets import QLayout, QWidget


def parts_of(layout: QLayout) -> list[QWidget | QLayout]:
    """The widgets and layouts directly in it; what only takes room is left out."""
    held = layout.parentWidget()
    parts: list[QWidget | QLayout] = [each for each in layout.children() if isinstance(each, QLayout)]
    if held is not None:
        parts += [each for each in held.children() if isinstance(each, QWidget)]
    places = {layout.indexOf(each): each for each in parts}
    return [places[place] for place in sorted(places) if place >= 0]
