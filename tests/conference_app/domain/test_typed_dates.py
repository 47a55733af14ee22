from collections.abc import Callable
from datetime import date, time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from conference_app.defaults import bundled_calendar
from conference_app.domain.errors import RuleBroken
from conference_app.domain.spoken_dates import time_words
from conference_app.domain.typed_dates import Looking, date_of_birth, typed_date, typed_time
from conference_app.messages import sentence

TODAY = date(2026, 11, 20)  # a Friday


def typed(text: str, looking: Looking = "ahead") -> date:
    return typed_date(text, today=TODAY, calendar=bundled_calendar(), looking=looking, field="day")


@pytest.mark.parametrize(
    "text",
    [
        "26/3/27",
        "26/03/2027",
        "26.3.27",
        "26-3-2027",
        "26–3–2027",
        "26 3 27",
        "26 mar",
        "26 Mar.",
        "26 March 2027",
        "26th march 2027",
        "26th of March",
        "26mar27",
        "26-Mar-2027",
        "March 26, 2027",
        "mar 26",
        "Fri 26 Mar 2027",
        "Friday, 26 March 2027",
        "2027-03-26",
        "2027/3/26",
        "20270326",
        "26032027",
        "260327",
        "  26/3  ",
        "26/3",
        "26\u00a0March\u00a02027",
    ],
)
def test_day_first_in_many_ways(text: str):
    assert typed(text) == date(2027, 3, 26)


@pytest.mark.parametrize(
    ("text", "ahead", "back"),
    [
        ("20 nov", date(2026, 11, 20), date(2026, 11, 20)),
        ("19 nov", date(2027, 11, 19), date(2026, 11, 19)),
        ("21 nov", date(2026, 11, 21), date(2025, 11, 21)),
        ("29 feb", date(2028, 2, 29), date(2024, 2, 29)),
        ("fri", date(2026, 11, 27), date(2026, 11, 13)),
        ("thursday", date(2026, 11, 26), date(2026, 11, 19)),
        ("sat", date(2026, 11, 21), date(2026, 11, 14)),
        ("today", TODAY, TODAY),
        ("Tomorrow", date(2026, 11, 21), date(2026, 11, 21)),
        ("yesterday", date(2026, 11, 19), date(2026, 11, 19)),
        ("+15wd", date(2026, 12, 11), date(2026, 12, 11)),
        ("+30 wd", date(2027, 1, 6), date(2027, 1, 6)),
        ("+10d", date(2026, 11, 30), date(2026, 11, 30)),
        ("+10", date(2026, 11, 30), date(2026, 11, 30)),
        ("+2w", date(2026, 12, 4), date(2026, 12, 4)),
        ("+3m", date(2027, 2, 20), date(2027, 2, 20)),
        ("-1wd", date(2026, 11, 19), date(2026, 11, 19)),
        ("−5d", date(2026, 11, 15), date(2026, 11, 15)),
    ],
)
def test_relative_to_today(text: str, ahead: date, back: date):
    assert typed(text) == ahead
    assert typed(text, "back") == back


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "required"),
        ("   ", "required"),
        ("soon", "date_not_understood"),
        ("may", "date_not_understood"),
        ("31/4/27", "date_not_understood"),
        ("3/26/27", "date_not_understood"),
        ("29/2/2027", "date_not_understood"),
        ("26/3/127", "date_not_understood"),
        ("26 mart", "date_not_understood"),
        ("0/3/27", "date_not_understood"),
        ("٢٦/٣/٢٧", "date_not_understood"),
        ("Thu 26 Mar 2027", "weekday_does_not_match"),
        ("26/3/1899", "date_out_of_range"),
        ("26/3/2200", "date_out_of_range"),
        ("0000-01-01", "date_out_of_range"),
        ("9999-12-31", "date_out_of_range"),
        ("+9999w", "date_out_of_range"),
        ("-9999m", "date_out_of_range"),
    ],
)
def test_what_is_not_understood_is_quoted(text: str, code: str):
    with pytest.raises(RuleBroken) as broken:
        typed(text)
    assert broken.value.code == code
    assert broken.value.field == "day"
    if code != "required":
        assert broken.value.facts["text"] == text.strip()
    assert sentence(broken.value)


