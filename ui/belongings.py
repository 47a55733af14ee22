"""What belongs to the person at this computer: where files are, and what the window remembers."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import QSettings

from conference_app.paths import Paths


class Belongings:
    """Places and small memories (name, window size, appearance); nothing of any family."""

    def __init__(self, paths: Paths, settings: QSettings) -> None:
        self.paths = paths
        self._settings = settings

    @classmethod
    def at(cls, paths: Paths) -> Belongings:
        """The memories kept beside this computer's stores."""
        return cls(paths, QSettings(str(paths.settings), QSettings.Format.IniFormat))

    @property
    def backups(self) -> Path:
        """Where backups go."""
        return self.paths.backups

    def recalled(self, key: str, default: str = "") -> str:
        """What was remembered under a key."""
        return str(self._settings.value(key, default))

    def remember(self, key: str, value: str) -> None:
        """Keep a small thing for the next start."""
        self._settings.setValue(key, value)
        self._settings.sync()

    @staticmethod
    def utc_now() -> datetime:
        """The clock of backups and the audit trail."""
        return datetime.now(UTC)
