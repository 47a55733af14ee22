"""The reports over a store: figures, the conferences behind each, the denominator in words, export."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from conference_app.store.store import Store
from conference_app.use_cases.found_store import found_store
from conference_app.use_cases.look_ahead import ForecastWeek
from tests.conference_app.store.hand_made import HandMade
from ui.reports.capacity import summary_words
from ui.reports.page import ReportsPage
from ui.session import Session
from ui.shares import count_words, percent


def at(day: int, month: int = 3) -> datetime:
    return datetime(2027, month, day, 9, 30)


@pytest.fixture
def made(store: Store) -> HandMade:
    found_store(store)
    return HandMade(store)


@pytest.fixture
def held(made: HandMade) -> dict[str, int]:
    """Three initial conferences in March (attended, neither and late, breach) and one review in February."""
    limit = {"limit_on": date(2027, 3, 3)}
    ids = {
        "Attended": made.conference(made.family("Attended", "A", "B"), at(2), status="held", **limit),
        "Late": made.conference(made.family("Late", "C"), at(4), status="held", **limit),
        "Breach": made.conference(made.family("Breach", "D"), at(3), status="held", doctor="", breach=True, **limit),
        "Review": made.conference(
            made.family("Review", "E"), at(10, 2), kind="review", status="held", doctor="listed", breach=True
        ),
    }
    made.attended(ids["Attended"])
    made.row("medical_part", conference_id=ids["Attended"], read_out="in part", findings="discussed with a doctor")
    made.row("medical_part", conference_id=ids["Late"], read_out="no report", findings="discussed without a doctor")
    return ids


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    return tmp_path / "report.csv"


@pytest.fixture
def page(qtbot: QtBot, session: Session, held: dict[str, int], saved: Path) -> ReportsPage:
    def where(_parent: QWidget, _name: str) -> str:
        return str(saved)

    made = ReportsPage(session, None, where_to_save=where)  # type: ignore[arg-type]
    qtbot.addWidget(made)
    made.resize(1182, 768)
    made.refresh()
    made.show()
    qtbot.waitExposed(made)
    return made


def listed(page: ReportsPage) -> list[str]:
    return [row.family_name for row in page.paediatrician.list.model.rows()]


def test_the_models_keep_qts_rules(page: ReportsPage, qtmodeltester: ModelTester) -> None:
    page.tabs.open("timeliness")
    for model in (page.paediatrician.model, page.timeliness.model, page.timeliness.list.model):
        qtmodeltester.check(model)


def test_the_whole_period_in_a_sentence(page: ReportsPage) -> None:
    assert page.paediatrician.summary.text() == (
        "Of 4 conferences held: invited in time 2 (50%), attending 1 (25%), report only 0 (0%), "
        "neither 3 (75%). Report read out at 1, findings discussed without a doctor at 1, 2 breaches."
    )
    assert "held in the month" in page.paediatrician.counted_from.text()


def test_each_number_opens_its_conferences(page: ReportsPage) -> None:
    assert listed(page) == ["Attended", "Breach", "Late"]
    assert page.paediatrician.list.heading.text() == "Held: 3 · Initial, March 2027"
    for at_measure, families in enumerate(
        (
            ["Attended", "Breach", "Late"],
            ["Attended", "Late"],
            ["Attended"],
            [],
            ["Breach", "Late"],
            ["Attended"],
            ["Late"],
            ["Breach"],
        )
    ):
        page.paediatrician.measures.setCurrentIndex(at_measure)
        assert listed(page) == families
    page.paediatrician.table.selectRow(1)
    assert listed(page) == ["Review"]


def test_a_click_on_a_number_chooses_it(page: ReportsPage) -> None:
    table = page.paediatrician.table
    table.setCurrentIndex(page.paediatrician.model.index(0, 4))
    assert page.paediatrician.measure() == "attending"
    assert listed(page) == ["Attended"]


def test_enter_goes_to_the_list_and_opens_from_there(qtbot: QtBot, page: ReportsPage, held: dict[str, int]) -> None:
    page.focus_first()
    qtbot.waitUntil(page.paediatrician.table.hasFocus)
    qtbot.keyClick(page.paediatrician.table, Qt.Key.Key_Return)
    inner = page.paediatrician.list.table
    qtbot.waitUntil(inner.hasFocus)
    inner.selectRow(1)
    with qtbot.waitSignal(page.conference_requested) as caught:
        qtbot.keyClick(inner, Qt.Key.Key_Return)
    assert caught.args == [held["Breach"], "details"]


def test_timeliness_by_conference_and_by_child(qtbot: QtBot, page: ReportsPage, held: dict[str, int]) -> None:
    page.tabs.open("timeliness")
    report = page.timeliness
    assert report.summary.text() == "In time by conference: 2 of 3 (67%). By child: 3 of 4 (75%). Late: 1 conference."
    assert [column.text(report.model.row(0)) for column in report.model.columns] == [
        "March 2027",
        "3",
        "2",
        "67%",
        "4",
        "75%",
    ]
    assert report.chart.accessibleDescription() == "Mar: 67"
    assert report.list.heading.text() == "Late in March 2027: 1 of 3"
    report.list.table.selectRow(0)
    with qtbot.waitSignal(page.conference_requested) as caught:
        qtbot.keyClick(report.list.table, Qt.Key.Key_Return)
    assert caught.args == [held["Late"], "details"]


def test_another_period_asks_again(page: ReportsPage) -> None:
    page.chooser.form.editor("name").set_value("days")
    page.chooser.form.set_values({"first": date(2027, 3, 1), "last": date(2027, 3, 2)})
    page.chooser.show_days()
    assert page.paediatrician.summary.text().startswith("Of 1 conference held")
    assert listed(page) == ["Attended"]


def test_a_period_without_conferences_says_so(page: ReportsPage) -> None:
    page.chooser.form.editor("name").set_value("days")
    page.chooser.form.set_values({"first": date(2025, 1, 1), "last": date(2025, 1, 2)})
    page.chooser.show_days()
    assert page.paediatrician.summary.text() == "No conference was held in this period."
    assert listed(page) == []
    page.tabs.open("timeliness")
    assert page.timeliness.summary.text().startswith("No first conference")
    assert page.timeliness.list.model.rows() == []


def test_the_open_table_is_exported(page: ReportsPage, saved: Path) -> None:
    said: list[str] = []
    page.said.connect(lambda words, _undo: said.append(words))
    page.export()
    assert saved.read_text(encoding="utf-8-sig").splitlines() == [
        "month,type,conferences,invited_in_time,attending,report_only,neither,read_out,without_doctor,breaches",
        "2027-03,initial,3,2,1,0,2,1,1,1",
        "2027-02,review,1,0,0,0,1,0,0,1",
    ]
    page.tabs.open("timeliness")
    page.export()
    assert saved.read_text(encoding="utf-8-sig").splitlines()[1] == "2027-03,3,2,4,3"
    assert said == ["2 lines written to report.csv.", "1 line written to report.csv."]


def test_a_place_that_cannot_be_written_is_told(page: ReportsPage, saved: Path, problems: list[str]) -> None:
    saved.mkdir()
    page.export()
    assert len(problems) == 1
    assert problems[0].endswith("Choose another place.")


@pytest.mark.parametrize(("part", "whole", "share"), [(0, 0, 0), (1, 3, 33), (999, 1000, 99), (5, 5, 100)])
def test_a_share_is_whole_only_when_everything_is_there(part: int, whole: int, share: int) -> None:
    assert percent(part, whole) == share
    assert count_words(part, whole) == f"{part} ({share}%)"


def test_the_weeks_ahead_are_told_from_this_week_on_with_what_is_booked(page: ReportsPage) -> None:
    page.tabs.open("capacity")
    weeks = page.capacity.model.rows()
    assert len(weeks) == 26
    assert weeks[0].monday <= page.session.today() < weeks[1].monday
    assert not page.chooser.isVisibleTo(page)
    columns, rows = page.capacity.export()
    assert len(columns) == len(rows[0]) == 7
    page.tabs.open("timeliness")
    assert page.chooser.isVisibleTo(page)


def test_a_week_with_more_conferences_than_places_is_called_short(page: ReportsPage) -> None:
    week = ForecastWeek(date(2027, 3, 8), 4, 1, 1, 2.4, chair_places=8, room_places=20)
    assert "Short of places in 1 week of 1" in summary_words([week])
    assert "8 wanted, 8 places" in summary_words([week])
    assert summary_words([]) == "Chairs and rooms hold what the next 0 weeks may need."


def test_the_list_of_a_week_holds_what_its_number_counts(page: ReportsPage, made: HandMade) -> None:
    made.conference(made.family("Booked"), at(10))
    made.conference(made.family("Off"), at(11), status="cancelled")
    page.tabs.open("capacity")
    page.refresh()
    assert page.capacity.model.rows()[0].booked == 1
    assert [row.family_name for row in page.capacity.list.model.rows()] == ["Booked"]
    assert page.capacity.list.heading.text() == "Week from Mon 8 Mar 2027: 1 conference booked"
