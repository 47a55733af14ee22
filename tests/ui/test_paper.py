"""The paper window: pages seen, printed and saved, and each issue told once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QImage
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from conference_app.documents.agenda import AgendaSheet
from conference_app.documents.frame import Frame
from conference_app.documents.sign_in import SignInRow, SignInSheet
from conference_app.domain.agenda import AgendaItem, Copy
from conference_app.domain.errors import RuleBroken
from ui.background import Background
from ui.paper import PRINTED, SAVED, PaperWindow
from ui.paper_work import Issued


class NoStore:
    """The documents of these tests are built from nothing."""

    def close(self) -> None:
        pass


@pytest.fixture
def background(qapp: Any) -> Iterator[Background]:
    made = Background(NoStore)
    yield made
    made.close()


def sheet(copy: Copy = Copy.FAMILY, number: int = 1, draft: str = "", items: int = 60) -> AgendaSheet:
    """Sixty items need more than one page."""
    return AgendaSheet(
        Frame("OFFICIAL-SENSITIVE", "8 March 2027", example=True, draft_reason=draft),
        "CP-2027-0142",
        1,
        "Initial child protection conference",
        "Marlowe family",
        "Wednesday 10 March 2027, 9:30am to 11:30am",
        "Oak room",
        "Rosalind Osei",
        ("Ella Marlowe, born 14 June 2019",),
        "Dr Lindgren: coming",
        tuple(AgendaItem(f"Item {n}", "Detail", "Chair", 5) for n in range(items)),
        copy=copy,
        copy_number=number,
    )


def sign_in() -> SignInSheet:
    return SignInSheet(
        Frame("OFFICIAL-SENSITIVE", "8 March 2027"),
        "CP-2027-0142",
        1,
        "Initial child protection conference",
        "Marlowe family",
        "Wednesday",
        "Oak room",
        "Rosalind Osei",
        (SignInRow("Priya Nair", "Social worker"),),
    )


@pytest.fixture
def show(qtbot: QtBot, background: Background) -> Iterator[Callable[..., PaperWindow]]:
    """Opens a window and waits for its pages; closes it at the end."""
    made: list[PaperWindow] = []

    def opened(build: Any, *, wait: bool = True, **more: Any) -> PaperWindow:
        window = PaperWindow("Agenda", build, background, suggested_name="CP-2027-0142-agenda-chair.pdf", **more)
        window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
        made.append(window)
        window.resize(900, 700)
        window.show()
        if wait:
            qtbot.waitUntil(window.print_button.isEnabled)
        return window

    yield opened
    for window in made:
        window.close()
        window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def ink_on(widget: QWidget) -> int:
    """How many dark points a picture of the widget has."""
    image = widget.grab().toImage().convertToFormat(QImage.Format.Format_Grayscale8)
    step = 3
    return sum(
        (image.pixel(x, y) & 0xFF) < 90 for x in range(0, image.width(), step) for y in range(0, image.height(), step)
    )


def test_pages_are_painted_and_counted(show: Callable[..., PaperWindow]) -> None:
    window = show(lambda store: sheet())
    assert len(window.view.pages) >= 2
    assert window.pages_label.text() == f"Page 1 of {len(window.view.pages)}"
    assert ink_on(window.area.viewport()) > 200


def test_keys_turn_pages_and_zoom(show: Callable[..., PaperWindow], qtbot: QtBot) -> None:
    window = show(lambda store: sheet())
    qtbot.keyClick(window, Qt.Key.Key_PageDown)
    assert window.pages_label.text().startswith("Page 2")
    qtbot.keyClick(window, Qt.Key.Key_PageUp)
    assert window.pages_label.text().startswith("Page 1")
    before = window.view.zoom
    window.zoom_by(1)
    assert window.view.zoom > before
    assert window.zoom_label.text() == f"{round(window.view.zoom * 100)}%"


def test_the_keyboard_begins_on_print_and_is_where_it_was_after_saving(
    show: Callable[..., PaperWindow], qtbot: QtBot, tmp_path: Path
) -> None:
    window = show(lambda store: sheet(), choose_file=lambda name, parent: str(tmp_path / name))
    assert window.focusWidget() is window.print_button
    window.save_button.setFocus()
    qtbot.keyClick(window.save_button, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.banner.isVisible() and window.save_button.isEnabled())
    assert window.focusWidget() is window.save_button


def test_a_long_way_down_the_last_page_is_named(show: Callable[..., PaperWindow], qtbot: QtBot) -> None:
    window = show(lambda store: sheet())
    qtbot.keyClick(window, Qt.Key.Key_End)
    pages = len(window.view.pages)
    assert window.pages_label.text() == f"Page {pages} of {pages}"


def test_printing_paints_every_page_and_tells_the_ledger(show: Callable[..., PaperWindow], tmp_path: Path) -> None:
    told: list[Issued] = []
    path = tmp_path / "printed.pdf"

    def to_pdf(printer: QPrinter, parent: QWidget) -> bool:
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(path))
        return True

    window = show(lambda store: sheet(Copy.CHAIR), on_issued=told.append, choose_printer=to_pdf)
    window.print_now()
    pages = PdfReader(path).pages
    assert len(pages) == len(window.view.pages)
    assert (round(pages[0].mediabox.width), round(pages[0].mediabox.height)) == (595, 842)
    assert [(each.route, each.pages, each.draft) for each in told] == [(PRINTED, len(pages), False)]


def test_a_landscape_sheet_is_printed_landscape(show: Callable[..., PaperWindow], tmp_path: Path) -> None:
    path = tmp_path / "printed.pdf"

    def to_pdf(printer: QPrinter, parent: QWidget) -> bool:
        printer.setOutputFileName(str(path))
        return True

    window = show(lambda store: sign_in(), choose_printer=to_pdf)
    window.print_now()
    box = PdfReader(path).pages[0].mediabox
    assert box.width > box.height


def test_a_print_dialog_that_is_left_prints_and_tells_nothing(show: Callable[..., PaperWindow]) -> None:
    told: list[Issued] = []
    window = show(lambda store: sheet(), on_issued=told.append, choose_printer=lambda printer, parent: False)
    window.print_now()
    assert told == []


def test_saving_writes_the_pdf_that_typst_made(show: Callable[..., PaperWindow], qtbot: QtBot, tmp_path: Path) -> None:
    told: list[Issued] = []
    suggested: list[str] = []

    def here(name: str, parent: QWidget) -> str:
        suggested.append(name)
        return str(tmp_path / "agenda")

    window = show(lambda store: sheet(), on_issued=told.append, choose_file=here)
    window.save_now()
    qtbot.waitUntil(lambda: bool(told))
    assert suggested == ["CP-2027-0142-agenda-chair.pdf"]
    assert "Marlowe family" in (PdfReader(tmp_path / "agenda.pdf").pages[0].extract_text())
    assert (told[0].route, told[0].pages) == (SAVED, len(window.view.pages))


def test_a_folder_that_refuses_is_said_and_nothing_told(
    show: Callable[..., PaperWindow], qtbot: QtBot, tmp_path: Path
) -> None:
    told: list[Issued] = []
    gone = str(tmp_path / "missing" / "agenda.pdf")
    window = show(lambda store: sheet(), on_issued=told.append, choose_file=lambda name, parent: gone)
    window.save_now()
    qtbot.waitUntil(window.banner.isVisible)
    assert "disk" in window.banner.accessibleName()
    assert told == []


def test_several_readers_are_one_print_and_one_file_each(
    show: Callable[..., PaperWindow], qtbot: QtBot, tmp_path: Path
) -> None:
    told: list[Issued] = []
    copies = [sheet(Copy.CHAIR, 1, items=5), sheet(Copy.FAMILY, 2, items=5)]
    window = show(lambda store: copies, on_issued=told.append, choose_folder=lambda name, parent: str(tmp_path))
    assert len(window.papers) == 2
    window.save_now()
    qtbot.waitUntil(lambda: len(told) == 2)
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "CP-2027-0142-agenda-chair-01-chair.pdf",
        "CP-2027-0142-agenda-chair-02-family.pdf",
    ]
    assert [each.document for each in told] == copies


def test_a_draft_says_so_and_why(show: Callable[..., PaperWindow]) -> None:
    told: list[Issued] = []
    reason = "The invitation to the paediatrician is not recorded as sent."
    window = show(lambda store: sheet(draft=reason), on_issued=told.append)
    assert "DRAFT" in window.banner.accessibleName()
    assert window.banner.accessibleDescription() == reason


def test_what_cannot_be_built_is_a_sentence(show: Callable[..., PaperWindow], qtbot: QtBot) -> None:
    def empty(store: Any) -> AgendaSheet:
        raise RuleBroken("agenda_is_empty")

    window = show(empty, wait=False)
    qtbot.waitUntil(window.banner.isVisible)
    assert "no items yet" in window.banner.accessibleName()
    assert not window.print_button.isEnabled()


def test_asked_to_print_at_once_it_prints_when_the_pages_are_there(
    show: Callable[..., PaperWindow], qtbot: QtBot
) -> None:
    asked: list[str] = []

    def ask(printer: QPrinter, parent: QWidget) -> bool:
        asked.append(printer.docName())
        return False

    window = show(lambda store: sheet(), wait=False, choose_printer=ask)
    window.print_when_ready()
    qtbot.waitUntil(lambda: bool(asked))
    assert asked == ["CP-2027-0142-agenda-chair"]


def test_closed_while_saving_it_still_tells_the_ledger(
    show: Callable[..., PaperWindow], qtbot: QtBot, tmp_path: Path
) -> None:
    told: list[Issued] = []
    path = tmp_path / "agenda.pdf"
    window = show(lambda store: sheet(), on_issued=told.append, choose_file=lambda name, parent: str(path))
    window.save_now()
    window.close()
    qtbot.waitUntil(lambda: not window._saving)
    assert len(told) == path.exists()


def test_a_ledger_that_refuses_is_said(show: Callable[..., PaperWindow], tmp_path: Path) -> None:
    def refuse(issued: Issued) -> None:
        raise RuleBroken("disk_full")

    def to_pdf(printer: QPrinter, parent: QWidget) -> bool:
        printer.setOutputFileName(str(tmp_path / "p.pdf"))
        return True

    window = show(lambda store: sheet(items=3), on_issued=refuse, choose_printer=to_pdf)
    window.print_now()
    assert "The ledger was not written" in window.banner.accessibleName()
