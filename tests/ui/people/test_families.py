from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time

import pytest
from PySide6.QtCore import Qt
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from conference_app.domain.actions import Action
from conference_app.domain.conference import Booking, Involvement, Request, StrategyDiscussion
from conference_app.domain.conference_status import ConferenceType
from conference_app.domain.family import Address, Child, Family, HouseholdMember
from conference_app.domain.people import Agency, Chair, Professional, Room
from conference_app.store import conferences, families, invitations
from conference_app.store.store import Store
from conference_app.use_cases import (
    follow_up,
    found_store,
    invite,
    keep_directory,
    keep_family,
    request_conference,
    schedule_conference,
    take_register,
)
from ui.background import Background
from ui.people.page import PeoplePage
from ui.session import Session
from ui.widgets.choice import Choice
from ui.widgets.form_dialog import FormDialog

TODAY = date(2027, 3, 8)


@pytest.fixture
def page(qtbot: QtBot, session: Session) -> Iterator[PeoplePage]:
    background = Background(lambda: session.store)
    made = PeoplePage(session, background)
    session.changed.connect(lambda topics: made.refresh())
    qtbot.addWidget(made)
    made.resize(1182, 768)
    made.refresh()
    yield made
    background.close()


@pytest.fixture
def marlowe(store: Store) -> int:
    found_store.found_store(store)
    family = keep_family.keep_family(store, Family("Marlowe", "Letters in large print")).value
    for child in (
        Child(family, "Ella Marlowe", date(2019, 6, 14), None, "female", "MOS-1"),
        Child(family, "Unborn baby", None, date(2027, 6, 20)),
    ):
        keep_family.keep_child(store, child, today=TODAY)
    keep_family.keep_household_member(
        store,
        HouseholdMember(
            family,
            "Grace Marlowe",
            "mother",
            parental_responsibility=True,
            confirmed_by="P. Nair",
            confirmed_on=date(2026, 12, 1),
            confirmed_how="home visit",
            added_on=date(2026, 11, 1),
        ),
        today=TODAY,
    )
    return family


@pytest.fixture
def held(store: Store, marlowe: int) -> int:
    """A conference held on 20 January 2027."""
    agency = keep_directory.keep_agency(store, Agency("Children's Services", "social_care")).value
    doctor = Professional("Dr Amara Lindgren", "paediatrician", agency, "consultant")
    keep_directory.keep_professional(store, doctor)
    worker = keep_directory.keep_professional(store, Professional("Priya Nair", "social_worker", agency)).value
    chair = keep_directory.keep_chair(store, Chair("Rosalind Osei")).value
    start, day = date(2027, 1, 6), date(2027, 1, 20)
    children = tuple(child.id for child in families.children(store, marlowe))
    request = Request(
        ConferenceType.INITIAL,
        marlowe,
        children[:1],
        start,
        "P. Nair",
        "Children's Services",
        "bruise",
        discussions=(StrategyDiscussion(start, True),),
        involvements=(Involvement("social_worker", agency, worker),),
    )
    conference_id = request_conference.request_conference(store, request, today=start).value
    room = keep_directory.keep_room(store, Room("Oak room")).value
    booking = Booking(datetime.combine(day, time(9, 30)), 120, chair, room_id=room)
    seen = conferences.conference(store, conference_id).version
    schedule_conference.schedule_conference(store, conference_id, booking, seen=seen, today=start)
    invite.build_list(store, conference_id)
    named = [line.id for line in invitations.invitations(store, conference_id) if line.name]
    noon = datetime.combine(start, time(12))
    invite.mark_sent(store, conference_id, named, route="secure e-mail", at=noon, now=noon)
    for person in take_register.register_of(store, conference_id):
        take_register.keep_attendance(store, replace(person, presence="present"))
    seen = conferences.conference(store, conference_id).version
    take_register.hold_conference(
        store, conference_id, seen=seen, now=datetime.combine(day, time(13)), inquorate_reason="delay would harm"
    )
    return conference_id


def dialog(page: PeoplePage) -> FormDialog:
    return next(each for each in page.findChildren(FormDialog) if each.isVisible())


def shown(page: PeoplePage, part: str) -> list[str]:
    model = page.families.view.parts[part].model
    return [model.spoken(number) for number in range(model.rowCount())]


def test_an_empty_store_invites_to_add_a_family(page: PeoplePage) -> None:
    assert page.families.model.total() == 0
    assert page.families.right.currentWidget() is page.families.nothing


def test_a_new_family_is_added_and_shown(page: PeoplePage, store: Store) -> None:
    page.new_family()
    form = dialog(page)
    assert not form.try_save()
    assert form.form.fields["name"].error() == "Enter the family's name."

    form.form.set_values({"name": "Marlowe"})
    assert form.try_save()

    assert page.families.view.family == families.family(store, 1)
    assert page.families.table.selected_rows()[0].name == "Marlowe"


