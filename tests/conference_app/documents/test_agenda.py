"""The printed agenda: what each copy shows, and what the family copy never does."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conference_app.documents.agenda import AgendaSheet, OpenAction, for_copy
from conference_app.documents.rendering import render, render_pdf
from conference_app.domain.agenda import AgendaItem, Copy
from tests.conference_app.documents.reading import letters, page_words, words
from tests.conference_app.documents.sheets import AGENDA, DRAFT, FRAME, ITEMS

CLOSED = AgendaItem("Closed part", "Kept back by the police", "Detective Hale", 5, restricted=True)
CLOSED_ACTION = OpenAction("Trace the second phone", "Police", "1 March 2027", "quietly", restricted=True)
WITH_CLOSED = replace(
    AGENDA,
    items=(*ITEMS[:4], CLOSED, *ITEMS[4:]),
    open_actions=(*AGENDA.open_actions, CLOSED_ACTION),
)


def test_every_item_stands_with_its_leader_and_minutes() -> None:
    text = words(render_pdf(AGENDA))
    for item in ITEMS:
        assert item.title in text
        assert item.detail in text
    assert "Dr Lindgren 15" in text
    assert "Total 120" in text


def test_facts_of_the_conference_stand_at_the_head() -> None:
    text = words(render_pdf(AGENDA))
    for fact in (AGENDA.conference_title, AGENDA.when, AGENDA.where, AGENDA.chair, AGENDA.paediatrician):
        assert fact in text
    assert "Ella Marlowe, born 14 June 2019 · Noah Marlowe, born 2 November 2025" in text


def test_each_page_is_marked_numbered_and_addressed() -> None:
    pages = page_words(render_pdf(replace(AGENDA, items=ITEMS * 3)))
    assert len(pages) > 2
    for number, page in enumerate(pages, start=1):
        assert "OFFICIAL-SENSITIVE" in page
        assert "Copy 4 of 14 · Helen Brook, health visitor" in page
        assert "CP-2027-0142 · version 2 · Professionals’ copy · printed 8 March 2027" in page
        assert f"Page {number} of {len(pages)}" in page


def test_example_is_marked_on_every_page() -> None:
    pages = page_words(render_pdf(replace(AGENDA, frame=replace(FRAME, example=True), items=ITEMS * 3)))
    assert all("EXAMPLE – training data" in page for page in pages)
    assert "EXAMPLE" not in words(render_pdf(AGENDA))


def test_draft_says_so_and_why_on_every_page() -> None:
    pages = page_words(render_pdf(replace(AGENDA, frame=replace(FRAME, draft_reason=DRAFT), items=ITEMS * 3)))
    assert all("DRAFT" in page and DRAFT in page for page in pages)
    assert "DRAFT" not in words(render_pdf(AGENDA))


def test_headings_of_the_table_come_again_on_the_next_page() -> None:
    pages = page_words(render_pdf(replace(AGENDA, items=ITEMS * 3, open_actions=())))
    assert "Item Led by Minutes" in pages[1]


def test_no_row_is_split() -> None:
    items = tuple(AgendaItem(f"Item{n}first", f"Item{n}last " * 12, "All", 1) for n in range(60))
    pages = page_words(render_pdf(replace(AGENDA, items=items)))
    assert len(pages) > 3
    for n in range(60):
        assert [f"Item{n}first" in page for page in pages] == [f"Item{n}last" in page for page in pages]


def test_a_row_taller_than_a_page_is_split_rather_than_lost() -> None:
    text = words(render_pdf(replace(AGENDA, items=(AgendaItem("Long", "word " * 2000 + "theveryend"),))))
    assert "theveryend" in text


def test_chair_has_clock_times_notes_and_restricted_items_marked() -> None:
    text = words(render_pdf(for_copy(WITH_CLOSED, Copy.CHAIR)))
    assert "Chair 9:30am 10" in text
    assert "Detective Hale 10:20am 5" in text
    assert "Total 11:35am 125" in text
    assert text.count("■ Restricted: not for the family") == 2
    assert "The father attends the first hour only, by video" in text
    assert "Chair’s copy" in text


@pytest.mark.parametrize(("start", "shown"), [("00:05", "12:05am"), ("12:00", "12:00pm"), ("11:50", "12:00pm")])
def test_clock_times_around_noon_and_midnight(start: str, shown: str) -> None:
    assert shown in words(render_pdf(for_copy(replace(AGENDA, starts_at=start), Copy.CHAIR)))


def test_professionals_see_restricted_items_but_not_the_notes_for_the_chair() -> None:
    text = words(render_pdf(for_copy(WITH_CLOSED, Copy.PROFESSIONAL)))
    assert "Closed part" in text
    assert "Trace the second phone" in text
    assert "9:30am 10" not in text
    assert "by video" not in text


def test_family_copy_has_no_restricted_items_notes_times_or_gaps() -> None:
    text = words(render_pdf(for_copy(WITH_CLOSED, Copy.FAMILY, recipient="Ms Marlowe", number=2)))
    for kept_back in (
        "Closed part",
        "police",
        "Detective",
        "second phone",
        "Restricted",
        "by video",
        "Minutes",
    ):
        assert kept_back not in text
    assert f"4 {ITEMS[3].title}" in text
    assert f"5 {ITEMS[4].title}" in text
    assert "Copy 2 of 14 · Ms Marlowe" in text


def test_a_sheet_is_the_family_copy_unless_told_otherwise() -> None:
    facts = ("reference", "version", "conference_title", "family_name", "when", "where", "chair", "children")
    least = AgendaSheet(
        frame=FRAME,
        paediatrician="",
        items=WITH_CLOSED.items,
        **{name: getattr(AGENDA, name) for name in facts},
    )
    assert "Closed part" not in words(render_pdf(least))


def test_content_is_reduced_even_when_only_the_copy_was_changed() -> None:
    assert "Closed part" not in words(render_pdf(replace(WITH_CLOSED, copy=Copy.FAMILY)))


restricted_words = st.text("abcdefgh", min_size=6, max_size=12).map(lambda part: f"zq{part}")


@settings(max_examples=25, deadline=None)
@given(
    hidden=st.lists(restricted_words, min_size=5, max_size=5, unique=True),
    places=st.lists(st.booleans(), min_size=1, max_size=20),
)
def test_nothing_restricted_ever_reaches_the_family(hidden: list[str], places: list[bool]) -> None:
    title, detail, leader, action, note = hidden
    items = tuple(
        AgendaItem(title, detail, leader, 5, restricted=True) if closed else AgendaItem(f"Open item {n}", minutes=5)
        for n, closed in enumerate(places)
    )
    actions = tuple(OpenAction(action, leader, note, detail, restricted=True) for closed in places if closed)
    pdf = render_pdf(for_copy(replace(AGENDA, items=items, open_actions=actions, for_the_chair=(note,)), Copy.FAMILY))
    text = letters(words(pdf))
    assert not [word for word in hidden if word in text]
    assert words(pdf).count("Open item") == places.count(False)


def test_no_open_actions_is_said() -> None:
    assert "No action is open from an earlier conference." in words(render_pdf(replace(AGENDA, open_actions=())))


def test_overdue_is_a_word_and_a_shape() -> None:
    text = words(render_pdf(AGENDA))
    assert "▲ Developmental assessment of Ella" in text
    assert "4 December 2026 overdue" in text
    assert text.count("▲") == 1


def test_a_long_name_stands_whole_on_the_first_page() -> None:
    name = "Wilhelmina " * 18 + "Featherstonehaugh"
    first = page_words(render_pdf(replace(AGENDA, recipient=name)))[0]
    assert name in first
    assert "Wilhelmina…" in first


def test_little_fits_one_page() -> None:
    assert render(replace(AGENDA, items=ITEMS[:3], open_actions=())).pages == 1
