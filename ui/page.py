"""What every page of the window is: it names its topics, asks again when told, and wishes by signals."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from conference_app.use_cases.outcome import Topic

from .background import Background
from .session import Session
from .widgets.filter_line import FilterLine


class Page(QWidget):
    """One page behind a place on the rail.

    The main window shows it, calls `refresh` on first showing and whenever one of its `topics` changed while
    it is visible (a hidden page is refreshed when it is next shown), and connects its wishes.
    """

    topics: ClassVar[frozenset[Topic]] = frozenset()

    conference_requested = Signal(int, str)  # id, tab: details invitations agenda attendance decisions actions …
    family_requested = Signal(int)
    action_requested = Signal(int)
    request_requested = Signal(object)  # a family id, or None: start a new request
    review_requested = Signal(int)  # a family id: start the request for its next review
    search_requested = Signal(str)  # words to look for among conferences
    chase_requested = Signal(str)  # the reference of a conference: what is missing for it
    place_requested = Signal(str)  # a place on the rail: today diary conferences actions people reports settings
    said = Signal(str, object)  # a sentence for the strip below, and what undoes it (None where it cannot) or None

    def __init__(self, session: Session, background: Background, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.background = background

    def refresh(self) -> None:
        """Ask the store again and show the answer; keeps selection, filter and what is being typed."""
        raise NotImplementedError

    def focus_search(self) -> bool:
        """Put the keyboard into the search line that is seen; False where there is none."""
        line = next((each for each in self.findChildren(FilterLine) if each.isVisibleTo(self)), None)
        if line is not None:
            line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        return line is not None

    def conference_at_hand(self) -> int | None:
        """The conference shown or chosen here, for what a menu does with one."""
        return None

    def focus_first(self) -> None:
        """Put the keyboard where work on this page begins."""
        self.setFocus()
