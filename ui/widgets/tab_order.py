"""The order in which Tab goes through a page: as it is read, whatever was built when."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QScrollArea, QStackedWidget, QWidget

from .layout_parts import parts_of


def in_order(*widgets: QWidget) -> None:
    """Let Tab go through these one after the other, and through what each holds as it is laid out.

    Call it again after parts of them were built anew.
    """
    stops = [stop for widget in widgets for stop in _stops(widget)]
    for one, following in pairwise(stops):
        QWidget.setTabOrder(one, following)


def _stops(widget: QWidget) -> Iterator[QWidget]:
    """What can have the focus in a widget, itself or the parts it holds."""
    if isinstance(widget, QScrollArea):
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            yield widget
        held = widget.widget()
        if held is not None:
            yield from _stops(held)
    elif widget.focusPolicy() != Qt.FocusPolicy.NoFocus:
        yield widget  # of radio buttons those not chosen too: each may be the stop next time
    elif isinstance(widget, QStackedWidget):
        for page in (widget.widget(number) for number in range(widget.count())):
            yield from _stops(page) if page is not None else ()
    else:
        yield from _stops_in(widget.layout())


def _stops_in(layout: QLayout | None) -> Iterator[QWidget]:
    """Through what a layout holds, in its order."""
    for part in parts_of(layout) if layout is not None else ():
        yield from _stops_in(part) if isinstance(part, QLayout) else _stops(part)
