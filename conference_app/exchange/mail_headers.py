"""Header lines of a mail written out by hand: the standard library folds some names so that they say something else."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterator
from datetime import datetime
from email.header import decode_header, make_header
from email.utils import format_datetime, getaddresses
from textwrap import wrap

from conference_app.domain.calendar_entry import Mailbox

# Words that need no encoding: nothing in them means anything to a mail program, also between quotation marks.
_PLAIN = re.compile(r"[A-Za-z0-9 .,:;'()&/@+-]{0,60}")
_LINE = 66  # characters behind "Subject: "
_BYTES_A_WORD = 39  # with its marks 64 characters, which fit a line behind the longest name of a header


def header_lines(sender: Mailbox, to: Mailbox, subject: str, stamped_at: datetime, message_id: str) -> bytes:
    """The lines above the body's own; every text must be one clean line already."""
    lines = (
        "X-Unsent: 1",
        f"From: {_person(sender)}",
        f"To: {_person(to)}",
        f"Subject: {_folded(subject)}",
        f"Date: {format_datetime(stamped_at)}",
        f"Message-ID: {message_id}",
    )
    return "".join(f"{line}\r\n" for line in lines).encode("ascii")


def _person(person: Mailbox) -> str:
    if not person.name:
        return person.address
    if _PLAIN.fullmatch(person.name):
        return f'"{person.name}" <{person.address}>'
    return f"{_encoded(person.name)}\r\n <{person.address}>"


def _folded(text: str) -> str:
    """The text over several lines: broken between words, or in encoded words where it must be."""
    if text.isascii() and "=?" not in text and all(len(word) <= _LINE for word in text.split(" ")):
        return "\r\n ".join(wrap(text, _LINE, break_long_words=False, break_on_hyphens=False))
    return _encoded(text)


def _encoded(text: str) -> str:
    """The text as encoded words, one to a line [RFC 2047]."""
    return "\r\n ".join(f"=?utf-8?b?{b64encode(piece.encode()).decode('ascii')}?=" for piece in _pieces(text))


def _pieces(text: str) -> Iterator[str]:
    """The text in pieces of so many bytes at most, no character split."""
    piece = ""
    for character in text:
        if len((piece + character).encode()) > _BYTES_A_WORD:
            yield piece
            piece = ""
        piece += character
    yield piece


def people_in(values: list[str]) -> list[tuple[str, str]]:
    """Name and address of everybody in these header lines."""
    return [(decoded(name), address) for name, address in getaddresses([_unfolded(value) for value in values])]


def decoded(value: str) -> str:
    """A header's text with its encoded words read; neighbours are one text without the fold between."""
    return str(make_header(decode_header(_unfolded(value))))


def _unfolded(value: str) -> str:
    return value.replace("\r\n", "")
