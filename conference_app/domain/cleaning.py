"""Text made harmless wherever it leaves the program: no control characters and no hidden reading direction."""

from __future__ import annotations

import unicodedata

# Control, format (bidi controls among them), surrogate, private and unassigned characters.
_HIDDEN = {"Cc", "Cf", "Cs", "Co", "Cn"}
_KEPT_FORMATS = {"\u200c", "\u200d"}  # joiners belong to the spelling of some names


def clean_line(text: str) -> str:
    """One line in composed letters with single spaces and without hidden characters."""
    return _shown(" ".join(unicodedata.normalize("NFC", text).split()))


def clean_lines(text: str) -> str:
    """Several lines, each without hidden characters, joined by newlines; empty ones at the ends left out."""
    return "\n".join(clean_line(line) for line in text.splitlines()).strip("\n")


def _shown(text: str) -> str:
    if text.isprintable():
        return text
    shown = "".join(each for each in text if each in _KEPT_FORMATS or unicodedata.category(each) not in _HIDDEN)
    return " ".join(shown.split())
