from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from conference_app.domain.people import Chair, Room
from conference_app.domain.supply import Busy, Owner, Pattern, SchoolHoliday, Whose
from conference_app.hours_words import busy_span_words, pattern_words, repeat_words, weekly_parts, weekly_rule
from conference_app.store import supply
from conference_app.store.store import Store, memory_store
from conference_app.use_cases.keep_directory import keep_chair, keep_room
from conference_app.use_cases.keep_supply import keep_busy
from tests.conference_app.exchange.test_busy_times import calendar, event
from tests.conference_app.use_cases.marlowe import booked_conference
from ui.background import Background
from ui.people.hours_tab import HoursTab
from ui.session import Session
from ui.widgets.form_dialog import FormDialog
from ui.widgets.progress import ProgressDialog


@pytest.fixture
def owner(store: Store) -> Owner:
    keep_room(store, Room("Beech room"))
    return Owner(Whose.CHAIR, keep_chair(store, Chair("Martin Fairweather")).value)


@pytest.fixture
def chosen_file() -> list[str]:
    return [""]


@pytest.fixture
def background(qapp: QApplication) -> Iterator[Background]:
    """Reading a file asks the store for nothing."""
    made = Background(memory_store)
    yield made
    made.close()


@pytest.fixture
def tab(qtbot: QtBot, session: Session, background: Background, owner: Owner, chosen_file: list[str]) -> HoursTab:
    def which(_parent: QWidget) -> str:
        return chosen_file[0]

    made = HoursTab(session, background, which_calendar=which)
    qtbot.addWidget(made)
    made.resize(1134, 600)
    made.refresh()
    return made


def span_of(day: date) -> tuple[datetime, datetime]:
    return datetime.combine(day, time()), datetime.combine(day + timedelta(1), time())


def dialog(tab: HoursTab) -> FormDialog:
    return tab.findChildren(FormDialog)[-1]


def fill(tab: HoursTab, **values: object) -> FormDialog:
    opened = dialog(tab)
    for key, value in values.items():
        opened.form.editor(key).set_value(value)
    return opened


def choose(tab: HoursTab, name: str) -> None:
    at = [row.name for row in tab.holders.rows()].index(name)
    tab.holder_table.selectRow(at)


def test_chairs_rooms_and_schools_stand_at_the_left_with_their_hours(tab: HoursTab, qtmodeltester: ModelTester) -> None:
    assert [(row.name, row.group) for row in tab.holders.rows()] == [
        ("Martin Fairweather", "Chair"),
        ("Beech room", "Room"),
        ("Schools", "All schools"),
    ]
    assert tab.chosen is not None
    assert tab.chosen.hours == "Office hours, Monday to Friday"
    qtmodeltester.check(tab.holders)


def test_hours_are_added_by_weekdays_and_shown_in_words(tab: HoursTab, store: Store, owner: Owner) -> None:
    tab.edit_hours(None)
    opened = fill(tab, days=["MO", "TU"], starts=time(9), ends=time(13), first_day=date(2027, 3, 1))
    assert opened.try_save()
    [kept] = supply.patterns_of(store, owner)
    assert (kept.rule, kept.available) == ("FREQ=WEEKLY;BYDAY=MO,TU", True)
    assert tab.chosen is not None
    assert tab.chosen.hours == "Mondays and Tuesdays, 9am to 1pm"


def test_hours_without_a_day_are_refused_beside_the_field(tab: HoursTab, store: Store, owner: Owner) -> None:
    tab.edit_hours(None)
    opened = fill(tab, starts=time(9), ends=time(13))
    assert not opened.try_save()
    assert opened.form.fields["days"].error() == "Enter at least one day."
    assert supply.patterns_of(store, owner) == []


def test_whole_days_of_leave_are_added_and_told_in_words(tab: HoursTab, store: Store, owner: Owner) -> None:
    tab.edit_time(None)
    assert fill(tab, kind="leave", first_day=date(2027, 3, 10), last_day=date(2027, 3, 12)).try_save()
    [kept] = supply.busy_of(store, owner, ending_after=datetime(2027, 1, 1))
    assert (kept.starts_at, kept.ends_at) == (datetime(2027, 3, 10), datetime(2027, 3, 13))
    assert busy_span_words(kept) == "Wed 10 Mar 2027 to Fri 12 Mar 2027"


