"""The background worker: one thread, its own store, results by signal, a clean end."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ui.background import Background, Control


class Store:
    """Remembers in which thread it was opened and closed."""

    opened: list[str]

    def __init__(self) -> None:
        self.opened = [threading.current_thread().name]
        self.closed_in = ""

    def close(self) -> None:
        self.closed_in = threading.current_thread().name


@pytest.fixture
def stores() -> list[Store]:
    return []


@pytest.fixture
def background(qapp: Any, stores: list[Store]) -> Iterator[Background]:
    def opened() -> Store:
        stores.append(Store())
        return stores[-1]

    made = Background(opened)
    yield made
    made.close()


def test_results_come_home_into_the_thread_of_the_window(
    qtbot: QtBot, background: Background, stores: list[Store]
) -> None:
    got: list[tuple[Any, str]] = []
    job = background.run(
        lambda store, control: (store is stores[0], threading.current_thread().name),
        on_done=lambda result: got.append((result, threading.current_thread().name)),
    )
    qtbot.waitUntil(lambda: bool(got))
    assert got == [((True, "background"), threading.main_thread().name)]
    del job


def test_one_store_serves_all_jobs_and_is_closed_in_its_thread(
    qtbot: QtBot, background: Background, stores: list[Store]
) -> None:
    got: list[int] = []
    for number in range(3):
        background.run(lambda store, control, number=number: number, on_done=got.append)
    qtbot.waitUntil(lambda: len(got) == 3)
    assert got == [0, 1, 2]
    background.close()
    assert [(store.opened, store.closed_in) for store in stores] == [(["background"], "background")]


def test_a_failure_comes_home_as_the_exception(qtbot: QtBot, background: Background) -> None:
    got: list[Exception] = []

    def work(store: Store, control: Control) -> None:
        raise ValueError("the printer is on fire")

    background.run(work, on_failed=got.append)
    qtbot.waitUntil(lambda: bool(got))
    assert str(got[0]) == "the printer is on fire"


def test_progress_is_told_and_stopping_ends_the_job(qtbot: QtBot, background: Background) -> None:
    steps: list[tuple[int, int, str]] = []
    ends: list[str] = []

    def work(store: Store, control: Control) -> None:
        control.progress(1, 1, "one of one")
        while True:
            control.check()

    job = background.run(work)
    job.progressed.connect(lambda *step: steps.append(step))
    job.stopped.connect(lambda: ends.append("stopped"))
    job.finished.connect(lambda _: ends.append("finished"))
    qtbot.waitUntil(lambda: bool(steps))
    assert steps == [(1, 1, "one of one")]
    job.stop()
    qtbot.waitUntil(lambda: bool(ends))
    assert ends == ["stopped"]


def test_busy_is_told_from_the_first_to_the_last_job(qtbot: QtBot, background: Background) -> None:
    said: list[bool] = []
    background.busy.connect(said.append)
    background.run(lambda store, control: None)
    background.run(lambda store, control: None)
    qtbot.waitUntil(lambda: said[-1:] == [False])
    assert said == [True, False]
    assert not background.is_busy()


def test_closing_stops_a_running_job_and_ends_the_thread(background: Background) -> None:
    started = threading.Event()

    def work(store: Store, control: Control) -> None:
        started.set()
        while not control.stopped():
            pass

    background.run(work)
    assert started.wait(5)
    background.close()
    assert "background" not in {thread.name for thread in threading.enumerate()}
    with pytest.raises(RuntimeError):
        background.run(work)


def test_news_still_on_its_way_at_the_close_is_passed_over(
    qtbot: QtBot, background: Background, stores: list[Store]
) -> None:
    second_began = threading.Event()
    got: list[Any] = []
    job = background.run(lambda store, control: control.progress(1, 1), on_done=got.append)
    job.progressed.connect(lambda *facts: got.append(facts))
    background.run(lambda store, control: second_began.set())
    assert second_began.wait(10)  # so the first one has sent its news, and nobody has taken it yet
    background.close()
    with qtbot.captureExceptions() as raised:
        QApplication.processEvents()
    assert (got, raised) == ([], [])
