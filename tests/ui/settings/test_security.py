from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from conference_app.domain.errors import StoreProblem
from conference_app.store import backup
from conference_app.store.store import Cost, Store, create_store, open_store, second_connection
from tests.ui.conftest import NOW, TODAY
from ui.background import Background
from ui.belongings import Belongings
from ui.session import Session
from ui.settings.page import SettingsPage
from ui.settings.security import OPEN_TO_ALL, SecurityTab

CHEAP = Cost(memory_kib=8, passes=1, lanes=1)
PASSPHRASE, NEW = "four quiet green lamps", "nine slow brown rivers"


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[Store]:
    """A store on the disk, with a key that is quickly derived."""
    made, _ = create_store(
        tmp_path / "conferences.store", passphrase=PASSPHRASE, actor="Tester", now=Belongings.utc_now, cost=CHEAP
    )
    yield made
    made.close()


@pytest.fixture
def tab(qtbot: QtBot, kept: Store, belongings: Belongings) -> Iterator[SecurityTab]:
    session = Session(kept, today=lambda: TODAY, now=lambda: NOW, show_problem=pytest.fail)
    background = Background(lambda: second_connection(kept))
    page = SettingsPage(session, background, belongings)
    qtbot.addWidget(page)
    made = page.tabs.page("security")
    assert isinstance(made, SecurityTab)
    yield made
    background.close()


def wait(tab: SecurityTab, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not tab.background.is_busy(), timeout=30_000)


def test_the_store_is_backed_up(tab: SecurityTab, kept: Store, belongings: Belongings, qtbot: QtBot) -> None:
    assert tab.place.text() == str(kept.path)
    assert tab.last_backup.text() == "There is no backup yet. Make the first one now."

    with qtbot.waitSignal(tab.backed_up, timeout=30_000):
        tab.backup_button.click()
        assert not tab.backup_button.isEnabled()
    wait(tab, qtbot)

    (made,) = backup.backups(belongings.backups, kept.store_id)
    assert tab.last_backup.text().startswith("Last good backup: ")
    assert tab.kept.text() == f"1 kept in {belongings.backups}"
    assert all(each.ok for each in backup.verify_backup(kept, belongings.backups / made.file))
    assert tab.backup_button.isEnabled()


def test_a_backup_that_fails_says_why(tab: SecurityTab, belongings: Belongings, qtbot: QtBot) -> None:
    belongings.backups.parent.mkdir(parents=True, exist_ok=True)
    belongings.backups.write_text("a file where the folder should be")

    tab.backup_button.click()
    wait(tab, qtbot)

    assert tab.banner.accessibleName().startswith(f"The folder {belongings.backups} does not exist.")
    assert tab.backup_button.isEnabled()


def test_the_store_is_checked(tab: SecurityTab, qtbot: QtBot) -> None:
    tab.check_button.click()
    wait(tab, qtbot)

    assert [row.name for row in tab.results.rows()] == ["file", "cipher", "foreign keys", "audit trail", "last backup"]
    assert all(row.ok for row in tab.results.rows())
    assert tab.banner.accessibleName() == "The store is intact."


def test_the_passphrase_is_changed(tab: SecurityTab, kept: Store, qtbot: QtBot) -> None:
    tab.form.set_values({"current": PASSPHRASE, "new": NEW, "again": NEW})
    tab.passphrase_button.click()
    wait(tab, qtbot)

    assert tab.banner.accessibleName() == "The passphrase is changed."
    assert tab.form.values() == {"current": "", "new": "", "again": ""}
    assert kept.path is not None
    open_store(kept.path, passphrase=NEW, actor="Tester", now=Belongings.utc_now).close()
    with pytest.raises(StoreProblem):
        open_store(kept.path, passphrase=PASSPHRASE, actor="Tester", now=Belongings.utc_now)


@pytest.mark.parametrize(
    ("current", "new", "again", "field", "error"),
    [
        ("not this one at all", NEW, NEW, "current", "The passphrase does not open this store. "),
        (PASSPHRASE, NEW, NEW + "x", "again", "The two passphrases are not the same. "),
        (PASSPHRASE, "short", "short", "new", "The passphrase is too short: "),
        ("", NEW, NEW, "current", "T"),
    ],
)
def test_a_passphrase_is_refused_at_its_field(
    tab: SecurityTab, qtbot: QtBot, current: str, new: str, again: str, field: str, error: str
) -> None:
    tab.form.set_values({"current": current, "new": new, "again": again})
    tab.passphrase_button.click()
    wait(tab, qtbot)

    assert tab.form.fields[field].error().startswith(error)
    assert tab.form.values() == {"current": current, "new": new, "again": again}


def test_a_new_recovery_code_opens_the_store(tab: SecurityTab, kept: Store, qtbot: QtBot) -> None:
    tab.code_button.click()
    assert tab.form.fields["current"].error() == "Enter the current passphrase."
    tab.form.set_values({"current": PASSPHRASE})
    tab.code_button.click()
    wait(tab, qtbot)

    assert not tab.code_card.isHidden()
    (code,) = [each.text() for each in tab.code_card.findChildren(type(tab.place)) if each.property("role") == "title"]
    assert kept.path is not None
    open_store(kept.path, recovery_code=code, actor="Tester", now=Belongings.utc_now).close()


@pytest.mark.parametrize("store", [True], indirect=True)
def test_the_example_store_has_no_passphrase(page: SettingsPage) -> None:
    tab = page.tabs.page("security")
    assert isinstance(tab, SecurityTab)

    assert OPEN_TO_ALL in [each.text() for each in tab.findChildren(type(tab.place))]
    assert not hasattr(tab, "passphrase_button")
