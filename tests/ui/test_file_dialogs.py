"""Asking for a file never costs the store its locks, whatever folder is looked at."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from conference_app.domain.errors import StoreProblem
from conference_app.domain.family import Family
from conference_app.store.store import Store, create_store
from conference_app.use_cases.keep_family import keep_family
from ui.file_dialogs import file_dialog
from ui.opening.choices import utc_now

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks at the locks Linux lists")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    made, _ = create_store(tmp_path / "a.store", passphrase=None, example=True, actor="Ann", now=utc_now)
    keep_family(made, Family("Hallam"))
    yield made
    made.close()


def locks_held(store: Store) -> int:
    """How many locks this process holds on the store's files."""
    assert store.path is not None
    files = {os.stat(f"{store.path}{ending}").st_ino for ending in ("", "-wal", "-shm")}
    held = [line.split() for line in Path("/proc/locks").read_text(encoding="ascii").splitlines()]
    return sum(int(line[-3].split(":")[2]) in files and int(line[-4]) == os.getpid() for line in held)


def look_at(qtbot: QtBot, dialog: QFileDialog) -> None:
    """Show the dialog until it has listed the folder and gathered what it shows of each entry."""
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.wait(800)
    dialog.close()


def test_our_dialog_leaves_the_locks_of_a_store_in_the_folder(qtbot: QtBot, store: Store) -> None:
    assert store.path is not None
    before = locks_held(store)
    assert before
    look_at(qtbot, file_dialog(None, "Save as PDF", str(store.path.parent), "All files (*)"))
    assert locks_held(store) == before


def test_qt_s_own_dialog_would_not(qtbot: QtBot, store: Store) -> None:
    """Why ours is needed; should this ever fail, Qt has stopped opening what it lists."""
    dialog = QFileDialog(None, "Save", str(store.path.parent))  # type: ignore[union-attr]
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    look_at(qtbot, dialog)
    assert locks_held(store) == 0


def test_a_save_into_a_log_that_was_taken_away_is_never_called_saved(store: Store) -> None:
    assert store.path is not None
    with open(store.path, "rb"):
        pass
    with open(f"{store.path}-shm", "rb"):
        pass
    other = [sys.executable, "-m", "conference_app", "--store", str(store.path), "conferences"]
    subprocess.run(other, check=True, capture_output=True)  # takes itself for the last one
    with pytest.raises(StoreProblem) as problem:
        keep_family(store, Family("Marlowe"))
    assert problem.value.code == "log_taken_away"
