"""The read-only questions screens ask: one query each, answered as listing rows."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from conference_app.domain.calendar import EARLIEST, LATEST
from conference_app.domain.listings import (
    ActionRow,
    ChaseRow,
    ClockRow,
    ComplianceRow,
    ConferenceRow,
    FamilyRow,
    HistoryRow,
    PaediatricianMonth,
    TimelinessRow,
)
from conference_app.store.conference_rows import conference_row
from conference_app.store.rows import read_all
from conference_app.store.store import Store

MOST_ROWS = 1000
MOST_DIGITS = 6  # of a conference's number within its year
YEARS = range(2000, 2100)

_CONFERENCES = """
SELECT conference.id, reference, type, status, conference.family_id, family.name,
    (SELECT group_concat(child.name, ', ') FROM conference_child JOIN child ON child.id = child_id
     WHERE conference_id = conference.id),
    starts_at, ends_at, mode, coalesce(room.name, ''), coalesce(chair.name, ''),
    limit_on, stricter_limit_on, counted_from,
    coalesce(doctor.name, ''), doctor.sent_at IS NOT NULL, coalesce(doctor.reply, ''),
    doctor.report_received_on IS NOT NULL,
    EXISTS (SELECT 1 FROM attendance WHERE attendance.conference_id = conference.id
        AND attendance.role_code = 'paediatrician' AND presence = 'present'),
    breach.conference_id IS NOT NULL
FROM conference
JOIN family ON family.id = conference.family_id
LEFT JOIN room ON room.id = room_id
LEFT JOIN chair ON chair.id = chair_id
LEFT JOIN breach ON breach.conference_id = conference.id
LEFT JOIN invitation AS doctor ON doctor.id = (
    SELECT id FROM invitation WHERE role_code = 'paediatrician' AND conference_id = conference.id
    AND left_out_reason = '' ORDER BY sent_at IS NULL, name = '', id LIMIT 1)
