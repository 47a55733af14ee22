"""A session just after the conference of the Marlowe family, and a tab that follows what changes."""

from __future__ import annotations

from datetime import date, datetime
from typing import TypeVar

from pytestqt.qtbot import QtBot

from conference_app.store import conferences
from conference_app.store.store import Store
from ui.background import Background
from ui.conferences.tab import ConferenceTab
from ui.session import Session

TODAY = date(2027, 3, 10)
TAB = TypeVar("TAB", bound=ConferenceTab)


def session_on(store: Store, problems: list[str], now: datetime = datetime(2027, 3, 10, 12, 15)) -> Session:
    return Session(store, today=now.date, now=lambda: now, show_problem=problems.append)


def opened(make: type[TAB], session: Session, conference_id: int, qtbot: QtBot) -> TAB:
    """The tab over this conference, shown again after every change as the page does it."""
    tab = make(session, Background(lambda: session.store))
    qtbot.addWidget(tab)

    def show() -> None:
        tab.show_conference(session.ask(conferences.conference, conference_id))

    session.changed.connect(lambda _topics: show())
    show()
    tab.resize(1134, 560)
    return tab
