"""The sign-in sheet: its columns, its people and its empty lines."""

from __future__ import annotations

from dataclasses import replace

from conference_app.documents.rendering import render_pdf
from tests.conference_app.documents.reading import opened, page_words, words
from tests.conference_app.documents.sheets import SIGN_IN

HEADINGS = "Name and role Invited Reply Report Representative Present Arrived Left Signature"


def test_is_landscape_a4() -> None:
    box = opened(render_pdf(SIGN_IN)).pages[0].mediabox
    assert (round(float(box.width)), round(float(box.height))) == (842, 595)


def test_every_person_stands_with_what_is_known() -> None:
    text = words(render_pdf(SIGN_IN))
    assert HEADINGS in text
    assert "Dr Amara Lindgren Paediatrician, Royal Infirmary 5 March coming received" in text
    assert "Joan Bell, health visitor" in text


def test_headings_come_again_and_no_person_is_split() -> None:
    rows = tuple(
        replace(SIGN_IN.rows[0], name=f"Person{n}", role=f"Role{n}", representative=f"Deputy{n}") for n in range(40)
    )
    pages = page_words(render_pdf(replace(SIGN_IN, rows=rows)))
    assert all(HEADINGS in page for page in pages)
    for n in range(40):
        holding = [page for page in pages if f"Person{n} " in page]
        assert len(holding) == 1
        assert f"Role{n} " in holding[0]
        assert f"Deputy{n}" in holding[0]


def test_lines_for_people_not_invited_can_be_left_out() -> None:
    assert "Also present, not on the list" in words(render_pdf(SIGN_IN))
    assert "Also present" not in words(render_pdf(replace(SIGN_IN, blank_rows=0)))


def test_what_was_recorded_already_is_printed() -> None:
    row = replace(SIGN_IN.rows[1], present="yes", arrived="9:25am", left="10:40am")
    assert "yes 9:25am 10:40am" in words(render_pdf(replace(SIGN_IN, rows=(row,))))
