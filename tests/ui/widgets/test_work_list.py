"""What has to be done: opening a row, counting, saying when there is nothing."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from ui import theme
from ui.widgets import work_list
from ui.widgets.text import Tone
from ui.widgets.work_grid import WorkGrid
from ui.widgets.work_list import WorkRow, WorkSection

ROWS = [
    WorkRow(
        "Invite the paediatrician",
        "Marlowe family",
        "CP-2027-0142",
        "2 working days left",
        "Invite",
        Tone.RED,
        data=142,
    ),
    WorkRow("Print the agenda pack", "16 copies", "CP-2027-0139", "tomorrow", "Print", Tone.AMBER, data=139),
]


@pytest.fixture
def section(qtbot: QtBot) -> WorkSection:
    made = WorkSection("Overdue", empty="Nothing is overdue.")
    qtbot.addWidget(made)
    made.resize(900, 300)
    made.set_rows(ROWS)
    made.show()
    return made


def texts(section: WorkSection) -> list[str]:
    return [each.text() for each in section.findChildren(QLabel) if each.isVisible() and each.text()]


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_the_keyboard_opens_the_row_it_is_on(qtbot: QtBot, section: WorkSection, key: Qt.Key) -> None:
    qtbot.keyClick(section.list, Qt.Key.Key_Down)
    with qtbot.waitSignal(section.opened) as opened:
        qtbot.keyClick(section.list, key)
    assert opened.args[0].data == 139


def test_a_click_opens_only_on_the_link(qtbot: QtBot, section: WorkSection) -> None:
    box = section.list.visualRect(section.list.model().index(0, 0))
    with qtbot.assertNotEmitted(section.opened):
        qtbot.mouseClick(section.list.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(80, box.center().y()))
    link = section.list.link_box(box, ROWS[0])
    with qtbot.waitSignal(section.opened) as opened:
        qtbot.mouseClick(section.list.viewport(), Qt.MouseButton.LeftButton, pos=link.center())
    assert opened.args[0].data == 142


def test_a_row_is_spoken_whole(section: WorkSection) -> None:
    assert section.list.model().index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole) == (
        "Invite the paediatrician, Marlowe family, CP-2027-0142, 2 working days left, Invite with Enter"
    )


def test_nothing_to_do_is_said_in_a_sentence(section: WorkSection) -> None:
    section.set_rows([])
    assert texts(section) == ["Overdue", "0", "Nothing is overdue."]
    assert section.list.isHidden()


def test_without_a_sentence_an_empty_section_is_not_there(qtbot: QtBot) -> None:
    made = WorkSection("Backup")
    qtbot.addWidget(made)
    assert made.isHidden()
    made.set_rows(ROWS)
    assert not made.isHidden()


def test_of_very_many_the_first_are_shown_and_the_rest_counted(section: WorkSection) -> None:
    section.set_rows(ROWS * 40, total=500)
    assert len(section.list.rows()) == 50
    assert {"500", "and 450 more"} <= set(texts(section))


def test_only_what_is_shown_is_put_into_words(qtbot: QtBot) -> None:
    said: list[int] = []

    def row_for(number: int) -> WorkRow:
        said.append(number)
        return WorkRow(f"Thing {number}")

    made = WorkSection("Overdue", most=2)
    qtbot.addWidget(made)
    made.set_rows(range(5), row_for=row_for)
    assert said == [0, 1]
    made.show_all()
    assert [row.title for row in made.list.rows()] == [f"Thing {number}" for number in range(5)]


def test_it_is_as_high_as_its_rows(section: WorkSection) -> None:
    two = section.list.height()
    section.set_rows(ROWS * 2)
    assert section.list.height() == 2 * two - 2


def test_the_row_under_the_keyboard_can_be_seen(qtbot: QtBot, section: WorkSection) -> None:
    section.list.clearFocus()
    before = section.list.grab().toImage()
    section.list.setFocus()
    qtbot.waitUntil(section.list.hasFocus)
    assert section.list.grab().toImage() != before


@pytest.mark.parametrize("width", [500, 640, 760, 900])
def test_when_something_is_due_is_never_cut(section: WorkSection, width: int, monkeypatch: pytest.MonkeyPatch) -> None:
    due = "last lawful day Fri 27 November 2026"
    section.set_rows([WorkRow("Invite", "Marlowe family", "CP-2027-0142", due, "Invite", Tone.RED)])
    section.resize(width, 300)
    drawn: dict[str, tuple[int, int]] = {}

    def measure(painter: QPainter, box: QRect, text: str, *, size: int = 14, weight: int = 400, **_: object) -> None:
        drawn[text] = (QFontMetrics(theme.font(size, weight)).horizontalAdvance(text), box.width())

    monkeypatch.setattr(work_list, "_text", measure)
    section.grab()
    needed, room = drawn[due]
    assert needed <= room


def columns_of(section: WorkSection, monkeypatch: pytest.MonkeyPatch) -> dict[str, int]:
    """Where each text of a section begins."""
    begins: dict[str, int] = {}

    def note(painter: QPainter, box: QRect, text: str, **_: object) -> None:
        begins[text] = box.left()

    with monkeypatch.context() as patched:
        patched.setattr(work_list, "_text", note)
        section.grab()
    return begins


def test_sections_of_one_page_have_one_grid(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    grid = WorkGrid()
    overdue, today = WorkSection("Overdue", grid=grid), WorkSection("Today", grid=grid)
    for each in (overdue, today):
        qtbot.addWidget(each)
        each.resize(900, 300)
    overdue.set_rows(
        [WorkRow("Send the letter", "", "CP-2027-0142", "10 working days late", due_detail="due Mon 22 February")]
    )
    today.set_rows([WorkRow("Print", "", "Ashe family", "today", action="Check and send")])
    first, second = columns_of(overdue, monkeypatch), columns_of(today, monkeypatch)
    assert first["CP-2027-0142"] == second["Ashe family"]
    assert first["10 working days late"] == first["due Mon 22 February"] == second["today"]


def test_a_title_has_what_its_own_row_leaves_beside_a_long_link_of_another(
    section: WorkSection, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A long time and a long link in different rows do not both take their room from every title."""
    title = "Record what became of the medical evidence"
    late = WorkRow(title, "Initial, Mensah family", "CP-2026-0168", "17 working days late", "Open", Tone.RED)
    due = WorkRow("Send 7 invitations", "Review", "CP-2026-0188", "today", "Check and send", Tone.AMBER)
    section.set_rows([late, due])
    section.resize(752, 300)
    drawn: list[str] = []
    monkeypatch.setattr(QPainter, "drawText", lambda painter, box, flags, words: drawn.append(words))
    section.grab()
    assert title in drawn
    assert {"17 working days late", "today", "Check and send"} <= set(drawn)
