"""The program from its first window to its last: opening, locking with typing half done, what others write."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from conference_app import log
from conference_app.domain.errors import StoreProblem
from conference_app.domain.family import Family
from conference_app.paths import standard_paths
from conference_app.store import lists
from conference_app.store.store import Cost, create_store, open_store
from conference_app.use_cases.found_store import found_store
from conference_app.use_cases.keep_family import keep_family
from ui.app import Program, Start, unexpected_hook
from ui.belongings import Belongings
from ui.idle_watch import IdleWatch
from ui.opening.choices import utc_now

PASSPHRASE = "correct horse battery staple"
TODAY = date(2027, 3, 8)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path


@pytest.fixture
def store_path(home: Path) -> Path:
    path = home / "work.store"
    store, _ = create_store(
        path, passphrase=PASSPHRASE, authority="Westmarch", actor="Ann", now=utc_now, cost=Cost(8, 1, 1)
    )
    found_store(store)
    store.close()
    return path


@pytest.fixture
def program(qtbot: QtBot, home: Path, store_path: Path) -> Iterator[Program]:
    words = home / "words.txt"
    words.write_text(PASSPHRASE + "\n", encoding="utf-8")
    belongings = Belongings.at(standard_paths({"CPC_HOME": str(home)}))
    made = Program(belongings, start=Start(store_path, words, TODAY))
    made.begin()
    assert made.window is not None
    qtbot.addWidget(made.window)
    qtbot.waitUntil(lambda: not made.window.background.is_busy(), timeout=10_000)  # type: ignore[union-attr]
    yield made
    made.close_store()
    made.window.close()
    if made.opening is not None:
        made.opening.close()


def unlock(qtbot: QtBot, program: Program) -> None:
    page = program.opening._stack.currentWidget()  # type: ignore[union-attr]
    page.form.set_values({"actor": "Ann", "passphrase": PASSPHRASE})  # type: ignore[attr-defined]
    page.try_save()  # type: ignore[attr-defined]
    qtbot.waitUntil(lambda: program.opening is None, timeout=10_000)


def test_the_first_start_of_a_day_backs_the_store_up(qtbot: QtBot, program: Program, home: Path) -> None:
    qtbot.waitUntil(lambda: bool(list((home / "store" / "backups").glob("*.json"))), timeout=10_000)


def test_locking_closes_the_store_and_hides_the_window(program: Program) -> None:
    program.lock()
    assert program.window is not None
    assert not program.window.isVisible()
    assert program.window.session.store.raw_key == ""
    assert program.opening is not None
    assert program.opening.isVisible()


def test_what_was_typed_is_there_again_after_unlocking(qtbot: QtBot, program: Program) -> None:
    assert program.window is not None
    program.window.open_request(None)
    form = program.window.pages["conferences"].request_page.form  # type: ignore[attr-defined]
    form.set_values({"requested_by": "P. Nair, by telephone"})
    program.lock()
    unlock(qtbot, program)
    assert program.window.isVisible()
    assert form.value("requested_by") == "P. Nair, by telephone"
    assert lists.families(program.window.session.store, today=TODAY) == []


def test_locking_and_unlocking_stand_on_the_audit_trail(qtbot: QtBot, program: Program) -> None:
    program.lock()
    unlock(qtbot, program)
    assert program.window is not None
    events = [event.action for event in lists.history(program.window.session.store, "store", 1)]
    assert events[:3] == ["unlocked", "locked", "unlocked"]


def test_what_another_program_writes_is_noticed(qtbot: QtBot, program: Program, store_path: Path) -> None:
    assert program.window is not None
    heard: list[object] = []
    program.window.session.changed.connect(heard.append)
    with open_store(store_path, passphrase=PASSPHRASE, actor="Ben", now=utc_now) as other:
        keep_family(other, Family("Hallam"))
    qtbot.waitUntil(lambda: bool(heard), timeout=10_000)


def test_the_example_store_is_never_locked_for_idleness(qtbot: QtBot, home: Path) -> None:
    path = home / "example.store"
    store, _ = create_store(path, passphrase=None, example=True, actor="Ann", now=utc_now)
    found_store(store)
    store.close()
    belongings = Belongings.at(standard_paths({"CPC_HOME": str(home)}))
    program = Program(belongings, start=Start(path, None, TODAY))
    program.begin()
    assert program.window is not None
    qtbot.addWidget(program.window)
    assert program.idle is not None
    assert not program.idle._timer.isActive()
    program.close_store()
    program.window.close()


def test_idleness_is_noticed_once(qtbot: QtBot) -> None:
    watch = IdleWatch(0.001)
    with qtbot.waitSignal(watch.idle, timeout=5_000):
        pass
    assert not watch._timer.isActive()
    watch.set_minutes(0)


def test_a_store_named_on_the_command_line_asks_for_its_passphrase(qtbot: QtBot, home: Path, store_path: Path) -> None:
    program = Program(Belongings.at(standard_paths({"CPC_HOME": str(home)})), start=Start(store_path, None, TODAY))
    program.begin()
    assert program.opening is not None
    qtbot.addWidget(program.opening)
    unlock(qtbot, program)
    assert program.window is not None
    qtbot.waitUntil(lambda: not program.window.background.is_busy(), timeout=10_000)  # type: ignore[union-attr]
    assert program.window.session.store.path == store_path
    program.close_store()
    program.window.close()


def test_a_store_that_is_not_there_is_refused(home: Path) -> None:
    program = Program(
        Belongings.at(standard_paths({"CPC_HOME": str(home)})), start=Start(home / "none.store", None, TODAY)
    )
    with pytest.raises(StoreProblem) as problem:
        program.begin()
    assert problem.value.code == "no_store"


def failed(error: BaseException) -> tuple[type[BaseException], BaseException, None]:
    return type(error), error, None


def test_an_error_nobody_expected_is_said_once_in_a_sentence_and_logged(tmp_path: Path) -> None:
    said: list[str] = []

    def say(words: str) -> None:
        said.append(words)
        hook(*failed(ValueError("while saying it")))  # painting the message itself may fail
        raise RuntimeError("no window")

    hook = unexpected_hook(say)
    handler = log.start(tmp_path)
    try:
        hook(*failed(KeyError("Ella Marlowe")))
        hook(*failed(KeyboardInterrupt()))
    finally:
        log.stop(handler)
    assert said == [
        "Something went wrong in the program itself. What you typed is still there; nothing was saved. "
        "The log says where."
    ]
    written = (tmp_path / "conferences.log").read_text()
    assert [kind in written for kind in ("KeyError", "ValueError", "RuntimeError", "Ella")] == [True, True, True, False]


def test_failures_in_a_row_open_one_message(qtbot: QtBot, program: Program) -> None:
    for _ in range(3):
        program.show_fault("Something went wrong.")
    (box,) = [each for each in program.window.findChildren(QMessageBox) if each.isVisible()]  # type: ignore[union-attr]
    assert (box.text(), box.textFormat()) == ("Something went wrong.", Qt.TextFormat.PlainText)
    box.accept()
    program.show_fault("Again.")
    qtbot.waitUntil(
        lambda: [each.text() for each in program.window.findChildren(QMessageBox)] == ["Again."]  # type: ignore[union-attr]
    )
