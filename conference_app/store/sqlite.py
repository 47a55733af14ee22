"""The one database engine of the store: SQLCipher, put in place before sqlite-utils looks for its own."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, time
from enum import Enum
from pathlib import Path
from types import NoneType
from typing import Any, Protocol

import sqlcipher3.dbapi2

from conference_app.domain.errors import RuleBroken, StoreProblem

engine: Any = sqlcipher3.dbapi2

# sqlite-utils asks for pysqlite3 before it takes Python's own sqlite3, which is too old and has no cipher.
sys.modules["pysqlite3"] = sys.modules["pysqlite3.dbapi2"] = engine

if engine.sqlite_version_info < (3, 51, 3):  # the WAL-reset fault, 3.7.0 to 3.51.2, corrupts shared stores
    raise ImportError(f"SQLite {engine.sqlite_version} is too old for the store")

Params = Sequence[object] | dict[str, object]

_CODE = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
_NAMED_CONSTRAINT = re.compile(
    r"(?:CHECK constraint failed: |UNIQUE constraint failed: index ')([a-z][a-z0-9]*(?:_[a-z0-9]+)+)'?"
)
_TWICE = "UNIQUE constraint failed: "
_PROBLEMS = {
    5: "store_busy",
    6: "store_busy",
    8: "store_read_only",
    10: "disk_error",
    11: "store_damaged",
    13: "disk_full",
    14: "disk_error",
    26: "store_damaged",
    4874: "disk_full",  # an I/O error too: no room for the index of the write-ahead log
}
_PROBLEMS_IN_WORDS = {  # copying by the backup API gives no code
    "database is locked": "store_busy",
    "attempt to write a readonly database": "store_read_only",
    "disk I/O error": "disk_error",
    "database disk image is malformed": "store_damaged",
    "database or disk is full": "disk_full",
}
_SETTINGS = (
    "foreign_keys=ON",
    "recursive_triggers=ON",  # without it INSERT OR REPLACE passes the guards of the audit trail
    "trusted_schema=OFF",
    "cell_size_check=ON",
    "secure_delete=ON",
    "synchronous=FULL",
    "fullfsync=ON",  # macOS: only this reaches the disk
    "cache_size=-65536",
    "journal_size_limit=8388608",
)


class Row(Protocol):
    """One row of an answer: values by column name or position."""

    def __getitem__(self, key: str | int, /) -> Any: ...
    def __iter__(self) -> Iterator[Any]: ...
    def __len__(self) -> int: ...
    def keys(self) -> list[str]: ...


def connect(path: Path | None, raw_key: str, *, mode: str = "rw", patience: float = 5.0) -> Any:
    """A keyed connection; `raw_key` is 64 hex digits. `engine.DatabaseError` if it is not this file's key.

    `mode` is SQLite's own: "rw" never creates a file, "rwc" may, "ro" only reads. No path: in memory.
    """
    if not re.fullmatch(r"[0-9a-f]{64}", raw_key):  # anything else would silently become a passphrase
        raise ValueError("a raw key is 64 hex digits")
    name = f"{path.resolve().as_uri()}?mode={mode}" if path else ":memory:"
    db = engine.connect(name, uri=path is not None, isolation_level=None, timeout=patience)
    try:
        db.execute("PRAGMA cipher_log_level = NONE")
        db.execute(f"PRAGMA key = \"x'{raw_key}'\"")
        db.execute("SELECT count(*) FROM sqlite_master").fetchone()
        for setting in _SETTINGS:
            db.execute(f"PRAGMA {setting}")
    except BaseException:
        db.close()
        raise
    db.row_factory = engine.Row
    return db


def as_sql(value: object) -> object:
    """A value as the store keeps it: dates and local times as ISO text, truth as 0 or 1, an enum's value.

    Raises RuleBroken("bad_characters") for text SQLite or UTF-8 would not give back unchanged.
    """
    return _KEPT_BY[type(value)](value)


def as_params(params: Params) -> Any:
    """All parameters of one statement, by position or by name, as the store keeps them."""
    if isinstance(params, dict):
        return {name: as_sql(value) for name, value in params.items()}
    return [_KEPT_BY[type(value)](value) for value in params]


def _as_its_kind(value: object) -> object:
    """A value of a type derived from one the store knows, such as an enum's member; any other as it is."""
    if isinstance(value, Enum):
        return as_sql(value.value)
    if isinstance(value, str):
        return _storable(str(value))
    kind = next((kind for kind in (datetime, date, time) if isinstance(value, kind)), None)
    return _KEPT_BY[kind](value) if kind else value


def _storable(text: str) -> str:
    if text.isascii():
        good = "\0" not in text
    else:
        good = not any(character == "\0" or "\ud800" <= character <= "\udfff" for character in text)
    if not good:
        raise RuleBroken("bad_characters", what="the text")
    return text


def _local_minute(moment: datetime) -> str:
    if moment.tzinfo is not None:
        raise TypeError("the store keeps local times; convert an aware time first")
    return moment.isoformat("T", "minutes")


class _ByType(dict[type, Callable[[Any], object]]):
    """Of a type it does not have, by its kind."""

    def __missing__(self, kind: type) -> Callable[[Any], object]:
        return _as_its_kind


# By exact type: asked for each value of each statement, so nothing is tried one after another.
_KEPT_BY = _ByType(
    {
        int: int,
        str: _storable,
        date: date.isoformat,
        datetime: _local_minute,
        time: lambda moment: moment.strftime("%H:%M"),
        bool: int,
        NoneType: lambda nothing: nothing,
    }
)


def problem(error: Exception) -> Exception:
    """What a database error means to the user: a broken rule, trouble with the store, or else our defect."""
    if isinstance(error, engine.IntegrityError):
        return _broken_rule(str(error)) or error
    code = getattr(error, "sqlite_errorcode", 0)
    known = _PROBLEMS.get(code) or _PROBLEMS.get(code & 0xFF) or _PROBLEMS_IN_WORDS.get(str(error))
    return StoreProblem(known) if known else error


def _broken_rule(message: str) -> RuleBroken | None:
    if _CODE.fullmatch(message):  # raised by a trigger
        return RuleBroken(message)
    if named := _NAMED_CONSTRAINT.fullmatch(message):
        return RuleBroken(named[1])
    if message.startswith(_TWICE):  # what only may be there once has just been added by somebody else
        return StoreProblem("changed_elsewhere", columns=message.removeprefix(_TWICE))
    return None


def statements(script: str) -> list[str]:
    """The single statements of a script; a trigger with its semicolons stays whole."""
    found, pending = [], ""
    *pieces, rest = script.split(";")
    for piece in pieces:
        pending += piece + ";"
        if engine.complete_statement(pending):
            found.append(pending.strip())
            pending = ""
    if re.sub(r"--.*", "", pending + rest).strip():
        raise ValueError(f"the script ends in the middle of a statement: {(pending + rest).strip()[:60]}")
    return found
