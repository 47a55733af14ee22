"""The page of a request: what a correction of the clock asks for when the conference is booked already."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from conference_app.domain.conference import StrategyDiscussion
from conference_app.store import conferences
from conference_app.store.store import Store
from tests.conference_app.use_cases.marlowe import Marlowe, booked_conference
from ui.conferences.request_page import RequestPage
from ui.session import Session

LATENESS = ("late_reason", "late_approver")


@pytest.fixture
def known(store: Store) -> Marlowe:
    return booked_conference(store)


@pytest.fixture
def page(qtbot: QtBot, session: Session, known: Marlowe) -> RequestPage:
    made = RequestPage(session)
    qtbot.addWidget(made)
    made.show()
    made.edit(known.conference)
    return made


def asked(page: RequestPage) -> list[bool]:
    return [page.form.fields[key].isVisible() for key in LATENESS]


def test_a_correction_that_makes_the_booking_late_asks_why_and_who(
    page: RequestPage, store: Store, known: Marlowe
) -> None:
    assert asked(page) == [False, False]
    page.form.discussions.set_value([StrategyDiscussion(date(2027, 2, 1), True)])
    page.save()
    assert asked(page) == [True, True]
    assert "past the last lawful day, Monday 22 February 2027" in page.form.fields["discussions"].error()

    page.form.editor("late_reason").set_value("Found out today")
    page.save()
    assert page.form.fields["late_approver"].error() == "Enter who approved it."
    page.form.editor("late_approver").set_value("Head of service")
    page.save()

    found = conferences.conference(store, known.conference)
    assert (found.late_reason, found.late_approver, found.limit_on) == (
        "Found out today",
        "Head of service",
        date(2027, 2, 22),
    )
    assert not page.form.is_changed()


def test_the_next_correction_begins_without_the_question(page: RequestPage, known: Marlowe) -> None:
    page.form.discussions.set_value([StrategyDiscussion(date(2027, 2, 1), True)])
    page.save()
    page.form.mark_saved()
    page.edit(known.conference)
    assert asked(page) == [False, False]


def walk(qtbot: QtBot, first: QWidget, steps: int) -> list[str]:
    """What Tab comes to from here, by its name or its word."""
    first.setFocus()
    seen = []
    for _ in range(steps):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        at = QApplication.focusWidget()
        seen.append(at.accessibleName() or getattr(at, "text", str)())
    return seen


def test_tab_goes_through_a_request_as_it_is_read(qtbot: QtBot, page: RequestPage, known: Marlowe) -> None:
    page.form.mark_saved()
    page.begin(known.family)
    with qtbot.waitActive(page):
        page.activateWindow()
    page.form.discussions.add_line_for_typing()
    QApplication.processEvents()
    assert walk(qtbot, page.form.family_chooser.line, 12) == [
        "Requested on",
        "Ella Marlowe, 7 years",
        "Noah Marlowe, 16 months",
        "Held on, strategy discussion 1",
        "Note, strategy discussion 1",
        "Started the clock",
        "Remove strategy discussion 1",
        "Held on, strategy discussion 2",
        "Note, strategy discussion 2",
        "Remove strategy discussion 2",
        "Add a strategy discussion",
        "Section 47 enquiry started on",
    ]
    page.form.discussions.remove_line(page.form.discussions.lines[1])
    last = page.form.discussions.lines[0].remove_button
    assert walk(qtbot, last, 2) == ["Add a strategy discussion", "Section 47 enquiry started on"]


def test_escape_asks_once_and_again_after_more_was_typed(qtbot: QtBot, page: RequestPage, known: Marlowe) -> None:
    left: list[int] = []
    page.left.connect(left.append)
    with qtbot.waitActive(page):
        page.activateWindow()
    line = page.form.editor("requested_by").inputs()[0]
    line.setFocus()
    qtbot.keyClicks(line, "P. Nair")
    qtbot.keyClick(line, Qt.Key.Key_Escape)
    assert page.strip.isVisible()
    qtbot.keyClicks(line, ", by telephone")
    assert not page.strip.isVisible()
    qtbot.keyClick(line, Qt.Key.Key_Escape)
    assert (left, page.strip.isVisible()) == ([], True)
    qtbot.keyClick(line, Qt.Key.Key_Escape)
    assert left == [known.conference]
