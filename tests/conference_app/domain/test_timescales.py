from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conference_app.defaults import bundled_calendar, default_practice, official_holidays
from conference_app.domain.calendar import DAY, WorkingCalendar
from conference_app.domain.errors import RuleBroken
from conference_app.domain.practice import Practice
from conference_app.domain.timescales import (
    CountedDay,
    Kind,
    Limit,
    deadline_before,
    limit_day,
    limit_for,
    margin,
)
from conference_app.messages import LIMIT_NOTES

FORWARD = [
    Kind.INITIAL,
    Kind.FIRST_REVIEW,
    Kind.REVIEW,
    Kind.PRE_BIRTH,
    Kind.TRANSFER_IN,
    Kind.CORE_GROUP,
    Kind.LATER_CORE_GROUP,
    Kind.DECISION_LETTER,
    Kind.RECORD,
    Kind.INQUORATE_REDATE,
    Kind.COMPLAINT,
]
BACKWARD = [kind for kind in Kind if kind not in FORWARD]


def limit(kind: str, start: date, *, born: date | None = None, expected: date | None = None, **settings: str) -> Limit:
    practice = default_practice().with_typed(settings)
    return limit_for(Kind(kind), start, bundled_calendar(), practice, born=born, expected=expected)


@pytest.mark.parametrize(
    ("kind", "start", "last", "stricter"),
    [
        # the public chronology, as arithmetic
        ("initial", date(2006, 12, 12), date(2007, 1, 5), date(2007, 1, 4)),
        ("first-review", date(2006, 12, 22), date(2007, 3, 22), date(2007, 3, 21)),
        # an ordinary fortnight
        ("initial", date(2027, 2, 1), date(2027, 2, 22), date(2027, 2, 19)),
        # over Easter 2027 (26 and 29 March)
        ("initial", date(2027, 3, 22), date(2027, 4, 14), date(2027, 4, 13)),
        # over Easter 2026 (3 and 6 April)
        ("transfer-in", date(2026, 3, 20), date(2026, 4, 14), date(2026, 4, 13)),
        # over both May bank holidays
        ("initial", date(2027, 4, 30), date(2027, 5, 24), date(2027, 5, 21)),
        ("initial", date(2027, 5, 14), date(2027, 6, 7), date(2027, 6, 4)),
        # late August
        ("initial", date(2027, 8, 16), date(2027, 9, 7), date(2027, 9, 6)),
        # Christmas and New Year on weekends: substitutes on 27 and 28 December and 3 January
        ("initial", date(2027, 12, 10), date(2028, 1, 5), date(2028, 1, 4)),
        ("initial", date(2021, 12, 13), date(2022, 1, 6), date(2022, 1, 5)),
        # Christmas Day on a Sunday: Boxing Day Monday, substitute Tuesday
        ("initial", date(2022, 12, 12), date(2023, 1, 5), date(2023, 1, 4)),
        # the state funeral, a one-off
        ("initial", date(2022, 9, 5), date(2022, 9, 27), date(2022, 9, 26)),
        # the early May holiday moved to Friday 8 May
        ("core-group", date(2020, 4, 27), date(2020, 5, 12), date(2020, 5, 11)),
        # a start on a weekend or bank holiday: both counts begin on the next working day
        ("initial", date(2027, 2, 6), date(2027, 2, 26), date(2027, 2, 26)),
        ("initial", date(2027, 2, 7), date(2027, 2, 26), date(2027, 2, 26)),
        ("initial", date(2026, 12, 25), date(2027, 1, 19), date(2027, 1, 19)),
        # across 29 February
        ("initial", date(2028, 2, 21), date(2028, 3, 13), date(2028, 3, 10)),
        # months that have no such day, leap year and not
        ("review", date(2027, 8, 31), date(2028, 2, 29), date(2028, 2, 28)),
        ("review", date(2026, 8, 31), date(2027, 2, 28), date(2027, 2, 27)),
        ("first-review", date(2027, 11, 30), date(2028, 2, 29), date(2028, 2, 28)),
        ("first-review", date(2026, 11, 30), date(2027, 2, 28), date(2027, 2, 27)),
        ("first-review", date(2028, 2, 29), date(2028, 5, 29), date(2028, 5, 28)),
        ("review", date(2027, 10, 12), date(2028, 4, 12), date(2028, 4, 11)),
        # after the conference
        ("core-group", date(2027, 3, 12), date(2027, 3, 30), date(2027, 3, 25)),
        ("decision-letter", date(2027, 3, 25), date(2027, 3, 30), date(2027, 3, 25)),
        ("decision-letter", date(2027, 3, 12), date(2027, 3, 15), date(2027, 3, 12)),
        ("record", date(2027, 3, 12), date(2027, 4, 6), date(2027, 4, 5)),
        ("inquorate-redate", date(2027, 3, 1), date(2027, 3, 15), date(2027, 3, 12)),
        ("later-core-group", date(2027, 3, 1), date(2027, 3, 29), date(2027, 3, 28)),
        ("complaint", date(2027, 3, 1), date(2027, 3, 29), date(2027, 3, 28)),
        # before the conference: both counts agree
        ("exclusion-notice", date(2027, 3, 31), date(2027, 3, 24), date(2027, 3, 24)),
        ("invitations-initial", date(2027, 3, 12), date(2027, 3, 5), date(2027, 3, 5)),
        ("bundle", date(2027, 3, 15), date(2027, 3, 12), date(2027, 3, 12)),
        ("police-check", date(2027, 1, 6), date(2026, 12, 23), date(2026, 12, 23)),
        ("worker-report-review", date(2027, 3, 12), date(2027, 3, 5), date(2027, 3, 5)),
        ("agency-report-initial", date(2027, 3, 12), date(2027, 3, 10), date(2027, 3, 10)),
    ],
)
def test_limit_and_stricter_limit(kind: str, start: date, last: date, stricter: date):
    found = limit(kind, start)
    assert (found.limit, found.stricter) == (last, stricter)


