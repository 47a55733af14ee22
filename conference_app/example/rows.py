"""Rows on their way into the store: collected by table, each table's always with the same columns."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping


class Rows:
    """Collects rows by table and gives out ids; `after` holds the highest id each table has so far."""

    def __init__(self, after: Mapping[str, int]) -> None:
        self._last = defaultdict(int, after)
        self.columns: dict[str, tuple[str, ...]] = {}
        self.by_table: dict[str, list[list[object]]] = defaultdict(list)
        self.statuses: list[tuple[str, int]] = []

    def new_id(self, table: str) -> int:
        """The next id of a table."""
        self._last[table] += 1
        return self._last[table]

    def add(self, table: str, **values: object) -> None:
        """One more row; every row of a table names the same columns in the same order."""
        if self.columns.setdefault(table, tuple(values)) != tuple(values):
            raise ValueError(f"a row of {table} has other columns than the first one")
        self.by_table[table].append(list(values.values()))

    def becomes(self, conference_id: int, status: str) -> None:
        """The status a conference has once its invitations are there: the store lets none begin with it."""
        self.statuses.append((status, conference_id))

    def take(self) -> tuple[dict[str, list[list[object]]], list[tuple[str, int]]]:
        """Everything collected since the last time."""
        taken = dict(self.by_table), self.statuses
        self.by_table, self.statuses = defaultdict(list), []
        return taken
