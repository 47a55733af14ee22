"""Letters: a Word template is checked before it is used, and can be given up again."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from conference_app.exchange.word_letter import starter_template
from conference_app.paths import standard_paths
from conference_app.store import word_templates
from conference_app.store.store import Store, memory_store
from ui.background import Background
from ui.belongings import Belongings
from ui.session import Session
from ui.settings.letters import OWN, LettersTab
from ui.settings.page import SettingsPage


@pytest.fixture
def tab(qtbot: QtBot, session: Session) -> LettersTab:
    made = LettersTab(session)
    qtbot.addWidget(made)
    made.refresh()
    return made


def test_without_a_template_the_programs_own_layout_is_used(tab: LettersTab) -> None:
    assert tab.state.text() == OWN
    assert not tab.back_button.isEnabled()


def test_the_starting_template_can_be_saved_added_and_given_up(tab: LettersTab, store: Store, tmp_path: Path) -> None:
    path = tmp_path / "letter.docx"
    tab.ask_where_to_save = lambda *_: str(path)
    tab.save_starter()
    tab.ask_which_file = lambda *_: str(path)
    tab.add()
    kept = word_templates.word_template(store)
    assert kept is not None
    assert (kept.name, kept.content) == ("letter.docx", path.read_bytes())
    assert tab.state.text().startswith("Letters are set in letter.docx, added on 8 March 2027 by ")
    tab.go_back()
    assert word_templates.word_template(store) is None
    assert tab.state.text() == OWN


def test_what_is_no_word_file_is_not_taken(tab: LettersTab, store: Store, tmp_path: Path) -> None:
    path = tmp_path / "letter.docx"
    path.write_bytes(starter_template()[:500])
    tab.ask_which_file = lambda *_: str(path)
    tab.add()
    assert word_templates.word_template(store) is None
    assert "not a Word file" in tab.banner.accessibleDescription()


@pytest.mark.parametrize(
    "key", ["numbers", "holidays", "closures", "agendas", "rules", "letters", "security", "appearance", "about"]
)
def test_every_tab_of_the_settings_opens(qtbot: QtBot, session: Session, tmp_path: Path, key: str) -> None:
    background = Background(memory_store)
    page = SettingsPage(session, background, Belongings.at(standard_paths({"CPC_HOME": str(tmp_path)})))
    qtbot.addWidget(page)
    page.show()
    page.open(key)
    assert page.tabs.current() == key
    assert key in page._made
    background.close()


def test_a_template_without_what_a_letter_must_say_is_not_taken(tab: LettersTab, store: Store, tmp_path: Path) -> None:
    from docx import Document

    thin = Document()
    thin.add_paragraph("Hello {{ recipient }}, come.")
    path = tmp_path / "thin.docx"
    thin.save(str(path))
    tab.ask_which_file = lambda *_: str(path)
    tab.add()
    assert word_templates.word_template(store) is None
    assert "no place for: address, facts, marking and paragraphs" in tab.banner.accessibleDescription()
