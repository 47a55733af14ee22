"""The page of a request: what a correction of the clock asks for when the conference is booked already."""

from __future__ import annotations

from datetime import date

import pytest
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
