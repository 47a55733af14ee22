"""The program with its window: the only place where things are built and joined."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QObject, Qt, QTimer
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget

from conference_app import log, resources
from conference_app.domain.errors import RuleBroken
from conference_app.messages import sentence
from conference_app.paths import standard_paths
from conference_app.store.store import Store, has_open_slot, open_store, second_connection
from conference_app.use_cases.note_access import note_locked, note_unlocked
from conference_app.use_cases.outcome import Topic
from conference_app.use_cases.rules_in_force import practice_of

from . import theme
from .background import Background, Control
from .belongings import Belongings
from .garbage import GarbageWatch
from .idle_watch import IdleWatch
from .main_window import MainWindow
from .session import Session

if TYPE_CHECKING:
    from .opening.window import OpeningWindow

EXAMPLE_SEED = 2027
BETWEEN_BACKUPS = 30 * 60_000  # milliseconds [store 4.1]
BETWEEN_LOOKS = 2000  # milliseconds between two looks for what other windows wrote


@dataclass(frozen=True)
class Start:
    """What the command line asked for; `today` fixes the day for demonstrations and tests."""

    store: Path | None = None
    passphrase_file: Path | None = None
    today: date | None = None


class Program(QObject):
    """From the opening window to the main window, and back when the store is locked."""

    def __init__(self, belongings: Belongings, *, start: Start, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.belongings, self._start = belongings, start
        self.opening: OpeningWindow | None = None
        self.window: MainWindow | None = None
        self.idle: IdleWatch | None = None
        self._watch_timer: QTimer | None = None
        self._backup_timer = QTimer(self)
        self._backup_timer.timeout.connect(self._back_up)
        self._seen_version = 0
        self._hidden: list[QWidget] = []
        self._fault_box: QMessageBox | None = None

    def begin(self) -> None:
        """Open what the command line named, asking for its passphrase, or let the user choose."""
        if self._start.store is None:
            self._show_opening()
            return
        file = self._start.passphrase_file
        words = file.read_text(encoding="utf-8").rstrip("\n") if file else None
        if words is None and not has_open_slot(self._start.store) and self._start.store.exists():
            self._show_opening(self._start.store)
            return
        actor = self.belongings.recalled("actor") or "Coordinator"
        store = open_store(self._start.store, passphrase=words, actor=actor, now=self.belongings.utc_now)
        self.open_window(store, Background(lambda: second_connection(store)))

    def today(self) -> date:
        """The day it is."""
        return self._start.today or datetime.now().astimezone().date()

    def now(self) -> datetime:
        """Local time to the minute, on the day it is."""
        clock = datetime.now().astimezone().replace(tzinfo=None, second=0, microsecond=0)
        return datetime.combine(self.today(), clock.time())

    def open_window(self, store: Store, background: Background) -> None:
        """The main window over a store that belongs to this thread; a locked window is simply shown again."""
        note_unlocked(store)
        if self.window is None:
            self.window = self._new_window(store, background)
        else:
            self.window.background.reopen(lambda: second_connection(store))
            background.close()
            self.window.session.put_in(store)
        for hidden in self._hidden:
            hidden.show()
        self._hidden.clear()
        self.window.show()
        self._watch(store)
        if self.opening is not None:
            self.opening.close()
            self.opening = None
        QTimer.singleShot(0, self._after_first_paint)

    def _new_window(self, store: Store, background: Background) -> MainWindow:
        session = Session(store, today=self.today, now=self.now, show_problem=self._show_problem, parent=self)
        window = MainWindow(session, background, self.belongings)
        window.lock_requested.connect(self.lock)
        geometry = self.belongings.recalled("geometry")
        if geometry:
            window.restoreGeometry(QByteArray.fromBase64(geometry.encode("ascii")))
        window.go("today")
        return window

    def lock(self) -> None:
        """Hide everything, close the store, forget the key, and ask for the passphrase again.

        What was being typed stays in its fields and is there again afterwards.
        """
        if self.window is None or self.opening is not None:
            return
        store = self.window.session.store
        note_locked(store)
        self._hidden = [each for each in QApplication.topLevelWidgets() if each.isVisible() and each.isWindow()]
        for each in self._hidden:
            each.hide()
        self.close_store()
        self._show_opening(store.path)

    def close_store(self) -> None:
        """Stop the worker and close the window's own connection."""
        if self._watch_timer is not None:
            self._watch_timer.stop()
        self._backup_timer.stop()
        if self.idle is not None:
            self.idle.set_minutes(0)
        if self.window is not None:
            self.window.background.close()
            self.window.session.store.close()

    def _watch(self, store: Store) -> None:
        """Notice what other windows write, and that nobody is at the keyboard."""
        if self._watch_timer is None:
            self._watch_timer = QTimer(self)
            self._watch_timer.timeout.connect(self._look_for_changes)
        self._seen_version = store.data_version()
        self._watch_timer.start(BETWEEN_LOOKS)
        minutes = 0 if store.example else practice_of(store).integer("autolock_minutes")
        if self.idle is None:
            self.idle = IdleWatch(minutes, self)
            self.idle.idle.connect(self.lock)
        else:
            self.idle.set_minutes(minutes)

    def _back_up(self) -> None:
        if self.window is not None:
            self.window.backup.make_if_due()

    def _look_for_changes(self) -> None:
        assert self.window is not None
        version = self.window.session.store.data_version()
        if version != self._seen_version:
            self._seen_version = version
            self.window.session.changed.emit(frozenset(Topic))

    def _show_opening(self, path: Path | None = None) -> None:
        from .opening.window import OpeningWindow

        actor = self.belongings.recalled("actor")
        self.opening = OpeningWindow(self.belongings.paths, actor=actor, remember=self.belongings.remember)
        self.opening.opened.connect(self._opened)
        if path is not None:
            self.opening.unlock(path)
        self.opening.show()

    def _opened(self, store: Store, background: Background, example_size: tuple[int, int] | None) -> None:
        if example_size is None:
            self.open_window(second_connection(store), background)
            return
        self._fill_example(store, background, example_size)

    def _fill_example(self, store: Store, background: Background, size: tuple[int, int]) -> None:
        from .widgets.progress import ProgressDialog

        conferences, years = size
        today = self.today()

        def fill(worker: Store, control: Control) -> int:
            from conference_app.use_cases.make_example import make_example

            return make_example(
                worker,
                conferences=conferences,
                years=years,
                seed=EXAMPLE_SEED,
                today=today,
                progress=control.progress,
                stopped=control.stopped,
            ).value

        job = background.run(fill, on_failed=lambda problem: self._show_problem(str(problem)))
        job.ended.connect(lambda: self.open_window(second_connection(store), background))
        ProgressDialog("Making the example store", job, self.opening).open()

    def _after_first_paint(self) -> None:
        if self.window is None or not self.window.isVisible():
            return
        self.window.show_waiting()
        self.window.backup.make_if_due()
        self._backup_timer.start(BETWEEN_BACKUPS)

    def show_fault(self, words: str) -> None:
        """Say that the program itself failed, over whatever is open; once for failures that come in a row."""
        if self._fault_box is None:
            self._fault_box = self._message(words, QApplication.activeModalWidget() or self.window or self.opening)
            self._fault_box.finished.connect(self._forget_fault)

    def _forget_fault(self) -> None:
        self._fault_box = None

    def _show_problem(self, words: str) -> None:
        self._message(words, self.window)

    def _message(self, words: str, over: QWidget | None) -> QMessageBox:
        box = QMessageBox(QMessageBox.Icon.Warning, "Child Protection Conferences", "", parent=over)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setText(words)
        box.open()
        return box


