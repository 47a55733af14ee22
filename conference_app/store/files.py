"""Files beside the store: written whole or not at all, and what the disk's refusals mean to the user."""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
import sys
from pathlib import Path

from conference_app.domain.errors import StoreProblem

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_REFUSED = {errno.EACCES, errno.EPERM, errno.EROFS}


def write_whole(path: Path, content: bytes) -> None:
    """Write a file so that a reader, or a power cut, meets the old content or the new, never a part."""
    partial = path.with_name(f"{path.name}.{secrets.token_hex(4)}.partial")
    try:
        with os.fdopen(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        partial.replace(path)
    except BaseException as error:
        with contextlib.suppress(OSError):
            partial.unlink(missing_ok=True)
        if isinstance(error, OSError):
            raise disk_problem(error, path) from error
        raise
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Make a new name in a folder survive a power cut; Windows has no such call."""
    if sys.platform != "win32":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def disk_problem(error: OSError, path: Path) -> StoreProblem:
    """The sentence-bearing form of an operating system's refusal."""
    if error.errno == errno.ENAMETOOLONG:
        return StoreProblem("name_too_long", name=path.name)
    if error.errno in _FULL:
        return StoreProblem("disk_full", path=str(path))
    if error.errno in _REFUSED:
        return StoreProblem("store_read_only", path=str(path))
    return StoreProblem("disk_error", path=str(path))
