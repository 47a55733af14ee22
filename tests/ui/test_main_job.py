"""The whole main job in the window by key presses alone: from an empty directory to the outstanding actions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from pypdf import PdfReader
from pytestqt.qtbot import QtBot

from conference_app.domain.conference_status import Status
from conference_app.domain.decisions import Dissent
from conference_app.paths import standard_paths
from conference_app.store import agendas, decisions, lists
from conference_app.store.store import Store, create_store, second_connection
from conference_app.use_cases.found_store import found_store
from conference_app.use_cases.rules_in_force import practice_of
from tests.ui.keyboard import Keyboard
from ui.background import Background
from ui.belongings import Belongings
from ui.main_window import MainWindow
from ui.opening.choices import utc_now
from ui.session import Session

ASKED = datetime(2027, 3, 1, 9, 0)  # a Monday
AGENCIES = (
    ("Westmarch Children's Services", "Children's"),
    ("Westmarch Hospital Trust", "Health"),
    ("Westmarch Police", "Police"),
)
PROFESSIONALS = (
    ("Priya Nair", "Social worker", "Children's"),
    ("Tom Reed", "Police", "Police"),
    ("Ines Coll", "Midwife", "Hospital"),
)


@dataclass
class Clock:
    """The time it is for the program."""

    moment: datetime

    def today(self) -> date:
        return self.moment.date()

    def now(self) -> datetime:
        return self.moment


@pytest.fixture
def clock() -> Clock:
    return Clock(ASKED)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A real file: papers are made by a worker with a connection of its own."""
    made, _ = create_store(tmp_path / "work.store", passphrase=None, example=True, actor="Ann", now=utc_now)
    found_store(made)
    yield made
    made.close()


@pytest.fixture
def window(qtbot: QtBot, store: Store, clock: Clock, problems: list[str], tmp_path: Path) -> Iterator[MainWindow]:
    session = Session(store, today=clock.today, now=clock.now, show_problem=problems.append)
    background = Background(lambda: second_connection(store))
    made = MainWindow(session, background, Belongings.at(standard_paths({"CPC_HOME": str(tmp_path)})))
    qtbot.addWidget(made)
    made.show()
    made.go("today")
    yield made
    background.close()
    made.close()


def set_up_the_directory(keys: Keyboard) -> None:
    keys.press("Ctrl+5", "Ctrl+PgDown", "Ctrl+PgDown", "Alt+A")
    for name, group in AGENCIES:
        keys.type(name)
        keys.press("Tab")
        keys.type(group)
        keys.press("Return")
    keys.press("Escape", "Ctrl+PgUp", "Alt+A")
    keys.type("Dr Helen Marsh")
    keys.fill(Role="Paediatrician")
    keys.to("Post")
    keys.press("Down")
    keys.fill(Agency="Hospital")
    keys.press("Ctrl+Return")
    for name, role, agency in PROFESSIONALS:
        keys.type(name)
        keys.fill(Role=role, Agency=agency)
        keys.press("Ctrl+Return")
    keys.press("Escape", "Ctrl+PgDown", "Ctrl+PgDown", "Alt+A")
    keys.type("Rosalind Osei")
    keys.press("Return", "Escape", "Ctrl+PgDown", "Alt+A")
    keys.type("Oak room")
    keys.fill(Seats="14")
    keys.press("Return", "Escape")


def keep_a_family(keys: Keyboard) -> None:
    keys.press("Ctrl+Shift+N")
    keys.type("Marlowe")
    keys.press("Return")
    assert keys.at() == "Add child…"
    keys.press("Return")
    keys.type("Ella Marlowe")
    keys.fill(Date_of_birth="14/5/2021")
    keys.press("Return")
    assert keys.at() == "Add child…"
    keys.press("Alt+C")
    keys.type("Unborn baby Marlowe")
    keys.fill(Or_expected="21/6/2027")
    keys.press("Return", "Alt+P")
    keys.type("Carla Marlowe")
    keys.fill(Relation="mother")
    keys.to("Has parental responsibility")
    keys.press("Space", "Return", "Alt+D")
    keys.type("12 Quay Street")
    keys.fill(Postcode="WM1 4AB")
    keys.to("May be printed")
    keys.press("Space", "Return")
    assert keys.at() == "Add address…"


