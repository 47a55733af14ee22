"""A line of text with usual words offered."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from conference_app.domain.errors import RuleBroken
from ui.widgets.text_choice import TextChoice


@pytest.fixture
def choice(qtbot: QtBot) -> TextChoice:
    made = TextChoice(["threats", "the child asks"], hint="Grounds")
    qtbot.addWidget(made)
    return made


def test_nothing_is_chosen_at_first(choice: TextChoice) -> None:
    assert choice.value() == ""
    assert choice.offered() == ["threats", "the child asks"]


def test_one_of_the_words_or_any_other(choice: TextChoice, qtbot: QtBot) -> None:
    with qtbot.waitSignal(choice.changed):
        choice.combo.setCurrentIndex(1)
    assert choice.value() == "the child asks"
    choice.set_value("")
    qtbot.keyClicks(choice.line, " th  other ")
    assert choice.value() == "th other"


def test_other_words_leave_what_was_typed(choice: TextChoice) -> None:
    choice.set_value("Polish")
    choice.offer(["ramp"], "Access")
    assert (choice.value(), choice.offered(), choice.line.placeholderText()) == ("Polish", ["ramp"], "Access")


def test_too_long_a_text_is_refused_and_kept(choice: TextChoice) -> None:
    choice.set_value("x" * 201)
    with pytest.raises(RuleBroken, match="too_long"):
        choice.value()
    assert choice.typed() == "x" * 201
