"""The cover of a print run: 25 letters to a page, counted right."""

from __future__ import annotations

from dataclasses import replace

import pytest

from conference_app.documents.cover_sheet import CoverRow, CoverSheet
from conference_app.documents.rendering import render_pdf
from tests.conference_app.documents.reading import page_words, words
from tests.conference_app.documents.sheets import COVER


def run_of(count: int, name: str = "Person") -> CoverSheet:
    return replace(COVER, rows=tuple(CoverRow(f"{name} {n}", f"{n} Hill Road", 3) for n in range(1, count + 1)))


def test_every_letter_has_its_row() -> None:
    text = words(render_pdf(COVER))
    assert "To First line of the address Pages In the envelope Signed for" in text
    assert "1 Ann Marlowe 12 Orchard Close 2" in text
    assert "2 Joe Marlowe 3 Hill Road 1" in text
    assert "2 letters, 3 pages" in text
    assert COVER.when in text


@pytest.mark.parametrize(("count", "pages"), [(1, 1), (25, 1), (26, 2), (50, 2), (51, 3)])
@pytest.mark.parametrize("name", ["Person", "Person with a name of very many words and letters " * 4])
def test_a_page_holds_25(count: int, pages: int, name: str) -> None:
    found = page_words(render_pdf(run_of(count, name)))
    assert len(found) == pages
    for number, page in enumerate(found):
        first, last = number * 25 + 1, min(number * 25 + 25, count)
        assert f"{first} Person" in page
        assert f"{last} Person" in page
        assert f"{last + 1} Person" not in page
        assert "In the envelope" in page


def test_a_single_letter_is_said_as_one() -> None:
    assert "1 letter, 1 page" in words(render_pdf(replace(COVER, rows=(CoverRow("Ann", "", 1),))))


def test_what_is_too_wide_ends_in_an_ellipsis() -> None:
    text = words(render_pdf(replace(COVER, rows=(CoverRow("Ann " * 40, "Road " * 40, 1),))))
    assert text.count("…") == 2