def test_wrong_weekday_says_which_it_is():
    with pytest.raises(RuleBroken) as broken:
        typed("Thu 26 Mar 2027")
    assert sentence(broken.value) == "26 March 2027 is a Friday. Correct the date or the weekday."


def refusal(read: Callable[[], object]) -> RuleBroken | None:
    try:
        read()
    except RuleBroken as broken:
        return broken
    return None


@given(st.text() | st.from_regex(r"[-+0-9a-z/. ]{1,14}", fullmatch=True))
@example("+")
@example("-9999m")
@example("1 2 3 4")
@example("\ud800")
@example("mon mon mon")
def test_any_string_is_a_date_or_a_sentence(text: str):
    readers = (
        lambda: typed(text),
        lambda: typed(text, "back"),
        lambda: date_of_birth(text, today=TODAY),
        lambda: typed_time(text),
    )
    for read in readers:
        broken = refusal(read)
        assert broken is None or sentence(broken)


@pytest.mark.parametrize(
    ("text", "born"),
    [
        ("14/5/21", date(2021, 5, 14)),
        ("14 may 2021", date(2021, 5, 14)),
        ("2021-05-14", date(2021, 5, 14)),
        ("3/4/98", date(1998, 4, 3)),
        ("20/11/26", TODAY),
        ("21/11/26", date(1926, 11, 21)),
        ("29/2/24", date(2024, 2, 29)),
    ],
)
def test_date_of_birth(text: str, born: date):
    assert date_of_birth(text, today=TODAY) == born


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "required"),
        ("14 may", "year_missing"),
        ("21/11/2026", "date_of_birth_in_future"),
        ("1/1/2150", "date_of_birth_in_future"),
        ("1/1/1850", "date_out_of_range"),
        ("29/2/27", "date_not_understood"),
        ("tomorrow", "date_not_understood"),
    ],
)
def test_date_of_birth_refused(text: str, code: str):
    with pytest.raises(RuleBroken) as broken:
        date_of_birth(text, today=TODAY, field="born")
    assert (broken.value.code, broken.value.field) == (code, "born")
    assert sentence(broken.value)


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("9:30", time(9, 30)),
        ("9.30am", time(9, 30)),
        ("0930", time(9, 30)),
        ("930", time(9, 30)),
        ("9", time(9)),
        ("9 am", time(9)),
        ("2pm", time(14)),
        ("2 p.m.", time(14)),
        ("2:30", time(14, 30)),
        ("02:30", time(2, 30)),
        ("2am", time(2)),
        ("12pm", time(12)),
        ("12am", time(0)),
        ("12:15", time(12, 15)),
        ("1400", time(14)),
        ("14h30", time(14, 30)),
        ("midday", time(12)),
        ("Noon", time(12)),
        ("midnight", time(0)),
        ("23:59", time(23, 59)),
        ("0:00", time(0)),
    ],
)
def test_times(text: str, at: time):
    assert typed_time(text) == at


@pytest.mark.parametrize("text", ["24:00", "9:60", "13pm", "0am", "half past nine", "9:3", "99", "12345"])
def test_times_not_understood(text: str):
    with pytest.raises(RuleBroken) as broken:
        typed_time(text, field="starts")
    assert (broken.value.code, broken.value.field) == ("time_not_understood", "starts")
    assert text in sentence(broken.value)


@given(st.times())
def test_a_time_can_be_typed_back(at: time):
    at = at.replace(second=0, microsecond=0)
    assert typed_time(time_words(at)) == at
    assert typed_time(at.isoformat("minutes")) == at
