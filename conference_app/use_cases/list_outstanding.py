"""List outstanding actions: on screen rows, on paper, as CSV."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from conference_app.documents.frame import Frame
from conference_app.documents.outstanding import (
    Grouping,
    OutstandingAction,
    OutstandingList,
    lists_per_owner,
    outstanding_list,
)
from conference_app.domain.conference_status import Status
from conference_app.domain.errors import RuleBroken
from conference_app.domain.invitations import exclusion_words
from conference_app.domain.listings import ActionRow
from conference_app.domain.spoken_dates import plain_date
from conference_app.exchange.csv import write_csv
from conference_app.store import conferences
from conference_app.store.store import Store
from conference_app.use_cases.rules_in_force import practice_of

CSV_COLUMNS = (
    "due",
    "first due",
    "days late",
    "action",
    "child",
    "family",
    "owner",
    "agency",
    "conference",
    "raised",
    "escalated to",
    "latest note",
)


def days_late(row: ActionRow, as_of: date) -> int:
    """Calendar days past the due date, 0 if not."""
    return max(0, (as_of - row.due_on).days)


def as_csv(rows: Sequence[ActionRow], *, as_of: date) -> bytes:
    """The rows for a spreadsheet, dates as ISO, text that could be a formula made harmless."""
    return write_csv(
        CSV_COLUMNS,
        [
            (
                row.due_on,
                row.first_due_on,
                days_late(row, as_of),
                row.text,
                row.child_name,
                row.family_name,
                row.owner,
                row.agency_name,
                row.reference,
                row.raised_on,
                row.escalated_to,
                row.latest_note,
            )
            for row in rows
        ],
    )


def on_paper(store: Store, rows: Sequence[ActionRow], by: Grouping, *, as_of: date) -> OutstandingList:
    """One list of all rows, grouped as asked."""
    return outstanding_list(_frame(store, as_of), [_printed(row) for row in rows], by, as_of=as_of)


def on_paper_per_owner(store: Store, rows: Sequence[ActionRow], *, as_of: date) -> tuple[OutstandingList, ...]:
    """One list for each owner, with that owner's actions only; none for somebody the chair excluded.

    RuleBroken `person_excluded` where no list is left.
    """
    barred = owners_barred(store, rows)
    printed = [_printed(row) for row in rows if row.id not in barred]
    if barred and not printed:
        raise RuleBroken("person_excluded", name=next(iter(barred.values())).name)
    return lists_per_owner(_frame(store, as_of), printed, as_of=as_of)


@dataclass(frozen=True, slots=True)
class Barred:
    """The owner of an action to whom nothing may be sent, and the chair's decision in words."""

    name: str
    why: str


def owners_barred(store: Store, rows: Sequence[ActionRow]) -> dict[int, Barred]:
    """The actions whose owner the chair excluded: from the conference it comes from, or from one still ahead."""
    excluded = conferences.exclusions_of_families(store, {row.family_id for row in rows})
    barred = {}
    for row in rows:
        for family_id, conference_id, reference, status, need in excluded:
            concerned = family_id == row.family_id and (conference_id == row.conference_id or Status(status).is_ahead)
            if concerned and need.excludes(row.owner):
                barred[row.id] = Barred(row.owner, f"{exclusion_words(need)} from {reference}")
                break
    return barred


def _frame(store: Store, as_of: date) -> Frame:
    return Frame(practice_of(store).text("marking_text"), plain_date(as_of), example=store.example)


def _printed(row: ActionRow) -> OutstandingAction:
    return OutstandingAction(
        text=row.text,
        concerns=row.child_name or f"{row.family_name} family",
        family=f"{row.family_name} family",
        owner=row.owner,
        agency=row.agency_name,
        due=row.due_on,
        reference=row.reference,
        note=row.latest_note,
        restricted=row.restricted,
    )
