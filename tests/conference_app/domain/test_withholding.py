"""What keeps a report from the family, and what the bundle waits for."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest

from conference_app.defaults import default_practice
from conference_app.domain.bundle import bundle_due, bundle_from, share_due
from conference_app.domain.calendar import WorkingCalendar
from conference_app.domain.conference_status import ConferenceType
from conference_app.domain.invitations import Invitation
from conference_app.domain.withholding import Withholding, keeping_back, undecided

DAY = date(2027, 3, 3)
DUE = (date(2027, 3, 9), time(10))
CALENDAR = WorkingCalendar.of({})
ASKED = Withholding(1, "Police", "Log", "Risk", DAY, 7, id=1)


def decided(decision: str, number: int = 2, invitation: int | None = 7) -> Withholding:
    return Withholding(1, "Police", "Log", "Risk", DAY, invitation, decision, "R. Osei", DAY, id=number)


@pytest.mark.parametrize(
    ("asked", "keeps"),
    [
        ([], None),
        ([ASKED], 1),
        ([decided("withheld")], 2),
        ([ASKED, decided("withheld")], 2),  # the decision says more than the request
        ([decided("withheld"), ASKED], 2),
        ([decided("shared"), ASKED], 1),
        ([decided("part withheld")], None),
        ([decided("shared")], None),
        ([decided("withheld", invitation=None)], None),
    ],
)
def test_a_report_is_kept_back_while_it_is_withheld_or_not_decided(asked: list[Withholding], keeps: int | None) -> None:
    found = keeping_back(asked).get(7)
    assert (found.id if found else None) == keeps


def test_what_waits_for_the_chair() -> None:
    assert undecided([ASKED, decided("shared")]) == [ASKED]


def test_the_bundle_counts_who_is_on_the_list_only() -> None:
    lines = [
        Invitation(1, "police", "required", "", name="Came", report_wanted=True, report_received_on=DAY, id=7),
        Invitation(1, "gp", "required", "", name="Missing", report_wanted=True, id=8),
        Invitation(1, "school", "required", "", name="Left out", report_wanted=True, left_out_reason="no", id=9),
        Invitation(1, "parent", "required", "", name="None wanted", id=10),
    ]
    bundle = bundle_from(lines, [ASKED], DUE, None)
    assert [line.name for line in bundle.missing] == ["Missing"]
    assert [line.name for line in bundle.received] == ["Came"]
    assert [line.name for line, _ in bundle.held_back] == ["Came"]
    assert not bundle.sent_late
    assert bundle_from(lines, [], DUE, datetime(2027, 3, 9, 10, 1)).sent_late
    assert not bundle_from(lines, [], (DUE[0], None), datetime(2027, 3, 9, 22, 0)).sent_late


def test_days_are_counted_over_the_weekend() -> None:
    monday = date(2027, 3, 8)
    practice = default_practice()
    assert bundle_due(monday, practice, CALENDAR) == (date(2027, 3, 5), time(10))
    worker = Invitation(1, "social_worker", "required", "")
    days = [share_due(worker, type_, monday, practice, CALENDAR) for type_ in ConferenceType]
    assert set(days) == {DAY, date(2027, 3, 1)}  # 3 working days before, 5 before a review
    assert share_due(Invitation(1, "gp", "required", ""), ConferenceType.REVIEW, monday, practice, CALENDAR) == date(
        2027, 3, 5
    )
