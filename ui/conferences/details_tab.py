"""What was asked for, where it is booked, and what to do next."""

from __future__ import annotations

from PySide6.QtCore import Signal

from conference_app.domain.conference import Conference

from .tab import ConferenceTab


class DetailsTab(ConferenceTab):
    edit_requested = Signal(int)

    def show_conference(self, found: Conference) -> None:
        pass
