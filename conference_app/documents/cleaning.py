"""Makes typed text fit for paper: no control characters, no reversed reading order, no endless word."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from conference_app.domain.cleaning import clean_line

_LONG_WORD = re.compile(r"[^\s-]{25,}")  # at a hyphen a line breaks by itself
_BREAK_EVERY = 10
_MAY_BREAK_HERE = "\u200b"


def cleaned(value: object) -> object:
    """The value with every text in it cleaned, however deep; everything else as it is."""
    if isinstance(value, str):
        return cleaned_text(value)
    if isinstance(value, Mapping):
        return {key: cleaned(inner) for key, inner in value.items()}
    if isinstance(value, Sequence):
        return [cleaned(inner) for inner in value]
    return value


def cleaned_text(text: str) -> str:
    """One line of printable text in composed letters; a word over 24 characters may break every ten."""
    return _LONG_WORD.sub(_breakable, clean_line(text))


def without(value: object, characters: set[str]) -> object:
    """The value with a question mark for each of these characters."""
    if isinstance(value, str):
        return "".join("?" if character in characters else character for character in value)
    if isinstance(value, Mapping):
        return {key: without(inner, characters) for key, inner in value.items()}
    if isinstance(value, Sequence):
        return [without(inner, characters) for inner in value]
    return value


def _breakable(word: re.Match[str]) -> str:
    text = word[0]
    return _MAY_BREAK_HERE.join(text[i : i + _BREAK_EVERY] for i in range(0, len(text), _BREAK_EVERY))
