from datetime import date

import pytest

from conference_app.defaults import bundled_calendar, holidays_in, official_holidays


def test_official_list_of_england_and_wales():
    found = official_holidays()
    assert len(found) == 140
    assert min(found) == date(2012, 1, 2)
    assert max(found) == date(2028, 12, 26)
    assert found[date(2027, 12, 27)] == "Christmas Day (substitute day)"
    assert found[date(2027, 3, 26)] == "Good Friday"


def test_the_calendar_spans_the_years_of_the_list():
    calendar = bundled_calendar()
    assert (calendar.first_official_year, calendar.last_official_year) == (2012, 2028)


def test_other_divisions():
    assert date(2027, 3, 17) in official_holidays("northern-ireland")
    assert date(2027, 3, 29) not in official_holidays("scotland")
    with pytest.raises(KeyError):
        official_holidays("atlantis")


def test_a_feed_without_notes():
    feed = {"x": {"events": [{"title": "Founders’ day", "date": "2027-06-01"}]}}
    assert holidays_in(feed, "x") == {date(2027, 6, 1): "Founders’ day"}
