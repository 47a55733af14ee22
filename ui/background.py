"""One worker thread with a store of its own; what it finds comes home to the window by one signal."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from queue import SimpleQueue
from typing import Any, Literal, Protocol

from PySide6.QtCore import QObject, Qt, Signal

BETWEEN_REPORTS = 0.05  # seconds: more often nobody can read


class Closable(Protocol):
    def close(self) -> None: ...


class Stopped(Exception):
    """Raised by a job that was asked to stop and has cleaned up."""


class Control:
    """What a job is given: a way to say how far it is, and to learn that it should stop."""

    def __init__(self, report: Callable[[int, int, str], None]) -> None:
        self._report = report
        self._stop = threading.Event()
        self._last = 0.0

    def progress(self, done: int, total: int, words: str = "") -> None:
        """Say how far it is; total 0 where that is not known."""
        now = time.monotonic()
        if done >= total or now - self._last >= BETWEEN_REPORTS:
            self._last = now
            self._report(done, total, words)

    def stopped(self) -> bool:
        """Whether the user asked to stop."""
        return self._stop.is_set()

    def check(self) -> None:
        """Raise Stopped if the user asked to stop."""
        if self.stopped():
            raise Stopped

    def stop(self) -> None:
        self._stop.set()


Work = Callable[[Any, Control], Any]  # (the worker's own store, control) -> result
Event = Literal["progressed", "finished", "failed", "stopped"]


class Job(QObject):
    """One piece of work as the window sees it; lives in the window's thread."""

    progressed = Signal(int, int, str)
    finished = Signal(object)
    failed = Signal(object)  # the exception
    stopped = Signal()
    ended = Signal()  # after any of the three

    def __init__(self, work: Work, send: Callable[[_News], None], parent: QObject) -> None:
        super().__init__(parent)
        self.work = work
        self.control = Control(lambda done, total, words: send(_News(self, "progressed", (done, total, words))))

    def stop(self) -> None:
        """Ask the job to stop; it does so at its next look."""
        self.control.stop()


@dataclass(frozen=True)
class _News:
    job: Job
    event: Event
    facts: tuple[Any, ...] = ()


class Background(QObject):
    """Runs jobs one after the other. `open_store` is called in the worker's thread, on its first job."""

    busy = Signal(bool)
    _home = Signal(object)

    def __init__(self, open_store: Callable[[], Closable], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._open_store = open_store
        self._queue: SimpleQueue[Job | None] = SimpleQueue()
        self._jobs: list[Job] = []
        self._thread: threading.Thread | None = None
        self._closed = False
        self._home.connect(self._take, Qt.ConnectionType.QueuedConnection)

    def run(
        self,
        work: Work,
        *,
        on_done: Callable[[Any], object] | None = None,
        on_failed: Callable[[Exception], object] | None = None,
    ) -> Job:
        """Queue `work(store, control)`; its result comes by `finished`, its exception by `failed`."""
        if self._closed:
            raise RuntimeError("the background is closed")
        job = Job(work, self._send, self)
        if on_done is not None:
            job.finished.connect(on_done)
        if on_failed is not None:
            job.failed.connect(on_failed)
        self._jobs.append(job)
        if self._thread is None:
            self._thread = threading.Thread(target=self._serve, name="background", daemon=True)
            self._thread.start()
        if len(self._jobs) == 1:
            self.busy.emit(True)
        self._queue.put(job)
        return job

    def is_busy(self) -> bool:
        """Whether any job is waiting or running."""
        return bool(self._jobs)

    def close(self) -> None:
        """Stop what runs, drop what waits, close the worker's store and wait for the thread."""
        if self._closed:
            return
        self._closed = True
        for job in self._jobs:
            job.stop()
        self._queue.put(None)
        if self._thread is not None:
            self._thread.join()
        self._jobs.clear()

    def reopen(self, open_store: Callable[[], Closable]) -> None:
        """Work again, after `close`, with another store: the one that was locked is unlocked."""
        self._open_store = open_store
        self._queue, self._thread, self._closed = SimpleQueue(), None, False

    def _send(self, news: _News) -> None:
        if not self._closed:
            self._home.emit(news)

    def _serve(self) -> None:
        """The worker's own thread: nothing here touches a widget."""
        store: Closable | None = None
        while (job := self._queue.get()) is not None:
            if job.control.stopped():
                self._send(_News(job, "stopped"))
                continue
            try:
                store = store or self._open_store()
                self._send(_News(job, "finished", (job.work(store, job.control),)))
            except Stopped:
                self._send(_News(job, "stopped"))
            except Exception as problem:  # every failure goes home; the window says it
                self._send(_News(job, "failed", (problem,)))
        if store is not None:
            store.close()

    def _take(self, news: _News) -> None:
        """In the window's thread: pass the news on to the job's own signal.

        News that was still on its way when the background was closed is of a job nobody knows any more.
        """
        if news.job not in self._jobs:
            return
        over = news.event != "progressed"
        if over:
            self._jobs.remove(news.job)  # first: who hears of it may close the background
        getattr(news.job, news.event).emit(*news.facts)
        if over:
            news.job.ended.emit()
            if not self._jobs:
                self.busy.emit(False)
            news.job.deleteLater()
