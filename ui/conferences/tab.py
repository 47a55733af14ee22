"""What every tab of a conference is: it is given the conference and shows its part of it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from conference_app.domain.conference import Conference

from ..background import Background
from ..session import Session


class ConferenceTab(QWidget):
    """One tab of the conference page; built when first opened, shown again after every change."""

    conference_requested = Signal(int, str)
    family_requested = Signal(int)
    action_requested = Signal(int)
    review_requested = Signal(int)
    tab_requested = Signal(str)
    find_slot_requested = Signal(object)  # conference id
    said = Signal(str, object)

    def __init__(self, session: Session, background: Background, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.background = background

    def show_conference(self, found: Conference) -> None:
        """Show this conference as it is now; keeps what is being typed if it is the same one."""
        raise NotImplementedError

    def least_height(self, given: int) -> int:
        """How high it must be to be worked in where it is given so little; 0 where it makes do with that."""
        return 0
