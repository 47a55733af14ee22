"""The way through the conferences page: list, request, booking, status, by mouse and by keyboard."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from conference_app.domain.conference import Booking, Request
from conference_app.domain.conference_status import ConferenceType, Status
from conference_app.domain.family import Child, Family
from conference_app.domain.people import Chair
from conference_app.domain.rebooking import Again, Kind
from conference_app.store import conferences, families, invitations
from conference_app.store.store import Store
from conference_app.use_cases.change_settings import change_number
from conference_app.use_cases.invite import build_list, mark_sent
from conference_app.use_cases.keep_directory import keep_chair
from conference_app.use_cases.keep_family import keep_child, keep_family
from conference_app.use_cases.request_conference import request_conference
from conference_app.use_cases.schedule_conference import schedule_conference
from tests.conference_app.use_cases.marlowe import (
    NOW,
    Marlowe,
    booked_conference,
    held_conference,
    invited_conference,
    wish,
)
from ui.background import Background
from ui.booking_form import BookingForm
from ui.conferences.details_tab import DetailsTab
from ui.conferences.list_page import VIEWS
from ui.conferences.page import ConferencesPage
from ui.conferences.request_form import RequestForm
from ui.rebooking_form import RebookingForm
from ui.session import Session
from ui.widgets.form_dialog import FormDialog
from ui.widgets.tag import Tag
from ui.widgets.text import Tone

TODAY = date(2027, 3, 8)
TAB_FOCUS = Qt.FocusPolicy.TabFocus


@pytest.fixture
def known(store: Store) -> Marlowe:
    return booked_conference(store)


@pytest.fixture
def page(qtbot: QtBot, session: Session, known: Marlowe, store: Store) -> Iterator[ConferencesPage]:
    background = Background(lambda: store)
    made = ConferencesPage(session, background)
    session.changed.connect(lambda _: made.refresh())
    qtbot.addWidget(made)
    made.resize(1182, 768)
    made.show()
    made.open_list()
    yield made
    background.close()


def another_request(store: Store, name: str = "Okafor") -> int:
    family = keep_family(store, Family(name)).value
    child = keep_child(store, Child(family, f"Ada {name}", date(2020, 1, 5)), today=TODAY).value
    asked = Request(ConferenceType.TRANSFER_IN, family, (child,), TODAY, notice_on=date(2027, 3, 5))
    return request_conference(store, asked, today=TODAY).value


def references(page: ConferencesPage) -> list[str]:
    return [row.reference for row in page.list_page.model.rows()]


def head_words(page: ConferencesPage) -> list[str]:
    return [tag.word for tag in page.detail_page.head.findChildren(Tag)]


def dialog_of(widget: QWidget) -> FormDialog:
    """The dialog that is open; there is exactly one."""
    (found,) = [dialog for dialog in widget.findChildren(FormDialog) if dialog.isVisible()]
    return found


def tab_stops(within: QWidget) -> list[QWidget]:
    """What Tab goes through inside a widget, in its order."""
    found, at = [], within.nextInFocusChain()
    while at is not within:
        if within.isAncestorOf(at) and at.isVisibleTo(within) and at.isEnabled() and at.focusPolicy() & TAB_FOCUS:
            found.append(at)
        at = at.nextInFocusChain()
    return found


def details(page: ConferencesPage) -> DetailsTab:
    tab = page.detail_page.tabs.page("details")
    assert isinstance(tab, DetailsTab)
    return tab


def request_form(page: ConferencesPage) -> RequestForm:
    return page.request_page.form


# the list


def test_requests_without_booking_stand_first(page: ConferencesPage, store: Store) -> None:
    another_request(store)
    page.refresh()
    assert references(page) == ["CP-2027-0002", "CP-2027-0001"]
    assert [row.starts_at for row in page.list_page.model.rows()] == [None, datetime(2027, 3, 10, 9, 30)]


@pytest.mark.parametrize("typed", ["0001", "marlowe", "noah", "osei"])
def test_search_finds_reference_family_child_and_chair(page: ConferencesPage, store: Store, typed: str) -> None:
    another_request(store)
    page.search(typed)
    assert references(page) == ["CP-2027-0001"]


def test_searching_waits_for_a_pause_in_typing(qtbot: QtBot, page: ConferencesPage, store: Store) -> None:
    another_request(store)
    page.refresh()
    qtbot.keyClicks(page.list_page.search_line, "okaf")
    assert len(references(page)) == 2
    qtbot.waitUntil(lambda: references(page) == ["CP-2027-0002"])


def test_views_answer_their_question(page: ConferencesPage, store: Store, known: Marlowe) -> None:
    another_request(store)
    page.refresh()
    found = {}
    for view in VIEWS:
        page.list_page.open_view(view.key)
        found[view.key] = references(page)
    both = ["CP-2027-0002", "CP-2027-0001"]
    assert found == {
        "ahead": both,
        "to_book": ["CP-2027-0002"],
        "no_doctor": both,
        "week": ["CP-2027-0001"],
        "late": [],
        "over": [],
        "all": ["CP-2027-0001", "CP-2027-0002"],
    }


def test_a_postponed_conference_needs_booking_and_is_late_after_its_limit(
    page: ConferencesPage, store: Store, known: Marlowe, session: Session
) -> None:
    wish(store, known, Kind.POSTPONED)
    session.today = lambda: date(2027, 3, 15)
    page.list_page.open_view("to_book")
    assert references(page) == ["CP-2027-0001"]
    page.list_page.open_view("late")
    assert references(page) == ["CP-2027-0001"]


def test_what_is_not_booked_stands_in_the_order_of_its_limit(page: ConferencesPage, store: Store) -> None:
    family = keep_family(store, Family("Reeve")).value
    child = keep_child(store, Child(family, "Tom Reeve", date(2020, 1, 5)), today=TODAY).value
    another_request(store)
    sooner = Request(ConferenceType.TRANSFER_IN, family, (child,), TODAY, notice_on=date(2027, 2, 19))
    request_conference(store, sooner, today=TODAY)
    page.refresh()
    assert references(page) == ["CP-2027-0003", "CP-2027-0002", "CP-2027-0001"]


def test_after_a_move_the_head_says_that_the_doctor_holds_the_earlier_time(
    page: ConferencesPage, store: Store, known: Marlowe
) -> None:
    build_list(store, known.conference)
    doctor, *_ = invitations.invitations(store, known.conference)
    mark_sent(store, known.conference, [doctor.id], route="secure e-mail", at=NOW, now=NOW)
    wish(store, known, Kind.POSTPONED)
    page.open_conference(known.conference)
    assert "Dr Amara Lindgren: only invited to the earlier time" in head_words(page)
    page.open_list()
    page.list_page.open_view("to_book")
    assert "Paediatrician: Dr Amara Lindgren earlier time only" in page.list_page.model.spoken(0)


def test_a_search_without_a_word_waits_for_one(page: ConferencesPage, known: Marlowe) -> None:
    page.open_conference(known.conference)
    page.search("")
    assert page.stack.currentWidget() is page.list_page
    assert page.focusWidget() is page.list_page.search_line
    assert page.list_page.view().key == "ahead"


def test_type_and_period_narrow_the_list(page: ConferencesPage, store: Store) -> None:
    another_request(store)
    page.list_page.type_choice.set_value("transfer-in")
    assert references(page) == ["CP-2027-0002"]
    page.list_page.type_choice.set_value(None)
    page.list_page.period_choice.set_value("next_week")
    assert references(page) == []
    page.list_page.period_choice.set_value("this_week")
    assert references(page) == ["CP-2027-0001"]


def test_the_margin_and_the_missing_doctor_are_said(page: ConferencesPage) -> None:
    model = page.list_page.model
    assert "Last lawful day: Fri 12 Mar 2027 margin 2 working days" in model.spoken(0)
    assert "Paediatrician: No paediatrician named" in model.spoken(0)


def test_the_list_is_written_as_csv(page: ConferencesPage, tmp_path: Path) -> None:
    said: list[str] = []
    page.said.connect(lambda words, _: said.append(words))
    page.list_page._where_to_save = lambda _parent, name: str(tmp_path / name)
    page.list_page.export_rows(page.list_page.model.rows())
    lines = (tmp_path / "conferences.csv").read_text(encoding="utf-8-sig").splitlines()
    assert lines[0].startswith("reference,type,status,family")
    assert lines[1].startswith("CP-2027-0001,initial,booked,Marlowe")
    assert said == ["1 line written to conferences.csv."]


def test_a_place_that_cannot_be_written_to_is_said(page: ConferencesPage, tmp_path: Path, problems: list[str]) -> None:
    page.list_page._where_to_save = lambda _parent, name: str(tmp_path)
    page.list_page.export_rows(page.list_page.model.rows())
    assert problems[0].startswith("The list was not written")


def test_the_empty_list_says_so(qtbot: QtBot, page: ConferencesPage) -> None:
    page.list_page.open_view("over")
    assert page.list_page.table._empty == "No conference has been held yet."


def test_enter_opens_and_back_returns(qtbot: QtBot, page: ConferencesPage) -> None:
    page.list_page.table.selectRow(0)
    qtbot.keyClick(page.list_page.table, Qt.Key.Key_Return)
    assert page.stack.currentWidget() is page.detail_page
    qtbot.keyClick(page.detail_page, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert page.stack.currentWidget() is page.list_page


# the head


def test_the_head_says_where_it_stands(page: ConferencesPage, known: Marlowe) -> None:
    page.open_conference(known.conference)
    assert page.detail_page.head.accessibleName() == "Marlowe family, initial conference"
    words = " | ".join(label.text() for label in page.detail_page.head.findChildren(QLabel))
    assert "Wednesday 10 March 2027, 9:30am to 11:30am" in words
    assert "Chair Rosalind Osei" in words
    assert "Oak room" in words
    assert "CP-2027-0001" in words
    assert head_words(page) == [
        "Booked",
        "Last lawful day Fri 12 March, margin 2 working days",
        "No paediatrician named",
    ]


def test_the_other_count_can_be_the_one_in_force(page: ConferencesPage, store: Store, known: Marlowe) -> None:
    change_number(store, "count_from", "the day itself")
    page.open_conference(known.conference)
    assert "Last lawful day Thu 11 March, margin 1 working day" in head_words(page)


def test_a_conference_that_is_not_there_is_said(page: ConferencesPage, problems: list[str]) -> None:
    page.open_conference(77)
    assert page.stack.currentWidget() is page.list_page
    assert problems == ["There is no conference 77 in this store."]


@pytest.mark.parametrize(
    "tab",
    ["details", "invitations", "agenda", "attendance", "decisions", "actions", "documents", "history"],
)
def test_every_tab_opens(page: ConferencesPage, known: Marlowe, tab: str) -> None:
    page.open_conference(known.conference, tab)
    assert page.detail_page.tabs.current() == tab


# a request


def test_a_request_from_family_to_booking(qtbot: QtBot, page: ConferencesPage, store: Store) -> None:
    page.open_request(None)
    form = request_form(page)
    form.family_chooser.line.setFocus()
    qtbot.keyClicks(form.family_chooser.line, "noah")
    form.family_chooser.settle()
    assert form.children_list.value() == [child.id for child in families.children(store, 1)]
    form.editor("requested_by").set_value("P. Nair")
    form.discussions.lines[0].editors["held_on"].line.setText("fri")
    assert page.request_page.clock._said == "Tuesday 30 March 2027"
    page.request_page.save()
    assert page.stack.currentWidget() is page.detail_page
    made = conferences.conference(store, 2)
    assert (made.requested_by, made.limit_on, made.status) == ("P. Nair", date(2027, 3, 30), Status.REQUESTED)
    (book,) = details(page).banner.findChildren(QPushButton)
    assert book.text() == "Book…"


def test_good_friday_as_the_limit_proposes_the_day_before(page: ConferencesPage, session: Session) -> None:
    session.today = lambda: date(2027, 3, 8)
    page.open_request(1)
    form = request_form(page)
    form.editor("type").set_value(ConferenceType.REVIEW)
    form.editor("previous_on").set_value(date(2026, 12, 26))
    form.editor("previous_was_initial").set_value(True)
    words = " ".join(each.text() for each in page.request_page.clock.findChildren(QLabel))
    assert "Friday 26 March 2027" in words
    assert "not a working day (Good Friday)" in words
    assert "Use the working day before: Thursday 25 March 2027." in words


def test_errors_stand_beside_their_fields_and_nothing_typed_is_lost(page: ConferencesPage) -> None:
    page.open_request(None)
    form = request_form(page)
    form.editor("reason").set_value("Unexplained bruise")
    form.discussions.lines[0].editors["held_on"].line.setText("31/2/27")
    page.request_page.save()
    assert form.fields["family"].error() == "Enter the family."
    assert "31/2/27" in form.fields["discussions"].error()
    assert form.editor("reason").value() == "Unexplained bruise"
    assert page.stack.currentWidget() is page.request_page


def test_rules_of_the_request_stand_beside_their_fields(page: ConferencesPage, known: Marlowe) -> None:
    page.open_request(known.family)
    form = request_form(page)
    form.children_list.set_value([])
    page.request_page.save()
    assert form.fields["children"].error().startswith("Choose at least one child.")
    assert form.fields["discussions"].error().startswith("Enter the strategy discussions")


def test_the_form_grows_by_type(page: ConferencesPage, known: Marlowe) -> None:
    page.open_request(known.family)
    form = request_form(page)
    shown = {}
    for kind in ConferenceType:
        form.editor("type").set_value(kind)
        keys = ("discussions", "section47_on", "notice_on", "previous_on")
        shown[kind] = {key for key in keys if not form.fields[key].isHidden()}
    assert shown == {
        ConferenceType.INITIAL: {"discussions", "section47_on"},
        ConferenceType.PRE_BIRTH: {"discussions", "section47_on"},
        ConferenceType.TRANSFER_IN: {"notice_on"},
        ConferenceType.REVIEW: {"previous_on"},
    }


def test_a_review_elsewhere_must_say_what_came_before(page: ConferencesPage, known: Marlowe) -> None:
    page.open_request(known.family)
    form = request_form(page)
    form.editor("type").set_value(ConferenceType.REVIEW)
    form.editor("previous_on").set_value(date(2026, 12, 7))
    page.request_page.save()
    assert "initial conference or a review" in form.fields["previous_was_initial"].error()


def test_back_in_the_list_the_conference_that_was_open_is_marked(
    qtbot: QtBot, page: ConferencesPage, store: Store, known: Marlowe
) -> None:
    another_request(store)
    page.list_page.refresh()
    with qtbot.waitActive(page):
        page.activateWindow()
    page.open_conference(known.conference)
    qtbot.keyClick(page.detail_page.tabs.bar, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    table = page.list_page.table
    assert table.hasFocus()
    assert [row.id for row in table.selected_rows()] == [known.conference]


def test_a_begun_request_waits_until_it_is_dropped(page: ConferencesPage, known: Marlowe) -> None:
    page.open_request(None)
    request_form(page).editor("reason").set_value("Half a sentence")
    page.open_list()
    page.open_request(known.family)
    assert request_form(page).editor("reason").value() == "Half a sentence"
    (afresh,) = page.request_page.strip.findChildren(QPushButton)
    afresh.click()
    assert request_form(page).editor("reason").value() == ""
    family = request_form(page).family()
    assert family is not None
    assert family.name == "Marlowe"


def test_cancel_asks_once(page: ConferencesPage) -> None:
    page.open_request(None)
    request_form(page).editor("reason").set_value("Half a sentence")
    page.request_page.leave()
    assert page.stack.currentWidget() is page.request_page
    page.request_page.leave()
    assert page.stack.currentWidget() is page.list_page


def test_a_new_family_without_leaving(page: ConferencesPage, store: Store) -> None:
    page.open_request(None)
    page.request_page.add_family()
    dialog = dialog_of(page.request_page)
    dialog.form.editor("name").set_value("Reeve")
    dialog.form.editor("child_name").set_value("Tom Reeve")
    assert not dialog.try_save()
    assert dialog.form.fields["born_on"].error().startswith("Enter the date of birth")
    assert store.value("SELECT count(*) FROM family WHERE name = 'Reeve'") == 0
    dialog.form.editor("born_on").line.setText("3/3/2019")
    assert dialog.try_save()
    form = request_form(page)
    assert form.family_chooser.line.text() == "Reeve (Tom Reeve)"
    assert len(form.children_list.value()) == 1


def test_a_child_added_meanwhile_is_considered_too(
    page: ConferencesPage, store: Store, known: Marlowe, session: Session
) -> None:
    page.open_request(known.family)
    form = request_form(page)
    form.children_list.set_value([known.noah])
    session.perform(keep_child, Child(known.family, "Unborn baby", None, date(2027, 6, 1)), today=TODAY)
    assert form.children_list.value() == [known.noah, 3]


def test_what_the_family_has_ahead_is_said(page: ConferencesPage, known: Marlowe) -> None:
    page.open_request(known.family)
    words = "This family already has a conference ahead: CP-2027-0001, initial, Wed 10 Mar 2027."
    assert request_form(page).ahead_note.text() == words
    assert not request_form(page).ahead_note.isHidden()


def test_a_medical_without_leaving(page: ConferencesPage, store: Store, known: Marlowe) -> None:
    page.open_request(known.family)
    page.request_page.add_medical()
    dialog = dialog_of(page.request_page)
    assert not dialog.try_save()
    assert dialog.form.fields["examined_on"].error() == "Enter the day of the examination."
    dialog.form.set_values({"child_id": known.ella, "examined_on": date(2027, 3, 4), "doctor_id": 2})
    assert dialog.try_save()
    assert [each.child_name for each in families.medicals(store, known.family)] == ["Ella Marlowe", "Noah Marlowe"]


def test_the_request_is_corrected_and_keeps_needs_and_agencies(
    page: ConferencesPage, store: Store, known: Marlowe
) -> None:
    page.open_conference(known.conference)
    details(page).edit_button.click()
    form = request_form(page)
    need = form.needs.add_line()
    need.editors["kind"].set_value("exclusion")
    need.editors["who"].set_value("Daniel Reeve")
    need.editors["decision"].set_value("excluded")
    page.request_page.save()
    assert "only the chair may exclude" in form.fields["needs"].error()
    need.editors["decided_by"].set_value("Rosalind Osei")
    need.editors["decided_on"].set_value(date(2027, 3, 5))
    page.request_page.save()
    changed = conferences.conference(store, known.conference)
    assert changed.excludes("Daniel Reeve")
    assert [each.professional_name for each in changed.involvements] == ["Priya Nair", "Owen Pryce"]
    assert changed.discussions[0].held_on == date(2027, 2, 19)
    assert changed.starts_at == datetime(2027, 3, 10, 9, 30)


def test_a_correction_made_elsewhere_is_not_overwritten(page: ConferencesPage, store: Store, known: Marlowe) -> None:
    page.open_conference(known.conference)
    details(page).edit_button.click()
    found = conferences.conference(store, known.conference)
    booking = Booking(datetime(2027, 3, 11, 9, 30), 120, known.chair, room_id=known.room)
    schedule_conference(store, known.conference, booking, seen=found.version, today=TODAY)
    request_form(page).editor("reason").set_value("Another reason")
    page.request_page.save()
    assert conferences.conference(store, known.conference).reason == "Unexplained bruise"
    assert page.stack.currentWidget() is page.request_page


# the keyboard


def test_tab_goes_through_the_page_as_it_is_read(page: ConferencesPage, store: Store, known: Marlowe) -> None:
    page.open_conference(known.conference)
    stops = tab_stops(page.detail_page)
    words = [each.text() if isinstance(each, QPushButton) else each.accessibleName() for each in stops]
    assert words == [
        "Conferences",
        "Parts of the conference",
        "Open invitations",
        "More",
        "Move…",
        "Edit…",
        "Open family",
        "How it was counted",
    ]


def test_after_booking_the_keyboard_is_at_the_next_step(qtbot: QtBot, page: ConferencesPage, store: Store) -> None:
    page.open_conference(another_request(store))
    [book] = details(page).banner.findChildren(QPushButton)
    book.setFocus()
    book.click()
    booking_form(page).proposals[0].click()
    assert dialog_of(page).try_save()
    qtbot.wait(1)
    focused = page.window().focusWidget()
    assert isinstance(focused, QPushButton)
    assert focused.text() == "Open invitations"


def test_the_keyboard_stays_on_the_page_when_what_had_it_is_built_anew(
    qtbot: QtBot, page: ConferencesPage, known: Marlowe
) -> None:
    page.open_conference(known.conference)
    [crumb] = [each for each in page.detail_page.head.findChildren(QPushButton) if each.text() == "Conferences"]
    crumb.setFocus()
    page.refresh()
    qtbot.wait(1)
    assert page.window().focusWidget() is page.detail_page.tabs.bar


# booking


def test_booking_says_what_it_means_before_it_is_made(page: ConferencesPage, store: Store) -> None:
    page.open_conference(another_request(store))
    details(page).book()
    dialog = dialog_of(page)
    form = dialog.form
    assert form.editor("minutes").value() == 120
    form.editor("day").line.setText("10/3/27")
    form.editor("start").line.setText("10")
    form.editor("chair_id").set_value(1)
    form.editor("room_id").set_value(1)
    clash = "Rosalind Osei already chairs CP-2027-0001, Marlowe family, Wednesday 10 March 2027, 9:30am to 11:30am"
    assert not dialog.try_save()
    assert form.fields["chair_id"].error().startswith(clash)
    form.editor("start").line.setText("2pm")
    assert dialog.try_save()
    assert conferences.conference(store, 2).starts_at == datetime(2027, 3, 10, 14, 0)
    assert head_words(page)[0] == "Booked"


def booking_form(page: ConferencesPage) -> BookingForm:
    form = dialog_of(page).form
    assert isinstance(form, BookingForm)
    return form


def test_free_slots_are_offered_and_one_fills_the_form(page: ConferencesPage, store: Store, known: Marlowe) -> None:
    page.open_conference(another_request(store))
    details(page).book()
    form = booking_form(page)
    words = [each.text() for each in form.proposals]
    assert words[0] == "Wed 17 March, 9am, Oak room, Rosalind Osei – 7 working days before the limit"
    assert len(words) == 5
    form.proposals[1].click()
    assert dialog_of(page).try_save()
    found = conferences.conference(store, 2)
    assert (found.starts_at, found.chair_name) == (datetime(2027, 3, 18, 9, 0), "Rosalind Osei")
    assert found.room_id == known.room


def test_free_slots_follow_the_way_people_meet(page: ConferencesPage, store: Store) -> None:
    page.open_conference(another_request(store))
    details(page).book()
    form = booking_form(page)
    form.editor("mode").set_value("video")
    assert form.proposals[0].text().startswith("Wed 17 March, 9am, Rosalind Osei –")
    form.mark_saved()
    dialog_of(page).reject()


def test_the_keyboard_goes_from_the_free_slots_to_the_fields(qtbot: QtBot, page: ConferencesPage, store: Store) -> None:
    page.open_conference(another_request(store))
    details(page).book()
    form = booking_form(page)
    assert tab_stops(form)[:6] == [*form.proposals, form.editor("day").inputs()[0]]
    dialog_of(page).reject()


def test_why_and_who_past_the_limit_are_seen_without_scrolling(
    qtbot: QtBot, page: ConferencesPage, store: Store
) -> None:
    page.open_conference(another_request(store))
    details(page).book()
    dialog, form = dialog_of(page), booking_form(page)
    form.editor("mode").set_value("hybrid")
    form.editor("day").set_value(date(2027, 4, 14))
    dialog.resize(dialog.width(), 768 - 80)
    qtbot.wait(1)
    foot = dialog.save_button.mapTo(dialog, QPoint(0, 0)).y()
    for key in ("late_reason", "late_approver"):
        field = form.fields[key]
        assert field.mapTo(dialog, field.rect().bottomLeft()).y() < foot
    form.mark_saved()
    dialog.reject()


def test_past_the_limit_reason_and_approver_are_asked_for(page: ConferencesPage, store: Store) -> None:
    page.open_conference(another_request(store))
    details(page).book()
    dialog = dialog_of(page)
    form = dialog.form
    assert form.fields["late_reason"].isHidden()
    form.set_values({"day": date(2027, 4, 14), "chair_id": 1, "room_id": 1})
    form.editor("start").line.setText("10am")
    assert not form.fields["late_reason"].isHidden()
    assert not dialog.try_save()
    assert form.fields["late_approver"].error().endswith("Enter who approved it.")
    form.editor("late_reason").set_value("No chair before")
    form.editor("late_approver").set_value("M. Ames, service manager")
    assert dialog.try_save()
    assert conferences.conference(store, 2).late_approver == "M. Ames, service manager"


def test_by_the_stricter_count_its_last_day_asks_for_a_reason(page: ConferencesPage, store: Store) -> None:
    change_number(store, "count_from", "the day itself")
    page.open_conference(another_request(store))
    found = conferences.conference(store, 2)
    assert (found.stricter_limit_on, found.limit_on) == (date(2027, 3, 25), date(2027, 3, 30))
    details(page).book()
    form = dialog_of(page).form
    form.set_values({"day": date(2027, 3, 30)})
    form.changed.emit()
    assert not form.fields["late_reason"].isHidden()
    dialog_of(page).reject()


def test_moving_an_invited_conference_says_who_must_be_told_again(
    page: ConferencesPage, store: Store, known: Marlowe
) -> None:
    build_list(store, known.conference)
    lines = [line.id for line in invitations.invitations(store, known.conference) if line.can_be_sent]
    now = datetime(2027, 3, 8, 8, 0)
    mark_sent(store, known.conference, lines, route="e-mail", at=now, now=now)
    page.open_conference(known.conference)
    details(page).book()
    dialog = dialog_of(page)
    dialog.form.editor("start").line.setText("11am")
    assert isinstance(dialog.form, RebookingForm)
    dialog.form.editor("reason_code").set_value("family_asked")
    said = dialog.form.consequences.words()
    assert "Tell the paediatrician again first: Dr Amara Lindgren (e-mail)." in said
    assert "Tell again" in said
    assert "Owen Pryce (e-mail)" in said
    assert dialog.try_save()
    assert conferences.conference(store, known.conference).status is Status.BOOKED


def test_the_chair_a_family_knows_is_proposed(qtbot: QtBot, session: Session, store: Store) -> None:
    known = held_conference(store)
    session.today = lambda: date(2027, 3, 11)
    keep_chair(store, Chair("Aled Brandt"))
    page = ConferencesPage(session, Background(lambda: store))
    qtbot.addWidget(page)
    page.open_review(known.family)
    page.request_page.save()
    details(page).book()
    assert dialog_of(page).form.value("chair_id") == known.chair
    assert dialog_of(page).form.value("minutes") == 90
    dialog_of(page).reject()


def test_initial_conference_on_a_saturday_is_refused_beside_the_date(
    page: ConferencesPage, store: Store, known: Marlowe
) -> None:
    page.open_conference(known.conference)
    details(page).book()
    dialog = dialog_of(page)
    dialog.form.editor("day").line.setText("13/3/27")
    dialog.form.editor("reason_code").set_value("chair_away")
    assert not dialog.try_save()
    assert "cannot be held on Saturday 13 March 2027" in dialog.form.fields["day"].error()
    dialog.form.mark_saved()
    dialog.reject()


def test_video_needs_no_room(page: ConferencesPage, store: Store) -> None:
    page.open_conference(another_request(store))
    details(page).book()
    dialog = dialog_of(page)
    dialog.form.set_values({"day": date(2027, 3, 11), "chair_id": 1, "mode": "video"})
    dialog.form.editor("start").line.setText("9")
    assert dialog.form.fields["room_id"].isHidden()
    assert dialog.try_save()
    assert conferences.conference(store, 2).mode == "video"


# status


def test_postponing_asks_for_a_reason_and_shows_it(page: ConferencesPage, store: Store, known: Marlowe) -> None:
    page.open_conference(known.conference)
    details(page).rebook(Kind.POSTPONED)
    dialog = dialog_of(page)
    assert not dialog.try_save()
    assert dialog.form.fields["reason_code"].error() == "Enter the reason."
    assert dialog.form.fields["approved_by"].error().endswith("Enter who approved it.")
    dialog.form.editor("reason_code").set_value("chair_away")
    dialog.form.editor("approved_by").set_value("M. Ames, service manager")
    assert dialog.try_save()
    assert head_words(page)[0] == "Postponed"
    assert details(page).banner.accessibleDescription().startswith("Chair ill or away")
    words = [each.text() for each in page.detail_page.head.findChildren(QLabel)]
    assert "Not booked, was Wednesday 10 March 2027" in words
    details(page).book()
    assert dialog_of(page).form.value("day") is None
    assert dialog_of(page).form.value("chair_id") == known.chair
    dialog_of(page).reject()


def test_an_adjourned_conference_goes_on_as_its_replacement(
    page: ConferencesPage, store: Store, known: Marlowe, session: Session
) -> None:
    session.today = lambda: date(2027, 3, 10)
    page.open_conference(known.conference)
    details(page).rebook(Kind.ADJOURNED)
    form = dialog_of(page).form
    form.editor("reason_code").set_value("interpreter_missing")
    form.editor("again").set_value(Again.LATER)
    assert not dialog_of(page).try_save()  # no paediatrician was invited: only as a breach
    form.editor("breach_reason").set_value("The invitation was forgotten.")
    asked: list[int] = []
    page.detail_page.conference_requested.connect(lambda each, _tab: asked.append(each))
    assert dialog_of(page).try_save()
    (again,) = details(page).banner.findChildren(QPushButton)
    assert again.text() == "Open CP-2027-0002"
    again.click()
    assert asked == [2]


def test_the_menu_offers_only_lawful_steps(
    page: ConferencesPage, store: Store, known: Marlowe, session: Session
) -> None:
    page.open_conference(known.conference)
    words = [each.text() for each in details(page).more_button.menu().actions()]
    assert words == ["Postpone…", "Cancel conference…"]  # nobody can have met yet
    session.today = lambda: date(2027, 3, 10)
    page.refresh()
    assert [each.text() for each in details(page).more_button.menu().actions()] == [
        "Postpone…",
        "Adjourn…",
        "Cancel conference…",
    ]
    page.open_conference(another_request(store))
    assert [each.text() for each in details(page).more_button.menu().actions()] == ["Cancel conference…"]


def test_what_is_next_is_said(page: ConferencesPage, store: Store, known: Marlowe, session: Session) -> None:
    page.open_conference(known.conference)
    assert details(page).banner.accessibleName().startswith("No paediatrician has been invited.")
    session.now = lambda: datetime(2027, 3, 10, 13, 0)
    page.refresh()
    assert details(page).banner.accessibleName().startswith("The time of this conference has passed.")


def test_a_review_is_filled_in_from_the_last_conference(qtbot: QtBot, session: Session, store: Store) -> None:
    known = held_conference(store)
    page = ConferencesPage(session, Background(lambda: store))
    qtbot.addWidget(page)
    session.today = lambda: date(2027, 3, 12)
    page.open_review(known.family)
    form = request_form(page)
    assert form.value("type") is ConferenceType.REVIEW
    assert form.previous.value() == known.conference
    assert page.request_page.clock._said == "Thursday 10 June 2027"
    page.request_page.save()
    made = conferences.conference(store, 2)
    assert (made.previous_id, made.previous_on) == (known.conference, date(2027, 3, 10))
    assert made.previous_was_initial
    assert len(made.involvements) == 2


def test_with_nothing_pressing_there_is_no_banner(qtbot: QtBot, session: Session, store: Store) -> None:
    known = invited_conference(store)
    page = ConferencesPage(session, Background(lambda: store))
    qtbot.addWidget(page)
    page.open_conference(known.conference)
    assert details(page).banner.isHidden()
    assert head_words(page)[0] == "Invited"
    assert page.detail_page.head.findChildren(Tag)[0].tone is Tone.GREEN
