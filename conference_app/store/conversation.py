"""The calendar entry of a conference with its versions, and where its invitees can be reached, as rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from conference_app.domain.calendar_entry import CANCEL
from conference_app.store.ledger import WRITTEN
from conference_app.store.rows import columns, read_all
from conference_app.store.store import Store, Writing

# Somebody was told not to come: a calling off that is only made ready tells nobody.
_TOLD_OFF = (
    f"SELECT 1 FROM document_issue WHERE document_issue.invitation_id = invitation.id AND method = '{CANCEL}' "
    f"AND route NOT IN ({', '.join(repr(route) for route in sorted(WRITTEN))})"
)


@dataclass(frozen=True, slots=True)
class CalendarVersion:
    """What the calendar entry said under one SEQUENCE; times are wall time in England."""

    conference_id: int
    sequence: int
    starts_at: datetime
    ends_at: datetime
    mode: str
    place: str
    chair: str
    joining: str
    cancelled: bool
    made_at: str


@dataclass(frozen=True, slots=True)
class Contact:
    """Where one invitee's details stand; () and "" where nothing is known."""

    invitation_id: int
    professional_email: str
    agency_name: str
    agency_email: str
    agency_address: str
    member_email: str
    member_contact: str
    letters_to: int | None
    language: str


def uid(store: Store, conference_id: int) -> str:
    """The UID of the conference's calendar entry, "" before its first invitation was made ready."""
    rows = store.rows("SELECT uid FROM calendar_entry WHERE conference_id = ?", (conference_id,))
    return str(rows[0]["uid"]) if rows else ""


def latest_version(store: Store, conference_id: int) -> CalendarVersion | None:
    """What the calendar entry says to those who hold its last version."""
    found = read_all(
        CalendarVersion,
        store.rows(
            f"SELECT {columns(CalendarVersion)} FROM calendar_version WHERE conference_id = ? "
            "ORDER BY sequence DESC LIMIT 1",
            (conference_id,),
        ),
    )
    return found[0] if found else None


def add_entry(writing: Writing, conference_id: int, uid: str) -> None:
    """Give a conference its one calendar entry."""
    writing.execute("INSERT INTO calendar_entry (conference_id, uid) VALUES (?, ?)", (conference_id, uid))


def add_version(writing: Writing, version: CalendarVersion) -> None:
    """Keep what the entry says from now on."""
    writing.insert("calendar_version", **{name: getattr(version, name) for name in CalendarVersion.__slots__})


def to_call_off(store: Store, now: datetime) -> dict[int, int]:
    """By conference called off and not yet past: how many were asked to come and are not noted as told otherwise."""
    rows = store.rows(
        "SELECT conference.id, count(*) FROM conference JOIN invitation ON invitation.conference_id = conference.id "
        "WHERE status IN ('cancelled', 'postponed') AND starts_at > ? AND (sent_at IS NOT NULL OR EXISTS (SELECT 1 "
        "FROM called_back WHERE invitation_id = invitation.id AND called_back.sent_at IS NOT NULL)) "
        f"AND NOT EXISTS ({_TOLD_OFF}) GROUP BY conference.id",
        (now,),
    )
    return {row[0]: row[1] for row in rows}


def to_tell_of_change(store: Store, now: datetime) -> dict[int, tuple[int, date]]:
    """By conference ahead: how many hold an invitation for another booking, and since when it is another.

    Whoever was told that it was off does not wait for this, only for a new invitation.
    """
    rows = store.rows(
        "SELECT conference.id, count(DISTINCT invitation.id), max(rebooked_at) FROM conference "
        "JOIN rebooking ON rebooking.conference_id = conference.id JOIN called_back ON rebooking_id = rebooking.id "
        "JOIN invitation ON invitation.id = invitation_id WHERE status IN ('booked', 'invited') AND starts_at > ? "
        "AND taken_back_at IS NULL AND starts_before IS NOT NULL AND called_back.sent_at IS NOT NULL "
        "AND invitation.sent_at IS NULL AND left_out_reason = '' "
        f"AND NOT EXISTS ({_TOLD_OFF} AND issued_at >= rebooked_at) GROUP BY conference.id",
        (now,),
    )
    return {row[0]: (row[1], date.fromisoformat(row[2][:10])) for row in rows}


def contacts(store: Store, conference_id: int) -> dict[int, Contact]:
    """By invitation: what the directory and the family's record know of where that person can be reached."""
    found = read_all(
        Contact,
        store.rows(
            "SELECT invitation.id, coalesce(professional.email, ''), coalesce(agency.name, ''), "
            "coalesce(agency.email, ''), coalesce(agency.address, ''), coalesce(household_member.email, ''), "
            "coalesce(household_member.contact, ''), letters_to, coalesce(language, '') FROM invitation "
            "LEFT JOIN professional ON professional.id = professional_id "
            "LEFT JOIN agency ON agency.id = invitation.agency_id "
            "LEFT JOIN household_member ON household_member.id = household_member_id WHERE conference_id = ?",
            (conference_id,),
        ),
    )
    return {each.invitation_id: each for each in found}