"""

_WITHOUT_PAEDIATRICIAN = f"""{_CONFERENCES}
WHERE status = 'booked' AND starts_at >= ? AND starts_at < date(?, '+1 day') AND doctor.sent_at IS NULL
ORDER BY starts_at"""

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


def _by_index(index: str) -> str:
    """The same question led by a partial index, which the planner would take for no better than the status."""
    return _CONFERENCES.replace("FROM conference\n", f"FROM conference INDEXED BY {index}\n")


def words_query(text: str) -> str:
    """What people type, as a search every word of which may be the beginning of one; "" if nothing is left."""
    words = "".join(character if character.isalnum() else " " for character in text).split()
    return " ".join(f'"{word}"*' for word in words)


def _conferences(store: Store, sql: str, params: Sequence[object] = ()) -> list[ConferenceRow]:
    return list(map(conference_row, store.tuples(sql, params)))


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
    return _conferences(
        store,
        f"{_CONFERENCES} WHERE conference.id IN (SELECT id FROM conference {where} {order} LIMIT ?) {order}",
        (*values, most),
    )


def families(store: Store, *, text: str = "", today: date, most: int = MOST_ROWS) -> list[FamilyRow]:
    """Families by name; `text` finds names of anybody in them, case numbers too."""
    match = words_query(text)
    if text.strip() and not match:
        return []
    where = "WHERE family.id IN (SELECT rowid FROM family_search WHERE words MATCH ?)" if match else ""
    values = [match] if match else []
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
            f"FROM family {where} ORDER BY family.name COLLATE NOCASE, family.id LIMIT ?",
            (today, *values, most),
        ),
    )


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


def overdue_count(store: Store, today: date) -> int:
    """How many open actions are past their due date."""
    return int(store.value("SELECT count(*) FROM action WHERE done_on IS NULL AND due_on < ?", (today,)))


def due_count(store: Store, first: date, last: date) -> int:
    """How many open actions are due between two days, both inclusive."""
    return int(
        store.value("SELECT count(*) FROM action WHERE done_on IS NULL AND due_on BETWEEN ? AND ?", (first, last))
    )


def without_paediatrician(store: Store, first: datetime | None = None, last: date | None = None) -> list[ConferenceRow]:
    """Conferences booked, not yet held, whose paediatrician invitation is not recorded as sent."""
    return _conferences(store, _WITHOUT_PAEDIATRICIAN, (first or EARLIEST, last or LATEST))


def not_recorded(store: Store, before: datetime) -> list[ConferenceRow]:
    """Conferences whose time has passed and of which nobody has said what happened."""
    return _conferences(
        store,
        f"{_CONFERENCES} WHERE status IN ('booked', 'invited') AND starts_at < ? AND ends_at < ? ORDER BY starts_at",
        (before, before),
    )


def letters_due(store: Store) -> list[ConferenceRow]:
    """Conferences held whose decision letter is not recorded as sent."""
    return _conferences(
        store,
        f"{_by_index('conference_letter_due')} WHERE status IN ('held', 'held inquorate') "
        "AND letter_sent_on IS NULL ORDER BY starts_at",
    )


def decisions_due(store: Store, since: date) -> list[ConferenceRow]:
    """Conferences held with no decision for some child: those since a day, and all whose letter is not sent."""
    return _conferences(
        store,
        f"""{_CONFERENCES} WHERE conference.id IN (
            SELECT about.conference_id FROM (
                SELECT id FROM conference INDEXED BY conference_letter_due
                    WHERE status IN ('held', 'held inquorate') AND letter_sent_on IS NULL
                UNION SELECT id FROM conference WHERE status IN ('held', 'held inquorate') AND starts_at >= ?
            ) AS held JOIN conference_child AS about ON about.conference_id = held.id
            WHERE NOT EXISTS (SELECT 1 FROM decision WHERE decision.conference_id = about.conference_id
                AND decision.child_id = about.child_id))
        ORDER BY starts_at""",
        (since,),
    )


def conferences_of(store: Store, conference_ids: Sequence[int]) -> list[ConferenceRow]:
    """These conferences, by their start."""
    if not conference_ids:
        return []
    wanted = "WHERE conference.id IN (SELECT value FROM json_each(?)) ORDER BY starts_at"
    return _conferences(store, f"{_CONFERENCES} {wanted}", (json.dumps(list(conference_ids)),))


def records_due(store: Store) -> list[ConferenceRow]:
    """Conferences held whose record is not recorded as sent."""
    return _conferences(
        store,
        f"{_by_index('conference_record_due')} WHERE status IN ('held', 'held inquorate') "
        "AND record_sent_on IS NULL ORDER BY starts_at",
    )


def plans_without_review(store: Store, since: date | None = None) -> list[ConferenceRow]:
    """Latest held conferences (since a day) of families with a child on a plan and no review ahead."""
    return _conferences(
        store,
        f"""{_CONFERENCES} WHERE conference.id IN (
            SELECT id FROM conference AS held WHERE status IN ('held', 'held inquorate') AND starts_at >= ?
            AND NOT EXISTS (SELECT 1 FROM conference AS later WHERE later.family_id = held.family_id
                AND later.starts_at > held.starts_at
                AND later.status IN ('booked', 'invited', 'held', 'held inquorate'))
            AND NOT EXISTS (SELECT 1 FROM conference AS asked WHERE asked.family_id = held.family_id
                AND asked.starts_at IS NULL AND asked.status = 'requested')
            AND EXISTS (SELECT 1 FROM decision WHERE conference_id = held.id
                AND outcome IN ('plan starts', 'plan continues')))
        ORDER BY starts_at""",
        (since or EARLIEST,),
    )


def to_book_again(store: Store) -> list[ConferenceRow]:
    """Conferences postponed or adjourned with nothing ahead for the family, unless adjourned for good."""
    return _conferences(
        store,
        f"""{_CONFERENCES} WHERE status IN ('postponed', 'adjourned') AND NOT EXISTS (
            SELECT 1 FROM conference AS later WHERE later.family_id = conference.family_id
            AND later.id <> conference.id AND (later.status IN ('requested', 'booked', 'invited')
                OR (later.status IN ('held', 'held inquorate') AND later.starts_at > conference.starts_at)))
            AND NOT EXISTS (SELECT 1 FROM rebooking WHERE conference_id = conference.id AND again = 'never'
                AND taken_back_at IS NULL)
        ORDER BY limit_on""",
    )


def core_groups_not_set(store: Store, since: date) -> list[ConferenceRow]:
    """Conferences since a day that put a child on a plan and set no date for the first core group."""
    return _conferences(
        store,
        f"""{_CONFERENCES} WHERE conference.id IN (
            SELECT id FROM conference AS held WHERE status IN ('held', 'held inquorate') AND starts_at >= ?
            AND EXISTS (SELECT 1 FROM decision WHERE conference_id = held.id AND outcome = 'plan starts')
            AND core_group_at IS NULL)
        ORDER BY starts_at""",
        (since,),
    )


def _chase(
    store: Store, condition: str, due: str, first: datetime, last: date | None, *values: object
) -> list[ChaseRow]:
    return read_all(
        ChaseRow,
        store.rows(
            f"""SELECT conference.id, reference, type, family.name, starts_at, count(*),
            group_concat(invitation.name, ', '), {due}
        FROM conference JOIN family ON family.id = family_id
        JOIN invitation ON invitation.conference_id = conference.id
        WHERE status IN ('booked', 'invited') AND starts_at >= ? AND starts_at < date(?, '+1 day')
            AND left_out_reason = '' AND invitation.name <> '' AND {condition}
        GROUP BY conference.id ORDER BY starts_at""",
            (first, last or LATEST, *values),
        ),
    )


def to_invite(store: Store, now: datetime, last: date | None = None) -> list[ChaseRow]:
    """Conferences ahead with named invitations not yet sent."""
    return _chase(store, "sent_at IS NULL", "NULL", now, last)


def replies_to_chase(store: Store, now: datetime, last: date) -> list[ChaseRow]:
    """Conferences up to a day with sent invitations nobody has answered."""
    return _chase(store, "sent_at IS NOT NULL AND reply = ''", "NULL", now, last)


def reports_to_chase(store: Store, now: datetime, due_by: date, last: date | None = None) -> list[ChaseRow]:
    """Conferences ahead (up to a day) with reports asked for, due by a day, and not received."""
    return _chase(
        store,
        "sent_at IS NOT NULL AND report_asked_on IS NOT NULL AND report_received_on IS NULL AND report_due_on <= ?",
        "min(report_due_on)",
        now,
        last,
        due_by,
    )


def agendas_to_print(store: Store, first: datetime, last: date) -> list[ConferenceRow]:
    """Conferences up to a day for which no final agenda was issued."""
    return _conferences(
        store,
        f"""{_CONFERENCES} WHERE status IN ('booked', 'invited') AND starts_at >= ?
        AND starts_at < date(?, '+1 day') AND NOT EXISTS (
            SELECT 1 FROM document_issue WHERE conference_id = conference.id AND kind = 'agenda' AND draft = 0)
        ORDER BY starts_at""",
        (first, last),
    )


def limits_between(store: Store, first: date, last: date) -> list[ConferenceRow]:
    """Conferences still to be held whose last lawful day, by either count, falls between two days."""
    return _conferences(
        store,
        f"{_CONFERENCES} WHERE status IN ('requested', 'booked', 'invited', 'postponed') AND conference.id IN ("
        "SELECT id FROM conference WHERE limit_on BETWEEN ? AND ? "
        "UNION SELECT id FROM conference WHERE stricter_limit_on BETWEEN ? AND ?) "
        "ORDER BY limit_on, conference.id",
        (first, last, first, last),
    )


def has_plan(store: Store, conference_id: int) -> bool:
    """Whether a child is on a plan by the decisions of this conference."""
    sql = "SELECT 1 FROM decision WHERE conference_id = ? AND outcome IN ('plan starts', 'plan continues') LIMIT 1"
    return store.value(sql, (conference_id,)) is not None


def booked_days(store: Store, first: date, last: date) -> list[date]:
    """The day of each booking between two days that is not given up."""
    found = store.rows(
        "SELECT substr(starts_at, 1, 10) FROM conference WHERE starts_at >= ? AND starts_at < date(?, '+1 day') "
        "AND status NOT IN ('postponed', 'cancelled')",
        (first, last),
    )
    return [date.fromisoformat(row[0]) for row in found]


def limits_not_booked(store: Store, first: date, last: date, *, by: str) -> list[date]:
    """The last lawful day, by the count of column `by`, of each conference between two days with no booking."""
    if by not in {"limit_on", "stricter_limit_on"}:
        raise ValueError(by)
    found = store.rows(
        f"SELECT {by} FROM conference WHERE {by} BETWEEN ? AND ? AND status IN ('requested', 'postponed')",
        (first, last),
    )
    return [date.fromisoformat(row[0]) for row in found]


def new_requests(store: Store, after: date, to: date) -> int:
    """How many conferences other than reviews were asked for after one day and up to another."""
    sql = "SELECT count(*) FROM conference WHERE type <> 'review' AND requested_on > ? AND requested_on <= ?"
    return int(store.value(sql, (after, to)))


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


_HELD_WITH_DOCTOR = """
WITH held AS (
    SELECT conference.id, type, substr(starts_at, 1, 7) AS month, starts_at,
        EXISTS (SELECT 1 FROM breach WHERE conference_id = conference.id) AS in_breach,
        (SELECT min(sent_at) FROM invitation WHERE role_code = 'paediatrician' AND conference_id = conference.id
         AND left_out_reason = '') AS sent_at,
        EXISTS (SELECT 1 FROM attendance WHERE conference_id = conference.id AND role_code = 'paediatrician'
                AND presence = 'present') AS attended,
        EXISTS (SELECT 1 FROM invitation WHERE role_code = 'paediatrician' AND conference_id = conference.id
                AND report_received_on IS NOT NULL) AS reported,
        coalesce(read_out IN ('in full', 'in part'), 0) AS was_read_out,
        coalesce(findings = 'discussed without a doctor', 0) AS without_doctor
    FROM conference LEFT JOIN medical_part ON medical_part.conference_id = conference.id
    WHERE status IN ('held', 'held inquorate') AND starts_at >= ? AND starts_at < date(?, '+1 day'))
