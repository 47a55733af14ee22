"""Collects what is wrong with a form, so that every field gets its sentence at once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from conference_app.domain.errors import RuleBroken


class Collecting:
    """Calls one check after the other and keeps what they complain of."""

    def __init__(self) -> None:
        self.broken: list[RuleBroken] = []

    def __call__(self, check: Callable[..., str], value: str, /, **facts: Any) -> str:
        """The checked text, or "" with the complaint kept."""
        try:
            return check(value, **facts)
        except RuleBroken as broken:
            self.broken.append(broken)
            return ""

    def add(self, broken: RuleBroken) -> None:
        """Keep one more complaint."""
        self.broken.append(broken)
