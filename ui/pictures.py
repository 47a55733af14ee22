"""`python -m ui.pictures STORE FOLDER`: a picture of every page, for the demonstration and the README."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

from PySide6.QtCore import QDeadlineTimer, QEvent
from PySide6.QtWidgets import QApplication, QWidget

from conference_app.domain.listings import ConferenceRow
from conference_app.paths import standard_paths
from conference_app.store import lists
from conference_app.store.store import Store, open_store, second_connection

from . import theme
from .background import Background
from .belongings import Belongings
from .main_window import PLACES, MainWindow
from .opening.choices import utc_now
from .session import Session

TABS = ("details", "invitations", "agenda", "attendance", "decisions", "actions", "documents", "history")


class Photographer:
    """Shows one page after the other and saves what is painted."""

    def __init__(self, window: QWidget, folder: Path) -> None:
        self._window, self._folder = window, folder
        self.saved: list[Path] = []

    def take(self, name: str) -> None:
        """Let the window settle, then save it under a number and a name."""
        settle()
        path = self._folder / f"{len(self.saved) + 1:02d}-{name}.png"
        if not self._window.grab().save(str(path)):
            raise OSError(f"{path} could not be written")
        self.saved.append(path)


def settle(milliseconds: int = 300) -> None:
    """Let delayed work and the worker's answers arrive."""
    until = QDeadlineTimer(milliseconds)
    while not until.hasExpired():
        QApplication.processEvents()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def telling(rows: list[ConferenceRow]) -> tuple[ConferenceRow, ConferenceRow]:
    """A conference ahead and a conference held, as pictures should show them."""
    ahead = [row for row in rows if row.status == "booked"] or [row for row in rows if row.status == "invited"]
    held = [row for row in rows if row.status == "held"]
    return ahead[0], held[-1]


def take_pictures(window: MainWindow, folder: Path) -> list[Path]:
    """Every place of the rail, every tab of a conference, the request form and the shortcuts."""
    photographer = Photographer(window, folder)
    ahead, held = telling(window.session.ask(lists.conferences))
    for place in PLACES:
        window.go(place.key)
        photographer.take(place.key)
    for tab in TABS:
        row = held if tab in {"attendance", "decisions", "actions", "history", "documents"} else ahead
        window.open_conference(row.id, tab)
        photographer.take(f"conference-{tab}")
    window.open_request(ahead.family_id)
    photographer.take("request")
    window.open_family(held.family_id)
    photographer.take("family")
    return photographer.saved


def open_window(store: Store, today: date) -> MainWindow:
    """The main window over a store, as on a morning at 8:55."""
    moment = datetime(today.year, today.month, today.day, 8, 55)
    problems: Callable[[str], None] = lambda sentence: print(sentence, file=sys.stderr)  # noqa: E731
    session = Session(store, today=lambda: today, now=lambda: moment, show_problem=problems)
    background = Background(lambda: second_connection(store))
    window = MainWindow(session, background, Belongings.at(standard_paths(dict(os.environ))))
    window.show()
    window.show_waiting()
    return window


def main() -> int:
    """Take the pictures; answers the exit code."""
    parser = argparse.ArgumentParser(prog="python -m ui.pictures")
    parser.add_argument("store", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--today", type=date.fromisoformat, required=True)
    parser.add_argument("--scheme", choices=("light", "dark"), default="light")
    asked = parser.parse_args()
    app = QApplication(sys.argv[:1])
    theme.apply_theme(app, asked.scheme)
    asked.folder.mkdir(parents=True, exist_ok=True)
    store = open_store(asked.store, actor="Example Coordinator", now=utc_now)
    window = open_window(store, asked.today)
    saved = take_pictures(window, asked.folder)
    window.background.close()
    window.close()
    store.close()
    print(f"{len(saved)} pictures in {asked.folder}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
