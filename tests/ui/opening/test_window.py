"""The first window: creating, unlocking, the example, and each refusal in words."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from conference_app.paths import Paths, standard_paths
from conference_app.store.settings import calendar as store_calendar
from conference_app.store.store import Cost, Store, create_store
from ui.background import Background
from ui.opening.choices import utc_now
from ui.opening.recovery_page import RecoveryPage
from ui.opening.window import OpeningWindow

PASSPHRASE = "correct horse battery staple"


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    found = standard_paths({"CPC_HOME": str(tmp_path)})
    found.make_folders()
    return found


class Opening:
    """The window with what it emitted and remembered."""

    def __init__(self, qtbot: QtBot, paths: Paths, actor: str = "", chosen: str = "") -> None:
        self.remembered: dict[str, str] = {}
        self.opened: list[tuple[Store, Background, Any]] = []
        self.window = OpeningWindow(
            paths,
            actor=actor,
            remember=self.remembered.__setitem__,
            choose_existing=lambda parent, title, folder: chosen,
            choose_new=lambda parent, title, path: chosen,
        )
        qtbot.addWidget(self.window)
        self.window.opened.connect(lambda *facts: self.opened.append(facts))
        self.window.show()

    @property
    def page(self) -> Any:
        return self.window._stack.currentWidget()

    def close(self) -> None:
        for _store, background, _size in self.opened:
            background.close()


@pytest.fixture
def opening(qtbot: QtBot, paths: Paths) -> Iterator[Opening]:
    made = Opening(qtbot, paths)
    yield made
    made.close()


def _real_store(path: Path) -> str:
    store, code = create_store(
        path, passphrase=PASSPHRASE, authority="Westmarch", actor="A. Coordinator", now=utc_now, cost=Cost(8, 1, 1)
    )
    store.close()
    assert code
    return code


def test_a_new_store_shows_its_recovery_code_once_and_then_opens(qtbot: QtBot, opening: Opening, paths: Paths) -> None:
    opening.page.create_chosen.emit()
    opening.page.form.set_values(
        {"actor": "Ann Field", "authority": "Westmarch", "passphrase": PASSPHRASE, "again": PASSPHRASE}
    )
    opening.page.try_save()
    qtbot.waitUntil(lambda: isinstance(opening.page, RecoveryPage), timeout=10_000)

    assert not opening.page.go_on.isEnabled(), "nobody gets past before the code is safe"
    opening.page.tick.set_value(True)
    opening.page.go_on.click()

    store, _background, size = opening.opened[0]
    assert size is None
    assert paths.store.exists()
    assert opening.remembered == {"actor": "Ann Field"}
    assert store.path == paths.store


def test_the_bank_holidays_are_in_a_new_store(qtbot: QtBot, opening: Opening) -> None:
    opening.page.create_chosen.emit()
    opening.page.form.set_values({"actor": "Ann", "authority": "W", "passphrase": PASSPHRASE, "again": PASSPHRASE})
    opening.page.try_save()
    qtbot.waitUntil(lambda: isinstance(opening.page, RecoveryPage), timeout=10_000)
    opening.page.tick.set_value(True)
    opening.page.go_on.click()
    found: list[str] = []
    _store, background, _size = opening.opened[0]
    background.run(
        lambda store, control: store_calendar(store).why_not_working(date(2027, 3, 26)), on_done=found.append
    )
    qtbot.waitUntil(lambda: bool(found), timeout=10_000)
    assert found == ["Good Friday"]


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"actor": "Ann", "passphrase": PASSPHRASE, "again": "another thing"}, "not the same"),
        ({"actor": "Ann", "passphrase": "short", "again": "short"}, "too short"),
        ({"passphrase": PASSPHRASE, "again": PASSPHRASE}, "your name"),
    ],
)
def test_what_is_wrong_stands_beside_the_field_and_nothing_typed_is_lost(
    qtbot: QtBot, opening: Opening, paths: Paths, values: dict[str, str], sentence: str
) -> None:
    opening.page.create_chosen.emit()
    page = opening.page
    page.form.set_values({"authority": "Westmarch", **values})
    page.try_save()
    qtbot.waitUntil(lambda: any(sentence in field.error() for field in page.form.fields.values()), timeout=10_000)
    assert page.form.value("authority") == "Westmarch"
    assert not paths.store.exists()


def test_an_existing_store_asks_for_its_passphrase(qtbot: QtBot, paths: Paths) -> None:
    _real_store(paths.store)
    opening = Opening(qtbot, paths, actor="Ann")
    page = opening.page
    page.form.set_values({"passphrase": "not the right one"})
    page.try_save()
    qtbot.waitUntil(lambda: bool(page.form.fields["passphrase"].error()), timeout=10_000)
    page.form.set_values({"passphrase": PASSPHRASE})
    page.try_save()
    qtbot.waitUntil(lambda: bool(opening.opened), timeout=10_000)
    opening.close()


def test_the_recovery_code_opens_it_too(qtbot: QtBot, paths: Paths) -> None:
    code = _real_store(paths.store)
    opening = Opening(qtbot, paths, actor="Ann")
    opening.window._use_recovery_code(opening.page.form)
    opening.page.form.set_values({"recovery_code": code.lower()})
    opening.page.try_save()
    qtbot.waitUntil(lambda: bool(opening.opened), timeout=10_000)
    opening.close()


def test_a_file_that_is_no_store_is_refused_in_words(qtbot: QtBot, paths: Paths, tmp_path: Path) -> None:
    other = tmp_path / "letter.store"
    other.write_text("Dear all", encoding="utf-8")
    opening = Opening(qtbot, paths, actor="Ann", chosen=str(other))
    opening.page.other_chosen.emit()
    page = opening.page
    page.form.set_values({"passphrase": PASSPHRASE})
    page.try_save()
    qtbot.waitUntil(page._problem.isVisible, timeout=10_000)
    assert "is not a store of this program" in page._problem.accessibleName()
    assert other.read_text(encoding="utf-8") == "Dear all"


def test_the_example_store_needs_no_passphrase(qtbot: QtBot, opening: Opening, paths: Paths) -> None:
    opening.page.example_chosen.emit((60, 1))
    qtbot.waitUntil(lambda: bool(opening.opened), timeout=10_000)
    store, _background, size = opening.opened[0]
    assert store.example
    assert size == (60, 1), "a new example is still to be filled"
    assert paths.example_store.exists()
