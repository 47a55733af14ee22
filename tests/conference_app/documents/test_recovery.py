"""The recovery code sheet: the code in full, and how to keep it."""

from __future__ import annotations

from conference_app.documents.rendering import render
from tests.conference_app.documents.reading import words
from tests.conference_app.documents.sheets import RECOVERY


def test_the_code_stands_whole_on_one_page() -> None:
    rendered = render(RECOVERY)
    text = words(rendered.pdf)
    assert "7QK2 M0XW 9FHD 3TRB V8CN 5JYP 4GZA 1ESL" in text
    assert "conferences.store" in text
    assert rendered.pages == 1


def test_it_says_what_is_lost_with_it() -> None:
    assert "nobody can open the store" in words(render(RECOVERY).pdf)
