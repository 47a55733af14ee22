from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication
from pytestqt.qtbot import QtBot

from conference_app.domain.people import Agency, Chair, Professional
from conference_app.store import people
from conference_app.store.store import Store
from conference_app.use_cases import keep_directory
from ui.background import Background
from ui.people.directory_tab import DirectoryTab
from ui.people.page import PeoplePage
from ui.session import Session


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
def hospital(store: Store) -> int:
    return keep_directory.keep_agency(store, Agency("Royal Infirmary", "health")).value


def opened(page: PeoplePage, key: str) -> DirectoryTab:
    page.tabs.open(key)
    return page.directories[key]


def fill(tab: DirectoryTab, **values: object) -> None:
    assert tab.panel is not None
    for key, value in values.items():
        tab.panel.form.editor(key).set_value(value)


def save(tab: DirectoryTab) -> bool:
    assert tab.panel is not None
    return tab.panel.try_save()


def error(tab: DirectoryTab, key: str) -> str:
    assert tab.panel is not None
    return tab.panel.form.fields[key].error()


@pytest.mark.parametrize(
    ("key", "values", "spoken"),
    [
        (
            "agencies",
            {"name": "Westmarch Police", "group_code": "police", "email": "cau@police.example"},
            "Name: Westmarch Police, Group: Police, E-mail: cau@police.example",
        ),
        ("chairs", {"name": "Rosalind Osei", "phone": "01234"}, "Name: Rosalind Osei, E-mail: empty, Telephone: 01234"),
        (
            "rooms",
            {"name": "Oak room", "capacity": 14, "access": "step-free"},
            "Name: Oak room, Place: empty, Seats: 14, Access: step-free",
        ),
    ],
)
def test_an_entry_is_added_changed_and_closed(
    page: PeoplePage, key: str, values: dict[str, object], spoken: str
) -> None:
    tab = opened(page, key)
    tab.add()
    assert not save(tab)
    assert error(tab, "name").startswith("Enter the ")
    fill(tab, **values)
    assert save(tab)
    assert tab.model.spoken(0).startswith(spoken)

    tab.edit_chosen()
    fill(tab, name="Another name", gone=True)
    assert save(tab)
    assert tab.model.rows() == []

    tab.old_ones.setChecked(True)
    assert [row.name for row in tab.model.rows()] == ["Another name"]
    assert tab.model.spoken(0).startswith("Name: Another name ")
    assert any(word in tab.model.spoken(0) for word in ("has left", "closed"))


def test_a_warning_stands_until_a_paediatrician_is_there(page: PeoplePage, store: Store, hospital: int) -> None:
    tab = opened(page, "professionals")
    assert not tab.banner.isHidden()

    tab.add_paediatrician()
    assert tab.panel is not None
    assert not tab.panel.form.fields["paediatric_post"].isHidden()
    fill(tab, name="Duty mailbox", agency_id=hospital)
    assert not save(tab)
    assert error(tab, "paediatric_post") == "Enter the doctor's post."
    fill(tab, paediatric_post="duty_mailbox")
    assert save(tab)

    assert tab.banner.isHidden()
    tab.edit_chosen()
    fill(tab, gone=True)
    assert save(tab)
    assert not tab.banner.isHidden(), "one who has left does not count"


def test_the_post_belongs_to_paediatricians(page: PeoplePage, store: Store, hospital: int) -> None:
    tab = opened(page, "professionals")
    tab.add_paediatrician()
    assert tab.panel is not None
    fill(tab, name="Dr Ford", agency_id=hospital, paediatric_post="consultant", role_code="gp")
    assert tab.panel.form.fields["paediatric_post"].isHidden()
    assert save(tab)

    assert [each.paediatric_post for each in people.professionals(store)] == [""]


def test_the_roles_of_the_family_are_not_offered(page: PeoplePage, hospital: int) -> None:
    tab = opened(page, "professionals")
    tab.add()
    fill(tab, role_code="parent")

    assert tab.panel is not None
    assert tab.panel.form.value("role_code") is None


def test_a_bad_address_keeps_what_was_typed(page: PeoplePage) -> None:
    tab = opened(page, "chairs")
    tab.add()
    fill(tab, name="Tom Brandt", email="tom at example")

    assert not save(tab)

    assert error(tab, "email") == "“tom at example” is not an e-mail address. Type one address, like name@nhs.example."
    assert tab.panel is not None
    assert tab.panel.form.value("name") == "Tom Brandt"


def test_another_entry_waits_until_the_first_is_saved(page: PeoplePage, qtbot: QtBot) -> None:
    tab = opened(page, "chairs")
    tab.add()
    first = tab.panel
    fill(tab, name="Tom Brandt")

    with qtbot.waitSignal(page.said) as said:
        tab.add()

    assert said.args == ["Save or close what you are typing first.", None]
    assert tab.panel is first


def test_closing_without_saving_can_be_taken_back(page: PeoplePage) -> None:
    tab = opened(page, "chairs")
    undo: list[Callable[[], None]] = []
    page.said.connect(lambda words, back: undo.append(back))
    tab.add()
    fill(tab, name="Tom Brandt")

    tab.close_panel()
    assert tab.panel is None
    undo[0]()

    assert tab.panel is not None
    assert tab.panel.form.value("name") == "Tom Brandt"
    assert save(tab)
    assert [row.name for row in tab.model.rows()] == ["Tom Brandt"]


