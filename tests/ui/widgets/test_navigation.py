"""Where one is: the rail, tabs, the head of a page, banners."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ui.widgets.banner import Banner
from ui.widgets.buttons import button
from ui.widgets.card import Card
from ui.widgets.navigation_rail import NavigationRail, Place
from ui.widgets.page_head import PageHead
from ui.widgets.tab_strip import TabStrip
from ui.widgets.tag import Tag
from ui.widgets.text import Tone, label, tooltip

PLACES = (
    Place("today", "Today", "clock"),
    Place("diary", "Diary", "calendar"),
    Place("people", "People", "users"),
)


@pytest.fixture
def rail(qtbot: QtBot) -> Iterator[NavigationRail]:
    window = QWidget()
    qtbot.addWidget(window)
    made = NavigationRail("Conferences", PLACES, window)
    QVBoxLayout(window).addWidget(made)
    window.show()
    with qtbot.waitActive(window):
        pass
    yield made
    window.close()


def test_control_and_a_number_opens_a_place_from_anywhere(qtbot: QtBot, rail: NavigationRail) -> None:
    with qtbot.waitSignal(rail.chosen) as chosen:
        qtbot.keyClick(rail.window(), Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    assert chosen.args == ["diary"]
    assert rail.button("diary").isChecked()


def test_arrows_move_and_space_opens(qtbot: QtBot, rail: NavigationRail) -> None:
    rail.button("today").setFocus()
    qtbot.keyClick(rail.button("today"), Qt.Key.Key_Up)
    assert rail.focusWidget() is rail.button("people")
    with qtbot.waitSignal(rail.chosen) as chosen:
        qtbot.keyClick(rail.button("people"), Qt.Key.Key_Space)
    assert chosen.args == ["people"]


def test_a_number_stands_only_where_something_waits(rail: NavigationRail) -> None:
    made = rail.button("today")
    without = made.grab().toImage()
    rail.set_waiting("today", 9)
    assert made.accessibleName() == "Today, 9 waiting"
    assert made.grab().toImage() != without
    rail.set_waiting("today", 0)
    assert made.accessibleName() == "Today"
    assert made.grab().toImage() == without


def test_selecting_marks_without_opening(qtbot: QtBot, rail: NavigationRail) -> None:
    with qtbot.assertNotEmitted(rail.chosen):
        rail.select("people")
    assert rail.button("people").isChecked()


def test_the_foot_says_what_it_is_given(rail: NavigationRail) -> None:
    rail.set_foot("EXAMPLE DATA", "Backed up 8:31am")
    assert "EXAMPLE DATA\nBacked up 8:31am" in [each.text() for each in rail.findChildren(QLabel)]


def test_the_focus_can_be_seen(qtbot: QtBot, rail: NavigationRail) -> None:
    made = rail.button("diary")
    before = made.grab().toImage()
    made.setFocus()
    assert made.grab().toImage() != before


def test_a_tab_builds_its_page_when_opened_first(qtbot: QtBot) -> None:
    built: list[str] = []

    def make() -> QWidget:
        built.append("invitations")
        return QLabel("list")

    tabs = TabStrip()
    qtbot.addWidget(tabs)
    tabs.add("details", "Details", QLabel("one"))
    tabs.add("invitations", "Invitations", make)
    assert (tabs.current(), built) == ("details", [])
    with qtbot.waitSignal(tabs.opened) as opened:
        tabs.open("invitations")
    tabs.open("details")
    tabs.open("invitations")
    assert (opened.args, built) == (["invitations"], ["invitations"])
    assert tabs.page("invitations") is tabs.pages.currentWidget()


def test_the_head_replaces_its_facts_and_crumbs(qtbot: QtBot) -> None:
    went: list[str] = []
    head = PageHead("Marlowe family")
    qtbot.addWidget(head)
    head.set_crumbs(("Conferences", lambda: went.append("back")), ("CP-2027-0142", None))
    head.set_facts(label("old"), Tag("Booked", Tone.BLUE))
    head.set_facts(label("new"))
    head.set_title("Reeve family", "two children")
    head.findChildren(QPushButton)[0].click()
    texts = [each.text() for each in head.findChildren(QLabel)]
    assert went == ["back"]
    assert "new" in texts
    assert "old" not in texts
    assert {"Reeve family", "two children", "CP-2027-0142"} <= set(texts)


def test_a_banner_is_spoken_and_changes_its_buttons(qtbot: QtBot) -> None:
    banner = Banner(Tone.RED, "No paediatrician has been invited.", "Everything waits for it.", (button("Invite"),))
    qtbot.addWidget(banner)
    assert banner.accessibleName() == "No paediatrician has been invited."
    assert banner.accessibleDescription() == "Everything waits for it."
    banner.show_message(Tone.AMBER, "Invited, not yet sent.", buttons=(button("Send"),))
    assert [each.text() for each in banner.findChildren(QPushButton)] == ["Send"]


def test_a_card_can_be_emptied_and_keeps_its_heading(qtbot: QtBot) -> None:
    card = Card("Quorum")
    qtbot.addWidget(card)
    card.add(label("three agencies"))
    card.clear()
    assert [each.text() for each in card.findChildren(QLabel)] == ["Quorum"]


def test_on_a_low_screen_the_places_come_before_the_name_of_the_program(qtbot: QtBot) -> None:
    rail = NavigationRail("Child Protection Conferences", PLACES)
    qtbot.addWidget(rail)
    rail.set_foot("EXAMPLE DATA", "Invented, for training")
    name = next(each for each in rail.findChildren(QLabel) if each.text() == "Child Protection Conferences")
    for height, shown in ((600, True), (150, False), (600, True)):
        rail.resize(rail.width(), height)
        rail.show()
        assert name.isVisible() is shown
        assert name.height() >= name.heightForWidth(name.width()) or not shown
    rail.close()


@pytest.mark.parametrize("tone", list(Tone))
def test_each_tone_has_a_shape_of_its_own(qtbot: QtBot, tone: Tone) -> None:
    """Seen without colour, no two tags of one word look the same."""
    pictures = []
    for each in (tone, *(other for other in Tone if other is not tone)):
        tag = Tag("state", each)
        qtbot.addWidget(tag)
        tag.resize(tag.sizeHint())
        image = tag.grab().toImage()
        ground = image.pixelColor(4, image.height() // 2).lightness()
        pictures.append(
            [abs(image.pixelColor(x, y).lightness() - ground) > 60 for x in range(7, 17) for y in range(image.height())]
        )
    assert pictures[0] not in pictures[1:]


def test_a_tooltip_never_reads_markup() -> None:
    assert tooltip("Mill <b>Lane</b>") == "<qt>Mill &lt;b&gt;Lane&lt;/b&gt;</qt>"
    assert tooltip("Mill Lane & Sons") == "Mill Lane & Sons"


def test_control_and_page_down_turns_the_tabs_and_keeps_the_keyboard_on_them(qtbot: QtBot) -> None:
    tabs, within = TabStrip(), [button("One"), button("Two")]
    for key, page in zip(("one", "two"), within, strict=True):
        tabs.add(key, key, page)
    qtbot.addWidget(tabs)
    tabs.show()
    with qtbot.waitActive(tabs):
        tabs.activateWindow()
    within[0].setFocus()
    qtbot.keyClick(within[0], Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
    assert (tabs.current(), tabs.focusWidget()) == ("two", tabs.bar)
    qtbot.keyClick(tabs.bar, Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
    assert tabs.current() == "one"
    qtbot.keyClick(tabs.bar, Qt.Key.Key_PageUp, Qt.KeyboardModifier.ControlModifier)
    assert tabs.current() == "two"
    tabs.close()
