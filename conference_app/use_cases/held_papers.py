"""Who holds something that is out of date: an invitation to another time or place, or an earlier agenda."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from conference_app.domain.calendar_entry import REQUEST
from conference_app.store import conferences, conversation, ledger
from conference_app.store.ledger import DocumentIssue
from conference_app.store.store import Store
from conference_app.use_cases.calendar_now import version_now
from conference_app.use_cases.print_conference import AGENDA, SIGN_IN


def out_of_date(store: Store, conference_id: int, *, now: datetime) -> list[DocumentIssue]:
    """The last document of each kind each person holds, where it no longer says what holds, latest first."""
    found = _old_invitations(store, conference_id, now)
    found += _old_papers(store, conference_id)
    return sorted(found, key=lambda issue: -issue.id)


def _old_invitations(store: Store, conference_id: int, now: datetime) -> list[DocumentIssue]:
    held = ledger.invitations_held(store, conference_id)
    latest = conversation.latest_version(store, conference_id)
    if latest is None:
        return []
    found = conferences.conference(store, conference_id)
    if not (found.status.is_ahead and found.starts_at) and not found.status.is_called_off:
        return []
    current = version_now(found, latest, now, held.values())
    return [issue for issue in held.values() if issue.method == REQUEST and issue.version < current.sequence]


def _old_papers(store: Store, conference_id: int) -> list[DocumentIssue]:
    last = {(issue.kind, issue.copy, issue.recipient): issue for issue in _final_papers(store, conference_id)}
    version = {kind: ledger.version(store, conference_id, kind) for kind in (AGENDA, SIGN_IN)} if last else {}
    return [issue for issue in last.values() if 0 < issue.version < version[issue.kind]]


def _final_papers(store: Store, conference_id: int) -> Iterator[DocumentIssue]:
    """What left as final, earliest first."""
    for issue in reversed(ledger.issues(store, conference_id)):
        if issue.kind in {AGENDA, SIGN_IN} and not issue.draft:
            yield issue
