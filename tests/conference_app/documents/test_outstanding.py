"""The printed list of outstanding actions: groups, ages, and one list for each owner."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from conference_app.documents.outstanding import Grouping, lists_per_owner, outstanding_list
from conference_app.documents.rendering import render_pdf
from tests.conference_app.documents.reading import words
from tests.conference_app.documents.sheets import ACTIONS, FRAME

TODAY = date(2027, 3, 8)


@pytest.mark.parametrize(
    ("by", "headings"),
    [
        (
            "owner",
            ["Dr Amara Lindgren, Community paediatrics", "No owner", "Priya Nair, Children’s social care"],
        ),
        ("agency", ["Children’s social care", "Community paediatrics", "No agency"]),
        ("family", ["Ash family", "Marlowe family", "Winterbourne family"]),
        ("due", ["Overdue", "Due within 7 days", "No date"]),
    ],
)
def test_groups(by: Grouping, headings: list[str]) -> None:
    listed = outstanding_list(FRAME, ACTIONS, by, as_of=TODAY)
    assert [group.heading for group in listed.groups] == headings
    assert sum(len(group.actions) for group in listed.groups) == len(ACTIONS)


def test_the_oldest_due_comes_first_and_no_date_last() -> None:
    (group,) = outstanding_list(FRAME, ACTIONS[:0] + ACTIONS[1:3], "agency", as_of=TODAY).groups
    assert [action.due for action in group.actions] == [date(2027, 3, 1), date(2027, 3, 12)]


def test_age_is_told_in_days() -> None:
    text = words(render_pdf(outstanding_list(FRAME, ACTIONS, "due", as_of=TODAY)))
    assert "4 December 2026 94 days late" in text
    assert "on 8 March 2027 · 4 open · 2 overdue" in text
    assert "12 March 2027 7" not in text


@pytest.mark.parametrize(("days", "shown"), [(1, "1 day late"), (2, "2 days late")])
def test_one_day_is_one_day(days: int, shown: str) -> None:
    listed = outstanding_list(FRAME, ACTIONS[1:2], "due", as_of=date(2027, 3, 12) + timedelta(days=days))
    assert shown in words(render_pdf(listed))


def test_due_today_is_not_overdue() -> None:
    text = words(render_pdf(outstanding_list(FRAME, ACTIONS[1:2], "due", as_of=date(2027, 3, 12))))
    assert "late" not in text
    assert "0 overdue" in text


def test_one_list_for_each_owner_holds_only_their_own() -> None:
    lists = lists_per_owner(FRAME, ACTIONS, as_of=TODAY)
    assert [one.recipient for one in lists] == [
        "No owner",
        "Dr Amara Lindgren, Community paediatrics",
        "Priya Nair, Children’s social care",
    ]
    nair = words(render_pdf(lists[2]))
    assert "Housing transfer application" in nair
    assert "Developmental assessment" not in nair
    assert "Lindgren" not in nair


def test_restricted_actions_are_marked() -> None:
    text = words(render_pdf(outstanding_list(FRAME, ACTIONS, "family", as_of=TODAY)))
    assert text.count("■ Restricted: not for the family") == 1


def test_progress_and_reference_stand_under_the_action() -> None:
    text = words(render_pdf(outstanding_list(FRAME, ACTIONS, "owner", as_of=TODAY)))
    assert "CP-2026-0911 15 February 2027: appointment moved" in text


def test_nothing_outstanding_is_said() -> None:
    assert "Nothing is outstanding." in words(render_pdf(outstanding_list(FRAME, [], "due", as_of=TODAY)))
