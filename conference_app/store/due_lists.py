"""What waits to be done: each question that Today, the chase and the warnings ask, answered as listing rows."""

from __future__ import annotations

from datetime import date, datetime

from conference_app.domain.calendar import EARLIEST, LATEST
from conference_app.domain.listings import ChaseRow, ConferenceRow
from conference_app.store.conference_rows import CONFERENCES, read_conferences
from conference_app.store.rows import read_all
from conference_app.store.store import Store

_WITHOUT_PAEDIATRICIAN = f"""{CONFERENCES}
WHERE status = 'booked' AND starts_at >= ? AND starts_at < date(?, '+1 day') AND doctor.sent_at IS NULL
ORDER BY starts_at"""


def _by_index(index: str) -> str:
    """The same question led by a partial index, which the planner would take for no better than the status."""
    return CONFERENCES.replace("FROM conference\n", f"FROM conference INDEXED BY {index}\n")


def without_paediatrician(store: Store, first: datetime | None = None, last: date | None = None) -> list[ConferenceRow]:
    """Conferences booked, not yet held, whose paediatrician invitation is not recorded as sent."""
    return read_conferences(store, _WITHOUT_PAEDIATRICIAN, (first or EARLIEST, last or LATEST))


def not_recorded(store: Store, before: datetime) -> list[ConferenceRow]:
    """Conferences whose time has passed and of which nobody has said what happened."""
    return read_conferences(
        store,
        f"{CONFERENCES} WHERE status IN ('booked', 'invited') AND starts_at < ? AND ends_at < ? ORDER BY starts_at",
        (before, before),
    )


def letters_due(store: Store) -> list[ConferenceRow]:
    """Conferences held whose decision letter is not recorded as sent."""
    return read_conferences(
        store,
        f"{_by_index('conference_letter_due')} WHERE status IN ('held', 'held inquorate') "
        "AND letter_sent_on IS NULL ORDER BY starts_at",
    )


def records_due(store: Store) -> list[ConferenceRow]:
    """Conferences held whose record is not recorded as sent."""
    return read_conferences(
        store,
        f"{_by_index('conference_record_due')} WHERE status IN ('held', 'held inquorate') "
        "AND record_sent_on IS NULL ORDER BY starts_at",
    )


def decisions_due(store: Store, since: date) -> list[ConferenceRow]:
    """Conferences held with no decision for some child: those since a day, and all whose letter is not sent."""
    return read_conferences(
        store,
        f"""{CONFERENCES} WHERE conference.id IN (
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


def plans_without_review(store: Store, since: date | None = None) -> list[ConferenceRow]:
    """Latest held conferences (since a day) of families with a child on a plan and no review ahead."""
    return read_conferences(
        store,
        f"""{CONFERENCES} WHERE conference.id IN (
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
    return read_conferences(
        store,
        f"""{CONFERENCES} WHERE status IN ('postponed', 'adjourned') AND NOT EXISTS (
            SELECT 1 FROM conference AS later WHERE later.family_id = conference.family_id
            AND later.id <> conference.id AND (later.status IN ('requested', 'booked', 'invited')
                OR (later.status IN ('held', 'held inquorate') AND later.starts_at > conference.starts_at)))
            AND NOT EXISTS (SELECT 1 FROM rebooking WHERE conference_id = conference.id AND again = 'never'
                AND taken_back_at IS NULL)
        ORDER BY limit_on""",
    )


def core_groups_not_set(store: Store, since: date) -> list[ConferenceRow]:
    """Conferences since a day that put a child on a plan and set no date for the first core group."""
    return read_conferences(
        store,
        f"""{CONFERENCES} WHERE conference.id IN (
            SELECT id FROM conference AS held WHERE status IN ('held', 'held inquorate') AND starts_at >= ?
            AND EXISTS (SELECT 1 FROM decision WHERE conference_id = held.id AND outcome = 'plan starts')
            AND core_group_at IS NULL)
        ORDER BY starts_at""",
        (since,),
    )


def limits_between(store: Store, first: date, last: date) -> list[ConferenceRow]:
    """Conferences still to be held whose last lawful day, by either count, falls between two days."""
    return read_conferences(
        store,
        f"{CONFERENCES} WHERE status IN ('requested', 'booked', 'invited', 'postponed') AND conference.id IN ("
        "SELECT id FROM conference WHERE limit_on BETWEEN ? AND ? "
        "UNION SELECT id FROM conference WHERE stricter_limit_on BETWEEN ? AND ?) "
        "ORDER BY limit_on, conference.id",
        (first, last, first, last),
    )


def agendas_to_print(store: Store, first: datetime, last: date) -> list[ConferenceRow]:
    """Conferences up to a day for which no final agenda was issued."""
    return read_conferences(
        store,
        f"""{CONFERENCES} WHERE status IN ('booked', 'invited') AND starts_at >= ?
        AND starts_at < date(?, '+1 day') AND NOT EXISTS (
            SELECT 1 FROM document_issue WHERE conference_id = conference.id AND kind = 'agenda' AND draft = 0)
        ORDER BY starts_at""",
        (first, last),
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


def overdue_count(store: Store, today: date) -> int:
    """How many open actions are past their due date."""
    return int(store.value("SELECT count(*) FROM action WHERE done_on IS NULL AND due_on < ?", (today,)))


def due_count(store: Store, first: date, last: date) -> int:
    """How many open actions are due between two days, both inclusive."""
    return int(
        store.value("SELECT count(*) FROM action WHERE done_on IS NULL AND due_on BETWEEN ? AND ?", (first, last))
    )
