"""What the command line writes: aligned tables, JSON, and one sentence when something is wrong."""

from __future__ import annotations

import contextlib
import io
import json
import os
import sys
import unicodedata
from collections.abc import Sequence
from typing import TextIO

from conference_app.domain.errors import RuleBroken
from conference_app.messages import sentences


def prepare() -> None:
    """Let a character the terminal lacks become a question mark instead of an error."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")


def say(text: str) -> None:
    """One line on standard output, whatever the text holds."""
    print(plain(text))


def note(text: str) -> None:
    """One line on standard error."""
    with contextlib.suppress(OSError, ValueError):  # nobody is left to be told
        print(plain(text), file=sys.stderr, flush=True)


def say_bytes(content: bytes) -> None:
    """Bytes as they are, after what was said before."""
    sys.stdout.flush()
    sys.stdout.buffer.write(content)
    sys.stdout.buffer.flush()


def say_json(value: object) -> None:
    """JSON in ASCII, so that no encoding can spoil it."""
    print(json.dumps(value, indent=2))


def say_table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Columns under their heads, as wide as their widest cell."""
    lines = [[plain(cell) for cell in row] for row in (head, *rows)]
    widths = [max(_width(line[column]) for line in lines) for column in range(len(head))]
    for line in [lines[0], ["-" * width for width in widths], *lines[1:]]:
        padded = (cell + " " * (width - _width(cell)) for cell, width in zip(line, widths, strict=True))
        print("  ".join(padded).rstrip())


def plain(text: str) -> str:
    """The text on one line, without anything a terminal would obey."""
    return "".join(character if character.isprintable() else " " for character in text)


def problem_words(broken: RuleBroken) -> str:
    """What is wrong and how to mend it, on one line."""
    return plain(" ".join(sentences(broken)))


def at_terminal(stream: TextIO | None) -> bool:
    """Whether a person sits at this end; a stream may also be closed."""
    return stream is not None and stream.isatty()


def close_output() -> None:
    """Point standard output at nothing: its reader is gone, and Python would complain of it at the end."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _width(text: str) -> int:
    wide = sum(unicodedata.east_asian_width(character) in "WF" for character in text)
    marks = sum(unicodedata.combining(character) > 0 for character in text)
    return len(text) + wide - marks
