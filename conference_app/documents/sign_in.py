"""The sign-in sheet: who was invited and what came of it, with room for time and signature."""

from __future__ import annotations

from dataclasses import asdict, dataclass
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
        return {
            **self.frame.content(),
            "document_title": f"Sign-in sheet, {self.reference}",
            "head_right": "Sign-in sheet",
            "foot_left": joined(
                self.reference, f"version {self.version}", "Sign-in sheet", f"printed {self.frame.printed_on}"
            ),
            "title": "Sign-in sheet",
            "second_line": joined(self.conference_title, self.family_name, self.reference),
            "when": self.when,
            "where": self.where,
            "chair": self.chair,
            "quorum_rule": self.quorum_rule,
            "rows": [asdict(row) for row in self.rows],
            "blank_rows": self.blank_rows,
        }
