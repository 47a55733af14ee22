"""The sign-in sheet: who was invited and what came of it, with room for time and signature."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from conference_app.documents.frame import Frame, joined


@dataclass(frozen=True)
class SignInRow:
    """One person; every fact in words ("5 March", "coming", "received", "Dr Bell for Dr Lindgren")."""

    name: str
    role: str = ""
    invited: str = ""
    reply: str = ""
    report: str = ""
    representative: str = ""
    present: str = ""
    arrived: str = ""
    left: str = ""


@dataclass(frozen=True)
class SignInSheet:
    """The register of one conference on paper, landscape; leave excluded people out of `rows`."""

    template: ClassVar[str] = "sign_in.typ"

    frame: Frame
    reference: str
    version: int
    conference_title: str
    family_name: str
    when: str
    where: str
    chair: str
    rows: tuple[SignInRow, ...]
    quorum_rule: str = ""
    blank_rows: int = 6

    def content(self) -> dict[str, object]:
        """What the template prints."""
        raise NotImplementedError
