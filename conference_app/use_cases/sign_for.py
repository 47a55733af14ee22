"""Note who signed for a paper that was handed over."""

from __future__ import annotations

from datetime import date

from conference_app.domain.errors import RuleBroken
from conference_app.domain.text import one_line
from conference_app.store import ledger
from conference_app.store.ledger import DocumentIssue
from conference_app.store.store import Store
from conference_app.use_cases.outcome import Outcome, Topic


def sign_for(store: Store, issue: DocumentIssue, *, by: str, on: date, today: date) -> Outcome[int]:
    """Note who signed for a paper that was handed over; it stays on the record."""
    name = one_line(by, field="by", what="who signed")
    if on > today:
        raise RuleBroken("date_in_future", field="on", what="The signature")
    if on < issue.issued_at.date():
        raise RuleBroken("signed_before_issued", field="on", day=issue.issued_at.date())
    if issue.signed_on is not None:
        raise RuleBroken("signed_already", field="by", name=issue.signed_by)
    with store.write() as writing:
        ledger.add_signature(writing, issue.id, by=name, on=on, noted_by=store.actor)
        writing.record("document_signed_for", "conference", issue.conference_id, name=name, kind=issue.kind, on=on)
    return Outcome(issue.id, frozenset({Topic.DOCUMENTS}))
