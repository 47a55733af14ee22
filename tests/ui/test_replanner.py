"""Re-planning in the window: a plan made in the background, looked at, accepted in part, and taken back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from conference_app.domain.people import Chair
from conference_app.domain.supply import Busy, Owner, Whose
from conference_app.store import conferences
from conference_app.store.store import Store, create_store, second_connection
from conference_app.use_cases.keep_directory import keep_chair
from conference_app.use_cases.keep_supply import keep_busy
from tests.conference_app.use_cases.marlowe import START, Marlowe, invited_conference
from tests.ui.conftest import NOW, TODAY
from ui.background import Background
from ui.belongings import Belongings
from ui.replanner import Replanner, asked_for
from ui.session import Session


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[Store]:
    made, _ = create_store(
        tmp_path / "example.store", passphrase=None, example=True, actor="Tester", now=Belongings.utc_now
    )
    yield made
    made.close()


@pytest.fixture
def known(kept: Store) -> Marlowe:
    """A conference invited for Wednesday 10 March, whose chair falls ill; another chair is there."""
    known = invited_conference(kept)
    keep_chair(kept, Chair("T. Brandt"))
    return known


@pytest.fixture
def session(kept: Store) -> Session:
    return Session(kept, today=lambda: TODAY, now=lambda: NOW, show_problem=pytest.fail)


@pytest.fixture
def planner(qtbot: QtBot, session: Session, kept: Store, known: Marlowe) -> Iterator[Callable[..., Replanner]]:
    background = Background(lambda: second_connection(kept))

    def make(**wished: object) -> Replanner:
        made = Replanner(session, background, first=TODAY, last=date(2027, 3, 19), **wished)  # type: ignore[arg-type]
        made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
        qtbot.addWidget(made)
        return made

    yield make
    background.close()


def plan(planner: Replanner, qtbot: QtBot) -> None:
    planner.make_plan()
    qtbot.waitUntil(lambda: planner.plan is not None and not planner.background.is_busy(), timeout=60_000)


def test_a_plan_without_a_chair_names_who_must_be_told(
    planner: Callable[..., Replanner], known: Marlowe, qtbot: QtBot, kept: Store
) -> None:
    made = planner(chair_id=known.chair)
    plan(made, qtbot)
    assert made.summary.text() == "1 conference to move."
    assert made.lines is not None
    [line] = made.lines.ticked()
    assert line.after is not None
    assert line.after.chair_name == "T. Brandt"
    said = [each.text() for each in made.detail.findChildren(QLabel)]
    assert said[1:3] == [
        "Why it cannot stay",
        "Rosalind Osei’s absence (planned without this chair), Monday 8 March to Friday 19 March",
    ]
    assert any(words.startswith("To be told again: Dr Amara Lindgren (secure e-mail)") for words in said)
    assert conferences.conference(kept, known.conference).chair_id == known.chair


def test_no_name_of_those_to_be_told_is_cut(
    planner: Callable[..., Replanner], known: Marlowe, qtbot: QtBot, kept: Store
) -> None:
    reason = "An illness that is told of at length " * 5
    keep_busy(kept, Busy("sickness", datetime(2027, 3, 8), datetime(2027, 3, 20), reason, chair_id=known.chair))
    made = planner()
    plan(made, qtbot)
    made.show()
    made.resize(made.minimumSizeHint())
    qtbot.waitUntil(lambda: made.beside.verticalScrollBar().maximum() > 0)
    words = made.detail.findChildren(QLabel)
    assert [each.text() for each in words if each.height() < each.heightForWidth(each.width())] == []


def test_that_no_leave_is_entered_by_it_is_said_with_the_way_there(
    planner: Callable[..., Replanner], known: Marlowe, qtbot: QtBot
) -> None:
    made = planner()
    assert made.nothing_entered.isHidden()
    made.asked.set_values({"without_room": known.room})
    assert made.nothing_entered.text().startswith("This does not block the room")
    made.asked.set_values({"without_chair": known.chair})
    assert not made.nothing_entered.isHidden()
    assert made.nothing_entered.text().startswith("This enters no leave for the chair")
    with qtbot.waitSignal(made.hours_requested) as asked:
        made.hours_button.click()
    assert asked.args == [Owner(Whose.CHAIR, known.chair)]


def test_what_is_accepted_moves_and_can_be_taken_back(
    planner: Callable[..., Replanner], known: Marlowe, qtbot: QtBot, kept: Store
) -> None:
    made = planner(chair_id=known.chair)
    plan(made, qtbot)
    made.why.set_values({"approved_by": "M. Ames, service manager"})
    with qtbot.waitSignal(made.moved) as moved:
        made.apply()
    assert conferences.conference(kept, known.conference).chair_id != known.chair
    assert moved.args is not None
    assert moved.args[0].startswith("1 conference moved, ")
    moved.args[1]()
    back = conferences.conference(kept, known.conference)
    assert (back.chair_id, back.starts_at, back.status) == (known.chair, START, "invited")


def test_leave_that_was_entered_is_planned_round_without_naming_anybody(
    planner: Callable[..., Replanner], known: Marlowe, qtbot: QtBot, kept: Store
) -> None:
    leave = Busy("sickness", datetime(2027, 3, 8), datetime(2027, 3, 20), chair_id=known.chair)
    keep_busy(kept, leave)
    made = planner()
    plan(made, qtbot)
    assert made.summary.text() == "1 conference to move."


def test_nothing_to_move_is_said(planner: Callable[..., Replanner], qtbot: QtBot) -> None:
    made = planner()
    plan(made, qtbot)
    assert made.summary.text().startswith("Nothing has to move")
    assert not made.move_button.isEnabled()


def test_choosing_none_moves_nothing_and_says_so(
    planner: Callable[..., Replanner], known: Marlowe, qtbot: QtBot, kept: Store
) -> None:
    made = planner(chair_id=known.chair)
    plan(made, qtbot)
    assert made.lines is not None
    made.lines.none_button.click()
    made.apply()
    assert conferences.conference(kept, known.conference).chair_id == known.chair
    assert made.result() == 0


def test_a_missing_day_is_said_beside_its_field(planner: Callable[..., Replanner]) -> None:
    made = planner()
    made.asked.set_values({"last": None})
    made.make_plan()
    assert made.asked.fields["last"].error() == "Enter the last day."
    assert made.plan is None


def test_closing_stops_the_search(planner: Callable[..., Replanner], known: Marlowe, qtbot: QtBot) -> None:
    made = planner(chair_id=known.chair)
    made.make_plan()
    made.reject()
    qtbot.waitUntil(lambda: not made.background.is_busy(), timeout=60_000)


def test_what_is_asked_is_checked() -> None:
    with pytest.raises(Exception, match="ends_before_it_starts"):
        asked_for({"first": date(2027, 3, 9), "last": date(2027, 3, 8)})
