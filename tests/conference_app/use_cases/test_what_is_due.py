"""Every duty of the Today page: when it appears, how urgent it is, and when it is gone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

import pytest

from conference_app.store import due_lists, lists, report_lists
from conference_app.store.store import Store, memory_store
from conference_app.use_cases.change_settings import change_number
from conference_app.use_cases.found_store import found_store
from conference_app.use_cases.what_is_due import DueLine, Duty, Urgency, waiting_today, what_is_due
from tests.conference_app.store.hand_made import NOW, TODAY, HandMade

OVERDUE, DUE, COMING = Urgency.OVERDUE, Urgency.TODAY, Urgency.COMING


@pytest.fixture
def store() -> Iterator[Store]:
    with memory_store(example=True) as made:
        found_store(made)
        yield made


@pytest.fixture
def made(store: Store) -> HandMade:
    return HandMade(store)


def at(day: int, month: int = 3, hour: int = 9) -> datetime:
    return datetime(2027, month, day, hour, 30)


def due(made: HandMade, duty: Duty) -> list[DueLine]:
    return [line for line in what_is_due(made.store, now=NOW) if line.duty is duty]


def urgency(made: HandMade, duty: Duty) -> list[Urgency]:
    return [line.urgency for line in due(made, duty)]


def test_an_empty_store_asks_for_nothing(store: Store) -> None:
    assert what_is_due(store, now=NOW) == []
    assert waiting_today(store, now=NOW) == 0


# booking


@pytest.mark.parametrize(
    ("limit", "wanted"),
    [
        (date(2027, 3, 5), OVERDUE),
        (date(2027, 3, 8), DUE),
        (date(2027, 3, 12), DUE),
        (date(2027, 4, 21), DUE),  # 30 working days ahead, Easter between
        (date(2027, 4, 22), COMING),
        (None, DUE),
    ],
)
def test_a_request_presses_from_six_weeks_before_its_limit(made: HandMade, limit: date | None, wanted: Urgency) -> None:
    made.conference(made.family("Priestley"), doctor="", limit_on=limit, stricter_limit_on=limit)
    assert urgency(made, Duty.BOOK) == [wanted]
    assert urgency(made, Duty.INVITE_PAEDIATRICIAN) == []


def test_the_limit_is_the_one_this_authority_goes_by(made: HandMade) -> None:
    made.conference(made.family("Priestley"), doctor="", limit_on=date(2027, 3, 8), stricter_limit_on=date(2027, 3, 5))
    assert urgency(made, Duty.BOOK) == [DUE]
    change_number(made.store, "count_from", "the day itself")
    [line] = due(made, Duty.BOOK)
    assert (line.urgency, line.due_on) == (OVERDUE, date(2027, 3, 5))


def test_a_postponed_conference_is_to_be_booked_again(made: HandMade) -> None:
    made.conference(made.family("Cole"), at(12), status="postponed")
    assert urgency(made, Duty.BOOK_AGAIN) == [DUE]


# inviting


@pytest.mark.parametrize(
    ("kind", "day", "wanted"),
    [
        ("initial", at(10), [OVERDUE]),  # 5 working days' notice ended on 3 March
        ("initial", at(15), [DUE]),
        ("initial", at(16), [COMING]),
        ("initial", at(22), [COMING]),
        ("initial", at(23), [COMING]),  # before its own notice begins: the rule without a switch is said early
        ("initial", at(15, 4), []),
        ("review", at(2, 4), [OVERDUE]),  # 20 working days' notice
        ("review", at(7, 4), [DUE]),  # Good Friday and Easter Monday lie between
        ("review", at(14, 4), [COMING]),
        ("review", at(15, 4), []),
        ("initial", at(1), []),  # over: to be recorded, not invited
    ],
)
@pytest.mark.parametrize("doctor", ["", "listed"])
def test_the_paediatrician_must_be_invited_in_time(
    made: HandMade, kind: str, day: datetime, wanted: list[Urgency], doctor: str
) -> None:
    made.conference(made.family("Marlowe"), day, kind=kind, doctor=doctor)
    assert urgency(made, Duty.INVITE_PAEDIATRICIAN) == wanted
    assert urgency(made, Duty.SEND_INVITATIONS) == []  # said once


def test_the_others_are_invited_once_the_paediatrician_is(made: HandMade) -> None:
    conference = made.conference(made.family("Marlowe"), at(15))
    for name in ("School", "Police"):
        made.invitation(conference, name, sent=False)
    [line] = due(made, Duty.SEND_INVITATIONS)
    assert (line.urgency, line.count, line.who, line.due_on) == (DUE, 2, "School, Police", TODAY)


# chasing and printing


@pytest.mark.parametrize(("day", "wanted"), [(at(8), [DUE]), (at(10), [DUE]), (at(11), [COMING]), (at(16), [])])
def test_replies_are_chased_but_never_overdue(made: HandMade, day: datetime, wanted: list[Urgency]) -> None:
    conference = made.conference(made.family("Marlowe"), day)
    made.change("invitation", made.doctor_of(conference), reply="coming", reply_on=TODAY)
    made.invitation(conference, "School")
    assert urgency(made, Duty.CHASE_REPLIES) == wanted


@pytest.mark.parametrize(
    ("due_on", "wanted"),
    [(date(2027, 3, 5), [OVERDUE]), (TODAY, [DUE]), (date(2027, 3, 15), [COMING]), (date(2027, 3, 16), [])],
)
def test_reports_are_chased_from_five_working_days_before(made: HandMade, due_on: date, wanted: list[Urgency]) -> None:
    conference = made.conference(made.family("Marlowe"), at(17))
    made.invitation(conference, "School", report_asked_on=date(2027, 3, 1), report_due_on=due_on)
    assert urgency(made, Duty.CHASE_REPORTS) == wanted


def test_agendas_are_printed_the_working_day_before(made: HandMade) -> None:
    for day in (at(8, hour=14), at(9), at(10)):
        made.conference(made.family(f"{day}"), day)
    assert [line.starts_at for line in due(made, Duty.PRINT_AGENDA)] == [at(8, hour=14), at(9)]
    friday = datetime(2027, 3, 5, 8, 45)
    lines = [line for line in what_is_due(made.store, now=friday) if line.duty is Duty.PRINT_AGENDA]
    assert [line.starts_at for line in lines] == [at(8, hour=14)]


def test_the_pack_of_today_comes_before_those_of_tomorrow(made: HandMade) -> None:
    for day in (at(9, hour=11), at(8, hour=14), at(9), at(8, hour=10)):
        made.conference(made.family("Marlowe"), day)
    wanted = [at(8, hour=10), at(8, hour=14), at(9), at(9, hour=11)]
    assert [line.starts_at for line in due(made, Duty.PRINT_AGENDA)] == wanted


# afterwards


def test_what_happened_is_recorded_on_the_day(made: HandMade) -> None:
    made.conference(made.family("Friday"), at(5))
    made.conference(made.family("Today"), datetime(2027, 3, 8, 6, 0))
    assert urgency(made, Duty.RECORD_CONFERENCE) == [OVERDUE, DUE]


@pytest.mark.parametrize(("day", "wanted"), [(at(5), OVERDUE), (datetime(2027, 3, 8, 6, 0), DUE)])
def test_decisions_are_recorded_on_the_day_and_before_the_letter(
    made: HandMade, day: datetime, wanted: Urgency
) -> None:
    held = made.conference(made.family("Ashdown", "Ada"), day, status="held")
    assert urgency(made, Duty.RECORD_DECISIONS) == [wanted]
    assert urgency(made, Duty.SEND_LETTER) == []
    made.decision(held, "no further action")
    assert urgency(made, Duty.RECORD_DECISIONS) == []
    assert len(urgency(made, Duty.SEND_LETTER)) == 1


@pytest.mark.parametrize(("day", "wanted"), [(at(4), OVERDUE), (at(5), DUE), (at(8), COMING)])
def test_the_decision_letter_goes_on_the_next_working_day(made: HandMade, day: datetime, wanted: Urgency) -> None:
    made.conference(made.family("Ashdown"), day, status="held", record_sent_on=TODAY)
    assert urgency(made, Duty.SEND_LETTER) == [wanted]
    assert urgency(made, Duty.SEND_RECORD) == []


@pytest.mark.parametrize(
    ("day", "wanted"), [(at(12, 2), [OVERDUE]), (at(15, 2), [DUE]), (at(22, 2), [COMING]), (at(23, 2), [])]
)
def test_the_record_is_due_after_fifteen_working_days(made: HandMade, day: datetime, wanted: list[Urgency]) -> None:
    made.conference(made.family("Benedetti"), day, status="held", letter_sent_on=TODAY)
    assert urgency(made, Duty.SEND_RECORD) == wanted


@pytest.mark.parametrize(("day", "wanted"), [(at(19, 2), [OVERDUE]), (at(22, 2), [DUE]), (at(2), [])])
def test_the_first_core_group_is_set_within_ten_working_days(
    made: HandMade, day: datetime, wanted: list[Urgency]
) -> None:
    made.decision(made.conference(made.family("Ashdown", "Ada"), day, status="held"), "plan starts")
    assert urgency(made, Duty.SET_CORE_GROUP) == wanted


@pytest.mark.parametrize(
    ("kind", "held", "wanted"),
    [
        ("initial", datetime(2026, 12, 4, 9, 30), [OVERDUE]),  # three calendar months: 4 March
        ("initial", datetime(2026, 12, 9, 9, 30), [DUE]),
        ("initial", datetime(2027, 2, 12, 9, 30), []),
        ("review", datetime(2026, 9, 7, 9, 30), [OVERDUE]),  # six calendar months: 7 March
        ("review", datetime(2026, 12, 9, 9, 30), []),
        ("review", datetime(2024, 1, 9, 9, 30), []),  # too long ago to be this page's business
    ],
)
def test_the_next_review_is_asked_for_six_weeks_before_its_limit(
    made: HandMade, kind: str, held: datetime, wanted: list[Urgency]
) -> None:
    sent = {"letter_sent_on": TODAY, "record_sent_on": TODAY, "core_group_at": at(1)}
    conference = made.conference(made.family("Ashdown", "Ada"), held, kind=kind, status="held", **sent)
    made.decision(conference, "plan starts" if kind == "initial" else "plan continues")
    assert urgency(made, Duty.PLAN_REVIEW) == wanted


# actions


@pytest.mark.parametrize(
    ("due_on", "duty", "wanted"),
    [
        (date(2027, 2, 26), Duty.ESCALATE_ACTION, OVERDUE),  # 10 days
        (date(2027, 2, 27), Duty.ACTION, OVERDUE),
        (TODAY, Duty.ACTION, DUE),
        (date(2027, 3, 15), Duty.ACTION, COMING),
    ],
)
def test_an_action_is_escalated_after_ten_days(made: HandMade, due_on: date, duty: Duty, wanted: Urgency) -> None:
    action = made.action(made.family("Okafor"), "Developmental assessment", due_on, owner="Community paediatrics")
    [line] = what_is_due(made.store, now=NOW)
    assert (line.duty, line.urgency, line.action_id, line.text, line.who) == (
        duty,
        wanted,
        action,
        "Developmental assessment",
        "Community paediatrics",
    )


def test_actions_far_ahead_are_not_shown(made: HandMade) -> None:
    made.action(made.family("Okafor"), "Visit", date(2027, 3, 16))
    assert what_is_due(made.store, now=NOW) == []


def test_a_few_actions_stand_for_many(made: HandMade) -> None:
    family = made.family("Okafor")
    for number in range(7):
        made.action(family, f"Action {number}", date(2027, 3, 1))
        made.action(family, f"Today {number}", TODAY)
    made.action(family, "With the manager", date(2027, 1, 4), escalated_on=TODAY, escalated_to="Manager")
    lines = what_is_due(made.store, now=NOW)
    shown = [(line.urgency, line.duty, line.count) for line in lines if line.duty is Duty.MORE_ACTIONS]
    assert shown == [(OVERDUE, Duty.MORE_ACTIONS, 3), (DUE, Duty.MORE_ACTIONS, 2)]
    assert "With the manager" not in [line.text for line in lines]
    assert waiting_today(made.store, now=NOW) == 12


# order


def test_the_missing_paediatrician_comes_first_and_actions_last(made: HandMade) -> None:
    family = made.family("Okafor", "Ada")
    made.action(family, "Oldest of all", date(2026, 1, 4))
    conference = made.conference(made.family("Marlowe"), at(12))
    made.invitation(conference, "School", report_asked_on=date(2027, 3, 1), report_due_on=date(2027, 3, 2))
    made.conference(made.family("Ashdown"), at(3), status="held", record_sent_on=TODAY)
    made.conference(made.family("Quayle"), at(11), doctor="listed")
    overdue = [line.duty for line in what_is_due(made.store, now=NOW) if line.urgency is OVERDUE]
    assert overdue == [Duty.INVITE_PAEDIATRICIAN, Duty.SEND_LETTER, Duty.CHASE_REPORTS, Duty.ESCALATE_ACTION]


def test_urgency_goes_before_everything(made: HandMade) -> None:
    made.action(made.family("Okafor"), "Late", date(2027, 3, 5))
    made.conference(made.family("Marlowe"), at(16), doctor="listed")
    assert [line.duty for line in what_is_due(made.store, now=NOW)] == [Duty.ACTION, Duty.INVITE_PAEDIATRICIAN]


def test_every_question_is_led_by_an_index(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[str, object]] = []
    ask = store.rows

    def remember(sql: str, params: object = ()) -> object:
        asked.append((sql, params))
        return ask(sql, params)  # type: ignore[arg-type]

    monkeypatch.setattr(store, "rows", remember)
    monkeypatch.setattr(store, "tuples", remember)
    what_is_due(store, now=NOW)
    report_lists.paediatrician_month(store, date(2027, 3, 1), date(2027, 3, 31))
    report_lists.timeliness(store, date(2026, 10, 1), date(2027, 3, 31))
    lists.conferences(store, first=TODAY, last=TODAY)
    due_lists.limits_between(store, TODAY, TODAY)
    plans = [row[3] for sql, params in asked for row in ask(f"EXPLAIN QUERY PLAN {sql}", params)]  # type: ignore[arg-type]
    big = ("conference", "invitation", "attendance", "action", "decision", "family", "child", "document_issue")
    scans = [step for step in plans if step.startswith("SCAN") and step.split()[1] in big]
    assert len(asked) > 15
    assert {step for step in scans if "INDEX" not in step} == set()
    partial = {"conference_letter_due", "conference_record_due", "decision_neglect_unanswered"}
    assert {step.split()[-1] for step in scans} <= partial
