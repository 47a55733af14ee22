"""The read-only questions screens ask: one query each, answered as listing rows."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from typing import Any

from conference_app.domain.listings import ActionRow, ClockRow, ConferenceRow, FamilyRow, HistoryRow
from conference_app.store.conference_rows import CONFERENCES, read_conferences
from conference_app.store.rows import read_all
from conference_app.store.store import Store

MOST_ROWS = 1000
MOST_DIGITS = 6  # of a conference's number within its year
YEARS = range(2000, 2100)

_ACTIONS = """
SELECT action.id, action.text, action.family_id, family.name, coalesce(child.name, ''), owner,
    coalesce(agency.name, ''), due_on, first_due_on, raised_on, escalated_on, escalated_to, done_on,
    restricted, action.conference_id, coalesce(conference.reference, ''),
    coalesce((SELECT text FROM action_note WHERE action_id = action.id ORDER BY id DESC LIMIT 1), '')
FROM action
JOIN family ON family.id = action.family_id
LEFT JOIN child ON child.id = action.child_id
LEFT JOIN agency ON agency.id = action.agency_id
LEFT JOIN conference ON conference.id = action.conference_id
"""


def words_query(text: str) -> str:
    """What people type, as a search every word of which may be the beginning of one; "" if nothing is left."""
    words = "".join(character if character.isalnum() else " " for character in text).split()
    return " ".join(f'"{word}"*' for word in words)


def _pattern(text: str) -> str:
    return "%" + text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"


def _found_by(text: str) -> tuple[str, list[Any]]:
    """Where a conference is found by what people type; each part is led by an index of its own.

    A reference may be typed from its beginning (CP-2027-01), from its year (2027-01) or as its number (142).
    """
    parts = ["chair_id IN (SELECT id FROM chair WHERE name LIKE ? ESCAPE '\\')"]
    values: list[Any] = [_pattern(text)]
    start = text.upper() if text.upper().startswith("CP") else f"CP-{text}" if text[0].isdigit() else ""
    if start:
        parts.append("(reference >= ? AND reference < ?)")
        values += [start, start + "\uffff"]
    if text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS:
        same_number = [f"CP-{year}-{int(text):04d}" for year in YEARS]
        parts.append(f"reference IN ({', '.join('?' * len(same_number))})")
        values += same_number
    if match := words_query(text):
        parts.append("conference.family_id IN (SELECT rowid FROM family_search WHERE words MATCH ?)")
        values.append(match)
    return f"({' OR '.join(parts)})", values


def conferences(
    store: Store,
    *,
    text: str = "",
    statuses: tuple[str, ...] = (),
    type: str = "",  # noqa: A002 - the field's own word
    first: date | None = None,
    last: date | None = None,
    family_id: int | None = None,
    latest_first: bool = False,
    most: int = MOST_ROWS,
) -> list[ConferenceRow]:
    """Conferences by time, requests without a booking first; `latest_first` turns the order round.

    `text` finds references, families, children, household and chairs; `first` and `last` bound the day of
    the booking, both inclusive.
    """
    clauses: list[str] = []
    values: list[Any] = []
    if text.strip():
        clause, found = _found_by(text.strip())
        clauses.append(clause)
        values += found
    if statuses:
        clauses.append(f"status IN ({', '.join('?' * len(statuses))})")
        values += statuses
    for clause, value in (
        ("type = ?", type),
        ("starts_at >= ?", first),
        ("conference.family_id = ?", family_id),
    ):
        if value:
            clauses.append(clause)
            values.append(value)
    if last:
        clauses.append("starts_at < date(?, '+1 day')")
        values.append(last)
    where = "WHERE " + " AND ".join(clauses) if clauses else ""
    turn = " DESC" if latest_first else ""
    order = f"ORDER BY starts_at{turn}, conference.id{turn}"
    # The ids come first: what is joined to a line is looked up only for the lines that are shown.
    return read_conferences(
        store,
        f"{CONFERENCES} WHERE conference.id IN (SELECT id FROM conference {where} {order} LIMIT ?) {order}",
        (*values, most),
    )


def families(store: Store, *, text: str = "", today: date, most: int = MOST_ROWS) -> list[FamilyRow]:
    """Families by name; `text` finds names of anybody in them, case numbers too: those called so themselves first."""
    match = words_query(text)
    if text.strip() and not match:
        return []
    where = "WHERE family.id IN (SELECT rowid FROM family_search WHERE words MATCH ?)" if match else ""
    first = "lower(substr(family.name, 1, length(?))) != lower(?), " if match else ""
    values = [match, text.strip(), text.strip()] if match else []
    return read_all(
        FamilyRow,
        store.rows(
            "SELECT family.id, family.name, "
            "coalesce((SELECT group_concat(name, ', ') FROM child WHERE family_id = family.id), ''), "
            "coalesce((SELECT group_concat(case_number, ', ') FROM child WHERE family_id = family.id), ''), "
            "(SELECT max(starts_at) FROM conference WHERE family_id = family.id "
            " AND status IN ('held', 'held inquorate')), "
            "(SELECT min(starts_at) FROM conference WHERE family_id = family.id "
            " AND status IN ('booked', 'invited') AND starts_at >= ?), "
            "(SELECT count(*) FROM action WHERE family_id = family.id AND done_on IS NULL) "
            f"FROM family {where} ORDER BY {first}family.name COLLATE NOCASE, family.id LIMIT ?",
            (today, *values, most),
        ),
    )


def members_of(store: Store, family_ids: Sequence[int]) -> dict[int, list[str]]:
    """By family, of these: the names of the adults and others in the children's lives."""
    found: dict[int, list[str]] = {}
    wanted = (
        "SELECT family_id, name FROM household_member WHERE family_id IN (SELECT value FROM json_each(?)) ORDER BY id"
    )
    for family_id, name in store.rows(wanted, (json.dumps(list(family_ids)),)):
        found.setdefault(family_id, []).append(name)
    return found