Hook = Callable[[type[BaseException], BaseException, TracebackType | None], None]


def unexpected_hook(show: Callable[[str], None]) -> Hook:
    """What to do with an error nobody expected: log it without names, and say in one sentence that it happened.

    What goes wrong while it is being said is only logged.
    """
    saying = False

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None, /) -> None:
        nonlocal saying
        log.unexpected(error)
        if saying or not issubclass(kind, Exception):
            return
        saying = True
        try:
            show(sentence(RuleBroken("defect_in_window")))
        except Exception as another:
            log.unexpected(another)
        finally:
            saying = False

    return hook


def run(arguments: list[str], environment: dict[str, str], start: Start) -> int:
    """Start the program; answers its exit code."""
    app = QApplication(arguments)
    GarbageWatch(app)
    app.setApplicationName("Child Protection Conferences")
    app.setWindowIcon(QIcon(str(resources.path("icons/shield.svg"))))
    paths = standard_paths(environment)
    paths.make_folders()
    belongings = Belongings.at(paths)
    theme.apply_theme(app, belongings.recalled("scheme", "system"))  # type: ignore[arg-type]
    handler = log.start(paths.logs)
    log.catch_unexpected()
    program = Program(belongings, start=start)
    sys.excepthook = unexpected_hook(program.show_fault)
    app.aboutToQuit.connect(program.close_store)
    program.begin()
    try:
        return app.exec()
    finally:
        log.stop(handler)