"""
_INVITED_IN_TIME = "in_breach = 0 AND sent_at IS NOT NULL AND sent_at < starts_at"
COMPLIANCE_MEASURES = {
    "conferences": "1",
    "invited_in_time": _INVITED_IN_TIME,
    "attending": "attended",
    "report_only": "NOT attended AND reported",
    "neither": "NOT attended AND NOT reported",
    "read_out": "was_read_out",
    "without_doctor": "without_doctor",
    "breaches": "in_breach",
}


def paediatrician_compliance(store: Store, first: date, last: date) -> list[ComplianceRow]:
    """Conferences held between two days, by month and type: how a paediatrician was involved."""
    sums = ", ".join(f"sum({measure})" for measure in COMPLIANCE_MEASURES.values())
    return read_all(
        ComplianceRow,
        store.rows(
            f"{_HELD_WITH_DOCTOR} SELECT month, type, {sums} FROM held GROUP BY month, type ORDER BY month, type",
            (first, last),
        ),
    )


def paediatrician_month(store: Store, first: date, last: date) -> PaediatricianMonth:
    """Conferences held or booked between two days: how many have a paediatrician invited, coming, reporting, silent.

    Who was there counts once a conference is held, who says they will come before that.
    """
    return read_all(
        PaediatricianMonth,
        store.rows(
            """SELECT count(*), coalesce(sum(invited), 0), coalesce(sum(coming), 0),
            coalesce(sum(NOT coming AND reported), 0), coalesce(sum(invited AND ahead AND NOT answered), 0)
        FROM (SELECT ahead,
            EXISTS (SELECT 1 FROM invitation WHERE role_code = 'paediatrician' AND conference_id = found.id
                    AND left_out_reason = '' AND sent_at IS NOT NULL) AS invited,
            CASE WHEN ahead THEN EXISTS (
                SELECT 1 FROM invitation WHERE role_code = 'paediatrician' AND conference_id = found.id
                AND left_out_reason = '' AND reply IN ('coming', 'sending a deputy'))
            ELSE EXISTS (SELECT 1 FROM attendance WHERE conference_id = found.id AND role_code = 'paediatrician'
                         AND presence = 'present') END AS coming,
            EXISTS (SELECT 1 FROM invitation WHERE role_code = 'paediatrician' AND conference_id = found.id
                    AND report_received_on IS NOT NULL) AS reported,
            EXISTS (SELECT 1 FROM invitation WHERE role_code = 'paediatrician' AND conference_id = found.id
                    AND left_out_reason = '' AND reply <> '') AS answered
            FROM (SELECT id, status IN ('booked', 'invited') AS ahead FROM conference
                  WHERE status IN ('booked', 'invited', 'held', 'held inquorate')
                  AND starts_at >= ? AND starts_at < date(?, '+1 day')) AS found)""",
            (first, last),
        ),
    )[0]


def compliance_conferences(
    store: Store,
    month: str,
    type: str,  # noqa: A002 - the field's own word
    measure: str,
    first: date | None = None,
    last: date | None = None,
) -> list[ConferenceRow]:
    """The conferences one figure of the compliance report counts, in its month from `first` to `last`."""
    condition = COMPLIANCE_MEASURES[measure]
    begins = max(f"{month}-01", first.isoformat() if first else "")
    ends = min(f"{month}-31", last.isoformat() if last else "9999")
    return _conferences(
        store,
        f"{_HELD_WITH_DOCTOR} {_CONFERENCES} WHERE conference.id IN "
        f"(SELECT id FROM held WHERE month = ? AND type = ? AND {condition}) ORDER BY starts_at",
        (begins, ends, month, type),
    )


def timeliness(store: Store, first: date, last: date) -> list[TimelinessRow]:
    """Initial, pre-birth and transfer-in conferences held, by month: in time by conference and by child."""
    return read_all(
        TimelinessRow,
        store.rows(
            """SELECT substr(starts_at, 1, 7), count(*), sum(in_time), sum(children), sum(in_time * children) FROM (
            SELECT starts_at, substr(starts_at, 1, 10) <= limit_on AS in_time,
                (SELECT count(*) FROM conference_child WHERE conference_id = conference.id) AS children
            FROM conference WHERE type <> 'review' AND status IN ('held', 'held inquorate')
                AND starts_at >= ? AND starts_at < date(?, '+1 day') AND limit_on IS NOT NULL)
        GROUP BY 1 ORDER BY 1""",
            (first, last),
        ),
    )


def held_late(store: Store, first: date, last: date) -> list[ConferenceRow]:
    """The conferences the timeliness report counts as not in time, held between two days."""
    return _conferences(
        store,
        f"""{_CONFERENCES} WHERE type <> 'review' AND status IN ('held', 'held inquorate')
        AND starts_at >= ? AND starts_at < date(?, '+1 day') AND substr(starts_at, 1, 10) > limit_on
        ORDER BY starts_at""",
        (first, last),
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
