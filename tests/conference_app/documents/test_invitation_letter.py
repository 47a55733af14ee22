"""The letter to one person: in the window, whole however long, and nobody else named on it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from conference_app.documents.frame import Frame
from conference_app.documents.invitation_letter import InvitationLetter
from conference_app.documents.rendering import render, render_pdf
from tests.conference_app.documents.reading import opened, page_words, words
from tests.conference_app.documents.sheets import LETTER

A_MILLIMETRE = 72 / 25.4
LONG = replace(
    LETTER,
    recipient="The Very Reverend Professor Bartholomew Featherstonehaugh-Wriothesley of Lower Upper Middlewich",
    address=("Department of Something Extraordinarily Long, Building Ninety-Nine", *(f"Line {n}" for n in range(5))),
)


def placed(letter: InvitationLetter) -> dict[str, tuple[float, float]]:
    """Where each piece of text of the first page begins, in millimetres from the left and the top."""
    found: dict[str, tuple[float, float]] = {}
    page = opened(render_pdf(letter)).pages[0]

    def note(text: str, cm: list[float], tm: list[float], *_: object) -> None:
        x, y = tm[4] * cm[0] + tm[5] * cm[2] + cm[4], tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
        if text.strip():
            found.setdefault(text.strip(), (x / A_MILLIMETRE, (float(page.mediabox.height) - y) / A_MILLIMETRE))

    page.extract_text(visitor_text=note)
    return found


def test_everything_stands_in_the_order_of_a_letter() -> None:
    text = words(render_pdf(LETTER))
    order = (
        "Westmarch (an invented authority)",
        "Ann Marlowe 12 Orchard Close Saltby Westmarch WM1 2AB",
        "8 March 2027 Our reference: CP-2027-0142",
        "Dear Ann Marlowe",
        "Invitation to a conference",
        "When Wednesday 10 March 2027, 9:30am to 11:30am",
        "We invite you",
        "How to answer",
        "Yours sincerely",
        "Sam Okafor Conference coordinator",
        "Enclosed: agenda",
    )
    found = [text.find(words_) for words_ in order]
    assert -1 not in found
    assert found == sorted(found)
    assert "Westmarch WM1 1AA 01632 960123" in text


@pytest.mark.parametrize("letter", [LETTER, replace(LETTER, large_type=True), LONG], ids=["plain", "large", "long"])
def test_the_address_stands_in_the_window_of_the_envelope(letter: InvitationLetter) -> None:
    lines = {text: at for text, at in placed(letter).items() if text in letter.address}
    assert lines
    for left, top in lines.values():
        assert 19 <= left <= 25
        assert 48 <= top <= 83


def test_nothing_of_a_long_address_is_lost_or_covered() -> None:
    at = placed(replace(LONG, address=tuple(f"Line {n}" for n in range(30))))
    assert at["Line 29"][1] < at["8 March 2027"][1]


def test_forty_lines_go_on_to_a_second_page_that_names_its_reader() -> None:
    letter = replace(LETTER, paragraphs=tuple(f"Paragraph number {n} of the letter, one line long." for n in range(40)))
    pages = page_words(render_pdf(letter))
    assert len(pages) == 2
    for n in range(40):
        assert sum(f"Paragraph number {n} of" in page for page in pages) == 1
    assert all("Ann Marlowe" in page and "CP-2027-0142" in page for page in pages)
    assert "Page 2 of 2" in pages[1]


def test_the_usual_letter_fits_one_page_in_large_type() -> None:
    assert render(replace(LETTER, large_type=True)).pages == 1


def test_the_marks_stand_on_every_page() -> None:
    frame = Frame("OFFICIAL-SENSITIVE", "8 March 2027", example=True)
    letter = replace(LETTER, frame=frame, paragraphs=("A line of a letter.",) * 60)
    pages = page_words(render_pdf(letter))
    assert len(pages) > 1
    assert all("OFFICIAL-SENSITIVE · EXAMPLE – training data" in page for page in pages)


def test_a_bare_letter_has_no_empty_headings() -> None:
    text = words(render_pdf(replace(LETTER, facts=(), answering=(), enclosed=(), reply_to=("", ""), address=("",))))
    assert "How to answer" not in text
    assert "Enclosed" not in text
    assert "Dear Ann Marlowe Invitation to a conference We invite you" in text
