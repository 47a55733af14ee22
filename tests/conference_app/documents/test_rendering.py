"""Every document: tagged, titled, the same on screen and paper, and unmoved by whatever was typed."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conference_app.documents.frame import Frame
from conference_app.documents.outstanding import outstanding_list
from conference_app.documents.rendering import Document, render, render_pdf, render_svg_pages
from conference_app.domain.agenda import AgendaItem
from tests.conference_app.documents.reading import letters, opened, tags, words
from tests.conference_app.documents.sheets import ACTIONS, AGENDA, COVER, FRAME, LETTER, RECOVERY, SIGN_IN

DOCUMENTS: list[Document] = [
    AGENDA,
    SIGN_IN,
    outstanding_list(FRAME, ACTIONS, "owner", as_of=date(2027, 3, 8)),
    COVER,
    LETTER,
    RECOVERY,
]
NAMES = ["agenda", "sign-in", "outstanding", "cover", "letter", "recovery"]


@pytest.mark.parametrize("document", DOCUMENTS, ids=NAMES)
def test_is_tagged_titled_and_in_english(document: Document) -> None:
    pdf = render_pdf(document)
    root = opened(pdf).trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en-GB"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert "H1" in {tag.removeprefix("/") for tag in tags(pdf)}
    metadata = opened(pdf).metadata
    assert metadata is not None
    assert metadata.title == document.content()["document_title"]
    assert b"<pdfuaid:part>1</pdfuaid:part>" in pdf


@pytest.mark.parametrize("document", DOCUMENTS[:4], ids=NAMES[:4])
def test_tables_are_tables_with_headings(document: Document) -> None:
    assert {"/Table", "/THead", "/TH", "/TR", "/TD"} <= tags(render_pdf(document))


@pytest.mark.parametrize("document", DOCUMENTS, ids=NAMES)
def test_only_the_bundled_family_is_used(document: Document) -> None:
    fonts = {
        str(font.get_object()["/BaseFont"])
        for page in opened(render_pdf(document)).pages
        for font in page["/Resources"]["/Font"].values()
    }
    assert fonts
    assert all("Inter" in font for font in fonts)


@pytest.mark.parametrize("document", DOCUMENTS, ids=NAMES)
def test_preview_has_the_pages_of_the_pdf(document: Document) -> None:
    rendered = render(document)
    assert rendered.pages == len(opened(rendered.pdf).pages)
    previewed = render_svg_pages(document)
    assert len(previewed) == rendered.pages
    assert all(page.startswith(b"<svg") for page in previewed)


def test_the_same_content_gives_the_same_bytes() -> None:
    assert render_pdf(AGENDA) == render_pdf(replace(AGENDA))


def test_titles_carry_no_family_name() -> None:
    assert all("Marlowe" not in str(document.content()["document_title"]) for document in DOCUMENTS)


@pytest.mark.parametrize(
    "typed",
    [
        '#evil[x] #read("/etc/passwd")',
        "*bold* _under_ `code` $sum$ = Heading",
        "<b>Nair</b> & <script>",
        "a -> b ~ c --- d \\ e",
        "#pagebreak() // comment /* more */",
        '"}]}, "items": []',
        "Siân Ŵyn-Ŷsgol, Łukasz Żółć, Đặng Thị Hương",
        "Владимир Ἀθηνᾶ",
    ],
)
def test_what_was_typed_is_printed_as_it_is(typed: str) -> None:
    pdf = render_pdf(replace(AGENDA, items=(AgendaItem(typed, typed, typed),), chair=typed, recipient=typed[:50]))
    assert letters(words(pdf)).count(letters(typed)) >= 4


def test_reading_order_cannot_be_reversed_and_control_characters_vanish() -> None:
    text = words(render_pdf(replace(AGENDA, chair="Rosa\u202elind\u2066 \x00Osei\x1b[31m\ud800\nsecond")))
    assert "Rosalind Osei[31m second" in text


@pytest.mark.parametrize("name", ["W" * 200, "Maximiliane-" * 16, "Ann " * 50])
def test_names_of_200_letters_stay_on_the_page(name: str) -> None:
    rows = tuple(replace(row, name=name, role=name, representative=name) for row in SIGN_IN.rows)
    for document in (
        replace(AGENDA, chair=name, recipient=name, family_name=name, items=(AgendaItem(name, name, name),)),
        replace(SIGN_IN, rows=rows, chair=name),
        outstanding_list(FRAME, [replace(ACTIONS[0], text=name, owner=name)], "due", as_of=date(2027, 3, 8)),
        replace(LETTER, recipient=name, address=(name, name), authority=name, title=name, paragraphs=(name,)),
    ):
        pdf = render_pdf(document)
        assert letters(name) in letters(words(pdf))
        assert _rightmost(pdf) < 1


def test_a_long_marking_leaves_room_for_the_rest() -> None:
    text = words(render_pdf(replace(AGENDA, frame=Frame("SECRET " * 30, "8 March 2027", example=True))))
    assert "SECRE… · EXAMPLE – training data" in text
    assert "Copy 4 of 14" in text


@pytest.mark.parametrize("letter", ["\U00010600", "\U0001057b", "\U000e01f0", "\ufffe", "\U0001193e", "\u1ac0"])
def test_letters_no_font_can_show_keep_nothing_from_being_printed(letter: str) -> None:
    text = words(render_pdf(replace(AGENDA, chair=f"Rosa {letter} Osei")))
    assert re.search(r"Rosa.{1,5}Osei", text)


def test_a_letter_no_font_has_does_not_take_others_with_it() -> None:
    text = words(render_pdf(replace(AGENDA, chair="Ŵyn u{10600} \U00010600\U00010601 Osei")))
    assert "Ŵyn u{10600} ?? Osei" in text


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=300))
def test_any_text_can_be_printed(typed: str) -> None:
    sheet = replace(AGENDA, chair=typed, recipient=typed, items=(AgendaItem(typed, typed, typed, 5),))
    assert render(sheet).pages >= 1


def _rightmost(pdf: bytes) -> float:
    """How far right any text begins, as a part of the page's width."""
    furthest = 0.0

    for page in opened(pdf).pages:
        width = float(page.mediabox.width)

        def note(text: str, cm: list[float], tm: list[float], *_: object, width: float = width) -> None:
            nonlocal furthest
            if text.strip():
                furthest = max(furthest, (tm[4] * cm[0] + cm[4]) / width)

        page.extract_text(visitor_text=note)
    return furthest
