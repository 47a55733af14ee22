from datetime import datetime, time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from conference_app.domain.conference_status import Status
from conference_app.store import attendance, conferences
from conference_app.store.store import Store
from conference_app.use_cases.take_register import strike_off
from tests.conference_app.use_cases.marlowe import (
    AFTER,
    Marlowe,
    booked_conference,
    came,
    held_conference,
    invited_conference,
)
from tests.ui.conferences.on_the_day import opened, session_on
from ui.conferences.attendance_tab import AttendanceTab

DURING = datetime(2027, 3, 10, 10, 5)


def choose(tab: AttendanceTab, name: str) -> None:
    at = next(n for n, seat in enumerate(tab.model.rows()) if seat.person.name == name)
    tab.table.selectRow(at)


def state_of(tab: AttendanceTab, name: str) -> str:
    return next(seat.state for seat in tab.model.rows() if seat.person.name == name)


def here(store: Store, problems: list[str], qtbot: QtBot, now: datetime = DURING) -> tuple[AttendanceTab, Marlowe]:
    known = invited_conference(store)
    return opened(AttendanceTab, session_on(store, problems, now), known.conference, qtbot), known


def test_the_model_keeps_qts_rules(store: Store, problems: list[str], qtbot: QtBot, qtmodeltester: ModelTester) -> None:
    tab, _ = here(store, problems, qtbot)
    qtmodeltester.check(tab.model)


@pytest.mark.parametrize("key", [Qt.Key.Key_Space, Qt.Key.Key_Return])
def test_one_key_makes_a_person_present_and_goes_on_to_the_next(
    store: Store, problems: list[str], qtbot: QtBot, key: Qt.Key
) -> None:
    tab, known = here(store, problems, qtbot)
    assert {seat.state for seat in tab.model.rows()} == {"not recorded"}
    qtbot.keyClick(tab.table, key)
    qtbot.keyClick(tab.table, key)
    written = attendance.register(store, known.conference)
    assert [(person.name, person.presence, person.arrived) for person in written] == [
        ("Dr Amara Lindgren", "present", "10:05"),
        ("Priya Nair", "present", "10:05"),
    ]
    assert tab.table.current_row().person.name == "Grace Marlowe"


def test_the_quorum_card_follows_the_register(store: Store, problems: list[str], qtbot: QtBot) -> None:
    tab, _ = here(store, problems, qtbot)
    assert tab.quorum_card.state.word == "Not quorate"
    for name in ("Dr Amara Lindgren", "Priya Nair", "Owen Pryce"):
        choose(tab, name)
        tab.present_button.click()
    assert tab.quorum_card.state.word == "Quorate"
    choose(tab, "Owen Pryce")
    tab.left_button.click()
    assert state_of(tab, "Owen Pryce") == "left"
    assert tab.quorum_card.state.word == "Not quorate"


def test_apologies_by_key_and_back_to_not_recorded_by_delete(store: Store, problems: list[str], qtbot: QtBot) -> None:
    tab, known = here(store, problems, qtbot)
    choose(tab, "Grace Marlowe")
    qtbot.keyClick(tab.table, Qt.Key.Key_A)
    assert state_of(tab, "Grace Marlowe") == "apologies"
    choose(tab, "Grace Marlowe")
    tab.take_off()
    assert state_of(tab, "Grace Marlowe") == "not recorded"
    assert attendance.register(store, known.conference) == []
    assert problems == []


def test_typed_after_the_conference_people_arrived_at_its_start(
    store: Store, problems: list[str], qtbot: QtBot
) -> None:
    tab, known = here(store, problems, qtbot, datetime(2027, 3, 10, 15, 0))
    choose(tab, "Owen Pryce")
    tab.present_button.click()
    choose(tab, "Owen Pryce")
    tab.left_button.click()
    (person,) = attendance.register(store, known.conference)
    assert (person.arrived, person.left_at) == ("09:30", "11:30")


