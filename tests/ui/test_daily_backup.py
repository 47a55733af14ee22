"""The backup a store gets by itself: made when it is due, and said when there is none or only an old one."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from conference_app.paths import standard_paths
from conference_app.store import backup
from conference_app.store.store import Store, create_store, second_connection
from conference_app.use_cases.back_up import back_up
from tests.conference_app.store.trial_store import CHEAP
from tests.ui.conftest import NOW, TODAY
from ui.background import Background
from ui.belongings import Belongings
from ui.daily_backup import DailyBackup
from ui.session import Session
from ui.widgets.navigation_rail import NavigationRail


@pytest.fixture
def belongings(tmp_path: Path) -> Belongings:
    return Belongings.at(standard_paths({"CPC_HOME": str(tmp_path / "home")}))


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[Store]:
    """A store on the disk, with a key that is quickly derived."""
    made, _ = create_store(
        tmp_path / "a.store", passphrase="four quiet green lamps", actor="Tester", now=Belongings.utc_now, cost=CHEAP
    )
    yield made
    made.close()


@pytest.fixture
def rail(qtbot: QtBot) -> NavigationRail:
    made = NavigationRail("Child Protection Conferences", ())
    qtbot.addWidget(made)
    return made


def foot(rail: NavigationRail) -> str:
    return " | ".join(label.text() for label in rail.findChildren(QLabel))


def test_it_is_made_when_due_and_said(qtbot: QtBot, kept: Store, belongings: Belongings, rail: NavigationRail) -> None:
    session = Session(kept, today=lambda: TODAY, now=lambda: NOW, show_problem=pytest.fail)
    background = Background(lambda: second_connection(kept))
    daily = DailyBackup(session, background, belongings, rail)
    assert "No backup yet" in foot(rail)
    assert daily.problem() == "There is no backup yet."
    with qtbot.waitSignal(session.changed, timeout=30_000):
        daily.make_if_due()
    assert "Backed up" in foot(rail)
    assert daily.problem() == ""
    daily.make_if_due()
    assert not background.is_busy(), "nothing was written since"
    assert len(backup.backups(belongings.backups, kept.store_id)) == 1
    background.close()


def test_an_old_one_is_said(
    kept: Store, belongings: Belongings, rail: NavigationRail, monkeypatch: pytest.MonkeyPatch
) -> None:
    back_up(kept, belongings.backups, now=Belongings.utc_now())
    session = Session(kept, today=lambda: TODAY, now=lambda: NOW, show_problem=pytest.fail)
    background = Background(lambda: second_connection(kept))
    daily = DailyBackup(session, background, belongings, rail)
    later: datetime = Belongings.utc_now() + timedelta(days=3, hours=1)
    monkeypatch.setattr(belongings, "utc_now", lambda: later)
    assert daily.problem() == "The last good backup is 3 days old."
    background.close()


def test_an_example_store_has_none(session: Session, belongings: Belongings, rail: NavigationRail) -> None:
    background = Background(lambda: session.store)
    daily = DailyBackup(session, background, belongings, rail)
    daily.make_if_due()
    assert "EXAMPLE DATA" in foot(rail)
    assert daily.problem() == ""
    assert not background.is_busy()
    background.close()
