"""The record of who did what: each event holds the hash of the one before, so a changed one shows."""

from __future__ import annotations

import getpass
import hashlib
import json
import platform
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from conference_app.store.sqlite import as_sql
from conference_app.version import VERSION

# What the hash of an event covers, besides the hash before it, in the order of the table.
_FIELDS = (
    "seq",
    "at_utc",
    "actor",
    "os_user",
    "device",
    "session",
    "app_version",
    "action",
    "entity",
    "entity_id",
    "reason",
    "recipients",
    "detail_hash",
)
_COLUMNS = ", ".join((*_FIELDS, "prev", "hash"))
_INSERT = f"INSERT INTO audit ({_COLUMNS}) VALUES ({', '.join('?' * (len(_FIELDS) + 2))})"
_HEAD = (
    "SELECT coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'audit'), 0), "
    "(SELECT hash FROM audit ORDER BY seq DESC LIMIT 1)"
)


@dataclass(frozen=True, slots=True)
class Witness:
    """Who acts, at which machine, since which unlocking."""

    actor: str
    session: str
    os_user: str
    device: str


@dataclass(frozen=True, slots=True)
class Head:
    """The last event: kept outside the store (in each backup's manifest) it shows a cut or replaced trail."""

    seq: int
    hash: str


def witness(actor: str) -> Witness:
    try:
        os_user = getpass.getuser()
    except (OSError, KeyError, ImportError):
        os_user = ""
    return Witness(actor, secrets.token_hex(8), os_user, platform.node())


def utc_text(moment: datetime) -> str:
    """A moment as the audit keeps it: UTC, to the millisecond."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def first_link(store_id: str) -> str:
    """What the first event is chained to, so that a trail cannot be carried into another store."""
    return hashlib.sha256(f"audit of {store_id}".encode()).hexdigest()


def append(
    db: Any,
    store_id: str,
    who: Witness,
    at: datetime,
    *,
    action: str,
    entity: str,
    entity_id: int,
    reason: str,
    recipients: str,
    facts: Mapping[str, object],
) -> None:
    """Add one event, with its facts beside it, inside the transaction that is open on `db`."""
    last, prev = db.execute(_HEAD).fetchone()
    seq, prev = last + 1, prev or first_link(store_id)
    detail_hash = ""
    if facts:
        salt, detail = secrets.token_bytes(16), _json(facts)
        detail_hash = _detail_hash(salt, detail)
    values = (
        seq,
        utc_text(at),
        who.actor,
        who.os_user,
        who.device,
        who.session,
        VERSION,
        action,
        entity,
        entity_id,
        as_sql(reason),
        as_sql(recipients),
        detail_hash,
    )
    db.execute(_INSERT, (*values, prev, _event_hash(values, prev)))
    if facts:
        db.execute("INSERT INTO audit_detail (seq, salt, json) VALUES (?, ?, ?)", (seq, salt, detail))


def head(db: Any) -> Head:
    row = db.execute("SELECT seq, hash FROM audit ORDER BY seq DESC LIMIT 1").fetchone()
    return Head(row[0], row[1]) if row else Head(0, "")


def first_fault(db: Any, store_id: str) -> str:
    """Empty if the whole trail is as it was written; otherwise where it first is not, in words."""
    expected, prev = 0, first_link(store_id)
    for row in db.execute(f"SELECT {_COLUMNS} FROM audit ORDER BY seq").fetchall():
        expected += 1
        *values, before, own = row
        if values[0] != expected:
            return f"event {expected} is missing"
        if before != prev or own != _event_hash(values, prev):
            return f"event {expected} was changed"
        prev = own
    last = db.execute(_HEAD).fetchone()[0]
    if last != expected:
        return f"events {expected + 1} to {last} are missing"
    return _detail_fault(db)


def _detail_fault(db: Any) -> str:
    rows = db.execute(
        "SELECT d.seq, d.salt, d.json, a.detail_hash FROM audit_detail d JOIN audit a ON a.seq = d.seq"
    ).fetchall()
    changed = [row[0] for row in rows if _detail_hash(row[1], row[2]) != row[3]]
    return f"the detail of event {min(changed)} was changed" if changed else ""


def _event_hash(values: Iterable[object], prev: str) -> str:
    return hashlib.sha256((prev + _json(dict(zip(_FIELDS, values, strict=True)))).encode()).hexdigest()


def _detail_hash(salt: bytes, detail: str) -> str:
    return hashlib.sha256(salt + detail.encode()).hexdigest()


def _json(fields: Mapping[str, object]) -> str:
    return str(as_sql(_CANONICAL.encode(fields)))


def _plain(value: object) -> object:
    if isinstance(value, set | frozenset):
        return sorted(value)
    kept = as_sql(value)
    if kept is value:
        raise TypeError(f"an audit event cannot hold a {type(value).__name__}")
    return kept


_CANONICAL = json.JSONEncoder(sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=_plain)
