"""Ctrl-C, when it would do harm: it waits, and is obeyed as soon as it does none."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

_waiting: list[int] = []


@contextmanager
def ctrl_c_waits() -> Iterator[None]:
    """Within this block Ctrl-C is only remembered; KeyboardInterrupt comes at its end, or in `ctrl_c_at_once`."""
    if threading.current_thread() is not threading.main_thread():  # only the main thread hears of it
        yield
        return
    before = signal.signal(signal.SIGINT, _remember)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
        asked = bool(_waiting)
        _waiting.clear()
    if asked:
        raise KeyboardInterrupt


@contextmanager
def ctrl_c_at_once() -> Iterator[None]:
    """Within this block, inside the other, Ctrl-C is obeyed at once."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    try:
        signal.signal(signal.SIGINT, signal.default_int_handler)
        if _waiting:
            _waiting.clear()
            raise KeyboardInterrupt
        yield
    finally:
        signal.signal(signal.SIGINT, _remember)


@contextmanager
def ctrl_c_ends_early() -> Iterator[Callable[[], bool]]:
    """Within this block Ctrl-C only makes the question handed over be answered with yes: what there is then counts."""
    asked: list[int] = []
    if threading.current_thread() is not threading.main_thread():
        yield lambda: False
        return
    before = signal.signal(signal.SIGINT, lambda number, _frame: asked.append(number))
    try:
        yield lambda: bool(asked)
    finally:
        signal.signal(signal.SIGINT, before)


def _remember(number: int, _frame: FrameType | None) -> None:
    _waiting.append(number)
