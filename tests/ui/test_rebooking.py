"""One dialog for every way a booking ends: what it asks for, what it says beforehand, and the way back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime

import pytest
from PySide6.QtWidgets import QLabel, QPushButton, QRadioButton, QWidget
from pytestqt.qtbot import QtBot

from conference_app.domain.conference import Booking, Request
from conference_app.domain.conference_status import ConferenceType, Status
from conference_app.domain.family import Child, Family
from conference_app.domain.people import Chair
from conference_app.domain.rebooking import Again, Kind
from conference_app.domain.supply import Busy
from conference_app.rebooking_words import sent_before_words, trail_words
from conference_app.store import conferences, invitations, rebookings
from conference_app.store.store import Store
from conference_app.use_cases.invite import Reply, record_reply
from conference_app.use_cases.keep_directory import keep_chair
from conference_app.use_cases.keep_family import keep_child, keep_family
from conference_app.use_cases.keep_supply import keep_busy
from conference_app.use_cases.rebook import Rebooked
from conference_app.use_cases.request_conference import request_conference
from conference_app.use_cases.rules_in_force import calendar_of
from tests.conference_app.use_cases.marlowe import START, Marlowe, booked_conference, invited_conference, wish
from ui.background import Background
from ui.booking_form import BookingForm
from ui.conferences.details_tab import DetailsTab
from ui.conferences.invitation_panel import InvitationPanel
from ui.conferences.invitation_wording import invitation_words
from ui.conferences.moves_card import MovesCard
from ui.conferences.page import ConferencesPage
from ui.rebooking import rebook_dialog, said_of
from ui.rebooking_form import RebookingForm
from ui.session import Session
from ui.widgets.form_dialog import FormDialog
from ui.widgets.tag import Tag
from ui.widgets.text import Tone

TODAY = date(2027, 3, 8)
LATER = datetime(2027, 3, 11, 13, 30)
Opens = Callable[..., tuple[FormDialog, RebookingForm]]


@pytest.fixture
def known(store: Store) -> Marlowe:
    return invited_conference(store)


@pytest.fixture
def parent(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def opens(session: Session, known: Marlowe, parent: QWidget) -> Iterator[Opens]:
    dialogs: list[FormDialog] = []

    def made(**wishes: object) -> tuple[FormDialog, RebookingForm]:
        dialog = rebook_dialog(session, known.conference, parent, **wishes)  # type: ignore[arg-type]
        dialogs.append(dialog)
        dialog.open()
        assert isinstance(dialog.form, RebookingForm)
        return dialog, dialog.form

    yield made
    for each in dialogs:
        each.form.mark_saved()
        each.reject()


def shown(form: RebookingForm) -> set[str]:
    return {key for key, field in form.fields.items() if not field.isHidden()}


def done_by(dialog: FormDialog) -> Rebooked:
    assert dialog.try_save(), [field.error() for field in dialog.form.fields.values() if field.error()]
    assert isinstance(dialog.result_value, Rebooked)
    return dialog.result_value


BOOKING = {"day", "start", "minutes", "mode", "chair_id", "room_id"}


@pytest.mark.parametrize(
    ("kind", "again", "fields"),
    [
        (Kind.MOVED, Again.NOW, BOOKING),
        (Kind.POSTPONED, Again.LATER, {"again", "approved_by"}),
        (Kind.POSTPONED, Again.NOW, {"again", "approved_by"} | BOOKING),
        (Kind.ADJOURNED, Again.NEVER, {"again"}),
        (Kind.CANCELLED, Again.NEVER, {"again", "approved_by"}),
        (Kind.CANCELLED, Again.NOW, {"again", "approved_by"} | BOOKING),
    ],
)
def test_only_what_is_needed_is_asked(
    opens: Opens, session: Session, kind: Kind, again: Again, fields: set[str]
) -> None:
    session.today = START.date
    dialog, form = opens()
    form.editor("kind").set_value(kind)
    form.editor("again").set_value(again)
    assert shown(form) == {"kind", "reason_code", "reason"} | fields
    assert form.proposal_part.isVisible() is (again is Again.NOW)
    word = {Kind.MOVED: "Move", Kind.POSTPONED: "Postpone", Kind.ADJOURNED: "Adjourn"}.get(kind, "Cancel conference")
    assert dialog.save_button.text() == word


def test_what_was_wished_on_the_diary_stands_there_and_escape_leaves_it(opens: Opens, known: Marlowe) -> None:
    dialog, form = opens(starts_at=LATER, chair_id=known.chair, room_id=known.room)
    assert (form.value("day"), form.value("start")) == (LATER.date(), LATER.time())
    assert form.consequences.words().startswith("Margin 1 working day. Last lawful day Friday 12 March 2027.")
    dialog.reject()
    assert not dialog.isVisible()


def test_moving_says_what_was_done_and_is_undone(opens: Opens, session: Session, store: Store, known: Marlowe) -> None:
    dialog, form = opens(starts_at=LATER)
    form.editor("reason_code").set_value("chair_away")
    done = done_by(dialog)
    words, undo = said_of(session, done)
    assert words == "Moved to Thursday 11 March 2027, 1:30pm to 3:30pm. 4 invitations to be sent again."
    assert undo is not None
    undo()
    found = conferences.conference(store, known.conference)
    assert (found.status, found.starts_at) == (Status.INVITED, START)


def test_an_undo_that_is_too_late_says_why(
    opens: Opens, session: Session, store: Store, known: Marlowe, problems: list[str]
) -> None:
    dialog, form = opens(kind=Kind.POSTPONED)
    form.editor("reason_code").set_value("report_missing")
    form.editor("approved_by").set_value("M. Ames")
    words, undo = said_of(session, done_by(dialog))
    assert words == "The conference is postponed. 4 invitations to be sent again."
    wish(store, known, Kind.CANCELLED)
    assert undo is not None
    undo()
    assert problems == ["The conference was changed again since. Take back the latest change first."]


def test_a_replacement_is_named(opens: Opens, session: Session) -> None:
    dialog, form = opens(kind=Kind.CANCELLED)
    form.editor("reason_code").set_value("building_closed")
    form.editor("approved_by").set_value("M. Ames")
    form.editor("again").set_value(Again.LATER)
    assert said_of(session, done_by(dialog))[0] == "The conference is cancelled. CP-2027-0002 takes its place."


def test_reasons_follow_what_happens_and_a_choice_that_fits_stays(opens: Opens) -> None:
    _, form = opens()
    form.editor("reason_code").set_value("chair_away")
    form.editor("kind").set_value(Kind.POSTPONED)
    assert form.value("reason_code") == "chair_away"
    form.editor("kind").set_value(Kind.CANCELLED)
    assert form.value("reason_code") is None


def test_words_are_asked_for_where_the_reason_says_too_little(opens: Opens) -> None:
    _, form = opens()
    said = []
    for code in ("chair_away", "other", "chair_away"):
        form.editor("reason_code").set_value(code)
        said.append(form.fields["reason"].label.text())
    assert said == ["In words (optional)", "In words", "In words (optional)"]


def test_a_conference_of_another_day_cannot_be_adjourned(opens: Opens) -> None:
    _, form = opens()
    kinds = form.editor("kind")
    assert [button.text() for button in kinds.findChildren(QRadioButton)] == ["Move", "Postpone", "Cancel"]


def test_adjourned_the_next_one_is_on_another_day(opens: Opens, session: Session) -> None:
    session.today = START.date
    _, form = opens(kind=Kind.ADJOURNED)
    assert form.value("day") is None
    form.editor("kind").set_value(Kind.MOVED)
    assert form.value("day") == START.date()


def test_past_the_limit_the_approver_is_asked_for_once(opens: Opens, store: Store, known: Marlowe) -> None:
    dialog, form = opens(starts_at=datetime(2027, 3, 16, 9, 30))
    assert {"late_reason", "late_approver"} <= shown(form)
    form.editor("kind").set_value(Kind.POSTPONED)
    form.editor("again").set_value(Again.NOW)
    assert "late_approver" not in shown(form)
    for key, value in (("reason_code", "chair_away"), ("approved_by", "M. Ames"), ("late_reason", "No other chair")):
        form.editor(key).set_value(value)
    done_by(dialog)
    assert conferences.conference(store, known.conference).late_approver == "M. Ames"


def test_everything_missing_is_said_at_once(opens: Opens, problems: list[str]) -> None:
    dialog, form = opens(kind=Kind.CANCELLED)
    form.editor("again").set_value(Again.NOW)
    form.editor("start").set_value(None)
    assert not dialog.try_save()
    assert {key for key, field in form.fields.items() if field.error()} == {"reason_code", "approved_by", "start"}
    assert problems == []


def test_a_breach_is_asked_for_only_where_people_met(qtbot: QtBot, session: Session, store: Store) -> None:
    known = booked_conference(store)
    session.today = START.date
    parent = QWidget()
    qtbot.addWidget(parent)
    dialog = rebook_dialog(session, known.conference, parent, kind=Kind.POSTPONED)
    form = dialog.form
    assert isinstance(form, RebookingForm)
    assert "breach_reason" not in shown(form)
    form.editor("kind").set_value(Kind.ADJOURNED)
    form.editor("again").set_value(Again.NEVER)
    assert {"breach_chair", "breach_reason"} <= shown(form)
    form.editor("reason_code").set_value("not_quorate")
    form.editor("breach_reason").set_value("Forgotten")
    words, undo = said_of(session, done_by(dialog))
    assert (words, undo) == ("The conference is adjourned.", None)  # a breach stays, so does what it came with


def test_what_was_never_booked_is_booked_by_the_same_wish(
    session: Session, store: Store, known: Marlowe, parent: QWidget
) -> None:
    family = keep_family(store, Family("Okafor")).value
    child = keep_child(store, Child(family, "Ada Okafor", date(2020, 1, 5)), today=TODAY).value
    asked = Request(ConferenceType.TRANSFER_IN, family, (child,), TODAY, notice_on=date(2027, 3, 5))
    conference_id = request_conference(store, asked, today=TODAY).value
    dialog = rebook_dialog(session, conference_id, parent, starts_at=LATER, chair_id=known.chair, room_id=known.room)
    assert type(dialog.form) is BookingForm
    assert dialog.try_save()
    assert said_of(session, dialog.result_value) == ("Booked for Thursday 11 March 2027, 1:30pm to 3:30pm.", None)


def test_a_request_can_only_be_cancelled_for_good(
    session: Session, store: Store, known: Marlowe, parent: QWidget
) -> None:
    wish(store, known, Kind.CANCELLED, again=Again.LATER)
    dialog = rebook_dialog(session, 2, parent, kind=Kind.CANCELLED)
    form = dialog.form
    assert isinstance(form, RebookingForm)
    assert shown(form) == {"kind", "reason_code", "reason", "approved_by"}
    form.editor("reason_code").set_value("request_withdrawn")
    form.editor("approved_by").set_value("M. Ames")
    done_by(dialog)
    assert conferences.conference(store, 2).status is Status.CANCELLED


# for ears and keys


def test_everything_has_a_name_and_the_consequences_are_heard(opens: Opens) -> None:
    _, form = opens(kind=Kind.POSTPONED)
    for key in shown(form):
        assert form.editor(key).accessibleName()
    panel = form.consequences
    assert panel.accessibleName() == "What this brings with it"
    assert panel.accessibleDescription() == panel.words()
    assert "Tell the paediatrician again first" in panel.words()


def test_with_nothing_changed_nothing_is_threatened(opens: Opens) -> None:
    _, form = opens()
    assert "Tell" not in form.consequences.words()
    assert "free again" not in form.consequences.words()


# the trail


def labels(widget: QWidget) -> str:
    return " ".join(each.text() for each in widget.findChildren(QLabel))


def buttons(widget: QWidget) -> dict[str, QPushButton]:
    return {each.text(): each for each in widget.findChildren(QPushButton)}


def test_the_trail_leads_to_the_replacement_and_back(
    qtbot: QtBot, session: Session, store: Store, known: Marlowe
) -> None:
    card = MovesCard(session)
    qtbot.addWidget(card)
    card.show_conference(conferences.conference(store, known.conference))
    assert card.isHidden()
    wish(store, known, Kind.MOVED, booking=Booking(LATER, 120, known.chair, room_id=known.room))
    done = wish(store, known, Kind.CANCELLED, again=Again.LATER)
    asked: list[int] = []
    card.conference_requested.connect(asked.append)
    card.show_conference(conferences.conference(store, known.conference))
    assert "Cancelled on 1 March 2027, was Thursday 11 March 2027, 1:30pm, Rosalind Osei, Oak room." in labels(card)
    assert "Moved on 1 March 2027 from Wednesday 10 March 2027, 9:30am, Rosalind Osei, Oak room." in labels(card)
    buttons(card)["Open CP-2027-0002"].click()
    card.show_conference(conferences.conference(store, done.replacement_id or 0))
    assert "Takes the place of CP-2027-0001 of Thursday 11 March 2027, 1:30pm, cancelled." in labels(card)
    buttons(card)["Open CP-2027-0001"].click()
    assert asked == [2, 1]


def test_the_latest_is_taken_back_from_the_trail(qtbot: QtBot, session: Session, store: Store, known: Marlowe) -> None:
    wish(store, known, Kind.CANCELLED)
    card = MovesCard(session)
    qtbot.addWidget(card)
    card.show_conference(conferences.conference(store, known.conference))
    buttons(card)["Take it back"].click()
    found = conferences.conference(store, known.conference)
    assert found.status is Status.INVITED
    card.show_conference(found)
    assert "Taken back on 1 March 2027." in labels(card)
    assert "Take it back" not in buttons(card)


def test_the_panel_says_what_was_sent_before_and_the_reply_that_stands(
    qtbot: QtBot, session: Session, store: Store, known: Marlowe
) -> None:
    for each in invitations.invitations(store, known.conference):
        if each.role_code == "police":
            record_reply(store, each, Reply("coming", date(2027, 2, 23)), today=TODAY)
    wish(store, known, Kind.MOVED, booking=Booking(START, 120, known.chair, room_id=known.room, joining="Ring"))
    line = next(each for each in invitations.invitations(store, known.conference) if each.role_code == "police")
    panel = InvitationPanel()
    qtbot.addWidget(panel)
    before = sent_before_words(*rebookings.sent_before(store, known.conference)[line.id])
    panel.show_line(line, ahead=True, today=TODAY, calendar=calendar_of(store), before=before)
    said = labels(panel)
    assert "Sent to Owen Pryce on 22 February for Wednesday 10 March 2027, 9:30am; to be sent again." in said
    assert "coming" in [tag.word for tag in panel.findChildren(Tag)]
    assert panel.step("Mark as sent…") is not None
    assert panel.step("Change reply…") is None


def test_the_list_marks_who_holds_an_earlier_date_as_to_be_sent_again(store: Store, known: Marlowe) -> None:
    wish(store, known, Kind.MOVED, booking=Booking(LATER, 120, known.chair, room_id=known.room))
    lines = {each.role_code: each for each in invitations.invitations(store, known.conference)}
    assert invitation_words(lines["police"], again=True) == ("send again", Tone.AMBER)
    assert invitation_words(lines["paediatrician"], again=True) == ("send again", Tone.RED)
    assert invitation_words(lines["police"]) == ("ready", None)


def test_adjourned_no_slot_is_offered_in_the_time_that_was_used(
    opens: Opens, session: Session, store: Store, known: Marlowe
) -> None:
    session.today, session.now = START.date, lambda: datetime(2027, 3, 10, 9, 45)  # it lasts to 11:30am
    keep_busy(store, Busy("leave", datetime(2027, 3, 10, 13), datetime(2027, 3, 20), chair_id=known.chair))
    _, form = opens()
    assert {each.text().split(", ")[0] for each in form.proposals} == {"Wed 10 March"}
    form.editor("kind").set_value(Kind.ADJOURNED)
    assert form.proposals == []


def test_what_was_wrong_is_forgotten_when_a_slot_is_taken(opens: Opens, known: Marlowe) -> None:
    dialog, form = opens(kind=Kind.CANCELLED)
    form.editor("again").set_value(Again.NOW)
    form.editor("start").set_value(None)
    assert not dialog.try_save()
    form.proposals[0].click()
    assert [field.error() for field in form.fields.values() if field.error()] == []


def test_the_trail_says_whose_chair_and_which_room_it_was(opens: Opens, store: Store, known: Marlowe) -> None:
    other = keep_chair(store, Chair("T. Brandt")).value
    dialog, form = opens()
    form.editor("chair_id").set_value(other)
    form.editor("reason_code").set_value("chair_away")
    kept = rebookings.rebooking(store, done_by(dialog).rebooking_id)
    assert "from Wednesday 10 March 2027, 9:30am, Rosalind Osei, Oak room. Chair ill or away" in trail_words(kept)


def test_after_a_move_the_next_step_is_to_tell_who_holds_the_earlier_invitation(
    qtbot: QtBot, session: Session, store: Store, known: Marlowe
) -> None:
    page = ConferencesPage(session, Background(lambda: store))
    qtbot.addWidget(page)
    chair = keep_chair(store, Chair("T. Brandt")).value
    wish(store, known, Kind.MOVED, booking=Booking(LATER, 120, chair, room_id=known.room))
    page.open_conference(known.conference)
    tab = page.detail_page.tabs.page("details")
    assert isinstance(tab, DetailsTab)
    assert tab.banner.accessibleName() == "4 people hold an invitation for the earlier booking."
    assert "Tell them of the change. The paediatrician comes first" in labels(tab.banner)
    wish(store, known, Kind.POSTPONED)
    page.refresh()
    assert "Building closed or bad weather. The last lawful day is" in labels(tab.banner)
