"""The Today page over a store: sections, the right column, what opens, the keyboard, the empty day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from conference_app.store.store import Store
from conference_app.use_cases.found_store import found_store
from conference_app.use_cases.what_is_due import Duty, Urgency
from tests.conference_app.store.hand_made import TODAY, HandMade
from ui.session import Session
from ui.today.page import TodayPage
from ui.widgets.work_list import WorkSection


def at(day: int, hour: int = 9, month: int = 3) -> datetime:
    return datetime(2027, month, day, hour, 30)


@pytest.fixture
def made(store: Store) -> HandMade:
    found_store(store)
    return HandMade(store)


@pytest.fixture
def show(qtbot: QtBot, session: Session) -> Callable[..., TodayPage]:
    def shown(**more: Callable[[], str]) -> TodayPage:
        page = TodayPage(session, None, **more)  # type: ignore[arg-type]
        qtbot.addWidget(page)
        page.resize(1182, 768)
        session.changed.connect(lambda _topics: page.refresh())
        page.refresh()
        page.show()
        qtbot.waitExposed(page)
        return page

    return shown


def titles(section: WorkSection) -> list[str]:
    return [row.title for row in section.list.rows()]


def words_in(widget: QWidget) -> list[str]:
    return [label.text() for label in widget.findChildren(QLabel) if label.isVisibleTo(widget) and label.text()]


@pytest.fixture
def busy(made: HandMade) -> dict[Duty, int]:
    """One thing of each duty that opens a conference, and an action: ids by duty."""
    ids = {
        Duty.BOOK: made.conference(made.family("Priestley"), doctor="", limit_on=date(2027, 3, 12)),
        Duty.INVITE_PAEDIATRICIAN: made.conference(made.family("Marlowe"), at(10), doctor="listed"),
        Duty.SEND_INVITATIONS: made.conference(made.family("Lindqvist"), at(15)),
        Duty.RECORD_CONFERENCE: made.conference(made.family("Hakimi"), at(5)),
        Duty.SEND_LETTER: made.conference(made.family("Ashdown"), at(4), status="held", record_sent_on=TODAY),
    }
    made.change("invitation", made.doctor_of(ids[Duty.SEND_INVITATIONS]), reply="coming", reply_on=TODAY)
    made.invitation(ids[Duty.SEND_INVITATIONS], "School", sent=False)
    ids[Duty.ACTION] = made.action(made.family("Okafor"), "Visit", date(2027, 3, 5))
    return ids


TABS = {
    Duty.BOOK: "details",
    Duty.INVITE_PAEDIATRICIAN: "invitations",
    Duty.SEND_INVITATIONS: "invitations",
    Duty.RECORD_CONFERENCE: "attendance",
    Duty.SEND_LETTER: "decisions",
}


def test_the_day_and_its_sections(busy: dict[Duty, int], show: Callable[..., TodayPage]) -> None:
    page = show()
    assert "Monday 8 March 2027" in words_in(page.head)
    assert "4 things are overdue, 2 are due today" in words_in(page.head)
    assert titles(page.sections[Urgency.OVERDUE]) == [
        "Invite the paediatrician",
        "Record what happened",
        "Decision letter",
        "Action: Visit",
    ]
    assert titles(page.sections[Urgency.TODAY]) == ["Send 1 invitation", "Book a slot"]
    assert page.sections[Urgency.COMING].isHidden()
    assert page.empty.isHidden()


def test_each_line_opens_its_thing_at_the_right_place(busy: dict[Duty, int], show: Callable[..., TodayPage]) -> None:
    page = show()
    opened: list[tuple[int, str]] = []
    page.conference_requested.connect(lambda number, tab: opened.append((number, tab)))
    actions: list[int] = []
    page.action_requested.connect(actions.append)
    for section in page.sections.values():
        for row in section.list.rows():
            section.opened.emit(row)
    assert sorted(opened) == sorted((busy[duty], tab) for duty, tab in TABS.items())
    assert actions == [busy[Duty.ACTION]]


def test_a_line_to_chase_opens_what_is_missing_for_its_conference(
    made: HandMade, show: Callable[..., TodayPage]
) -> None:
    conference = made.conference(made.family("Marlowe"), at(10))
    made.change("invitation", made.doctor_of(conference), report_asked_on=TODAY, report_due_on=date(2027, 3, 5))
    page = show()
    chased: list[str] = []
    page.chase_requested.connect(chased.append)
    for section in page.sections.values():
        for row in section.list.rows():
            section.opened.emit(row)
    assert chased == ["CP-2027-0001", "CP-2027-0001"]  # the reply and the report


def test_enter_opens_the_first_thing_and_tab_goes_to_the_next_section(
    qtbot: QtBot, busy: dict[Duty, int], show: Callable[..., TodayPage]
) -> None:
    page = show()
    page.focus_first()
    qtbot.waitUntil(page.sections[Urgency.OVERDUE].list.hasFocus)
    with qtbot.waitSignal(page.conference_requested) as caught:
        qtbot.keyClick(page.sections[Urgency.OVERDUE].list, Qt.Key.Key_Return)
    assert caught.args == [busy[Duty.INVITE_PAEDIATRICIAN], "invitations"]
    qtbot.keyClick(page.sections[Urgency.OVERDUE].list, Qt.Key.Key_Tab)
    qtbot.waitUntil(page.sections[Urgency.TODAY].list.hasFocus)


def test_many_actions_are_a_few_lines_and_the_way_to_the_rest(
    qtbot: QtBot, made: HandMade, show: Callable[..., TodayPage]
) -> None:
    family = made.family("Okafor")
    for number in range(17):
        made.action(family, f"Action {number}", date(2027, 3, 1))
    page = show()
    section = page.sections[Urgency.OVERDUE]
    assert titles(section)[-1] == "and 12 more overdue actions"
    with qtbot.waitSignal(page.place_requested) as caught:
        section.opened.emit(section.list.rows()[-1])
    assert caught.args == ["actions"]


def test_a_long_section_shows_eight_and_all_on_request(
    qtbot: QtBot, made: HandMade, show: Callable[..., TodayPage]
) -> None:
    for number in range(11):
        made.conference(made.family(f"Family {number}"), at(5, 9), status="held", record_sent_on=TODAY)
    page = show()
    section = page.sections[Urgency.TODAY]
    assert len(section.list.rows()) == 8
    assert section.all_button.text() == "Show all 11"
    qtbot.mouseClick(section.all_button, Qt.MouseButton.LeftButton)
    assert len(section.list.rows()) == 11
    assert section.all_button.isHidden()
    assert section.list.currentIndex().row() == 8
    page.refresh()
    assert len(section.list.rows()) == 11


def test_the_row_under_the_cursor_stays_when_others_go(made: HandMade, show: Callable[..., TodayPage]) -> None:
    first = made.conference(made.family("First"), at(3), status="held", record_sent_on=TODAY)
    made.conference(made.family("Second"), at(4), status="held", record_sent_on=TODAY)
    page = show()
    rows = page.sections[Urgency.OVERDUE].list
    rows.setCurrentIndex(rows.model().index(1, 0))
    made.change("conference", first, letter_sent_on=TODAY)
    page.refresh()
    assert [row.data.family_name for row in rows.rows()] == ["Second"]
    assert rows.currentIndex().row() == 0


def test_a_new_store_says_what_to_set_up_first(qtbot: QtBot, show: Callable[..., TodayPage]) -> None:
    page = show()
    assert page.empty.isHidden()
    assert not page.set_up.isHidden()
    assert any("agencies you work with, a paediatrician, a chair and a room" in words for words in words_in(page))
    [go] = page.set_up.findChildren(QPushButton)
    with qtbot.waitSignal(page.place_requested) as caught:
        go.click()
    assert caught.args == ["people"]


def test_the_doctor_of_a_conference_held_is_told_from_the_register(
    made: HandMade, show: Callable[..., TodayPage]
) -> None:
    came = made.conference(made.family("Came"), at(8, 6), status="held")
    made.attended(came)
    silent = made.conference(made.family("Silent"), at(8, 7), status="held")
    reported = made.conference(made.family("Reported"), at(8, 8), status="held")
    for conference in (silent, reported):
        made.attended(conference, presence="apologies")
        made.change("invitation", made.doctor_of(conference), reply="coming", reply_on=TODAY)
    made.change("invitation", made.doctor_of(reported), report_received_on=TODAY)
    told = [words for words in words_in(show().today_card) if words.startswith("Paediatrician")]
    assert told == [
        "Paediatrician attended",
        "Paediatrician did not attend, no report",
        "Paediatrician did not attend, report received",
    ]


def test_a_conference_held_today_waits_for_its_decisions(made: HandMade, show: Callable[..., TodayPage]) -> None:
    held = made.conference(made.family("Marlowe", "Ella"), at(8, 6), status="held")
    page = show()
    assert titles(page.sections[Urgency.TODAY]) == ["Record the decisions"]
    assert "Decision letter" not in titles(page.sections[Urgency.COMING])
    made.decision(held, "no further action")
    page.refresh()
    assert titles(page.sections[Urgency.TODAY]) == []
    assert "Decision letter" in titles(page.sections[Urgency.COMING])


def test_an_empty_day_says_so(qtbot: QtBot, made: HandMade, show: Callable[..., TodayPage]) -> None:
    made.chair("Rosalind Osei")
    made.row("room", name="Oak room")
    page = show()
    assert page.set_up.isHidden()
    assert not page.empty.isHidden()
    assert "Nothing waits for you." in words_in(page)
    assert "No conference today." in words_in(page.today_card)
    assert all(section.isHidden() for section in page.sections.values())
    page.focus_first()
    qtbot.waitUntil(page.search_line.hasFocus)


def test_search_and_new_request_are_wishes(qtbot: QtBot, show: Callable[..., TodayPage]) -> None:
    page = show()
    page.search_line.setText("  O'Brien ")
    with qtbot.waitSignal(page.search_requested) as caught:
        qtbot.keyClick(page.search_line, Qt.Key.Key_Return)
    assert caught.args == ["O'Brien"]
    page.search_line.clear()
    with qtbot.assertNotEmitted(page.search_requested):
        qtbot.keyClick(page.search_line, Qt.Key.Key_Return)
    page.search_line.apply()
    with qtbot.waitSignal(page.request_requested) as asked:
        qtbot.mouseClick(page.request_button, Qt.MouseButton.LeftButton)
    assert asked.args == [None]


def test_the_conferences_of_the_day(qtbot: QtBot, made: HandMade, show: Callable[..., TodayPage]) -> None:
    room = made.row("room", name="Oak room")
    conference = made.conference(
        made.family("Hallam"), at(8, 14), kind="review", chair=made.chair("Rosalind Osei"), room_id=room
    )
    made.change("invitation", made.doctor_of(conference), reply="coming", reply_on=TODAY)
    made.conference(made.family("Cancelled"), at(8, 10), status="cancelled")
    made.conference(made.family("Tomorrow"), at(9))
    page = show()
    words = words_in(page.today_card)
    assert "2:30pm" in words
    assert "Oak room · Rosalind Osei" in words
    assert "Paediatrician coming" in words
    [link] = [each for each in page.today_card.findChildren(QPushButton) if "family" in each.text()]
    assert link.text() == "Review, Hallam family"
    with qtbot.waitSignal(page.conference_requested) as caught:
        link.click()
    assert caught.args == [conference, "details"]


def test_a_full_day_shows_the_next_ones_and_the_way_to_the_diary(
    qtbot: QtBot, made: HandMade, show: Callable[..., TodayPage]
) -> None:
    for number in range(8):
        made.conference(made.family(f"Family {number}"), at(8, 9 + number))
    page = show()
    [more] = [each for each in page.today_card.findChildren(QPushButton) if "diary" in each.text()]
    assert more.text() == "and 2 more in the diary"
    with qtbot.waitSignal(page.place_requested) as caught:
        more.click()
    assert caught.args == ["diary"]


def test_the_month_in_figures(made: HandMade, show: Callable[..., TodayPage]) -> None:
    made.conference(made.family("In time", "A", "B"), at(2), status="held", limit_on=date(2027, 3, 2))
    made.conference(made.family("Late", "C"), at(3), status="held", limit_on=date(2027, 3, 2))
    made.conference(made.family("January", "D"), at(5, month=1), status="held", limit_on=date(2027, 1, 5))
    page = show()
    words = words_in(page.timeliness_card)
    assert {"50%", "in March, by conference", "67% by child · limit 15 working days"} <= set(words)
    assert page.timeliness_card.chart.accessibleDescription() == (
        "Oct: none; Nov: none; Dec: none; Jan: 100; Feb: none; Mar: 50"
    )
    assert page.paediatrician_card.words.text() == (
        "For conferences in March: invited 2 of 2, attending 0, report only 0, waiting for a reply 0"
    )


def test_the_backup_is_mentioned_only_when_something_is_wrong(qtbot: QtBot, show: Callable[..., TodayPage]) -> None:
    said = [""]
    page = show(backup_words=lambda: said[0])
    assert page.backup_card.isHidden()
    said[0] = "No good backup since Friday 5 March."
    page.refresh()
    assert not page.backup_card.isHidden()
    assert said[0] in words_in(page.backup_card)
    [link] = page.backup_card.findChildren(QPushButton)
    with qtbot.waitSignal(page.place_requested) as caught:
        link.click()
    assert caught.args == ["settings"]


def test_a_narrow_page_has_one_column(qtbot: QtBot, busy: dict[Duty, int], show: Callable[..., TodayPage]) -> None:
    page = show()
    assert page.today_card.mapTo(page, page.today_card.rect().topLeft()).x() > 600
    page.resize(600, 768)
    qtbot.waitUntil(lambda: page.today_card.mapTo(page, page.today_card.rect().topLeft()).x() < 100)


def test_long_names_do_not_widen_the_page(made: HandMade, show: Callable[..., TodayPage]) -> None:
    name = "Featherstonehaugh-Cholmondeley " * 5
    made.conference(made.family(name.strip()), at(8, 14), doctor="")
    page = show()
    assert page.today_card.width() == 300
    [link] = page.today_card.findChildren(QPushButton)
    assert link.accessibleName() == f"Initial, {name.strip()} family"
    assert link.toolTip()
