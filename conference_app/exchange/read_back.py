"""What is written is read again before it leaves: the fault when it does not say the same."""

from __future__ import annotations

from collections.abc import Mapping


class ReadBackDiffers(RuntimeError):
    """A file that was written does not say what it should; nothing may be sent."""


def compare(what: str, meant: Mapping[str, object], read: Mapping[str, object]) -> None:
    """Raise ReadBackDiffers naming what differs, never its content."""
    if meant != read:
        differing = sorted(name for name in {*meant, *read} if meant.get(name) != read.get(name))
        raise ReadBackDiffers(f"{what}: {', '.join(differing)}")
