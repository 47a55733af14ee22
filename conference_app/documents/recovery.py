"""The recovery code sheet, printed once when a store is created and kept under lock."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from conference_app.documents.frame import Frame


@dataclass(frozen=True)
class RecoverySheet:
    """The code that opens a store when the passphrase is lost; `code` as shown on screen, groups and all."""

    template: ClassVar[str] = "recovery.typ"

    frame: Frame
    store_name: str
    code: str

    def content(self) -> dict[str, object]:
        """What the template prints."""
        raise NotImplementedError
