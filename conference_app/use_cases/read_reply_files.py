"""Read the files answers come in, one after the other: one that cannot be read is told and harms no other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from conference_app.domain.errors import RuleBroken
from conference_app.exchange.files import REPLY_ENDINGS, calendar_file, file_problem
from conference_app.exchange.replies import Reading, read_replies
from conference_app.messages import sentences

MOST_FILES = 10_000


def reply_files(paths: Iterable[Path]) -> list[Path]:
    """The files named, and of each folder named the calendar files and mails in it; RuleBroken `too_many_files`."""
    found: dict[Path, None] = {}
    for path in paths:
        try:
            inside = sorted(path.iterdir()) if path.is_dir() else None
        except OSError as error:
            raise file_problem(error, path) from error
        if inside is None:
            found[path] = None
        else:
            found.update({each: None for each in inside if each.suffix.lower() in REPLY_ENDINGS and each.is_file()})
    if len(found) > MOST_FILES:
        raise RuleBroken("too_many_files", field="path", most=MOST_FILES)
    return list(found)


def read_reply_files(
    paths: Sequence[Path],
    *,
    progress: Callable[[int, int, str], None] = lambda done, total, words: None,
    check: Callable[[], None] = lambda: None,
) -> list[Reading]:
    """What each file holds; `check` is called before each file and may raise to stop."""
    readings = []
    for number, path in enumerate(paths):
        check()
        progress(number, len(paths), path.name)
        readings.append(_read(path))
    progress(len(paths), len(paths), "")
    return readings


def _read(path: Path) -> Reading:
    try:
        return read_replies(calendar_file(path), path.name)
    except RuleBroken as broken:
        return Reading(path.name, (), tuple(sentences(broken)))