def test_strip_names_every_skipped_day():
    found = limit("initial", date(2006, 12, 12))
    assert found.days[0] == CountedDay(date(2006, 12, 13), counts=True, n=1, why="")
    assert found.days[-1] == CountedDay(date(2007, 1, 5), counts=True, n=15, why="")
    assert {day.date: day.why for day in found.days if not day.counts and day.date.weekday() < 5} == {
        date(2006, 12, 25): "Christmas Day",
        date(2006, 12, 26): "Boxing Day",
        date(2007, 1, 1): "New Year’s Day",
    }
    assert [day.date for day in found.days] == [date(2006, 12, 12) + n * DAY for n in range(1, len(found.days) + 1)]
    assert found.basis == "15 working days after the strategy discussion"
    assert found.provisional


def test_strip_of_a_month_limit_counts_every_day():
    found = limit("first-review", date(2027, 2, 26))
    assert [day.n for day in found.days] == list(range(1, 90))
    assert all(day.counts and day.why == "" for day in found.days)
    assert found.basis == "3 calendar months after the initial conference"


def test_a_limit_on_a_day_off_proposes_the_working_day_before():
    wednesday = limit("first-review", date(2027, 1, 28))
    assert wednesday.limit == date(2027, 4, 28)
    assert wednesday.proposed == wednesday.limit
    assert wednesday.notes == ()
    easter_sunday = limit("first-review", date(2026, 12, 28))
    assert easter_sunday.limit == date(2027, 3, 28)
    assert easter_sunday.proposed == date(2027, 3, 25)
    assert easter_sunday.notes == ("falls_on_non_working_day",)


@pytest.mark.parametrize(
    ("setting", "last"),
    [
        ("3 calendar months", date(2027, 6, 12)),
        ("90 days", date(2027, 6, 10)),
        ("91 days", date(2027, 6, 11)),
        ("12 weeks", date(2027, 6, 4)),
    ],
)
def test_first_review_by_each_setting(setting: str, last: date):
    found = limit("first-review", date(2027, 3, 12), first_review_limit=setting)
    assert (found.limit, found.stricter) == (last, last - DAY)
    assert found.basis == f"{setting} after the initial conference"


def test_birth_brings_the_first_review_forward():
    found = limit("first-review", date(2027, 1, 11), born=date(2027, 2, 1))
    assert (found.limit, found.stricter) == (date(2027, 3, 1), date(2027, 2, 26))
    assert found.basis == "20 working days after the birth"
    assert found.counted_from == date(2027, 2, 1)
    assert found.days[0].date == date(2027, 2, 2)
    assert found.days[-1].n == 20
    assert found.notes == ("counted_from_birth",)


