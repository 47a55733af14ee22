"""People: families, and the directory of professionals, agencies, chairs and rooms."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from conference_app.domain.supply import Owner
from conference_app.use_cases.outcome import Topic

from ..background import Background
from ..page import Page
from ..session import Session
from ..widgets.page_head import PageHead
from ..widgets.tab_order import in_order
from ..widgets.tab_strip import TabStrip
from .directory_forms import AGENCIES, CHAIRS, PROFESSIONALS, ROOMS, Directory
from .directory_tab import DirectoryTab
from .families_tab import FamiliesTab
from .hours_tab import HoursTab

DIRECTORIES: dict[str, Directory[Any]] = {
    "professionals": PROFESSIONALS,
    "agencies": AGENCIES,
    "chairs": CHAIRS,
    "rooms": ROOMS,
}


class PeoplePage(Page):
    """`open_family` and `new_family` are what other places ask for."""

    topics: ClassVar[frozenset[Topic]] = frozenset(
        {Topic.FAMILIES, Topic.PEOPLE, Topic.CONFERENCES, Topic.INVITATIONS, Topic.ACTIONS, Topic.DIARY}
    )

    replan_requested = Signal(object)  # first and last day and chair_id or room_id, as `Replanner` takes them

    def __init__(self, session: Session, background: Background, parent: QWidget | None = None) -> None:
        super().__init__(session, background, parent)
        self.families = FamiliesTab(session)
        self.directories: dict[str, DirectoryTab] = {}
        self.tabs = TabStrip()
        self.tabs.add("families", "Families", self.families)
        for key, directory in DIRECTORIES.items():
            self.tabs.add(key, directory.title, self._builder(key, directory))
        self.hours: HoursTab | None = None
        self.tabs.add("hours", "Hours and leave", self._hours)
        self.tabs.opened.connect(self._focus_tab)
        box = QVBoxLayout(self)
        box.setContentsMargins(24, 16, 24, 24)
        box.setSpacing(8)
        box.addWidget(PageHead("People"))
        box.addWidget(self.tabs, 1)
        view = self.families.view
        view.conference_requested.connect(self.conference_requested)
        view.action_requested.connect(self.action_requested)
        view.review_requested.connect(self.review_requested)
        view.request_requested.connect(self.request_requested)

    def _builder(self, key: str, directory: Directory[Any]) -> Callable[[], QWidget]:
        def build() -> QWidget:
            tab = DirectoryTab(self.session, directory)
            tab.said.connect(self.said)
            tab.refresh()
            self.directories[key] = tab
            return tab

        return build

    def _hours(self) -> QWidget:
        self.hours = HoursTab(self.session, self.background)
        self.hours.said.connect(self.said)
        self.hours.replan_requested.connect(self.replan_requested)
        self.hours.refresh()
        return self.hours

    def refresh(self) -> None:
        """Ask the store again on every tab that was opened."""
        self.families.refresh()
        for tab in (*self.directories.values(), self.hours):
            if tab is not None:
                tab.refresh()

    def open_family(self, family_id: int) -> None:
        """Show one family."""
        self.tabs.open("families")
        self.families.open_family(family_id)

    def new_family(self) -> None:
        """Ask for a new family."""
        self.tabs.open("families")
        self.families.new_family()

    def open_hours(self, owner: Owner) -> None:
        """Show the hours and leave of one chair, room or paediatrician."""
        self.tabs.open("hours")
        assert self.hours is not None
        self.hours.open_owner(owner)

    def focus_first(self) -> None:
        """Put the cursor where one looks for somebody."""
        key = self.tabs.current()
        in_order(self)
        if key == "hours" and self.hours is not None:
            self.hours.filter.setFocus()
        else:
            (self.families.search if key == "families" else self.directories[key].filter).setFocus()

    def _focus_tab(self, key: str) -> None:
        """Into a tab that was opened, but not while the arrows move along the tabs."""
        in_order(self)
        if not self.tabs.bar.hasFocus():
            self.focus_first()
