from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from conference_app.domain.attendance import Attendance
from conference_app.store.store import Store
from conference_app.use_cases.take_register import keep_attendance
from tests.conference_app.use_cases.marlowe import held_conference
from tests.ui.conferences.on_the_day import opened, session_on
from ui.conferences import history_tab
from ui.conferences.history_tab import HistoryTab


def said(tab: HistoryTab) -> list[str]:
    return [each.text() for each in tab.card.findChildren(QLabel) if not each.isHidden()]


def test_newest_first_under_its_day_with_names_for_numbers(store: Store, problems: list[str], qtbot: QtBot) -> None:
    known = held_conference(store)
    tab = opened(HistoryTab, session_on(store, problems), known.conference, qtbot)
    words = said(tab)
    assert "Monday 1 March 2027" in words
    sentences = [each for each in words if each.endswith(".")]
    assert sentences[0] == "Recorded the conference as held, quorate."
    assert any("Oak room, chair Rosalind Osei" in each for each in sentences)
    assert sentences[-1].startswith("Took the request")
    assert words.count("Test Coordinator") == len(sentences)


def test_a_long_history_shows_the_older_ones_when_asked(store: Store, problems: list[str], qtbot: QtBot) -> None:
    known = held_conference(store)
    for number in range(history_tab.AT_ONCE):
        keep_attendance(store, Attendance(known.conference, f"Visitor {number}", "school"))
    tab = opened(HistoryTab, session_on(store, problems), known.conference, qtbot)
    assert not any(each.startswith("Took the request") for each in said(tab))
    tab.show_all()
    assert any(each.startswith("Took the request") for each in said(tab))
