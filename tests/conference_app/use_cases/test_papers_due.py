"""The papers on the Today page: the bundle, reports the family has not had, questions a conference left open."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time

import pytest

from conference_app.store.store import Store, memory_store
from conference_app.use_cases.change_settings import change_number
from conference_app.use_cases.found_store import found_store
from conference_app.use_cases.what_is_due import DueLine, Duty, Urgency, what_is_due
from tests.conference_app.store.hand_made import NOW, TODAY, HandMade

OVERDUE, DUE, COMING = Urgency.OVERDUE, Urgency.TODAY, Urgency.COMING
MARCH_1 = date(2027, 3, 1)


@pytest.fixture
def store() -> Iterator[Store]:
    with memory_store(example=True) as made:
        found_store(made)
        yield made


@pytest.fixture
def made(store: Store) -> HandMade:
    return HandMade(store)


def at(day: int, month: int = 3, hour: int = 14) -> datetime:
    return datetime(2027, month, day, hour, 0)


def due(made: HandMade, duty: Duty, now: datetime = NOW) -> list[DueLine]:
    return [line for line in what_is_due(made.store, now=now) if line.duty is duty]


def wanted(made: HandMade, conference: int, name: str, received: date | None = None, role: str = "school") -> int:
    return made.invitation(
        conference, name, role=role, report_wanted=True, report_asked_on=MARCH_1, report_received_on=received
    )


# the bundle


@pytest.mark.parametrize(
    ("day", "now", "urgency"),
    [
        (at(8), NOW, [OVERDUE]),  # this afternoon: it was due on Friday
        (at(9), NOW, [DUE]),
        (at(9), datetime(2027, 3, 8, 10, 1), [OVERDUE]),  # past ten
        (at(10), NOW, [COMING]),
        (at(11), NOW, []),
    ],
)
def test_the_bundle_goes_out_by_ten_on_the_working_day_before(
    made: HandMade, day: datetime, now: datetime, urgency: list[Urgency]
) -> None:
    wanted(made, made.conference(made.family("Marlowe"), day), "Ann Hill")
    assert [line.urgency for line in due(made, Duty.SEND_BUNDLE, now)] == urgency


def test_what_is_missing_is_named_with_what_the_chair_has_not_decided(made: HandMade) -> None:
    conference = made.conference(made.family("Marlowe"), at(9))
    wanted(made, conference, "Ann Hill")
    wanted(made, conference, "Owen Pryce", MARCH_1)
    made.row("withholding", conference_id=conference, asked_by="Police", what="Log", why="Risk", asked_on=MARCH_1)
    [line] = due(made, Duty.SEND_BUNDLE)
    assert (line.count, line.who, line.at) == (1, "Ann Hill", time(10, 0))
    assert line.text == "1 request to withhold not decided"


def test_a_bundle_that_went_waits_no_more_and_none_is_asked_for_without_reports(made: HandMade) -> None:
    conference = made.conference(made.family("Marlowe"), at(9))
    assert due(made, Duty.SEND_BUNDLE) == []
    wanted(made, conference, "Ann Hill")
    made.change("conference", conference, bundle_sent_at="2027-03-08T08:00")
    assert due(made, Duty.SEND_BUNDLE) == []


# reports the family should have had


def test_a_report_that_came_is_with_the_family_by_the_practice_number(made: HandMade) -> None:
    conference = made.conference(made.family("Marlowe"), at(10))
    wanted(made, conference, "Ann Hill", MARCH_1)
    assert due(made, Duty.SHARE_REPORTS) == []  # wanted by tomorrow
    change_number(made.store, "share_reports_wd", "2")
    [line] = due(made, Duty.SHARE_REPORTS)
    assert (line.urgency, line.due_on, line.who) == (DUE, TODAY, "Ann Hill")


def test_the_social_workers_report_has_its_own_number_and_one_withheld_is_not_asked_for(made: HandMade) -> None:
    conference = made.conference(made.family("Marlowe"), at(10))
    report = wanted(made, conference, "Priya Nair", MARCH_1, "social_worker")
    [line] = due(made, Duty.SHARE_REPORTS)
    assert (line.urgency, line.due_on, line.count) == (OVERDUE, date(2027, 3, 5), 1)
    made.row(
        "withholding",
        conference_id=conference,
        invitation_id=report,
        asked_by="Police",
        what="Log",
        why="Risk",
        asked_on=MARCH_1,
    )
    assert due(made, Duty.SHARE_REPORTS) == []


# what a conference left open


def test_neglect_without_the_answer_waits_until_it_is_given(made: HandMade) -> None:
    conference = made.conference(made.family("Marlowe", "Ella"), at(4), status="held")
    made.decision(conference, "plan starts")
    [line] = due(made, Duty.ANSWER_NEGLECT)
    assert (line.urgency, line.due_on) == (OVERDUE, date(2027, 3, 5))
    decision = int(made.store.value("SELECT id FROM decision"))
    made.change("decision", decision, paediatric_assessment="No: seen last week.")
    assert due(made, Duty.ANSWER_NEGLECT) == []


def test_the_medical_evidence_is_asked_about_where_there_was_some_until_the_record_is_out(made: HandMade) -> None:
    conference = made.conference(made.family("Marlowe", "Ella"), at(5), status="held")
    assert due(made, Duty.RECORD_MEDICAL_PART) == []  # no medical, no report
    made.change("invitation", made.doctor_of(conference), report_received_on=MARCH_1)
    [line] = due(made, Duty.RECORD_MEDICAL_PART)
    assert (line.urgency, line.due_on) == (DUE, TODAY)
    made.change("conference", conference, record_sent_on=TODAY)
    assert due(made, Duty.RECORD_MEDICAL_PART) == []
    made.change("conference", conference, record_sent_on=None)
    made.row("medical_part", conference_id=conference, read_out="in full", findings="none")
    assert due(made, Duty.RECORD_MEDICAL_PART) == []


def test_an_examined_child_is_asked_about_too(made: HandMade) -> None:
    family = made.family("Marlowe", "Ella")
    made.conference(family, at(5), status="held")
    child = int(made.store.value("SELECT id FROM child WHERE family_id = ?", (family,)))
    made.row("medical", child_id=child, examined_on=MARCH_1, doctor_id=made.doctor, kind="child protection medical")
    assert len(due(made, Duty.RECORD_MEDICAL_PART)) == 1
