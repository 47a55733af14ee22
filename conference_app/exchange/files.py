"""Files handed out: written whole or not at all, and never over something of another kind."""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
from collections.abc import Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from pathlib import Path

from conference_app.domain.errors import RuleBroken

MOST_BYTES = 10_000_000  # of a file that is read
REPLY_ENDINGS = (".ics", ".ical", ".vcs", ".eml", ".msg")  # of what answers come in

_PDF, _CALENDAR = b"%PDF-", b"BEGIN:VCALENDAR"


def pdf_ready_for(path: Path, content: bytes) -> AbstractContextManager[None]:
    """Write a PDF under another name beside `path`; it takes its place when the block has ended well.

    RuleBroken `not_a_pdf` where something else stands, `file_unusable` where the disk refuses.
    """
    return _ready_for(path, content, _PDF, "not_a_pdf")


def calendar_ready_for(path: Path, content: bytes) -> AbstractContextManager[None]:
    """The same for a calendar file; RuleBroken `not_a_calendar` where something else stands."""
    return _ready_for(path, content, _CALENDAR, "not_a_calendar")


@contextlib.contextmanager
def _ready_for(path: Path, content: bytes, begins: bytes, not_one: str) -> Iterator[None]:
    path = path.resolve()
    partial = path.with_name(f".{secrets.token_hex(8)}.partial")
    try:
        _check_free(path, begins, not_one)
        _write(partial, content)
        yield
        partial.replace(path)
    except OSError as error:
        raise file_problem(error, path) from error
    finally:
        with contextlib.suppress(OSError):
            partial.unlink(missing_ok=True)


@contextlib.contextmanager
def files_ready_for(folder: Path, contents: Mapping[str, bytes]) -> Iterator[None]:
    """Write files under other names in `folder`; they take their names when the block has ended well, or none does.

    RuleBroken `file_there` where one of the names is taken, `file_unusable` where the disk refuses.
    """
    folder = folder.resolve()
    partial = {folder / name: folder / f".{secrets.token_hex(8)}.partial" for name in contents}
    named: list[Path] = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for path in partial:
            if path.exists():
                raise RuleBroken("file_there", field="folder", name=path.name)
        _write_all(zip(partial.values(), contents.values(), strict=True))
        yield
        for path, unfinished in partial.items():
            unfinished.replace(path)
            named.append(path)
    except OSError as error:
        for path in named:
            path.unlink(missing_ok=True)
        raise file_problem(error, folder) from error
    finally:
        for unfinished in partial.values():
            with contextlib.suppress(OSError):
                unfinished.unlink(missing_ok=True)


def calendar_file(path: Path) -> bytes:
    """What a calendar file holds; RuleBroken `file_unusable`, or `not_a_calendar` for the store's own files."""
    return _content(path, "not_a_calendar", "calendar_too_large")


def word_file(path: Path) -> bytes:
    """What a Word file holds; RuleBroken `file_unusable`, or `not_a_word_file` for the store's own files."""
    return _content(path, "not_a_word_file", "template_too_large")


def _content(path: Path, not_one: str, too_large: str) -> bytes:
    path = path.resolve()
    try:
        _check_not_a_store(path, not_one)
        if path.exists() and not (path.is_file() or path.is_dir()):  # a device can go on without end
            raise RuleBroken(not_one, field="path")
        if path.stat().st_size > MOST_BYTES:
            raise RuleBroken(too_large, field="path", most=MOST_BYTES // 1_000_000)
        return path.read_bytes()
    except OSError as error:
        raise file_problem(error, path) from error


def file_problem(error: OSError, path: Path | None = None) -> RuleBroken:
    """What the operating system refused, as something the user can mend."""
    why = (error.strerror or type(error).__name__).lower()
    if path is None and error.filename is None:
        return RuleBroken("system_refused", why=why)
    path = path or Path(os.fsdecode(error.filename))
    if error.errno == errno.ENAMETOOLONG:
        return RuleBroken("name_too_long", name=path.name)
    return RuleBroken("file_unusable", path=path, why=why)


def _check_free(path: Path, begins: bytes, not_one: str) -> None:
    """Nothing, an empty file or another of its kind may stand there; a store is never opened to find out."""
    if not path.exists():
        return
    if not path.is_file():
        raise RuleBroken(not_one, path=path)
    _check_not_a_store(path, not_one)
    with path.open("rb") as file:
        if file.read(len(begins)) not in {b"", begins}:
            raise RuleBroken(not_one, path=path)


def _check_not_a_store(path: Path, code: str) -> None:
    """The store's own files are never opened: closing them again would drop its locks."""
    if path.with_name(path.name + ".keys").exists() or path.name.endswith(("-wal", "-shm", ".keys")):
        raise RuleBroken(code, path=path)


def _write(path: Path, content: bytes) -> None:
    _write_all([(path, content)])


def _write_all(contents: Iterable[tuple[Path, bytes]]) -> None:
    """Write new files and wait until all are on the disk: together, which takes little longer than one."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    with contextlib.ExitStack() as open_files:
        written = []
        for path, content in contents:
            file = open_files.enter_context(os.fdopen(os.open(path, flags, 0o600), "wb"))
            file.write(content)
            file.flush()
            written.append(file)
        for file in written:
            os.fsync(file.fileno())
