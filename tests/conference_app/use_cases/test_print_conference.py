"""What goes on paper: drafts, versions, readers, what each copy leaves out, the ledger."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest

from conference_app.domain.actions import Action
from conference_app.domain.agenda import Copy
from conference_app.domain.errors import RuleBroken
from conference_app.store import ledger
from conference_app.store.agendas import AgendaLine
from conference_app.store.store import Store, memory_store
from conference_app.use_cases.follow_up import log_action
from conference_app.use_cases.prepare_agenda import keep_item, start_agenda
from conference_app.use_cases.print_conference import (
    AGENDA,
    Reader,
    agenda_sheet,
    readers_of,
    record_issue,
    sign_in_sheet,
)
from tests.conference_app.use_cases.marlowe import NOW, TODAY, Marlowe, booked_conference, invited_conference


@pytest.fixture
def store() -> Iterator[Store]:
    made = memory_store(example=True)
    yield made
    made.close()


@pytest.fixture
def known(store: Store) -> Marlowe:
    found = invited_conference(store)
    start_agenda(store, found.conference)
    return found


def issue(store: Store, known: Marlowe, *, draft: bool = False) -> None:
    reader = Reader(Copy.CHAIR, "Rosalind Osei")
    record_issue(store, known.conference, kind=AGENDA, reader=reader, draft=draft, route="printed", pages=2, at=NOW)


def printed_version(store: Store, known: Marlowe, copy: Copy = Copy.CHAIR) -> int:
    return agenda_sheet(store, known.conference, Reader(copy), today=TODAY).version


def test_every_copy_of_one_pack_has_the_same_version(store: Store, known: Marlowe) -> None:
    assert printed_version(store, known) == 1
    issue(store, known)
    issue(store, known)
    assert printed_version(store, known, Copy.FAMILY) == 1


def test_a_change_after_the_first_final_issue_makes_a_new_version(store: Store, known: Marlowe) -> None:
    issue(store, known)
    keep_item(store, AgendaLine(known.conference, 0, "Housing", minutes=5))
    assert printed_version(store, known) == 2


def test_changes_before_anything_final_went_out_do_not_count(store: Store, known: Marlowe) -> None:
    issue(store, known, draft=True)
    keep_item(store, AgendaLine(known.conference, 0, "Housing", minutes=5))
    assert printed_version(store, known) == 1


def test_until_the_doctor_is_invited_it_is_a_draft_that_says_so(store: Store) -> None:
    found = booked_conference(store)
    start_agenda(store, found.conference)
    sheet = agenda_sheet(store, found.conference, Reader(Copy.CHAIR), today=TODAY)
    assert "paediatrician" in sheet.frame.draft_reason
    with pytest.raises(RuleBroken) as broken:
        agenda_sheet(store, found.conference, Reader(Copy.CHAIR), today=TODAY, final=True)
    assert broken.value.code == "agenda_is_draft"


def test_the_family_copy_leaves_out_what_is_restricted(store: Store, known: Marlowe) -> None:
    keep_item(store, AgendaLine(known.conference, 0, "Police information about a third party", restricted=True))
    secret = Action(known.family, "Trace the visitor's record", "Owen Pryce", date(2027, 3, 5), restricted=True)
    log_action(store, secret, today=TODAY)
    family = str(agenda_sheet(store, known.conference, Reader(Copy.FAMILY), today=TODAY).content())
    chair = str(agenda_sheet(store, known.conference, Reader(Copy.CHAIR), today=TODAY).content())
    for words in ("Police information", "Trace the visitor"):
        assert words in chair
        assert words not in family


def test_an_action_logged_in_this_conference_is_not_carried_in(store: Store, known: Marlowe) -> None:
    own = Action(known.family, "Weekly visits", "Priya Nair", date(2027, 3, 20), conference_id=known.conference)
    earlier = replace(own, text="Developmental assessment", conference_id=None)
    for each in (own, earlier):
        log_action(store, each, today=TODAY)
    sheet = agenda_sheet(store, known.conference, Reader(Copy.CHAIR), today=TODAY)
    assert [action.text for action in sheet.open_actions] == ["Developmental assessment"]


def test_the_readers_are_numbered_chair_first_family_on_family_copies(store: Store, known: Marlowe) -> None:
    readers = readers_of(store, known.conference)
    assert readers[0].copy is Copy.CHAIR
    assert [reader.number for reader in readers] == list(range(1, len(readers) + 1))
    assert {reader.copies for reader in readers} == {len(readers)}
    assert next(reader for reader in readers if "Grace" in reader.recipient).copy is Copy.FAMILY


def test_the_sign_in_sheet_says_what_came_of_each_invitation(store: Store, known: Marlowe) -> None:
    rows = sign_in_sheet(store, known.conference, today=TODAY).rows
    doctor = next(row for row in rows if "Lindgren" in row.name)
    assert doctor.invited == "22 Feb"
    assert doctor.report == "asked for"


def test_an_agenda_without_items_cannot_be_printed(store: Store) -> None:
    found = invited_conference(store)
    with pytest.raises(RuleBroken) as broken:
        agenda_sheet(store, found.conference, Reader(Copy.CHAIR), today=TODAY)
    assert broken.value.code == "agenda_is_empty"


def test_the_ledger_keeps_what_went_out(store: Store, known: Marlowe) -> None:
    issue(store, known)
    (kept,) = ledger.issues(store, known.conference)
    assert (kept.copy, kept.recipient, kept.route, kept.pages, kept.draft) == (
        "chair",
        "Rosalind Osei",
        "printed",
        2,
        False,
    )