def test_leave_that_is_over_is_shown_and_said(tab: HoursTab, qtbot: QtBot) -> None:
    tab.edit_time(None)
    with qtbot.waitSignal(tab.said) as said:
        assert fill(tab, kind="leave", first_day=date(2027, 2, 1), last_day=date(2027, 2, 5)).try_save()
    assert said.args == ["Kept. It is past, so past times are shown now.", None]
    assert [busy_span_words(row) for row in tab.times.rows()] == ["Mon 1 Feb 2027 to Fri 5 Feb 2027"]
    tab.past.set_value(False)
    assert tab.times.rows() == []


def test_a_school_holiday_that_is_over_is_shown_too(tab: HoursTab) -> None:
    choose(tab, "Schools")
    tab.edit_time(None)
    assert fill(tab, first_day=date(2027, 2, 15), last_day=date(2027, 2, 19), title="Half-term").try_save()
    assert [row.title for row in tab.times.rows()] == ["Half-term"]


def test_new_leave_is_brought_into_sight(tab: HoursTab, store: Store, owner: Owner) -> None:
    for day in range(40):
        keep_busy(store, Busy("leave", *span_of(date(2027, 4, 1) + timedelta(day)), chair_id=owner.id))
    tab.refresh()
    tab.show()
    tab.edit_time(None)
    assert fill(tab, kind="leave", first_day=date(2027, 6, 10)).try_save()
    kept = tab.times_table.current_row()
    assert kept is not None
    assert kept.starts_at == datetime(2027, 6, 10)
    shown = tab.times_table.visualRect(tab.times_table.currentIndex())
    assert tab.times_table.viewport().rect().contains(shown.center())


def test_hours_of_a_day_can_be_taken(tab: HoursTab, store: Store, owner: Owner) -> None:
    tab.edit_time(None)
    opened = fill(tab, kind="commitment", first_day=date(2027, 3, 10), whole=False)
    assert not opened.try_save()
    assert fill(tab, starts=time(14), ends=time(15, 30)).try_save()
    [kept] = supply.busy_of(store, owner, ending_after=datetime(2027, 1, 1))
    assert (kept.starts_at, kept.ends_at) == (datetime(2027, 3, 10, 14), datetime(2027, 3, 10, 15, 30))


def test_what_was_removed_can_be_brought_back(tab: HoursTab, store: Store, owner: Owner, qtbot: QtBot) -> None:
    tab.edit_time(None)
    fill(tab, kind="leave", first_day=date(2027, 3, 10)).try_save()
    with qtbot.waitSignal(tab.said) as said:
        tab.remove(tab.times.rows()[0])
    assert tab.times.rows() == []
    assert said.args is not None
    said.args[1]()
    assert len(supply.busy_of(store, owner, ending_after=datetime(2027, 1, 1))) == 1


def test_school_holidays_are_kept_for_all_schools(tab: HoursTab, store: Store) -> None:
    choose(tab, "Schools")
    assert not tab.hours_part.isVisibleTo(tab)
    tab.edit_time(None)
    assert fill(tab, first_day=date(2027, 5, 31), last_day=date(2027, 6, 4), title="Half-term").try_save()
    [kept] = supply.school_holidays(store, date(2027, 6, 1), date(2027, 6, 1))
    assert kept == SchoolHoliday(date(2027, 5, 31), date(2027, 6, 4), "Half-term", kept.id, 1)


def test_a_calendar_is_looked_at_before_it_is_kept(
    tab: HoursTab,
    store: Store,
    owner: Owner,
    chosen_file: list[str],
    tmp_path: Path,
    session: Session,
    qtbot: QtBot,
) -> None:
    day = session.today().strftime("%Y%m%d")
    path = tmp_path / "osei.ics"
    path.write_bytes(calendar(event(f"DTSTART:{day}T090000", "DURATION:PT1H"), event("DTSTART:2027030")))
    chosen_file[0] = str(path)
    tab.import_calendar()
    assert not tab.import_button.isEnabled()
    assert tab.findChildren(FormDialog) == []  # it is read elsewhere, the window goes on
    qtbot.waitUntil(lambda: bool(tab.findChildren(FormDialog)))
    assert tab.import_button.isEnabled()
    assert not dialog(tab).try_save()
    assert supply.busy_of(store, owner, ending_after=datetime(2020, 1, 1)) == []
    assert fill(tab, despite=True).try_save()
    assert len(supply.busy_of(store, owner, ending_after=datetime(2020, 1, 1))) == 1