def test_details_say_what_is_wrong_beside_the_field(store: Store, problems: list[str], qtbot: QtBot) -> None:
    tab, known = here(store, problems, qtbot)
    choose(tab, "Owen Pryce")
    qtbot.keyClick(tab.table, Qt.Key.Key_F2)
    assert tab.dialog is not None
    form = tab.dialog.form
    form.editor("presence").set_value("present")
    form.editor("arrived").set_value(time(10, 30))
    form.editor("left_at").set_value(time(9, 0))
    assert not tab.dialog.try_save()
    assert "leaving" in form.fields["left_at"].error()
    form.editor("left_at").set_value(time(11, 0))
    form.editor("mode").set_value("video")
    assert tab.dialog.try_save()
    (person,) = attendance.register(store, known.conference)
    assert (person.mode, person.left_at) == ("video", "11:00")


def test_somebody_who_was_not_invited_is_added(store: Store, problems: list[str], qtbot: QtBot) -> None:
    tab, _ = here(store, problems, qtbot)
    tab.add_button.click()
    assert tab.dialog is not None
    assert not tab.dialog.try_save()
    tab.dialog.form.set_values({"name": "Ruth Ames", "role_code": "school"})
    assert tab.dialog.try_save()
    assert [(seat.person.name, seat.reply) for seat in tab.model.rows()][-1] == ("Ruth Ames", "not invited")


def test_a_quorate_conference_is_recorded_as_held_without_a_question(
    store: Store, problems: list[str], qtbot: QtBot
) -> None:
    tab, known = here(store, problems, qtbot, datetime(2027, 3, 10, 12, 15))
    came(store, known, "social_worker", "police", "paediatrician")
    tab.held_button.click()
    assert tab.dialog is not None
    assert tab.dialog.form.fields == {}
    with qtbot.waitSignal(tab.said):
        assert tab.dialog.try_save()
    assert conferences.conference(store, known.conference).status is Status.HELD
    assert tab.held_button.isHidden()


def test_once_it_is_held_the_keyboard_is_on_what_comes_next(store: Store, problems: list[str], qtbot: QtBot) -> None:
    tab, known = here(store, problems, qtbot, datetime(2027, 3, 10, 12, 15))
    came(store, known, "social_worker", "police", "paediatrician")
    tab.show()
    tab.held_button.setFocus()
    tab.held_button.click()
    assert tab.dialog is not None
    assert tab.dialog.try_save()
    focused = tab.focusWidget()
    assert isinstance(focused, QPushButton)
    assert focused.text() == "Record the decisions"
    tab.hide()


def test_an_inquorate_one_asks_for_the_reason(store: Store, problems: list[str], qtbot: QtBot) -> None:
    tab, known = here(store, problems, qtbot)
    came(store, known, "social_worker", "paediatrician")
    tab.held_button.click()
    assert tab.dialog is not None
    assert list(tab.dialog.form.fields) == ["inquorate_reason"]
    assert not tab.dialog.try_save()
    assert tab.dialog.form.fields["inquorate_reason"].error()
    tab.dialog.form.editor("inquorate_reason").set_value("Delay would harm.")
    assert tab.dialog.try_save()
    assert conferences.conference(store, known.conference).status is Status.HELD_INQUORATE


def test_without_a_paediatrician_invited_only_the_breach_is_offered_and_it_stays_in_sight(
    store: Store, problems: list[str], qtbot: QtBot
) -> None:
    known = booked_conference(store)
    tab = opened(AttendanceTab, session_on(store, problems), known.conference, qtbot)
    assert "No paediatrician" in tab.banner.accessibleName()
    tab.add_button.click()
    assert tab.dialog is not None
    tab.dialog.form.set_values({"name": "Priya Nair", "role_code": "social_worker"})
    assert tab.dialog.try_save()
    tab.held_button.click()
    assert set(tab.dialog.form.fields) == {"breach_chair", "breach_reason", "inquorate_reason"}
    assert tab.dialog.form.value("breach_chair") == "Rosalind Osei"
    tab.dialog.form.set_values({"inquorate_reason": "Nobody else came."})
    assert not tab.dialog.try_save()
    tab.dialog.form.set_values({"breach_reason": "The list was lost.", "inquorate_reason": "Nobody else came."})
    assert tab.dialog.try_save()
    assert tab.banner.accessibleName() == "Breach: held with no paediatrician invited."
    assert "cannot be removed" in tab.banner.accessibleDescription()