def test_the_way_by_keyboard(page: PeoplePage, store: Store, hospital: int, qtbot: QtBot) -> None:
    keep_directory.keep_professional(store, Professional("Priya Nair", "social_worker", hospital))
    with qtbot.waitActive(page):
        page.show()
    tab = opened(page, "professionals")
    tab.filter.setFocus()
    qtbot.keyClicks(tab.filter, "nair")
    qtbot.keyClick(tab.filter, Qt.Key.Key_Down)
    assert tab.table.hasFocus()
    tab.table.selectRow(0)
    qtbot.keyClick(tab.table, Qt.Key.Key_Return)

    assert tab.panel is not None
    assert tab.panel.accessibleName() == "Edit professional"
    name = tab.panel.form.editor("name").inputs()[0]
    assert name.hasFocus()
    qtbot.keyClick(name, Qt.Key.Key_End)
    qtbot.keyClicks(name, "-Holt")
    qtbot.keyClick(name, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert [each.name for each in people.professionals(store)] == ["Priya Nair-Holt"]

    tab.edit_chosen()
    qtbot.keyClick(tab.panel.form.editor("name").inputs()[0], Qt.Key.Key_Escape)
    assert tab.panel is None
    page.hide()


def test_every_field_has_a_name(page: PeoplePage) -> None:
    for key in ("professionals", "agencies", "chairs", "rooms"):
        tab = opened(page, key)
        tab.add()
        assert tab.panel is not None
        for field in tab.panel.form.fields.values():
            for each in field.editor.inputs():  # a box says its own words
                assert each.accessibleName() or (isinstance(each, QAbstractButton) and each.text()), field.key


@pytest.fixture
def shown_page(page: PeoplePage, qtbot: QtBot) -> Iterator[PeoplePage]:
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    yield page
    page.close()


def type_(qtbot: QtBot, words: str) -> None:
    focused = QApplication.focusWidget()
    assert focused is not None
    qtbot.keyClicks(focused, words)


def press(qtbot: QtBot, key: Qt.Key) -> None:
    focused = QApplication.focusWidget()
    assert focused is not None
    qtbot.keyClick(focused, key)


def test_several_are_added_one_after_the_other_by_the_keyboard(shown_page: PeoplePage, qtbot: QtBot) -> None:
    tab = opened(shown_page, "chairs")
    said: list[str] = []
    tab.said.connect(lambda sentence, undo: said.append(sentence))
    tab.add()
    for name in ("Rosalind Osei", "Tilda Brandt"):
        type_(qtbot, name)
        press(qtbot, Qt.Key.Key_Return)
        QApplication.processEvents()
    assert [row.name for row in tab.model.rows()] == ["Rosalind Osei", "Tilda Brandt"]
    assert said == ["Rosalind Osei is in the directory now.", "Tilda Brandt is in the directory now."]
    assert tab.panel is not None
    assert tab.panel.form.value("name") == ""
    assert tab.panel.accessibleName() == "Add chair"


def test_the_agency_of_a_professional_is_typed_key_by_key(
    shown_page: PeoplePage, qtbot: QtBot, store: Store, hospital: int
) -> None:
    police = keep_directory.keep_agency(store, Agency("Police", "police")).value
    keep_directory.keep_agency(store, Agency("Policing Partnership", "police"))
    tab = opened(shown_page, "professionals")
    tab.add()
    type_(qtbot, "Jo Hale")
    press(qtbot, Qt.Key.Key_Tab)
    assert tab.panel is not None
    for key, words in (("role_code", "health visitor"), ("agency_id", "police")):
        tab.panel.form.fields[key].focus()
        type_(qtbot, words)
        assert tab.panel.form.editor(key).inputs()[0].currentText() == words  # type: ignore[attr-defined]
    assert save(tab)
    (kept,) = store_professionals(store)
    assert (kept.name, kept.role_code, kept.agency_id) == ("Jo Hale", "health_visitor", police)


def store_professionals(store: Store) -> list[Professional]:
    return people.professionals(store)


@pytest.fixture
def two_chairs(page: PeoplePage, store: Store) -> DirectoryTab:
    tab = opened(page, "chairs")
    for name in ("Rosalind Osei", "Tilda Brandt"):
        keep_directory.keep_chair(store, Chair(name))
    tab.refresh()
    return tab


def marked(tab: DirectoryTab) -> list[str]:
    return [row.name for row in tab.table.selected_rows()]


def test_the_line_marked_is_the_entry_that_is_open(two_chairs: DirectoryTab) -> None:
    tab = two_chairs
    tab.table.selectRow(0)
    tab.edit(tab.model.row(1))
    assert marked(tab) == ["Tilda Brandt"]
    tab.table.selectRow(0)
    assert tab.panel is not None
    assert tab.panel.form.value("name") == "Rosalind Osei"


def test_another_line_does_not_take_what_is_being_typed(two_chairs: DirectoryTab) -> None:
    tab = two_chairs
    tab.edit(tab.model.row(1))
    fill(tab, phone="01234")
    tab.table.selectRow(0)
    QApplication.processEvents()
    assert marked(tab) == ["Tilda Brandt"]
    assert tab.panel is not None
    assert tab.panel.form.value("phone") == "01234"
    fill(tab, phone="")


def test_tab_goes_through_the_directory_as_it_is_read(shown_page: PeoplePage, qtbot: QtBot) -> None:
    tab = opened(shown_page, "chairs")
    keep_directory.keep_chair(shown_page.session.store, Chair("Rosalind Osei"))
    tab.refresh()
    tab.edit(tab.model.row(0))
    tab.filter.setFocus()
    seen = []
    for _ in range(6):
        focused = QApplication.focusWidget()
        assert focused is not None
        seen.append(focused.accessibleName() or focused.text())  # type: ignore[attr-defined]
        press(qtbot, Qt.Key.Key_Tab)
    assert seen == ["Filter chairs", "Show those who have left", "Ed&it…", "&Add chair…", "Chairs", "Name"]
