"""The letter from an authority's own Word template: checked when it is added, filled in a sandbox."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol


class Letter(Protocol):
    """What is written: documents.invitation_letter.InvitationLetter, known here by its content alone."""

    def content(self) -> Mapping[str, object]: ...


def check_template(content: bytes) -> list[str]:
    """Names of fields in the template that no letter has; RuleBroken where the file cannot be used at all."""
    raise NotImplementedError


def word_letter(content: bytes, letter: Letter) -> bytes:
    """The letter as a Word file; RuleBroken where the template cannot be used."""
    raise NotImplementedError


def starter_template() -> bytes:
    """A plain Word letter with every field, for an authority to start from."""
    raise NotImplementedError
