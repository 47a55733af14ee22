"""The papers of the conferences ahead: what the bundle waits for, and which reports the family has not had."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from conference_app.domain.conference import Conference
from conference_app.domain.conference_status import ConferenceType
from conference_app.store.rows import read_all
from conference_app.store.store import Store, Writing

_PAPERS = """
SELECT conference.id, reference, type, family.name, starts_at, bundle_sent_at,
    coalesce(group_concat(invitation.name, ', ') FILTER (WHERE report_received_on IS NULL), ''),
    count(*) FILTER (WHERE report_received_on IS NULL),
    coalesce(group_concat(invitation.name, ', ') FILTER (WHERE unshared AND role_code = 'social_worker'), ''),
    coalesce(group_concat(invitation.name, ', ') FILTER (WHERE unshared AND role_code <> 'social_worker'), ''),
    (SELECT count(*) FROM withholding WHERE withholding.conference_id = conference.id AND decision = '')
FROM conference JOIN family ON family.id = family_id
JOIN (SELECT *, report_received_on IS NOT NULL AND report_shared_on IS NULL AND NOT EXISTS (
        SELECT 1 FROM withholding WHERE invitation_id = invitation.id AND decision IN ('', 'withheld')) AS unshared
    FROM invitation) AS invitation ON invitation.conference_id = conference.id
WHERE status IN ('booked', 'invited') AND starts_at >= ? AND starts_at < date(?, '+1 day')
    AND left_out_reason = '' AND invitation.name <> '' AND (report_wanted OR report_received_on IS NOT NULL)
GROUP BY conference.id ORDER BY starts_at, conference.id
"""


@dataclass(slots=True)
class PapersRow:
    """The reports of one conference ahead: names joined by commas, how many requests the chair has to decide."""

    conference_id: int
    reference: str
    type: ConferenceType
    family_name: str
    starts_at: datetime
    bundle_sent_at: datetime | None
    missing_from: str
    missing: int
    social_worker_unshared: str
    others_unshared: str
    undecided: int


def papers_ahead(store: Store, first: datetime, last: date) -> list[PapersRow]:
    """Conferences from now to a day for which reports are wanted or came, with where those stand."""
    return read_all(PapersRow, store.rows(_PAPERS, (first, last)))


def bundle_sent_at(store: Store, conference_id: int) -> datetime | None:
    """When the bundle of reports went out, None while it has not."""
    found = store.value("SELECT bundle_sent_at FROM conference WHERE id = ?", (conference_id,))
    return datetime.fromisoformat(found) if found else None


def set_bundle_sent(writing: Writing, found: Conference, at: datetime | None) -> None:
    """Note when the bundle of reports went out."""
    writing.update("conference", found.id, found.version, bundle_sent_at=at)
