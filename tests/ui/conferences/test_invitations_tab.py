"""The invitation list: built once, paediatrician first, each line from sent to shared."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from conference_app.domain.calendar import WorkingCalendar
from conference_app.domain.conference import Need
from conference_app.domain.conference_status import Status
from conference_app.domain.invitations import Invitation
from conference_app.domain.people import Professional
from conference_app.domain.rebooking import Kind
from conference_app.store import conferences, invitations, ledger, people
from conference_app.store.store import Store
from conference_app.use_cases import invite
from conference_app.use_cases.invite import Reply
from conference_app.use_cases.keep_directory import keep_professional
from conference_app.use_cases.request_conference import change_request, request_conference, request_of
from tests.conference_app.use_cases.marlowe import AFTER, NOW, TODAY, booked_conference, invited_conference, wish
from ui.background import Background
from ui.conferences import invitation_wording as wording
from ui.conferences.invitation_columns import AGENCY_AND_REASON
from ui.conferences.invitation_panel import EXCLUDED
from ui.conferences.invitation_steps import WAITS
from ui.conferences.invitations_tab import InvitationsTab
from ui.conferences.paediatrician_banner import NOT_BOOKED, ONLY_A_BREACH, TOO_LATE, UNINVITED, short_name
from ui.session import Session
from ui.widgets.text import Tone


@pytest.fixture
def background(qapp: Any, store: Store) -> Iterator[Background]:
    made = Background(lambda: store)
    yield made
    made.close()


@pytest.fixture
def show(qtbot: QtBot, session: Session, background: Background) -> Iterator[Callable[[int], InvitationsTab]]:
    """Shows the tab of a conference, and again after every change, as the window does."""
    tab = InvitationsTab(session, background)
    qtbot.addWidget(tab)

    def shown(conference_id: int) -> InvitationsTab:
        def again(_: object = None) -> None:
            tab.show_conference(session.ask(conferences.conference, conference_id))

        session.changed.connect(again)
        tab.resize(1134, 560)
        tab.show()
        again()
        return tab

    yield shown
    if tab.dialog is not None:
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def line_of(tab: InvitationsTab, role: str) -> Invitation:
    return next(line for line in tab.lines if line.role_code == role)


def accept(tab: InvitationsTab, **values: object) -> bool:
    """Fill the open dialog in and save it."""
    assert tab.dialog is not None
    for key, value in values.items():
        tab.dialog.form.editor(key).set_value(value)
    return tab.dialog.try_save()


def leave(tab: InvitationsTab) -> None:
    assert tab.dialog is not None
    tab.dialog.form.mark_saved()
    tab.dialog.reject()


def test_the_list_is_built_when_first_looked_at_and_only_then(
    show: Callable[[int], InvitationsTab], store: Store
) -> None:
    known = booked_conference(store)
    tab = show(known.conference)
    assert tab.lines[0].name == "Dr Amara Lindgren"
    assert tab.banner.accessibleName() == UNINVITED
    assert "examined Noah Marlowe on 19 February 2027" in tab.banner.accessibleDescription()
    assert tab.model.rowCount() == len(invitations.invitations(store, known.conference))


def test_nothing_is_built_while_the_tab_is_hidden(
    session: Session, store: Store, background: Background, qtbot: QtBot
) -> None:
    known = booked_conference(store)
    tab = InvitationsTab(session, background)
    qtbot.addWidget(tab)
    tab.show_conference(conferences.conference(store, known.conference))
    assert invitations.invitations(store, known.conference) == []


def test_while_the_paediatrician_is_not_invited_the_others_wait_and_the_reason_is_spoken(
    show: Callable[[int], InvitationsTab], store: Store, problems: list[str]
) -> None:
    tab = show(booked_conference(store).conference)
    assert not tab.send_button.isEnabled()
    assert tab.send_button.accessibleDescription() == WAITS
    tab.act("sent", line_of(tab, "police"))
    assert tab.dialog is None
    assert "paediatrician's invitation comes first" in problems[0]


def test_invite_the_doctor_then_mark_the_others(
    show: Callable[[int], InvitationsTab], store: Store, qtbot: QtBot
) -> None:
    known = booked_conference(store)
    tab = show(known.conference)
    button = tab.banner._invite_button(line_of(tab, "paediatrician"))
    qtbot.addWidget(button)
    assert button.text() == "Invite Dr Lindgren"
    button.click()
    assert accept(tab)
    sent = line_of(tab, "paediatrician")
    assert (sent.sent_at, sent.sent_route) == (tab.session.now(), "secure e-mail")
    assert "has not replied" in tab.banner.accessibleName()
    assert tab.send_button.isEnabled()
    qtbot.mouseClick(tab.send_button, Qt.MouseButton.LeftButton)
    assert accept(tab, route="post")
    assert conferences.conference(store, known.conference).status is Status.INVITED
    assert not tab.send_button.isEnabled()


def test_a_time_to_come_is_refused_beside_its_field(show: Callable[[int], InvitationsTab], store: Store) -> None:
    tab = show(booked_conference(store).conference)
    tab.act("sent", line_of(tab, "paediatrician"))
    assert not accept(tab, day=date(2027, 3, 9))
    assert tab.dialog is not None
    assert "future" in tab.dialog.form.fields["day"].error()
    leave(tab)


def test_a_reply_by_phone_with_a_deputy(show: Callable[[int], InvitationsTab], store: Store) -> None:
    tab = show(invited_conference(store).conference)
    tab.act("reply", line_of(tab, "paediatrician"))
    assert not accept(tab, reply="sending a deputy", route="phone")
    assert tab.dialog is not None
    assert tab.dialog.form.fields["deputy"].error()
    assert accept(tab, deputy="Dr Bell", mode="video")
    line = line_of(tab, "paediatrician")
    assert (line.reply, line.deputy, line.reply_route, line.reply_mode) == (
        "sending a deputy",
        "Dr Bell",
        "phone",
        "video",
    )
    assert "Dr Bell" in tab.banner.accessibleName()


def test_enter_opens_the_panel_and_escape_goes_back(
    show: Callable[[int], InvitationsTab], store: Store, qtbot: QtBot
) -> None:
    tab = show(invited_conference(store).conference)
    tab.activateWindow()
    tab.table.setFocus()
    tab.table.select_key(line_of(tab, "police").id)
    qtbot.keyClick(tab.table, Qt.Key.Key_Return)
    assert tab.panel.isVisible()
    assert not tab.cards.isVisible()
    assert tab.focusWidget() is tab.panel.step("Record reply…")
    qtbot.keyClick(tab.focusWidget() or tab, Qt.Key.Key_Escape)
    assert not tab.panel.isVisible()
    assert tab.focusWidget() is tab.table


def test_a_report_is_received_and_shared_in_two_steps(show: Callable[[int], InvitationsTab], store: Store) -> None:
    tab = show(invited_conference(store).conference)
    tab.open_line(line_of(tab, "police"))
    for word in ("Received today", "Shared today"):
        step = tab.panel.step(word)
        assert step is not None
        step.click()
    line = line_of(tab, "police")
    assert (line.report_received_on, line.report_shared_on) == (date(2027, 3, 8), date(2027, 3, 8))
    assert tab.panel.step("Shared today") is None


def test_a_line_is_left_out_with_a_reason_and_taken_back_by_undo(
    show: Callable[[int], InvitationsTab], store: Store
) -> None:
    tab = show(booked_conference(store).conference)
    said: list[tuple[str, Any]] = []
    tab.said.connect(lambda words, undo: said.append((words, undo)))
    tab.act("leave_out", line_of(tab, "police"))
    assert not accept(tab)
    assert accept(tab, reason="on leave; a colleague comes")
    assert not line_of(tab, "police").stands
    said[-1][1]()
    assert line_of(tab, "police").stands


def test_the_only_paediatrician_stays(show: Callable[[int], InvitationsTab], store: Store) -> None:
    tab = show(booked_conference(store).conference)
    tab.act("leave_out", line_of(tab, "paediatrician"))
    assert not accept(tab, reason="busy")
    leave(tab)
    assert line_of(tab, "paediatrician").stands


def test_another_doctor_needs_the_reason(show: Callable[[int], InvitationsTab], store: Store) -> None:
    known = booked_conference(store)
    other = keep_professional(
        store, Professional("Dr Bell", "paediatrician", people.agencies(store)[0].id, "community")
    ).value
    tab = show(known.conference)
    tab.choose_paediatrician()
    assert tab.dialog is not None
    assert tab.dialog.form.fields["reason"].isHidden()
    assert not accept(tab, professional_id=other)
    assert tab.dialog.form.fields["reason"].error()
    assert accept(tab, reason="Dr Lindgren is on leave")
    assert line_of(tab, "paediatrician").name == "Dr Bell"
    assert "Dr Lindgren is on leave" in tab.banner.accessibleDescription()


def test_without_any_doctor_the_banner_asks_to_choose(show: Callable[[int], InvitationsTab], store: Store) -> None:
    known = booked_conference(store)
    tab = show(known.conference)
    empty = Invitation(known.conference, "paediatrician", "required", "every conference")
    words = [each.text() for each in tab.banner._choices(empty)]
    assert words == ["Choose the paediatrician…"]


def test_somebody_is_added_by_name_with_a_reason(show: Callable[[int], InvitationsTab], store: Store) -> None:
    tab = show(booked_conference(store).conference)
    tab.add()
    assert not accept(tab, name="Joan Hart")
    assert accept(tab, role_code="housing", reason="looks after the tenancy")
    line = next(line for line in tab.lines if line.name == "Joan Hart")
    assert (line.rule_code, line.reason) == ("", "looks after the tenancy")
    assert tab.table.current_row() == line


def test_somebody_added_with_an_address_is_in_the_directory_and_the_family_gives_none(
    show: Callable[[int], InvitationsTab], store: Store
) -> None:
    tab = show(booked_conference(store).conference)
    tab.add()
    assert tab.dialog is not None
    form = tab.dialog.form
    form.editor("role_code").set_value("parent")
    assert [form.fields[key].isHidden() for key in ("agency_id", "email", "paediatric_post")] == [True, True, True]
    form.editor("role_code").set_value("housing")
    assert [form.fields[key].isHidden() for key in ("agency_id", "email", "paediatric_post")] == [False, False, True]
    assert not accept(tab, name="Joan Hart", email="j.hart@homes.example", reason="looks after the tenancy")
    assert form.fields["agency_id"].error() == "Enter the agency."
    assert accept(tab, agency_id=people.agencies(store)[0].id)
    line = next(line for line in tab.lines if line.name == "Joan Hart")
    [known] = [each for each in people.professionals(store) if each.name == "Joan Hart"]
    assert (line.professional_id, known.email) == (known.id, "j.hart@homes.example")


def test_an_empty_place_is_named(show: Callable[[int], InvitationsTab], store: Store) -> None:
    tab = show(booked_conference(store).conference)
    place = line_of(tab, "gp")
    assert wording.invitation_words(place)[0] == "nobody named"
    tab.act("name", place)
    assert not accept(tab)
    assert accept(tab, name="Dr Joan Whitby")
    assert line_of(tab, "gp").name == "Dr Joan Whitby"


def test_updating_says_what_came(show: Callable[[int], InvitationsTab], store: Store) -> None:
    known = booked_conference(store)
    tab = show(known.conference)
    said: list[str] = []
    tab.said.connect(lambda words, undo: said.append(words))
    tab.update_list()
    assert said == ["The list is already what the rules say."]
    with store.write() as writing:
        invitations.remove_unsent(writing, line_of(tab, "school"))
        writing.record("invitation_removed", "conference", known.conference)
    tab.update_list()
    assert said[-1] == "Added: School."


def test_a_request_prepares_its_list_but_sends_nothing(
    show: Callable[[int], InvitationsTab], store: Store, problems: list[str]
) -> None:
    known = booked_conference(store)
    request = request_of(store, conferences.conference(store, known.conference))
    again = request_conference(store, request, today=TODAY).value
    tab = show(again)
    assert tab.lines
    assert tab.banner.accessibleName() == NOT_BOOKED
    assert not tab.send_button.isEnabled()
    tab.act("sent", line_of(tab, "paediatrician"))
    assert problems == ["Book a day, time and chair before inviting."]


def test_a_declining_doctor_is_said_and_a_second_can_be_invited(
    show: Callable[[int], InvitationsTab], store: Store
) -> None:
    known = invited_conference(store)
    tab = show(known.conference)
    tab.session.perform(invite.record_reply, line_of(tab, "paediatrician"), Reply("not coming", TODAY), today=TODAY)
    assert "is not coming" in tab.banner.accessibleName()
    other = keep_professional(
        store, Professional("Dr Bell", "paediatrician", people.agencies(store)[0].id, "community")
    ).value
    tab.session.perform(invite.choose_paediatrician, known.conference, other, "Dr Lindgren cannot come")
    assert [each.text() for each in tab.banner._seconds()] == ["Choose another…", "Invite Dr Bell"]


def test_the_quorum_says_who_is_needed_and_who_comes(show: Callable[[int], InvitationsTab], store: Store) -> None:
    tab = show(invited_conference(store).conference)
    for role in ("social_worker", "police", "paediatrician"):
        tab.session.perform(invite.record_reply, line_of(tab, role), Reply("coming", TODAY), today=TODAY)
    words = " ".join(each.text() for each in tab.cards.quorum.findChildren(type(tab.summary)))
    assert "Likely: children's social care" in words
    assert "3 said they are coming" in words


def test_a_paediatrician_is_added_in_the_dialog_made_for_it(
    show: Callable[[int], InvitationsTab], store: Store
) -> None:
    tab = show(booked_conference(store).conference)
    agency = people.agencies(store)[0].id
    other = keep_professional(store, Professional("Dr Bell", "paediatrician", agency, "community")).value
    tab.add()
    assert tab.dialog is not None
    tab.dialog.form.editor("professional_id").set_value(other)
    assert tab.dialog.windowTitle() == "Choose the paediatrician"
    assert tab.dialog.form.value("professional_id") == other
    assert accept(tab, reason="knows the family")
    assert line_of(tab, "paediatrician").name == "Dr Bell"


def test_the_role_alone_leads_there_too(show: Callable[[int], InvitationsTab], store: Store) -> None:
    tab = show(booked_conference(store).conference)
    tab.add()
    assert tab.dialog is not None
    tab.dialog.form.editor("role_code").set_value("paediatrician")
    assert tab.dialog.windowTitle() == "Choose the paediatrician"
    leave(tab)


def test_somebody_excluded_after_the_invitation_went_out_is_said(
    show: Callable[[int], InvitationsTab], store: Store
) -> None:
    known = invited_conference(store)
    found = conferences.conference(store, known.conference)
    need = Need("exclusion", "grace marlowe", "", TODAY, "excluded", "Rosalind Osei", TODAY)
    change_request(store, found.id, replace(request_of(store, found), needs=(need,)), seen=found.version, today=TODAY)
    tab = show(known.conference)
    mother = line_of(tab, "parent")
    at = [column.title for column in tab.model.columns].index("Invitation")
    column = tab.model.columns[at]
    assert column.tag is not None
    assert (column.text(mother), column.tag(mother)) == ("excluded", ("excluded", Tone.RED))
    assert column.second is not None
    assert column.second(mother) == "was sent 22 Feb"
    tab.open_line(mother)
    assert tab.panel.step("Mark as sent…") is None
    assert EXCLUDED in [each.text() for each in tab.panel.findChildren(type(tab.summary))]
    why = next(each for each in tab.model.columns if each.title == AGENCY_AND_REASON)
    assert why.second is not None
    assert why.second(mother) == "left out: excluded by Rosalind Osei on 22 February 2027"


def test_an_excluded_line_is_not_among_those_ready(show: Callable[[int], InvitationsTab], store: Store) -> None:
    known = booked_conference(store)
    tab = show(known.conference)
    found = conferences.conference(store, known.conference)
    need = Need("exclusion", "Grace Marlowe", "", TODAY, "excluded", "Rosalind Osei", TODAY)
    request = replace(request_of(store, found), needs=(need,))
    tab.session.perform(change_request, found.id, request, seen=found.version, today=TODAY)
    assert "Grace Marlowe" not in [line.name for line in tab._ready()]
    mother = line_of(tab, "parent")
    column = next(each for each in tab.model.columns if each.title == "Invitation")
    assert column.text(mother) == "excluded"
    tab.open_line(mother)
    assert (tab.panel.step("Take back in"), tab.panel.step("Leave out…")) == (None, None)


def test_after_the_start_only_a_breach_is_left(
    show: Callable[[int], InvitationsTab], store: Store, session: Session
) -> None:
    known = booked_conference(store)
    session.now = lambda: AFTER
    tab = show(known.conference)
    assert (tab.banner.accessibleName(), tab.banner.accessibleDescription()) == (TOO_LATE, ONLY_A_BREACH)


TABLE_DAY = date(2027, 3, 8)


@pytest.mark.parametrize(
    ("asked", "due", "received", "shared", "words"),
    [
        (None, date(2027, 3, 10), None, None, "wanted"),
        (TABLE_DAY, date(2027, 3, 12), None, None, "due 12 Mar"),
        (TABLE_DAY, TABLE_DAY, None, None, "due today"),
        (TABLE_DAY, date(2027, 3, 4), None, None, "2 working days late"),
        (None, date(2027, 3, 4), None, None, "not asked for"),
        (TABLE_DAY, date(2027, 3, 4), TABLE_DAY, None, "received"),
        (TABLE_DAY, date(2027, 3, 4), TABLE_DAY, TABLE_DAY, "shared"),
        (TABLE_DAY, None, None, None, "asked for"),
    ],
)
def test_where_a_report_stands(
    asked: date | None,
    due: date | None,
    received: date | None,
    shared: date | None,
    words: str,
    calendar: WorkingCalendar,
) -> None:
    line = Invitation(
        1,
        "police",
        "required",
        "",
        name="Owen Pryce",
        sent_at=NOW,
        report_wanted=True,
        report_asked_on=asked,
        report_due_on=due,
        report_received_on=received,
        report_shared_on=shared,
    )
    assert wording.report_words(line, TABLE_DAY, calendar)[0] == words


def test_names_fit_a_button() -> None:
    assert short_name("Dr Amara Lindgren") == "Dr Lindgren"
    assert short_name("Duty mailbox") == "Duty mailbox"
    assert len(short_name("Safeguarding paediatrics duty mailbox of the whole county")) == 30


@pytest.mark.parametrize("kind", [Kind.POSTPONED, Kind.CANCELLED])
def test_of_a_conference_that_is_off_the_list_says_who_knows(
    show: Callable[[int], InvitationsTab], store: Store, kind: Kind
) -> None:
    known = invited_conference(store)
    wish(store, known, kind)
    (first, *others) = [line for line in invitations.invitations(store, known.conference) if line.name]
    told = ledger.DocumentIssue(
        known.conference, ledger.INVITATION, "", False, first.name, "phone", 0, NOW, "A", first.id, method="CANCEL"
    )
    with store.write() as writing:
        ledger.add_issue(writing, told)
        writing.record("document_issued", "conference", known.conference)
    tab = show(known.conference)
    column = next(each for each in tab.model.columns if each.title == "Invitation")
    words = {line.id: column.text(line) for line in tab.lines if line.name}
    assert words.pop(first.id) == "told it is off"
    assert list(words.values()) == ["not told yet"] * len(others)
    assert [tab.bar.write_button.text(), *(each.text() for each in tab.banner.findChildren(QPushButton))] == [
        "Call invitations off…"
    ]