def request_a_conference(keys: Keyboard) -> None:
    keys.press("Alt+Q")
    assert keys.at() == "Held on, strategy discussion 1"
    keys.type("24 feb")
    keys.fill(Section_47="24 feb", Requested_by="Priya Nair", Reason="An injury seen at the clinic")
    keys.choose("Add an agency")
    keys.type("Police")
    keys.fill(Who="Tom")
    keys.choose("Add a medical…")
    assert keys.at() == "Child"
    keys.fill(Examined_on="25 feb", Doctor="Marsh")
    keys.press("Ctrl+Return")
    assert keys.at() == "Add a medical…"
    keys.choose("Add a need")
    keys.type("Interpreter")
    keys.fill(Who="Carla Marlowe", Detail="Polish")
    keys.press("Ctrl+Return")
    assert keys.at() == "Parts of the conference"


def book_it(keys: Keyboard) -> None:
    keys.choose("Book…")
    assert keys.at() == "Date"
    keys.type("sat 13 mar")
    keys.fill(Start="10:00", Chair="Osei", Room="Oak")
    keys.press("Ctrl+Return")
    assert keys.at() == "Date"
    assert "cannot be held on Saturday 13 March 2027" in keys.focus().accessibleDescription()
    keys.press("Shift+Tab")
    assert keys.at().endswith("working days before the limit"), "a slot that is proposed"
    keys.press("Return")
    assert keys.at() == "Date"
    keys.press("Return")
    assert keys.at() == "Open invitations"


def invite_them(keys: Keyboard, problems: list[str]) -> None:
    keys.press("Return")
    assert keys.at() == "Parts of the conference"
    keys.to("Invitations")
    keys.line("Carla Marlowe")
    keys.press("Return")
    assert keys.at() == "Mark as sent…"
    keys.press("Return")
    assert [words.startswith("The paediatrician's invitation comes first.") for words in problems] == [True]
    keys.press("Escape")
    keys.line("Social worker")
    keys.press("Return")
    assert keys.at() == "Say who…"
    keys.press("Return")
    keys.type("Priya")
    keys.press("Ctrl+Return")
    assert keys.at() == "Mark as sent…"
    keys.press("Escape")
    keys.line("Dr Helen Marsh")
    keys.press("Return", "Return", "Return")
    assert keys.at() == "Record reply…"
    keys.press("Return")
    keys.to("Coming")
    keys.press("Space", "Return")
    keys.choose("Received today")
    keys.press("Escape")
    keys.to("Mark 3 as sent", back=True)
    keys.press("Return", "Return")
    assert keys.at() == "Invitations"


def prepare_the_agenda(keys: Keyboard) -> None:
    keys.press("Ctrl+PgDown")
    keys.choose("Start the agenda")
    assert keys.at() == "Agenda"
    keys.press("Down", "Alt+Down", "Return")
    assert keys.at() == "Title"
    keys.press("Ctrl+A")
    keys.type("Who lives with the children")
    keys.fill(Length="25")
    keys.to("Restricted")
    keys.press("Space", "Return")
    assert keys.at() == "Agenda"


def save_as(keys: Keyboard, qtbot: QtBot, path: Path) -> None:
    """Save the paper in front under this name, and leave it."""

    def name_it() -> None:
        keys.press("Ctrl+A")
        keys.type(str(path))
        keys.press("Return")

    qtbot.waitUntil(lambda: keys.at() == "Print…", timeout=10_000)
    keys.meanwhile(name_it)
    keys.press("Ctrl+S")
    qtbot.waitUntil(lambda: path.exists() and keys.at() == "Print…", timeout=10_000)
    keys.press("Escape")


def save_the_papers(keys: Keyboard, qtbot: QtBot, folder: Path) -> None:
    keys.to("Family")
    for copy in ("family", "professional", "chair"):
        keys.choose("Preview")
        save_as(keys, qtbot, folder / f"{copy}.pdf")
        keys.press("Shift+Tab", "Down")
    keys.choose("Sign-in sheet…")
    save_as(keys, qtbot, folder / "sign-in.pdf")


def take_the_register(keys: Keyboard) -> None:
    keys.press("F5", "Ctrl+1")
    keys.press("Return")
    keys.to("Register")
    keys.press("Space", "Space")
    keys.line("Carla Marlowe")
    keys.press("A")
    keys.line("Tom Reed")
    keys.press("Space")
    keys.to("Add uninvited…", back=True)
    keys.press("Return")
    keys.type("Ines Coll")
    keys.fill(Role="Midwife", Agency="Hospital")
    keys.press("Ctrl+Return")
    keys.choose("Record as held…")
    keys.press("Return")
    assert keys.at() == "Record the decisions"