def test_a_late_birth_leaves_the_ordinary_limit():
    found = limit("first-review", date(2027, 1, 11), born=date(2027, 4, 5))
    assert found.limit == date(2027, 4, 11)
    assert found.counted_from == date(2027, 1, 11)
    assert found.basis == "3 calendar months after the initial conference"
    assert found.notes == ("falls_on_non_working_day",)


def test_a_child_born_long_before_changes_nothing():
    found = limit("first-review", date(2027, 1, 11), born=date(2020, 4, 5))
    assert found.limit == date(2027, 4, 11)
    assert "born_before_conference" in found.notes


def test_review_after_birth_in_weeks():
    found = limit("first-review", date(2027, 1, 11), born=date(2027, 2, 1), review_after_birth="4 weeks")
    assert (found.limit, found.stricter) == (date(2027, 3, 1), date(2027, 2, 28))
    assert found.basis == "4 weeks after the birth"
    assert found.days[-1].n == 28


def test_pre_birth_by_working_days_with_its_target():
    found = limit("pre-birth", date(2027, 2, 1), expected=date(2027, 6, 14))
    assert (found.limit, found.stricter) == (date(2027, 2, 22), date(2027, 2, 19))
    assert found.target == date(2027, 3, 22)
    assert found.basis == "15 working days after the strategy discussion"
    assert found.notes == ()


def test_pre_birth_stopped_by_the_pregnancy():
    found = limit("pre-birth", date(2027, 2, 1), expected=date(2027, 3, 27))
    assert (found.limit, found.stricter) == (date(2027, 2, 13), date(2027, 2, 13))
    assert found.proposed == date(2027, 2, 12)
    assert found.basis == "34 weeks of pregnancy"
    assert found.notes == ("prebirth_stop_applies", "falls_on_non_working_day")
    assert found.days[-1] == CountedDay(date(2027, 2, 13), counts=False, n=None, why="Saturday")


def test_pre_birth_stop_on_the_last_day_but_one_holds_the_stricter_count_too():
    found = limit("pre-birth", date(2027, 2, 1), expected=date(2027, 4, 2))
    assert found.limit == date(2027, 2, 19)
    assert found.stricter == date(2027, 2, 19)


@pytest.mark.parametrize("expected", [date(2027, 3, 15), date(2027, 2, 10)])
def test_pre_birth_stop_already_passed(expected: date):
    found = limit("pre-birth", date(2027, 2, 1), expected=expected)
    assert found.limit == date(2027, 2, 22)
    assert found.notes == ("prebirth_stop_passed",)


def test_pre_birth_without_expected_date():
    found = limit("pre-birth", date(2027, 2, 1))
    assert found.limit == date(2027, 2, 22)
    assert found.target is None
    assert found.notes == ("expected_date_unknown",)


def test_expected_date_means_nothing_to_other_kinds():
    assert limit("initial", date(2027, 2, 1), expected=date(2027, 3, 1)) == limit("initial", date(2027, 2, 1))


def test_transfer_in_names_its_clock():
    assert limit("transfer-in", date(2027, 2, 1)).basis == "15 working days after the written notice"
    other = limit("transfer-in", date(2027, 2, 1), transfer_in_clock_start="acceptance of the transfer")
    assert other.basis == "15 working days after the acceptance of the transfer"


def test_numbers_come_from_practice():
    assert limit("initial", date(2027, 2, 1), icpc_limit_wd="10").limit == date(2027, 2, 15)
    assert limit("record", date(2027, 2, 1), record_wd="1").basis == "1 working day after the conference"


def test_the_count_an_authority_goes_by():
    found = limit("initial", date(2027, 2, 1))
    practice = default_practice()
    assert found.last_lawful_day(practice) == date(2027, 2, 22)
    assert found.last_lawful_day(practice.with_typed({"count_from": "the day itself"})) == date(2027, 2, 19)


def test_closures_move_the_limit_and_are_named():
    calendar = WorkingCalendar.of(official_holidays(), {date(2027, 2, 8): "Boiler failed"})
    found = limit_for(Kind.INITIAL, date(2027, 2, 1), calendar, default_practice())
    assert found.limit == date(2027, 2, 23)
    assert [day.why for day in found.days if day.date == date(2027, 2, 8)] == ["Council closed: Boiler failed"]


