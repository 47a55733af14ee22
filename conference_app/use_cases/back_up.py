"""Back the store up: a verified copy beside the earlier ones, of which those no longer worth keeping go."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from conference_app.domain.errors import StoreProblem
from conference_app.store import backup, files
from conference_app.store.backup import Manifest
from conference_app.store.store import Store


def back_up(store: Store, folder: Path, *, now: datetime) -> Manifest:
    """One backup into the folder, made if it is missing; `now` is in UTC.

    StoreProblem folder_missing, store_read_only, disk_full, disk_error, backup_failed.
    """
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except FileExistsError:
        raise StoreProblem("folder_missing", path=str(folder)) from None
    except OSError as error:
        raise files.disk_problem(error, folder) from error
    made = backup.backup_store(store, folder, now)
    backup.prune(folder, store.store_id, now)
    return made


def is_due(store: Store, folder: Path, *, now: datetime) -> bool:
    """Whether something was written since the last backup, or none was made on this day yet."""
    last = backup.last_good_backup(folder, store.store_id)
    return last is None or last.moment.date() != now.date() or last.audit_seq != store.audit_head().seq
