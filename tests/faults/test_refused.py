"""A folder or file that may not be written, and a store somebody else is writing."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from conference_app.domain.errors import StoreProblem
from conference_app.store import keys
from conference_app.store.store import Store, open_store, second_connection
from tests.faults.conftest import at_nine

Program = Callable[..., "subprocess.Popen[str]"]


@pytest.fixture
def public(path: Path) -> Iterator[Path]:
    """The store in a folder everybody may enter, owned by the user without rights."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    for file in (path, keys.keys_path(path)):
        shutil.copy(file, folder)
        (folder / file.name).chmod(0o666)
    if os.getuid() == 0:
        os.chown(folder, 65534, 65534)
    yield folder / path.name
    folder.chmod(0o755)
    shutil.rmtree(folder)


def outcome(program: Program, what: str, path: Path) -> str:
    with program("opening_as_nobody.py", what, path) as running:
        said, wrong = running.communicate()
    assert running.returncode == 0, wrong
    return said.strip()


@pytest.mark.skipif(sys.platform == "win32", reason="rights of this kind are POSIX's")
def test_what_may_not_be_written_is_said_to_be_so(public: Path, program: Program) -> None:
    assert outcome(program, "open", public) == "opened"
    before = {it.name: it.read_bytes() for it in public.parent.iterdir()}
    public.parent.chmod(0o555)
    assert outcome(program, "open", public) == "store_read_only"
    assert outcome(program, "create", public.with_name("new.store")) == "store_read_only"
    public.parent.chmod(0o755)
    public.chmod(0o444)
    if os.getuid() == 0:
        os.chown(public, 0, 0)
    assert outcome(program, "open", public) == "store_read_only"
    assert {it.name: it.read_bytes() for it in public.parent.iterdir()} == before


def test_a_store_being_written_by_another_is_busy(path: Path) -> None:
    with (
        open_store(path, actor="Ada Rowe", now=at_nine) as first,
        open_store(path, actor="Ben Hart", now=at_nine, patience=0.05) as second,
        first.write() as writing,
    ):
        writing.record("open", "family", 1)
        with pytest.raises(StoreProblem) as refused, second.write():
            pass
        assert refused.value.code == "store_busy"
        assert second.value("SELECT count(*) FROM audit") == 1  # reading goes on


def add_one(store: Store) -> bool:
    """Read, think, write: True if nobody came between."""
    row = store.row("SELECT value, version FROM practice WHERE key = 'trial'")
    assert row is not None
    try:
        with store.write() as writing:
            writing.update("practice", "trial", row["version"], value=str(int(row["value"]) + 1))
            writing.record("change", "practice", 0)
    except StoreProblem as problem:
        if problem.code != "changed_elsewhere":
            raise
        return False
    return True


def test_a_change_by_another_is_noticed(path: Path, reopened: Callable[[Path], Store]) -> None:
    with reopened(path) as first, second_connection(first) as second:
        with first.write() as writing:
            writing.insert("practice", key="trial", value="0")
            writing.record("add", "practice", 0)
        seen = second.value("SELECT version FROM practice WHERE key = 'trial'")
        assert add_one(first)
        with pytest.raises(StoreProblem, match="changed_elsewhere"), second.write() as writing:
            writing.update("practice", "trial", seen, value="9")


def test_two_writers_lose_nothing(path: Path, reopened: Callable[[Path], Store], program: Program) -> None:
    with reopened(path) as store, store.write() as writing:
        writing.insert("practice", key="trial", value="0")
        writing.record("add", "practice", 0)
    writers = [program("adding.py", path, 50) for _ in range(3)]
    for writer in writers:
        said, wrong = writer.communicate()
        assert (writer.returncode, said.strip()) == (0, "50"), wrong
    with reopened(path) as store:
        assert store.value("SELECT value FROM practice WHERE key = 'trial'") == "150"
        assert store.value("SELECT count(*) FROM audit") == 152
