"""The log says where and what kind, never who."""

from __future__ import annotations

import io
import logging
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from conference_app import log
from conference_app.domain.errors import RuleBroken


@pytest.fixture
def written(tmp_path: Path) -> Iterator[Path]:
    handler = log.start(tmp_path / "logs")
    yield tmp_path / "logs" / "conferences.log"
    log.stop(handler)


def fail_for(name: str) -> None:
    try:
        raise RuleBroken("required", what=name)
    except RuleBroken as first:
        raise ValueError(f"no such person: {name}") from first


def test_an_unexpected_error_is_placed_but_names_nobody(written: Path) -> None:
    with pytest.raises(ValueError) as caught:
        fail_for("Mary Osei")
    log.unexpected(caught.value)
    text = written.read_text()
    assert "Mary" not in text
    assert "ValueError" in text
    assert "RuleBroken required" in text
    assert "test_log.py" in text
    assert "fail_for" in text


def test_what_another_formatter_made_of_the_error_is_not_written(written: Path) -> None:
    with pytest.raises(ValueError) as caught:
        fail_for("Mary Osei")
    handler = logging.StreamHandler(io.StringIO())
    logger = logging.getLogger("conference_app.defect")
    logger.addHandler(handler)  # asked before the log itself
    log.unexpected(caught.value)
    logger.removeHandler(handler)
    assert "Mary" not in written.read_text()


def test_what_happened_is_written(written: Path) -> None:
    logging.getLogger("conference_app.store").info("opened store %s", "abc123")
    assert "INFO conference_app.store opened store abc123" in written.read_text()


def test_a_run_with_nothing_to_tell_leaves_no_file(written: Path) -> None:
    assert list(written.parent.iterdir()) == []


def test_the_log_does_not_grow_without_end(written: Path) -> None:
    logger = logging.getLogger("conference_app")
    for _ in range(4000):
        logger.info("x" * 1000)
    sizes = [it.stat().st_size for it in written.parent.iterdir()]
    assert sum(sizes) < 6 * 512 * 1024
    assert len(sizes) == 6


def test_unexpected_errors_reach_the_log(written: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    log.catch_unexpected()
    thread = threading.Thread(target=fail_for, args=["Mary Osei"])
    thread.start()
    thread.join()
    sys.excepthook(KeyError, KeyError("Mary Osei"), None)
    text = written.read_text()
    assert "ValueError" in text
    assert "KeyError" in text
    assert "Mary" not in text
