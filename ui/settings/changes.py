"""The record of changed practice numbers, as rows of a table."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from conference_app.domain.listings import HistoryRow
from conference_app.domain.practice import PracticeNumber
from conference_app.domain.spoken_dates import moment

from ..widgets.rows_model import Column


@dataclass(frozen=True)
class Change:
    """One number once changed: when (this computer's time), by whom, from what to what."""

    seq: int
    at: datetime
    actor: str
    title: str
    before: str
    after: str


def changes_of(history: Iterable[HistoryRow], definitions: Mapping[str, PracticeNumber]) -> list[Change]:
    """The changes in the audit trail, latest first; a number no longer defined keeps its key as its name."""
    found = []
    for row in history:
        facts = json.loads(row.facts)
        key = str(facts.get("key", ""))
        title = definitions[key].title if key in definitions else key
        before, after = (str(facts.get(name, "")) or "blank" for name in ("before", "after"))
        found.append(Change(row.seq, local_time(row.at_utc), row.actor, title, before, after))
    return found


def local_time(at_utc: str) -> datetime:
    """A moment of the audit trail by this computer's clock."""
    return datetime.fromisoformat(at_utc).astimezone().replace(tzinfo=None)


def change_columns() -> Sequence[Column[Change]]:
    return (
        Column("When", lambda change: moment(change.at), sort=lambda change: change.seq),
        Column("Who", lambda change: change.actor),
        Column("Number", lambda change: change.title, stretch=True),
        Column("From", lambda change: change.before),
        Column("To", lambda change: change.after),
    )
