"""Every duty in words: title, detail, when it is due and the word of its link."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest

from conference_app.domain.calendar import WorkingCalendar
from conference_app.domain.conference_status import ConferenceType
from conference_app.use_cases.what_is_due import DueLine, Duty, Urgency
from ui.today.words import ACTIONS, CHASED, TABS, due_words, head_words, missing_words, row_for
from ui.widgets.text import Tone

TODAY = date(2027, 3, 8)
CONFERENCE = "Initial conference, Marlowe family · Wed 10 March"
LINE = DueLine(
    Duty.BOOK,
    Urgency.TODAY,
    date(2027, 3, 12),
    "Marlowe",
    conference_id=4,
    reference="CP-2027-0142",
    type=ConferenceType.INITIAL,
    starts_at=datetime(2027, 3, 10, 9, 30),
    count=4,
    who="School, GP",
    text="developmental assessment",
    since=date(2027, 2, 19),
)


def line(duty: Duty, **more: object) -> DueLine:
    return replace(LINE, duty=duty, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize("duty", Duty)
def test_every_duty_has_its_words_and_its_place(duty: Duty, calendar: WorkingCalendar) -> None:
    row = row_for(line(duty), TODAY, calendar)
    assert row.title
    assert row.detail
    assert row.action
    assert (duty in TABS) != (duty in ACTIONS | CHASED or duty is Duty.MORE_ACTIONS)


@pytest.mark.parametrize(
    ("duty", "title", "detail", "action"),
    [
        (Duty.INVITE_PAEDIATRICIAN, "Invite the paediatrician", CONFERENCE, "Invite"),
        (Duty.SEND_INVITATIONS, "Send 4 invitations", CONFERENCE, "Check and send"),
        (Duty.CHASE_REPORTS, "Chase 4 reports", "Marlowe: School, GP", "Chase"),
        (Duty.CHASE_REPLIES, "Chase 4 replies", "Marlowe: School, GP", "Chase"),
        (Duty.RECORD_DECISIONS, "Record the decisions", "Initial, Marlowe family · held Wed 10 March", "Open"),
        (Duty.SEND_LETTER, "Decision letter", "Initial, Marlowe family · held Wed 10 March", "Open"),
        (Duty.SHARE_REPORTS, "Share 4 reports with the family", "Marlowe: School, GP", "Open"),
        (
            Duty.SEND_BUNDLE,
            "Send the bundle of reports",
            "missing: School, GP · developmental assessment · Marlowe family",
            "Open",
        ),
        (Duty.PRINT_AGENDA, "Print the agenda pack", CONFERENCE, "Print"),
        (Duty.ESCALATE_ACTION, "Action: developmental assessment", "School, GP · waiting 17 days", "Escalate"),
        (Duty.MORE_ACTIONS, "and 4 more actions due today", "in the list of actions", "Open"),
    ],
)
def test_titles_and_details(duty: Duty, title: str, detail: str, action: str, calendar: WorkingCalendar) -> None:
    row = row_for(line(duty), TODAY, calendar)
    assert (row.title, row.detail, row.action) == (title, detail, action)


def test_one_is_not_many(calendar: WorkingCalendar) -> None:
    assert row_for(line(Duty.CHASE_REPLIES, count=1), TODAY, calendar).title == "Chase 1 reply"
    more = line(Duty.MORE_ACTIONS, count=1, urgency=Urgency.OVERDUE)
    assert row_for(more, TODAY, calendar).title == "and 1 more overdue action"


def test_a_request_says_since_when_it_counts(calendar: WorkingCalendar) -> None:
    row = row_for(line(Duty.BOOK, starts_at=None), TODAY, calendar)
    assert row.detail == "Initial conference, Marlowe family · counted from 19 February"


def test_an_action_is_known_by_its_family(calendar: WorkingCalendar) -> None:
    assert row_for(line(Duty.ACTION), TODAY, calendar).reference == "Marlowe family"
    assert row_for(line(Duty.BOOK), TODAY, calendar).reference == "CP-2027-0142"


@pytest.mark.parametrize(
    ("duty", "due_on", "words"),
    [
        (Duty.BOOK, date(2027, 3, 12), ("Fri 12 March", "last lawful day")),
        (Duty.BOOK, TODAY, ("today", "last lawful day")),
        (Duty.BOOK, date(2027, 3, 5), ("1 working day late", "limit was Fri 5 March")),
        (Duty.BOOK, date(2027, 3, 7), ("1 working day late", "limit was Sun 7 March")),
        (Duty.BOOK, None, ("no limit known yet", "")),
        (Duty.SEND_LETTER, date(2027, 3, 5), ("1 working day late", "due Fri 5 March")),
        (Duty.SEND_LETTER, date(2027, 3, 1), ("5 working days late", "due Mon 1 March")),
        (Duty.SEND_LETTER, date(2026, 12, 29), ("49 working days late", "due Tue 29 December 2026")),
        (Duty.SEND_LETTER, TODAY, ("today", "")),
        (Duty.SEND_RECORD, date(2027, 3, 11), ("Thu 11 March", "")),
        (Duty.PLAN_REVIEW, date(2028, 1, 3), ("Mon 3 January 2028", "last lawful day")),
        (Duty.ESCALATE_ACTION, date(2027, 1, 3), ("escalate to manager", "")),
        (Duty.PRINT_AGENDA, TODAY, ("for Wednesday 9:30am", "")),
        (Duty.MORE_ACTIONS, None, ("", "")),
    ],
)
def test_when_it_is_due(duty: Duty, due_on: date | None, words: tuple[str, str], calendar: WorkingCalendar) -> None:
    assert due_words(line(duty, due_on=due_on), TODAY, calendar) == words


@pytest.mark.parametrize(("day", "words"), [(8, "for today 2pm"), (9, "for tomorrow 2pm"), (10, "for Wednesday 2pm")])
def test_an_agenda_is_for_a_day(day: int, words: str, calendar: WorkingCalendar) -> None:
    assert due_words(line(Duty.PRINT_AGENDA, starts_at=datetime(2027, 3, day, 14)), TODAY, calendar)[0] == words


@pytest.mark.parametrize(
    ("day", "words"), [(10, "2 working days left"), (9, "1 working day left"), (8, "the conference is today")]
)
def test_an_overdue_paediatrician_presses_by_the_conference(day: int, words: str, calendar: WorkingCalendar) -> None:
    when = datetime(2027, 3, day, 14)
    late = line(Duty.INVITE_PAEDIATRICIAN, urgency=Urgency.OVERDUE, due_on=date(2027, 3, 5), starts_at=when)
    assert due_words(late, TODAY, calendar) == (words, "was due Fri 5 March")


def test_an_invitation_late_for_a_conference_far_off_says_how_late_it_is(calendar: WorkingCalendar) -> None:
    late = line(Duty.INVITE_PAEDIATRICIAN, urgency=Urgency.OVERDUE, due_on=date(2027, 3, 5))
    assert due_words(replace(late, starts_at=datetime(2027, 3, 15, 14)), TODAY, calendar)[0] == "5 working days left"
    far = replace(late, starts_at=datetime(2027, 4, 7, 14))
    assert due_words(far, TODAY, calendar) == ("1 working day late", "due Fri 5 March")


def test_on_a_saturday_what_was_due_on_friday_is_a_plain_day_late(calendar: WorkingCalendar) -> None:
    letter = line(Duty.SEND_LETTER, due_on=date(2027, 3, 5))
    assert due_words(letter, date(2027, 3, 6), calendar) == ("1 day late", "due Fri 5 March")


def test_a_new_store_says_what_it_lacks() -> None:
    assert missing_words(["agency", "paediatrician", "chair", "room"]).endswith(
        "add under People: the agencies you work with, a paediatrician, a chair and a room."
    )
    assert missing_words(["room"]).endswith("add under People: a room.")


def test_urgency_is_a_tone_with_a_shape(calendar: WorkingCalendar) -> None:
    tones = [row_for(line(Duty.BOOK, urgency=each), TODAY, calendar).tone for each in Urgency]
    assert tones == [Tone.RED, Tone.AMBER, Tone.GREY]


@pytest.mark.parametrize(
    ("overdue", "due", "words"),
    [
        (3, 6, "3 things are overdue, 6 are due today"),
        (1, 1, "1 thing is overdue, 1 is due today"),
        (2, 0, "2 things are overdue, nothing is due today"),
        (0, 2, "Nothing is overdue, 2 are due today"),
        (0, 0, "Nothing is overdue and nothing is due today"),
    ],
)
def test_the_day_in_a_sentence(overdue: int, due: int, words: str) -> None:
    lines = [replace(LINE, urgency=Urgency.OVERDUE)] * overdue + [LINE] * due + [replace(LINE, urgency=Urgency.COMING)]
    assert head_words(lines) == words
