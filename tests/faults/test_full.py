"""A full disk loses nothing that was saved, says so, and is forgotten as soon as there is room."""

from __future__ import annotations

import contextlib
import itertools
import resource
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from conference_app.domain.errors import StoreProblem
from conference_app.store.backup import backup_store
from conference_app.store.check import check
from conference_app.store.store import Store, create_store
from tests.faults.conftest import at_nine

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="limits of this kind are Linux's")


def save(store: Store, number: int, size: int = 20_000) -> None:
    with store.write() as writing:
        writing.record("add", "room", writing.insert("room", name=f"room {number}", place="x" * size))


def fill(store: Store) -> tuple[int, str]:
    """Save until it is refused: how many were saved, and the code of the refusal."""
    for number in itertools.count():
        try:
            save(store, number)
        except StoreProblem as problem:
            return number, problem.code
    raise AssertionError


@contextlib.contextmanager
def files_no_larger_than(size: int) -> Iterator[None]:
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of its own, of 2 MB."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = shutil.which("mount")
    made = mount and subprocess.run(
        [mount, "-t", "tmpfs", "-o", "size=2m,mode=700", "tmpfs", folder], check=False, capture_output=True
    )
    if not made or made.returncode:
        pytest.skip("only root may mount a small disk")
    yield folder
    subprocess.run(["umount", folder], check=True)


def test_a_file_that_may_not_grow_loses_nothing(path: Path, reopened: Callable[[Path], Store]) -> None:
    with reopened(path) as store:
        with files_no_larger_than(600_000):
            saved, code = fill(store)
        assert saved > 2
        assert code in {"disk_full", "disk_error"}
        assert store.value("SELECT count(*) FROM room") == saved
        save(store, saved)
    with reopened(path) as store:
        assert store.value("SELECT count(*) FROM room") == saved + 1
        assert [result for result in check(store) if not result.ok] == []


def test_a_full_disk_loses_nothing(small_disk: Path, reopened: Callable[[Path], Store]) -> None:
    path = small_disk / "example.store"
    create_store(path, passphrase=None, example=True, actor="Ada Rowe", now=at_nine)[0].close()
    with reopened(path) as store:
        saved, code = fill(store)
        assert (saved > 2, code) == (True, "disk_full")
        with pytest.raises(StoreProblem) as refused:
            backup_store(store, small_disk, at_nine())
        assert refused.value.code == "disk_full"
        assert {it.name for it in small_disk.iterdir()} == {
            "example.store",
            "example.store.keys",
            "example.store-wal",
            "example.store-shm",
        }
    with reopened(path) as store:  # still full
        assert store.value("SELECT count(*) FROM room") == saved
    subprocess.run(["mount", "-o", "remount,size=8m", small_disk], check=True)
    with reopened(path) as store:
        save(store, saved)
        assert store.value("SELECT count(*) FROM room") == saved + 1
        assert [result for result in check(store) if not result.ok] == []


def test_a_store_that_does_not_fit_is_not_begun(small_disk: Path) -> None:
    (small_disk / "ballast").write_bytes(bytes(1_900_000))
    with pytest.raises(StoreProblem) as refused:
        create_store(small_disk / "a.store", passphrase=None, example=True, actor="A", now=at_nine)
    assert refused.value.code == "disk_full"
    assert [it.name for it in small_disk.iterdir()] == ["ballast"]


def test_opening_on_a_full_disk_says_so_and_leaves_nothing(small_disk: Path, reopened: Callable[[Path], Store]) -> None:
    path = small_disk / "example.store"
    create_store(path, passphrase=None, example=True, actor="Ada Rowe", now=at_nine)[0].close()
    with contextlib.suppress(OSError), (small_disk / "ballast").open("wb", buffering=0) as ballast:
        while True:
            ballast.write(bytes(4096))
    with pytest.raises(StoreProblem) as refused:
        reopened(path)
    assert refused.value.code == "disk_full"
    assert {it.name for it in small_disk.iterdir()} == {"example.store", "example.store.keys", "ballast"}
    (small_disk / "ballast").unlink()
    with reopened(path) as store:
        save(store, 1)
