"""What waits to be done, on rows set down by hand."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from conference_app.store import due_lists
from tests.conference_app.store.hand_made import NOW, TODAY, HandMade, at, ids


def test_without_paediatrician_is_booked_and_not_sent(made: HandMade) -> None:
    none = made.conference(made.family("None"), at(9), doctor="")
    listed = made.conference(made.family("Listed"), at(10), doctor="listed")
    made.conference(made.family("Sent"), at(11))
    asked = made.conference(made.family("Asked"), doctor="")
    left_out = made.conference(made.family("Left out"), at(12))
    made.change("invitation", made.doctor_of(left_out), left_out_reason="wrong doctor")
    assert ids(due_lists.without_paediatrician(made.store)) == [none, listed, left_out]
    assert ids(due_lists.without_paediatrician(made.store, at(9, 10), date(2027, 3, 10))) == [listed]
    assert asked not in ids(due_lists.without_paediatrician(made.store))


def test_not_recorded_waits_for_the_end_of_the_conference(made: HandMade) -> None:
    over = made.conference(made.family("Over"), at(1))
    made.conference(made.family("Going on"), datetime(2027, 3, 8, 8, 0))
    made.conference(made.family("Held"), at(2), status="held")
    assert ids(due_lists.not_recorded(made.store, NOW)) == [over]


def test_letters_and_records_wait_until_they_are_sent(made: HandMade) -> None:
    both = made.conference(made.family("Both"), at(1), status="held")
    letter_gone = made.conference(made.family("Letter gone"), at(2), status="held inquorate", letter_sent_on=TODAY)
    made.conference(made.family("Booked"), at(3))
    made.conference(made.family("All gone"), at(4), status="held", letter_sent_on=TODAY, record_sent_on=TODAY)
    assert ids(due_lists.letters_due(made.store)) == [both]
    assert ids(due_lists.records_due(made.store)) == [both, letter_gone]


def test_decisions_wait_for_every_child(made: HandMade) -> None:
    old, recent = at(1, month=1), at(1)
    undecided = made.conference(made.family("Undecided", "Ada"), old, status="held")
    letter_gone = made.conference(made.family("Gone", "Bo"), recent, status="held inquorate", letter_sent_on=TODAY)
    half = made.conference(made.family("Half", "Cy"), recent, status="held")
    made.decision(half, "no further action")
    made.row(
        "conference_child",
        conference_id=half,
        child_id=made.row("child", family_id=1, name="Di", expected_on=TODAY, sex="not known"),
    )
    decided = made.conference(made.family("Decided", "Ed"), recent, status="held")
    made.decision(decided, "no further action")
    made.conference(made.family("Old", "Fay"), old, status="held", letter_sent_on=TODAY)
    made.conference(made.family("Ahead", "Gil"), at(10))
    assert ids(due_lists.decisions_due(made.store, date(2027, 2, 1))) == [undecided, letter_gone, half]


@pytest.mark.parametrize(
    ("outcome", "ahead", "waits"),
    [
        ("plan starts", None, True),
        ("plan continues", None, True),
        ("plan ends", None, False),
        ("plan starts", "booked", False),
        ("plan starts", "requested", False),
        ("plan starts", "invited", False),
        ("plan starts", "cancelled", True),
        ("plan starts", "postponed", True),
        ("plan starts", "held", False),
    ],
)
def test_plans_without_review(made: HandMade, outcome: str, ahead: str | None, waits: bool) -> None:
    family = made.family("Marlowe", "Ella Marlowe")
    held = made.conference(family, at(1, month=2), status="held")
    made.decision(held, outcome)
    if ahead:
        later = made.conference(
            family,
            None if ahead == "requested" else at(10),
            kind="review",
            status=ahead,
            doctor="" if ahead == "requested" else "sent",
        )
        if ahead == "held":
            made.decision(later, "plan ends")
    assert ids(due_lists.plans_without_review(made.store)) == ([held] if waits else [])
    assert ids(due_lists.plans_without_review(made.store, date(2027, 2, 2))) == []


@pytest.mark.parametrize(
    ("later", "waits"),
    [(None, True), ("booked", False), ("requested", False), ("cancelled", True), ("held", False)],
)
def test_to_book_again(made: HandMade, later: str | None, waits: bool) -> None:
    family = made.family("Marlowe")
    postponed = made.conference(family, at(1), status="postponed")
    if later:
        made.conference(
            family, None if later == "requested" else at(5), status=later, doctor="" if later == "requested" else "sent"
        )
    assert ids(due_lists.to_book_again(made.store)) == ([postponed] if waits else [])


def test_core_groups_not_set(made: HandMade) -> None:
    waits = made.conference(made.family("Waits", "A"), at(1), status="held")
    set_already = made.conference(made.family("Set", "B"), at(2), status="held", core_group_at=at(9))
    goes_on = made.conference(made.family("Goes on", "C"), at(3), kind="review", status="held")
    for conference, outcome in ((waits, "plan starts"), (set_already, "plan starts"), (goes_on, "plan continues")):
        made.decision(conference, outcome)
    assert ids(due_lists.core_groups_not_set(made.store, date(2027, 3, 1))) == [waits]
    assert due_lists.core_groups_not_set(made.store, date(2027, 3, 2)) == []


@pytest.fixture
def chased(made: HandMade) -> HandMade:
    """A conference on Friday 12 March with a doctor who answered and three others."""
    friday = made.conference(made.family("Marlowe"), at(12))
    made.change("invitation", made.doctor_of(friday), reply="coming", reply_on=TODAY)
    asked = {"report_asked_on": date(2027, 3, 1)}
    made.invitation(friday, "School", report_due_on=date(2027, 3, 9), **asked)
    made.invitation(friday, "Police", report_due_on=date(2027, 3, 5), report_received_on=TODAY, reply="coming", **asked)
    made.invitation(friday, "GP", sent=False)
    made.invitation(friday, "Housing", sent=False, left_out_reason="not involved")
    made.invitation(friday, "", role="health_visitor", sent=False)
    over = made.conference(made.family("Over"), at(1))
    made.invitation(over, "Nobody", report_due_on=date(2027, 2, 1), **asked)
    return made


def test_chasing_counts_who_has_not_been_asked_answered_or_reported(chased: HandMade) -> None:
    store, last = chased.store, date(2027, 3, 15)
    assert [(row.count, row.who) for row in due_lists.to_invite(store, NOW)] == [(1, "GP")]
    assert [(row.count, row.who) for row in due_lists.replies_to_chase(store, NOW, last)] == [(1, "School")]
    [row] = due_lists.reports_to_chase(store, NOW, last)
    assert (row.count, row.who, row.due_on) == (1, "School", date(2027, 3, 9))


def test_chasing_ends_with_the_last_day_asked_for(chased: HandMade) -> None:
    store, before = chased.store, date(2027, 3, 11)
    assert due_lists.to_invite(store, NOW, before) == []
    assert due_lists.replies_to_chase(store, NOW, before) == []
    assert due_lists.reports_to_chase(store, NOW, date(2027, 3, 8)) == []
    assert due_lists.reports_to_chase(store, NOW, date(2027, 3, 9), before) == []


def test_agendas_to_print_wait_for_a_final_issue(made: HandMade) -> None:
    none, draft, final = (made.conference(made.family(f"At {hour}"), at(9, hour)) for hour in (8, 9, 10))
    made.conference(made.family("Later"), at(10))
    issue = {"kind": "agenda", "route": "print", "pages": 2, "issued_at": NOW, "issued_by": "Ada"}
    made.row("document_issue", conference_id=draft, draft=1, **issue)
    made.row("document_issue", conference_id=final, draft=0, **issue)
    assert ids(due_lists.agendas_to_print(made.store, NOW, date(2027, 3, 9))) == [none, draft]


def test_limits_between_holds_only_what_is_still_to_be_held(made: HandMade) -> None:
    limit = {"limit_on": date(2027, 3, 12)}
    stricter = {"limit_on": date(2027, 3, 15), "stricter_limit_on": date(2027, 3, 12)}
    asked = made.conference(made.family("Asked"), doctor="", **limit)
    strict = made.conference(made.family("Strict"), at(10), **stricter)
    made.conference(made.family("Held"), at(1), status="held", **limit)
    made.conference(made.family("Other"), at(11), limit_on=date(2027, 3, 20))
    assert ids(due_lists.limits_between(made.store, date(2027, 3, 12), date(2027, 3, 12))) == [asked, strict]
    assert due_lists.limits_between(made.store, date(2027, 3, 16), date(2027, 3, 19)) == []
