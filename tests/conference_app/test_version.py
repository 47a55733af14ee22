"""One version, in the project file and in the program."""

from __future__ import annotations

import tomllib
from pathlib import Path

from conference_app.version import VERSION


def test_the_program_knows_its_version() -> None:
    project = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text(encoding="utf-8"))
    assert project["project"]["version"] == VERSION
