"""What the calendar entry of a conference says now, under which number, and from whom it comes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime

from conference_app.domain.calendar_entry import CalendarEntry, Mailbox, mailbox
from conference_app.domain.conference import Conference
from conference_app.domain.errors import RuleBroken
from conference_app.domain.practice import Practice
from conference_app.store.conversation import CalendarVersion
from conference_app.store.ledger import DocumentIssue
from conference_app.use_cases.print_conference import where_words


def version_now(
    found: Conference, latest: CalendarVersion | None, now: datetime, held: Iterable[DocumentIssue]
) -> CalendarVersion:
    """What the calendar entry says now: `latest` itself where nothing has changed. The SEQUENCE rises with time,
    place, chair, mode or link, with a calling off, and where somebody was told to stay away under a later number.
    """
    says = _facts_now(found, latest, now)
    if latest is None:
        return says
    as_before = replace(says, sequence=latest.sequence, made_at=latest.made_at) == latest
    if as_before and not any(issue.version > latest.sequence for issue in held):
        return latest
    return replace(says, sequence=latest.sequence + 1)


def entry_of(version: CalendarVersion, *, uid: str, reference: str, organiser: Mailbox, now: datetime) -> CalendarEntry:
    """The calendar entry that says what this version does."""
    return CalendarEntry(
        uid=uid,
        sequence=version.sequence,
        reference=reference,
        starts_at=version.starts_at,
        ends_at=version.ends_at,
        mode=version.mode,
        place=version.place,
        chair=version.chair,
        joining=version.joining,
        organiser=organiser,
        stamped_at=now.astimezone(UTC),
        cancelled=version.cancelled,
    )


def organiser_of(practice: Practice) -> Mailbox:
    """The team mailbox replies come back to; RuleBroken `no_organiser`."""
    address = practice.text("organiser_email")
    if not address:
        raise RuleBroken("no_organiser")
    return mailbox(practice.text("organiser_name"), address)


def _facts_now(found: Conference, latest: CalendarVersion | None, now: datetime) -> CalendarVersion:
    """What the entry would say now; of a conference called off what it said last, cancelled."""
    made_at = now.isoformat(timespec="minutes")
    if found.status.is_called_off and latest is not None:
        return replace(latest, cancelled=True, made_at=made_at)
    if found.starts_at is None or found.ends_at is None:
        raise RuleBroken("book_before_inviting")
    cancelled = found.status.is_called_off
    said = (found.mode, where_words(found), found.chair_name, found.joining)
    return CalendarVersion(found.id, 0, found.starts_at, found.ends_at, *said, cancelled, made_at)