def test_before_it_starts_it_cannot_be_recorded_as_held(store: Store, problems: list[str], qtbot: QtBot) -> None:
    tab, _ = here(store, problems, qtbot, datetime(2027, 3, 10, 9, 0))
    assert not tab.held_button.isEnabled()
    assert "9:30am" in tab.held_button.toolTip()


def test_a_medical_without_a_doctor_in_the_room_is_noted(store: Store, problems: list[str], qtbot: QtBot) -> None:
    tab, _ = here(store, problems, qtbot)
    assert not tab.doctor_card.isHidden()
    choose(tab, "Dr Amara Lindgren")
    tab.present_button.click()
    assert tab.doctor_card.isHidden()


def test_a_correction_that_ends_the_quorum_of_a_held_conference_asks_why(
    store: Store, problems: list[str], qtbot: QtBot
) -> None:
    known = held_conference(store)
    tab = opened(AttendanceTab, session_on(store, problems, AFTER), known.conference, qtbot)
    choose(tab, "Owen Pryce")
    tab.mark_absent()
    assert tab.dialog is not None
    assert not tab.dialog.try_save()
    tab.dialog.form.editor("inquorate_reason").set_value("Delay would harm.")
    assert tab.dialog.try_save()
    assert conferences.conference(store, known.conference).status is Status.HELD_INQUORATE
    assert problems == []


def test_the_details_of_a_person_ask_why_too(store: Store, problems: list[str], qtbot: QtBot) -> None:
    known = held_conference(store)
    tab = opened(AttendanceTab, session_on(store, problems, AFTER), known.conference, qtbot)
    choose(tab, "Owen Pryce")
    tab.open_details()
    assert tab.dialog is not None
    form = tab.dialog.form
    assert form.fields["inquorate_reason"].isHidden()
    form.editor("presence").set_value("absent")
    assert not tab.dialog.try_save()
    assert not form.fields["inquorate_reason"].isHidden()
    form.editor("inquorate_reason").set_value("Delay would harm.")
    assert tab.dialog.try_save()
    assert conferences.conference(store, known.conference).status is Status.HELD_INQUORATE


def test_the_last_one_present_stays_on_the_register(store: Store, problems: list[str], qtbot: QtBot) -> None:
    known = held_conference(store)
    for person in attendance.register(store, known.conference)[1:]:
        strike_off(store, person, inquorate_reason="Delay would harm.")
    tab = opened(AttendanceTab, session_on(store, problems, AFTER), known.conference, qtbot)
    choose(tab, attendance.register(store, known.conference)[0].name)
    tab.take_off()
    assert problems == ["This conference was held: somebody must stay recorded as present."]
    assert len(attendance.register(store, known.conference)) == 1


def test_no_word_of_the_cards_is_cut_in_a_low_window(store: Store, problems: list[str], qtbot: QtBot) -> None:
    tab, known = here(store, problems, qtbot)
    came(store, known, "social_worker", "police")
    tab.show_conference(conferences.conference(store, known.conference))
    tab.resize(900, 300)
    tab.show()
    qtbot.waitExposed(tab)
    qtbot.wait(10)
    words = [each for each in tab.quorum_card.findChildren(QLabel) if each.wordWrap() and each.text()]
    assert len(words) > 3
    assert [each.text() for each in words if each.height() < each.heightForWidth(each.width())] == []
