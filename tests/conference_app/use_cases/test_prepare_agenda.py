"""Agendas: laid out from a template, moved, kept in order, standing items stay."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest

from conference_app.domain.agenda import STANDING, Copy
from conference_app.domain.errors import RuleBroken
from conference_app.store import agendas, conferences
from conference_app.store.agendas import AgendaLine
from conference_app.store.store import Store, memory_store
from conference_app.use_cases import prepare_agenda
from conference_app.use_cases.print_conference import Reader, agenda_sheet
from tests.conference_app.use_cases.marlowe import Marlowe, invited_conference


@pytest.fixture
def store() -> Iterator[Store]:
    with memory_store() as made:
        yield made


@pytest.fixture
def known(store: Store) -> Marlowe:
    found = invited_conference(store)
    prepare_agenda.start_agenda(store, found.conference)
    return found


def lines(store: Store, known: Marlowe) -> list[AgendaLine]:
    return agendas.agenda_lines(store, known.conference)


def add(store: Store, known: Marlowe, title: str) -> int:
    return prepare_agenda.keep_item(store, AgendaLine(known.conference, 0, title)).value


def test_it_begins_with_every_standing_item_and_the_names_known(store: Store, known: Marlowe) -> None:
    by_standing = {line.standing: line for line in lines(store, known) if line.standing}
    assert set(by_standing) == set(STANDING)
    assert by_standing["medical"].led_by == "Dr Amara Lindgren"
    assert "24 March 2027" in by_standing["plan"].detail


def test_a_new_item_stands_last_even_after_others_were_removed(store: Store, known: Marlowe) -> None:
    first, second = add(store, known, "Housing"), add(store, known, "School place")
    for line in [each for each in lines(store, known) if each.id in {first, second} or not each.standing][:3]:
        prepare_agenda.remove_item(store, line)
    add(store, known, "Contact")
    assert lines(store, known)[-1].title == "Contact"


def test_standing_items_stay(store: Store, known: Marlowe) -> None:
    medical = next(line for line in lines(store, known) if line.standing == "medical")
    for seen in (medical, replace(medical, standing="")):
        with pytest.raises(RuleBroken, match="standing_item_stays"):
            prepare_agenda.remove_item(store, seen)


def take_off(store: Store, known: Marlowe, *standing: str) -> None:
    """As an agenda is that was laid out before these questions stood on every one."""
    with store.write() as writing:
        for line in lines(store, known):
            if line.standing in standing:
                agendas.remove_line(writing, line)
        writing.record("taken_off", "conference", known.conference)


def test_a_standing_item_that_is_missing_is_known_and_put_on(store: Store, known: Marlowe) -> None:
    found = conferences.conference(store, known.conference)
    assert prepare_agenda.missing_items(store, found) == ()
    take_off(store, known, "medical", "legal")
    assert [item.title for item in prepare_agenda.missing_items(store, found)] == [
        "The medical evidence",
        "Legal advice",
    ]
    assert prepare_agenda.put_standing_on(store, known.conference).value == 2
    medical = lines(store, known)[-2]
    assert (medical.standing, medical.led_by) == ("medical", "Dr Amara Lindgren")
    assert prepare_agenda.missing_items(store, found) == ()
    assert prepare_agenda.put_standing_on(store, known.conference).changed == frozenset()


def test_nothing_is_missing_before_an_agenda_is_started(store: Store) -> None:
    found = conferences.conference(store, invited_conference(store).conference)
    assert prepare_agenda.missing_items(store, found) == ()
    assert prepare_agenda.put_standing_on(store, found.id).value == 0


def test_the_chair_s_copy_says_what_is_missing_and_what_the_family_does_not_have(store: Store, known: Marlowe) -> None:
    def said(copy: Copy) -> str:
        sheet = agenda_sheet(store, known.conference, Reader(copy), today=date(2027, 3, 9))
        return " ".join(sheet.for_the_chair)

    assert "tanding item" not in said(Copy.CHAIR)
    take_off(store, known, "medical")
    explanation = next(line for line in lines(store, known) if line.standing == "explanation")
    prepare_agenda.keep_item(store, replace(explanation, restricted=True))
    assert "Standing item not on this agenda: The medical evidence" in said(Copy.CHAIR)
    assert "Standing item not on the family copy: What else could explain this?" in said(Copy.CHAIR)
    assert said(Copy.FAMILY) == ""


def test_an_item_moves_and_the_ends_hold_it(store: Store, known: Marlowe) -> None:
    before = [line.id for line in lines(store, known)]
    prepare_agenda.move_item(store, lines(store, known)[2], -1)
    assert [line.id for line in lines(store, known)] == [before[0], before[2], before[1], *before[3:]]
    assert prepare_agenda.move_item(store, lines(store, known)[0], -5).changed == frozenset()
