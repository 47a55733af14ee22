"""Tab goes through a page as it is read."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ui.widgets.buttons import button
from ui.widgets.editors import RadioChoice, TextLine
from ui.widgets.form import Form
from ui.widgets.page_head import PageHead
from ui.widgets.scroll_page import ScrollPage
from ui.widgets.tab_order import in_order


def _page(qtbot: QtBot) -> tuple[QWidget, PageHead, ScrollPage]:
    window = QWidget()
    page = ScrollPage()
    form = Form()
    form.add("name", "Name", TextLine())
    page.add(form)
    head = PageHead("Smith family")
    head.add_action(button("Print", lambda: None))
    head.set_crumbs(("Conferences", lambda: None), ("CP-1", None))
    box = QVBoxLayout(window)
    box.addWidget(head)
    box.addWidget(page)
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    return window, head, page


def _walk(qtbot: QtBot, steps: int) -> list[str]:
    seen = []
    for _ in range(steps):
        at = QApplication.focusWidget()
        seen.append(getattr(at, "text", str)() or at.accessibleName() if at else "")
        qtbot.keyClick(at, Qt.Key.Key_Tab)
    return seen


def test_tab_reads_the_crumbs_then_the_actions_then_the_content(qtbot: QtBot) -> None:
    window, head, page = _page(qtbot)
    in_order(head, page)
    next(b for b in window.findChildren(QPushButton) if b.text() == "Conferences").setFocus()
    assert _walk(qtbot, 4) == ["Conferences", "Print", "Name", "Conferences"]
    window.hide()


def test_after_new_crumbs_the_order_can_be_set_again(qtbot: QtBot) -> None:
    window, head, page = _page(qtbot)
    in_order(head, page)
    head.set_crumbs(("Families", lambda: None), ("Smith", None))
    in_order(head, page)
    QApplication.processEvents()
    next(b for b in window.findChildren(QPushButton) if b.text() == "Families").setFocus()
    assert _walk(qtbot, 3) == ["Families", "Print", "Name"]
    window.hide()


def test_tab_goes_on_from_the_choice_made_as_it_did_from_the_one_before(qtbot: QtBot) -> None:
    window, after, form = QWidget(), button("Preview", lambda: None), Form()
    choice = RadioChoice([(1, "Family"), (2, "Professionals")])
    form.add("copy", "Copy", choice, value=1)
    box = QVBoxLayout(window)
    box.addWidget(after)  # comes first in Qt's own order
    box.removeWidget(after)
    for each in (button("Start", lambda: None), form, after, button("Save", lambda: None)):
        box.addWidget(each)
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    in_order(window)
    choice.setFocus()
    assert _walk(qtbot, 2) == ["Family", "Preview"]
    choice.setFocus()
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Right)
    assert _walk(qtbot, 4) == ["Professionals", "Preview", "Save", "Start"]
    window.hide()
