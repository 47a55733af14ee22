"""What lists answer, on rows set down by hand."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from conference_app.domain.conference_status import ConferenceType
from conference_app.domain.listings import ComplianceRow, PaediatricianMonth, TimelinessRow
from conference_app.store import lists
from conference_app.store.store import Store
from tests.conference_app.store.hand_made import NOW, TODAY, HandMade

MARCH = (date(2027, 3, 1), date(2027, 3, 31))


@pytest.fixture
def made(memory: Store) -> HandMade:
    return HandMade(memory)


def at(day: int, hour: int = 9, month: int = 3) -> datetime:
    return datetime(2027, month, day, hour, 30)


def ids(rows: object) -> list[int]:
    return [row.id for row in rows]  # type: ignore[attr-defined]


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
    assert lists.overdue_count(actions.store, TODAY) == 1
    assert lists.due_count(actions.store, TODAY, date(2027, 3, 20)) == 2
    assert lists.due_count(actions.store, date(2027, 3, 9), date(2027, 3, 19)) == 0


# what must happen


def test_without_paediatrician_is_booked_and_not_sent(made: HandMade) -> None:
    none = made.conference(made.family("None"), at(9), doctor="")
    listed = made.conference(made.family("Listed"), at(10), doctor="listed")
    made.conference(made.family("Sent"), at(11))
    asked = made.conference(made.family("Asked"), doctor="")
    left_out = made.conference(made.family("Left out"), at(12))
    made.change("invitation", made.doctor_of(left_out), left_out_reason="wrong doctor")
    assert ids(lists.without_paediatrician(made.store)) == [none, listed, left_out]
    assert ids(lists.without_paediatrician(made.store, at(9, 10), date(2027, 3, 10))) == [listed]
    assert asked not in ids(lists.without_paediatrician(made.store))


def test_not_recorded_waits_for_the_end_of_the_conference(made: HandMade) -> None:
    over = made.conference(made.family("Over"), at(1))
    made.conference(made.family("Going on"), datetime(2027, 3, 8, 8, 0))
    made.conference(made.family("Held"), at(2), status="held")
    assert ids(lists.not_recorded(made.store, NOW)) == [over]


def test_letters_and_records_wait_until_they_are_sent(made: HandMade) -> None:
    both = made.conference(made.family("Both"), at(1), status="held")
    letter_gone = made.conference(made.family("Letter gone"), at(2), status="held inquorate", letter_sent_on=TODAY)
    made.conference(made.family("Booked"), at(3))
    made.conference(made.family("All gone"), at(4), status="held", letter_sent_on=TODAY, record_sent_on=TODAY)
    assert ids(lists.letters_due(made.store)) == [both]
    assert ids(lists.records_due(made.store)) == [both, letter_gone]


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
    assert ids(lists.decisions_due(made.store, date(2027, 2, 1))) == [undecided, letter_gone, half]


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
    assert ids(lists.plans_without_review(made.store)) == ([held] if waits else [])
    assert ids(lists.plans_without_review(made.store, date(2027, 2, 2))) == []


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
    assert ids(lists.to_book_again(made.store)) == ([postponed] if waits else [])


def test_core_groups_not_set(made: HandMade) -> None:
    waits = made.conference(made.family("Waits", "A"), at(1), status="held")
    set_already = made.conference(made.family("Set", "B"), at(2), status="held", core_group_at=at(9))
    goes_on = made.conference(made.family("Goes on", "C"), at(3), kind="review", status="held")
    for conference, outcome in ((waits, "plan starts"), (set_already, "plan starts"), (goes_on, "plan continues")):
        made.decision(conference, outcome)
    assert ids(lists.core_groups_not_set(made.store, date(2027, 3, 1))) == [waits]
    assert lists.core_groups_not_set(made.store, date(2027, 3, 2)) == []


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
    assert [(row.count, row.who) for row in lists.to_invite(store, NOW)] == [(1, "GP")]
    assert [(row.count, row.who) for row in lists.replies_to_chase(store, NOW, last)] == [(1, "School")]
    [row] = lists.reports_to_chase(store, NOW, last)
    assert (row.count, row.who, row.due_on) == (1, "School", date(2027, 3, 9))


def test_chasing_ends_with_the_last_day_asked_for(chased: HandMade) -> None:
    store, before = chased.store, date(2027, 3, 11)
    assert lists.to_invite(store, NOW, before) == []
    assert lists.replies_to_chase(store, NOW, before) == []
    assert lists.reports_to_chase(store, NOW, date(2027, 3, 8)) == []
    assert lists.reports_to_chase(store, NOW, date(2027, 3, 9), before) == []


def test_agendas_to_print_wait_for_a_final_issue(made: HandMade) -> None:
    none, draft, final = (made.conference(made.family(f"At {hour}"), at(9, hour)) for hour in (8, 9, 10))
    made.conference(made.family("Later"), at(10))
    issue = {"kind": "agenda", "route": "print", "pages": 2, "issued_at": NOW, "issued_by": "Ada"}
    made.row("document_issue", conference_id=draft, draft=1, **issue)
    made.row("document_issue", conference_id=final, draft=0, **issue)
    assert ids(lists.agendas_to_print(made.store, NOW, date(2027, 3, 9))) == [none, draft]


def test_limits_between_holds_only_what_is_still_to_be_held(made: HandMade) -> None:
    limit = {"limit_on": date(2027, 3, 12)}
    stricter = {"limit_on": date(2027, 3, 15), "stricter_limit_on": date(2027, 3, 12)}
    asked = made.conference(made.family("Asked"), doctor="", **limit)
    strict = made.conference(made.family("Strict"), at(10), **stricter)
    made.conference(made.family("Held"), at(1), status="held", **limit)
    made.conference(made.family("Other"), at(11), limit_on=date(2027, 3, 20))
    assert ids(lists.limits_between(made.store, date(2027, 3, 12), date(2027, 3, 12))) == [asked, strict]
    assert lists.limits_between(made.store, date(2027, 3, 16), date(2027, 3, 19)) == []


# reports


@pytest.fixture
def reported(made: HandMade) -> HandMade:
    """Initial conferences held in March: attended, report only, neither, breach; and a review in February."""
    attended = made.conference(made.family("Attended", "A", "B"), at(1), status="held", limit_on=date(2027, 3, 1))
    made.attended(attended)
    report = made.conference(made.family("Report", "C"), at(2), status="held", limit_on=date(2027, 3, 1))
    made.change("invitation", made.doctor_of(report), report_received_on=date(2027, 3, 1))
    neither = made.conference(made.family("Neither", "D"), at(31), status="held inquorate", limit_on=date(2027, 4, 1))
    made.attended(neither, presence="apologies")
    made.attended(neither, role="school")
    made.conference(made.family("Breach", "E"), at(4), status="held", doctor="", breach=True)
    made.conference(
        made.family("Review", "F"), at(10, month=2), kind="review", status="held", doctor="late", breach=True
    )
    made.conference(made.family("Ahead", "G"), at(9))
    return made


def test_compliance_counts_by_month_and_type(reported: HandMade) -> None:
    rows = lists.paediatrician_compliance(reported.store, date(2027, 1, 1), date(2027, 12, 31))
    assert rows == [
        ComplianceRow("2027-02", ConferenceType.REVIEW, 1, 0, 0, 0, 1, 0, 0, 1),
        ComplianceRow("2027-03", ConferenceType.INITIAL, 4, 3, 1, 1, 2, 0, 0, 1),
    ]


def test_each_number_of_the_compliance_report_opens_as_many_conferences(reported: HandMade) -> None:
    for row in lists.paediatrician_compliance(reported.store, date(2027, 1, 1), date(2027, 12, 31)):
        for measure in lists.COMPLIANCE_MEASURES:
            found = lists.compliance_conferences(reported.store, row.month, row.type, measure)
            assert len(found) == getattr(row, measure), measure


def test_a_part_of_a_month_opens_only_what_it_counts(reported: HandMade) -> None:
    first, last = date(2027, 3, 2), date(2027, 3, 4)
    [row] = lists.paediatrician_compliance(reported.store, first, last)
    found = lists.compliance_conferences(reported.store, "2027-03", "initial", "conferences", first, last)
    assert (row.conferences, [each.family_name for each in found]) == (2, ["Report", "Breach"])


def test_an_invitation_sent_after_the_start_is_not_in_time(reported: HandMade) -> None:
    [early] = lists.compliance_conferences(reported.store, "2027-02", "review", "conferences")
    assert early.family_name == "Review"  # held in February, its invitation sent on 1 March
    assert lists.compliance_conferences(reported.store, "2027-02", "review", "invited_in_time") == []


def test_timeliness_by_conference_and_by_child(reported: HandMade) -> None:
    assert lists.timeliness(reported.store, *MARCH) == [TimelinessRow("2027-03", 3, 2, 4, 3)]
    assert lists.timeliness(reported.store, date(2027, 4, 1), date(2027, 4, 30)) == []


def test_held_late_is_what_timeliness_does_not_count(reported: HandMade) -> None:
    assert [row.family_name for row in lists.held_late(reported.store, *MARCH)] == ["Report"]
    assert lists.held_late(reported.store, date(2027, 3, 3), date(2027, 3, 31)) == []


def test_the_month_of_the_paediatrician_counts_held_and_booked(reported: HandMade) -> None:
    coming = reported.conference(reported.family("Coming"), at(18))
    reported.change("invitation", reported.doctor_of(coming), reply="coming", reply_on=TODAY)
    reported.conference(reported.family("Not invited"), at(19), doctor="listed")
    reported.conference(reported.family("Cancelled"), at(22), status="cancelled")
    assert lists.paediatrician_month(reported.store, *MARCH) == PaediatricianMonth(
        conferences=7, invited=5, attending=2, report_only=1, waiting=1
    )
    nothing = lists.paediatrician_month(reported.store, date(2028, 1, 1), date(2028, 1, 31))
    assert nothing == PaediatricianMonth(0, 0, 0, 0, 0)


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
