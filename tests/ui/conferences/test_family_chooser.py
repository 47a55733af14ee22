"""A family found while typing: one that fits is taken, and the first click on Save counts."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from conference_app.domain.family import HouseholdMember
from conference_app.domain.listings import FamilyRow
from conference_app.store import lists
from conference_app.store.store import Store
from conference_app.use_cases.keep_family import keep_household_member
from tests.conference_app.use_cases.marlowe import TODAY, Marlowe, booked_conference
from ui.conferences.family_chooser import FamilyChooser, found_words
from ui.session import Session
from ui.widgets.form import Form
from ui.widgets.form_dialog import FormDialog


@pytest.fixture
def known(store: Store) -> Marlowe:
    return booked_conference(store)


@pytest.fixture
def dialog(qtbot: QtBot, session: Session, known: Marlowe) -> Iterator[FormDialog]:
    form = Form()
    form.add(
        "family_id",
        "Family",
        FamilyChooser(
            lambda text: session.ask(lists.families, text=text, today=session.today()),
            lambda ids: session.ask(lists.members_of, ids),
        ),
    )
    made = FormDialog("A request", form, lambda values: values["family_id"])
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    chooser_of(made).line.setFocus()
    yield made
    form.mark_saved()


def chooser_of(dialog: FormDialog) -> FamilyChooser:
    found = dialog.form.editor("family_id")
    assert isinstance(found, FamilyChooser)
    return found


def test_the_first_click_on_save_takes_the_family_typed(dialog: FormDialog, known: Marlowe, qtbot: QtBot) -> None:
    chooser = chooser_of(dialog)
    QTest.keyClicks(chooser.line, "marl")
    qtbot.waitUntil(chooser.line.suggestions.isVisible)
    window = dialog.windowHandle()
    assert window is not None
    at = dialog.save_button.mapTo(dialog, dialog.save_button.rect().center())
    QTest.mouseClick(window, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)
    assert dialog.result_value == known.family


def test_the_first_click_on_save_refuses_a_family_nobody_knows(dialog: FormDialog) -> None:
    QTest.keyClicks(chooser_of(dialog).line, "zzz")
    window = dialog.windowHandle()
    assert window is not None
    at = dialog.save_button.mapTo(dialog, dialog.save_button.rect().center())
    QTest.mouseClick(window, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)
    assert dialog.form.fields["family_id"].error()


def test_arrow_and_enter_take_the_family_offered(dialog: FormDialog, known: Marlowe, qtbot: QtBot) -> None:
    chooser = chooser_of(dialog)
    QTest.keyClicks(chooser.line, "noah")
    qtbot.waitUntil(chooser.line.suggestions.isVisible)
    QTest.keyClick(chooser.line, Qt.Key.Key_Down)
    QTest.keyClick(chooser.line, Qt.Key.Key_Return)
    assert chooser.chosen() == known.family
    assert chooser.line.text() == "Marlowe (Ella Marlowe, Noah Marlowe)"
    assert dialog.isVisible()


def test_whose_name_it_was_found_by_stands_behind_the_family(
    dialog: FormDialog, known: Marlowe, store: Store, qtbot: QtBot
) -> None:
    keep_household_member(store, HouseholdMember(known.family, "Zoë Kilbride", "aunt"), today=TODAY)
    chooser = chooser_of(dialog)
    QTest.keyClicks(chooser.line, "zoe kilb")
    chooser.offer()
    words = "Marlowe, found by Zoë Kilbride (Ella Marlowe, Noah Marlowe)"
    assert chooser.line.suggestions.model().index(0, 0).data() == words
    chooser.settle()
    assert (chooser.chosen(), chooser.line.text()) == (known.family, words)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("wadh", "Wadhwa (Tom Wadhwa)"),
        ("tom", "Wadhwa (Tom Wadhwa)"),
        ("KILB", "Wadhwa, found by Ann Kilby (Tom Wadhwa)"),
        ("tom kilb", "Wadhwa, found by Ann Kilby (Tom Wadhwa)"),
        ("4711", "Wadhwa, found by 47110 (Tom Wadhwa)"),
    ],
)
def test_what_it_was_found_by(text: str, words: str) -> None:
    row = FamilyRow(1, "Wadhwa", "Tom Wadhwa", "47110", None, None, 0)
    assert found_words(row, text, ["Ann Kilby", "Raj Wadhwa"]) == words
