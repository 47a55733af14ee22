"""Answers taken in by the window: chosen or dropped, looked at, ticked, asked about, recorded."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from conference_app.store import invitations
from conference_app.store.store import Store
from tests.conference_app.exchange.answers import DELEGATING, DOCTOR, mail, reply
from tests.conference_app.use_cases.answering import OFFICER, exclude, issue, line_of, sent_conference
from tests.conference_app.use_cases.marlowe import Marlowe
from ui.background import Background
from ui.dropped_files import FileDrop, dropped_paths
from ui.reply_import import ReplyImport
from ui.session import Session


@pytest.fixture
def known(store: Store) -> Marlowe:
    return sent_conference(store)


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    (tmp_path / "doctor.eml").write_bytes(mail(reply()))
    (tmp_path / "officer.ics").write_bytes(reply(OFFICER, partstat="DECLINED", name="Owen Pryce"))
    (tmp_path / "stranger.ics").write_bytes(reply("n.webb@charity.example", name="Nora Webb"))
    (tmp_path / "away.eml").write_bytes(mail(subject="On leave"))
    return tmp_path


@pytest.fixture
def importing(qtbot: QtBot, session: Session, known: Marlowe) -> Iterator[Callable[..., ReplyImport]]:
    class Nothing:
        def close(self) -> None: ...

    background = Background(Nothing)

    def make(*paths: str) -> ReplyImport:
        made = ReplyImport(session, background, paths)
        made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
        qtbot.addWidget(made)
        made.show()
        qtbot.waitUntil(lambda: not background.is_busy(), timeout=10_000)
        return made

    yield make
    background.close()


def test_what_would_be_recorded_and_what_not(importing: Callable[..., ReplyImport], inbox: Path) -> None:
    made = importing(str(inbox))
    assert made.summary.text() == "3 answers: 2 would be recorded, 1 not on the list."
    shown = [[column.text(row) for column in made.lines.model.columns] for row in made.lines.model.rows()]
    assert [row[:4] for row in shown] == [
        ["yes", "Dr Amara Lindgren", "CP-2027-0001", "coming"],
        ["yes", "Owen Pryce", "CP-2027-0001", "not coming"],
    ]
    assert [(each.who, each.outcome) for each in made.left.rows()] == [
        ("Nora Webb (n.webb@charity.example)", "not on the list"),
        ("–", "not understood"),
    ]
    assert made.record_button.text() == "&Record 2 answers"


def test_the_models_keep_qts_rules(
    importing: Callable[..., ReplyImport], inbox: Path, qtmodeltester: ModelTester
) -> None:
    made = importing(str(inbox))
    qtmodeltester.check(made.left)
    qtmodeltester.check(made.lines.model)


def test_only_what_is_ticked_is_recorded(
    importing: Callable[..., ReplyImport], inbox: Path, store: Store, known: Marlowe, qtbot: QtBot
) -> None:
    made = importing(str(inbox))
    made.lines.model.tick([made.lines.model.rows()[1]], False)
    assert made.record_button.text() == "&Record 1 answer"
    with qtbot.waitSignal(made.recorded) as said:
        made.record_button.click()
    assert said.args == ["2 answers: 1 recorded, 1 not on the list.", None]
    assert line_of(store, known, "paediatrician").reply == "coming"
    assert line_of(store, known, "police").reply == ""
    again = importing(str(inbox))
    assert again.summary.text() == "3 answers: 1 already recorded, 1 would be recorded, 1 not on the list."
    again.reject()


def test_of_a_shared_mailbox_it_is_asked_whose_answer_it_is(
    importing: Callable[..., ReplyImport], tmp_path: Path, store: Store, known: Marlowe
) -> None:
    for role in ("paediatrician", "police"):
        issue(store, line_of(store, known, role), "office@shared.example")
    (tmp_path / "shared.ics").write_bytes(reply("office@shared.example", name="", partstat="DECLINED"))
    made = importing(str(tmp_path))
    assert made.summary.text() == "1 answer: 1 shared mailbox."
    [digest] = made.whose.fields
    made.whose.editor(digest).set_value(line_of(store, known, "police").id)
    made.whose.changed.emit()
    assert made.record_button.text() == "&Record 1 answer"
    made.record()
    assert line_of(store, known, "police").reply == "not coming"
    assert line_of(store, known, "paediatrician").reply == ""


def test_files_and_folders_can_be_chosen(importing: Callable[..., ReplyImport], inbox: Path, qtbot: QtBot) -> None:
    made = importing()
    assert made.record_button.isHidden()
    made.ask_files = lambda *_: [str(inbox / "doctor.eml")]
    made.files_button.click()
    qtbot.waitUntil(lambda: made.steps.currentIndex() == 1, timeout=10_000)
    assert made.summary.text() == "1 answer: 1 would be recorded."
    other = importing()
    other.ask_folder = lambda *_: str(inbox)
    other.folder_button.click()
    qtbot.waitUntil(lambda: other.steps.currentIndex() == 1, timeout=10_000)
    assert len(other.judged) == 3


def test_nothing_in_a_file_says_so_and_offers_only_to_close(importing: Callable[..., ReplyImport], inbox: Path) -> None:
    made = importing(str(inbox / "away.eml"))
    assert made.summary.text() == "There is no answer in it."
    assert made.record_button.isHidden()
    assert made.add_person.words.text() == "This is a mail without a calendar answer. Its subject: “On leave”."
    assert not made.lines.isVisibleTo(made)


def test_somebody_never_invited_can_be_added_and_then_waits_for_the_invitation(
    importing: Callable[..., ReplyImport], inbox: Path, store: Store, known: Marlowe
) -> None:
    made = importing(str(inbox / "stranger.ics"))
    assert made.add_person.button.isVisibleTo(made)
    assert not made.add_deputy.button.isVisibleTo(made)
    made.add_person.button.click()
    form = made.adding.form
    assert (form.value("name"), form.value("email")) == ("Nora Webb", "n.webb@charity.example")
    form.editor("role_code").set_value("housing")
    form.editor("agency_id").set_value(known.social_care)
    form.editor("reason").set_value("looks after the tenancy")
    assert made.adding.try_save()
    assert line_of(store, known, "housing").name == "Nora Webb"
    assert made.summary.text() == "1 answer: 1 not invited yet."
    assert not made.add_person.button.isVisibleTo(made)


def test_a_deputy_on_no_list_can_be_added_with_what_is_known(
    importing: Callable[..., ReplyImport], tmp_path: Path, store: Store, known: Marlowe
) -> None:
    (tmp_path / "handed.ics").write_bytes(DELEGATING)
    made = importing(str(tmp_path))
    assert not made.add_person.button.isVisibleTo(made)
    made.add_deputy.button.click()
    form = made.adding.form
    assert form.values() == {
        "professional_id": None,
        "name": "Dr Elin Marsh",
        "role_code": "paediatrician",
        "paediatric_post": None,
        "agency_id": line_of(store, known, "paediatrician").agency_id,
        "email": "e.marsh@infirmary.example",
        "reason": "stands in for Dr Amara Lindgren",
    }
    form.editor("paediatric_post").set_value("community")
    assert made.adding.try_save()
    assert not made.add_deputy.button.isVisibleTo(made)
    assert made.record_button.text() == "&Record 1 answer"
    names = [
        line.name for line in invitations.invitations(store, known.conference) if line.role_code == "paediatrician"
    ]
    assert names == ["Dr Amara Lindgren", "Dr Elin Marsh"]


def test_somebody_excluded_gets_no_step(
    importing: Callable[..., ReplyImport], inbox: Path, store: Store, known: Marlowe
) -> None:
    exclude(store, known, "Nora Webb")
    made = importing(str(inbox / "stranger.ics"))
    assert made.summary.text() == "1 answer: 1 excluded."
    assert not made.add_person.button.isVisibleTo(made)


def test_what_a_stranger_writes_is_never_markup(
    importing: Callable[..., ReplyImport], tmp_path: Path, store: Store, known: Marlowe
) -> None:
    name = "<b>Nora</b> <img src=x>"
    (tmp_path / "bold.ics").write_bytes(reply("n.webb@charity.example", name=name))
    made = importing(str(tmp_path))
    made.add_person.button.click()
    assert made.adding.form.value("name") == name
    shown = [each for window in (made, made.adding) for each in window.findChildren(QLabel) if "<" in each.text()]
    assert shown
    assert all(each.textFormat() is Qt.TextFormat.PlainText for each in shown)
    made.adding.form.mark_saved()
    made.adding.reject()


def dropping(paths: list[Path]) -> QMimeData:
    what = QMimeData()
    what.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return what


def enter(what: QMimeData) -> QDragEnterEvent:
    return QDragEnterEvent(
        QPoint(5, 5), Qt.DropAction.CopyAction, what, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )


def drop(what: QMimeData) -> QDropEvent:
    return QDropEvent(
        QPointF(5, 5), Qt.DropAction.CopyAction, what, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )


def test_only_mails_calendars_and_folders_can_be_dropped(inbox: Path) -> None:
    (inbox / "photo.png").write_bytes(b"x")
    taken = dropped_paths(dropping([inbox / "photo.png", inbox / "doctor.eml", inbox]))
    assert taken == [str(inbox / "doctor.eml"), str(inbox)]


def test_a_window_says_that_files_can_be_dropped_and_takes_them(qtbot: QtBot, inbox: Path) -> None:
    window, got = QWidget(), []
    qtbot.addWidget(window)
    taker = FileDrop(window, got.append)
    window.resize(400, 300)
    window.show()
    picture = dropping([inbox / "photo.png"])
    QApplication.sendEvent(window, enter(picture))
    assert taker.sign.isHidden()
    what = dropping([inbox / "doctor.eml"])
    QApplication.sendEvent(window, enter(what))
    assert taker.sign.isVisible()
    QApplication.sendEvent(window, drop(what))
    assert taker.sign.isHidden()
    assert got == [[str(inbox / "doctor.eml")]]


def test_files_dropped_on_the_dialog_are_read(importing: Callable[..., ReplyImport], inbox: Path, qtbot: QtBot) -> None:
    made = importing()
    what = dropping([inbox / "doctor.eml"])
    made.dragEnterEvent(enter(what))
    made.dropEvent(drop(what))
    qtbot.waitUntil(lambda: made.steps.currentIndex() == 1, timeout=10_000)
    assert made.judged[0].answer.attendee == DOCTOR