def test_reading_a_large_calendar_can_be_stopped(
    tab: HoursTab, background: Background, chosen_file: list[str], tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "large.ics"
    path.write_bytes(calendar(*[event("DTSTART:20270309T090000", "DURATION:PT1H")] * 2000))
    chosen_file[0] = str(path)
    tab.import_calendar()
    [shown] = tab.findChildren(ProgressDialog)
    qtbot.waitUntil(lambda: shown.progress.words.text() == "Reading 2000 entries")
    shown.progress.stop_button.click()
    qtbot.waitUntil(lambda: not background.is_busy())
    assert tab.findChildren(FormDialog) == []
    assert tab.import_button.isEnabled()


def test_a_file_that_is_no_calendar_is_refused_in_words(
    tab: HoursTab, chosen_file: list[str], tmp_path: Path, problems: list[object], qtbot: QtBot
) -> None:
    path = tmp_path / "letter.ics"
    path.write_bytes(b"Dear all")
    chosen_file[0] = str(path)
    tab.import_calendar()
    qtbot.waitUntil(lambda: bool(problems))
    assert problems == ["This is not a calendar file, or it is damaged from the start. Save it again as .ics."]
    assert tab.import_button.isEnabled()


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", "Monday to Friday"),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=WE", "Every second week: Wednesdays"),
        ("FREQ=MONTHLY;BYDAY=1MO", "FREQ=MONTHLY;BYDAY=1MO"),
    ],
)
def test_rules_are_told_in_words(rule: str, words: str) -> None:
    assert repeat_words(rule) == words


def test_a_weekly_rule_comes_apart_as_it_was_put_together() -> None:
    assert weekly_parts(weekly_rule(["FR", "MO"], 2)) == (["MO", "FR"], 2)
    assert weekly_rule([], 1) == ""
    pattern = Pattern(weekly_rule(["MO"], 1), date(2027, 3, 1), time(9), time(17))
    assert pattern_words(replace(pattern, chair_id=1)) == "Mondays, 9am to 5pm"
    part = Busy("leave", datetime(2027, 3, 10, 9), datetime(2027, 3, 10, 11), chair_id=1)
    assert busy_span_words(part) == "Wednesday 10 March 2027, 9am to 11am"


def test_leave_over_bookings_offers_to_replan_them(tab: HoursTab, store: Store, qtbot: QtBot) -> None:
    known = booked_conference(store)
    choose_id = Owner(Whose.CHAIR, known.chair)
    tab.refresh()
    tab.holder_table.select_key(choose_id)
    tab.edit_time(None)
    fill(tab, kind="sickness", first_day=date(2027, 3, 8), last_day=date(2027, 3, 19)).try_save()
    assert tab.touched.isVisibleTo(tab)
    with qtbot.waitSignal(tab.replan_requested) as asked:
        tab.touched.findChildren(QPushButton)[0].click()
    assert asked.args == [{"first": date(2027, 3, 8), "last": date(2027, 3, 10)}]  # the leave says whose
    choose(tab, "Schools")
    assert not tab.touched.isVisibleTo(tab)


def test_hours_that_leave_bookings_outside_offer_to_replan_them(tab: HoursTab, store: Store, qtbot: QtBot) -> None:
    known = booked_conference(store)  # Wednesday 10 March, 9:30am to 11:30am
    tab.refresh()
    tab.holder_table.select_key(Owner(Whose.CHAIR, known.chair))
    tab.edit_hours(None)
    fill(tab, days=["WE"], starts=time(11), ends=time(17)).try_save()
    assert not tab.touched.isVisibleTo(tab)  # it goes on into them: that was meant
    tab.edit_hours(tab.hours.rows()[0])
    fill(tab, days=["MO", "TU"]).try_save()
    assert tab.touched.isVisibleTo(tab)
    assert tab.touched.accessibleName() == "1 conference booked outside these hours, the first on Wed 10 Mar 2027."
    with qtbot.waitSignal(tab.replan_requested) as asked:
        tab.touched.findChildren(QPushButton)[0].click()
    assert asked.args == [{"first": date(2027, 3, 10), "last": date(2027, 3, 10)}]
    tab.edit_hours(None)
    fill(tab, days=["WE"], starts=time(9), ends=time(17)).try_save()
    assert not tab.touched.isVisibleTo(tab)
    tab.remove(next(row for row in tab.hours.rows() if row.rule.endswith("WE")))
    assert tab.touched.isVisibleTo(tab)
