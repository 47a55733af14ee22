"""What reports count, on rows set down by hand."""

from __future__ import annotations

from datetime import date

import pytest

from conference_app.domain.conference_status import ConferenceType
from conference_app.domain.listings import ComplianceRow, PaediatricianMonth, TimelinessRow
from conference_app.store import report_lists
from tests.conference_app.store.hand_made import TODAY, HandMade, at

MARCH = (date(2027, 3, 1), date(2027, 3, 31))


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
    rows = report_lists.paediatrician_compliance(reported.store, date(2027, 1, 1), date(2027, 12, 31))
    assert rows == [
        ComplianceRow("2027-02", ConferenceType.REVIEW, 1, 0, 0, 0, 1, 0, 0, 1),
        ComplianceRow("2027-03", ConferenceType.INITIAL, 4, 3, 1, 1, 2, 0, 0, 1),
    ]


def test_each_number_of_the_compliance_report_opens_as_many_conferences(reported: HandMade) -> None:
    for row in report_lists.paediatrician_compliance(reported.store, date(2027, 1, 1), date(2027, 12, 31)):
        for measure in report_lists.COMPLIANCE_MEASURES:
            found = report_lists.compliance_conferences(reported.store, row.month, row.type, measure)
            assert len(found) == getattr(row, measure), measure


def test_a_part_of_a_month_opens_only_what_it_counts(reported: HandMade) -> None:
    first, last = date(2027, 3, 2), date(2027, 3, 4)
    [row] = report_lists.paediatrician_compliance(reported.store, first, last)
    found = report_lists.compliance_conferences(reported.store, "2027-03", "initial", "conferences", first, last)
    assert (row.conferences, [each.family_name for each in found]) == (2, ["Report", "Breach"])


def test_an_invitation_sent_after_the_start_is_not_in_time(reported: HandMade) -> None:
    [early] = report_lists.compliance_conferences(reported.store, "2027-02", "review", "conferences")
    assert early.family_name == "Review"  # held in February, its invitation sent on 1 March
    assert report_lists.compliance_conferences(reported.store, "2027-02", "review", "invited_in_time") == []


def test_timeliness_by_conference_and_by_child(reported: HandMade) -> None:
    assert report_lists.timeliness(reported.store, *MARCH) == [TimelinessRow("2027-03", 3, 2, 4, 3)]
    assert report_lists.timeliness(reported.store, date(2027, 4, 1), date(2027, 4, 30)) == []


def test_held_late_is_what_timeliness_does_not_count(reported: HandMade) -> None:
    assert [row.family_name for row in report_lists.held_late(reported.store, *MARCH)] == ["Report"]
    assert report_lists.held_late(reported.store, date(2027, 3, 3), date(2027, 3, 31)) == []


def test_the_month_of_the_paediatrician_counts_held_and_booked(reported: HandMade) -> None:
    coming = reported.conference(reported.family("Coming"), at(18))
    reported.change("invitation", reported.doctor_of(coming), reply="coming", reply_on=TODAY)
    reported.conference(reported.family("Not invited"), at(19), doctor="listed")
    reported.conference(reported.family("Cancelled"), at(22), status="cancelled")
    assert report_lists.paediatrician_month(reported.store, *MARCH) == PaediatricianMonth(
        conferences=7, invited=5, attending=2, report_only=1, waiting=1
    )
    nothing = report_lists.paediatrician_month(reported.store, date(2028, 1, 1), date(2028, 1, 31))
    assert nothing == PaediatricianMonth(0, 0, 0, 0, 0)
