"""Text as it may be kept (no control characters, no hidden direction marks, bounded, trimmed), and names in a row."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from conference_app.domain.errors import RuleBroken

_EMAIL = re.compile(r"[^@\s<>,;:\"()\[\]\\]+@[^@\s<>,;:\"()\[\]\\]+\.[^@\s<>,;:\"()\[\]\\.]+")
_HIDDEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
_ALLOWED_FORMAT = {"\u200c", "\u200d"}  # joiners some names are written with


def one_line(value: str, *, field: str, what: str, most: int = 200, required: bool = True) -> str:
    """A single line with runs of spaces folded; RuleBroken `required`, `too_long` or `bad_characters`."""
    return _checked(" ".join(part for part in value.split(" ") if part), field, what, most, required, allowed="")


def paragraph(value: str, *, field: str, what: str, most: int = 2000, required: bool = True) -> str:
    """Text of several lines; line ends become single newlines."""
    return _checked(value.replace("\r\n", "\n").strip(), field, what, most, required, allowed="\n\t")


def email_address(value: str, *, field: str) -> str:
    """An e-mail address or nothing; RuleBroken `email_not_understood`."""
    address = one_line(value, field=field, what="the e-mail address", most=254, required=False)
    if address and not _EMAIL.fullmatch(address):
        raise RuleBroken("email_not_understood", field=field, text=address)
    return address


def all_of(names: Iterable[str], *, most: int = 0) -> str:
    """Names as they are said: "Ella", "Ella and Noah", "Ella, Noah and Sam"; of more than `most` the first ones."""
    said = list(names)
    if most and len(said) > most:
        said = [*said[: most - 1], f"{len(said) - most + 1} more"]
    *first, last = said or [""]
    return f"{', '.join(first)} and {last}" if first else last


def _checked(text: str, field: str, what: str, most: int, required: bool, allowed: str) -> str:
    if required and not text:
        raise RuleBroken("required", field=field, what=what)
    if len(text) > most:
        raise RuleBroken("too_long", field=field, what=what, most=most)
    if text.isprintable():
        return text
    hidden = any(
        unicodedata.category(character) in _HIDDEN and character not in allowed and character not in _ALLOWED_FORMAT
        for character in text
    )
    if hidden:
        raise RuleBroken("bad_characters", field=field, what=what)
    return text
