"""Chasing over a real conference: the list, the next step, what is put on the record, and what is refused."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime

import pytest

from conference_app.domain.chasing import Missing, Step, What
from conference_app.domain.conference import Need
from conference_app.domain.errors import RuleBroken
from conference_app.domain.rebooking import Kind
from conference_app.history_event import Names
from conference_app.history_words import sentence_of
from conference_app.store import chasing, conferences, invitations, lists
from conference_app.store.store import Store, memory_store
from conference_app.use_cases import invite
from conference_app.use_cases.chase import chase_list, record_chased
from conference_app.use_cases.make_example import make_example
from conference_app.use_cases.outcome import Topic
from conference_app.use_cases.request_conference import change_request, request_of
from tests.conference_app.use_cases.marlowe import TODAY, Marlowe, invited_conference, wish

MONDAY = date(2027, 3, 8)  # two working days before the conference: the day replies and reports are wanted
NINE = datetime(2027, 3, 9, 9, 0)


@pytest.fixture
def store() -> Iterator[Store]:
    with memory_store() as made:
        yield made


@pytest.fixture
def known(store: Store) -> Marlowe:
    return invited_conference(store)


def line_of(store: Store, known: Marlowe, role: str) -> invitations.Invitation:
    return next(line for line in invitations.invitations(store, known.conference) if line.role_code == role)


def of(found: list[Missing], role: str) -> dict[What, Missing]:
    return {each.what: each for each in found if each.waiting.role_code == role}


def answered(store: Store, known: Marlowe, role: str) -> None:
    reply = invite.Reply("coming", date(2027, 2, 23))
    invite.record_reply(store, line_of(store, known, role), reply, today=date(2027, 2, 23))


def test_since_when_by_when_and_who_is_asked_next(store: Store, known: Marlowe) -> None:
    doctor = of(chase_list(store, MONDAY), "paediatrician")
    assert {(each.what, each.since, each.due_on, each.days_late, each.step) for each in doctor.values()} == {
        (What.REPLY, TODAY, MONDAY, 0, Step.PRACTITIONER),
        (What.REPORT, TODAY, MONDAY, 0, Step.PRACTITIONER),
    }
    next_day = of(chase_list(store, date(2027, 3, 9)), "paediatrician")
    assert [(each.days_late, each.step) for each in next_day.values()] == [(1, Step.MANAGER)] * 2
    on_the_day = of(chase_list(store, date(2027, 3, 10)), "paediatrician")
    assert [(each.days_late, each.step) for each in on_the_day.values()] == [(2, Step.SENIOR)] * 2


def test_only_those_who_have_not_answered(store: Store, known: Marlowe) -> None:
    before = {(each.waiting.role_code, each.what) for each in chase_list(store, MONDAY)}
    answered(store, known, "police")
    worker = line_of(store, known, "social_worker")
    report = invite.Report(True, TODAY, worker.report_due_on, date(2027, 2, 24))
    invite.record_report(store, worker, report, today=date(2027, 2, 24))
    after = {(each.waiting.role_code, each.what) for each in chase_list(store, MONDAY)}
    assert before - after == {("police", What.REPLY), ("social_worker", What.REPORT)}
    assert ("gp", What.REPLY) not in before  # nobody is named, so nobody was asked


def test_what_is_due_leaves_out_what_is_still_in_time(store: Store, known: Marlowe) -> None:
    assert chase_list(store, date(2027, 3, 1))
    assert chase_list(store, date(2027, 3, 1), only_due=True) == []
    due = chase_list(store, MONDAY, only_due=True)
    assert due == chase_list(store, MONDAY)


def test_the_longest_overdue_comes_first(store: Store, known: Marlowe) -> None:
    found = chase_list(store, MONDAY)
    assert found[0].days_late == max(each.days_late for each in found) == 1  # the social worker's report
    assert (found[0].waiting.role_code, found[0].what) == ("social_worker", What.REPORT)


def test_family_are_asked_again_themselves(store: Store, known: Marlowe) -> None:
    mother = next(each for each in chase_list(store, date(2027, 3, 10)) if each.waiting.name == "Grace Marlowe")
    assert (mother.what, mother.days_late, mother.step) == (What.REPLY, 2, Step.PRACTITIONER)


def test_nobody_excluded_or_left_out_is_on_the_list(store: Store, known: Marlowe) -> None:
    invite.leave_out(store, line_of(store, known, "police"), "not involved after all")
    found = conferences.conference(store, known.conference)
    doctor = line_of(store, known, "paediatrician")
    needs = tuple(
        Need("exclusion", who, "", TODAY, "excluded", "R. Osei", TODAY) for who in ("Grace Marlowe", doctor.name)
    )
    change_request(store, found.id, replace(request_of(store, found), needs=needs), seen=found.version, today=TODAY)
    names = {each.waiting.name for each in chase_list(store, MONDAY)}
    assert names
    assert names & {"Owen Pryce", "Grace Marlowe", doctor.name} == set()
    assert line_of(store, known, "paediatrician").stands  # the record says it was sent, yet nothing more goes there
    with pytest.raises(RuleBroken, match="nothing_to_chase"):
        record_chased(store, [doctor.id], What.REPLY, Step.PRACTITIONER, "phone", at=NINE, now=NINE)


def test_what_was_chased_stays_on_the_record(store: Store, known: Marlowe) -> None:
    lines = [line_of(store, known, role).id for role in ("police", "paediatrician")]
    done = record_chased(store, lines, What.REPLY, Step.MANAGER, "e-mail", at=NINE, now=NINE)
    assert (done.value, done.changed) == (2, {Topic.INVITATIONS})
    kept = chasing.chased(store, known.conference)
    assert {each.name for each in kept} == {"Owen Pryce", "Dr Amara Lindgren"}
    assert all(each.message.startswith("To the manager responsible for: ") for each in kept)
    event = lists.history(store, "conference", known.conference)[0]
    assert sentence_of(event, Names()) == (
        "Chased the reply with the manager by e-mail, Tuesday 9 March 2027, 9am: Dr Amara Lindgren, Owen Pryce."
    )
    again = of(chase_list(store, date(2027, 3, 9)), "police")[What.REPLY]
    assert (again.chased_at, again.chased_step, again.step) == (NINE, Step.MANAGER, Step.MANAGER)
    assert of(chase_list(store, date(2027, 3, 9)), "police")[What.REPORT].chased_at is None


def test_the_next_step_is_never_below_the_last(store: Store, known: Marlowe) -> None:
    line = line_of(store, known, "police").id
    early = datetime(2027, 3, 1, 9, 0)
    record_chased(store, [line], What.REPLY, Step.SENIOR, "phone", at=early, now=early)
    assert of(chase_list(store, MONDAY), "police")[What.REPLY].step is Step.SENIOR


def test_the_same_is_not_put_on_the_record_twice(store: Store, known: Marlowe) -> None:
    line = line_of(store, known, "police").id
    said = {"at": NINE, "now": NINE}
    assert record_chased(store, [line, line], What.REPLY, Step.MANAGER, "phone", **said).value == 1
    events = len(lists.history(store, "conference", known.conference))
    again = record_chased(store, [line], What.REPLY, Step.MANAGER, "phone", **said)
    assert (again.value, again.changed) == (0, frozenset())
    assert len(lists.history(store, "conference", known.conference)) == events
    assert len(chasing.chased(store, known.conference)) == 1


def test_after_a_move_everybody_is_asked_afresh(store: Store, known: Marlowe) -> None:
    line = line_of(store, known, "police").id
    record_chased(store, [line], What.REPLY, Step.SENIOR, "phone", at=NINE, now=NINE)
    wish(store, known, Kind.POSTPONED)
    assert chase_list(store, MONDAY) == []
    assert len(chasing.chased(store, known.conference)) == 1


@pytest.mark.parametrize(
    ("change", "code", "field"),
    [
        ({"route": "pigeon"}, "required", "route"),
        ({"at": datetime(2027, 3, 9, 9, 1)}, "date_in_future", "at"),
        ({"at": datetime(2027, 2, 22, 8, 59)}, "chased_before_asked", "at"),
        ({"role": "health_visitor", "what": What.REPLY}, "nothing_to_chase", None),  # nobody named, nothing sent
        ({"what": What.REPORT, "role": "parent"}, "nothing_to_chase", None),  # none was asked for
    ],
)
def test_what_cannot_be_put_on_the_record(
    store: Store, known: Marlowe, change: dict[str, object], code: str, field: str | None
) -> None:
    role = str(change.pop("role", "police"))
    said = {"what": What.REPLY, "step": Step.PRACTITIONER, "route": "phone", "at": NINE, "now": NINE, **change}
    with pytest.raises(RuleBroken) as refused:
        record_chased(store, [line_of(store, known, role).id], **said)  # type: ignore[arg-type]
    assert refused.value.code == code
    if field:
        assert refused.value.field == field
    assert chasing.chased(store, known.conference) == []


def test_one_who_owes_nothing_keeps_the_others_off_the_record(store: Store, known: Marlowe) -> None:
    answered(store, known, "police")
    lines = [line_of(store, known, role).id for role in ("paediatrician", "police")]
    with pytest.raises(RuleBroken, match="nothing_to_chase"):
        record_chased(store, lines, What.REPLY, Step.PRACTITIONER, "phone", at=NINE, now=NINE)
    assert chasing.chased(store, known.conference) == []


def test_the_list_of_an_example_is_exactly_who_has_not_answered() -> None:
    """Against a walk over every invitation of every conference ahead."""
    day = date(2027, 3, 8)
    with memory_store(example=True) as store:
        make_example(store, conferences=120, years=1, seed=5, today=day)
        listed = {(each.waiting.invitation_id, each.what) for each in chase_list(store, day)}
        expected = set()
        for row in lists.conferences(store, statuses=("booked", "invited"), first=day, most=-1):
            found = conferences.conference(store, row.id)
            for line in invitations.invitations(store, row.id):
                if not line.stands or line.sent_at is None or invite.excluded(line, found):
                    continue
                if not line.reply:
                    expected.add((line.id, What.REPLY))
                if line.report_asked_on and not line.report_received_on:
                    expected.add((line.id, What.REPORT))
        due = chase_list(store, day, only_due=True)
        assert due == [each for each in chase_list(store, day) if each.due_on <= day]
    assert listed == expected
    assert {what for _, what in listed} == set(What) == {each.what for each in due}
