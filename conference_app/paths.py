"""Where this program keeps its files: the system's own places, or all below the folder named in CPC_HOME."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

_PROGRAM = "Child Protection Conferences"


@dataclass(frozen=True, slots=True)
class Paths:
    """Every place the program uses without being told one."""

    store: Path
    example_store: Path
    backups: Path
    logs: Path
    settings: Path

    def make_folders(self) -> None:
        """Create the folders that are missing, for this user's eyes only."""
        for folder in (self.store.parent, self.example_store.parent, self.backups, self.logs):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)


def standard_paths(environment: Mapping[str, str]) -> Paths:
    """The places on this machine; never a roaming profile, which lies on the network. Creates nothing."""
    home = environment.get("CPC_HOME", "")
    if home:
        data, logs = Path(home).absolute(), Path(home).absolute() / "logs"
    else:
        data, logs = _of_this_system()
    return Paths(
        store=data / "store" / "conferences.store",
        example_store=data / "example" / "example.store",
        backups=data / "store" / "backups",
        logs=logs,
        settings=data / "settings.ini",
    )


def _of_this_system() -> tuple[Path, Path]:
    import platformdirs

    return (
        platformdirs.user_data_path(_PROGRAM, appauthor=False, roaming=False),
        platformdirs.user_log_path(_PROGRAM, appauthor=False),
    )
