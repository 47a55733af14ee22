"""The diary on paper, read back from the PDF."""

from __future__ import annotations

from conference_app.documents.diary_sheet import DiaryRow, DiarySheet, DiarySheetDay
from conference_app.documents.frame import Frame
from conference_app.documents.rendering import render_pdf
from tests.conference_app.documents.reading import letters, opened, page_words, tags, words

FRAME = Frame("OFFICIAL-SENSITIVE", "8 March 2027", example=True)
HEADINGS = "Time Conference Chair Where Paediatrician"


def row(number: int = 1) -> DiaryRow:
    return DiaryRow(
        "9:30am to 11am",
        "Review conference",
        f"Hallam{number} family",
        f"CP-2027-{number:04}",
        "Rosalind Osei",
        "Oak room",
        "Dr Amara Lindgren: coming",
    )


def sheet(*days: DiarySheetDay) -> DiarySheet:
    return DiarySheet(FRAME, "Monday 8 March to Friday 12 March 2027", "All chairs and rooms", days)


MONDAY = DiarySheetDay("Monday 8 March", "", ("Tom Brandt: leave, Monday 8 March",), (row(),))
GOOD_FRIDAY = DiarySheetDay("Friday 26 March", "Good Friday", (), ())


def test_each_conference_stands_with_its_facts() -> None:
    text = words(render_pdf(sheet(MONDAY)))
    assert "Monday 8 March to Friday 12 March 2027 All chairs and rooms · 1 conference" in text
    assert "Tom Brandt: leave, Monday 8 March" in text
    assert HEADINGS in text
    row_words = "9:30am to 11am Hallam1 family Review conference · CP-2027-0001 Rosalind Osei Oak room"
    assert letters(row_words) in letters(text)


def test_a_day_that_does_not_count_says_why_and_an_empty_one_so() -> None:
    text = words(render_pdf(sheet(GOOD_FRIDAY)))
    assert "Friday 26 March Good Friday" in text
    assert "No conference." in text
    assert "no conferences" in text


def test_every_page_carries_the_marking_and_is_tagged_landscape() -> None:
    pdf = render_pdf(sheet(DiarySheetDay("Monday 8 March", "", (), tuple(row(number) for number in range(40)))))
    pages = page_words(pdf)
    assert len(pages) > 1
    assert all("OFFICIAL-SENSITIVE · EXAMPLE – training data" in page for page in pages)
    assert all(HEADINGS in page for page in pages)
    assert {"/Table", "/TH", "/TD", "/H1", "/H2"} <= tags(pdf)
    box = opened(pdf).pages[0].mediabox
    assert (round(float(box.width)), round(float(box.height))) == (842, 595)


def test_a_page_on_which_a_day_goes_on_says_which_day_it_is() -> None:
    days = [DiarySheetDay(name, "", (), tuple(row(number) for number in range(30))) for name in ("Monday", "Tuesday")]
    pages = page_words(render_pdf(sheet(*days)))
    assert "continued" not in pages[0]
    assert all("Monday, continued" in page or "Tuesday, continued" in page for page in pages[1:])
    assert "Tuesday, continued" in pages[-1]
    assert "Monday, continued" not in pages[-1]
    assert all(HEADINGS in page for page in pages)


def test_no_conference_is_split_over_two_pages() -> None:
    pages = page_words(render_pdf(sheet(DiarySheetDay("Monday", "", (), tuple(row(number) for number in range(40))))))
    for number in range(40):
        assert len([page for page in pages if f"Hallam{number} family" in page and f"CP-2027-{number:04}" in page]) == 1
