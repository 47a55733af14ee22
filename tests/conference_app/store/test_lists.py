"""What lists answer, on rows set down by hand."""

from __future__ import annotations

from datetime import date

import pytest

from conference_app.domain.conference_status import ConferenceType
from conference_app.store import due_lists, lists
from tests.conference_app.store.hand_made import TODAY, HandMade, at, ids

MARCH = (date(2027, 3, 1), date(2027, 3, 31))


# conferences


def test_conferences_stand_in_the_order_of_time_requests_first(made: HandMade) -> None:
    late = made.conference(made.family("Late"), at(10))
    early = made.conference(made.family("Early"), at(9))
    asked = made.conference(made.family("Asked"), doctor="")
    assert ids(lists.conferences(made.store)) == [asked, early, late]
    assert ids(lists.conferences(made.store, latest_first=True)) == [late, early, asked]
    assert ids(lists.conferences(made.store, most=1)) == [asked]


def test_a_conference_row_says_everything_a_list_shows(made: HandMade) -> None:
    family = made.family("Marlowe", "Ella Marlowe", "Noah Marlowe")
    chair = made.chair("Rosalind Osei")
    room = made.row("room", name="Oak room")
    limits = {"limit_on": date(2027, 3, 12), "stricter_limit_on": date(2027, 3, 11)}
    made.conference(family, at(10), chair=chair, room_id=room, **limits)
    [row] = lists.conferences(made.store)
    assert (row.reference, row.type, row.family_name) == ("CP-2027-0001", ConferenceType.INITIAL, "Marlowe")
    assert set(row.children.split(", ")) == {"Ella Marlowe", "Noah Marlowe"}
    assert (row.starts_at, row.ends_at) == (at(10), at(10, 11))
    assert (row.room_name, row.chair_name, row.limit_on) == ("Oak room", "Rosalind Osei", date(2027, 3, 12))
    assert (row.paediatrician_name, row.paediatrician_sent, row.in_breach) == ("Dr Amara Lindgren", True, False)


def test_a_conference_held_says_whether_a_paediatrician_was_there(made: HandMade) -> None:
    held = made.conference(made.family("Marlowe"), at(1), status="held")
    made.change("invitation", made.doctor_of(held), reply="coming", reply_on=TODAY)
    made.attended(held, role="police")
    assert [row.paediatrician for row in lists.conferences(made.store)] == [
        "Dr Amara Lindgren: did not attend, no report"
    ]
    made.attended(held)
    assert [row.paediatrician for row in lists.conferences(made.store)] == ["Dr Amara Lindgren: attended"]


@pytest.mark.parametrize(
    ("first", "last", "days"),
    [
        (date(2027, 3, 9), date(2027, 3, 10), [9, 10]),
        (date(2027, 3, 10), date(2027, 3, 10), [10]),
        (date(2027, 3, 11), None, [11]),
        (None, date(2027, 3, 9), [9]),
        (date(2027, 3, 12), None, []),
    ],
)
def test_both_days_of_a_period_are_counted(
    made: HandMade, first: date | None, last: date | None, days: list[int]
) -> None:
    for day in (9, 10, 11):
        made.conference(made.family(f"Day {day}"), at(day, 21))
    found = lists.conferences(made.store, first=first, last=last)
    assert [row.starts_at.day for row in found if row.starts_at] == days


def test_status_type_and_family_narrow_the_list(made: HandMade) -> None:
    family = made.family("Marlowe")
    booked = made.conference(family, at(9))
    review = made.conference(made.family("Cole"), at(9), kind="review")
    held = made.conference(family, at(1, month=2), status="held")
    assert ids(lists.conferences(made.store, statuses=("held", "invited"))) == [held]
    assert ids(lists.conferences(made.store, type="review")) == [review]
    assert ids(lists.conferences(made.store, family_id=family)) == [held, booked]


