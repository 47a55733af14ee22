"""What the reports and the forecast count, and the conferences behind a figure."""

from __future__ import annotations

from datetime import date

from conference_app.domain.listings import ComplianceRow, ConferenceRow, PaediatricianMonth, TimelinessRow
from conference_app.store.conference_rows import CONFERENCES, read_conferences
from conference_app.store.rows import read_all
from conference_app.store.store import Store

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
    return read_conferences(
        store,
        f"{_HELD_WITH_DOCTOR} {CONFERENCES} WHERE conference.id IN "
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
    return read_conferences(
        store,
        f"""{CONFERENCES} WHERE type <> 'review' AND status IN ('held', 'held inquorate')
        AND starts_at >= ? AND starts_at < date(?, '+1 day') AND substr(starts_at, 1, 10) > limit_on
        ORDER BY starts_at""",
        (first, last),
    )


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
