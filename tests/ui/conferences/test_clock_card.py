"""How the clock says what it counted."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from pytestqt.qtbot import QtBot

from conference_app.defaults import bundled_calendar, default_practice
from conference_app.domain.listings import Closure
from conference_app.domain.timescales import Kind, Limit, limit_for
from conference_app.store import conferences
from conference_app.store.store import Store
from conference_app.use_cases.change_settings import keep_closure
from conference_app.use_cases.request_conference import limit_of
from tests.conference_app.use_cases.marlowe import booked_conference
from ui.conferences.clock_card import ClockCard, notes_of, skipped_words
from ui.conferences.wording import counted_otherwise
from ui.widgets.day_strip import DayStrip
from ui.widgets.text import label

CALENDAR, PRACTICE = bundled_calendar(), default_practice()


def limit(kind: Kind, start: date, expected: date | None = None) -> Limit:
    return limit_for(kind, start, CALENDAR, PRACTICE, expected=expected)


def words(card: ClockCard) -> str:
    return "\n".join(each.text() for each in card.findChildren(type(label())))


def test_every_skipped_day_is_named() -> None:
    counted = limit(Kind.INITIAL, date(2027, 3, 12))
    assert skipped_words([day for day in counted.days if not day.counts]) == (
        "Not counted: weekends (13–14 March, 20–21 March, 27–28 March, 3–4 April), "
        "Fri 26 March (Good Friday), Mon 29 March (Easter Monday)."
    )


def test_a_weekend_over_the_end_of_a_month_is_one_weekend() -> None:
    counted = limit(Kind.INITIAL, date(2027, 7, 30))
    said = skipped_words([day for day in counted.days if not day.counts])
    assert said.startswith("Not counted: weekends (31 July–1 August, 7–8 August")


def test_both_counts_are_shown_where_they_differ() -> None:
    counted = limit(Kind.INITIAL, date(2027, 2, 19))
    assert notes_of(counted, PRACTICE, CALENDAR) == [
        ("Counting the day itself as day 1: Thursday 11 March 2027.", None)
    ]
    saturday = limit(Kind.INITIAL, date(2027, 2, 20))
    assert notes_of(saturday, PRACTICE, CALENDAR) == []


def test_by_the_stricter_count_the_other_is_the_note(qtbot: QtBot) -> None:
    stricter = PRACTICE.with_typed({"count_from": "the day itself"})
    card = ClockCard()
    qtbot.addWidget(card)
    card.show_limit(limit(Kind.INITIAL, date(2027, 2, 19)), stricter, CALENDAR, ("in 3 working days", None))
    assert "Thursday 11 March 2027\nIn 3 working days\nCounting from the day after: Friday 12 March 2027." in (
        words(card)
    )


def test_a_provisional_year_is_said() -> None:
    far = limit(Kind.INITIAL, date(2040, 3, 1))
    assert "Provisional" in " ".join(text for text, _ in notes_of(far, PRACTICE, CALENDAR))


def test_the_strip_marks_the_booked_day(qtbot: QtBot) -> None:
    card = ClockCard()
    qtbot.addWidget(card)
    counted = limit(Kind.INITIAL, date(2027, 2, 19))
    card.show_limit(counted, PRACTICE, CALENDAR, ("margin 2 working days", None), booked=date(2027, 3, 10))
    (strip,) = card.findChildren(DayStrip)
    assert [day.number for day in strip.days() if day.marked] == [13]
    assert "Booked on day 13 of 15." in words(card)


def test_months_without_a_skipped_day_need_no_strip(qtbot: QtBot) -> None:
    card = ClockCard()
    qtbot.addWidget(card)
    card.show_limit(limit(Kind.REVIEW, date(2027, 2, 19)), PRACTICE, CALENDAR, ("", None))
    assert card.findChildren(DayStrip) == []
    assert "Every calendar day counts" in words(card)


def test_a_pre_birth_clock_names_its_aim_and_what_brought_it_forward(qtbot: QtBot) -> None:
    card = ClockCard()
    qtbot.addWidget(card)
    counted = limit(Kind.PRE_BIRTH, date(2027, 2, 19), expected=date(2027, 3, 29))
    card.show_limit(counted, PRACTICE, CALENDAR, ("", None))
    assert counted.target is not None
    assert "Aim for" in words(card)


def test_another_count_by_today_s_rules_is_said_and_the_kept_limit_shown(store: Store) -> None:
    known = booked_conference(store)
    found = conferences.conference(store, known.conference)
    recount = limit_of(store, found)
    assert recount is not None
    assert counted_otherwise(found, recount) == ""
    keep_closure(store, Closure(date(2027, 3, 1), date(2027, 3, 2), "Office move"))
    later = limit_of(store, found)
    assert later is not None
    words = counted_otherwise(found, later)
    assert "Friday 12 March 2027" in words
    assert "Tuesday 16 March 2027" in words


def test_another_stricter_count_is_said_where_the_other_one_stays(store: Store) -> None:
    known = booked_conference(store)
    found = conferences.conference(store, known.conference)
    recount = limit_of(store, found)
    assert recount is not None
    words = counted_otherwise(found, replace(recount, stricter=date(2027, 3, 9)))
    assert words.startswith("Counting the day itself, the last day is Thursday 11 March 2027, as it was counted")
    assert "it would be Tuesday 9 March 2027." in words
