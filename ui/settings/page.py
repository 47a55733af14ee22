"""Settings: how this authority works, what the program holds as data, and the store itself."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar, Protocol, cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from conference_app.use_cases.outcome import Topic

from ..background import Background
from ..belongings import Belongings
from ..page import Page
from ..session import Session
from ..widgets.page_head import PageHead
from ..widgets.tab_strip import TabStrip


class _Tab(Protocol):
    def refresh(self) -> None: ...


class SettingsPage(Page):
    """Each tab is built when it is first opened."""

    # Conferences and births too: the notice says which limits another count would move.
    topics: ClassVar[frozenset[Topic]] = frozenset({Topic.SETTINGS, Topic.CONFERENCES, Topic.FAMILIES})

    backed_up = Signal()

    def __init__(
        self, session: Session, background: Background, belongings: Belongings, parent: QWidget | None = None
    ) -> None:
        super().__init__(session, background, parent)
        self.belongings = belongings
        self._made: dict[str, _Tab] = {}
        self.tabs = TabStrip()
        for key, word, make in (
            ("numbers", "Practice numbers", self._numbers),
            ("holidays", "Bank holidays", self._holidays),
            ("closures", "Closures", self._closures),
            ("agendas", "Agenda templates", self._agendas),
            ("rules", "Invitation rules", self._rules),
            ("letters", "Letters", self._letters),
            ("security", "Security and backup", self._security),
            ("appearance", "Appearance", self._appearance),
            ("about", "About", self._about),
        ):
            self.tabs.add(key, word, self._builder(key, make))
        box = QVBoxLayout(self)
        box.setContentsMargins(24, 16, 24, 24)
        box.setSpacing(8)
        box.addWidget(PageHead("Settings"))
        box.addWidget(self.tabs, 1)

    def refresh(self) -> None:
        """Ask again on every tab that was opened."""
        for tab in self._made.values():
            tab.refresh()

    def open(self, key: str) -> None:
        """One tab: numbers holidays closures agendas rules letters security appearance about."""
        self.tabs.open(key)

    def focus_first(self) -> None:
        """The tabs are where one starts."""
        self.tabs.bar.setFocus()

    def _builder(self, key: str, make: Callable[[], QWidget]) -> Callable[[], QWidget]:
        def build() -> QWidget:
            made = make()
            tab = cast(_Tab, made)
            tab.refresh()
            self._made[key] = tab
            return made

        return build

    # Imported when opened: the page comes up before its slower parts are read.

    def _numbers(self) -> QWidget:
        from .practice_numbers import PracticeNumbersTab

        tab = PracticeNumbersTab(self.session)
        tab.said.connect(self.said)
        return tab

    def _holidays(self) -> QWidget:
        from .bank_holidays import BankHolidaysTab

        return BankHolidaysTab(self.session)

    def _closures(self) -> QWidget:
        from .closures import ClosuresTab

        tab = ClosuresTab(self.session)
        tab.said.connect(self.said)
        return tab

    def _agendas(self) -> QWidget:
        from .rules_as_data import AgendaTemplatesTab

        return AgendaTemplatesTab(self.session)

    def _rules(self) -> QWidget:
        from .invitation_rules import InvitationRulesTab

        tab = InvitationRulesTab(self.session, self.background)
        tab.said.connect(self.said)
        return tab

    def _letters(self) -> QWidget:
        from .letters import LettersTab

        tab = LettersTab(self.session)
        tab.said.connect(self.said)
        return tab

    def _security(self) -> QWidget:
        from .security import SecurityTab

        tab = SecurityTab(self.session, self.background, self.belongings)
        tab.backed_up.connect(self.backed_up)
        return tab

    def _appearance(self) -> QWidget:
        from .appearance import AppearanceTab

        return AppearanceTab(self.belongings.recalled("scheme", "system"), self.belongings.remember)

    def _about(self) -> QWidget:
        from .about import AboutTab

        return AboutTab()
