"""Where the bundled files are, in a checkout and in an installed package alike."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any


@cache
def folder() -> Path:
    """The resources folder: beside the packages in a checkout, inside the package in a wheel."""
    bundled = Path(__file__).parent / "bundled"
    return bundled if bundled.is_dir() else Path(__file__).parent.parent / "resources"


def path(name: str) -> Path:
    """One file below the resources folder, named with forward slashes; FileNotFoundError if absent."""
    found = folder() / name
    if not found.exists():
        raise FileNotFoundError(name)
    return found


@cache
def toml(name: str) -> dict[str, Any]:
    """The content of one TOML file, read once."""
    import tomllib

    return tomllib.loads(path(name).read_text(encoding="utf-8"))