def decide(keys: Keyboard) -> None:
    keys.press("Return")
    keys.choose("Record the decision: Ella Marlowe")
    assert keys.at() == "Plan starts"
    keys.press("Space")
    keys.to("Physical abuse")
    keys.press("Space")
    keys.choose("Add a dissent")
    keys.type("Tom Reed, police")
    keys.press("Tab")
    keys.type("Neglect should stand beside it")
    keys.to("Unborn baby Marlowe")
    keys.press("Space", "Return")
    assert keys.at() == "Change: Ella Marlowe"
    keys.choose("Book the next review…")
    keys.press("Return")
    assert keys.at() == "Set the core group…"
    keys.press("Return")
    keys.type("+6wd")
    keys.fill(Start="2pm")
    keys.to("Remove member 4")
    keys.press("Return")
    assert keys.at().startswith("Remove member")
    keys.press("Ctrl+Return")
    assert keys.at() == "Change…"


def log(keys: Keyboard, text: str, owner: str, due: str) -> None:
    keys.press("Ctrl+Shift+A")
    keys.type(text)
    keys.fill(Who_will_do_it=owner, Due=due)
    keys.press("Return")
    assert keys.at() == "Actions"


def follow_up(keys: Keyboard) -> None:
    keys.press("Ctrl+PgDown")
    log(keys, "Growth check at the clinic", "Dr Helen Marsh", "+10wd")
    log(keys, "First visit by the midwife", "Ines Coll", "+5wd")
    keys.press("Return")
    assert keys.at() == "Mark as done…"
    keys.choose("Add note…")
    keys.type("Arranged for 10 March")
    keys.press("Ctrl+Return")
    assert keys.at() == "Add note…"
    keys.to("Mark as done…", back=True)
    keys.press("Return")
    keys.fill(How_do_we_know="Seen by the midwife")
    keys.press("Ctrl+Return")
    assert keys.at() == "Open again…"
    keys.press("Escape")
    assert keys.at() == "Actions"


def change_a_number(keys: Keyboard) -> None:
    keys.press("Ctrl+7", "Ctrl+F")
    assert keys.at() == "Search practice numbers"
    keys.type("decision letter")
    keys.to("Decision letter")
    keys.press("Up", "Return")
    assert keys.at() == "Decision letter"


def look_at_the_keys(keys: Keyboard) -> None:
    keys.press("F1")
    keys.to("Close")
    keys.press("Escape")
    assert keys.at() == "Decision letter"


def test_the_main_job_by_keyboard_alone(
    qtbot: QtBot, window: MainWindow, store: Store, clock: Clock, problems: list[str], tmp_path: Path
) -> None:
    keys = Keyboard(qtbot, window)
    set_up_the_directory(keys)
    keep_a_family(keys)
    request_a_conference(keys)
    book_it(keys)
    invite_them(keys, problems)
    prepare_the_agenda(keys)
    save_the_papers(keys, qtbot, tmp_path)
    (booked,) = lists.conferences(store)
    assert booked.starts_at is not None
    clock.moment = booked.starts_at + timedelta(hours=4)
    take_the_register(keys)
    decide(keys)
    follow_up(keys)
    change_a_number(keys)
    look_at_the_keys(keys)

    held, review = lists.conferences(store)
    assert (held.status, held.starts_at) == (Status.HELD, booked.starts_at)
    assert (review.status, review.type.value) == (Status.BOOKED, "review")
    assert [(each.outcome, each.categories) for each in decisions.decisions(store, held.id)] == [
        ("plan starts", ("PHY",))
    ] * 2
    assert decisions.decisions(store, held.id)[0].dissents == (
        Dissent("Tom Reed, police", "Neglect should stand beside it"),
    )
    assert [row.text for row in lists.outstanding(store)] == ["Growth check at the clinic"]
    assert practice_of(store).integer("decision_letter_wd") == 2
    assert agendas.agenda_lines(store, held.id)[2].title == "Who lives with the children"
    assert len(decisions.core_group(store, held.id)) == 3
    family, chair = (PdfReader(tmp_path / f"{copy}.pdf").pages[0].extract_text() for copy in ("family", "chair"))
    assert "Who lives with the children" in chair
    assert "Who lives with the children" not in family
    assert len(problems) == 1
