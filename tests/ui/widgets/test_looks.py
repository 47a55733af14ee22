"""Small looks that are easily lost: heights that agree, room beside icons, what cannot be used looks so."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from ui import theme
from ui.widgets.buttons import Kind, button
from ui.widgets.card import Card
from ui.widgets.choice import Choice
from ui.widgets.editors import Editor, Spin, TextLine
from ui.widgets.scroll_page import ScrollPage
from ui.widgets.text import label


@pytest.mark.parametrize("editor", [lambda: Spin(unit="minutes"), Choice, lambda: Choice(search=True)])
def test_one_line_editors_are_of_one_height(qtbot: QtBot, editor: type[Editor]) -> None:
    made, line = editor(), TextLine()
    for each in (made, line):
        qtbot.addWidget(each)
        each.show()
    assert made.inputs()[0].sizeHint().height() == line.inputs()[0].sizeHint().height()


def picture(qtbot: QtBot, made: QPushButton) -> QImage:
    qtbot.addWidget(made)
    made.show()
    return made.grab().toImage()


@pytest.mark.parametrize("kind", ["quiet", "link"])
def test_a_button_that_cannot_be_used_is_of_another_colour(qtbot: QtBot, kind: Kind) -> None:
    made = button("Edit…", kind=kind, icon="pencil")
    made.setEnabled(False)
    image = picture(qtbot, made)
    seen = {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())}
    accent = QColor(theme.tokens().accent).name()
    assert accent not in seen
    assert QColor(theme.tokens().field_line).name() in seen


def test_the_word_of_a_button_stands_off_its_icon(qtbot: QtBot) -> None:
    with_icon, bare = button("Edit", icon="pencil"), button("Edit")
    picture(qtbot, with_icon)
    picture(qtbot, bare)
    assert with_icon.sizeHint().width() - bare.sizeHint().width() >= 16 + 2 * theme.ICON_GAP


def test_words_put_on_an_open_page_are_not_squeezed(qtbot: QtBot) -> None:
    page, card = ScrollPage(margin=0), Card("Quorum")
    qtbot.addWidget(page)
    page.add(card)
    page.finish()
    page.resize(270, 120)
    page.show()
    said = label("Children's social care and two other agencies with direct contact. " * 4)
    card.add(said)
    qtbot.waitUntil(lambda: said.isVisible() and said.height() >= said.heightForWidth(said.width()))
    assert page.content.minimumHeight() >= card.heightForWidth(page.viewport().width())
