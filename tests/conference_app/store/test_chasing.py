"""Who is waited for: only those asked who have not answered, as it stood at the end of a day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

import pytest

from conference_app.domain.chasing import Step, What
from conference_app.domain.errors import RuleBroken
from conference_app.store import chasing
from conference_app.store.store import Store, memory_store
from conference_app.use_cases.found_store import found_store
from tests.conference_app.store.hand_made import TODAY, HandMade

FRIDAY = datetime(2027, 3, 12, 9, 30)
ASKED = {"report_asked_on": date(2027, 3, 1), "report_due_on": date(2027, 3, 9)}


@pytest.fixture
def made() -> Iterator[HandMade]:
    with memory_store() as store:
        found_store(store)
        yield HandMade(store)


@pytest.fixture
def friday(made: HandMade) -> int:
    """A conference on Friday whose doctor has answered."""
    conference = made.conference(made.family("Marlowe", "Ella Marlowe"), FRIDAY)
    made.change("invitation", made.doctor_of(conference), reply="coming", reply_on=date(2027, 3, 2))
    return conference


def owed(store: Store, as_of: date = TODAY, last: date | None = None) -> list[tuple[str, int, str]]:
    return [(row.name, row.reply_missing, row.report_due) for row in chasing.waiting(store, as_of, last)]


def test_only_those_who_were_asked_and_have_not_answered(made: HandMade, friday: int) -> None:
    made.invitation(friday, "No reply")
    made.invitation(friday, "No report", reply="coming", reply_on=date(2027, 3, 2), **ASKED)
    made.invitation(friday, "Neither", **ASKED)
    made.invitation(friday, "Both", reply="coming", reply_on=TODAY, report_received_on=TODAY, **ASKED)
    made.invitation(friday, "Not sent", sent=False)
    made.invitation(friday, "Left out", left_out_reason="not involved", **ASKED)
    made.invitation(friday, "Not asked for a report", reply="not coming", reply_on=TODAY, report_wanted=1)
    assert owed(made.store) == [("No reply", 1, ""), ("No report", 0, "2027-03-09"), ("Neither", 1, "2027-03-09")]


def test_a_report_without_a_day_is_wanted_by_the_conference(made: HandMade, friday: int) -> None:
    made.invitation(friday, "School", reply="coming", reply_on=TODAY, report_asked_on=date(2027, 3, 1))
    assert owed(made.store) == [("School", 0, "2027-03-12")]


def test_only_conferences_ahead_up_to_the_last_day(made: HandMade, friday: int) -> None:
    made.invitation(friday, "School")
    over = made.conference(made.family("Over"), datetime(2027, 3, 5, 9, 30))
    made.invitation(over, "Nobody")
    off = made.conference(made.family("Off"), datetime(2027, 3, 15, 9, 30))
    made.invitation(off, "Nor these")
    made.change("conference", off, status="cancelled")
    assert owed(made.store, last=FRIDAY.date()) == [("School", 1, "")]
    assert owed(made.store, last=date(2027, 3, 11)) == []


def test_it_is_told_as_it_stood_on_the_day(made: HandMade, friday: int) -> None:
    made.invitation(
        friday, "School", reply="coming", reply_on=date(2027, 3, 9), report_received_on=date(2027, 3, 10), **ASKED
    )
    made.change("conference", friday, status="held")
    assert owed(made.store, date(2027, 2, 28)) == []
    assert owed(made.store, date(2027, 3, 8)) == [("School", 1, "2027-03-09")]
    assert owed(made.store, date(2027, 3, 9)) == [("School", 0, "2027-03-09")]
    assert owed(made.store, date(2027, 3, 10)) == []
    assert owed(made.store, date(2027, 3, 12)) == []  # held that day


@pytest.mark.parametrize("by_id", [True, False])
@pytest.mark.parametrize("decision", ["excluded", "part only", "not excluded"])
def test_nobody_the_chair_excluded_is_waited_for(made: HandMade, friday: int, by_id: bool, decision: str) -> None:
    family = made.store.value("SELECT family_id FROM conference WHERE id = ?", (friday,))
    mother = {"name": "Grace Marlowe", "relation": "mother", "contact": "lives in", "added_on": TODAY}
    member = made.row("household_member", family_id=family, **mother)
    made.row(
        "need",
        conference_id=friday,
        kind="exclusion",
        who="GRACE MARLOWE, mother" if not by_id else "The mother",
        decision=decision,
        decided_by="R. Osei",
        decided_on=TODAY,
        household_member_id=member if by_id else None,
    )
    made.invitation(friday, "Grace Marlowe", role="parent", household_member_id=member)
    made.invitation(friday, "School")
    expected = [] if decision == "excluded" else ["Grace Marlowe"]
    assert [name for name, *_ in owed(made.store)] == [*expected, "School"]


def test_by_conference_the_paediatrician_first(made: HandMade) -> None:
    later = made.conference(made.family("Later"), datetime(2027, 3, 12, 14, 0))
    sooner = made.conference(made.family("Sooner"), FRIDAY)
    made.invitation(sooner, "School")
    rows = chasing.waiting(made.store, TODAY)
    assert [(row.conference_id, row.name) for row in rows] == [
        (sooner, "Dr Amara Lindgren"),
        (sooner, "School"),
        (later, "Dr Amara Lindgren"),
    ]
    [only] = chasing.waiting_of(made.store, [rows[1].invitation_id], TODAY)
    assert only == rows[1]


def keep(made: HandMade, line: int, step: Step, at: datetime, what: What = What.REPLY) -> bool:
    with made.store.write() as writing:
        kept = chasing.keep_chased(writing, line, what, step, route="phone", message="Dear School,", at=at, by="Ada")
        writing.record("chased", "conference", 1)
    return kept


def test_the_latest_chase_of_each_is_told_with_its_step(made: HandMade, friday: int) -> None:
    line = made.invitation(friday, "School", **ASKED)
    assert keep(made, line, Step.PRACTITIONER, datetime(2027, 3, 4, 9, 0))
    assert keep(made, line, Step.MANAGER, datetime(2027, 3, 5, 9, 0))
    assert keep(made, line, Step.PRACTITIONER, datetime(2027, 3, 8, 17, 0), What.REPORT)
    [row] = chasing.waiting(made.store, TODAY)
    assert (row.reply_chased, row.report_chased) == ("2027-03-05T09:00 manager", "2027-03-08T17:00 practitioner")
    [before] = chasing.waiting(made.store, date(2027, 3, 4))
    assert (before.reply_chased, before.report_chased) == ("2027-03-04T09:00 practitioner", "")
    made.change("invitation", line, sent_at=datetime(2027, 3, 8, 12, 0))  # sent again: asked afresh
    [again] = chasing.waiting(made.store, TODAY)
    assert (again.reply_chased, again.report_chased) == ("", "2027-03-08T17:00 practitioner")


def test_what_was_chased_is_kept_once_and_stays(made: HandMade, friday: int) -> None:
    line, at = made.invitation(friday, "School"), datetime(2027, 3, 5, 9, 0)
    assert keep(made, line, Step.PRACTITIONER, at)
    assert not keep(made, line, Step.PRACTITIONER, at)
    [kept] = chasing.chased(made.store, friday)
    assert (kept.name, kept.what, kept.step, kept.route, kept.message, kept.chased_at, kept.chased_by) == (
        "School",
        What.REPLY,
        Step.PRACTITIONER,
        "phone",
        "Dear School,",
        at,
        "Ada",
    )
    for sql in ("DELETE FROM chasing", "UPDATE chasing SET route = 'post'"):
        with pytest.raises(RuleBroken, match="chasing_stays"), made.store.write() as writing:
            writing.execute(sql)


def test_the_store_itself_refuses_who_was_not_asked(made: HandMade, friday: int) -> None:
    unsent = made.invitation(friday, "Not sent", sent=False)
    left_out = made.invitation(friday, "Left out", left_out_reason="not involved")
    no_report = made.invitation(friday, "School")
    for line, what in ((unsent, What.REPLY), (left_out, What.REPLY), (no_report, What.REPORT)):
        with pytest.raises(RuleBroken, match="chased_was_asked"):
            keep(made, line, Step.PRACTITIONER, datetime(2027, 3, 5, 9, 0), what)
    assert chasing.chased(made.store, friday) == []
