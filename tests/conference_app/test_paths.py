"""Where the program keeps its files."""

from __future__ import annotations

from pathlib import Path

import pytest

from conference_app.paths import standard_paths


def places(environment: dict[str, str]) -> list[Path]:
    paths = standard_paths(environment)
    return [paths.store, paths.example_store, paths.backups, paths.logs, paths.settings]


def test_one_folder_can_hold_everything(tmp_path: Path) -> None:
    found = places({"CPC_HOME": str(tmp_path / "home")})
    assert all(place.is_relative_to(tmp_path / "home") for place in found)
    assert len(set(found)) == len(found)
    assert not (tmp_path / "home").exists()


def test_a_relative_home_is_made_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert standard_paths({"CPC_HOME": "home"}).store.is_relative_to(tmp_path)


def test_otherwise_the_system_says_where() -> None:
    for place in places({}):
        assert "Child Protection Conferences" in str(place)
        assert "roaming" not in str(place).lower()


def test_the_folders_are_for_this_user_only(tmp_path: Path) -> None:
    paths = standard_paths({"CPC_HOME": str(tmp_path / "home")})
    paths.make_folders()
    paths.make_folders()
    for folder in (paths.store.parent, paths.example_store.parent, paths.backups, paths.logs):
        assert folder.stat().st_mode & 0o077 == 0