def outstanding(
    store: Store,
    *,
    owner: str = "",
    text: str = "",
    family_id: int | None = None,
    due_from: date | None = None,
    due_by: date | None = None,
    as_of: date | None = None,
    not_escalated: bool = False,
    most: int = MOST_ROWS,
) -> list[ActionRow]:
    """Open actions by due date; `owner` is part of the owner's or agency's name.

    `text` finds actions, families, children and references; `due_from` and `due_by` are inclusive.
    `as_of` answers what was open at the end of that day; without it, what is open now.
    """
    clauses, values = ["action.done_on IS NULL"], []
    if as_of:
        clauses = ["(action.done_on IS NULL OR action.done_on > ?)", "action.raised_on <= ?"]
        values = [as_of, as_of]
    for wanted, clause in (
        (
            owner.strip(),
            "(owner LIKE ? ESCAPE '\\' "
            "OR action.agency_id IN (SELECT id FROM agency AS named WHERE named.name LIKE ? ESCAPE '\\'))",
        ),
        (
            text.strip(),
            "(action.text LIKE ? ESCAPE '\\' OR family.name LIKE ? ESCAPE '\\' "
            "OR child.name LIKE ? ESCAPE '\\' OR reference LIKE ? ESCAPE '\\')",
        ),
    ):
        if wanted:
            clauses.append(clause)
            values += [_pattern(wanted)] * clause.count("?")  # type: ignore[list-item]
    if family_id:
        clauses.append("action.family_id = ?")
        values.append(family_id)  # type: ignore[arg-type]
    for bound, clause in ((due_from, "due_on >= ?"), (due_by, "due_on <= ?")):
        if bound:
            clauses.append(clause)
            values.append(bound)
    if not_escalated:
        clauses.append("escalated_on IS NULL")
    return read_all(
        ActionRow,
        store.rows(f"{_ACTIONS} WHERE {' AND '.join(clauses)} ORDER BY due_on, action.id LIMIT ?", (*values, most)),
    )


def owners(store: Store) -> list[str]:
    """Everybody who owes an open action, by name."""
    return [
        row[0]
        for row in store.rows("SELECT DISTINCT owner FROM action WHERE done_on IS NULL ORDER BY owner COLLATE NOCASE")
    ]


def actions_done(store: Store, *, since: date, most: int = MOST_ROWS) -> list[ActionRow]:
    """Actions finished on or after a day, latest first."""
    return read_all(
        ActionRow,
        store.rows(
            f"{_ACTIONS} WHERE action.done_on >= ? ORDER BY action.done_on DESC, action.id LIMIT ?", (since, most)
        ),
    )


def conferences_of(store: Store, conference_ids: Sequence[int]) -> list[ConferenceRow]:
    """These conferences, by their start."""
    if not conference_ids:
        return []
    wanted = "WHERE conference.id IN (SELECT value FROM json_each(?)) ORDER BY starts_at"
    return read_conferences(store, f"{CONFERENCES} {wanted}", (json.dumps(list(conference_ids)),))


def clocks_ahead(store: Store, today: date) -> list[ClockRow]:
    """Every conference asked for or booked from today on, by time, with what its limit counts from."""
    return read_all(
        ClockRow,
        store.rows(
            """SELECT conference.id, reference, type, status, family.name, starts_at, limit_on, stricter_limit_on,
            late_reason <> '' AND late_approver <> '',
            (SELECT held_on FROM strategy_discussion WHERE conference_id = conference.id AND started_clock = 1),
            notice_on, previous_on, previous_was_initial,
            (SELECT min(born_on) FROM conference_child JOIN child ON child.id = child_id
             WHERE conference_id = conference.id AND born_on > previous_on),
            (SELECT min(expected_on) FROM conference_child JOIN child ON child.id = child_id
             WHERE conference_id = conference.id AND born_on IS NULL)
        FROM conference JOIN family ON family.id = family_id
        WHERE status IN ('requested', 'booked', 'invited') AND (starts_at IS NULL OR starts_at >= ?)
        ORDER BY starts_at IS NULL, starts_at, conference.id""",
            (today,),
        ),
    )


def history(store: Store, entity: str, entity_id: int) -> list[HistoryRow]:
    """Who did what, when, to one thing: latest first."""
    return read_all(
        HistoryRow,
        store.rows(
            "SELECT audit.seq, at_utc, actor, action, reason, recipients, coalesce(json, '{}') FROM audit "
            "LEFT JOIN audit_detail ON audit_detail.seq = audit.seq "
            "WHERE entity = ? AND entity_id = ? ORDER BY audit.seq DESC",
            (entity, str(entity_id)),
        ),
    )


def children_by_conference(store: Store, conference_ids: Sequence[int]) -> dict[int, list[str]]:
    """The children each of these conferences is about by name, eldest first."""
    found: dict[int, list[str]] = {conference_id: [] for conference_id in conference_ids}
    for row in store.rows(
        "SELECT conference_id, child.name FROM conference_child JOIN child ON child.id = child_id "
        "WHERE conference_id IN (SELECT value FROM json_each(?)) "
        "ORDER BY conference_id, coalesce(born_on, expected_on), child.name",
        (json.dumps(list(conference_ids)),),
    ):
        found[row[0]].append(row[1])
    return found
