"""An open store: questions, and all-or-nothing writes that always leave an event in the audit trail."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from conference_app.domain.errors import StoreProblem
from conference_app.store import audit
from conference_app.store.sqlite import Params, Row, as_params, as_sql, engine, problem

Clock = Callable[[], datetime]


class Store:
    """One connection to one store, for one thread. `now` gives the time in UTC; `path` is None in memory."""

    def __init__(
        self, db: Any, *, path: Path | None, raw_key: str, identity: Row, who: audit.Witness, now: Clock
    ) -> None:
        self.path = path
        self._log = path.with_name(f"{path.name}-wal") if path else None
        self.store_id: str = identity["store_id"]
        self.example: bool = identity["kind"] == "example"
        self.authority: str = identity["authority"]
        self.actor = who.actor
        self.who = who
        self.now = now
        self.raw_key = raw_key
        self.db = db
        self._plain = db.cursor()  # kept: a new one for each question costs as much as a short answer
        self._plain.row_factory = None
        self._writing: Writing | None = None
        self._tables: dict[str, dict[str, bool]] = {}

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def rows(self, sql: str, params: Params = ()) -> list[Row]:
        try:
            found: list[Row] = self.db.execute(sql, as_params(params)).fetchall()
        except engine.Error as error:
            raise problem(error) from error
        return found

    def tuples(self, sql: str, params: Params = ()) -> list[tuple[Any, ...]]:
        """The same as plain tuples: quicker where their order is known."""
        try:
            found: list[tuple[Any, ...]] = self._plain.execute(sql, as_params(params)).fetchall()
        except engine.Error as error:
            raise problem(error) from error
        return found

    def row(self, sql: str, params: Params = ()) -> Row | None:
        """The first row, or None."""
        found = self.rows(sql, params)
        return found[0] if found else None

    def value(self, sql: str, params: Params = ()) -> Any:
        """The first column of the first row, or None."""
        found = self.rows(sql, params)
        return found[0][0] if found else None

    @contextmanager
    def write(self) -> Iterator[Writing]:
        """All or nothing: what is done in the block is on the disk when it ends, or none of it is.

        A block inside a block belongs to the outer one, and can fail without it. RuntimeError if something
        was changed and no event recorded.
        """
        if self._writing is not None:
            with self._part_of(self._writing):
                yield self._writing
            return
        self._run("BEGIN IMMEDIATE")
        self._writing = Writing(self)
        try:
            yield self._writing
            self._writing.must_be_recorded()
            self._run("COMMIT")
            self._must_have_its_log()
        except BaseException:
            if self.db.in_transaction:
                self.db.execute("ROLLBACK")
            raise
        finally:
            self._writing = None

    def _must_have_its_log(self) -> None:
        """StoreProblem `log_taken_away` if what was just committed went into a log that no longer has a name.

        That happens when something else in this process opened and closed the store's files, which drops its
        locks, and another process then took itself for the last one to close the store.
        """
        if self._log is not None and not self._log.exists():
            raise StoreProblem("log_taken_away", path=str(self.path))

    def data_version(self) -> int:
        """A number that moves when another connection has written."""
        return int(self.value("PRAGMA data_version"))

    def audit_head(self) -> audit.Head:
        try:
            return audit.head(self.db)
        except engine.Error as error:
            raise problem(error) from error

    def columns(self, table: str) -> dict[str, bool]:
        """The columns of a table, each with whether it is of the primary key; KeyError for no such table."""
        if table not in self._tables:
            found = self.rows("SELECT name, pk FROM pragma_table_info(?)", [table])
            if not found:
                raise KeyError(f"no table {table}")
            self._tables[table] = {row["name"]: bool(row["pk"]) for row in found}
        return self._tables[table]

    def close(self) -> None:
        """Close the connection and forget the key; a second time does nothing."""
        self.db.close()
        self.raw_key = ""

    @contextmanager
    def _part_of(self, writing: Writing) -> Iterator[None]:
        mark = writing.mark()
        self._run("SAVEPOINT part")
        try:
            yield
            self._run("RELEASE part")
        except BaseException:
            if self.db.in_transaction:  # a full disk or a damaged page has already undone everything
                self.db.execute("ROLLBACK TO part")
                self.db.execute("RELEASE part")
                writing.back_to(mark)
            raise

    def _run(self, statement: str) -> None:
        try:
            self.db.execute(statement)
        except engine.Error as error:
            raise problem(error) from error


class Writing:
    """What can be done inside `Store.write()`."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._events = 0
        self._changes_before = store.db.total_changes

    def execute(self, sql: str, params: Params = ()) -> Any:
        """Run one statement and give its cursor (`rowcount`, `lastrowid`)."""
        db = self._store.db
        if not db.in_transaction:
            raise RuntimeError("this write is over or was undone by the database")
        try:
            return db.execute(sql, as_params(params))
        except engine.Error as error:
            raise problem(error) from error

    def execute_many(self, sql: str, rows: Iterable[Sequence[object]]) -> None:
        """Run one statement for each of many sets of parameters."""
        kept = _Kept()
        db = self._store.db
        if not db.in_transaction:
            raise RuntimeError("this write is over or was undone by the database")
        try:
            db.executemany(sql, ([kept[value] for value in row] for row in rows))
        except engine.Error as error:
            raise problem(error) from error

    def insert_many(self, table: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
        """Add many rows, their values in the order of `columns`; KeyError as for `insert`."""
        self._known(table, dict.fromkeys(columns))
        self.execute_many(_inserting(table, tuple(columns)), rows)

    def insert(self, table: str, /, **values: object) -> int:
        """Add one row and give its id; KeyError for a table or column that does not exist."""
        self._known(table, values)
        cursor = self.execute(_inserting(table, tuple(values)), tuple(values.values()))
        return int(cursor.lastrowid)

    def update(self, table: str, row_id: object, seen_version: int, /, **changes: object) -> None:
        """Change one row as it was seen; StoreProblem "changed_elsewhere" if it is no longer that version."""
        self._known(table, {"version": None, **changes})
        key = next(name for name, is_key in self._store.columns(table).items() if is_key)
        assignments = "".join(f'"{name}" = ?, ' for name in changes)
        changed = self.execute(
            f'UPDATE "{table}" SET {assignments}version = version + 1 WHERE "{key}" = ? AND version = ?',
            [*changes.values(), row_id, seen_version],
        ).rowcount
        if changed != 1:
            raise StoreProblem("changed_elsewhere", table=table, id=row_id)

    def record(
        self,
        action: str,
        entity: str,
        entity_id: int,
        /,
        *,
        reason: str = "",
        recipients: str = "",
        **facts: object,
    ) -> None:
        """Put one event on the audit trail: what was done (`action`) to which row, with any facts."""
        store = self._store
        if not store.db.in_transaction:
            raise RuntimeError("this write is over or was undone by the database")
        try:
            audit.append(
                store.db,
                store.store_id,
                store.who,
                store.now(),
                action=action,
                entity=entity,
                entity_id=entity_id,
                reason=reason,
                recipients=recipients,
                facts=facts,
            )
        except engine.Error as error:
            raise problem(error) from error
        self._events += 1

    def must_be_recorded(self) -> None:
        if not self._events and self._store.db.total_changes != self._changes_before:
            raise RuntimeError("a change without an audit event")

    def mark(self) -> tuple[int, int]:
        """How far this write has come, for `back_to`."""
        return self._events, self._store.db.total_changes

    def back_to(self, mark: tuple[int, int]) -> None:
        """Forget what was undone since `mark`: SQLite goes on counting undone changes."""
        self._events, changes = mark
        self._changes_before += self._store.db.total_changes - changes

    def _known(self, table: str, names: dict[str, object]) -> None:
        missing = names.keys() - self._store.columns(table).keys()
        if missing:
            raise KeyError(f"{table} has no column {', '.join(sorted(missing))}")


@cache
def _inserting(table: str, columns: tuple[str, ...]) -> str:
    names = ", ".join(f'"{name}"' for name in columns)
    return f'INSERT INTO "{table}" ({names}) VALUES ({", ".join("?" * len(columns))})'


class _Kept(dict[object, object]):
    """Values as the store keeps them, each worked out once: many rows hold few different ones."""

    def __missing__(self, value: object) -> object:
        self[value] = kept = as_sql(value)
        return kept