def test_a_family_shows_everybody_in_words(page: PeoplePage, marlowe: int) -> None:
    page.open_family(marlowe)

    assert shown(page, "children") == [
        "Child: Ella Marlowe, Born: 14 June 2019, Age: 7 years, Sex: female, System number: MOS-1",
        "Child: Unborn baby, Born: expected 20 June 2027, Age: unborn, Sex: not known, System number: empty",
    ]
    assert shown(page, "household") == [
        "Person: Grace Marlowe mother, Contact: lives in parental responsibility, "
        "Confirmed by: P. Nair 1 December 2026, home visit, Change: empty"
    ]
    assert page.families.view.note.text() == "Letters in large print"
    assert not page.families.view.review_button.isEnabled()


def test_what_changed_since_the_last_conference_is_marked(
    page: PeoplePage, store: Store, marlowe: int, held: int
) -> None:
    for member in (
        HouseholdMember(marlowe, "Lee Harker", "partner of the mother", "visits", added_on=date(2027, 2, 20)),
        HouseholdMember(
            marlowe, "Susan Pell", "grandmother", "cares", added_on=date(2026, 11, 1), left_on=date(2027, 2, 15)
        ),
        HouseholdMember(marlowe, "Tom Pell", "uncle", "visits", added_on=date(2026, 11, 1), left_on=date(2026, 12, 24)),
    ):
        keep_family.keep_household_member(store, member, today=TODAY)
    page.open_family(marlowe)

    rows = {row.member.name: row for row in page.families.view.parts["household"].model.rows()}

    assert (rows["Lee Harker"].news, rows["Lee Harker"].fresh) == ("new since 20 Jan 2027", True)
    assert (rows["Susan Pell"].news, rows["Susan Pell"].fresh) == ("left 15 Feb 2027", True)
    assert (rows["Tom Pell"].news, rows["Tom Pell"].fresh) == ("left 24 Dec 2026", False)
    assert rows["Grace Marlowe"].news == ""
    assert "Confirmed by: not confirmed" in next(line for line in shown(page, "household") if "Lee" in line)


def test_a_child_is_added_beside_its_errors(page: PeoplePage, store: Store, marlowe: int) -> None:
    page.open_family(marlowe)
    page.families.view.edit_child()
    form = dialog(page)
    form.form.editor("name").set_value("Noah Marlowe")
    form.form.editor("case_number").set_value("MOS-1")

    assert not form.try_save()
    assert "Enter the date of birth" in form.form.fields["born_on"].error()
    taken = "The number MOS-1 already belongs to Ella Marlowe. Check both numbers."
    assert form.form.fields["case_number"].error() == taken
    assert form.form.value("name") == "Noah Marlowe"

    form.form.editor("born_on").set_value(date(2025, 11, 2))
    form.form.editor("case_number").set_value("MOS-2")
    assert form.try_save()

    assert [line.split(",")[0] for line in shown(page, "children")] == [
        "Child: Ella Marlowe",
        "Child: Noah Marlowe",
        "Child: Unborn baby",
    ]


def test_enter_on_a_line_opens_its_form(page: PeoplePage, store: Store, marlowe: int, qtbot: QtBot) -> None:
    page.open_family(marlowe)
    page.show()
    table = page.families.view.parts["household"].table
    table.setFocus()
    table.selectRow(0)
    qtbot.keyClick(table, Qt.Key.Key_Return)

    form = dialog(page)
    assert form.form.value("confirmed_how") == "home visit"
    form.form.editor("left_on").set_value(date(2027, 3, 1))
    assert form.try_save()

    assert families.household(store, marlowe)[0].left_on == date(2027, 3, 1)
    page.hide()


def test_an_address_is_not_printed_unless_ticked(page: PeoplePage, store: Store, marlowe: int) -> None:
    page.open_family(marlowe)
    page.families.view.edit_address()
    form = dialog(page)
    form.form.editor("lines").set_value("4 Mill Lane\nWestmarch")
    form.form.editor("postcode").set_value("WM1 2AB")
    assert form.try_save()

    assert families.addresses(store, marlowe) == [
        Address(marlowe, "4 Mill Lane\nWestmarch", "WM1 2AB", "", False, id=1, version=1)
    ]
    assert shown(page, "addresses") == ["Address: 4 Mill Lane, Westmarch, WM1 2AB, On paper: never printed"]


def test_a_medical_needs_its_date_and_doctor(page: PeoplePage, store: Store, marlowe: int, held: int) -> None:
    page.open_family(marlowe)
    page.families.view.edit_medical()
    form = dialog(page)
    assert form.form.value("child_id") == families.children(store, marlowe)[0].id, "the only child born is chosen"

    assert not form.try_save()
    assert form.form.fields["examined_on"].error() == "Enter the day of the examination."
    form.form.editor("examined_on").set_value(date(2027, 2, 19))
    assert not form.try_save()
    assert form.form.fields["doctor_id"].error() == "Enter the doctor."
    form.form.editor("doctor_id").set_value(1)
    assert form.try_save()

    assert shown(page, "medicals") == [
        "Child: Ella Marlowe, Examined: 19 February 2027 child protection medical, Doctor: Dr Amara Lindgren"
    ]


