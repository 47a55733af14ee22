"""A review's list in the window: new, changed and gone since the last one, who comes apart, how to write to them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from conference_app.domain.conference import Need
from conference_app.domain.family import Address, HouseholdMember
from conference_app.domain.invitations import Invitation
from conference_app.store import conferences, families, invitations
from conference_app.store.store import Store
from conference_app.use_cases import invite
from conference_app.use_cases.compare_last_list import SinceLast
from conference_app.use_cases.keep_family import keep_address, keep_household_member
from conference_app.use_cases.request_conference import (
    change_request,
    request_conference,
    request_for_review,
    request_of,
)
from tests.conference_app.use_cases.marlowe import TODAY, Marlowe, held_conference
from ui.background import Background
from ui.conferences.invitation_columns import news_words, since_words
from ui.conferences.invitation_notes import line_notes
from ui.conferences.invitation_steps import update_words
from ui.conferences.invitations_tab import InvitationsTab
from ui.session import Session

HELD = date(2027, 3, 10)
LATER = date(2027, 3, 15)


@pytest.fixture
def background(qapp: Any, store: Store) -> Iterator[Background]:
    made = Background(lambda: store)
    yield made
    made.close()


@pytest.fixture
def known(store: Store) -> Marlowe:
    return held_conference(store)


def review_of(store: Store, known: Marlowe, **changes: object) -> int:
    request = replace(request_for_review(store, known.family, today=LATER), **changes)  # type: ignore[arg-type]
    review = request_conference(store, request, today=LATER).value
    invite.build_list(store, review)
    return review


def shown(qtbot: QtBot, session: Session, background: Background, conference_id: int) -> InvitationsTab:
    tab = InvitationsTab(session, background)
    qtbot.addWidget(tab)
    tab.resize(1134, 560)
    tab.show()
    tab.show_conference(session.ask(conferences.conference, conference_id))
    return tab


def under(tab: InvitationsTab, name: str) -> str:
    line = next(line for line in tab.lines if line.name == name)
    second = tab.model.columns[0].second
    assert second is not None
    return second(line)


def texts(tab: InvitationsTab) -> list[str]:
    return [each.text() for each in tab.cards.since.findChildren(QLabel)]


def test_new_changed_and_gone_are_said(
    qtbot: QtBot, session: Session, background: Background, store: Store, known: Marlowe
) -> None:
    keep_household_member(store, HouseholdMember(known.family, "Tom Bell", "father"), today=LATER)
    need = Need("exclusion", "Grace Marlowe", "threats", LATER, "excluded", "Rosalind Osei", LATER)
    tab = shown(qtbot, session, background, review_of(store, known, needs=(need,)))
    assert under(tab, "Tom Bell") == "new since 10 Mar 2027 · Parent or carer"
    assert under(tab, "Owen Pryce") == "Police"
    assert under(tab, "Grace Marlowe") == "changed · Parent or carer"
    assert tab.summary.text().endswith(" since 10 Mar 2027")
    assert "1 gone" in tab.summary.text()
    assert "Grace Marlowe, Parent or carer" in texts(tab)
    assert "Excluded by Rosalind Osei on 15 March 2027." in texts(tab)
    assert not tab.cards.since.isHidden()


def test_an_initial_conference_has_nothing_to_compare(
    qtbot: QtBot, session: Session, background: Background, known: Marlowe
) -> None:
    tab = shown(qtbot, session, background, known.conference)
    assert tab.cards.since.isHidden()
    assert "since" not in tab.summary.text()


def test_part_only_and_separately_stand_under_the_name_and_in_the_panel(
    qtbot: QtBot, session: Session, background: Background, store: Store, known: Marlowe
) -> None:
    part = Need("exclusion", "Grace Marlowe", "threats", LATER, "part only", "Rosalind Osei", LATER)
    apart = Need("separate attendance", "Owen Pryce")
    tab = shown(qtbot, session, background, review_of(store, known, needs=(part, apart)))
    assert under(tab, "Grace Marlowe") == "part only · Parent or carer"
    assert under(tab, "Owen Pryce") == "separately · Police"
    tab.open_line(next(line for line in tab.lines if line.name == "Grace Marlowe"))
    said = [each.text() for each in tab.panel.findChildren(type(tab.summary))]
    assert "Part only: Grace Marlowe (threats), decided by Rosalind Osei on 15 March 2027." in said


def test_where_and_in_which_language_somebody_is_written_to_is_known(store: Store, known: Marlowe) -> None:
    safe = keep_address(store, Address(known.family, "4 Mill Lane\nWestmarch", "WM1 2AB", "her sister's")).value
    mother = families.household(store, known.family)[0]
    keep_household_member(store, replace(mother, letters_to=safe, language="Polish"), today=LATER)
    review = review_of(store, known)
    found = conferences.conference(store, review)
    line = next(each for each in invitations.invitations(store, review) if each.household_member_id == mother.id)
    assert line_notes(store, found, line, SinceLast()) == [
        "Written to in Polish.",
        "Letters go to 4 Mill Lane, Westmarch, WM1 2AB (her sister's).",
    ]
    doctor = invitations.invitations(store, review)[0]
    assert line_notes(store, found, doctor, SinceLast()) == []


@pytest.mark.parametrize(
    ("since", "words"),
    [
        (("new", HELD), "New since 10 March 2027."),
        (("as before", HELD), "As on 10 March 2027."),
        (("changed: expected, was required", HELD), "Changed since 10 March 2027: expected, was required."),
        (("", None), ""),
    ],
)
def test_a_line_against_the_last_list_in_a_sentence(since: tuple[str, date | None], words: str) -> None:
    assert since_words(since) == words


def test_what_is_new_in_short() -> None:
    assert news_words(SinceLast(HELD, {1: "new", 2: "new", 3: "changed: x", 4: "as before"})) == (
        "2 new, 1 changed since 10 Mar 2027"
    )
    assert news_words(SinceLast(HELD, {4: "as before"})) == news_words(SinceLast()) == ""


def test_what_an_update_brought() -> None:
    police = Invitation(1, "police", "required", "every conference", "police", name="Owen Pryce", id=1)
    gp = Invitation(1, "gp", "required", "always", "gp", id=2)
    assert update_words([police], [police]) == "The list is already what the rules say."
    assert update_words([police], [police, gp]) == "Added: GP."
    assert update_words([police, gp], [replace(police, level="expected")]) == (
        "1 line the rules no longer ask for went. By the rules now: Owen Pryce, expected."
    )


def test_the_address_of_another_family_is_refused(store: Store, known: Marlowe) -> None:
    from conference_app.domain.errors import RuleBroken
    from conference_app.domain.family import Family
    from conference_app.use_cases.keep_family import keep_family

    other = keep_address(store, Address(keep_family(store, Family("Reeve")).value, "1 High Street")).value
    mother = families.household(store, known.family)[0]
    with pytest.raises(RuleBroken, match="no_longer_listed") as refused:
        keep_household_member(store, replace(mother, letters_to=other), today=LATER)
    assert refused.value.field == "letters_to"
    assert families.household(store, known.family)[0].letters_to is None


def test_a_request_is_changed_after_all_with_a_supporter(store: Store, known: Marlowe) -> None:
    review = review_of(store, known)
    found = conferences.conference(store, review)
    request = replace(request_of(store, found), needs=(Need("supporter", "Grace Marlowe", "her sister Ann"),))
    change_request(store, review, request, seen=found.version, today=LATER)
    invite.build_list(store, review)
    [line] = [each for each in invitations.invitations(store, review) if each.role_code == "supporter"]
    assert line.reason == "supporter, who may not speak for the person: Grace Marlowe (her sister Ann)"
    assert TODAY < LATER
