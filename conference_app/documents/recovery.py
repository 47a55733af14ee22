"""The recovery code sheet, printed once when a store is created and kept under lock."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from conference_app.documents.frame import Frame, joined

PURPOSE = (
    "This code opens the store when the passphrase is lost: choose “Use the recovery code” where the program "
    "asks for the passphrase, and type it in. Capital letters and gaps do not matter.",
    "The program keeps no copy. Without the passphrase and without this sheet nobody can open the store.",
)
KEEPING = (
    "In a sealed envelope in a locked place, away from the computer and its backups.",
    "Whoever holds this code and the store can read everything in it: treat it like the records themselves.",
    "If it is lost or was seen by somebody else: make a new one under Settings, Security, and this one ends.",
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
            "foot_left": joined(self.store_name, f"printed {self.frame.printed_on}"),
            "title": "Recovery code",
            "second_line": self.store_name,
            "code": self.code,
            "purpose": PURPOSE,
            "keeping": KEEPING,
        }