def test_conferences_and_actions_open(page: PeoplePage, store: Store, marlowe: int, held: int, qtbot: QtBot) -> None:
    action = Action(marlowe, "Visit weekly", "Priya Nair", date(2027, 3, 1), conference_id=held)
    action_id = follow_up.log_action(store, action, today=date(2027, 1, 20)).value
    page.open_family(marlowe)
    view = page.families.view

    with qtbot.waitSignal(page.conference_requested) as opened:
        qtbot.keyClick(selected(view.parts["conferences"].table), Qt.Key.Key_Return)
    assert opened.args == [held, "details"]
    with qtbot.waitSignal(page.action_requested) as action_opened:
        qtbot.keyClick(selected(view.parts["actions"].table), Qt.Key.Key_Return)
    assert action_opened.args == [action_id]
    assert "Due: Mon 1 Mar 2027 7 days late" in shown(page, "actions")[0]


def selected(table):  # type: ignore[no-untyped-def]
    table.selectRow(0)
    return table


def test_requests_and_reviews_are_asked_for(page: PeoplePage, marlowe: int, held: int, qtbot: QtBot) -> None:
    page.open_family(marlowe)
    view = page.families.view

    with qtbot.waitSignal(page.request_requested) as request:
        view.request_button.click()
    with qtbot.waitSignal(page.review_requested) as review:
        view.review_button.click()

    assert (request.args, review.args) == ([marlowe], [marlowe])


def test_the_list_is_searched_in_the_store(page: PeoplePage, store: Store, marlowe: int) -> None:
    other = keep_family.keep_family(store, Family("Adeyemi")).value
    page.refresh()
    assert [row.name for row in page.families.model.rows()] == ["Adeyemi", "Marlowe"]

    page.families.search.setText("mos-1")
    page.families.search.apply()
    assert [row.name for row in page.families.model.rows()] == ["Marlowe"]

    page.open_family(other)
    assert page.families.search.text() == ""
    assert page.families.view.family is not None
    assert page.families.view.family.name == "Adeyemi"


def test_what_somebody_else_changed_is_not_overwritten(page: PeoplePage, store: Store, marlowe: int) -> None:
    page.open_family(marlowe)
    page.families.view.edit_family()
    form = dialog(page)
    keep_family.keep_family(store, replace(families.family(store, marlowe), note="Changed meanwhile"))
    form.form.editor("name").set_value("Marlowe-Dean")

    assert not form.try_save()
    assert form.form.value("name") == "Marlowe-Dean"
    assert families.family(store, marlowe).name == "Marlowe"
    form.form.mark_saved()
    form.reject()


def test_odd_text_is_shown_as_it_is(page: PeoplePage, store: Store) -> None:
    name = "<b>O’Brien</b> & " + "x" * 150
    family = keep_family.keep_family(store, Family(name)).value
    page.refresh()
    page.open_family(family)

    assert page.families.view.head.accessibleName() == f"{name} family"


def test_the_models_are_sound(page: PeoplePage, marlowe: int, held: int, qtmodeltester: ModelTester) -> None:
    page.open_family(marlowe)
    for part in page.families.view.parts.values():
        qtmodeltester.check(part.model)
    qtmodeltester.check(page.families.model)


def test_after_a_new_family_the_keyboard_is_at_its_first_child(page: PeoplePage, qtbot: QtBot) -> None:
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    page.new_family()
    form = dialog(page)
    with qtbot.waitActive(form):
        pass
    qtbot.keyClicks(form.focusWidget(), "Marlowe")
    qtbot.keyClick(form.focusWidget(), Qt.Key.Key_Return)
    qtbot.waitUntil(page.families.view.add_child_button.hasFocus)
    qtbot.keyClick(page.families.view.add_child_button, Qt.Key.Key_Return)
    assert dialog(page).windowTitle() == "Add child"
    dialog(page).reject()
    page.close()


def test_letters_go_to_a_safe_address_in_the_persons_own_language(page: PeoplePage, store: Store, marlowe: int) -> None:
    safe = keep_family.keep_address(store, Address(marlowe, "4 Mill Lane\nWestmarch", "WM1 2AB", "her sister's")).value
    page.families.open_family(marlowe)
    view = page.families.view
    view.edit_member(view.family.household[0] if view.family else None)
    form = dialog(page)
    choice = form.form.editor("letters_to")
    assert isinstance(choice, Choice)
    assert choice.combo.words == ["The family's address", "4 Mill Lane, Westmarch, WM1 2AB (her sister's)"]
    form.form.editor("language").set_value("x" * 61)
    assert not form.try_save()
    choice.set_value(safe)
    form.form.editor("language").set_value("Polish")
    assert form.try_save()
    mother = families.household(store, marlowe)[0]
    assert (mother.letters_to, mother.language) == (safe, "Polish")