@pytest.fixture
def names(made: HandMade) -> HandMade:
    made.conference(made.family("Llŷr", "Siân Llŷr"), at(9), chair=made.chair("Rosalind Osei"))
    made.conference(made.family("O'Brien", "Áine O'Brien"), at(10), chair=made.chair("Zoë 100% Brandt"))
    made.conference(made.family("Smith_Jones", "Max Smith_Jones"), at(11), chair=made.chair("Colin"))
    family = made.family("Hartley-Umeh", "Łukasz Hartley-Umeh")
    made.row(
        "household_member",
        family_id=family,
        name="Grace Adeyemi",
        relation="mother",
        contact="lives in",
        added_on=TODAY,
    )
    made.conference(family, at(12), chair=made.chair("Dominic"))
    return made


@pytest.mark.parametrize(
    ("text", "families"),
    [
        ("llyr", ["Llŷr"]),
        ("LLŶR", ["Llŷr"]),
        ("sian", ["Llŷr"]),
        ("O'Brien", ["O'Brien"]),
        ("o’brien", ["O'Brien"]),
        ("brien", ["O'Brien"]),
        ("aine obr", []),
        ("100%", ["O'Brien"]),
        ("smith_", ["Smith_Jones"]),
        ("hartley um", ["Hartley-Umeh"]),
        ("grace", ["Hartley-Umeh"]),
        ("osei", ["Llŷr"]),
        ("2027-0003", ["Smith_Jones"]),
        ("cp-2027-0003", ["Smith_Jones"]),
        ("%", ["O'Brien"]),
        ("_", []),
        ('"', []),
        ("' OR 1=1 --", []),
        ("nobody*", []),
        ("\\", []),
        ("NEAR(", []),
        ("", ["Llŷr", "O'Brien", "Smith_Jones", "Hartley-Umeh"]),
        ("   ", ["Llŷr", "O'Brien", "Smith_Jones", "Hartley-Umeh"]),
    ],
)
def test_conferences_are_found_by_what_people_type(names: HandMade, text: str, families: list[str]) -> None:
    assert [row.family_name for row in lists.conferences(names.store, text=text)] == families


@pytest.mark.parametrize(
    ("text", "families"),
    [
        ("llyr", ["Llŷr"]),
        ("O'Brien", ["O'Brien"]),
        ("smith jones", ["Smith_Jones"]),
        ("umeh grace", ["Hartley-Umeh"]),
        ("%", []),
        ("'", []),
        ("osei", []),
        ("", ["Hartley-Umeh", "Llŷr", "O'Brien", "Smith_Jones"]),
    ],
)
def test_families_are_found_by_anybody_in_them(names: HandMade, text: str, families: list[str]) -> None:
    assert [row.name for row in lists.families(names.store, text=text, today=TODAY)] == families


def test_a_family_called_so_stands_before_those_with_somebody_called_so(made: HandMade) -> None:
    for name, child in (("Dobrescu", "Eli Popescu"), ("Popescu", "Ana Popescu"), ("Popescu-Hill", "Ben Hill")):
        made.family(name, child)
    found = [row.name for row in lists.families(made.store, text="popes", today=TODAY)]
    assert found == ["Popescu", "Popescu-Hill", "Dobrescu"]


def test_a_family_row_says_its_last_and_next_conference_and_open_actions(made: HandMade) -> None:
    family = made.family("Marlowe", "Ella Marlowe")
    made.conference(family, at(1, month=2), status="held")
    made.conference(family, at(19, month=2), status="cancelled")
    made.conference(family, at(10))
    made.action(family, "Visit", TODAY)
    made.action(family, "Done", TODAY, done_on=TODAY, evidence="seen")
    [row] = lists.families(made.store, today=TODAY)
    assert (row.last_conference_at, row.next_conference_at, row.open_actions) == (at(1, month=2), at(10), 1)
    assert row.children == "Ella Marlowe"


# actions


