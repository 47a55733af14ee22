"""What window tests share: the dressed application, a session on a store in memory, silence at the end."""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator
from datetime import date, datetime

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from conference_app.domain.calendar import WorkingCalendar
from conference_app.store.store import Store, memory_store
from ui import theme
from ui.garbage import GarbageWatch
from ui.session import Session

TODAY = date(2027, 3, 8)
NOW = datetime(2027, 3, 8, 8, 45)
SHORT = 300  # milliseconds; what waits longer must have been stopped


@pytest.fixture(scope="session", autouse=True)
def dressed(qapp: QApplication) -> QApplication:
    """The application in its own type and colours, as app.py starts it."""
    theme.apply_theme(qapp, "light")
    return qapp


@pytest.fixture(scope="session", autouse=True)
def garbage(dressed: QApplication) -> Iterator[GarbageWatch]:
    """As in the program: a window closed by one test must not die in the background thread of another."""
    yield GarbageWatch(dressed)
    gc.enable()


def running(qapp: QApplication) -> list[QTimer]:
    """The timers of all windows that have not ended."""
    return [timer for window in qapp.topLevelWidgets() for timer in window.findChildren(QTimer) if timer.isActive()]


@pytest.fixture(autouse=True)
def nothing_left(qapp: QApplication, garbage: GarbageWatch) -> Iterator[None]:
    """No test leaves a window open, a timer running or a thread alive."""
    threads = set(threading.enumerate())
    yield
    garbage.look()
    qapp.processEvents()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    windows = [widget for widget in qapp.topLevelWidgets() if widget.isVisible()]
    timers = running(qapp)
    if timers and all(timer.isSingleShot() and timer.interval() <= SHORT for timer in timers):
        QTest.qWait(2 * SHORT)  # a pause that was just begun ends by itself
        timers = running(qapp)
    alive = [thread for thread in threading.enumerate() if thread not in threads and thread.is_alive()]
    for window in windows:
        window.close()
    assert not windows, f"left open: {windows}"
    assert not timers, f"left running: {timers}"
    assert not alive, f"left alive: {alive}"


@pytest.fixture
def store() -> Iterator[Store]:
    made = memory_store(example=True)
    yield made
    made.close()


@pytest.fixture
def problems() -> list[str]:
    """The sentences shown to the user outside any form."""
    return []


@pytest.fixture
def session(qapp: QApplication, store: Store, problems: list[str]) -> Session:
    """A session on Monday 8 March 2027, 8:45am."""
    return Session(store, today=lambda: TODAY, now=lambda: NOW, show_problem=problems.append)


@pytest.fixture
def calendar() -> WorkingCalendar:
    """A calendar that knows Easter 2027."""
    return WorkingCalendar.of({date(2027, 3, 26): "Good Friday", date(2027, 3, 29): "Easter Monday"})