@pytest.mark.parametrize(
    ("kind", "start", "provisional"),
    [
        ("initial", date(2028, 11, 1), False),
        ("initial", date(2028, 12, 11), True),
        ("initial", date(2029, 3, 1), True),
        ("review", date(2028, 7, 1), True),
        ("review", date(2028, 6, 30), False),
        ("decision-letter", date(2011, 12, 30), True),
        ("police-check", date(2012, 1, 3), True),
    ],
)
def test_provisional_where_a_year_without_official_days_is_crossed(kind: str, start: date, provisional: bool):
    assert limit(kind, start).provisional is provisional


def test_strip_before_a_conference_counts_down_to_it():
    found = limit("exclusion-notice", date(2027, 3, 31))
    assert [(day.date.day, day.n, day.why) for day in found.days] == [
        (24, 3, ""),
        (25, 2, ""),
        (26, None, "Good Friday"),
        (27, None, "Saturday"),
        (28, None, "Sunday"),
        (29, None, "Easter Monday"),
        (30, 1, ""),
    ]
    assert found.basis == "3 working days before the conference"


@pytest.mark.parametrize(
    ("conference", "last", "left"),
    [
        (date(2027, 2, 15), date(2027, 2, 22), 5),
        (date(2027, 2, 22), date(2027, 2, 22), 0),
        (date(2027, 2, 23), date(2027, 2, 22), -1),
        (date(2027, 3, 30), date(2027, 3, 25), -1),
        (date(2027, 3, 27), date(2027, 3, 26), -1),  # late, though no working day has passed
        (date(2027, 3, 25), date(2027, 3, 28), 0),
    ],
)
def test_margin(conference: date, last: date, left: int):
    assert margin(conference, last, bundled_calendar()) == left


def test_deadline_before_a_day_off_and_none_at_all():
    assert deadline_before(date(2027, 3, 28), 1, bundled_calendar()) == date(2027, 3, 25)
    assert deadline_before(date(2027, 3, 25), 0, bundled_calendar()) == date(2027, 3, 25)


@pytest.mark.parametrize("day", [date.min, date(1899, 12, 31), date(2200, 1, 1), date.max])
def test_dates_nobody_means_are_refused(day: date):
    with pytest.raises(RuleBroken) as broken:
        limit("initial", day)
    assert broken.value.code == "date_out_of_range"
    with pytest.raises(RuleBroken):
        limit("pre-birth", date(2027, 1, 1), expected=day)


dates = st.dates(date(1990, 1, 1), date(2060, 12, 31))


@given(st.sampled_from(FORWARD), dates, st.none() | dates, st.none() | dates)
def test_every_limit_holds_together(kind: Kind, start: date, born: date | None, expected: date | None):
    found = limit_for(kind, start, bundled_calendar(), default_practice(), born=born, expected=expected)
    counted = [day for day in found.days if day.counts]
    assert start <= found.stricter <= found.limit
    assert found.limit > start
    assert found.days[0].date == found.counted_from + DAY
    assert found.days[-1].date == found.limit
    assert [day.n for day in counted] == list(range(1, len(counted) + 1))
    assert all((day.why == "") == day.counts for day in found.days)
    assert found.proposed <= found.limit
    assert (found.proposed == found.limit) == ("falls_on_non_working_day" not in found.notes)
    assert set(found.notes) <= set(LIMIT_NOTES)


@given(st.sampled_from(BACKWARD), dates)
def test_every_notice_is_as_long_as_set(kind: Kind, conference: date):
    calendar, practice = bundled_calendar(), default_practice()
    found = limit_for(kind, conference, calendar, practice)
    counted = [day.n for day in found.days if day.counts]
    assert counted == list(range(len(counted), 0, -1))
    assert found.basis.startswith(f"{len(counted)} working day")
    assert found.limit == found.days[0].date


def test_practice_defines_every_kind():
    practice: Practice = default_practice()
    for kind in Kind:
        assert limit_for(kind, date(2027, 2, 1), bundled_calendar(), practice).kind is kind


@given(st.sampled_from(list(Kind)), dates, st.none() | dates, st.none() | dates)
def test_the_date_alone_is_the_date_explained(kind: Kind, start: date, born: date | None, expected: date | None):
    calendar, practice = bundled_calendar(), default_practice()
    explained = limit_for(kind, start, calendar, practice, born=born, expected=expected)
    assert limit_day(kind, start, calendar, practice, born=born, expected=expected) == explained.limit
