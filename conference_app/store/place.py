"""Whether a store may stand where it is asked to stand, judged without opening any of its files."""

from __future__ import annotations

import os
import re
import shutil
import sys
from pathlib import Path

from conference_app.domain.errors import StoreProblem
from conference_app.store.files import disk_problem

_NETWORK = {"9p", "afpfs", "ceph", "cifs", "davfs", "glusterfs", "ncpfs", "nfs", "nfs4", "smb3", "smbfs"}
_NETWORK |= {"virtiofs", "vboxsf"}
_LOCAL_FUSE = {"fuse.fuse-overlayfs", "fuse.ext4", "fuse.ntfs-3g"}
_PAGE = 4096
_LOG_INDEX = 32768


def check_new(path: Path) -> None:
    """Raise StoreProblem unless a store may be created at `path`."""
    if path.exists():
        raise StoreProblem("store_exists", path=str(path))
    if not path.parent.is_dir():
        raise StoreProblem("folder_missing", path=str(path.parent))
    _check_local(path)
    if not os.access(path.parent, os.W_OK | os.X_OK):
        raise StoreProblem("store_read_only", path=str(path.parent))


def check_existing(path: Path) -> None:
    """Raise StoreProblem unless a file stands at `path` that can be opened and written as a store."""
    try:
        found = path.exists()
    except OSError as error:  # a folder on the way that may not be entered
        raise disk_problem(error, path) from error
    if not found:
        raise StoreProblem("no_store", path=str(path))
    if not path.is_file():
        raise StoreProblem("not_a_store", path=str(path))
    _check_local(path)
    for place, wanted in ((path, os.R_OK | os.W_OK), (path.parent, os.W_OK | os.X_OK)):
        if not os.access(place, wanted):
            raise StoreProblem("store_read_only", path=str(place))


def has_room_to_open(path: Path) -> bool:
    """Whether the disk has room for the index of the write-ahead log, or the index is there already.

    Asked beforehand: SQLite would leave the beginning of one behind.
    """
    return path.with_name(path.name + "-shm").exists() or shutil.disk_usage(path.parent).free >= _LOG_INDEX


def whole_pages(path: Path) -> bool:
    """Whether the size is one a store can have: whole pages, at least one."""
    size = path.stat().st_size
    return size > 0 and size % _PAGE == 0


def _check_local(path: Path) -> None:
    if _on_network(path.absolute()):
        raise StoreProblem("network_share", path=str(path))


def _on_network(path: Path) -> bool:
    if sys.platform == "win32":
        return _on_windows_share(path)
    mounts = Path("/proc/mounts")
    if mounts.exists():
        return is_network(file_system(path.resolve(), mounts.read_text(encoding="utf-8", errors="replace")))
    return False


def _on_windows_share(path: Path) -> bool:
    if str(path.resolve()).startswith("\\\\"):  # a mapped drive resolves to its share
        return True
    if sys.platform == "win32":
        import ctypes

        drive_remote = 4
        return ctypes.windll.kernel32.GetDriveTypeW(path.anchor) == drive_remote
    return False


def is_network(file_system_type: str) -> bool:
    """Whether a Linux file system lies on another machine, or may."""
    if file_system_type in _LOCAL_FUSE:
        return False
    return file_system_type in _NETWORK or file_system_type.startswith("fuse.")


def file_system(path: Path, mounts: str) -> str:
    """The type of the file system `path` is on, by the content of /proc/mounts; empty if it is not there."""
    best, found = -1, ""
    for line in mounts.splitlines():
        fields = line.split(" ")
        if len(fields) < 3:
            continue
        point = Path(re.sub(r"\\([0-7]{3})", lambda octal: chr(int(octal[1], 8)), fields[1]))  # \040: space
        if path.is_relative_to(point) and len(point.parts) >= best:
            best, found = len(point.parts), fields[2]
    return found
