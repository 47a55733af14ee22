"""Garbage with widgets in it dies in the window's thread, however busy the background is."""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication

from ui.garbage import GarbageWatch


class Ring:
    """Garbage that only a collection finds; it notes the thread it dies in."""

    def __init__(self, died_in: list[int]) -> None:
        self.me, self.died_in = self, died_in

    def __del__(self) -> None:
        self.died_in.append(threading.get_ident())


@pytest.fixture
def watch(qapp: QCoreApplication) -> Iterator[GarbageWatch]:
    gc.collect()
    gc.enable()  # as Python starts
    made = GarbageWatch()
    yield made
    made.deleteLater()


def busy_background() -> None:
    """A worker that asks for memory over and over, as a search for a plan does."""
    worker = threading.Thread(target=lambda: [[] for _ in range(10 * gc.get_threshold()[0])])
    worker.start()
    worker.join()


def test_a_busy_worker_collects_nothing_of_the_window(watch: GarbageWatch) -> None:
    died_in: list[int] = []
    Ring(died_in)
    busy_background()
    assert died_in == []


def test_the_window_collects_it_at_its_next_look(watch: GarbageWatch) -> None:
    died_in: list[int] = []
    kept = [[] for _ in range(2 * gc.get_threshold()[0])]  # type: ignore[var-annotated]
    Ring(died_in)
    watch.look()
    assert kept
    assert died_in == [threading.get_ident()]


def test_where_little_was_made_nothing_is_looked_through(watch: GarbageWatch) -> None:
    died_in: list[int] = []
    Ring(died_in)
    watch.look()
    assert died_in == []
