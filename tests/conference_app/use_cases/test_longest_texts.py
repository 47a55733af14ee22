"""Every text the store bounds is bounded by its use case first: the longest is kept, one letter more is a sentence."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date

import pytest

from conference_app.domain.actions import Action
from conference_app.domain.attendance import Attendance
from conference_app.domain.conference import Need, StrategyDiscussion
from conference_app.domain.decisions import Decision, Dissent
from conference_app.domain.errors import RuleBroken
from conference_app.domain.family import Address, Child, Family, HouseholdMember
from conference_app.domain.listings import Closure
from conference_app.domain.people import Agency, Chair, Professional, Room
from conference_app.messages import sentences
from conference_app.store import actions, conferences
from conference_app.store.agendas import AgendaLine
from conference_app.store.decisions import CoreGroupMember
from conference_app.store.migrations import m002_conferences
from conference_app.store.store import Store, memory_store
from conference_app.use_cases import decide, follow_up, keep_directory, keep_family
from conference_app.use_cases.change_settings import keep_closure
from conference_app.use_cases.prepare_agenda import keep_item
from conference_app.use_cases.request_conference import request_conference, request_of
from conference_app.use_cases.take_register import keep_attendance
from tests.conference_app.use_cases.marlowe import AFTER, START, TODAY, Marlowe, held_conference

DUE = date(2027, 4, 1)
Keep = Callable[[Store, Marlowe, str], object]


def ask_needing(store: Store, known: Marlowe, who: str) -> object:
    usual = request_of(store, conferences.conference(store, known.conference))
    return request_conference(store, replace(usual, needs=(Need("interpreter", who),)), today=TODAY)


def ask_with_note(store: Store, known: Marlowe, note: str) -> object:
    usual = request_of(store, conferences.conference(store, known.conference))
    noted = (StrategyDiscussion(date(2027, 2, 19), True, note),)
    return request_conference(store, replace(usual, discussions=noted), today=TODAY)


def ask_about(store: Store, known: Marlowe, about: str) -> object:
    usual = request_of(store, conferences.conference(store, known.conference))
    return request_conference(
        store, replace(usual, involvements=(replace(usual.involvements[0], about=about),)), today=TODAY
    )


def dissent(store: Store, known: Marlowe, name: str, reason: str) -> object:
    decision = Decision(known.conference, known.ella, "no further action", dissents=(Dissent(name, reason),))
    return decide.decide(store, decision)


def core_group(store: Store, known: Marlowe, member: CoreGroupMember) -> object:
    seen = conferences.conference(store, known.conference).version
    return decide.set_core_group(store, known.conference, [member], at=AFTER, seen=seen)


def log(store: Store, known: Marlowe, text: str, owner: str = "Priya Nair") -> int:
    return follow_up.log_action(store, Action(known.family, text, owner, DUE), today=TODAY).value


KEEP: dict[str, tuple[int, Keep]] = {
    "closure.reason": (200, lambda store, known, text: keep_closure(store, Closure(DUE, DUE, text))),
    "agency.name": (200, lambda store, known, text: keep_directory.keep_agency(store, Agency(text, "police"))),
    "professional.name": (
        200,
        lambda store, known, text: keep_directory.keep_professional(
            store, Professional(text, "police", known.social_care)
        ),
    ),
    "chair.name": (200, lambda store, known, text: keep_directory.keep_chair(store, Chair(text))),
    "room.name": (200, lambda store, known, text: keep_directory.keep_room(store, Room(text))),
    "family.name": (200, lambda store, known, text: keep_family.keep_family(store, Family(text))),
    "address.lines": (500, lambda store, known, text: keep_family.keep_address(store, Address(known.family, text))),
    "child.name": (
        200,
        lambda store, known, text: keep_family.keep_child(store, Child(known.family, text, DUE), today=DUE),
    ),
    "household_member.name": (
        200,
        lambda store, known, text: keep_family.keep_household_member(
            store, HouseholdMember(known.family, text, "aunt"), today=TODAY
        ),
    ),
    "household_member.relation": (
        100,
        lambda store, known, text: keep_family.keep_household_member(
            store, HouseholdMember(known.family, "Ann", text), today=TODAY
        ),
    ),
    "need.who": (200, ask_needing),
    "strategy_discussion.note": (500, ask_with_note),
    "involvement.about": (200, ask_about),
    "agenda_item.title": (300, lambda store, known, text: keep_item(store, AgendaLine(known.conference, 0, text))),
    "attendance.name": (
        200,
        lambda store, known, text: keep_attendance(store, Attendance(known.conference, text, "police")),
    ),
    "dissent.name": (200, lambda store, known, text: dissent(store, known, text, "Why")),
    "dissent.reason": (2000, lambda store, known, text: dissent(store, known, "Owen Pryce", text)),
    "core_group_member.name": (200, lambda store, known, text: core_group(store, known, CoreGroupMember(text))),
    "core_group_member.role": (200, lambda store, known, text: core_group(store, known, CoreGroupMember("A", text))),
    "action.text": (2000, log),
    "action.owner": (200, lambda store, known, text: log(store, known, "Weigh Noah", text)),
    "action_note.text": (
        4000,
        lambda store, known, text: follow_up.note_progress(store, log(store, known, "Weigh"), text, today=TODAY),
    ),
}
# Bounded where they are written and tested: invitations and the breach; the official list of bank holidays.
ELSEWHERE = {"invitation.reason", "breach.chair_name", "breach.reason", "bank_holiday.title"}


@pytest.fixture
def store() -> Iterator[Store]:
    made = memory_store(example=True)
    yield made
    made.close()


def bounded_columns() -> dict[str, int]:
    """Every column of the store with a CHECK of its length, and the longest it takes."""
    found = {}
    for table, body in re.findall(r"CREATE TABLE (\w+) \((.*?)\n\) STRICT", m002_conferences.SQL, re.DOTALL):
        for column, most in re.findall(r"CHECK \(length\((\w+)\) BETWEEN 1 AND (\d+)\)", body):
            found[f"{table}.{column}"] = int(most)
    return found


def test_every_bound_of_the_store_is_known_here() -> None:
    bounds = bounded_columns()
    assert bounds.keys() - ELSEWHERE <= KEEP.keys()
    assert {column: KEEP[column][0] for column in bounds.keys() - ELSEWHERE} == {
        column: most for column, most in bounds.items() if column not in ELSEWHERE
    }


@pytest.mark.parametrize("column", KEEP)
def test_the_longest_is_kept_and_a_letter_more_refused(store: Store, column: str) -> None:
    known = held_conference(store)
    most, keep = KEEP[column]
    with pytest.raises(RuleBroken) as refused:
        keep(store, known, "x" * (most + 1))
    assert (refused.value.code, refused.value.facts["most"]) == ("too_long", most)
    assert sentences(refused.value)
    keep(store, known, "x" * most)
    table, name = column.split(".")
    assert store.value(f"SELECT max(length({name})) FROM {table}") == most


def test_reopening_with_the_longest_reason_cuts_the_evidence_that_is_quoted(store: Store) -> None:
    known = held_conference(store)
    action_id = log(store, known, "Weigh Noah")
    follow_up.complete_action(store, action_id, "e" * 2000, on=START.date(), seen=1, today=START.date())
    follow_up.reopen_action(store, action_id, "r" * 2000)
    (note,) = actions.action_with_notes(store, action_id).notes
    assert (len(note.text), note.text[-2:], note.text.count("r" * 2000)) == (4000, "e…", 1)
