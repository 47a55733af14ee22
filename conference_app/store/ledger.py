"""The ledger: each document and message that left the program, which version, for whom, how, who signed, as rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from conference_app.store.rows import columns, read_all
from conference_app.store.store import Store, Writing

FILE, PRINTED = "file", "printed"
WRITTEN = frozenset({FILE, PRINTED})  # routes of what was made ready; any other says that it went out
INVITATION = "invitation"  # the kind of a document that asks somebody to come, or calls it off

# What changes the content of a printed agenda or sign-in sheet.
CHANGES = (
    "agenda_started",
    "agenda_item_kept",
    "agenda_item_removed",
    "agenda_reordered",
    "moved",
    "rebooking_taken_back",
    "request_changed",
    "invitation_added",
    "invitation_named",
    "invitation_left_out",
    "invitation_taken_back_in",
    "paediatrician_chosen",
)


@dataclass(frozen=True, slots=True)
class DocumentIssue:
    """One document that left the program: which copy and version, for whom, by which route, how many pages.

    For an invitation `invitation_id` says whose, `version` is the SEQUENCE of its calendar entry, `method` what it
    asks for (REQUEST or CANCEL) and `address` where it is to go; `digest` is the SHA-256 of a written file, so that
    it can be known again.
    """

    conference_id: int
    kind: str
    copy: str
    draft: bool
    recipient: str
    route: str
    pages: int
    issued_at: datetime
    issued_by: str
    invitation_id: int | None = None
    version: int = 0
    method: str = ""
    address: str = ""
    file: str = ""
    digest: str = ""
    id: int = 0
    signed_by: str = ""
    signed_on: date | None = None


_JOINED = {"signed_by", "signed_on"}
_WRITTEN = [name for name in DocumentIssue.__slots__ if name not in _JOINED | {"id"}]
_SELECT = (
    f"SELECT {columns(DocumentIssue, without=_JOINED, table='document_issue')}, coalesce(signed_by, ''), signed_on "
    "FROM document_issue LEFT JOIN signed_for ON issue_id = document_issue.id "
)


def issues(store: Store, conference_id: int) -> list[DocumentIssue]:
    """What was issued for a conference, latest first."""
    wanted = "WHERE conference_id = ? ORDER BY document_issue.id DESC"
    return read_all(DocumentIssue, store.rows(_SELECT + wanted, (conference_id,)))


def invitations_held(store: Store, conference_id: int) -> dict[int, DocumentIssue]:
    """By invitation: what was last made ready for that person, an invitation or its cancellation."""
    wanted = (
        "WHERE document_issue.id IN (SELECT max(id) FROM document_issue "
        "WHERE conference_id = ? AND invitation_id IS NOT NULL GROUP BY invitation_id)"
    )
    found = read_all(DocumentIssue, store.rows(_SELECT + wanted, (conference_id,)))
    return {issue.invitation_id: issue for issue in found if issue.invitation_id is not None}


def version(store: Store, conference_id: int, kind: str) -> int:
    """Which version of a document is printed now: 1, and one more for each change since it first went out final.

    Every copy of one pack has the same version; what people hold under a lower one is out of date.
    """
    changes = store.value(
        f"""SELECT count(*) FROM audit WHERE entity = 'conference' AND entity_id = ?
            AND action IN ({", ".join("?" * len(CHANGES))}) AND seq > (
                SELECT min(audit.seq) FROM audit JOIN audit_detail ON audit_detail.seq = audit.seq
                WHERE entity = 'conference' AND entity_id = ? AND action = 'document_issued'
                AND json_extract(json, '$.kind') = ? AND NOT json_extract(json, '$.draft'))""",
        (conference_id, *CHANGES, conference_id, kind),
    )
    return 1 + int(changes)


def add_issue(writing: Writing, issue: DocumentIssue) -> int:
    """Write a document into the ledger; it can never be changed."""
    return writing.insert("document_issue", **{name: getattr(issue, name) for name in _WRITTEN})


def add_signature(writing: Writing, issue_id: int, *, by: str, on: date, noted_by: str) -> None:
    """Note who signed for a paper; it can never be changed."""
    writing.insert("signed_for", issue_id=issue_id, signed_by=by, signed_on=on, noted_by=noted_by)
