"""Typed text made fit for paper."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conference_app.documents.cleaning import cleaned, cleaned_text, without


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("plain", "plain"),
        ("two\r\nlines\tand  gaps ", "two lines and gaps"),
        ("\u202eevil\u202c", "evil"),
        ("nul\x00 bell\x07", "nul bell"),
        ("\ud800", ""),
        ("cafe\u0301", "café"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("x" * 24, "x" * 24),
        ("x" * 25, "xxxxxxxxxx\u200bxxxxxxxxxx\u200bxxxxx"),
    ],
)
def test_text(typed: str, printed: str) -> None:
    assert cleaned_text(typed) == printed


@given(st.text())
def test_no_line_end_or_control_character_is_left(typed: str) -> None:
    kept = cleaned_text(typed)
    assert kept.splitlines() in ([], [kept])
    assert not {"Cc", "Cs"} & {unicodedata.category(character) for character in kept}


def test_cleaning_goes_deep_and_leaves_numbers_alone() -> None:
    assert cleaned({"a": ["\x00b", {"c": ("d\x01",)}], "n": 3}) == {"a": ["b", {"c": ["d"]}], "n": 3}


def test_characters_are_replaced_however_deep() -> None:
    assert without({"a": ["xyz", 1]}, {"y"}) == {"a": ["x?z", 1]}
