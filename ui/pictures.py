"""`python -m ui.pictures FOLDER`: a picture of every page of an example store, for the demonstration and the README."""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable
from datetime import date, datetime, time
from pathlib import Path

from PySide6.QtCore import QDeadlineTimer, QEvent
from PySide6.QtWidgets import QApplication, QWidget

from conference_app.domain.listings import ConferenceRow
from conference_app.paths import standard_paths
from conference_app.store import lists
from conference_app.store.store import Store, create_store, second_connection
from conference_app.use_cases.found_store import found_store
from conference_app.use_cases.make_example import make_example

from . import theme
from .background import Background
from .belongings import Belongings
from .main_window import PLACES, MainWindow
from .opening.choices import utc_now
from .session import Session

TODAY = date(2027, 3, 8)
CONFERENCES, SEED = 120, 2027
ACTOR = "Example Coordinator"
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
    take_diary(window, photographer)
    for tab in TABS:
        row = held if tab in {"attendance", "decisions", "actions", "history", "documents"} else ahead
        window.open_conference(row.id, tab)
        photographer.take(f"conference-{tab}")
    window.open_request(ahead.family_id)
    photographer.take("request")
    window.open_family(held.family_id)
    photographer.take("family")
    return photographer.saved


def take_diary(window: MainWindow, photographer: Photographer) -> None:
    """The day and the month; the week is what the diary opens with."""
    from .diary.days import Scale
    from .diary.page import DiaryPage

    page = window.page("diary")
    assert isinstance(page, DiaryPage)
    window.work_at("diary")
    for scale in (Scale.DAY, Scale.MONTH, Scale.WEEK):
        page.show_scale(scale)
        if scale is not Scale.WEEK:
            photographer.take(f"diary-{scale.value}")


def example_store(folder: Path) -> Store:
    """An example store of one team, as on the morning of the pictures."""
    store, _ = create_store(folder / "example.store", passphrase=None, example=True, actor=ACTOR, now=utc_now)
    found_store(store)
    make_example(store, conferences=CONFERENCES, years=1, seed=SEED, today=TODAY)
    return store


def open_window(store: Store, home: Path) -> MainWindow:
    """The main window over a store, as on a morning at 8:55."""
    problems: Callable[[str], None] = lambda sentence: print(sentence, file=sys.stderr)  # noqa: E731
    moment = datetime.combine(TODAY, time(8, 55))
    session = Session(store, today=lambda: TODAY, now=lambda: moment, show_problem=problems)
    belongings = Belongings.at(standard_paths({"CPC_HOME": str(home)}))
    window = MainWindow(session, Background(lambda: second_connection(store)), belongings)
    window.resize(theme.pixels(1366), theme.pixels(768))  # whatever the screen: there is none
    window.show()
    window.show_waiting()
    return window


def main() -> int:
    """Take the pictures; answers the exit code."""
    parser = argparse.ArgumentParser(prog="python -m ui.pictures")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--scheme", choices=("light", "dark"), default="light")
    asked = parser.parse_args()
    app = QApplication(sys.argv[:1])
    theme.apply_theme(app, asked.scheme)
    asked.folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as home:
        store = example_store(Path(home))
        window = open_window(store, Path(home))
        saved = take_pictures(window, asked.folder)
        window.background.close()
        window.close()
        store.close()
    print(f"{len(saved)} pictures in {asked.folder}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