@pytest.fixture
def actions(made: HandMade) -> HandMade:
    family = made.family("Okafor", "Ada Okafor")
    made.action(
        family, "Developmental assessment", date(2027, 2, 1), owner="Community paediatrics", agency_id=made.hospital
    )
    made.action(family, "100% school attendance", date(2027, 3, 8), owner="Oakfield School")
    made.action(made.family("Cole"), "Visit", date(2027, 3, 20), owner="P. Nair", escalated_on=TODAY, escalated_to="M")
    made.action(family, "Finished", date(2027, 2, 2), done_on=date(2027, 3, 1), evidence="Letter seen")
    return made


@pytest.mark.parametrize(
    ("asked", "texts"),
    [
        ({}, ["Developmental assessment", "100% school attendance", "Visit"]),
        ({"due_by": date(2027, 3, 8)}, ["Developmental assessment", "100% school attendance"]),
        ({"due_from": date(2027, 3, 8), "due_by": date(2027, 3, 8)}, ["100% school attendance"]),
        ({"due_from": date(2027, 3, 9)}, ["Visit"]),
        ({"not_escalated": True, "due_from": date(2027, 3, 8)}, ["100% school attendance"]),
        ({"owner": "oakfield"}, ["100% school attendance"]),
        ({"owner": "royal"}, ["Developmental assessment"]),
        ({"owner": "%"}, []),
        ({"text": "100%"}, ["100% school attendance"]),
        ({"text": "_"}, []),
        ({"text": "cole"}, ["Visit"]),
        ({"as_of": date(2027, 2, 15)}, ["Developmental assessment", "Finished", "100% school attendance", "Visit"]),
        ({"as_of": date(2027, 3, 1)}, ["Developmental assessment", "100% school attendance", "Visit"]),
        ({"as_of": date(2026, 12, 31)}, []),
        ({"most": 1}, ["Developmental assessment"]),
    ],
)
def test_outstanding_actions(actions: HandMade, asked: dict[str, object], texts: list[str]) -> None:
    assert [row.text for row in lists.outstanding(actions.store, **asked)] == texts  # type: ignore[arg-type]


def test_an_action_row_carries_its_latest_note_and_agency(actions: HandMade) -> None:
    for words in ("asked", "promised for Friday"):
        actions.row("action_note", action_id=1, written_on=TODAY, author="Ada", text=words)
    first = lists.outstanding(actions.store)[0]
    assert (first.latest_note, first.agency_name) == ("promised for Friday", "Royal Infirmary")
    assert (first.family_name, first.child_name) == ("Okafor", "")


def test_done_and_overdue_actions_are_counted_by_day(actions: HandMade) -> None:
    assert [row.text for row in lists.actions_done(actions.store, since=date(2027, 3, 1))] == ["Finished"]
    assert lists.actions_done(actions.store, since=date(2027, 3, 2)) == []
    assert due_lists.overdue_count(actions.store, TODAY) == 1
    assert due_lists.due_count(actions.store, TODAY, date(2027, 3, 20)) == 2
    assert due_lists.due_count(actions.store, date(2027, 3, 9), date(2027, 3, 19)) == 0


# besides


def test_history_is_latest_first_and_of_one_thing(made: HandMade) -> None:
    family = made.family("Marlowe")
    made.change("family", family, name="Marlow")
    made.family("Cole")
    assert [row.action for row in lists.history(made.store, "family", family)] == ["row_changed", "row_kept"]


def test_children_of_many_conferences_eldest_first(made: HandMade) -> None:
    family = made.family("Marlowe", "Noah")
    made.row("child", family_id=family, name="Ella", born_on=date(2012, 1, 1), sex="female")
    conference, other = made.conference(family, at(9)), made.conference(made.family("Nobody"), at(9))
    assert lists.children_by_conference(made.store, [conference, other]) == {conference: ["Ella", "Noah"], other: []}
