from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from conference_app.paths import standard_paths
from conference_app.store.store import Store, memory_store
from conference_app.use_cases.found_store import found_store
from ui.background import Background
from ui.belongings import Belongings
from ui.session import Session
from ui.settings.page import SettingsPage


@pytest.fixture
def store(request: pytest.FixtureRequest) -> Iterator[Store]:
    """An authority's own store, which begins with the defaults; an example's where a test asks for it by True."""
    made = memory_store(example=getattr(request, "param", False))
    yield made
    made.close()


@pytest.fixture
def belongings(tmp_path: Path) -> Belongings:
    return Belongings.at(standard_paths({"CPC_HOME": str(tmp_path / "home")}))


@pytest.fixture
def page(qtbot: QtBot, session: Session, store: Store, belongings: Belongings) -> Iterator[SettingsPage]:
    """Settings over a store in memory with the official bank holidays."""
    found_store(store)
    background = Background(lambda: session.store)
    made = SettingsPage(session, background, belongings)
    session.changed.connect(lambda topics: made.refresh())
    qtbot.addWidget(made)
    made.resize(1182, 768)
    made.refresh()
    yield made
    background.close()
