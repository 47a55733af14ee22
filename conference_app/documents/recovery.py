"""The recovery code sheet, printed once when a store is created and kept under lock."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from conference_app.documents.frame import Frame, joined, shortened

PURPOSE = (
    "This code opens the store when the passphrase is lost: type it in where the program asks for the "
    "passphrase. Capital letters, spaces and hyphens do not matter.",
    "The program keeps no copy. Without the passphrase and without this sheet nobody can open the store.",
)
KEEPING = (
    "In a sealed envelope in a locked place, away from the computer and its backups.",
    "Whoever holds this code and the store can read everything in it: treat it like the records themselves.",
    "If it is lost or somebody else has seen it, make a new one in Settings; this one then opens nothing.",
)


@dataclass(frozen=True)
class RecoverySheet:
    """The code that opens a store when the passphrase is lost; `code` as shown on screen, groups and all."""

    template: ClassVar[str] = "recovery.typ"

    frame: Frame
    store_name: str
    code: str

    def content(self) -> dict[str, object]:
        """What the template prints."""
        return {
            **self.frame.content(),
            "document_title": f"Recovery code, {self.store_name}",
            "head_right": "Recovery code",
            "foot_left": joined(shortened(self.store_name, 60), f"printed {self.frame.printed_on}"),
            "title": "Recovery code",
            "second_line": self.store_name,
            "code_lines": _lines(self.code),
            "purpose": PURPOSE,
            "keeping": KEEPING,
        }


def _lines(code: str) -> list[str]:
    """The code four groups a line, so that it is copied without losing the place."""
    groups = code.replace("-", " ").split()
    return ["  ".join(groups[i : i + 4]) for i in range(0, len(groups), 4)]
