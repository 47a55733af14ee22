"""Many rows at once, for the example store: the same tables and triggers as one by one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from conference_app.store.store import Store, Writing

# Parents before children, because every reference is checked as its row comes.
TABLES = (
    "agency",
    "professional",
    "chair",
    "room",
    "pattern",
    "busy",
    "school_holiday",
    "family",
    "address",
    "child",
    "household_member",
    "medical",
    "conference",
    "conference_child",
    "strategy_discussion",
    "need",
    "involvement",
    "invitation",
    "rebooking",
    "called_back",
    "chasing",
    "breach",
    "agenda_item",
    "document_issue",
    "attendance",
    "medical_part",
    "decision",
    "dissent",
    "core_group_member",
    "action",
    "action_note",
)


def highest_ids(store: Store) -> dict[str, int]:
    """The highest id in each table, 0 where it is empty or has none."""
    found = {}
    for table in TABLES:
        if "id" in store.columns(table):
            found[table] = int(store.value(f'SELECT coalesce(max(id), 0) FROM "{table}"'))
    return found


def has_conferences(store: Store) -> bool:
    """Whether anybody has asked for a conference in this store."""
    return bool(store.value("SELECT EXISTS (SELECT 1 FROM conference)"))


def has_bank_holidays(store: Store) -> bool:
    """Whether the official bank holidays were copied into this store."""
    return bool(store.value("SELECT EXISTS (SELECT 1 FROM bank_holiday)"))


def keep_rows(
    writing: Writing,
    columns: Mapping[str, Sequence[str]],
    rows: Mapping[str, Iterable[Sequence[object]]],
    statuses: Iterable[tuple[str, int]],
) -> None:
    """Insert rows by table; then each conference takes its status, which asks for its invitations first."""
    for table in TABLES:
        if table in rows:
            writing.insert_many(table, columns[table], rows[table])
    writing.execute_many("UPDATE conference SET status = ? WHERE id = ?", statuses)
